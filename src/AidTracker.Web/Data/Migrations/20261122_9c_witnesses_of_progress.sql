-- Figures of progress can be cited like those of entries, and progress is read as rows of its own, at any point of the two
-- clocks. The rules of citations stand under the same names in AidTracker.Domain/Ledger/Citation.cs.

-- Null in every row that is published already.
alter table ledger.citation
  add column progress_position integer,
  drop constraint citation_figure_known,
  add constraint citation_figure_known check (figure in ('Headline', 'Amount', 'Quantity', 'Date', 'ProgressValue', 'ProgressQuantity')),
  add constraint citation_progress_is_of_its_figure check ((figure in ('ProgressValue', 'ProgressQuantity')) = (progress_position is not null)),
  add constraint citation_progress_fkey foreign key (package_id, announcement_number, announcement_version, progress_position)
    references ledger.progress (package_id, announcement_number, announcement_version, position) deferrable initially deferred;

create or replace function ledger.check_citation() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  source ledger.announcement_source;
  kept   text;
begin
  if not (select not a.withdrawn and case new.figure
      when 'Headline' then coalesce(a.headline_qualifier <> 'undisclosed', false)
      when 'Amount' then e.amount is not null
      when 'Quantity' then e.quantity is not null
      when 'ProgressValue' then g.value is not null
      when 'ProgressQuantity' then g.quantity is not null
      else true end
    from ledger.announcement a
    left join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
      and e.position = new.entry_position
    left join ledger.progress g on g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version
      and g.position = new.progress_position
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

-- Announcements count a cited figure of progress among their cited figures.
create or replace function ledger.cited_figures(package bigint, number integer, version integer) returns bigint language sql stable as $$
select count(distinct (c.figure, c.entry_position, c.progress_position)) from ledger.citation c
where c.package_id = $1 and c.announcement_number = $2 and c.announcement_version = $3
$$;

-- Progress of every version that was on record, at a point of the two clocks.
create function ledger.progress_as_of(announced_by date, known_at bigint) returns table (
  package_id bigint, announcement_number integer, announcement_version integer, "position" integer, status text, kind text,
  announced_on date, date_precision text, recorded_at timestamp with time zone, line_number integer, role text,
  value numeric, currency text, qualifier text, quantity numeric, final boolean, note text, cited_figures bigint)
language sql stable as $$
select
  g.package_id, g.announcement_number, g.announcement_version, g.position, a.status, a.kind, a.announced_on, a.date_precision, a.recorded_at,
  g.line_number, case g.line_number when 0 then 'open' else 'named' end,
  g.value, a.currency, g.qualifier, g.quantity, g.final, g.note,
  (select count(distinct c.figure) from ledger.citation c
    where c.package_id = g.package_id and c.announcement_number = g.announcement_number and c.announcement_version = g.announcement_version
      and c.progress_position = g.position)
from ledger.progress g
join ledger.announcement_as_of($1, $2) a on a.package_id = g.package_id and a.number = g.announcement_number and a.version = g.announcement_version
$$;

create view ledger.progress_read as select * from ledger.progress_as_of('infinity', 9223372036854775806);

revoke all on function ledger.progress_as_of(date, bigint) from public;
grant execute on function ledger.progress_as_of(date, bigint) to aidtracker_app, aidtracker_reader;
grant select on ledger.progress_read to aidtracker_app, aidtracker_reader;
