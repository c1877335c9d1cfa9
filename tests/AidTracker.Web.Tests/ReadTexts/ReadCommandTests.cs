using System.Text;
using System.Text.Json;
using AidTracker.Web.Tests.Hosting;

namespace AidTracker.Web.Tests.ReadTexts;

/// <summary>The command that reads announcements, as a pipeline runs it. No database is there to be asked.</summary>
public sealed class ReadCommandTests
{
    [Fact]
    public async Task Each_line_becomes_a_draft_and_a_bad_one_is_named_by_its_number()
    {
        const string text = "Canada will give Ukraine C$50 million (about $36 million): $30 million for shells and 12 tanks. It brings the total to $9 billion.";
        var (status, answers, errors) = await ReadAsync(["--jsonl", "-"], $$"""
            {"id":"first","title":"A gift 🎁","text":"{{text}}","publisher":"Example News","date":"2025-08-24"}

            not json
            {"id":"third","text":"x","date":"2025-02-30"}
            {"id":"fourth"}
            {"id":"fifth","text":"\ud800"}
            {"id":"last","text":""}
            """);

        Assert.Equal(2, status);
        Assert.Equal(["first", "last"], answers.Select(answer => answer.GetProperty("id").GetString()!));
        Assert.Equal([3, 4, 5, 6], errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture)));

        var first = answers[0];
        Assert.Equal(["id", "donors", "recipients", "date", "kind", "headline", "equivalents", "items", "ignored", "warnings"], first.EnumerateObject().Select(field => field.Name));
        Assert.Equal(("CA", "UA", "2025-08-24", "Announced"),
            (first.GetProperty("donors")[0].GetString(), first.GetProperty("recipients")[0].GetString(), first.GetProperty("date").GetString(), first.GetProperty("kind").GetString()));
        Assert.Equal(["amount", "currency", "qualifier", "start", "end"], first.GetProperty("headline").EnumerateObject().Select(field => field.Name));
        Assert.Equal("C$50 million", Slice(first.GetProperty("headline")));
        Assert.Equal("$36 million", Slice(first.GetProperty("equivalents")[0]));
        Assert.All(first.GetProperty("items").EnumerateArray(), item =>
            Assert.Equal(["category", "description", "amount", "currency", "quantity", "unit", "start", "end"], item.EnumerateObject().Select(field => field.Name)));
        Assert.Contains("$9 billion", first.GetProperty("ignored").EnumerateArray().Select(Slice));
        Assert.Equal(JsonValueKind.Null, answers[1].GetProperty("headline").ValueKind);

        string Slice(JsonElement value) => text[value.GetProperty("start").GetInt32()..value.GetProperty("end").GetInt32()];
    }

    [Fact]
    public async Task A_file_that_is_one_text_becomes_one_line()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.Data);
        var file = Path.Combine(scratch.Data, "release.txt");
        await File.WriteAllTextAsync(file, "Latvia sends drones\nLatvia will give Ukraine €20 million for drones.");
        var (status, answers, errors) = await ReadAsync([file], "");
        Assert.Equal((0, ""), (status, errors));
        Assert.Equal(("release.txt", 20_000_000m), (answers.Single().GetProperty("id").GetString(), answers.Single().GetProperty("headline").GetProperty("amount").GetDecimal()));
    }

    [Theory]
    [InlineData("read takes FILE")]
    [InlineData("read takes FILE", "--jsonl")]
    [InlineData("read takes FILE", "--josnl", "file")]
    [InlineData("cannot be read", "/nowhere/at/all")]
    [InlineData("cannot be read", "--jsonl", "/")]
    public async Task What_cannot_be_read_is_a_sentence(string sentence, params string[] arguments)
    {
        var (status, answers, errors) = await ReadAsync(arguments, "");
        Assert.Equal(1, status);
        Assert.Empty(answers);
        Assert.Contains(sentence, errors, StringComparison.Ordinal);
    }

    private static async Task<(int Status, IReadOnlyList<JsonElement> Answers, string Errors)> ReadAsync(string[] arguments, string input)
    {
        await using var command = RunningApplication.Start(["read", .. arguments]);
        _ = command.Ready.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        try
        {
            await command.Input.BaseStream.WriteAsync(Encoding.UTF8.GetBytes(input));
            command.Input.Close();
        }
        catch (IOException)
        {
            // It ended without asking for its input.
        }

        var status = await command.EndAsync();
        return (status, [.. command.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)], command.Errors);
    }
}
