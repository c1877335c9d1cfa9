-- The journal: one row a publication, with a hash of every row that the publication appended and of the journal row before
-- it. What is hashed, and how, is in docs/transparency.md; Features/Transparency recomputes it by code of its own.
-- To cover another table: insert its name into covered_table, and name its columns in Features/Transparency/CoveredTables.cs.

create index package_by_publication on ledger.package (publication_seq);
create index package_revision_by_publication on ledger.package_revision (publication_seq);
create index package_description_by_publication on ledger.package_description (publication_seq);
create index line_item_by_publication on ledger.line_item (publication_seq);
create index line_item_description_by_publication on ledger.line_item_description (publication_seq);
create index announcement_by_publication on ledger.announcement (publication_seq);

-- What is covered ---------------------------------------------------------------------------------------------------

-- 'publication': its rows belong to publications and are hashed with them. 'list': hashed whole, whenever a migration changes it.
create table ledger.covered_table (
  name    text primary key,
  part_of text not null check (part_of in ('publication', 'list'))
);

insert into ledger.covered_table (name, part_of) values
  ('announcement', 'publication'),
  ('announcement_source', 'publication'),
  ('entry', 'publication'),
  ('line_item', 'publication'),
  ('line_item_description', 'publication'),
  ('package', 'publication'),
  ('package_description', 'publication'),
  ('package_donor', 'publication'),
  ('package_recipient', 'publication'),
  ('package_revision', 'publication'),
  ('publication', 'publication'),
  ('publication_seal', 'publication'),
  ('amount_qualifier', 'list'),
  ('announcement_kind', 'list'),
  ('category', 'list'),
  ('currency', 'list'),
  ('initiative', 'list'),
  ('instrument', 'list'),
  ('party', 'list');

-- Encoding ----------------------------------------------------------------------------------------------------------

-- A text with its length in bytes before it, so that texts one after the other can be told apart. In plpgsql: what cannot
-- be inlined, because its argument stands in it twice, is five times slower in SQL.
create function ledger.netstring(value text) returns text language plpgsql immutable strict parallel safe as $$
begin
  return octet_length(value) || ':' || value;
end $$;

-- An array element by element; a missing element is a dash. Bounds come first: {A,B} and {{A},{B}} are not the same.
create function ledger.elements(list text[]) returns text language sql immutable parallel safe
return case when list is not null then coalesce(array_dims(list), '') || coalesce(
  (select string_agg(coalesce(ledger.netstring(element.value), '-'), '' order by element.place)
   from unnest(list) with ordinality element (value, place)), '') end;

-- SQL for one column of t as canonical text. A type without a line here cannot be covered.
create function ledger.canonical(name text, type regtype) returns text language plpgsql as $$
declare
  value text := format('t.%I', name);
begin
  return case type
    when 'text'::regtype then value
    when 'numeric'::regtype then format('trim_scale(%s)::text', value)
    when 'timestamptz'::regtype then format('trim_scale(extract(epoch from %s) * 1000000)::text', value)
    when 'text[]'::regtype then format('ledger.elements(%s)', value)
    when 'bytea'::regtype then format('encode(%s, ''hex'')', value)
    else case when type in ('integer'::regtype, 'bigint'::regtype, 'boolean'::regtype, 'date'::regtype, 'uuid'::regtype) then value || '::text' end
    end;
end $$;

-- SQL for the rows of a table, one text each, of the publication that is wanted or of a whole list.
-- Columns come in the order of their names and are left out while null, so that a column that a later migration adds
-- leaves the hashes as they are of rows that have nothing in it.
create function ledger.section(covered text, part_of text) returns text language plpgsql as $$
declare
  source      regclass := format('ledger.%I', covered)::regclass;
  fields      text;
  key         text;
  publication text;
