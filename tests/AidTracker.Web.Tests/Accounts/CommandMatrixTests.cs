using System.Security.Claims;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.People;
using AidTracker.Web.Features.Desk;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.FirstSteps;
using AidTracker.Web.Features.Desk.Reviewing;
using AidTracker.Web.Features.Webhooks;
using AidTracker.Web.Tests.Desk;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>
/// What somebody signed in may do, whichever way they come to it: by a form or over a circuit that was open before a role was taken.
/// A command that is not here fails the test.
/// </summary>
public sealed class CommandMatrixTests(DeskLedger ledger) : IClassFixture<DeskLedger>
{
    private static readonly Guid Nothing = Guid.NewGuid();

    private static readonly string[] AtDesk = [Roles.Editor, Roles.Reviewer, Roles.Administrator];

    /// <summary>Each is asked for something that is not there: refused for that, or not at all, is let in.</summary>
    private Dictionary<Type, (string[] May, Func<SignedIn, Task> Do)> Commands => new()
    {
        [typeof(StartDraft)] = ([Roles.Editor], who => ledger.Start.RunAsync(who, Guid.NewGuid(), new DraftForm(), new Dictionary<int, string>())),
        [typeof(SaveDraft)] = ([Roles.Editor], who => ledger.Save.RunAsync(who, Nothing, 1, new DraftForm())),
        [typeof(SubmitDraft)] = ([Roles.Editor], who => ledger.Submit.RunAsync(who, Nothing, 1, "")),
        [typeof(RecallDraft)] = ([Roles.Editor], who => ledger.Recall.RunAsync(who, Nothing, 1)),
        [typeof(DiscardDraft)] = ([Roles.Editor], who => ledger.Discard.RunAsync(who, Nothing)),
        [typeof(RestoreDraft)] = ([Roles.Editor], who => ledger.Restore.RunAsync(who, Nothing)),
        [typeof(CommentOnDraft)] = (AtDesk, who => ledger.Comment.RunAsync(who, Nothing, Guid.NewGuid(), "", "A word.")),
        [typeof(ReturnDraft)] = ([Roles.Reviewer], who => ledger.Return.RunAsync(who, Nothing, 1, "Why.")),
        [typeof(PublishDraft)] = ([Roles.Reviewer], who => ledger.PublishDraft().RunAsync(who, Nothing, 1, 1)),
        [typeof(Guides)] = (AtDesk, who => new Guides(ledger.Database, ledger.Permissions).PutAsideAsync(who, aside: true)),
        [typeof(WebhookList)] = ([Roles.Administrator], who => new WebhookList(new WebhookSettings([], AllowPrivate: false), ledger.Database, ledger.Permissions, TimeProvider.System).TryAgainAsync(who, "none", default)),
        [typeof(ManagePeople)] = ([Roles.Administrator], WithdrawLinkAsync),
    };

    [Fact]
    public void Every_command_that_asks_for_permission_is_in_the_matrix() => Assert.Equal(
        typeof(Permissions).Assembly.GetTypes().Where(type => type.GetConstructors().Any(made => made.GetParameters().Any(each => each.ParameterType == typeof(Permissions)))).Select(type => type.Name).Order(),
        Commands.Keys.Select(type => type.Name).Order());

    [Theory]
    [InlineData(Roles.Reader)]
    [InlineData(Roles.Editor)]
    [InlineData(Roles.Reviewer)]
    [InlineData(Roles.Administrator)]
    public async Task Everybody_does_what_their_role_may_and_nothing_else(string role)
    {
        var who = await ledger.SignInAsync(role);
        foreach (var (command, (may, act)) in Commands)
        {
            Assert.True(may.Contains(role) == await IsLetInAsync(() => act(who)), $"{role}, {command.Name}");
        }
    }

    [Fact]
    public async Task Who_was_disabled_does_nothing_any_more()
    {
        var who = await ledger.SignInAsync(Roles.Editor, Roles.Reviewer, Roles.Administrator);
        await using (var context = new TestPeople(ledger.Connections).Context())
        {
            var person = await context.FindAsync<AidTracker.Web.Features.Accounts.Data.Person>(who.Person);
            person!.DisabledAt = DateTime.UtcNow;
            await context.SaveChangesAsync();
        }

        foreach (var (command, (_, act)) in Commands)
        {
            Assert.False(await IsLetInAsync(() => act(who)), command.Name);
        }
    }

    private static async Task<bool> IsLetInAsync(Func<Task> act)
    {
        var refused = await Record.ExceptionAsync(act);
        // A sentence of the desk, about the draft that is not there.
        Assert.True(refused is null or NotPermittedException or DeskRefusal, refused?.ToString());
        return refused is not NotPermittedException;
    }

    private async Task WithdrawLinkAsync(SignedIn who)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new AccountSettings(RequireSecondFactor: false));
        services.AddSingleton(ledger.Database);
        services.AddAccounts(ledger.Database);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        Claim[] claims = [new(ClaimTypes.Name, who.Name), new(ClaimTypes.NameIdentifier, who.Person.ToString()), new(SignedIn.SessionClaim, who.Session.ToString())];
        var http = new DefaultHttpContext { User = new ClaimsPrincipal(new ClaimsIdentity(claims, "test")) };
        await scope.ServiceProvider.GetRequiredService<ManagePeople>().WithdrawLinkAsync(http, Nothing);
    }
}
