namespace AidTracker.Web.Shell.Filtering;

/// <summary>The order that a list is in, and the addresses of its other orders.</summary>
/// <param name="Path">The page's own address, without its query.</param>
/// <param name="Filter">What the page shows; its links keep all of it but the order and the page.</param>
public sealed record ListOrder(string Path, LedgerFilter Filter, LedgerView View)
{
    private string Now => View.SortOf(Filter);

    /// <summary>Where a click on a column's head leads: to the way that is meant first, or to the other way where that is shown. Null where the column has no order, or its amounts do not compare.</summary>
    /// <param name="key">The column's order that goes up.</param>
    public string? Href(string key) => View.Sorts.Where(sort => sort.TrimStart('-') == key).ToList() is not [var first, var second] || (Filter.Currency is null && View.SortsByAmount.Contains(key))
        ? null
        : To(Now == first ? second : first);

    /// <summary>What <c>aria-sort</c> says of a column; null where the list is in another's order.</summary>
    public string? Aria(string key) => Now == key ? "ascending" : Now == "-" + key ? "descending" : null;

    private string To(string sort) => Path + (Filter with { Sort = sort == View.SortOf(Filter with { Sort = null }) ? null : sort, Page = 1 }).ToQuery();
}
