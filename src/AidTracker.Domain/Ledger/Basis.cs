namespace AidTracker.Domain.Ledger;

/// <summary>
/// The days at whose rates a package's money came in, and the part that each has in it: what the moving average of product rule 5
/// is made of, without any rate. The same stands in the database, in <c>ledger.package_state</c>.
/// </summary>
internal static class Basis
{
    /// <param name="basis">Days in order, with weights that add up to 1; none before any money.</param>
    /// <param name="held">What is committed before, in the package's currency.</param>
    /// <param name="inflow">What comes in, in the package's currency; zero where a sum is undisclosed.</param>
    /// <param name="on">The day on which it is announced; never before the last of the basis.</param>
    public static IReadOnlyList<(DateOnly On, decimal Weight)> After(IReadOnlyList<(DateOnly On, decimal Weight)> basis, decimal held, decimal inflow, DateOnly on)
    {
        if (held == 0)
        {
            // Of an undisclosed sum too: its lines may have prices, and need a rate.
            return [(on, 1)];
        }

        if (inflow == 0)
        {
            return basis;
        }

        var kept = held / (held + inflow);
        var scaled = basis.Where(part => part.On != on).Select(part => (part.On, Weight: part.Weight * kept)).ToList();
        // What is left, so that they add up to 1 whatever was rounded.
        return [.. scaled, (on, 1 - scaled.Sum(part => part.Weight))];
    }
}
