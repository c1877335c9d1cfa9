using System.Globalization;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Desk;

/// <summary>
/// Every sentence with which the desk refuses or warns: where, what is wrong, what to do. The ledger's own rules have theirs in the
/// domain and in <see cref="Data.Refusals"/>.
/// </summary>
internal static class DeskSentences
{
    // Fields ---------------------------------------------------------------------------------------------------------

    public static Said NotANumber(string where, string typed, string example) => new(where, $"“{Cut(typed)}” is no number", $"write digits, such as {example}, or leave it empty where it is not stated");

    public static Said NumberTooLong(string where, int length, int limit) => new(where, $"there are {length} characters where a number has at most {limit}", "write the number alone");

    public static Said NumberTooLarge(string where, string typed) => new(where, $"“{Cut(typed)}” is beyond 10^15, the largest figure on record", "check the unit");

    public static Said AmbiguousNumber(string where, string typed) => new(where, $"“{Cut(typed)}” can be read with thousands or with decimals", "write it out, as 1,234,000 or 1.23");

    public static Said ZeroIsNoAmount(string where) => new(where, "zero moves nothing", "leave it empty where the amount is not stated");

    public static Said BelowZero(string where, string typed) => new(where, $"“{Cut(typed)}” is below zero, which this kind of announcement does not take", "write the amount without its sign; less money is the kind Reduced");

    public static Said FinerThanHundredth(string where, string typed) => new(where, $"“{Cut(typed)}” is finer than a hundredth", "round it as the source does");

    public static Said QuantityBounds(string where, string typed) => new(where, $"“{Cut(typed)}” is no quantity that can be kept", "write a number above zero with at most three decimals, up to 10^12");

    public static Said NotADate(string where, string typed) => new(where, $"“{Cut(typed)}” is no date", "write it as 2025-08-24 or 24 August 2025, or August 2025 where only the month is known");

    public static Said AmbiguousDate(string where, string typed) => new(where, $"“{Cut(typed)}” can be read with the day or the month first", "write it as 2025-08-24");

    public static Said NoSuchDay(string where, string typed, string month, int days) => new(where, $"“{Cut(typed)}” is no day: {month} has {days}", "look at the source again");

    public static Said YearOutOfBounds(string where, int year, int earliest, int latest) => new(where, $"the year {year} is outside {earliest} to {latest}", "check the year");

    public static Said DateAhead(string where, string typed) => new(where, $"“{Cut(typed)}” has not come yet", "enter the day on which it was announced, not the day for which it is promised");

    public static Said Missing(string where, string what) => new(where, $"{what} is missing", "fill it in");

    public static Said TooLong(string where, int length, int limit) => new(where, $"there are {length} characters where {limit} fit", "shorten it");

    public static Said NotInList(string where, string typed, string what) => new(where, $"“{Cut(typed)}” is no {what} on the list", "choose one of those that are offered");

    public static Said NotYetOnList(string where, string typed, string what) => new(where, $"“{Cut(typed)}” is no {what} on the list", "choose one of those that are offered, or add it to its list with this draft (Alt+E)");

    public static Said NotAnAddress(string where, string typed) => new(where, $"“{Cut(typed)}” is no address of a package", "write lower-case words and digits with single hyphens between, such as ca-ua-2025-06-kananaskis");

    public static Said NotALink(string where, string typed) => new(where, $"“{Cut(typed)}” is no web address", "write one that begins with https:// or http://, or leave it empty");

    public static Said OtherCurrency(string where, string currency, string packages) => new(where, $"it is in {currency}, and the package is in {packages}", $"write the amount in {packages}, and the other one as second currency");

    public static Said NoCurrency(string where) => new(where, "the second currency is not named", "write its code before the amount, such as USD 500M");

    public static Said NotACode(string where, string typed, int shortest) => new(where, $"“{Cut(typed)}” is not made of {shortest} to six capital letters", "write its usual abbreviation, such as NSPA");

    public static Said CodeOfACountry(string where, string code, string alpha2) => new(where, $"{code} is the alpha-3 of {alpha2}, and leads there", "choose another code, or use the one that the list has");

    public static Said ListedTwice(string where, string code) => new(where, $"{code} is entered twice", "leave one of the two out");

    public static Said NameTaken(string where, string name, string code) => new(where, $"the list calls {code} “{Cut(name)}” already", "choose that one, or write a name that tells the two apart");

    public static Said TooManyListings(int listings) => new("Lists", $"there are {listings} entries, and a draft has at most {DraftLimits.Listings}", "divide them into several drafts");

    // The draft as a whole -------------------------------------------------------------------------------------------

    public static Said NoSuchPackage(string typed) => new("Package", $"there is no package at “{Cut(typed)}”", "choose one of those that are offered, or leave it empty to open one");

    public static Said NoSuchLine(string where, string typed) => new(where, $"the package has no line {Cut(typed)}", "choose one that it has, or describe a new one");

    public static Said NoSuchAnnouncement(string typed) => new("Announcement", $"the package has no announcement {Cut(typed)}", "start the correction from the package's page again");

    public static Said NoAmount(string where, string kind) => new(where, $"{kind} says how much, and nothing is entered", "write the sum, put amounts on lines, or choose “undisclosed”");

    public static Said NoLines(string kind) => new("Lines", $"{kind} is about lines, and there are none", "add a line");

    public static Said LinesMoveNothing(string kind) => new("Lines", $"{kind} moves no money between lines, and lines are entered", "take the lines out, or choose another kind");

    public static Said NothingToBreakDown(string kind) => new("Kind", $"{kind} is about a package that is on record, and this draft opens one", "choose the package, or the kind Announced");

