using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>One movement on one line of a package: money, goods, or both. Entries of an announcement net to what its kind demands.</summary>
public sealed class Entry
{
    public const int NoteLimit = 500;

    /// <param name="lineNumber">The line that it moves; see <see cref="LineItem.Number"/>.</param>
    /// <param name="amount">In the package's currency, signed; null where the goods are not priced.</param>
    /// <param name="low">The lower end of a range.</param>
    /// <param name="stated">The same money as the source says it in a second currency.</param>
    /// <param name="statedByDonor">True where the second currency is the one that the donor itself gave.</param>
    /// <param name="note">Why; on <em>Overlap and rounding</em> it must be said.</param>
    /// <exception cref="LedgerRefusal">The entry moves nothing, or a part contradicts another.</exception>
    public Entry(int lineNumber, Money? amount, AmountQualifier qualifier = AmountQualifier.Exact, decimal? low = null,
        Quantity? quantity = null, Money? stated = null, bool statedByDonor = false, string? note = null)
    {
        LineNumber = lineNumber;
        Amount = amount;
        Qualifier = qualifier;
        Low = Range.Low("entry", qualifier, low);
        Quantity = quantity?.Value;
        Stated = stated;
        StatedByDonor = statedByDonor;
        Note = Text.Optional("note on an entry", note, NoteLimit);

        if (amount is { Amount: 0 })
        {
            throw new LedgerRefusal("entry_amount_not_zero", null, "An entry of zero moves nothing: leave it out, or leave its amount empty where the goods are not priced.");
        }

        if (qualifier == AmountQualifier.Undisclosed)
        {
            throw new LedgerRefusal("entry_qualifier_fkey", null, "“Undisclosed” is said of a headline: leave the amount of a line empty where it is not priced.");
        }

        if (amount is null && lineNumber <= LineItem.NotYetItemised)
        {
            throw new LedgerRefusal("entry_unpriced_is_named", null, "Only a named line can stand without a price.");
        }

        if (lineNumber == LineItem.Overlap && Note is null)
        {
            throw new LedgerRefusal("entry_overlap_says_why", null, "An amount on Overlap and rounding needs its reason: write why the lines exceed the headline.");
        }
    }

    private Entry() { }

    /// <summary>From 1, in the order in which the announcement lists them.</summary>
    public int Position { get; internal set; }

    public int LineNumber { get; private set; }

    /// <summary>In the package's currency, signed; null: not priced.</summary>
    public Money? Amount { get; private set; }

    public AmountQualifier Qualifier { get; private set; }

    /// <summary>The lower end of a range, in the package's currency.</summary>
    public decimal? Low { get; private set; }

    /// <summary>In the line's unit; null where none is stated.</summary>
    public decimal? Quantity { get; private set; }

    /// <summary>The same money in a second currency, as the source says it.</summary>
    public Money? Stated { get; private set; }

    /// <summary>True where the second currency is the one that the donor itself gave.</summary>
    public bool StatedByDonor { get; private set; }

    public string? Note { get; private set; }

    /// <summary>The least that the entry can mean; zero where it is not priced.</summary>
    public decimal Floor => Amount is null ? 0 : Qualifier.Floor(Amount.Amount, Low);
}
