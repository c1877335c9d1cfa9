-- Two clocks: every figure as announced by a day, as known at a publication. The queries of readers become functions of
-- that point; "now" is the point at the end of both clocks, and the views are the functions there. The functions are plain
-- enough for PostgreSQL to inline them, so that a query for one package reads one package.

-- The rule, in one place. Known: a publication up to $2. Announced: an announcement counts where the last version known then
-- was announced by $1, whatever an earlier version said of the day. The same stands in Package.At.
create function ledger.version_as_of(announced_by date, known_at bigint) returns table (package_id bigint, number integer, version integer, status text)
language sql stable as $$
select a.package_id, a.number, a.version,
  case when later.version is not null then 'corrected' when a.withdrawn then 'withdrawn' else 'live' end
from ledger.announcement a
left join ledger.announcement later
  on later.package_id = a.package_id and later.number = a.number and later.version = a.version + 1 and later.publication_seq <= $2
where a.publication_seq <= $2
  and case when later.version is null then a.announced_on else (
    select last.announced_on from ledger.announcement last
    where last.package_id = a.package_id and last.number = a.number and last.publication_seq <= $2
    order by last.version desc limit 1) end <= $1
$$;

create function ledger.announcement_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, number integer, version integer, status text, kind text, announced_on date, date_precision text,
  place text, summary text, reason text, headline_qualifier text, headline_low numeric, headline_stated_amount numeric,
  headline_stated_currency text, net numeric, gross numeric, currency text, publication bigint,
  recorded_at timestamp with time zone, loaded_at timestamp with time zone, editor text, source_publisher text,
  source_title text, source_url text, source_published_on date, source_grade text, progress_value numeric)
language sql stable as $$
select
  a.package_id, a.number, a.version,
  v.status,
  a.kind, a.announced_on, a.date_precision, a.place, a.summary, a.reason,
  a.headline_qualifier, a.headline_low, a.headline_stated_amount, a.headline_stated_currency,
  coalesce(moved.net, 0) as net, coalesce(moved.gross, 0) as gross, k.currency,
  p.seq as publication, p.recorded_at, p.loaded_at, p.editor,
  source.publisher as source_publisher, source.title as source_title, source.url as source_url,
  source.published_on as source_published_on, source.grade as source_grade,
  (select sum(g.value) from ledger.progress g
    where g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version) as progress_value
from ledger.announcement a
join ledger.version_as_of($1, $2) v on v.package_id = a.package_id and v.number = a.number and v.version = a.version
join ledger.publication p on p.seq = a.publication_seq
join ledger.package k on k.id = a.package_id
left join lateral (
  select sum(e.amount) as net, sum(e.amount) filter (where e.amount > 0) as gross
  from ledger.entry e
  where e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version) moved on true
left join lateral (
  select s.* from ledger.announcement_source s
  where s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version and s.followed
  order by s.position limit 1) source on true
$$;

create function ledger.entry_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, announcement_number integer, announcement_version integer, "position" integer, status text, kind text,
  announced_on date, date_precision text, recorded_at timestamp with time zone, line_number integer, role text,
  amount numeric, currency text, qualifier text, low numeric, quantity numeric, stated_amount numeric,
  stated_currency text, stated_by_donor boolean, note text, floor numeric)
language sql stable as $$
select
  e.package_id, e.announcement_number, e.announcement_version, e.position,
  v.status,
  a.kind, a.announced_on, a.date_precision, p.recorded_at, e.line_number, l.role,
  e.amount, k.currency, e.qualifier, e.low, e.quantity, e.stated_amount, e.stated_currency, e.stated_by_donor, e.note,
  case
    when e.amount is null then 0
    when e.amount <= 0 then e.amount
    when e.qualifier = 'up_to' then 0
    when e.qualifier = 'between' then e.low
    else e.amount end as floor
from ledger.entry e
join ledger.announcement a on a.package_id = e.package_id and a.number = e.announcement_number and a.version = e.announcement_version
join ledger.version_as_of($1, $2) v on v.package_id = a.package_id and v.number = a.number and v.version = a.version
join ledger.publication p on p.seq = a.publication_seq
join ledger.package k on k.id = e.package_id
join ledger.line_item l on l.package_id = e.package_id and l.number = e.line_number
$$;

