using System.Linq.Expressions;
using AidTracker.Domain.Reference;

namespace AidTracker.Web.Reading.Pivots;

/// <summary>What lines are grouped by, in rows or in columns.</summary>
/// <param name="Name">As the address has it.</param>
/// <param name="OfLines">Whether a line has it, rather than its package: then a package can be under several.</param>
/// <param name="MonthsLong">Of a period of time: 12, 3 or 1; zero of anything else.</param>
public sealed record PivotDimension(string Name, bool OfLines, int MonthsLong)
{
    public const string Donor = "donor";
    public const string Recipient = "recipient";
    public const string Category = "category";
    public const string Instrument = "instrument";
    public const string Initiative = "initiative";
    public const string Stage = "stage";
    public const string Grade = "grade";
    public const string Group = "group";

    /// <summary>The key of what several parties give or receive together, without stated shares.</summary>
    public const string Joint = LedgerFilter.JointShares;

    /// <summary>In the order of the form.</summary>
    public static IReadOnlyList<PivotDimension> All { get; } =
    [
        new(Donor, false, 0), new(Recipient, false, 0), new(Category, true, 0), new(Instrument, true, 0), new(Initiative, true, 0), new(Stage, true, 0),
        new(Grade, false, 0), new(Group, false, 0), new("year", false, 12), new("quarter", false, 3), new("month", false, 1),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(dimension => dimension.Name)];

    /// <summary>Whether it is a period in which packages were first announced.</summary>
    public bool IsTime => MonthsLong > 0;

    /// <summary>Whether one line can be under several, so that they do not add up.</summary>
    public bool Overlaps => Name == Group;

    /// <returns>Null for <see cref="PivotQuery.NoColumns"/>.</returns>
    public static PivotDimension? Of(string name) => All.FirstOrDefault(dimension => dimension.Name == name);

    /// <summary>
    /// The key of a line under it: the code that a filter takes, or a role on the reserved lines. Groups are told by bits in the order of
    /// their organisations, because a donor is in several; empty where a package has no date.
    /// </summary>
    internal Expression<Func<PivotSource, string>> Key(PivotQuery query)
    {
        if (Name == Group)
        {
            var (first, second, third) = (query.MembersOf(0), query.MembersOf(1), query.MembersOf(2));
            return row => ((row.Package.Donors.Any(code => first.Contains(code)) ? 1 : 0)
                + (row.Package.Donors.Any(code => second.Contains(code)) ? 2 : 0)
                + (row.Package.Donors.Any(code => third.Contains(code)) ? 4 : 0)).ToString();
        }

        return Name switch
        {
            Donor => row => row.Package.Donors.Length == 1 ? row.Package.Donors[0] : Joint,
            Recipient => row => row.Package.Recipients.Length == 1 ? row.Package.Recipients[0] : Joint,
            Category => row => row.Line!.Category ?? row.Line.Role,
            Instrument => row => row.Line!.Instrument ?? row.Line.Role,
            Initiative => row => row.Line!.Initiative ?? row.Package.Initiative ?? LedgerFilter.NoInitiative,
            Stage => Line.Then(LineStage.Of),
            Grade => row => row.Grade ?? Grades.None,
            // Digits, which are made into a period's name when they are read.
            "year" => row => row.Package.FirstAnnouncedOn!.Value.Year.ToString(),
            "quarter" => row => (row.Package.FirstAnnouncedOn!.Value.Year * 4 + (row.Package.FirstAnnouncedOn.Value.Month - 1) / 3).ToString(),
            _ => row => (row.Package.FirstAnnouncedOn!.Value.Year * 12 + row.Package.FirstAnnouncedOn.Value.Month - 1).ToString(),
        };
    }

    /// <summary>The keys that a key of the query stands for: several organisations for a group, none for what is under none.</summary>
    internal IEnumerable<string> Keys(string key) => this switch
    {
        { IsTime: true } => int.TryParse(key, out var count) ? [new Period(count * MonthsLong, MonthsLong).ToString()] : [],
        { Name: Group } => Membership.Organisations.Where((_, place) => (key[0] - '0' & 1 << place) != 0),
        _ => [key],
    };

    /// <summary>The filter that leaves what is under a key.</summary>
    public LedgerFilter Narrow(LedgerFilter filter, string key) => Name switch
    {
        Donor => key == Joint ? filter with { Shares = Joint } : filter with { Donors = [key], Shares = LedgerFilter.StatedShares },
        Recipient => key == Joint ? filter with { RecipientShares = Joint } : filter with { Recipients = [key], RecipientShares = LedgerFilter.StatedShares },
        Category => LineRole.All.Contains(key) ? filter with { Roles = [key] } : filter with { Categories = [key] },
        Instrument => LineRole.All.Contains(key) ? filter with { Roles = [key] } : filter with { Instruments = [key] },
        Initiative => filter with { Initiatives = [key] },
        Stage => filter with { Stages = [key] },
        Grade => filter with { Grades = [key] },
        Group => filter with { Groups = [key], Members = filter.Pivot?.Members.GetValueOrDefault(key) ?? [] },
        _ => filter with { Periods = Period.Within(filter.Periods, Period.Read(key)!.Value) },
    };

    private static readonly Expression<Func<PivotSource, LineItemRow>> Line = row => row.Line!;
}
