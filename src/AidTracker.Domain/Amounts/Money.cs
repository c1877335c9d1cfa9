using System.Globalization;

namespace AidTracker.Domain.Amounts;

/// <summary>
/// An amount in one currency, exact to the hundredth; may be negative. Unknown money is a null <see cref="Money"/>, never zero.
/// Two currencies never add up: conversion happens once, at the end (product rule 5).
/// </summary>
public sealed record Money
{
    /// <summary>The largest absolute amount kept: one quadrillion (10^15) units of any currency.</summary>
    public const decimal Limit = 1_000_000_000_000_000m;

    /// <exception cref="ArgumentException">The amount has more than two decimals or is beyond <see cref="Limit"/>.</exception>
    public Money(decimal amount, Currency currency)
    {
        if (decimal.Round(amount, 2) != amount)
        {
            throw new ArgumentException($"{amount.ToString(CultureInfo.InvariantCulture)} has more than two decimals: amounts are kept to the hundredth.", nameof(amount));
        }

        if (Math.Abs(amount) > Limit)
        {
            throw new ArgumentException($"{amount.ToString(CultureInfo.InvariantCulture)} is beyond the limit of 10^15: check the unit.", nameof(amount));
        }

        Amount = amount;
        Currency = currency;
    }

    public decimal Amount { get; }

    public Currency Currency { get; }

    public static Money Zero(Currency currency) => new(0, currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator +(Money left, Money right) => new(left.Amount + left.Same(right).Amount, left.Currency);

    /// <exception cref="InvalidOperationException">The currencies differ.</exception>
    public static Money operator -(Money left, Money right) => new(left.Amount - left.Same(right).Amount, left.Currency);

    public static Money operator -(Money money) => new(-money.Amount, money.Currency);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Currency} {Amount:#,0.##}");

    private Money Same(Money other) => other.Currency == Currency
        ? other
        : throw new InvalidOperationException($"{Currency} and {other.Currency} do not add up: convert first.");
}
