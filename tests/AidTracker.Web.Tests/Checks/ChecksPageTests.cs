using System.Text.RegularExpressions;
using AidTracker.Web.Features.Checks;
using Npgsql;

namespace AidTracker.Web.Tests.Checks;

public sealed partial class ChecksPageTests(DemonstrationSite site, EmptySite empty) : IClassFixture<DemonstrationSite>, IClassFixture<EmptySite>
{
    [Fact]
    public async Task The_page_counts_what_the_checks_find_and_leads_to_it()
    {
        var page = await site.GetAsync("/checks");
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        var report = await RunChecks.RunAsync(database, AidTracker.Web.Features.Checks.Checks.All, DateOnly.FromDateTime(DateTime.UtcNow), RunChecks.Listed, CancellationToken.None);

        Assert.Contains(report.Results, result => result.Count > result.Listed.Count);
        foreach (var result in report.Results.Where(result => result.Count > 0))
        {
            var section = page[page.IndexOf($"<section id=\"{result.Check.Name}\"", StringComparison.Ordinal)..];
            section = section[..section.IndexOf("</section>", StringComparison.Ordinal)];
            Assert.Contains($": {result.Count}</h2>", section, StringComparison.Ordinal);
            Assert.Equal(result.Listed.Select(finding => finding.Address), Link().Matches(section).Select(link => link.Groups[1].Value));
        }

        // One of each check: to look at all is to look at most packages.
        foreach (var finding in report.Results.Where(result => result.Count > 0).Select(result => result.Listed[0]))
        {
            var package = await site.GetAsync(finding.Address.Split('#')[0]);
            Assert.True(finding.Announcement is null || package.Contains($"id=\"announcement-{finding.Announcement}\"", StringComparison.Ordinal), finding.Address);
        }

        Assert.Contains("href=\"/checks\"", await site.GetAsync("/transparency"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_with_nothing_on_it_says_so() =>
        Assert.Contains("The ledger is empty", await empty.GetAsync("/checks"), StringComparison.Ordinal);

    [GeneratedRegex("<a href=\"(/packages/[^\"]+)\"")]
    private static partial Regex Link();
}
