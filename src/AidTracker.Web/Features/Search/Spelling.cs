namespace AidTracker.Web.Features.Search;

/// <summary>Which word on record was meant by one that is not.</summary>
public static class Spelling
{
    /// <param name="similar">Words on record, the most similar first.</param>
    /// <returns>The one with the fewest letters wrong; null where too many are: more than one in a word of up to five letters, or two.</returns>
    public static string? Nearest(string word, IEnumerable<string> similar) => similar
        .Select((candidate, place) => (candidate, place, wrong: Distance(word, candidate)))
        .Where(each => each.wrong <= (word.Length <= 5 ? 1 : 2))
        .OrderBy(each => each.wrong).ThenBy(each => each.place)
        .Select(each => each.candidate)
        .FirstOrDefault();

    /// <summary>How many letters are missing, too many, wrong, or in the place of their neighbour.</summary>
    public static int Distance(string one, string other)
    {
        var table = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            for (var j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var least = Math.Min(
                    Math.Min(table[i - 1, j], table[i, j - 1]) + 1,
                    table[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                table[i, j] = i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1]
                    ? Math.Min(least, table[i - 2, j - 2] + 1)
                    : least;
            }
        }

        return table[one.Length, other.Length];
    }
}
