using AidTracker.Web.Features.Accounts;
using Npgsql;

namespace AidTracker.Web.Features.Webhooks;

/// <summary>How it stands with a webhook.</summary>
/// <param name="Told">The publication up to which it was told; null where it was not looked at yet.</param>
/// <param name="Behind">Publications that it was not told of.</param>
/// <param name="Tries">In a row that failed.</param>
/// <param name="NextTryAt">UTC; null where none is to come by itself.</param>
/// <param name="FailedWith">Why the last one failed; null where it did not.</param>
internal sealed record WebhookState(string Name, string Host, long? Told, DateTime? ToldAt, long Behind, int Tries, DateTime? NextTryAt, DateTime? FailedAt, string? FailedWith)
{
    public bool HasGivenUp => Tries >= Telling.MostTries;
}

/// <summary>The webhooks that are set, for administrators.</summary>
internal sealed class WebhookList(WebhookSettings settings, NpgsqlDataSource database, Permissions permissions, TimeProvider time)
{
    /// <summary>In the order of their names.</summary>
    public async Task<IReadOnlyList<WebhookState>> ReadAsync(CancellationToken cancel)
    {
        var kept = new Dictionary<string, WebhookState>();
        await using var command = database.CreateCommand("select name, told, told_at, (select count(*) from ledger.journal where seq > told), tries, next_try_at, failed_at, failed_with from notice.webhook");
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
        {
            kept[row.GetString(0)] = new WebhookState(
                row.GetString(0), "", row.GetInt64(1), Time(2), row.GetInt64(3), row.GetInt32(4), Time(5), Time(6), row.IsDBNull(7) ? null : row.GetString(7));
        }

        return [.. settings.All.OrderBy(webhook => webhook.Name, StringComparer.Ordinal)
            .Select(webhook => (kept.GetValueOrDefault(webhook.Name) ?? new WebhookState(webhook.Name, "", null, null, 0, 0, null, null, null)) with { Host = webhook.Address.Host })];

        DateTime? Time(int column) => row.IsDBNull(column) ? null : row.GetDateTime(column);
    }

    /// <summary>Tries again at once, and as often as at first.</summary>
    /// <exception cref="NotPermittedException">Who asks is no administrator now.</exception>
    public async Task TryAgainAsync(SignedIn? who, string name, CancellationToken cancel)
    {
        await permissions.RequireRoleAsync(who, [Roles.Administrator], cancel);
        await using var command = database.CreateCommand("update notice.webhook set tries = 1, next_try_at = $2 where name = $1 and tries > 0");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
