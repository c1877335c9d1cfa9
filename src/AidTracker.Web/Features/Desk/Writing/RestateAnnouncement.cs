using System.Globalization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Desk.Writing;

/// <summary>Makes a draft that corrects a published announcement, filled with what it says now, or one that takes it back.</summary>
public sealed class RestateAnnouncement(IDbContextFactory<LedgerContext> contexts)
{
    /// <returns>The draft, the texts of its sources by position, and the revision of the package that it was made from; null where there is nothing to correct.</returns>
    public async Task<(DraftForm Form, IReadOnlyDictionary<int, string> Texts, int Revision)?> OfAsync(string slug, int number, bool withdraws, CancellationToken cancel = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (slug.Length > Package.SlugLimit || await PackageLoading.LoadAsync(context, slug, cancel) is not { } package
            || package.Announcements.Where(each => each.Number == number).MaxBy(each => each.Version) is not { } latest || (withdraws && latest.Withdrawn))
        {
            return null;
        }

        // A withdrawal has no entries: what it took back is in the version before it.
        var said = latest.Withdrawn ? package.Announcements.Last(each => each.Number == number && !each.Withdrawn) : latest;
        var form = new DraftForm
        {
            Package = slug, Corrects = number.ToString(CultureInfo.InvariantCulture), Withdraws = withdraws,
            Kind = said.Kind.ToString(), Date = said.Precision == DatePrecision.Month ? said.On.ToString("yyyy-MM", CultureInfo.InvariantCulture) : Words.IsoDate(said.On),
            Precision = said.Precision == DatePrecision.Reported ? "reported" : "", Place = said.Place ?? "", Summary = said.Summary,
        };
        var texts = new Dictionary<int, string>();
        if (!withdraws)
        {
            Fill(form, package, said);
            foreach (var source in said.Sources)
            {
                if (await PackageLoading.CaptureAsync(context, package, said, source, cancel) is { } capture)
                {
                    texts[source.Position] = capture.Text;
                }
            }

            Cite(form, said, texts);
        }

        return (form, texts, package.Revision);
    }

    private static void Fill(DraftForm form, Package package, Announcement said)
    {
        var rule = KindRules.For(said.Kind);
        var lineFor = new Dictionary<int, DraftLine>();
        form.Qualifier = (said.Headline?.Qualifier ?? AmountQualifier.Exact).Code();
        form.Low = said.Headline?.Low is { } low ? Words.Exact(low) : "";
        form.Stated = said.Headline?.Stated is { } stated ? Words.Exact(stated.Amount, stated.Currency.Code) : "";
        form.Amount = Sum(package, said);
        form.Overlap = said.Entries.FirstOrDefault(entry => entry.LineNumber == LineItem.Overlap)?.Note ?? "";
        // What stands on the two reserved lines follows from the rest, as in a new draft.
        foreach (var entry in said.Kind == AnnouncementKind.Cancelled ? [] : said.Entries.Where(entry => entry.LineNumber > LineItem.NotYetItemised))
        {
            var amount = said.Kind == AnnouncementKind.Reduced ? -entry.Amount?.Amount : entry.Amount?.Amount;
            form.Lines.Add(new DraftLine
            {
                Number = entry.LineNumber.ToString(CultureInfo.InvariantCulture), Instrument = "",
                Amount = amount is { } value ? Words.Exact(value).Replace('−', '-') : "", Qualifier = entry.Qualifier.Code(), Low = entry.Low is { } end ? Words.Exact(end) : "",
                Stated = entry.Stated is { } second ? Words.Exact(second.Amount, second.Currency.Code) : "", StatedByDonor = entry.StatedByDonor,
                Quantity = entry.Quantity is { } quantity ? Words.Quantity(quantity, null) : "", Note = entry.Note ?? "",
            });
        }

        foreach (var progress in rule.StatesProgress ? said.Progress : [])
        {
            form.Lines.Add(new DraftLine
            {
                Number = progress.LineNumber.ToString(CultureInfo.InvariantCulture), Instrument = "", Amount = progress.Value is { } value ? Words.Exact(value.Amount) : "", Qualifier = progress.Qualifier.Code(),
                Quantity = progress.Quantity is { } quantity ? Words.Quantity(quantity, null) : "", Note = progress.Note ?? "", Final = progress.Final,
            });
        }

        form.Sources =
        [
            .. said.Sources.Select(source => new DraftSource
            {
                Publisher = source.Publisher, Title = source.Title ?? "", Url = source.Url ?? "", Grade = source.Grade.ToString(), Followed = source.Followed, Note = source.Note ?? "",
                PublishedOn = source.PublishedOn is { } published ? Words.IsoDate(published) : "", RetrievedOn = source.RetrievedOn is { } retrieved ? Words.IsoDate(retrieved) : "",
            }),
        ];
    }

    private static string Sum(Package package, Announcement said) => said.Kind switch
    {
        _ when said.Headline is { Qualifier: AmountQualifier.Undisclosed } => "",
        AnnouncementKind.Announced or AnnouncementKind.ToppedUp => Words.Exact(said.Net),
        AnnouncementKind.Reduced => Words.Exact(-said.Net),
        AnnouncementKind.Revalued => Words.Exact(said.Net).Replace('−', '-'),
        AnnouncementKind.Disclosed => package.History.Steps.FirstOrDefault(step => step.Announcement.Number == said.Number)?.After.Committed is { } total ? Words.Exact(total) : Words.Exact(said.Net),
        _ => "",
    };

    private static void Cite(DraftForm form, Announcement said, Dictionary<int, string> texts)
    {
        foreach (var citation in said.Citations)
        {
            if (Field(form, said, citation) is not { } field)
            {
                continue;
            }

            var passage = new DraftPassage { Field = field, Source = citation.SourcePosition, Start = -1, Words = citation.Passage };
            if (citation.PassageStart is { } start && texts.TryGetValue(citation.SourcePosition, out var text) && citation.IsQuoted)
            {
                // The record counts code points, a draft UTF-16 units.
                passage.Start = text.EnumerateRunes().Take(start).Sum(rune => rune.Utf16SequenceLength);
                passage.End = passage.Start + citation.Passage.Length;
            }

            form.Passages.Add(passage);
        }
    }

    private static string? Field(DraftForm form, Announcement said, Citation citation)
    {
        var lines = said.Entries.Where(entry => entry.LineNumber > LineItem.NotYetItemised).Select(entry => entry.Position).ToList();
        var line = citation.EntryPosition is { } entry ? lines.IndexOf(entry) : citation.ProgressPosition - 1 ?? -1;
        return citation.Figure switch
        {
            CitedFigure.Headline => Fields.Amount,
            CitedFigure.Date => Fields.Date,
            _ when line < 0 || line >= form.Lines.Count => null,
            CitedFigure.Amount or CitedFigure.ProgressValue => Fields.Of(form.Lines[line]),
            _ => Fields.Of(form.Lines[line], "quantity"),
        };
    }
}
