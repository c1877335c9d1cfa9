-- Parties and initiatives come onto their lists, and get another name, by a publication: who, when and why stand in list_entry, which is
-- appended and covered by the journal. Codes are for good, they stand in addresses; names are what the newest entry says, at every point of
-- both clocks. The same rules, under the same names, stand in AidTracker.Domain/Reference/ListEntry.cs.

create table ledger.list_entry (
  publication_seq bigint not null references ledger.publication (seq),
  list            text collate "C" not null constraint list_entry_list_known check (list in ('party', 'initiative')),
  code            text collate "C" not null constraint list_entry_code_form check (code ~ case list when 'party' then '^[A-Z]{2,6}$' else '^[A-Z]{3,6}$' end),
  name            text not null constraint list_entry_name_bounds check (length(name) between 1 and 120 and name = btrim(name)),
  reason          text not null constraint list_entry_reason_bounds check (length(reason) between 1 and 1000),
  -- What it was called before; null where it is new on the list. Given by the database.
  former_name     text,
  primary key (publication_seq, list, code)
);
create index list_entry_by_code on ledger.list_entry (list, code, publication_seq);

insert into ledger.covered_table (name, part_of) values ('list_entry', 'publication');

-- What a list is, as the journal hashes it.
create function ledger.list_content(list text) returns bytea language plpgsql stable set search_path = ledger, pg_temp set datestyle = 'ISO, YMD' set timezone = 'UTC' as $$
declare
  content bytea;
begin
  execute format('select sha256(convert_to(ledger.netstring(name) || ledger.netstring(row_count::text) || coalesce(body, ''''), ''UTF8'')) from (%s) section', ledger.section(list, 'list')) into content;
  return content;
end $$;

-- Puts on record what a list is from now on.
create function ledger.record_list(changed text, changed_by text, content bytea) returns void language plpgsql set search_path = ledger, pg_temp set timezone = 'UTC' as $$
declare
  head ledger.list_change;
  link ledger.list_change;
begin
  select * into head from ledger.list_change order by number desc limit 1;
  link.number := coalesce(head.number, 0) + 1;
  link.list := changed;
  link.after_seq := coalesce((select max(seq) from ledger.journal), 0);
  link.recorded_at := clock_timestamp();
  link.migration := changed_by;
  link.content_hash := content;
  link.previous_hash := coalesce(head.hash, decode(repeat('00', 32), 'hex'));
  link.hash := sha256(convert_to(
    ledger.netstring('aidtracker-list-1') || ledger.netstring(encode(link.previous_hash, 'hex')) || ledger.netstring(link.number::text)
    || ledger.netstring(link.list) || ledger.netstring(link.after_seq::text)
    || ledger.netstring(trim_scale(extract(epoch from link.recorded_at) * 1000000)::text) || ledger.netstring(link.migration)
    || ledger.netstring(encode(link.content_hash, 'hex')), 'UTF8'));
  insert into ledger.list_change select link.*;
end $$;

-- As before, by the function above.
create or replace function ledger.record_lists(migration text) returns void language plpgsql
set search_path = ledger, pg_temp set timezone = 'UTC' as $$
declare
  changed record;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.publication'));
  for changed in select * from ledger.unrecorded_list order by list collate "C" loop
    perform ledger.record_list(changed.list, migration, changed.content);
  end loop;
end $$;

-- What is kept with a party's name in it, after another name: of every package of the party, at every point.
create function ledger.rename_kept(party text, former text, renamed text) returns void language plpgsql
set search_path = ledger, pg_temp set jit = off as $$
declare
  changed text[] := tsvector_to_array(ledger.search_words(former, null, null) || ledger.search_words(renamed, null, null));
  kept    text;
begin
  foreach kept in array array['package_at', 'package_now'] loop
    execute format($f$
      update ledger.%I k set
        donor_names = (select array_agg(p.name order by d.place) from unnest(k.donors) with ordinality d (code, place) join ledger.party p on p.code = d.code),
        recipient_names = (select array_agg(p.name order by r.place) from unnest(k.recipients) with ordinality r (code, place) join ledger.party p on p.code = r.code)
      where k.donors @> array[$1] or k.recipients @> array[$1] $f$, kept) using party;
  end loop;
  update ledger.search_document d set aside = s.aside, words = s.words
  from ledger.search_document_state s
  where d.what = 'package' and s.what = 'package' and s.package_id = d.package_id and s.known_from = d.known_from and d.package_id in (
    select x.package_id from ledger.package_donor x where x.party = $1
    union select x.package_id from ledger.package_recipient x where x.party = $1);
  delete from ledger.search_word w where w.word = any (changed);
  insert into ledger.search_word
  select w.word, min(d.known_from) from unnest(changed) w (word) join ledger.search_document d on d.words @@ plainto_tsquery('pg_catalog.simple', w.word)
  group by w.word;
end $$;

-- Carries an entry out. The publication's lock is held, and its number is the entry's.
create function ledger.enter_in_list() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  rule text;
  said text;
begin
  perform ledger.refuse_if_sealed(new.publication_seq);
  if ledger.list_content(new.list) is distinct from (select content_hash from ledger.list_change c where c.list = new.list order by number desc limit 1) then
    raise exception using errcode = 'check_violation', constraint = 'list_entry_follows_the_record', schema = 'ledger', table = 'list_entry',
      message = format('The list %s is not what is on record of it: nothing is added to it until it is found out why. Run the verification.', new.list);
  end if;
  execute format('select name from ledger.%I where code = $1', new.list) into new.former_name using new.code;
  execute format('select code from ledger.%I where lower(name) = lower($1) and code <> $2', new.list) into said using new.name, new.code;
  rule := case
    when new.former_name = new.name then 'list_entry_says_something_new'
    when said is not null then 'list_entry_name_is_its_own'
    when new.list = 'party' and exists (select from ledger.party where alpha3 = new.code) then 'list_entry_code_is_its_own' end;
  if rule is not null then
    raise exception using errcode = 'check_violation', constraint = rule, schema = 'ledger', table = 'list_entry',
      message = format('%s “%s” cannot be entered as %s.', new.code, new.name, new.list);
  end if;
  if new.former_name is not null then
    execute format('update ledger.%I set name = $1 where code = $2', new.list) using new.name, new.code;
    if new.list = 'party' then
      perform ledger.rename_kept(new.code, new.former_name, new.name);
    end if;
  elsif new.list = 'party' then
    -- Two letters are a country's.
    insert into ledger.party (code, name, kind) values (new.code, new.name, case length(new.code) when 2 then 'Country' else 'Institution' end);
  else
    insert into ledger.initiative (code, name) values (new.code, new.name);
  end if;
  perform ledger.record_list(new.list, format('publication_%s', new.publication_seq), ledger.list_content(new.list));
  return new;
end $$;

create trigger enter_in_list before insert on ledger.list_entry for each row execute function ledger.enter_in_list();
create trigger refuse_change before update or delete on ledger.list_entry for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.list_entry for each statement execute function ledger.refuse_change();
alter table ledger.list_entry enable always trigger enter_in_list, enable always trigger refuse_change, enable always trigger refuse_truncate;

revoke all on ledger.list_entry from public;
grant select on ledger.list_entry to aidtracker_app, aidtracker_reader;
grant insert (publication_seq, list, code, name, reason) on ledger.list_entry to aidtracker_app;
revoke all on function ledger.list_content(text), ledger.record_list(text, text, bytea), ledger.rename_kept(text, text, text), ledger.enter_in_list() from public;
