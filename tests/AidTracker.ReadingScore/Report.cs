namespace AidTracker.ReadingScore;

/// <summary>The figures of acceptance, over all texts and across donors.</summary>
internal static class Report
{
    private static readonly (string Name, Func<IReadOnlyCollection<Score>, double> Of, double Target)[] Figures =
    [
        ("donors and recipients", scores => Share(scores, score => score.Parties), 0.95),
        ("headline right or rightly absent", scores => Share(scores, score => score.Headline), 0.90),
        ("priced items F1", scores => Sum(scores, score => score.Priced).F1, 0.85),
        ("quantities F1", scores => Sum(scores, score => score.Counted).F1, 0.80),
        ("kind", scores => Share(scores, score => score.Kind), 0.75),
        ("category of matched items", scores => scores.Sum(score => score.Category.Of) is > 0 and var of ? scores.Sum(score => score.Category.Right) / (double)of : 1, 0.80),
        ("texts without a distractor as money", scores => Share(scores, score => score.NoDistractor), 0.90),
        ("equivalents F1", scores => Sum(scores, score => score.Restated).F1, 0),
    ];

    /// <summary>The figures that fall short of their targets, by name.</summary>
    public static List<string> Short(IReadOnlyCollection<Score> scores) => [.. Figures.Where(figure => figure.Of(scores) < figure.Target).Select(figure => figure.Name)];

    public static void Write(string group, IReadOnlyCollection<Score> scores)
    {
        Console.WriteLine($"{group} ({scores.Count})");
        foreach (var (name, of, target) in Figures)
        {
            Console.WriteLine($"  {name,-38} {of(scores),7:0.000}{(target > 0 ? $"  target {target:0.00}{(of(scores) < target ? "  short" : "")}" : "")}");
        }
    }

    /// <summary>
    /// Nothing is fitted, so there is no model to leave a donor out of: each figure is taken for each donor alone, and what is said is
    /// their mean and the worst donor with five texts or more.
    /// </summary>
    public static void WriteAcrossDonors(List<Score> scores)
    {
        var donors = scores.GroupBy(score => score.Expected.Donors[0]).ToList();
        Console.WriteLine($"mean of {donors.Count} donors, each counting the same");
        foreach (var (name, of, _) in Figures)
        {
            var worst = donors.Where(group => group.Count() >= 5).OrderBy(group => of([.. group])).FirstOrDefault();
            Console.WriteLine($"  {name,-38} {donors.Average(group => of([.. group])),7:0.000}{(worst is null ? "" : $"  worst {worst.Key} {of([.. worst]):0.000}")}");
        }
    }

    private static double Share(IReadOnlyCollection<Score> scores, Func<Score, bool> right) => scores.Count == 0 ? 1 : scores.Count(right) / (double)scores.Count;

    private static Matches Sum(IReadOnlyCollection<Score> scores, Func<Score, Matches> of) => scores.Aggregate(new Matches(0, 0, 0), (sum, score) => sum + of(score));
}
