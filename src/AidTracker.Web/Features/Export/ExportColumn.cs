namespace AidTracker.Web.Features.Export;

/// <summary>What stands in the cells of a column, beside nothing.</summary>
public enum ColumnType
{
    Text,

    /// <summary>A list of codes or names.</summary>
    Codes,
    Whole,
    Number,

    /// <summary>A number with more digits than most programs keep: in JSON it is a text.</summary>
    ExactNumber,
    Date,

    /// <summary>UTC.</summary>
    Instant,
    Truth,
}

/// <summary>One column of an export. docs/exports.md is written from these by a test, so the two cannot disagree.</summary>
/// <param name="Name">Stable: people's scripts rely on it.</param>
/// <param name="Meaning">A sentence with units, and when it is empty.</param>
public record ExportColumn(string Name, string Meaning, ColumnType Type);

/// <inheritdoc/>
/// <param name="Value">Null is an empty cell.</param>
public sealed record ExportColumn<T>(string Name, string Meaning, ColumnType Type, Func<T, object?> Value) : ExportColumn(Name, Meaning, Type)
{
    // The compiler tells the type of a column by what its lambda gives.
    public ExportColumn(string name, string meaning, Func<T, string?> value) : this(name, meaning, ColumnType.Text, value) { }

    public ExportColumn(string name, string meaning, Func<T, IEnumerable<string>?> value) : this(name, meaning, ColumnType.Codes, value) { }

    public ExportColumn(string name, string meaning, Func<T, int?> value) : this(name, meaning, ColumnType.Whole, row => value(row)) { }

    public ExportColumn(string name, string meaning, Func<T, long?> value) : this(name, meaning, ColumnType.Whole, row => value(row)) { }

    public ExportColumn(string name, string meaning, Func<T, decimal?> value) : this(name, meaning, ColumnType.Number, row => value(row)) { }

    public ExportColumn(string name, string meaning, Func<T, ExactNumber?> value) : this(name, meaning, ColumnType.ExactNumber, row => value(row)) { }

    public ExportColumn(string name, string meaning, Func<T, DateOnly?> value) : this(name, meaning, ColumnType.Date, row => value(row)) { }

    public ExportColumn(string name, string meaning, Func<T, DateTime?> value) : this(name, meaning, ColumnType.Instant, row => value(row)) { }

    public ExportColumn(string name, string meaning, Func<T, bool?> value) : this(name, meaning, ColumnType.Truth, row => value(row)) { }
}

/// <summary>To eighteen decimals, as rates are kept.</summary>
public readonly record struct ExactNumber(decimal Value) : IFormattable
{
    public string ToString(string? format, IFormatProvider? formatProvider) => Value.ToString("0.##################", formatProvider);
}
