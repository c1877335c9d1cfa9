using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Preview;
using AidTracker.Web.Features.Desk.Writing;

namespace AidTracker.Web.Tests.Desk;

/// <summary>From typed fields to what the package would be.</summary>
public sealed class DraftPreviewTests(DeskLedger ledger) : IClassFixture<DeskLedger>
{
    [Fact]
    public async Task A_breakdown_takes_its_lines_from_what_is_not_yet_itemised()
    {
        var preview = await ledger.ReadAsync(DeskLedger.August(AugustStory.June));

        Assert.Empty(DeskLedger.Refusing(preview));
        Assert.Equal("2000000000 = AMM 835000000 + ADS 680000000 + UAS 220000000 + not yet itemised 265000000", preview.After!.ToString());
        Assert.Equal("2000000000 = not yet itemised 2000000000", preview.Before!.ToString());
        Assert.Equal("Moves CAD 1.74bn from Not yet itemised to three lines; the total stays CAD 2.0bn.", PreviewWords.Of(preview));
        Assert.True(preview.IsReady);
    }

    [Fact]
    public async Task Lines_that_exceed_what_is_promised_need_a_reason_and_stand_openly()
    {
        var form = DeskLedger.August(AugustStory.June);
        form.Lines[0].Amount = "1.5bn";
        Assert.Contains(DeskLedger.Refusing(await ledger.ReadAsync(form)), refusal => refusal.StartsWith("overlap: ", StringComparison.Ordinal) && refusal.Contains("400,000,000", StringComparison.Ordinal));

        form.Overlap = "The office's own lines come to more than its headline.";
        var preview = await ledger.ReadAsync(form);

        Assert.Empty(DeskLedger.Refusing(preview));
        Assert.Equal(-400_000_000m, preview.After!.Overlap);
        Assert.Equal(2_000_000_000m, preview.After.Committed);
    }

