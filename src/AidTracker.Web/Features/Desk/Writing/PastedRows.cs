using System.Text.RegularExpressions;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Typed;

namespace AidTracker.Web.Features.Desk.Writing;

/// <summary>Lines out of rows that were copied from a spreadsheet: columns by their headings, or by what stands in them.</summary>
internal static partial class PastedRows
{
    private static readonly string[] Order = ["description", "amount", "quantity", "unit", "category"];

    /// <returns>The lines, or the sentence why nothing is added; whatever cannot be read stands in its field as it is.</returns>
    public static (IReadOnlyList<DraftLine> Lines, Said? Refused) Read(string rows, int linesAlready)
    {
        var cells = rows.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Where(row => row.Trim().Length > 0).Select(row => row.Split('\t')).ToList();
        var headings = cells.Count > 0 ? Headings(cells[0]) : null;
        var body = headings is null ? cells : cells[1..];
        if (linesAlready + body.Count > DraftLimits.Lines)
        {
            return ([], DeskSentences.TooManyLines(linesAlready + body.Count));
        }

        var lines = body.Select(row => Line(row, headings ?? Guess(row))).Where(line => line.Description.Length > 0 || line.Amount.Length > 0).ToList();
        return lines.Count == 0 ? ([], DeskSentences.NoRowsInPaste()) : (lines, null);
    }

    private static DraftLine Line(string[] row, IReadOnlyList<string> columns)
    {
        var line = new DraftLine();
        foreach (var (cell, column) in row.Zip(columns).Select(each => (each.First.Trim().Trim('"'), each.Second)))
        {
            switch (column)
            {
                case "description": line.Description = line.Description.Length == 0 ? cell : $"{line.Description} {cell}".Trim(); break;
                case "amount": line.Amount = cell; break;
                case "quantity": line.Quantity = cell; break;
                case "unit": line.Unit = cell; break;
                case "category": line.Category = cell.ToUpperInvariant(); break;
                case "note": line.Note = cell; break;
            }
        }

        return line;
    }

    /// <summary>Null where the first row is no row of headings.</summary>
    private static List<string>? Headings(string[] row)
    {
        var names = row.Select(cell => cell.Trim().ToLowerInvariant() switch
        {
            "description" or "item" or "what" or "goods" or "line" => "description",
            "amount" or "value" or "sum" or "price" => "amount",
            "quantity" or "number" or "qty" or "count" => "quantity",
            "unit" or "units" => "unit",
            "category" or "code" => "category",
            "note" or "notes" or "remark" => "note",
            _ => "",
        }).ToList();
        return names.Contains("description") || (names.Contains("amount") && names.Count(name => name.Length > 0) > 1) ? names : null;
    }

    /// <summary>A code of three letters is a category, the first number an amount, the second a quantity, words a description.</summary>
    private static List<string> Guess(string[] row)
    {
        var free = Order.ToList();
        return [.. row.Select(cell =>
        {
            var text = cell.Trim();
            var kind = text.Length == 0 ? ""
                : Code().IsMatch(text) && free.Contains("category") ? "category"
                : TypedMoney.Read(text, "", Allowed.AnyButZero) is { Money: not null } ? free.Contains("amount") ? "amount" : free.Contains("quantity") ? "quantity" : "note"
                : free.Contains("description") ? "description" : free.Contains("unit") && text.Length <= 20 ? "unit" : "note";
            free.Remove(kind);
            return kind;
        })];
    }

    [GeneratedRegex("^[A-Z][A-Z0-9]{2}$")]
    private static partial Regex Code();
}
