using System.Globalization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.SeenMoney;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Desk.Typed;

/// <summary>What a draft is read against.</summary>
/// <param name="Id">The draft's, and the publication's command id.</param>
/// <param name="Editor">Who will answer for it.</param>
/// <param name="Texts">The texts of its sources, by position from 1.</param>
/// <param name="Package">The package as it stands; null where the draft names none, or one that there is not.</param>
/// <param name="Seen">Packages that look like the same money.</param>
internal sealed record DraftContext(Guid Id, string Editor, IReadOnlyDictionary<int, string> Texts, Package? Package, IReadOnlyList<SeenPackage> Seen, ReferenceLists Lists, DateOnly Today)
{
    /// <summary>The package that the draft's package is to be merged into; null where it names none, or one that there is not.</summary>
    public Package? Into { get; init; }

    /// <summary>What the merge took back that the draft undoes; empty for every other draft.</summary>
    public IReadOnlyList<AnnouncementForm> Taken { get; init; } = [];
}

/// <summary>Makes a publication of what was typed, or says what is in its way: each finding with its field and a sentence.</summary>
internal sealed class DraftReading
{
    private readonly DraftForm form;
    private readonly DraftContext context;
    private readonly List<Finding> findings = [];
    private readonly DraftAmounts amounts;
    private readonly ListingFields listings;
    private readonly string? currency;

    private DraftReading(DraftForm form, DraftContext context)
    {
        this.form = form;
        this.context = context;
        currency = context.Package?.Currency.Code ?? TypedCodes.First(form.Currency);
        listings = new ListingFields(form, context, findings);
        amounts = new DraftAmounts(form, currency, findings);
    }

    /// <returns>The publication, as far as the draft can be one; null where what is missing leaves none.</returns>
    public static (CommandForm? Command, IReadOnlyList<Finding> Findings) Read(DraftForm form, DraftContext context)
    {
        var reading = new DraftReading(form, context);
        var command = form.Act switch
        {
            DraftAct.Describe => reading.Description(),
            DraftAct.Merge => reading.Merge(),
            DraftAct.Separate => reading.Separation(),
            _ => form.Withdraws ? reading.Withdrawal() : reading.Publication(),
        };
        return (command, reading.findings);
    }

    private bool Opens => form.Package.Trim().Length == 0;

    private CommandForm? Withdrawal()
    {
        var command = OnRecord();
        if (Number(form.Corrects) is not { } number || context.Package?.Announcements.Any(each => each.Number == number) != true)
        {
            Refuse(Fields.Corrects, DeskSentences.NoSuchAnnouncement(form.Corrects));
            return null;
        }

        var reason = Required(form.Reason, Fields.Reason, Announcement.ReasonLimit, DeskSentences.NeedsReason("Taking an announcement back"));
        return command is null ? null : command with { Withdrawals = [new WithdrawalForm(number, reason)] };
    }

    private CommandForm? Merge()
    {
        var command = OnRecord();
        var into = form.Into.Trim();
        if (into.Length == 0)
        {
            Refuse(Fields.Into, DeskSentences.Missing("The other package", "the package that is the same money"));
        }
        else if (into == context.Package?.Slug)
        {
            Refuse(Fields.Into, DeskSentences.MergedWithItself());
        }
        else if (context.Into is null)
        {
            Refuse(Fields.Into, DeskSentences.NoSuchPackage(into));
        }
        else if (context.Into.MergedInto is { } further)
        {
            Refuse(Fields.Into, DeskSentences.MergedFurther(into, further));
        }

        var reason = Required(form.Reason, Fields.Reason, PackageMerge.ReasonLimit, DeskSentences.NeedsReason("A merge"));
        return command is null || into.Length == 0 ? null : command with { Merge = new MergeForm(into, reason) };
    }

    private CommandForm? Separation()
    {
        var command = OnRecord();
        var reason = Required(form.Reason, Fields.Reason, PackageMerge.ReasonLimit, DeskSentences.NeedsReason("Undoing a merge"));
        return command is null ? null
            : command with { Announcements = [.. context.Taken.Select(taken => taken with { Reason = $"Not the same money after all: {reason}" })], Merge = new MergeForm(null, reason) };
    }

