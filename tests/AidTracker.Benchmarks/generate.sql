-- A ledger to measure on, the same at each run: {packages} packages of about ten named lines, of 60 donors for 40 recipients in 22
-- categories, announced over four years; eight of a hundred announcements are corrected. Chance is a hash of what it decides.
-- Triggers are off, so that the rows come in bulk: what they would have written for readers is then made by rebuild_kept. Only the
-- last row of the journal is written, with hashes of nothing, for a publication to follow; the chain is not what is measured here.

do $$
declare
  ledger_table text;
begin
  for ledger_table in select name from ledger.covered_table where part_of = 'publication' loop
    execute format('alter table ledger.%I disable trigger all', ledger_table);
  end loop;
end $$;

create function pg_temp.chance(what bigint, salt bigint, size integer) returns integer language sql immutable
return (abs(hashint8extended(what, salt) % 1000003) % size)::integer;

-- Few give much: the first of a list is chosen far more often than the last.
create function pg_temp.chosen(what bigint, salt bigint, size integer) returns integer language sql immutable
return 1 + floor(size * power(pg_temp.chance(what, salt, 100000) / 100000.0, 2.5))::integer;

create temp table donor as select row_number() over (order by code = 'UA', code) as place, code from ledger.party order by code limit 60;
create temp table recipient as select row_number() over (order by code <> 'UA', code desc) as place, code from ledger.party order by code <> 'UA', code desc limit 40;
create temp table chosen_category as select row_number() over (order by position) as place, code from ledger.category order by position limit 22;
create temp table chosen_instrument as select row_number() over (order by position) as place, code from ledger.instrument;
create temp table chosen_currency as select * from unnest(array['USD', 'EUR', 'GBP', 'CAD', 'NOK', 'SEK', 'DKK', 'PLN', 'CZK', 'AUD', 'JPY', 'CHF']) with ordinality c (code, place);

-- Goods in words, so that some are frequent and most are not: of every line, and of the first two lines in the title of its package.
create function pg_temp.goods(package bigint, line bigint) returns text language sql immutable
return (array[
  'artillery ammunition 155 mm', 'mortar ammunition 120 mm', 'Leopard 2A6 tanks', 'Leopard 1A5 tanks', 'NASAMS launchers', 'IRIS-T SLM systems', 'Patriot interceptors',
  'Caesar howitzers', 'Archer howitzers', 'CV90 infantry fighting vehicles', 'Marder infantry fighting vehicles', 'Bushmaster vehicles', 'M113 carriers', 'Roshel Senator vehicles',
  'reconnaissance drones', 'first-person-view drones', 'Bayraktar drones', 'electronic jammers', 'night vision goggles', 'body armour and helmets', 'winter clothing',
  'satellite terminals', 'field hospitals', 'ambulances', 'demining machines', 'bridging equipment', 'fuel trucks', 'generators', 'patrol boats', 'F-16 spare parts',
  'Javelin missiles', 'NLAW missiles', 'Stinger missiles', 'Storm Shadow missiles', 'HIMARS rockets', 'Gepard ammunition', 'basic training', 'pilot training', 'repair of vehicles', 'counter-battery radars'])[pg_temp.chosen(package * 100 + line, 80, 40)]
  || ' ' || chr(65 + pg_temp.chance(package * 100 + line, 81, 26)) || chr(65 + pg_temp.chance(package * 100 + line, 82, 26)) || '-' || pg_temp.chance(package * 100 + line, 83, 400);

-- One in five tells its lines at once; the others break their sum down later, if at all.
create temp table planned as
select p as package,
  date '2022-01-01' + pg_temp.chance(p, 1, 1461) as announced_on,
  pg_temp.chance(p, 2, 5) = 0 as at_once,
  3 + pg_temp.chance(p, 3, 15) as lines,
  pg_temp.chosen(p, 4, 60) as donor,
  case when pg_temp.chance(p, 5, 4) = 0 then 1 + pg_temp.chance(p, 6, 40) else 1 end as recipient,
  pg_temp.chance(p, 7, 40) = 0 as is_joint
from generate_series(1, {packages}) p;

create temp table told as
select package, number, 1 as version, kind, on_day, on_day + 1 + pg_temp.chance(package, 10 + number, 40) as recorded_on
from (
  select package, 1 as number, 'Announced' as kind, announced_on as on_day from planned
  union all select package, 2, case when at_once then 'Reannounced' else 'Itemised' end, announced_on + 20 + pg_temp.chance(package, 20, 120) from planned
  union all select package, 3, 'Delivered', announced_on + 200 + pg_temp.chance(package, 21, 200) from planned where pg_temp.chance(package, 22, 2) = 0) t;
insert into told
select package, number, 2, kind, on_day, recorded_on + 30 + pg_temp.chance(package, 30 + number, 200) from told where pg_temp.chance(package * 7 + number, 40, 100) < 8;

create temp table published as
select row_number() over (order by recorded_on, package, number, version) as seq, t.*,
  row_number() over (partition by package order by recorded_on, number, version) as revision
from told t;
create index on published (package);
analyze published;

