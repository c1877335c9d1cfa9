-- Witnesses: the captured text of a source, citations that tie one figure to one source and a passage, and coverage.
-- The same rules, under the same names, stand in AidTracker.Domain/Ledger/Capture.cs, Citation.cs and Coverage.cs.

-- Captured texts ----------------------------------------------------------------------------------------------------

-- Null in every row that is published already. The hash is SHA-256 of the text's UTF-8 bytes, in hexadecimal.
alter table ledger.announcement_source
  add column retrieved_on   date,
  add column capture_sha256 text constraint announcement_source_capture_is_sha256 check (capture_sha256 ~ '^[0-9a-f]{64}$'),
  add column capture_length integer constraint announcement_source_capture_bounds check (capture_length between 1 and 200000),
  add constraint announcement_source_capture_is_whole check ((capture_sha256 is null) = (capture_length is null));

-- The text stands apart from what is published about it, so that it can be taken down (copyright, privacy): the owner may
-- delete rows here, and nobody may change one. Hash, length and citations stay.
create table ledger.captured_text (
  package_id           bigint not null,
  announcement_number  integer not null,
  announcement_version integer not null,
  source_position      integer not null,
  text                 text not null constraint captured_text_bounds check (length(text) between 1 and 200000),
  primary key (package_id, announcement_number, announcement_version, source_position),
  constraint captured_text_source_fkey foreign key (package_id, announcement_number, announcement_version, source_position)
    references ledger.announcement_source (package_id, announcement_number, announcement_version, position)
);

create function ledger.check_captured_text() returns trigger language plpgsql as $$
begin
  if not exists (
    select from ledger.announcement_source s
    where s.package_id = new.package_id and s.announcement_number = new.announcement_number and s.announcement_version = new.announcement_version
      and s.position = new.source_position
      and s.capture_sha256 = encode(sha256(convert_to(new.text, 'UTF8')), 'hex') and s.capture_length = length(new.text)) then
    raise exception using errcode = 'check_violation', constraint = 'captured_text_has_its_hash', schema = 'ledger', table = 'captured_text',
      message = format('The captured text of source %s does not have the hash and length that its source names.', new.source_position);
  end if;
  return new;
end $$;

-- Citations ---------------------------------------------------------------------------------------------------------

create table ledger.citation (
  package_id           bigint not null,
  announcement_number  integer not null,
  announcement_version integer not null,
  position             integer not null constraint citation_position_bounds check (position between 1 and 10000),
  figure               text not null constraint citation_figure_known check (figure in ('Headline', 'Amount', 'Quantity', 'Date')),
  entry_position       integer,
  source_position      integer not null,
  passage              text not null constraint citation_passage_bounds check (length(passage) between 1 and 2000 and passage ~ '[^[:space:]]'),
  -- The source's own words; else a summary in ours.
  is_quoted            boolean not null,
  -- Characters of the captured text, from 0; the end is the first character after the passage.
  passage_start        integer,
  passage_end          integer,
  primary key (package_id, announcement_number, announcement_version, position),
  foreign key (package_id, announcement_number, announcement_version) references ledger.announcement (package_id, number, version),
  constraint citation_source_fkey foreign key (package_id, announcement_number, announcement_version, source_position)
    references ledger.announcement_source (package_id, announcement_number, announcement_version, position) deferrable initially deferred,
  constraint citation_entry_fkey foreign key (package_id, announcement_number, announcement_version, entry_position)
    references ledger.entry (package_id, announcement_number, announcement_version, position) deferrable initially deferred,
  constraint citation_entry_is_of_its_figure check ((figure in ('Amount', 'Quantity')) = (entry_position is not null)),
  constraint citation_offsets_bounds check (
    (passage_start is null) = (passage_end is null) and coalesce(passage_start >= 0 and passage_end > passage_start, true))
);

create function ledger.refuse_citation(rule text, citation ledger.citation, sentence text) returns void language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = rule, schema = 'ledger', table = 'citation',
    message = format('Citation %s of announcement %s is impossible: %s', citation.position, citation.announcement_number, sentence);
end $$;

-- At the end of the publication, when its rows are all there.
create function ledger.check_citation() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  source ledger.announcement_source;
  kept   text;
