using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Texts;

/// <summary>What was read from a text: proposals with their places and reasons, for an editor to accept, change or discard.</summary>
/// <param name="Donors">Party codes, the leading donor first; empty where none was recognised.</param>
/// <param name="Recipients">Party codes; empty where none was recognised, as when a continent is named.</param>
/// <param name="Date">The day of the announcement; null where neither the text nor its publisher gave one.</param>
/// <param name="Headline">The money that the announcement is about; null where it states none.</param>
/// <param name="Equivalents">The headline's money stated in other currencies: the same money, not more.</param>
/// <param name="Items">Parts with an amount, a quantity or both.</param>
/// <param name="Initiatives">Channels and funds by code.</param>
/// <param name="Instrument">By code; null where the text does not say how the aid is given.</param>
/// <param name="Years">The years that the promise runs over; null where none are stated.</param>
/// <param name="Ignored">Figures that were seen and left out, each with its reason.</param>
/// <param name="Warnings">Sentences on what the reader is unsure of.</param>
public sealed record ReadDraft(
    IReadOnlyList<Found<string>> Donors,
    IReadOnlyList<Found<string>> Recipients,
    Found<DateOnly>? Date,
    Found<AnnouncementKind> Kind,
    ReadAmount? Headline,
    IReadOnlyList<ReadAmount> Equivalents,
    IReadOnlyList<ReadItem> Items,
    IReadOnlyList<Found<string>> Initiatives,
    Found<string>? Instrument,
    Found<YearSpan>? Years,
    IReadOnlyList<LeftOut> Ignored,
    IReadOnlyList<string> Warnings);

/// <summary>A value, where it was read, and by which rule.</summary>
/// <param name="Span">Null where it was given beside the text, or follows from its absence.</param>
/// <param name="Why">A sentence without its full stop.</param>
public sealed record Found<T>(T Value, Span? Span, string Why);

/// <summary>An amount as the text states it.</summary>
/// <param name="Low">The lower end of a range, of which <paramref name="Amount"/> is the upper; null for every other qualifier.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record ReadAmount(decimal Amount, decimal? Low, string Currency, AmountQualifier Qualifier, Span Span, string Why);

/// <summary>A part of the announcement: priced, counted, or both.</summary>
/// <param name="Category">By code; MIX where the words name none.</param>
/// <param name="Description">The text's own words, shortened.</param>
/// <param name="Amount">Null where the text puts no price on it.</param>
/// <param name="Currency">Null where <paramref name="Amount"/> is.</param>
/// <param name="Quantity">Null where the text states no number of it.</param>
/// <param name="Unit">What the quantity counts, singular; null where <paramref name="Quantity"/> is.</param>
public sealed record ReadItem(
    string Category, string Description, decimal? Amount, string? Currency, AmountQualifier Qualifier, decimal? Quantity, string? Unit, Span Span, string Why);

/// <summary>A figure that is no part of the draft.</summary>
/// <param name="Rule">The reason's short name, such as <c>cumulative</c>.</param>
/// <param name="Reason">The reason in words, without a full stop.</param>
public sealed record LeftOut(string Text, string Rule, string Reason, Span Span);

/// <summary>From one year to another, both included.</summary>
public readonly record struct YearSpan(int From, int To);
