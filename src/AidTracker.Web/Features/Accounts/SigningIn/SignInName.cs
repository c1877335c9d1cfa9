using System.Text.RegularExpressions;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>The name by which somebody signs in; whether letters are capital makes no difference. The database has the same rule.</summary>
internal static partial class SignInName
{
    public const int Longest = 60;

    public const string Rule = "2 to 60 letters (a–z), digits, dots, hyphens, underscores or @";

    /// <summary>Identity checks the characters a second time.</summary>
    public const string Characters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-";

    public static bool Is(string? name) => name is not null && Form().IsMatch(name);

    [GeneratedRegex(@"\A[A-Za-z0-9._@-]{2,60}\z")]
    private static partial Regex Form();
}
