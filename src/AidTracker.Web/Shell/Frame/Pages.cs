using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.OnePackage.Merges;
using AidTracker.Web.Features.Subjects;
using AidTracker.Web.Shell.Filtering;
using Radzen;

namespace AidTracker.Web.Shell.Frame;

/// <summary>The pages, rendered on the server; a circuit is opened only for a component that asks for one.</summary>
public static class Pages
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        // Pages only: files of the shell are compressed when they are built, and exports are streams.
        services.AddResponseCompression(compression => compression.MimeTypes = ["text/html"]);
        services.AddSingleton<Instance>();
        services.AddSingleton<FilterChoices>();
        services.AddSingleton<PackageMerges>();
        services.AddSingleton<SubjectCounts>();
        ReadingCache.Add(services);
    }

    /// <summary>After the static assets, before anything that answers for itself.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.UseHeadAsGet();
        app.UseMiddleware<ReadingCache>();
        app.UseOutputCache();
        app.UseResponseCompression();
        app.UsePageErrors();
        // Here and not at the start, where it would have matched a HEAD to nothing and an error page's path to the page that failed.
        app.UseRouting();
        app.UseAccounts();
        app.UseAntiforgery();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
