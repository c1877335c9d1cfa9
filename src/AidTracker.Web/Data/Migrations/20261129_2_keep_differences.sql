-- keep_package writes what differs. Most of what a package adds up to stays as it is when something of it is published. Its part of each sum is taken out and put back in
-- memory, and only sums that differ are written; of its lines of now only those that do. A sum is one row that every publication of the
-- same donor waits for, and a row that is written again is a page more in the log that a commit waits for.

drop function ledger.add_to_sums(bigint, integer), ledger.add_to_totals(bigint, integer);

create type ledger.sum_parts as (
  totals      ledger.total_now[],
  moved       ledger.moved_now[],
  instruments ledger.instrument_now[],
  donors      ledger.donors_now[],
  coverage    ledger.coverage_now[],
  euro        ledger.euro_now[],
  moved_euro  ledger.moved_euro_now[],
  shares_euro ledger.share_euro_now[]);

-- What a package is part of the sums with, as it is kept now.
create function ledger.sum_parts_of(package bigint) returns ledger.sum_parts language plpgsql as $$
declare
  parts ledger.sum_parts;
  rated ledger.euro_rate;
begin
  parts.totals := array(
    select row(l.group_id, count(*), count(l.amount), coalesce(sum(l.amount), 0), coalesce(sum(l.floor) filter (where l.amount is not null), 0),
      count(*) filter (where l.amount is not null and not l.has_ceiling),
      coalesce(sum(l.contracted), 0), coalesce(sum(l.paid), 0), coalesce(sum(l.delivered), 0), coalesce(sum(l.undelivered), 0))::ledger.total_now
    from ledger.line_item_at l
    where l.package_id = package and l.announced_to = 'infinity' and l.known_to = ledger.for_good()
    group by l.group_id);
  parts.moved := array(
    select row(s.month, s.currency, s.counting, count(*), sum(s.amount))::ledger.moved_now
    from ledger.moved_state s where s.package_id = package group by s.month, s.currency, s.counting);
  parts.instruments := array(
    select row(s.currency, s.role, s.instrument, s.counting, count(*), count(s.amount), coalesce(sum(s.amount), 0),
      coalesce(sum(s.floor) filter (where s.amount is not null), 0), count(*) filter (where s.amount is not null and not s.has_ceiling))::ledger.instrument_now
    from ledger.instrument_state s where s.package_id = package group by s.currency, s.role, s.instrument, s.counting);
  parts.donors := array(
    select row(s.donors, 1, case when s.committed is null and s.qualifier is not null then 1 else 0 end, s.package_id)::ledger.donors_now
    from ledger.package_now s where s.package_id = package);
  parts.coverage := array(
    select row(s.currency, 1, s.value, s.value_sourced, s.value_quoted, s.value_summarised, s.value_official,
      s.figures, s.figures_sourced, s.figures_quoted, s.figures_summarised, s.figures_official)::ledger.coverage_now
    from ledger.witness_now s where s.package_id = package);
  select * into rated from ledger.euro_rate e where e.package_id = package;
  parts.euro := array(
    select row(s.counting, rated.currency, 1, s.stated, s.committed * rated.rate, s.floor * rated.rate, s.open_ended, s.itemised * rated.rate, s.itemised_floor * rated.rate,
      s.itemised_open_ended, s.contracted * rated.rate, s.paid * rated.rate, s.delivered * rated.rate, s.undelivered * rated.rate)::ledger.euro_now
    from ledger.package_part s where s.package_id = package);
  parts.moved_euro := array(
    select row(m.month, rated.currency, m.counting, m.entries, m.amount * rated.rate)::ledger.moved_euro_now from unnest(parts.moved) m);
  parts.shares_euro := array(
    select row(s.by, s.key, s.role, s.counting, count(*), count(s.amount), coalesce(sum(s.amount), 0) * rated.rate,
      coalesce(sum(s.floor) filter (where s.amount is not null), 0) * rated.rate, count(*) filter (where s.amount is not null and not s.has_ceiling),
      coalesce(sum(s.contracted), 0) * rated.rate, coalesce(sum(s.paid), 0) * rated.rate,
      coalesce(sum(s.delivered), 0) * rated.rate, coalesce(sum(s.undelivered), 0) * rated.rate)::ledger.share_euro_now
    from ledger.share_euro_state s where s.package_id = package and rated.currency = 'EUR'
    group by s.by, s.key, s.role, s.counting);
  return parts;
