using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Search;

namespace AidTracker.Web.Features.Api;

/// <summary>Something that an address of the API can say. What is served, the OpenAPI document, docs/api.md and the page /api have it from here.</summary>
/// <param name="Meaning">A sentence without its full stop.</param>
/// <param name="Example">A value that works on the demonstration data.</param>
/// <param name="Values">All that it can be; null where they are not a few words.</param>
/// <param name="Form">The format of a text, as OpenAPI names it (<c>date</c>); null for none.</param>
internal sealed record ApiParameter(string Name, string Meaning, string Example, IReadOnlyList<string>? Values = null, string? Form = null)
{
    public const string Limit = "limit";
    public const string After = "after";
    public const string Fields = "fields";

    /// <summary>Rows of a page where the address does not say how many.</summary>
    public const int UsualRows = 50;

    /// <summary>The most rows that a page has.</summary>
    public const int MostRows = 1000;

    private static readonly string[] Lists = ["donor", "group", "recipient", "category", "instrument", "initiative", "kind", "without", "status", "line", "stage", "grade", "period"];

    /// <summary>By name, those that mean the same wherever they stand.</summary>
    private static readonly Dictionary<string, ApiParameter> ByName = new ApiParameter[]
    {
        new("donor", "Code of a donor: a country's alpha-2, or an institution's own", "CA"),
        new("group", "An organisation: packages with a donor that is a member on the day of `announcedBy`, else today", "G7", Membership.Organisations),
        new("recipient", "Code of a recipient: a country's alpha-2", "UA"),
        new("category", "Code of a category, a line's own or one that it also covers", "AMM"),
        new("instrument", "Code of an instrument: how the aid is given", "PRO"),
        new("initiative", "Code of a channel, a line's or its package's; `none` for what runs through none", "PURL"),
        new("kind", "A kind of announcement; for packages and line items: packages that have one", "Itemised", Enum.GetNames<AnnouncementKind>()),
        new("without", "A kind of announcement: packages that have none of it", "Delivered", Enum.GetNames<AnnouncementKind>()),
        new("status", "Status of a package", "open", PackageStatus.All),
        new("line", "Lines: named, Not yet itemised (`open`) or Overlap and rounding (`overlap`)", "named", LineRole.All),
        new("stage", "How far a line has come", "delivered", LineStage.All),
        new("grade", "The best grade of a source that a package's announcements follow", "A", Grades.All),
        new("period", "A year, quarter or month in which a package was first announced", "2025-Q2"),
        new("covers", "`own`: `category` is a line's own only, and `initiative` the one channel that it runs through", "own", ["own"]),
        new("shares", "Packages of one donor, or of several whose shares are not stated", "stated", LedgerFilter.DonorShares),
        new("recipientShares", "Packages for one recipient, or for several whose shares are not stated", "stated", LedgerFilter.DonorShares),
        new("counting", "Which lines: `military` (not repaid), `repayable` (loans and guarantees), `civil` (outside military totals, not repaid) or `all`", "military", Counting.All),
        new("from", "First announced-on day, inclusive", "2025-01-01", Form: "date"),
        new("to", "Last announced-on day, inclusive", "2025-12-31", Form: "date"),
        new("recordedFrom", "First day of recording, UTC, inclusive", "2025-01-01", Form: "date"),
        new("recordedTo", "Last day of recording, UTC, inclusive", "2026-12-31", Form: "date"),
        new("min", "The least that a package's committed sum is worth, in `currency`, which it needs", "1000000"),
        new("max", "The most that a package's committed sum is worth, in `currency`, which it needs", "5000000000"),
        new("currency", "ISO 4217 code of the currency that fills the fields ending in `_converted`, and that totals are in", "EUR"),
        new("rate", "With `currency`: `day` (the rates of the days on which money came in, as without it), one day whose rates convert everything, or `original` (nothing is converted)", "2025-06-30"),
        new("announcedBy", "The first clock: what donors had said by the end of this day", "2025-08-31", Form: "date"),
        new("knownAt", "The second clock: a publication's number, an instant with its offset or a day (its end, UTC); what was recorded later is left out, corrections too", "60"),
        new("versions", "`live` (those that count), `all`, or `corrections` for those that correct or withdraw another", "all", ["live", "corrections", "all"]),
        new("rows", "What the table's rows are", "donor", PivotDimension.Names),
        new("columns", "What the table's columns are; `none` for one column", "year", [.. PivotDimension.Names, PivotQuery.NoColumns]),
        new("measure", "What is added up", "committed", PivotMeasure.Names),
        new("per", "With a country in the rows: per cent of its gross domestic product, or an amount per head", "gdp", PivotQuery.Pers),
        new("chart", "What the explorer's page draws; without effect here", "bars", PivotQuery.Charts),
        new(Limit, $"How many rows a page has, 1 to {MostRows}; {UsualRows} where it is not said", "100", Form: "int32"),
        new(After, "Where the page before it ended: follow `next`, which says it", ""),
        new(Fields, "Names of the fields that are wanted, with commas between them; all where it is not said", ""),
        new("q", $"What is searched for: at most {SearchQuestion.MostWords} words and {SearchQuestion.MostCharacters} characters; what stands in quotation marks stands together", "155mm"),
        new("in", "One kind of what is found, page by page; without it the foremost of every kind", "line-items", [.. Enum.GetValues<SearchKind>().Select(SearchAddress.Name)]),
        new("page", $"Of one kind, from 1: pages have {Searching.PageSize}", "1", Form: "int32"),
        new("since", "The head that you have: a publication's number, or `number:hash` as `X-Ledger-Head` has it. With the hash a ledger that is not the one you know is found out (409)", "0"),
        new("slug", "A package's stable address", "ca-ua-2025-06-kananaskis"),
    }.ToDictionary(parameter => parameter.Name);

    /// <summary>Whether it may be given several times, for any of them.</summary>
    public bool IsList => Lists.Contains(Name);

    /// <summary>Whether it stands in the path.</summary>
    public bool IsInPath => Name == "slug";

    /// <exception cref="KeyNotFoundException">Nothing is written down of it: a parameter cannot be served and not documented.</exception>
    public static ApiParameter Of(string name) => ByName[name];
}
