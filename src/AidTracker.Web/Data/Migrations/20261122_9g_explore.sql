-- The rates of all packages at once, for what adds up many of them. ledger.conversion_as_of is put into the query that asks it, which
-- serves who asks for one package; but how many of its rows are left by its last condition the planner takes for one, and would go
-- through them again for every package that it joins. A function with a setting of its own is not put into the query, and says how many.
create function ledger.conversions_as_of(announced_by date, known_at bigint, reporting text, fixed date)
returns table (package_id bigint, rate numeric, rate_from date, rate_to date)
language sql stable rows 100000 set jit = off as $$
select * from ledger.conversion_as_of($1, $2, $3, $4)
$$;

revoke all on function ledger.conversions_as_of(date, bigint, text, date) from public;
grant execute on function ledger.conversions_as_of(date, bigint, text, date) to aidtracker_app, aidtracker_reader;
