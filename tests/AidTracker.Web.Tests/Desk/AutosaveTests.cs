using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Accounts;
using AidTracker.Web.Tests.Browser;
using AidTracker.Web.Tests.Hosting;
using Microsoft.Playwright;
using Npgsql;
using static Microsoft.Playwright.Assertions;

namespace AidTracker.Web.Tests.Desk;

/// <summary>What is typed is kept: over a killed server, a lost network, a second tab, and more than a field takes.</summary>
public sealed class AutosaveTests : IAsyncLifetime
{
    private readonly Scratch _scratch = new();
    private DatabaseConnections _connections = null!;
    private RunningApplication _application = null!;
    private DraftLists _drafts = null!;
    private NpgsqlDataSource _database = null!;
    private Uri _address = null!;

    public async Task InitializeAsync()
    {
        _connections = await TestServer.CloneAsync(demonstration: false);
        _database = NpgsqlDataSource.Create(_connections.Application);
        _drafts = new DraftLists(_database);
        await new TestPeople(_connections).AddAsync(DeskSite.Editor, Roles.Editor);
        await StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _application.DisposeAsync();
        await _database.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task What_was_typed_survives_a_killed_server_a_lost_network_and_a_second_tab_and_who_lost_the_role_is_refused()
    {
        using var network = new Network(_address);
        var page = await Chromium.OpenAsync(network.Address);
        await TestPeople.SignInAsync(page, DeskSite.Editor, "/desk/new");
        var id = await StartDraftAsync(page);
        await page.Locator("#f-title").PressSequentiallyAsync("Typed before the server was killed");
        await IsKeptAsync(id, form => form.Title == "Typed before the server was killed");

        _application.Signal("KILL");
        await _application.EndAsync();
        // An open page would load itself anew as the server is back, in the middle of being told to.
        var draft = page.Url;
        await page.GotoAsync("about:blank");
        await StartAsync();
        network.LeadTo(_address);
        await page.GotoAsync(draft);
        await Expect(page.Locator("#f-title")).ToHaveValueAsync("Typed before the server was killed");

        network.Cut();
        await Expect(page.Locator(".connection .lost")).ToBeVisibleAsync();
        await Pictures.TakeAsync(page, "desk connection lost");
        await page.Locator("#f-summary").PressSequentiallyAsync("Typed while the network was away");
        network.Mend();
        await IsKeptAsync(id, form => form is { Summary: "Typed while the network was away", Title: "Typed before the server was killed" });
        await Expect(page.Locator(".connection .lost")).ToBeHiddenAsync();

        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await other.Locator("#f-place").PressSequentiallyAsync("Kyiv");
        await IsKeptAsync(id, form => form.Place == "Kyiv");
        await page.Locator("#f-place").PressSequentiallyAsync("Oslo");
        await Expect(page.Locator(".differences")).ToContainTextAsync("Kyiv");
        await Expect(page.Locator(".differences")).ToContainTextAsync("Oslo");
        await Pictures.TakeAsync(page, "desk two tabs");
        await IsKeptAsync(id, form => form.Place == "Kyiv");
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep what is here" }).ClickAsync();
        await IsKeptAsync(id, form => form is { Place: "Oslo", Title: "Typed before the server was killed" });

        // The circuit is open still; its next command asks for the role.
        await using (var command = _database.CreateCommand("delete from account.person_role"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await page.Locator("#f-place").FillAsync("Typed without the role");
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This needs the role editor");
        Assert.Equal("Typed without the role", await page.Locator("#f-place").InputValueAsync());
        Assert.Equal("Oslo", (await _drafts.FindAsync(id))!.Draft.Form.Place);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task More_than_a_field_takes_gets_a_sentence_and_stays_where_it_was_typed()
    {
        var page = await Chromium.OpenAsync(_address);
        await TestPeople.SignInAsync(page, DeskSite.Editor, "/desk/new");
        var id = await StartDraftAsync(page);

        var long40 = string.Concat(Enumerable.Repeat("😀 مرحبا ", 5_000));
        await page.Locator("#f-summary").FillAsync(long40);
        await Expect(page.Locator("#d-summary")).ToContainTextAsync("where 1000 fit");
        await IsKeptAsync(id, form => form.Summary == long40);

        await page.Locator("#f-place").FillAsync(new string('x', DraftLimits.Pasted + 1));
        await Expect(page.Locator("#too-much")).ToContainTextAsync("400,001 characters");
        // Shortened, it is taken; a window that draws so much text is slow.
        await page.Locator("#f-place").FillAsync("Kyiv");
        await Expect(page.Locator("#too-much")).ToBeHiddenAsync();
        await page.Locator("#f-summary").FillAsync("Short");

        var rows = string.Concat(Enumerable.Range(1, 10_000).Select(row => $"Item {row}\t{row}M\n"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a line (Alt+L)" }).ClickAsync();
        await page.Locator("[data-grid] input").First.EvaluateAsync("""
            (field, rows) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", rows);
              field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }
            """, rows);
        await Expect(page.Locator("#paste-help")).ToContainTextAsync("10,001");
        Assert.Equal(rows, await page.Locator("#paste-rows").InputValueAsync());

        // Half of a character, as a key of two halves sends it, and what looks like markup: the circuit hears the next one as if nothing had been.
        await page.Locator("#f-place").EvaluateAsync("field => { field.value = \"\\ud83d\"; field.dispatchEvent(new Event(\"input\", { bubbles: true })); }");
        foreach (var typed in new[] { "<script>alert(1)</script>", "１．２３４,５６", "\u202Eabc \uFEFF", "Ω≈ç√∫˜µ", "'; drop table desk.draft; --" })
        {
            await page.Locator("#f-place").FillAsync(typed);
        }

        await page.Locator("#f-amount").FillAsync("1e400");
        await Expect(page.Locator("#d-amount")).ToContainTextAsync("1e400");
        await page.Locator("#f-amount").FillAsync("1.234,56");
        await Expect(page.Locator("#f-amount[aria-invalid=true]")).ToHaveCountAsync(0);
        await page.Locator("#f-place").FillAsync("Kyiv");
        await page.Locator("#f-date").FillAsync("30 February 2025");
        await Expect(page.Locator("#d-date")).ToContainTextAsync("February 2025 has 28");
        await IsKeptAsync(id, form => form is { Date: "30 February 2025", Place: "Kyiv", Summary: "Short", Amount: "1.234,56" });
        await page.Context.CloseAsync();
    }

    /// <summary>At another port each time: somebody else may have taken the last one.</summary>
    private async Task StartAsync()
    {
        _application = RunningApplication.Start(
            "--urls", "http://127.0.0.1:0", $"--DataFolder={_scratch.Data}", $"--ConnectionStrings:AidTracker={_connections.Application}", $"--ConnectionStrings:Migrator={_connections.Migrator}");
        _address = await _application.Ready;
    }

    /// <returns>The draft that is open then.</returns>
    private static async Task<Guid> StartDraftAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Start without a text" }).ClickAsync();
        await Expect(page.Locator("#f-title")).ToBeVisibleAsync();
        return Guid.Parse(new Uri(page.Url).Segments[^1]);
    }

    /// <summary>Without anything pressed to save it.</summary>
    private Task IsKeptAsync(Guid id, Func<DraftForm, bool> kept) =>
        Scratch.UntilAsync(() => kept(_drafts.FindAsync(id).GetAwaiter().GetResult()!.Draft.Form), "what was typed is stored");
}
