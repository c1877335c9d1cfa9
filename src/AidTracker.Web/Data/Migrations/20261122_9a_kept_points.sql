-- What readers ask, kept for every point of both clocks. A figure of the past must not cost what the whole history costs, and
-- a figure of now must not pay for the past. So a publication writes, in its own transaction, the rows that it changes:
--   announcement_at  one row a version, with the publication that replaced it;
--   line_item_at,    the states that lines and packages were ever in. Each holds for a rectangle of the two clocks:
--   package_at         announced_from <= D < announced_to and known_from <= T < known_to;
--   line_item_now,   the states at the end of both clocks, and the sums of them by group.
--   package_now, witness_now, total_now, moved_now
-- The views *_state say how a state is worked out of the ledger, for every revision of every package; with a package and a
-- publication given they read one package alone. Publishing writes from them, verification compares with them, rebuild_kept
-- makes everything anew. The same rules stand in AidTracker.Domain/Ledger/Standing.cs.

drop trigger refresh_witness on ledger.publication_seal;
drop view ledger.witness_read, ledger.package_read, ledger.line_item_read, ledger.announcement_read, ledger.entry_read;
drop function ledger.refresh_witness(), ledger.refresh_package(bigint), ledger.witness_as_of(date, bigint), ledger.package_as_of(date, bigint),
  ledger.line_item_as_of(date, bigint), ledger.entry_as_of(date, bigint), ledger.announcement_as_of(date, bigint), ledger.version_as_of(date, bigint);
drop table ledger.package_now, ledger.line_item_now, ledger.witness_now;

-- Known for good: the end of the second clock.
create function ledger.for_good() returns bigint language sql immutable parallel safe return 9223372036854775807;

-- The least that an entry can mean (Qualifiers.Floor); what is not priced moves none.
create function ledger.floor_of(amount numeric, qualifier text, low numeric) returns numeric language sql immutable parallel safe
return case
  when amount is null then 0
  when amount <= 0 then amount
  when qualifier = 'up_to' then 0
  when qualifier = 'between' then low
  else amount end;

create aggregate ledger.product(numeric) (sfunc = numeric_mul, stype = numeric, initcond = '1', parallel = safe);

-- Announcements -----------------------------------------------------------------------------------------------------

create function ledger.cited_figures(package bigint, number integer, version integer) returns bigint language sql stable as $$
select count(distinct (c.figure, c.entry_position)) from ledger.citation c
where c.package_id = $1 and c.announcement_number = $2 and c.announcement_version = $3
$$;

-- What a version states never changes, so all that readers ask of it is worked out once. Figures and their witnesses: a figure
-- is an amount above zero on a named line or on Not yet itemised, or a quantity above zero. Its source is the followed one that
-- it cites, else those that its announcement follows. A headline's passage speaks for an entry's amount only where both are one figure.
create view ledger.announcement_state as
select
  a.package_id, a.number, a.version, a.withdrawn, a.kind, a.announced_on, a.date_precision, a.place, a.summary, a.reason,
  a.headline_qualifier, a.headline_low, a.headline_stated_amount, a.headline_stated_currency,
  coalesce(moved.net, 0) as net, coalesce(moved.gross, 0) as gross, k.currency,
  a.publication_seq as publication, p.recorded_at, p.loaded_at, p.editor,
  source.publisher as source_publisher, source.title as source_title, source.url as source_url,
  source.published_on as source_published_on, source.grade as source_grade,
  (select sum(g.value) from ledger.progress g
    where g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version) as progress_value,
  source.retrieved_on as source_retrieved_on,
  ledger.cited_figures(a.package_id, a.number, a.version) as cited_figures,
  witnessed.value, witnessed.value_sourced, witnessed.value_quoted, witnessed.value_summarised, witnessed.value_official,
  witnessed.figures, witnessed.figures_sourced, witnessed.figures_quoted, witnessed.figures_summarised, witnessed.figures_official,
  coalesce(later.publication_seq, ledger.for_good()) as known_to,
  case when later.version is not null then 'corrected' when a.withdrawn then 'withdrawn' else 'live' end as status_now
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
  order by s.position limit 1) source on true
left join lateral (
  select
    coalesce(sum(f.value), 0) as value,
    coalesce(sum(f.value) filter (where f.sourced), 0) as value_sourced,
    coalesce(sum(f.value) filter (where f.quoted), 0) as value_quoted,
    coalesce(sum(f.value) filter (where f.summarised), 0) as value_summarised,
    coalesce(sum(f.value) filter (where f.official), 0) as value_official,
    count(*) as figures,
    count(*) filter (where f.sourced) as figures_sourced,
    count(*) filter (where f.quoted) as figures_quoted,
    count(*) filter (where f.summarised) as figures_summarised,
    count(*) filter (where f.official) as figures_official
  from (
    select
      case stated.figure when 'Amount' then stated.size else 0 end as value,
      coalesce(cited.official, followed.official) as official,
      cited.official is not null or followed.official is not null as sourced,
      coalesce(cited.quoted, false) as quoted,
      cited.quoted is not null and not cited.quoted as summarised
    from ledger.entry e
    cross join lateral (values ('Amount', e.amount), ('Quantity', e.quantity)) stated (figure, size)
    left join lateral (
      select bool_or(s.grade in ('A', 'B')) as official, bool_or(c.is_quoted) as quoted
      from ledger.citation c
      join ledger.announcement_source s on s.package_id = c.package_id and s.announcement_number = c.announcement_number
        and s.announcement_version = c.announcement_version and s.position = c.source_position
      where c.package_id = e.package_id and c.announcement_number = e.announcement_number and c.announcement_version = e.announcement_version
        and s.followed
        and ((c.figure = stated.figure and c.entry_position = e.position)
          or (c.figure = 'Headline' and stated.figure = 'Amount' and stated.size = moved.net))) cited on true
    left join lateral (
      select bool_or(s.grade in ('A', 'B')) as official from ledger.announcement_source s
      where s.package_id = e.package_id and s.announcement_number = e.announcement_number and s.announcement_version = e.announcement_version
        and s.followed) followed on true
    where e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
      and stated.size > 0 and e.line_number >= 0) f) witnessed on true;

