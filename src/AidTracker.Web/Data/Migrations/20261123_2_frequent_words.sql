-- search_kind as in 9f_search, but that words which most documents say are not looked up: their index would be read to its end before the first
-- of the few that are looked at, where the table's beginning has enough of them. Both settings end with the call.
create or replace function ledger.search_kind(kind text, exactly tsquery, loosely tsquery, announced_by date, known_at bigint, most integer)
returns table (
  package_id bigint, number integer, version integer, "position" integer, announced_on date, heading text, aside text, body text,
  is_exact boolean, rank real)
language plpgsql stable set search_path = ledger, pg_temp set enable_seqscan = off set enable_indexscan = off set enable_indexonlyscan = off set jit = off as $$
declare
  -- Of some three hundred documents, in percent; all of a ledger that was never analysed.
  sampled real := (select least(100, 30000 / greatest(1, reltuples)) from pg_class where oid = 'ledger.search_document'::regclass);
begin
  if (select count(*) > 50 and count(*) filter (where d.words @@ exactly) * 2 > count(*) from ledger.search_document d tablesample system (sampled) repeatable (1) where d.what = kind) then
    perform set_config('enable_seqscan', 'on', true), set_config('enable_bitmapscan', 'off', true);
  end if;
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
