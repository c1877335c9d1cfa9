namespace AidTracker.Domain.Ledger;

/// <summary>
/// One line of a package. Two numbers are reserved: 0 is <em>Not yet itemised</em>, which every package has,
/// and −1 is <em>Overlap and rounding</em>; named lines count from 1.
/// </summary>
public sealed class LineItem
{
    public const int NotYetItemised = 0;
    public const int Overlap = -1;

    private readonly List<LineDescription> descriptions = [];

    internal LineItem(int number, Publication publication) => (Number, Publication) = (number, publication);

    private LineItem() => Publication = null!;

    public int Number { get; private set; }

    /// <summary>The publication that first put the line on record.</summary>
    public Publication Publication { get; private set; }

    /// <summary>Every description that the line has had, oldest first; none for the two reserved lines.</summary>
    public IReadOnlyList<LineDescription> Descriptions => descriptions;

    /// <summary>The description in force; null for the two reserved lines.</summary>
    public LineDescription? Description => descriptions.MaxBy(description => description.Order);

    public bool IsNamed => Number > NotYetItemised;

    internal void Describe(LineDescription description) => descriptions.Add(description);

    internal LineItem At(AsOf asOf)
    {
        var then = new LineItem(Number, Publication);
        then.descriptions.AddRange(descriptions.Where(description => asOf.Knows(description.Publication)));
        return then;
    }
}

/// <summary>What a line is, from one publication on. Descriptions are appended, never changed (product rule 3).</summary>
public sealed class LineDescription
{
    public const int DescriptionLimit = 500;
    public const int UnitLimit = 40;

    /// <param name="category">The line's one category, by code.</param>
    /// <param name="alsoCovers">Other categories that the line's goods belong to, by code.</param>
    /// <param name="instrument">How the aid is given, by code.</param>
    /// <param name="initiative">The channel it runs through, by code; null where there is none.</param>
    /// <param name="supplier">The country that supplies the goods, alpha-2; null where it is not stated.</param>
    /// <param name="unit">What a quantity counts, singular ("round"); null where no quantity is stated.</param>
    public LineDescription(string category, string description, string instrument = "UNS", IEnumerable<string>? alsoCovers = null,
        string? initiative = null, string? supplier = null, string? unit = null)
    {
        Category = category;
        Description = Text.Required("description of a line", description, DescriptionLimit);
        Instrument = instrument;
        AlsoCovers = [.. (alsoCovers ?? []).Distinct().Where(code => code != category)];
        Initiative = initiative;
        Supplier = supplier;
        Unit = Text.Optional("unit", unit, UnitLimit);
    }

    private LineDescription(string category, string description, string instrument)
    {
        Category = category;
        Description = description;
        Instrument = instrument;
        AlsoCovers = [];
    }

    public string Category { get; private set; }

    public string Description { get; private set; }

    public string Instrument { get; private set; }

    public List<string> AlsoCovers { get; private set; }

    public string? Initiative { get; private set; }

    public string? Supplier { get; private set; }

    public string? Unit { get; private set; }

    /// <summary>Why it replaces the one before; null for the first, and where the change was published before a reason was asked for.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The publication from which it holds.</summary>
    public Publication? Publication { get; internal set; }

    /// <summary>A description that is not yet published comes after all that are.</summary>
    internal long Order => Publication is { Seq: > 0 } published ? published.Seq : long.MaxValue;
}
