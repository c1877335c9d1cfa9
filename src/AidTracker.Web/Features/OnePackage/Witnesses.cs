using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.OnePackage;

/// <summary>A link beside a figure: the source's number in the list, and where to go.</summary>
public sealed record WitnessMark(int Number, string Anchor, string Publisher);

/// <summary>One passage of a source, with the figures of an announcement that it witnesses.</summary>
public sealed record CitedPassage(Told Told, IReadOnlyList<Citation> Citations)
{
    public Citation Citation => Citations[0];

    public string Anchor => $"passage-{Told.Latest.Number}-{Citation.Position}";
}

/// <summary>Which figure of a package's page leads to which passage or source.</summary>
public sealed class Witnesses
{
    private readonly IReadOnlyList<Told> live;
    private readonly Dictionary<Source, CitedSource> sources = [];
    private readonly Dictionary<Citation, CitedPassage> passages = [];

    public Witnesses(IReadOnlyList<Told> timeline)
    {
        live = [.. timeline.Where(told => told.Step is not null)];
        Sources =
        [
            .. timeline.SelectMany(told => told.Latest.Sources.Select(source => (told, source)))
                .GroupBy(cited => (cited.source.Publisher, cited.source.Url, cited.source.Title, cited.source.Followed, cited.source.Note))
                .Select((group, i) => new CitedSource(
                    i + 1,
                    group.First().source,
                    [.. group.Select(cited => cited.told).Distinct()],
                    [.. group.SelectMany(cited => Passages(cited.told, cited.source))])),
        ];
        foreach (var cited in Sources)
        {
            foreach (var passage in cited.Passages)
            {
                foreach (var citation in passage.Citations)
                {
                    passages.Add(citation, passage);
                }
            }

            foreach (var source in cited.CitedBy.SelectMany(told => told.Latest.Sources).Where(cited.IsSame))
            {
                sources[source] = cited;
            }
        }
    }

    /// <summary>Of the announcements in force, in the order of the timeline.</summary>
    public IReadOnlyList<CitedSource> Sources { get; }

    /// <summary>A figure's own passages, else its announcement's for the sum, else the sources that the announcement follows.</summary>
    public IReadOnlyList<WitnessMark> Of(Announcement announcement, CitedFigure figure, int? entry = null)
    {
        var citations = announcement.Citations.Where(citation => citation.Figure == figure && citation.EntryPosition == entry).ToList();
        return Of(announcement, citations.Count > 0 || entry is null ? citations : [.. announcement.Citations.Where(citation => citation.Figure == CitedFigure.Headline)]);
    }

    /// <summary>The passages of its value and its quantity, else the sources that its announcement follows.</summary>
    public IReadOnlyList<WitnessMark> Of(Announcement announcement, Progress progress) =>
        Of(announcement, [.. announcement.Citations.Where(citation => citation.ProgressPosition == progress.Position)]);

    /// <summary>Of what is contracted, paid or delivered of a line.</summary>
    public IReadOnlyList<WitnessMark> OfLine(int line, AnnouncementKind stage) =>
        Once(live.Where(told => told.Latest.Kind == stage).SelectMany(told => told.Latest.Progress
            .Where(progress => progress.LineNumber == line)
            .SelectMany(progress => Of(told.Latest, progress))));

    /// <summary>Of the total: what was read of each sum that came in or went out.</summary>
    public IReadOnlyList<WitnessMark> OfTotal() =>
        Once(live.Where(told => told.Latest.Net != 0).SelectMany(told => Of(told.Latest, CitedFigure.Headline)));

    /// <summary>Of what stands on a line: its amount or its quantity.</summary>
    public IReadOnlyList<WitnessMark> OfLine(int line, CitedFigure figure) =>
        Once(live.SelectMany(told => told.Latest.Entries
            .Where(entry => entry.LineNumber == line && (figure == CitedFigure.Amount ? entry.Amount is not null : entry.Quantity is not null))
            .SelectMany(entry => Of(told.Latest, figure, entry.Position))));

    private IReadOnlyList<WitnessMark> Of(Announcement announcement, List<Citation> citations) =>
        citations.Count > 0
            ? Once(citations.Select(citation => Mark(announcement.Sources[citation.SourcePosition - 1], passages[citation].Anchor)))
            : Once(announcement.Sources.Where(source => source.Followed).Select(source => Mark(source, sources[source].Anchor)));

    private static IEnumerable<CitedPassage> Passages(Told told, Source source) =>
        told.Latest.Citations.Where(citation => citation.SourcePosition == source.Position)
            .GroupBy(citation => (citation.Passage, citation.IsQuoted))
            .Select(same => new CitedPassage(told, [.. same]));

    private static IReadOnlyList<WitnessMark> Once(IEnumerable<WitnessMark> marks) => [.. marks.Distinct()];

    private WitnessMark Mark(Source source, string anchor) => new(sources[source].Number, anchor, source.Publisher);
}
