using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Reading.Rows;

/// <summary>
/// How much of what live entries state in one currency has a witness; see <see cref="Domain.Ledger.Coverage"/>. Nothing is converted, so
/// values add up within the currency only. Table <c>ledger.coverage_now</c>, added up of the packages' in <c>ledger.witness_now</c>.
/// </summary>
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

    public Coverage ToCoverage() => new(
        new Covered(Value, Figures), new Covered(ValueSourced, FiguresSourced), new Covered(ValueQuoted, FiguresQuoted),
        new Covered(ValueSummarised, FiguresSummarised), new Covered(ValueOfficial, FiguresOfficial));
}
