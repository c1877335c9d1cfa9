namespace AidTracker.Web.Reading.Filters;

/// <summary>A parameter that could not be used, and what to do about it.</summary>
/// <param name="Parameter">Its name in the address.</param>
/// <param name="Sentence">What is wrong, and what to write instead.</param>
public sealed record FilterError(string Parameter, string Sentence);

/// <summary>An address's query, read.</summary>
/// <param name="Filter">What could be used.</param>
/// <param name="Errors">What could not; with any, the answer is a 400 and no figure is shown as if it were the filtered one.</param>
/// <param name="IsCanonical">False where an alpha-3 or lower-case code was understood: the answer is a redirect to the code proper.</param>
/// <param name="KnownAt">When the last publication that counts was recorded, UTC; null where all count or none does.</param>
public sealed record ParsedFilter(LedgerFilter Filter, IReadOnlyList<FilterError> Errors, bool IsCanonical, DateTime? KnownAt = null)
{
    /// <summary>What is wrong with a parameter; null where nothing is.</summary>
    public string? ErrorOf(string parameter) => Errors.FirstOrDefault(error => error.Parameter == parameter)?.Sentence;
}

/// <summary>A view of the ledger that takes a filter: which parameters it knows and how it can be sorted.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Path">Its page's address; the export's is this and <c>.csv</c>.</param>
/// <param name="Parameters">The parameters that it takes beside <c>sort</c> and <c>page</c>.</param>
/// <param name="Sorts">The first is the one without a <c>sort</c>; of two that are each other turned round, the one that is meant first.</param>
public sealed record LedgerView(string Name, string Path, IReadOnlyList<string> Parameters, IReadOnlyList<string> Sorts)
{
    /// <summary>Whether it is a list that goes on after a row, on its page or in the API.</summary>
    public bool HasPages => Sorts.Count > 0 && !IsWhole;

    /// <summary>Whether all of a list that has an order stands on one page.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Those of <see cref="Sorts"/> that are by amounts, which compare in one currency only.</summary>
    public IReadOnlyList<string> SortsByAmount { get; init; } = [];

    /// <summary>The one without a <c>sort</c> where there is a currency; null: the first, as without a currency.</summary>
    public string? SortInCurrency { get; init; }

    /// <summary>The order in which a filter is answered.</summary>
    public string SortOf(LedgerFilter filter) => filter.Sort ?? (filter.Currency is null ? null : SortInCurrency) ?? Sorts[0];

    private static readonly string[] Clocks = ["announcedBy", "knownAt"];

    private static readonly string[] Conversion = ["currency", "rate"];

    private static readonly string[] Common = ["donor", "group", "recipient", "category", "instrument", "initiative", "kind", "without", "status", "line", "stage", "grade", "period", "covers", "shares", "recipientShares", "counting", "from", "to", "min", "max", .. Conversion, .. Clocks];

    private static readonly string[] OfVersions = [.. Common, "recordedFrom", "recordedTo", "versions"];

    public static LedgerView Overview { get; } = new("the overview", "/", [.. Clocks, .. Conversion], []);

    /// <summary>Donors, recipients, categories and initiatives: their indexes and their own pages.</summary>
    public static LedgerView Subjects { get; } = new("this page", "/donors", Overview.Parameters, []);

    public static LedgerView Methodology { get; } = new("the methodology", "/methodology", Overview.Parameters, []);

    /// <summary>They are of what is on record now, whatever is asked: a point in time would be passed over.</summary>
    public static LedgerView Checks { get; } = new("the checks", "/checks", [], []);

    /// <summary>One package's page, which also reads <c>entries</c>.</summary>
    public static LedgerView Package { get; } = new("a package", "/packages", [.. Clocks, .. Conversion, "entries"], []);

    /// <summary>The captured text of one source.</summary>
    public static LedgerView Source { get; } = new("a captured text", "/packages", [.. Clocks, .. Conversion], []);

    /// <summary>The page itself reads <c>q</c> and <c>in</c>.</summary>
    public static LedgerView Search { get; } = new("the search", "/search", ["q", "in", "page", .. Clocks, .. Conversion], []);

    /// <summary>The page itself reads <c>a</c>, <c>b</c> and <c>package</c>.</summary>
    public static LedgerView Compare { get; } = new("the comparison", "/compare", ["a", "b", "package", "donor", "group", "recipient", "category", "instrument", "initiative", .. Conversion, .. Clocks], []);

    public static LedgerView Packages { get; } = new("packages", "/packages", Common, ["-announced", "announced", "donor", "recipient", "title", "currency"]);

    public static LedgerView LineItems { get; } = new("line items", "/line-items", Common, Packages.Sorts);

    public static LedgerView Announcements { get; } = new("announcements", "/announcements", OfVersions, ["-announced", "announced", "-recorded", "recorded"]);

    public static LedgerView Entries { get; } = new("entries", "/entries", OfVersions, Announcements.Sorts);

    public static LedgerView Progress { get; } = new("progress", "/progress", OfVersions, Announcements.Sorts);

    /// <summary>A table of two dimensions and its chart.</summary>
    public static LedgerView Explore { get; } = new("the table", "/explore", [.. PivotQuery.ParameterNames, .. Common], []);

    /// <summary>The views that are exported.</summary>
    public static IReadOnlyList<LedgerView> All { get; } = [Packages, LineItems, Announcements, Entries, Progress, Explore];
}
