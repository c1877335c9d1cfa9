using System.Net;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>
/// Every address of the application and who may come to it. An address that is not here fails the test: add a row to
/// <see cref="AuthorizationMatrix"/>, with who may come, before anybody does.
/// </summary>
public sealed class AuthorizationMatrixTests(AuthorizationMatrixTests.Site site) : IClassFixture<AuthorizationMatrixTests.Site>
{
    private static readonly string[] People = ["anonymous", "disabled", Roles.Reader, Roles.Editor, Roles.Reviewer, Roles.Administrator];

    [Fact]
    public void Every_address_is_in_the_matrix_and_nothing_else_is()
    {
        var routes = site.Endpoints.Select(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct().Order(StringComparer.Ordinal).ToList();
        var rows = AuthorizationMatrix.Rows.Select(row => row.Route).ToList();

        Assert.True(rows.Distinct().Count() == rows.Count, "A route is twice in the matrix.");
        var unlisted = routes.Except(rows).ToList();
        Assert.True(unlisted.Count == 0, $"Not in the authorization matrix: {string.Join(", ", unlisted)}");
        Assert.Equal([], rows.Except(routes));
    }

    [Fact]
    public async Task Everybody_comes_where_they_may_and_nowhere_else()
    {
        var wrong = new List<string>();
        foreach (var person in People)
        {
            foreach (var row in AuthorizationMatrix.Rows)
            {
                foreach (var method in site.MethodsOf(row.Route).Intersect([HttpMethod.Get, HttpMethod.Post]))
                {
                    using var request = new HttpRequestMessage(method, row.Sample);
                    if (method == HttpMethod.Post)
                    {
                        request.Content = new FormUrlEncodedContent([]);
                    }

                    using var response = await site.Clients[person].SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                    var (came, expected) = (Outcome(response), Expected(row.Access, person));
                    if (came != expected || (int)response.StatusCode >= 500 && row.Route != "/error")
                    {
                        wrong.Add($"{person} {method} {row.Sample}: {(int)response.StatusCode} {response.Headers.Location}, not “{expected}”");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>The policies' names stand in attributes; this is what they come to.</summary>
    private static string Expected(Access access, string person) => access switch
    {
        Access.Everybody => "let in",
        _ when person is "anonymous" or "disabled" => "sign in first",
        Access.SignedIn => "let in",
        Access.Desk when person is Roles.Editor or Roles.Reviewer or Roles.Administrator => "let in",
        Access.Review when person is Roles.Reviewer => "let in",
        Access.Admin when person is Roles.Administrator => "let in",
        _ => "denied",
    };

    private static string Outcome(HttpResponseMessage response) => response.Headers.Location is not { } location || response.StatusCode != HttpStatusCode.Found ? "let in"
        : (location.IsAbsoluteUri ? location.AbsolutePath : location.OriginalString) switch
        {
            { } path when path.StartsWith("/account/login", StringComparison.Ordinal) => "sign in first",
            { } path when path.StartsWith("/account/denied", StringComparison.Ordinal) => "denied",
            _ => "let in",
        };

    /// <summary>The application inside the test, with a client for each kind of person.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private readonly Scratch scratch = new();
        private WebApplicationFactory<Program> application = null!;

        internal Dictionary<string, HttpClient> Clients { get; } = [];

        /// <summary>All but files of the shell, which are everybody's.</summary>
        internal IReadOnlyList<RouteEndpoint> Endpoints { get; private set; } = [];

        internal IEnumerable<HttpMethod> MethodsOf(string route) => Endpoints
            .Where(endpoint => "/" + endpoint.RoutePattern.RawText!.TrimStart('/') == route)
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Distinct().Select(method => HttpMethod.Parse(method));

        public async Task InitializeAsync()
        {
            var connections = await TestServer.CloneAsync(demonstration: true);
            application = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
                .UseSetting("DataFolder", scratch.Data)
                .UseSetting("urls", "http://127.0.0.1:0")
                .UseSetting("ConnectionStrings:AidTracker", connections.Application)
                .UseSetting("ConnectionStrings:Migrator", connections.Migrator));
            var people = new TestPeople(connections);
            foreach (var person in People)
            {
                Clients[person] = application.CreateClient(new() { AllowAutoRedirect = false });
                if (person != "anonymous")
                {
                    await people.AddAsync(person, person == "disabled" ? Roles.Editor : person);
                    await TestPeople.SignInAsync(Clients[person], person);
                }
            }

            await using var context = people.Context();
            await context.Users.Where(one => one.UserName == "disabled").ExecuteUpdateAsync(set => set.SetProperty(one => one.DisabledAt, DateTime.UtcNow));
            Endpoints = [.. application.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null)];
        }

        public async Task DisposeAsync()
        {
            foreach (var client in Clients.Values)
            {
                client.Dispose();
            }

            await application.DisposeAsync();
            scratch.Dispose();
        }
    }
}