insert into ledger.publication (seq, command_id, recorded_at, loaded_at, editor, origin)
select seq, md5(seq::text)::uuid, recorded_on, recorded_on, 'Generator', 'Desk' from published;
insert into ledger.publication_seal select seq, recorded_at from ledger.publication;
insert into ledger.package (id, publication_seq, slug, currency) overriding system value
select p.package, first.seq, 'generated-' || p.package, (select code from chosen_currency where place = 1 + (p.donor - 1) % 12)
from planned p join published first on first.package = p.package and first.revision = 1;
select setval(pg_get_serial_sequence('ledger.package', 'id'), {packages});
insert into ledger.package_revision (package_id, number, publication_seq) select package, revision, seq from published;
insert into ledger.package_donor select p.package, 1, d.code from planned p join donor d on d.place = p.donor;
insert into ledger.package_donor select p.package, 2, d.code from planned p join donor d on d.place = 1 + p.donor % 60 where p.is_joint;
insert into ledger.package_recipient select p.package, 1, r.code from planned p join recipient r on r.place = p.recipient;
insert into ledger.package_description (package_id, publication_seq, title, summary)
select id, publication_seq, 'Package ' || id || ': ' || pg_temp.goods(id, 1) || ' and ' || pg_temp.goods(id, 2), 'What a generated package is for, in a sentence of the length that editors write.' from ledger.package;
insert into ledger.line_item (package_id, number, publication_seq)
select k.id, n, k.publication_seq from ledger.package k join planned p on p.package = k.id cross join lateral generate_series(0, p.lines) n;
insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument, also_covers)
select l.package_id, l.number, l.publication_seq, c.code, pg_temp.goods(l.package_id, l.number) || ', as a source describes them', i.code, '{}'
from ledger.line_item l
join chosen_category c on c.place = 1 + pg_temp.chance(l.package_id * 100 + l.number, 50, 22)
join chosen_instrument i on i.place = pg_temp.chosen(l.package_id * 100 + l.number, 51, 11)
where l.number > 0;

insert into ledger.announcement (package_id, number, version, publication_seq, kind, announced_on, date_precision, summary, withdrawn, reason, headline_qualifier)
select package, number, version, seq, kind, on_day, 'Day', 'What was said of ' || pg_temp.goods(package, 1) || ', in a sentence.', false, case when version = 2 then 'A better source.' end,
  case when kind = 'Announced' then (array['exact', 'exact', 'exact', 'exact', 'approximately', 'up_to', 'at_least'])[1 + pg_temp.chance(package, 60, 7)] end
from published;
insert into ledger.announcement_source (package_id, announcement_number, announcement_version, position, publisher, title, url, published_on, grade, followed)
select package, number, version, 1, 'A ministry of defence', 'A release', 'https://example.org/' || package || '/' || number, on_day,
  (array['A', 'B', 'C', 'D'])[1 + pg_temp.chance(package, 61, 4)], true
from published;

create temp table line_amount as
select l.package_id as package, l.number as line, 10000.00 * (1 + pg_temp.chance(l.package_id * 100 + l.number, 70, 2000)) as amount
from ledger.line_item l where l.number > 0;
create index on line_amount (package);
create temp table package_amount as select package, sum(amount) as itemised, sum(amount) + 1000000 * pg_temp.chance(package, 71, 3) as promised from line_amount group by package;
analyze line_amount;

-- The second version of a breakdown has a tenth of its first line back on Not yet itemised.
insert into ledger.entry (package_id, announcement_number, announcement_version, position, line_number, amount, currency, qualifier, stated_by_donor)
select t.package, t.number, t.version, row_number() over (partition by t.package, t.number, t.version order by x.line), x.line, x.amount, k.currency, 'exact', false
from published t
join planned p on p.package = t.package
join ledger.package k on k.id = t.package
join package_amount s on s.package = t.package
cross join lateral (
  select a.line, case when t.version = 2 and a.line = 1 then a.amount * 0.9 else a.amount end as amount
  from line_amount a where a.package = t.package and (t.kind = 'Itemised' or (t.kind = 'Announced' and p.at_once))
  union all
  select 0, case t.kind
    when 'Announced' then case when p.at_once then s.promised - s.itemised else s.promised end
    else -s.itemised end
    + case when t.version = 2 and (t.kind = 'Itemised' or p.at_once) then (select a.amount * 0.1 from line_amount a where a.package = t.package and a.line = 1) else 0 end
  where t.kind in ('Announced', 'Itemised')) x
where x.amount <> 0;

-- What is delivered is on the first two lines.
insert into ledger.progress (package_id, announcement_number, announcement_version, position, line_number, value, currency, qualifier, final)
select t.package, t.number, t.version, a.line, a.line, round(a.amount * 0.4, 2), k.currency, 'exact', a.line = 2
from published t join line_amount a on a.package = t.package and a.line <= 2 join ledger.package k on k.id = t.package
where t.kind = 'Delivered';

insert into ledger.journal (seq, recorded_at, loaded_at, command_id, editor, origin, content_hash, previous_hash, lists_hash, hash)
select seq, recorded_at, loaded_at, command_id, editor, origin, sha256(''), sha256(''), sha256(''), sha256('') from ledger.publication order by seq desc limit 1;

do $$
declare
  ledger_table text;
begin
  for ledger_table in select name from ledger.covered_table where part_of = 'publication' loop
    execute format('alter table ledger.%I enable trigger all', ledger_table);
    execute (
      select string_agg(format('alter table ledger.%I enable always trigger %I', ledger_table, tgname), '; ')
      from pg_trigger where tgrelid = format('ledger.%I', ledger_table)::regclass and not tgisinternal);
  end loop;
end $$;

analyze;
