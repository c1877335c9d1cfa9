using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading.Sums;

/// <summary>What lines are grouped by, beside what must not be mixed.</summary>
[Flags]
public enum SumsBy
{
    Nothing = 0,
    Donor = 1,
    Recipient = 2,
    Category = 4,
    Instrument = 8,
    Initiative = 16,
}

/// <summary>What the lines of one group add up to in one currency. What is not grouped by is null, as is what a line has none of.</summary>
public sealed record AidSum
{
    /// <summary>Party codes; several make a joint package whose shares are not stated, which is nobody's alone.</summary>
    public string[]? Donors { get; init; }

    /// <inheritdoc cref="Donors"/>
    public string[]? Recipients { get; init; }

    /// <summary>One of <see cref="LineRole"/>.</summary>
    public required string Role { get; init; }
    public string? Category { get; init; }
    public string? Instrument { get; init; }

    /// <summary>The line's own channel, or else its package's.</summary>
    public string? Initiative { get; init; }

    /// <summary>One of <see cref="Rows.Counting"/>.</summary>
    public required string Counting { get; init; }
    public required string Currency { get; init; }

    /// <summary>How many lines are priced.</summary>
    public long Lines { get; init; }
    public decimal Amount { get; init; }

    /// <summary>The least that it can mean.</summary>
    public decimal Floor { get; init; }

    /// <summary>How many of the lines mean that much or more.</summary>
    public long OpenEnded { get; init; }

    /// <summary>As far as a value is stated; so on the next two.</summary>
    public decimal Contracted { get; init; }
    public decimal Paid { get; init; }
    public decimal Delivered { get; init; }
    public decimal Undelivered { get; init; }
}

/// <summary>A line with its package and its rate.</summary>
public sealed record RatedLine
{
    public required PackageRow Package { get; init; }
    public required LineItemRow Line { get; init; }

    /// <summary>That amounts are read in: the one that is asked for, or the line's own.</summary>
    public required string Currency { get; init; }

    /// <summary>1 where nothing is converted.</summary>
    public decimal Rate { get; init; }
}

/// <summary>What the announcements of one month moved, in one currency. All months add up to what stands.</summary>
public sealed class MovedRow
{
    /// <summary>Its first day.</summary>
    public DateOnly Month { get; init; }
    public required string Currency { get; init; }

    /// <summary>One of <see cref="Rows.Counting"/>.</summary>
    public required string Counting { get; init; }

    /// <summary>How many amounts it is made of.</summary>
    public long Entries { get; init; }
    public decimal Amount { get; init; }
}

/// <summary>Sums of the lines of a filter, for pages that say what something is made of.</summary>
public static class AidSums
{
    /// <summary>The lines of a filter that can be read in its currency: without it all of them, each in its own.</summary>
    public static IQueryable<RatedLine> RatedLines(this LedgerContext context, LedgerFilter filter) => filter.Currency is { } currency
        ? context.MatchingLines(filter).Join(context.AllConversionsAt(filter), row => row.Package.PackageId, conversion => conversion.PackageId,
            (row, conversion) => new RatedLine { Package = row.Package, Line = row.Line, Currency = currency, Rate = conversion.Rate })
        : context.MatchingLines(filter).Select(row => new RatedLine { Package = row.Package, Line = row.Line, Currency = row.Line.Currency, Rate = 1 });

    /// <summary>From the sums that are kept, where nothing narrows or converts them and they are by what is asked; from the shares in one currency; else line by line.</summary>
    public static async Task<IReadOnlyList<AidSum>> AidSumsAsync(this LedgerContext context, LedgerFilter filter, SumsBy by, CancellationToken cancel)
    {
        if (Shares.Answer(filter) && Shares.Of(by) is { } shares)
        {
            return [.. (await Shares.LoadAsync(context, filter, shares, cancel))[shares]];
        }

        if (IsKept(filter) && by == SumsBy.Category && filter.AsOf.IsNow)
        {
            return await Shares.AsAnnouncedAsync(context, cancel);
        }

        return await AddedUp(
            !IsKept(filter) ? LineByLine(context, filter, by)
            : by == SumsBy.Instrument ? KeptByInstrument(context, filter.AsOf)
            : (by & ~(SumsBy.Donor | SumsBy.Category)) == SumsBy.Nothing ? Kept(context, filter.AsOf, by)
            : LineByLine(context, filter, by)).ToListAsync(cancel);
    }

