using Microsoft.AspNetCore.Authentication.Cookies;

namespace AidTracker.Web.Features.Accounts.SigningIn;

/// <summary>Cookies under the name that the request's scheme allows.</summary>
internal sealed class CookieNames : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public static string Of(HttpRequest request, string name) => request.IsHttps ? "__Host-" + name : name;

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Of(context.Request, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, Of(context.Request, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, Of(context.Request, key), options);
}
