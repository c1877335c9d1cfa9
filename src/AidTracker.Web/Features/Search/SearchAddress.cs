using Microsoft.AspNetCore.Http.Extensions;

namespace AidTracker.Web.Features.Search;

/// <summary>Addresses of the search page, and what its kinds are called there.</summary>
public static class SearchAddress
{
    public const string Path = "/search";

    private static readonly (SearchKind Kind, string Name)[] Names =
    [
        (SearchKind.Package, "packages"), (SearchKind.Line, "line-items"), (SearchKind.Announcement, "announcements"),
        (SearchKind.Passage, "passages"), (SearchKind.Summary, "summaries"), (SearchKind.Source, "sources"),
    ];

    public static string Of(string question, SearchKind? kind, int page, LedgerFilter lens)
    {
        var query = new QueryBuilder { { "q", question } };
        if (kind is { } one)
        {
            query.Add("in", Name(one));
        }

        foreach (var (name, value) in (lens with { Page = page }).Parameters)
        {
            query.Add(name, value);
        }

        return Path + query.ToQueryString();
    }

    /// <summary>As the address has it: <c>line-items</c>.</summary>
    public static string Name(SearchKind kind) => Names.First(name => name.Kind == kind).Name;

    /// <returns>The kind, null for all, or the sentence why there is no such one.</returns>
    public static (SearchKind? Kind, string? Error) Read(string? name) => Names.Where(each => each.Name == name).Select(each => (SearchKind?)each.Kind).FirstOrDefault() switch
    {
        null when !string.IsNullOrWhiteSpace(name) => (null, $"“in” is one of {string.Join(", ", Names.Select(each => each.Name))}."),
        var kind => (kind, null),
    };
}
