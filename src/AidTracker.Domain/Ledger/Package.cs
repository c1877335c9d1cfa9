using System.Text.RegularExpressions;
using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Ledger;

/// <summary>What a donor promises a recipient, with everything that was ever recorded of it.</summary>
public sealed partial class Package
{
    public const int SlugLimit = 80;

    private readonly List<Donor> donors = [];
    private readonly List<Recipient> recipients = [];
    private readonly List<PackageDescription> descriptions = [];
    private readonly List<LineItem> lines = [];
    private readonly List<Announcement> announcements = [];
    private readonly List<PackageRevision> revisions = [];
    private readonly List<PackageMerge> merges = [];

    private Package()
    {
        Slug = "";
        Currency = null!;
    }

    public long Id { get; private set; }

    /// <summary>The publication that opened it; null until it is first published.</summary>
    public Publication? OpenedBy { get; private set; }

    /// <summary>The last part of its address; never changes.</summary>
    public string Slug { get; private set; }

    /// <summary>The one currency that its entries net in (product rule 5).</summary>
    public Currency Currency { get; private set; }

    public IReadOnlyList<Donor> Donors => [.. donors.OrderBy(donor => donor.Position)];

    public IReadOnlyList<Recipient> Recipients => [.. recipients.OrderBy(recipient => recipient.Position)];

    /// <summary>Every title and summary that it has had.</summary>
    public IReadOnlyList<PackageDescription> Descriptions => descriptions;

    /// <summary>The title and summary in force.</summary>
    public PackageDescription Description => descriptions.MaxBy(description => description.Order)!;

    public IReadOnlyList<LineItem> Lines => [.. lines.OrderBy(line => line.Number)];

    /// <summary>Every version of every announcement.</summary>
    public IReadOnlyList<Announcement> Announcements => [.. announcements.OrderBy(announcement => (announcement.Number, announcement.Version))];

    public IReadOnlyList<PackageRevision> Revisions => [.. revisions.OrderBy(revision => revision.Number)];

    /// <summary>When it became one with another package, and when it stood for itself again.</summary>
    public IReadOnlyList<PackageMerge> Merges => [.. merges.OrderBy(merge => merge.Order)];

    /// <summary>The address of the package that its money stands on; null where it stands for itself.</summary>
    public string? MergedInto => merges.MaxBy(merge => merge.Order)?.IntoSlug;

    /// <summary>How many publications have touched it: what the next one says it was written against.</summary>
    public int Revision => revisions.Count == 0 ? 0 : revisions.Max(revision => revision.Number);

    /// <summary>The versions in force, in the order in which they count: announced on, then number.</summary>
    public IReadOnlyList<Announcement> Live =>
        [.. announcements.GroupBy(announcement => announcement.Number)
            .Select(versions => versions.MaxBy(version => version.Version)!)
            .Where(version => !version.Withdrawn)
            .OrderBy(version => (version.On, version.Number))];

    /// <summary>What the live announcements have made of it.</summary>
    public Standing Standing => History.Standing;

    /// <summary>The live announcements in order, with what each moved.</summary>
    public History History => History.Of(this);

    /// <summary>A package on which nothing is published yet.</summary>
    /// <param name="donors">Party codes, the leading one first.</param>
    /// <param name="recipients">Party codes, the leading one first.</param>
    /// <exception cref="LedgerRefusal">The address is not made of lower-case words, or a side is empty.</exception>
    public static Package Open(string slug, Currency currency, IEnumerable<string> donors, IEnumerable<string> recipients)
    {
        if (slug.Length > SlugLimit || !SlugForm().IsMatch(slug))
        {
            throw new LedgerRefusal("package_slug_form", null, $"“{slug}” is not an address: write lower-case words, digits and single hyphens, at most {SlugLimit} characters.");
        }

        var package = new Package { Slug = slug, Currency = currency };
        package.donors.AddRange(donors.Distinct().Select((party, i) => new Donor(i + 1, party)));
        package.recipients.AddRange(recipients.Distinct().Select((party, i) => new Recipient(i + 1, party)));
        return package.donors.Count > 0 && package.recipients.Count > 0
            ? package
            : throw new LedgerRefusal("package_has_both_sides", null, "A package needs a donor and a recipient: name at least one of each.");
    }

    /// <summary>
    /// Puts announcements, corrections and descriptions on record as one publication. The resulting live history is checked as a whole.
    /// </summary>
    /// <param name="seenRevision">The <see cref="Revision"/> that the publication was written against; zero for a new package.</param>
    /// <param name="write">What is put on record.</param>
    /// <exception cref="LedgerRefusal">A rule refuses it; this object is then of no more use, the ledger is untouched.</exception>
    public void Publish(Publication publication, int seenRevision, Action<Revision> write)
    {
        if (seenRevision != Revision)
        {
            throw Stale();
        }

        var revision = new PackageRevision(Revision + 1, publication);
        if (revision.Number == 1)
        {
            OpenedBy = publication;
            lines.Add(new LineItem(LineItem.NotYetItemised, publication));
        }

        write(new Revision(this, publication));
        revisions.Add(revision);
        if (descriptions.Count == 0)
        {
            throw new LedgerRefusal("package_is_described", null, "A package needs a title: write one.");
        }

        _ = History;
        if (MergedInto is { } into && Live.Count > 0)
        {
            throw new LedgerRefusal("package_merged_counts_nothing", null, $"The package is one with {into}, where its money counts: publish there, or undo the merge first.");
        }
    }

