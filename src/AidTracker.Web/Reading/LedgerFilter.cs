using System.Globalization;
using AidTracker.Domain.Ledger;
using Microsoft.AspNetCore.Http.Extensions;

namespace AidTracker.Web.Reading;

/// <summary>What a reader asks for: the value between an address and a query. Page, total, chart and export use the same one.</summary>
public sealed record LedgerFilter
{
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

    /// <summary>Initiative codes; any of them.</summary>
    public IReadOnlyList<string> Initiatives { get; init; } = [];

    /// <summary>Kinds of announcements; any of them.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>First announced-on date, inclusive.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last announced-on date, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The point on the two clocks from which everything is asked.</summary>
    public AsOf AsOf { get; init; } = AsOf.Now;

    /// <summary>One of the view's sorts; null for its first.</summary>
    public string? Sort { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init; } = 1;

    /// <summary>Whether versions that no longer count are asked for as well (announcements and entries).</summary>
    public bool AllVersions { get; init; }

    /// <summary>Whether anything narrows the view.</summary>
    public bool IsNarrowed => Donors.Count + Recipients.Count + Groups.Count + Categories.Count + Instruments.Count + Initiatives.Count + Kinds.Count > 0 || From is not null || To is not null;

    /// <summary>The address's query, with its leading question mark; empty where nothing is asked. Always in the same order.</summary>
    public string ToQuery()
    {
        var query = new QueryBuilder();
        foreach (var (name, values) in Lists)
        {
            query.Add(name, values);
        }

        Add(query, "from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(query, "to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(query, "announcedBy", AsOf.AnnouncedBy?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add(query, "knownAt", AsOf.KnownAt?.ToString(CultureInfo.InvariantCulture));
        Add(query, "versions", AllVersions ? "all" : null);
        Add(query, "sort", Sort);
        Add(query, "page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null);
        return query.ToString();
    }

    /// <summary>The lists by the names of their parameters.</summary>
    public IEnumerable<(string Name, IReadOnlyList<string> Values)> Lists =>
    [
        ("donor", Donors), ("group", Groups), ("recipient", Recipients), ("category", Categories),
        ("instrument", Instruments), ("initiative", Initiatives), ("kind", Kinds),
    ];

    private static void Add(QueryBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Add(name, value);
        }
    }
}
