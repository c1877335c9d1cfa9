using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.OnePackage;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Figures;

namespace AidTracker.Web.Features.Reports.Made;

/// <summary>What has a part in the whole, in one currency.</summary>
/// <param name="Code">Null where it has none, as what is not yet itemised.</param>
/// <param name="Whole">The military aid of all parts in that currency.</param>
public sealed record ReportPart(string? Code, string Name, AidTotal Total, decimal Whole);

/// <param name="Sources">Their numbers; so on the rows below.</param>
public sealed record ReportPackage(ConvertedPackage Row, IReadOnlyList<string> Sources);

/// <summary>An announcement that counts at the end of a period and did not at its beginning, or the other way round.</summary>
public sealed record ReportChange(ChangedPackage Changed, Explanation Explanation, IReadOnlyList<string> Sources)
{
    public AnnouncementRow Latest => Explanation.Latest;

    /// <summary>By how much it moved the package's total, in the package's currency.</summary>
    public decimal Moved => (Explanation.Now?.Net ?? 0) - (Explanation.Before?.Net ?? 0);
}

/// <summary>Something that nobody has said, or that is not on record.</summary>
/// <param name="Count">How many packages, lines or announcements; null where it is an amount.</param>
/// <param name="Href">Where they are listed, from the path on; null where they are not.</param>
public sealed record ReportUnknown(string What, int? Count, decimal? Amount, string? Currency, string Meaning, string? Href);

/// <summary>A line of a package.</summary>
public sealed record ReportLine(PackageView View, LineStanding Line, IReadOnlyList<string> Sources);

/// <summary>An announcement of a package, in its last version.</summary>
public sealed record ReportAnnouncement(PackageView View, Told Told, IReadOnlyList<string> Sources);

/// <summary>All tables that reports have.</summary>
public static class ReportTables
{
    public static ReportTableKind<AidTotal> Totals { get; } = new("totals", "what is promised in one currency, and how far it has come",
    [
        new("Currency", new("currency", "ISO 4217 of every amount of the row.", row => row.Currency)),
        new("Military aid", new("military", "Committed and not repaid, inside military totals.", row => row.Military)),
        new("At least", new("military_floor", "The least that `military` can mean.", row => row.MilitaryFloor)),
        new(null, new("is_open_ended", "`true` where `military` means that much or more.", row => row.IsOpenEnded)),
        new("Itemised", new("itemised", "Of `military`, what stands on named lines.", row => row.Itemised)),
        new("Contracted", new("contracted", "Of `military`, what contracts are known to be worth.", row => row.Contracted)),
        new("Paid", new("paid", "Of `military`, what is known to be paid out.", row => row.Paid)),
        new("Delivered", new("delivered", "Of `military`, what is known to be handed over, in value.", row => row.Delivered)),
        new("Not known to be delivered", new("undelivered", "Of `military`, what is not known to be handed over.", row => row.Undelivered)),
        new("Loans and guarantees", new("repayable", "Committed as loans and guarantees, never part of `military`.", row => row.Repayable)),
        new("Outside military totals", new("civil", "Committed outside military totals and not repaid, never part of `military`.", row => row.Civil)),
    ]);

    public static ReportTableKind<ReportPart> Categories { get; } = Parts("categories", "Category", "a category's part in one currency; what is not yet itemised, and what lines exceed their headlines by, have rows of their own");

    public static ReportTableKind<ReportPart> Donors { get; } = Parts("donors", "Donor", "a donor's part in one currency; joint packages whose shares are not stated stand together");

    public static ReportTableKind<ReportPart> Recipients { get; } = Parts("recipients", "Recipient", "a recipient's part in one currency; packages of several whose shares are not stated stand together");

    public static ReportTableKind<ReportPart> Instruments { get; } = Parts("instruments", "Instrument", "what is given in one way, in one currency");

