using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace AidTracker.Web.Features.Publishing;

/// <summary>Reads lines of bytes from whoever sends them, keeping no more of one than its limit.</summary>
internal static class BoundedLines
{
    /// <param name="limit">In bytes, without the line's end.</param>
    /// <returns>Each line with its number from 1; null for one that is longer.</returns>
    public static async IAsyncEnumerable<(long Number, byte[]? Line)> ReadAsync(Stream stream, int limit, [EnumeratorCancellation] CancellationToken stop)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 64 * 1024));
        var passedOver = false;
        for (long number = 1; ;)
        {
            // A terminal's or a pipe's read cannot be cancelled, only left alone.
            var read = await pipe.ReadAsync(CancellationToken.None).AsTask().WaitAsync(stop);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                yield return (number++, passedOver || line.Length > limit ? null : line.ToArray());
                passedOver = false;
                pipe.AdvanceTo(buffer.GetPosition(1, end));
            }
            else if (read.IsCompleted)
            {
                if (passedOver || !buffer.IsEmpty)
                {
                    yield return (number, passedOver || buffer.Length > limit ? null : buffer.ToArray());
                }

                yield break;
            }
            else if (buffer.Length > limit)
            {
                passedOver = true;
                pipe.AdvanceTo(buffer.End);
            }
            else
            {
                pipe.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }
}
