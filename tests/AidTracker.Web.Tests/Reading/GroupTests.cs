using System.Globalization;
using System.Net;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Tests.Ledger;
using CsvHelper;
using Microsoft.Extensions.DependencyInjection;

namespace AidTracker.Web.Tests.Reading;

/// <summary>Who is in the EU, the G7 and NATO changes; a filter by a group asks for the day that is looked at.</summary>
public sealed class GroupTests(GroupTests.Site site) : IClassFixture<GroupTests.Site>
{
    [Theory]
    [InlineData("group=NATO&announcedBy=2023-04-03", "gb")]
    [InlineData("group=NATO&announcedBy=2023-04-04", "fi gb joint")]
    [InlineData("group=NATO&announcedBy=2024-03-06", "fi gb joint")]
    [InlineData("group=NATO&announcedBy=2024-03-07", "fi gb joint se")]
    [InlineData("group=NATO", "fi gb joint se")]
    [InlineData("group=EU&announcedBy=2020-01-31", "fi gb joint se")]
    [InlineData("group=EU&announcedBy=2020-02-01", "fi joint se")]
    [InlineData("group=G7", "gb jp")]
    [InlineData("group=EU&group=G7", "fi gb joint jp se")]
    [InlineData("group=EU&donor=EU", "")]
    [InlineData("group=NATO&announcedBy=2019-01-01", "")]
    public async Task A_group_has_the_packages_of_those_who_are_members_on_the_day(string query, string expected)
    {
        foreach (var path in new[] { "/packages.csv", "/line-items.csv", "/announcements.csv", "/entries.csv" })
        {
            using var csv = new CsvReader(new StringReader(await site.GetAsync($"{path}?{query}")), CultureInfo.InvariantCulture);
            var packages = csv.GetRecords<dynamic>().Select(row => (string)((IDictionary<string, object>)row)["package"]).Distinct().Order(StringComparer.Ordinal);

            Assert.Equal((path, expected), (path, string.Join(' ', packages)));
        }
    }

    [Fact]
    public async Task A_page_offers_the_groups_and_says_of_which_day_the_members_are()
    {
        var page = await site.GetAsync("/packages?group=NATO&announcedBy=2023-04-04");

        Assert.Contains("Group: NATO members on 4 April 2023", page, StringComparison.Ordinal);
        Assert.Contains("joint, shares not stated", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"EU\">", page, StringComparison.Ordinal);
        using var lower = await site.Client.GetAsync(new Uri("/packages?group=nato", UriKind.Relative));
        Assert.EndsWith("/packages?group=NATO", lower.Headers.Location?.ToString(), StringComparison.Ordinal);
        using var unknown = await site.Client.GetAsync(new Uri("/packages.csv?group=WTO", UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
        Assert.Contains("“WTO” is not known as a group: use one of EU, G7, NATO.", await unknown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_and_the_domain_name_the_same_members_on_any_day()
    {
        await using var sql = await SqlLedger.ConnectAsync(site.Connections.Application);
        foreach (var organisation in Membership.Organisations)
        {
            for (var day = new DateOnly(1949, 1, 1); day < new DateOnly(2026, 1, 1); day = day.AddDays(97))
            {
                await AgreeAsync(organisation, day);
            }
        }

        foreach (var membership in site.Lists.Memberships)
        {
            await AgreeAsync(membership.Organisation, membership.Since);
            await AgreeAsync(membership.Organisation, membership.Since.AddDays(-1));
            await AgreeAsync(membership.Organisation, (membership.Until ?? membership.Since).AddDays(1));
        }

        async Task AgreeAsync(string organisation, DateOnly day) => Assert.Equal(
            (organisation, day, string.Join(' ', site.Lists.MembersOf([organisation], day))),
            (organisation, day, await sql.AskAsync<string>(string.Create(CultureInfo.InvariantCulture, $"select coalesce(string_agg(party, ' '), '') from ledger.members_of('{organisation}', '{day:yyyy-MM-dd}') party"))));
    }

    [Fact]
    public void Nobody_joins_twice_without_leaving_and_only_countries_join()
    {
        foreach (var one in site.Lists.Memberships.GroupBy(membership => (membership.Organisation, membership.Party)))
        {
            var ordered = one.OrderBy(membership => membership.Since).ToList();
            Assert.All(ordered.Zip(ordered.Skip(1)), pair => Assert.True(pair.First.Until < pair.Second.Since));
            Assert.Equal(PartyKind.Country, site.Lists.Parties[one.Key.Party].Kind);
        }

        Assert.Equal(
            (28, 27, 30, 31, 32),
            (Members("EU", 2020, 1, 31), Members("EU", 2020, 2, 1), Members("NATO", 2023, 4, 3), Members("NATO", 2023, 4, 4), Members("NATO", 2024, 3, 7)));

        int Members(string organisation, int year, int month, int day) => site.Lists.MembersOf([organisation], new DateOnly(year, month, day)).Count;
    }

    [Fact]
    public async Task The_list_cannot_be_changed_by_the_application_nor_quietly_by_its_owner()
    {
        await using var application = await SqlLedger.ConnectAsync(site.Connections.Application);
        Assert.Equal("42501", await RefusedAsync(application, "insert into ledger.membership values ('NATO', 'UA', '2026-01-01')"));
        await using var owner = await SqlLedger.ConnectAsync(site.Connections.Migrator);
        Assert.Equal("23514", await RefusedAsync(owner, "insert into ledger.membership values ('NATO', 'UA', '2026-01-02', '2026-01-01')"));
        Assert.NotNull(await RefusedAsync(owner, "update ledger.membership set until = null"));
        Assert.NotNull(await RefusedAsync(owner, "truncate ledger.membership"));
    }

    private static async Task<string?> RefusedAsync(SqlLedger sql, string statement) =>
        (await Assert.ThrowsAsync<Npgsql.PostgresException>(() => sql.RunAsync(statement + ";"))).SqlState;

    /// <summary>A site with a package of 2019 each: of Finland, Sweden, the United Kingdom, Japan, the EU itself, and of Australia and Finland together.</summary>
    public sealed class Site : RunningSite
    {
        internal ReferenceLists Lists { get; private set; } = null!;

        protected override bool Demonstration => false;

        protected override async Task StartedAsync()
        {
            await using var services = LedgerServices.Over(Connections.Application);
            Lists = await Web.Data.Database.ReadListsAsync(services.GetRequiredService<Npgsql.NpgsqlDataSource>());
            foreach (var (slug, donors) in new[] { ("fi", "FI"), ("se", "SE"), ("gb", "GB"), ("jp", "JP"), ("eu", "EU"), ("joint", "AU FI") })
            {
                await services.GetRequiredService<PublishRevision>().OpenAsync(Package.Open(slug, new Currency("EUR"), donors.Split(' '), ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
                {
                    revision.Describe(new PackageDescription(slug));
                    revision.Announce(new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2019, 6, 1), "Said", [new Entry(LineItem.NotYetItemised, new Money(100, new Currency("EUR")))]));
                });
            }
        }
    }
}
