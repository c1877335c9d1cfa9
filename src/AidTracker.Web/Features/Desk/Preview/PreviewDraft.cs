using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.SeenMoney;
using AidTracker.Web.Features.Desk.Typed;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Desk.Preview;

/// <summary>Puts a draft on a copy of its package, by the ledger's own rules: the desk, the review and publishing show and ask the same.</summary>
public sealed class PreviewDraft(IDbContextFactory<LedgerContext> contexts, SeenPackages seenPackages, ReferenceLists lists, TimeProvider time)
{
    /// <param name="editor">Who will answer for it.</param>
    /// <param name="texts">The texts of its sources, by position from 1.</param>
    /// <param name="seenRevision">The revision of its package that its author has looked at; 0 where none was.</param>
    internal async Task<DraftPreview> ReadAsync(Guid id, string editor, DraftForm form, IReadOnlyDictionary<int, string> texts, int seenRevision = 0, CancellationToken cancel = default)
    {
        form = DraftJson.Kept(form);
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var slug = form.Package.Trim();
        var package = slug.Length is 0 or > Package.SlugLimit ? null : await PackageLoading.LoadAsync(context, slug, cancel);
        var into = form.Act == DraftAct.Merge && form.Into.Trim() is { Length: > 0 and <= Package.SlugLimit } other ? await PackageLoading.LoadAsync(context, other, cancel) : null;
        var taken = form.Act == DraftAct.Separate && package is not null ? await RestatedForm.OfMergeAsync(context, package, form.Reason, cancel) : [];
        var seen = await seenPackages.FindAsync(form, cancel);
        var (before, revision) = (package?.Standing, package?.Revision ?? 0);
        var others = seen.Where(each => each.Slug != slug).ToList();
        var since = Since(package, seenRevision);
        var (command, findings) = DraftReading.Read(form, new DraftContext(id, editor, texts, package, others, lists, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)) { Into = into, Taken = taken });
        if (command is null)
        {
            return new DraftPreview(findings, before, null, package, null, seen, revision, since);
        }

        try
        {
            var shown = command.PreviewOn(package);
            var announcement = shown.Announcements.Where(each => each.Publication is { Seq: 0 }).MaxBy(each => (each.Number, each.Version));
            return new DraftPreview(findings, before, shown.Standing, shown, announcement, seen, revision, since) { Command = command, Into = into };
        }
        catch (LedgerRefusal refusal)
        {
            // Where a field is wrong the ledger only says so again, in other words.
            findings = findings.Any(finding => finding.Refuses) ? findings : [.. findings, new Finding(Fields.Lines, refusal.Message, true)];
            return new DraftPreview(findings, before, null, null, null, seen, revision, since) { Command = command };
        }
    }

    private static IReadOnlyList<string> Since(Package? package, int seenRevision) => package is null || seenRevision == 0 ? []
        : [.. package.Revisions.Where(revision => revision.Number > seenRevision).Select(revision =>
        {
            var said = package.Announcements.Where(each => each.Publication == revision.Publication).Select(each => $"{(each.Version > 1 ? "corrected" : "announced")}: {each.Summary}").ToList();
            return $"{Words.Instant(revision.Publication.RecordedAt)}, by {revision.Publication.Editor}: {(said.Count == 0 ? "descriptions" : string.Join(" ", said))}";
        })];
}
