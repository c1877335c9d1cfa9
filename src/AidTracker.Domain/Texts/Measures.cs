namespace AidTracker.Domain.Texts;

/// <summary>Words after a number that make it a size, a time or a share, and neither money nor goods.</summary>
internal static class Measures
{
    private static readonly Dictionary<string, string> ByWord = Table();

    /// <summary>Whether a word measures.</summary>
    public static bool Are(string word) => ByWord.ContainsKey(word);

    /// <summary>What kind of measure a word is, as in <see cref="LeftOut.Rule"/>; null where it is none.</summary>
    public static string? Rule(string word) => ByWord.GetValueOrDefault(word);

    private static Dictionary<string, string> Table()
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("calibre", "mm millimetre millimeter cm calibre caliber inch");
        Add("distance", "km kilometre kilometres kilometer kilometers metre metres meter meters mile miles nm ft feet foot kph mph");
        Add("weight", "kg kilogram kilograms pound pounder lb lbs");
        Add("time", "second seconds minute minutes hour hours day days week weeks month months year years decade decades am pm");
        Add("percentage", "% percent per cent percentage pct");
        return table;

        void Add(string rule, string words)
        {
            foreach (var word in words.Split(' '))
            {
                table[word] = rule;
            }
        }
    }
}
