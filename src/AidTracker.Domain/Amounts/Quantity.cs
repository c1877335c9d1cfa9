namespace AidTracker.Domain.Amounts;

/// <summary>How many of a line's goods, in the unit that the line states ("round", "vehicle"). Negative takes goods back.</summary>
public sealed record Quantity
{
    /// <summary>The largest quantity kept: 10^12.</summary>
    public const decimal Limit = 1_000_000_000_000m;

    /// <exception cref="ArgumentException">The value has more than three decimals or is beyond <see cref="Limit"/>.</exception>
    public Quantity(decimal value)
    {
        if (decimal.Round(value, 3) != value || Math.Abs(value) > Limit)
        {
            throw new ArgumentException("A quantity has at most three decimals and is at most 10^12.", nameof(value));
        }

        Value = value;
    }

    public decimal Value { get; }
}
