using System.Text.RegularExpressions;
using AidTracker.Domain.Ledger;

namespace AidTracker.Domain.Reference;

/// <summary>A list that publications add to.</summary>
public enum ListedAs
{
    /// <summary>A country or institution that gives or receives.</summary>
    Party,

    /// <summary>A channel or fund that aid runs through.</summary>
    Initiative,
}

/// <summary>A party or initiative that a publication puts on its list, or gives another name. Codes never change.</summary>
public sealed partial class ListEntry
{
    public const int NameLimit = 120;
    public const int ReasonLimit = 1000;

    /// <param name="code">Capital letters: two of a country, three to six of an institution or an initiative.</param>
    /// <param name="reason">Why; readers see it.</param>
    /// <exception cref="LedgerRefusal">The code has another form, or a text is empty or too long.</exception>
    public ListEntry(ListedAs list, string code, string name, string reason)
    {
        List = list;
        Code = IsCode(list, code) ? code : throw new LedgerRefusal("list_entry_code_form", null, list == ListedAs.Party
            ? "The code of a party is two to six capital letters: use a country's alpha-2, or an institution's own."
            : "The code of an initiative is three to six capital letters: use its usual abbreviation.");
        Name = Text.Required("name on the list", name, NameLimit);
        Reason = Text.Required("reason for an entry in the list", reason, ReasonLimit);
    }

    public ListedAs List { get; }

    public string Code { get; }

    public string Name { get; }

    public string Reason { get; }

    public static bool IsCode(ListedAs list, string code) => code.Length >= (list == ListedAs.Party ? 2 : 3) && CodeForm().IsMatch(code);

    [GeneratedRegex("^[A-Z]{2,6}$")]
    private static partial Regex CodeForm();
}
