using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Each package has one status and each line one stage; filters find what the rules say.</summary>
public sealed class StatusTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    [Fact]
    public async Task Each_package_is_found_by_exactly_one_status_the_one_that_the_rule_gives_it()
    {
        await using var context = ledger.Context();
        var status = PackageStatus.Of.Compile();
        var all = await context.PackageRows.ToListAsync();
        var found = new List<(string, string)>();
        foreach (var code in PackageStatus.All)
        {
            found.AddRange((await context.Packages(new LedgerFilter { Statuses = [code] }).ToListAsync()).Select(row => (row.Slug, code)));
        }

        Assert.Equal(all.Select(row => (row.Slug, status(row))).Order(), found.Order());
        Assert.Equal(["delivered", "itemised", "open", "suspended"], found.Select(each => each.Item2).Distinct().Where(code => code != PackageStatus.Cancelled).Order());
    }

    [Fact]
    public async Task Each_line_is_found_by_exactly_one_stage_the_one_that_the_rule_gives_it()
    {
        await using var context = ledger.Context();
        var stage = LineStage.Of.Compile();
        var all = await context.LineItems(new LedgerFilter()).ToListAsync();
        var found = new List<(string, int, string)>();
        foreach (var code in LineStage.All)
        {
            found.AddRange((await context.LineItems(new LedgerFilter { Stages = [code] }).ToListAsync()).Select(row => (row.Package.Slug, row.Line.LineNumber, code)));
        }

        Assert.Equal(all.Select(row => (row.Package.Slug, row.Line.LineNumber, stage(row.Line))).Order(), found.Order());
        Assert.Contains(found, each => each.Item3 == LineStage.Delivered);
        Assert.Contains(found, each => each.Item3 == LineStage.PartlyDelivered);
        // Nothing is missing where everything is delivered.
        Assert.All(all.Where(row => stage(row.Line) == LineStage.Delivered && row.Line.Amount is not null), row => Assert.Equal(0, row.Line.Undelivered));
    }

    [Theory]
    [InlineData(false, false, 100, 100, 0, false, "open")]
    [InlineData(false, false, 100, 40, 1, false, "open")]
    [InlineData(false, false, 100, 0, 2, false, "itemised")]
    [InlineData(false, false, 100, 0, 2, true, "delivered")]
    [InlineData(true, false, 100, 0, 2, true, "open")]
    [InlineData(false, true, 100, 0, 2, false, "suspended")]
    [InlineData(false, true, 100, 0, 2, true, "suspended")]
    public void A_status_is_the_first_that_holds(bool isOpen, bool suspended, int committed, int notYetItemised, int lines, bool delivered, string expected) =>
        Assert.Equal(expected, PackageStatus.Of.Compile()(Row(isOpen, suspended, committed, notYetItemised, lines, delivered ? 0 : committed, [])));

    [Theory]
    [InlineData(0, 0, "cancelled")]
    // What was delivered before stays promised; the rest is withdrawn.
    [InlineData(60, 0, "cancelled")]
    // More money after it is a promise again.
    [InlineData(60, 40, "open")]
    public void A_cancellation_holds_until_something_is_promised_again(int committed, int undelivered, string expected) =>
        Assert.Equal(expected, PackageStatus.Of.Compile()(Row(false, false, committed, undelivered, 1, undelivered, [nameof(AnnouncementKind.Cancelled)])));

    [Fact]
    public async Task Grades_are_the_best_of_the_sources_that_live_announcements_follow()
    {
        await using var context = ledger.Context();
        var sources = await context.Packages.Select(package => new
        {
            package.Slug,
            Grades = package.Announcements.Where(announcement => !package.Announcements.Any(later => later.Number == announcement.Number && later.Version > announcement.Version) && !announcement.Withdrawn)
                .SelectMany(announcement => announcement.Sources).Where(source => source.Followed).Select(source => source.Grade).ToList(),
        }).ToListAsync();
        var expected = sources.Select(package => (package.Slug, package.Grades.Count == 0 ? Grades.None : package.Grades.Min().ToString()));
        var found = new List<(string, string)>();
        foreach (var grade in Grades.All)
        {
            found.AddRange((await context.Packages(new LedgerFilter { Grades = [grade] }).ToListAsync()).Select(row => (row.Slug, grade)));
        }

        Assert.Equal(expected.Order(), found.Order());
    }

    [Theory]
    [InlineData("2024", "2024-01-01", "2024-12-31")]
    [InlineData("2024-Q1", "2024-01-01", "2024-03-31")]
    [InlineData("2024-Q4", "2024-10-01", "2024-12-31")]
    [InlineData("2025-06", "2025-06-01", "2025-06-30")]
    public async Task A_period_has_the_packages_first_announced_in_it(string period, string from, string to)
    {
        await using var context = ledger.Context();
        var all = await context.PackageRows.ToListAsync();
        var expected = all.Where(row => row.FirstAnnouncedOn >= DateOnly.Parse(from, null) && row.FirstAnnouncedOn <= DateOnly.Parse(to, null)).Select(row => row.Slug).Order(StringComparer.Ordinal);

        Assert.NotEmpty(expected);
        Assert.Equal(expected, (await context.Packages(new LedgerFilter { Periods = [period] }).ToListAsync()).Select(row => row.Slug).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Periods_have_in_common_what_lies_in_both()
    {
        static string Common(string[] periods, string narrower) => string.Join(' ', Period.Within(periods, Period.Read(narrower)!.Value));

        Assert.Equal("2024", Common([], "2024"));
        Assert.Equal("2024-Q1 2024-07", Common(["2024-Q1", "2024-07", "2023"], "2024").Replace("2024-07 2024-Q1", "2024-Q1 2024-07", StringComparison.Ordinal));
        Assert.Equal("2024-07", Common(["2024-Q3"], "2024-07"));
        Assert.Equal("", Common(["2024-Q2"], "2024-07"));
        Assert.Equal((new DateOnly(2024, 2, 1), new DateOnly(2024, 2, 29)), (Period.Read("2024-02")!.Value.From, Period.Read("2024-02")!.Value.To));
        Assert.Equal("2025-Q1", Period.Read("2024-Q4")!.Value.Next.ToString());
        Assert.All(["24", "0000", "2024-Q5", "2024-13", "2024-0", "2024Q1", "2024-1-1", "x024"], name => Assert.Null(Period.Read(name)));
    }

    private static PackageRow Row(bool isOpen, bool suspended, decimal committed, decimal notYetItemised, long lines, decimal undelivered, string[] kinds) => new()
    {
        Slug = "a", Currency = "EUR", Title = "A", Donors = [], DonorNames = [], Recipients = [], RecipientNames = [], Categories = [], Instruments = [], Initiatives = [], BasisDays = [], BasisWeights = [],
        Kinds = kinds, IsOpen = isOpen, IsSuspended = suspended, Committed = committed, NotYetItemised = notYetItemised, LineCount = lines, Undelivered = undelivered,
    };
}
