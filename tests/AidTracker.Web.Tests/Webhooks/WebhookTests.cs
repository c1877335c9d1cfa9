using System.Net;
using System.Text;
using System.Text.Json;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Webhooks;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Desk;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Sending = AidTracker.Web.Features.Webhooks.Telling;

namespace AidTracker.Web.Tests.Webhooks;

/// <summary>Who is told of publications: everything, in order, once where it is taken, and nobody on a network of one's own.</summary>
public sealed class WebhookTests(DeskLedger ledger) : IClassFixture<DeskLedger>
{
    private static readonly byte[] Key = Encoding.UTF8.GetBytes("a secret of more than enough letters");

    private readonly SetTime clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_is_published_is_told_signed_and_in_order_and_by_one_of_two_instances()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = new Webhook("in-order", receiver.Address, Key);
        var (one, two) = (Telling(), Telling());
        await one.OnceAsync(webhook, default);
        Assert.Empty(receiver.Heard);
        var (first, second) = (await PublishAsync("told-first"), await PublishAsync("told-second"));

        await Task.WhenAll(one.OnceAsync(webhook, default), two.OnceAsync(webhook, default));

        var (headers, body) = Assert.Single(receiver.Heard);
        Assert.Equal(Sending.Sign(Key, headers[Sending.TimestampHeader].ToString(), Encoding.UTF8.GetBytes(body)), headers[Sending.SignatureHeader].ToString());
        Assert.Equal(clock.Now.ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), headers[Sending.TimestampHeader].ToString());
        using var message = JsonDocument.Parse(body);
        Assert.Equal([(first, "told-first"), (second, "told-second")], message.RootElement.GetProperty("publications").EnumerateArray().Select(told => (told.GetProperty("publication").GetInt64(), told.GetProperty("package").GetString()!)));
        Assert.Equal(first - 1, message.RootElement.GetProperty("since").GetInt64());
        await one.OnceAsync(webhook, default);
        Assert.Single(receiver.Heard);
    }

    [Fact]
    public async Task What_fails_is_tried_again_later_and_longer_given_up_and_started_again_by_an_administrator()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Status = 500;
        var webhook = new Webhook("failing", receiver.Address, Key);
        await Telling().OnceAsync(webhook, default);
        var seq = await PublishAsync("told-late");

        await Telling().OnceAsync(webhook, default);
        await Telling().OnceAsync(webhook, default);
        Assert.Equal((1, "It answered 500."), (receiver.Heard.Count, (await StateAsync(webhook)).FailedWith));
        clock.Now += Sending.PauseAfter(1);
        await Telling().OnceAsync(webhook, default);
        Assert.Equal((2, 2), (receiver.Heard.Count, (await StateAsync(webhook)).Tries));

        await using (var almost = ledger.Database.CreateCommand($"update notice.webhook set tries = {Sending.MostTries - 1} where name = 'failing'"))
        {
            await almost.ExecuteNonQueryAsync();
        }

        clock.Now += TimeSpan.FromHours(2);
        await Telling().OnceAsync(webhook, default);
        clock.Now += TimeSpan.FromDays(30);
        await Telling().OnceAsync(webhook, default);
        var givenUp = await StateAsync(webhook);
        Assert.Equal((3, true, null, 1), (receiver.Heard.Count, givenUp.HasGivenUp, givenUp.NextTryAt, givenUp.Behind));

        receiver.Status = 204;
        var list = List(webhook);
        await Assert.ThrowsAsync<NotPermittedException>(async () => await list.TryAgainAsync(await ledger.SignInAsync(Roles.Editor), "failing", default));
        await list.TryAgainAsync(await ledger.SignInAsync(Roles.Administrator), "failing", default);
        await Telling().OnceAsync(webhook, default);
        Assert.Equal((4, 0, seq), (receiver.Heard.Count, (await StateAsync(webhook)).Tries, (await StateAsync(webhook)).Told));
    }

    [Fact]
    public async Task This_machine_and_its_network_are_not_connected_to_unless_that_is_allowed()
    {
        await using var receiver = await Receiver.StartAsync();
        var webhook = new Webhook("inwards", new Uri($"http://localhost:{receiver.Address.Port}/"), Key);
        await Telling(allowPrivate: false).OnceAsync(webhook, default);
        await PublishAsync("not-told");

        await Telling(allowPrivate: false).OnceAsync(webhook, default);

        Assert.Empty(receiver.Heard);
        Assert.Equal("It leads to no address of the public internet, and Webhooks:AllowPrivate is not set.", (await StateAsync(webhook)).FailedWith);
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("8.8.8.8", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    public void An_address_is_of_the_public_internet_or_it_is_not(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("Webhooks:news:Address", "http://example.org/", "Webhooks:news:Address is not an https address.")]
    [InlineData("Webhooks:news:Address", "", "Webhooks:news:Address is not an https address.")]
    [InlineData("Webhooks:news:Secret", "too short", "Webhooks:news:Secret has to have at least 24 characters: openssl rand -hex 24 makes one.")]
    [InlineData("Webhooks:AllowPrivate", "perhaps", "Webhooks:AllowPrivate is perhaps, which is neither true nor false.")]
    public void A_setting_that_cannot_be_meant_is_refused_and_no_secret_repeated(string setting, string value, string sentence)
    {
        var settings = new Dictionary<string, string?> { ["Webhooks:news:Address"] = "https://example.org/hook", ["Webhooks:news:Secret"] = "0123456789abcdef01234567", [setting] = value };

        Assert.Equal(sentence, Assert.Throws<StartupRefusedException>(() => WebhookSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build())).Message);
    }

    private Sending Telling(bool allowPrivate = true) => new(ledger.Database, Sending.Client(allowPrivate), clock, NullLogger<Sending>.Instance);

    private WebhookList List(Webhook webhook) => new(new WebhookSettings([webhook], AllowPrivate: true), ledger.Database, ledger.Permissions, clock);

    private async Task<WebhookState> StateAsync(Webhook webhook) => Assert.Single(await List(webhook).ReadAsync(default));

    private Task<long> PublishAsync(string slug) => DeskLedger.OpenJuneAsync(ledger.Publish, slug);

    /// <summary>Somebody who hears messages.</summary>
    private sealed class Receiver : IAsyncDisposable
    {
        private readonly WebApplication _site;

        private Receiver(WebApplication site) => _site = site;

        public Uri Address => new(new Uri(_site.Urls.Single()), "/hook");

        public int Status { get; set; } = 200;

        public List<(IHeaderDictionary Headers, string Body)> Heard { get; } = [];

        public static async Task<Receiver> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var receiver = new Receiver(builder.Build());
            receiver._site.Run(async http =>
            {
                using var body = new StreamReader(http.Request.Body, Encoding.UTF8);
                receiver.Heard.Add((new HeaderDictionary(http.Request.Headers.ToDictionary()), await body.ReadToEndAsync()));
                http.Response.StatusCode = receiver.Status;
            });
            await receiver._site.StartAsync();
            return receiver;
        }

        public ValueTask DisposeAsync() => _site.DisposeAsync();
    }
}