begin
  if not (select not a.withdrawn and case new.figure
      when 'Headline' then coalesce(a.headline_qualifier <> 'undisclosed', false)
      when 'Amount' then e.amount is not null
      when 'Quantity' then e.quantity is not null
      else true end
    from ledger.announcement a
    left join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
      and e.position = new.entry_position
    where a.package_id = new.package_id and a.number = new.announcement_number and a.version = new.announcement_version) then
    perform ledger.refuse_citation('citation_figure_exists', new, 'the announcement does not state that figure.');
  end if;
  select * into source from ledger.announcement_source s
  where s.package_id = new.package_id and s.announcement_number = new.announcement_number and s.announcement_version = new.announcement_version
    and s.position = new.source_position;
  if new.passage_end is not null and coalesce(new.passage_end > source.capture_length, true) then
    perform ledger.refuse_citation('citation_offsets_are_in_text', new, 'its passage ends after the captured text, or there is none.');
  end if;
  if new.is_quoted and source.capture_sha256 is not null then
    select text into kept from ledger.captured_text t
    where t.package_id = new.package_id and t.announcement_number = new.announcement_number and t.announcement_version = new.announcement_version
      and t.source_position = new.source_position;
    if substring(kept from new.passage_start + 1 for new.passage_end - new.passage_start) is distinct from new.passage then
      perform ledger.refuse_citation('citation_passage_is_in_text', new, 'its passage is not what the captured text says at its offsets.');
    end if;
  end if;
  return null;
end $$;

create trigger text_has_its_hash before insert on ledger.captured_text for each row execute function ledger.check_captured_text();
create constraint trigger check_citation after insert on ledger.citation
  deferrable initially deferred for each row execute function ledger.check_citation();
create trigger check_unsealed before insert on ledger.captured_text for each row execute function ledger.check_announcement_unsealed();
create trigger check_unsealed before insert on ledger.citation for each row execute function ledger.check_announcement_unsealed();
create trigger refuse_change before update on ledger.captured_text for each row execute function ledger.refuse_change();
create trigger refuse_change before update or delete on ledger.citation for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.captured_text for each statement execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.citation for each statement execute function ledger.refuse_change();
alter table ledger.captured_text enable always trigger text_has_its_hash, enable always trigger check_unsealed,
  enable always trigger refuse_change, enable always trigger refuse_truncate;
alter table ledger.citation enable always trigger check_citation, enable always trigger check_unsealed,
  enable always trigger refuse_change, enable always trigger refuse_truncate;

-- Announcements with what is new of them ----------------------------------------------------------------------------

drop view ledger.announcement_read;
drop function ledger.announcement_as_of(date, bigint);

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
  v.status,
  a.kind, a.announced_on, a.date_precision, a.place, a.summary, a.reason,
  a.headline_qualifier, a.headline_low, a.headline_stated_amount, a.headline_stated_currency,
  coalesce(moved.net, 0) as net, coalesce(moved.gross, 0) as gross, k.currency,
  p.seq as publication, p.recorded_at, p.loaded_at, p.editor,
  source.publisher as source_publisher, source.title as source_title, source.url as source_url,
  source.published_on as source_published_on, source.grade as source_grade,
  (select sum(g.value) from ledger.progress g
    where g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version) as progress_value,
  source.retrieved_on as source_retrieved_on,
  (select count(distinct (c.figure, c.entry_position)) from ledger.citation c
    where c.package_id = a.package_id and c.announcement_number = a.number and c.announcement_version = a.version) as cited_figures
from ledger.announcement a
join ledger.version_as_of($1, $2) v on v.package_id = a.package_id and v.number = a.number and v.version = a.version
join ledger.publication p on p.seq = a.publication_seq
join ledger.package k on k.id = a.package_id
left join lateral (
  select sum(e.amount) as net, sum(e.amount) filter (where e.amount > 0) as gross
  from ledger.entry e
  where e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version) moved on true
left join lateral (
  select s.* from ledger.announcement_source s
  where s.package_id = a.package_id and s.announcement_number = a.number and s.announcement_version = a.version and s.followed
  order by s.position limit 1) source on true
$$;

create view ledger.announcement_read as select * from ledger.announcement_as_of('infinity', 9223372036854775807);

-- Coverage ----------------------------------------------------------------------------------------------------------

-- Per package: what live entries state, and the parts of it that have a witness, by value and by number of figures. A figure
-- is an amount above zero on a named line or on Not yet itemised, or a quantity above zero. Its source is the followed one
-- that it cites, else those that its announcement follows. A headline's passage speaks for an entry's amount only where both
-- are one figure. Packages that state none have no row.
create function ledger.witness_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, currency text,
  value numeric, value_sourced numeric, value_quoted numeric, value_summarised numeric, value_official numeric,
  figures bigint, figures_sourced bigint, figures_quoted bigint, figures_summarised bigint, figures_official bigint)
