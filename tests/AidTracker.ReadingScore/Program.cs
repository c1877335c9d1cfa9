using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AidTracker.Domain.Texts;
using AidTracker.ReadingScore;

// Scores the reader of pasted announcements against texts that an editor has read:
// dotnet run -c Release --project tests/AidTracker.ReadingScore -- ../shared/data/announcements.texts.jsonl [--misses] [--donor CA]
// The file is no part of the repository (docs/reading-texts.md); what came out stands there.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is not [var file, .. var choices])
{
    Console.Error.WriteLine("Name the file of read announcements: AidTracker.ReadingScore FILE [--misses] [--donor CODE].");
    return 1;
}

var donor = choices is [.., "--donor", var code] ? code : null;
var expected = File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<ExpectedReading>(line, ExpectedReading.Form)!)
    .Where(one => donor is null || one.Donors.Contains(donor)).ToList();
if (expected.Count > 0)
{
    AnnouncementReader.Read(expected[0].Announcement);
}

var watch = Stopwatch.StartNew();
var scores = expected.ConvertAll(one => Score.Of(one, AnnouncementReader.Read(one.Announcement)));
watch.Stop();
if (choices.Contains("--misses"))
{
    foreach (var score in scores.Where(score => score.Misses.Count > 0))
    {
        Console.WriteLine(score.Expected.Id);
        score.Misses.ForEach(miss => Console.WriteLine($"  {miss}"));
    }
}

Report.Write("all", scores);
foreach (var group in scores.GroupBy(score => score.Expected.Donors[0]).Where(_ => choices.Contains("--by-donor")).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    Report.Write(group.Key, [.. group]);
}

Report.WriteAcrossDonors(scores);
Console.WriteLine($"{scores.Count} texts read in {watch.Elapsed.TotalMilliseconds:N0} ms");
return 0;