-- Lines that anything stands on at that point. A floor is a running sum that is never below zero after an announcement:
-- the sum, less the lowest that it would have been; entries of one announcement are peers in the window's order.
create function ledger.line_item_as_of(announced_by date, known_at bigint) returns setof ledger.line_item_now
language sql stable as $$
with running as (
  select e.*,
    sum(e.floor) over (partition by e.package_id, e.line_number order by e.announced_on, e.announcement_number) as running_floor
  from ledger.entry_as_of($1, $2) e
  where e.status = 'live'
), standing as (
  select r.package_id, r.line_number,
    sum(r.amount) as amount,
    sum(r.floor) - least(0, min(r.running_floor)) as floor,
    sum(r.quantity) as quantity,
    max(q.position) as qualifier_position,
    min(r.announced_on) as first_announced_on,
    max(r.announced_on) as last_announced_on
  from running r
  join ledger.amount_qualifier q on q.code = r.qualifier
  group by r.package_id, r.line_number
), progress as (
  select g.package_id, g.line_number,
    sum(g.value) filter (where a.kind = 'Contracted') as contracted,
    sum(g.quantity) filter (where a.kind = 'Contracted') as contracted_quantity,
    coalesce(bool_or(g.final) filter (where a.kind = 'Contracted'), false) as contracted_final,
    sum(g.value) filter (where a.kind = 'Paid') as paid,
    sum(g.quantity) filter (where a.kind = 'Paid') as paid_quantity,
    coalesce(bool_or(g.final) filter (where a.kind = 'Paid'), false) as paid_final,
    sum(g.value) filter (where a.kind = 'Delivered') as delivered,
    sum(g.quantity) filter (where a.kind = 'Delivered') as delivered_quantity,
    coalesce(bool_or(g.final) filter (where a.kind = 'Delivered'), false) as delivered_final,
    min(a.announced_on) as first_announced_on,
    max(a.announced_on) as last_announced_on
  from ledger.progress g
  join ledger.announcement_as_of($1, $2) a on a.package_id = g.package_id and a.number = g.announcement_number and a.version = g.announcement_version
  where a.status = 'live'
  group by g.package_id, g.line_number
), description as (
  select distinct on (package_id, line_number) *
  from ledger.line_item_description
  where publication_seq <= $2
  order by package_id, line_number, publication_seq desc
), line as (
  select l.package_id, l.number, l.role, s.amount, s.floor, s.quantity, s.qualifier_position,
    coalesce(s.first_announced_on, g.first_announced_on) as first_announced_on,
    coalesce(s.last_announced_on, g.last_announced_on) as last_announced_on,
    g.contracted, g.contracted_quantity, coalesce(g.contracted_final, false) as contracted_final,
    g.paid, g.paid_quantity, coalesce(g.paid_final, false) as paid_final,
    g.delivered, g.delivered_quantity, coalesce(g.delivered_final, false) as delivered_final,
    case
      when s.amount is null or l.role = 'overlap' then null
      when g.delivered_final then 0
      else greatest(0, s.amount - coalesce(g.delivered, 0)) end as undelivered
  from ledger.line_item l
  left join standing s on s.package_id = l.package_id and s.line_number = l.number
  left join progress g on g.package_id = l.package_id and g.line_number = l.number
  where s.package_id is not null or g.package_id is not null
)
select
  s.package_id, s.number as line_number, s.role,
  d.category, coalesce(d.also_covers, '{}') as also_covers, d.description, d.instrument, d.initiative, d.supplier, d.unit,
  s.amount, k.currency, coalesce(q.code, 'exact') as qualifier, coalesce(s.floor, 0) as floor, s.quantity, s.first_announced_on, s.last_announced_on,
  s.contracted, s.contracted_quantity, s.contracted_final, s.paid, s.paid_quantity, s.paid_final,
  s.delivered, s.delivered_quantity, s.delivered_final,
  -- What the lines exceed their headline by is taken off as far as anything is missing.
  case s.role
    when 'overlap' then greatest(s.amount, -coalesce(sum(s.undelivered) over (partition by s.package_id), 0))
    else s.undelivered end as undelivered
