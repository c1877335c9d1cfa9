using System.Net;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Audit;
using AidTracker.Web.Features.Accounts.SigningIn;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>Signing in and out, by the forms as they are sent.</summary>
public sealed class SignInTests(OwnDemonstrationSite site) : IClassFixture<OwnDemonstrationSite>
{
    private readonly TestPeople people = new(site.Connections);

    [Fact]
    public async Task Who_signs_in_is_named_and_comes_back_to_where_they_were()
    {
        await people.AddAsync("ida", Roles.Editor);
        using var client = TestPeople.Visitor(site.Address);

        using var answer = await TestPeople.PostFormAsync(client, "/account/login?returnUrl=%2Fpackages%3Fdonor%3DCA", Typed("ida"));

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/packages?donor=CA", answer.Headers.Location!.ToString());
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.StartsWith("AidTracker=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        var page = await client.GetStringAsync(new Uri("/packages?donor=CA", UriKind.Relative));
        Assert.Contains(">Ida</a>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/desk\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/admin\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/account/logout")]
    public void Nobody_is_led_elsewhere(string asked) => Assert.Equal("/", LocalAddress.Of(asked));

    [Fact]
    public async Task A_wrong_name_and_a_wrong_password_get_the_same_answer()
    {
        await people.AddAsync("otto", Roles.Reader);
        using var client = TestPeople.Visitor(site.Address);

        var answers = new List<string>();
        foreach (var (name, password) in new[] { ("otto", "not the password"), ("nobody", "not the password"), ("otto", ""), ("", ""), ("ot\u0007to", "x"), (new string('x', 5000), new string('y', 5000)) })
        {
            using var answer = await TestPeople.PostFormAsync(client, "/account/login", new() { ["Form.Name"] = name, ["Form.Password"] = password });
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"“{name}”: {await answer.Content.ReadAsStringAsync()}");
            Assert.DoesNotContain("AidTracker=", string.Join(' ', answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []), StringComparison.Ordinal);
            var page = await answer.Content.ReadAsStringAsync();
            answers.Add(page[page.IndexOf("role=\"alert\"", StringComparison.Ordinal)..page.IndexOf("<div class=\"field", StringComparison.Ordinal)]);
        }

        Assert.Single(answers.Distinct());
        Assert.Contains(WebUtility.HtmlEncode(SignIn.Refusal), answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_too_many_wrong_tries_the_right_password_opens_nothing_either()
    {
        var id = await people.AddAsync("vera", Roles.Reader);
        using var client = TestPeople.Visitor(site.Address);

        // One cookie for all the forms; then at once, and each counts.
        (await client.GetAsync(new Uri("/account/login", UriKind.Relative))).Dispose();
        await Task.WhenAll(Enumerable.Range(0, Tries.Most).Select(async _ => (await TestPeople.PostFormAsync(client, "/account/login", Typed("vera", "wrong wrong wrong"))).Dispose()));
        using var right = await TestPeople.PostFormAsync(client, "/account/login", Typed("vera"));

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        await using var context = people.Context();
        Assert.Equal(1, await context.AuditEvents.CountAsync(happened => happened.PersonId == id && happened.What == nameof(AuditKind.LockedOut)));
        Assert.InRange((await context.Users.SingleAsync(person => person.Id == id)).LockoutEnd!.Value.UtcDateTime, DateTime.UtcNow, DateTime.UtcNow + Tries.LockedFor);
    }

    [Fact]
    public async Task A_form_that_somebody_else_opened_is_not_taken_and_a_page_says_so()
    {
        await people.AddAsync("carl", Roles.Reader);
        using var client = await TestPeople.SignInAsync(site.Address, "carl");
        using var empty = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "password" });

        using var sent = await client.PostAsync(new Uri("/account/password", UriKind.Relative), empty);
        using var page = await client.GetAsync(sent.Headers.Location);

        Assert.Equal("/account/stale?returnUrl=%2Faccount%2Fpassword", sent.Headers.Location!.ToString());
        Assert.Equal(HttpStatusCode.BadRequest, page.StatusCode);
        Assert.Contains("href=\"/account/password\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_larger_than_its_fields_is_refused()
    {
        await people.AddAsync("gro", Roles.Reader);
        using var client = TestPeople.Visitor(site.Address);
        var typed = Typed("gro");
        typed["Form.More"] = new string('x', 2 * AccountPages.LargestForm);

        using var answer = await TestPeople.PostFormAsync(client, "/account/login", typed);

        // Before it is read: without its token it is nobody's.
        Assert.StartsWith("/account/stale", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_not_the_cookie_alone()
    {
        await people.AddAsync("nina", Roles.Reader);
        using var client = await TestPeople.SignInAsync(site.Address, "nina");
        var page = await client.GetStringAsync(new Uri("/packages", UriKind.Relative));
        Assert.Contains("Nina", page, StringComparison.Ordinal);
        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var signIn = await TestPeople.PostFormAsync(client, "/account/login", Typed("nina"));
        var stolen = signIn.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("AidTracker=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Contains("Nina", await AsAsync(), StringComparison.Ordinal);

        using var form = new FormUrlEncodedContent(SignOutFields(await client.GetStringAsync(new Uri("/packages", UriKind.Relative))));
        using var answer = await client.PostAsync(new Uri("/account/logout", UriKind.Relative), form);

        Assert.Equal("/", answer.Headers.Location!.ToString());
        Assert.DoesNotContain("Nina", await client.GetStringAsync(new Uri("/packages", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain("Nina", await AsAsync(), StringComparison.Ordinal);

        async Task<string> AsAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/packages") { Headers = { { "Cookie", stolen } } };
            using var response = await thief.SendAsync(request);
            return await response.Content.ReadAsStringAsync();
        }
    }

    [Fact]
    public async Task A_page_made_for_somebody_is_shown_to_nobody_else_and_others_keep_theirs()
    {
        await people.AddAsync("rosa", Roles.Reader);
        using var client = await TestPeople.SignInAsync(site.Address, "rosa");
        const string Address = "/packages?donor=NO";
        using var kept = await site.Client.GetAsync(new Uri(Address, UriKind.Relative));

        using var hers = await client.GetAsync(new Uri(Address, UriKind.Relative));
        using var others = await site.Client.GetAsync(new Uri(Address, UriKind.Relative));

        Assert.Contains("Rosa", await hers.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Null(hers.Headers.ETag);
        Assert.Equal("no-store, private", hers.Headers.CacheControl!.ToString());
        Assert.NotNull(others.Headers.Age);
        Assert.Equal(await kept.Content.ReadAsStringAsync(), await others.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Who_is_disabled_is_signed_out_at_their_next_request()
    {
        var id = await people.AddAsync("emil", Roles.Editor);
        using var client = await TestPeople.SignInAsync(site.Address, "emil");
        await using var context = people.Context();
        await context.Users.Where(person => person.Id == id).ExecuteUpdateAsync(set => set.SetProperty(person => person.DisabledAt, DateTime.UtcNow));

        Assert.DoesNotContain("Emil", await client.GetStringAsync(new Uri("/packages", UriKind.Relative)), StringComparison.Ordinal);
        using var again = await TestPeople.PostFormAsync(client, "/account/login", Typed("emil"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    private static Dictionary<string, string> Typed(string name, string password = TestPeople.Password) => new() { ["Form.Name"] = name, ["Form.Password"] = password };

    private static Dictionary<string, string> SignOutFields(string page)
    {
        var form = page[page.IndexOf("action=\"/account/logout\"", StringComparison.Ordinal)..];
        const string Before = "name=\"__RequestVerificationToken\" value=\"";
        var token = form[(form.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..];
        return new() { ["__RequestVerificationToken"] = token[..token.IndexOf('"', StringComparison.Ordinal)] };
    }
}