create table ledger.announcement_at as select * from ledger.announcement_state with no data;
alter table ledger.announcement_at add primary key (package_id, number, version);
create index announcement_at_by_date on ledger.announcement_at (announced_on);
create index announcement_at_live_by_date on ledger.announcement_at (announced_on) where status_now = 'live';
create index announcement_at_by_publication on ledger.announcement_at (publication, package_id);

-- The rule of the two clocks, in one place. Known: a publication up to $2. Announced: an announcement counts where the last
-- version known then was announced by $1, whatever an earlier version said of the day. The same stands in Package.At.
create function ledger.announcement_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, number integer, version integer, status text, kind text, announced_on date, date_precision text,
  place text, summary text, reason text, headline_qualifier text, headline_low numeric, headline_stated_amount numeric,
  headline_stated_currency text, net numeric, gross numeric, currency text, publication bigint,
  recorded_at timestamp with time zone, loaded_at timestamp with time zone, editor text, source_publisher text,
  source_title text, source_url text, source_published_on date, source_grade text, progress_value numeric,
  source_retrieved_on date, cited_figures bigint)
language sql stable as $$
select
  a.package_id, a.number, a.version,
  case when a.known_to <= $2 then 'corrected' when a.withdrawn then 'withdrawn' else 'live' end,
  a.kind, a.announced_on, a.date_precision, a.place, a.summary, a.reason, a.headline_qualifier, a.headline_low,
  a.headline_stated_amount, a.headline_stated_currency, a.net, a.gross, a.currency, a.publication, a.recorded_at, a.loaded_at,
  a.editor, a.source_publisher, a.source_title, a.source_url, a.source_published_on, a.source_grade, a.progress_value,
  a.source_retrieved_on, a.cited_figures
from ledger.announcement_at a
where a.publication <= $2
  and case when a.known_to > $2 then a.announced_on else (
    select last.announced_on from ledger.announcement_at last
    where last.package_id = a.package_id and last.number = a.number and last.publication <= $2 and last.known_to > $2) end <= $1
$$;

create function ledger.entry_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, announcement_number integer, announcement_version integer, "position" integer, status text, kind text,
  announced_on date, date_precision text, recorded_at timestamp with time zone, line_number integer, role text,
  amount numeric, currency text, qualifier text, low numeric, quantity numeric, stated_amount numeric,
  stated_currency text, stated_by_donor boolean, note text, floor numeric)
language sql stable as $$
select
  e.package_id, e.announcement_number, e.announcement_version, e.position, a.status, a.kind, a.announced_on, a.date_precision, a.recorded_at,
  e.line_number, case e.line_number when 0 then 'open' when -1 then 'overlap' else 'named' end,
  e.amount, a.currency, e.qualifier, e.low, e.quantity, e.stated_amount, e.stated_currency, e.stated_by_donor, e.note,
  ledger.floor_of(e.amount, e.qualifier, e.low)
from ledger.entry e
join ledger.announcement_as_of($1, $2) a on a.package_id = e.package_id and a.number = e.announcement_number and a.version = e.announcement_version
$$;

-- Coverage per package; packages that state no figure have no row.
create function ledger.witness_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, currency text,
  value numeric, value_sourced numeric, value_quoted numeric, value_summarised numeric, value_official numeric,
  figures bigint, figures_sourced bigint, figures_quoted bigint, figures_summarised bigint, figures_official bigint)
language sql stable as $$
select a.package_id, a.currency,
  sum(a.value), sum(a.value_sourced), sum(a.value_quoted), sum(a.value_summarised), sum(a.value_official),
  sum(a.figures)::bigint, sum(a.figures_sourced)::bigint, sum(a.figures_quoted)::bigint, sum(a.figures_summarised)::bigint, sum(a.figures_official)::bigint
from ledger.announcement_at a
where a.announced_on <= $1 and a.publication <= $2 and $2 < a.known_to and not a.withdrawn and a.figures > 0
group by a.package_id, a.currency
$$;

-- Now; the functions at the end of both clocks say the same, but not in a way that an index can answer.
create view ledger.announcement_read as
select a.package_id, a.number, a.version, a.status_now as status,
  a.kind, a.announced_on, a.date_precision, a.place, a.summary, a.reason, a.headline_qualifier, a.headline_low,
  a.headline_stated_amount, a.headline_stated_currency, a.net, a.gross, a.currency, a.publication, a.recorded_at, a.loaded_at,
  a.editor, a.source_publisher, a.source_title, a.source_url, a.source_published_on, a.source_grade, a.progress_value,
  a.source_retrieved_on, a.cited_figures
from ledger.announcement_at a;
create view ledger.entry_read as
select
  e.package_id, e.announcement_number, e.announcement_version, e.position, a.status_now as status, a.kind, a.announced_on, a.date_precision, a.recorded_at,
  e.line_number, case e.line_number when 0 then 'open' when -1 then 'overlap' else 'named' end as role,
  e.amount, a.currency, e.qualifier, e.low, e.quantity, e.stated_amount, e.stated_currency, e.stated_by_donor, e.note,
  ledger.floor_of(e.amount, e.qualifier, e.low) as floor
from ledger.entry e
join ledger.announcement_at a on a.package_id = e.package_id and a.number = e.announcement_number and a.version = e.announcement_version;
create view ledger.witness_read as select * from ledger.witness_as_of('infinity', 9223372036854775806);

create table ledger.witness_now as select * from ledger.witness_read with no data;
alter table ledger.witness_now add primary key (package_id);

-- States of lines ---------------------------------------------------------------------------------------------------

