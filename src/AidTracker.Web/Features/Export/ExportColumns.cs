using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.Export;

/// <summary>The columns of every export. Names are stable: add at the end, never rename.</summary>
internal static class ExportColumns
{
    private static readonly string[] Kinds = Enum.GetNames<AnnouncementKind>();

    public static IReadOnlyList<ExportColumn<ConvertedPackage>> Packages { get; } =
    [
        new("dataset", "`demonstration` for a package of the demonstration data, else `ledger`.", row => Dataset(row.Package)),
        new("package", "The package's stable address: `/packages/` and this.", row => row.Package.Slug),
        new("title", "The title in force.", row => row.Package.Title),
        new("donors", "Donors by alpha-2 or institution's code, the leading one first, separated by `;`.", row => row.Package.Donors),
        new("donor_names", "The same by name.", row => row.Package.DonorNames),
        new("recipients", "Recipients by alpha-2 code, the leading one first, separated by `;`.", row => row.Package.Recipients),
        new("recipient_names", "The same by name.", row => row.Package.RecipientNames),
        new("shares_stated", "`false` where several donors or recipients share the package and no shares are stated; the package counts once.", row => row.Package.Donors.Length == 1 && row.Package.Recipients.Length == 1),
        new("initiative", "Code of the channel that the whole package runs through; empty where there is none.", row => row.Package.Initiative),
        new("currency", "ISO 4217; every amount of the row is in it.", row => row.Package.Currency),
        new("committed", "What is promised: named lines + not yet itemised + overlap and rounding. Empty where no sum is stated.", row => row.Package.Committed),
        new("committed_floor", "The least that the promise can mean.", row => row.Package.Qualifier is null ? null : row.Package.Floor),
        new("qualifier", "How sure the total is: exact, approximately, estimated, between, up_to, at_least, more_than or undisclosed. Empty where no sum was ever spoken of.", row => row.Package.Qualifier),
        new("is_open", "`true` while the donor's total is not known: not yet itemised then means at least this much more.", row => row.Package.IsOpen),
        new("itemised", "The part on named lines.", row => row.Package.Itemised),
        new("not_yet_itemised", "The part that the donor has not broken down; below zero only where `is_open`.", row => row.Package.NotYetItemised),
        new("overlap_and_rounding", "Zero or below: by how much the source's own lines exceed its headline.", row => row.Package.Overlap),
        new("line_items", "Number of named lines.", row => row.Package.LineCount),
        new("announcements", "Number of live announcements.", row => row.Package.AnnouncementCount),
        new("corrections", "Number of corrections ever recorded.", row => row.Package.CorrectionCount),
        new("first_announced_on", "Date of the first live announcement.", row => row.Package.FirstAnnouncedOn),
        new("last_announced_on", "Date of the last live announcement.", row => row.Package.LastAnnouncedOn),
        new("is_suspended", "`true` from a suspension on, until it is resumed or cancelled.", row => row.Package.IsSuspended),
        new("contracted", "What contracts are known to be worth; no new money. Empty where no value is stated.", row => row.Package.Contracted),
        new("paid", "What is known to be paid out; no new money. Empty where no value is stated.", row => row.Package.Paid),
        new("delivered", "What is known to be handed over; no new money. Empty where no value is stated.", row => row.Package.Delivered),
        new("undelivered", "Promised and not yet delivered, as far as it is priced: for each line its amount less what is delivered, none where delivery is complete. Empty where nothing is priced.", row => row.Package.Undelivered),
        new("undelivered_since", "The day from which the oldest of `undelivered` is promised: the first money promised counts as the first delivered. Empty where nothing is known to be missing.", row => row.Package.UndeliveredSince),
        new("committed_ceiling", "The most that the promise can mean; empty where it is that much or more, or no sum is stated.", row => row.Package.IsOpen ? null : row.Package.Committed),
        .. Converted<ConvertedPackage>(row => row.Conversion,
            ("committed", row => row.Package.Committed), ("committed_floor", row => row.Package.Qualifier is null ? null : row.Package.Floor),
            ("itemised", row => row.Package.Itemised), ("not_yet_itemised", row => row.Package.NotYetItemised), ("undelivered", row => row.Package.Undelivered)),
    ];

