namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Where somebody goes on after signing in: only ever an address of this site, whatever a link says.</summary>
internal static class LocalAddress
{
    private const int Longest = 2000;

    /// <returns>The address where it is one of this site; otherwise the overview's.</returns>
    public static string Of(string? asked) =>
        asked is { Length: > 0 and <= Longest } && asked[0] == '/'
        // Browsers read //host and /\host as another site's, and pass over control characters.
        && (asked.Length == 1 || asked[1] is not ('/' or '\\'))
        && !asked.Any(char.IsControl)
        && !asked.StartsWith("/account/log", StringComparison.OrdinalIgnoreCase)
            ? asked
            : "/";
}
