using System.Security.Cryptography;
using System.Text;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Publishing;

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
                    revision.Describe(new PackageDescription(package.Title, first ? package.Summary : publication.Summary, package.Initiative), publication.Reason);
                }

                foreach (var (line, isNew) in described)
                {
                    if (isNew)
                    {
                        revision.AddLine(FormMapping.Described(line));
                    }
                    else
                    {
                        revision.DescribeLine(lines[line.Key], FormMapping.Described(line), line.Reason);
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

    private static Announcement Announcement(AnnouncementForm announcement, Dictionary<string, int> lines, Currency currency)
    {
        int Number(string line) => lines.TryGetValue(line, out var number) ? number : throw new InvalidDataException($"No line has the key “{line}”.");
        var stated = FormMapping.Stated(announcement, Number, currency, []);
        var citations = Summaries(stated).ToList();
        return citations.Count == 0 ? stated : FormMapping.Stated(announcement, Number, currency, citations);
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

    private static Guid CommandId(string slug, int index) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"{slug}#{index}")).AsSpan(0, 16));
}
