using AidTracker.Web.Data;
using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Api;

/// <summary>What is asked of an operation, read and checked, within one snapshot of the database.</summary>
/// <param name="Filter">At the newest publication it asks for now: what stands now is found faster.</param>
/// <param name="Given">Parameters beside the filter's, as they were given; a part of the path too.</param>
internal sealed record ApiQuestion(LedgerContext Context, LedgerFilter Filter, LedgerHead Head, int Limit, IReadOnlyDictionary<string, string> Given, IServiceProvider Services);

/// <summary>Rows that belong to what is answered: the lines of a package.</summary>
/// <param name="Name">The field that holds them.</param>
internal sealed record ApiPart(string Name, string Meaning, IReadOnlyList<ExportColumn> Fields);

/// <summary>What an operation found.</summary>
/// <param name="Rows">The values of its fields.</param>
internal sealed record ApiAnswer(IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>Where a list that is read by the filter goes on.</summary>
    public ListCursor? Next { get; init; }

    /// <summary>What the address of the next page says otherwise than this one; null where there is none, or <see cref="Next"/> tells.</summary>
    public KeyValuePair<string, string>? NextSays { get; init; }

    /// <summary>In the order of the operation's parts.</summary>
    public IReadOnlyList<IReadOnlyList<IReadOnlyList<object?>>> Parts { get; init; } = [];

    /// <summary>The path of the operation that answers instead, from <see cref="ApiOperation.Root"/> on, with the same query; null where this one does.</summary>
    public string? Elsewhere { get; init; }

    /// <summary>What could not be answered, with the status that says so.</summary>
    public (int Status, FilterError Error)? Refusal { get; init; }
}

/// <summary>One address of the API.</summary>
/// <param name="Path">From <c>/api/v1</c> on; a part in braces is a parameter.</param>
/// <param name="Id">A name for programs that are generated from the OpenAPI document.</param>
/// <param name="Summary">A sentence.</param>
/// <param name="View">What of the filter it takes.</param>
/// <param name="Own">Parameters beside the filter's.</param>
/// <param name="Fields">Of a row.</param>
internal sealed record ApiOperation(
    string Path, string Id, string Summary, LedgerView View, IReadOnlyList<string> Own, IReadOnlyList<ExportColumn> Fields, Func<ApiQuestion, CancellationToken, Task<ApiAnswer>> AnswerAsync)
{
    public const string Root = "/api/v1";

    /// <summary>Whether <c>data</c> is one object and not a list of them.</summary>
    public bool IsOne { get; init; }

    /// <summary>Whether a program that has the answer is told so; not where the answer depends on more than the ledger.</summary>
    public bool IsTagged { get; init; } = true;

    public IReadOnlyList<ApiPart> Parts { get; init; } = [];

    /// <summary>A query that works on the demonstration data, without its question mark.</summary>
    public string Example { get; init; } = "";

    public bool IsPaged => Own.Contains(ApiParameter.Limit);

    /// <summary>All that its address can say, the filter's first.</summary>
    public IEnumerable<ApiParameter> Parameters =>
    [
        .. View.Parameters.Except(Own).Select(ApiParameter.Of),
        .. View.Sorts.Count == 0 ? Array.Empty<ApiParameter>() : [new ApiParameter("sort", $"The order; `{View.Sorts[0]}` where it is not said", View.Sorts[^1], View.Sorts)],
        .. Own.Select(ApiParameter.Of),
    ];

    public string ExampleAddress => Root + Path.Replace("{slug}", ApiParameter.Of("slug").Example, StringComparison.Ordinal) + (Example.Length == 0 ? "" : "?" + Example);
}
