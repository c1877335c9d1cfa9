using System.Globalization;
using System.Text;
using System.Text.Json;
using AidTracker.Web.Features.Api;

namespace AidTracker.Web.Tests.Api;

/// <summary>Every parameter and field is described, for machines and for people.</summary>
public sealed class ApiDocumentTests
{
    [Fact]
    public void The_openapi_document_has_every_operation_parameter_and_field()
    {
        using var document = JsonDocument.Parse(OpenApiDocument.Json);
        var root = document.RootElement;

        Assert.StartsWith("3.1", root.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(ApiOperations.All.Count, root.GetProperty("paths").EnumerateObject().Count());
        foreach (var operation in ApiOperations.All)
        {
            var described = root.GetProperty("paths").GetProperty(ApiOperation.Root + operation.Path).GetProperty("get");
            Assert.Equal(operation.Parameters.Select(parameter => parameter.Name), described.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString()));
            // What the filter takes of it, and nothing is said twice.
            Assert.Equal(operation.Parameters.Count(), operation.Parameters.Select(parameter => parameter.Name).Distinct().Count());
            var reference = JsonSerializer.Serialize(described.GetProperty("responses").GetProperty("200")).Split("#/components/schemas/")[1].Split('"')[0];
            var fields = root.GetProperty("components").GetProperty("schemas").GetProperty(reference).GetProperty("properties");
            Assert.Equal([.. operation.Fields.Select(field => field.Name), .. operation.Parts.Select(part => part.Name)], fields.EnumerateObject().Select(field => field.Name));
            Assert.All(fields.EnumerateObject(), field => Assert.False(string.IsNullOrWhiteSpace(field.Value.GetProperty("description").GetString())));
        }
    }

    [Fact]
    public void The_documentation_is_as_the_api_is()
    {
        var text = new StringBuilder("""
            # API

            Reading, for programs: `GET`, JSON, any origin, no account. The page `/api` has all of it with links and forms to try; `/openapi/v1.json` is the same as
            OpenAPI 3.1. Both, and this text, are made from the tables that answer.

            ```
            curl 'http://127.0.0.1:5080/api/v1/line-items?donor=CA&category=AMM&currency=EUR&fields=package,description,amount,currency,amount_converted&limit=10'
            ```

            - An answer is `{"data": …, "next": …, "asOf": {"announcedBy", "knownAt"}, "head": {"seq", "hash", "recordedAt"}}`. `data` is a list, or one object where the address is of one thing.
            - **Pages.** `next` is the address of the next page, from its path on, and `null` on the last. It says `knownAt`, so that all pages are of one state of the ledger whatever is
              published meanwhile; together they are the rows of the file of the same name. There is no `page` but in the search: a list goes on after a row, as fast far on as at its beginning.
            - **Rows** are those of the [files](exports.md), from the same queries, with the same names and meanings. A number is a number, but `rate`, which has more digits than most programs keep,
              is a text; lists of codes are arrays; what is unknown is `null`. `fields=package,title` chooses some, in that order.
            - **Refusals** are `application/problem+json` with `status`, `detail`, the `parameter` and a list of `errors`, each a parameter and a sentence: 400 for what cannot be used, 404 for what there is
              none of, 409 where a head is of another ledger, 429 with `Retry-After` for too much at once ([operations.md](operations.md)). A code said otherwise (`donor=CAN`) leads to the code proper (301), and a package that was found to be the same money as another leads to that one (302; not where `knownAt` is before it was found).
            - **Unchanged.** An answer has an `ETag`; sent as `If-None-Match` it is answered by 304 until something is published. `X-Ledger-Head` names the ledger's head.
            - **Keeping a copy.** `/api/v1/changes?since=HEAD` lists what was published since, HEAD being the `X-Ledger-Head` that you have: with its hash, a ledger that was rewritten is found out.

            """);
        foreach (var operation in ApiOperations.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## `{ApiOperation.Root}{operation.Path}`\n\n{operation.Summary} Example: `{operation.ExampleAddress}`\n\n");
            if (operation.Parameters.Any())
            {
                text.Append("| parameter | meaning |\n|---|---|\n");
                foreach (var parameter in operation.Parameters)
                {
                    text.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}` | {parameter.Meaning}{(parameter.Values is { } values ? $": {string.Join(", ", values.Select(value => $"`{value}`"))}" : "")}. |\n");
                }

                text.Append('\n');
            }

            var file = AidTracker.Web.Features.Export.Exports.All.FirstOrDefault(export => ReferenceEquals(export.Described, operation.Fields));
            if (file is not null)
            {
                text.Append(CultureInfo.InvariantCulture, $"Fields: the columns of [`{file.Path}`](exports.md#{file.Path.Replace("/", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal)}){string.Concat(operation.Parts.Select(part => $"; `{part.Name}`: {char.ToLowerInvariant(part.Meaning[0])}{part.Meaning[1..]}"))}.\n");
                continue;
            }

            text.Append("| field | type | meaning |\n|---|---|---|\n");
            foreach (var field in operation.Fields)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {ApiTypes.Name(field.Type)} | {field.Meaning} |\n");
            }
        }

        Repository.IsAsKept(text.ToString().ReplaceLineEndings("\n"), "docs", "api.md");
    }
}
