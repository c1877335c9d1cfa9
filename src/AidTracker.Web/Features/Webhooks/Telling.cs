using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace AidTracker.Web.Features.Webhooks;

/// <summary>A publication as a webhook is told of it; what is in it, the API says.</summary>
/// <param name="Hash">Of the journal, 64 hexadecimal digits.</param>
/// <param name="Package">Its address; null where the publication is of exchange rates.</param>
internal sealed record ToldPublication(long Publication, string Hash, DateTime RecordedAt, string? Package);

/// <summary>What is sent.</summary>
/// <param name="Since">The publication up to which it was told before: <c>changes</c> begins behind it.</param>
/// <param name="More">Whether there are more already, which the next message has.</param>
internal sealed record Message(string Event, long Since, string Changes, IReadOnlyList<ToldPublication> Publications, bool More);

/// <summary>
/// Tells one webhook of what was published since it was told last, in order and in one message, and writes down how that ended. Who tells holds
/// the webhook's row, so that of several instances one does.
/// </summary>
internal sealed partial class Telling(NpgsqlDataSource database, HttpClient http, TimeProvider time, ILogger<Telling> logger)
{
    /// <summary>Publications in one message.</summary>
    public const int MostAtOnce = 100;

    /// <summary>Tries in a row, over about a day; then it waits for an administrator.</summary>
    public const int MostTries = 30;

    public const string TimestampHeader = "AidTracker-Timestamp";
    public const string SignatureHeader = "AidTracker-Signature";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);
    private const int LongestReason = 300;
    private static readonly JsonSerializerOptions InWeb = new(JsonSerializerDefaults.Web);

    /// <summary>A client that is bounded in time, follows no redirect, asks no proxy and keeps no answer.</summary>
    public static HttpClient Client(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = allowPrivate ? null : PublicAddresses.ConnectAsync,
    })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>How long after a number of failures the next try is.</summary>
    public static TimeSpan PauseAfter(int tries) => tries > 10 ? LongestPause : TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << (tries - 1)));

    /// <summary>What proves who sent it: <c>sha256=</c> and the HMAC of the timestamp, a full stop and the body.</summary>
    public static string Sign(byte[] key, string timestamp, byte[] body) =>
        "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, (byte[])[.. Encoding.ASCII.GetBytes(timestamp + "."), .. body]));

    /// <returns>Whether there may be more to tell now.</returns>
    public async Task<bool> OnceAsync(Webhook webhook, CancellationToken stop)
    {
        await using var connection = await database.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        if (await DueAsync(connection, webhook.Name, stop) is not var (told, tries))
        {
            // With its row, where this was the first time.
            await transaction.CommitAsync(stop);
            return false;
        }

        var publications = await SinceAsync(connection, told, stop);

        var more = publications.Count > MostAtOnce;
        IReadOnlyList<ToldPublication> now = more ? publications[..MostAtOnce] : publications;
        var refusal = await SendAsync(webhook, new Message("published", told, string.Create(CultureInfo.InvariantCulture, $"/api/v1/changes?since={told}"), now, more), stop);
        await (refusal is null ? ToldAsync(connection, webhook.Name, now[^1].Publication) : FailedAsync(connection, webhook.Name, tries + 1, refusal));
        await transaction.CommitAsync(CancellationToken.None);
        return refusal is null && more;
    }

    private async Task<(long Told, int Tries)?> DueAsync(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("""
            insert into notice.webhook (name, told) select @name, coalesce(max(seq), 0) from ledger.journal on conflict do nothing;
            select told, tries from notice.webhook
            where name = @name and (tries = 0 or next_try_at <= @now) and told < (select coalesce(max(seq), 0) from ledger.journal)
            for update skip locked
            """, connection);
        command.Parameters.AddWithValue("name", name);
        command.Parameters.AddWithValue("now", time.GetUtcNow().UtcDateTime);
        await using var row = await command.ExecuteReaderAsync(stop);
        return await row.ReadAsync(stop) ? (row.GetInt64(0), row.GetInt32(1)) : null;
    }

    private static async Task<List<ToldPublication>> SinceAsync(NpgsqlConnection connection, long told, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("""
            select j.seq, encode(j.hash, 'hex'), j.recorded_at, k.slug
            from ledger.journal j
            left join ledger.package_revision r on r.publication_seq = j.seq
            left join ledger.package k on k.id = r.package_id
            where j.seq > $1 order by j.seq limit $2
            """, connection);
        command.Parameters.Add(new() { Value = told });
        command.Parameters.Add(new() { Value = MostAtOnce + 1 });
        await using var row = await command.ExecuteReaderAsync(stop);
        var found = new List<ToldPublication>();
        while (await row.ReadAsync(stop))
        {
            found.Add(new ToldPublication(row.GetInt64(0), row.GetString(1), row.GetDateTime(2), row.IsDBNull(3) ? null : row.GetString(3)));
        }

        return found;
    }

    /// <returns>Why it failed; null where it was taken.</returns>
    private async Task<string?> SendAsync(Webhook webhook, Message message, CancellationToken stop)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, InWeb);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, Sign(webhook.Key, timestamp, body));
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("AidTracker", "1"));
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            return answer.IsSuccessStatusCode ? null : string.Create(CultureInfo.InvariantCulture, $"It answered {(int)answer.StatusCode}.");
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"It did not answer within {http.Timeout.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException failure)
        {
            // What the failure itself says may repeat the address.
            return failure.HttpRequestError switch
            {
                _ when failure.InnerException is NotPublicException refused => refused.Message,
                HttpRequestError.NameResolutionError => "Its name leads nowhere.",
                HttpRequestError.SecureConnectionError => "No secure connection came about: its certificate is not right.",
                HttpRequestError.ConnectionError => "It could not be connected to.",
                _ => "The connection broke.",
            };
        }
    }

    private async Task ToldAsync(NpgsqlConnection connection, string name, long told)
    {
        await using var command = new NpgsqlCommand("update notice.webhook set told = $2, told_at = $3, tries = 0, next_try_at = null, failed_at = null, failed_with = null where name = $1", connection);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = told });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        Told(logger, name, told);
    }

    private async Task FailedAsync(NpgsqlConnection connection, string name, int tries, string reason)
    {
        var now = time.GetUtcNow().UtcDateTime;
        await using var command = new NpgsqlCommand("update notice.webhook set tries = $2, next_try_at = $3, failed_at = $4, failed_with = left($5, $6) where name = $1", connection);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = tries });
        command.Parameters.Add(new() { Value = tries < MostTries ? now + PauseAfter(tries) : DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = reason });
        command.Parameters.Add(new() { Value = LongestReason });
        await command.ExecuteNonQueryAsync(CancellationToken.None);
        if (tries < MostTries)
        {
            Failed(logger, name, reason, tries);
        }
        else
        {
            GaveUp(logger, name, reason, tries);
        }
    }

    [LoggerMessage(LogLevel.Information, "Webhook {Name} was told of everything up to publication {Told}.")]
    private static partial void Told(ILogger logger, string name, long told);

    [LoggerMessage(LogLevel.Warning, "Webhook {Name} could not be told, and is tried again: {Reason} (try {Tries})")]
    private static partial void Failed(ILogger logger, string name, string reason, int tries);

    [LoggerMessage(LogLevel.Error, "Webhook {Name} is not told any more: {Reason} After {Tries} tries an administrator has to start it again, at /admin/webhooks.")]
    private static partial void GaveUp(ILogger logger, string name, string reason, int tries);
}
