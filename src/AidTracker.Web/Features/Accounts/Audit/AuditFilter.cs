using System.Globalization;
using AidTracker.Web.Features.Accounts.Data;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Accounts.Audit;

/// <summary>What is asked of the trail, as it stands in the address of the page and of the file.</summary>
/// <param name="What">One kind; null: all.</param>
/// <param name="Who">A part of a name, whatever its capitals; null: anybody.</param>
/// <param name="From">From the beginning of this day on, UTC.</param>
/// <param name="To">To the end of this day, UTC.</param>
/// <param name="Before">Only what has a smaller number: where a page goes on.</param>
internal sealed record AuditFilter(AuditKind? What, string? Who, DateOnly? From, DateOnly? To, long? Before)
{
    public const int LongestWho = 120;

    /// <returns>The filter of what could be read, and a sentence for each field that could not.</returns>
    public static (AuditFilter Filter, IReadOnlyDictionary<string, string> Wrong) Read(IQueryCollection query)
    {
        var wrong = new Dictionary<string, string>();
        AuditKind? what = null;
        if (Text("what") is { } kind)
        {
            what = Enum.TryParse<AuditKind>(kind, out var known) && known.ToString() == kind ? known : null;
            if (what is null)
            {
                wrong["what"] = "Nothing of that kind is on the trail: choose one from the list.";
            }
        }

        var who = Text("who");
        if (who is { Length: > LongestWho } || who?.Any(char.IsControl) == true)
        {
            wrong["who"] = $"A name has at most {LongestWho} characters on one line: shorten it.";
            who = null;
        }

        long? before = null;
        if (Text("before") is { } number)
        {
            before = long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : null;
            if (before is null)
            {
                wrong["before"] = "Where the list goes on is not a number: begin at the first page.";
            }
        }

        return (new AuditFilter(what, who, Day("from"), Day("to"), before), wrong);

        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;

        DateOnly? Day(string name)
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            // The last day of the calendar has no day after it.
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.MaxValue)
            {
                return day;
            }

            wrong[name] = "This is not a day: write it as 2026-08-31.";
            return null;
        }
    }

    /// <summary>What matches, the newest first.</summary>
    public IQueryable<AuditEvent> Of(AccountContext context)
    {
        var events = context.AuditEvents.AsQueryable();
        if (What is { } what)
        {
            var name = what.ToString();
            events = events.Where(happened => happened.What == name);
        }

        if (Who is { } who)
        {
            // The signs that stand for others in a pattern stand for themselves here.
            var part = $"%{who.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
            events = events.Where(happened => EF.Functions.ILike(happened.PersonName!, part, @"\") || EF.Functions.ILike(happened.About, part, @"\"));
        }

        if (From is { } from)
        {
            var begin = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            events = events.Where(happened => happened.At >= begin);
        }

        if (To is { } to)
        {
            var end = to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
            events = events.Where(happened => happened.At < end);
        }

        if (Before is { } before)
        {
            events = events.Where(happened => happened.Id < before);
        }

        return events.OrderByDescending(happened => happened.Id);
    }

    /// <summary>With its question mark; empty where nothing is asked.</summary>
    public string ToQuery()
    {
        var query = new QueryBuilder();
        Add("what", What?.ToString());
        Add("who", Who);
        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("before", Before?.ToString(CultureInfo.InvariantCulture));
        return query.ToString();

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                query.Add(name, value);
            }
        }
    }
}
