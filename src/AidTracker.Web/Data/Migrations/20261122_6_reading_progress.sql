-- What readers ask, with how far lines have come, whether a package is suspended, and what is promised but not delivered.
-- New columns stand at the end of each view; the rest of the figures is worked out as before.

-- Lines that anything live stands on, and Not yet itemised of every package that speaks of money.
-- A floor is a running sum that is never below zero after an announcement: the sum, less the lowest that it would have been.
-- Entries of one announcement are peers in the window's order, so each sees the sum after all of them.
create or replace view ledger.line_item_read as
with running as (
  select e.*,
    sum(e.floor) over (partition by e.package_id, e.line_number order by e.announced_on, e.announcement_number) as running_floor
  from ledger.entry_read e
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
  join ledger.live_announcement a on a.package_id = g.package_id and a.number = g.announcement_number and a.version = g.announcement_version
  group by g.package_id, g.line_number
), description as (
  select distinct on (package_id, line_number) *
  from ledger.line_item_description
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
left join description d on d.package_id = s.package_id and d.line_number = s.number;

create or replace view ledger.announcement_read as
select
  a.package_id, a.number, a.version,
  case when later.version is not null then 'corrected' when a.withdrawn then 'withdrawn' else 'live' end as status,
  a.kind, a.announced_on, a.date_precision, a.place, a.summary, a.reason,
  a.headline_qualifier, a.headline_low, a.headline_stated_amount, a.headline_stated_currency,
  coalesce(moved.net, 0) as net, coalesce(moved.gross, 0) as gross, k.currency,
  p.seq as publication, p.recorded_at, p.loaded_at, p.editor,
  source.publisher as source_publisher, source.title as source_title, source.url as source_url,
  source.published_on as source_published_on, source.grade as source_grade,
  (select sum(g.value) from ledger.progress g
    where g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version) as progress_value
from ledger.announcement a
join ledger.publication p on p.seq = a.publication_seq
join ledger.package k on k.id = a.package_id
left join ledger.announcement later on later.package_id = a.package_id and later.number = a.number and later.version = a.version + 1
left join lateral (
  select sum(e.amount) as net, sum(e.amount) filter (where e.amount > 0) as gross
  from ledger.entry e
  where e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version) moved on true
left join lateral (
  select s.* from ledger.announcement_source s
  where s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version and s.followed
  order by s.position limit 1) source on true;

create or replace view ledger.package_read as
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
        select sum(e.floor) from ledger.entry_read e
        where e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version)
      when a.net <= 0 then a.net
      when a.headline_qualifier = 'up_to' then 0
      when a.headline_qualifier = 'between' then a.headline_low
      else a.net end as floor
  from ledger.announcement_read a
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
  from ledger.line_item_read group by package_id
), codes as (
  select l.package_id,
    array_agg(distinct c.code) filter (where c.code is not null) as categories,
    array_agg(distinct l.instrument) filter (where l.instrument is not null) as instruments,
    array_agg(distinct l.initiative) filter (where l.initiative is not null) as initiatives
  from ledger.line_item_read l
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
  from ledger.announcement_read group by package_id
), description as (
  select distinct on (package_id) * from ledger.package_description order by package_id, publication_seq desc
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
    from ledger.announcement_read a
    join ledger.announcement_kind kind on kind.code = a.kind and kind.net = 'Plus'
    where a.package_id = k.id and a.status = 'live') t
  where lines.undelivered > 0) promised on true;

-- The kept rows, made anew from the wider views; see the migration on reading.
drop table ledger.package_now, ledger.line_item_now;

create table ledger.package_now as select * from ledger.package_read with no data;
alter table ledger.package_now add primary key (package_id);
create index package_now_by_date on ledger.package_now (first_announced_on desc, slug);
create index package_now_donors on ledger.package_now using gin (donors);
create index package_now_recipients on ledger.package_now using gin (recipients);

create table ledger.line_item_now as select * from ledger.line_item_read with no data;
alter table ledger.line_item_now add primary key (package_id, line_number);

grant select on ledger.package_now, ledger.line_item_now to aidtracker_app, aidtracker_reader;

-- The views are wide: to plan them costs many times what it costs to read one package, so a session plans them once.
alter function ledger.refresh_package(bigint) set plan_cache_mode = force_generic_plan;

select ledger.refresh_package(id) from ledger.package;
