using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Subjects;
using CsvHelper;

namespace AidTracker.Web.Tests.Reading;

public sealed class ExportTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private static readonly string[] Stages = ["Contracted", "Paid", "Delivered"];

    public static TheoryData<string> Paths => [.. Exports.All.Select(export => export.Path)];

    [Theory]
    [InlineData("packages")]
    [InlineData("line-items")]
    [InlineData("announcements")]
    [InlineData("entries")]
    [InlineData("progress")]
    public async Task Canadas_file_is_as_kept(string export)
    {
        var query = export is "announcements" or "entries" or "progress" ? "?donor=CA&recipient=UA&versions=all" : "?donor=CA&recipient=UA";
        var file = await site.GetAsync($"/{export}.csv{query}");

        // When this database wrote a row is not the same twice.
        Repository.IsAsKept(WithoutColumn(file, "loaded_at"), "tests", "AidTracker.Web.Tests", "Reading", "Golden", $"{export}.ca-ua.csv");
    }

    [Theory, MemberData(nameof(Paths))]
    public async Task A_file_is_rfc_4180_in_utf_8_and_says_what_it_is(string path)
    {
        using var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative));
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var text = Encoding.UTF8.GetString(bytes);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("attachment", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        Assert.NotEqual(0xEF, bytes[0]);
        Assert.Equal(bytes.Count(letter => letter == '\n'), text.Split("\r\n").Length - 1);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.All(Rows(text), row => Assert.Equal("demonstration", row["dataset"]));
    }

    /// <summary>The independent reader of the one is CsvHelper, of the other System.Text.Json.</summary>
    [Theory]
    [InlineData("/packages", "")]
    [InlineData("/packages", "?currency=EUR&announcedBy=2024-12-31")]
    [InlineData("/line-items", "?donor=US&category=ADS")]
    [InlineData("/announcements", "?knownAt=60&versions=all")]
    [InlineData("/entries", "?recipient=UA&from=2024-01-01")]
    [InlineData("/progress", "")]
    [InlineData("/explore", "?rows=donor&columns=year&measure=committed&currency=USD")]
    [InlineData("/packages", "?donor=IS&category=NAV")]
    public async Task The_rows_of_json_are_those_of_csv(string path, string query)
    {
        var rows = Rows(await site.GetAsync($"{path}.csv{query}"));
        using var document = JsonDocument.Parse(await site.GetAsync($"{path}.json{query}"));
        var file = document.RootElement;

        Assert.Equal($"{path}.json{query}", file.GetProperty("address").GetString());
        Assert.Equal(rows.Count, file.GetProperty("count").GetInt32());
        Assert.Equal(rows.Count, file.GetProperty("rows").GetArrayLength());
        Assert.All(rows.Zip(file.GetProperty("rows").EnumerateArray()), pair => Assert.Equal(
            pair.First.Select(cell => (cell.Key, cell.Value)),
            pair.Second.EnumerateObject().Select(cell => (cell.Name, cell.Value.ValueKind switch
            {
                JsonValueKind.Null => "",
                JsonValueKind.Array => string.Join(';', cell.Value.EnumerateArray().Select(code => code.GetString())),
                JsonValueKind.String => cell.Value.GetString()!,
                _ => cell.Value.GetRawText(),
            }))));
    }

    [Fact]
    public async Task The_profile_for_spreadsheets_differs_by_its_mark_and_by_apostrophes_alone()
    {
        var raw = await site.GetAsync("/line-items.csv?donor=CA");
        using var response = await site.Client.GetAsync(new Uri("/line-items.csv?donor=CA&profile=excel", UriKind.Relative));
        var bytes = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(raw, Encoding.UTF8.GetString(bytes[3..]));
        Assert.Equal(raw, await site.GetAsync("/line-items.csv?donor=CA&profile=raw"));
        using var unknown = await site.Client.GetAsync(new Uri("/line-items.csv?profile=lotus", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Equal("profile: Use “profile” once, as raw or excel.\n", await unknown.Content.ReadAsStringAsync());
        using var json = await site.Client.GetAsync(new Uri("/line-items.json?profile=raw", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("＝1+1", "'＝1+1")]
    [InlineData("-5 tanks", "'-5 tanks")]
    [InlineData("@here", "'@here")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a=1", "a=1")]
    [InlineData("", "")]
    public async Task A_text_that_a_spreadsheet_would_work_out_gets_an_apostrophe_and_a_number_never(string written, string expected)
    {
        using var output = new MemoryStream();
        await new CsvFormat().WriteAsync(output, new FileHead("/x.csv", LedgerHead.Empty, new LedgerFilter(), []), [new("text", "", ColumnType.Text), new("list", "", ColumnType.Codes), new("number", "", ColumnType.Number), new("date", "", ColumnType.Date)], Row(), new Dictionary<string, string> { [CsvFormat.Profile] = CsvFormat.Excel }, default);

        var row = Assert.Single(Rows(Encoding.UTF8.GetString(output.ToArray())));
        Assert.Equal((expected, expected, "-5", "2025-01-02"), (row.Values.ElementAt(0), row["list"], row["number"], row["date"]));

        async IAsyncEnumerable<IReadOnlyList<object?>> Row()
        {
            await Task.Yield();
            yield return [written, new[] { written }, -5m, new DateOnly(2025, 1, 2)];
        }
    }

    [Fact]
    public async Task The_files_agree_with_one_another_and_with_what_is_committed()
    {
        var packages = Rows(await site.GetAsync("/packages.csv"));
        var lines = Rows(await site.GetAsync("/line-items.csv")).ToLookup(row => row["package"]);
        var entries = Rows(await site.GetAsync("/entries.csv")).ToLookup(row => row["package"]);
        var announcements = Rows(await site.GetAsync("/announcements.csv")).ToLookup(row => row["package"]);

        Assert.True(packages.Count > 100);
        Assert.All(packages, package =>
        {
            var slug = package["package"];
            var committed = Amount(package["committed"]);
            Assert.Equal((slug, committed), (slug, lines[slug].Sum(line => Amount(line["amount"]))));
            Assert.Equal((slug, committed), (slug, entries[slug].Sum(entry => Amount(entry["amount"]))));
            Assert.Equal((slug, committed), (slug, announcements[slug].Sum(announcement => Amount(announcement["net"]))));
            Assert.Equal(committed, Amount(package["itemised"]) + Amount(package["not_yet_itemised"]) + Amount(package["overlap_and_rounding"]));
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("?knownAt=2025-08-25&announcedBy=2025-08-31")]
    [InlineData("?donor=US&donor=DE")]
    public async Task Progress_adds_up_to_the_columns_of_the_lines(string query)
    {
        var lines = Rows(await site.GetAsync("/line-items.csv" + query));
        var made = Rows(await site.GetAsync("/progress.csv" + query)).ToLookup(row => (row["package"], row["line"], row["kind"]));

        Assert.Equal(made.Count, lines.Sum(line => Stages.Count(stage => made.Contains((line["package"], line["line"], stage)))));
        Assert.NotEmpty(made);
        foreach (var (line, stage) in lines.SelectMany(line => Stages.Select(stage => (line, stage))))
        {
            var rows = made[(line["package"], line["line"], stage)].ToList();
            var column = stage.ToLowerInvariant();
            Assert.Equal(line[column], Added(rows, "value"));
            Assert.Equal(line[column + "_quantity"], Added(rows, "quantity"));
            Assert.Equal(line[column + "_final"] == "true", rows.Any(row => row["final"] == "true"));
        }

        // Nothing stated is empty, and not zero.
        static string Added(List<Dictionary<string, string>> rows, string column) => rows.All(row => row[column].Length == 0)
            ? ""
            : rows.Sum(row => Amount(row[column])).ToString("0.##########", CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_bad_parameter_is_refused_with_a_sentence_and_no_file()
    {
        using var response = await site.Client.GetAsync(new Uri("/line-items.csv?donor=ZZ&kind=gift&from=31.12.2024&page=0&announcedBy=soon&doner=CA", UriKind.Relative));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType!.MediaType);
        var sentences = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["announcedBy", "doner", "donor", "from", "kind", "page"], sentences.Select(sentence => sentence[..sentence.IndexOf(':', StringComparison.Ordinal)]).Order());
        Assert.All(sentences, sentence => Assert.EndsWith(".", sentence, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("donor=can", "?donor=CA")]
    [InlineData("recipient=UKR&donor=ca", "?donor=CA&recipient=UA")]
    [InlineData("category=amm", "?category=AMM")]
    public async Task A_code_said_otherwise_leads_to_the_code_proper(string query, string proper)
    {
        using var response = await site.Client.GetAsync(new Uri($"/packages.csv?{query}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/packages.csv" + proper, response.Headers.Location!.ToString());
    }

    [Fact]
    public void Every_column_is_documented()
    {
        var text = new StringBuilder("""
            # Exports

            Seven files, each at its page's address with `.csv`, `.json` or `.xlsx` behind it, with the same filter in the query string; a file always
            holds every row (`page` changes nothing). `/entries.csv` and `/progress.csv` have no page of their own.

            - CSV: RFC 4180, UTF-8 without a byte order mark, CRLF line ends, a header row; the same bytes on every machine. With `profile=excel`, for
              spreadsheets: a byte order mark, and an apostrophe before a text that begins with `=`, `+`, `-`, `@`, a tab, a carriage return or a full-width
              twin of those, because a spreadsheet would work it out; numbers and dates are as they are. Without it, or with `profile=raw`: the text itself.
            - JSON: one object with `address`, `ledger_head`, `announced_by`, `known_at` and `currency`, then `rows`, each an object with the columns below,
              and at the end `count`, how many they are. Numbers are numbers, lists of codes are arrays, what is empty is `null`.
            - XLSX: a workbook of two sheets. *About* says what the file is: what it holds and leaves out, as of when, the ledger's head, how to cite it, and what each
              column means. *Rows* has the same columns and rows as the CSV; numbers are numbers, dates and instants are dates, and a text is a text whatever it
              begins with. A spreadsheet keeps fifteen digits of a number; the CSV has all of them. A sheet holds 1,048,575 rows: more are refused with a sentence before anything is sent.
            - `ETag` and `If-None-Match`: 304 where the reader has the file and nothing was published since. `X-Ledger-Head` names the ledger's head.
            - Dates are `YYYY-MM-DD`, instants `YYYY-MM-DDTHH:MM:SSZ` in UTC, truth is `true` or `false`, numbers have a point and no grouping.
            - Amounts are in the row's own `currency`, so add up one currency at a time; with `currency=EUR` in the address the columns that end in
              `_converted` are in one currency and add up ([rates.md](rates.md)). An empty amount is unknown, not priced or without a rate, never zero.
            - The rows of `/line-items.csv`, *Not yet itemised* and *Overlap and rounding* included, add up by currency to the totals
              that `/packages` and `/line-items` show for the same filter.
            - A file is one snapshot of the database. If something goes wrong on the way the transfer breaks off: a client sees an
              error, never a short file that looks whole.
            - Columns keep their names. New ones come at the end.

            ## All of it at once, and what is new

            - `/dataset.zip`, with `announcedBy` and `knownAt`: a [Data Package](https://datapackage.org). Every table as CSV (the five of the ledger with all versions, sources, citations, merges,
              publications with their hashes, and the reference lists), `datapackage.json` (types, keys, licence, counts, SHA-256), `csv-metadata.json` (CSV on the Web), `CODEBOOK.md`,
              `LICENCE.txt` and `CITATION.cff`. The same point of both clocks gives the same bytes from the same version of the program, whatever is published later (but for the name of a party or initiative, which is the one of now at every point);
              `X-Ledger-Head` names the ledger's head, the archive the one of its point. [Snapshots](operations.md#snapshots) give points a name.
            - `/announcements.atom`, with the filter of `/announcements`: the 50 versions of announcements that were recorded last, corrections and withdrawals too, as an Atom feed. What has
              been read keeps its `id` wherever it is read.

            ## What can be asked

            Lists are repeated (`donor=CA&donor=DK`: either). A value that is not known is answered by 400 and a sentence.

            | parameter | of | meaning |
            |---|---|---|
            | `donor`, `recipient` | all | alpha-2 code of a country, or an institution's own (alpha-3 redirects) |
            | `group` | all | EU, G7 or NATO: packages with a donor that is a member on the day of `announcedBy`, else today (UTC); a joint package counts where any of its donors is |
            | `category` | all | a line's own category or one that it also covers |
            | `instrument`, `initiative` | all | a line's instrument; a line's or its package's channel, `none` for what runs through none |
            | `covers` | all | `own`: `category` is a line's own only, not what it also covers, and `initiative` the one channel that it runs through |
            | `line` | all | `named`, `open` (Not yet itemised) or `overlap` (Overlap and rounding): only such lines |
            | `stage` | all | how far a line has come: `promised`, `contracted`, `paid`, `partly-delivered` or `delivered` ([methodology.md](methodology.md)) |
            | `counting` | all | `military` (not repaid), `repayable` (loans and guarantees), `civil` (outside military totals, not repaid) or `all`; for `/explore.csv` `military` unless it is said, for the others `all` |
            | `status` | all | of packages: `open`, `itemised`, `delivered`, `suspended` or `cancelled` ([methodology.md](methodology.md)) |
            | `grade` | all | A to E or `none`: packages whose best grade of a source that a live announcement follows is that one |
            | `period` | all | a year, quarter or month (`2024`, `2024-Q3`, `2024-07`): packages first announced in it |
            | `shares`, `recipientShares` | all | `stated`: packages of one donor (recipient); `joint`: of several, whose shares are not stated |
            | `kind` | all | a kind of announcement; for packages and line items: packages that have one |
            | `without` | all | a kind of announcement: packages that have none of it (`without=Delivered`: no delivery is known) |
            | `from`, `to` | all | announced-on date, inclusive; for packages and line items: packages with an announcement in between |
            | `currency` | all | ISO 4217: fills the columns that end in `_converted` |
            | `rate` | all, with `currency` | a day whose rates everything is converted with; `day` or nothing: the rates of the days on which money came in; `original`: nothing is converted |
            | `min`, `max` | all, with `currency` | the least and the most that a package's committed sum is worth in it; for the others: of packages in between |
            | `announcedBy` | all | a day: counts what donors had said by then |
            | `knownAt` | all | a day (its end, UTC), an instant (`2025-08-25T12:00:00Z`) or a publication's number: leaves out what was recorded later, corrections too |
            | `recordedFrom`, `recordedTo` | announcements, entries, progress | the day on which a version was recorded, UTC, inclusive |
            | `versions` | announcements, entries, progress | `all` for corrected and withdrawn versions too; `corrections` for those alone that correct or withdraw another, in force or not |
            | `rows`, `columns` | explore | two of `donor`, `recipient`, `category`, `instrument`, `initiative`, `stage`, `grade`, `group`, `year`, `quarter`, `month`; for `columns` also `none` |
            | `measure` | explore | `committed`, `floor`, `itemised`, `contracted`, `paid`, `delivered`, `undelivered` or `packages` |
            | `per` | explore | with a country in the rows: `gdp` (per cent of its gross domestic product) or `head` |
            | `chart` | explore | `bars`, `lines`, `heat`, `treemap` or `flow`: what the page draws; without effect in a file |
            | `sort` | all but explore | an order; see below |
            | `profile` | `.csv` | `raw` or `excel`, as said above |
            | `page` | pages of lists | up to 100; accepted and without effect in a file |
            | `after` | all but explore | where the page before it ended, as its link *Next* says; accepted and without effect in a file |

            Filters of lines (`category`, `instrument`, `initiative`, `line`, `stage`, `counting`) leave those lines of `/line-items.csv` and `/explore.csv`, and in the other files
            the packages that have such a line, with all of theirs. In `/explore.csv` with a table by category or channel, `covers=own` always holds.

            The pages of donors, recipients, categories and initiatives take `sort` too. Rows without the figure come last in either direction, and after them what is nobody's alone; rows that are alike
            are by name. Without `sort` they are by `name`, with `currency` by `-military`. Amounts of several currencies have no order, so what is by amounts needs `currency`. The files that such a page
            offers are the packages and lines behind it, in orders of their own.

            | page | `sort` | with `currency` also |
            |---|---|---|

            """);
        foreach (var index in SubjectKind.All.Select(kind => kind.Index))
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{index.Path}` | {Listed(index.Sorts.Except(index.SortsByAmount))} | {Listed(index.SortsByAmount)} |\n");
        }

        text.Append('\n');
        foreach (var export in Exports.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"## `{export.Path}`\n\nA row is {export.RowMeaning}. {(export.View.Sorts.Count == 0 ? "It comes in the order of the table" : $"Sorts: {Listed(export.View.Sorts)}")}.\n\n| column | meaning |\n|---|---|\n");
            Describe(export.Described);
        }

        text.Append(CultureInfo.InvariantCulture, $"""
            ## `/compare.csv`

            A row is {ComparisonFile.RowMeaning}. It comes in the order of the page's tables; of two points in time every package that changed is in it, the latest announced first.
            It takes `a` and `b` (a day, `known:` and a day or publication, both with a comma between, `now`, `package:` or `donor:`; without `b`: now), `package` for one package at two points, and of the parameters above
            `donor`, `group`, `recipient`, `category`, `instrument`, `initiative`, `currency`, `rate` and, where packages or donors are compared, `announcedBy` and `knownAt`.

            | column | meaning |
            |---|---|

            """);
        Describe(ComparisonFile.Columns);

        void Describe(IEnumerable<ExportColumn> columns)
        {
            foreach (var (name, meaning, _) in columns)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{name}` | {meaning} |\n");
            }

            text.Append('\n');
        }

        Repository.IsAsKept(text.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n", "docs", "exports.md");

        static string Listed(IEnumerable<string> sorts) => string.Join(", ", sorts.Select(sort => $"`{sort}`"));
    }

    private static List<Dictionary<string, string>> Rows(string text)
    {
        using var csv = new CsvReader(new StringReader(text), CultureInfo.InvariantCulture);
        return [.. csv.GetRecords<dynamic>().Select(record => ((IDictionary<string, object>)record).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }

    private static decimal Amount(string cell) => cell.Length == 0 ? 0 : decimal.Parse(cell, CultureInfo.InvariantCulture);

    private static string WithoutColumn(string text, string column)
    {
        var rows = Rows(text);
        using var output = new StringWriter { NewLine = "\n" };
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture);
        var columns = rows[0].Keys.Where(name => name != column).ToList();
        columns.ForEach(csv.WriteField);
        csv.NextRecord();
        foreach (var row in rows)
        {
            columns.ForEach(name => csv.WriteField(row[name]));
            csv.NextRecord();
        }

        csv.Flush();
        return output.ToString().ReplaceLineEndings("\n");
    }
}
