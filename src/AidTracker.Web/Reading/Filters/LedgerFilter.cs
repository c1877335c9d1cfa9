using System.Globalization;
using AidTracker.Domain.Ledger;
using Microsoft.AspNetCore.Http.Extensions;

namespace AidTracker.Web.Reading.Filters;

/// <summary>What a reader asks for: the value between an address and a query. Page, total, chart and export use the same one.</summary>
public sealed record LedgerFilter
{
    /// <summary>Among <see cref="Initiatives"/>: what runs through no channel.</summary>
    public const string NoInitiative = "none";

    /// <summary>A package of one party, whose share is stated.</summary>
    public const string StatedShares = "stated";

    /// <summary>A package of several parties together.</summary>
    public const string JointShares = "joint";

    /// <summary>What <see cref="Shares"/> and <see cref="RecipientShares"/> can be.</summary>
    public static IReadOnlyList<string> DonorShares { get; } = [StatedShares, JointShares];

    /// <summary>Party codes; any of them.</summary>
    public IReadOnlyList<string> Donors { get; init; } = [];

    /// <summary>Party codes; any of them.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>Codes of organisations; any of them, by a donor that is a member.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Who is a member of any of <see cref="Groups"/> on the day that is looked at, or today; <see cref="FilterParser"/> knows. Not in the address.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Category codes; any of them, as a line's own or also covered.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Instrument codes; any of them.</summary>
    public IReadOnlyList<string> Instruments { get; init; } = [];

    /// <summary>Initiative codes, or <see cref="NoInitiative"/>; any of them, as a line's own or its package's.</summary>
    public IReadOnlyList<string> Initiatives { get; init; } = [];

    /// <summary>
    /// Whether <see cref="Categories"/> are a line's own only, not what it also covers, and <see cref="Initiatives"/> the one channel
    /// that it runs through: its own, or its package's where it has none.
    /// </summary>
    public bool OwnOnly { get; init; }

    /// <summary>Roles of lines, of <see cref="LineRole"/>; any of them.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Stages of lines, of <see cref="LineStage"/>; any of them.</summary>
    public IReadOnlyList<string> Stages { get; init; } = [];

    /// <summary>One of <see cref="Rows.Counting"/>; null: the view decides, which is all lines but for tables of <see cref="Pivot"/>.</summary>
    public string? Counting { get; init; }

    /// <summary>Statuses of packages, of <see cref="PackageStatus"/>; any of them.</summary>
    public IReadOnlyList<string> Statuses { get; init; } = [];

    /// <summary>Best grades of packages, of <see cref="Rows.Grades"/>; any of them.</summary>
    public IReadOnlyList<string> Grades { get; init; } = [];

    /// <summary>Years, quarters and months as <see cref="Period"/> writes them; any of them, for packages first announced in it.</summary>
    public IReadOnlyList<string> Periods { get; init; } = [];

    /// <summary>One of <see cref="DonorShares"/>: packages of one donor, or of several whose shares are not stated.</summary>
    public string? Shares { get; init; }

    /// <summary>The same of recipients.</summary>
    public string? RecipientShares { get; init; }

    /// <summary>Kinds of announcements; any of them.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Kinds of announcements of which a package has none.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>First announced-on date, inclusive.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last announced-on date, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>First day of recording, UTC, inclusive (announcements, entries and progress).</summary>
    public DateOnly? RecordedFrom { get; init; }

    /// <summary>Last day of recording, UTC, inclusive.</summary>
    public DateOnly? RecordedTo { get; init; }

    /// <summary>The point on the two clocks from which everything is asked.</summary>
    public AsOf AsOf { get; init; } = AsOf.Now;

    /// <summary>The currency that amounts are read in, by ISO 4217 code; null: as announced, nothing converted.</summary>
    public string? Currency { get; init; }

    /// <summary>The one day whose rates everything is converted with; null: each package at the moving average of its money (product rule 5).</summary>
    public DateOnly? RateDay { get; init; }

    /// <summary>The least and the most committed, in <see cref="Currency"/>; packages without a rate are in no such list.</summary>
    public decimal? Min { get; init; }

    /// <inheritdoc cref="Min"/>
    public decimal? Max { get; init; }

    /// <summary>One of the view's sorts; null for its first.</summary>
    public string? Sort { get; init; }

    /// <summary>From 1. Another page, or the first of another view, is not where a list went on: to set it takes <see cref="After"/> out.</summary>
    public int Page
    {
        get;
        init
        {
            field = value;
            After = null;
        }
    } = 1;

    /// <summary>The row after which the list goes on; null: it is read by <see cref="Page"/>.</summary>
    public ListCursor? After { get; init; }

    /// <summary>Whether versions that no longer count are asked for as well (announcements and entries).</summary>
    public bool AllVersions { get; init; }

    /// <summary>Whether only versions that correct another are asked for, in force or not (announcements and entries).</summary>
    public bool OnlyCorrections { get; init; }

    /// <summary>How lines are grouped, and what is drawn of it; null on every page but the explorer.</summary>
    public PivotQuery? Pivot { get; init; }

