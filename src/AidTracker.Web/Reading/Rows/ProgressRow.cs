namespace AidTracker.Web.Reading.Rows;

/// <summary>One progress of one version of an announcement: contracted, paid or delivered, as the kind says. View <c>ledger.progress_read</c>.</summary>
public sealed class ProgressRow : IOfAnnouncement
{
    public long PackageId { get; init; }
    public int AnnouncementNumber { get; init; }
    public int AnnouncementVersion { get; init; }
    public int Position { get; init; }

    /// <summary>One of <see cref="VersionStatus"/>; only live progress counts.</summary>
    public required string Status { get; init; }
    public required string Kind { get; init; }
    public DateOnly AnnouncedOn { get; init; }
    public required string DatePrecision { get; init; }

    /// <summary>UTC.</summary>
    public DateTime RecordedAt { get; init; }
    public int LineNumber { get; init; }
    public required string Role { get; init; }

    /// <summary>In the package's currency, above zero; null where it is not stated.</summary>
    public decimal? Value { get; init; }
    public required string Currency { get; init; }

    /// <summary>How sure the value is.</summary>
    public required string Qualifier { get; init; }

    /// <summary>In the line's unit, above zero; null where it is not stated.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>True where the line is complete with it.</summary>
    public bool Final { get; init; }
    public string? Note { get; init; }

    /// <summary>How many of its figures, value and quantity, cite a passage.</summary>
    public long CitedFigures { get; init; }
}
