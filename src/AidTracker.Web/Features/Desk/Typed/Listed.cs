using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Shell.Filtering;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>What a draft does to the lists of parties and initiatives, in words, and what it can choose of them.</summary>
internal static class Listed
{
    /// <summary>Such as <c>New on the list of initiatives: ABC, A new fund</c>.</summary>
    public static string Words(ReferenceLists lists, ListedAs list, string code, string name)
    {
        var named = Shell.Words.List(list);
        return (code, NameNow(lists, list, code)) switch
        {
            ("", _) => $"An entry in the list of {named}",
            (_, { } now) => $"Another name for {code}: {now}{(name.Length == 0 || name == now ? "" : $" becomes {name}")}",
            _ => $"New on the list of {named}: {code}{(name.Length == 0 ? "" : $", {name}")}",
        };
    }

    /// <summary>What a code is called on the record; null where it is not on the list.</summary>
    public static string? NameNow(ReferenceLists lists, ListedAs list, string code) => list == ListedAs.Party
        ? lists.Parties.GetValueOrDefault(code)?.Name
        : lists.Initiatives.GetValueOrDefault(code)?.Name;

    /// <summary>What a party is called on the record, or is to be called by the draft, which is said; null where neither has the code.</summary>
    public static string? Party(ReferenceLists lists, DraftForm form, string code) => NameNow(lists, ListedAs.Party, code)
        ?? form.Listings.Where(listing => ListingFields.Of(listing) == ListedAs.Party && TypedCodes.First(listing.Code) == code).Select(listing => $"{listing.Name.Trim()} (new)".TrimStart()).FirstOrDefault();

    /// <summary>The initiatives that the draft can choose: those on record, and those that come with it.</summary>
    public static IReadOnlyList<Option> Initiatives(ReferenceLists lists, DraftForm form) =>
    [
        .. lists.Initiatives.Values.OrderBy(each => each.Name, StringComparer.Ordinal).Select(each => new Option(each.Code, each.Name)),
        .. form.Listings.Where(listing => ListingFields.Of(listing) == ListedAs.Initiative)
            .Select(listing => new Option(TypedCodes.First(listing.Code) ?? "", $"{listing.Name.Trim()} (new)"))
            .Where(option => option.Code.Length > 0 && !lists.Initiatives.ContainsKey(option.Code)),
    ];
}
