-- What readers ask. The views say how each figure is worked out from the live announcements; the two tables at the end
-- keep the views' rows of packages and lines, renewed inside the transaction that publishes, so that readers do not pay
-- for history. Pages, totals and exports all read these.

-- Every entry with its announcement, and whether it counts.
create view ledger.entry_read as
select
  e.package_id, e.announcement_number, e.announcement_version, e.position,
  case when later.version is not null then 'corrected' when a.withdrawn then 'withdrawn' else 'live' end as status,
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
join ledger.publication p on p.seq = a.publication_seq
join ledger.package k on k.id = e.package_id
join ledger.line_item l on l.package_id = e.package_id and l.number = e.line_number
left join ledger.announcement later on later.package_id = a.package_id and later.number = a.number and later.version = a.version + 1;

-- Lines that anything live stands on, and Not yet itemised of every package that speaks of money.
-- A floor is a running sum that is never below zero after an announcement: the sum, less the lowest that it would have been.
-- Entries of one announcement are peers in the window's order, so each sees the sum after all of them.
create view ledger.line_item_read as
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
), description as (
  select distinct on (package_id, line_number) *
  from ledger.line_item_description
  order by package_id, line_number, publication_seq desc
)
select
  s.package_id, s.line_number, l.role,
  d.category, coalesce(d.also_covers, '{}') as also_covers, d.description, d.instrument, d.initiative, d.supplier, d.unit,
  s.amount, k.currency, q.code as qualifier, s.floor, s.quantity, s.first_announced_on, s.last_announced_on
from standing s
join ledger.line_item l on l.package_id = s.package_id and l.number = s.line_number
join ledger.package k on k.id = s.package_id
join ledger.amount_qualifier q on q.position = s.qualifier_position
left join description d on d.package_id = s.package_id and d.line_number = s.line_number;

create view ledger.announcement_read as
select
  a.package_id, a.number, a.version,
  case when later.version is not null then 'corrected' when a.withdrawn then 'withdrawn' else 'live' end as status,
  a.kind, a.announced_on, a.date_precision, a.place, a.summary, a.reason,
  a.headline_qualifier, a.headline_low, a.headline_stated_amount, a.headline_stated_currency,
  coalesce(moved.net, 0) as net, coalesce(moved.gross, 0) as gross, k.currency,
  p.seq as publication, p.recorded_at, p.loaded_at, p.editor,
  source.publisher as source_publisher, source.title as source_title, source.url as source_url,
  source.published_on as source_published_on, source.grade as source_grade
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

create view ledger.package_read as
with headline as (
  select a.package_id, a.number, a.announced_on, a.kind, q.position as qualifier_position,
    k.net = 'Plus' and q.leaves_open as opens,
    k.net = 'Plus' as brings_money,
    case
      when a.kind = 'Cancelled' then -1e18
      when a.net <= 0 then a.net
      when a.headline_qualifier = 'up_to' then 0
      when a.headline_qualifier = 'between' then a.headline_low
      else a.net end as floor
  from ledger.announcement_read a
  join ledger.announcement_kind k on k.code = a.kind
  left join ledger.amount_qualifier q on q.code = a.headline_qualifier
  where a.status = 'live' and (k.states_headline or a.kind = 'Cancelled')
), running as (
  select h.*,
    sum(h.floor) over counting as running_floor,
    count(*) filter (where h.kind = 'Cancelled') over (partition by h.package_id)
      - count(*) filter (where h.kind = 'Cancelled') over counting as cancelled_later
  from headline h
  window counting as (partition by h.package_id order by h.announced_on, h.number)
), headlines as (
  select package_id,
    sum(floor) - least(0, min(running_floor)) as floor,
    bool_or(opens and cancelled_later = 0) as is_open,
    max(qualifier_position) filter (where brings_money) as qualifier_position
  from running group by package_id
), lines as (
  select package_id,
    sum(amount) as committed,
    sum(amount) filter (where role = 'named') as itemised,
    sum(amount) filter (where role = 'open') as not_yet_itemised,
    sum(amount) filter (where role = 'overlap') as overlap,
    sum(floor) filter (where role = 'named') as floor,
    count(*) filter (where role = 'named') as line_count
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
    array_agg(distinct kind) filter (where status = 'live') as kinds
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
  opening.origin = 'Demonstration' as is_demonstration
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
left join announcements on announcements.package_id = k.id;

-- Kept rows. Nobody but the owner's functions can write them; a test compares them with the views.
create table ledger.package_now as select * from ledger.package_read with no data;
alter table ledger.package_now add primary key (package_id);
create index package_now_by_date on ledger.package_now (first_announced_on desc, slug);
create index package_now_donors on ledger.package_now using gin (donors);
create index package_now_recipients on ledger.package_now using gin (recipients);

create table ledger.line_item_now as select * from ledger.line_item_read with no data;
alter table ledger.line_item_now add primary key (package_id, line_number);

create function ledger.refresh_package(package bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp as $$
begin
  delete from ledger.package_now where package_id = package;
  delete from ledger.line_item_now where package_id = package;
  insert into ledger.package_now select * from ledger.package_read where package_id = package;
  insert into ledger.line_item_now select * from ledger.line_item_read where package_id = package;
end $$;
revoke all on function ledger.refresh_package(bigint) from public;

grant select on ledger.live_announcement, ledger.entry_read, ledger.line_item_read, ledger.announcement_read, ledger.package_read,
  ledger.package_now, ledger.line_item_now
  to aidtracker_app, aidtracker_reader;
