-- A word that stands in every line took 78 ms over a million of them: an index answers by listing all places, and five hundred are looked at.
-- Where a word is frequent, going back from the newest package meets five hundred soon. Which words are is seen from the newest packages
-- themselves; to try it with a word that is not would read most of the table.

drop function ledger.search_as_of(text[], tsquery, tsquery, date, bigint, integer, integer, integer),
  ledger.search_kind(text, tsquery, tsquery, date, bigint, integer);

-- What nothing is announced of, or nothing stands on, at the point ($3, $4) is not there. SQL about a document d of the kind.
create function ledger.search_stands(kind text) returns text language sql immutable return case kind
  when 'package' then 'exists (
    select from ledger.package_at p
    where p.package_id = d.package_id and p.announced_from <= $3 and $3 < p.announced_to and p.known_from <= $4 and $4 < p.known_to)'
  when 'line' then 'exists (
    select from ledger.line_item_at l
    where l.package_id = d.package_id and l.line_number = d.number
      and l.announced_from <= $3 and $3 < l.announced_to and l.known_from <= $4 and $4 < l.known_to)'
  else 'd.announced_on <= $3' end;

-- Documents that say $2 and, where $6 is given, not that, from the newest package back; no farther than five packages for each that is wanted.
create function ledger.search_newest(kind text, said tsquery, announced_by date, known_at bigint, most integer, unsaid tsquery)
returns setof ledger.search_document
language plpgsql stable set search_path = ledger, pg_temp set enable_seqscan = off set enable_bitmapscan = off set jit = off as $$
begin
  return query execute format($query$
    select d.* from ledger.search_document d
    where d.package_id > (select max(id) from ledger.package) - 5 * $5
      and d.what = %L and d.words @@ $2 and ($6 is null or not d.words @@ $6) and d.known_from <= $4 and $4 < d.known_to and %s
    order by d.package_id desc limit $5
    $query$, kind, ledger.search_stands(kind))
  using kind, said, announced_by, known_at, most, unsaid;
end $$;

-- Of each kind, whether at least a quarter of its documents of the newest packages say the words, exactly and by their beginnings.
create function ledger.search_frequency(exactly tsquery, loosely tsquery, known_at bigint)
returns table (what text, exactly_frequent boolean, loosely_frequent boolean)
language sql stable set search_path = ledger, pg_temp set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off as $$
select d.what, 4 * count(*) filter (where d.words @@ $1) >= count(*), 4 * count(*) filter (where d.words @@ $2) >= count(*)
from (select id from ledger.package order by id desc limit 20) newest
join ledger.search_document d on d.package_id = newest.id
where d.known_from <= $3 and $3 < d.known_to
group by d.what
$$;

-- Documents of one kind that say all of the words, exactly or by their beginnings, at a point of both clocks. No more than "most" of each are
-- looked at, the exact ones first: what is more frequent than that is not worth ranking. Sequential scans are off because the planner,
-- told that any row will do, would read the table from its beginning.
create function ledger.search_kind(
  kind text, exactly tsquery, loosely tsquery, announced_by date, known_at bigint, most integer, exactly_frequent boolean, loosely_frequent boolean)
returns table (
  package_id bigint, number integer, version integer, "position" integer, announced_on date, heading text, aside text, body text,
  is_exact boolean, rank real)
language plpgsql stable set search_path = ledger, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off as $$
declare
  stands text := ledger.search_stands(kind);
  exact  ledger.search_document[] := '{}';
  begun  ledger.search_document[] := '{}';
begin
  if exactly_frequent then
    exact := array(select d from ledger.search_newest(kind, exactly, announced_by, known_at, most, null) d);
  elsif loosely_frequent then
    execute format('select array(select d from ledger.search_document d where d.what = %L and d.words @@ $2 and d.known_from <= $4 and $4 < d.known_to and %s limit $5)', kind, stands)
    into exact using kind, exactly, announced_by, known_at, most;
    begun := array(select d from ledger.search_newest(kind, loosely, announced_by, known_at, most - cardinality(exact), exactly) d);
  end if;
  if cardinality(exact) + cardinality(begun) = most then
    return query
    select f.package_id, f.number, f.version, f.position, f.announced_on, f.heading, f.aside, f.body, f.words @@ exactly, ts_rank(f.words, loosely, 1)
    from unnest(exact || begun) f;
    return;
  end if;

  return query execute format($query$
    select f.package_id, f.number, f.version, f.position, f.announced_on, f.heading, f.aside, f.body, f.is_exact, ts_rank(f.words, $6, 1)
    from (
      (select d.*, true as is_exact from ledger.search_document d
        where d.what = %1$L and d.words @@ $2 and d.known_from <= $4 and $4 < d.known_to and %2$s limit $5)
      union all
      (select d.*, false from ledger.search_document d
        where d.what = %1$L and d.words @@ $6 and not d.words @@ $2 and d.known_from <= $4 and $4 < d.known_to and %2$s limit $5)
      limit $5) f
    $query$, kind, stands)
  using kind, exactly, announced_by, known_at, most, loosely;
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
  left join ledger.search_frequency($2, $3, $5) often on often.what = k.what
  cross join lateral ledger.search_kind(k.what, $2, $3, $4, $5, $6, coalesce(often.exactly_frequent, false), coalesce(often.loosely_frequent, false)) f
  window of_kind as (partition by k.what)) r
where r.place > $7 and r.place <= $7 + $8
order by array_position($1, r.what), r.place
$$;

revoke all on function ledger.search_stands(text), ledger.search_newest(text, tsquery, date, bigint, integer, tsquery), ledger.search_frequency(tsquery, tsquery, bigint),
  ledger.search_kind(text, tsquery, tsquery, date, bigint, integer, boolean, boolean),
  ledger.search_as_of(text[], tsquery, tsquery, date, bigint, integer, integer, integer) from public;
grant execute on function ledger.search_stands(text), ledger.search_newest(text, tsquery, date, bigint, integer, tsquery), ledger.search_frequency(tsquery, tsquery, bigint),
  ledger.search_kind(text, tsquery, tsquery, date, bigint, integer, boolean, boolean),
  ledger.search_as_of(text[], tsquery, tsquery, date, bigint, integer, integer, integer) to aidtracker_app, aidtracker_reader;
