using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.OnePackage;

/// <summary>One announcement as the timeline tells it: what is live, what it moved, and what was on record before.</summary>
/// <param name="Latest">The last version; a withdrawn one counts for nothing.</param>
/// <param name="Step">The package before and after it; null where it is withdrawn.</param>
/// <param name="Earlier">Versions that it replaced, the latest first.</param>
public sealed record Told(Announcement Latest, Step? Step, IReadOnlyList<Announcement> Earlier)
{
    public string Anchor => $"announcement-{Latest.Number}";
}

/// <summary>A source with the announcements that cite it and what was read in it; its number stands beside what it witnesses.</summary>
public sealed record CitedSource(int Number, Source Source, IReadOnlyList<Told> CitedBy, IReadOnlyList<CitedPassage> Passages)
{
    public string Anchor => $"source-{Number}";

    /// <summary>The texts of it that were kept, each once, with the announcement that names it.</summary>
    public IReadOnlyList<(Announcement Announcement, Source Source)> Captures =>
        [.. CitedBy.SelectMany(told => told.Latest.Sources.Where(source => IsSame(source) && source.CaptureSha256 is not null).Select(source => (told.Latest, source)))
            .DistinctBy(capture => capture.source.CaptureSha256)];

    /// <summary>Whether a source that an announcement names is this one.</summary>
    public bool IsSame(Source other) =>
        (other.Publisher, other.Url, other.Title, other.Followed, other.Note) == (Source.Publisher, Source.Url, Source.Title, Source.Followed, Source.Note);
}

/// <summary>A package made ready to be read.</summary>
public sealed class PackageView
{
    public PackageView(Package package, ReferenceLists lists)
    {
        Package = package;
        Lists = lists;
        var history = package.History;
        Standing = history.Standing;
        Total = Shell.Total.Of(Standing);
        var steps = history.Steps.ToDictionary(step => step.Announcement.Number);
        Timeline =
        [
            .. package.Announcements
                .GroupBy(announcement => announcement.Number, (number, versions) =>
                {
                    var byVersion = versions.OrderByDescending(version => version.Version).ToList();
                    return new Told(byVersion[0], steps.GetValueOrDefault(number), byVersion[1..]);
                })
                .OrderBy(told => (told.Latest.On, told.Latest.Number)),
        ];
        Witnesses = new Witnesses(Timeline);
        Coverage = Coverage.Of(package);
    }

    public Package Package { get; }

    /// <summary>Its rate into the currency that is asked for; null where none is, or there is none.</summary>
    public ConversionRow? Conversion { get; init; }

    public ReferenceLists Lists { get; }

    public Standing Standing { get; }

    public Shell.Total Total { get; }

    public string Currency => Package.Currency.Code;

    /// <summary>In the order in which they count.</summary>
    public IReadOnlyList<Told> Timeline { get; }

    /// <summary>Of the announcements in force, in the order of the timeline.</summary>
    public IReadOnlyList<CitedSource> Sources => Witnesses.Sources;

    public Witnesses Witnesses { get; }

    /// <summary>How much of what it states has a witness.</summary>
    public Coverage Coverage { get; }

    public IReadOnlyList<string> DonorNames => [.. Package.Donors.Select(donor => Lists.PartyName(donor.Party))];

    public IReadOnlyList<string> RecipientNames => [.. Package.Recipients.Select(recipient => Lists.PartyName(recipient.Party))];

    public int Corrections => Package.Announcements.Count(announcement => announcement.Version > 1);

    /// <summary>What a line is called.</summary>
    public string LineName(int number) => number switch
    {
        LineItem.NotYetItemised => "Not yet itemised",
        LineItem.Overlap => "Overlap and rounding",
        _ => Package.Lines.FirstOrDefault(line => line.Number == number)?.Description is { } description ? Shell.Words.Capital(description.Description) : $"Line {number}",
    };

    /// <summary>What a line's quantities count, singular; null where none is stated.</summary>
    public string? LineUnit(int number) => Package.Lines.FirstOrDefault(line => line.Number == number)?.Description?.Unit;

    /// <summary>What a citation is of, such as “835,000,000 on “Ammunition””.</summary>
    public string FigureOf(Announcement announcement, Citation citation) => citation.Figure switch
    {
        CitedFigure.Headline => $"the sum of {Shell.Words.Exact(announcement.Net, Currency)}",
        CitedFigure.Date => "the date",
        CitedFigure.ProgressValue or CitedFigure.ProgressQuantity when announcement.Progress[citation.ProgressPosition!.Value - 1] is var progress =>
            $"{(citation.Figure == CitedFigure.ProgressValue ? Shell.Words.Exact(progress.Value!.Amount) : Shell.Words.Quantity(progress.Quantity!.Value, LineUnit(progress.LineNumber)))} {Shell.Words.Kind(announcement.Kind).ToLowerInvariant()} of “{LineName(progress.LineNumber)}”",
        _ when announcement.Entries[citation.EntryPosition!.Value - 1] is var entry => citation.Figure == CitedFigure.Amount
            ? $"{Shell.Words.Exact(entry.Amount!.Amount)} on “{LineName(entry.LineNumber)}”"
            : $"{Shell.Words.Quantity(entry.Quantity!.Value, LineUnit(entry.LineNumber))} on “{LineName(entry.LineNumber)}”",
        _ => "",
    };

    /// <summary>When the suspension began that is in force; null where none is.</summary>
    public AnnouncedDate? SuspendedOn => !Standing.IsSuspended ? null
        : Timeline.Last(told => told.Step is { Announcement.Kind: AnnouncementKind.Suspended }).Latest.Date;

    /// <summary>The same money in a second currency, as the live announcements state it for a line.</summary>
    public IReadOnlyList<Entry> StatedOn(int lineNumber) =>
        [.. Package.Live.SelectMany(announcement => announcement.Entries).Where(entry => entry.LineNumber == lineNumber && entry.Stated is not null)];
}
