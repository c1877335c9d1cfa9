namespace AidTracker.Web.Features.Publishing;

// What a publication says, as JSON: the same fields in the demonstration dataset and in a command of `publish`.
// docs/demonstration-data.md says what each means; FormMapping makes the domain's own things of them.

/// <param name="Key">The line's name among those that entries refer to.</param>
/// <param name="Instrument">Unspecified where it is left out.</param>
/// <param name="Reason">Why the line is described anew; null for its first description.</param>
internal sealed record LineForm(
    string Key, string Category, string Description, IReadOnlyList<string>? AlsoCovers = null,
    string Instrument = "UNS", string? Initiative = null, string? Supplier = null, string? Unit = null, string? Reason = null);

/// <param name="Corrects">The number of the announcement that it restates; null for a new one.</param>
/// <param name="Reason">Why it corrects.</param>
internal sealed record AnnouncementForm(
    string Kind, DateOnly On, string Summary, string? Precision = null, string? Place = null,
    HeadlineForm? Headline = null, IReadOnlyList<EntryForm>? Entries = null, IReadOnlyList<SourceForm>? Sources = null,
    int? Corrects = null, string? Reason = null, IReadOnlyList<ProgressForm>? Progress = null, IReadOnlyList<CitationForm>? Citations = null);

internal sealed record HeadlineForm(string Qualifier, decimal? Low = null, MoneyForm? Stated = null);

internal sealed record EntryForm(string Line, decimal? Amount = null, string? Qualifier = null, decimal? Low = null, decimal? Quantity = null, MoneyForm? Stated = null, string? Note = null);

internal sealed record ProgressForm(string Line, decimal? Value = null, string? Qualifier = null, decimal? Quantity = null, bool Final = false, string? Note = null);

/// <param name="ByDonor">True where this is the amount that the donor itself gave.</param>
internal sealed record MoneyForm(decimal Amount, string Currency, bool ByDonor = false);

/// <param name="RetrievedOn">The day on which it was read; null where it was not noted.</param>
/// <param name="Text">Its text as it was read; null where none is kept.</param>
internal sealed record SourceForm(
    string Publisher, string Grade, string? Title = null, string? Url = null, DateOnly? PublishedOn = null, bool Followed = true, string? Note = null,
    DateOnly? RetrievedOn = null, string? Text = null);

/// <param name="Source">From 1, among the announcement's.</param>
/// <param name="Entry">From 1, among the announcement's; of an amount and a quantity only.</param>
/// <param name="Progress">From 1, among the announcement's; of a value and a quantity of progress only.</param>
/// <param name="Start">Where the passage begins in the source's text, in characters from 0.</param>
/// <param name="End">The character before which it ends; a quoted passage ends where its own length says.</param>
internal sealed record CitationForm(string Figure, int Source, string Passage, int? Entry = null, bool Quoted = false, int? Start = null, int? End = null, int? Progress = null);
