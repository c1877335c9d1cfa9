using System.Globalization;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.Snapshots;

/// <summary><c>snapshot NAME [--announcedBy DAY] [--knownAt NUMBER] [--by WHO]</c>: names a point on both clocks, and prints its address.</summary>
internal static class SnapshotCommand
{
    private const string Usage = "snapshot needs a name before anything else: snapshot NAME [--announcedBy DAY] [--knownAt NUMBER] [--by WHO].";

    /// <exception cref="StartupRefusedException">No snapshot was made; the sentence says why.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var name, .. var choices] || name.StartsWith('-'))
        {
            throw new StartupRefusedException(Usage);
        }

        var command = OperatorCommand.Read("snapshot", choices, "announcedBy", "knownAt", "by");
        DateOnly? announcedBy = command["announcedBy"] switch
        {
            null => null,
            var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
            var text => throw new StartupRefusedException($"--announcedBy is {LogText.Printable(text, 40)}, which is not a day such as 2026-09-30."),
        };
        long? knownAt = command["knownAt"] switch
        {
            null => null,
            var text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) => seq,
            var text => throw new StartupRefusedException($"--knownAt is {LogText.Printable(text, 40)}, which is not the number of a publication."),
        };
        await using var database = await command.OpenAsync(stop);
        var made = await MakeSnapshot.RunAsync(database.Source, name, announcedBy, knownAt, command["by"] ?? Environment.UserName, stop);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Snapshot {name} is of publication {made}: /snapshots/{name}"));
    }
}
