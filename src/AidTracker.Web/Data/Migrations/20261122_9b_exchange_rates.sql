-- Exchange rates (product rule 5): what one euro costs, by currency and business day. The product carries a list of them;
-- later and corrected ones are publications of their own. What readers ask is rate_on, kept by calendar day and by the
-- publications from and to which it was known. Lookup and average also stand in AidTracker.Domain/Amounts/Rates.cs; docs/rates.md
-- says all of it in words. The days and parts that an average is made of stand with a package's state (basis_days, basis_weights).

-- Rates -------------------------------------------------------------------------------------------------------------

-- ISO 4217 has dropped them, and promises were made while they were money.
insert into ledger.currency (code, name, minor_units) values
  ('BGN', 'Bulgarian Lev (until 2025)', 2),
  ('HRK', 'Croatian Kuna (until 2022)', 2);

-- What the product carries, loaded by the start of the application (Data/CarriedRates.cs): known from the beginning, so
-- before publication 1. Rows are added by later versions of the product and never changed.
create table ledger.carried_rate (
  currency text not null references ledger.currency (code),
  day      date not null constraint carried_rate_day_bounds check (day between '1999-01-01' and '2100-01-01'),
  -- Units of the currency for 1 EUR. The bounds refuse NaN and Infinity as well: PostgreSQL sorts both above every number.
  per_euro numeric not null constraint carried_rate_bounds check (per_euro > 0 and per_euro <= 1e9 and per_euro = round(per_euro, 10)),
  primary key (currency, day),
  constraint carried_rate_is_not_of_the_euro check (currency <> 'EUR')
);

-- The mark of a publication that holds rates, with where they are from. Such a publication holds no package.
create table ledger.rate_publication (
  publication_seq bigint primary key references ledger.publication (seq),
  source          text not null constraint rate_publication_source_bounds check (length(source) between 1 and 300)
);

-- A rate that changed is another row, in a later publication: the highest publication up to a point is what was known there.
-- Rates come by the hundred thousand, so what their currency and publication have to be is checked once a statement, below.
create table ledger.exchange_rate (
  currency        text not null,
  day             date not null constraint exchange_rate_day_bounds check (day between '1999-01-01' and '2100-01-01'),
  publication_seq bigint not null,
  per_euro        numeric not null constraint exchange_rate_bounds check (per_euro > 0 and per_euro <= 1e9 and per_euro = round(per_euro, 10)),
  primary key (currency, day, publication_seq),
  constraint exchange_rate_is_not_of_the_euro check (currency <> 'EUR')
);
create index exchange_rate_by_publication on ledger.exchange_rate (publication_seq);

insert into ledger.covered_table (name, part_of) values
  ('carried_rate', 'list'),
  ('exchange_rate', 'publication'),
  ('rate_publication', 'publication');

create function ledger.check_rates() returns trigger language plpgsql as $$
declare
  offender text;
begin
  select currency into offender from (select distinct currency from added) given
  where not exists (select from ledger.currency c where c.code = given.currency) limit 1;
  if found then
    raise exception using errcode = 'foreign_key_violation', constraint = 'exchange_rate_currency_fkey', schema = 'ledger', table = 'exchange_rate',
      message = format('A rate is of the currency %s, which is not in the list.', offender);
  end if;
  select publication_seq::text into offender from (select distinct publication_seq from added) given
  where not exists (select from ledger.rate_publication p where p.publication_seq = given.publication_seq) limit 1;
  if found then
    raise exception using errcode = 'foreign_key_violation', constraint = 'exchange_rate_is_of_a_rate_publication', schema = 'ledger', table = 'exchange_rate',
      message = format('Publication %s is not one of rates.', offender);
  end if;
  perform ledger.refuse_if_sealed(publication_seq) from (select distinct publication_seq from added) given;
  return null;
end $$;

create trigger check_unsealed before insert on ledger.rate_publication for each row execute function ledger.check_unsealed();
create trigger check_rates after insert on ledger.exchange_rate referencing new table as added
  for each statement execute function ledger.check_rates();
do $$
declare
  ledger_table text;
begin
  foreach ledger_table in array array['carried_rate', 'rate_publication', 'exchange_rate'] loop
    execute format('create trigger refuse_change before update or delete on ledger.%I for each row execute function ledger.refuse_change()', ledger_table);
    execute format('create trigger refuse_truncate before truncate on ledger.%I for each statement execute function ledger.refuse_change()', ledger_table);
    execute format('alter table ledger.%I enable always trigger refuse_change, enable always trigger refuse_truncate', ledger_table);
  end loop;
end $$;
alter table ledger.rate_publication enable always trigger check_unsealed;
alter table ledger.exchange_rate enable always trigger check_rates;

-- What readers ask ---------------------------------------------------------------------------------------------------

-- Every rate that was ever known, from one publication to before another; 9223372036854775807 is: still.
create view ledger.known_rate as
select currency, day, known_from, lead(known_from, 1, 9223372036854775807) over same_day as known_to, per_euro,
  first_value(known_from) over same_day as first_known
from (
  select currency, day, 0::bigint as known_from, per_euro from ledger.carried_rate
  union all
  select currency, day, publication_seq, per_euro from ledger.exchange_rate) known
window same_day as (partition by currency, day order by known_from);

