using System.Globalization;
using AidTracker.Web.Features.Accounts.Data;

namespace AidTracker.Web.Features.Accounts;

/// <summary>What stands in the tables on accounts, in words.</summary>
internal static class AccountWords
{
    /// <summary>To the minute, UTC.</summary>
    public static string Time(DateTime at) => at.ToString("yyyy-MM-dd HH:mm' UTC'", CultureInfo.InvariantCulture);

    public static string Of(Proof proof) => proof switch
    {
        Proof.Password => "password",
        Proof.Code => "password and code",
        Proof.RecoveryCode => "recovery code",
        Proof.Passkey => "passkey",
        Proof.Link => "one-time link",
        _ => throw new ArgumentOutOfRangeException(nameof(proof)),
    };

    public static string Of(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.FirstAdministrator => "first administrator",
        LinkPurpose.Invitation => "invitation",
        LinkPurpose.PasswordReset => "new password",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };

    public static string Roles(IEnumerable<string> roles) => string.Join(", ", roles) is { Length: > 0 } text ? text : "no role";
}

/// <summary>What a browser calls itself, in two words.</summary>
internal static class BrowserWords
{
    // In this order: each names those after it as well.
    private static readonly (string Mark, string Name)[] Browsers = [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Mark, string Name)[] Systems = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    public static string Of(string? agent) => agent is null ? "Unknown"
        : string.Join(" on ", new[] { Named(Browsers, agent) ?? "A browser", Named(Systems, agent) }.OfType<string>());

    private static string? Named((string Mark, string Name)[] marks, string agent) =>
        marks.Where(mark => agent.Contains(mark.Mark, StringComparison.Ordinal)).Select(mark => mark.Name).FirstOrDefault();
}
