using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.Links;
using AidTracker.Web.Features.Accounts.People;
using AidTracker.Web.Features.Accounts.SigningIn;
using AidTracker.Web.Tests.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>What administrators do with people, and what people do with their own accounts, by the pages' forms.</summary>
public sealed partial class PeopleTests(OwnEmptySite site) : IClassFixture<OwnEmptySite>
{
    private const string Another = "granite ferry 77 lantern";

    private readonly TestPeople people = new(site.Connections);

    [Fact]
    public async Task Who_is_invited_chooses_name_and_password_and_has_the_roles_of_the_invitation()
    {
        using var admin = await AdministratorAsync();
        using var answer = await TestPeople.PostFormAsync(admin, "/admin/people", new() { ["Invitation.Note"] = "the new <colleague>", ["Role"] = Roles.Reviewer }, "invite");
        var link = Link(await answer.Content.ReadAsStringAsync());
        using var invited = TestPeople.Visitor(site.Address);
        var name = NewName();

        using var taken = await TestPeople.PostFormAsync(invited, link, new() { ["Form.Name"] = (await people.NamesAsync())[0], ["Form.DisplayName"] = "Lena", ["Form.Password"] = Another, ["Form.Again"] = Another });
        using var done = await TestPeople.PostFormAsync(invited, link, new() { ["Form.Name"] = name, ["Form.DisplayName"] = "Lena", ["Form.Password"] = Another, ["Form.Again"] = Another });
        using var again = await invited.GetAsync(Relative(link));

        Assert.Contains("signs in by this name already", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("/account", done.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        Assert.Contains("<dd>reviewer</dd>", await invited.GetStringAsync(Relative("/account")), StringComparison.Ordinal);
        using var later = await TestPeople.SignInAsync(site.Address, name, Another);
    }

    [Fact]
    public async Task An_invitation_without_a_role_is_asked_back()
    {
        using var admin = await AdministratorAsync();
        using var answer = await TestPeople.PostFormAsync(admin, "/admin/people", new() { ["Invitation.Note"] = "for nothing" }, "invite");
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Contains("tick at least one", page, StringComparison.Ordinal);
        Assert.Contains("value=\"for nothing\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_that_was_withdrawn_opens_nothing()
    {
        using var admin = await AdministratorAsync();
        using var answer = await TestPeople.PostFormAsync(admin, "/admin/people", new() { ["Invitation.Note"] = "withdrawn", ["Role"] = Roles.Editor }, "invite");
        var page = await answer.Content.ReadAsStringAsync();
        Guid id;
        await using (var context = people.Context())
        {
            id = (await context.OneTimeLinks.SingleAsync(link => link.Note == "withdrawn")).Id;
        }

        (await TestPeople.PostFormAsync(admin, "/admin/people", new() { ["Which"] = id.ToString() }, "withdraw")).Dispose();

        using var opened = await site.Client.GetAsync(Relative(Link(page)));
        Assert.Equal(HttpStatusCode.NotFound, opened.StatusCode);
    }

    [Fact]
    public async Task A_role_that_is_taken_is_gone_at_the_next_request_and_from_an_open_circuit()
    {
        using var admin = await AdministratorAsync();
        var name = NewName();
        var id = await people.AddAsync(name, Roles.Administrator);
        using var client = await TestPeople.SignInAsync(site.Address, name);
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        await using var services = AccountsOver(database);
        var sessions = services.GetRequiredService<Sessions>();
        var session = (await sessions.OpenOfAsync(id, default)).Single();
        var now = (await sessions.FindAsync(session.Id))!;
        using var circuit = new CircuitPerson(sessions, NullLoggerFactory.Instance);
        circuit.SetAuthenticationState(Task.FromResult(new AuthenticationState(now.ToPrincipal())));
        Assert.True((await circuit.GetAuthenticationStateAsync()).User.IsInRole(Roles.Administrator));
        var who = SignedIn.Of(now.ToPrincipal());
        var permissions = services.GetRequiredService<Permissions>();
        await permissions.RequireRoleAsync(who, Roles.Reviewer, Roles.Administrator);

        using var saved = await TestPeople.PostFormAsync(admin, $"/admin/people/{id}", new() { ["Role"] = Roles.Editor }, "roles");

        Assert.Equal(HttpStatusCode.Found, saved.StatusCode);
        var refused = await Assert.ThrowsAsync<NotPermittedException>(() => permissions.RequireRoleAsync(who, Roles.Administrator));
        Assert.Contains("ask an administrator", refused.Message, StringComparison.Ordinal);
        using var next = await client.GetAsync(Relative("/admin"));
        Assert.Contains("/account/denied", next.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await circuit.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated)
        {
            await Task.Delay(50, patience.Token);
        }

        await using var context = people.Context();
        Assert.True(await context.AuditEvents.AnyAsync(happened => happened.PersonId == id && happened.What == nameof(AuditKind.Refused) && happened.About == "GET /admin"));
    }

    [Fact]
    public async Task The_last_administrator_stays_whoever_tries()
    {
        // A site of its own, where there is exactly one.
        await using var other = await Alone.StartAsync();
        var id = await other.People.AddAsync("solo", Roles.Administrator, Roles.Editor);
        using var admin = await TestPeople.SignInAsync(other.Site.Address, "solo");

        using var roles = await TestPeople.PostFormAsync(admin, $"/admin/people/{id}", new() { ["Role"] = Roles.Editor }, "roles");
        using var disabled = await TestPeople.PostFormAsync(admin, $"/admin/people/{id}", new() { ["Act"] = "disable" }, "acts");

        Assert.Contains(ManagePeople.LastAdministrator, await roles.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains(ManagePeople.LastAdministrator, await disabled.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // Two that remove each other at the same moment: one of them stays.
        await other.People.AddAsync("second", Roles.Administrator);
        await using var database = NpgsqlDataSource.Create(other.Site.Connections.Application);
        await Task.WhenAll(new[] { "solo", "second" }.Select(async name =>
        {
            await using var command = database.CreateCommand("delete from account.person_role r using account.person p where p.id = r.person_id and p.user_name = $1 and role = 'administrator'");
            command.Parameters.Add(new() { Value = name });
            await Record.ExceptionAsync(() => command.ExecuteNonQueryAsync());
        }));
        await using var context = other.People.Context();
        Assert.Equal(1, await context.PersonRoles.CountAsync(role => role.Role == Roles.Administrator));
    }

    [Fact]
    public async Task A_new_password_by_link_ends_what_was_open_under_the_old_one()
    {
        using var admin = await AdministratorAsync();
        var name = NewName();
        var id = await people.AddAsync(name, Roles.Editor);
        using var old = await TestPeople.SignInAsync(site.Address, name);
        using var answer = await TestPeople.PostFormAsync(admin, $"/admin/people/{id}", new() { ["Act"] = "reset" }, "acts");
        using var client = TestPeople.Visitor(site.Address);

        using var done = await TestPeople.PostFormAsync(client, Link(await answer.Content.ReadAsStringAsync()), new() { ["Form.Password"] = Another, ["Form.Again"] = Another });

        Assert.Equal("/account", done.Headers.Location!.ToString());
        using var ended = await old.GetAsync(Relative("/account"));
        Assert.Contains("/account/login", ended.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var again = await TestPeople.SignInAsync(site.Address, name, Another);
    }

    [Fact]
    public async Task Changing_a_password_asks_for_the_old_one_and_ends_the_other_sessions()
    {
        var name = NewName();
        await people.AddAsync(name, Roles.Reader);
        using var here = await TestPeople.SignInAsync(site.Address, name);
        using var elsewhere = await TestPeople.SignInAsync(site.Address, name);

        using var wrong = await TestPeople.PostFormAsync(here, "/account/password", new() { ["Form.Current"] = "something else", ["Form.Password"] = Another, ["Form.Again"] = Another });
        using var done = await TestPeople.PostFormAsync(here, "/account/password", new() { ["Form.Current"] = TestPeople.Password, ["Form.Password"] = Another, ["Form.Again"] = Another });

        Assert.Contains("This is not your password", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, done.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync(Relative("/account"))).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await elsewhere.GetAsync(Relative("/account"))).StatusCode);
    }

    [Fact]
    public async Task Who_has_an_authenticator_is_asked_for_its_code_and_a_code_works_once()
    {
        var name = NewName();
        await people.AddAsync(name, Roles.Editor);
        using var client = await TestPeople.SignInAsync(site.Address, name);
        Assert.Contains("opens by a password alone", await client.GetStringAsync(Relative("/")), StringComparison.Ordinal);
        var key = Key().Match(await client.GetStringAsync(Relative("/account/authenticator"))).Groups[1].Value;

        using var enrolled = await TestPeople.PostFormAsync(client, "/account/authenticator", new() { ["Form.Code"] = Authenticator.Code(key, DateTime.UtcNow.AddSeconds(-30)) });
        var recovery = RecoveryCode().Match(await enrolled.Content.ReadAsStringAsync()).Groups[1].Value;

        Assert.DoesNotContain("opens by a password alone", await client.GetStringAsync(Relative("/")), StringComparison.Ordinal);
        var code = Authenticator.Code(key, DateTime.UtcNow);
        Assert.Equal("/", await SecondStepAsync(code));
        Assert.Null(await SecondStepAsync(code));
        Assert.Null(await SecondStepAsync("000000000000000000000000000000"));
        Assert.Equal("/", await SecondStepAsync(recovery));
        Assert.Null(await SecondStepAsync(recovery));

        // What stands in the database is not the key.
        await using var context = people.Context();
        var kept = await context.UserTokens.Select(token => token.Value!).ToListAsync();
        Assert.DoesNotContain(kept, value => value.Contains(key.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal));

        async Task<string?> SecondStepAsync(string typed)
        {
            using var visitor = TestPeople.Visitor(site.Address);
            using var password = await TestPeople.PostFormAsync(visitor, "/account/login", new() { ["Form.Name"] = name, ["Form.Password"] = TestPeople.Password });
            Assert.StartsWith("/account/login/code", password.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync(Relative("/account"))).StatusCode);
            using var answer = await TestPeople.PostFormAsync(visitor, password.Headers.Location.ToString(), new() { ["Form.Code"] = typed });
            return answer.Headers.Location?.ToString();
        }
    }

    [Fact]
    public async Task Who_operates_the_machine_makes_a_link_for_who_lost_everything_and_the_trail_says_so()
    {
        var name = NewName();
        var id = await people.AddAsync(name, Roles.Administrator);
        using var before = await TestPeople.SignInAsync(site.Address, name);
        var key = Key().Match(await before.GetStringAsync(Relative("/account/authenticator"))).Groups[1].Value;
        (await TestPeople.PostFormAsync(before, "/account/authenticator", new() { ["Form.Code"] = Authenticator.Code(key, DateTime.UtcNow) })).Dispose();

        var first = await RunningApplication.RunAsync(["link", name, .. site.OfDatabase]);
        var second = await RunningApplication.RunAsync(["link", name.ToUpperInvariant(), "--address", "https://aid.example/", "--secondFactor", "remove", .. site.OfDatabase]);
        var nobody = await RunningApplication.RunAsync(["link", "nobody-of-this-name", .. site.OfDatabase]);

        Assert.Equal((0, "", 0, ""), (first.Status, first.Errors, second.Status, second.Errors));
        Assert.Contains(": https://aid.example/account/link/", second.Output, StringComparison.Ordinal);
        Assert.Equal(1, nobody.Status);
        Assert.StartsWith("Nobody signs in as nobody-of-this-name. Its administrators sign in as ", nobody.Errors, StringComparison.Ordinal);
        using var visitor = TestPeople.Visitor(site.Address);
        using var replaced = await visitor.GetAsync(Relative(Link(first.Output)));
        using var done = await TestPeople.PostFormAsync(visitor, Link(second.Output), new() { ["Form.Password"] = Another, ["Form.Again"] = Another });
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Found), (replaced.StatusCode, done.StatusCode));
        Assert.Equal(HttpStatusCode.Found, (await before.GetAsync(Relative("/account"))).StatusCode);
        // By the password alone again, and an administrator as before.
        using var later = await TestPeople.SignInAsync(site.Address, name, Another);
        Assert.Equal(HttpStatusCode.OK, (await later.GetAsync(Relative("/admin"))).StatusCode);
        await using var context = people.Context();
        Assert.Equal(2, await context.AuditEvents.CountAsync(made => made.What == nameof(AuditKind.ResetLinkMade) && made.About.Contains(name.Substring(1))));
        Assert.True(await context.AuditEvents.AnyAsync(taken => taken.What == nameof(AuditKind.AuthenticatorRemoved) && taken.PersonId == id));
    }

    [Fact]
    public async Task Where_a_second_factor_is_required_a_password_alone_does_nothing_at_the_desk()
    {
        var name = NewName();
        var id = await people.AddAsync(name, Roles.Editor);
        using var client = await TestPeople.SignInAsync(site.Address, name);
        await using var database = NpgsqlDataSource.Create(site.Connections.Application);
        await using var services = AccountsOver(database, requireSecondFactor: true);
        var sessions = services.GetRequiredService<Sessions>();
        var session = (await sessions.OpenOfAsync(id, default)).Single();
        var authorization = services.GetRequiredService<IAuthorizationService>();
        var permissions = services.GetRequiredService<Permissions>();

        var alone = (await sessions.FindAsync(session.Id))!.ToPrincipal();
        Assert.False((await authorization.AuthorizeAsync(alone, Policies.Desk)).Succeeded);
        var refused = await Assert.ThrowsAsync<NotPermittedException>(() => permissions.RequireRoleAsync(SignedIn.Of(alone), Roles.Editor));
        Assert.Contains("authenticator or a passkey", refused.Message, StringComparison.Ordinal);

        await using (var context = people.Context())
        {
            await context.Users.Where(person => person.Id == id).ExecuteUpdateAsync(set => set.SetProperty(person => person.TwoFactorEnabled, true));
        }

        var guarded = (await sessions.FindAsync(session.Id))!.ToPrincipal();
        Assert.True((await authorization.AuthorizeAsync(guarded, Policies.Desk)).Succeeded);
        await permissions.RequireRoleAsync(SignedIn.Of(guarded), Roles.Editor);
    }

    private async Task<HttpClient> AdministratorAsync()
    {
        var name = NewName();
        await people.AddAsync(name, Roles.Administrator);
        return await TestPeople.SignInAsync(site.Address, name);
    }

    private static ServiceProvider AccountsOver(NpgsqlDataSource database, bool requireSecondFactor = false)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(database);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new AccountSettings(requireSecondFactor));
        services.AddAccounts(database);
        return services.BuildServiceProvider();
    }

    private static string NewName() => $"p{Guid.NewGuid():N}"[..12];

    private static Uri Relative(string address) => new(address, UriKind.Relative);

    private static string Link(string page) => LinkOnPage().Match(page) is { Success: true } match ? match.Value : throw new InvalidOperationException("No link on the page: " + page);

    /// <summary>A site beside the class's, for what depends on everybody who is there.</summary>
    private sealed class Alone : IAsyncDisposable
    {
        public OwnEmptySite Site { get; } = new();

        public TestPeople People { get; private set; } = null!;

        public static async Task<Alone> StartAsync()
        {
            var alone = new Alone();
            await alone.Site.InitializeAsync();
            alone.People = new TestPeople(alone.Site.Connections);
            return alone;
        }

        public async ValueTask DisposeAsync() => await Site.DisposeAsync();
    }

    [GeneratedRegex("/account/link/[A-Za-z0-9_-]+")]
    private static partial Regex LinkOnPage();

    [GeneratedRegex("<code class=\"key\">([A-Z2-7 ]+)</code>")]
    private static partial Regex Key();

    [GeneratedRegex("<li><code>([A-Z0-9-]+)</code></li>")]
    private static partial Regex RecoveryCode();
}
