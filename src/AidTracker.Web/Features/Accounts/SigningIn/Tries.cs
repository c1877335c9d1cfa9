using Npgsql;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>
/// How often a password or code may be wrong. A try is counted before it is looked at, in one statement, so that a hundred at once are a
/// hundred tries; what is right takes the count back.
/// </summary>
public sealed class Tries(NpgsqlDataSource database, TimeProvider time)
{
    /// <summary>Wrong in a row, passwords and codes together, before the account is locked.</summary>
    public const int Most = 10;

    /// <summary>How long it is locked then.</summary>
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public async Task<Allowed> CountAsync(Guid person, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            update account.person
            set access_failed_count = case when access_failed_count + 1 >= $2 then 0 else access_failed_count + 1 end,
                lockout_end = case when access_failed_count + 1 >= $2 then $3 + $4 end
            where id = $1 and (lockout_end is null or lockout_end <= $3)
            returning lockout_end is not null
            """);
        command.Parameters.Add(new() { Value = person });
        command.Parameters.Add(new() { Value = Most });
        command.Parameters.Add(new() { Value = time.GetUtcNow().UtcDateTime });
        command.Parameters.Add(new() { Value = LockedFor });
        return await command.ExecuteScalarAsync(cancel) switch
        {
            null => Allowed.No,
            true => Allowed.OnceMore,
            _ => Allowed.Yes,
        };
    }

    public async Task ForgetAsync(Guid person, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("update account.person set access_failed_count = 0, lockout_end = null where id = $1");
        command.Parameters.Add(new() { Value = person });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>Whether a try may be looked at.</summary>
public enum Allowed
{
    /// <summary>The account is locked.</summary>
    No,

    /// <summary>And if it is wrong, the account is locked from now on.</summary>
    OnceMore,

    Yes,
}
