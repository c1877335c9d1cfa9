using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data;
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

}

/// <summary>Works out what forms offer; parties come onto the record with publications only.</summary>
public sealed class FilterChoices(IDbContextFactory<LedgerContext> contexts, ReferenceLists lists, CurrentHead head)
{
    private readonly Remembered<FilterOptions> remembered = new(head);

    public ValueTask<FilterOptions> LoadAsync(CancellationToken cancel = default) => remembered.GetAsync(async () =>
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        // Asked of each party by itself, an index answers at once; the tables of who takes part in what are long.
        var parties = await context.Database.SqlQuery<PartyOnRecord>($"""
            select code as party, exists (select from ledger.package_donor d where d.party = p.code) as "IsDonor",
              exists (select from ledger.package_recipient r where r.party = p.code) as "IsRecipient"
            from ledger.party p
            """).ToListAsync(cancel);
        return new FilterOptions(
            Named(parties.Where(party => party.IsDonor)),
            Named(parties.Where(party => party.IsRecipient)),
            [.. lists.Categories.Select(category => new Option(category.Code, category.Name))]);
    });

    private IReadOnlyList<Option> Named(IEnumerable<PartyOnRecord> parties) =>
        [.. parties.Select(each => new Option(each.Party, lists.PartyName(each.Party))).OrderBy(option => option.Name, StringComparer.Ordinal)];

    private sealed record PartyOnRecord(string Party, bool IsDonor, bool IsRecipient);
}
