using AidTracker.Web.Data;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Typed;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Desk.SeenMoney;

/// <summary>The sums that a draft states, in every currency in which something is compared with them.</summary>
internal sealed class TypedSums
{
    private readonly Dictionary<string, List<decimal>> whole = [];
    private readonly Dictionary<string, decimal> lines = [];

    private TypedSums() { }

    /// <param name="day">At whose rates they are converted; where there are none, they are compared in their own currencies only.</param>
    /// <param name="currencies">Those to convert into.</param>
    public static async Task<TypedSums> OfAsync(LedgerContext context, DraftForm form, DateOnly day, IReadOnlyList<string> currencies, CancellationToken cancel)
    {
        var own = TypedCodes.First(form.Currency);
        if (form.Package.Trim() is { Length: > 0 } slug)
        {
            own = await context.PackageRows.Where(row => row.Slug == slug).Select(row => row.Currency).FirstOrDefaultAsync(cancel) ?? own;
        }

        var sums = new TypedSums();
        var priced = form.Lines.Sum(line => Read(line.Amount)?.Amount ?? 0);
        if (own is not null && priced > 0)
        {
            sums.lines[own] = priced;
        }

        foreach (var stated in new[] { Read(form.Amount), Read(form.Stated), priced > 0 && form.Amount.Trim().Length == 0 ? new TypedMoney(priced, own) : null }.OfType<TypedMoney>())
        {
            if ((stated.Currency ?? own) is not { } currency)
            {
                continue;
            }

            sums.Add(currency, stated.Amount);
            foreach (var other in currencies.Where(other => other != currency))
            {
                var rate = await context.Database.SqlQuery<decimal?>($"""select round(ledger.exchange({currency}, {other}, {day}, {long.MaxValue - 1}), 18) as "Value" """).SingleAsync(cancel);
                if (rate is { } worth)
                {
                    sums.Add(other, stated.Amount * worth);
                }
            }
        }

        return sums;
    }

    public bool Matches(decimal amount, string currency) =>
        whole.TryGetValue(currency, out var known) && known.Exists(sum => Math.Abs(sum - amount) <= Math.Max(sum, amount) * SeenPackages.Near);

    /// <summary>What the lines come to, where they are in that currency.</summary>
    public decimal? Lines(string currency) => lines.TryGetValue(currency, out var sum) ? sum : null;

    private void Add(string currency, decimal amount)
    {
        if (!whole.TryGetValue(currency, out var known))
        {
            whole[currency] = known = [];
        }

        known.Add(amount);
    }

    private static TypedMoney? Read(string typed) => TypedMoney.Read(typed, "", Allowed.AboveZero).Money;
}