-- Each calendar day has the rate of the latest business day of the seven before it or of itself; where there is none, no row.
-- A business day serves until the next one that was known by then: one that became known later takes over from there.
-- The euro is 1 on every day on which any other currency has a rate, so nobody needs a case of its own for it.
create view ledger.rate_read as
with business_day as (
  -- The next one known at the same time ends what it can serve, which keeps the days below from being eight times as many.
  select currency, day, first_known, lead(day) over (partition by currency, first_known order by day) as next
  from ledger.known_rate where known_from = first_known
), served as (
  select b.currency, b.day as rate_day, b.day + ahead as day,
    min(b.first_known) over (partition by b.currency, b.day + ahead order by b.day desc rows between unbounded preceding and 1 preceding) as overtaken
  from business_day b cross join generate_series(0, 7) ahead
  where b.next is null or b.day + ahead < b.next
), rate as (
  select s.currency, s.day, k.known_from, least(k.known_to, s.overtaken) as known_to, k.per_euro, s.rate_day
  from served s join ledger.known_rate k on k.currency = s.currency and k.day = s.rate_day
  where k.known_from < coalesce(s.overtaken, 9223372036854775807)
)
select currency, day, known_from, known_to, per_euro, rate_day from rate
union all
select 'EUR', day, min(known_from), 9223372036854775807, 1, day from rate group by day;

-- The kept rows of the view. Half-open on the second clock: known_from <= T < known_to.
create table ledger.rate_on (
  currency   text not null,
  day        date not null,
  known_from bigint not null,
  known_to   bigint not null,
  per_euro   numeric not null,
  rate_day   date not null,
  primary key (currency, day, known_from)
);

-- All of them anew.
create function ledger.rebuild_rates() returns void language plpgsql security definer
set search_path = ledger, pg_temp set jit = off set work_mem = '64MB' as $$
begin
  delete from ledger.rate_on;
  insert into ledger.rate_on select * from ledger.rate_read;
end $$;

-- Only what a publication adds: where one of its business days is the latest known one of a calendar day, its rate takes over.
create function ledger.refresh_rates(publication bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp set jit = off set work_mem = '64MB' as $$
begin
  with added as (
    select currency, day, per_euro, lead(day) over (partition by currency order by day) as next
    from ledger.exchange_rate where publication_seq = publication
  ), latest as (
    select currency, day as rate_day, day + ahead as day, per_euro
    from added cross join generate_series(0, 7) ahead where next is null or day + ahead < next
  ), winning as materialized (
    select n.* from latest n
    where not exists (
      select from ledger.rate_on o
      where o.currency = n.currency and o.day = n.day and o.known_to = 9223372036854775807 and o.rate_day > n.rate_day)
  ), ended as (
    update ledger.rate_on o set known_to = publication from winning w
    where o.currency = w.currency and o.day = w.day and o.known_to = 9223372036854775807
  )
  insert into ledger.rate_on select currency, day, publication, 9223372036854775807, per_euro, rate_day from winning order by currency, day;

  insert into ledger.rate_on
  select 'EUR', r.day, publication, 9223372036854775807, 1, r.day
  from (select distinct day from ledger.rate_on where known_from = publication) r
  where not exists (select from ledger.rate_on e where e.currency = 'EUR' and e.day = r.day);
end $$;

-- What one unit of a currency is worth in another on a day, as known at a publication. Null: there is no rate.
create function ledger.exchange(base text, quote text, day date, known_at bigint) returns numeric language sql stable
return case when $1 = $2 then 1 else (
  select round(q.per_euro, 30) / b.per_euro
  from ledger.rate_on b join ledger.rate_on q on q.day = b.day
  where b.currency = $1 and q.currency = $2 and b.day = $3
    and b.known_from <= $4 and $4 < b.known_to and q.known_from <= $4 and $4 < q.known_to) end;

-- Publications ------------------------------------------------------------------------------------------------------

-- As before, and: a publication may hold rates instead of a package.
create or replace function ledger.seal_publication() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  touched bigint;
begin
  if not exists (select from ledger.package_revision where publication_seq = new.seq)
     and not exists (select from ledger.rate_publication where publication_seq = new.seq) then
    raise exception using errcode = 'check_violation', constraint = 'publication_not_empty', schema = 'ledger', table = 'publication',
      message = format('Publication %s touches no package and holds no rates.', new.seq);
  end if;
  if exists (select from ledger.rate_publication where publication_seq = new.seq) then
    if exists (select from ledger.package_revision where publication_seq = new.seq) then
      raise exception using errcode = 'check_violation', constraint = 'publication_holds_rates_or_a_package', schema = 'ledger', table = 'publication',
        message = format('Publication %s holds rates and touches a package: publish them one after the other.', new.seq);
    end if;
    if not exists (select from ledger.exchange_rate where publication_seq = new.seq) then
      raise exception using errcode = 'check_violation', constraint = 'rate_publication_not_empty', schema = 'ledger', table = 'rate_publication',
        message = format('Publication %s is of rates and holds none.', new.seq);
    end if;
    perform ledger.refresh_rates(new.seq);
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

-- Rights ------------------------------------------------------------------------------------------------------------

revoke all on function ledger.check_rates(), ledger.rebuild_rates(), ledger.refresh_rates(bigint),
  ledger.exchange(text, text, date, bigint) from public;
grant execute on function ledger.exchange(text, text, date, bigint) to aidtracker_app, aidtracker_reader;
grant select on ledger.carried_rate, ledger.rate_publication, ledger.exchange_rate, ledger.known_rate, ledger.rate_read, ledger.rate_on
  to aidtracker_app, aidtracker_reader;
grant insert on ledger.rate_publication, ledger.exchange_rate to aidtracker_app;
