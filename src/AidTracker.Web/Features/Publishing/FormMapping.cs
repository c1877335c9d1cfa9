using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;

namespace AidTracker.Web.Features.Publishing;

/// <summary>Makes the domain's own things of what a publication says as JSON; what cannot be meant is a <see cref="LedgerRefusal"/> with a sentence.</summary>
internal static class FormMapping
{
    public static LineDescription Described(LineForm line) => new(
        line.Category, line.Description, line.Instrument, Listed("categories that a line also covers", line.AlsoCovers), line.Initiative, line.Supplier, line.Unit);

    /// <param name="line">The number of the line that an entry names.</param>
    /// <param name="currency">The package's.</param>
    public static Announcement Stated(AnnouncementForm form, Func<string, int> line, Currency currency, IEnumerable<Citation> citations) => new(
        Named<AnnouncementKind>("a kind of announcement", form.Kind),
        AnnouncedDate.Of(form.On, Named<DatePrecision>("a precision of a date", Capital(form.Precision ?? "day"))),
        form.Summary,
        Listed("entries", form.Entries).Select(entry => Entry(entry, line, currency)),
        form.Headline is { } headline ? new Headline(Qualifier(headline.Qualifier), headline.Low, Money(headline.Stated)) : null,
        form.Place,
        Listed("sources", form.Sources).Select(Source),
        Listed("progress", form.Progress).Select(progress => Progress(progress, line, currency)),
        citations);

    public static Citation Cited(CitationForm form)
    {
        var figure = Named<CitedFigure>("a figure that can be cited", form.Figure);
        return form.Quoted
            ? Citation.Quoted(figure, form.Source, form.Passage, form.Entry, form.Start, form.Progress)
            : Citation.Summary(figure, form.Source, form.Passage, form.Entry, form.Start, form.End, form.Progress);
    }

    public static ListEntry Entered(ListEntryForm form) => new(Named<ListedAs>("a list that is added to", Capital(form.List)), form.Code, form.Name, form.Reason);

    public static Currency Currency(string code) => Bounded(() => new Currency(code));

    /// <summary>A list without gaps; an empty one where it is left out.</summary>
    public static IReadOnlyList<T> Listed<T>(string what, IReadOnlyList<T>? list) where T : class =>
        list is null ? [] : list.Contains(null) ? throw Impossible($"The list of {what} has an empty place: take it out.") : list;

    public static LedgerRefusal Impossible(string sentence) => new("publication_form", null, sentence);

    private static Entry Entry(EntryForm entry, Func<string, int> line, Currency currency) => new(
        line(entry.Line),
        entry.Amount is { } amount ? Bounded(() => new Money(amount, currency)) : null,
        Qualifier(entry.Qualifier),
        entry.Low,
        Quantity(entry.Quantity),
        Money(entry.Stated),
        entry.Stated?.ByDonor ?? false,
        entry.Note);

    private static Progress Progress(ProgressForm progress, Func<string, int> line, Currency currency) => new(
        line(progress.Line),
        progress.Value is { } value ? Bounded(() => new Money(value, currency)) : null,
        Quantity(progress.Quantity),
        Qualifier(progress.Qualifier),
        progress.Final,
        progress.Note);

    private static Source Source(SourceForm source) => new(
        source.Publisher, Named<SourceGrade>("a source's grade", source.Grade), source.Url, source.Title, source.PublishedOn, source.Followed, source.Note,
        source.RetrievedOn, source.Text is null ? null : new Capture(source.Text));

    private static Money? Money(MoneyForm? money) => money is null ? null : Bounded(() => new Money(money.Amount, Currency(money.Currency)));

    private static Quantity? Quantity(decimal? quantity) => quantity is { } value ? Bounded(() => new Quantity(value)) : null;

    private static AmountQualifier Qualifier(string? code) =>
        Enum.GetValues<AmountQualifier>().Where(qualifier => qualifier.Code() == (code ?? AmountQualifier.Exact.Code())).Select(qualifier => (AmountQualifier?)qualifier).FirstOrDefault()
        ?? throw Impossible($"“{Cut(code)}” is not a qualifier: write one of {string.Join(", ", Enum.GetValues<AmountQualifier>().Select(Qualifiers.Code))}.");

    /// <summary>By its name and nothing else: an enumeration would also take its number.</summary>
    private static T Named<T>(string what, string name) where T : struct, Enum =>
        Enum.GetNames<T>().Contains(name, StringComparer.Ordinal)
            ? Enum.Parse<T>(name)
            : throw Impossible($"“{Cut(name)}” is not {what}: write one of {string.Join(", ", Enum.GetNames<T>())}.");

    private static string Capital(string word) => word.Length == 0 ? word : char.ToUpperInvariant(word[0]) + word[1..];

    private static string? Cut(string? text) => text is { Length: > 60 } ? text[..60] + "…" : text;

    /// <summary>Amounts and codes say their bounds by an exception of their own.</summary>
    private static T Bounded<T>(Func<T> made)
    {
        try
        {
            return made();
        }
        catch (ArgumentException bound)
        {
            throw Impossible(bound.ParamName is { } name ? bound.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : bound.Message);
        }
    }
}
