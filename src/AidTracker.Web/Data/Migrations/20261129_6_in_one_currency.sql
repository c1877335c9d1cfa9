-- What everything comes to in one currency, at any point of both clocks and at any rates: for euro and now it is kept (1_headline), all else is worked out
-- here, each in one pass. The overview asked for it statement by statement, and took half a minute for a past day over a million lines.

-- By category, by donors and by instrument, each by itself, of packages that have a rate. $1 and $2: both null, what stands now.
create function ledger.share_in(announced_by date, known_at bigint, reporting text, fixed date) returns table (
  by text, key text, role text, counting text, lines bigint, amount numeric, floor numeric, open_ended bigint,
  contracted numeric, paid numeric, delivered numeric, undelivered numeric, currency text)
language plpgsql stable rows 1000 set jit = off set work_mem = '64MB' set plan_cache_mode = force_custom_plan as $$
declare
  last_day  date := coalesce($1, '9999-12-30');
  last_seq  bigint := coalesce($2, ledger.for_good() - 1);
begin
  return query
  with rate as materialized (
    select c.package_id, round(c.rate, 18) as rate from ledger.conversions_as_of($1, $2, $3, $4) c
  ), fine as materialized (
    -- By keys that are short, because there are as many rows as lines.
    select l.group_id, coalesce(l.instrument, '') as instrument, count(l.amount) as lines, sum(l.amount * r.rate) as amount,
      sum(l.floor * r.rate) filter (where l.amount is not null) as floor, count(*) filter (where l.amount is not null and not l.has_ceiling) as open_ended,
      sum(l.contracted * r.rate) as contracted, sum(l.paid * r.rate) as paid, sum(l.delivered * r.rate) as delivered, sum(l.undelivered * r.rate) as undelivered
    from ledger.line_item_at l
    join rate r on r.package_id = l.package_id
    where l.announced_from <= last_day and last_day < l.announced_to and l.known_from <= last_seq and last_seq < l.known_to
    group by l.group_id, coalesce(l.instrument, '')
  ), named as (
    select f.*, g.role, g.category, array_to_string(g.donors, ' ') as donors,
      case when g.repayable then 'repayable' when not c.military then 'civil' else 'military' end as counting
    from fine f
    join ledger.total_group g on g.id = f.group_id
    left join ledger.category c on c.code = g.category
  )
  select case grouping(n.category, n.donors, n.instrument) when 3 then 'category' when 5 then 'donors' else 'instrument' end,
    coalesce(n.category, n.donors, n.instrument), n.role, n.counting, sum(n.lines)::bigint,
    round(coalesce(sum(n.amount), 0), 6), round(coalesce(sum(n.floor), 0), 6), sum(n.open_ended)::bigint,
    round(coalesce(sum(n.contracted), 0), 6), round(coalesce(sum(n.paid), 0), 6), round(coalesce(sum(n.delivered), 0), 6), round(coalesce(sum(n.undelivered), 0), 6), $3
  from named n
  group by n.role, n.counting, grouping sets ((n.category), (n.donors), (n.instrument));
end $$;

-- What each month's announcements moved, at the rates of the packages, so that the months add up to what stands.
create function ledger.moved_in(announced_by date, known_at bigint, reporting text, fixed date) returns table (
  month date, currency text, counting text, entries bigint, amount numeric)
language plpgsql stable rows 1000 set jit = off set enable_nestloop = off set work_mem = '64MB' set plan_cache_mode = force_custom_plan as $$
declare
  last_day  date := coalesce($1, '9999-12-30');
  last_seq  bigint := coalesce($2, ledger.for_good() - 1);
begin
  return query
  with rate as materialized (
    select c.package_id, round(c.rate, 18) as rate from ledger.conversions_as_of($1, $2, $3, $4) c
  ), fine as (
    select a.announced_on, l.group_id, count(*) as entries, sum(e.amount * r.rate) as amount
    from ledger.announcement_at a
    join rate r on r.package_id = a.package_id
    join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
    join ledger.line_item_at l on l.package_id = e.package_id and l.line_number = e.line_number
    where a.announced_on <= last_day and a.publication <= last_seq and last_seq < a.known_to and not a.withdrawn and e.amount is not null
      and l.announced_from <= last_day and last_day < l.announced_to and l.known_from <= last_seq and last_seq < l.known_to
    group by a.announced_on, l.group_id
  )
  select date_trunc('month', f.announced_on)::date, $3, case when g.repayable then 'repayable' when not c.military then 'civil' else 'military' end,
    sum(f.entries)::bigint, round(sum(f.amount), 6)
  from fine f
  join ledger.total_group g on g.id = f.group_id
  left join ledger.category c on c.code = g.category
  group by 1, 3;
end $$;

revoke all on function ledger.share_in(date, bigint, text, date), ledger.moved_in(date, bigint, text, date) from public;
grant execute on function ledger.share_in(date, bigint, text, date), ledger.moved_in(date, bigint, text, date) to aidtracker_app, aidtracker_reader;
