using System.Globalization;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.OnePackage;
using AidTracker.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>A source by its number in the report, with the passages that are cited of it.</summary>
/// <param name="Passages">Quoted ones in quotation marks, ours said to be ours; none where the report does not go into them.</param>
public sealed record ReportSource(int Number, Source Source, IReadOnlyList<string> Passages)
{
    public string Anchor => $"source-{Number}";

    /// <summary>What follows the publisher and the title.</summary>
    public string Details => string.Join(", ", new[]
    {
        Source.PublishedOn is { } on ? Words.Date(on) : null,
        Source.RetrievedOn is { } read ? $"read on {Words.Date(read)}" : null,
        $"grade {Source.Grade}: {Words.Grade(Source.Grade)}",
        Source.Url is null ? "address not kept" : null,
        Source.Followed ? Source.Note : $"says otherwise, not followed{(Source.Note is null ? "" : ": " + Source.Note)}",
    }.OfType<string>().Distinct()) + ".";
}

/// <summary>The sources of some packages' announcements, each thing that was read once, numbered in the order of the announcements.</summary>
public sealed class NumberedSources
{
    private readonly ILookup<long, (int Announcement, int Number)> _numbers;

    private NumberedSources(IReadOnlyList<ReportSource> all, ILookup<long, (int, int)> numbers) => (All, _numbers) = (all, numbers);

    public IReadOnlyList<ReportSource> All { get; }

    /// <summary>As files and readers have them: numbers in order.</summary>
    /// <param name="announcement">Null: of all of the package's announcements.</param>
    public IReadOnlyList<string> Of(long package, int? announcement = null) =>
        [.. _numbers[package].Where(each => announcement is null || each.Announcement == announcement).Select(each => each.Number).Distinct().Order().Select(number => number.ToString(CultureInfo.InvariantCulture))];

    /// <summary>A package's by the numbers that its page gives them, with their passages.</summary>
    public static NumberedSources Of(PackageView view) => new(
        [.. view.Sources.Select(cited => new ReportSource(cited.Number, cited.Source, [.. cited.Passages.Select(Passage)]))],
        view.Sources.SelectMany(cited => cited.CitedBy.Select(told => (told.Latest.Number, cited.Number))).ToLookup(_ => view.Package.Id));

    /// <param name="packages">Numbers of the packages.</param>
    /// <param name="from">Only announcements from this day on; null: all.</param>
    public static async Task<NumberedSources> LoadAsync(LedgerContext context, AsOf asOf, IReadOnlyList<long> packages, DateOnly? from, CancellationToken cancel)
    {
        var first = from ?? DateOnly.MinValue;
        var found = packages.Count == 0 ? [] : await context.AnnouncementsAt(asOf)
            .Where(row => row.Status == VersionStatus.Live && packages.Contains(row.PackageId) && row.AnnouncedOn >= first)
            .Join(context.Set<Source>().AsNoTracking(), row => new { row.PackageId, row.Number, row.Version },
                source => new { PackageId = EF.Property<long>(source, "PackageId"), Number = EF.Property<int>(source, "AnnouncementNumber"), Version = EF.Property<int>(source, "AnnouncementVersion") },
                (row, source) => new { row.PackageId, row.Number, row.AnnouncedOn, source })
            .OrderBy(row => row.AnnouncedOn).ThenBy(row => row.PackageId).ThenBy(row => row.Number).ThenBy(row => row.source.Position)
            .ToListAsync(cancel);
        var same = found.GroupBy(row => (row.source.Publisher, row.source.Url, row.source.Title, row.source.Followed, row.source.Note)).ToList();
        return new NumberedSources(
            [.. same.Select((group, place) => new ReportSource(place + 1, group.First().source, []))],
            same.SelectMany((group, place) => group.Select(row => (row.PackageId, row.Number, place + 1))).ToLookup(row => row.PackageId, row => (row.Number, row.Item3)));
    }

    private static string Passage(CitedPassage passage) => passage.Citation.IsQuoted ? $"“{passage.Citation.Passage}”" : $"Our summary: {passage.Citation.Passage}";
}
