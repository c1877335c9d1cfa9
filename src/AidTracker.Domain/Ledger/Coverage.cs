namespace AidTracker.Domain.Ledger;

/// <summary>
/// How much of what live announcements state has a witness: by value in the package's currency, and by number of figures. The
/// database says the same in <c>ledger.witness_as_of</c>; docs/methodology.md has the definition.
/// </summary>
/// <param name="Stated">Every amount above zero that a live entry puts on a named line or on Not yet itemised; by number, every quantity above zero too.</param>
/// <param name="Sourced">The part that has a source: the followed one that it cites, or else those that its announcement follows.</param>
/// <param name="Quoted">The part that cites a source's own words.</param>
/// <param name="Summarised">The part that cites a summary in our words, and nothing quoted.</param>
/// <param name="Official">The part with a source of grade A or B.</param>
public sealed record Coverage(Covered Stated, Covered Sourced, Covered Quoted, Covered Summarised, Covered Official)
{
    public static Coverage None { get; } = new(Covered.None, Covered.None, Covered.None, Covered.None, Covered.None);

    /// <param name="package">As of now, or <see cref="Package.At"/> a point on the two clocks.</param>
    public static Coverage Of(Package package)
    {
        var all = None;
        foreach (var announcement in package.Live)
        {
            foreach (var entry in announcement.Entries.Where(entry => entry.LineNumber >= LineItem.NotYetItemised))
            {
                if (entry.Amount is { Amount: > 0 and var value })
                {
                    all = all.And(new Covered(value, 1), announcement, announcement.Citations.Where(citation =>
                        (citation.Figure == CitedFigure.Amount && citation.EntryPosition == entry.Position)
                        // A headline's passage speaks for an entry only where both are one figure.
                        || (citation.Figure == CitedFigure.Headline && value == announcement.Net)));
                }

                if (entry.Quantity is > 0)
                {
                    all = all.And(new Covered(0, 1), announcement, announcement.Citations.Where(citation =>
                        citation.Figure == CitedFigure.Quantity && citation.EntryPosition == entry.Position));
                }
            }
        }

        return all;
    }

    /// <summary>Of several packages; values add up where the currency is the same.</summary>
    public static Coverage operator +(Coverage left, Coverage right) => new(
        left.Stated + right.Stated, left.Sourced + right.Sourced, left.Quoted + right.Quoted,
        left.Summarised + right.Summarised, left.Official + right.Official);

    private Coverage And(Covered figure, Announcement announcement, IEnumerable<Citation> of)
    {
        var cited = of.Select(citation => (citation.IsQuoted, Source: announcement.Sources[citation.SourcePosition - 1]))
            .Where(citation => citation.Source.Followed).ToList();
        var sources = cited.Count > 0 ? [.. cited.Select(citation => citation.Source)] : announcement.Sources.Where(source => source.Followed).ToList();
        var quoted = cited.Any(citation => citation.IsQuoted);
        return new Coverage(
            Stated + figure,
            Sourced + figure.If(sources.Count > 0),
            Quoted + figure.If(quoted),
            Summarised + figure.If(cited.Count > 0 && !quoted),
            Official + figure.If(sources.Any(source => source.Grade is SourceGrade.A or SourceGrade.B)));
    }
}

/// <summary>A part of what is stated.</summary>
/// <param name="Value">In the package's currency.</param>
/// <param name="Figures">Amounts and quantities.</param>
public sealed record Covered(decimal Value, long Figures)
{
    public static Covered None { get; } = new(0, 0);

    public static Covered operator +(Covered left, Covered right) => new(left.Value + right.Value, left.Figures + right.Figures);

    internal Covered If(bool counts) => counts ? this : None;
}
