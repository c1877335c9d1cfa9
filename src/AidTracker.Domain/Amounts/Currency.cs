namespace AidTracker.Domain.Amounts;

/// <summary>A currency by its ISO 4217 code ("CAD"). Whether the code is in use is for the reference list to say.</summary>
public sealed record Currency
{
    /// <exception cref="ArgumentException">The code is not three capital letters.</exception>
    public Currency(string code)
    {
        if (code is not { Length: 3 } || !code.All(char.IsAsciiLetterUpper))
        {
            throw new ArgumentException($"“{code}” is not an ISO 4217 code: write three capital letters, such as CAD.", nameof(code));
        }

        Code = code;
    }

    /// <summary>Three capital letters, ISO 4217.</summary>
    public string Code { get; }

    public override string ToString() => Code;
}
