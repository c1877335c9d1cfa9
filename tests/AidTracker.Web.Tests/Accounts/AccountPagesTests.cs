using System.Text.RegularExpressions;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.SigningIn;
using AidTracker.Web.Tests.Browser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>The pages on accounts as they are seen, and what only a browser can do.</summary>
public sealed class AccountPagesTests(OwnEmptySite site) : IClassFixture<OwnEmptySite>
{
    private readonly TestPeople people = new(site.Connections);

    /// <summary>That they do without script is seen by the tests that send their forms.</summary>
    [Fact]
    public async Task The_pages_are_whole_and_have_no_axe_violation()
    {
        var id = await people.AddAsync("helga", Roles.Administrator, Roles.Editor);
        await people.AddAsync("piet", Roles.Reviewer);
        var page = await Chromium.OpenAsync(site.Address);
        await page.GotoAsync("/account/login");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("helga");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync("not this one");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByText(SignIn.Refusal)).ToBeVisibleAsync();
        await WholePage.AssertEverywhereAsync(page, "account login refused");
        await TestPeople.SignInAsync(page, "helga", "/admin/people");
        await page.GetByLabel("For whom").FillAsync("A colleague");
        await page.GetByLabel("Reviewer").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the link" }).ClickAsync();
        var link = new Uri(await page.Locator(".link-once").InnerTextAsync()).PathAndQuery;
        await WholePage.AssertEverywhereAsync(page, "admin people invited");

        foreach (var path in new[] { "/admin", "/admin/audit", "/admin/audit?from=then", "/admin/rates", "/admin/webhooks", $"/admin/people/{id}", "/account", "/account/password", "/account/authenticator", "/account/passkeys", "/account/denied", link })
        {
            await page.GotoAsync(path);
            await WholePage.AssertEverywhereAsync(page, path.Replace(id.ToString(), "one", StringComparison.Ordinal).Replace(link, "/account/link", StringComparison.Ordinal));
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_by_itself()
    {
        await people.AddAsync("petra", Roles.Editor);
        // A passkey belongs to a host's name, and 127.0.0.1 is none.
        var page = await Chromium.OpenAsync(new UriBuilder(site.Address) { Host = "localhost" }.Uri);
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        await device.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await TestPeople.SignInAsync(page, "petra", "/account");
        await page.GotoAsync("/account/passkeys");
        await page.GetByLabel("Name of the device").FillAsync("blue laptop");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Rowheader, new() { Name = "blue laptop" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Sign in" })).ToBeVisibleAsync();

        await page.GotoAsync("/account/login?returnUrl=%2Faccount");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/account$"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Your account");
        await using var context = people.Context();
        Assert.True(await context.Sessions.AnyAsync(session => session.Proof == Proof.Passkey));
        await page.Context.CloseAsync();
    }
}
