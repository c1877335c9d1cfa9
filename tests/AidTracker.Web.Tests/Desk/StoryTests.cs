using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Tests.Accounts;
using AidTracker.Web.Tests.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace AidTracker.Web.Tests.Desk;

/// <summary>The running story's August, from a pasted text to the public page, with nothing but a keyboard.</summary>
public sealed class StoryTests(DeskSite site) : IClassFixture<DeskSite>
{
    private const int MostCommands = 40;

    private int _commands;

    [Fact]
    public async Task A_breakdown_is_pasted_recognised_itemised_sent_published_and_read()
    {
        var editor = await Chromium.OpenAsync(site.Address);
        await TestPeople.SignInAsync(editor, DeskSite.Editor, "/desk/new");
        await Expect(editor.Locator("#text")).ToBeFocusedAsync();
        await editor.Keyboard.InsertTextAsync(AugustStory.Text);
        await PressAsync(editor, "Tab");
        await editor.Keyboard.TypeAsync(AugustStory.Title);
        await PressAsync(editor, "Tab");
        await editor.Keyboard.TypeAsync(AugustStory.Publisher);
        await PressAsync(editor, "Tab", "Tab");
        await editor.Keyboard.TypeAsync(AugustStory.Published);
        await PressAsync(editor, "Enter");

        // The money of June is recognised, and the draft becomes its breakdown.
        await Expect(editor.Locator(".seen")).ToContainTextAsync("CAD 2 billion of military assistance promised at Kananaskis");
        await AssertWholeAsync(editor, "draft as read");
        await PressAsync(editor, "Alt+i");
        await Expect(editor.Locator("#f-package")).ToHaveValueAsync(AugustStory.June);
        await PressAsync(editor, "Alt+Shift+A");
        await Expect(editor.Locator(".proposal")).ToHaveCountAsync(0);
        await Expect(editor.Locator(".findings li.refuses")).ToHaveCountAsync(2);
        await PressAsync(editor, "Alt+m");
        await Expect(editor.Locator("#f-summary")).ToBeFocusedAsync();
        await editor.Keyboard.TypeAsync("What the two billion of June are for: three lines are named, the rest is not itemised.");
        await Expect(editor.Locator(".findings li.refuses")).ToHaveCountAsync(1);
        await PressAsync(editor, "Alt+m");
        await Expect(editor.Locator("#f-source-1-grade")).ToBeFocusedAsync();
        await PressAsync(editor, "d");
        await Expect(editor.Locator("#effect")).ToHaveTextAsync("Moves CAD 1.74bn from Not yet itemised to three lines; the total stays CAD 2.0bn.");
        await Expect(editor.Locator("#saved")).ToContainTextAsync("saved at");
        await AssertWholeAsync(editor, "draft ready");
        await PressAsync(editor, "Alt+s");
        await Expect(editor.Locator("#note")).ToBeFocusedAsync();
        await editor.Keyboard.TypeAsync("The release has no split of the rest.");
        await Expect(editor.GetByRole(AriaRole.Button, new() { Name = "Submit (Alt+Enter)" })).ToBeEnabledAsync();
        await PressAsync(editor, "Alt+Enter");
        await editor.WaitForURLAsync("**/desk?sent=true");
        await AssertWholeAsync(editor, "desk");

        // Its author cannot publish it, and is told why.
        await editor.GotoAsync("/desk/review");
        await editor.GetByRole(AriaRole.Link, new() { Name = "What the two billion of June" }).ClickAsync();
        await Expect(editor.GetByRole(AriaRole.Button, new() { Name = "Publish (Alt+P)" })).ToBeDisabledAsync();

        var reviewer = await Chromium.OpenAsync(site.Address);
        await TestPeople.SignInAsync(reviewer, DeskSite.Reviewer, "/desk/review");
        await PressAsync(reviewer, "Tab", "Enter");
        await Expect(reviewer.Locator("main")).ToBeFocusedAsync();
        await PressAsync(reviewer, "Tab");
        await Expect(reviewer.GetByRole(AriaRole.Link, new() { Name = "What the two billion of June" })).ToBeFocusedAsync();
        await PressAsync(reviewer, "Enter");
        await Expect(reviewer.Locator(".stated-values")).ToContainTextAsync("Some $835 million will pay for ammunition.");
        await AssertWholeAsync(reviewer, "review");
        await PressAsync(reviewer, "Alt+p");
        await reviewer.WaitForURLAsync($"**/packages/{AugustStory.June}");

        // Everybody reads it: on the page with its passages and both names, in the files, on the journal and as a checkpoint.
        var reader = await Chromium.OpenAsync(site.Address);
        await reader.GotoAsync($"/packages/{AugustStory.June}");
        await Expect(reader.Locator(".equation")).ToContainTextAsync("1,735,000,000 on named lines + 265,000,000 not yet itemised");
        await Expect(reader.Locator(".timeline")).ToContainTextAsync("by Erin, reviewed by Robin");
        await Expect(reader.Locator("main")).ToContainTextAsync("Some $835 million will pay for ammunition.");
        await Pictures.TakeAsync(reader, "desk published");
        Assert.Contains("835000000", await site.GetAsync("/entries.csv"), StringComparison.Ordinal);
        Assert.Contains((await site.GetAsync("/transparency/checkpoints.txt")).Split('\n'), line => Checkpoint.Parse(line) is { Seq: 2 });
        Assert.True(_commands <= MostCommands, $"It took {_commands} commands.");
        foreach (var page in new[] { editor, reviewer, reader })
        {
            await page.Context.CloseAsync();
        }
    }

    private async Task PressAsync(IPage page, params string[] keys)
    {
        foreach (var key in keys)
        {
            _commands++;
            await page.Keyboard.PressAsync(key);
        }
    }

    private static async Task AssertWholeAsync(IPage page, string name)
    {
        foreach (var width in new[] { 390, 1280 })
        {
            await page.SetViewportSizeAsync(width, 900);
            foreach (var theme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = theme });
                await WholePage.AssertAsync(page, $"desk {name} {width} {theme}");
            }
        }
    }
}
