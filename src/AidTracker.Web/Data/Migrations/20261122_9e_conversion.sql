-- Net first, convert last (product rule 5): of each package at a point of both clocks what one unit of its currency is worth in
-- another. $4: the one day whose rates hold for everything; null: of each day on which money came in, by its part of what stands,
-- which is the moving average. $1 and $2: both null, what stands now. A package without a row has no rate on a day that it needs: its figures stay as they are, and are
-- counted. All of a package has one rate, so what adds up in its own currency adds up in every other.
create function ledger.conversion_as_of(announced_by date, known_at bigint, reporting text, fixed date)
returns table (package_id bigint, rate numeric, rate_from date, rate_to date)
language sql stable as $$
select b.package_id, sum(b.weight * b.rate), min(b.rate_day), max(b.rate_day)
from (
  select k.package_id, part.weight,
    case when k.currency = $3 then 1 else round(q.per_euro, 30) / c.per_euro end as rate,
    case when k.currency <> $3 then least(q.rate_day, c.rate_day) end as rate_day
  from (
    -- One of the two: what stands now is kept apart from the past, of which nothing is before null.
    select n.package_id, n.currency, n.basis_days, n.basis_weights from ledger.package_now n where $1 is null
    union all
    select p.package_id, p.currency, p.basis_days, p.basis_weights from ledger.package_as_of($1, $2) p) k
  cross join lateral (
    select basis.day, basis.weight from unnest(k.basis_days, k.basis_weights) basis (day, weight)
    where $4 is null and k.currency <> $3
    union all
    select coalesce($4, '2000-01-01'), 1 where $4 is not null or k.currency = $3) part
  left join ledger.rate_on q on q.currency = $3 and q.day = part.day and q.known_from <= coalesce($2, ledger.for_good() - 1) and coalesce($2, ledger.for_good() - 1) < q.known_to
  left join ledger.rate_on c on c.currency = k.currency and c.day = part.day and c.known_from <= coalesce($2, ledger.for_good() - 1) and coalesce($2, ledger.for_good() - 1) < c.known_to) b
group by b.package_id
having count(b.rate) = count(*)
$$;

-- The currencies that there are rates of, by skipping from one to the next.
create view ledger.reporting_currency as
with recursive known as (
  (select currency from ledger.rate_on order by currency limit 1)
  union all
  select (select r.currency from ledger.rate_on r where r.currency > known.currency order by r.currency limit 1) from known where known.currency is not null
)
select c.code, c.name from known join ledger.currency c on c.code = known.currency;

revoke all on function ledger.conversion_as_of(date, bigint, text, date) from public;
grant execute on function ledger.conversion_as_of(date, bigint, text, date) to aidtracker_app, aidtracker_reader;
grant select on ledger.reporting_currency to aidtracker_app, aidtracker_reader;
