-- Totals are what every visit asks first, and there are as many of them as groups: by instrument too they were five times as many.
-- They are by donors and category again; what is by instrument, how many packages each donor has and how much is witnessed is summed
-- apart. Functions that every publication calls are in PL/pgSQL, which keeps the plan of a statement for the session; those in SQL
-- planned anew at every call.

drop function ledger.total_as_of(date, bigint), ledger.add_to_moved(bigint, integer);
drop view ledger.total_read, ledger.line_item_to_keep, ledger.line_item_group;

-- What totals are made of: lines of the same donors, currency and kind. An empty category is that of the two reserved lines.
truncate ledger.total_group, ledger.total_now, ledger.line_item_at;
alter table ledger.total_group drop column instrument;
-- Loans and guarantees are never added to grants (product rule 9).
alter table ledger.total_group add column repayable boolean not null;
alter table ledger.total_group add unique (donors, currency, role, category, repayable);

create function ledger.total_as_of(announced_by date, known_at bigint) returns table (
  donors text[], currency text, role text, category text, repayable boolean, lines bigint, amount numeric, floor numeric, open_ended bigint,
  contracted numeric, paid numeric, delivered numeric, undelivered numeric)
language sql stable as $$
select g.donors, g.currency, g.role, nullif(g.category, ''), g.repayable, t.lines, t.amount, t.floor, t.open_ended,
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
select g.donors, g.currency, g.role, nullif(g.category, '') as category, g.repayable, t.lines, t.amount, t.floor,
  t.open_ended, t.contracted, t.paid, t.delivered, t.undelivered
from ledger.total_now t
join ledger.total_group g on g.id = t.group_id;

-- What counts how: loans and guarantees are never added to grants, nor what is outside military totals (product rule 9); the two
-- reserved lines are nothing of both. A line's group says it. Of the past there are as many entries as lines:
-- they are put together once, and not looked up one by one.
create or replace function ledger.moved_as_of(announced_by date, known_at bigint) returns table (month date, currency text, counting text, entries bigint, amount numeric)
language sql stable set enable_nestloop = off set jit = off as $$
select date_trunc('month', a.announced_on)::date, g.currency,
  case when g.repayable then 'repayable' when not c.military then 'civil' else 'military' end, count(*), sum(e.amount)
from ledger.announcement_at a
join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
join ledger.line_item_at l on l.package_id = e.package_id and l.line_number = e.line_number
join ledger.total_group g on g.id = l.group_id
left join ledger.category c on c.code = g.category
where a.announced_on <= $1 and a.publication <= $2 and $2 < a.known_to and not a.withdrawn and e.amount is not null
  and l.announced_from <= $1 and $1 < l.announced_to and l.known_from <= $2 and $2 < l.known_to
group by 1, 2, 3
$$;

create or replace view ledger.moved_state as
select a.package_id, date_trunc('month', a.announced_on)::date as month, l.currency,
  case when i.repayable then 'repayable' when not c.military then 'civil' else 'military' end as counting, e.amount
from ledger.announcement_at a
join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
join ledger.line_item_now l on l.package_id = e.package_id and l.line_number = e.line_number
left join ledger.instrument i on i.code = l.instrument
left join ledger.category c on c.code = l.category
where a.status_now = 'live' and e.amount is not null;

drop function ledger.counting(text, text);

-- How the aid is given. An empty instrument is that of the two reserved lines.
create table ledger.instrument_now (
  currency   text not null,
  role       text not null,
  instrument text not null,
  counting   text not null check (counting in ('military', 'repayable', 'civil')),
  of_lines   bigint not null,
  lines      bigint not null,
  amount     numeric not null,
  floor      numeric not null,
  open_ended bigint not null,
  primary key (currency, role, instrument, counting)
);

create function ledger.instrument_as_of(announced_by date, known_at bigint) returns table (
  currency text, role text, instrument text, counting text, of_lines bigint, lines bigint, amount numeric, floor numeric, open_ended bigint)
