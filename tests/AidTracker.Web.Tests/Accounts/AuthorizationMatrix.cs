namespace AidTracker.Web.Tests.Accounts;

/// <summary>Who may come to an address.</summary>
public enum Access
{
    Everybody,

    SignedIn,

    /// <summary>Editors, reviewers and administrators.</summary>
    Desk,

    Review,

    Admin,
}

/// <param name="Route">As it is mapped, with a slash before it.</param>
/// <param name="Sample">An address of it.</param>
public sealed record MatrixRow(string Route, Access Access, string Sample)
{
    public MatrixRow(string route, Access access) : this(route, access, route)
    {
    }
}

/// <summary>Every route. A new one gets a row here.</summary>
public static class AuthorizationMatrix
{
    private const string Canada = "ca-ua-2025-06-kananaskis";

    public static IReadOnlyList<MatrixRow> Rows { get; } =
    [
        // Reading.
        new("/", Access.Everybody),
        new("/packages", Access.Everybody),
        new("/packages/{Slug}", Access.Everybody, $"/packages/{Canada}"),
        new("/packages/{Slug}/sources/{Place}", Access.Everybody, $"/packages/{Canada}/sources/1"),
        new("/line-items", Access.Everybody),
        new("/announcements", Access.Everybody),
        new("/donors", Access.Everybody),
        new("/donors/{Code}", Access.Everybody, "/donors/CA"),
        new("/recipients", Access.Everybody),
        new("/recipients/{Code}", Access.Everybody, "/recipients/UA"),
        new("/categories", Access.Everybody),
        new("/categories/{Code}", Access.Everybody, "/categories/AMM"),
        new("/initiatives", Access.Everybody),
        new("/initiatives/{Code}", Access.Everybody, "/initiatives/PURL"),
        new("/explore", Access.Everybody),
        new("/compare", Access.Everybody),
        new("/reports", Access.Everybody),
        new("/reports/donors/{Of}", Access.Everybody, "/reports/donors/CA"),
        new("/reports/recipients/{Of}", Access.Everybody, "/reports/recipients/UA"),
        new("/reports/packages/{Of}", Access.Everybody, $"/reports/packages/{Canada}"),
        new("/reports/changes", Access.Everybody, "/reports/changes?month=2025-08"),
        new("/search", Access.Everybody),
        new("/checks", Access.Everybody),
        new("/methodology", Access.Everybody),
        new("/transparency", Access.Everybody),
        new("/error", Access.Everybody),
        new("/not-found", Access.Everybody),

        // Files.
        new("/packages.csv", Access.Everybody),
        new("/packages.json", Access.Everybody),
        new("/packages.xlsx", Access.Everybody),
        new("/line-items.csv", Access.Everybody),
        new("/line-items.json", Access.Everybody),
        new("/line-items.xlsx", Access.Everybody),
        new("/announcements.csv", Access.Everybody),
        new("/announcements.json", Access.Everybody),
        new("/announcements.xlsx", Access.Everybody),
        new("/entries.csv", Access.Everybody),
        new("/entries.json", Access.Everybody),
        new("/entries.xlsx", Access.Everybody),
        new("/progress.csv", Access.Everybody),
        new("/progress.json", Access.Everybody),
        new("/progress.xlsx", Access.Everybody),
        new("/explore.csv", Access.Everybody),
        new("/explore.json", Access.Everybody),
        new("/explore.xlsx", Access.Everybody),
        new("/compare.csv", Access.Everybody, "/compare.csv?a=2025-07-31"),
        new("/compare.json", Access.Everybody, "/compare.json?a=2025-07-31"),
        new("/compare.xlsx", Access.Everybody, "/compare.xlsx?a=2025-07-31"),
        new("/reports/donors/{of}.csv", Access.Everybody, "/reports/donors/CA.csv"),
        new("/reports/donors/{of}.xlsx", Access.Everybody, "/reports/donors/CA.xlsx"),
        new("/reports/donors/{of}.docx", Access.Everybody, "/reports/donors/CA.docx"),
        new("/reports/recipients/{of}.csv", Access.Everybody, "/reports/recipients/UA.csv"),
        new("/reports/recipients/{of}.xlsx", Access.Everybody, "/reports/recipients/UA.xlsx"),
        new("/reports/recipients/{of}.docx", Access.Everybody, "/reports/recipients/UA.docx"),
        new("/reports/packages/{of}.csv", Access.Everybody, $"/reports/packages/{Canada}.csv"),
        new("/reports/packages/{of}.xlsx", Access.Everybody, $"/reports/packages/{Canada}.xlsx"),
        new("/reports/packages/{of}.docx", Access.Everybody, $"/reports/packages/{Canada}.docx"),
        new("/reports/changes.csv", Access.Everybody, "/reports/changes.csv?month=2025-08"),
        new("/reports/changes.xlsx", Access.Everybody, "/reports/changes.xlsx?month=2025-08"),
        new("/reports/changes.docx", Access.Everybody, "/reports/changes.docx?month=2025-08"),
        new("/dataset.zip", Access.Everybody),
        new("/announcements.atom", Access.Everybody),
        new("/snapshots", Access.Everybody),
        new("/snapshots/{Name}", Access.Everybody, "/snapshots/none"),

        // In the pages of others.
        new("/embed/explore", Access.Everybody, "/embed/explore?currency=EUR"),
        new("/embed/packages/{slug}", Access.Everybody, $"/embed/packages/{Canada}"),
        new("/embed/donors/{code}", Access.Everybody, "/embed/donors/CA"),
        new("/embed/recipients/{code}", Access.Everybody, "/embed/recipients/UA"),
        new("/embed/categories/{code}", Access.Everybody, "/embed/categories/AMM"),
        new("/embed/initiatives/{code}", Access.Everybody, "/embed/initiatives/PURL"),
        new("/embed/explore.svg", Access.Everybody, "/embed/explore.svg?currency=EUR"),
        new("/embed/packages/{slug}.svg", Access.Everybody, $"/embed/packages/{Canada}.svg"),
        new("/embed/donors/{code}.svg", Access.Everybody, "/embed/donors/CA.svg"),
        new("/embed/recipients/{code}.svg", Access.Everybody, "/embed/recipients/UA.svg"),
        new("/embed/categories/{code}.svg", Access.Everybody, "/embed/categories/AMM.svg"),
        new("/embed/initiatives/{code}.svg", Access.Everybody, "/embed/initiatives/PURL.svg"),

        // The API.
        new("/api", Access.Everybody),
        new("/openapi/v1.json", Access.Everybody),
        new("/api/v1/packages", Access.Everybody),
        new("/api/v1/packages/{slug}", Access.Everybody, $"/api/v1/packages/{Canada}"),
        new("/api/v1/line-items", Access.Everybody),
        new("/api/v1/announcements", Access.Everybody),
        new("/api/v1/entries", Access.Everybody),
        new("/api/v1/progress", Access.Everybody),
        new("/api/v1/donors", Access.Everybody),
        new("/api/v1/recipients", Access.Everybody),
        new("/api/v1/totals", Access.Everybody),
        new("/api/v1/search", Access.Everybody, "/api/v1/search?q=drones"),
        new("/api/v1/changes", Access.Everybody, "/api/v1/changes?since=1"),
        new("/api/v1/ledger/head", Access.Everybody),
        new("/api/v1/ledger/verify", Access.Everybody),
        new("/api/v1/{**rest}", Access.Everybody, "/api/v1/none"),
        new("/transparency/checkpoints.txt", Access.Everybody),
        new("/transparency/key.pem", Access.Everybody),

        // The machine.
        new("/health/live", Access.Everybody),
        new("/health/ready", Access.Everybody),
        // A circuit belongs to who opened it; its commands ask for themselves.
        new("/_blazor", Access.Everybody),
        new("/_blazor/disconnect/", Access.Everybody),
        new("/_blazor/initializers/", Access.Everybody),
        new("/_blazor/negotiate", Access.Everybody),
        new("/_framework/opaque-redirect", Access.Everybody),
        // Blazor's own, for what looks like a file.
        new("/{**path:file}", Access.Everybody, "/no-such-file.txt"),

        // Accounts.
        new("/account/login", Access.Everybody),
        new("/account/login/code", Access.Everybody),
        new("/account/login/passkey/options", Access.Everybody),
        new("/account/link/{Token}", Access.Everybody, "/account/link/none"),
        new("/account/denied", Access.Everybody),
        new("/account/stale", Access.Everybody),
        new("/account/logout", Access.Everybody),
        new("/account", Access.SignedIn),
        new("/account/password", Access.SignedIn),
        new("/account/authenticator", Access.SignedIn),
        new("/account/passkeys", Access.SignedIn),
        new("/account/passkeys/options", Access.SignedIn),

        // The desk.
        new("/desk", Access.Desk),
        new("/desk/new", Access.Desk),
        new("/desk/guide", Access.Desk),
        new("/desk/drafts/{Id:guid}", Access.Desk, "/desk/drafts/00000000-0000-0000-0000-000000000000"),
        // Authors see what became of theirs; its commands ask for the role.
        new("/desk/review", Access.Desk),
        new("/desk/review/{Id:guid}", Access.Desk, "/desk/review/00000000-0000-0000-0000-000000000000"),

        // Administration.
        new("/admin", Access.Admin),
        new("/admin/people", Access.Admin),
        new("/admin/people/{Id:guid}", Access.Admin, "/admin/people/00000000-0000-0000-0000-000000000000"),
        // Who is at the desk may look.
        new("/admin/lists", Access.Desk),
        new("/admin/rates", Access.Admin),
        new("/admin/webhooks", Access.Admin),
        new("/admin/audit", Access.Admin),
        new("/admin/audit.csv", Access.Admin),
    ];
}
