using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Reading;

/// <summary>Keeps a reader at the point on the two clocks that they asked for, from link to link.</summary>
public static class AsOfLinks
{
    /// <summary>The point that this request asked for; now where it asked for none.</summary>
    public static AsOf AsOf(this HttpContext? http) => http?.Items[typeof(AsOf)] as AsOf ?? Domain.Ledger.AsOf.Now;

    /// <summary>An address without a query of its own, at the same point.</summary>
    public static string At(this HttpContext? http, string path)
    {
        var fragment = path.IndexOf('#', StringComparison.Ordinal) is var start and >= 0 ? path[start..] : "";
        return path[..^fragment.Length] + new LedgerFilter { AsOf = http.AsOf() }.ToQuery() + fragment;
    }
}
