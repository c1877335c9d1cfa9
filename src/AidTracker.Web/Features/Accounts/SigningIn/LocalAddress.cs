namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Where somebody goes on after signing in: only ever an address of this site, whatever a link says.</summary>
internal static class LocalAddress
{
    private const int Longest = 2000;

    /// <returns>The address where it is one of this site and not for signing in or out; otherwise the overview's.</returns>
    public static string Of(string? asked) =>
        Back(asked) is var back && back.StartsWith("/account/log", StringComparison.OrdinalIgnoreCase) ? "/" : back;

    /// <returns>The address where it is one of this site; otherwise the overview's.</returns>
    public static string Back(string? asked) =>
        asked is { Length: > 0 and <= Longest } && asked[0] == '/'
        // Browsers read //host and /\host as another site's, and pass over control characters.
        && (asked.Length == 1 || asked[1] is not ('/' or '\\'))
        && !asked.Any(char.IsControl)
            ? asked
            : "/";
}
