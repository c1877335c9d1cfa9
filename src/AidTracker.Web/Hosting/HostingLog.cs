namespace AidTracker.Web.Hosting;

/// <summary>The sentences that hosting writes to the log.</summary>
internal static partial class HostingLog
{
    [LoggerMessage(LogLevel.Information, "User {Account} cannot enter {DataFolder}, so the database is in {Home}; {Note} says so.")]
    public static partial void HomeElsewhere(ILogger logger, string account, string dataFolder, string home, string note);

    [LoggerMessage(LogLevel.Information, "Making a new PostgreSQL cluster in {Cluster}.")]
    public static partial void MakingCluster(ILogger logger, string cluster);

    [LoggerMessage(LogLevel.Error, "{Program} failed: {Output}")]
    public static partial void ProgramFailed(ILogger logger, string program, string output);

    [LoggerMessage(LogLevel.Warning, "A PostgreSQL server of an earlier run is still there on {Cluster}; waiting until it has stopped.")]
    public static partial void StoppingOrphan(ILogger logger, string cluster);

    [LoggerMessage(LogLevel.Information, "PostgreSQL is recovering {Cluster} after a crash.")]
    public static partial void Recovering(ILogger logger, string cluster);

    [LoggerMessage(LogLevel.Error, "PostgreSQL on {Cluster} did not stop in time; the next start will wait for it.")]
    public static partial void ServerDoesNotStop(ILogger logger, string cluster);

    [LoggerMessage(LogLevel.Error, "PostgreSQL on {Cluster} ended unexpectedly, and is started again; its log is in {Logs}.")]
    public static partial void ServerEnded(ILogger logger, string cluster, string logs);

    [LoggerMessage(LogLevel.Warning, "PostgreSQL on {Cluster} is back.")]
    public static partial void ServerRestarted(ILogger logger, string cluster);

    [LoggerMessage(LogLevel.Critical, "PostgreSQL on {Cluster} could not be started again: repair what the error says and restart the application.")]
    public static partial void ServerIsLost(ILogger logger, string cluster, Exception failure);

    [LoggerMessage(LogLevel.Critical, "The application did not start.")]
    public static partial void DidNotStart(ILogger logger, Exception failure);

    [LoggerMessage(LogLevel.Information, "Ready at {Addresses}.")]
    public static partial void Ready(ILogger logger, string addresses);

    [LoggerMessage(LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "The database does not answer: {Reason}")]
    public static partial void DatabaseDoesNotAnswer(ILogger logger, string reason);
}