begin
  select string_agg(format('coalesce(%L || ledger.netstring(%s), '''')', ledger.netstring(attname), ledger.canonical(attname, atttypid)), ' || ' order by attname collate "C")
    into fields from pg_attribute where attrelid = source and attnum > 0 and not attisdropped;
  if fields is null then
    raise exception 'A column of ledger.% has a type that the journal has no encoding for: add it to ledger.canonical and to Features/Transparency.', covered;
  end if;
  select string_agg(format('t.%I%s', a.attname, case when a.attcollation <> 0 then ' collate "C"' end), ', ' order by k.place)
    into key
    from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k (attnum, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
    where i.indrelid = source and i.indisprimary;
  publication := case
    when part_of = 'list' then ''
    when covered = 'publication' then 'where t.seq = wanted'
    when exists (select from pg_attribute where attrelid = source and attname = 'publication_seq') then 'where t.publication_seq = wanted'
    when exists (select from pg_attribute where attrelid = source and attname = 'announcement_version') then
      'join ledger.announcement a on a.package_id = t.package_id and a.number = t.announcement_number and a.version = t.announcement_version where a.publication_seq = wanted'
    when exists (select from pg_attribute where attrelid = source and attname = 'package_id') then
      'join ledger.package k on k.id = t.package_id where k.publication_seq = wanted' end;
  if publication is null or key is null then
    raise exception 'The journal cannot tell which publication a row of ledger.% belongs to, or has no key to order its rows by.', covered;
  end if;
  return format('select %L::text as name, count(*) as row_count, string_agg(ledger.netstring(%s), '''' order by %s) as body from %s t %s',
    covered, fields, key, source, publication);
end $$;

-- Writes the two functions that hash: a plan of their own is kept for each, which dynamic SQL would not have. Never a plan that
-- reads whole tables, as one made while they were small would.
create function ledger.write_content_functions() returns void language plpgsql as $$
declare
  settings constant text := $s$ set search_path = ledger, pg_temp set datestyle = 'ISO, YMD' set timezone = 'UTC' set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off $s$;
begin
  execute format($f$
    create or replace function ledger.publication_content(wanted bigint) returns bytea language plpgsql stable %s as $body$ begin
      return (select sha256(convert_to(coalesce(string_agg(ledger.netstring(name) || ledger.netstring(row_count::text) || body, '' order by name collate "C"), ''), 'UTF8'))
        from (%s) section where row_count > 0);
    end $body$ $f$, settings, (select string_agg(ledger.section(name, part_of), ' union all ') from ledger.covered_table where part_of = 'publication'));
  execute format($f$
    create or replace function ledger.list_contents() returns table (list text, content bytea) language plpgsql stable %s as $body$ begin
      return query select name, sha256(convert_to(ledger.netstring(name) || ledger.netstring(row_count::text) || coalesce(body, ''), 'UTF8')) from (%s) section;
    end $body$ $f$, settings, (select string_agg(ledger.section(name, part_of), ' union all ') from ledger.covered_table where part_of = 'list'));
  revoke all on function ledger.publication_content(bigint), ledger.list_contents() from public;
end $$;

select ledger.write_content_functions();

-- Reference lists ---------------------------------------------------------------------------------------------------

-- What a list was from when on. Lists are changed by migrations, each of which records it at its end; a change that nobody
-- recorded shows, because the list is then not what its newest row here says.
create table ledger.list_change (
  number        integer primary key check (number > 0),
  list          text not null,
  after_seq     bigint not null check (after_seq >= 0),
  recorded_at   timestamptz not null,
  migration     text not null,
  content_hash  bytea not null check (octet_length(content_hash) = 32),
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash          bytea not null check (octet_length(hash) = 32)
);

create table ledger.journal (
  seq           bigint primary key references ledger.publication (seq),
  recorded_at   timestamptz not null,
  loaded_at     timestamptz not null,
  command_id    uuid not null,
  editor        text not null,
  origin        text not null,
  content_hash  bytea not null check (octet_length(content_hash) = 32),
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  lists_hash    bytea not null check (octet_length(lists_hash) = 32),
  hash          bytea not null check (octet_length(hash) = 32)
);

-- The lists whose content is not what is on record of them.
create view ledger.unrecorded_list as
select content.list, content.content
from ledger.list_contents() content
where content.content is distinct from (
  select c.content_hash from ledger.list_change c where c.list = content.list order by c.number desc limit 1);

create function ledger.record_lists(migration text) returns void language plpgsql
set search_path = ledger, pg_temp set timezone = 'UTC' as $$
declare
  changed  record;
  head     ledger.list_change;
  link     ledger.list_change;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.publication'));
  for changed in select * from ledger.unrecorded_list order by list collate "C" loop
    select * into head from ledger.list_change order by number desc limit 1;
    link.number := coalesce(head.number, 0) + 1;
    link.list := changed.list;
    link.after_seq := coalesce((select max(seq) from ledger.journal), 0);
    link.recorded_at := clock_timestamp();
    link.migration := migration;
    link.content_hash := changed.content;
    link.previous_hash := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
    link.hash := sha256(convert_to(
      ledger.netstring('aidtracker-list-1') || ledger.netstring(encode(link.previous_hash, 'hex')) || ledger.netstring(link.number::text)
      || ledger.netstring(link.list) || ledger.netstring(link.after_seq::text)
      || ledger.netstring(trim_scale(extract(epoch from link.recorded_at) * 1000000)::text) || ledger.netstring(link.migration)
      || ledger.netstring(encode(link.content_hash, 'hex')), 'UTF8'));
    insert into ledger.list_change select link.*;
  end loop;
end $$;

-- Around every later migration (SqlMigration.cs). A list that was changed by another hand before it stays unrecorded.
create function ledger.before_migration() returns void language plpgsql as $$
begin
  perform set_config('aidtracker.lists_stood', (not exists (select from ledger.unrecorded_list))::text, true);
end $$;

create function ledger.after_migration(migration text) returns void language plpgsql as $$
begin
  perform ledger.write_content_functions();
  if current_setting('aidtracker.lists_stood', true) = 'true' then
    perform ledger.record_lists(migration);
  end if;
end $$;

select ledger.record_lists('20261122_5_journal');

-- The chain ---------------------------------------------------------------------------------------------------------

create function ledger.append_journal(wanted bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp set enable_seqscan = off set jit = off as $$
declare
  published ledger.publication;
  previous  bytea;
  lists     bytea;
  content   bytea := ledger.publication_content(wanted);
begin
  select * into published from ledger.publication where seq = wanted;
  select hash into previous from ledger.journal where seq = wanted - 1;
  select hash into lists from ledger.list_change order by number desc limit 1;
  if wanted = 1 then
    previous := decode(repeat('00', 32), 'hex');
  end if;
  if previous is null or lists is null then
    raise exception using errcode = 'check_violation', constraint = 'journal_is_whole', schema = 'ledger', table = 'journal',
      message = format('The journal ends before publication %s: nothing is published until it is found out why. Run the verification.', wanted - 1);
  end if;
  insert into ledger.journal (seq, recorded_at, loaded_at, command_id, editor, origin, content_hash, previous_hash, lists_hash, hash)
  values (wanted, published.recorded_at, published.loaded_at, published.command_id, published.editor, published.origin, content, previous, lists,
    sha256(convert_to(
      ledger.netstring('aidtracker-journal-1') || ledger.netstring(encode(previous, 'hex')) || ledger.netstring(wanted::text)
      || ledger.netstring(encode(content, 'hex')) || ledger.netstring(encode(lists, 'hex')), 'UTF8')));
end $$;

-- The seal is the last thing that the deferred check of a publication writes; after it nothing can be added.
create function ledger.journal_sealed_publication() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
begin
  perform ledger.append_journal(new.publication_seq);
  return null;
end $$;

create trigger journal_sealed_publication after insert on ledger.publication_seal
  for each row execute function ledger.journal_sealed_publication();
alter table ledger.publication_seal enable always trigger journal_sealed_publication;

-- Publications from before there was a journal.
do $$
declare
  earlier bigint;
begin
  for earlier in select publication_seq from ledger.publication_seal order by publication_seq loop
    perform ledger.append_journal(earlier);
  end loop;
end $$;

-- Permanence and rights ---------------------------------------------------------------------------------------------

do $$
declare
  ledger_table text;
begin
  foreach ledger_table in array array['journal', 'list_change'] loop
    execute format('create trigger refuse_change before update or delete on ledger.%I for each row execute function ledger.refuse_change()', ledger_table);
    execute format('create trigger refuse_truncate before truncate on ledger.%I for each statement execute function ledger.refuse_change()', ledger_table);
    execute format('alter table ledger.%I enable always trigger refuse_change', ledger_table);
    execute format('alter table ledger.%I enable always trigger refuse_truncate', ledger_table);
  end loop;
end $$;

revoke all on ledger.journal, ledger.list_change, ledger.covered_table, ledger.unrecorded_list from public;
grant select on ledger.journal, ledger.list_change to aidtracker_app, aidtracker_reader;
revoke all on function ledger.netstring(text), ledger.elements(text[]), ledger.canonical(text, regtype), ledger.section(text, text),
  ledger.write_content_functions(), ledger.record_lists(text), ledger.before_migration(), ledger.after_migration(text),
  ledger.append_journal(bigint), ledger.journal_sealed_publication() from public;
