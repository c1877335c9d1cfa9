namespace AidTracker.Web.Reading.Rows;

/// <summary>Whether a version of an announcement counts.</summary>
public static class VersionStatus
{
    public const string Live = "live";
    public const string Corrected = "corrected";
    public const string Withdrawn = "withdrawn";
}

/// <summary>The part that a line plays in its package, as <c>ledger.line_item.role</c> has it.</summary>
public static class LineRole
{
    public const string Named = "named";
    public const string NotYetItemised = "open";
    public const string Overlap = "overlap";

    public static IReadOnlyList<string> All { get; } = [Named, NotYetItemised, Overlap];
}

/// <summary>What is of one version of an announcement: its entries and progress, and itself.</summary>
public interface IOfAnnouncement
{
    /// <summary>One of <see cref="VersionStatus"/>.</summary>
    string Status { get; }
    string Kind { get; }
    DateOnly AnnouncedOn { get; }

    /// <summary>UTC.</summary>
    DateTime RecordedAt { get; }
}

/// <summary>A package as it stands now; amounts in the package's own currency. Table <c>ledger.package_now</c>.</summary>
public sealed class PackageRow
{
    public long PackageId { get; init; }
    public required string Slug { get; init; }
    public required string Currency { get; init; }
    public required string Title { get; init; }
    public string? Summary { get; init; }

    /// <summary>Code of the channel that the whole package runs through.</summary>
    public string? Initiative { get; init; }

    /// <summary>Party codes, the leading one first; several: a joint package whose shares are not stated.</summary>
    public required string[] Donors { get; init; }
    public required string[] DonorNames { get; init; }
    public required string[] Recipients { get; init; }
    public required string[] RecipientNames { get; init; }

    /// <summary>Codes of the categories that its lines have or also cover.</summary>
    public required string[] Categories { get; init; }
    public required string[] Instruments { get; init; }

    /// <summary>Codes of its own channel and its lines'.</summary>
    public required string[] Initiatives { get; init; }

    /// <summary>Kinds of its live announcements.</summary>
    public required string[] Kinds { get; init; }

    /// <summary>Null where no sum is stated.</summary>
    public decimal? Committed { get; init; }

    /// <summary>The least that it can mean.</summary>
    public decimal Floor { get; init; }

    /// <summary>Code of the least sure qualifier of its total; null where no sum was ever spoken of.</summary>
    public string? Qualifier { get; init; }

    /// <summary>True while the donor's total is not known.</summary>
    public bool IsOpen { get; init; }
    public decimal Itemised { get; init; }
    public decimal NotYetItemised { get; init; }
    public decimal Overlap { get; init; }

    /// <summary>Named lines.</summary>
    public long LineCount { get; init; }

    /// <summary>Null where every announcement is withdrawn.</summary>
    public DateOnly? FirstAnnouncedOn { get; init; }
    public DateOnly? LastAnnouncedOn { get; init; }
    public long AnnouncementCount { get; init; }
    public long CorrectionCount { get; init; }

    /// <summary>True for a package of the demonstration data.</summary>
    public bool IsDemonstration { get; init; }
    public bool IsSuspended { get; init; }

    /// <summary>The values stated of contracts; null where none is.</summary>
    public decimal? Contracted { get; init; }

    /// <summary>The values stated of payments; null where none is.</summary>
    public decimal? Paid { get; init; }

    /// <summary>The values stated of deliveries; null where none is.</summary>
    public decimal? Delivered { get; init; }

    /// <summary>Promised and not yet delivered, as far as it is priced; null where nothing is.</summary>
    public decimal? Undelivered { get; init; }

    /// <summary>The day from which the oldest of it is promised; null where nothing is known to be missing.</summary>
    public DateOnly? UndeliveredSince { get; init; }

    /// <summary>The days on which the money came in that stands now; empty where none ever did.</summary>
    public required DateOnly[] BasisDays { get; init; }

    /// <summary>How much of it is of each of <see cref="BasisDays"/>; they add up to 1 (product rule 5).</summary>
    public required decimal[] BasisWeights { get; init; }
}

/// <summary>A line of a package as it stands now. Table <c>ledger.line_item_now</c>.</summary>
public sealed class LineItemRow
{
    public long PackageId { get; init; }

    /// <summary>0 is Not yet itemised, −1 Overlap and rounding, named lines from 1.</summary>
    public int LineNumber { get; init; }

    /// <summary>One of <see cref="LineRole"/>.</summary>
    public required string Role { get; init; }

    /// <summary>Null on the two reserved lines, as are description and instrument.</summary>
    public string? Category { get; init; }
    public required string[] AlsoCovers { get; init; }
    public string? Description { get; init; }
    public string? Instrument { get; init; }
    public string? Initiative { get; init; }

    /// <summary>Alpha-2; null where it is not stated.</summary>
    public string? Supplier { get; init; }
    public string? Unit { get; init; }

