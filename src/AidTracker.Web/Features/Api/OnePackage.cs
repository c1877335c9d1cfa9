using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.OnePackage.Merges;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Api;

/// <summary>One package with all that it is made of.</summary>
internal static class OnePackage
{
    private static readonly LedgerView View = new("a package", "/packages", ["announcedBy", "knownAt", "currency", "rate", "versions"], []);

    public static ApiOperation Operation { get; } = new("/packages/{slug}", "getPackage", "One package with its lines, announcements, entries and progress.", View, ["slug"], ExportColumns.Packages, AnswerAsync)
    {
        IsOne = true,
        Parts =
        [
            new("lines", "Its lines, the reserved ones too", ExportColumns.LineItems),
            new("history", "Its announcements; with `versions=all` every version", ExportColumns.Announcements),
            new("entries", "What they move on lines", ExportColumns.Entries),
            new("progress", "What is contracted, paid or delivered", ExportColumns.Progress),
        ],
    };

    private static async Task<ApiAnswer> AnswerAsync(ApiQuestion asked, CancellationToken cancel)
    {
        var (context, filter, slug) = (asked.Context, asked.Filter, asked.Given["slug"]);
        if (await PackageMerges.IntoAsync(context, slug, RowsAsOf.Known(filter.AsOf), cancel) is { } into)
        {
            return new ApiAnswer([]) { Elsewhere = $"/packages/{into}" };
        }

        var rows = await context.ConvertedPackages(filter).Where(row => row.Package.Slug == slug).ToListAsync(cancel);
        if (rows.Count == 0)
        {
            return new ApiAnswer([])
            {
                Refusal = (StatusCodes.Status404NotFound, new FilterError("slug", "No package has that address at the point of both clocks that is asked for: copy it from the field “package” of a list, or from the package's page, where it follows /packages/.")),
            };
        }

        return new ApiAnswer(ApiOperations.Rows(ExportColumns.Packages, rows))
        {
            Parts =
            [
                ApiOperations.Rows(ExportColumns.LineItems, await context.LineItems(filter).Where(row => row.Package.Slug == slug).ToListAsync(cancel)),
                ApiOperations.Rows(ExportColumns.Announcements, await context.Announcements(filter).Where(row => row.Package.Slug == slug).ToListAsync(cancel)),
                ApiOperations.Rows(ExportColumns.Entries, await context.Entries(filter).Where(row => row.Package.Slug == slug).ToListAsync(cancel)),
                ApiOperations.Rows(ExportColumns.Progress, await context.Progress(filter).Where(row => row.Package.Slug == slug).ToListAsync(cancel)),
            ],
        };
    }
}
