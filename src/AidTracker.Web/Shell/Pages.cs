using Radzen;

namespace AidTracker.Web.Shell;

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
    }

    /// <summary>After the static assets, before anything that answers for itself.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UsePageErrors();
        app.UseAntiforgery();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
