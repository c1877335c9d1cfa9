using AidTracker.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Data;

/// <summary>The database's schema, brought up to date at start.</summary>
public static class Database
{
    /// <summary>Any number will do, as long as every version of the application uses the same.</summary>
    private const long MigrationLock = 4_112_026;

    /// <summary>
    /// The application's connections. Nothing is prepared unless the connection string says so: PostgreSQL then takes one plan for all values of a
    /// filter, and lists with several filters take longer by it than planning costs.
    /// </summary>
    public static NpgsqlDataSource Open(string connection) => NpgsqlDataSource.Create(connection);

    /// <summary>Settings that every context of the application shares.</summary>
    public static DbContextOptionsBuilder UseLedger(this DbContextOptionsBuilder options, NpgsqlDataSource dataSource) => options
        .UseNpgsql(dataSource, npgsql => npgsql.MigrationsHistoryTable("schema_migration", LedgerContext.Schema))
        // There is no model snapshot to compare with: migrations are SQL, and a test compares the model with the schema itself.
        .ConfigureWarnings(warnings => warnings.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning));

    /// <summary>
    /// Applies the migrations that are missing and loads the rates and economies that the product carries, as the migrator's role. Instances
    /// that start at once wait for one another.
    /// </summary>
    /// <exception cref="NpgsqlException">The database does not answer, or refuses the role.</exception>
    public static async Task MigrateAsync(string migratorConnection, ILogger logger, CancellationToken cancel = default)
    {
        await using var dataSource = new NpgsqlDataSourceBuilder(migratorConnection).Build();
        await using var lockConnection = await dataSource.OpenConnectionAsync(cancel);
        await using (var takeLock = new NpgsqlCommand("select pg_advisory_lock($1)", lockConnection) { Parameters = { new() { Value = MigrationLock } }, CommandTimeout = 120 })
        {
            await takeLock.ExecuteNonQueryAsync(cancel);
        }

        await using var context = Context(dataSource);
        var pending = (await context.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count > 0)
        {
            await context.Database.MigrateAsync(cancel);
            var applied = string.Join(", ", pending);
            MigrationLog.Applied(logger, applied);
        }

        await CarriedRates.LoadAsync(dataSource, logger, cancel);
        await CarriedEconomy.LoadAsync(dataSource, logger, cancel);

        // The lock goes with the connection.
    }

    /// <summary>Asks the database, as the application's role, whether its schema is the one that this build expects.</summary>
    public static async Task<bool> IsMigratedAsync(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        await using var context = Context(database);
        return !(await context.Database.GetPendingMigrationsAsync(cancel)).Any();
    }

    /// <summary>
    /// Refuses to run as a role that could change what is published: the ledger's promise would then hang on this program alone.
    /// </summary>
    /// <exception cref="StartupRefusedException">The application's role may update, delete or truncate, or can become one that may.</exception>
    public static async Task RequireHarmlessRoleAsync(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        await using var command = database.CreateCommand("""
            select current_user
            where (select rolsuper from pg_roles where rolname = current_user)
               or exists (
                 select from pg_class
                 where (relnamespace = 'ledger'::regnamespace and relkind in ('r', 'p') or relname = 'audit_event' and relnamespace = (select oid from pg_namespace where nspname = 'account'))
                   -- A right to update may be granted on a column alone.
                   and (has_any_column_privilege(oid, 'update') or has_table_privilege(oid, 'delete, truncate') or pg_has_role(relowner, 'member')))
            """);
        if (await command.ExecuteScalarAsync(cancel) is string role)
        {
            throw new StartupRefusedException(
                $"The role “{role}” of ConnectionStrings:AidTracker could change what is published: connect as aidtracker_app, which deploy/roles.sql makes.");
        }
    }

    /// <summary>Reads the reference lists, for the services that need them from the first request on.</summary>
    public static async Task<ReferenceLists> ReadListsAsync(NpgsqlDataSource database, CancellationToken cancel = default)
    {
        await using var context = Context(database);
        return await ReferenceLists.LoadAsync(context, cancel);
    }

    /// <summary>Reads parties and initiatives again, where a publication has changed them since.</summary>
    public static async Task RenewAsync(NpgsqlDataSource database, ReferenceLists lists, CancellationToken cancel = default)
    {
        await using var context = Context(database);
        await lists.RenewAsync(context, cancel);
    }

    private static LedgerContext Context(NpgsqlDataSource database)
    {
        var options = new DbContextOptionsBuilder<LedgerContext>();
        options.UseLedger(database);
        return new LedgerContext(options.Options);
    }
}

internal static partial class MigrationLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Database schema brought up to date: {Migrations}")]
    public static partial void Applied(ILogger logger, string migrations);
}
