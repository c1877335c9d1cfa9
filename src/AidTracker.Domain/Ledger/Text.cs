namespace AidTracker.Domain.Ledger;

/// <summary>Bounds on what people write, each with a sentence.</summary>
internal static class Text
{
    public static string Required(string what, string? value, int limit)
    {
        var text = Optional(what, value, limit);
        return text ?? throw new LedgerRefusal("text_bounds", null, $"The {what} is missing: write it, in at most {limit} characters.");
    }

    public static string? Optional(string what, string? value, int limit)
    {
        var text = value?.Trim();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return text.Length <= limit
            ? text
            : throw new LedgerRefusal("text_bounds", null, $"The {what} has {text.Length} characters: shorten it to {limit}.");
    }
}
