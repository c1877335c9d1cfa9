using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>Reads the sources of a draft, with their texts.</summary>
internal sealed class SourceFields(DraftForm form, DraftContext context, List<Finding> findings)
{
    public List<SourceForm> Read()
    {
        if (form.Sources.Count is 0 or > DraftLimits.Sources)
        {
            Refuse(Fields.Sources, form.Sources.Count == 0 ? DeskSentences.NoSource() : DeskSentences.TooManySources(form.Sources.Count));
            return [];
        }

        return [.. form.Sources.Select((source, i) => Source(source, i + 1))];
    }

    private SourceForm Source(DraftSource source, int position)
    {
        string Field(string part) => Fields.OfSource(position, part);
        var publisher = source.Publisher.Trim();
        if (publisher.Length == 0)
        {
            Refuse(Field("publisher"), DeskSentences.Missing(Name("publisher"), "who published it"));
        }

        var grade = TypedCodes.Grade(source.Grade);
        if (grade is null)
        {
            Refuse(Field("grade"), source.Grade.Trim().Length == 0 ? DeskSentences.Missing(Name("grade"), "how near it is to the donor") : DeskSentences.NotInList(Name("grade"), source.Grade, "grade"));
        }

        var url = source.Url.Trim();
        if (url.Length > 0 && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https"))
        {
            Refuse(Field("url"), DeskSentences.NotALink(Name("url"), url));
        }

        Bounded(publisher, "publisher", Domain.Ledger.Source.PublisherLimit);
        Bounded(source.Title, "title", Domain.Ledger.Source.TitleLimit);
        Bounded(url, "url", Domain.Ledger.Source.UrlLimit);
        Bounded(source.Note, "note", Domain.Ledger.Source.NoteLimit);
        var text = context.Texts.GetValueOrDefault(position);
        if (text is not null && Capture.LengthOf(text) is > Capture.TextLimit and var length)
        {
            Refuse(Field("text"), DeskSentences.TextTooLongForRecord(Name("text"), length, Capture.TextLimit));
        }

        return new SourceForm(publisher.Length == 0 ? "—" : publisher, (grade ?? SourceGrade.D).ToString(), Text(source.Title), Text(url), Date("published", source.PublishedOn), source.Followed, Text(source.Note),
            Date("retrieved", source.RetrievedOn), string.IsNullOrWhiteSpace(text) ? null : text);

        string Name(string part) => Fields.Name(form, Field(part));

        void Bounded(string typed, string part, int limit)
        {
            if (typed.Trim().Length > limit)
            {
                Refuse(Field(part), DeskSentences.TooLong(Name(part), typed.Trim().Length, limit));
            }
        }

        DateOnly? Date(string part, string typed)
        {
            var (date, precision, refused) = TypedDate.Read(typed, Name(part));
            if (refused is not null || precision == DatePrecision.Month)
            {
                Refuse(Field(part), refused ?? DeskSentences.NotADate(Name(part), typed));
            }

            return date;
        }
    }

    private static string? Text(string typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private void Refuse(string field, Said said) => findings.Add(new Finding(field, said.ToString(), true));
}
