using System.Text;
using System.Text.Json;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Tests.Hosting;

namespace AidTracker.Web.Tests.Publishing;

/// <summary>The command as a pipeline runs it: lines in, an answer a line out, and an exit status.</summary>
public sealed class PublishCommandTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private const string Announced = """[{"kind":"Announced","on":"2025-06-17","summary":"A hundred","entries":[{"line":"open","amount":100}]}]""";

    private static string Opens(string slug, Guid id, string rest = "") =>
        $$"""{"id":"{{id}}","editor":"Pipeline","slug":"{{slug}}","seenRevision":0,"donors":["CA"],"recipients":["UA"],"currency":"CAD","title":"By a pipeline","announcements":{{Announced}}{{rest}}}""";

    [Fact]
    public async Task Every_line_is_answered_and_a_refused_one_stops_nothing()
    {
        var (first, second, third) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        var text = """
            {"kind":"Itemised","on":"2025-08-24","summary":"Broken down","precision":"reported","place":"Kyiv",
             "entries":[{"line":"shells","amount":40.5,"qualifier":"up_to","quantity":1000,"stated":{"amount":30,"currency":"USD","byDonor":true},"note":"as said"},{"line":"open","amount":-40.5}],
             "sources":[{"publisher":"PMO","grade":"A","title":"Release","url":"https://example.org/x","publishedOn":"2025-08-24","retrievedOn":"2025-08-25","text":"They give 40.5 million."}],
             "citations":[{"figure":"Amount","entry":1,"source":1,"passage":"40.5 million","quoted":true,"start":10}]}
            """.ReplaceLineEndings("");
        var lines = $$"""
            {{Opens("piped", first)}}
            not json

            {{Opens("piped", third)}}
            {"id":"{{second}}","editor":"Pipeline","slug":"piped","seenRevision":1,"lines":[{"key":"shells","category":"AMM","description":"Shells","unit":"round","alsoCovers":["ARM"]}],"announcements":[{{text}}]}
            {{Opens("piped", first)}}
            """;

        var (status, answers, errors) = await PublishAsync(Encoding.UTF8.GetBytes(lines));

        Assert.Equal((2, ""), (status, errors));
        Assert.Equal([(1, "published"), (2, "refused"), (4, "refused"), (5, "published"), (6, "published")],
            answers.Select(answer => (answer.GetProperty("line").GetInt32(), answer.GetProperty("outcome").GetString()!)));
        Assert.Equal("The line is not the JSON of a publication, byte 1. docs/operations.md has the form.", answers[1].GetProperty("sentence").GetString());
        Assert.Equal("package_slug_key", answers[2].GetProperty("rule").GetString());
        Assert.Equal(answers[0].GetProperty("seq").GetInt64(), answers[4].GetProperty("seq").GetInt64());
        Assert.Equal([first, third, second, first], answers.Where((_, i) => i != 1).Select(answer => answer.GetProperty("id").GetGuid()));

        var package = await ledger.LoadAsync("piped");
        Assert.Equal("100 = AMM 40.5 + not yet itemised 59.5", package.Standing.ToString());
        var itemised = package.Live.Single(each => each.Kind == AnnouncementKind.Itemised);
        Assert.Equal((DatePrecision.Reported, "Kyiv", "Pipeline"), (itemised.Precision, itemised.Place, itemised.Publication!.Editor));
        var entry = itemised.Entries[0];
        Assert.Equal((AmountQualifier.UpTo, 1000m, new Money(30, new Currency("USD")), true, "as said"), (entry.Qualifier, entry.Quantity, entry.Stated, entry.StatedByDonor, entry.Note));
        Assert.Equal((new DateOnly(2025, 8, 25), 23), (itemised.Sources[0].RetrievedOn!.Value, itemised.Sources[0].CaptureLength!.Value));
        Assert.Equal((true, 10, 22), (itemised.Citations[0].IsQuoted, itemised.Citations[0].PassageStart!.Value, itemised.Citations[0].PassageEnd!.Value));
    }

    [Fact]
    public async Task What_cannot_be_meant_is_refused_with_a_sentence_and_writes_nothing()
    {
        string Line(string change, string from = "", string to = "") => Opens("odd", Guid.NewGuid(), change).Replace(from.Length == 0 ? "\n" : from, to, StringComparison.Ordinal);
        (string Line, string Rule, string Says)[] cases =
        [
            ("[]", "publication_form", "not the JSON of a publication"),
            ("null", "publication_form", "empty value"),
            ("{}", "publication_form", "It lacks 'id', 'editor', 'slug', 'seenRevision'"),
            ("{\"id\":\"1\"", "publication_form", "at $.id"),
            (Line(""",  "tilte":"x" """), "publication_form", "not the JSON of a publication at $.tilte"),
            (Line(", \"summary\":\"a\\u0000b\""), "publication_form", "at $.summary"),
            (Line(", \"summary\":\"\\ud800\""), "publication_form", "not the JSON of a publication"),
            (Line(", \"editor\":\"again\""), "publication_form", "not the JSON of a publication"),
            (Line("", "[\"CA\"]", "[null]"), "publication_form", "The list of donors has an empty place"),
            (Line("", "[\"CA\"]", "[]"), "package_has_both_sides", "A package needs a donor and a recipient"),
            (Line("", "\"CAD\"", "\"cad\""), "publication_form", "“cad” is not an ISO 4217 code"),
            (Line("", "\"Announced\"", "\"0\""), "publication_form", "“0” is not a kind of announcement: write one of Announced, "),
            (Line("", "\"open\"", "\"shells\""), "publication_form", "No line has the key “shells”"),
            (Line("", "\"open\"", "\"7\""), "entry_line_fkey", "The package has no line 7"),
            (Line("", "100}", "100.001}"), "publication_form", "100.001 has more than two decimals"),
            (Line("", "100}", "100,\"qualifier\":\"some\"}"), "publication_form", "“some” is not a qualifier"),
            (Line("", "100}", "1e400}"), "publication_form", "at $.announcements[0].entries[0].amount"),
            (Line("", "2025-06-17", "2025-02-30"), "publication_form", "at $.announcements[0].on"),
            (Line("", "\"seenRevision\":0", "\"seenRevision\":-1"), "publication_form", "seenRevision is below zero"),
            (Line("", "\"seenRevision\":0", "\"seenRevision\":1"), "publication_form", "said once"),
            ($$"""{"id":"{{Guid.NewGuid()}}","editor":"E","slug":"nowhere","seenRevision":1,"title":"T"}""", "package_exists", "There is no package at “nowhere”"),
            ($$"""{"id":"{{Guid.NewGuid()}}","editor":"E","slug":"nowhere","seenRevision":1}""", "publication_form", "says nothing"),
            (Line("", "\"title\":\"By a pipeline\",", ""), "package_is_described", "A package needs a title"),
            (Opens("odd", Guid.Empty), "publication_form", "The id is all zeros"),
            (Line(",\"summary\":\"" + new string('x', PublishCommand.LineLimit) + "\""), "publication_form", $"longer than {PublishCommand.LineLimit} bytes"),
        ];

        var (status, answers, errors) = await PublishAsync([.. string.Join('\n', cases.Select(each => each.Line)).Select(letter => (byte)letter).Append((byte)'\n'), 0xff, 0xfe]);

        Assert.Equal((2, ""), (status, errors));
        Assert.Equal(cases.Length + 1, answers.Count);
        foreach (var (expected, answer) in cases.Zip(answers))
        {
            Assert.Equal((expected.Rule, "refused"), (answer.GetProperty("rule").GetString()!, answer.GetProperty("outcome").GetString()!));
            Assert.Contains(expected.Says, answer.GetProperty("sentence").GetString()!, StringComparison.Ordinal);
        }

        await using var context = ledger.Context();
        Assert.DoesNotContain(context.PackageRows, row => row.Slug == "odd");
    }

    [Fact]
    public async Task The_example_of_the_documentation_works()
    {
        var text = await File.ReadAllTextAsync(Repository.File("docs", "operations.md"));
        var begin = text.IndexOf("cat > publications.jsonl <<'END'\n", StringComparison.Ordinal);
        Assert.True(begin > 0);
        var lines = text[(text.IndexOf('\n', begin) + 1)..text.IndexOf("\nEND\n", begin, StringComparison.Ordinal)];
        using var scratch = new Scratch();
        var file = Path.Combine(scratch.Folder, "publications.jsonl");
        await File.WriteAllTextAsync(file, lines);

        var (status, answers, errors) = await PublishAsync(null, file);

        Assert.Equal((0, ""), (status, errors));
        Assert.Equal(lines.Split('\n').Length, answers.Count);
    }

    [Fact]
    public async Task A_file_that_is_not_there_and_a_choice_that_it_does_not_know_are_refused()
    {
        Assert.StartsWith("The file /nowhere/x.jsonl cannot be read: ", await RefusedAsync("/nowhere/x.jsonl"), StringComparison.Ordinal);
        Assert.StartsWith("publish does not know fiel: it takes --DataFolder, ", await RefusedAsync("-", "--fiel", "x"), StringComparison.Ordinal);
        Assert.StartsWith("publish does not know second.jsonl: ", await RefusedAsync("-", "second.jsonl"), StringComparison.Ordinal);
    }

    private async Task<string> RefusedAsync(params string[] arguments)
    {
        var (status, answers, errors) = await PublishAsync(null, arguments);
        Assert.Equal((1, 0), (status, answers.Count));
        return errors;
    }

    private async Task<(int Status, IReadOnlyList<JsonElement> Answers, string Errors)> PublishAsync(byte[]? input, params string[] arguments)
    {
        using var scratch = new Scratch();
        await using var command = RunningApplication.Start(["publish", .. arguments,
            $"--ConnectionStrings:AidTracker={ledger.Connections.Application}", $"--ConnectionStrings:Migrator={ledger.Connections.Migrator}", $"--DataFolder={scratch.Data}"]);
        _ = command.Ready.ContinueWith(ended => ended.Exception, TaskScheduler.Default);
        if (input is not null)
        {
            await command.Input.BaseStream.WriteAsync(input);
        }

        command.Input.Close();
        var status = await command.EndAsync();
        return (status, [.. command.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)], command.Errors);
    }
}
