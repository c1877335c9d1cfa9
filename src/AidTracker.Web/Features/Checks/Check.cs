namespace AidTracker.Web.Features.Checks;

/// <summary>What it means that a check finds something.</summary>
internal enum Gravity
{
    /// <summary>It has to be looked at: a ledger that is kept well has none.</summary>
    Mistake,

    /// <summary>What the record does not know, or what is odd and may be right: it can stay.</summary>
    Note,
}

/// <summary>A soft rule over everything that is on record now. Nothing is refused for it: what is impossible, the ledger refuses itself.</summary>
/// <param name="Name">Stable, in kebab case: what <c>check --only</c> and links say.</param>
/// <param name="Title">What its offenders are.</param>
/// <param name="LooksFor">What exactly is found, in one sentence.</param>
/// <param name="ToDo">What an editor does about it, in one sentence.</param>
/// <param name="Sql">
/// The offenders: <c>package_id</c>, <c>announcement</c> and <c>line</c> (numbers; null where it is about the whole package) and
/// <c>wrong</c>, a sentence. <c>$1</c> is today, UTC.
/// </param>
internal sealed record Check(string Name, Gravity Gravity, string Title, string LooksFor, string ToDo, string Sql)
{
    /// <summary>SQL for an amount or a quantity in words, as <see cref="Shell.Words.Exact(decimal)"/> writes it.</summary>
    public static string Figure(string value) => $"rtrim(to_char({value}, 'FM999,999,999,999,999,990.999'), '.')";

    /// <summary>SQL for a day in words.</summary>
    public static string Day(string date) => $"to_char({date}, 'FMDD FMMonth YYYY')";
}

/// <summary>All checks, mistakes first.</summary>
internal static class Checks
{
    public static IReadOnlyList<Check> All { get; } =
        [.. new[] { ChecksOfAnnouncements.All, ChecksOfLines.All, ChecksOfPackages.All }.SelectMany(checks => checks).OrderBy(check => check.Gravity)];
}
