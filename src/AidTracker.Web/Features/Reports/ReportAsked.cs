using System.Globalization;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Reports;

/// <summary>An address of a report, read.</summary>
/// <param name="On">The day that is looked at, UTC.</param>
/// <param name="Since">From when on changes are told; a year before <paramref name="On"/> where it is not said.</param>
/// <param name="Month">Null where it is not said, or is of another kind.</param>
public sealed record ReportAsked(ReportKind Kind, ParsedFilter Parsed, DateOnly On, DateOnly Since, Period? Month)
{
    /// <summary>What the address says beside the filter.</summary>
    public KeyValuePair<string, string>[] More => Kind == ReportKind.Month
        ? Month is { } month ? [new(ReportKind.OfMonth, month.ToString())] : []
        : [new(ReportKind.Since, Words.IsoDate(Since))];

    /// <param name="more">Parameters that the caller reads itself.</param>
    public static async Task<ReportAsked> ReadAsync(HttpContext http, FilterParser parser, ReportKind kind, DateOnly today, IEnumerable<string> more)
    {
        var parsed = await parser.ParseAsync(http, kind.View with { Parameters = [.. kind.View.Parameters, .. more] });
        var on = parsed.Filter.AsOf.AnnouncedBy ?? DateOnly.FromDateTime(parsed.KnownAt ?? today.ToDateTime(TimeOnly.MinValue));
        var errors = parsed.Errors.ToList();
        var since = on.AddYears(-1);
        Period? month = null;
        if (Single(ReportKind.Since) is { } day && kind != ReportKind.Month)
        {
            if (!DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out since))
            {
                errors.Add(new FilterError(ReportKind.Since, $"“{FilterParser.Shown(day)}” is not a date: write it as 2025-06-17."));
            }
            else if (since >= on || since.Year < 1990)
            {
                errors.Add(new FilterError(ReportKind.Since, $"“since” is {Words.IsoDate(since)}: write a day from 1990 on that is before {Words.IsoDate(on)}, which is looked at."));
            }
        }

        if (Single(ReportKind.OfMonth) is { } name && kind == ReportKind.Month)
        {
            month = Period.Read(name) is { Months: 1 } read && read.From.Year is >= 1990 and <= 2100 ? read : null;
            if (month is null)
            {
                errors.Add(new FilterError(ReportKind.OfMonth, $"“{FilterParser.Shown(name)}” is not a month from 1990 to 2100: write it as 2025-08."));
            }
        }

        return new ReportAsked(kind, parsed with { Errors = errors }, on, since, month);

        string? Single(string parameter)
        {
            var values = http.Request.Query[parameter].OfType<string>().Select(value => value.Trim()).Where(value => value.Length > 0).ToList();
            if (values.Count > 1)
            {
                errors.Add(new FilterError(parameter, $"“{parameter}” is given {values.Count} times: give it once."));
                return null;
            }

            return values.FirstOrDefault();
        }
    }
}
