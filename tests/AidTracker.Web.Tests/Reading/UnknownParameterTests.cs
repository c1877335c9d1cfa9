using System.Net;
using AidTracker.Web.Tests.Accounts;

namespace AidTracker.Web.Tests.Reading;

/// <summary>
/// Nothing that an address asks is passed over: what is not known is refused, by name. Every public address is here by
/// <see cref="AuthorizationMatrix"/>, which is held against the routes themselves.
/// </summary>
public sealed class UnknownParameterTests(DemonstrationSite site) : IClassFixture<DemonstrationSite>
{
    /// <summary>Beginnings of addresses that show nothing of the record, and why they take whatever is hung onto them.</summary>
    private static readonly (string Begins, string Why)[] Exceptions =
    [
        ("/account/", "forms about a person; “returnUrl” comes from the application itself"),
        ("/health/", "asked by machines that hang on what keeps others from keeping the answer"),
        ("/_blazor", "Blazor's own"),
        ("/_framework/", "Blazor's own"),
        ("/error", "shown in place of another address, whose parameters it would be blamed for"),
        ("/not-found", "shown in place of another address, whose parameters it would be blamed for"),
        ("/no-such-file.txt", "there is nothing, whatever is asked of it"),
        ("/api/v1/none", "there is nothing, whatever is asked of it"),
    ];

    private static IEnumerable<string> Asked => AuthorizationMatrix.Rows
        .Where(row => row.Access == Access.Everybody && !Exceptions.Any(exception => row.Sample.StartsWith(exception.Begins, StringComparison.Ordinal)))
        .Select(row => row.Sample);

    [Fact]
    public async Task Every_public_address_refuses_what_it_does_not_know_and_names_it()
    {
        var wrong = new List<string>();
        foreach (var address in Asked)
        {
            using var response = await GetAsync(address, "unheardof=1");
            var said = WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync()).Replace("\\u201C", "“", StringComparison.Ordinal).Replace("\\u201D", "”", StringComparison.Ordinal);
            if (response.StatusCode != HttpStatusCode.BadRequest || !said.Contains("“unheardof” is not a parameter of ", StringComparison.Ordinal))
            {
                wrong.Add($"{address}: {(int)response.StatusCode}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task What_others_hang_onto_links_changes_nothing()
    {
        var wrong = new List<string>();
        foreach (var address in Asked)
        {
            using var plain = await site.Client.GetAsync(new Uri(address, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
            using var hung = await GetAsync(address, "utm_source=newsletter&fbclid=1");
            if (plain.StatusCode != hung.StatusCode)
            {
                wrong.Add($"{address}: {(int)plain.StatusCode}, and {(int)hung.StatusCode}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private Task<HttpResponseMessage> GetAsync(string address, string more) =>
        site.Client.GetAsync(new Uri($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{more}", UriKind.Relative));
}