-- Of each announcement the last version known at each revision of its package.
create view ledger.last_version as
select r.package_id, r.publication_seq as known_at, a.number, a.version, a.kind, a.announced_on, a.withdrawn
from ledger.package_revision r
join ledger.announcement a on a.package_id = r.package_id and a.publication_seq <= r.publication_seq
where not exists (
  select from ledger.announcement later
  where later.package_id = a.package_id and later.number = a.number and later.version = a.version + 1 and later.publication_seq <= r.publication_seq);

-- The days from which something else counts, at each revision. A package that nothing was ever announced of has been so always.
create view ledger.counting_day as
select distinct v.package_id, v.known_at, v.announced_on as day from ledger.last_version v
union all
select r.package_id, r.publication_seq, '-infinity' from ledger.package_revision r
where not exists (select from ledger.announcement a where a.package_id = r.package_id and a.publication_seq <= r.publication_seq);

-- What headlines say on each of those days: the least that was promised, whether the total is known, and how sure it is.
create view ledger.headline_state as
with counted as not materialized (
  select d.package_id, d.known_at, d.day, a.number, a.version, a.kind, a.announced_on, a.net, a.headline_qualifier, a.headline_low,
    k.net = 'Plus' as brings_money, q.position as qualifier_position, k.net = 'Plus' and coalesce(q.leaves_open, false) as opens
  from ledger.counting_day d
  join ledger.last_version v on v.package_id = d.package_id and v.known_at = d.known_at and v.announced_on <= d.day
  join ledger.announcement_at a on a.package_id = v.package_id and a.number = v.number and a.version = v.version
  join ledger.announcement_kind k on k.code = a.kind
  left join ledger.amount_qualifier q on q.code = a.headline_qualifier
  where not a.withdrawn and (k.states_headline or a.kind in ('Cancelled', 'Revalued'))
), headline as not materialized (
  select c.*,
    count(*) filter (where c.kind = 'Cancelled') over counting as cancellations,
    count(*) filter (where c.kind = 'Cancelled') over whole - count(*) filter (where c.kind = 'Cancelled') over counting as cancelled_later,
    count(*) filter (where c.kind = 'Disclosed') over whole - count(*) filter (where c.kind = 'Disclosed') over counting as disclosed_later,
    case
      -- What a cancellation leaves is delivered, and so is its floor.
      when c.kind = 'Cancelled' then greatest(0, sum(c.net) over counting)
      when c.kind = 'Revalued' then (
        select sum(ledger.floor_of(e.amount, e.qualifier, e.low)) from ledger.entry e
        where e.package_id = c.package_id and e.announcement_number = c.number and e.announcement_version = c.version)
      else ledger.floor_of(c.net, c.headline_qualifier, c.headline_low) end as floor
  from counted c
  window whole as (partition by c.package_id, c.known_at, c.day),
    counting as (partition by c.package_id, c.known_at, c.day order by c.announced_on, c.number)
), running as not materialized (
  select h.*, sum(h.floor) over (partition by h.package_id, h.known_at, h.day, h.cancellations order by h.announced_on, h.number) as running_floor
  from headline h
)
select package_id, known_at, day,
  sum(floor) filter (where cancelled_later = 0) - least(0, min(running_floor) filter (where cancelled_later = 0)) as floor,
  bool_or(opens and cancelled_later = 0 and disclosed_later = 0) as is_open,
  max(qualifier_position) filter (where brings_money and disclosed_later = 0) as qualifier_position
from running group by package_id, known_at, day;

-- Lines that anything stands on, on each of those days. A floor is a running sum that is never below zero after an
-- announcement: the sum, less the lowest that it would have been; entries of one announcement are peers in the window's order.
-- Not yet itemised has the part of the package's floor that no other line has, so that lines' floors add up to it.
create view ledger.line_item_state as
with moved as not materialized (
  select v.package_id, v.known_at, v.announced_on, v.number, e.line_number, true as of_money,
    e.amount, ledger.floor_of(e.amount, e.qualifier, e.low) as floor, e.quantity, q.position as qualifier_position,
    null::text as stage, null::numeric as value, null::numeric as made, null::boolean as final
  from ledger.last_version v
  join ledger.entry e on e.package_id = v.package_id and e.announcement_number = v.number and e.announcement_version = v.version
  join ledger.amount_qualifier q on q.code = e.qualifier
  where not v.withdrawn
  union all
  select v.package_id, v.known_at, v.announced_on, v.number, g.line_number, false, null, 0, null, null, v.kind, g.value, g.quantity, g.final
  from ledger.last_version v
  join ledger.progress g on g.package_id = v.package_id and g.announcement_number = v.number and g.announcement_version = v.version
  where not v.withdrawn
), running as not materialized (
  select m.*, sum(m.floor) over (partition by m.package_id, m.known_at, m.line_number order by m.announced_on, m.number) as running_floor
  from moved m
), standing as not materialized (
  select d.package_id, d.known_at, d.day, r.line_number,
    sum(r.amount) as amount,
    sum(r.floor) - least(0, min(r.running_floor)) as floor,
    sum(r.quantity) as quantity,
    max(r.qualifier_position) as qualifier_position,
    coalesce(min(r.announced_on) filter (where r.of_money), min(r.announced_on)) as first_announced_on,
    coalesce(max(r.announced_on) filter (where r.of_money), max(r.announced_on)) as last_announced_on,
    sum(r.value) filter (where r.stage = 'Contracted') as contracted,
    sum(r.made) filter (where r.stage = 'Contracted') as contracted_quantity,
    coalesce(bool_or(r.final) filter (where r.stage = 'Contracted'), false) as contracted_final,
    sum(r.value) filter (where r.stage = 'Paid') as paid,
    sum(r.made) filter (where r.stage = 'Paid') as paid_quantity,
    coalesce(bool_or(r.final) filter (where r.stage = 'Paid'), false) as paid_final,
    sum(r.value) filter (where r.stage = 'Delivered') as delivered,
    sum(r.made) filter (where r.stage = 'Delivered') as delivered_quantity,
    coalesce(bool_or(r.final) filter (where r.stage = 'Delivered'), false) as delivered_final
  from ledger.counting_day d
  join running r on r.package_id = d.package_id and r.known_at = d.known_at and r.announced_on <= d.day
  group by d.package_id, d.known_at, d.day, r.line_number
), missing as not materialized (
  select s.*,
    coalesce(sum(case when s.line_number > 0 then s.floor when s.line_number = -1 then s.amount end) over package, 0) as floor_of_others,
    case
      when s.amount is null or s.line_number = -1 then null
      when s.delivered_final then 0
      else greatest(0, s.amount - coalesce(s.delivered, 0)) end as undelivered_alone
  from standing s
  window package as (partition by s.package_id, s.known_at, s.day)
)
select
  m.package_id, m.known_at, m.day, m.line_number,
  (select max(d.publication_seq) from ledger.line_item_description d
    where d.package_id = m.package_id and d.line_number = m.line_number and d.publication_seq <= m.known_at) as described_in,
  m.amount, coalesce(q.code, 'exact') as qualifier,
  case m.line_number
    when 0 then greatest(0, coalesce(h.floor, 0) - m.floor_of_others)
    when -1 then coalesce(m.amount, 0)
    else m.floor end as floor,
  case m.line_number when 0 then not coalesce(h.is_open, false) when -1 then true else not coalesce(q.leaves_open, false) end as has_ceiling,
  m.quantity, m.first_announced_on, m.last_announced_on,
  m.contracted, m.contracted_quantity, m.contracted_final, m.paid, m.paid_quantity, m.paid_final,
  m.delivered, m.delivered_quantity, m.delivered_final,
  -- What the lines exceed their headline by is taken off as far as anything is missing.
  case m.line_number
    when -1 then greatest(m.amount, -coalesce(sum(m.undelivered_alone) over (partition by m.package_id, m.known_at, m.day), 0))
    else m.undelivered_alone end as undelivered
