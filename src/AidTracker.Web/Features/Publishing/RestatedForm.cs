using System.Globalization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;

namespace AidTracker.Web.Features.Publishing;

/// <summary>Says a version of an announcement that is on record once more, word by word: what <see cref="FormMapping"/> makes of it is the same.</summary>
internal static class RestatedForm
{
    /// <summary>What a merge took back, as it was before, as corrections of what stands there now.</summary>
    /// <param name="because">Why; readers see it.</param>
    public static async Task<IReadOnlyList<AnnouncementForm>> OfMergeAsync(LedgerContext context, Package package, string because, CancellationToken cancel)
    {
        var merge = package.Merges.LastOrDefault(each => each.IntoSlug is not null);
        var restated = new List<AnnouncementForm>();
        foreach (var taken in package.Announcements.Where(each => each.Withdrawn && each.Publication == merge?.Publication))
        {
            var said = package.Announcements.Single(each => each.Number == taken.Number && each.Version == taken.Version - 1);
            var sources = new List<SourceForm>();
            foreach (var source in said.Sources)
            {
                // A text that was taken down stays so: what quotes it keeps its words, without a place.
                var text = source.CaptureSha256 is null ? null : await PackageLoading.CaptureAsync(context, package, said, source, cancel);
                sources.Add(new SourceForm(source.Publisher, source.Grade.ToString(), source.Title, source.Url, source.PublishedOn, source.Followed, source.Note, source.RetrievedOn, text?.Text));
            }

            restated.Add(Of(said, sources, because));
        }

        return restated;
    }

    private static AnnouncementForm Of(Announcement said, List<SourceForm> sources, string because) => new(
        said.Kind.ToString(), said.On, said.Summary, said.Precision.ToString(), said.Place,
        said.Headline is { } headline ? new HeadlineForm(headline.Qualifier.Code(), headline.Low, Money(headline.Stated, false)) : null,
        [.. said.Entries.Select(entry => new EntryForm(Line(entry.LineNumber), entry.Amount?.Amount, entry.Qualifier.Code(), entry.Low, entry.Quantity, Money(entry.Stated, entry.StatedByDonor), entry.Note))],
        sources, said.Number, because,
        [.. said.Progress.Select(progress => new ProgressForm(Line(progress.LineNumber), progress.Value?.Amount, progress.Qualifier.Code(), progress.Quantity, progress.Final, progress.Note))],
        [
            .. said.Citations.Select(citation =>
            {
                var isPlaced = sources[citation.SourcePosition - 1].Text is not null;
                return new CitationForm(citation.Figure.ToString(), citation.SourcePosition, citation.Passage, citation.EntryPosition, citation.IsQuoted,
                    isPlaced ? citation.PassageStart : null, isPlaced ? citation.PassageEnd : null, citation.ProgressPosition);
            }),
        ]);

    private static MoneyForm? Money(Money? money, bool byDonor) => money is null ? null : new MoneyForm(money.Amount, money.Currency.Code, byDonor);

    private static string Line(int number) => number switch
    {
        LineItem.NotYetItemised => "open",
        LineItem.Overlap => "overlap",
        _ => number.ToString(CultureInfo.InvariantCulture),
    };
}
