using System.Globalization;
using AidTracker.Web.Hosting;
using Npgsql;

namespace AidTracker.Web.Features.Snapshots;

/// <summary>Gives a point on both clocks a name. A snapshot cannot be changed or taken back.</summary>
internal static class MakeSnapshot
{
    /// <param name="name">Small letters, digits and hyphens: it stands in the address.</param>
    /// <param name="announcedBy">Null: everything announced.</param>
    /// <param name="knownAt">A publication's number, not beyond the newest; null: the newest.</param>
    /// <param name="by">Who answers for it, at most 120 characters.</param>
    /// <returns>The publication that it is of.</returns>
    /// <exception cref="StartupRefusedException">The name is taken or cannot be one, or there is no such point; the sentence says which.</exception>
    public static async Task<long> RunAsync(NpgsqlDataSource database, string name, DateOnly? announcedBy, long? knownAt, string by, CancellationToken cancel)
    {
        await using var command = database.CreateCommand("""
            insert into ledger.snapshot (name, announced_by, known_at, made_by)
            select $1, $2, seq, $4 from ledger.journal where seq = coalesce($3, (select max(seq) from ledger.journal))
            returning known_at
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = name });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)announcedBy ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)knownAt ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { Value = by });
        try
        {
            return await command.ExecuteScalarAsync(cancel) is long made ? made : throw new StartupRefusedException(knownAt is > 0
                ? string.Create(CultureInfo.InvariantCulture, $"Publication {knownAt} is not on record yet: leave --knownAt out for the newest, or name one that is on record.")
                : "Nothing was on record then: a snapshot is of a publication.");
        }
        catch (PostgresException refused) when (refused.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.CheckViolation)
        {
            throw new StartupRefusedException(refused.ConstraintName switch
            {
                "snapshot_name_is_new" => string.Create(CultureInfo.InvariantCulture, $"There is a snapshot {name} already, and it stays what it is: choose another name."),
                "snapshot_name_form" => $"{LogText.Printable(name, 70)} cannot be a snapshot's name: write 1 to 60 small letters, digits and hyphens, such as 2026-q3.",
                "snapshot_made_by_bounds" => "Who makes a snapshot has a name of 1 to 120 characters: name them with --by.",
                _ => "--announcedBy is a day from 1990-01-01 to 2100-01-01.",
            }, refused);
        }
    }
}
