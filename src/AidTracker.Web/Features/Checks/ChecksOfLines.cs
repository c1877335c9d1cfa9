namespace AidTracker.Web.Features.Checks;

/// <summary>Checks of lines as they stand now.</summary>
internal static class ChecksOfLines
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("delivered-above-promised", Gravity.Mistake, "More delivered than promised",
            "A line of which more is delivered, in value or in quantity, than was promised.",
            "Record the promise that is missing, or correct the delivery.",
            $"""
            select package_id, null::int as announcement, line_number as line, concat_ws(' and ',
              case when delivered > amount then currency || ' ' || {Check.Figure("delivered")} || ' delivered of ' || {Check.Figure("amount")} end,
              case when delivered_quantity > quantity then concat_ws(' ', {Check.Figure("delivered_quantity")}, unit) || ' delivered of ' || {Check.Figure("quantity")} end) as wrong
            from ledger.line_item_now
            where delivered > amount or delivered_quantity > quantity
            """),

        new("quantity-without-unit", Gravity.Mistake, "Quantity without a unit",
            "A line with a quantity that does not say what is counted.",
            "Describe the line with its unit.",
            $"""
            select package_id, null::int as announcement, line_number as line,
              {Check.Figure("coalesce(quantity, contracted_quantity, paid_quantity, delivered_quantity)")} || ' of what is not said' as wrong
            from ledger.line_item_now
            where role = 'named' and unit is null and coalesce(quantity, contracted_quantity, paid_quantity, delivered_quantity) is not null
            """),

        new("said-twice", Gravity.Mistake, "Lines that say the same",
            "A line whose description is that of another line of the package, so that a reader cannot tell the two apart.",
            "Describe each with what sets it apart, or move the money onto one of them.",
            """
            select a.package_id, null::int as announcement, a.line_number as line,
              'says “' || a.description || '”, as line ' || min(b.line_number) || ' does' as wrong
            from ledger.line_item_now a
            join ledger.line_item_now b on b.package_id = a.package_id and b.line_number < a.line_number
              and lower(btrim(b.description)) = lower(btrim(a.description))
            group by a.package_id, a.line_number, a.description
            """),

        new("unit-without-quantity", Gravity.Note, "Unit without a quantity",
            "A line that says what it counts and not how many.",
            "Look for the number; where nobody has said it, leave it open.",
            """
            select package_id, null::int as announcement, line_number as line, 'counts in “' || unit || '” and states no number' as wrong
            from ledger.line_item_now
            where unit is not null and coalesce(quantity, contracted_quantity, paid_quantity, delivered_quantity) is null
            """),

        new("bundle", Gravity.Note, "Money without a category of its own",
            "A line with an amount that stands under Mixed or Undisclosed and names no category that it also covers; contributions to pooled funds are left out, since they are mixed by nature.",
            "Itemise it where the donor has since said what it is made of, or name what it also covers.",
            $"""
            select package_id, null::int as announcement, line_number as line,
              currency || ' ' || {Check.Figure("amount")} || case category when 'MIX' then ' is mixed' else ' is undisclosed' end as wrong
            from ledger.line_item_now
            where category in ('MIX', 'UND') and amount > 0 and cardinality(also_covers) = 0 and instrument <> 'FND'
            """),
    ];
}
