using System.Globalization;
using System.Text;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Checks;
using Npgsql;

namespace AidTracker.Web.Tests.Checks;

/// <summary>A ledger with one package for what each check looks for, and some that none of them should name.</summary>
public sealed class CheckTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private static readonly DateOnly Today = new(2024, 6, 30);

    [Fact]
    public async Task Each_check_finds_what_it_looks_for_and_nothing_else()
    {
        foreach (var open in Packages().OrderBy(open => open.Recorded).ThenBy(open => open.Slug, StringComparer.Ordinal))
        {
            await ledger.Publish.OpenAsync(
                Package.Open(open.Slug, new Currency(open.Currency), open.Donors.Split(' '), ["UA"]),
                Publication.Replayed(Guid.NewGuid(), new DateTimeOffset(open.Recorded, new TimeOnly(12, 0), TimeSpan.Zero), "Editor"),
                revision =>
                {
                    revision.Describe(new PackageDescription(open.Slug));
                    foreach (var line in open.Lines)
                    {
                        revision.AddLine(line);
                    }

                    foreach (var announcement in open.Announcements)
                    {
                        revision.Announce(announcement);
                    }
                });
        }

        await using var database = NpgsqlDataSource.Create(ledger.Connections.Application);
        var report = await RunChecks.RunAsync(database, AidTracker.Web.Features.Checks.Checks.All, Today, RunChecks.Listed, CancellationToken.None);

        Assert.Equal("""
            in-the-future: future announcement 1: is dated 1 July 2024
            no-source: unsourced announcement 1: follows no source
            delivered-above-promised: delivered line 1: CAD 1,000.5 delivered of 900 and 4 vehicle delivered of 3
            quantity-without-unit: quantity line 1: 20,000 of what is not said
            said-twice: same-words line 2: says “Howitzers”, as line 1 does
            no-passage: uncited announcement 1: states CAD 1,500 without a passage
            no-passage: unsourced announcement 1: states CAD 1,400 without a passage
            no-address: no-address announcement 1: follows The Gazette, of which no address is kept
            day-not-known: month announcement 1: is known to June 2024 only
            day-not-known: reported announcement 1: has the day of the report, 2 June 2024
            before-the-first: before announcement 2: is dated 1 April 2024, announcement 1 1 May 2024
            recorded-late: late announcement 1: was made on 1 January 2024 and recorded 61 days later
            unit-without-quantity: unit line 1: counts in “vehicle” and states no number
            bundle: bundle line 1: CAD 1,700 is mixed
            same-amount: twice-b announcement 1: CAD 5,100 after 5,000 on 1 February 2024 in twice-a
            same-amount: twice-c announcement 1: CAD 5,200 after 5,100 on 2 February 2024 in twice-b
            overlap: overlap: its lines exceed the headline by CAD 10
            open-for-long: open: announced on 29 June 2023 and still open
            suspended-for-long: suspended announcement 1: suspended since 29 June 2023
            undelivered-for-long: undelivered: CAD 100 is not known to be delivered, the oldest of it since 29 June 2022
            shares-not-stated: joint: CA, DK for UA
            foreign-currency: foreign: in USD, from DE

            """.ReplaceLineEndings("\n"),
            string.Concat(report.Results.SelectMany(result => result.Listed.Select(finding =>
                $"{result.Check.Name}: {finding.Slug}{(finding.Place.Length == 0 ? "" : " " + finding.Place)}: {finding.Wrong}\n"))));
        Assert.All(report.Results, result => Assert.Equal(result.Listed.Count, result.Count));

        var first = await RunChecks.RunAsync(database, AidTracker.Web.Features.Checks.Checks.All, Today, 1, CancellationToken.None);
        Assert.Equal(report.Results.Select(result => result.Count), first.Results.Select(result => result.Count));
        Assert.All(first.Results, result => Assert.Single(result.Listed));

        // As an operator runs it: what is a mistake is an exit status. The command counts to the day that it is run, which is later.
        string[] connections = [$"--ConnectionStrings:AidTracker={ledger.Connections.Application}", $"--ConnectionStrings:Migrator={ledger.Connections.Migrator}"];
        var (status, output, errors) = await CheckCommandTests.RunAsync(connections);
        Assert.Equal((1, "Four mistakes to look at: a correction mends what was entered wrongly.\n"), (status, errors));
        Assert.Contains("said-twice (mistake): 1\n", output, StringComparison.Ordinal);
        Assert.Contains("  /packages/same-words  line 2: says “Howitzers”, as line 1 does\n", output, StringComparison.Ordinal);
        var (alone, one, none) = await CheckCommandTests.RunAsync([.. connections, "--only", "overlap"]);
        Assert.Equal((0, ""), (alone, none));
        Assert.StartsWith("overlap (note): 1\n", one, StringComparison.Ordinal);
        Assert.DoesNotContain("same-words", one, StringComparison.Ordinal);
    }

    /// <summary>Every check is in docs/checks.md, which is written from them.</summary>
    [Fact]
    public void Every_check_is_documented()
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $$"""
            # Checks

            The ledger refuses what is impossible. What is possible and odd, or incomplete, is found by named checks over everything
            that is on record now; nothing is blocked by them. They are seen at `/checks` and run by

            ```
            dotnet run --project src/AidTracker.Web -- check [--only NAME]
            ```

            - A **mistake** has to be looked at: a ledger that is kept well has none. With any, the command ends with exit status 1.
            - A **note** says what is not known, or what may be right as it is. It can stay; with notes alone the exit status is 0.
            - Ages are counted to today, UTC. The page and the command are of now, whatever point in time was looked at before.
            - Of each check the first {{RunChecks.Listed}} findings are listed, by their package's address, beside the full count; `--only` lists up
              to {{CheckCommand.ListedAlone:#,0}} of one.
            - The page's answer stands until the next publication or day.

            This page is written from the checks by a test. A check is a record with its SQL in `src/AidTracker.Web/Features/Checks`; a new one
            needs an offender in `CheckTests`.

            | check | is | finds | what to do |
            |---|---|---|---|

            """));
        foreach (var check in AidTracker.Web.Features.Checks.Checks.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{check.Name}` | {(check.Gravity == Gravity.Mistake ? "mistake" : "note")} | {check.LooksFor} | {check.ToDo} |\n");
        }

        Assert.Equal(AidTracker.Web.Features.Checks.Checks.All.Count, AidTracker.Web.Features.Checks.Checks.All.Select(check => check.Name).Distinct().Count());
        Repository.IsAsKept(text.ToString().ReplaceLineEndings("\n"), "docs", "checks.md");
    }

    private static IEnumerable<Opened> Packages()
    {
        // What none of them should name: each is next to what one of them does.
        yield return Promise("clean", "2024-06-01", 50);
        yield return Promise("euro", "2024-06-01", 60, "DE", "EUR");
        yield return Promise("nato", "2024-06-01", 70, "NATO", "USD");
        yield return Promise("today", "2024-06-30", 80);
        yield return Promise("in-time", "2024-01-01", 90) with { Recorded = new(2024, 3, 1) };
        yield return Promise("two-years", "2022-06-30", 95);
        yield return new("pooled", [new LineDescription("MIX", "the fund", "FND")], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1600)]));
        yield return new("covers", [new LineDescription("MIX", "kit", alsoCovers: ["MED"])], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1650)]));
        yield return new("agreed", [Ammunition], Said(AnnouncementKind.Agreed, "2024-05-01"), Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1560)]));

        yield return Promise("undelivered", "2022-06-29", 100);
        yield return new("open", [Ammunition], Said(AnnouncementKind.Announced, "2023-06-29", [new Entry(1, null)], new Headline(AmountQualifier.Undisclosed)));
        yield return new("suspended", [], Said(AnnouncementKind.Suspended, "2023-06-29"));
        yield return new("overlap", [Ammunition], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 210), On(LineItem.Overlap, -10, note: "the lines add up to more")]));
        yield return Promise("joint", "2024-06-01", 300, "CA DK");
        yield return Promise("foreign", "2024-06-01", 400, "DE", "USD");
        yield return Promise("twice-a", "2024-02-01", 5000);
        yield return Promise("twice-b", "2024-02-02", 5100);
        yield return Promise("twice-c", "2024-02-03", 5200);
        yield return Promise("another-donors", "2024-02-03", 5000, "AU", "AUD");
        yield return new("bundle", [new LineDescription("MIX", "support")], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1700)]));
        yield return new("unit", [Vehicles], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1800)]));
        yield return new("quantity", [Ammunition], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1900, 20000)]));
        yield return new("delivered", [Vehicles], Said(AnnouncementKind.Announced, "2024-05-01", [On(1, 900, 3)]),
            Said(AnnouncementKind.Delivered, "2024-06-01", progress: [new Progress(1, Cad(1000.5m), new Quantity(4))]));
        yield return new("same-words", [new LineDescription("ART", "howitzers"), new LineDescription("ART", "Howitzers")],
            Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 2000), On(2, 2100)]));
        yield return Promise("future", "2024-07-01", 2200) with { Recorded = Today };
        yield return new("month", [Ammunition], Said(AnnouncementKind.Announced, "2024-06-30", [On(1, 2300)], precision: DatePrecision.Month));
        yield return new("reported", [Ammunition], Said(AnnouncementKind.Announced, "2024-06-02", [On(1, 2400)], precision: DatePrecision.Reported));
        yield return new("before", [Ammunition], Said(AnnouncementKind.Announced, "2024-05-01", [On(1, 2500)]), Said(AnnouncementKind.Agreed, "2024-04-01"));
        yield return new("unsourced", [Ammunition], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1400)], sourced: false));
        yield return new("uncited", [Ammunition], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 1500)], cited: false));
        yield return new("no-address", [Ammunition], Said(AnnouncementKind.Announced, "2024-06-01", [On(1, 2600)], url: null));
        yield return Promise("late", "2024-01-01", 2700) with { Recorded = new(2024, 3, 2) };
    }

    private static LineDescription Ammunition => new("AMM", "ammunition");

    private static LineDescription Vehicles => new("ARM", "vehicles", unit: "vehicle");

    private static Opened Promise(string slug, string on, decimal amount, string donors = "CA", string currency = "CAD") =>
        new(slug, [Ammunition], Said(AnnouncementKind.Announced, on, [new Entry(1, new Money(amount, new Currency(currency)))])) { Donors = donors, Currency = currency };

    private static Announcement Said(AnnouncementKind kind, string on, Entry[]? entries = null, Headline? headline = null, Progress[]? progress = null,
        DatePrecision precision = DatePrecision.Day, string? url = "https://news.example/aid", bool sourced = true, bool cited = true) =>
        new(kind, AnnouncedDate.Of(DateOnly.Parse(on, CultureInfo.InvariantCulture), precision), "As it was said", entries, headline,
            sources: sourced ? [new Source("The Gazette", SourceGrade.D, url)] : [],
            progress: progress,
            citations: (entries ?? []).Select((entry, i) => (entry, i)).Where(each => sourced && cited && each.entry.Amount is { Amount: > 0 })
                .Select(each => Citation.Summary(CitedFigure.Amount, 1, "As it was said", each.i + 1)));

    private static Entry On(int line, decimal amount, decimal? quantity = null, string? note = null) =>
        new(line, Cad(amount), quantity: quantity is { } goods ? new Quantity(goods) : null, note: note);

    private static Money Cad(decimal amount) => new(amount, new Currency("CAD"));

    /// <param name="Donors">Codes with a space between.</param>
    private sealed record Opened(string Slug, LineDescription[] Lines, params Announcement[] Announcements)
    {
        public string Donors { get; init; } = "CA";

        public string Currency { get; init; } = "CAD";

        public DateOnly Recorded { get; init; } = Announcements.Max(announcement => announcement.On);
    }
}
