using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AidTracker.Web.Features.Publishing;

/// <summary>
/// <c>publish [FILE|-]</c>: publishes what stands on the lines of a file or of the standard input, one publication a line, and
/// answers each with one line as soon as it is on record or refused.
/// </summary>
internal static class PublishCommand
{
    /// <summary>In bytes: room for about ten captured texts of the greatest length.</summary>
    public const int LineLimit = 4 * 1024 * 1024;

    /// <summary>Exit status where everything was answered and something was refused.</summary>
    public const int SomeRefused = 2;

    private static readonly JsonSerializerOptions AnswerForm = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It goes to a pipe or a terminal and into no page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>0 where everything is on record, else <see cref="SomeRefused"/>.</returns>
    /// <exception cref="StartupRefusedException">It could not go on; the sentence says from which line on nothing is answered.</exception>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var named = arguments is ["-", ..] || (arguments is [var first, ..] && !first.StartsWith("--", StringComparison.Ordinal));
        var file = named ? arguments[0] : "-";
        var command = OperatorCommand.Read("publish", named ? arguments[1..] : arguments);
        await using var input = file == "-" ? Console.OpenStandardInput() : Open(file);
        await using var database = await command.OpenAsync(stop);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLedger(database.Source);
        using var checkpoints = new Checkpoints(database.Source, DataFolder.Transparency(command.Folder), NullLogger<Checkpoints>.Instance);
        services.AddSingleton(checkpoints);
        await using var provider = services.BuildServiceProvider();
        // Makes up for what an earlier run could not witness.
        await checkpoints.AppendAsync();
        return await AnswerAsync(input, provider.GetRequiredService<PublishRevision>(), stop);
    }

    private static async Task<int> AnswerAsync(Stream input, PublishRevision publish, CancellationToken stop)
    {
        await using var output = Console.OpenStandardOutput();
        var status = 0;
        long answered = 0;
        try
        {
            await foreach (var (number, line) in BoundedLines.ReadAsync(input, LineLimit, stop))
            {
                if (line is null || !line.AsSpan().Trim(" \t\r"u8).IsEmpty)
                {
                    var answer = await OneAsync(number, line, publish);
                    status = answer.Seq is null ? SomeRefused : status;
                    byte[] said = [.. JsonSerializer.SerializeToUtf8Bytes(answer, AnswerForm), (byte)'\n'];
                    await output.WriteAsync(said, CancellationToken.None);
                    await output.FlushAsync(CancellationToken.None);
                }

                answered = number;
                stop.ThrowIfCancellationRequested();
            }

            return status;
        }
        catch (Exception failure)
        {
            var why = failure is OperationCanceledException ? "It was told to stop" : failure.GetBaseException().Message.TrimEnd('.');
            throw new StartupRefusedException($"Nothing after line {answered} is answered: {why}. Whether line {answered + 1} is on record is not known; send it again with the same id, and what follows.", failure);
        }
    }

    /// <summary>Not stopped half-way: a publication is carried out and answered, or not begun.</summary>
    private static async Task<Answer> OneAsync(long number, byte[]? line, PublishRevision publish)
    {
        CommandForm? command = null;
        try
        {
            if (line is null)
            {
                throw FormMapping.Impossible($"The line is longer than {LineLimit} bytes: divide the publication, or shorten its captured texts.");
            }

            command = CommandForm.Read(line);
            return new Answer(number, command.Id, "published", await command.PublishAsync(publish));
        }
        catch (LedgerRefusal refusal)
        {
            return new Answer(number, command?.Id, "refused", Rule: refusal.Rule, Announcement: refusal.AnnouncementNumber, Sentence: refusal.Message);
        }
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartupRefusedException($"The file {LogText.Printable(file, 200)} cannot be read: {refused.Message}", refused);
        }
    }

    /// <param name="Line">From 1.</param>
    /// <param name="Id">The command's; null where the line was not one.</param>
    /// <param name="Outcome"><c>published</c> or <c>refused</c>.</param>
    /// <param name="Seq">The publication's number, the first one's where the command was carried out before.</param>
    private sealed record Answer(long Line, Guid? Id, string Outcome, long? Seq = null, string? Rule = null, int? Announcement = null, string? Sentence = null);
}
