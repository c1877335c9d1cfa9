using System.Net;
using System.Text.RegularExpressions;
using AidTracker.Web.Features.Export;
using Npgsql;

namespace AidTracker.Web.Tests.Transparency;

public sealed partial class TransparencySiteTests(OwnDemonstrationSite site) : IClassFixture<OwnDemonstrationSite>
{
    public static TheoryData<string> Paths => [.. Exports.All.Select(export => export.Path)];

    [Theory, MemberData(nameof(Paths))]
    public async Task Every_export_names_the_ledgers_head(string path)
    {
        using var response = await site.Client.GetAsync(new Uri(path + "?donor=CA", UriKind.Relative));

        Assert.Equal((await HeadAsync()).ToString(), Assert.Single(response.Headers.GetValues("X-Ledger-Head")));
    }

    [Theory]
    [InlineData("/packages.xlsx?donor=CA")]
    [InlineData("/announcements.atom")]
    [InlineData("/dataset.zip")]
    [InlineData("/api/v1/packages?limit=1")]
    [InlineData("/api/v1/totals")]
    [InlineData("/reports/donors/CA.docx")]
    [InlineData("/embed/explore.svg?rows=donor&columns=none&measure=committed&currency=EUR")]
    public async Task So_does_whatever_else_is_taken_away(string path)
    {
        using var response = await site.Client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.True(response.IsSuccessStatusCode, $"{path} answered {response.StatusCode}.");
        Assert.Equal((await HeadAsync()).ToString(), Assert.Single(response.Headers.GetValues("X-Ledger-Head")));
    }

    [Fact]
    public async Task Checkpoints_and_their_key_can_be_taken_away()
    {
        var line = Assert.Single((await site.GetAsync("/transparency/checkpoints.txt")).TrimEnd('\n').Split('\n'));
        var key = await site.GetAsync("/transparency/key.pem");

        var head = await HeadAsync();
        Assert.StartsWith($"aidtracker-checkpoint-1 {head.Seq} {head.Hash} ", line, StringComparison.Ordinal);
        Assert.StartsWith("-----BEGIN PUBLIC KEY-----", key, StringComparison.Ordinal);
        using var secret = await site.Client.GetAsync(new Uri("/transparency/private-key.pem", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, secret.StatusCode);
    }

    [Fact]
    public async Task The_page_verifies_when_its_button_is_pressed_and_only_then()
    {
        var head = await HeadAsync();
        var before = await site.GetAsync("/transparency");
        Assert.Contains(head.ToString(), before, StringComparison.Ordinal);
        Assert.Contains("Nobody has asked", before, StringComparison.Ordinal);

        using var forged = await site.Client.PostAsync(new Uri("/transparency", UriKind.Relative), new FormUrlEncodedContent([new("_handler", "verify")]));
        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);

        using var pressed = await site.Client.PostAsync(new Uri("/transparency", UriKind.Relative), new FormUrlEncodedContent([new("_handler", "verify"), new("__RequestVerificationToken", Token().Match(before).Groups[1].Value)]));
        Assert.EndsWith("/transparency#verification", pressed.Headers.Location?.ToString(), StringComparison.Ordinal);
        var after = await site.GetAsync("/transparency");
        Assert.Contains("The ledger fits.", after, StringComparison.Ordinal);
        Assert.Contains("and one checkpoint verified", after, StringComparison.Ordinal);
    }

    private async Task<LedgerHead> HeadAsync()
    {
        await using var connection = new NpgsqlConnection(site.Connections.Application);
        await connection.OpenAsync();
        return await LedgerHead.ReadAsync(connection);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
