using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Publishing;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>Reads what a draft puts on the lists of parties and initiatives, or calls otherwise there.</summary>
internal sealed class ListingFields(DraftForm form, DraftContext context, List<Finding> findings)
{
    /// <summary>Whether a code is on the list, or comes onto it with the draft.</summary>
    public bool Knows(ListedAs list, string code) => IsOnRecord(list, code) || form.Listings.Exists(listing => Of(listing) == list && TypedCodes.First(listing.Code) == code);

    /// <returns>With a dash where something is missing, so that the rest can be looked at; null where there is nothing.</returns>
    public IReadOnlyList<ListEntryForm>? Read()
    {
        if (form.Listings.Count > DraftLimits.Listings)
        {
            findings.Add(new Finding(Fields.Listings, DeskSentences.TooManyListings(form.Listings.Count).ToString(), true));
        }

        return form.Listings.Count == 0 ? null : [.. form.Listings.Select(Read)];
    }

    /// <summary>The list that it is about; a party's where nothing else is chosen.</summary>
    public static ListedAs Of(DraftListing listing) => listing.List == DraftListing.Initiative ? ListedAs.Initiative : ListedAs.Party;

    private ListEntryForm Read(DraftListing listing)
    {
        var list = Of(listing);
        var code = TypedCodes.First(listing.Code) ?? "";
        var name = listing.Name.Trim();
        if (!ListEntry.IsCode(list, code))
        {
            Refuse(listing, "code", code.Length == 0 ? DeskSentences.Missing(Name(listing, "code"), "the code that stands in addresses") : DeskSentences.NotACode(Name(listing, "code"), listing.Code, list == ListedAs.Party ? 2 : 3));
        }
        else if (list == ListedAs.Party && context.Lists.Alpha2.ContainsKey(code))
        {
            Refuse(listing, "code", DeskSentences.CodeOfACountry(Name(listing, "code"), code, context.Lists.Alpha2[code]));
        }
        else if (form.Listings.Exists(other => other != listing && Of(other) == list && TypedCodes.First(other.Code) == code))
        {
            Refuse(listing, "code", DeskSentences.ListedTwice(Name(listing, "code"), code));
        }

        if (name.Length is 0 or > ListEntry.NameLimit)
        {
            Refuse(listing, "name", name.Length == 0 ? DeskSentences.Missing(Name(listing, "name"), "what readers call it") : DeskSentences.TooLong(Name(listing, "name"), name.Length, ListEntry.NameLimit));
        }
        else if (Named(list).FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && (each.Code != code || each.Name == name)) is { Code: not null } other)
        {
            Refuse(listing, "name", DeskSentences.NameTaken(Name(listing, "name"), name, other.Code));
        }

        var reason = listing.Reason.Trim();
        if (reason.Length is 0 or > ListEntry.ReasonLimit)
        {
            Refuse(listing, "reason", reason.Length == 0 ? DeskSentences.ListingNeedsReason() : DeskSentences.TooLong(Name(listing, "reason"), reason.Length, ListEntry.ReasonLimit));
        }

        return new ListEntryForm(list.ToString(), code, name.Length == 0 ? "—" : name, reason.Length == 0 ? "—" : reason);
    }

    private IEnumerable<(string Code, string Name)> Named(ListedAs list) => list == ListedAs.Party
        ? context.Lists.Parties.Values.Select(party => (party.Code, party.Name))
        : context.Lists.Initiatives.Values.Select(initiative => (initiative.Code, initiative.Name));

    private bool IsOnRecord(ListedAs list, string code) => list == ListedAs.Party ? context.Lists.Parties.ContainsKey(code) : context.Lists.Initiatives.ContainsKey(code);

    private string Name(DraftListing listing, string part) => Fields.Name(form, Fields.Of(listing, part));

    private void Refuse(DraftListing listing, string part, Said said) => findings.Add(new Finding(Fields.Of(listing, part), said.ToString(), true));
}