from missing m
left join ledger.headline_state h on h.package_id = m.package_id and h.known_at = m.known_at and h.day = m.day
left join ledger.amount_qualifier q on q.position = m.qualifier_position;

-- What totals are made of: lines of the same donors, currency and kind. The two reserved lines have neither category nor instrument: ''.
create table ledger.total_group (
  id         integer generated always as identity primary key,
  donors     text[] not null,
  currency   text not null,
  role       text not null check (role in ('named', 'open', 'overlap')),
  category   text not null,
  instrument text not null,
  unique (donors, currency, role, category, instrument)
);

create table ledger.line_item_at (
  package_id          bigint not null,
  line_number         integer not null,
  announced_from      date not null,
  announced_to        date not null,
  known_from          bigint not null,
  known_to            bigint not null,
  group_id            integer not null,
  -- The publication whose description of the line is in force.
  described_in        bigint,
  amount              numeric,
  qualifier           text not null,
  floor               numeric not null,
  -- False where it means that much or more.
  has_ceiling         boolean not null,
  quantity            numeric,
  first_announced_on  date not null,
  last_announced_on   date not null,
  contracted          numeric,
  contracted_quantity numeric,
  contracted_final    boolean not null,
  paid                numeric,
  paid_quantity       numeric,
  paid_final          boolean not null,
  delivered           numeric,
  delivered_quantity  numeric,
  delivered_final     boolean not null,
  undelivered         numeric,
  primary key (package_id, line_number, announced_from, known_from)
);

create function ledger.line_item_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, line_number integer, role text, category text, also_covers text[], description text, instrument text,
  initiative text, supplier text, unit text, amount numeric, currency text, qualifier text, floor numeric, has_ceiling boolean, quantity numeric,
  first_announced_on date, last_announced_on date, contracted numeric, contracted_quantity numeric, contracted_final boolean,
  paid numeric, paid_quantity numeric, paid_final boolean, delivered numeric, delivered_quantity numeric, delivered_final boolean,
  undelivered numeric)
language sql stable as $$
select
  l.package_id, l.line_number, case l.line_number when 0 then 'open' when -1 then 'overlap' else 'named' end,
  d.category, coalesce(d.also_covers, '{}'), d.description, d.instrument, d.initiative, d.supplier, d.unit,
  l.amount, k.currency, l.qualifier, l.floor, l.has_ceiling, l.quantity, l.first_announced_on, l.last_announced_on,
  l.contracted, l.contracted_quantity, l.contracted_final, l.paid, l.paid_quantity, l.paid_final,
  l.delivered, l.delivered_quantity, l.delivered_final, l.undelivered
from ledger.line_item_at l
join ledger.package k on k.id = l.package_id
left join ledger.line_item_description d
  on d.package_id = l.package_id and d.line_number = l.line_number and d.publication_seq = l.described_in
where l.announced_from <= $1 and $1 < l.announced_to and l.known_from <= $2 and $2 < l.known_to
$$;

create view ledger.line_item_read as select * from ledger.line_item_as_of('9999-12-31', 9223372036854775806);

create table ledger.line_item_now as select * from ledger.line_item_read with no data;
alter table ledger.line_item_now add primary key (package_id, line_number);

-- States of packages ------------------------------------------------------------------------------------------------

