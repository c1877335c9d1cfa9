-- Full text search over what is on record: packages, line items, announcements, quoted passages and sources. One document each
-- way of saying it, with the publications from and to which it was in force, so that the past is searched as it was known then.
-- Written by each publication in its own transaction; the views *_state say what it has to be, verification compares.

-- For words with a typing error; PostgreSQL lets a database's owner create it.
create extension if not exists pg_trgm with schema ledger;

-- Text as it is searched: no capitals, no accents, words apart from figures and signs, so that "155mm", "155-mm" and "155 mm" are the
-- same two words. The same stands in Features/Search/SearchText.cs, which asks and marks.
create function ledger.search_text(written text) returns text language sql immutable parallel safe
return regexp_replace(regexp_replace(
  case when $1 ~ '^[\x01-\x7f]*$' then lower($1)
    else replace(replace(replace(translate(regexp_replace(lower($1), '[\u0300-\u036f]', '', 'g'),
      'àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžơưǎǐǒǔǖǘǚǜǟǡǧǩǫǭǰǵǹǻ'
      || 'ȁȃȅȇȉȋȍȏȑȓȕȗșțȟȧȩȫȭȯȱȳḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕẖẗẘ'
      || 'ẙạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹйїёўłøđðħıİ',
      'aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzouaiouuuuuaagkoojgna'
      || 'aaeeiioorruusthaeooooyabbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzhtw'
      || 'yaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyyиіеуloddhii'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe') end,
  '[^[:alnum:]]+', ' ', 'g'), '([0-9])(?=[^0-9 ])|([^0-9 ])(?=[0-9])', '\1\2 ', 'g');

-- A: what it is called. B: who or where. C: what else is said of it.
create function ledger.search_words(heading text, aside text, body text) returns tsvector language sql immutable parallel safe
return setweight(to_tsvector('pg_catalog.simple', ledger.search_text($1)), 'A')
  || setweight(to_tsvector('pg_catalog.simple', coalesce(ledger.search_text($2), '')), 'B')
  || setweight(to_tsvector('pg_catalog.simple', coalesce(ledger.search_text($3), '')), 'C');

-- Every document that there ever was. A description is in force until the next one of the same thing, what an announcement says
-- until its next version; a version that withdraws says nothing.
create view ledger.search_document_state as
select s.package_id, s.what, s.number, s.version, s.position, s.known_from, s.known_to, s.announced_on, s.heading, s.aside, s.body,
  ledger.search_words(s.heading, s.aside, s.body) as words
from (
  select d.package_id, 'package' as what, 0 as number, 0 as version, 0 as position, d.publication_seq as known_from,
    coalesce((
      select min(later.publication_seq) from ledger.package_description later
      where later.package_id = d.package_id and later.publication_seq > d.publication_seq), ledger.for_good()) as known_to,
    null::date as announced_on, d.title as heading,
    (select string_agg(party.name, ', ' order by x.side, x.position) from (
      select 1 as side, donor.position, donor.party from ledger.package_donor donor where donor.package_id = d.package_id
      union all
      select 2, recipient.position, recipient.party from ledger.package_recipient recipient where recipient.package_id = d.package_id) x
      join ledger.party on party.code = x.party) as aside,
    d.summary as body
  from ledger.package_description d
  union all
  select d.package_id, 'line', d.line_number, 0, 0, d.publication_seq,
    coalesce((
      select min(later.publication_seq) from ledger.line_item_description later
      where later.package_id = d.package_id and later.line_number = d.line_number and later.publication_seq > d.publication_seq), ledger.for_good()),
    null, d.description, null, null
  from ledger.line_item_description d
  union all
  select a.package_id, 'announcement', a.number, a.version, 0, a.publication, a.known_to, a.announced_on, a.summary, a.place, a.reason
  from ledger.announcement_at a where not a.withdrawn
  union all
  select a.package_id, 'source', a.number, a.version, s.position, a.publication, a.known_to, a.announced_on,
    coalesce(s.title, s.publisher), case when s.title is not null then s.publisher end, null
  from ledger.announcement_at a
  join ledger.announcement_source s on s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version
  where not a.withdrawn
  union all
  -- One passage may speak for several figures. The source's own words are never mixed with ours.
  select a.package_id, case when c.is_quoted then 'passage' else 'summary' end, a.number, a.version, c.position, a.publication, a.known_to, a.announced_on, c.passage, s.publisher, null
  from ledger.announcement_at a
  cross join lateral (
    select min(c.position) as position, c.source_position, c.is_quoted, c.passage from ledger.citation c
    where c.package_id = a.package_id and c.announcement_number = a.number and c.announcement_version = a.version
    group by c.source_position, c.is_quoted, c.passage) c
  join ledger.announcement_source s on s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version
    and s.position = c.source_position
  where not a.withdrawn) s;

create table ledger.search_document (
  package_id   bigint not null,
  what         text not null,
  -- Of the line or the announcement; version, and position of the source or citation, likewise; 0 where there is none.
  number       integer not null,
  version      integer not null,
  position     integer not null,
  known_from   bigint not null,
  known_to     bigint not null,
  -- Null for packages and lines, which have days of their own at each point.
  announced_on date,
  heading      text not null,
  aside        text,
  body         text,
  words        tsvector not null,
  primary key (package_id, what, number, version, position, known_from)
);
-- One index each, so that a word that is frequent among lines does not hide the packages. Publications leave new rows in the index's
-- list of pending ones, which is kept short because every search reads it.
create index search_package on ledger.search_document using gin (words) with (gin_pending_list_limit = 256) where what = 'package';
create index search_line on ledger.search_document using gin (words) with (gin_pending_list_limit = 256) where what = 'line';
create index search_announcement on ledger.search_document using gin (words) with (gin_pending_list_limit = 256) where what = 'announcement';
create index search_source on ledger.search_document using gin (words) with (gin_pending_list_limit = 256) where what = 'source';
create index search_passage on ledger.search_document using gin (words) with (gin_pending_list_limit = 256) where what = 'passage';
create index search_summary on ledger.search_document using gin (words) with (gin_pending_list_limit = 256) where what = 'summary';

-- Every word that was ever on record, for the beginnings of words and for those with a typing error.
create view ledger.search_word_state as
select w.word collate "C" as word, min(d.known_from) as known_from
from ledger.search_document d cross join lateral unnest(tsvector_to_array(d.words)) w (word)
group by 1;

create table ledger.search_word (
  word       text collate "C" primary key,
  known_from bigint not null
);
create index search_word_similar on ledger.search_word using gin (word gin_trgm_ops);

-- Writing -----------------------------------------------------------------------------------------------------------

create function ledger.keep_search() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
declare
  touched bigint;
begin
  for touched in select package_id from ledger.package_revision where publication_seq = new.publication_seq loop
    update ledger.search_document d set known_to = new.publication_seq
    where d.package_id = touched and d.known_to = ledger.for_good() and case d.what
      when 'package' then exists (
        select from ledger.package_description n where n.package_id = touched and n.publication_seq = new.publication_seq)
      when 'line' then exists (
        select from ledger.line_item_description n
        where n.package_id = touched and n.line_number = d.number and n.publication_seq = new.publication_seq)
      else exists (
        select from ledger.announcement n
        where n.package_id = touched and n.number = d.number and n.version = d.version + 1 and n.publication_seq = new.publication_seq) end;
    with fresh as (
      insert into ledger.search_document
      select * from ledger.search_document_state s where s.package_id = touched and s.known_from = new.publication_seq
      returning words
    )
    insert into ledger.search_word
    select distinct w.word, new.publication_seq from fresh cross join lateral unnest(tsvector_to_array(fresh.words)) w (word)
    order by 1
    on conflict do nothing;
  end loop;
  return null;
end $$;

create trigger keep_search after insert on ledger.publication_seal for each row execute function ledger.keep_search();
alter table ledger.publication_seal enable always trigger keep_search;

-- Everything anew, after rebuild_kept.
create function ledger.rebuild_search() returns void language plpgsql set search_path = ledger, pg_temp set jit = off as $$
begin
  truncate ledger.search_document, ledger.search_word;
  insert into ledger.search_document select * from ledger.search_document_state order by package_id;
  insert into ledger.search_word select * from ledger.search_word_state;
  analyze ledger.search_document, ledger.search_word;
end $$;

select ledger.rebuild_search();

-- Asking ------------------------------------------------------------------------------------------------------------

-- Of each word that is asked for: whether it, or a word that begins with it, was on record; else words that look like it, best first.
create function ledger.search_spelling(asked text[], known_at bigint)
returns table (word text, is_known boolean, similar_words text[])
language sql stable set search_path = ledger, pg_temp set pg_trgm.similarity_threshold = 0.25 as $$
select a.word, known.found, case when not known.found and length(a.word) > 3 then array(
    select w.word::text from ledger.search_word w
    where w.word % a.word and w.known_from <= $2 and abs(length(w.word) - length(a.word)) <= 2
    order by similarity(w.word, a.word) desc, w.word limit 20) else '{}' end
from unnest($1) a (word)
cross join lateral (
  select exists (
    select from ledger.search_word w
    where w.word >= a.word collate "C" and w.word < (a.word || U&'\+10FFFF') collate "C" and w.known_from <= $2) as found) known
$$;

-- Documents of one kind that say all of the words, exactly or by their beginnings, at a point of both clocks. No more than "most" of each are
-- looked at, the exact ones first: what is more frequent than that is not worth ranking. Sequential scans are off because the planner,
-- told that any row will do, would read the table from its beginning.
create function ledger.search_kind(kind text, exactly tsquery, loosely tsquery, announced_by date, known_at bigint, most integer)
returns table (
  package_id bigint, number integer, version integer, "position" integer, announced_on date, heading text, aside text, body text,
  is_exact boolean, rank real)
language plpgsql stable set search_path = ledger, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off as $$
begin
  return query execute format($query$
    select f.package_id, f.number, f.version, f.position, f.announced_on, f.heading, f.aside, f.body, f.is_exact, ts_rank(f.words, $2, 1)
    from (
      (select d.*, true as is_exact from ledger.search_document d
        where d.what = %1$L and d.words @@ $1 and d.known_from <= $4 and $4 < d.known_to and %2$s limit $5)
      union all
      (select d.*, false from ledger.search_document d
        where d.what = %1$L and d.words @@ $2 and not d.words @@ $1 and d.known_from <= $4 and $4 < d.known_to and %2$s limit $5)
      limit $5) f
    $query$, kind,
    -- What nothing is announced of, or nothing stands on, at that point is not there.
    case kind
      when 'package' then 'exists (
        select from ledger.package_at p
        where p.package_id = d.package_id and p.announced_from <= $3 and $3 < p.announced_to and p.known_from <= $4 and $4 < p.known_to)'
      when 'line' then 'exists (
        select from ledger.line_item_at l
        where l.package_id = d.package_id and l.line_number = d.number
          and l.announced_from <= $3 and $3 < l.announced_to and l.known_from <= $4 and $4 < l.known_to)'
      else 'd.announced_on <= $3' end)
  using exactly, loosely, announced_by, known_at, most;
end $$;

-- All kinds at once: of each how many there are, at most "most", and those of them from "skipped" on, at most "shown".
create function ledger.search_as_of(
  kinds text[], exactly tsquery, loosely tsquery, announced_by date, known_at bigint, most integer, skipped integer, shown integer)
returns table (
  what text, package_id bigint, number integer, version integer, "position" integer, announced_on date, heading text, aside text, body text,
  is_exact boolean, place bigint, matching bigint)
language sql stable set search_path = ledger, pg_temp as $$
select r.what, r.package_id, r.number, r.version, r.position, r.announced_on, r.heading, r.aside, r.body, r.is_exact, r.place, r.matching
from (
  select k.what, f.*, count(*) over of_kind as matching,
    row_number() over (partition by k.what order by f.is_exact desc, f.rank desc, f.announced_on desc nulls last, f.package_id desc, f.number, f.version, f.position) as place
  from unnest($1) k (what)
  cross join lateral ledger.search_kind(k.what, $2, $3, $4, $5, $6) f
  window of_kind as (partition by k.what)) r
where r.place > $7 and r.place <= $7 + $8
order by array_position($1, r.what), r.place
$$;

-- Rights ------------------------------------------------------------------------------------------------------------

revoke all on function ledger.search_text(text), ledger.search_words(text, text, text), ledger.keep_search(), ledger.rebuild_search(),
  ledger.search_spelling(text[], bigint), ledger.search_kind(text, tsquery, tsquery, date, bigint, integer),
  ledger.search_as_of(text[], tsquery, tsquery, date, bigint, integer, integer, integer) from public;
grant execute on function ledger.search_text(text), ledger.search_words(text, text, text),
  ledger.search_spelling(text[], bigint), ledger.search_kind(text, tsquery, tsquery, date, bigint, integer),
  ledger.search_as_of(text[], tsquery, tsquery, date, bigint, integer, integer, integer) to aidtracker_app, aidtracker_reader;
grant select on ledger.search_document_state, ledger.search_document, ledger.search_word_state, ledger.search_word
  to aidtracker_app, aidtracker_reader;