    public static IReadOnlyList<ExportColumn<PackageLine>> LineItems { get; } =
    [
        .. OfPackage<PackageLine>(row => row.Package),
        new("line", "The line's number within its package: named lines from 1; 0 is Not yet itemised, -1 is Overlap and rounding.", row => row.Line.LineNumber),
        new("role", "`named`, `open` (Not yet itemised) or `overlap` (Overlap and rounding).", row => row.Line.Role),
        new("category", "The line's one category; empty on the two reserved lines.", row => row.Line.Category),
        new("also_covers", "Other categories of its goods, separated by `;`.", row => row.Line.AlsoCovers),
        new("description", "What the line is.", row => row.Line.Description ?? Reserved(row.Line.Role)),
        new("instrument", "How the aid is given, by code; empty on the two reserved lines.", row => row.Line.Instrument),
        new("initiative", "Code of the channel, the line's own or its package's; empty where there is none.", row => row.Line.Initiative ?? row.Package.Initiative),
        new("supplier", "Country that supplies the goods, alpha-2; empty where it is not stated.", row => row.Line.Supplier),
        new("quantity", "Number of units; empty where none is stated.", row => row.Line.Quantity),
        new("unit", "What the quantity counts.", row => row.Line.Unit),
        new("currency", "ISO 4217; every amount of the row is in it.", row => row.Line.Currency),
        new("amount", "What stands on the line. Empty: not priced.", row => row.Line.Amount),
        new("amount_floor", "The least that the amount can mean; empty where it is not priced. The floors of a package's lines add up to its `committed_floor`, or to less where nothing stands on Not yet itemised.", row => row.Line.Amount is null ? null : row.Line.Floor),
        new("qualifier", "How sure the amount is; empty where it is not priced.", row => row.Line.Amount is null ? null : row.Line.Qualifier),
        new("first_announced_on", "Date of the first live announcement that moves the line.", row => row.Line.FirstAnnouncedOn),
        new("last_announced_on", "Date of the last one.", row => row.Line.LastAnnouncedOn),
        new("contracted", "What its contracts are known to be worth; no new money. Empty where no value is stated.", row => row.Line.Contracted),
        new("contracted_quantity", "Number of units contracted; empty where none is stated.", row => row.Line.ContractedQuantity),
        new("contracted_final", "`true` where all of it is contracted.", row => row.Line.ContractedFinal),
        new("paid", "What is known to be paid out for it; no new money. Empty where no value is stated.", row => row.Line.Paid),
        new("paid_quantity", "Number of units paid; empty where none is stated.", row => row.Line.PaidQuantity),
        new("paid_final", "`true` where all of it is paid.", row => row.Line.PaidFinal),
        new("delivered", "What is known to be handed over; no new money. Empty where no value is stated.", row => row.Line.Delivered),
        new("delivered_quantity", "Number of units delivered; empty where none is stated.", row => row.Line.DeliveredQuantity),
        new("delivered_final", "`true` where all of it is delivered.", row => row.Line.DeliveredFinal),
        new("undelivered", "`amount` less `delivered`, never below zero, none where delivery is complete; on Overlap and rounding zero or below, so that a package's lines add up. Empty where the line is not priced.", row => row.Line.Undelivered),
        new("amount_ceiling", "The most that the amount can mean; empty where it is that much or more, or the line is not priced.", row => row.Line.HasCeiling ? row.Line.Amount : null),
        .. Converted<PackageLine>(row => row.Conversion, ("amount", row => row.Line.Amount), ("amount_floor", row => row.Line.Amount is null ? null : row.Line.Floor), ("undelivered", row => row.Line.Undelivered)),
    ];

