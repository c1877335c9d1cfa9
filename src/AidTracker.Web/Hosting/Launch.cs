using System.Runtime.InteropServices;

namespace AidTracker.Web.Hosting;

/// <summary>One run of the application, from its settings to its exit status.</summary>
internal sealed class Launch : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _signals;

    private Launch() => _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(Register)];

    /// <summary>Cancelled by Ctrl-C or SIGTERM, also before the host listens for them.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Null until the data folder is known.</summary>
    public Logs? Logs { get; set; }

    /// <summary>Runs the application. A refusal is one sentence on the error stream and exit status 1; its details are in the log.</summary>
    public static Task<int> RunAsync(Func<Launch, Task> application) => RunAsync(async launch =>
    {
        await application(launch);
        return 0;
    });

    /// <inheritdoc cref="RunAsync(Func{Launch, Task})"/>
    /// <param name="application">With an exit status of its own for what went well.</param>
    public static async Task<int> RunAsync(Func<Launch, Task<int>> application)
    {
        using var launch = new Launch();
        try
        {
            return await application(launch);
        }
        catch (OperationCanceledException) when (launch.Stop.IsCancellationRequested)
        {
            return 0;
        }
        // A host that was only built to be looked at (by a tool) ends by this exception; it is not a failure.
        catch (Exception failure) when (failure is not HostAbortedException)
        {
            await launch.RefuseAsync(failure);
            return 1;
        }
    }

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        Logs?.Dispose();
        _stop.Dispose();
    }

    private async Task RefuseAsync(Exception failure)
    {
        if (Logs is not null)
        {
            HostingLog.DidNotStart(Logs.Log, failure);
        }

        var details = Logs is null ? "" : $" Details are in {Logs.Folder}.";
        var sentence = failure is StartupRefusedException ? failure.Message : $"AidTracker failed: {failure.Message}{details}";
        await Console.Error.WriteLineAsync(sentence.ReplaceLineEndings(" "));
    }

    private PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        _stop.Cancel();
    });
}
