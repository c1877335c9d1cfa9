using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.SigningIn;
using AidTracker.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Npgsql;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>People of a test, made straight in the database, and their sign-in as they would do it: by the form.</summary>
internal sealed partial class TestPeople(DatabaseConnections connections)
{
    /// <summary>Everybody's.</summary>
    public const string Password = "heron umbrella 41 quarry";

    /// <summary>Made once: to hash is slow on purpose.</summary>
    private static readonly Lazy<string> Hash = new(() => Passwords.Hasher.HashPassword(new Person { DisplayName = "", CreatedAt = default }, Password));

    /// <param name="name">To sign in with; others see it with a capital.</param>
    public Task<Guid> AddAsync(string name, params string[] roles) => AddAsAsync(name, char.ToUpperInvariant(name[0]) + name[1..], roles);

    /// <param name="seen">As others see them.</param>
    public async Task<Guid> AddAsAsync(string name, string seen, params string[] roles)
    {
        await using var context = Context();
        var now = DateTime.UtcNow;
        var person = new Person
        {
            Id = Guid.NewGuid(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), DisplayName = seen, PasswordHash = Hash.Value,
            SecurityStamp = Guid.NewGuid().ToString(), LockoutEnabled = true, CreatedAt = now,
        };
        person.Roles.AddRange(roles.Select(role => new PersonRole { Role = role, GivenAt = now }));
        context.Add(person);
        await context.SaveChangesAsync();
        return person.Id;
    }

    /// <summary>By which somebody signs in.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        await using var context = Context();
        return await context.Users.Select(person => person.UserName!).ToListAsync();
    }

    public AccountContext Context() => new(new DbContextOptionsBuilder<AccountContext>().UseNpgsql(connections.Application).Options);

    /// <summary>A client with the cookies of somebody who signed in; redirects are not followed.</summary>
    public static async Task<HttpClient> SignInAsync(Uri site, string name, string password = Password)
    {
        var client = Visitor(site);
        await SignInAsync(client, name, password);
        return client;
    }

    /// <summary>Signs in with a client that keeps cookies.</summary>
    public static async Task SignInAsync(HttpClient client, string name, string password = Password)
    {
        using var answer = await PostFormAsync(client, "/account/login", new() { ["Form.Name"] = name, ["Form.Password"] = password });
        Assert.True(answer.StatusCode == HttpStatusCode.Found, $"{name} could not sign in: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>A client that keeps cookies and follows no redirect.</summary>
    public static HttpClient Visitor(Uri site) => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = site };

    /// <summary>Opens a page, fills in the form on it and sends it, with what is hidden in it.</summary>
    /// <param name="form">The form's <c>@formname</c>; null: the page's first that is posted in its main part.</param>
    public static async Task<HttpResponseMessage> PostFormAsync(HttpClient client, string address, Dictionary<string, string> fields, string? form = null)
    {
        var page = await client.GetStringAsync(new Uri(address, UriKind.Relative));
        var main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        var one = Forms().Matches(main).Select(match => match.Value).First(text => form is null || text.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var sent = Hidden().Matches(one).ToDictionary(match => match.Groups[1].Value, match => WebUtility.HtmlDecode(match.Groups[2].Value));
        foreach (var (name, value) in fields)
        {
            sent[name] = value;
        }

        using var content = new FormUrlEncodedContent(sent);
        var action = Action().Match(one) is { Success: true } match && match.Groups[1].Value.Length > 0 ? WebUtility.HtmlDecode(match.Groups[1].Value) : address;
        return await client.PostAsync(new Uri(action, UriKind.Relative), content);
    }

    /// <summary>Signs in in a browser, and comes out at an address.</summary>
    public static async Task SignInAsync(IPage page, string name, string onwards = "/")
    {
        await page.GotoAsync($"/account/login?returnUrl={Uri.EscapeDataString(onwards)}");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).PathAndQuery == onwards);
    }

    [GeneratedRegex("<form[^>]*method=\"post\".*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("^<form[^>]* action=\"([^\"]*)\"")]
    private static partial Regex Action();
}