    public static IReadOnlyList<ExportColumn<PackageAnnouncement>> Announcements { get; } =
    [
        .. OfPackage<PackageAnnouncement>(row => row.Package),
        new("announcement", "The announcement's number within its package.", row => row.Announcement.Number),
        new("version", "From 1; a correction is the next one.", row => row.Announcement.Version),
        new("status", "`live`, `corrected` (a later version counts) or `withdrawn`.", row => row.Announcement.Status),
        new("kind", $"What happened: {string.Join(", ", Kinds.SkipLast(1))} or {Kinds[^1]}.", row => row.Announcement.Kind),
        new("announced_on", "When the donor said it; a date known to the month is the month's last day.", row => row.Announcement.AnnouncedOn),
        new("date_precision", "`Day`, `Month` or `Reported` (the date is that of the report).", row => row.Announcement.DatePrecision),
        new("place", "Where; empty where it is not known.", row => row.Announcement.Place),
        new("summary", "What was announced, in our words.", row => row.Announcement.Summary),
        new("currency", "ISO 4217 of `net` and `gross`.", row => row.Announcement.Currency),
        new("net", "What it adds to the package's total; zero for kinds that move no new money.", row => row.Announcement.Net),
        new("gross", "What it puts on lines, whether new money or moved.", row => row.Announcement.Gross),
        new("qualifier", "How the announcement's own sum is stated; empty where it states none.", row => row.Announcement.HeadlineQualifier),
        new("range_low", "Lower end where the qualifier is `between`; `net` is the upper end.", row => row.Announcement.HeadlineLow),
        new("stated_amount", "The same money in a second currency, as the source says it; never added to anything.", row => row.Announcement.HeadlineStatedAmount),
        new("stated_currency", "ISO 4217 of `stated_amount`.", row => row.Announcement.HeadlineStatedCurrency),
        new("recorded_at", "When it was put on record, UTC; stated by the file in a replay.", row => row.Announcement.RecordedAt),
        new("loaded_at", "When this database wrote it, UTC.", row => row.Announcement.LoadedAt),
        new("editor", "Who answers for it.", row => row.Announcement.Editor),
        new("reason", "Why it corrects the version before; empty for a first version.", row => row.Announcement.Reason),
        new("publication", "Sequence number of the publication.", row => row.Announcement.Publication),
        new("source_publisher", "The first source that was followed; empty where none is named.", row => row.Announcement.SourcePublisher),
        new("source_title", "Its title.", row => row.Announcement.SourceTitle),
        new("source_url", "Its address; empty where it was not kept.", row => row.Announcement.SourceUrl),
        new("source_published_on", "Its date.", row => row.Announcement.SourcePublishedOn),
        new("source_grade", "A official document, B official statement, C news agency, D other press, E another tracker.", row => row.Announcement.SourceGrade),
        new("progress_value", "The value of what it says is contracted, paid or delivered; no new money. Empty where none is stated.", row => row.Announcement.ProgressValue),
        new("source_retrieved_on", "The day on which the source was read; empty where it was not noted.", row => row.Announcement.SourceRetrievedOn),
        new("cited_figures", "How many of its figures (its sum, amounts and quantities of entries, values and quantities of progress, the date) cite a passage of a source.", row => row.Announcement.CitedFigures),
        .. Converted<PackageAnnouncement>(row => row.Conversion, ("net", row => row.Announcement.Net), ("gross", row => row.Announcement.Gross)),
    ];