    /// <summary>Whether anything narrows the view.</summary>
    public bool IsNarrowed => Lists.Any(list => list.Values.Count > 0) || From is not null || To is not null
        || RecordedFrom is not null || RecordedTo is not null || OnlyCorrections || Min is not null || Max is not null
        || Shares is not null || RecipientShares is not null || CountsPart;

    /// <summary>Whether everything is asked for in euro as it stands now: those sums are kept (<see cref="ShareRow"/>).</summary>
    public bool IsKeptInEuro => !IsNarrowed && Currency == ShareRow.KeptIn && RateDay is null && AsOf.IsNow;

    /// <summary>Whether lines of some sort are left out by what may be counted together.</summary>
    public bool CountsPart => Counting is not (null or Rows.Counting.Everything);

    /// <summary>Whether lines themselves are chosen, so that they add up to less than their packages.</summary>
    public bool NarrowsLines => Categories.Count + Instruments.Count + Initiatives.Count + Roles.Count + Stages.Count > 0 || CountsPart;

    /// <summary>How it is looked at, without what narrows it: what links carry from page to page.</summary>
    public LedgerFilter Lens => new() { AsOf = AsOf, Currency = Currency, RateDay = RateDay };

    /// <summary>The same view of everything.</summary>
    public LedgerFilter Unnarrowed => Lens with { Pivot = Pivot, Counting = Pivot is null ? null : Counting };

    /// <summary>The address's query, with its leading question mark; empty where nothing is asked. Always in the same order.</summary>
    /// <param name="more">What an address says beside the filter; it comes last.</param>
    public string ToQuery(IEnumerable<KeyValuePair<string, string>>? more = null)
    {
        var query = new QueryBuilder();
        foreach (var (name, value) in Parameters)
        {
            query.Add(name, value);
        }

        foreach (var (name, value) in more ?? [])
        {
            query.Add(name, value);
        }

        return query.ToString();
    }

    /// <summary>Names and values of the address's query.</summary>
    public IEnumerable<(string Name, string Value)> Parameters =>
    [
        .. Pivot?.Parameters ?? [],
        .. Lists.SelectMany(list => list.Values.Select(value => (list.Name, value))),
        .. new (string Name, string? Value)[]
        {
            ("covers", OwnOnly ? "own" : null),
            ("shares", Shares),
            ("recipientShares", RecipientShares),
            ("counting", Counting),
            ("from", Day(From)),
            ("to", Day(To)),
            ("recordedFrom", Day(RecordedFrom)),
            ("recordedTo", Day(RecordedTo)),
            ("min", Min?.ToString("0.##", CultureInfo.InvariantCulture)),
            ("max", Max?.ToString("0.##", CultureInfo.InvariantCulture)),
            ("currency", Currency),
            ("rate", Day(RateDay)),
            ("announcedBy", Day(AsOf.AnnouncedBy)),
            ("knownAt", AsOf.KnownAt?.ToString(CultureInfo.InvariantCulture)),
            ("versions", AllVersions ? "all" : OnlyCorrections ? "corrections" : null),
            ("sort", Sort),
            ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
            ("after", After?.ToString()),
        }.Where(parameter => parameter.Value is not null).Select(parameter => (parameter.Name, parameter.Value!)),
    ];

    /// <summary>The lists by the names of their parameters.</summary>
    public IEnumerable<(string Name, IReadOnlyList<string> Values)> Lists =>
    [
        ("donor", Donors), ("group", Groups), ("recipient", Recipients), ("category", Categories),
        ("instrument", Instruments), ("initiative", Initiatives), ("kind", Kinds), ("without", Without),
        ("status", Statuses), ("line", Roles), ("stage", Stages), ("grade", Grades), ("period", Periods),
    ];

    /// <summary>What cannot be asked together, by the parameter that is blamed.</summary>
    internal IEnumerable<FilterError> Contradictions
    {
        get
        {
            if (From > To)
            {
                yield return new FilterError("to", "“to” is before “from”: swap the two dates.");
            }

            if (RecordedFrom > RecordedTo)
            {
                yield return new FilterError("recordedTo", "“recordedTo” is before “recordedFrom”: swap the two dates.");
            }

            if (Min > Max)
            {
                yield return new FilterError("max", "“max” is less than “min”: swap the two amounts.");
            }
        }
    }

    /// <summary>The filter with other values in one of <see cref="Lists"/>, at its first page.</summary>
    public LedgerFilter With(string list, IReadOnlyList<string> values)
    {
        var first = this with { Page = 1 };
        return list switch
        {
            "donor" => first with { Donors = values },
            "group" => first with { Groups = values },
            "recipient" => first with { Recipients = values },
            "category" => first with { Categories = values },
            "instrument" => first with { Instruments = values },
            "initiative" => first with { Initiatives = values },
            "kind" => first with { Kinds = values },
            "without" => first with { Without = values },
            "status" => first with { Statuses = values },
            "line" => first with { Roles = values },
            "stage" => first with { Stages = values },
            "grade" => first with { Grades = values },
            "period" => first with { Periods = values },
            _ => throw new ArgumentOutOfRangeException(nameof(list), list, "There is no such list."),
        };
    }

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
