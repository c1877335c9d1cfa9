using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Reading;

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

    /// <summary>One of <see cref="Reading.Counting"/>.</summary>
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

    /// <summary>One of <see cref="Reading.Counting"/>.</summary>
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

    /// <summary>From the sums that are kept where nothing narrows or converts them and they are fine enough; else line by line.</summary>
    public static async Task<IReadOnlyList<AidSum>> AidSumsAsync(this LedgerContext context, LedgerFilter filter, SumsBy by, CancellationToken cancel)
    {
        var repayable = context.Instruments.Where(instrument => instrument.Repayable).Select(instrument => instrument.Code);
        var civil = context.Categories.Where(category => !category.Military).Select(category => category.Code);
        var (donor, recipient, category, instrument, initiative) =
            (by.HasFlag(SumsBy.Donor), by.HasFlag(SumsBy.Recipient), by.HasFlag(SumsBy.Category), by.HasFlag(SumsBy.Instrument), by.HasFlag(SumsBy.Initiative));
        if (filter is { IsNarrowed: false, Currency: null } && !recipient && !initiative)
        {
            return await context.TotalsAt(filter.AsOf)
                .GroupBy(row => new
                {
                    Donors = donor ? row.Donors : null,
                    row.Role,
                    Category = category ? row.Category : null,
                    Instrument = instrument ? row.Instrument : null,
                    Counting = repayable.Contains(row.Instrument!) ? Counting.Repayable : civil.Contains(row.Category!) ? Counting.Civil : Counting.Military,
                    row.Currency,
                })
                .Select(group => new AidSum
                {
                    Donors = group.Key.Donors,
                    Role = group.Key.Role,
                    Category = group.Key.Category,
                    Instrument = group.Key.Instrument,
                    Counting = group.Key.Counting,
                    Currency = group.Key.Currency,
                    Lines = group.Sum(row => row.Lines),
                    Amount = group.Sum(row => row.Amount),
                    Floor = group.Sum(row => row.Floor),
                    OpenEnded = group.Sum(row => row.OpenEnded),
                    Contracted = group.Sum(row => row.Contracted),
                    Paid = group.Sum(row => row.Paid),
                    Delivered = group.Sum(row => row.Delivered),
                    Undelivered = group.Sum(row => row.Undelivered),
                })
                .ToListAsync(cancel);
        }

        return await context.RatedLines(filter)
            .GroupBy(row => new
            {
                Donors = donor ? row.Package.Donors : null,
                Recipients = recipient ? row.Package.Recipients : null,
                row.Line.Role,
                Category = category ? row.Line.Category : null,
                Instrument = instrument ? row.Line.Instrument : null,
                Initiative = initiative ? row.Line.Initiative ?? row.Package.Initiative : null,
                Counting = repayable.Contains(row.Line.Instrument!) ? Counting.Repayable : civil.Contains(row.Line.Category!) ? Counting.Civil : Counting.Military,
                row.Currency,
            })
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
                Lines = group.Count(row => row.Line.Amount != null),
                Amount = Math.Round(group.Sum(row => row.Line.Amount * row.Rate) ?? 0, Conversions.Decimals),
                Floor = Math.Round(group.Sum(row => row.Line.Amount == null ? 0 : row.Line.Floor * row.Rate), Conversions.Decimals),
                OpenEnded = group.Count(row => row.Line.Amount != null && !row.Line.HasCeiling),
                Contracted = Math.Round(group.Sum(row => row.Line.Contracted * row.Rate) ?? 0, Conversions.Decimals),
                Paid = Math.Round(group.Sum(row => row.Line.Paid * row.Rate) ?? 0, Conversions.Decimals),
                Delivered = Math.Round(group.Sum(row => row.Line.Delivered * row.Rate) ?? 0, Conversions.Decimals),
                Undelivered = Math.Round(group.Sum(row => row.Line.Undelivered * row.Rate) ?? 0, Conversions.Decimals),
            })
            .ToListAsync(cancel);
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

        var repayable = context.Instruments.Where(instrument => instrument.Repayable).Select(instrument => instrument.Code);
        var civil = context.Categories.Where(category => !category.Military).Select(category => category.Code);
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
}