    [Theory]
    [InlineData("Reannounced", "", "the total stays CAD 2.0bn")]
    [InlineData("ToppedUp", "500M", "goes from CAD 2.0bn to CAD 2.5bn")]
    [InlineData("Reduced", "500M", "goes from CAD 2.0bn to CAD 1.5bn")]
    [InlineData("Cancelled", "", "goes from CAD 2.0bn to CAD 0")]
    [InlineData("Revalued", "-100M", "goes from CAD 2.0bn to CAD 1.9bn")]
    [InlineData("Suspended", "", "the total stays CAD 2.0bn")]
    [InlineData("Agreed", "", "the total stays CAD 2.0bn")]
    public async Task Each_kind_moves_the_total_as_its_rule_says(string kind, string amount, string says)
    {
        var form = DeskLedger.August(AugustStory.June);
        (form.Kind, form.Amount, form.Lines) = (kind, amount, []);
        var preview = await ledger.ReadAsync(form);

        Assert.Empty(DeskLedger.Refusing(preview));
        Assert.Contains(says, PreviewWords.Of(preview), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_of_its_own_opens_with_its_lines_and_the_rest()
    {
        var form = DeskLedger.August("");
        (form.Slug, form.Donors, form.Recipients, form.Currency, form.Title, form.Kind, form.Amount) = ("no-ua-2026-test", "no", "UA", "nok", "A package", "Announced", "3bn");
        form.Lines[1].Stated = "";
        var preview = await ledger.ReadAsync(form);

        Assert.Empty(DeskLedger.Refusing(preview));
        Assert.Equal(1_265_000_000m, preview.After!.NotYetItemised);
        Assert.Null(preview.Before);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_its_field_and_all_at_once()
    {
        var form = DeskLedger.August(AugustStory.June);
        (form.Date, form.Summary, form.Lines[0].Amount, form.Lines[1].Category, form.Lines[2].Amount, form.Sources[0].Url) = ("30 February 2025", "", "NaN", "XXX", "-5", "javascript:alert(1)");
        var fields = (await ledger.ReadAsync(form)).Findings.Where(finding => finding.Refuses).Select(finding => finding.Field).ToHashSet();

        Assert.Superset(new HashSet<string> { "date", "summary", Fields.Of(form.Lines[0]), Fields.Of(form.Lines[1], "category"), Fields.Of(form.Lines[2]), "source-1-url" }, fields);
    }

    [Fact]
    public async Task A_rule_of_the_ledger_refuses_a_draft_before_anybody_sends_it()
    {
        var form = DeskLedger.August(AugustStory.June);
        (form.Kind, form.Lines) = ("Resumed", []);

        Assert.Contains(DeskLedger.Refusing(await ledger.ReadAsync(form)), refusal => refusal.Contains("not suspended before it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_correction_begins_with_what_is_on_record_and_a_withdrawal_leaves_nothing_of_it()
    {
        var slug = $"corrected-{Guid.NewGuid():N}";
        await DeskLedger.OpenJuneAsync(ledger.Publish, slug);
        var (written, text) = PastedText.Read(new Pasted(AugustStory.Text, AugustStory.Title, AugustStory.Publisher, "", AugustStory.Published), new DateOnly(2025, 9, 1));
        (written.Package, written.Kind, written.Summary, written.Sources[0].Grade) = (slug, "Itemised", "What the two billion are for.", "D");
        await (await ledger.ReadAsync(written, text)).Command!.PublishAsync(ledger.Publish);

        var (form, texts, revision) = (await new RestateAnnouncement(ledger).OfAsync(slug, 2, withdraws: false))!.Value;
        var same = await ledger.Preview.ReadAsync(Guid.NewGuid(), "Editor", form, texts);
        Assert.Equal(2, revision);
        Assert.StartsWith("reason: ", Assert.Single(DeskLedger.Refusing(same)), StringComparison.Ordinal);
        Assert.Equal(same.Before!.ToString(), same.After!.ToString());
        Assert.Equal(same.Package!.Announcements[^2].Citations.Select(citation => (citation.Figure, citation.Passage, citation.PassageStart)), same.Announcement!.Citations.Select(citation => (citation.Figure, citation.Passage, citation.PassageStart)));

        form.Reason = "The release gives all five lines.";
        form.Lines.Add(new DraftLine { Category = "MIX", Description = "Capability coalitions", Amount = "265M" });
        await (await ledger.Preview.ReadAsync(Guid.NewGuid(), "Editor", form, texts)).Command!.PublishAsync(ledger.Publish);
        var package = await ledger.LoadAsync(slug);
        Assert.Equal((0m, 2, "The release gives all five lines."), (package.Standing.NotYetItemised, package.Announcements[^1].Version, package.Announcements[^1].Reason));

        // Whoever wrote a draft before that sees what changed under it.
        Assert.Contains("corrected: What the two billion are for.", Assert.Single((await ledger.Preview.ReadAsync(Guid.NewGuid(), "Editor", DeskLedger.August(slug), texts, seenRevision: 2)).Since), StringComparison.Ordinal);

        var (withdrawal, _, _) = (await new RestateAnnouncement(ledger).OfAsync(slug, 2, withdraws: true))!.Value;
        withdrawal.Reason = "It was of another country.";
        var without = await ledger.ReadAsync(withdrawal);
        Assert.Empty(DeskLedger.Refusing(without));
        Assert.Equal("2000000000 = not yet itemised 2000000000", without.After!.ToString());
    }

    [Fact]
    public async Task Figures_cite_the_sentence_that_they_were_read_from_letter_by_letter()
    {
        var (form, text) = PastedText.Read(new Pasted($"😀 {AugustStory.Text}", AugustStory.Title, AugustStory.Publisher, "", AugustStory.Published), new DateOnly(2025, 9, 1));
        (form.Package, form.Kind, form.Summary, form.Sources[0].Grade) = (AugustStory.June, "Itemised", "What the two billion are for.", "D");
        var preview = await ledger.ReadAsync(form, text);

        Assert.Empty(DeskLedger.Refusing(preview));
        Assert.Contains(preview.Announcement!.Citations, citation => citation is { IsQuoted: true, Figure: CitedFigure.Amount, Passage: "Some $835 million will pay for ammunition." });
        Assert.Equal(1_735_000_000m, preview.After!.Itemised);
    }
}