    /// <summary>The sums by donor, those by category and those by instrument, in one statement. Each may be finer than it says.</summary>
    public static async Task<(IReadOnlyList<AidSum> ByDonor, IReadOnlyList<AidSum> ByCategory, IReadOnlyList<AidSum> ByInstrument)> AidSumsEachWayAsync(
        this LedgerContext context, LedgerFilter filter, CancellationToken cancel)
    {
        if (Shares.Answer(filter))
        {
            var shares = await Shares.LoadAsync(context, filter, null, cancel);
            return ([.. shares[ShareRow.OfDonors]], [.. shares[ShareRow.OfCategory]], [.. shares[ShareRow.OfInstrument]]);
        }

        if (!IsKept(filter))
        {
            // So fine that they can be added up by any.
            var sums = await context.AidSumsAsync(filter, SumsBy.Donor | SumsBy.Category | SumsBy.Instrument, cancel);
            return (sums, sums, sums);
        }

        // As fine as they are kept: there is nothing to add up.
        var both = await Kept(context, filter.AsOf, SumsBy.Donor | SumsBy.Category).Concat(KeptByInstrument(context, filter.AsOf)).ToListAsync(cancel);
        IReadOnlyList<AidSum> fine = [.. both.Where(sum => sum.Donors is not null)];
        return (fine, fine, [.. both.Where(sum => sum.Donors is null)]);
    }

    private static bool IsKept(LedgerFilter filter) => filter is { IsNarrowed: false, Currency: null };

    private static IQueryable<AidSum> AddedUp(IQueryable<AidSum> sums) => sums
        .GroupBy(sum => new { sum.Donors, sum.Recipients, sum.Role, sum.Category, sum.Instrument, sum.Initiative, sum.Counting, sum.Currency })
        .Select(group => new AidSum
        {
            Donors = group.Key.Donors,
            Recipients = group.Key.Recipients,
            Role = group.Key.Role,
            Category = group.Key.Category,
            Instrument = group.Key.Instrument,
            Initiative = group.Key.Initiative,
            Counting = group.Key.Counting,
            Currency = group.Key.Currency,
            Lines = group.Sum(sum => sum.Lines),
            Amount = Math.Round(group.Sum(sum => sum.Amount), Conversions.Decimals),
            Floor = Math.Round(group.Sum(sum => sum.Floor), Conversions.Decimals),
            OpenEnded = group.Sum(sum => sum.OpenEnded),
            Contracted = Math.Round(group.Sum(sum => sum.Contracted), Conversions.Decimals),
            Paid = Math.Round(group.Sum(sum => sum.Paid), Conversions.Decimals),
            Delivered = Math.Round(group.Sum(sum => sum.Delivered), Conversions.Decimals),
            Undelivered = Math.Round(group.Sum(sum => sum.Undelivered), Conversions.Decimals),
        });

    // Each of these says everything of a sum: EF cannot group by what a row leaves unsaid.

    private static IQueryable<AidSum> Kept(LedgerContext context, AsOf asOf, SumsBy by)
    {
        var civil = context.CivilCategories();
        var (donor, category) = (by.HasFlag(SumsBy.Donor), by.HasFlag(SumsBy.Category));
        return context.TotalsAt(asOf).Select(row => new AidSum
        {
            Donors = donor ? row.Donors : null,
            Recipients = null,
            Role = row.Role,
            Category = category ? row.Category : null,
            Instrument = null,
            Initiative = null,
            Counting = row.Repayable ? Counting.Repayable : civil.Contains(row.Category!) ? Counting.Civil : Counting.Military,
            Currency = row.Currency,
            Lines = row.Lines,
            Amount = row.Amount,
            Floor = row.Floor,
            OpenEnded = row.OpenEnded,
            Contracted = row.Contracted,
            Paid = row.Paid,
            Delivered = row.Delivered,
            Undelivered = row.Undelivered,
        });
    }

    private static IQueryable<AidSum> KeptByInstrument(LedgerContext context, AsOf asOf) => context.InstrumentsAt(asOf).Select(row => new AidSum
    {
        Donors = null,
        Recipients = null,
        Role = row.Role,
        Category = null,
        Instrument = row.Instrument == "" ? null : row.Instrument,
        Initiative = null,
        Counting = row.Counting,
        Currency = row.Currency,
        Lines = row.Lines,
        Amount = row.Amount,
        Floor = row.Floor,
        OpenEnded = row.OpenEnded,
        // How far lines have come is not summed by instrument.
        Contracted = 0,
        Paid = 0,
        Delivered = 0,
        Undelivered = 0,
    });

