namespace AidTracker.Web.Shell.Filtering;

/// <summary>What a form offers that is about lines; the lists are short, so all of each is offered.</summary>
public static class LineOptions
{
    public static IReadOnlyList<Option> Stages { get; } = [.. LineStage.All.Select(code => new Option(code, Terms.Stage(code)))];

    public static IReadOnlyList<Option> Roles { get; } = [.. LineRole.All.Select(code => new Option(code, Terms.Role(code)))];

    public static IReadOnlyList<Option> Statuses { get; } = [.. PackageStatus.All.Select(code => new Option(code, Terms.Status(code)))];

    public static IReadOnlyList<Option> Grades { get; } = [.. Reading.Rows.Grades.All.Select(code => new Option(code, Terms.Grade(code)))];

    public static IReadOnlyList<Option> Instruments(ReferenceLists lists) => [.. lists.Instruments.Select(instrument => new Option(instrument.Code, instrument.Name))];

    public static IReadOnlyList<Option> Initiatives(ReferenceLists lists) =>
        [.. lists.Initiatives.Values.OrderBy(initiative => initiative.Name, StringComparer.Ordinal).Select(initiative => new Option(initiative.Code, initiative.Name)), new(LedgerFilter.NoInitiative, "None")];
}
