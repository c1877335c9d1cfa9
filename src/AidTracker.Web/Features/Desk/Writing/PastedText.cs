using System.Globalization;
using System.Text.RegularExpressions;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Texts;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Desk.Writing;

/// <summary>What an editor pastes, with what stood beside it; all as typed.</summary>
internal sealed record Pasted(string Text, string Title, string Publisher, string Url, string Date);

/// <summary>Makes a draft of a pasted text: every value that was read is a proposal with its place and why.</summary>
internal static partial class PastedText
{
    /// <param name="today">The day on which it is read.</param>
    /// <returns>The form, and the text as it is kept: with its title above it, so that what stands in the title has a place too.</returns>
    public static (DraftForm Form, string Text) Read(Pasted pasted, DateOnly today)
    {
        var text = pasted.Text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var title = pasted.Title.Trim();
        if (title.Length > 0 && !text.TrimStart().StartsWith(title, StringComparison.Ordinal))
        {
            text = $"{title}\n\n{text}";
        }

        var (published, _, _) = Typed.TypedDate.Read(pasted.Date, "");
        var draft = AnnouncementReader.Read(new AnnouncementText(text, null, pasted.Publisher.Trim(), published));
        var form = new DraftForm
        {
            Sources = [new DraftSource { Publisher = pasted.Publisher.Trim(), Title = title, Url = pasted.Url.Trim(), PublishedOn = pasted.Date.Trim(), RetrievedOn = Words.IsoDate(today) }],
        };
        Fill(form, draft);
        form.Slug = Address(form, draft, title);
        form.Remarks = [.. draft.Warnings, .. draft.Ignored.Take(100).Select(left => $"“{DeskSentences.Cut(left.Text)}” was left out: {char.ToLowerInvariant(left.Reason[0])}{left.Reason[1..]}.")];
        return (form, text);
    }

    private static void Fill(DraftForm form, ReadDraft draft)
    {
        form.Donors = Propose(form, Fields.Donors, draft.Donors);
        form.Recipients = Propose(form, Fields.Recipients, draft.Recipients);
        form.Kind = Propose(form, Fields.Kind, draft.Kind.Value.ToString(), draft.Kind.Why, draft.Kind.Span);
        if (draft.Date is { } date)
        {
            form.Date = Propose(form, Fields.Date, Words.IsoDate(date.Value), date.Why, date.Span);
        }

        if (draft.Initiatives is [var initiative, ..])
        {
            form.Initiative = Propose(form, Fields.Initiative, initiative.Value, initiative.Why, initiative.Span);
        }

        form.Currency = draft.Headline?.Currency ?? draft.Items.FirstOrDefault(item => item.Currency is not null)?.Currency ?? "";
        if (draft.Headline is { } headline)
        {
            form.Amount = Propose(form, Fields.Amount, Words.Exact(headline.Amount), headline.Why, headline.Span);
            form.Qualifier = headline.Qualifier.Code();
            form.Low = headline.Low is { } low ? Words.Exact(low) : "";
        }

        if (draft.Equivalents is [var equivalent, ..])
        {
            form.Stated = Propose(form, Fields.Stated, Words.Exact(equivalent.Amount, equivalent.Currency), equivalent.Why, equivalent.Span);
        }

        foreach (var item in draft.Items.Take(DraftLimits.Lines))
        {
            form.Lines.Add(Line(form, item, draft.Instrument?.Value));
        }
    }

    private static DraftLine Line(DraftForm form, ReadItem item, string? instrument)
    {
        var line = new DraftLine
        {
            Category = item.Category,
            Description = Words.Capital(item.Description),
            Instrument = instrument ?? "UNS",
            Qualifier = item.Amount is null || item.Qualifier is AmountQualifier.Undisclosed or AmountQualifier.Between ? AmountQualifier.Exact.Code() : item.Qualifier.Code(),
            Unit = item.Unit ?? "",
        };
        if (item.Amount is { } amount)
        {
            var own = item.Currency == form.Currency;
            var field = Fields.Of(line, own ? "amount" : "stated");
            var value = Propose(form, field, own ? Words.Exact(amount) : Words.Exact(amount, item.Currency!), item.Why, item.Span);
            (line.Amount, line.Stated) = own ? (value, "") : ("", value);
        }

        if (item.Quantity is { } quantity)
        {
            line.Quantity = Propose(form, Fields.Of(line, "quantity"), Words.Quantity(quantity, null), item.Why, item.Span);
        }

        return line;
    }

    private static string Propose(DraftForm form, string field, IReadOnlyList<Found<string>> found)
    {
        var value = string.Join(" ", found.Select(one => one.Value));
        return found.Count == 0 ? "" : Propose(form, field, value, found[0].Why, found[0].Span);
    }

    private static string Propose(DraftForm form, string field, string value, string why, Span? span)
    {
        form.Proposals.Add(new Proposal { Field = field, Value = value, Why = why });
        if (span is { InTitle: false } place)
        {
            form.Passages.Add(new DraftPassage { Field = field, Source = 1, Start = place.Start, End = place.End });
        }

        return value;
    }

    /// <summary>Such as <c>ca-ua-2025-08-independence-day-visit</c>; its editor may choose another.</summary>
    private static string Address(DraftForm form, ReadDraft draft, string title)
    {
        var day = draft.Date?.Value.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? "";
        var sides = string.Join("-", draft.Donors.Take(1).Concat(draft.Recipients.Take(1)).Select(party => party.Value));
        var words = title.Length > 0 ? string.Join("-", title.Split(' ').Take(5)) : form.Amount;
        var slug = NoAddress().Replace($"{sides}-{day}-{words}".ToLowerInvariant(), "-").Trim('-');
        return slug.Length <= 60 ? slug : slug[..60].TrimEnd('-');
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoAddress();
}