    public static IReadOnlyList<ExportColumn<PackageEntry>> Entries { get; } =
    [
        .. OfPackage<PackageEntry>(row => row.Package),
        new("announcement", "The announcement's number within its package.", row => row.Entry.AnnouncementNumber),
        new("version", "The announcement's version.", row => row.Entry.AnnouncementVersion),
        new("position", "The entry's place within the announcement, from 1.", row => row.Entry.Position),
        new("status", "`live`, `corrected` (a later version counts) or `withdrawn`; only live entries add up to anything.", row => row.Entry.Status),
        new("kind", "The announcement's kind.", row => row.Entry.Kind),
        new("announced_on", "When the donor said it; a date known to the month is the month's last day.", row => row.Entry.AnnouncedOn),
        new("recorded_at", "When it was put on record, UTC.", row => row.Entry.RecordedAt),
        new("line", "The line that it moves: named lines from 1; 0 is Not yet itemised, -1 is Overlap and rounding.", row => row.Entry.LineNumber),
        new("role", "`named`, `open` (Not yet itemised) or `overlap` (Overlap and rounding).", row => row.Entry.Role),
        new("category", "The line's category now; empty on the two reserved lines and on lines that nothing live stands on.", row => row.Line?.Category),
        new("description", "What the line is now.", row => row.Line?.Description ?? Reserved(row.Entry.Role)),
        new("currency", "ISO 4217 of `amount` and `range_low`.", row => row.Entry.Currency),
        new("amount", "What it moves, signed. Empty: not priced.", row => row.Entry.Amount),
        new("qualifier", "How sure the amount is; empty where it is not priced.", row => row.Entry.Amount is null ? null : row.Entry.Qualifier),
        new("range_low", "Lower end where the qualifier is `between`.", row => row.Entry.Low),
        new("quantity", "Number of units, signed; empty where none is stated.", row => row.Entry.Quantity),
        new("stated_amount", "The same money in a second currency, as the source says it; never added to anything.", row => row.Entry.StatedAmount),
        new("stated_currency", "ISO 4217 of `stated_amount`.", row => row.Entry.StatedCurrency),
        new("stated_by_donor", "`true` where the second currency is the one that the donor itself gave; empty without a second amount.", row => row.Entry.StatedAmount is null ? null : row.Entry.StatedByDonor),
        new("note", "Why; always given on Overlap and rounding.", row => row.Entry.Note),
        .. Converted<PackageEntry>(row => row.Conversion, ("amount", row => row.Entry.Amount)),
    ];

    public static IReadOnlyList<ExportColumn<PackageProgress>> Progress { get; } =
    [
        .. OfPackage<PackageProgress>(row => row.Package),
        new("announcement", "The announcement's number within its package.", row => row.Progress.AnnouncementNumber),
        new("version", "The announcement's version.", row => row.Progress.AnnouncementVersion),
        new("position", "The progress's place within the announcement, from 1.", row => row.Progress.Position),
        new("status", "`live`, `corrected` (a later version counts) or `withdrawn`; only live progress adds up to anything.", row => row.Progress.Status),
        new("kind", "`Contracted`, `Paid` or `Delivered`.", row => row.Progress.Kind),
        new("announced_on", "When it was said; a date known to the month is the month's last day.", row => row.Progress.AnnouncedOn),
        new("recorded_at", "When it was put on record, UTC.", row => row.Progress.RecordedAt),
        new("line", "The line that has come so far: named lines from 1; 0 is Not yet itemised.", row => row.Progress.LineNumber),
        new("role", "`named` or `open` (Not yet itemised).", row => row.Progress.Role),
        new("category", "The line's category now; empty on Not yet itemised and on lines that nothing live stands on.", row => row.Line?.Category),
        new("description", "What the line is now.", row => row.Line?.Description ?? Reserved(row.Progress.Role)),
        new("currency", "ISO 4217 of `value`.", row => row.Progress.Currency),
        new("value", "What is contracted, paid or delivered, above zero. Empty where it is not stated.", row => row.Progress.Value),
        new("qualifier", "How sure the value is; empty where it is not stated.", row => row.Progress.Value is null ? null : row.Progress.Qualifier),
        new("quantity", "Number of units, above zero; empty where none is stated.", row => row.Progress.Quantity),
        new("unit", "What the quantity counts, singular; empty where the line states none.", row => row.Line?.Unit),
        new("final", "`true` where the line is complete with it.", row => row.Progress.Final),
        new("note", "What the figures do not say; empty where there is nothing to add.", row => row.Progress.Note),
        new("cited_figures", "How many of its figures, value and quantity, cite a passage of a source.", row => row.Progress.CitedFigures),
        .. Converted<PackageProgress>(row => row.Conversion, ("value", row => row.Progress.Value)),
    ];

