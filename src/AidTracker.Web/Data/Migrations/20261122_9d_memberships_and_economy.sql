-- Reference lists with a history: who was a member of the EU, NATO and the G7 when, and how large the parties' economies and
-- populations are. They are lists of the product like the others: changed by migrations, hashed whole, on record in the journal.

-- Memberships -------------------------------------------------------------------------------------------------------

-- "C", so that rows come in the order in which they are hashed, whatever the database's own collation is.
create table ledger.membership (
  organisation text collate "C" not null constraint membership_organisation_known check (organisation in ('EU', 'G7', 'NATO')),
  party        text collate "C" not null constraint membership_is_of_a_party references ledger.party (code),
  since        date not null,
  -- The last day of it; null: still a member.
  until        date,
  primary key (organisation, party, since),
  constraint membership_ends_after_it_begins check (until >= since)
);

-- NATO from the treaty's signature, later members from their accession; the EU from the treaties of Rome on; the G7 from the
-- first summit that the member took part in.
insert into ledger.membership (organisation, party, since, until) values
  ('EU', 'BE', '1958-01-01', null),
  ('EU', 'DE', '1958-01-01', null),
  ('EU', 'FR', '1958-01-01', null),
  ('EU', 'IT', '1958-01-01', null),
  ('EU', 'LU', '1958-01-01', null),
  ('EU', 'NL', '1958-01-01', null),
  ('EU', 'DK', '1973-01-01', null),
  ('EU', 'IE', '1973-01-01', null),
  ('EU', 'GB', '1973-01-01', '2020-01-31'),
  ('EU', 'GR', '1981-01-01', null),
  ('EU', 'ES', '1986-01-01', null),
  ('EU', 'PT', '1986-01-01', null),
  ('EU', 'AT', '1995-01-01', null),
  ('EU', 'FI', '1995-01-01', null),
  ('EU', 'SE', '1995-01-01', null),
  ('EU', 'CY', '2004-05-01', null),
  ('EU', 'CZ', '2004-05-01', null),
  ('EU', 'EE', '2004-05-01', null),
  ('EU', 'HU', '2004-05-01', null),
  ('EU', 'LT', '2004-05-01', null),
  ('EU', 'LV', '2004-05-01', null),
  ('EU', 'MT', '2004-05-01', null),
  ('EU', 'PL', '2004-05-01', null),
  ('EU', 'SI', '2004-05-01', null),
  ('EU', 'SK', '2004-05-01', null),
  ('EU', 'BG', '2007-01-01', null),
  ('EU', 'RO', '2007-01-01', null),
  ('EU', 'HR', '2013-07-01', null),
  ('G7', 'DE', '1975-11-15', null),
  ('G7', 'FR', '1975-11-15', null),
  ('G7', 'GB', '1975-11-15', null),
  ('G7', 'IT', '1975-11-15', null),
  ('G7', 'JP', '1975-11-15', null),
  ('G7', 'US', '1975-11-15', null),
  ('G7', 'CA', '1976-06-27', null),
  ('NATO', 'BE', '1949-04-04', null),
  ('NATO', 'CA', '1949-04-04', null),
  ('NATO', 'DK', '1949-04-04', null),
  ('NATO', 'FR', '1949-04-04', null),
  ('NATO', 'GB', '1949-04-04', null),
  ('NATO', 'IS', '1949-04-04', null),
  ('NATO', 'IT', '1949-04-04', null),
  ('NATO', 'LU', '1949-04-04', null),
  ('NATO', 'NL', '1949-04-04', null),
  ('NATO', 'NO', '1949-04-04', null),
  ('NATO', 'PT', '1949-04-04', null),
  ('NATO', 'US', '1949-04-04', null),
  ('NATO', 'GR', '1952-02-18', null),
  ('NATO', 'TR', '1952-02-18', null),
  ('NATO', 'DE', '1955-05-06', null),
  ('NATO', 'ES', '1982-05-30', null),
  ('NATO', 'CZ', '1999-03-12', null),
  ('NATO', 'HU', '1999-03-12', null),
  ('NATO', 'PL', '1999-03-12', null),
  ('NATO', 'BG', '2004-03-29', null),
  ('NATO', 'EE', '2004-03-29', null),
  ('NATO', 'LT', '2004-03-29', null),
  ('NATO', 'LV', '2004-03-29', null),
  ('NATO', 'RO', '2004-03-29', null),
  ('NATO', 'SI', '2004-03-29', null),
  ('NATO', 'SK', '2004-03-29', null),
  ('NATO', 'AL', '2009-04-01', null),
  ('NATO', 'HR', '2009-04-01', null),
  ('NATO', 'ME', '2017-06-05', null),
  ('NATO', 'MK', '2020-03-27', null),
  ('NATO', 'FI', '2023-04-04', null),
  ('NATO', 'SE', '2024-03-07', null);

