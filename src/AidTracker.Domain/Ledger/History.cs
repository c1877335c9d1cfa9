using System.Globalization;
using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>One live announcement, with the package before and after it.</summary>
public sealed record Step(Announcement Announcement, Standing Before, Standing After);

/// <summary>
/// A package's live announcements replayed in the order in which they count. Making one checks every rule of the balance
/// (product rule 1 and 2); the database checks the same at commit, in <c>ledger.check_package</c>, under the same names.
/// </summary>
public sealed class History
{
    private History(IReadOnlyList<Step> steps, Standing standing) => (Steps, Standing) = (steps, standing);

    public IReadOnlyList<Step> Steps { get; }

    /// <summary>The package after the last of them.</summary>
    public Standing Standing { get; }

    /// <exception cref="LedgerRefusal">An announcement is impossible where it stands; the refusal names it.</exception>
    public static History Of(Package package)
    {
        var standing = Standing.Empty(package);
        var steps = new List<Step>();
        var announced = false;
        foreach (var announcement in package.Live)
        {
            CheckKind(announcement, standing, announced, package.Currency);
            announced |= announcement.Kind == AnnouncementKind.Announced;
            var after = standing.After(announcement);
            CheckBalance(announcement, after);
            steps.Add(new Step(announcement, standing, after));
            standing = after;
        }

        return new History(steps, standing);
    }

    private static void CheckKind(Announcement announcement, Standing before, bool announced, Currency currency)
    {
        var rule = KindRules.For(announcement.Kind);
        var undisclosed = announcement.Headline is { Qualifier: AmountQualifier.Undisclosed };
        if (announcement.Kind == AnnouncementKind.Announced && announced)
        {
            throw Refused("announced_once", announcement, "the package is announced already: the same money said again is Reannounced, more money is ToppedUp.");
        }

        if (announcement.Kind is not (AnnouncementKind.Announced or AnnouncementKind.Agreed) && !announced)
        {
            throw Refused("announced_first", announcement, "nothing is announced before it: the first money of a package is Announced.");
        }

        foreach (var entry in announcement.Entries)
        {
            if (entry.Amount is { } amount && amount.Currency != currency)
            {
                throw Refused("entry_currency_is_packages", announcement, $"an entry is in {amount.Currency}, the package is in {currency}: enter the package's currency, and the other one as stated.");
            }

            var sign = entry.LineNumber switch
            {
                // What is known of an open package may exceed its headline from the start.
                LineItem.NotYetItemised when announcement.Headline is { } headline && headline.Qualifier.LeavesOpen() => Sign.Any,
                LineItem.NotYetItemised => rule.Open,
                LineItem.Overlap => rule.Overlap,
                _ => rule.Named,
            };
            if (sign == Sign.None || (entry.Amount is { } moved && !sign.Allows(moved.Amount)))
            {
                throw Refused("entries_follow_kind", announcement, $"an entry on {LineName(entry.LineNumber)} does not fit: {rule.Meaning}");
            }
        }

        var net = announcement.Net;
        var demanded = undisclosed ? Sign.Zero : rule.Net;
        var closesOpenPackage = announcement.Kind == AnnouncementKind.Cancelled && before.IsOpen && net == 0;
        if (!demanded.Allows(net) && !closesOpenPackage)
        {
            throw Refused("entries_balance", announcement, $"its entries net to {net.ToString(CultureInfo.InvariantCulture)}, which must be {Words(demanded)}.");
        }

        if (announcement.Headline is { Low: { } low } && low >= Math.Abs(net))
        {
            throw Refused("announcement_low_below_sum", announcement, "the lower end of the headline's range is not below its upper end.");
        }
    }

    private static void CheckBalance(Announcement announcement, Standing after)
    {
        foreach (var line in after.Lines)
        {
            var amount = line.Amount ?? 0;
            if (line.Number > LineItem.NotYetItemised && amount < 0)
            {
                throw Refused("line_items_amount_not_negative", announcement, $"it would leave {amount.ToString(CultureInfo.InvariantCulture)} on line {line.Number}.");
            }

            if (line.Number == LineItem.NotYetItemised && amount < 0 && !after.IsOpen)
            {
                throw Refused("not_yet_itemised_not_negative", announcement, $"it itemises {(-amount).ToString(CultureInfo.InvariantCulture)} more than is promised: put the excess on Overlap and rounding, with the reason.");
            }

            if (line.Number == LineItem.Overlap && amount > 0)
            {
                throw Refused("overlap_not_positive", announcement, "Overlap and rounding would be above zero.");
            }
        }

        if (after.Committed < 0)
        {
            throw Refused("committed_not_negative", announcement, "less than nothing would be promised: Overlap and rounding is never more than the named lines.");
        }

        if (announcement.Kind == AnnouncementKind.Cancelled && after.Lines.Any(line => line.Amount is not (null or 0)))
        {
            throw Refused("cancelled_leaves_nothing", announcement, "a line would keep money: a cancellation takes all that remains.");
        }
    }

    private static LedgerRefusal Refused(string rule, Announcement announcement, string because) =>
        new(rule, announcement.Number, $"Announcement {announcement.Number} ({announcement.Kind}, {announcement.Date}) is impossible: {because}");

    private static string LineName(int number) => number switch
    {
        LineItem.NotYetItemised => "Not yet itemised",
        LineItem.Overlap => "Overlap and rounding",
        _ => $"line {number}",
    };

    private static string Words(Sign sign) => sign switch
    {
        Sign.Plus => "above zero",
        Sign.Minus => "below zero",
        _ => "exactly zero",
    };
}
