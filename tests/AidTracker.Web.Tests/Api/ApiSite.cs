using System.Net;
using System.Text.Json;

namespace AidTracker.Web.Tests.Api;

/// <summary>A site's API, asked as a program would.</summary>
internal static class ApiSite
{
    public static async Task<JsonElement> AskAsync(RunningSite site, string address)
    {
        using var document = JsonDocument.Parse(await site.GetAsync(address));
        return document.RootElement.Clone();
    }

    /// <summary>All rows of a list, page after page.</summary>
    public static async Task<List<JsonElement>> AllAsync(RunningSite site, string address)
    {
        var rows = new List<JsonElement>();
        for (string? next = address; next is not null;)
        {
            var page = await AskAsync(site, next);
            rows.AddRange(page.GetProperty("data").EnumerateArray());
            next = page.GetProperty("next").GetString();
        }

        return rows;
    }

    /// <summary>A row as the CSV writes it.</summary>
    public static IEnumerable<(string Name, string Value)> Cells(JsonElement row) => row.EnumerateObject().Select(cell => (cell.Name, cell.Value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Array => string.Join(';', cell.Value.EnumerateArray().Select(code => code.GetString())),
        JsonValueKind.String => cell.Value.GetString()!,
        _ => cell.Value.GetRawText(),
    }));

    /// <summary>The status and what is refused, by parameter.</summary>
    public static async Task<(HttpStatusCode Status, Dictionary<string, string> Errors)> RefusedAsync(RunningSite site, string address)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
        Assert.Equal((address, "application/problem+json"), (address, response.Content.Headers.ContentType?.MediaType));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)response.StatusCode, problem.RootElement.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(problem.RootElement.GetProperty("parameter").GetString()));
        return (response.StatusCode, problem.RootElement.GetProperty("errors").EnumerateArray().ToDictionary(error => error.GetProperty("parameter").GetString()!, error => error.GetProperty("sentence").GetString()!));
    }
}
