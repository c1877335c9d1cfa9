using Microsoft.AspNetCore.Diagnostics;

namespace AidTracker.Web.Features.Embeds;

/// <summary>What may frame an answer, and what it may load: embeds, and nothing else of the site, stand in the pages of others.</summary>
public sealed class EmbedPolicy(ChartStyle style)
{
    private readonly string _drawing = $"default-src 'none'; style-src 'sha256-{style.Hash}'; frame-ancestors *";

    /// <summary>No script, no form, nothing from elsewhere.</summary>
    private const string Page = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors *";

    /// <summary>Null where the answer is no embed, as is the page that says that there is none.</summary>
    public string? Of(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(EmbedEndpoints.Root) || context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null ? null
        : context.Request.Path.Value!.EndsWith(EmbedEndpoints.Drawing, StringComparison.OrdinalIgnoreCase) ? _drawing
        : Page;
}
