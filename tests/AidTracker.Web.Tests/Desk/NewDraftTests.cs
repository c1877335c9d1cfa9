using System.Net;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Tests.Accounts;
using AidTracker.Web.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace AidTracker.Web.Tests.Desk;

/// <summary>The form for a pasted text, as browsers send it.</summary>
public sealed class NewDraftTests(DeskSite site) : IClassFixture<DeskSite>
{
    [Fact]
    public async Task A_text_that_is_too_large_gets_a_sentence_and_stays_in_the_form()
    {
        using var client = await TestPeople.SignInAsync(site.Address, DeskSite.Editor);
        var text = new string('x', DraftLimits.TextBytes + 1);

        using var answer = await PasteAsync(client, text);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("5,000,001 bytes", page, StringComparison.Ordinal);
        Assert.Contains(text, page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TypedTests.Hostile), MemberType = typeof(TypedTests))]
    public async Task Whatever_is_pasted_becomes_a_draft_or_gets_a_sentence(string typed)
    {
        var client = await site.EditorAsync();
        using var answer = await PasteAsync(client, typed, typed);

        if (typed.Contains('\0', StringComparison.Ordinal))
        {
            // No browser sends a zero character; the server's reader of forms refuses one in some pieces of a body and not in others.
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Found, $"It answered {(int)answer.StatusCode}.");
        }
        else if (answer.StatusCode == HttpStatusCode.Found)
        {
            using var draft = await client.GetAsync(answer.Headers.Location);
            Assert.Equal(HttpStatusCode.OK, draft.StatusCode);
        }
        else
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_starts_one_draft_and_another_persons_draft_is_nowhere()
    {
        using var client = await TestPeople.SignInAsync(site.Address, DeskSite.Editor);
        var id = Guid.NewGuid().ToString();
        using var first = await PasteAsync(client, AugustStory.Text, id: id);
        using var second = await PasteAsync(client, AugustStory.Text, id: id);
        using var other = await TestPeople.SignInAsync(site.Address, DeskSite.Reviewer);
        using var seen = await other.GetAsync(first.Headers.Location);
        using var unsent = await other.GetAsync(new Uri($"/desk/review/{id}", UriKind.Relative));

        Assert.Equal($"/desk/drafts/{id}", first.Headers.Location!.OriginalString.Replace(site.Address.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal));
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (seen.StatusCode, unsent.StatusCode));
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        Assert.Single((await new DraftLists(database).FindAsync(Guid.Parse(id)))!.Steps);
    }

    [Fact]
    public async Task A_correction_is_begun_from_the_packages_page_by_who_may_and_offered_to_nobody_else()
    {
        var page = $"/packages/{AugustStory.June}";
        using var client = await TestPeople.SignInAsync(site.Address, DeskSite.Editor);

        Assert.DoesNotContain("/desk/new", await site.GetAsync(page), StringComparison.Ordinal);
        Assert.Contains($"/desk/new?package={AugustStory.June}&amp;announcement=1", await client.GetStringAsync(new Uri(page, UriKind.Relative)), StringComparison.Ordinal);
        using var answer = await TestPeople.PostFormAsync(client, $"/desk/new?package={AugustStory.June}&announcement=1", [], "restate");
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        using var none = await TestPeople.PostFormAsync(client, $"/desk/new?package={AugustStory.June}&announcement=7", [], "restate");
        Assert.Contains("has no announcement 7", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_guide_is_put_aside_for_good_by_the_account_that_does_it()
    {
        using var client = await TestPeople.SignInAsync(site.Address, DeskSite.Editor);
        Assert.Contains("Begin with the example", await client.GetStringAsync(new Uri("/desk", UriKind.Relative)), StringComparison.Ordinal);

        using var aside = await TestPeople.PostFormAsync(client, "/desk/guide", new() { ["Form.Aside"] = "true" }, "guide");
        using var again = await TestPeople.SignInAsync(site.Address, DeskSite.Editor);

        Assert.Equal("/desk", aside.Headers.Location!.OriginalString.Replace(site.Address.GetLeftPart(UriPartial.Authority), "", StringComparison.Ordinal));
        Assert.DoesNotContain("Begin with the example", await again.GetStringAsync(new Uri("/desk", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Contains("Begin with the example", await again.GetStringAsync(new Uri("/desk/guide", UriKind.Relative)), StringComparison.Ordinal);
        using var back = await TestPeople.PostFormAsync(client, "/desk/guide", new() { ["Form.Aside"] = "false" }, "guide");
        Assert.Contains("Begin with the example", await client.GetStringAsync(new Uri("/desk", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_a_package_that_is_merged_leads_to_the_other_and_shows_what_it_showed_before()
    {
        await using var services = LedgerServices.Over(site.Connections.Application);
        var publish = services.GetRequiredService<PublishRevision>();
        var opened = await DeskLedger.OpenJuneAsync(publish, "the-same-twice");
        await new CommandForm(Guid.NewGuid(), "Erin", "the-same-twice", 1, Merge: new MergeForm(AugustStory.June, "The release repeats the summit’s sum.")).PublishAsync(publish);
        using var reader = TestPeople.Visitor(site.Address);

        using var moved = await reader.GetAsync(new Uri("/packages/the-same-twice?currency=EUR", UriKind.Relative));
        using var moved2 = await reader.GetAsync(new Uri("/api/v1/packages/the-same-twice?versions=all", UriKind.Relative));
        Assert.Equal((HttpStatusCode.Found, $"/packages/{AugustStory.June}?currency=EUR"), (moved.StatusCode, moved.Headers.Location!.OriginalString));
        Assert.Equal((HttpStatusCode.Found, $"/api/v1/packages/{AugustStory.June}?versions=all"), (moved2.StatusCode, moved2.Headers.Location!.OriginalString));
        Assert.Contains("2,000,000,000", await site.GetAsync($"/packages/the-same-twice?knownAt={opened}"), StringComparison.Ordinal);
        Assert.Contains("\"the-same-twice\"", await site.GetAsync($"/api/v1/packages/the-same-twice?knownAt={opened}"), StringComparison.Ordinal);
        var page = await site.GetAsync($"/packages/{AugustStory.June}");
        Assert.Contains($"/packages/the-same-twice?knownAt={opened}", page, StringComparison.Ordinal);
        Assert.Contains("The release repeats the summit", page, StringComparison.Ordinal);
        foreach (var list in new[] { "/announcements?versions=all", "/announcements.atom", "/announcements.csv?versions=all", $"/api/v1/changes?since={opened}" })
        {
            Assert.Contains($"The same money as {AugustStory.June}", await site.GetAsync(list), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task From_the_money_that_two_packages_have_it_is_two_clicks_to_a_draft_that_makes_them_one()
    {
        await using var services = LedgerServices.Over(site.Connections.Application);
        await DeskLedger.OpenJuneAsync(services.GetRequiredService<PublishRevision>(), "announced-again");
        using var client = await TestPeople.SignInAsync(site.Address, DeskSite.Editor);
        using var pasted = await PasteAsync(client, AugustStory.Text, AugustStory.Title);
        var page = await Chromium.OpenAsync(site.Address);
        await TestPeople.SignInAsync(page, DeskSite.Editor, "/desk");
        await page.GotoAsync(pasted.Headers.Location!.OriginalString);
        await Seen(AugustStory.June).GetByRole(AriaRole.Button, new() { Name = "breakdown" }).ClickAsync();
        await Expect(Seen(AugustStory.June)).ToContainTextAsync("This draft is about it.");

        var opened = await page.RunAndWaitForPopupAsync(() => Seen("announced-again").GetByRole(AriaRole.Link, new() { Name = "Both packages are the same money" }).ClickAsync());
        await Expect(opened.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The same money as another package");
        await opened.GetByRole(AriaRole.Button, new() { Name = "Start the draft" }).ClickAsync();

        await Expect(opened.Locator("#f-into")).ToHaveValueAsync(AugustStory.June);
        await Expect(opened.Locator("main")).ToContainTextAsync("announced-again");
        await page.Context.CloseAsync();

        ILocator Seen(string package) => page.Locator(".seen li").Filter(new() { Has = page.Locator($"a[href='/packages/{package}']") });
    }

    private static Task<HttpResponseMessage> PasteAsync(HttpClient client, string text, string title = "", string? id = null)
    {
        var fields = new Dictionary<string, string> { ["Form.Text"] = text, ["Form.Title"] = title, ["Form.Publisher"] = title, ["Form.Date"] = AugustStory.Published };
        if (id is not null)
        {
            fields["Form.Id"] = id;
        }

        return TestPeople.PostFormAsync(client, "/desk/new", fields, "paste");
    }
}
