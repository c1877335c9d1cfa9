using Npgsql;

namespace AidTracker.Web.Data;

/// <summary>Temporary: stands in until the schema's own migrations are merged, which replace this file.</summary>
internal static class Database
{
    public static Task MigrateAsync(string migratorConnection, ILogger logger, CancellationToken cancellationToken) => Task.CompletedTask;

    public static Task LoadDemonstrationAsync(NpgsqlDataSource database, ILogger logger, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Asks the database, as the application's role, whether its schema is the one that this build expects.</summary>
    public static async Task<bool> IsMigratedAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select true");
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }
}