language sql stable as $$
select l.currency, l.role, coalesce(l.instrument, ''), case when i.repayable then 'repayable' when not c.military then 'civil' else 'military' end,
  count(*), count(l.amount), coalesce(sum(l.amount), 0), coalesce(sum(l.floor) filter (where l.amount is not null), 0),
  count(*) filter (where l.amount is not null and not l.has_ceiling)
from ledger.line_item_as_of($1, $2) l
left join ledger.instrument i on i.code = l.instrument
left join ledger.category c on c.code = l.category
group by 1, 2, 3, 4
$$;

create view ledger.instrument_state as
select l.package_id, l.currency, l.role, coalesce(l.instrument, '') as instrument,
  case when i.repayable then 'repayable' when not c.military then 'civil' else 'military' end as counting, l.amount, l.floor, l.has_ceiling
from ledger.line_item_now l
left join ledger.instrument i on i.code = l.instrument
left join ledger.category c on c.code = l.category;

create view ledger.instrument_to_keep as
select currency, role, instrument, counting, count(*) as of_lines, count(amount) as lines, coalesce(sum(amount), 0) as amount,
  coalesce(sum(floor) filter (where amount is not null), 0) as floor, count(*) filter (where amount is not null and not has_ceiling) as open_ended
from ledger.instrument_state group by currency, role, instrument, counting;

-- How many packages those have who give together.
create table ledger.donors_now (
  donors       text[] primary key,
  packages     bigint not null,
  -- Those that state a promise and not how much.
  undisclosed  bigint not null,
  -- The sum of their ids: where there is one package, that is its id.
  package_ids  bigint not null
);

create function ledger.donors_as_of(announced_by date, known_at bigint) returns table (donors text[], packages bigint, undisclosed bigint, package_ids bigint)
language sql stable as $$
select donors, count(*), count(*) filter (where committed is null and qualifier is not null), sum(package_id)::bigint from ledger.package_as_of($1, $2) group by donors
$$;

create view ledger.donors_to_keep as
select donors, count(*) as packages, count(*) filter (where committed is null and qualifier is not null) as undisclosed, sum(package_id)::bigint as package_ids
from ledger.package_now group by donors;

-- How much has a witness, by the currency in which it is stated.
create table ledger.coverage_now (
  currency           text primary key,
  packages           bigint not null,
  value              numeric not null,
  value_sourced      numeric not null,
  value_quoted       numeric not null,
  value_summarised   numeric not null,
  value_official     numeric not null,
  figures            bigint not null,
  figures_sourced    bigint not null,
  figures_quoted     bigint not null,
  figures_summarised bigint not null,
  figures_official   bigint not null
);

create function ledger.coverage_as_of(announced_by date, known_at bigint) returns table (
  currency text, packages bigint, value numeric, value_sourced numeric, value_quoted numeric, value_summarised numeric, value_official numeric,
  figures bigint, figures_sourced bigint, figures_quoted bigint, figures_summarised bigint, figures_official bigint)
language sql stable as $$
select currency, count(*), sum(value), sum(value_sourced), sum(value_quoted), sum(value_summarised), sum(value_official),
  sum(figures)::bigint, sum(figures_sourced)::bigint, sum(figures_quoted)::bigint, sum(figures_summarised)::bigint, sum(figures_official)::bigint
from ledger.witness_as_of($1, $2) group by currency
$$;

create view ledger.coverage_to_keep as
select currency, count(*) as packages, sum(value) as value, sum(value_sourced) as value_sourced, sum(value_quoted) as value_quoted,
  sum(value_summarised) as value_summarised, sum(value_official) as value_official, sum(figures)::bigint as figures, sum(figures_sourced)::bigint as figures_sourced,
  sum(figures_quoted)::bigint as figures_quoted, sum(figures_summarised)::bigint as figures_summarised, sum(figures_official)::bigint as figures_official
from ledger.witness_now group by currency;

-- What the lines of a package add up to, by what counts how: several times fewer rows than lines, for questions that ask of packages
-- alone. Null where no line has any of it.
create table ledger.package_sum_now (
  package_id          bigint not null,
  counting            text not null check (counting in ('military', 'repayable', 'civil')),
  committed           numeric,
  floor               numeric,
  open_ended          bigint not null,
  itemised            numeric,
  itemised_floor      numeric,
  itemised_open_ended bigint not null,
  contracted          numeric,
  paid                numeric,
  delivered           numeric,
  undelivered         numeric,
  primary key (package_id, counting)
);

