namespace AidTracker.Web.Features.Rates;

/// <summary>
/// The European Central Bank's table <c>eurofxref-hist.csv</c>: <c>Date,USD,JPY,…,</c>, then a line a business day, newest first, with
/// <c>N/A</c> or nothing where there is no rate. Its lines end with a comma, which is how one that was cut off shows.
/// </summary>
internal static class EcbCsv
{
    /// <exception cref="RatesRefusedException">Any of it is not as it has to be.</exception>
    public static void Read(string text, RateTable table)
    {
        var lines = text.Split('\n');
        var ended = lines[^1].Length == 0;
        var count = ended ? lines.Length - 1 : lines.Length;
        var header = Cells(lines[0]);
        if (header[0] != "Date" || header.Length < 2)
        {
            throw new RatesRefusedException(1, 1, "the first line is not that of a table of rates: “Date,” and currencies are expected.");
        }

        var commaEnds = header[^1].Length == 0;
        var currencies = header[1..(commaEnds ? ^1 : ^0)];
        for (var i = 0; i < currencies.Length; i++)
        {
            table.AddCurrency(currencies[i], 1, i + 2);
            if (Array.IndexOf(currencies, currencies[i]) < i)
            {
                throw new RatesRefusedException(1, i + 2, $"{currencies[i]} is the heading of two columns.");
            }
        }

        if (count < 2)
        {
            throw new RatesRefusedException(2, 1, "there are no rates below the headings.");
        }

        for (var line = 2; line <= count; line++)
        {
            ReadDay(Cells(lines[line - 1]), line, header.Length, currencies, table);
        }

        if (!ended && !commaEnds)
        {
            throw new RatesRefusedException(count, header.Length, "the last line does not end: the file was cut off.");
        }
    }

    private static void ReadDay(string[] cells, int line, int columns, string[] currencies, RateTable table)
    {
        if (cells.Length != columns)
        {
            throw new RatesRefusedException(line, Math.Min(cells.Length, columns), $"the line ends after column {cells.Length}, and the first line has {columns}: the file was cut off, or is not the European Central Bank's.");
        }

        var day = table.AddDay(cells[0], line, 1);
        for (var i = 0; i < currencies.Length; i++)
        {
            if (cells[i + 1] is not ("" or "N/A"))
            {
                table.AddRate(currencies[i], day, cells[i + 1], line, i + 2);
            }
        }

        if (cells.Length > currencies.Length + 1 && cells[^1].Length > 0)
        {
            throw new RatesRefusedException(line, cells.Length, "there is a value in a column without a heading.");
        }
    }

    private static string[] Cells(string line) => line.TrimEnd('\r').Split(',');
}