-- Out of the states of its lines, which are kept before it.
create view ledger.package_state as
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
    array_agg(distinct initiative) filter (where initiative is not null) as initiatives
  from line group by package_id, known_at, day
), codes as not materialized (
  select l.package_id, l.known_at, l.day, array_agg(distinct c.code) filter (where c.code is not null) as categories
  from line l
  cross join lateral (select l.category as code union all select unnest(l.also_covers)) c
  group by l.package_id, l.known_at, l.day
)
select
  d.package_id, d.known_at, d.day, k.slug, k.currency, n.title, n.summary, n.initiative,
  donor.parties as donors, donor.names as donor_names, recipient.parties as recipients, recipient.names as recipient_names,
  coalesce(codes.categories, '{}') as categories, coalesce(lines.instruments, '{}') as instruments,
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
left join codes on codes.package_id = d.package_id and codes.known_at = d.known_at and codes.day = d.day
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

create table ledger.package_at as
select package_id, day as announced_from, day as announced_to, known_at as known_from, known_at as known_to, slug, currency, title, summary, initiative,
  donors, donor_names, recipients, recipient_names, categories, instruments, initiatives, kinds, committed, floor, qualifier, is_open, itemised,
  not_yet_itemised, overlap, line_count, first_announced_on, last_announced_on, announcement_count, correction_count, is_demonstration,
  is_suspended, contracted, paid, delivered, undelivered, undelivered_since, basis_days, basis_weights
from ledger.package_state with no data;
alter table ledger.package_at add primary key (package_id, announced_from, known_from);
create index package_at_codes on ledger.package_at using gin (donors, recipients, categories);

create function ledger.package_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, slug text, currency text, title text, summary text, initiative text, donors text[], donor_names text[],
  recipients text[], recipient_names text[], categories text[], instruments text[], initiatives text[], kinds text[], committed numeric,
  floor numeric, qualifier text, is_open boolean, itemised numeric, not_yet_itemised numeric, overlap numeric, line_count bigint,
  first_announced_on date, last_announced_on date, announcement_count bigint, correction_count bigint, is_demonstration boolean,
  is_suspended boolean, contracted numeric, paid numeric, delivered numeric, undelivered numeric, undelivered_since date, basis_days date[], basis_weights numeric[])
language sql stable as $$
select package_id, slug, currency, title, summary, initiative, donors, donor_names, recipients, recipient_names, categories, instruments,
  initiatives, kinds, committed, floor, qualifier, is_open, itemised, not_yet_itemised, overlap, line_count, first_announced_on,
  last_announced_on, announcement_count, correction_count, is_demonstration, is_suspended, contracted, paid, delivered, undelivered,
  undelivered_since, basis_days, basis_weights
from ledger.package_at
where announced_from <= $1 and $1 < announced_to and known_from <= $2 and $2 < known_to
$$;

create view ledger.package_read as select * from ledger.package_as_of('9999-12-31', 9223372036854775806);

create table ledger.package_now as select * from ledger.package_read with no data;
alter table ledger.package_now add primary key (package_id);
create index package_now_by_date on ledger.package_now (first_announced_on desc, slug);
create index package_now_codes on ledger.package_now using gin (donors, recipients, categories);

-- Sums --------------------------------------------------------------------------------------------------------------

-- By group: the lines that are priced, and how far any have come.
create table ledger.total_now (
  group_id    integer primary key,
  of_lines    bigint not null,
  lines       bigint not null,
  amount      numeric not null,
  floor       numeric not null,
  -- Lines that mean that much or more.
  open_ended  bigint not null,
  contracted  numeric not null,
  paid        numeric not null,
  delivered   numeric not null,
  undelivered numeric not null
);

create function ledger.total_as_of(announced_by date, known_at bigint) returns table (
  donors text[], currency text, role text, category text, instrument text, lines bigint, amount numeric, floor numeric, open_ended bigint,
  contracted numeric, paid numeric, delivered numeric, undelivered numeric)
language sql stable as $$
select g.donors, g.currency, g.role, nullif(g.category, ''), nullif(g.instrument, ''), t.lines, t.amount, t.floor, t.open_ended,
  t.contracted, t.paid, t.delivered, t.undelivered
from (
  select l.group_id, count(*) as of_lines, count(l.amount) as lines, coalesce(sum(l.amount), 0) as amount,
    coalesce(sum(l.floor) filter (where l.amount is not null), 0) as floor,
    count(*) filter (where l.amount is not null and not l.has_ceiling) as open_ended, coalesce(sum(l.contracted), 0) as contracted,
    coalesce(sum(l.paid), 0) as paid, coalesce(sum(l.delivered), 0) as delivered, coalesce(sum(l.undelivered), 0) as undelivered
  from ledger.line_item_at l
  where l.announced_from <= $1 and $1 < l.announced_to and l.known_from <= $2 and $2 < l.known_to
  group by l.group_id) t
join ledger.total_group g on g.id = t.group_id
$$;

create view ledger.total_read as
select g.donors, g.currency, g.role, nullif(g.category, '') as category, nullif(g.instrument, '') as instrument, t.lines, t.amount, t.floor,
  t.open_ended, t.contracted, t.paid, t.delivered, t.undelivered
from ledger.total_now t
join ledger.total_group g on g.id = t.group_id;

-- What counts how: loans and guarantees are never added to grants, nor what is outside military totals (product rule 9). The two
-- reserved lines are nothing of both.
create function ledger.counting(category text, instrument text) returns text language sql stable as $$
select case
  when exists (select from ledger.instrument i where i.code = $2 and i.repayable) then 'repayable'
  when exists (select from ledger.category c where c.code = $1 and not c.military) then 'civil'
  else 'military' end
$$;

-- What the announcements of a month moved, by what counts how. All months add up to what stands.
create table ledger.moved_now (
  month    date not null,
  currency text not null,
  counting text not null check (counting in ('military', 'repayable', 'civil')),
  entries  bigint not null,
  amount   numeric not null,
  primary key (month, currency, counting)
);

create function ledger.moved_as_of(announced_by date, known_at bigint) returns table (month date, currency text, counting text, entries bigint, amount numeric)
language sql stable as $$
select date_trunc('month', e.announced_on)::date, e.currency, ledger.counting(l.category, l.instrument), count(*), sum(e.amount)
from ledger.entry_as_of($1, $2) e
join ledger.line_item_as_of($1, $2) l on l.package_id = e.package_id and l.line_number = e.line_number
where e.status = 'live' and e.amount is not null
group by 1, 2, 3
$$;