    /// <summary>In the package's currency; null: not priced.</summary>
    public decimal? Amount { get; init; }
    public required string Currency { get; init; }
    public required string Qualifier { get; init; }

    /// <summary>The least that it can mean; the floors of a package's lines add up to the package's. Below zero only on Overlap and rounding.</summary>
    public decimal Floor { get; init; }

    /// <summary>False where it means that much or more.</summary>
    public bool HasCeiling { get; init; }
    public decimal? Quantity { get; init; }
    public DateOnly FirstAnnouncedOn { get; init; }
    public DateOnly LastAnnouncedOn { get; init; }

    /// <summary>In the package's currency; null where no value is stated. Paid and delivered likewise.</summary>
    public decimal? Contracted { get; init; }

    /// <summary>In the line's unit; null where none is stated. Paid and delivered likewise.</summary>
    public decimal? ContractedQuantity { get; init; }

    /// <summary>True where the line is complete with it. Paid and delivered likewise.</summary>
    public bool ContractedFinal { get; init; }
    public decimal? Paid { get; init; }
    public decimal? PaidQuantity { get; init; }
    public bool PaidFinal { get; init; }
    public decimal? Delivered { get; init; }
    public decimal? DeliveredQuantity { get; init; }
    public bool DeliveredFinal { get; init; }

    /// <summary>Promised and not yet delivered; null where the line is not priced.</summary>
    public decimal? Undelivered { get; init; }
}

/// <summary>One version of an announcement, with its first followed source. View <c>ledger.announcement_read</c>.</summary>
public sealed class AnnouncementRow : IOfAnnouncement
{
    public long PackageId { get; init; }
    public int Number { get; init; }
    public int Version { get; init; }

    /// <summary>One of <see cref="VersionStatus"/>.</summary>
    public required string Status { get; init; }
    public required string Kind { get; init; }
    public DateOnly AnnouncedOn { get; init; }
    public required string DatePrecision { get; init; }
    public string? Place { get; init; }
    public required string Summary { get; init; }

    /// <summary>Why it corrects the version before.</summary>
    public string? Reason { get; init; }
    public string? HeadlineQualifier { get; init; }
    public decimal? HeadlineLow { get; init; }
    public decimal? HeadlineStatedAmount { get; init; }
    public string? HeadlineStatedCurrency { get; init; }

    /// <summary>What it adds to the package's total, in the package's currency.</summary>
    public decimal Net { get; init; }

    /// <summary>What it puts on lines, whether new money or moved, in the package's currency.</summary>
    public decimal Gross { get; init; }
    public required string Currency { get; init; }

    /// <summary>The publication's sequence number.</summary>
    public long Publication { get; init; }

    /// <summary>UTC.</summary>
    public DateTime RecordedAt { get; init; }

    /// <summary>UTC; later than <see cref="RecordedAt"/> in a replay.</summary>
    public DateTime LoadedAt { get; init; }
    public required string Editor { get; init; }
    public string? SourcePublisher { get; init; }
    public string? SourceTitle { get; init; }
    public string? SourceUrl { get; init; }
    public DateOnly? SourcePublishedOn { get; init; }
    public string? SourceGrade { get; init; }

    /// <summary>The value of what it says is contracted, paid or delivered, in the package's currency; null where none is stated.</summary>
    public decimal? ProgressValue { get; init; }

    /// <summary>The day on which the source was read.</summary>
    public DateOnly? SourceRetrievedOn { get; init; }

    /// <summary>How many of its figures cite a passage.</summary>
    public long CitedFigures { get; init; }
}

/// <summary>One entry of one version of an announcement. View <c>ledger.entry_read</c>.</summary>
public sealed class EntryRow : IOfAnnouncement
{
    public long PackageId { get; init; }
    public int AnnouncementNumber { get; init; }
    public int AnnouncementVersion { get; init; }
    public int Position { get; init; }

    /// <summary>One of <see cref="VersionStatus"/>; only live entries count.</summary>
    public required string Status { get; init; }
    public required string Kind { get; init; }
    public DateOnly AnnouncedOn { get; init; }
    public required string DatePrecision { get; init; }

    /// <summary>UTC.</summary>
    public DateTime RecordedAt { get; init; }
    public int LineNumber { get; init; }
    public required string Role { get; init; }

    /// <summary>In the package's currency, signed; null: not priced.</summary>
    public decimal? Amount { get; init; }
    public required string Currency { get; init; }
    public required string Qualifier { get; init; }
    public decimal? Low { get; init; }
    public decimal? Quantity { get; init; }
    public decimal? StatedAmount { get; init; }
    public string? StatedCurrency { get; init; }
    public bool StatedByDonor { get; init; }
    public string? Note { get; init; }
    public decimal Floor { get; init; }
}
