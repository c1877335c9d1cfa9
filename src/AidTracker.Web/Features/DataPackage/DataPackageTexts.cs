using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.DataPackage;

/// <summary>What is said of the tables, for programs (datapackage.json, CSVW) and for people.</summary>
internal static class DataPackageTexts
{
    private const string Licence = "CC-BY-4.0";
    private const string LicenceAddress = "https://creativecommons.org/licenses/by/4.0/";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>By name within the archive.</summary>
    public static IReadOnlyList<(string Name, string Text)> Of(IReadOnlyList<WrittenTable> tables, AsOf asOf, LedgerHead head)
    {
        var point = $"{(asOf.AnnouncedBy is { } by ? $"what had been announced by {Words.Date(by)}" : "everything announced")}, as on record at publication {head.Seq}{(head.RecordedAt is { } at ? $" of {Words.Instant(at)}" : "")}";
        var version = asOf.AnnouncedBy is { } day ? $"{head.Seq}.{day:yyyyMMdd}.0" : $"{head.Seq}.0.0";
        return
        [
            ("datapackage.json", Json(Package(tables, point, version, head))),
            ("csv-metadata.json", Json(Csvw(tables))),
            ("CODEBOOK.md", Codebook(tables, point)),
            ("LICENCE.txt", $"The tables of this archive may be used, shared and changed by anybody, also commercially, as long as AidTracker is named with the publication\nthat they are an extract of ({head}). The terms are those of Creative Commons Attribution 4.0 International ({Licence}): {LicenceAddress}\nPassages that are marked as quoted are their publishers' own words, and stay theirs.\n"),
            ("CITATION.cff", string.Create(CultureInfo.InvariantCulture, $"""
                cff-version: 1.2.0
                type: dataset
                message: Cite the publication that the data is an extract of, so that anybody can ask for the same figures.
                title: "AidTracker: military aid, {point}"
                authors:
                  - name: AidTracker
                version: "{version}"
                {(head.RecordedAt is { } recorded ? $"date-released: {recorded.UtcDateTime:yyyy-MM-dd}\n" : "")}license: {Licence}
                identifiers:
                  - type: other
                    value: "ledger head {head}"

                """).ReplaceLineEndings("\n")),
        ];
    }

    private static string Json(JsonObject json) => json.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    private static JsonObject Package(IReadOnlyList<WrittenTable> tables, string point, string version, LedgerHead head)
    {
        var package = new JsonObject
        {
            ["profile"] = "data-package",
            ["name"] = "aidtracker",
            ["title"] = "AidTracker: military aid",
            ["description"] = $"Who promised what military aid to whom, what it is made of and how it changed: {point}. CODEBOOK.md says what every column means.",
            ["version"] = version,
            ["ledger_head"] = head.ToString(),
            ["licenses"] = new JsonArray(new JsonObject { ["name"] = Licence, ["path"] = LicenceAddress, ["title"] = "Creative Commons Attribution 4.0 International" }),
            ["sources"] = new JsonArray(new JsonObject { ["title"] = "Publishers named in data/sources.csv", ["path"] = "data/sources.csv" }),
        };
        if (head.RecordedAt is { } at)
        {
            package["created"] = Words.IsoInstant(at);
        }

        package["resources"] = new JsonArray([.. tables.Select(table => (JsonNode)Resource(table))]);
        return package;
    }

    private static JsonObject Resource(WrittenTable written) => new()
    {
        ["profile"] = "tabular-data-resource",
        ["name"] = written.Table.Name,
        ["path"] = written.Table.File,
        ["title"] = Words.Capital(written.Table.Name.Replace('-', ' ')),
        ["description"] = $"A row is {written.Table.RowMeaning}.",
        ["format"] = "csv",
        ["mediatype"] = "text/csv",
        ["encoding"] = "utf-8",
        ["dialect"] = new JsonObject { ["delimiter"] = ",", ["lineTerminator"] = "\r\n", ["header"] = true },
        ["bytes"] = written.Bytes,
        ["hash"] = $"sha256:{written.Sha256}",
        ["rowcount"] = written.Rows,
        ["schema"] = TableSchema(written.Table),
    };

