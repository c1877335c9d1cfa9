using System.Globalization;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>Reads the lines of a draft: what they are, and what the announcement says of each.</summary>
internal sealed class LineFields(DraftForm form, DraftContext context, DraftAmounts amounts, ListingFields listings, List<Finding> findings)
{
    private readonly List<LineForm> described = [];

    /// <summary>New lines, and lines on record that are described anew.</summary>
    public IReadOnlyList<LineForm> Described => described;

    public List<ReadLine> Read(Allowed allowed)
    {
        if (form.Lines.Count > DraftLimits.Lines)
        {
            Refuse(Fields.Lines, DeskSentences.TooManyLines(form.Lines.Count));
            return [];
        }

        return [.. form.Lines.Select(line => new ReadLine(
            line, Key(line),
            amounts.Sum(line.Amount, line.Qualifier, line.Low, line.Stated, line.StatedByDonor,
                (Fields.Of(line), Fields.Of(line, "qualifier"), Fields.Of(line, "low"), Fields.Of(line, "stated")), allowed),
            amounts.Quantity(line.Quantity, Fields.Of(line, "quantity"))))];
    }

    private string Key(DraftLine line)
    {
        Bounded(line.Note, Fields.Of(line, "note"), Entry.NoteLimit);
        if (line.Number.Trim().Length == 0)
        {
            described.Add(Description(line, $"new-{line.Id}", null, null));
            return $"new-{line.Id}";
        }

        var number = int.TryParse(line.Number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed > 0 ? parsed : 0;
        if (context.Package?.Lines.FirstOrDefault(each => each.Number == number && each.IsNamed)?.Description is not { } now)
        {
            Refuse(Fields.Of(line, "number"), DeskSentences.NoSuchLine(Fields.Name(form, Fields.Of(line, "number")), line.Number));
            return "0";
        }

        var key = number.ToString(CultureInfo.InvariantCulture);
        // Fields that are empty leave the line's description as it is.
        var anew = Description(line, key, now, form.Reason);
        if ((anew.Category, anew.Description, anew.Instrument, anew.Initiative, anew.Supplier, anew.Unit) != (now.Category, now.Description, now.Instrument, now.Initiative, now.Supplier, now.Unit)
            || !anew.AlsoCovers!.SequenceEqual(now.AlsoCovers))
        {
            if (form.Reason.Trim().Length == 0)
            {
                Refuse(Fields.Reason, DeskSentences.NeedsReason("Describing a line anew"));
            }

            described.Add(anew);
        }

        return key;
    }

    private LineForm Description(DraftLine line, string key, LineDescription? now, string? reason)
    {
        var category = TypedCodes.First(line.Category) ?? now?.Category ?? "";
        var text = line.Description.Trim() is { Length: > 0 } typed ? typed : now?.Description ?? "";
        var covers = line.AlsoCovers.Trim().Length == 0 ? now?.AlsoCovers ?? [] : TypedCodes.Of(line.AlsoCovers);
        var instrument = now is not null && TypedCodes.Of(line.Instrument) is [] or ["UNS"] ? now?.Instrument ?? "UNS" : TypedCodes.First(line.Instrument) ?? "UNS";
        var initiative = TypedCodes.First(line.Initiative) ?? now?.Initiative;
        var supplier = TypedCodes.First(line.Supplier) ?? now?.Supplier;
        if (category.Length == 0)
        {
            Refuse(Fields.Of(line, "category"), DeskSentences.Missing(Name(line, "category"), "what kind of goods it is"));
        }

        if (text.Length == 0)
        {
            Refuse(Fields.Of(line, "description"), DeskSentences.Missing(Name(line, "description"), "what it is"));
        }

        Bounded(text, Fields.Of(line, "description"), LineDescription.DescriptionLimit);
        Bounded(line.Unit, Fields.Of(line, "unit"), LineDescription.UnitLimit);
        Listed(line, "category", category, code => context.Lists.Categories.Any(each => each.Code == code), "category");
        Listed(line, "instrument", instrument, code => context.Lists.Instruments.Any(each => each.Code == code), "instrument");
        Listed(line, "initiative", initiative, known => listings.Knows(ListedAs.Initiative, known), "initiative", DeskSentences.NotYetOnList);
        Listed(line, "supplier", supplier, known => listings.Knows(ListedAs.Party, known), "country or institution", DeskSentences.NotYetOnList);
        foreach (var code in covers)
        {
            Listed(line, "covers", code, each => context.Lists.Categories.Any(category => category.Code == each), "category");
        }

        return new LineForm(key, category.Length == 0 ? "—" : category, text.Length == 0 ? "—" : text, [.. covers.Where(code => code != category)], instrument, initiative, supplier,
            line.Unit.Trim() is { Length: > 0 } unit ? unit : now?.Unit, reason is { } why && why.Trim().Length > 0 ? why : null);
    }

    private void Listed(DraftLine line, string part, string? code, Func<string, bool> known, string what, Func<string, string, string, Said>? sentence = null)
    {
        if (!string.IsNullOrEmpty(code) && !known(code))
        {
            Refuse(Fields.Of(line, part), (sentence ?? DeskSentences.NotInList)(Name(line, part), code, what));
        }
    }

    private void Bounded(string typed, string field, int limit)
    {
        if (typed.Trim().Length > limit)
        {
            Refuse(field, DeskSentences.TooLong(Fields.Name(form, field), typed.Trim().Length, limit));
        }
    }

    private string Name(DraftLine line, string part) => Fields.Name(form, Fields.Of(line, part));

    private void Refuse(string field, Said said) => findings.Add(new Finding(field, said.ToString(), true));
}
