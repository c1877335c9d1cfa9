using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.Links;
using AidTracker.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Accounts;

/// <summary>There is no default account: who starts the application gets a link, once.</summary>
public sealed partial class FirstAdministratorTests
{
    [Fact]
    public async Task The_first_administrator_comes_by_the_link_that_the_start_prints_and_nobody_comes_by_it_again()
    {
        using var scratch = new Scratch();
        var connections = await TestServer.CloneAsync(demonstration: false);
        string[] arguments =
        [
            "--urls", "http://127.0.0.1:0", $"--DataFolder={scratch.Data}",
            $"--ConnectionStrings:AidTracker={connections.Application}", $"--ConnectionStrings:Migrator={connections.Migrator}",
        ];
        await using (var application = RunningApplication.Start(arguments))
        {
            var site = await application.Ready;
            var link = new Uri(PrintedLink().Match(application.Output).Groups[1].Value).PathAndQuery;
            using var client = TestPeople.Visitor(site);
            using var second = TestPeople.Visitor(site);

            using var weak = await TestPeople.PostFormAsync(client, link, Chosen("ada", "password1234"));
            Assert.Equal(HttpStatusCode.OK, weak.StatusCode);
            Assert.Contains("common words", await weak.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var mine = await TestPeople.PostFormAsync(client, link, Chosen("ada"));
            using var again = await second.GetAsync(new Uri(link, UriKind.Relative));

            Assert.Equal("/admin", mine.Headers.Location!.ToString());
            Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
            Assert.Contains("Administration", await client.GetStringAsync(new Uri("/packages", UriKind.Relative)), StringComparison.Ordinal);
            await using var context = new TestPeople(connections).Context();
            Assert.Equal([Roles.Administrator], (await context.Users.Include(person => person.Roles).SingleAsync()).Roles.Select(role => role.Role));

            // The secret is in no file.
            var secret = link[OneTimeLinks.Path.Length..];
            Assert.All(Directory.GetFiles(Path.Combine(scratch.Data, "logs")), file => Assert.DoesNotContain(secret, ReadShared(file), StringComparison.Ordinal));
        }

        await using (var application = RunningApplication.Start(arguments))
        {
            await application.Ready;
            Assert.DoesNotContain(OneTimeLinks.Path, application.Output, StringComparison.Ordinal);
        }
    }

    private static Dictionary<string, string> Chosen(string name, string password = TestPeople.Password) => new()
    {
        ["Form.Name"] = name, ["Form.DisplayName"] = "Ada L.", ["Form.Password"] = password, ["Form.Again"] = password,
    };

    private static string ReadShared(string file)
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }

    [GeneratedRegex("(http://[^ ]+/account/link/[A-Za-z0-9_-]+)")]
    private static partial Regex PrintedLink();
}