create view ledger.package_sum_state as
select l.package_id, case when i.repayable then 'repayable' when not c.military then 'civil' else 'military' end as counting,
  sum(l.amount) as committed, sum(l.floor) filter (where l.amount is not null) as floor,
  count(*) filter (where l.amount is not null and not l.has_ceiling) as open_ended,
  sum(l.amount) filter (where l.role = 'named') as itemised, sum(l.floor) filter (where l.role = 'named' and l.amount is not null) as itemised_floor,
  count(*) filter (where l.role = 'named' and l.amount is not null and not l.has_ceiling) as itemised_open_ended,
  sum(l.contracted) as contracted, sum(l.paid) as paid, sum(l.delivered) as delivered, sum(l.undelivered) as undelivered
from ledger.line_item_now l
left join ledger.instrument i on i.code = l.instrument
left join ledger.category c on c.code = l.category
group by 1, 2;

-- The rates of all packages at once: planned each time for what is asked, in PL/pgSQL, because what stands now and the past are found in
-- different tables, and a plan that serves both goes through the past for the present.
create or replace function ledger.conversions_as_of(announced_by date, known_at bigint, reporting text, fixed date)
returns table (package_id bigint, rate numeric, rate_from date, rate_to date)
language plpgsql stable rows 100000 set jit = off set plan_cache_mode = force_custom_plan as $$
begin
  return query select c.package_id, c.rate, c.rate_from, c.rate_to from ledger.conversion_as_of($1, $2, $3, $4) c;
end $$;

-- The group of each line by the description that is in force of it.
create view ledger.line_item_group as
select l.package_id, l.number as line_number, d.publication_seq as described_in, donor.parties as donors, k.currency, l.role,
  coalesce(d.category, '') as category, coalesce(i.repayable, false) as repayable
from ledger.line_item l
join ledger.package k on k.id = l.package_id
cross join lateral (select array_agg(x.party order by x.position) as parties from ledger.package_donor x where x.package_id = l.package_id) donor
left join ledger.line_item_description d on d.package_id = l.package_id and d.line_number = l.number
left join ledger.instrument i on i.code = d.instrument;

create view ledger.line_item_to_keep as
select s.package_id, s.line_number, s.announced_from, s.announced_to, s.known_from, s.known_to, g.id as group_id, (s.standing).*
from ledger.line_item_worked_out s
join ledger.line_item_group k on k.package_id = s.package_id and k.line_number = s.line_number and k.described_in is not distinct from (s.standing).described_in
join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable;

-- Takes what a package's lines of now add up to out of the sums (-1), or puts it in (1).
create or replace function ledger.add_to_totals(package bigint, sign integer) returns void language plpgsql as $$
begin
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
    undelivered = t.undelivered + excluded.undelivered;
end $$;

