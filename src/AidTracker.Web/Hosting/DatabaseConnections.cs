namespace AidTracker.Web.Hosting;

/// <summary>Npgsql connection strings of the two roles that the application knows.</summary>
/// <param name="Application">The role the application runs as: reads, and adds to the ledger.</param>
/// <param name="Migrator">The role that changes the schema: used for migrations at start, and for nothing else.</param>
public sealed record DatabaseConnections(string Application, string Migrator);
