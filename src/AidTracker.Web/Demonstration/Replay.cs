using System.Security.Cryptography;
using System.Text;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Demonstration;

/// <summary>One publication of the dataset, ready to be put on record again.</summary>
/// <param name="Publication">With the time that the dataset states and an id that is the same at each replay.</param>
/// <param name="SeenRevision">Zero opens the package.</param>
/// <param name="Write">What is put on record.</param>
internal sealed record ReplayStep(DatasetPackage Package, Publication Publication, int SeenRevision, Action<Revision> Write)
{
    public Package Open() => Domain.Ledger.Package.Open(Package.Slug, new Currency(Package.Currency), Package.Donors, Package.Recipients);
}

/// <summary>The dataset as the publications that it consists of, in the order in which they were recorded.</summary>
internal static class Replay
{
    public const string Editor = "Demonstration replay";

    public static IReadOnlyList<ReplayStep> Steps(IEnumerable<DonorFile> files) =>
        [.. files.SelectMany(file => file.Packages).SelectMany(StepsOf).OrderBy(step => step.Publication.RecordedAt).ThenBy(step => step.Package.Slug, StringComparer.Ordinal).ThenBy(step => step.SeenRevision)];

    private static IEnumerable<ReplayStep> StepsOf(DatasetPackage package)
    {
        // Named lines count from 1 in the order in which the file first names them.
        var lines = new Dictionary<string, int> { ["open"] = LineItem.NotYetItemised, ["overlap"] = LineItem.Overlap };
        for (var i = 0; i < package.Publications.Count; i++)
        {
            var publication = package.Publications[i];
            var described = (publication.Lines ?? []).Select(line => (Line: line, IsNew: lines.TryAdd(line.Key, lines.Count - 1))).ToList();
            var first = i == 0;
            yield return new ReplayStep(package, Publication.Replayed(CommandId(package.Slug, i), publication.RecordedAt, Editor), i, revision =>
            {
                if (first || publication.Summary is not null)
                {
                    revision.Describe(new PackageDescription(package.Title, first ? package.Summary : publication.Summary, package.Initiative));
                }

                foreach (var (line, isNew) in described)
                {
                    if (isNew)
                    {
                        revision.AddLine(Description(line));
                    }
                    else
                    {
                        revision.DescribeLine(lines[line.Key], Description(line));
                    }
                }

                foreach (var announcement in publication.Announcements)
                {
                    var stated = Announcement(announcement, lines, new Currency(package.Currency));
                    if (announcement.Corrects is { } number)
                    {
                        revision.Correct(number, stated, announcement.Reason ?? "");
                    }
                    else
                    {
                        revision.Announce(stated);
                    }
                }
            });
        }
    }

    private static LineDescription Description(DatasetLine line) =>
        new(line.Category, line.Description, line.Instrument, line.AlsoCovers, line.Initiative, line.Supplier, line.Unit);

    private static Announcement Announcement(DatasetAnnouncement announcement, Dictionary<string, int> lines, Currency currency)
    {
        var stated = Stated(announcement, lines, currency, []);
        var citations = Summaries(stated).ToList();
        return citations.Count == 0 ? stated : Stated(announcement, lines, currency, citations);
    }

    /// <summary>
    /// The dataset has no text of any source, so nothing is quoted: its summary of an announcement is what the first followed source
    /// says of the sum or, where the announcement has no sum of its own, of each amount that it puts on a line.
    /// </summary>
    private static IEnumerable<Citation> Summaries(Announcement announcement)
    {
        if (announcement.Sources.FirstOrDefault(source => source.Followed) is not { } followed)
        {
            return [];
        }

        return announcement.Headline is { Qualifier: not AmountQualifier.Undisclosed }
            ? [Citation.Summary(CitedFigure.Headline, followed.Position, announcement.Summary)]
            // What is taken from Not yet itemised is our book-keeping; no source says it.
            : announcement.Entries.Where(entry => entry.Amount is { Amount: > 0 })
                .Select(entry => Citation.Summary(CitedFigure.Amount, followed.Position, announcement.Summary, entry.Position));
    }

    private static Announcement Stated(DatasetAnnouncement announcement, Dictionary<string, int> lines, Currency currency, IEnumerable<Citation> citations) => new(
        Enum.Parse<AnnouncementKind>(announcement.Kind),
        AnnouncedDate.Of(announcement.On, Enum.Parse<DatePrecision>(announcement.Precision ?? "day", ignoreCase: true)),
        announcement.Summary,
        (announcement.Entries ?? []).Select(entry => Entry(entry, lines, currency)),
        announcement.Headline is { } headline ? new Headline(Qualifiers.FromCode(headline.Qualifier), headline.Low, Money(headline.Stated)) : null,
        announcement.Place,
        (announcement.Sources ?? []).Select(source => new Source(
            source.Publisher, Enum.Parse<SourceGrade>(source.Grade), source.Url, source.Title, source.PublishedOn, source.Followed, source.Note)),
        (announcement.Progress ?? []).Select(progress => Progress(progress, lines, currency)),
        citations);

    private static Entry Entry(DatasetEntry entry, Dictionary<string, int> lines, Currency currency) => new(
        Number(entry.Line, lines),
        entry.Amount is { } amount ? new Money(amount, currency) : null,
        entry.Qualifier is null ? AmountQualifier.Exact : Qualifiers.FromCode(entry.Qualifier),
        entry.Low,
        entry.Quantity is { } quantity ? new Quantity(quantity) : null,
        Money(entry.Stated),
        entry.Stated?.ByDonor ?? false,
        entry.Note);

    private static Progress Progress(DatasetProgress progress, Dictionary<string, int> lines, Currency currency) => new(
        Number(progress.Line, lines),
        progress.Value is { } value ? new Money(value, currency) : null,
        progress.Quantity is { } quantity ? new Quantity(quantity) : null,
        progress.Qualifier is null ? AmountQualifier.Exact : Qualifiers.FromCode(progress.Qualifier),
        progress.Final,
        progress.Note);

    private static int Number(string line, Dictionary<string, int> lines) =>
        lines.TryGetValue(line, out var number) ? number : throw new InvalidDataException($"No line has the key “{line}”.");

    private static Money? Money(DatasetMoney? money) => money is null ? null : new Money(money.Amount, new Currency(money.Currency));

    private static Guid CommandId(string slug, int index) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{slug}#{index}")).AsSpan(0, 16));
}