    public static IReadOnlyList<ExportColumn<ExploredCell>> Explore { get; } =
    [
        new("dataset", "`demonstration` where the ledger began with the demonstration data, else `ledger`.", cell => cell.IsDemonstration ? "demonstration" : "ledger"),
        new("rows", "What rows are: the address's `rows`.", cell => cell.Query.Rows),
        new("row", "The row's code: what the parameter of that name takes, a year, quarter or month; `joint` for several parties together, shares not stated; `open` and `overlap` for the two reserved lines; `none` for no channel or no source.", cell => cell.Cell.Row),
        new("columns", "What columns are: the address's `columns`.", cell => cell.Query.Columns),
        new("column", "The column's code, likewise; `none` where there is one column for everything.", cell => cell.Cell.Column),
        new("measure", "What is added up: the address's `measure`.", cell => cell.Query.Measure),
        new("counting", "Which lines: `military` (not repaid), `repayable` (loans and guarantees), `civil` (outside military totals, not repaid) or `all`.", cell => cell.Counting),
        new("currency", "ISO 4217, or `%` of the row's gross domestic product; empty for a number of packages.", cell => cell.Cell.Currency.Length == 0 ? null : cell.Cell.Currency),
        new("value", "The figure, to six decimals where it is converted; by head of the row's population where the address has `per=head`.", cell => decimal.Round(cell.Cell.Amount, 10)),
        new("value_floor", "The least that it can mean.", cell => decimal.Round(cell.Cell.Floor, 10)),
        new("is_open_ended", "`true` where it means that much or more.", cell => cell.Cell.IsOpenEnded),
        new("per", "`gdp` or `head` where the value is set against the row's economy.", cell => cell.Query.Per),
        new("economy_year", "The year of that economy.", cell => cell.EconomyYear),
    ];

    private static IEnumerable<ExportColumn<T>> OfPackage<T>(Func<T, PackageRow> package) => Packages.Take(7)
        .Where(column => column.Name is not ("donor_names" or "recipient_names"))
        .Select(column => new ExportColumn<T>(column.Name, column.Meaning, column.Type, row => column.Value(new ConvertedPackage { Package = package(row) })));

    /// <summary>Amounts in the currency that the address asks for, with the rate that they were converted with.</summary>
    private static IEnumerable<ExportColumn<T>> Converted<T>(Func<T, ConversionRow?> conversion, params (string Name, Func<T, decimal?> Amount)[] amounts) =>
    [
        new("reporting_currency", "ISO 4217 of every column that ends in `_converted`: the address's `currency`. Empty where it names none, or the package has no rate.", row => conversion(row)?.Currency),
        new("rate", "Units of `reporting_currency` for one of the package's currency: the moving average of its money, or of the one day that `rate` in the address names.", row => conversion(row) is { } found ? new ExactNumber(found.Rate) : null),
        new("rate_from", "The first business day whose rates are in `rate` (European Central Bank); empty where the package is in that currency itself.", row => conversion(row)?.RateFrom),
        new("rate_to", "The last business day whose rates are in `rate`.", row => conversion(row)?.RateTo),
        .. amounts.Select(each => new ExportColumn<T>(each.Name + "_converted", $"`{each.Name}` times `rate`, to six decimals.", row => conversion(row).Convert(each.Amount(row)))),
    ];

    private static string Dataset(PackageRow row) => row.IsDemonstration ? "demonstration" : "ledger";

    private static string? Reserved(string role) => role switch
    {
        LineRole.NotYetItemised => "Not yet itemised",
        LineRole.Overlap => "Overlap and rounding",
        _ => null,
    };
}
