-- The overview opens with what all aid comes to in euro, which every reader asks first: converted package by package it took seconds over a million
-- lines. So it is kept like the other sums: what the lines of packages add up to by what counts how, in euro at the packages' rates; what has
-- no rate stands in its own currency.
create table ledger.euro_now (
  counting            text not null check (counting in ('military', 'repayable', 'civil')),
  -- EUR, or that of packages which there is no rate for.
  currency            text not null,
  -- Packages that have any line that counts so; and those that state a sum, each with the first of its rows, so that they add up.
  packages            bigint not null,
  stated              bigint not null,
  committed           numeric not null,
  floor               numeric not null,
  open_ended          bigint not null,
  itemised            numeric not null,
  itemised_floor      numeric not null,
  itemised_open_ended bigint not null,
  contracted          numeric not null,
  paid                numeric not null,
  delivered           numeric not null,
  undelivered         numeric not null,
  primary key (counting, currency)
);

-- What the announcements of a month moved, likewise, so that all months add up to what is committed.
create table ledger.moved_euro_now (
  month    date not null,
  currency text not null,
  counting text not null check (counting in ('military', 'repayable', 'civil')),
  entries  bigint not null,
  amount   numeric not null,
  primary key (month, currency, counting)
);

-- The same by category, by donors and by instrument, one at a time, of packages that have a rate: in euro whatever their currency. A key is a code, or those
-- of who give together; empty where a line has none.
create table ledger.share_euro_now (
  by          text not null check (by in ('category', 'donors', 'instrument')),
  key         text not null,
  role        text not null,
  counting    text not null check (counting in ('military', 'repayable', 'civil')),
  of_lines    bigint not null,
  lines       bigint not null,
  amount      numeric not null,
  floor       numeric not null,
  open_ended  bigint not null,
  contracted  numeric not null,
  paid        numeric not null,
  delivered   numeric not null,
  undelivered numeric not null,
  primary key (by, key, role, counting)
);

-- The rate of each package. It has 18 decimals wherever it is read.
create view ledger.euro_rate as
select k.package_id, case when c.package_id is null then k.currency else 'EUR' end as currency,
  case when c.package_id is null then 1 else round(c.rate, 18) end as rate
from ledger.package_now k
left join ledger.conversion_as_of(null, null, 'EUR', null) c on c.package_id = k.package_id;

-- Of each package what is part of the sums, in its own currency and in euro.
create view ledger.package_part as
select s.package_id, s.counting,
  (s.committed is not null and not exists (
    select from ledger.package_sum_now o where o.package_id = s.package_id and o.counting < s.counting and o.committed is not null))::integer as stated,
  coalesce(s.committed, 0) as committed, coalesce(s.floor, 0) as floor, s.open_ended,
  coalesce(s.itemised, 0) as itemised, coalesce(s.itemised_floor, 0) as itemised_floor, s.itemised_open_ended,
  coalesce(s.contracted, 0) as contracted, coalesce(s.paid, 0) as paid, coalesce(s.delivered, 0) as delivered, coalesce(s.undelivered, 0) as undelivered
from ledger.package_sum_now s;

create view ledger.euro_state as
select s.package_id, s.counting, e.currency, s.stated, s.committed * e.rate as committed, s.floor * e.rate as floor, s.open_ended,
  s.itemised * e.rate as itemised, s.itemised_floor * e.rate as itemised_floor, s.itemised_open_ended,
  s.contracted * e.rate as contracted, s.paid * e.rate as paid, s.delivered * e.rate as delivered, s.undelivered * e.rate as undelivered
from ledger.package_part s
join ledger.euro_rate e on e.package_id = s.package_id;

create view ledger.euro_to_keep as
select counting, currency, count(*) as packages, sum(stated) as stated, sum(committed) as committed, sum(floor) as floor, sum(open_ended)::bigint as open_ended,
  sum(itemised) as itemised, sum(itemised_floor) as itemised_floor, sum(itemised_open_ended)::bigint as itemised_open_ended,
  sum(contracted) as contracted, sum(paid) as paid, sum(delivered) as delivered, sum(undelivered) as undelivered
from ledger.euro_state group by counting, currency;

create view ledger.moved_euro_to_keep as
select s.month, e.currency, s.counting, count(*) as entries, sum(s.amount * e.rate) as amount
from ledger.moved_state s
join ledger.euro_rate e on e.package_id = s.package_id
group by s.month, e.currency, s.counting;