    private static JsonObject TableSchema(DataTable table)
    {
        var schema = new JsonObject
        {
            ["fields"] = new JsonArray([.. table.Columns.Select(column => (JsonNode)Field(column, table))]),
            ["missingValues"] = new JsonArray(""),
            ["primaryKey"] = Names(table.Key),
        };
        // The form knows no empty list of them.
        if (table.Refers.Count > 0)
        {
            schema["foreignKeys"] = new JsonArray([.. table.Refers.Select(key => (JsonNode)new JsonObject
            {
                ["fields"] = Names(key.Columns),
                ["reference"] = new JsonObject { ["resource"] = key.Table, ["fields"] = Names(key.Their) },
            })]);
        }

        return schema;
    }

    private static JsonObject Field(ExportColumn column, DataTable table)
    {
        var field = new JsonObject
        {
            ["name"] = column.Name,
            ["type"] = column.Type switch
            {
                ColumnType.Whole => "integer",
                ColumnType.Number or ColumnType.ExactNumber => "number",
                ColumnType.Date => "date",
                ColumnType.Instant => "datetime",
                ColumnType.Truth => "boolean",
                _ => "string",
            },
        };
        if (column.Type == ColumnType.Instant)
        {
            // With as many decimals as there are.
            field["format"] = "any";
        }

        field["description"] = column.Meaning;
        if (table.Key.Contains(column.Name))
        {
            field["constraints"] = new JsonObject { ["required"] = true };
        }

        return field;
    }

    private static JsonObject Csvw(IReadOnlyList<WrittenTable> tables) => new()
    {
        ["@context"] = "http://www.w3.org/ns/csvw",
        ["tables"] = new JsonArray([.. tables.Select(written => (JsonNode)new JsonObject
        {
            ["url"] = written.Table.File,
            ["dc:description"] = $"A row is {written.Table.RowMeaning}.",
            ["tableSchema"] = new JsonObject
            {
                ["columns"] = new JsonArray([.. written.Table.Columns.Select(column => (JsonNode)CsvwColumn(column))]),
                ["primaryKey"] = Names(written.Table.Key),
            },
        })]),
    };

    private static JsonObject CsvwColumn(ExportColumn column)
    {
        var described = new JsonObject
        {
            ["name"] = column.Name,
            ["titles"] = column.Name,
            ["dc:description"] = column.Meaning,
            ["datatype"] = column.Type switch
            {
                ColumnType.Whole => "integer",
                ColumnType.Number or ColumnType.ExactNumber => "decimal",
                ColumnType.Date => "date",
                ColumnType.Instant => "dateTime",
                ColumnType.Truth => "boolean",
                _ => "string",
            },
        };
        if (column.Type == ColumnType.Codes)
        {
            described["separator"] = ";";
        }

        return described;
    }

    private static string Codebook(IReadOnlyList<WrittenTable> tables, string point)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Codebook

            AidTracker: {point}.

            Files are RFC 4180 in UTF-8 with a header row. Dates are `YYYY-MM-DD`, instants are in UTC, lists have `;` between their parts, numbers a point and no grouping. An empty
            cell is unknown, not priced or without a meaning there, never zero. Amounts are in the currency of their own row: add up one currency at a time, loans and guarantees
            (`instruments.repayable`) apart. Of announcements, entries and progress every version is here: those with `status` `live` count.


            """);
        foreach (var written in tables)
        {
            text.Append(CultureInfo.InvariantCulture, $"## `{written.Table.File}`\n\nA row is {written.Table.RowMeaning}: {written.Rows} rows. No two rows have the same {Words.List([.. written.Table.Key.Select(name => $"`{name}`")])}.\n\n| column | meaning |\n|---|---|\n");
            foreach (var column in written.Table.Columns)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{column.Name}` | {column.Meaning} |\n");
            }

            text.Append('\n');
        }

        return text.ToString().ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(name => (JsonNode)name)]);
}
