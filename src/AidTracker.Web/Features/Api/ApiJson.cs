using System.Text.Json;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Api;

/// <summary>Answers as JSON: what was found, where it goes on, as of when, and of which ledger.</summary>
internal static class ApiJson
{
    /// <param name="fields">Those of the operation that are wanted, by place.</param>
    /// <param name="next">Null where there is no further page.</param>
    public static void Write(Utf8JsonWriter json, ApiOperation operation, ApiAnswer answer, IReadOnlyList<int> fields, string? next, AsOf asOf, LedgerHead head)
    {
        json.WriteStartObject();
        if (operation.IsOne)
        {
            json.WriteStartObject("data");
            WriteFields(json, operation.Fields, answer.Rows[0], fields);
            for (var part = 0; part < operation.Parts.Count; part++)
            {
                var of = operation.Parts[part];
                WriteRows(json, of.Name, of.Fields, answer.Parts[part], [.. Enumerable.Range(0, of.Fields.Count)]);
            }

            json.WriteEndObject();
        }
        else
        {
            WriteRows(json, "data", operation.Fields, answer.Rows, fields);
            json.WriteString("next", next);
        }

        json.WriteStartObject("asOf");
        json.WriteString("announcedBy", Cell.Text(asOf.AnnouncedBy));
        json.WriteNumber("knownAt", asOf.KnownAt ?? head.Seq);
        json.WriteEndObject();
        json.WriteStartObject("head");
        json.WriteNumber("seq", head.Seq);
        json.WriteString("hash", head.Hash);
        json.WriteString("recordedAt", Cell.Text(head.RecordedAt?.UtcDateTime));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, string name, IReadOnlyList<ExportColumn> columns, IReadOnlyList<IReadOnlyList<object?>> rows, IReadOnlyList<int> fields)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            WriteFields(json, columns, row, fields);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<ExportColumn> columns, IReadOnlyList<object?> row, IReadOnlyList<int> fields)
    {
        foreach (var field in fields)
        {
            json.WritePropertyName(columns[field].Name);
            Cell.Write(json, row[field]);
        }
    }
}
