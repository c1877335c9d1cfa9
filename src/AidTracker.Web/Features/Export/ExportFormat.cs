namespace AidTracker.Web.Features.Export;

/// <summary>What a file says of itself beside its rows.</summary>
/// <param name="Address">Its own, from the path on.</param>
/// <param name="About">What a person who has nothing but the file has to know, by heading.</param>
internal sealed record FileHead(string Address, LedgerHead Ledger, LedgerFilter Filter, IReadOnlyList<(string Heading, string Text)> About);

/// <summary>A form that files come in.</summary>
/// <param name="Ending">Of the address, with its point.</param>
/// <param name="ContentType">As in the header.</param>
internal abstract record ExportFormat(string Ending, string ContentType)
{
    public static IReadOnlyList<ExportFormat> All { get; } = [new CsvFormat(), new JsonFormat(), new XlsxFormat()];

    /// <summary>The parameters that it takes beside the filter's, with what each can be; the first is meant where none is given.</summary>
    public virtual IReadOnlyDictionary<string, IReadOnlyList<string>> Choices { get; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>How many rows it holds; null: any number.</summary>
    public virtual int? MostRows => null;

    /// <summary>Writes the rows as they come. An exception escapes and breaks the transfer: a part of a file never looks like the whole.</summary>
    /// <param name="choices">By parameter of <see cref="Choices"/>, those that were given.</param>
    public abstract Task WriteAsync(Stream output, FileHead head, IReadOnlyList<ExportColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, IReadOnlyDictionary<string, string> choices, CancellationToken cancel);
}
