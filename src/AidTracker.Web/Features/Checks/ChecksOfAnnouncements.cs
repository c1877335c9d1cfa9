namespace AidTracker.Web.Features.Checks;

/// <summary>Checks of single announcements, as their live versions have them.</summary>
internal static class ChecksOfAnnouncements
{
    public static IReadOnlyList<Check> All { get; } =
    [
        new("in-the-future", Gravity.Mistake, "Announced in the future",
            "An announcement whose day has not come yet; of one that is known to the month, a month that has not begun.",
            "Correct its date.",
            $"""
            select package_id, number as announcement, null::int as line, 'is dated ' || {Check.Day("announced_on")} as wrong
            from ledger.announcement_at
            where status_now = 'live' and case when date_precision = 'Month' then date_trunc('month', announced_on::timestamp)::date else announced_on end > $1
            """),

        new("no-source", Gravity.Mistake, "Without a source",
            "An announcement that follows no source: nobody can tell how we know.",
            "Correct it with the source that it was read from.",
            """
            select a.package_id, a.number as announcement, null::int as line, 'follows no source' as wrong
            from ledger.announcement_at a
            where a.status_now = 'live' and not exists (
              select from ledger.announcement_source s
              where s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version and s.followed)
            """),

        new("no-passage", Gravity.Note, "Value without a passage",
            "An announcement with amounts for which no passage is cited, neither in the source’s words nor in ours.",
            "Correct it with the sentence that each amount was read from.",
            $"""
            select a.package_id, a.number as announcement, null::int as line,
              'states ' || a.currency || ' ' || {Check.Figure("a.value - a.value_quoted - a.value_summarised")} || ' without a passage' as wrong
            from ledger.announcement_at a
            where a.status_now = 'live' and a.value > a.value_quoted + a.value_summarised
            """),

        new("no-address", Gravity.Note, "Source without an address",
            "A source that an announcement follows and that has no web address.",
            "Correct the announcement with the page’s address, or with that of an archived copy.",
            """
            select a.package_id, a.number as announcement, null::int as line, 'follows ' || s.publisher || ', of which no address is kept' as wrong
            from ledger.announcement_at a
            join ledger.announcement_source s
              on s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version
            where a.status_now = 'live' and s.followed and s.url is null
            """),

        new("day-not-known", Gravity.Note, "Day not known",
            "An announcement of which only the month is known, or only the day of a report about it.",
            "Find the donor’s own statement, and correct the date with it.",
            $"""
            select package_id, number as announcement, null::int as line,
              case date_precision when 'Month' then 'is known to ' || to_char(announced_on, 'FMMonth YYYY') || ' only'
                else 'has the day of the report, ' || {Check.Day("announced_on")} end as wrong
            from ledger.announcement_at
            where status_now = 'live' and date_precision <> 'Day'
            """),

        // Of what moves or repeats money the ledger refuses this itself.
        new("before-the-first", Gravity.Note, "Dated before the package’s first",
            "An announcement that is dated before the first one that was recorded of its package: an agreement or a suspension.",
            "See whether it belongs to this package, and to that day; it may, where the talks came before the promise.",
            $"""
            select a.package_id, a.number as announcement, null::int as line,
              'is dated ' || {Check.Day("a.announced_on")} || ', announcement ' || first.number || ' ' || {Check.Day("first.announced_on")} as wrong
            from ledger.announcement_at a
            cross join lateral (
              select number, announced_on from ledger.announcement_at
              where package_id = a.package_id and status_now = 'live' order by number limit 1) first
            where a.status_now = 'live' and a.announced_on < first.announced_on
            """),

        new("recorded-late", Gravity.Note, "Recorded late",
            "An announcement that was first put on record more than 60 days after it was made.",
            "Nothing about this one; where a donor’s are often late, watch its sources more closely.",
            $"""
            select a.package_id, a.number as announcement, null::int as line,
              'was made on ' || {Check.Day("a.announced_on")} || ' and recorded ' || {Check.Figure("(first.recorded_at at time zone 'UTC')::date - a.announced_on")} || ' days later' as wrong
            from ledger.announcement_at a
            join ledger.announcement_at first on first.package_id = a.package_id and first.number = a.number and first.version = 1
            where a.status_now = 'live' and (first.recorded_at at time zone 'UTC')::date - a.announced_on > 60
            """),
    ];
}
