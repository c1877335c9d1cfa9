namespace AidTracker.Web.Features.Accounts;

/// <summary>Names as others see them, and as publications name their editor.</summary>
internal static class DisplayNames
{
    /// <summary>Characters, as in the ledger.</summary>
    public const int Longest = 120;

    /// <returns>What is wrong and what to do; null where the name can be taken.</returns>
    public static string? Refusal(string? name) => name?.Trim() switch
    {
        null or "" => "Others have to see a name: write the one that shall stand beside what you publish.",
        { Length: > Longest } => $"A name for others has at most {Longest} characters: shorten it.",
        { } text when text.Any(char.IsControl) => "A name for others has no line breaks or control characters: type it anew.",
        _ => null,
    };
}
