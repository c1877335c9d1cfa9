namespace AidTracker.Web.Shell.Charts;

/// <param name="First">Its first day.</param>
/// <param name="Moved">By the announcements that were made in it.</param>
/// <param name="Standing">At its end.</param>
public sealed record MovedQuarter(DateOnly First, decimal Moved, decimal Standing)
{
    public string Name => $"{First.Year} Q{(First.Month + 2) / 3}";

    public DateOnly Last => First.AddMonths(3).AddDays(-1);

    /// <summary>From the first quarter in which anything moved to the last, those between them that moved nothing as well.</summary>
    /// <param name="rows">Of one currency and what counts alike.</param>
    public static IReadOnlyList<MovedQuarter> Of(IEnumerable<MovedRow> rows)
    {
        var moved = rows.GroupBy(row => new DateOnly(row.Month.Year, (row.Month.Month - 1) / 3 * 3 + 1, 1)).ToDictionary(group => group.Key, group => group.Sum(row => row.Amount));
        var told = new List<MovedQuarter>();
        if (moved.Count > 0)
        {
            var standing = 0m;
            for (var first = moved.Keys.Min(); first <= moved.Keys.Max(); first = first.AddMonths(3))
            {
                standing += moved.GetValueOrDefault(first);
                told.Add(new MovedQuarter(first, moved.GetValueOrDefault(first), standing));
            }
        }

        return told;
    }
}
