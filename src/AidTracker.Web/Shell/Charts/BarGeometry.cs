using System.Globalization;

namespace AidTracker.Web.Shell.Charts;

/// <summary>Where the parts of a balance bar stand, in percent of its width.</summary>
public sealed class BarGeometry
{
    /// <summary>What is kept for the part that nobody has stated, while a package is open.</summary>
    private const decimal OpenTail = 8;

    public BarGeometry(IEnumerable<BalancePart> parts, decimal total, bool isOpen)
    {
        var drawn = parts.Where(part => part.Amount > 0).ToList();
        var filled = drawn.Sum(part => part.Amount);
        var room = isOpen ? 100 - OpenTail : 100;
        var segments = new List<(BalancePart Part, string X, string Width)>();
        var x = 0m;
        foreach (var part in drawn)
        {
            var width = room * part.Amount / filled;
            segments.Add((part, Percent(x), Percent(width)));
            x += width;
        }

        Segments = segments;
        Tail = isOpen ? (Percent(x), Percent(100 - x)) : null;

        // Lines that add up to more than the headline: the excess is crossed out where it stands.
        Excess = !isOpen && filled > total && total > 0 ? (Percent(room * total / filled), Percent(room - room * total / filled)) : null;
    }

    public IReadOnlyList<(BalancePart Part, string X, string Width)> Segments { get; }

    /// <summary>The part that is not stated; null for a package whose total is known.</summary>
    public (string X, string Width)? Tail { get; }

    /// <summary>Where the lines exceed the total; null where they do not.</summary>
    public (string X, string Width)? Excess { get; }

    private static string Percent(decimal value) => value.ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
