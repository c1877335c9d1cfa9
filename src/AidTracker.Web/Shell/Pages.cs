using Radzen;

namespace AidTracker.Web.Shell;

/// <summary>The pages, rendered on the server; a circuit is opened only for a component that asks for one.</summary>
public static class Pages
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddRadzenComponents();
        services.AddSingleton<Instance>();
    }

    /// <summary>After the static assets, before anything that answers for itself.</summary>
    public static void MapPages(this WebApplication app)
    {
        app.UsePageErrors();
        app.UseAntiforgery();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
