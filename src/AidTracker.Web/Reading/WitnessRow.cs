namespace AidTracker.Web.Reading;

/// <summary>
/// How much of what a package's live entries state has a witness; see <see cref="Domain.Ledger.Coverage"/>. Packages that state
/// nothing have none. Table <c>ledger.witness_now</c>.
/// </summary>
public sealed class WitnessRow
{
    public long PackageId { get; init; }
    public required string Currency { get; init; }

    /// <summary>In the package's currency, as are its parts.</summary>
    public decimal Value { get; init; }
    public decimal ValueSourced { get; init; }
    public decimal ValueQuoted { get; init; }
    public decimal ValueSummarised { get; init; }
    public decimal ValueOfficial { get; init; }

    /// <summary>Amounts and quantities.</summary>
    public long Figures { get; init; }
    public long FiguresSourced { get; init; }
    public long FiguresQuoted { get; init; }
    public long FiguresSummarised { get; init; }
    public long FiguresOfficial { get; init; }
}

/// <summary>The same of all packages in one currency; nothing is converted, so values add up within it only. Table <c>ledger.coverage_now</c>.</summary>
public sealed class CoverageRow
{
    public required string Currency { get; init; }

    /// <summary>How many packages state anything.</summary>
    public long Packages { get; init; }

    /// <summary>In the currency, as are its parts.</summary>
    public decimal Value { get; init; }
    public decimal ValueSourced { get; init; }
    public decimal ValueQuoted { get; init; }
    public decimal ValueSummarised { get; init; }
    public decimal ValueOfficial { get; init; }

    /// <summary>Amounts and quantities.</summary>
    public long Figures { get; init; }
    public long FiguresSourced { get; init; }
    public long FiguresQuoted { get; init; }
    public long FiguresSummarised { get; init; }
    public long FiguresOfficial { get; init; }
}
