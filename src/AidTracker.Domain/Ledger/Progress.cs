using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>
/// How far one line has come in what an announcement reports: contracted, paid or delivered, as its announcement's kind says.
/// A second axis beside the entries: it moves a total by exactly zero (product rule 2).
/// </summary>
public sealed class Progress
{
    /// <param name="lineNumber">A named line, or <see cref="LineItem.NotYetItemised"/>.</param>
    /// <param name="value">What was contracted, paid or delivered, in the package's currency, above zero; null where it is not stated.</param>
    /// <param name="quantity">In the line's unit, above zero; null where it is not stated.</param>
    /// <param name="qualifier">How sure the value is; a range and “undisclosed” are not for progress.</param>
    /// <param name="final">True where the line is complete with it, whatever the figures say.</param>
    /// <exception cref="LedgerRefusal">It says nothing, or a part is out of bounds.</exception>
    public Progress(int lineNumber, Money? value = null, Quantity? quantity = null, AmountQualifier qualifier = AmountQualifier.Exact, bool final = false, string? note = null)
    {
        LineNumber = lineNumber;
        Value = value;
        Quantity = quantity?.Value;
        Qualifier = qualifier;
        Final = final;
        Note = Text.Optional("note on progress", note, Entry.NoteLimit);

        if (lineNumber < LineItem.NotYetItemised)
        {
            throw new LedgerRefusal("progress_line_is_of_goods", null, "Overlap and rounding is no line of goods: say on which line progress was made.");
        }

        if (value is null && quantity is null && !final)
        {
            throw new LedgerRefusal("progress_says_something", null, "Progress says a value, a quantity, or that the line is complete: enter one of them.");
        }

        if (value is { Amount: <= 0 })
        {
            throw new LedgerRefusal("progress_value_bounds", null, "A value that is contracted, paid or delivered is above zero: correct an earlier announcement where it said too much.");
        }

        if (quantity is { Value: <= 0 })
        {
            throw new LedgerRefusal("progress_quantity_bounds", null, "A quantity that is contracted, paid or delivered is above zero: correct an earlier announcement where it said too much.");
        }

        if (qualifier is AmountQualifier.Between or AmountQualifier.Undisclosed)
        {
            throw new LedgerRefusal("progress_qualifier_is_of_progress", null, "Progress is no range and is not undisclosed: leave its value empty where it is not stated.");
        }
    }

    private Progress() { }

    /// <summary>From 1, in the order in which the announcement lists them.</summary>
    public int Position { get; internal set; }

    public int LineNumber { get; private set; }

    /// <summary>In the package's currency, above zero; null where it is not stated.</summary>
    public Money? Value { get; private set; }

    /// <summary>In the line's unit, above zero; null where it is not stated.</summary>
    public decimal? Quantity { get; private set; }

    /// <summary>How sure the value is.</summary>
    public AmountQualifier Qualifier { get; private set; }

    /// <summary>True where the line is complete with it.</summary>
    public bool Final { get; private set; }

    public string? Note { get; private set; }
}

/// <summary>How far a line has come on one stage: contracted, paid or delivered, added up.</summary>
/// <param name="Value">In the package's currency; null where no value was ever stated.</param>
/// <param name="Quantity">In the line's unit; null where none was ever stated.</param>
/// <param name="Final">True where it was said to be complete.</param>
public sealed record LineProgress(decimal? Value, decimal? Quantity, bool Final)
{
    public static LineProgress None { get; } = new(null, null, false);

    /// <summary>Whether anything was said of it.</summary>
    public bool IsStated => this != None;

    internal LineProgress And(Progress progress) => new(
        progress.Value is { } value ? (Value ?? 0) + value.Amount : Value,
        progress.Quantity is { } quantity ? (Quantity ?? 0) + quantity : Quantity,
        Final || progress.Final);
}
