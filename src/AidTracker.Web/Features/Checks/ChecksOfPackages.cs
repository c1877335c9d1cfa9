namespace AidTracker.Web.Features.Checks;

/// <summary>Checks of packages as they stand now, alone and beside one another.</summary>
internal static class ChecksOfPackages
{
    /// <summary>Countries whose own money is the euro, and since when; a currency's code begins with its country's otherwise (ISO 4217).</summary>
    private const string EuroSince = """
        ('EU', date '1999-01-01'), ('EIB', '1999-01-01'), ('AT', '1999-01-01'), ('BE', '1999-01-01'), ('DE', '1999-01-01'), ('ES', '1999-01-01'),
        ('FI', '1999-01-01'), ('FR', '1999-01-01'), ('IE', '1999-01-01'), ('IT', '1999-01-01'), ('LU', '1999-01-01'), ('NL', '1999-01-01'),
        ('PT', '1999-01-01'), ('GR', '2001-01-01'), ('SI', '2007-01-01'), ('CY', '2008-01-01'), ('MT', '2008-01-01'), ('SK', '2009-01-01'),
        ('EE', '2011-01-01'), ('LV', '2014-01-01'), ('LT', '2015-01-01'), ('HR', '2023-01-01'), ('BG', '2026-01-01')
        """;

    public static IReadOnlyList<Check> All { get; } =
    [
        // Amounts within 2% are in the same step of a scale whose steps are 2% apart, or in neighbouring ones: a join that stays
        // one of equals however many packages there are.
        new("same-amount", Gravity.Note, "The same amount twice",
            "An amount, a package’s or a line’s, that the same donor promised to the same recipient in the same currency, within 2%, in another package at most 18 months before.",
            "Find out whether it is the same money said again; if it is, withdraw the one and record it on the other as announced again.",
            $"""
            with promise as materialized (
              select p.package_id, p.slug, p.donors, p.recipients, p.currency, a.number, a.announced_on, promised.amount, floor(ln(promised.amount) / ln(1.02)) as step
              from ledger.package_now p
              join ledger.announcement_at a on a.package_id = p.package_id and a.status_now = 'live' and a.kind in ('Announced', 'Disclosed', 'ToppedUp')
              cross join lateral (
                select a.net as amount
                union
                select e.amount from ledger.entry e
                where e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version and e.line_number > 0) promised
              where promised.amount > 0)
            select distinct on (later.package_id, later.number, later.amount) later.package_id, later.number as announcement, null::int as line,
              later.currency || ' ' || {Check.Figure("later.amount")} || ' after ' || {Check.Figure("earlier.amount")} || ' on ' || {Check.Day("earlier.announced_on")} || ' in ' || earlier.slug as wrong
            from promise later
            cross join generate_series(-1, 1) beside
            join promise earlier on earlier.donors = later.donors and earlier.recipients = later.recipients and earlier.currency = later.currency
              and earlier.step = later.step + beside
              and earlier.package_id <> later.package_id
              and (earlier.announced_on, earlier.package_id) < (later.announced_on, later.package_id)
              and earlier.announced_on >= later.announced_on - interval '18 months'
              and abs(earlier.amount - later.amount) <= 0.02 * greatest(earlier.amount, later.amount)
            order by later.package_id, later.number, later.amount, earlier.announced_on desc, earlier.package_id
            """),

        new("overlap", Gravity.Note, "Itemised above the headline",
            "A package whose lines add up to more than its headline, so that the excess stands on Overlap and rounding.",
            "See whether a later or better source brings the two together; until one does, the excess stays where it is.",
            $"""
            select package_id, null::int as announcement, null::int as line, 'its lines exceed the headline by ' || currency || ' ' || {Check.Figure("-overlap")} as wrong
            from ledger.package_now where overlap < 0
            """),

        new("open-for-long", Gravity.Note, "Total not known for more than a year",
            "A package that has been open (undisclosed, “at least” or “more than”) for more than a year.",
            "Look for the total, and disclose it.",
            $"""
            select package_id, null::int as announcement, null::int as line, 'announced on ' || {Check.Day("first_announced_on")} || ' and still open' as wrong
            from ledger.package_now where is_open and first_announced_on < $1 - interval '1 year'
            """),

        new("suspended-for-long", Gravity.Note, "Suspended for more than a year",
            "A package that was suspended more than a year ago and neither resumed nor cancelled since.",
            "Look for what became of it.",
            $"""
            select p.package_id, a.number as announcement, null::int as line, 'suspended since ' || {Check.Day("a.announced_on")} as wrong
            from ledger.package_now p
            cross join lateral (
              select number, announced_on from ledger.announcement_at
              where package_id = p.package_id and status_now = 'live' and kind = 'Suspended' order by announced_on desc, number desc limit 1) a
            where p.is_suspended and a.announced_on < $1 - interval '1 year'
            """),

        new("undelivered-for-long", Gravity.Note, "Promised more than two years ago, and not known to be delivered",
            "A package with priced promises older than two years that are not known to be delivered.",
            "Look for deliveries; what the donor has withdrawn is a cancellation.",
            $"""
            select package_id, null::int as announcement, null::int as line,
              currency || ' ' || {Check.Figure("undelivered")} || ' is not known to be delivered, the oldest of it since ' || {Check.Day("undelivered_since")} as wrong
            from ledger.package_now where undelivered > 0 and undelivered_since < $1 - interval '2 years'
            """),

        new("shares-not-stated", Gravity.Note, "Shares not stated",
            "A package of several donors or for several recipients, whose shares nobody has stated.",
            "Look for the shares; each that is stated becomes a package of its own.",
            """
            select package_id, null::int as announcement, null::int as line,
              array_to_string(donors, ', ') || ' for ' || array_to_string(recipients, ', ') as wrong
            from ledger.package_now where cardinality(donors) > 1 or cardinality(recipients) > 1
            """),

        new("foreign-currency", Gravity.Note, "Not in the donor’s own currency",
            "A package in a currency that is the money of none of its donors; NATO has none of its own.",
            "See whether the donor itself has said the sum in its own money: a bare $ or kr is the donor’s own.",
            $"""
            select p.package_id, null::int as announcement, null::int as line, 'in ' || p.currency || ', from ' || array_to_string(p.donors, ', ') as wrong
            from ledger.package_now p
            where p.committed is not null and not 'NATO' = any(p.donors) and not left(p.currency, 2) = any(p.donors)
              and not (p.currency = 'EUR' and exists (
                select from (values {EuroSince}) euro (party, since)
                where euro.party = any(p.donors) and euro.since <= p.first_announced_on))
            """),
    ];
}
