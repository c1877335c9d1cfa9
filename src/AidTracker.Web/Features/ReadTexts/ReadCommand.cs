using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AidTracker.Domain.Texts;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Hosting;

namespace AidTracker.Web.Features.ReadTexts;

/// <summary>
/// <c>read FILE</c> and <c>read --jsonl FILE</c>: reads an announcement, or one on each line, into a draft and prints it as a line of
/// JSON. It starts no database and writes nothing.
/// </summary>
internal static class ReadCommand
{
    /// <summary>In bytes, of a line and of a file that is one text.</summary>
    public const int LineLimit = 4 * 1024 * 1024;

    /// <summary>Exit status where every line was looked at and some were no announcements.</summary>
    public const int SomeRefused = 2;

    private const string Usage = "read takes FILE, a text, or --jsonl FILE, an announcement a line; - is the standard input.";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        // It goes to a pipe or a terminal and into no page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <returns>0 where everything was read, else <see cref="SomeRefused"/>.</returns>
    /// <exception cref="StartupRefusedException">The file cannot be read, or it is not said which.</exception>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken stop)
    {
        var (file, lines) = arguments switch
        {
            ["--jsonl", var named] => (named, true),
            [var named] when named == "-" || !named.StartsWith("--", StringComparison.Ordinal) => (named, false),
            _ => throw new StartupRefusedException(Usage),
        };
        await using var input = file == "-" ? Console.OpenStandardInput() : Open(file);
        await using var output = Console.OpenStandardOutput();
        try
        {
            return lines ? await ReadLinesAsync(input, output, stop) : await ReadTextAsync(input, output, file, stop);
        }
        // A folder opens as a file on some systems and fails when it is read.
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefusedException($"The file {LogText.Printable(file, 200)} cannot be read to its end: {refused.Message}", refused);
        }
    }

    private static async Task<int> ReadLinesAsync(Stream input, Stream output, CancellationToken stop)
    {
        var status = 0;
        await foreach (var (number, line) in BoundedLines.ReadAsync(input, LineLimit, stop))
        {
            stop.ThrowIfCancellationRequested();
            if (line is not null && line.AsSpan().Trim(" \t\r"u8).IsEmpty)
            {
                continue;
            }

            if (line is null)
            {
                await RefuseAsync(number, $"it is longer than {LineLimit} bytes");
            }
            else if (Announcement(line, out var id, out var why) is { } announcement)
            {
                await WriteAsync(output, ReadAnswer.Of(id, AnnouncementReader.Read(announcement)));
            }
            else
            {
                await RefuseAsync(number, why);
            }
        }

        return status;

        async Task RefuseAsync(long number, string why)
        {
            status = SomeRefused;
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Line {number} was not read: {why}."));
        }
    }

    private static async Task<int> ReadTextAsync(Stream input, Stream output, string file, CancellationToken stop)
    {
        var bytes = new byte[LineLimit + 1];
        var length = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        if (length > LineLimit)
        {
            throw new StartupRefusedException($"The text is longer than {LineLimit} bytes: paste the part that matters.");
        }

        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, length)).TrimStart('\ufeff');
        await WriteAsync(output, ReadAnswer.Of(file == "-" ? null : Path.GetFileName(file), AnnouncementReader.Read(new AnnouncementText(text))));
        return 0;
    }

    /// <returns>Null where the line is no announcement; <paramref name="why"/> says why, without a full stop.</returns>
    private static AnnouncementText? Announcement(byte[] line, out string? id, out string why)
    {
        (id, why) = (null, "");
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
            {
                why = "it is no JSON object; write {\"id\": …, \"title\": …, \"text\": …, \"publisher\": …, \"date\": …}";
                return null;
            }

            id = Text(json.RootElement, "id");
            var text = Text(json.RootElement, "text");
            var date = Text(json.RootElement, "date");
            DateOnly day = default;
            if (text is null)
            {
                why = "it has no text; put the announcement's text into the field text";
                return null;
            }

            if (date is not null && !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            {
                why = $"“{LogText.Printable(date, 40)}” is no day; write its date as 2025-08-24, or leave it out";
                return null;
            }

            return new AnnouncementText(text, Text(json.RootElement, "title"), Text(json.RootElement, "publisher"), date is null ? null : day);
        }
        // Half a character (\ud800) is refused when the string is taken, and is no JsonException.
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            why = malformed is JsonException { BytePositionInLine: { } at }
                ? string.Create(CultureInfo.InvariantCulture, $"it is not JSON, at byte {at}")
                : "a field is no text, or holds half a character; fields are strings";
            return null;
        }
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value.GetString() : null;

    private static async Task WriteAsync(Stream output, ReadAnswer answer)
    {
        byte[] said = [.. JsonSerializer.SerializeToUtf8Bytes(answer, Form), (byte)'\n'];
        await output.WriteAsync(said, CancellationToken.None);
        await output.FlushAsync(CancellationToken.None);
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
}