end $$;

-- Writes what differs between the two, and removes sums that nothing is part of any more.
create function ledger.move_sums(before ledger.sum_parts, after ledger.sum_parts) returns void language plpgsql as $$
begin
  insert into ledger.total_now as t
  select d.group_id, sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered)
  from (
    select * from unnest(after.totals)
    union all
    select group_id, -of_lines, -lines, -amount, -floor, -open_ended, -contracted, -paid, -delivered, -undelivered from unnest(before.totals)) d
  group by d.group_id
  having (sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (group_id) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended,
    contracted = t.contracted + excluded.contracted, paid = t.paid + excluded.paid, delivered = t.delivered + excluded.delivered,
    undelivered = t.undelivered + excluded.undelivered;

  insert into ledger.moved_now as t
  select d.month, d.currency, d.counting, sum(d.entries), sum(d.amount)
  from (
    select * from unnest(after.moved)
    union all
    select month, currency, counting, -entries, -amount from unnest(before.moved)) d
  group by d.month, d.currency, d.counting
  having (sum(d.entries), sum(d.amount)) <> (0, 0)
  on conflict (month, currency, counting) do update set entries = t.entries + excluded.entries, amount = t.amount + excluded.amount;

  insert into ledger.instrument_now as t
  select d.currency, d.role, d.instrument, d.counting, sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended)
  from (
    select * from unnest(after.instruments)
    union all
    select currency, role, instrument, counting, -of_lines, -lines, -amount, -floor, -open_ended from unnest(before.instruments)) d
  group by d.currency, d.role, d.instrument, d.counting
  having (sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended)) <> (0, 0, 0, 0, 0)
  on conflict (currency, role, instrument, counting) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended;

  insert into ledger.donors_now as t
  select d.donors, sum(d.packages), sum(d.undisclosed), sum(d.package_ids)
  from (
    select * from unnest(after.donors)
    union all
    select donors, -packages, -undisclosed, -package_ids from unnest(before.donors)) d
  group by d.donors
  having (sum(d.packages), sum(d.undisclosed)) <> (0, 0)
  on conflict (donors) do update set packages = t.packages + excluded.packages, undisclosed = t.undisclosed + excluded.undisclosed,
    package_ids = t.package_ids + excluded.package_ids;

  insert into ledger.coverage_now as t
  select d.currency, sum(d.packages), sum(d.value), sum(d.value_sourced), sum(d.value_quoted), sum(d.value_summarised), sum(d.value_official),
    sum(d.figures), sum(d.figures_sourced), sum(d.figures_quoted), sum(d.figures_summarised), sum(d.figures_official)
  from (
    select * from unnest(after.coverage)
    union all
    select currency, -packages, -value, -value_sourced, -value_quoted, -value_summarised, -value_official,
      -figures, -figures_sourced, -figures_quoted, -figures_summarised, -figures_official
    from unnest(before.coverage)) d
  group by d.currency
  having (sum(d.packages), sum(d.value), sum(d.value_sourced), sum(d.value_quoted), sum(d.value_summarised), sum(d.value_official),
    sum(d.figures), sum(d.figures_sourced), sum(d.figures_quoted), sum(d.figures_summarised), sum(d.figures_official)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (currency) do update set packages = t.packages + excluded.packages, value = t.value + excluded.value,
    value_sourced = t.value_sourced + excluded.value_sourced, value_quoted = t.value_quoted + excluded.value_quoted,
    value_summarised = t.value_summarised + excluded.value_summarised, value_official = t.value_official + excluded.value_official,
    figures = t.figures + excluded.figures, figures_sourced = t.figures_sourced + excluded.figures_sourced,
    figures_quoted = t.figures_quoted + excluded.figures_quoted, figures_summarised = t.figures_summarised + excluded.figures_summarised,
    figures_official = t.figures_official + excluded.figures_official;

  insert into ledger.euro_now as t
  select d.counting, d.currency, sum(d.packages), sum(d.stated), sum(d.committed), sum(d.floor), sum(d.open_ended), sum(d.itemised), sum(d.itemised_floor),
    sum(d.itemised_open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered)
  from (
    select * from unnest(after.euro)
    union all
    select counting, currency, -packages, -stated, -committed, -floor, -open_ended, -itemised, -itemised_floor, -itemised_open_ended,
      -contracted, -paid, -delivered, -undelivered
    from unnest(before.euro)) d
  group by d.counting, d.currency
  having (sum(d.packages), sum(d.stated), sum(d.committed), sum(d.floor), sum(d.open_ended), sum(d.itemised), sum(d.itemised_floor),
    sum(d.itemised_open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (counting, currency) do update set packages = t.packages + excluded.packages, stated = t.stated + excluded.stated,
    committed = t.committed + excluded.committed, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended,
    itemised = t.itemised + excluded.itemised, itemised_floor = t.itemised_floor + excluded.itemised_floor,
    itemised_open_ended = t.itemised_open_ended + excluded.itemised_open_ended, contracted = t.contracted + excluded.contracted,
    paid = t.paid + excluded.paid, delivered = t.delivered + excluded.delivered, undelivered = t.undelivered + excluded.undelivered;

  insert into ledger.moved_euro_now as t
  select d.month, d.currency, d.counting, sum(d.entries), sum(d.amount)
  from (
    select * from unnest(after.moved_euro)
    union all
    select month, currency, counting, -entries, -amount from unnest(before.moved_euro)) d
  group by d.month, d.currency, d.counting
  having (sum(d.entries), sum(d.amount)) <> (0, 0)
  on conflict (month, currency, counting) do update set entries = t.entries + excluded.entries, amount = t.amount + excluded.amount;

  insert into ledger.share_euro_now as t
  select d.by, d.key, d.role, d.counting, sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered),
    sum(d.undelivered)
  from (
    select * from unnest(after.shares_euro)
    union all
    select by, key, role, counting, -of_lines, -lines, -amount, -floor, -open_ended, -contracted, -paid, -delivered, -undelivered from unnest(before.shares_euro)) d
  group by d.by, d.key, d.role, d.counting
  having (sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (by, key, role, counting) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended,
    contracted = t.contracted + excluded.contracted, paid = t.paid + excluded.paid, delivered = t.delivered + excluded.delivered,
    undelivered = t.undelivered + excluded.undelivered;

  -- A sum that nothing is part of any more goes: one that the package was part of, and is not.
  if exists (select b.group_id from unnest(before.totals) b except select a.group_id from unnest(after.totals) a)
     or exists (select b.currency, b.role, b.instrument, b.counting from unnest(before.instruments) b except select a.currency, a.role, a.instrument, a.counting from unnest(after.instruments) a)
     or exists (select b.currency, b.counting from unnest(before.euro) b except select a.currency, a.counting from unnest(after.euro) a)
     or exists (select b.month, b.currency, b.counting from unnest(before.moved_euro) b except select a.month, a.currency, a.counting from unnest(after.moved_euro) a)
     or cardinality(before.donors) > cardinality(after.donors) or cardinality(before.coverage) > cardinality(after.coverage) then
    delete from ledger.total_now t using unnest(before.totals) b where t.group_id = b.group_id and t.of_lines = 0;
    delete from ledger.moved_now t using unnest(before.moved) b
    where t.month = b.month and t.currency = b.currency and t.counting = b.counting and t.entries = 0;
    delete from ledger.instrument_now t using unnest(before.instruments) b
    where t.currency = b.currency and t.role = b.role and t.instrument = b.instrument and t.counting = b.counting and t.of_lines = 0;
    delete from ledger.share_euro_now t using unnest(before.shares_euro) b
    where t.by = b.by and t.key = b.key and t.role = b.role and t.counting = b.counting and t.of_lines = 0;
    delete from ledger.donors_now t using unnest(before.donors) b where t.donors = b.donors and t.packages = 0;
    delete from ledger.coverage_now t using unnest(before.coverage) b where t.currency = b.currency and t.packages = 0;
    delete from ledger.euro_now t using unnest(before.euro) b where t.counting = b.counting and t.currency = b.currency and t.packages = 0;
    delete from ledger.moved_euro_now t using unnest(before.moved_euro) b
    where t.month = b.month and t.currency = b.currency and t.counting = b.counting and t.entries = 0;
  end if;
end $$;

-- As in 9a_kept_points, but that a package's categories are put together with its other sums: the lines were gone through once more for them.
create or replace view ledger.package_state as
with counted as not materialized (
  select d.package_id, d.known_at, d.day, a.number, a.version, a.withdrawn, a.kind, a.announced_on
  from ledger.counting_day d
  join ledger.last_version v on v.package_id = d.package_id and v.known_at = d.known_at and v.announced_on <= d.day
  join ledger.announcement_at a on a.package_id = v.package_id and a.number = v.number and a.version = v.version
), announcements as not materialized (
  select package_id, known_at, day,
    min(announced_on) filter (where not withdrawn) as first_announced_on,
    max(announced_on) filter (where not withdrawn) as last_announced_on,
    count(*) filter (where not withdrawn) as announcement_count,
    coalesce(sum(version - 1), 0)::bigint as correction_count,
    array_agg(distinct kind) filter (where not withdrawn) as kinds,
    (array_agg(kind order by announced_on desc, number desc)
      filter (where not withdrawn and kind in ('Suspended', 'Resumed', 'Cancelled')))[1] as last_pause
  from counted group by package_id, known_at, day
), line as not materialized (
  select d.package_id, d.known_at, d.day, l.line_number, l.amount, l.floor, l.contracted, l.paid, l.delivered, l.undelivered,
    n.category, n.also_covers, n.instrument, n.initiative
  from ledger.counting_day d
  join ledger.line_item_at l on l.package_id = d.package_id and l.announced_from <= d.day and d.day < l.announced_to
    and l.known_from <= d.known_at and d.known_at < l.known_to
  left join ledger.line_item_description n
    on n.package_id = l.package_id and n.line_number = l.line_number and n.publication_seq = l.described_in
), lines as not materialized (
  select package_id, known_at, day,
    sum(amount) as committed,
    sum(amount) filter (where line_number > 0) as itemised,
    sum(amount) filter (where line_number = 0) as not_yet_itemised,
    sum(amount) filter (where line_number = -1) as overlap,
    sum(floor) filter (where line_number > 0) as floor,
    count(*) filter (where line_number > 0) as line_count,
    sum(contracted) as contracted,
    sum(paid) as paid,
    sum(delivered) as delivered,
    sum(undelivered) as undelivered,
    array_agg(distinct instrument) filter (where instrument is not null) as instruments,
    array_agg(distinct initiative) filter (where initiative is not null) as initiatives,
    array_agg(distinct category) filter (where category is not null) as categories,
    string_agg(array_to_string(also_covers, ' '), ' ') as covered
  from line group by package_id, known_at, day
)
select
  d.package_id, d.known_at, d.day, k.slug, k.currency, n.title, n.summary, n.initiative,
  donor.parties as donors, donor.names as donor_names, recipient.parties as recipients, recipient.names as recipient_names,
  (select coalesce(array_agg(distinct c), '{}') from unnest(lines.categories || string_to_array(nullif(lines.covered, ''), ' ')) c) as categories, coalesce(lines.instruments, '{}') as instruments,
  (select coalesce(array_agg(distinct i), '{}') from unnest(array_append(lines.initiatives, n.initiative)) i where i is not null) as initiatives,
  coalesce(announcements.kinds, '{}') as kinds,
  lines.committed, coalesce(greatest(headlines.floor, coalesce(lines.floor, 0) + coalesce(lines.overlap, 0)), 0) as floor,
  q.code as qualifier, coalesce(headlines.is_open, false) as is_open,
  coalesce(lines.itemised, 0) as itemised, coalesce(lines.not_yet_itemised, 0) as not_yet_itemised, coalesce(lines.overlap, 0) as overlap,
  coalesce(lines.line_count, 0) as line_count,
  announcements.first_announced_on, announcements.last_announced_on,
  coalesce(announcements.announcement_count, 0) as announcement_count, coalesce(announcements.correction_count, 0) as correction_count,
  opening.origin = 'Demonstration' as is_demonstration,
  coalesce(announcements.last_pause = 'Suspended', false) as is_suspended,
  lines.contracted, lines.paid, lines.delivered, lines.undelivered, promised.since as undelivered_since,
  coalesce(basis.days, '{}') as basis_days, coalesce(basis.weights, '{}') as basis_weights
from ledger.counting_day d
join ledger.package k on k.id = d.package_id
join ledger.publication opening on opening.seq = k.publication_seq
cross join lateral (
  select title, summary, initiative from ledger.package_description n
  where n.package_id = d.package_id and n.publication_seq <= d.known_at order by n.publication_seq desc limit 1) n
cross join lateral (
  select array_agg(x.party order by x.position) as parties, array_agg(party.name order by x.position) as names
  from ledger.package_donor x join ledger.party on party.code = x.party where x.package_id = d.package_id) donor
cross join lateral (
  select array_agg(x.party order by x.position) as parties, array_agg(party.name order by x.position) as names
  from ledger.package_recipient x join ledger.party on party.code = x.party where x.package_id = d.package_id) recipient
left join lines on lines.package_id = d.package_id and lines.known_at = d.known_at and lines.day = d.day
left join ledger.headline_state headlines on headlines.package_id = d.package_id and headlines.known_at = d.known_at and headlines.day = d.day
left join ledger.amount_qualifier q on q.position = headlines.qualifier_position
left join announcements on announcements.package_id = d.package_id and announcements.known_at = d.known_at and announcements.day = d.day
-- The first money that came in counts as the first that was delivered or taken away.
left join lateral (
  select coalesce(max(t.announced_on) filter (where t.from_newest >= lines.undelivered), min(t.announced_on)) as since
  from (
    select a.announced_on, sum(a.net) over (order by a.announced_on desc, a.number desc) as from_newest
    from ledger.last_version v
    join ledger.announcement_at a on a.package_id = v.package_id and a.number = v.number and a.version = v.version
    join ledger.announcement_kind kind on kind.code = a.kind and kind.net = 'Plus'
    where v.package_id = d.package_id and v.known_at = d.known_at and v.announced_on <= d.day and not v.withdrawn) t
  where lines.undelivered > 0) promised on true
-- On which days the money came in, and how much of what stands is of each: an inflow leaves of the earlier ones what was held, as a
-- part of what is held then; where nothing was held it starts afresh (product rule 5). What else moves money moves all alike.
left join lateral (
  select array_agg(w.announced_on order by w.announced_on) as days, array_agg(w.weight order by w.announced_on) as weights
  from (
    select f.announced_on, round(sum(f.part * coalesce(f.later, 1)), 25) as weight
    from (
      select i.announced_on,
        case when i.held = 0 then 1 else round(i.net / (i.held + i.net), 30) end as part,
        ledger.product(case when i.held = 0 then 0 else round(i.held / (i.held + i.net), 30) end)
          over (order by i.announced_on, i.number rows between 1 following and unbounded following) as later
      from (
        select v.announced_on, v.number, a.net, kind.net = 'Plus' as brings_money,
          coalesce(sum(a.net) over (order by v.announced_on, v.number rows between unbounded preceding and 1 preceding), 0) as held
        from ledger.last_version v
        join ledger.announcement_at a on a.package_id = v.package_id and a.number = v.number and a.version = v.version
        join ledger.announcement_kind kind on kind.code = a.kind
        where v.package_id = d.package_id and v.known_at = d.known_at and v.announced_on <= d.day and not v.withdrawn) i
      where i.brings_money) f
    group by f.announced_on
    having round(sum(f.part * coalesce(f.later, 1)), 25) <> 0) w) basis on true;

-- What is by instrument at a point of the past took seconds over a million lines, because each line's description was looked up. The state of
-- a line brings it; none for the two reserved lines.
alter table ledger.line_item_at add column instrument text;
update ledger.line_item_at l set instrument = d.instrument
from ledger.line_item_description d
where d.package_id = l.package_id and d.line_number = l.line_number and d.publication_seq = l.described_in and d.instrument is not null;

create or replace view ledger.line_item_group as
select l.package_id, l.number as line_number, d.publication_seq as described_in, donor.parties as donors, k.currency, l.role,
  coalesce(d.category, '') as category, coalesce(i.repayable, false) as repayable, d.instrument
from ledger.line_item l
join ledger.package k on k.id = l.package_id
cross join lateral (select array_agg(x.party order by x.position) as parties from ledger.package_donor x where x.package_id = l.package_id) donor
left join ledger.line_item_description d on d.package_id = l.package_id and d.line_number = l.number
left join ledger.instrument i on i.code = d.instrument;

create or replace view ledger.line_item_to_keep as
select s.package_id, s.line_number, s.announced_from, s.announced_to, s.known_from, s.known_to, g.id as group_id, (s.standing).*, k.instrument
from ledger.line_item_worked_out s
join ledger.line_item_group k on k.package_id = s.package_id and k.line_number = s.line_number and k.described_in is not distinct from (s.standing).described_in
join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable;

create or replace function ledger.instrument_as_of(announced_by date, known_at bigint) returns table (
  currency text, role text, instrument text, counting text, of_lines bigint, lines bigint, amount numeric, floor numeric, open_ended bigint)
language sql stable as $$
select g.currency, g.role, t.instrument, case when g.repayable then 'repayable' when not c.military then 'civil' else 'military' end,
  sum(t.of_lines)::bigint, sum(t.lines)::bigint, sum(t.amount), sum(t.floor), sum(t.open_ended)::bigint
from (
  select l.group_id, coalesce(l.instrument, '') as instrument, count(*) as of_lines, count(l.amount) as lines, coalesce(sum(l.amount), 0) as amount,
    coalesce(sum(l.floor) filter (where l.amount is not null), 0) as floor, count(*) filter (where l.amount is not null and not l.has_ceiling) as open_ended
  from ledger.line_item_at l
  where l.announced_from <= $1 and $1 < l.announced_to and l.known_from <= $2 and $2 < l.known_to
  group by l.group_id, coalesce(l.instrument, '')) t
join ledger.total_group g on g.id = t.group_id
left join ledger.category c on c.code = g.category
group by 1, 2, 3, 4
$$;

create or replace function ledger.keep_package(package bigint, seq bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
declare
  before ledger.sum_parts := ledger.sum_parts_of(package);
begin
  update ledger.announcement_at a set known_to = seq, status_now = 'corrected'
  from ledger.announcement later
  where later.package_id = package and later.publication_seq = seq
    and a.package_id = package and a.number = later.number and a.version = later.version - 1;
  insert into ledger.announcement_at select * from ledger.announcement_state where package_id = package and publication = seq;

  delete from ledger.witness_now where package_id = package;
  insert into ledger.witness_now select * from ledger.witness_read where package_id = package;

  -- A package's donors and currency never change, so only a line that is new or described anew can need a group that is not there.
  if exists (select from ledger.line_item l where l.package_id = package and l.publication_seq = seq)
     or exists (select from ledger.line_item_description d where d.package_id = package and d.publication_seq = seq) then
    insert into ledger.total_group (donors, currency, role, category, repayable)
    select distinct k.donors, k.currency, k.role, k.category, k.repayable
    from ledger.line_item_group k
    where k.package_id = package and not exists (
      select from ledger.total_group g
      where g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable);
  end if;

  with fresh as materialized (
    select s.*, ledger.for_good() as known_to from ledger.line_item_span s where s.package_id = package and s.known_at = seq
  ), closed as (
    update ledger.line_item_at o set known_to = seq
    where o.package_id = package and o.known_to = ledger.for_good()
      and not exists (
        select from fresh f
        where f.line_number = o.line_number and f.announced_from = o.announced_from and f.announced_to = o.announced_to
          and f.standing is not distinct from ledger.standing(o))
  )
  insert into ledger.line_item_at
  select f.package_id, f.line_number, f.announced_from, f.announced_to, seq, f.known_to, g.id, (f.standing).*, k.instrument
  from fresh f
  join ledger.line_item_group k on k.package_id = package and k.line_number = f.line_number and k.described_in is not distinct from (f.standing).described_in
  join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable
  where not exists (
    select from ledger.line_item_at o
    where o.package_id = package and o.line_number = f.line_number and o.announced_from = f.announced_from and o.announced_to = f.announced_to
      and o.known_to = ledger.for_good() and f.standing is not distinct from ledger.standing(o));

  with fresh as materialized (
    select s.* from ledger.package_span s where s.package_id = package and s.known_at = seq
  ), closed as (
    update ledger.package_at o set known_to = seq
    where o.package_id = package and o.known_to = ledger.for_good()
      and not exists (
        select from fresh f
        where f.announced_from = o.announced_from and f.announced_to = o.announced_to and f.standing is not distinct from ledger.standing(o))
  )
  insert into ledger.package_at
  select f.package_id, f.announced_from, f.announced_to, seq, ledger.for_good(), s.slug, s.currency, s.title, s.summary, s.initiative,
    s.donors, s.donor_names, s.recipients, s.recipient_names, s.categories, s.instruments, s.initiatives, s.kinds, s.committed, s.floor,
    s.qualifier, s.is_open, s.itemised, s.not_yet_itemised, s.overlap, s.line_count, s.first_announced_on, s.last_announced_on,
    s.announcement_count, s.correction_count, s.is_demonstration, s.is_suspended, s.contracted, s.paid, s.delivered, s.undelivered, s.undelivered_since,
    s.basis_days, s.basis_weights
  from fresh f
  cross join lateral (select (f.standing).*) s
  where not exists (
    select from ledger.package_at o
    where o.package_id = package and o.announced_from = f.announced_from and o.announced_to = f.announced_to
      and o.known_to = ledger.for_good() and f.standing is not distinct from ledger.standing(o));

  -- Two statements, because in one the key of a row that goes would stand in the way of the one that comes.
  delete from ledger.line_item_now n
  where n.package_id = package and not exists (select from ledger.line_item_read r where r.package_id = package and r.line_number = n.line_number and r is not distinct from n);
  insert into ledger.line_item_now
  select * from ledger.line_item_read r
  where r.package_id = package and not exists (select from ledger.line_item_now n where n.package_id = package and n.line_number = r.line_number);

  delete from ledger.package_now where package_id = package;
  insert into ledger.package_now select * from ledger.package_read where package_id = package;
  delete from ledger.package_sum_now where package_id = package;
  insert into ledger.package_sum_now select * from ledger.package_sum_state where package_id = package;
  perform ledger.move_sums(before, ledger.sum_parts_of(package));
end $$;

create or replace function ledger.rebuild_kept() returns void language plpgsql set search_path = ledger, pg_temp set jit = off as $$
begin
  truncate ledger.announcement_at, ledger.witness_now, ledger.total_group, ledger.total_now, ledger.moved_now, ledger.instrument_now, ledger.donors_now,
    ledger.coverage_now, ledger.package_sum_now, ledger.euro_now, ledger.moved_euro_now, ledger.share_euro_now, ledger.line_item_at, ledger.line_item_now, ledger.package_at, ledger.package_now;
  insert into ledger.announcement_at select * from ledger.announcement_state;
  analyze ledger.announcement_at;
  insert into ledger.witness_now select * from ledger.witness_read;
  insert into ledger.total_group (donors, currency, role, category, repayable)
  select distinct donors, currency, role, category, repayable from ledger.line_item_group;
  analyze ledger.total_group;
  insert into ledger.line_item_at select * from ledger.line_item_to_keep;
  analyze ledger.line_item_at;
  insert into ledger.total_now select * from ledger.total_to_keep;
  insert into ledger.package_at select * from ledger.package_to_keep;
  analyze ledger.package_at;
  insert into ledger.line_item_now select * from ledger.line_item_read;
  insert into ledger.package_now select * from ledger.package_read;
  insert into ledger.moved_now select * from ledger.moved_to_keep;
  insert into ledger.instrument_now select * from ledger.instrument_to_keep;
  insert into ledger.donors_now select * from ledger.donors_to_keep;
  insert into ledger.coverage_now select * from ledger.coverage_to_keep;
  insert into ledger.package_sum_now select * from ledger.package_sum_state;
  analyze ledger.line_item_now, ledger.package_now, ledger.package_sum_now;
  insert into ledger.euro_now select * from ledger.euro_to_keep;
  insert into ledger.moved_euro_now select * from ledger.moved_euro_to_keep;
  insert into ledger.share_euro_now select * from ledger.share_euro_to_keep;
end $$;

-- As in 9f_search, but that what ends is found by what replaces it, instead of asking of every document of the package whether something does.
create or replace function ledger.keep_search() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
declare
  touched bigint;
begin
  for touched in select package_id from ledger.package_revision where publication_seq = new.publication_seq loop
    update ledger.search_document d set known_to = new.publication_seq
    from ledger.package_description n
    where n.package_id = touched and n.publication_seq = new.publication_seq
      and d.package_id = touched and d.what = 'package' and d.known_to = ledger.for_good();
    update ledger.search_document d set known_to = new.publication_seq
    from ledger.line_item_description n
    where n.package_id = touched and n.publication_seq = new.publication_seq
      and d.package_id = touched and d.what = 'line' and d.number = n.line_number and d.known_to = ledger.for_good();
    update ledger.search_document d set known_to = new.publication_seq
    from ledger.announcement n
    where n.package_id = touched and n.publication_seq = new.publication_seq
      and d.package_id = touched and d.what in ('announcement', 'source', 'passage', 'summary')
      and d.number = n.number and d.version = n.version - 1 and d.known_to = ledger.for_good();
    with fresh as (
      insert into ledger.search_document
      select * from ledger.search_document_state s where s.package_id = touched and s.known_from = new.publication_seq
      returning words
    )
    insert into ledger.search_word
    select distinct w.word, new.publication_seq from fresh cross join lateral unnest(tsvector_to_array(fresh.words)) w (word)
    order by 1
    on conflict do nothing;
  end loop;
  return null;
end $$;

revoke all on function ledger.sum_parts_of(bigint), ledger.move_sums(ledger.sum_parts, ledger.sum_parts) from public;
