using System.Net;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace AidTracker.Web.Tests.Reading;

/// <summary>What is unchanged is not worked out again, and what is published is seen.</summary>
public sealed class ReadingCacheTests(OwnDemonstrationSite site) : IClassFixture<OwnDemonstrationSite>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/packages?donor=CA&currency=EUR")]
    [InlineData("/donors/CA")]
    [InlineData("/packages/ca-ua-2025-06-kananaskis?announcedBy=2025-08-31")]
    [InlineData("/api/v1/line-items?donor=CA&category=AMM&limit=5")]
    public async Task A_page_that_was_asked_for_is_kept_and_one_that_the_reader_has_is_not_sent(string address)
    {
        using var first = await AskAsync(address);
        using var second = await AskAsync(address);

        Assert.False(first.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-cache", first.Headers.CacheControl?.ToString());
        Assert.NotNull(second.Headers.Age);
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        using var has = await AskAsync(address, tag: first.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, has.StatusCode);
        Assert.Empty(await has.Content.ReadAsByteArrayAsync());
        using var other = await AskAsync(address, tag: "W/\"another\"");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("/packages/no-such-package", HttpStatusCode.NotFound)]
    [InlineData("/donors/ZZ", HttpStatusCode.NotFound)]
    [InlineData("/packages?donor=ZZ", HttpStatusCode.BadRequest)]
    [InlineData("/no-such-page", HttpStatusCode.NotFound)]
    [InlineData("/packages?donor=can", HttpStatusCode.Redirect)]
    [InlineData("/api/v1/packages?donor=ZZ", HttpStatusCode.BadRequest)]
    public async Task What_is_no_answer_is_not_kept_and_stays_what_it_is(string address, HttpStatusCode status)
    {
        for (var time = 0; time < 3; time++)
        {
            using var response = await AskAsync(address);

            Assert.Equal(status, response.StatusCode);
            Assert.Null(response.Headers.ETag);
            Assert.Null(response.Headers.Age);
        }
    }

    [Fact]
    public async Task A_code_in_other_letters_leads_to_its_page_although_that_is_kept()
    {
        using var kept = await AskAsync("/donors/CA?currency=USD");
        using var other = await AskAsync("/donors/ca?currency=USD");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Redirect), (kept.StatusCode, other.StatusCode));
        Assert.EndsWith("/donors/CA?currency=USD", other.Headers.Location?.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/transparency")]
    [InlineData("/packages/ca-ua-2025-06-kananaskis?entries=grid")]
    [InlineData("/health/ready")]
    [InlineData("/api/v1/ledger/verify")]
    public async Task What_depends_on_more_than_the_ledger_is_not_kept(string address)
    {
        using var first = await AskAsync(address);
        using var second = await AskAsync(address);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Null(second.Headers.Age);
        Assert.Null(second.Headers.ETag);
    }

    /// <summary>An application in a browser is given what its own copy stands for only where it may read the answer that says so.</summary>
    [Fact]
    public async Task A_program_of_any_origin_may_read_what_the_api_keeps_and_that_it_has_it()
    {
        const string Address = "/api/v1/packages?recipient=UA&limit=5";
        using var first = await AskAsync(Address);
        using var kept = await AskAsync(Address);
        using var has = await AskAsync(Address, tag: first.Headers.ETag!.ToString());

        Assert.NotNull(kept.Headers.Age);
        Assert.Equal(HttpStatusCode.NotModified, has.StatusCode);
        Assert.All([first, kept, has], answer => Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single()));
    }

    [Fact]
    public async Task A_file_that_the_reader_has_is_not_sent_again()
    {
        using var first = await AskAsync("/packages.csv?donor=CA");
        using var has = await AskAsync("/packages.csv?donor=CA", tag: first.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.NotModified, has.StatusCode);
        Assert.Empty(await has.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("/packages?donor=CA")]
    [InlineData("/packages.csv?donor=CA")]
    [InlineData("/transparency")]
    [InlineData("/embed/donors/CA.svg")]
    [InlineData("/reports/donors/CA.docx")]
    public async Task A_head_is_answered_like_a_get_without_its_body(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var response = await site.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task What_another_process_publishes_is_seen_and_what_was_kept_is_not_shown_again()
    {
        using var before = await AskAsync("/announcements?donor=IS");
        var tag = before.Headers.ETag!.ToString();

        await using (var services = LedgerServices.Over(site.Connections.Application))
        {
            await services.GetRequiredService<PublishRevision>().OpenAsync(Package.Open("kept-no-more", new Currency("ISK"), ["IS"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
            {
                revision.Describe(new PackageDescription("Kept no more"));
                revision.Announce(new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 6, 1), "Said", [new Entry(LineItem.NotYetItemised, new Money(100, new Currency("ISK")))]));
            });
        }

        // The notice comes with the commit; it is not the reader's moment that it comes in.
        HttpResponseMessage after;
        var deadline = DateTime.UtcNow.AddSeconds(30);
        do
        {
            after = await AskAsync("/announcements?donor=IS", tag);
        }
        while (after.StatusCode == HttpStatusCode.NotModified && DateTime.UtcNow < deadline);

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.NotEqual(tag, after.Headers.ETag!.ToString());
        Assert.Contains("Kept no more", await after.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        after.Dispose();
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string? tag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return await site.Client.SendAsync(request);
    }
}
