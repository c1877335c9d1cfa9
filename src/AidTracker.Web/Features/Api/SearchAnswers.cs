using System.Globalization;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Search;

namespace AidTracker.Web.Features.Api;

/// <summary>What is found by its words.</summary>
internal static class SearchAnswers
{
    private static readonly ExportColumn<(SearchRow Row, PackageRow Package)>[] Fields =
    [
        new("kind", "What is found: as `in` names it.", found => SearchAddress.Name(found.Row.Kind)),
        new("package", "The stable address of the package that it belongs to.", found => found.Package.Slug),
        new("title", "The package's title.", found => found.Package.Title),
        new("line", "Of a line: its number within the package.", found => found.Row.Kind == SearchKind.Line ? found.Row.Number : null),
        new("announcement", "Of an announcement and what belongs to one: its number within the package.", found => found.Row.Kind is SearchKind.Package or SearchKind.Line ? null : found.Row.Number),
        new("version", "Of the announcement.", found => found.Row.Kind is SearchKind.Package or SearchKind.Line ? null : found.Row.Version),
        new("announced_on", "When the donor said it; null for packages and lines.", found => found.Row.AnnouncedOn),
        new("text", "The title, description, summary or passage; of a source without a title its publisher.", found => found.Row.Heading),
        new("aside", "Parties of a package, place of an announcement, publisher of a passage or source.", found => found.Row.Aside),
        new("body", "Summary of a package, reason of a correction.", found => found.Row.Body),
        new("is_exact", "`false` where a word only begins as asked.", found => found.Row.IsExact),
        new("matching", "How many of its kind there are, up to 500, of which the best are ranked.", found => found.Row.Matching),
    ];

    public static ApiOperation Operation { get; } = new(
        "/search", "search", "Packages, lines, announcements, passages and sources by their words, with beginnings and typing errors.",
        LedgerView.Search, ["q", "in", "page", ApiParameter.Fields], Fields, AnswerAsync) { Example = "q=155mm&in=line-items" };

    private static async Task<ApiAnswer> AnswerAsync(ApiQuestion asked, CancellationToken cancel)
    {
        var (kind, wrong) = SearchAddress.Read(asked.Given.GetValueOrDefault("in"));
        if (wrong is not null)
        {
            return Refused("in", wrong);
        }

        if (!asked.Given.TryGetValue("q", out var words))
        {
            return Refused("q", "“q” is missing: say what is searched for, such as q=155mm.");
        }

        var (question, error) = SearchQuestion.Read(words);
        if (question is null)
        {
            return Refused("q", error!);
        }

        var page = asked.Filter.Page;
        var found = await Searching.FindAsync(asked.Context, question, asked.Filter.AsOf, kind, page, cancel);
        var rows = found.Groups.SelectMany(group => group.Rows).Where(row => found.Packages.ContainsKey(row.PackageId)).Select(row => (row, found.Packages[row.PackageId]));
        return new ApiAnswer(ApiOperations.Rows(Fields, rows))
        {
            NextSays = kind is not null && found.Groups.Any(group => group.Matching > page * Searching.PageSize) ? new("page", (page + 1).ToString(CultureInfo.InvariantCulture)) : null,
        };
    }

    private static ApiAnswer Refused(string parameter, string sentence) => new([]) { Refusal = (StatusCodes.Status400BadRequest, new FilterError(parameter, sentence)) };
}
