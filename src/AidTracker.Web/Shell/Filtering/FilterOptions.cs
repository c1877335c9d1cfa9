using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
using AidTracker.Web.Reading;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Shell.Filtering;

/// <summary>A value that a form offers: its code and its name.</summary>
public sealed record Option(string Code, string Name);

/// <summary>What a filter form offers. Parties are those on record: a list of every country would mostly lead nowhere.</summary>
public sealed record FilterOptions(IReadOnlyList<Option> Donors, IReadOnlyList<Option> Recipients, IReadOnlyList<Option> Categories)
{
    public static IReadOnlyList<Option> Kinds { get; } =
        [.. KindRules.All.Select(rule => new Option(rule.Kind.ToString(), Words.Kind(rule.Kind)))];

    public static IReadOnlyList<Option> Groups { get; } = [.. Membership.Organisations.Select(code => new Option(code, code))];

    public static async Task<FilterOptions> LoadAsync(LedgerContext context, ReferenceLists lists, CancellationToken cancel = default)
    {
        var parties = await context.Database
            .SqlQuery<PartyOnRecord>($"select party, 'donor' as side from ledger.package_donor union select party, 'recipient' from ledger.package_recipient")
            .ToListAsync(cancel);
        return new FilterOptions(
            Named(parties, "donor", lists),
            Named(parties, "recipient", lists),
            [.. lists.Categories.Select(category => new Option(category.Code, category.Name))]);
    }

    private static IReadOnlyList<Option> Named(IEnumerable<PartyOnRecord> parties, string side, ReferenceLists lists) =>
        [.. parties.Where(each => each.Side == side).Select(each => new Option(each.Party, lists.PartyName(each.Party))).OrderBy(option => option.Name, StringComparer.Ordinal)];

    private sealed record PartyOnRecord(string Party, string Side);
}
