using System.Diagnostics;
using System.Globalization;
using AidTracker.Web.Hosting;
using Npgsql;

namespace AidTracker.Web.Features.Backups;

/// <summary>PostgreSQL's own programs that write a database into a stream and read it back, as the role that owns the schema.</summary>
internal static class DatabaseCopy
{
    /// <exception cref="StartupRefusedException">pg_dump failed; the sentence has what it said.</exception>
    public static async Task WriteAsync(PostgresBinaries programs, string connection, Stream to, CancellationToken stop)
    {
        var (status, said) = await RunAsync([programs.PgDump, "--format=custom", "--no-password"], connection, process => process.StandardOutput.BaseStream.CopyToAsync(to, stop), stop);
        if (status != 0)
        {
            throw new StartupRefusedException($"The database could not be backed up; pg_dump said: {said}");
        }
    }

    /// <summary>All of it or nothing.</summary>
    /// <exception cref="StartupRefusedException">pg_restore failed; the sentence has what it said.</exception>
    public static async Task ReadAsync(PostgresBinaries programs, string connection, Stream from, CancellationToken stop)
    {
        var database = new NpgsqlConnectionStringBuilder(connection).Database!;
        // Whoever restores owns what is restored: the owner's role is that of the migrator.
        var (status, said) = await RunAsync([programs.PgRestore, "--single-transaction", "--exit-on-error", "--no-owner", "--no-password", "--dbname=" + database], connection, async process =>
        {
            await from.CopyToAsync(process.StandardInput.BaseStream, stop);
            process.StandardInput.Close();
        }, stop);
        if (status != 0)
        {
            throw new StartupRefusedException($"The backup could not be restored, and the database is empty still; pg_restore said: {said}");
        }
    }

    private static async Task<(int Status, string Said)> RunAsync(string[] command, string connection, Func<Process, Task> copyAsync, CancellationToken stop)
    {
        var start = PostgresAccount.Prepare(command);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        foreach (var (name, value) in Variables(connection))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        try
        {
            var errors = process.StandardError.ReadToEndAsync(stop);
            try
            {
                await copyAsync(process);
            }
            catch (IOException) when (!stop.IsCancellationRequested)
            {
                // It ended before it had read everything, and says why; where it is this side that failed, its status says nothing.
                process.StandardInput.Close();
                await process.WaitForExitAsync(stop);
                if (process.ExitCode == 0)
                {
                    throw;
                }
            }

            await process.WaitForExitAsync(stop);
            return (process.ExitCode, string.Join(" / ", (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(4)));
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>How these programs are told where to connect to: by the environment, which other users cannot see as they see arguments.</summary>
    private static IEnumerable<(string Name, string Value)> Variables(string connection)
    {
        var given = new NpgsqlConnectionStringBuilder(connection);
        return new (string Name, string? Value)[]
        {
            ("PGHOST", given.Host),
            ("PGPORT", given.Port.ToString(CultureInfo.InvariantCulture)),
            ("PGDATABASE", given.Database),
            ("PGUSER", given.Username),
            ("PGPASSWORD", given.Password),
            ("PGPASSFILE", given.Passfile),
            ("PGSSLMODE", given.SslMode switch { SslMode.VerifyCA => "verify-ca", SslMode.VerifyFull => "verify-full", var mode => mode.ToString().ToLowerInvariant() }),
            ("PGSSLROOTCERT", given.RootCertificate),
            ("PGSSLCERT", given.SslCertificate),
            ("PGSSLKEY", given.SslKey),
        }.Where(variable => !string.IsNullOrEmpty(variable.Value)).Select(variable => (variable.Name, variable.Value!));
    }
}
