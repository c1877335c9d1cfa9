using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Api;

/// <summary>A donor or recipient with what it promised, or was promised, alone; see <see cref="AidTotal"/>.</summary>
/// <param name="Code">Null for joint packages, whose shares are not stated and which are nobody's alone.</param>
/// <param name="Total">Null where it has a part in joint packages only.</param>
internal sealed record PartyTotal(string? Code, string Name, AidTotal? Total);

/// <summary>Donors and recipients, a row for each and each currency.</summary>
internal static class PartyTotals
{
    private static readonly ExportColumn<PartyTotal>[] Fields =
    [
        new("code", "Alpha-2 or institution's code; null on the row of joint packages whose shares are not stated, which count nowhere else.", row => row.Code),
        new("name", "Its name.", row => row.Name),
        new("currency", "ISO 4217 of every amount of the row; null where it has a part in joint packages only.", row => row.Total?.Currency),
        new("military", "Committed and not repaid, inside military totals.", row => row.Total?.Military),
        new("military_floor", "The least that `military` can mean.", row => row.Total?.MilitaryFloor),
        new("is_open_ended", "`true` where `military` means that much or more.", row => row.Total?.IsOpenEnded),
        new("repayable", "Committed as loans and guarantees, never part of `military`.", row => row.Total?.Repayable),
        new("civil", "Committed outside military totals and not repaid, never part of `military`.", row => row.Total?.Civil),
        new("itemised", "Of `military`, what stands on named lines.", row => row.Total?.Itemised),
        new("contracted", "Of `military`, what contracts are known to be worth.", row => row.Total?.Contracted),
        new("paid", "Of `military`, what is known to be paid out.", row => row.Total?.Paid),
        new("delivered", "Of `military`, what is known to be handed over, in value.", row => row.Total?.Delivered),
        new("undelivered", "Of `military`, what is not known to be handed over.", row => row.Total?.Undelivered),
    ];

    public static ApiOperation Donors { get; } = Of("/donors", "listDonors", "Donors with what each promised alone, a row for each currency; joint packages have a row of their own, so that the rows add up.", SumsBy.Donor, sum => sum.Donors!);

    public static ApiOperation Recipients { get; } = Of("/recipients", "listRecipients", "Recipients with what each was promised alone, a row for each currency; joint packages have a row of their own, so that the rows add up.", SumsBy.Recipient, sum => sum.Recipients!);

    private static ApiOperation Of(string path, string id, string summary, SumsBy by, Func<AidSum, string[]> parties) => new(path, id, summary, LedgerView.Subjects with { Name = path[1..] }, [ApiParameter.Fields], Fields, async (asked, cancel) =>
    {
        var lists = asked.Services.GetRequiredService<ReferenceLists>();
        var sums = await asked.Context.AidSumsAsync(asked.Filter.Lens, by, cancel);
        var own = sums.Where(sum => parties(sum).Length == 1).ToLookup(sum => parties(sum)[0]);
        var rows = sums.SelectMany(parties).Distinct().Select(code => (Code: (string?)code, Name: lists.PartyName(code), Totals: AidTotal.Of(own[code])))
            .OrderBy(party => party.Code, StringComparer.Ordinal)
            .Append((Code: null, Name: "Several together", Totals: AidTotal.Of(sums.Where(sum => parties(sum).Length > 1))))
            .SelectMany(party => party.Totals.Count > 0
                ? party.Totals.Select(total => new PartyTotal(party.Code, party.Name, total))
                : party.Code is null ? [] : [new PartyTotal(party.Code, party.Name, null)]);
        return new ApiAnswer(ApiOperations.Rows(Fields, rows));
    }) { Example = "currency=EUR" };
}
