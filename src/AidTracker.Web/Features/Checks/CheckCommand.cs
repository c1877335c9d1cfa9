using AidTracker.Web.Hosting;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Checks;

/// <summary>
/// <c>check [--only NAME]</c>: runs the checks over everything that is on record now and lists what they find. The exit status says
/// whether any of it is a mistake.
/// </summary>
internal static class CheckCommand
{
    /// <summary>How many findings are listed of a check that is asked for alone.</summary>
    public const int ListedAlone = 10_000;

    /// <exception cref="StartupRefusedException">A finding is a mistake, or nothing could be checked; the sentence says which.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        var command = OperatorCommand.Read("check", arguments, "only");
        var only = command["only"];
        var checks = Checks.All.Where(check => only is null || check.Name == only).ToList();
        if (checks.Count == 0)
        {
            throw new StartupRefusedException($"There is no check named {LogText.Printable(only!, 60)}: --only takes one of {string.Join(", ", Checks.All.Select(check => check.Name).Order(StringComparer.Ordinal))}.");
        }

        await using var database = await command.OpenAsync(stop);
        var report = await RunChecks.RunAsync(database.Source, checks, DateOnly.FromDateTime(DateTime.UtcNow), only is null ? RunChecks.Listed : ListedAlone, stop);
        foreach (var result in report.Results)
        {
            Write(result);
        }

        Console.WriteLine($"Checked at the head {report.Head}: {Words.Count(report.Count(Gravity.Mistake), "mistake")}, {Words.Count(report.Count(Gravity.Note), "note")}.");
        if (report.Count(Gravity.Mistake) is > 0 and var mistakes)
        {
            throw new StartupRefusedException($"{Words.Capital(Words.Count(mistakes, "mistake"))} to look at: a correction mends what was entered wrongly.");
        }
    }

    private static void Write(CheckResult result)
    {
        var check = result.Check;
        Console.WriteLine($"{check.Name} ({(check.Gravity == Gravity.Mistake ? "mistake" : "note")}): {Words.Number(result.Count)}");
        if (result.Count == 0)
        {
            return;
        }

        Console.WriteLine($"  {check.LooksFor} {check.ToDo}");
        foreach (var finding in result.Listed)
        {
            Console.WriteLine($"  {finding.Address}  {(finding.Place.Length == 0 ? "" : finding.Place + ": ")}{finding.Wrong}");
        }

        if (result.Count > result.Listed.Count)
        {
            Console.WriteLine($"  … and {Words.Number(result.Count - result.Listed.Count)} more{(result.Listed.Count < ListedAlone ? $": check --only {check.Name} lists up to {Words.Number(ListedAlone)}" : "")}.");
        }
    }
}
