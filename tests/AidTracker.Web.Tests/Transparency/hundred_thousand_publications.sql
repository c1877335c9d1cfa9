-- A ledger of 100,000 publications to measure the verification on; how, and what it took, is in docs/transparency.md.
-- For a superuser, on an empty ledger that nobody needs: triggers are switched off, so that the rows come in bulk, and the
-- journal is then written publication by publication by the function that always writes it.
-- 20,000 packages with five publications each: one that opens the package, a breakdown, two repeats and a correction.

\set ON_ERROR_STOP on
begin;
set local session_replication_role = replica;
do $$
declare
  ledger_table text;
begin
  foreach ledger_table in array array['publication', 'publication_seal', 'package', 'package_revision', 'package_donor', 'package_recipient',
    'package_description', 'line_item', 'line_item_description', 'announcement', 'announcement_source', 'entry'] loop
    execute format('alter table ledger.%I disable trigger all', ledger_table);
  end loop;
end $$;

insert into ledger.publication (seq, command_id, recorded_at, loaded_at, editor, origin)
select n, gen_random_uuid(), timestamptz '2024-01-01 00:00:00Z' + n * interval '1 minute', timestamptz '2024-01-01 00:00:00Z' + n * interval '1 minute', 'Generator', 'Desk'
from generate_series(1, 100000) n;
insert into ledger.publication_seal select seq, recorded_at from ledger.publication;
insert into ledger.package (id, publication_seq, slug, currency) overriding system value
select p, p * 5 - 4, 'generated-' || p, 'CAD' from generate_series(1, 20000) p;
insert into ledger.package_revision (package_id, number, publication_seq) select p, r, p * 5 - 5 + r from generate_series(1, 20000) p, generate_series(1, 5) r;
insert into ledger.package_donor select p, 1, 'CA' from generate_series(1, 20000) p;
insert into ledger.package_recipient select p, 1, 'UA' from generate_series(1, 20000) p;
insert into ledger.package_description (package_id, publication_seq, title) select p, p * 5 - 4, 'Generated package ' || p from generate_series(1, 20000) p;
insert into ledger.line_item (package_id, number, publication_seq) select p, l, p * 5 - 4 from generate_series(1, 20000) p, generate_series(-1, 3) l;
insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument)
select p, l, p * 5 - 4, 'AMM', 'Line ' || l, 'UNS' from generate_series(1, 20000) p, generate_series(1, 3) l;
insert into ledger.announcement (package_id, number, version, publication_seq, kind, announced_on, date_precision, summary, withdrawn, reason, headline_qualifier)
select p, case when r = 5 then 2 else r end, case when r = 5 then 2 else 1 end, p * 5 - 5 + r,
  case r when 1 then 'Announced' when 2 then 'Itemised' when 5 then 'Itemised' else 'Reannounced' end, date '2024-01-01' + r, 'Day',
  'What was said the ' || r || '. time', false, case when r = 5 then 'a better source' end, case when r = 1 then 'exact' end
from generate_series(1, 20000) p, generate_series(1, 5) r;
insert into ledger.announcement_source (package_id, announcement_number, announcement_version, position, publisher, title, url, published_on, grade, followed)
select package_id, number, version, 1, 'A ministry', 'A release', 'https://example.org/' || package_id || '/' || number, announced_on, 'A', true from ledger.announcement;
insert into ledger.entry (package_id, announcement_number, announcement_version, position, line_number, amount, currency, qualifier, stated_by_donor)
select package_id, number, version, l + 1, l, case when number = 1 then 900 when l = 0 then -60.50 * 3 else 60.50 end, 'CAD', 'exact', false
from ledger.announcement join generate_series(0, 3) l on (number = 1 and l = 0) or number = 2;
commit;

analyze;
do $$
begin
  for seq in 1 .. 100000 loop perform ledger.append_journal(seq); end loop;
end $$;
select ledger.rebuild_kept();
analyze;
