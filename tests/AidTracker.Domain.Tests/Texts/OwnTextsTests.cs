using System.Text.Json;
using AidTracker.Domain.Texts;
using AidTracker.ReadingScore;

namespace AidTracker.Domain.Tests.Texts;

/// <summary>The score on the texts that the repository carries, against what is asked of the reader.</summary>
public sealed class OwnTextsTests
{
    [Fact]
    public void Our_own_texts_are_read_as_well_as_is_asked()
    {
        var scores = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "own.texts.jsonl"))
            .Select(line => JsonSerializer.Deserialize<ExpectedReading>(line, ExpectedReading.Form)!)
            .Select(expected => Score.Of(expected, AnnouncementReader.Read(expected.Announcement))).ToList();
        Assert.NotEmpty(scores);
        Assert.Empty(Report.Short(scores));
    }
}