    private CommandForm? Description()
    {
        var command = OnRecord();
        var title = Required(form.Title, Fields.Title, PackageDescription.TitleLimit, DeskSentences.Missing("Title", "what readers call the package"));
        var summary = Optional(form.PackageSummary, Fields.PackageSummary, PackageDescription.SummaryLimit);
        var initiative = TypedCodes.First(form.Initiative);
        if (initiative is not null && !listings.Knows(ListedAs.Initiative, initiative))
        {
            Refuse(Fields.Initiative, DeskSentences.NotYetOnList("Initiative", form.Initiative, "initiative"));
        }

        var entered = listings.Read();
        var reason = Required(form.Reason, Fields.Reason, Announcement.ReasonLimit, DeskSentences.NeedsReason("Another description"));
        if (context.Package?.Description is { } now && (now.Title, now.Summary, now.Initiative) == (title, summary, initiative))
        {
            Refuse(Fields.Title, DeskSentences.SaysTheSame());
        }

        return command is null ? null
            : command with { Title = title, Summary = summary ?? "", Initiative = initiative ?? "", Reason = reason, Entered = entered };
    }

    private CommandForm? Publication()
    {
        var opened = Opens ? new PackageFields(form, context, listings, findings).Read() : null;
        var command = OnRecord();
        var kind = TypedCodes.Kind(form.Kind);
        if (kind is null)
        {
            Refuse(Fields.Kind, form.Kind.Trim().Length == 0 ? DeskSentences.Missing("Kind", "what happened") : DeskSentences.NotInList("Kind", form.Kind, "kind of announcement"));
        }
        else if (Opens && kind is not (AnnouncementKind.Announced or AnnouncementKind.Agreed or AnnouncementKind.Suspended or AnnouncementKind.Resumed))
        {
            Refuse(Fields.Kind, DeskSentences.NothingToBreakDown(Words.Kind(kind.Value)));
        }

        var (on, precision) = Date();
        var before = BeforeIt(on);
        var signed = kind is AnnouncementKind.Reallocated or AnnouncementKind.Revalued ? Allowed.AnyButZero : Allowed.AboveZero;
        var headline = amounts.Sum(form.Amount, form.Qualifier, form.Low, form.Stated, false, (Fields.Amount, Fields.Qualifier, Fields.Low, Fields.Stated), kind == AnnouncementKind.Revalued ? Allowed.AnyButZero : Allowed.AboveZero);
        var lines = new LineFields(form, context, amounts, listings, findings);
        var read = lines.Read(signed);
        var summary = Required(form.Summary, Fields.Summary, Announcement.SummaryLimit, DeskSentences.Missing("Summary", "what was announced, in our words,"));
        var place = Optional(form.Place, Fields.Place, Announcement.PlaceLimit);
        Optional(form.Overlap, Fields.Overlap, Entry.NoteLimit);
        var sources = new SourceFields(form, context, findings).Read();
        var entered = listings.Read();
        var corrects = form.Corrects.Trim().Length == 0 ? null : Number(form.Corrects);
        var reason = Correction(corrects);
        if (kind is not { } known || on is not { } day)
        {
            return null;
        }

        var rule = KindRules.For(known);
        var entries = DraftEntries.Of(known, headline, read, before, form.Overlap, findings);
        Compare(known, headline, before);
        Look();
        var announcement = new AnnouncementForm(
            known.ToString(), day, summary, precision, place,
            rule.StatesHeadline ? new HeadlineForm(headline.Qualifier.Code(), headline.Low, headline.Stated) : null,
            entries, sources, corrects, corrects is null ? null : reason,
            rule.StatesProgress ? DraftEntries.Progress(read) : null,
            new CitationFields(form, context, findings).Read(rule, headline, read));
        return Opens
            ? new CommandForm(context.Id, context.Editor, opened!.Slug, 0, opened.Donors, opened.Recipients, opened.Currency, opened.Title, opened.Summary, opened.Initiative, Lines: lines.Described, Announcements: [announcement], Entered: entered)
            : command is null ? null
            : command with { Lines = lines.Described, Announcements = [announcement], Entered = entered };
    }