from line s
join ledger.package k on k.id = s.package_id
left join ledger.amount_qualifier q on q.position = s.qualifier_position
left join description d on d.package_id = s.package_id and d.line_number = s.number
$$;

create function ledger.package_as_of(announced_by date, known_at bigint) returns setof ledger.package_now
language sql stable as $$
with headline as (
  select a.package_id, a.number, a.announced_on, q.position as qualifier_position,
    k.net = 'Plus' and q.leaves_open as opens,
    k.net = 'Plus' as brings_money,
    count(*) filter (where a.kind = 'Cancelled') over counting as cancellations,
    count(*) filter (where a.kind = 'Cancelled') over whole - count(*) filter (where a.kind = 'Cancelled') over counting as cancelled_later,
    count(*) filter (where a.kind = 'Disclosed') over whole - count(*) filter (where a.kind = 'Disclosed') over counting as disclosed_later,
    case
      -- What a cancellation leaves is delivered, and so is its floor.
      when a.kind = 'Cancelled' then greatest(0, sum(a.net) over counting)
      when a.kind = 'Revalued' then (
        select sum(e.floor) from ledger.entry_as_of($1, $2) e
        where e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version)
      when a.net <= 0 then a.net
      when a.headline_qualifier = 'up_to' then 0
      when a.headline_qualifier = 'between' then a.headline_low
      else a.net end as floor
  from ledger.announcement_as_of($1, $2) a
  join ledger.announcement_kind k on k.code = a.kind
  left join ledger.amount_qualifier q on q.code = a.headline_qualifier
  where a.status = 'live' and (k.states_headline or a.kind in ('Cancelled', 'Revalued'))
  window whole as (partition by a.package_id), counting as (partition by a.package_id order by a.announced_on, a.number)
), running as (
  select h.*,
    sum(h.floor) over (partition by h.package_id, h.cancellations order by h.announced_on, h.number) as running_floor
  from headline h
), headlines as (
  select package_id,
    sum(floor) filter (where cancelled_later = 0) - least(0, min(running_floor) filter (where cancelled_later = 0)) as floor,
    bool_or(opens and cancelled_later = 0 and disclosed_later = 0) as is_open,
    max(qualifier_position) filter (where brings_money and disclosed_later = 0) as qualifier_position
  from running group by package_id
), lines as (
  select package_id,
    sum(amount) as committed,
    sum(amount) filter (where role = 'named') as itemised,
    sum(amount) filter (where role = 'open') as not_yet_itemised,
    sum(amount) filter (where role = 'overlap') as overlap,
    sum(floor) filter (where role = 'named') as floor,
    count(*) filter (where role = 'named') as line_count,
    sum(contracted) as contracted,
    sum(paid) as paid,
    sum(delivered) as delivered,
    sum(undelivered) as undelivered
  from ledger.line_item_as_of($1, $2) group by package_id
), codes as (
  select l.package_id,
    array_agg(distinct c.code) filter (where c.code is not null) as categories,
    array_agg(distinct l.instrument) filter (where l.instrument is not null) as instruments,
    array_agg(distinct l.initiative) filter (where l.initiative is not null) as initiatives
  from ledger.line_item_as_of($1, $2) l
  left join lateral (select l.category as code union select unnest(l.also_covers)) c on true
  group by l.package_id
), announcements as (
  select package_id,
    min(announced_on) filter (where status = 'live') as first_announced_on,
    max(announced_on) filter (where status = 'live') as last_announced_on,
    count(*) filter (where status = 'live') as announcement_count,
    count(*) filter (where version > 1) as correction_count,
    array_agg(distinct kind) filter (where status = 'live') as kinds,
    (array_agg(kind order by announced_on desc, number desc)
      filter (where status = 'live' and kind in ('Suspended', 'Resumed', 'Cancelled')))[1] as last_pause
  from ledger.announcement_as_of($1, $2) group by package_id
), description as (
  select distinct on (package_id) * from ledger.package_description where publication_seq <= $2 order by package_id, publication_seq desc
)
select
  k.id as package_id, k.slug, k.currency, d.title, d.summary, d.initiative,
  donor.parties as donors, donor.names as donor_names, recipient.parties as recipients, recipient.names as recipient_names,
  coalesce(codes.categories, '{}') as categories, coalesce(codes.instruments, '{}') as instruments,
  (select coalesce(array_agg(distinct i), '{}') from unnest(array_append(codes.initiatives, d.initiative)) i where i is not null) as initiatives,
  coalesce(announcements.kinds, '{}') as kinds,
  lines.committed, coalesce(greatest(headlines.floor, coalesce(lines.floor, 0) + coalesce(lines.overlap, 0)), 0) as floor,
  q.code as qualifier, coalesce(headlines.is_open, false) as is_open,
  coalesce(lines.itemised, 0) as itemised, coalesce(lines.not_yet_itemised, 0) as not_yet_itemised, coalesce(lines.overlap, 0) as overlap,
  coalesce(lines.line_count, 0) as line_count,
  announcements.first_announced_on, announcements.last_announced_on,
  coalesce(announcements.announcement_count, 0) as announcement_count, coalesce(announcements.correction_count, 0) as correction_count,
  opening.origin = 'Demonstration' as is_demonstration,
  coalesce(announcements.last_pause = 'Suspended', false) as is_suspended,
  lines.contracted, lines.paid, lines.delivered, lines.undelivered, promised.since as undelivered_since
