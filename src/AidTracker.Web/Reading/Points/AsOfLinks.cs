using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Reading.Points;

/// <summary>Keeps a reader at the point on the two clocks and in the currency that they asked for, from link to link.</summary>
public static class AsOfLinks
{
    /// <summary>How this request looks at the ledger, without what narrows it.</summary>
    public static LedgerFilter Lens(this HttpContext? http) => http?.Items[typeof(LedgerFilter)] as LedgerFilter ?? new LedgerFilter();

    /// <summary>The point that this request asked for; now where it asked for none.</summary>
    public static AsOf AsOf(this HttpContext? http) => http.Lens().AsOf;

    /// <summary>An address without a query of its own, looked at in the same way.</summary>
    public static string At(this HttpContext? http, string path)
    {
        var fragment = path.IndexOf('#', StringComparison.Ordinal) is var start and >= 0 ? path[start..] : "";
        return path[..^fragment.Length] + http.Lens().ToQuery() + fragment;
    }
}
