using System.Text.Json;

namespace AidTracker.Web.Features.Export;

/// <summary>One object: what the file is, its rows, and at its end how many they are.</summary>
internal sealed record JsonFormat() : ExportFormat(".json", "application/json; charset=utf-8")
{
    private const int Buffer = 32 * 1024;

    public override async Task WriteAsync(Stream output, FileHead head, IReadOnlyList<ExportColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, IReadOnlyDictionary<string, string> choices, CancellationToken cancel)
    {
        await using var json = new Utf8JsonWriter(output);
        var names = columns.Select(column => JsonEncodedText.Encode(column.Name)).ToArray();
        json.WriteStartObject();
        json.WriteString("address", head.Address);
        json.WriteString("ledger_head", head.Ledger.ToString());
        json.WriteString("announced_by", Cell.Text(head.Filter.AsOf.AnnouncedBy));
        json.WritePropertyName("known_at");
        Cell.Write(json, head.Filter.AsOf.KnownAt);
        json.WriteString("currency", head.Filter.Currency);
        json.WriteStartArray("rows");
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancel))
        {
            json.WriteStartObject();
            for (var cell = 0; cell < names.Length; cell++)
            {
                json.WritePropertyName(names[cell]);
                Cell.Write(json, row[cell]);
            }

            json.WriteEndObject();
            count++;
            if (json.BytesPending > Buffer)
            {
                await json.FlushAsync(cancel);
            }
        }

        json.WriteEndArray();
        json.WriteNumber("count", count);
        json.WriteEndObject();
        await json.FlushAsync(cancel);
    }
}
