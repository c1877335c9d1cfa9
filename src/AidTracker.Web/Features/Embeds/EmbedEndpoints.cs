using System.Text;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Subjects;
using AidTracker.Web.Shell;
using AidTracker.Web.Shell.Frame;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Embeds;

/// <summary>Charts and tables for the pages of others, and the charts as drawings that stand alone.</summary>
internal static class EmbedEndpoints
{
    public const string Root = "/embed";

    /// <summary>The ending of a drawing's address.</summary>
    public const string Drawing = ".svg";

    /// <summary>Asks for the table in place of the chart.</summary>
    public const string Show = "show";

    private static readonly LedgerView Table = LedgerView.Explore with { Name = "an embedded table", Parameters = [.. LedgerView.Explore.Parameters, Show] };

    private static readonly LedgerView Other = new("an embed", Root, [.. LedgerView.Subjects.Parameters, Show], []);

    public static void AddEmbeds(this IServiceCollection services)
    {
        services.AddSingleton<ChartStyle>();
        services.AddSingleton<EmbedPolicy>();
        services.AddSingleton<Serving>();
    }

    public static void MapEmbeds(this IEndpointRouteBuilder endpoints)
    {
        foreach (var ending in new[] { "", Drawing })
        {
            endpoints.MapGet($"{Root}/explore{ending}", (HttpContext http, Serving serving) => ServeAsync(http, serving, ending, Table, async (context, filter, head, cancel) => await Embedded.OfTableAsync(context, filter, head, cancel)));
            endpoints.MapGet($"{Root}/packages/{{slug}}{ending}", (HttpContext http, Serving serving, string slug) => ServeAsync(http, serving, ending, Other, (context, filter, head, cancel) => Embedded.OfPackageAsync(context, serving.Lists, slug, filter, head, cancel)));
            foreach (var kind in SubjectKind.All)
            {
                endpoints.MapGet($"{Root}{kind.Path}/{{code}}{ending}", (HttpContext http, Serving serving, string code) => ServeAsync(http, serving, ending, Other, async (context, filter, head, cancel) => kind.Find(code, serving.Lists) is { } found
                    ? await Embedded.OfSubjectAsync(context, serving.Lists, kind, found, filter, head, cancel)
                    : null));
            }
        }
    }

    private static async Task<IResult> ServeAsync(HttpContext http, Serving serving, string ending, LedgerView view, Func<LedgerContext, LedgerFilter, LedgerHead, CancellationToken, Task<Embedded?>> load)
    {
        var cancel = http.RequestAborted;
        var (filter, errors, _, _) = await serving.Parser.ParseAsync(http, view);
        var isTable = http.Request.Query[Show] is ["table"];
        if (http.Request.Query.ContainsKey(Show) && (!isTable || ending.Length > 0))
        {
            errors = [.. errors, new FilterError(Show, "“show” is table once, for a table in place of the chart; a drawing has none.")];
        }

        if (errors.Count > 0)
        {
            return Refuse(http, StatusCodes.Status400BadRequest, ending, [.. errors.Select(error => error.Sentence)]);
        }

        await using var state = await LedgerState.OpenAsync(serving.Contexts, cancel);
        var head = await state.HeadAtAsync(filter.AsOf, cancel);
        if (await load(state.Context, filter, head, cancel) is not { } embedded)
        {
            return Refuse(http, StatusCodes.Status404NotFound, ending, ["Nothing on record has this address, or had it then: it may have been mistyped, or cut off where it was copied."]);
        }

        if (ending.Length == 0)
        {
            return new RazorComponentResult<EmbedDocument>(new { Of = embedded with { IsTable = isTable }, IsDemonstration = await serving.Instance.IsDemonstrationAsync(cancel) }) { PreventStreamingRendering = true };
        }

        if (!embedded.CanBeDrawn)
        {
            return Refuse(http, StatusCodes.Status400BadRequest, ending, ["There is nothing to draw on one scale: with several currencies, choose one with “currency”."]);
        }

        var tag = LedgerTag.Of(head, serving.Time);
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers[LedgerHead.HeaderName] = head.ToString();
        http.Response.Headers.AccessControlAllowOrigin = "*";
        return LedgerTag.IsHeldBy(http.Request, tag)
            ? Results.StatusCode(StatusCodes.Status304NotModified)
            : Results.Bytes(StandaloneSvg.Of(await HtmlAsync(http, embedded), embedded, $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{embedded.Page}", serving.Style.Css), "image/svg+xml");
    }

    private static IResult Refuse(HttpContext http, int status, string ending, IReadOnlyList<string> sentences)
    {
        if (ending.Length > 0)
        {
            return Results.Text(string.Join('\n', sentences) + "\n", "text/plain; charset=utf-8", Encoding.UTF8, status);
        }

        http.AnswerWith(status);
        return new RazorComponentResult<EmbedDocument>(new { Sentences = sentences }) { PreventStreamingRendering = true };
    }

    private static async Task<string> HtmlAsync(HttpContext http, Embedded embedded)
    {
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var drawn = await renderer.RenderComponentAsync<EmbeddedFigures>(ParameterView.FromDictionary(new Dictionary<string, object?> { [nameof(EmbeddedFigures.Of)] = embedded }));
            var patterns = await renderer.RenderComponentAsync<Shell.Charts.PatternDefs>();
            return patterns.ToHtmlString() + drawn.ToHtmlString();
        });
    }

    /// <summary>What it takes to serve one.</summary>
    internal sealed record Serving(FilterParser Parser, IDbContextFactory<LedgerContext> Contexts, ReferenceLists Lists, Instance Instance, ChartStyle Style, TimeProvider Time);
}
