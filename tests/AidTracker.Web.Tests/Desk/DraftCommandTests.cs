using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Preview;
using AidTracker.Web.Features.NamedLists;
using AidTracker.Web.Features.OnePackage.Merges;
using AidTracker.Web.Features.Transparency;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Desk;

/// <summary>A draft's way to the record, and what the database refuses on it whoever asks.</summary>
public sealed class DraftCommandTests(DeskLedger ledger) : IClassFixture<DeskLedger>
{
    [Fact]
    public async Task Whatever_was_typed_is_there_however_wrong()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var form = new DraftForm { Title = "x\0y", Amount = "NaN", Date = "30 February", Summary = "😀 \u202Eabc", Lines = [new DraftLine { Amount = "1e400" }] };
        var id = Guid.NewGuid();

        await ledger.Start.RunAsync(author, id, form, new Dictionary<int, string> { [1] = "Text\0 of it \uD83D" });
        // A retry of the same is the same draft.
        await ledger.Start.RunAsync(author, id, form, new Dictionary<int, string> { [1] = "Text\0 of it \uD83D" });
        var file = (await ledger.Drafts.FindAsync(id))!;

        Assert.Equal(("x\uFFFDy", "NaN", "30 February", "😀 \u202Eabc", "1e400"), (file.Draft.Form.Title, file.Draft.Form.Amount, file.Draft.Form.Date, file.Draft.Form.Summary, file.Draft.Form.Lines[0].Amount));
        Assert.Equal("Text\uFFFD of it \uFFFD", file.Texts[1]);
        Assert.Single(file.Steps);
    }

    [Fact]
    public async Task A_save_from_a_version_that_is_no_longer_the_last_overwrites_nothing_and_brings_the_other_text()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var id = await StartedAsync(author);

        var first = await ledger.Save.RunAsync(author, id, 1, new DraftForm { Title = "From the first window" });
        var second = await ledger.Save.RunAsync(author, id, 1, new DraftForm { Title = "From the second window" });

        Assert.Equal((false, 2), (first.IsStale, first.Saved.Version));
        Assert.Equal((true, 2, "From the first window"), (second.IsStale, second.Saved.Version, second.Saved.Form.Title));
        Assert.Contains(DraftDifferences.Of(new DraftForm { Title = "From the second window" }, second.Saved.Form), difference => difference is ("Title", "From the second window", "From the first window"));
    }

    [Fact]
    public async Task Texts_and_drafts_have_bounds_that_are_said()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var id = await StartedAsync(author);

        var text = await RefusedAsync(() => ledger.Start.RunAsync(author, Guid.NewGuid(), new DraftForm(), new Dictionary<int, string> { [1] = new string('x', DraftLimits.TextBytes + 1) }));
        var draft = await RefusedAsync(() => ledger.Save.RunAsync(author, id, 1, new DraftForm { Summary = new string('x', DraftLimits.ContentBytes) }));

        Assert.Contains("5,000,000 fit", text, StringComparison.Ordinal);
        Assert.Contains("1,900,000 fit", draft, StringComparison.Ordinal);
        Assert.Equal(1, (await ledger.Drafts.FindAsync(id))!.Draft.Version);
    }

    [Fact]
    public async Task Somebody_else_reviews_and_publishes_and_both_names_stand_on_the_record()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var id = await ledger.InReviewAsync(author);

        var (seq, slug) = await ledger.PublishDraft().RunAsync(reviewer, id, 1, 1);
        var package = await ledger.LoadAsync(slug);
        var file = (await ledger.Drafts.FindAsync(id))!;

        Assert.Equal($"{author.Name}, reviewed by {reviewer.Name}", package.Announcements[^1].Publication!.Editor);
        Assert.Equal(265_000_000m, package.Standing.NotYetItemised);
        Assert.Equal((DraftState.Published, (long?)seq), (file.Draft.State, file.Draft.Publication));
        Assert.Equal(["started", "submitted", "published"], file.Steps.Select(step => step.What));
        Assert.Contains("published already", await RefusedAsync(() => ledger.PublishDraft().RunAsync(reviewer, id, 1, 1)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_publish_at_once_one_does()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var id = await ledger.InReviewAsync(author);
        var reviewers = new[] { await ledger.SignInAsync(Roles.Reviewer), await ledger.SignInAsync(Roles.Reviewer), await ledger.SignInAsync(Roles.Reviewer) };

        var outcomes = await Task.WhenAll(reviewers.Select(async reviewer => await Record.ExceptionAsync(() => ledger.PublishDraft().RunAsync(reviewer, id, 1, 1))));

        Assert.Single(outcomes, outcome => outcome is null);
        Assert.All(outcomes.Where(outcome => outcome is not null), outcome => Assert.IsType<DeskRefusal>(outcome));
        Assert.Equal(1, await CountAsync("select count(*) from ledger.publication where command_id = $1", id));
    }

    [Fact]
    public async Task What_was_published_by_a_process_that_died_before_it_said_so_is_marked_and_not_published_twice()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var id = await ledger.InReviewAsync(author);
        var draft = (await ledger.Drafts.FindAsync(id))!.Draft;
        var known = await (await ledger.Preview.ReadAsync(id, author.Name, draft.Form, new Dictionary<int, string>())).Command!.PublishAsync(ledger.Publish);

        Assert.Contains("published already", await RefusedAsync(() => ledger.Return.RunAsync(reviewer, id, 1, "No.")), StringComparison.Ordinal);
        Assert.Equal(known, (await ledger.PublishDraft().RunAsync(reviewer, id, 1, 1)).Seq);
        Assert.Equal(DraftState.Published, (await ledger.Drafts.FindAsync(id))!.Draft.State);
    }

    [Fact]
    public async Task Nobody_publishes_their_own_unless_the_installation_lets_them_and_then_the_record_says_so()
    {
        var both = await ledger.SignInAsync(Roles.Editor, Roles.Reviewer);
        var id = await ledger.InReviewAsync(both);

        Assert.Contains("nobody publishes their own", await RefusedAsync(() => ledger.PublishDraft().RunAsync(both, id, 1, 1)), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("select count(*) from ledger.publication where command_id = $1", id));

        var (_, slug) = await ledger.PublishDraft(ownReview: true).RunAsync(both, id, 1, 1);
        Assert.Equal($"{both.Name}, reviewed by nobody else", (await ledger.LoadAsync(slug)).Announcements[^1].Publication!.Editor);
        Assert.Equal(1, await CountAsync("select count(*) from desk.review where draft_id = $1 and own_review", id));
    }

    [Fact]
    public async Task A_package_that_changed_under_a_reviewer_is_looked_at_again()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var id = await ledger.InReviewAsync(author);

        Assert.Contains("since this page was opened", await RefusedAsync(() => ledger.PublishDraft().RunAsync(reviewer, id, 1, 0)), StringComparison.Ordinal);
        Assert.Equal(DraftState.InReview, (await ledger.Drafts.FindAsync(id))!.Draft.State);
    }

    [Fact]
    public async Task A_returned_draft_is_changed_and_sent_again()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var id = await ledger.InReviewAsync(author);
        Assert.Contains("with the reason", await RefusedAsync(() => ledger.Return.RunAsync(reviewer, id, 1, " ")), StringComparison.Ordinal);

        await ledger.Comment.RunAsync(reviewer, id, Guid.NewGuid(), Fields.Summary, "Say whose money it is.");
        await ledger.Return.RunAsync(reviewer, id, 1, "The summary.");
        var returned = (await ledger.Drafts.FindAsync(id))!;
        returned.Draft.Form.Summary = "What Canada's two billion are for.";
        await ledger.Save.RunAsync(author, id, 1, returned.Draft.Form);
        await ledger.Submit.RunAsync(author, id, 2, "");
        await ledger.PublishDraft().RunAsync(reviewer, id, 2, 1);

        Assert.Equal((DraftState.Returned, "summary"), (returned.Draft.State, Assert.Single(returned.Comments).Field));
        Assert.Equal(["started", "submitted", "returned", "submitted", "published"], (await ledger.Drafts.FindAsync(id))!.Steps.Select(step => step.What));
    }

    [Fact]
    public async Task An_author_takes_back_what_they_sent_until_somebody_has_decided()
    {
        var (author, other, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var id = await ledger.InReviewAsync(author);
        Assert.Contains(author.Name, await RefusedAsync(() => ledger.Recall.RunAsync(other, id, 1)), StringComparison.Ordinal);

        await ledger.Recall.RunAsync(author, id, 1);
        var recalled = (await ledger.Drafts.FindAsync(id))!.Draft;
        Assert.Contains("moved or saved", await RefusedAsync(() => ledger.PublishDraft().RunAsync(reviewer, id, 1, 1)), StringComparison.Ordinal);
        recalled.Form.Place = "Kyiv, Sofia Square";
        await ledger.Save.RunAsync(author, id, 1, recalled.Form);
        await ledger.Submit.RunAsync(author, id, 2, "With the place.");
        await ledger.Return.RunAsync(reviewer, id, 2, "The grade.");

        Assert.Equal((true, DraftState.Draft), (recalled.IsOpen, recalled.State));
        Assert.Contains("it is returned already", await RefusedAsync(() => ledger.Recall.RunAsync(author, id, 2)), StringComparison.Ordinal);
        Assert.Equal(["started", "submitted", "recalled", "submitted", "returned"], (await ledger.Drafts.FindAsync(id))!.Steps.Select(step => step.What));
        await ledger.Submit.RunAsync(author, id, 2, "");
        await ledger.Recall.RunAsync(author, id, 2);
        await ledger.Submit.RunAsync(author, id, 2, "");
        await ledger.PublishDraft().RunAsync(reviewer, id, 2, 1);
        Assert.Contains("it is published already", await RefusedAsync(() => ledger.Recall.RunAsync(author, id, 2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_donor_and_an_initiative_come_onto_their_lists_with_the_draft_that_names_them_and_are_renamed_with_another()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var form = DeskLedger.August("");
        (form.Kind, form.Slug, form.Title, form.Currency, form.Donors, form.Recipients, form.Initiative) = ("Announced", "nspa-ua-2025", "Ammunition by NSPA", "EUR", "NSPA", "UA", "SAFE");
        Assert.Contains(DeskLedger.Refusing(await ledger.ReadAsync(form)), refused => refused.Contains("add it to its list with this draft", StringComparison.Ordinal));
        form.Listings =
        [
            new DraftListing { Code = "nspa", Name = "NATO Support and Procurement Agency", Reason = "It buys for the recipient in its own name." },
            new DraftListing { List = DraftListing.Initiative, Code = "SAFE", Name = "Security Action for Europe", Reason = "Named in the release." },
            new DraftListing { Code = "CAN", Name = "Canada", Reason = "" },
        ];
        Assert.Equal(3, DeskLedger.Refusing(await ledger.ReadAsync(form)).Count(refused => refused.StartsWith("list-", StringComparison.Ordinal)));
        form.Listings.RemoveAt(2);
        Assert.Equal([], DeskLedger.Refusing(await ledger.ReadAsync(form)));

        await PublishedAsync(author, reviewer, form, 0);
        Assert.Equal(("NATO Support and Procurement Agency", "Security Action for Europe"), (ledger.Lists.PartyName("NSPA"), ledger.Lists.InitiativeName("SAFE")));

        // Another name, in any draft: wherever it is read it is that one.
        var renaming = DeskLedger.August("nspa-ua-2025");
        (renaming.Kind, renaming.Lines) = ("Reannounced", []);
        renaming.Listings = [new DraftListing { Code = "NSPA", Name = "NATO Procurement Organisation", Reason = "Its name since the merger." }];
        await PublishedAsync(author, reviewer, renaming, 1);
        await using var context = ledger.Context();
        Assert.Equal(["NATO Procurement Organisation"], (await context.PackageRows.SingleAsync(row => row.Slug == "nspa-ua-2025")).DonorNames);
        Assert.Equal(
            [("NATO Procurement Organisation", "NATO Support and Procurement Agency"), ("Security Action for Europe", null), ("NATO Support and Procurement Agency", null)],
            (await context.EnteredNamesAsync()).Select(each => (each.Name, each.FormerName)));

        // The lists are on record, and what readers ask is what the ledger adds up to.
        Assert.Null((await Verifier.RunAsync(ledger.Database, Witnesses.None)).Finding?.Sentence);
    }

    [Fact]
    public async Task Title_summary_and_initiative_are_corrected_with_a_reason_and_what_stood_there_stays()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var slug = $"june-{Guid.NewGuid():N}";
        await DeskLedger.OpenJuneAsync(ledger.Publish, slug);
        var (form, revision) = (await ledger.Act.OfAsync(slug, DraftAct.Describe))!.Value;
        Assert.Equal(["reason", "title"], DeskLedger.Refusing(await ledger.ReadAsync(form)).Select(refused => refused.Split(':')[0]));

        (form.Title, form.PackageSummary, form.Initiative, form.Reason) = ("CAD 2 billion for Ukraine", "Promised at the G7 summit.", "PURL", "The title was the release's own.");
        var preview = await ledger.ReadAsync(form);
        Assert.Equal("Changes the package's title, summary and initiative; the total stays CAD 2.0bn.", PreviewWords.Of(preview));
        await PublishedAsync(author, reviewer, form, revision);
        var described = await ledger.LoadAsync(slug);
        (form, revision) = (await ledger.Act.OfAsync(slug, DraftAct.Describe))!.Value;
        (form.PackageSummary, form.Initiative, form.Reason) = ("", "", "It runs through no initiative.");
        await PublishedAsync(author, reviewer, form, revision);

        Assert.Equal(("CAD 2 billion for Ukraine", "Promised at the G7 summit.", "PURL", "The title was the release's own."),
            (described.Description.Title, described.Description.Summary, described.Description.Initiative, described.Description.Reason));
        var now = await ledger.LoadAsync(slug);
        Assert.Equal(("CAD 2 billion for Ukraine", null, null, 3), (now.Description.Title, now.Description.Summary, now.Description.Initiative, now.Descriptions.Count));
        Assert.Null(await ledger.Act.OfAsync(slug, "other"));
    }

    [Fact]
    public async Task Two_packages_that_are_the_same_money_become_one_and_two_again()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var (stays, twice) = ($"june-{Guid.NewGuid():N}", $"june-{Guid.NewGuid():N}");
        await DeskLedger.OpenJuneAsync(ledger.Publish, stays);
        await DeskLedger.OpenJuneAsync(ledger.Publish, twice);
        var itemising = DeskLedger.August(twice);
        itemising.Passages = [new DraftPassage { Field = Fields.Of(itemising.Lines[0]), Source = 1, Start = 5, End = 8 }];
        var id = Guid.NewGuid();
        await ledger.Start.RunAsync(author, id, itemising, new Dictionary<int, string> { [1] = "With 835 million for ammunition." }, 1);
        await ledger.Submit.RunAsync(author, id, 1, "");
        var (itemised, _) = await ledger.PublishDraft().RunAsync(reviewer, id, 1, 1);
        var before = await ledger.LoadAsync(twice);
        var (form, revision) = (await ledger.Act.OfAsync(twice, DraftAct.Merge))!.Value;
        Assert.Equal(["into", "reason"], DeskLedger.Refusing(await ledger.ReadAsync(form)).Select(refused => refused.Split(':')[0]).Order());

        (form.Into, form.Reason) = (stays, "The release of August repeats June's sum.");
        Assert.StartsWith("Takes two announcements back, so that the money counts once: on “CAD 2 billion", PreviewWords.Of(await ledger.ReadAsync(form)), StringComparison.Ordinal);
        var merge = await PublishedAsync(author, reviewer, form, revision);
        var merged = await ledger.LoadAsync(twice);
        Assert.Equal((stays, 0, 2_000_000_000m), (merged.MergedInto, merged.Live.Count, (await ledger.LoadAsync(stays)).Standing.Committed));
        Assert.All(merged.Announcements.Where(each => each.Withdrawn), each => Assert.Equal($"The same money as {stays}: The release of August repeats June's sum.", each.Reason));
        Assert.Null(merged.At(new AsOf(KnownAt: itemised))!.MergedInto);
        Assert.Equal(before.Standing.ToString(), merged.At(new AsOf(KnownAt: itemised))!.Standing.ToString());

        // Nothing is published beside it, nothing is merged into it, and it is merged once.
        Assert.Contains(DeskLedger.Refusing(await ledger.ReadAsync(new DraftForm { Act = DraftAct.Merge, Package = stays, Into = twice, Reason = "Why" })), refused => refused.Contains("is itself one with", StringComparison.Ordinal));
        var again = DeskLedger.August(twice);
        (again.Kind, again.Lines, again.Amount) = ("Announced", [], "1bn");
        Assert.Contains(DeskLedger.Refusing(await ledger.ReadAsync(again)), refused => refused.Contains("where its money counts", StringComparison.Ordinal));

        (form, revision) = (await ledger.Act.OfAsync(twice, DraftAct.Separate))!.Value;
        form.Reason = "The second sum is for 2026.";
        Assert.StartsWith("States two announcements again", PreviewWords.Of(await ledger.ReadAsync(form)), StringComparison.Ordinal);
        await PublishedAsync(author, reviewer, form, revision);
        var after = await ledger.LoadAsync(twice);

        Assert.Equal((null, before.Standing.ToString()), (after.MergedInto, after.Standing.ToString()));
        Assert.Equal(before.Live.SelectMany(each => each.Citations).Select(each => (each.Passage, each.PassageStart)), after.Live.SelectMany(each => each.Citations).Select(each => (each.Passage, each.PassageStart)));
        Assert.Equal(before.Live.SelectMany(each => each.Sources).Select(each => each.CaptureSha256), after.Live.SelectMany(each => each.Sources).Select(each => each.CaptureSha256));
        Assert.Equal(stays, after.At(new AsOf(KnownAt: merge))!.MergedInto);
        using var head = new CurrentHead(ledger.Database, ledger.Lists, NullLogger<CurrentHead>.Instance);
        Assert.Equal([(twice, false, stays), (twice, true, stays)], (await new PackageMerges(ledger, head).OfAsync(stays, long.MaxValue)).Select(each => (each.Package, each.IsUndone, each.Into)));
        Assert.Null((await Verifier.RunAsync(ledger.Database, Witnesses.None)).Finding?.Sentence);
    }

    [Theory]
    [InlineData("(select slug from ledger.package where id = k.id)", "package_merge_is_with_another")]
    [InlineData("null", "package_merge_is_there_to_undo")]
    [InlineData("'no-such-package'", "package_merge_into_fkey")]
    [InlineData("(select min(slug) from ledger.package where id <> k.id)", "package_merged_counts_nothing")]
    public async Task The_database_refuses_a_merge_that_goes_round_the_rules(string into, string rule)
    {
        var slug = $"june-{Guid.NewGuid():N}";
        await DeskLedger.OpenJuneAsync(ledger.Publish, slug);
        var package = (await ledger.LoadAsync(slug)).Id;

        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync($"""
            with begun as (insert into ledger.publication (command_id, recorded_at, editor, origin) values ($1, now(), 'x', 'Desk') returning seq),
              revised as (insert into ledger.package_revision (package_id, number, publication_seq) select {package}, 2, seq from begun returning publication_seq)
            insert into ledger.package_merge (package_id, publication_seq, into_slug, reason) select k.id, revised.publication_seq, {into}, 'x' from revised, ledger.package k where k.id = {package}
            """, Guid.NewGuid()));

        Assert.Equal(rule, refused.ConstraintName);
    }

    [Theory]
    [InlineData("'party', 'CA', 'Canada', 'x'", "list_entry_says_something_new")]
    [InlineData("'party', 'QQ', 'canada', 'x'", "list_entry_name_is_its_own")]
    [InlineData("'party', 'CAN', 'Cans', 'x'", "list_entry_code_is_its_own")]
    [InlineData("'initiative', 'QQQ', 'Q', ''", "list_entry_reason_bounds")]
    [InlineData("'category', 'QQQ', 'Q', 'x'", "list_entry_list_known")]
    public async Task The_database_refuses_an_impossible_entry_in_a_list(string values, string rule)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync($"""
            with begun as (insert into ledger.publication (command_id, recorded_at, editor, origin) values ($1, now(), 'x', 'Desk') returning seq)
            insert into ledger.list_entry (publication_seq, list, code, name, reason) select seq, {values} from begun
            """, Guid.NewGuid()));

        Assert.Equal(rule, refused.ConstraintName);
    }

    [Fact]
    public async Task A_discarded_draft_comes_back_as_it_was()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var id = await StartedAsync(author);
        var saved = await ledger.Save.RunAsync(author, id, 1, new DraftForm { Title = "Kept" });

        await ledger.Discard.RunAsync(author, id);
        Assert.Contains("discarded", await RefusedAsync(() => ledger.Save.RunAsync(author, id, 2, saved.Saved.Form)), StringComparison.Ordinal);
        await ledger.Restore.RunAsync(author, id);

        var draft = (await ledger.Drafts.FindAsync(id))!.Draft;
        Assert.Equal((true, "Kept", 2), (draft.IsOpen, draft.Form.Title, draft.Version));
    }

    [Fact]
    public async Task What_is_not_ready_is_not_sent()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var id = await StartedAsync(author);

        Assert.Contains("stand in its way", await RefusedAsync(() => ledger.Submit.RunAsync(author, id, 1, "")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_are_asked_of_the_database_and_drafts_are_their_authors()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var (other, reader, administrator) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reader), await ledger.SignInAsync(Roles.Administrator));
        var id = await ledger.InReviewAsync(author);
        var mine = await StartedAsync(author);
        var nothing = new Dictionary<int, string>();

        foreach (var who in new[] { reader, administrator })
        {
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Start.RunAsync(who, Guid.NewGuid(), new DraftForm(), nothing));
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Save.RunAsync(who, mine, 1, new DraftForm()));
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Submit.RunAsync(who, mine, 1, ""));
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Recall.RunAsync(who, id, 1));
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Discard.RunAsync(who, mine));
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Restore.RunAsync(who, mine));
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.PublishDraft().RunAsync(who, id, 1, 1));
            await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Return.RunAsync(who, id, 1, "No."));
        }

        await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Comment.RunAsync(reader, id, Guid.NewGuid(), "", "Hm."));
        await Assert.ThrowsAsync<NotPermittedException>(() => ledger.PublishDraft().RunAsync(author, id, 1, 1));
        Assert.Contains(author.Name, await RefusedAsync(() => ledger.Save.RunAsync(other, mine, 1, new DraftForm { Title = "Mine now" })), StringComparison.Ordinal);
        Assert.Contains(author.Name, await RefusedAsync(() => ledger.Submit.RunAsync(other, mine, 1, "")), StringComparison.Ordinal);
        Assert.Contains(author.Name, await RefusedAsync(() => ledger.Discard.RunAsync(other, mine)), StringComparison.Ordinal);
        Assert.Equal("", (await ledger.Drafts.FindAsync(mine))!.Draft.Form.Title);

        await using (var context = new Accounts.TestPeople(ledger.Connections).Context())
        {
            context.RemoveRange(context.PersonRoles.Where(role => role.PersonId == author.Person));
            await context.SaveChangesAsync();
        }

        await Assert.ThrowsAsync<NotPermittedException>(() => ledger.Save.RunAsync(author, mine, 1, new DraftForm()));
    }

    [Theory]
    [InlineData("update desk.draft set state = 'published', publication = 1 where id = $1", "draft_is_reviewed")]
    [InlineData("update desk.draft set state = 'draft' where id = $1", "draft_is_recalled")]
    [InlineData("update desk.review set reviewer = gen_random_uuid(), reviewer_name = 'x', outcome = 'recalled', closed_at = now() where draft_id = $1", "review_closed_whole")]
    [InlineData("update desk.draft set state = 'returned' where id = $1", "draft_review_is_closed")]
    [InlineData("update desk.draft set content = '{}', version = version + 1 where id = $1", "draft_is_closed")]
    [InlineData("update desk.draft set author = gen_random_uuid() where id = $1", "draft_stays_its_authors")]
    [InlineData("update desk.draft set discarded_at = now() where id = $1", "draft_discarded_before_review")]
    [InlineData("update desk.draft set publication = 1 where id = $1", "draft_published_is_on_record")]
    [InlineData("update desk.review set reviewer = author, reviewer_name = 'x', outcome = 'published', closed_at = now() where draft_id = $1", "review_not_by_author")]
    [InlineData("update desk.review set reviewer = author, reviewer_name = 'x', outcome = 'returned', comment = 'x', own_review = true, closed_at = now() where draft_id = $1", "review_not_by_author")]
    [InlineData("update desk.review set reviewer = gen_random_uuid(), reviewer_name = 'x', outcome = 'published', own_review = true, closed_at = now() where draft_id = $1", "review_own_is_own")]
    [InlineData("update desk.review set reviewer = gen_random_uuid(), reviewer_name = 'x', outcome = 'returned', closed_at = now() where draft_id = $1", "review_return_says_why")]
    [InlineData("update desk.review set author = gen_random_uuid() where draft_id = $1", "review_closed_once")]
    [InlineData("insert into desk.review (draft_id, number, author, version) select draft_id, 2, author, version from desk.review where draft_id = $1", "review_open_once")]
    [InlineData("insert into desk.draft_text (draft_id, source, body) values ($1, 1, 'x')", "draft_is_closed")]
    public async Task The_database_refuses_what_goes_round_the_commands(string sql, string rule)
    {
        var id = await ledger.InReviewAsync(await ledger.SignInAsync(Roles.Editor));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(sql, id));

        Assert.Equal(rule, refused.ConstraintName);
    }

    [Theory]
    [InlineData("update desk.draft set state = 'published', publication = 1 where id = $1", "draft_step_skipped")]
    [InlineData("update desk.draft set state = 'in_review' where id = $1", "draft_review_is_open")]
    [InlineData("update desk.draft set content = '{}' where id = $1", "draft_version_counts")]
    [InlineData("insert into desk.draft (id, author, author_name, state, content, publication) select gen_random_uuid(), author, 'x', 'published', '{}', 1 from desk.draft where id = $1", "draft_step_skipped")]
    public async Task The_database_refuses_a_step_that_is_skipped(string sql, string rule)
    {
        var id = await StartedAsync(await ledger.SignInAsync(Roles.Editor));

        var refused = await Assert.ThrowsAsync<PostgresException>(() => RunAsync(sql, id));

        Assert.Equal(rule, refused.ConstraintName);
    }

    [Theory]
    [InlineData("aidtracker_app", "delete from desk.draft where id = $1")]
    [InlineData("aidtracker_app", "delete from desk.step where draft_id = $1")]
    [InlineData("aidtracker_app", "update desk.step set by_name = 'x' where draft_id = $1")]
    [InlineData("aidtracker_reader", "select from desk.draft where id = $1")]
    public async Task Roles_of_the_database_have_no_more_than_they_need(string role, string sql)
    {
        await using var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(ledger.Connections.Application) { Username = role }.ConnectionString);
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = Guid.NewGuid() });

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync())).SqlState);
    }

    private async Task<Guid> StartedAsync(SignedIn author)
    {
        var id = Guid.NewGuid();
        await ledger.Start.RunAsync(author, id, new DraftForm(), new Dictionary<int, string>());
        return id;
    }

    private async Task<long> PublishedAsync(SignedIn author, SignedIn reviewer, DraftForm form, int revision)
    {
        var id = Guid.NewGuid();
        await ledger.Start.RunAsync(author, id, form, new Dictionary<int, string>(), revision);
        await ledger.Submit.RunAsync(author, id, 1, "");
        return (await ledger.PublishDraft().RunAsync(reviewer, id, 1, revision)).Seq;
    }

    private static async Task<string> RefusedAsync(Func<Task> command) => (await Assert.ThrowsAsync<DeskRefusal>(command)).Message;

    private async Task RunAsync(string sql, Guid id)
    {
        await using var command = ledger.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<long> CountAsync(string sql, Guid id)
    {
        await using var command = ledger.Database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