language sql stable as $$
with entry as (
  select e.package_id, e.currency, e.announcement_number, e.announcement_version, e.position, e.line_number, e.amount, e.quantity,
    sum(e.amount) over (partition by e.package_id, e.announcement_number, e.announcement_version) as net
  from ledger.entry_as_of($1, $2) e
  where e.status = 'live'
), figure as (
  select e.package_id, e.currency, e.announcement_number, e.announcement_version, e.position, e.net, stated.figure,
    case stated.figure when 'Amount' then stated.size else 0 end as value
  from entry e
  cross join lateral (values ('Amount', e.amount), ('Quantity', e.quantity)) stated (figure, size)
  where stated.size > 0 and e.line_number >= 0
), witnessed as (
  select f.package_id, f.currency, f.value,
    coalesce(cited.official, followed.official) as official,
    cited.official is not null or followed.official is not null as sourced,
    coalesce(cited.quoted, false) as quoted,
    cited.quoted is not null and not cited.quoted as summarised
  from figure f
  left join lateral (
    select bool_or(s.grade in ('A', 'B')) as official, bool_or(c.is_quoted) as quoted
    from ledger.citation c
    join ledger.announcement_source s on s.package_id = c.package_id and s.announcement_number = c.announcement_number
      and s.announcement_version = c.announcement_version and s.position = c.source_position
    where c.package_id = f.package_id and c.announcement_number = f.announcement_number and c.announcement_version = f.announcement_version
      and s.followed
      and ((c.figure = f.figure and c.entry_position = f.position) or (c.figure = 'Headline' and f.figure = 'Amount' and f.value = f.net))) cited on true
  left join lateral (
    select bool_or(s.grade in ('A', 'B')) as official from ledger.announcement_source s
    where s.package_id = f.package_id and s.announcement_number = f.announcement_number and s.announcement_version = f.announcement_version
      and s.followed) followed on true
)
select w.package_id, w.currency,
  sum(w.value),
  coalesce(sum(w.value) filter (where w.sourced), 0),
  coalesce(sum(w.value) filter (where w.quoted), 0),
  coalesce(sum(w.value) filter (where w.summarised), 0),
  coalesce(sum(w.value) filter (where w.official), 0),
  count(*),
  count(*) filter (where w.sourced),
  count(*) filter (where w.quoted),
  count(*) filter (where w.summarised),
  count(*) filter (where w.official)
from witnessed w
group by w.package_id, w.currency
$$;

create view ledger.witness_read as select * from ledger.witness_as_of('infinity', 9223372036854775807);

-- The kept rows for now, renewed as a publication is sealed; a test compares them with the view.
create table ledger.witness_now as select * from ledger.witness_read;
alter table ledger.witness_now add primary key (package_id);

create function ledger.refresh_witness() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  touched bigint;
begin
  -- One after the other: with its number given, a package is read alone.
  for touched in select package_id from ledger.package_revision where publication_seq = new.publication_seq loop
    delete from ledger.witness_now where package_id = touched;
    insert into ledger.witness_now select * from ledger.witness_read where package_id = touched;
  end loop;
  return null;
end $$;

create trigger refresh_witness after insert on ledger.publication_seal for each row execute function ledger.refresh_witness();
alter table ledger.publication_seal enable always trigger refresh_witness;

-- The journal hashes citations, and of captured texts the hash that stands with the source: the texts can be taken down.
insert into ledger.covered_table (name, part_of) values ('citation', 'publication');

-- Rights ------------------------------------------------------------------------------------------------------------

revoke all on function ledger.check_captured_text(), ledger.check_citation(), ledger.refuse_citation(text, ledger.citation, text),
  ledger.refresh_witness(), ledger.announcement_as_of(date, bigint), ledger.witness_as_of(date, bigint) from public;
grant execute on function ledger.announcement_as_of(date, bigint), ledger.witness_as_of(date, bigint) to aidtracker_app, aidtracker_reader;
grant select on ledger.captured_text, ledger.citation, ledger.announcement_read, ledger.witness_read, ledger.witness_now to aidtracker_app, aidtracker_reader;
grant insert on ledger.captured_text, ledger.citation to aidtracker_app;