-- What a state says, as one value that can be compared: the same until the day or the publication that changes it -----

create type ledger.line_item_standing as (
  described_in bigint, amount numeric, qualifier text, floor numeric, has_ceiling boolean, quantity numeric, first_announced_on date, last_announced_on date,
  contracted numeric, contracted_quantity numeric, contracted_final boolean, paid numeric, paid_quantity numeric, paid_final boolean,
  delivered numeric, delivered_quantity numeric, delivered_final boolean, undelivered numeric);

create function ledger.standing(s ledger.line_item_state) returns ledger.line_item_standing language sql immutable as $$
select row(s.described_in, s.amount, s.qualifier, s.floor, s.has_ceiling, s.quantity, s.first_announced_on, s.last_announced_on,
  s.contracted, s.contracted_quantity, s.contracted_final, s.paid, s.paid_quantity, s.paid_final,
  s.delivered, s.delivered_quantity, s.delivered_final, s.undelivered)::ledger.line_item_standing
$$;

create function ledger.standing(s ledger.line_item_at) returns ledger.line_item_standing language sql immutable as $$
select row(s.described_in, s.amount, s.qualifier, s.floor, s.has_ceiling, s.quantity, s.first_announced_on, s.last_announced_on,
  s.contracted, s.contracted_quantity, s.contracted_final, s.paid, s.paid_quantity, s.paid_final,
  s.delivered, s.delivered_quantity, s.delivered_final, s.undelivered)::ledger.line_item_standing
$$;

create function ledger.standing(s ledger.package_state) returns ledger.package_now language sql immutable as $$
select row(s.package_id, s.slug, s.currency, s.title, s.summary, s.initiative, s.donors, s.donor_names, s.recipients, s.recipient_names,
  s.categories, s.instruments, s.initiatives, s.kinds, s.committed, s.floor, s.qualifier, s.is_open, s.itemised, s.not_yet_itemised,
  s.overlap, s.line_count, s.first_announced_on, s.last_announced_on, s.announcement_count, s.correction_count, s.is_demonstration,
  s.is_suspended, s.contracted, s.paid, s.delivered, s.undelivered, s.undelivered_since, s.basis_days, s.basis_weights)::ledger.package_now
$$;

create function ledger.standing(s ledger.package_at) returns ledger.package_now language sql immutable as $$
select row(s.package_id, s.slug, s.currency, s.title, s.summary, s.initiative, s.donors, s.donor_names, s.recipients, s.recipient_names,
  s.categories, s.instruments, s.initiatives, s.kinds, s.committed, s.floor, s.qualifier, s.is_open, s.itemised, s.not_yet_itemised,
  s.overlap, s.line_count, s.first_announced_on, s.last_announced_on, s.announcement_count, s.correction_count, s.is_demonstration,
  s.is_suspended, s.contracted, s.paid, s.delivered, s.undelivered, s.undelivered_since, s.basis_days, s.basis_weights)::ledger.package_now
$$;

-- From a day on, until another day says something else.
create view ledger.line_item_span as
select c.package_id, c.known_at, c.line_number, c.day as announced_from,
  lead(c.day, 1, 'infinity') over (partition by c.package_id, c.known_at, c.line_number order by c.day) as announced_to, c.standing
from (
  select s.package_id, s.known_at, s.line_number, s.day, ledger.standing(s) as standing, lag(ledger.standing(s)) over counting as before,
    row_number() over counting as place
  from ledger.line_item_state s
  window counting as (partition by s.package_id, s.known_at, s.line_number order by s.day)) c
where c.place = 1 or c.standing is distinct from c.before;

create view ledger.package_span as
select c.package_id, c.known_at, c.day as announced_from,
  lead(c.day, 1, 'infinity') over (partition by c.package_id, c.known_at order by c.day) as announced_to, c.standing
from (
  select s.package_id, s.known_at, s.day, ledger.standing(s) as standing, lag(ledger.standing(s)) over counting as before,
    row_number() over counting as place
  from ledger.package_state s
  window counting as (partition by s.package_id, s.known_at order by s.day)) c
where c.place = 1 or c.standing is distinct from c.before;

-- … and from a publication on, until another one changes it: everything at once, to make anew and to compare with.
create view ledger.line_item_worked_out as
select i.package_id, i.line_number, i.announced_from, i.announced_to, min(i.known_at) as known_from, max(i.replaced_at) as known_to, i.standing
from (
  select s.*, r.number - row_number() over (partition by s.package_id, s.line_number, s.announced_from, s.announced_to, s.standing order by r.number) as island,
    coalesce(next.publication_seq, ledger.for_good()) as replaced_at
  from ledger.line_item_span s
  join ledger.package_revision r on r.package_id = s.package_id and r.publication_seq = s.known_at
  left join ledger.package_revision next on next.package_id = r.package_id and next.number = r.number + 1) i
group by i.package_id, i.line_number, i.announced_from, i.announced_to, i.standing, i.island;

create view ledger.package_worked_out as
select i.package_id, i.announced_from, i.announced_to, min(i.known_at) as known_from, max(i.replaced_at) as known_to, i.standing
from (
  select s.*, r.number - row_number() over (partition by s.package_id, s.announced_from, s.announced_to, s.standing order by r.number) as island,
    coalesce(next.publication_seq, ledger.for_good()) as replaced_at
  from ledger.package_span s
  join ledger.package_revision r on r.package_id = s.package_id and r.publication_seq = s.known_at
  left join ledger.package_revision next on next.package_id = r.package_id and next.number = r.number + 1) i
group by i.package_id, i.announced_from, i.announced_to, i.standing, i.island;

