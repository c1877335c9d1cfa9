using System.Text.Json;
using System.Text.Json.Nodes;
using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Api;

/// <summary>The API as OpenAPI 3.1, made from the same tables that answer: a parameter or field cannot be served and not described.</summary>
internal static class OpenApiDocument
{
    public const string Path = "/openapi/v1.json";

    public static LedgerView View { get; } = new("the description of the API", Path, [], []);

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static byte[] Json { get; } = JsonSerializer.SerializeToUtf8Bytes(Write(), Indented);

    private static JsonObject Write() => new()
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject
        {
            ["title"] = "AidTracker",
            ["version"] = "1",
            ["summary"] = "Who promised what military aid to whom, what it is made of, and how we know.",
            ["description"] = "Reading only. Every list can be asked at a point of two clocks: what donors had said by a day (`announcedBy`), as it was on record (`knownAt`). "
                + "Amounts are in the currency of their own row, to the hundredth, and null where they are unknown, never zero. Times are UTC. "
                + "Fields keep their names; new ones come at the end. Pages are followed by `next`, which stays at one state of the ledger.",
            ["license"] = new JsonObject { ["name"] = "CC BY 4.0", ["identifier"] = "CC-BY-4.0" },
        },
        ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
        ["paths"] = new JsonObject(ApiOperations.All.Select(operation => KeyValuePair.Create(ApiOperation.Root + operation.Path, (JsonNode?)new JsonObject { ["get"] = Of(operation) }))),
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject(ApiOperations.All.Select(operation => KeyValuePair.Create(Name(operation), (JsonNode?)Schema(operation.Fields, operation.Parts)))
                .Append(new("Problem", Problem()))
                .Append(new("AsOf", AsOf()))
                .Append(new("Head", Head()))),
        },
    };

    private static JsonObject Of(ApiOperation operation) => new()
    {
        ["operationId"] = operation.Id,
        ["summary"] = operation.Summary,
        ["security"] = new JsonArray(),
        ["parameters"] = new JsonArray([.. operation.Parameters.Select(Of)]),
        ["responses"] = new JsonObject
        {
            ["200"] = Response("What was found.", "application/json", Envelope(operation)),
            ["304"] = new JsonObject { ["description"] = "Unchanged since the tag that `If-None-Match` names." },
            ["400"] = Refusal("A parameter cannot be used; it is named, with what to write instead."),
            ["404"] = Refusal("There is no such thing."),
            ["409"] = Refusal("The head that is named is not of this ledger."),
            ["429"] = Refusal("Too many requests: `Retry-After` says in how many seconds to try again."),
        },
    };

    private static JsonObject Of(ApiParameter parameter)
    {
        var text = new JsonObject { ["type"] = parameter.Form == "int32" ? "integer" : "string" };
        if (parameter.Form is { } form)
        {
            text["format"] = form;
        }

        if (parameter.Name == ApiParameter.Limit)
        {
            (text["minimum"], text["maximum"], text["default"]) = (1, ApiParameter.MostRows, ApiParameter.UsualRows);
        }

        if (parameter.Values is { } values)
        {
            text["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]);
        }

        var described = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.IsInPath ? "path" : "query",
            ["required"] = parameter.IsInPath || parameter.Name == "q",
            ["description"] = parameter.Meaning + ".",
            ["schema"] = parameter.IsList ? new JsonObject { ["type"] = "array", ["items"] = text, ["maxItems"] = FilterParser.MostValues } : text,
        };
        if (parameter.Example.Length > 0)
        {
            JsonNode example = parameter.Form == "int32" ? int.Parse(parameter.Example, System.Globalization.CultureInfo.InvariantCulture) : parameter.Example;
            described["example"] = parameter.IsList ? new JsonArray(example) : example;
        }

        return described;
    }

    private static JsonObject Envelope(ApiOperation operation)
    {
        var of = new JsonObject { ["$ref"] = $"#/components/schemas/{Name(operation)}" };
        var fields = new JsonObject { ["data"] = operation.IsOne ? of : new JsonObject { ["type"] = "array", ["items"] = of } };
        if (!operation.IsOne)
        {
            fields["next"] = new JsonObject { ["type"] = new JsonArray("string", "null"), ["description"] = "Address of the next page, from its path on; null on the last." };
        }

        fields["asOf"] = new JsonObject { ["$ref"] = "#/components/schemas/AsOf" };
        fields["head"] = new JsonObject { ["$ref"] = "#/components/schemas/Head" };
        return new JsonObject { ["type"] = "object", ["required"] = new JsonArray([.. fields.Select(field => (JsonNode)field.Key)]), ["properties"] = fields };
    }

    private static JsonObject Schema(IReadOnlyList<ExportColumn> columns, IReadOnlyList<ApiPart> parts) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(columns.Select(column => KeyValuePair.Create(column.Name, (JsonNode?)Field(column)))
            .Concat(parts.Select(part => KeyValuePair.Create(part.Name, (JsonNode?)new JsonObject { ["type"] = "array", ["description"] = part.Meaning + ".", ["items"] = Schema(part.Fields, []) })))),
    };

    private static JsonObject Field(ExportColumn column)
    {
        var (type, format) = column.Type switch
        {
            ColumnType.Whole => ("integer", "int64"),
            ColumnType.Number => ("number", null),
            ColumnType.Truth => ("boolean", null),
            ColumnType.Codes => ("array", null),
            ColumnType.Date => ("string", "date"),
            ColumnType.Instant => ("string", "date-time"),
            _ => ("string", (string?)null),
        };
        var field = new JsonObject { ["type"] = new JsonArray(type, "null"), ["description"] = column.Meaning };
        if (format is not null)
        {
            field["format"] = format;
        }

        if (type == "array")
        {
            field["items"] = new JsonObject { ["type"] = "string" };
        }

        return field;
    }

    private static JsonObject Response(string description, string type, JsonObject schema) => new()
    {
        ["description"] = description,
        ["headers"] = new JsonObject
        {
            [LedgerHead.HeaderName] = new JsonObject { ["description"] = "The ledger's head, `number:hash`.", ["schema"] = new JsonObject { ["type"] = "string" } },
        },
        ["content"] = new JsonObject { [type] = new JsonObject { ["schema"] = schema } },
    };

    private static JsonObject Refusal(string description) => new()
    {
        ["description"] = description,
        ["content"] = new JsonObject { ["application/problem+json"] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" } } },
    };

    private static JsonObject Problem() => Object(
        ("type", Described("string", "Always `about:blank`.")),
        ("title", Described("string", "What kind of refusal it is.")),
        ("status", Described("integer", "The status of the answer.")),
        ("detail", Described("string", "The first sentence: what is wrong, and what to do.")),
        ("parameter", Described("string", "The parameter that it is about.")),
        ("errors", new JsonObject { ["type"] = "array", ["description"] = "All that is wrong.", ["items"] = Object(("parameter", Described("string", "The parameter.")), ("sentence", Described("string", "What is wrong with it, and what to do."))) }));

    private static JsonObject AsOf() => Object(
        ("announcedBy", new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date", ["description"] = "The first clock; null: everything announced." }),
        ("knownAt", Described("integer", "The second clock: the last publication that counts.")));

    private static JsonObject Head() => Object(
        ("seq", Described("integer", "The newest publication's number.")),
        ("hash", Described("string", "The hash of its row of the journal.")),
        ("recordedAt", new JsonObject { ["type"] = new JsonArray("string", "null"), ["format"] = "date-time", ["description"] = "When it was recorded, UTC." }));

    private static JsonObject Object(params (string Name, JsonObject Schema)[] fields) => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. fields.Select(field => (JsonNode)field.Name)]),
        ["properties"] = new JsonObject(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)field.Schema))),
    };

    private static JsonObject Described(string type, string description) => new() { ["type"] = type, ["description"] = description };

    /// <summary>Of what an operation answers with: <c>ListPackages</c> gives <c>ListPackagesRow</c>.</summary>
    private static string Name(ApiOperation operation) => char.ToUpperInvariant(operation.Id[0]) + operation.Id[1..] + "Row";
}