    /// <returns>A publication on the draft's package that says nothing yet; null where the draft opens one, or names one that there is not.</returns>
    private CommandForm? OnRecord()
    {
        if (!Opens && context.Package is null)
        {
            Refuse(Fields.Package, DeskSentences.NoSuchPackage(form.Package));
        }

        return context.Package is { } package ? new CommandForm(context.Id, context.Editor, package.Slug, package.Revision) : null;
    }

    private string Correction(int? corrects)
    {
        if (form.Corrects.Trim().Length == 0)
        {
            return "";
        }

        if (corrects is null || context.Package?.Announcements.Any(each => each.Number == corrects) != true)
        {
            Refuse(Fields.Corrects, DeskSentences.NoSuchAnnouncement(form.Corrects));
        }

        return Required(form.Reason, Fields.Reason, Announcement.ReasonLimit, DeskSentences.NeedsReason("A correction"));
    }

    private (DateOnly? On, string? Precision) Date()
    {
        var (date, precision, refused) = TypedDate.Read(form.Date, "Date");
        refused ??= date is null ? DeskSentences.Missing("Date", "the day of the announcement")
            // Somewhere it is tomorrow already.
            : date > context.Today.AddDays(1) && precision == DatePrecision.Day ? DeskSentences.DateAhead("Date", form.Date) : null;
        if (refused is not null)
        {
            Refuse(Fields.Date, refused);
            return (null, null);
        }

        var reported = form.Precision.Trim().Equals("reported", StringComparison.OrdinalIgnoreCase) && precision == DatePrecision.Day;
        return (date, reported ? "reported" : precision == DatePrecision.Month ? "month" : "day");
    }

    /// <summary>The package as the announcement finds it.</summary>
    private Standing? BeforeIt(DateOnly? on)
    {
        if (context.Package is not { Revision: > 0 } package)
        {
            return null;
        }

        var steps = package.History.Steps;
        if (Number(form.Corrects) is { } corrected && steps.FirstOrDefault(step => step.Announcement.Number == corrected) is { } itself)
        {
            return itself.Before;
        }

        return on is not { } day ? package.Standing
            : steps.LastOrDefault(step => step.Announcement.On <= day)?.After ?? (steps.Count > 0 ? steps[0].Before : package.Standing);
    }

    /// <summary>A breakdown that repeats the sum is a breakdown of that sum.</summary>
    private void Compare(AnnouncementKind kind, ReadSum headline, Standing? before)
    {
        if (kind is AnnouncementKind.Itemised or AnnouncementKind.Reannounced && headline.Amount is { } said && before?.Committed is { } committed
            && Math.Abs(said - committed) > committed * SeenPackages.Near)
        {
            findings.Add(new Finding(Fields.Amount, DeskSentences.HeadlineDiffers(Words.Exact(said, currency ?? ""), Words.Exact(committed, currency ?? "")).ToString(), false));
        }
    }

    private void Look()
    {
        var open = form.Proposals.Count(proposal => proposal.State == Proposal.Open);
        if (open > 0)
        {
            findings.Add(new Finding("", DeskSentences.NotLookedAt(open).ToString(), false));
        }
    }

    private string Required(string typed, string field, int limit, Said missing)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            Refuse(field, missing);
            return "—";
        }

        return Optional(typed, field, limit)!;
    }

    private string? Optional(string typed, string field, int limit)
    {
        var text = typed.Trim();
        if (text.Length > limit)
        {
            Refuse(field, DeskSentences.TooLong(Fields.Name(form, field), text.Length, limit));
        }

        return text.Length == 0 ? null : text;
    }

    private void Refuse(string field, Said said) => findings.Add(new Finding(field, said.ToString(), true));

    private static int? Number(string typed) => int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