    public static ReportTableKind<ReportPackage> Packages { get; } = new("packages", "a package, the newest first",
    [
        new("Package", new("title", "The title in force.", row => row.Row.Package.Title)),
        new(null, new("package", "The package's stable address: `/packages/` and this.", row => row.Row.Package.Slug)),
        new(null, new("donors", "Donors by code, the leading one first, separated by `;`.", row => row.Row.Package.Donors)),
        new("Donors", new("donor_names", "The same by name.", row => row.Row.Package.DonorNames)),
        new(null, new("recipients", "Recipients by code, the leading one first, separated by `;`.", row => row.Row.Package.Recipients)),
        new("Recipients", new("recipient_names", "The same by name.", row => row.Row.Package.RecipientNames)),
        new("Announced", new("first_announced_on", "Date of the first live announcement.", row => row.Row.Package.FirstAnnouncedOn)),
        new("Committed", new("total", "What is promised, in words, with its currency and how sure it is.", row => Total.Of(row.Row.Package).Phrase)),
        new(null, new("currency", "ISO 4217 of the amounts of the row that are not converted.", row => row.Row.Package.Currency)),
        new(null, new("committed", "What is promised. Empty where no sum is stated.", row => row.Row.Package.Committed)),
        new(null, new("committed_floor", "The least that the promise can mean.", row => row.Row.Package.Floor)),
        new("Itemised", new("itemised", "The part on named lines.", row => row.Row.Package.Itemised)),
        new("Delivered", new("delivered", "What is known to be handed over, in value. Empty where no value is stated.", row => row.Row.Package.Delivered)),
        new(null, new("reporting_currency", "ISO 4217 of `committed_converted`. Empty where nothing is converted, or there is no rate.", row => row.Row.Conversion?.Currency)),
        new("Converted", new("committed_converted", "`committed` in `reporting_currency`, to six decimals.", row => row.Row.Conversion.Convert(row.Row.Package.Committed))),
        new("Sources", new(ReportTable.Sources, "Numbers of the sources of its announcements, separated by `;`.", row => row.Sources)),
    ]);

    public static ReportTableKind<ComparedRow> Changes { get; } = Sums("change_totals", "What", "a sum at the beginning and at the end of the period");

    public static ReportTableKind<ComparedRow> DonorChanges { get; } = Sums("donor_changes", "Donor", "a donor's total at the beginning and at the end of the period, in one currency; those who announced together have a row of their own");

    public static ReportTableKind<ReportChange> Announced { get; } = new("changes", "an announcement that changed a package in the period, was corrected or was taken back",
    [
        new("Package", new("title", "The package's title.", row => row.Changed.Package.Title)),
        new(null, new("package", "The package's stable address: `/packages/` and this.", row => row.Changed.Package.Slug)),
        new("Donors", new("donor_names", "Donors of the package, separated by `;`.", row => row.Changed.Package.DonorNames)),
        new("Announced", new("announced_on", "When the donor said it.", row => row.Latest.AnnouncedOn)),
        new("Kind", new("kind", "The announcement's kind, in words.", row => Words.Kind(Enum.Parse<AnnouncementKind>(row.Latest.Kind)))),
        new("What was said", new("said", "What it did and said, or why it was corrected.", row => ExplanationWords.Of(row.Explanation))),
        new(null, new("currency", "ISO 4217 of `moved`.", row => row.Latest.Currency)),
        new("Moved the total by", new("moved", "By how much it moved the package's total; zero where it moved money within it, or none.", row => row.Moved)),
        new("Total since", new("total", "The package's total at the end, in words.", row => row.Changed.After is { } after ? Total.Of(after).Phrase : null)),
        new(null, new("announcement", "The announcement's number within its package.", row => row.Latest.Number)),
        new("Sources", new(ReportTable.Sources, "Numbers of its sources, separated by `;`.", row => row.Sources)),
    ]);

    public static ReportTableKind<PackageAnnouncement> Corrections { get; } = new("corrections", "a version that corrected or took back another, by when it was recorded",
    [
        new("Package", new("title", "The package's title.", row => row.Package.Title)),
        new(null, new("package", "The package's stable address: `/packages/` and this.", row => row.Package.Slug)),
        new("Announced", new("announced_on", "When the donor said it.", row => row.Announcement.AnnouncedOn)),
        new("Recorded", new("recorded_at", "When the correction was put on record, UTC.", row => row.Announcement.RecordedAt)),
        new("By", new("editor", "Who answers for it.", row => row.Announcement.Editor)),
        new("Why", new("reason", "Why it was corrected.", row => row.Announcement.Reason)),
        new(null, new("announcement", "The announcement's number within its package.", row => row.Announcement.Number)),
        new(null, new("version", "The version that it became.", row => row.Announcement.Version)),
    ]);

    public static ReportTableKind<ReportUnknown> Unknown { get; } = new("unknown", "something that is not known, with how many or how much",
    [
        new("Not known", new("what", "What is not known.", row => row.What)),
        new("How many", new("count", "How many packages, lines or announcements. Empty where it is an amount.", row => row.Count)),
        new("Currency", new("currency", "ISO 4217 of `amount`.", row => row.Currency)),
        new("How much", new("amount", "How much money. Empty where it is a number.", row => row.Amount)),
        new("What that means", new("meaning", "What it means for the figures.", row => row.Meaning)),
    ]);

