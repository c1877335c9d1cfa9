using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>Codes as somebody typed or chose them.</summary>
internal static class TypedCodes
{
    /// <summary>Codes with spaces, commas or semicolons between, in upper case, each once.</summary>
    public static IReadOnlyList<string> Of(string typed) =>
        [.. typed.Split([' ', ',', ';', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(code => code.Trim().ToUpperInvariant()).Distinct()];

    /// <summary>The first of the codes; null where none is typed.</summary>
    public static string? First(string typed) => Of(typed) is [var first, ..] ? first : null;

    /// <summary>By its name, whatever its case; null where it is none.</summary>
    public static AnnouncementKind? Kind(string typed) =>
        Enum.GetValues<AnnouncementKind>().Where(kind => kind.ToString().Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase)).Select(kind => (AnnouncementKind?)kind).FirstOrDefault();

    public static SourceGrade? Grade(string typed) =>
        Enum.GetValues<SourceGrade>().Where(grade => grade.ToString().Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase)).Select(grade => (SourceGrade?)grade).FirstOrDefault();

    /// <summary>An empty one is exact.</summary>
    public static AmountQualifier? Qualifier(string typed) => typed.Trim().Length == 0 ? AmountQualifier.Exact
        : Enum.GetValues<AmountQualifier>().Where(qualifier => qualifier.Code() == typed.Trim()).Select(qualifier => (AmountQualifier?)qualifier).FirstOrDefault();
}
