namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>
/// What an editor typed, field by field and as text, however wrong: it is kept as it is and read by <see cref="Typed.DraftReading"/>. One
/// draft is one announcement (new, corrected or taken back) on one package, or one of the acts of <see cref="DraftAct"/>.
/// </summary>
public sealed class DraftForm
{
    /// <summary>What it does where it is no announcement, one of <see cref="DraftAct"/>; else empty.</summary>
    public string Act { get; set; } = "";

    /// <summary>The address of the package that it is about; empty where it opens one.</summary>
    public string Package { get; set; } = "";

    /// <summary>The address of the package that it opens.</summary>
    public string Slug { get; set; } = "";

    /// <summary>Party codes, the leading one first, with spaces or commas between; of a package that is opened.</summary>
    public string Donors { get; set; } = "";

    /// <inheritdoc cref="Donors"/>
    public string Recipients { get; set; } = "";

    /// <summary>ISO 4217; of a package that is opened.</summary>
    public string Currency { get; set; } = "";

    /// <summary>Of a package that is opened or described anew.</summary>
    public string Title { get; set; } = "";

    /// <summary>The package's own summary, where it is described anew; empty where it has none.</summary>
    public string PackageSummary { get; set; } = "";

    /// <summary>The channel that a package runs through as a whole, by code.</summary>
    public string Initiative { get; set; } = "";

    public string Kind { get; set; } = "";

    public string Date { get; set; } = "";

    /// <summary>Empty where the date itself says it: a day or a month.</summary>
    public string Precision { get; set; } = "";

    public string Place { get; set; } = "";

    /// <summary>What was announced, in our words.</summary>
    public string Summary { get; set; } = "";

    /// <summary>The announcement's own sum, in the package's currency.</summary>
    public string Amount { get; set; } = "";

    public string Qualifier { get; set; } = "exact";

    /// <summary>The lower end of a range.</summary>
    public string Low { get; set; } = "";

    /// <summary>The same money in a second currency, such as <c>USD 500M</c>.</summary>
    public string Stated { get; set; } = "";

    /// <summary>Why the lines exceed what is promised.</summary>
    public string Overlap { get; set; } = "";

    /// <summary>The number of the announcement that it corrects or takes back; empty for a new one.</summary>
    public string Corrects { get; set; } = "";

    /// <summary>True where the announcement is taken back and not restated.</summary>
    public bool Withdraws { get; set; }

    /// <summary>The address of the package that the draft's package is the same money as.</summary>
    public string Into { get; set; } = "";

    /// <summary>Why it corrects, takes back, merges, or describes a line or the package anew.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Why it is other money than the packages that it looks like.</summary>
    public string OtherMoney { get; set; } = "";

    public List<DraftLine> Lines { get; set; } = [];

    public List<DraftSource> Sources { get; set; } = [];

    /// <summary>What comes onto the lists of parties and initiatives with it, or gets another name there.</summary>
    public List<DraftListing> Listings { get; set; } = [];

    /// <summary>What was read from the first source's text, to be accepted, changed or discarded.</summary>
    public List<Proposal> Proposals { get; set; } = [];

    /// <summary>Which figure stands where.</summary>
    public List<DraftPassage> Passages { get; set; } = [];

    /// <summary>Figures that were seen in the text and left out, and what the reader is unsure of.</summary>
    public List<string> Remarks { get; set; } = [];
}

/// <summary>One line that the announcement moves or lists.</summary>
public sealed class DraftLine
{
    /// <summary>Made with the line, so that what is about it follows it.</summary>
    public string Id { get; set; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>The number of a line that is on record; empty for a new one.</summary>
    public string Number { get; set; } = "";

    public string Category { get; set; } = "";

    /// <summary>Codes of other categories, with spaces or commas between.</summary>
    public string AlsoCovers { get; set; } = "";

    public string Description { get; set; } = "";

    public string Instrument { get; set; } = "UNS";

    public string Initiative { get; set; } = "";

    /// <summary>Alpha-2 of the country that supplies the goods.</summary>
    public string Supplier { get; set; } = "";

    public string Amount { get; set; } = "";

    public string Qualifier { get; set; } = "exact";

    public string Low { get; set; } = "";

    /// <summary>The same money in a second currency, such as <c>USD 500M</c>.</summary>
    public string Stated { get; set; } = "";

    /// <summary>Whether the second currency is the one that the donor gave.</summary>
    public bool StatedByDonor { get; set; }

    public string Quantity { get; set; } = "";

    public string Unit { get; set; } = "";

    public string Note { get; set; } = "";

    /// <summary>Whether the line is complete with it; of progress.</summary>
    public bool Final { get; set; }
}

/// <summary>A party or initiative that comes onto its list, or gets another name there.</summary>
public sealed class DraftListing
{
    public const string Party = "party";
    public const string Initiative = "initiative";

    /// <inheritdoc cref="DraftLine.Id"/>
    public string Id { get; set; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>One of the two.</summary>
    public string List { get; set; } = Party;

    public string Code { get; set; } = "";

    public string Name { get; set; } = "";

    /// <summary>Why it is on the list, or called otherwise now.</summary>
    public string Reason { get; set; } = "";
}

public sealed class DraftSource
{
    public string Publisher { get; set; } = "";

    public string Title { get; set; } = "";

    public string Url { get; set; } = "";

    public string Grade { get; set; } = "";

    public string PublishedOn { get; set; } = "";

    public string RetrievedOn { get; set; } = "";

    /// <summary>False for a source that says otherwise.</summary>
    public bool Followed { get; set; } = true;

    public string Note { get; set; } = "";
}

/// <summary>A value that was read from the text.</summary>
public sealed class Proposal
{
    public const string Open = "open";
    public const string Accepted = "accepted";
    public const string Discarded = "discarded";

    /// <summary>The field that it fills, as <see cref="Fields"/> names it.</summary>
    public string Field { get; set; } = "";

    /// <summary>As it was proposed.</summary>
    public string Value { get; set; } = "";

    public string Why { get; set; } = "";

    /// <summary>One of the three.</summary>
    public string State { get; set; } = Open;
}

/// <summary>Where a figure stands in a source's text.</summary>
public sealed class DraftPassage
{
    /// <summary>The field of the figure, as <see cref="Fields"/> names it.</summary>
    public string Field { get; set; } = "";

    /// <summary>From 1, among the draft's.</summary>
    public int Source { get; set; } = 1;

    /// <summary>The figure's first character, in UTF-16 units of the source's text; below zero where the passage has no place in it.</summary>
    public int Start { get; set; }

    public int End { get; set; }

    /// <summary>What the source says, where it has no text: in our words.</summary>
    public string Words { get; set; } = "";
}