    public static Said ExcessNeedsReason(string excess) => new("Overlap", $"the lines come to {excess} more than is promised, and why is not said", "write why, or look at the amounts again; the excess stands openly on Overlap and rounding");

    public static Said HeadlineDiffers(string stated, string committed) => new("Amount", $"the text says {stated} and the package stands at {committed}", "check that it is the same money; here the amount is only compared and moves nothing");

    public static Said MergedWithItself() => new("The other package", "it is the same one", "name the package that announces the same money");

    public static Said MergedFurther(string into, string further) => new("The other package", $"“{Cut(into)}” is itself one with “{Cut(further)}”", "name that one");

    public static Said SaysTheSame() => new("Description", "title, summary and initiative are as they stand on record", "write what is to be changed, or discard the draft");

    public static Said NoSuchAct(string package) => new("Package", $"there is none at “{Cut(package)}” of which that could be said", "start from the package's page again");

    public static Said NeedsReason(string what) => new("Reason", $"{what} needs its reason, which readers see", "write why");

    public static Said ListingNeedsReason() => new("Reason", "an entry in the lists needs its reason, which everybody at the desk reads", "write why");

    public static Said NoSource() => new("Sources", "there is none", "name at least one: publisher, grade, and the link where there is one");

    public static Said NotCited(string where) => new(where, "no passage of a source says it", "select the words in the text and cite them, or write a summary");

    public static Said TextTooLongForRecord(string where, int length, int limit) => new(where, $"the text has {length} characters, and {limit} can go on record", "shorten it to what matters");

    public static Said PassageTooLong(string where, int limit) => new(where, $"the passage is longer than {limit} characters", "cite the sentence that says the figure");

    public static Said NotLookedAt(int count) => new("Values from the text", $"{Words.Count(count, "value")} nobody has accepted, changed or discarded", "look at each; Alt+A accepts the one that you are at");

    public static Said SeenBefore(string packages) => new("Why it is other money", $"it looks like money that is on record: {packages}", "record it as that package's breakdown, repetition or top-up, or write why it is other money; readers see the reason");

    public static Said TooManyLines(int lines) => new("Lines", $"there are {Words.Number(lines)}, and a draft has at most {DraftLimits.Lines}", "divide them into several announcements; nothing was added, and what you pasted is still in the box");

    public static Said TooManySources(int sources) => new("Sources", $"there are {sources}, and a draft has at most {DraftLimits.Sources}", "keep those that matter");

    public static Said NoRowsInPaste() => new("Paste", "no row has a description or an amount", "copy rows with columns such as description, amount, quantity and unit");

    // Commands -------------------------------------------------------------------------------------------------------

    public static Said TextTooLarge(long bytes) => new("Text", $"it has {Words.Number(bytes)} bytes, and {Words.Number(DraftLimits.TextBytes)} fit", "paste the part that matters; nothing was read, and what you pasted is still here");

    public static Said NoText() => new("Text", "there is none", "paste the announcement, or start an empty draft");

    public static Said DraftTooLarge(long bytes) => new("Draft", $"what is typed comes to {Words.Number(bytes)} bytes, and {Words.Number(DraftLimits.ContentBytes)} fit", "shorten the longest texts; until then the last save stands");

    public static Said TooManyDrafts(int drafts) => new("Drafts", $"you have {drafts} that are not published", "publish or discard some first");

    public static Said NotThere() => new("Draft", "there is none at this address that you may see", "look at the list of your drafts");

    public static Said NotYours(string author) => new("Draft", $"it is {Cut(author)}’s, and only its author changes it", "write a comment, or ask for it to be returned");

    public static Said NotAllowed(string what) => new("Your roles", $"they do not let you {what}", "ask an administrator");

    public static Said Stale(DateTimeOffset savedAt) => new("Saving", $"the draft was saved elsewhere at {savedAt.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC, in another tab or window, and nothing of this one is saved since", "compare the two below and keep the one that you want");

    public static Said NotSaved() => new("Saving", "the database does not answer, so what you typed last is kept in this window only", "leave the window open; it is tried again with the next change");

    public static Said Closed(string state) => new("Draft", $"it is {state} and stays as it is", "wait for the review, or start another");

    public static Said Moved() => new("Draft", "somebody else has moved or saved it since you opened this page", "look at it again");

    public static Said Decided(string state) => new("Draft", $"it is {state} already, so there is nothing to take back", "look at what was decided, and go on from there");

    public static Said NotReady(int findings) => new("Draft", $"{Words.Count(findings, "finding")} stand in its way", "look at the list of findings and mend them first");

    public static Said OwnReview() => new("Publishing", "you wrote this announcement, and nobody publishes their own here", "leave it to another reviewer");

    public static Said NoReturnReason() => new("Comment", "a draft is returned with the reason", "write what is to be changed");

    public static Said NoComment() => new("Comment", "there is nothing in it", "write the comment first");

    public static Said TooManyComments() => new("Comments", $"the draft has {DraftLimits.Comments}", "return it, or talk to its author");

    public static Said AlreadyPublished() => new("Draft", "it is published already", "look at the package; what is wrong with it is corrected there");

    public static Said PackageChanged() => new("Package", "somebody has published on it since this page was opened", "look at the package before and after once more, and publish then; nothing is lost");

    public static Said Refused(string sentence) => new("Ledger", sentence.TrimEnd('.'), "mend what it names, or return the draft with it");

    public static Said Busy() => new("Draft", "somebody else is at it at this moment", "try again");

    public static string Cut(string typed)
    {
        var plain = typed.Trim().ReplaceLineEndings(" ");
        return plain.Length <= 40 ? plain : plain[..(char.IsHighSurrogate(plain[39]) ? 39 : 40)] + "…";
    }
}