    private static IQueryable<AidSum> LineByLine(LedgerContext context, LedgerFilter filter, SumsBy by)
    {
        var (repayable, civil) = (context.RepayableInstruments(), context.CivilCategories());
        var (donor, recipient, category, instrument, initiative) =
            (by.HasFlag(SumsBy.Donor), by.HasFlag(SumsBy.Recipient), by.HasFlag(SumsBy.Category), by.HasFlag(SumsBy.Instrument), by.HasFlag(SumsBy.Initiative));
        return context.RatedLines(filter).Select(row => new AidSum
        {
            Donors = donor ? row.Package.Donors : null,
            Recipients = recipient ? row.Package.Recipients : null,
            Role = row.Line.Role,
            Category = category ? row.Line.Category : null,
            Instrument = instrument ? row.Line.Instrument : null,
            Initiative = initiative ? row.Line.Initiative ?? row.Package.Initiative : null,
            Counting = repayable.Contains(row.Line.Instrument!) ? Counting.Repayable : civil.Contains(row.Line.Category!) ? Counting.Civil : Counting.Military,
            Currency = row.Currency,
            Lines = row.Line.Amount == null ? 0 : 1,
            Amount = (row.Line.Amount ?? 0) * row.Rate,
            Floor = row.Line.Amount == null ? 0 : row.Line.Floor * row.Rate,
            OpenEnded = row.Line.Amount == null || row.Line.HasCeiling ? 0 : 1,
            Contracted = (row.Line.Contracted ?? 0) * row.Rate,
            Paid = (row.Line.Paid ?? 0) * row.Rate,
            Delivered = (row.Line.Delivered ?? 0) * row.Rate,
            Undelivered = (row.Line.Undelivered ?? 0) * row.Rate,
        });
    }

    /// <summary>
    /// What each month's announcements moved, at the rates of the packages, so that the months add up to the filter's total. With
    /// categories, instruments or initiatives only on lines that <see cref="FilteredQueries.LineItems"/> has.
    /// </summary>
    public static async Task<IReadOnlyList<MovedRow>> MovedAsync(this LedgerContext context, LedgerFilter filter, CancellationToken cancel)
    {
        if (filter is { IsNarrowed: false, Currency: null })
        {
            return await context.MovedAt(filter.AsOf).ToListAsync(cancel);
        }

        if (Shares.Answer(filter))
        {
            return await Shares.MovedAsync(context, filter, cancel);
        }

        var (repayable, civil) = (context.RepayableInstruments(), context.CivilCategories());
        var entries = context.EntriesAt(filter.AsOf).Where(entry => entry.Status == VersionStatus.Live && entry.Amount != null);
        return await context.RatedLines(filter)
            .Join(entries, row => new { row.Line.PackageId, row.Line.LineNumber }, entry => new { entry.PackageId, entry.LineNumber }, (row, entry) => new { row, entry })
            .GroupBy(pair => new
            {
                Month = new DateOnly(pair.entry.AnnouncedOn.Year, pair.entry.AnnouncedOn.Month, 1),
                pair.row.Currency,
                Counting = repayable.Contains(pair.row.Line.Instrument!) ? Counting.Repayable : civil.Contains(pair.row.Line.Category!) ? Counting.Civil : Counting.Military,
            })
            .Select(group => new MovedRow
            {
                Month = group.Key.Month,
                Currency = group.Key.Currency,
                Counting = group.Key.Counting,
                Entries = group.Count(),
                Amount = Math.Round(group.Sum(pair => pair.entry.Amount!.Value * pair.row.Rate), Conversions.Decimals),
            })
            .ToListAsync(cancel);
    }

    /// <summary>Codes of the instruments that are paid back.</summary>
    internal static IQueryable<string> RepayableInstruments(this LedgerContext context) => context.Instruments.Where(instrument => instrument.Repayable).Select(instrument => instrument.Code);

    /// <summary>Codes of the categories that stand outside military totals.</summary>
    internal static IQueryable<string> CivilCategories(this LedgerContext context) => context.Categories.Where(category => !category.Military).Select(category => category.Code);
}