-- The same for the sums that are made from the rows of now.
create function ledger.add_to_sums(package bigint, sign integer) returns void language plpgsql as $$
begin
  insert into ledger.moved_now as t
  select s.month, s.currency, s.counting, sign * count(*), sign * sum(s.amount) from ledger.moved_state s
  where s.package_id = package group by s.month, s.currency, s.counting
  on conflict (month, currency, counting) do update set entries = t.entries + excluded.entries, amount = t.amount + excluded.amount;

  insert into ledger.instrument_now as t
  select s.currency, s.role, s.instrument, s.counting, sign * count(*), sign * count(s.amount), sign * coalesce(sum(s.amount), 0),
    sign * coalesce(sum(s.floor) filter (where s.amount is not null), 0), sign * count(*) filter (where s.amount is not null and not s.has_ceiling)
  from ledger.instrument_state s
  where s.package_id = package group by s.currency, s.role, s.instrument, s.counting
  on conflict (currency, role, instrument, counting) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended;

  insert into ledger.donors_now as t
  select s.donors, sign, case when s.committed is null and s.qualifier is not null then sign else 0 end, sign * s.package_id
  from ledger.package_now s
  where s.package_id = package
  on conflict (donors) do update set packages = t.packages + excluded.packages, undisclosed = t.undisclosed + excluded.undisclosed,
    package_ids = t.package_ids + excluded.package_ids;

  insert into ledger.coverage_now as t
  select s.currency, sign, sign * s.value, sign * s.value_sourced, sign * s.value_quoted, sign * s.value_summarised, sign * s.value_official,
    sign * s.figures, sign * s.figures_sourced, sign * s.figures_quoted, sign * s.figures_summarised, sign * s.figures_official
  from ledger.witness_now s
  where s.package_id = package
  on conflict (currency) do update set packages = t.packages + excluded.packages, value = t.value + excluded.value,
    value_sourced = t.value_sourced + excluded.value_sourced, value_quoted = t.value_quoted + excluded.value_quoted,
    value_summarised = t.value_summarised + excluded.value_summarised, value_official = t.value_official + excluded.value_official,
    figures = t.figures + excluded.figures, figures_sourced = t.figures_sourced + excluded.figures_sourced,
    figures_quoted = t.figures_quoted + excluded.figures_quoted, figures_summarised = t.figures_summarised + excluded.figures_summarised,
    figures_official = t.figures_official + excluded.figures_official;
end $$;

create or replace function ledger.keep_package(package bigint, seq bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
begin
  perform ledger.add_to_sums(package, -1);
  update ledger.announcement_at a set known_to = seq, status_now = 'corrected'
  from ledger.announcement later
  where later.package_id = package and later.publication_seq = seq
    and a.package_id = package and a.number = later.number and a.version = later.version - 1;
  insert into ledger.announcement_at select * from ledger.announcement_state where package_id = package and publication = seq;

  delete from ledger.witness_now where package_id = package;
  insert into ledger.witness_now select * from ledger.witness_read where package_id = package;

  insert into ledger.total_group (donors, currency, role, category, repayable)
  select distinct k.donors, k.currency, k.role, k.category, k.repayable
  from ledger.line_item_group k
  where k.package_id = package and not exists (
    select from ledger.total_group g
    where g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable);

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
  join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable
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
  perform ledger.add_to_sums(package, 1);
  delete from ledger.package_sum_now where package_id = package;
  insert into ledger.package_sum_now select * from ledger.package_sum_state where package_id = package;
  delete from ledger.moved_now where entries = 0;
  delete from ledger.instrument_now where of_lines = 0;
  delete from ledger.donors_now where packages = 0;
  delete from ledger.coverage_now where packages = 0;
end $$;

create or replace function ledger.rebuild_kept() returns void language plpgsql set search_path = ledger, pg_temp set jit = off as $$
begin
  truncate ledger.announcement_at, ledger.witness_now, ledger.total_group, ledger.total_now, ledger.moved_now, ledger.instrument_now, ledger.donors_now,
    ledger.coverage_now, ledger.package_sum_now, ledger.line_item_at, ledger.line_item_now, ledger.package_at, ledger.package_now;
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
end $$;

select ledger.rebuild_kept();

revoke all on function ledger.add_to_sums(bigint, integer), ledger.total_as_of(date, bigint), ledger.instrument_as_of(date, bigint), ledger.donors_as_of(date, bigint),
  ledger.coverage_as_of(date, bigint) from public;
grant execute on function ledger.total_as_of(date, bigint), ledger.instrument_as_of(date, bigint), ledger.donors_as_of(date, bigint), ledger.coverage_as_of(date, bigint)
  to aidtracker_app, aidtracker_reader;
grant select on ledger.line_item_group, ledger.line_item_to_keep, ledger.total_read, ledger.instrument_now, ledger.instrument_state, ledger.instrument_to_keep,
  ledger.donors_now, ledger.donors_to_keep, ledger.coverage_now, ledger.coverage_to_keep, ledger.package_sum_now, ledger.package_sum_state to aidtracker_app, aidtracker_reader;
