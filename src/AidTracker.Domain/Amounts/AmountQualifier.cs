namespace AidTracker.Domain.Amounts;

/// <summary>How a source states an amount. The order is from the surest to the least sure.</summary>
public enum AmountQualifier
{
    /// <summary>The figure itself.</summary>
    Exact,

    /// <summary>About that much.</summary>
    Approximately,

    /// <summary>Somebody's estimate.</summary>
    Estimated,

    /// <summary>A range: the amount is the upper end, the lower end stands beside it.</summary>
    Between,

    /// <summary>That much at the most: the floor is zero.</summary>
    UpTo,

    /// <summary>That much or more: no ceiling.</summary>
    AtLeast,

    /// <summary>Strictly more than that: no ceiling.</summary>
    MoreThan,

    /// <summary>The donor does not say. Of a headline only; an entry without an amount is "not priced".</summary>
    Undisclosed,
}
