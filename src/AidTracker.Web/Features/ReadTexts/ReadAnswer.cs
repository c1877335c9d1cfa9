using System.Text.Json.Serialization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Texts;

namespace AidTracker.Web.Features.ReadTexts;

/// <summary>A draft as <c>read</c> prints it; docs/operations.md has the form. Offsets count UTF-16 units of the text, or of the title where <c>in</c> says so.</summary>
internal sealed record ReadAnswer(
    string? Id,
    IReadOnlyList<string> Donors,
    IReadOnlyList<string> Recipients,
    string? Date,
    string Kind,
    ReadAnswer.Stated? Headline,
    IReadOnlyList<ReadAnswer.Restated> Equivalents,
    IReadOnlyList<ReadAnswer.Item> Items,
    IReadOnlyList<ReadAnswer.Left> Ignored,
    IReadOnlyList<string> Warnings)
{
    public static ReadAnswer Of(string? id, ReadDraft draft) => new(
        id,
        [.. draft.Donors.Select(donor => donor.Value)],
        [.. draft.Recipients.Select(recipient => recipient.Value)],
        draft.Date?.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
        draft.Kind.Value.ToString(),
        draft.Headline is { } headline
            ? new Stated(headline.Amount, headline.Low, headline.Currency, headline.Qualifier.Code(), headline.Span.Start, headline.Span.End, Place(headline.Span))
            : null,
        [.. draft.Equivalents.Select(one => new Restated(one.Amount, one.Currency, one.Span.Start, one.Span.End, Place(one.Span)))],
        [.. draft.Items.Select(one => new Item(one.Category, one.Description, one.Amount, one.Currency, one.Quantity, one.Unit, one.Span.Start, one.Span.End, Place(one.Span)))],
        [.. draft.Ignored.Select(one => new Left(one.Text, one.Reason, one.Span.Start, one.Span.End, Place(one.Span)))],
        draft.Warnings);

    /// <summary>Null where an offset counts in the text.</summary>
    private static string? Place(Span span) => span.InTitle ? "title" : null;

    /// <param name="Low">The lower end of a range.</param>
    internal sealed record Stated(
        decimal Amount, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] decimal? Low, string Currency, string Qualifier, int Start, int End,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? In);

    internal sealed record Restated(decimal Amount, string Currency, int Start, int End, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? In);

    internal sealed record Item(
        string Category, string Description, decimal? Amount, string? Currency, decimal? Quantity, string? Unit, int Start, int End,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? In);

    internal sealed record Left(string Text, string Reason, int Start, int End, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? In);
}
