using System.Linq.Expressions;

namespace AidTracker.Web.Reading.Rows;

/// <summary>How far a line has come. It has exactly one stage, the furthest: the last of these that holds (docs/methodology.md).</summary>
public static class LineStage
{
    /// <summary>Nothing more is known of it.</summary>
    public const string Promised = "promised";

    /// <summary>A contract is known for some of it.</summary>
    public const string Contracted = "contracted";

    /// <summary>Some of it is known to be paid.</summary>
    public const string Paid = "paid";

    /// <summary>Some of it is known to be handed over.</summary>
    public const string PartlyDelivered = "partly-delivered";

    /// <summary>Said to be complete, or worth as much as was promised; where it is not priced, as many as were promised.</summary>
    public const string Delivered = "delivered";

    public static IReadOnlyList<string> All { get; } = [Promised, Contracted, Paid, PartlyDelivered, Delivered];

    /// <summary>The rule, for queries and for rows alike.</summary>
    public static Expression<Func<LineItemRow, string>> Of { get; } = line =>
        line.DeliveredFinal || (line.Amount == null ? line.DeliveredQuantity >= line.Quantity : line.Amount > 0 && line.Delivered >= line.Amount) ? Delivered
        : line.Delivered != null || line.DeliveredQuantity != null ? PartlyDelivered
        : line.PaidFinal || line.Paid != null || line.PaidQuantity != null ? Paid
        : line.ContractedFinal || line.Contracted != null || line.ContractedQuantity != null ? Contracted
        : Promised;
}
