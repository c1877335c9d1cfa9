using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AidTracker.Web.Features.Embeds;

/// <summary>What charts look like, for a drawing that stands alone: the site's own colours in both themes and the rules of charts.css.</summary>
public sealed partial class ChartStyle
{
    public ChartStyle()
    {
        var themes = string.Concat(Themes().Matches(Read("app.css")).Select(block => block.Value));
        Css = Spaces().Replace(Comments().Replace(themes + Read("charts.css") + "svg { font-family: var(--sans); } .page { fill: var(--paper); } text.heading { font-size: 1.0625rem; font-weight: 600; } text.small { font-size: .75rem; fill: var(--muted); }", ""), " ").Trim();
        Hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Css)));

        static string Read(string name)
        {
            using var reader = new StreamReader(typeof(ChartStyle).Assembly.GetManifestResourceStream($"AidTracker.Web.{name}")!);
            return reader.ReadToEnd();
        }
    }

    /// <summary>On one line.</summary>
    public string Css { get; }

    /// <summary>SHA-256 in base 64, by which a policy lets it through.</summary>
    public string Hash { get; }

    [GeneratedRegex(@"^(:root \{.*?^\}|@media \(prefers-color-scheme: dark\) \{.*?^\})", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Themes();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
