namespace AidTracker.Web.Features.Subjects;

/// <summary>What the ledger can be looked at by: its donors, recipients, categories and initiatives, each with an index and pages of its own.</summary>
/// <param name="Path">The index's address; a subject's is this, a slash and its code.</param>
/// <param name="One">As people call one of them: <c>donor</c>.</param>
/// <param name="Many">The index's title.</param>
/// <param name="Lead">What the index shows, in a sentence.</param>
/// <param name="By">What tells its subjects apart.</param>
public sealed record SubjectKind(string Path, string One, string Many, string Lead, SumsBy By)
{
    public static SubjectKind Donor { get; } = new("/donors", "donor", "Donors",
        "Countries and institutions that promised aid, each with what it is made of, how far it has come and what changed lately.", SumsBy.Donor);

    public static SubjectKind Recipient { get; } = new("/recipients", "recipient", "Recipients",
        "Who the aid was promised to, by whom, and how far it has come.", SumsBy.Recipient);

    public static SubjectKind Category { get; } = new("/categories", "category", "Categories",
        "What the aid is made of. Each line of a package has one category, so they add up.", SumsBy.Category);

    public static SubjectKind Initiative { get; } = new("/initiatives", "initiative", "Initiatives",
        "Funds, coalitions and joint purchases that aid runs through.", SumsBy.Initiative);

    /// <summary>What its index can be asked: what a subject's own page can be, and an order. The most military aid comes first where it compares.</summary>
    public LedgerView Index { get; } = LedgerView.Subjects with
    {
        Path = Path,
        Sorts = [.. SubjectOrder.Of(By).SelectMany(order => order.Sorts)],
        SortsByAmount = [.. SubjectOrder.Of(By).Where(order => order.NeedsCurrency).SelectMany(order => order.Sorts)],
        SortInCurrency = SubjectOrder.Military.Sorts[0],
        IsWhole = true,
    };

    public static IReadOnlyList<SubjectKind> All { get; } = [Donor, Recipient, Category, Initiative];

    /// <summary>By the first part of an address.</summary>
    public static SubjectKind Of(PathString path) => All.Single(kind => path.StartsWithSegments(kind.Path, StringComparison.OrdinalIgnoreCase));

    /// <summary>A code as it may be written; null where none is meant by it.</summary>
    public string? Find(string code, ReferenceLists lists)
    {
        var upper = code.ToUpperInvariant();
        return this switch
        {
            _ when this == Category => lists.Categories.FirstOrDefault(category => category.Code == upper)?.Code,
            _ when this == Initiative => lists.Initiatives.Keys.FirstOrDefault(known => known.Equals(code, StringComparison.OrdinalIgnoreCase)),
            _ => lists.Parties.ContainsKey(upper) ? upper : lists.Alpha2.GetValueOrDefault(upper),
        };
    }

    public string Name(string code, ReferenceLists lists) => this switch
    {
        _ when this == Category => lists.CategoryName(code),
        _ when this == Initiative => lists.InitiativeName(code),
        _ => lists.PartyName(code),
    };

    /// <summary>What is a subject's alone: joint packages are nobody's alone, and a line that also covers a category is of another.</summary>
    public LedgerFilter Of(string code, LedgerFilter lens) => this switch
    {
        _ when this == Donor => lens with { Donors = [code], Shares = LedgerFilter.StatedShares },
        _ when this == Recipient => lens with { Recipients = [code], RecipientShares = LedgerFilter.StatedShares },
        _ when this == Category => lens with { Categories = [code], OwnOnly = true },
        _ => lens with { Initiatives = [code], OwnOnly = true },
    };

    /// <summary>What a subject has a part in beside that; null where there is no such thing.</summary>
    public LedgerFilter? Shared(string code, LedgerFilter lens) => this switch
    {
        _ when this == Donor => Of(code, lens) with { Shares = LedgerFilter.JointShares },
        _ when this == Recipient => Of(code, lens) with { RecipientShares = LedgerFilter.JointShares },
        _ when this == Category => Of(code, lens) with { OwnOnly = false },
        _ => null,
    };

    /// <summary>The code that a sum of the index counts for; null where it is nobody's alone.</summary>
    public string? CodeOf(AidSum sum) => this switch
    {
        _ when this == Donor => sum.Donors is [var donor] ? donor : null,
        _ when this == Recipient => sum.Recipients is [var recipient] ? recipient : null,
        _ when this == Category => sum.Category,
        _ => sum.Initiative,
    };

    /// <summary>All whom a sum names, joint or not.</summary>
    public IEnumerable<string> CodesOf(AidSum sum) => this switch
    {
        _ when this == Donor => sum.Donors!,
        _ when this == Recipient => sum.Recipients!,
        _ => CodeOf(sum) is { } code ? [code] : [],
    };
}
