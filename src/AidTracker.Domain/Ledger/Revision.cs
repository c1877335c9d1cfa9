using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>What one publication puts on record of one package; see <see cref="Package.Publish"/>.</summary>
public sealed class Revision
{
    private readonly Package package;
    private readonly Publication publication;

    internal Revision(Package package, Publication publication) => (this.package, this.publication) = (package, publication);

    /// <summary>The package's: the one that amounts are in.</summary>
    public Currency Currency => package.Currency;

    /// <summary>The title and summary in force; null before the package's first.</summary>
    public PackageDescription? Description => package.Descriptions.Count == 0 ? null : package.Description;

    /// <summary>Gives the package its title and summary, or new ones; what was known before stays readable.</summary>
    /// <param name="because">Why they are replaced, which readers see; null for the package's first.</param>
    /// <exception cref="LedgerRefusal">A replacement gives no reason, or the first gives one.</exception>
    public void Describe(PackageDescription description, string? because = null)
    {
        description.Reason = Why("package_description_says_why", "the title or summary", package.Descriptions.Count > 0, because);
        package.Describe(description, publication);
    }

    /// <summary>Adds a named line, for entries to move.</summary>
    public LineItem AddLine(LineDescription description) => package.AddLine(description, publication);

    /// <summary>Describes a named line anew from here on; what was known before stays readable.</summary>
    /// <param name="because">Why; readers see it.</param>
    /// <exception cref="LedgerRefusal">The package has no such named line, or no reason is given.</exception>
    public void DescribeLine(int number, LineDescription description, string? because)
    {
        var line = package.Line(number);
        if (!line.IsNamed)
        {
            throw new LedgerRefusal("line_item_description_is_of_a_named_line", null, "Not yet itemised and Overlap and rounding have no description: describe a named line.");
        }

        description.Reason = Why("line_item_description_says_why", "the description of a line", line.Descriptions.Count > 0, because);
        Package.Describe(line, description, publication);
    }

    /// <summary>Puts a new announcement on record.</summary>
    /// <returns>Its number within the package.</returns>
    public int Announce(Announcement announcement)
    {
        var number = package.Announcements.Select(each => each.Number).DefaultIfEmpty().Max() + 1;
        package.Add(announcement, number, 1, publication);
        return number;
    }

    /// <summary>We were wrong: the announcement is restated whole as its next version.</summary>
    /// <param name="because">Why; readers see it.</param>
    /// <exception cref="LedgerRefusal">There is no such announcement, or no reason is given.</exception>
    public void Correct(int number, Announcement restated, string because)
    {
        restated.Reason = Text.Required("reason for a correction", because, Announcement.ReasonLimit);
        package.Add(restated, number, Latest(number).Version + 1, publication);
    }

    /// <summary>We were wrong altogether: the announcement's next version has no entries and counts for nothing.</summary>
    /// <param name="because">Why; readers see it.</param>
    /// <exception cref="LedgerRefusal">There is no such announcement, it is withdrawn already, or no reason is given.</exception>
    public void Withdraw(int number, string because)
    {
        var latest = Latest(number);
        if (latest.Withdrawn)
        {
            throw new LedgerRefusal("announcement_withdrawn_once", number, $"Announcement {number} is withdrawn already: state it again to restore it.");
        }

        Correct(number, latest.Withdrawal(), because);
    }

    /// <summary>The package is the same money as another: its live announcements are taken back, so that it counts there alone.</summary>
    /// <param name="into">The other package's address.</param>
    /// <param name="because">Why; readers see it.</param>
    /// <exception cref="LedgerRefusal">It is the package itself, the package is merged already or has nothing that counts, or no reason is given.</exception>
    public void Merge(string into, string because)
    {
        if (into == package.Slug)
        {
            throw new LedgerRefusal("package_merge_is_with_another", null, "A package is not merged with itself: name the other one.");
        }

        if (package.MergedInto is { } already)
        {
            throw new LedgerRefusal("package_merged_once", null, $"The package is one with {already} already: undo that first.");
        }

        if (package.Live.Count == 0)
        {
            throw new LedgerRefusal("package_merge_takes_something_back", null, "All of the package is taken back already: there is nothing that would count twice.");
        }

        package.Merge(into, because, publication);
        foreach (var announcement in package.Live)
        {
            Withdraw(announcement.Number, $"The same money as {into}: {package.Merges[^1].Reason}");
        }
    }

    /// <summary>The package stands for itself again; what was taken back is stated again beside it (<see cref="Correct"/>).</summary>
    /// <param name="because">Why; readers see it.</param>
    /// <exception cref="LedgerRefusal">The package is not merged, or no reason is given.</exception>
    public void Separate(string because)
    {
        if (package.MergedInto is null)
        {
            throw new LedgerRefusal("package_merge_is_there_to_undo", null, "The package stands for itself: there is no merge to undo.");
        }

        package.Merge(null, because, publication);
    }

    private static string? Why(string rule, string what, bool replaces, string? because)
    {
        var reason = Text.Optional("reason for another description", because, Announcement.ReasonLimit);
        return replaces == reason is not null ? reason : throw new LedgerRefusal(rule, null, replaces
            ? $"A change of {what} needs its reason: write why, readers see it."
            : $"Nothing is replaced by the first of {what}: leave the reason out.");
    }

    private Announcement Latest(int number) =>
        package.Announcements.Where(each => each.Number == number).MaxBy(each => each.Version)
        ?? throw new LedgerRefusal("announcement_follows_previous", number, $"The package has no announcement {number}: correct one that it has.");
}