    /// <summary>
    /// The package as it stood at a point on the two clocks: its own kind of thing, to be read and not published on. An announcement
    /// counts where its last version known then was announced by then; titles and descriptions live on the second clock only.
    /// </summary>
    /// <returns>Null where the package was not on record then.</returns>
    public Package? At(AsOf asOf)
    {
        if (asOf.IsNow)
        {
            return this;
        }

        if (!asOf.Knows(OpenedBy))
        {
            return null;
        }

        var then = new Package { Id = Id, Slug = Slug, Currency = Currency, OpenedBy = OpenedBy };
        then.donors.AddRange(donors);
        then.recipients.AddRange(recipients);
        then.descriptions.AddRange(descriptions.Where(description => asOf.Knows(description.Publication)));
        then.lines.AddRange(lines.Where(line => asOf.Knows(line.Publication)).Select(line => line.At(asOf)));
        then.revisions.AddRange(revisions.Where(revision => asOf.Knows(revision.Publication)));
        then.merges.AddRange(merges.Where(merge => asOf.Knows(merge.Publication)));
        then.announcements.AddRange(announcements
            .Where(announcement => asOf.Knows(announcement.Publication))
            .GroupBy(announcement => announcement.Number)
            .Where(versions => asOf.Includes(versions.MaxBy(version => version.Version)!.On))
            .SelectMany(versions => versions));
        return then;
    }

    /// <summary>The refusal of whoever wrote against a state of the package that is no longer the last one.</summary>
    public static LedgerRefusal Stale() => new("package_revision_pkey", null,
        "Somebody else has published on this package since you opened it. Nothing of yours is lost: look at what changed, and publish again.");

    internal LineItem AddLine(LineDescription description, Publication publication)
    {
        var line = new LineItem(lines.Count == 0 ? 1 : Math.Max(0, lines.Max(each => each.Number)) + 1, publication);
        lines.Add(line);
        Describe(line, description, publication);
        return line;
    }

    internal static void Describe(LineItem line, LineDescription description, Publication publication)
    {
        description.Publication = publication;
        line.Describe(description);
    }

    internal LineItem Line(int number, string rule = "entry_line_fkey") => lines.SingleOrDefault(line => line.Number == number)
        ?? throw new LedgerRefusal(rule, null, $"The package has no line {number}: add it before it is used.");

    internal void Describe(PackageDescription description, Publication publication)
    {
        description.Publication = publication;
        descriptions.Add(description);
    }

    internal void Merge(string? into, string because, Publication publication) => merges.Add(new PackageMerge(into, because, publication));

    internal void Add(Announcement announcement, int number, int version, Publication publication)
    {
        announcement.Number = number;
        announcement.Version = version;
        announcement.Publication = publication;
        if (announcement.Entries.Any(entry => entry.LineNumber == LineItem.Overlap) && lines.All(line => line.Number != LineItem.Overlap))
        {
            lines.Add(new LineItem(LineItem.Overlap, publication));
        }

        foreach (var entry in announcement.Entries)
        {
            Line(entry.LineNumber);
        }

        foreach (var progress in announcement.Progress)
        {
            Line(progress.LineNumber, "progress_line_is_promised");
        }

        announcements.Add(announcement);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex SlugForm();
}

/// <summary>A package's title and summary, from one publication on. Appended, never changed.</summary>
public sealed class PackageDescription
{
    public const int TitleLimit = 200;
    public const int SummaryLimit = 2000;

    /// <param name="initiative">The channel that the whole package runs through, by code; null where there is none.</param>
    /// <exception cref="LedgerRefusal">A text is empty or too long.</exception>
    public PackageDescription(string title, string? summary = null, string? initiative = null)
    {
        Title = Text.Required("title", title, TitleLimit);
        Summary = Text.Optional("summary", summary, SummaryLimit);
        Initiative = string.IsNullOrEmpty(initiative) ? null : initiative;
    }

    private PackageDescription() => Title = "";

    public string Title { get; private set; }

    public string? Summary { get; private set; }

    public string? Initiative { get; private set; }

    /// <summary>Why it replaces the one before; null for the first, and where the change was published before a reason was asked for.</summary>
    public string? Reason { get; internal set; }

    /// <summary>The publication from which it holds.</summary>
    public Publication? Publication { get; internal set; }

    internal long Order => Publication is { Seq: > 0 } published ? published.Seq : long.MaxValue;
}

/// <summary>The mark that a publication leaves on a package. Its key decides who was first.</summary>
public sealed class PackageRevision
{
    internal PackageRevision(int number, Publication publication) => (Number, Publication) = (number, publication);

    private PackageRevision() => Publication = null!;

    /// <summary>From 1, without gaps.</summary>
    public int Number { get; private set; }

    public Publication Publication { get; private set; }
}
