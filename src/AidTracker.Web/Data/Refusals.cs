using AidTracker.Domain.Ledger;
using Npgsql;

namespace AidTracker.Web.Data;

/// <summary>
/// Turns the database's refusals into the domain's: the name of a constraint is the name of a rule, and here is its sentence.
/// The domain refuses most of these first; they come from the database where somebody else was faster, or went round it.
/// </summary>
public static class Refusals
{
    private static readonly Dictionary<string, string> Sentences = new()
    {
        ["package_revision_pkey"] = Package.Stale().Message,
        ["package_slug_key"] = "Another package has this address already: choose another one.",
        ["announcement_pkey"] = "This version of the announcement is on record already: look at it, and correct that one.",
        ["announcement_follows_previous"] = "A correction follows the version that it corrects: look at the announcement again.",
        ["package_donor_party_fkey"] = "The donor's code is in no list: use a country's two-letter code or an institution's own.",
        ["package_recipient_party_fkey"] = "The recipient's code is in no list: use a country's two-letter code.",
        ["package_currency_fkey"] = "The package's currency is not in ISO 4217: use a code such as CAD.",
        ["package_description_initiative_fkey"] = "The initiative's code is in no list: use one of the initiatives.",
        ["line_item_description_category_fkey"] = "The line's category is in no list: use one of the categories.",
        ["line_item_description_also_covers_known"] = "A category that the line also covers is in no list: use the categories' codes.",
        ["line_item_description_instrument_fkey"] = "The line's instrument is in no list: use one of the instruments.",
        ["line_item_description_initiative_fkey"] = "The line's initiative is in no list: use one of the initiatives.",
        ["line_item_description_supplier_fkey"] = "The supplier's code is in no list: use a country's two-letter code.",
        ["package_description_says_why"] = "A change of the title or summary needs its reason, and the first one has none: write why it is changed.",
        ["line_item_description_says_why"] = "A change of a line's description needs its reason, and the first one has none: write why it is changed.",
        ["line_item_description_pkey"] = "The publication describes one line twice: describe it once.",
        ["announcement_headline_stated_currency_fkey"] = "The headline's second currency is not in ISO 4217: use a code such as USD.",
        ["entry_currency_fkey"] = "An entry's currency is not in ISO 4217: use the package's.",
        ["entry_stated_currency_fkey"] = "An entry's second currency is not in ISO 4217: use a code such as USD.",
        ["entry_currency_is_packages"] = "An entry is in another currency than its package: enter the package's currency, and the other one as stated.",
        ["progress_currency_fkey"] = "A value's currency is not in ISO 4217: use the package's.",
        ["progress_currency_is_packages"] = "A value is in another currency than its package: enter the package's currency, or the quantity alone.",
        ["citation_source_fkey"] = "A citation names a source that the announcement does not have: cite one that it has.",
        ["citation_entry_fkey"] = "A citation names an entry that the announcement does not have: cite one that it has.",
        ["citation_progress_fkey"] = "A citation names a progress that the announcement does not have: cite one that it has.",
        ["citation_figure_exists"] = "A citation is of a figure that the announcement does not state: cite one that it states.",
        ["citation_passage_is_in_text"] = "A quoted passage is not what the captured text says at its offsets: quote it letter by letter, or mark it as a summary.",
        ["captured_text_has_its_hash"] = "A captured text does not have the hash that its source names: capture it again.",
        ["exchange_rate_currency_fkey"] = "A rate is of a currency that is in no list: use a code of ISO 4217 such as USD.",
        ["carried_rate_currency_fkey"] = "A rate that the product carries is of a currency that is in no list.",
        ["package_merge_into_fkey"] = "There is no package at the address that it is to be merged into: look at the address again.",
        ["package_merged_once"] = "The package is one with another already: undo that merge first.",
        ["package_merge_is_there_to_undo"] = "The package stands for itself: there is no merge to undo.",
        ["package_merge_is_with_another"] = "A package is not merged with itself: name the other one.",
        ["package_merge_is_into_one_that_stands"] = "The package that it is to be merged into is itself one with another: name that one.",
        ["package_merged_counts_nothing"] = "The package is one with another, where its money counts: publish there, or undo the merge first.",
        ["list_entry_pkey"] = "The publication enters one code in a list twice: enter it once.",
        ["list_entry_says_something_new"] = "The list has this code with this name already: leave the entry out.",
        ["list_entry_name_is_its_own"] = "Another code of the list has this name: use that one, or write a name that tells the two apart.",
        ["list_entry_code_is_its_own"] = "The code is a country's alpha-3, which leads to its alpha-2: choose another code.",
        ["list_entry_name_bounds"] = "The name on the list is empty or too long: write it, in at most 120 characters.",
        ["publication_recorded_in_order"] = "A replay must come in the order in which it was recorded, before anything newer.",
        ["publication_recorded_before_loaded"] = "A replay states a time that has not come yet: correct the time.",
        ["publication_sealed"] = "That publication is complete: nothing can be added to it. Publish another.",
        ["published_rows_stay"] = "What is published stays: publish a correction instead.",
    };

    /// <summary>The domain's refusal for what the database said; null where it was not a rule that spoke.</summary>
    public static LedgerRefusal? Of(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            // Class 23: integrity constraint violation.
            if (cause is PostgresException { SqlState: { } state, ConstraintName: { } name } refused && state.StartsWith("23", StringComparison.Ordinal))
            {
                return new LedgerRefusal(name, null, Sentences.GetValueOrDefault(name, refused.MessageText));
            }
        }

        return null;
    }
}
