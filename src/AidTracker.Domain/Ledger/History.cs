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
            CheckBalance(announcement, standing, after);
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

        // A pause may be all that is known: of goods that are held, or of a package that the source does not name.
        if (announcement.Kind is not (AnnouncementKind.Announced or AnnouncementKind.Agreed or AnnouncementKind.Suspended or AnnouncementKind.Resumed) && !announced)
        {
            throw Refused("announced_first", announcement, "nothing is announced before it: the first money of a package is Announced.");
        }

        if (announcement.Kind == AnnouncementKind.Disclosed && !before.IsOpen)
        {
            throw Refused("disclosed_while_open", announcement, "the package's total is known before it: more money is ToppedUp, another value of the same goods is Revalued.");
        }

        if (announcement.Kind == AnnouncementKind.Suspended && before.IsSuspended)
        {
            throw Refused("suspended_once", announcement, "the package is suspended already: enter what resumed it first, or leave this out.");
        }

        if (announcement.Kind == AnnouncementKind.Resumed && !before.IsSuspended)
        {
            throw Refused("resumed_after_suspended", announcement, "the package is not suspended before it: enter the suspension first.");
        }

        CheckProgress(announcement, before, currency);
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
        // What is known of an open package may be more than its headline, so what is left of it may be as well.
        var closesOpenPackage = announcement.Kind == AnnouncementKind.Cancelled && before.IsOpen;
        if (!demanded.Allows(net) && !closesOpenPackage)
        {
            throw Refused("entries_balance", announcement, $"its entries net to {net.ToString(CultureInfo.InvariantCulture)}, which must be {Words(demanded)}.");
        }

        if (announcement.Headline is { Low: { } low } && low >= Math.Abs(net))
        {
            throw Refused("announcement_low_below_sum", announcement, "the lower end of the headline's range is not below its upper end.");
        }
    }

    private static void CheckProgress(Announcement announcement, Standing before, Currency currency)
    {
        if (KindRules.For(announcement.Kind).StatesProgress != announcement.Progress.Count > 0)
        {
            throw Refused("progress_follows_kind", announcement, announcement.Progress.Count > 0
                ? "how far a line has come is said by Contracted, Paid or Delivered."
                : "it does not say how far which line has come: add a line with its value, its quantity, or that it is complete.");
        }

        foreach (var progress in announcement.Progress)
        {
            if (progress.Value is { } value && value.Currency != currency)
            {
                throw Refused("progress_currency_is_packages", announcement, $"a value is in {value.Currency}, the package is in {currency}: enter the package's currency, or the quantity alone.");
            }

            if (progress.LineNumber != LineItem.NotYetItemised && !before.Holds(progress.LineNumber))
            {
                throw Refused("progress_line_is_promised", announcement, $"nothing is promised on {LineName(progress.LineNumber)} before it: enter the promise first, or choose another line.");
            }
        }
    }

    private static void CheckBalance(Announcement announcement, Standing before, Standing after)
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

        foreach (var line in announcement.Kind == AnnouncementKind.Cancelled ? after.Lines : [])
        {
            var delivered = before.DeliveredOf(line.Number);
            if ((line.Amount ?? 0) != delivered)
            {
                throw Refused("cancelled_leaves_nothing", announcement, $"{LineName(line.Number)} would end at {(line.Amount ?? 0).ToString(CultureInfo.InvariantCulture)}: a cancellation takes all that is not delivered, which leaves {delivered.ToString(CultureInfo.InvariantCulture)}.");
            }
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
        Sign.NonZero => "other than zero",
        _ => "exactly zero",
    };
}