from ledger.package k
join ledger.publication opening on opening.seq = k.publication_seq
join description d on d.package_id = k.id
join lateral (
  select array_agg(x.party order by x.position) as parties, array_agg(party.name order by x.position) as names
  from ledger.package_donor x join ledger.party on party.code = x.party where x.package_id = k.id) donor on true
join lateral (
  select array_agg(x.party order by x.position) as parties, array_agg(party.name order by x.position) as names
  from ledger.package_recipient x join ledger.party on party.code = x.party where x.package_id = k.id) recipient on true
left join lines on lines.package_id = k.id
left join headlines on headlines.package_id = k.id
left join ledger.amount_qualifier q on q.position = headlines.qualifier_position
left join codes on codes.package_id = k.id
left join announcements on announcements.package_id = k.id
-- The first money that came in counts as the first that was delivered or taken away.
left join lateral (
  select coalesce(max(t.announced_on) filter (where t.from_newest >= lines.undelivered), min(t.announced_on)) as since
  from (
    select a.announced_on, sum(a.net) over (order by a.announced_on desc, a.number desc) as from_newest
    from ledger.announcement_as_of($1, $2) a
    join ledger.announcement_kind kind on kind.code = a.kind and kind.net = 'Plus'
    where a.package_id = k.id and a.status = 'live') t
  where lines.undelivered > 0) promised on true
where k.publication_seq <= $2
$$;

-- Now, at the end of both clocks.
drop view ledger.package_read, ledger.line_item_read, ledger.announcement_read, ledger.entry_read;
create view ledger.entry_read as select * from ledger.entry_as_of('infinity', 9223372036854775807);
create view ledger.announcement_read as select * from ledger.announcement_as_of('infinity', 9223372036854775807);
create view ledger.line_item_read as select * from ledger.line_item_as_of('infinity', 9223372036854775807);
create view ledger.package_read as select * from ledger.package_as_of('infinity', 9223372036854775807);

revoke all on function ledger.version_as_of(date, bigint), ledger.announcement_as_of(date, bigint), ledger.entry_as_of(date, bigint),
  ledger.line_item_as_of(date, bigint), ledger.package_as_of(date, bigint) from public;
grant execute on function ledger.version_as_of(date, bigint), ledger.announcement_as_of(date, bigint), ledger.entry_as_of(date, bigint),
  ledger.line_item_as_of(date, bigint), ledger.package_as_of(date, bigint) to aidtracker_app, aidtracker_reader;
grant select on ledger.entry_read, ledger.announcement_read, ledger.line_item_read, ledger.package_read to aidtracker_app, aidtracker_reader;
