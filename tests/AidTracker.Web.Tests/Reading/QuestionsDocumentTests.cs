using System.Globalization;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Tests.Reading;

/// <summary>docs/questions.md says what the demonstration data answers, and is made of the files; where a day matters, of days that have passed.</summary>
public sealed class QuestionsDocumentTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    private const string Canada = "ca-ua-2025-06-kananaskis";

    [Fact]
    public async Task The_document_of_sample_questions_gives_the_answers_of_the_files()
    {
        var package = (await RowsAsync("/packages.csv")).Single(row => row["package"] == Canada);
        var july = (await RowsAsync("/packages.csv?announcedBy=2025-07-31")).Single(row => row["package"] == Canada);
        var august = (await RowsAsync("/packages.csv?announcedBy=2025-08-31")).Single(row => row["package"] == Canada);
        var first = (await RowsAsync("/packages.csv?announcedBy=2025-08-31&knownAt=2025-08-25")).Single(row => row["package"] == Canada);
        var names = (await RowsAsync("/packages.csv")).GroupBy(row => row["donors"]).ToDictionary(row => row.Key, row => row.First()["donor_names"]);

        var defence = (await RowsAsync("/line-items.csv?category=ADS&covers=own&period=2024&counting=military&currency=EUR"))
            .Where(row => row["amount_converted"].Length > 0)
            .GroupBy(row => row["donors"], row => Csv.Amount(row["amount_converted"]))
            .OrderByDescending(donor => donor.Sum());
        var danish = await RowsAsync("/line-items.csv?donor=DK&shares=stated&counting=military&currency=EUR");
        var (all, funds) = (danish.Sum(Converted), danish.Where(row => row["instrument"] == "FND").Sum(Converted));

        const string missingBy = "/packages?kind=Announced&without=Cancelled&without=Delivered&to=2024-12-31&announcedBy=2025-12-31";
        var missing = await RowsAsync(missingBy.Replace("/packages", "/packages.csv", StringComparison.Ordinal));
        var oldest = missing.Where(row => row["undelivered_since"].Length > 0).OrderBy(row => row["undelivered_since"], StringComparer.Ordinal).First();

        const string corrected = "/announcements?recordedFrom=2025-08-01&recordedTo=2025-08-31&versions=corrections";
        var corrections = await RowsAsync(corrected.Replace("/announcements", "/announcements.csv", StringComparison.Ordinal));
        var itemised = (await RowsAsync("/announcements.csv?kind=Itemised")).Single(row => row["package"] == Canada);
        Assert.NotEmpty(corrections);

        var text = $"""
            # Sample questions

            What an analyst asks, where the page is that answers it, and what the [demonstration data](demonstration-data.md) answers. The overview (`/`) has
            the same questions at its end, each with links to these pages, so none takes more than three clicks; none needs a script. A test walks the
            paths in a browser and compares what the pages show with the files, and another makes this document from the files.

            ## How much of Canada's promise of June 2025 was itemised by 31 July and by 31 August 2025?

            Path: `/` → *31 July and 31 August 2025 compared*: `/compare?a=2025-07-31&b=2025-08-31&package={Canada}`.
            The package's own page answers for either day: `/packages/{Canada}?announcedBy=2025-07-31`.

            By 31 July {Of(july["itemised"], "CAD")} of {Of(package["committed"], "CAD")}; by 31 August {Of(august["itemised"], "CAD")}, after the breakdown of 24 August. On 25 August
            it was known as {Of(first["itemised"], "CAD")} (`announcedBy=2025-08-31&knownAt=2025-08-25`): the official release with all lines was recorded a day later, as a correction.

            ## Which donors gave air defence in 2024, and how much in EUR?

            Path: `/` → *Air defence first announced in 2024, by donor*:
            `/explore?rows=donor&columns=none&measure=committed&category=ADS&period=2024&covers=own&currency=EUR`.

            {string.Join("\n", defence.Select(donor => $"- {names[donor.Key]}: {Words.Converted(donor.Sum(), "EUR")}"))}

            Lines whose own category is air defence, of packages first announced in 2024, without loans; at the average of the days on which each package's money came in.
            A bundle that also covers air defence, or is not priced, is not in it: `covers=own` taken out of `/line-items?category=ADS&period=2024` lists them.

            ## What share of announced Danish aid went through funds?

            Path: `/` → *Denmark's aid by instrument, in euros*: `/explore?rows=instrument&columns=none&measure=committed&donor=DK&shares=stated&currency=EUR`.

            {Words.Share(funds, all)}: {Words.Converted(funds, "EUR")} of {Words.Converted(all, "EUR")} is a contribution to a pooled fund. What Denmark has not broken down is in the whole: some of it
            may turn out to be for funds. Packages given jointly, without a stated share, are in neither.

            ## Which promises older than a year show no delivery?

            Path: `/` → *Promised by …, neither delivered nor cancelled*: `/packages?kind=Announced&without=Cancelled&without=Delivered&to=` and the day a year ago.

            On 31 December 2025 they were {Words.Count(missing.Count, "package")}, the oldest with a sum of {oldest["undelivered_since"]} (`{oldest["package"]}`): `{missingBy}`.
            It says what this record does not know, not what was not delivered.

            ## Where does the figure of 680 million come from, word for word?

            Path: `/` → *What sources say of “680 million”* (`/search?q=%22680%20million%22`), → *What it witnesses*; or `/` → *Canada's package, with a mark at each figure*, → the mark beside
            680,000,000.

            “{itemised["summary"]}” ({itemised["source_publisher"]}, grade {itemised["source_grade"]}: {itemised["source_url"]}). These are **our words**: the demonstration data carries no text of a source, so every passage in it is marked as
            a summary. Where a publication carries the source's words they stand as a quotation, in the same place, with the captured text and its hash behind it.

            ## What was corrected last month?

            Path: `/` → *Corrections recorded since …, with their reasons*: `/announcements?versions=corrections&sort=-recorded&recordedFrom=` and the day a month ago. The latest stand on `/` itself.

            Of the demonstration, in August 2025 (`{corrected}`):

            {string.Join("\n", corrections.Select(row => $"- {row["recorded_at"]}, `{row["package"]}`, announcement {row["announcement"]}, version {row["version"]}: {row["reason"]}"))}

            """;
        Repository.IsAsKept(text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n", "docs", "questions.md");
    }

    private static string Of(string cell, string currency) => Csv.Amount(cell) == 0 ? "nothing" : $"{currency} {Csv.Amount(cell).ToString("#,0.##", CultureInfo.InvariantCulture)}";

    private static decimal Converted(Dictionary<string, string> row) => Csv.Amount(row["amount_converted"]);

    private Task<List<Dictionary<string, string>>> RowsAsync(string address) => Csv.RowsAsync(site, address);
}