-- Writing -----------------------------------------------------------------------------------------------------------

-- The group of each line by the description that is in force of it.
create view ledger.line_item_group as
select l.package_id, l.number as line_number, d.publication_seq as described_in, donor.parties as donors, k.currency, l.role,
  coalesce(d.category, '') as category, coalesce(d.instrument, '') as instrument
from ledger.line_item l
join ledger.package k on k.id = l.package_id
cross join lateral (select array_agg(x.party order by x.position) as parties from ledger.package_donor x where x.package_id = l.package_id) donor
left join ledger.line_item_description d on d.package_id = l.package_id and d.line_number = l.number;

create view ledger.line_item_to_keep as
select s.package_id, s.line_number, s.announced_from, s.announced_to, s.known_from, s.known_to, g.id as group_id, (s.standing).*
from ledger.line_item_worked_out s
join ledger.line_item_group k on k.package_id = s.package_id and k.line_number = s.line_number and k.described_in is not distinct from (s.standing).described_in
join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.instrument = k.instrument;

create view ledger.package_to_keep as
select f.package_id, f.announced_from, f.announced_to, f.known_from, f.known_to, s.slug, s.currency, s.title, s.summary, s.initiative,
  s.donors, s.donor_names, s.recipients, s.recipient_names, s.categories, s.instruments, s.initiatives, s.kinds, s.committed, s.floor,
  s.qualifier, s.is_open, s.itemised, s.not_yet_itemised, s.overlap, s.line_count, s.first_announced_on, s.last_announced_on,
  s.announcement_count, s.correction_count, s.is_demonstration, s.is_suspended, s.contracted, s.paid, s.delivered, s.undelivered, s.undelivered_since,
  s.basis_days, s.basis_weights
from ledger.package_worked_out f
cross join lateral (select (f.standing).*) s;

create view ledger.total_to_keep as
select l.group_id, count(*) as of_lines, count(l.amount) as lines, coalesce(sum(l.amount), 0) as amount,
    coalesce(sum(l.floor) filter (where l.amount is not null), 0) as floor,
    count(*) filter (where l.amount is not null and not l.has_ceiling) as open_ended, coalesce(sum(l.contracted), 0) as contracted,
    coalesce(sum(l.paid), 0) as paid, coalesce(sum(l.delivered), 0) as delivered, coalesce(sum(l.undelivered), 0) as undelivered
from ledger.line_item_at l
where l.announced_to = 'infinity' and l.known_to = 9223372036854775807
group by l.group_id;

create view ledger.moved_state as
select a.package_id, date_trunc('month', a.announced_on)::date as month, l.currency, ledger.counting(l.category, l.instrument) as counting, e.amount
from ledger.announcement_at a
join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
join ledger.line_item_now l on l.package_id = e.package_id and l.line_number = e.line_number
where a.status_now = 'live' and e.amount is not null;

create view ledger.moved_to_keep as
select month, currency, counting, count(*) as entries, sum(amount) as amount from ledger.moved_state group by month, currency, counting;

-- Takes what a package's lines of now add up to out of the sums (-1), or puts it in (1).
create function ledger.add_to_totals(package bigint, sign integer) returns void language sql as $$
insert into ledger.total_now as t
select l.group_id, sign * count(*), sign * count(l.amount), sign * coalesce(sum(l.amount), 0),
  sign * coalesce(sum(l.floor) filter (where l.amount is not null), 0), sign * count(*) filter (where l.amount is not null and not l.has_ceiling),
  sign * coalesce(sum(l.contracted), 0), sign * coalesce(sum(l.paid), 0), sign * coalesce(sum(l.delivered), 0), sign * coalesce(sum(l.undelivered), 0)
from ledger.line_item_at l
where l.package_id = package and l.announced_to = 'infinity' and l.known_to = ledger.for_good()
group by l.group_id
on conflict (group_id) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
  amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended,
  contracted = t.contracted + excluded.contracted, paid = t.paid + excluded.paid, delivered = t.delivered + excluded.delivered,
  undelivered = t.undelivered + excluded.undelivered
$$;

create function ledger.add_to_moved(package bigint, sign integer) returns void language sql as $$
insert into ledger.moved_now as t
select month, currency, counting, sign * count(*), sign * sum(amount) from ledger.moved_state where package_id = package group by month, currency, counting
on conflict (month, currency, counting) do update set entries = t.entries + excluded.entries, amount = t.amount + excluded.amount
$$;

