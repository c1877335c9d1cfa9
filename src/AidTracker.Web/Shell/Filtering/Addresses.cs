namespace AidTracker.Web.Shell.Filtering;

/// <summary>One view has one address: what people copy is the short one.</summary>
public static class Addresses
{
    /// <summary>Whether the answer is a redirect: a code was written in another way, or a form sent along the fields left empty.</summary>
    public static bool IsBetterSaid(this ParsedFilter parsed, HttpRequest request) =>
        parsed.Errors.Count == 0 && (!parsed.IsCanonical || request.Query.Any(parameter => parameter.Value.Any(string.IsNullOrWhiteSpace)));
}