-- The members of an organisation on a day. The same stands in AidTracker.Domain/Reference/Membership.cs.
create function ledger.members_of(organisation text, "on" date) returns setof text language sql stable as $$
select m.party from ledger.membership m
where m.organisation = $1 and m.since <= $2 and (m.until is null or $2 <= m.until)
order by m.party
$$;

-- Economies ---------------------------------------------------------------------------------------------------------

-- What the product carries, loaded by the start of the application (Data/CarriedEconomy.cs). Rows are added by later versions of the
-- product and never changed. The bounds refuse NaN and Infinity as well: PostgreSQL sorts both above every number.
create table ledger.economy (
  party      text collate "C" not null constraint economy_is_of_a_party references ledger.party (code),
  year       integer not null constraint economy_year_bounds check (year between 1960 and 2100),
  -- Gross domestic product of the year in current US dollars.
  gdp_usd    numeric constraint economy_gdp_bounds check (gdp_usd > 0 and gdp_usd <= 1e15 and gdp_usd = round(gdp_usd, 2)),
  population bigint constraint economy_population_bounds check (population > 0),
  source     text not null constraint economy_source_bounds check (length(source) between 1 and 300),
  primary key (party, year),
  constraint economy_says_something check (gdp_usd is not null or population is not null)
);

-- What is known of a party in a year: of each figure the newest of that year and the five before it, with the year that it is of.
-- Always one row; null where there is none. The same stands in AidTracker.Domain/Reference/Economy.cs.
create function ledger.economy_in(party text, year integer) returns table (gdp_usd numeric, gdp_year integer, population bigint, population_year integer)
language sql stable rows 1 as $$
select gdp.gdp_usd, gdp.year, people.population, people.year
from (values (1)) one_row
left join lateral (
  select e.gdp_usd, e.year from ledger.economy e
  where e.party = $1 and e.year between $2 - 5 and $2 and e.gdp_usd is not null order by e.year desc limit 1) gdp on true
left join lateral (
  select e.population, e.year from ledger.economy e
  where e.party = $1 and e.year between $2 - 5 and $2 and e.population is not null order by e.year desc limit 1) people on true
$$;

insert into ledger.covered_table (name, part_of) values ('economy', 'list'), ('membership', 'list');

-- Permanence and rights ---------------------------------------------------------------------------------------------

do $$
declare
  ledger_table text;
begin
  foreach ledger_table in array array['economy', 'membership'] loop
    execute format('create trigger refuse_change before update or delete on ledger.%I for each row execute function ledger.refuse_change()', ledger_table);
    execute format('create trigger refuse_truncate before truncate on ledger.%I for each statement execute function ledger.refuse_change()', ledger_table);
    execute format('alter table ledger.%I enable always trigger refuse_change, enable always trigger refuse_truncate', ledger_table);
  end loop;
end $$;

revoke all on function ledger.members_of(text, date), ledger.economy_in(text, integer) from public;
grant execute on function ledger.members_of(text, date), ledger.economy_in(text, integer) to aidtracker_app, aidtracker_reader;
grant select on ledger.economy, ledger.membership to aidtracker_app, aidtracker_reader;
