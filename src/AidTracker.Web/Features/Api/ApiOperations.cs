using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Api;

/// <summary>All of the API. Lists have the fields of the files of the same name, from the same queries.</summary>
internal static class ApiOperations
{
    private static readonly string[] OfLists = [ApiParameter.Limit, ApiParameter.After, ApiParameter.Fields];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        List(LedgerView.Packages, "listPackages", "Packages of aid, each as it stands at the point of both clocks that is asked for.", ExportColumns.Packages, "donor=CA&currency=EUR&limit=5",
            async (asked, cancel) => await asked.Context.PackagePageAsync(asked.Filter, asked.Limit, cancel)),
        OnePackage.Operation,
        List(LedgerView.LineItems, "listLineItems", "Lines of packages; those of a package add up to what is committed.", ExportColumns.LineItems, "category=ADS&fields=package,line,description,amount,currency",
            async (asked, cancel) => await asked.Context.LinePageAsync(asked.Filter, asked.Limit, cancel)),
        List(LedgerView.Announcements, "listAnnouncements", "Announcements, each in the version that counts; `versions` for the others.", ExportColumns.Announcements, "recipient=UA&sort=-recorded&limit=10",
            async (asked, cancel) => await asked.Context.AnnouncementPageAsync(asked.Filter, asked.Limit, cancel)),
        List(LedgerView.Entries, "listEntries", "What announcements move on lines; amounts add up to what is committed.", ExportColumns.Entries, "donor=CA&limit=20",
            async (asked, cancel) => await asked.Context.EntryPageAsync(asked.Filter, asked.Limit, cancel)),
        List(LedgerView.Progress, "listProgress", "What is contracted, paid or delivered on lines; never new money.", ExportColumns.Progress, "kind=Delivered&limit=20",
            async (asked, cancel) => await asked.Context.ProgressPageAsync(asked.Filter, asked.Limit, cancel)),
        PartyTotals.Donors,
        PartyTotals.Recipients,
        TableTotals.Operation,
        SearchAnswers.Operation,
        Changes.Operation,
        LedgerAnswers.Head,
        LedgerAnswers.Verify,
    ];

    private static ApiOperation List<T>(LedgerView view, string id, string summary, IReadOnlyList<ExportColumn<T>> fields, string example, Func<ApiQuestion, CancellationToken, Task<ListPage<T>>> page) =>
        new(view.Path, id, summary, view, OfLists, fields, async (asked, cancel) =>
        {
            var found = await page(asked, cancel);
            return new ApiAnswer(Rows(fields, found.Rows)) { Next = found.Next };
        }) { Example = example };

    /// <summary>The values of each row in the order of the fields.</summary>
    public static IReadOnlyList<IReadOnlyList<object?>> Rows<T>(IReadOnlyList<ExportColumn<T>> fields, IEnumerable<T> rows) =>
        [.. rows.Select(row => (IReadOnlyList<object?>)[.. fields.Select(field => field.Value(row))])];
}