-- The states in which a publication leaves a package. What stays as it was stays; what does not is closed, and followed.
-- The views are wide: to plan them costs many times what it costs to read one package, so a session plans them once.
create function ledger.keep_package(package bigint, seq bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
begin
  perform ledger.add_to_moved(package, -1);
  update ledger.announcement_at a set known_to = seq, status_now = 'corrected'
  from ledger.announcement later
  where later.package_id = package and later.publication_seq = seq
    and a.package_id = package and a.number = later.number and a.version = later.version - 1;
  insert into ledger.announcement_at select * from ledger.announcement_state where package_id = package and publication = seq;

  delete from ledger.witness_now where package_id = package;
  insert into ledger.witness_now select * from ledger.witness_read where package_id = package;

  insert into ledger.total_group (donors, currency, role, category, instrument)
  select distinct k.donors, k.currency, k.role, k.category, k.instrument
  from ledger.line_item_group k
  where k.package_id = package and not exists (
    select from ledger.total_group g
    where g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.instrument = k.instrument);

  perform ledger.add_to_totals(package, -1);

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
  select f.package_id, f.line_number, f.announced_from, f.announced_to, seq, f.known_to, g.id, (f.standing).*
  from fresh f
  join ledger.line_item_group k on k.package_id = package and k.line_number = f.line_number and k.described_in is not distinct from (f.standing).described_in
  join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.instrument = k.instrument
  where not exists (
    select from ledger.line_item_at o
    where o.package_id = package and o.line_number = f.line_number and o.announced_from = f.announced_from and o.announced_to = f.announced_to
      and o.known_to = ledger.for_good() and f.standing is not distinct from ledger.standing(o));

  perform ledger.add_to_totals(package, 1);
  delete from ledger.total_now t
  where t.of_lines = 0 and t.group_id in (select l.group_id from ledger.line_item_at l where l.package_id = package);

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

  delete from ledger.line_item_now where package_id = package;
  insert into ledger.line_item_now select * from ledger.line_item_read where package_id = package;
  delete from ledger.package_now where package_id = package;
  insert into ledger.package_now select * from ledger.package_read where package_id = package;
  perform ledger.add_to_moved(package, 1);
  delete from ledger.moved_now where entries = 0;
end $$;

-- Everything anew, for a ledger that was there before these tables were or was loaded past them.
create function ledger.rebuild_kept() returns void language plpgsql set search_path = ledger, pg_temp set jit = off as $$
begin
  truncate ledger.announcement_at, ledger.witness_now, ledger.total_group, ledger.total_now, ledger.moved_now, ledger.line_item_at,
    ledger.line_item_now, ledger.package_at, ledger.package_now;
  insert into ledger.announcement_at select * from ledger.announcement_state;
  analyze ledger.announcement_at;
  insert into ledger.witness_now select * from ledger.witness_read;
  insert into ledger.total_group (donors, currency, role, category, instrument)
  select distinct donors, currency, role, category, instrument from ledger.line_item_group;
  analyze ledger.total_group;
  insert into ledger.line_item_at select * from ledger.line_item_to_keep;
  analyze ledger.line_item_at;
  insert into ledger.total_now select * from ledger.total_to_keep;
  insert into ledger.package_at select * from ledger.package_to_keep;
  analyze ledger.package_at;
  insert into ledger.line_item_now select * from ledger.line_item_read;
  insert into ledger.package_now select * from ledger.package_read;
  insert into ledger.moved_now select * from ledger.moved_to_keep;
  analyze ledger.line_item_now, ledger.package_now;
end $$;

-- At the end of a publication: every package that it touched is checked, its states are kept, and the publication is sealed.
-- The seal makes an early check (SET CONSTRAINTS … IMMEDIATE) harmless: nothing can come after it.
create or replace function ledger.seal_publication() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  touched bigint;
begin
  if not exists (select from ledger.package_revision where publication_seq = new.seq) then
    raise exception using errcode = 'check_violation', constraint = 'publication_not_empty', schema = 'ledger', table = 'publication',
      message = format('Publication %s touches no package.', new.seq);
  end if;
  for touched in select package_id from ledger.package_revision where publication_seq = new.seq loop
    perform ledger.check_package(touched);
    perform ledger.keep_package(touched, new.seq);
  end loop;
  -- A package that this publication opened must have its first revision here.
  if exists (
    select from ledger.package p
    where p.publication_seq = new.seq
      and not exists (select from ledger.package_revision r where r.package_id = p.id and r.publication_seq = new.seq and r.number = 1)) then
    raise exception using errcode = 'check_violation', constraint = 'package_opens_with_a_revision', schema = 'ledger', table = 'package',
      message = 'A package is opened by the publication of its first revision.';
  end if;
  insert into ledger.publication_seal (publication_seq, sealed_at) values (new.seq, clock_timestamp());
  return null;
end $$;

select ledger.rebuild_kept();

-- Rights: the kept tables are written by the owner's functions alone -------------------------------------------------

revoke all on function ledger.keep_package(bigint, bigint), ledger.add_to_totals(bigint, integer), ledger.add_to_moved(bigint, integer), ledger.rebuild_kept(), ledger.announcement_as_of(date, bigint), ledger.entry_as_of(date, bigint),
  ledger.witness_as_of(date, bigint), ledger.line_item_as_of(date, bigint), ledger.package_as_of(date, bigint), ledger.total_as_of(date, bigint), ledger.moved_as_of(date, bigint), ledger.counting(text, text),
  ledger.floor_of(numeric, text, numeric), ledger.for_good(), ledger.product(numeric), ledger.cited_figures(bigint, integer, integer), ledger.standing(ledger.line_item_state), ledger.standing(ledger.line_item_at),
  ledger.standing(ledger.package_state), ledger.standing(ledger.package_at) from public;
grant execute on function ledger.announcement_as_of(date, bigint), ledger.entry_as_of(date, bigint), ledger.witness_as_of(date, bigint),
  ledger.line_item_as_of(date, bigint), ledger.package_as_of(date, bigint), ledger.total_as_of(date, bigint), ledger.moved_as_of(date, bigint), ledger.counting(text, text), ledger.floor_of(numeric, text, numeric),
  ledger.for_good(), ledger.product(numeric), ledger.cited_figures(bigint, integer, integer), ledger.standing(ledger.line_item_state), ledger.standing(ledger.line_item_at), ledger.standing(ledger.package_state),
  ledger.standing(ledger.package_at) to aidtracker_app, aidtracker_reader;
grant select on ledger.announcement_state, ledger.announcement_at, ledger.announcement_read, ledger.entry_read, ledger.witness_read, ledger.witness_now,
  ledger.last_version, ledger.counting_day, ledger.headline_state, ledger.line_item_state, ledger.line_item_span, ledger.line_item_worked_out, ledger.line_item_group,
  ledger.line_item_to_keep, ledger.line_item_at, ledger.line_item_read, ledger.line_item_now, ledger.package_state, ledger.package_span,
  ledger.package_worked_out, ledger.package_to_keep, ledger.package_at, ledger.package_read, ledger.package_now, ledger.total_group, ledger.total_now, ledger.total_to_keep, ledger.total_read, ledger.moved_now, ledger.moved_state, ledger.moved_to_keep
  to aidtracker_app, aidtracker_reader;
