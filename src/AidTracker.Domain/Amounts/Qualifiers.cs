namespace AidTracker.Domain.Amounts;

/// <summary>The codes of qualifiers, and what each means for a floor (product rule 6).</summary>
public static class Qualifiers
{
    private static readonly Dictionary<AmountQualifier, string> Codes = new()
    {
        [AmountQualifier.Exact] = "exact",
        [AmountQualifier.Approximately] = "approximately",
        [AmountQualifier.Estimated] = "estimated",
        [AmountQualifier.Between] = "between",
        [AmountQualifier.UpTo] = "up_to",
        [AmountQualifier.AtLeast] = "at_least",
        [AmountQualifier.MoreThan] = "more_than",
        [AmountQualifier.Undisclosed] = "undisclosed",
    };

    private static readonly Dictionary<string, AmountQualifier> ByCode = Codes.ToDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>The stable code used in the database and in exports, such as <c>up_to</c>.</summary>
    public static string Code(this AmountQualifier qualifier) => Codes[qualifier];

    /// <exception cref="KeyNotFoundException">No qualifier has that code.</exception>
    public static AmountQualifier FromCode(string code) => ByCode[code];

    /// <summary>Whether a headline so qualified leaves <em>Not yet itemised</em> open (product rule 1).</summary>
    public static bool LeavesOpen(this AmountQualifier qualifier) =>
        qualifier is AmountQualifier.Undisclosed or AmountQualifier.AtLeast or AmountQualifier.MoreThan;

    /// <summary>
    /// The least that an amount so qualified can mean. Withdrawn money (a negative amount) counts whole.
    /// </summary>
    /// <param name="low">The lower end of a range; null for every other qualifier.</param>
    public static decimal Floor(this AmountQualifier qualifier, decimal amount, decimal? low) => qualifier switch
    {
        _ when amount <= 0 => amount,
        AmountQualifier.UpTo => 0,
        AmountQualifier.Between => low ?? 0,
        _ => amount,
    };
}
