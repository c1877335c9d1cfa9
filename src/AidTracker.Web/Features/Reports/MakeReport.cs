using AidTracker.Web.Data;
using AidTracker.Web.Features.Reports.Made;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Reports;

/// <summary>What there is to answer an address of a report with.</summary>
/// <param name="Report">Null where there is none.</param>
/// <param name="Proper">The address that says it better, which is the answer then; null where there is no better one.</param>
/// <param name="Tag">What the answer is tagged with; null where nothing was asked of the ledger.</param>
/// <param name="Newest">The ledger's head.</param>
/// <param name="IsHeld">Whether who asks for a file has it already.</param>
/// <param name="IsLater">Whether what is asked for came onto the record later than the point in time.</param>
public sealed record ReportAnswer(ReportAsked Asked, Report? Report = null, string? Proper = null, string? Tag = null, LedgerHead? Newest = null, bool IsHeld = false, bool IsLater = false);

/// <summary>Makes a report from one snapshot of the database, for its page and its files alike.</summary>
public sealed class MakeReport(IDbContextFactory<LedgerContext> contexts, ReferenceLists lists, FilterParser parser, TimeProvider time)
{
    /// <param name="of">A code or a package's address, as the address has it; null for a month.</param>
    /// <param name="ending">Of a file, with its point; empty for the page.</param>
    /// <param name="more">Parameters that a file has of its own.</param>
    public async Task<ReportAnswer> RunAsync(HttpContext http, ReportKind kind, string? of, string ending = "", params string[] more)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var asked = await ReportAsked.ReadAsync(http, parser, kind, today, more);
        if (asked.Parsed.Errors.Count > 0)
        {
            return new ReportAnswer(asked);
        }

        var code = kind.Subject is { } subject ? subject.Find(of!, lists) : of;
        if (code is null && kind.Subject is not null)
        {
            return new ReportAnswer(asked);
        }

        if (Proper(http, asked, code, of, ending, today) is { } proper)
        {
            return new ReportAnswer(asked, Proper: proper);
        }

        var cancel = http.RequestAborted;
        await using var state = await LedgerState.OpenAsync(contexts, cancel);
        var context = state.Context;
        var answer = new ReportAnswer(asked, Tag: LedgerTag.Of(state.Head, today), Newest: state.Head);
        if (ending.Length > 0 && LedgerTag.IsHeldBy(http.Request, answer.Tag!))
        {
            return answer with { IsHeld = true };
        }

        var lens = asked.Parsed.Filter.Lens;
        var point = new ReportPoint(asked, await state.HeadAtAsync(lens.AsOf, cancel), ending.Length > 0);
        return kind switch
        {
            { Subject: { } of2 } => answer with { Report = await SubjectReport.MakeAsync(context, lists, of2, code!, point, cancel) },
            _ when kind == ReportKind.Month => answer with { Report = await MonthReport.MakeAsync(context, lists, point, cancel) },
            _ => await PackageReport.MakeAsync(context, lists, code!, point, cancel) is var (report, isLater) ? answer with { Report = report, IsLater = isLater } : answer,
        };
    }

    /// <summary>One report has one address.</summary>
    private static string? Proper(HttpContext http, ReportAsked asked, string? code, string? of, string ending, DateOnly today)
    {
        var isMissing = asked.Kind == ReportKind.Month && asked.Month is null;
        if (code == of && !isMissing && asked.Parsed.IsCanonical)
        {
            return null;
        }

        // The last month that is over.
        var proper = isMissing ? asked with { Month = Period.Read(today.AddMonths(-1).ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture)) } : asked;
        var kept = http.Request.Query.Where(parameter => parameter.Value.Count == 1 && parameter.Key is "table" or "profile").Select(parameter => KeyValuePair.Create(parameter.Key, parameter.Value.ToString()));
        var since = asked.Kind != ReportKind.Month && !http.Request.Query.ContainsKey(ReportKind.Since) ? [] : proper.More;
        return http.Request.PathBase + asked.Kind.Path + (code is null ? "" : "/" + code) + ending + asked.Parsed.Filter.ToQuery([.. since, .. kept]);
    }
}