    public static ReportTableKind<ReportLine> Lines { get; } = new("lines", "a line of the package; the lines add up to what is committed",
    [
        new("Line", new("line_name", "What the line is.", row => row.View.LineName(row.Line.Number))),
        new(null, new("line", "The line's number: named lines from 1; 0 is Not yet itemised, -1 is Overlap and rounding.", row => row.Line.Number)),
        new(null, new("category", "The line's one category, by code; empty on the two reserved lines.", row => row.Line.Line.Description?.Category)),
        new("Category", new("category_name", "The same by name.", row => row.Line.Line.Description is { } line ? row.View.Lists.CategoryName(line.Category) : null)),
        new("Instrument", new("instrument_name", "How it is given.", row => row.Line.Line.Description is { } line ? row.View.Lists.InstrumentName(line.Instrument) : null)),
        new("Through", new("initiative_name", "The channel that it runs through; empty where there is none of its own.", row => row.Line.Line.Description?.Initiative is { } initiative ? row.View.Lists.InitiativeName(initiative) : null)),
        new("Quantity", new("goods", "Number of units with what they are; empty where none is stated.", row => row.Line.Quantity is { } quantity ? Words.Quantity(quantity, row.Line.Line.Description?.Unit) : null)),
        new(null, new("currency", "ISO 4217 of the amounts of the row that are not converted.", row => row.View.Currency)),
        new("As stated", new("qualifier", "How sure the amount is; empty where it is exact or not priced.", row => row.Line.Amount is null ? null : Words.Qualifier(row.Line.Qualifier).Trim() is { Length: > 0 } stated ? stated : null)),
        new("Amount", new("amount", "What stands on the line. Empty: not priced.", row => row.Line.Amount)),
        new(null, new("amount_floor", "The least that the amount can mean; empty where it is not priced.", row => row.Line.Amount is null ? null : row.Line.Floor)),
        new("Share, %", new("share_percent", "Of what is committed, to a tenth; empty where the total or the amount is not known.", row => row.Line.Amount is { } amount && row.View.Standing is { IsOpen: false, Committed: > 0 and { } whole } ? decimal.Round(100 * amount / whole, 1, MidpointRounding.AwayFromZero) : (decimal?)null)),
        new("Delivered", new("delivered_goods", "What is known to be handed over, in words; empty where nothing is.", row => row.Line.Delivered.IsStated ? Words.Progress(row.Line.Delivered.Quantity, row.Line.Line.Description?.Unit, row.Line.Delivered.Value) : null)),
        new(null, new("reporting_currency", "ISO 4217 of `amount_converted`. Empty where nothing is converted, or there is no rate.", row => row.View.Conversion?.Currency)),
        new("Converted", new("amount_converted", "`amount` in `reporting_currency`, to six decimals.", row => row.View.Conversion.Convert(row.Line.Amount))),
        new("Sources", new(ReportTable.Sources, "Numbers of the sources of its amount and quantity, separated by `;`.", row => row.Sources)),
    ]);

    public static ReportTableKind<ReportAnnouncement> Announcements { get; } = new("announcements", "an announcement of the package in its last version, in the order in which they count",
    [
        new("Announced", new("announced", "When the donor said it, as exactly as it is known.", row => Words.Date(row.Told.Latest.On, row.Told.Latest.Precision.ToString()))),
        new(null, new("announced_on", "The day that counts.", row => row.Told.Latest.On)),
        new("Kind", new("kind", "Its kind, in words; `Withdrawn` where it counts for nothing.", row => row.Told.Latest.Withdrawn ? "Withdrawn" : Words.Kind(row.Told.Latest.Kind))),
        new(null, new("place", "Where it was said; empty where that is not known.", row => row.Told.Latest.Place)),
        new("What was said", new("summary", "What was announced, in our words.", row => row.Told.Latest.Summary)),
        new("What it did", new("effect", "What it moved on the ledger.", row => Movement.Of(row.Told.Latest, row.View.LineName, row.View.LineUnit) + ".")),
        new("Total after it", new("total", "The package's total after it, in words; empty where it is withdrawn.", row => row.Told.Step is { } step ? Total.Of(step.After).Phrase : null)),
        new(null, new("announcement", "Its number within the package.", row => row.Told.Latest.Number)),
        new(null, new("version", "The version in force; above 1 where it was corrected.", row => row.Told.Latest.Version)),
        new("Corrected because", new("reason", "Why it replaces the version before; empty where it is the first.", row => row.Told.Latest.Reason)),
        new(null, new("recorded_at", "When that version was put on record, UTC.", row => row.Told.Latest.Publication!.RecordedAt.UtcDateTime)),
        new(null, new("editor", "Who answers for it.", row => row.Told.Latest.Publication!.Editor)),
        new("Sources", new(ReportTable.Sources, "Numbers of its sources, separated by `;`.", row => row.Sources)),
    ]);

