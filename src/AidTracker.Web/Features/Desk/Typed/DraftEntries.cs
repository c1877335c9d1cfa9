using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>A line of a draft, read.</summary>
/// <param name="Key">What entries call it: its number on record, or a word that holds within the publication.</param>
/// <param name="Quantity">In its unit; null where none is stated.</param>
internal sealed record ReadLine(DraftLine Line, string Key, ReadSum Sum, decimal? Quantity);

/// <summary>
/// The balance: an editor enters what the source says, a sum and its lines, and what is left goes where the kind has it, on
/// <em>Not yet itemised</em> and, where lines exceed what is promised, on <em>Overlap and rounding</em>.
/// </summary>
internal static class DraftEntries
{
    private const string Open = "open";
    private const string Overlap = "overlap";

    /// <param name="headline">The announcement's own sum.</param>
    /// <param name="before">The package before it; null where it opens one.</param>
    /// <param name="excessBecause">Why lines exceed what is promised; empty where it is not said.</param>
    /// <returns>An entry for each line first, in their order.</returns>
    public static List<EntryForm> Of(AnnouncementKind kind, ReadSum headline, IReadOnlyList<ReadLine> lines, Standing? before, string excessBecause, List<Finding> findings)
    {
        var sum = lines.Sum(line => line.Sum.Amount ?? 0);
        switch (kind)
        {
            case AnnouncementKind.Announced or AnnouncementKind.ToppedUp when headline.Qualifier == AmountQualifier.Undisclosed:
                return [.. Entries(lines, 1), .. Rest(Open, -sum)];
            case AnnouncementKind.Announced or AnnouncementKind.ToppedUp:
                if (headline.Amount is null && sum == 0)
                {
                    Refuse(findings, Fields.Amount, DeskSentences.NoAmount("Amount", Words.Kind(kind)));
                }

                var rest = (headline.Amount ?? sum) - sum;
                return rest < 0 && !headline.Qualifier.LeavesOpen()
                    ? [.. Entries(lines, 1), Excess(rest, excessBecause, findings)]
                    : [.. Entries(lines, 1), .. Rest(Open, rest)];
            case AnnouncementKind.Disclosed:
                Without(kind, lines, findings);
                if (headline.Amount is null)
                {
                    Refuse(findings, Fields.Amount, DeskSentences.NoAmount("Amount", Words.Kind(kind)));
                }

                return [.. Rest(Open, (headline.Amount ?? 0) - (before?.Committed ?? 0))];
            case AnnouncementKind.Itemised:
                Needs(kind, lines, findings);
                var left = before is { IsOpen: false } ? Math.Min(sum, Math.Max(0, before.NotYetItemised)) : sum;
                return left < sum ? [.. Entries(lines, 1), .. Rest(Open, -left), Excess(left - sum, excessBecause, findings)] : [.. Entries(lines, 1), .. Rest(Open, -sum)];
            case AnnouncementKind.Reduced:
                if (headline.Amount is null && sum == 0)
                {
                    Refuse(findings, Fields.Amount, DeskSentences.NoAmount("Amount", Words.Kind(kind)));
                }

                return [.. Entries(lines, -1), .. Rest(Open, sum - (headline.Amount ?? sum))];
            case AnnouncementKind.Reallocated:
                Needs(kind, lines, findings);
                return [.. Entries(lines, 1), .. Rest(Open, -sum)];
            case AnnouncementKind.Revalued:
                return [.. Entries(lines, 1), .. Rest(Open, (headline.Amount ?? sum) - sum)];
            case AnnouncementKind.Cancelled:
                Without(kind, lines, findings);
                return [.. before?.Lines.SelectMany(line => Rest(Key(line.Number), before.DeliveredOf(line.Number) - (line.Amount ?? 0))) ?? []];
            case AnnouncementKind.Contracted or AnnouncementKind.Paid or AnnouncementKind.Delivered:
                Needs(kind, lines, findings);
                return [];
            default:
                Without(kind, lines, findings);
                return [];
        }
    }

    public static List<ProgressForm> Progress(IReadOnlyList<ReadLine> lines) =>
        [.. lines.Select(line => new ProgressForm(line.Key, line.Sum.Amount, line.Sum.Qualifier.Code(), line.Quantity, line.Line.Final, Text(line.Line.Note)))];

    private static IEnumerable<EntryForm> Entries(IReadOnlyList<ReadLine> lines, int sign) => lines.Select(line => new EntryForm(
        line.Key, sign * line.Sum.Amount, line.Sum.Qualifier.Code(), line.Sum.Low, line.Quantity, line.Sum.Stated, Text(line.Line.Note)));

    private static IEnumerable<EntryForm> Rest(string line, decimal amount) => amount == 0 ? [] : [new EntryForm(line, amount, Note: line == Overlap ? "As the cancellation takes what is left." : null)];

    private static EntryForm Excess(decimal amount, string because, List<Finding> findings)
    {
        if (string.IsNullOrWhiteSpace(because))
        {
            Refuse(findings, Fields.Overlap, DeskSentences.ExcessNeedsReason(Words.Exact(-amount)));
        }

        return new EntryForm(Overlap, amount, Note: Text(because) ?? "—");
    }

    private static string Key(int line) => line switch
    {
        LineItem.NotYetItemised => Open,
        LineItem.Overlap => Overlap,
        _ => line.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static void Needs(AnnouncementKind kind, IReadOnlyList<ReadLine> lines, List<Finding> findings)
    {
        if (lines.Count == 0)
        {
            Refuse(findings, Fields.Lines, DeskSentences.NoLines(Words.Kind(kind)));
        }
    }

    private static void Without(AnnouncementKind kind, IReadOnlyList<ReadLine> lines, List<Finding> findings)
    {
        if (lines.Count > 0)
        {
            Refuse(findings, Fields.Lines, DeskSentences.LinesMoveNothing(Words.Kind(kind)));
        }
    }

    private static string? Text(string typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();

    private static void Refuse(List<Finding> findings, string field, Said said) => findings.Add(new Finding(field, said.ToString(), true));
}
