using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Desk.Drafts;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>What is said of a package that a draft opens.</summary>
internal sealed record OpenedPackage(string Slug, IReadOnlyList<string> Donors, IReadOnlyList<string> Recipients, string Currency, string Title, string? Summary, string? Initiative);

/// <summary>Reads the fields of a package that a draft opens.</summary>
internal sealed partial class PackageFields(DraftForm form, DraftContext context, ListingFields listings, List<Finding> findings)
{
    /// <returns>With a dash where something is missing, so that the rest can be looked at.</returns>
    public OpenedPackage Read()
    {
        var slug = form.Slug.Trim();
        if (slug.Length is 0 or > Package.SlugLimit || !SlugForm().IsMatch(slug))
        {
            Refuse(Fields.Slug, slug.Length == 0 ? DeskSentences.Missing("Address", "the package's own address") : DeskSentences.NotAnAddress("Address", slug));
        }

        var currency = TypedCodes.Of(form.Currency);
        if (currency is not [var code] || !context.Lists.Currencies.Contains(code))
        {
            Refuse(Fields.Currency, form.Currency.Trim().Length == 0 ? DeskSentences.Missing("Currency", "the currency that the donor promised in") : DeskSentences.NotInList("Currency", form.Currency, "currency"));
        }

        var initiative = TypedCodes.First(form.Initiative);
        if (initiative is not null && !listings.Knows(ListedAs.Initiative, initiative))
        {
            Refuse(Fields.Initiative, DeskSentences.NotYetOnList("Initiative", form.Initiative, "initiative"));
        }

        var title = form.Title.Trim();
        if (title.Length is 0 or > PackageDescription.TitleLimit)
        {
            Refuse(Fields.Title, title.Length == 0 ? DeskSentences.Missing("Title", "what readers call the package") : DeskSentences.TooLong("Title", title.Length, PackageDescription.TitleLimit));
        }

        return new OpenedPackage(slug, Parties(form.Donors, Fields.Donors, "Donors"), Parties(form.Recipients, Fields.Recipients, "Recipients"),
            currency.Count == 0 ? "—" : currency[0], title.Length == 0 ? "—" : title, OtherMoney(), initiative);
    }

    /// <summary>The reason stands in the package's own summary, which its page shows and the journal covers.</summary>
    private string? OtherMoney()
    {
        var near = context.Seen.Where(seen => seen.IsNear).ToList();
        if (near.Count == 0)
        {
            return null;
        }

        var reason = form.OtherMoney.Trim();
        var names = string.Join("; ", near.Take(3).Select(seen => $"“{seen.Title}” ({seen.Slug})"));
        if (reason.Length is 0 or > 1000)
        {
            Refuse(Fields.OtherMoney, reason.Length == 0 ? DeskSentences.SeenBefore(names) : DeskSentences.TooLong("Why it is other money", reason.Length, 1000));
            return null;
        }

        return $"Entered as other money than {names}: {reason}";
    }

    private IReadOnlyList<string> Parties(string typed, string field, string name)
    {
        var codes = TypedCodes.Of(typed);
        if (codes.Count == 0)
        {
            Refuse(field, DeskSentences.Missing(name, field == Fields.Donors ? "who gives" : "who receives"));
        }

        foreach (var unknown in codes.Where(code => !listings.Knows(ListedAs.Party, code)))
        {
            Refuse(field, DeskSentences.NotYetOnList(name, unknown, "country or institution"));
        }

        return codes.Count == 0 ? ["—"] : codes;
    }

    private void Refuse(string field, Said said) => findings.Add(new Finding(field, said.ToString(), true));

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugForm();
}
