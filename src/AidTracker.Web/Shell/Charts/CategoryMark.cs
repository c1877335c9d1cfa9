namespace AidTracker.Web.Shell.Charts;

/// <summary>
/// How a part of a package is drawn: a class that colours it (charts.css) and a pattern over the colour, the same for the
/// same category everywhere. Twenty-two categories are more than colour can tell apart, so eleven colours come plain and patterned,
/// and every mark stands beside its name.
/// </summary>
/// <param name="Css">The class.</param>
/// <param name="Pattern">The id of a pattern of <see cref="PatternDefs"/>; null for plain colour.</param>
public sealed record CategoryMark(string Css, string? Pattern)
{
    private const string Stripes = "mark-stripes";
    private const string Dots = "mark-dots";
    private const string Bars = "mark-bars";

    private static readonly Dictionary<string, string> Patterns = new()
    {
        ["CUA"] = Stripes, ["NAV"] = Stripes, ["SAL"] = Stripes, ["EWF"] = Stripes, ["LOG"] = Stripes, ["ENG"] = Stripes,
        ["MED"] = Dots, ["IND"] = Dots, ["MIX"] = Dots, ["CYB"] = Dots, ["FIN"] = Bars, ["UND"] = Bars,
    };

    public static CategoryMark NotYetItemised { get; } = new("cat-open", "mark-open");

    public static CategoryMark Overlap { get; } = new("cat-overlap", "mark-cross");

    /// <summary>Several lines drawn as one.</summary>
    public static CategoryMark Rest { get; } = new("cat-rest", null);

    public static CategoryMark Of(string category) => new("cat-" + category.ToLowerInvariant(), Patterns.GetValueOrDefault(category));
}
