using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AidTracker.Web.Features.Rates;

/// <summary>
/// <c>rates FILE [--editor NAME] [--source TEXT]</c>: publishes what a file of the European Central Bank says and the ledger does
/// not know. Progress goes to the error stream, the outcome to the output.
/// </summary>
internal static class RatesCommand
{
    private const int SourceLimit = 300;

    /// <exception cref="StartupRefusedException">Nothing was published; the sentence says why.</exception>
    public static async Task RunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not [var file, .. var choices] || file.StartsWith('-'))
        {
            throw new StartupRefusedException("rates needs a file before anything else: rates FILE [--editor NAME] [--source TEXT].");
        }

        var command = OperatorCommand.Read("rates", choices, "editor", "source");
        var source = command["source"] ?? $"European Central Bank, euro foreign exchange reference rates ({LogText.Printable(Path.GetFileName(file), 100)})";
        if (source.Length > SourceLimit)
        {
            throw new StartupRefusedException($"--source has more than {SourceLimit} characters.");
        }

        try
        {
            var bytes = await RateFile.BytesOfAsync(file, stop);
            await using var database = await command.OpenAsync(stop);
            using var checkpoints = command.Checkpoints is { } folder ? new Checkpoints(database.Source, folder, NullLogger<Checkpoints>.Instance) : null;
            var published = await new PublishRates(database.Source, TimeProvider.System, checkpoints)
                .RunAsync(bytes, source, command["editor"] ?? Environment.UserName, Console.Error.WriteLine, stop);
            Console.WriteLine(published);
        }
        catch (Exception refused) when (refused is RatesRefusedException or LedgerRefusal)
        {
            throw new StartupRefusedException($"{refused.Message} Nothing is published; the rates stay as they are.", refused);
        }
        catch (OperationCanceledException stopped) when (stop.IsCancellationRequested)
        {
            throw new StartupRefusedException("Stopped: nothing is published; the rates stay as they are.", stopped);
        }
    }
}