    public static ReportTableKind<ReportSource> Sources { get; } = new("sources", "a source by its number in the report",
    [
        new("Number", new("number", "Its number, from 1: other tables name sources by it.", row => row.Number)),
        new("Publisher", new("publisher", "Who published it.", row => row.Source.Publisher)),
        new("Title", new("title", "Its title; empty where it was not kept.", row => row.Source.Title)),
        new("Address", new("url", "Its address; empty where it was not kept.", row => row.Source.Url)),
        new("Published", new("published_on", "Its date; empty where it is not known.", row => row.Source.PublishedOn)),
        new("Read", new("retrieved_on", "When it was read; empty where it was not noted.", row => row.Source.RetrievedOn)),
        new("Grade", new("grade", "A official document, B official statement, C news agency, D other press, E another tracker.", row => row.Source.Grade.ToString())),
        new(null, new("followed", "`false` where it says otherwise than what is recorded.", row => row.Source.Followed)),
        new("Note", new("note", "What is to be known of it; empty where there is nothing.", row => row.Source.Note)),
        new("Passages", new("passages", "What is cited of it, one below the other; empty where nothing is, or the report does not go into it.", row => row.Passages.Count == 0 ? null : string.Join('\n', row.Passages))),
    ]);

    public static IReadOnlyList<ReportTableKind> All { get; } = [Totals, Categories, Donors, Recipients, Instruments, Packages, Changes, DonorChanges, Announced, Corrections, Unknown, Lines, Announcements, Sources];

    /// <summary>Rows of a page's table as parts of the whole; what leads nowhere has no code.</summary>
    /// <param name="rows">Made with the code itself as the address.</param>
    public static IEnumerable<ReportPart> PartsOf(IReadOnlyList<AidTotals.Row> rows)
    {
        var wholes = rows.SelectMany(row => row.Totals).GroupBy(total => total.Currency).ToDictionary(currency => currency.Key, currency => currency.Sum(total => total.Military));
        return rows.SelectMany(row => row.Totals.Select(total => new ReportPart(row.Href, row.Name, total, wholes[total.Currency])));
    }

    private static ReportTableKind<ReportPart> Parts(string name, string heading, string rowMeaning) => new(name, rowMeaning,
    [
        new(heading, new("name", "Its name.", row => row.Name)),
        new(null, new("code", "Its code; empty where it has none.", row => row.Code)),
        new("Currency", new("currency", "ISO 4217 of every amount of the row.", row => row.Total.Currency)),
        new("Military aid", new("military", "Committed and not repaid, inside military totals.", row => row.Total.Military)),
        new("Share, %", new("share_percent", "Of the military aid in that currency, to a tenth.", row => row.Whole > 0 ? decimal.Round(100 * row.Total.Military / row.Whole, 1, MidpointRounding.AwayFromZero) : (decimal?)null)),
        new(null, new("military_floor", "The least that `military` can mean.", row => row.Total.MilitaryFloor)),
        new("Loans and guarantees", new("repayable", "Committed as loans and guarantees, never part of `military`.", row => row.Total.Repayable)),
        new("Outside military totals", new("civil", "Committed outside military totals and not repaid, never part of `military`.", row => row.Total.Civil)),
    ]);

    private static ReportTableKind<ComparedRow> Sums(string name, string heading, string rowMeaning) => new(name, rowMeaning,
    [
        new(heading, new("what", "What is added up.", row => row.Name)),
        new("Currency", new("currency", "ISO 4217 of the amounts of the row.", row => row.Currency)),
        new("Before", new("before", "At the beginning. Empty where there was none.", row => row.Before)),
        new("After", new("after", "At the end. Empty where there is none.", row => row.After)),
        new("Difference", new("difference", "`after` less `before`.", row => row.Difference)),
    ]);
}