-- Each line three times: by what it is, by whom it is and by how it is given.
create view ledger.share_euro_state as
select l.package_id, x.by, x.key, l.role, case when i.repayable then 'repayable' when not c.military then 'civil' else 'military' end as counting,
  l.amount, l.floor, l.has_ceiling, l.contracted, l.paid, l.delivered, l.undelivered
from ledger.line_item_now l
join ledger.package_now k on k.package_id = l.package_id
left join ledger.instrument i on i.code = l.instrument
left join ledger.category c on c.code = l.category
cross join lateral (values ('category', coalesce(l.category, '')), ('donors', array_to_string(k.donors, ' ')), ('instrument', coalesce(l.instrument, ''))) x (by, key);

create view ledger.share_euro_to_keep as
select s.by, s.key, s.role, s.counting, count(*) as of_lines, count(s.amount) as lines, coalesce(sum(s.amount * e.rate), 0) as amount,
  coalesce(sum(s.floor * e.rate) filter (where s.amount is not null), 0) as floor, count(*) filter (where s.amount is not null and not s.has_ceiling) as open_ended,
  coalesce(sum(s.contracted * e.rate), 0) as contracted, coalesce(sum(s.paid * e.rate), 0) as paid,
  coalesce(sum(s.delivered * e.rate), 0) as delivered, coalesce(sum(s.undelivered * e.rate), 0) as undelivered
from ledger.share_euro_state s
join ledger.euro_rate e on e.package_id = s.package_id and e.currency = 'EUR'
group by s.by, s.key, s.role, s.counting;

create view ledger.share_euro_read as
select by, key, role, counting, lines, round(amount, 6) as amount, round(floor, 6) as floor, open_ended,
  round(contracted, 6) as contracted, round(paid, 6) as paid, round(delivered, 6) as delivered, round(undelivered, 6) as undelivered
from ledger.share_euro_now;

-- Amounts have six decimals wherever converted sums are read; as they are kept they would not fit into a decimal of .NET.
create view ledger.euro_read as
select counting, currency, packages, stated, round(committed, 6) as committed, round(floor, 6) as floor, open_ended, round(itemised, 6) as itemised,
  round(itemised_floor, 6) as itemised_floor, itemised_open_ended, round(contracted, 6) as contracted, round(paid, 6) as paid,
  round(delivered, 6) as delivered, round(undelivered, 6) as undelivered
from ledger.euro_now;

-- Rates that are published, or carried by a newer product, change what packages come to, where money came in on their days. Rates of a new day do
-- not, as a rule, and need no more than a look.
create function ledger.rebuild_euro() returns void language plpgsql set search_path = ledger, pg_temp set jit = off set work_mem = '64MB' as $$
begin
  delete from ledger.euro_now;
  delete from ledger.moved_euro_now;
  delete from ledger.share_euro_now;
  insert into ledger.euro_now select * from ledger.euro_to_keep;
  insert into ledger.moved_euro_now select * from ledger.moved_euro_to_keep;
  insert into ledger.share_euro_now select * from ledger.share_euro_to_keep;
end $$;

alter function ledger.refresh_rates(bigint) rename to refresh_rate_on;
create function ledger.refresh_rates(publication bigint) returns void language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
  perform ledger.refresh_rate_on(publication);
  if exists (
    select from ledger.package_now k
    where k.basis_days && array(select r.day from ledger.rate_on r where publication in (r.known_from, r.known_to))) then
    perform ledger.rebuild_euro();
  end if;
end $$;

alter function ledger.rebuild_rates() rename to rebuild_rate_on;
create function ledger.rebuild_rates() returns void language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
  perform ledger.rebuild_rate_on();
  perform ledger.rebuild_euro();
end $$;

select ledger.rebuild_euro();

-- Who anything is promised to, by skipping from one set of recipients to the next: as many steps as there are sets, not packages.
create view ledger.recipients_now as
with recursive known as (
  (select recipients from ledger.package_now order by recipients limit 1)
  union all
  select (select k.recipients from ledger.package_now k where k.recipients > known.recipients order by k.recipients limit 1) from known where known.recipients is not null
)
select recipients from known where recipients is not null;

revoke all on function ledger.rebuild_euro(), ledger.refresh_rates(bigint), ledger.rebuild_rates() from public;
grant select on ledger.euro_now, ledger.euro_read, ledger.moved_euro_now, ledger.euro_rate, ledger.package_part, ledger.euro_state, ledger.euro_to_keep, ledger.moved_euro_to_keep, ledger.share_euro_now,
  ledger.share_euro_state, ledger.share_euro_to_keep, ledger.share_euro_read, ledger.recipients_now to aidtracker_app, aidtracker_reader;
