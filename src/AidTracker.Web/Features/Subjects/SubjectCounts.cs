using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Subjects;

/// <summary>How many packages a subject has, as its own page says; or those that are nobody's alone.</summary>
/// <param name="Code">Null for what is nobody's alone.</param>
/// <param name="Role">Of the lines, one of <see cref="LineRole"/>, where categories are counted; else empty.</param>
public sealed record SubjectCount(string? Code, string Role, long Packages);

/// <summary>
/// Packages by subject, which no currency changes. Those of everything that is on record now are remembered until something is published:
/// of categories and initiatives they go through all lines, and every order and currency of an index asks for the same.
/// </summary>
public sealed class SubjectCounts(CurrentHead head)
{
    private readonly Dictionary<string, Remembered<IReadOnlyList<SubjectCount>>> ofNow = SubjectKind.All.ToDictionary(kind => kind.Path, _ => new Remembered<IReadOnlyList<SubjectCount>>(head));

    public ValueTask<IReadOnlyList<SubjectCount>> LoadAsync(LedgerContext context, SubjectKind kind, AsOf asOf, CancellationToken cancel) =>
        asOf.IsNow ? ofNow[kind.Path].GetAsync(() => AskAsync(context, kind, asOf, cancel)) : new(AskAsync(context, kind, asOf, cancel));

    private static async Task<IReadOnlyList<SubjectCount>> AskAsync(LedgerContext context, SubjectKind kind, AsOf asOf, CancellationToken cancel)
    {
        if (kind == SubjectKind.Donor)
        {
            return Alone(await context.DonorsAt(asOf).Select(row => new Together(row.Donors, row.Packages)).ToListAsync(cancel));
        }

        if (kind == SubjectKind.Recipient)
        {
            return Alone(await context.PackagesAt(asOf).GroupBy(package => package.Recipients).Select(group => new Together(group.Key, group.LongCount())).ToListAsync(cancel));
        }

        var lines = context.MatchingLines(new LedgerFilter { AsOf = asOf });
        var parts = kind == SubjectKind.Category
            ? lines.Select(pair => new { pair.Package.PackageId, pair.Line.Role, Code = pair.Line.Category })
            : lines.Select(pair => new { pair.Package.PackageId, Role = "", Code = pair.Line.Initiative ?? pair.Package.Initiative });
        return await parts.Distinct().GroupBy(part => new { part.Role, part.Code })
            .Select(group => new SubjectCount(group.Key.Code, group.Key.Role, group.LongCount()))
            .ToListAsync(cancel);
    }

    /// <summary>One a party, and one for all that several have together.</summary>
    private static IReadOnlyList<SubjectCount> Alone(IEnumerable<Together> sets) =>
        [.. sets.GroupBy(set => set.Codes is [var one] ? one : null).Select(group => new SubjectCount(group.Key, "", group.Sum(set => set.Packages)))];

    private sealed record Together(string[] Codes, long Packages);
}
