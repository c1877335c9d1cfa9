-- What a package adds up to is worked out in one pass over its lines; what all aid is made of by category, which the overview asks first, is kept like
-- it is by instrument; and of the sums in euro by what counts how there stays what the shares do not say: what has no rate.

drop view ledger.euro_read, ledger.euro_to_keep, ledger.euro_state, ledger.package_part;
alter type ledger.sum_parts drop attribute euro;
drop table ledger.euro_now;

-- Packages that there is no rate into the euro for, of those that state a sum.
create table ledger.unrated_now (
  currency  text primary key,
  packages  bigint not null,
  committed numeric not null
);

create view ledger.unrated_to_keep as
select k.currency, count(*) as packages, sum(k.committed) as committed
from ledger.package_now k
join ledger.euro_rate e on e.package_id = k.package_id
where e.currency <> 'EUR' and k.committed is not null
group by k.currency;

insert into ledger.unrated_now select * from ledger.unrated_to_keep;

-- An empty category is that of the two reserved lines.
create table ledger.category_now (
  currency    text not null,
  role        text not null,
  category    text not null,
  counting    text not null check (counting in ('military', 'repayable', 'civil')),
  of_lines    bigint not null,
  lines       bigint not null,
  amount      numeric not null,
  floor       numeric not null,
  open_ended  bigint not null,
  contracted  numeric not null,
  paid        numeric not null,
  delivered   numeric not null,
  undelivered numeric not null,
  primary key (currency, role, category, counting)
);

create view ledger.category_to_keep as
select g.currency, g.role, g.category, case when g.repayable then 'repayable' when not c.military then 'civil' else 'military' end as counting,
  sum(t.of_lines)::bigint as of_lines, sum(t.lines)::bigint as lines, sum(t.amount) as amount, sum(t.floor) as floor, sum(t.open_ended)::bigint as open_ended,
  sum(t.contracted) as contracted, sum(t.paid) as paid, sum(t.delivered) as delivered, sum(t.undelivered) as undelivered
from ledger.total_now t
join ledger.total_group g on g.id = t.group_id
left join ledger.category c on c.code = g.category
group by 1, 2, 3, 4;

insert into ledger.category_now select * from ledger.category_to_keep;

-- A share says its currency, so that shares in another and those as announced are read alike.
create or replace view ledger.share_euro_read as
select by, key, role, counting, lines, round(amount, 6) as amount, round(floor, 6) as floor, open_ended,
  round(contracted, 6) as contracted, round(paid, 6) as paid, round(delivered, 6) as delivered, round(undelivered, 6) as undelivered, 'EUR' as currency
from ledger.share_euro_now;

create view ledger.category_read as
select 'category' as by, category as key, role, counting, lines, amount, floor, open_ended, contracted, paid, delivered, undelivered, currency from ledger.category_now;

alter type ledger.sum_parts add attribute categories ledger.category_now[], add attribute unrated ledger.unrated_now[];

-- What a package is part of the sums with, as it is kept now: one pass over its lines, one over its entries.
create or replace function ledger.sum_parts_of(package bigint) returns ledger.sum_parts language plpgsql as $$
declare
  parts ledger.sum_parts;
begin
  with rated as materialized (
    select currency, rate from ledger.euro_rate where package_id = package
  ), line as materialized (
    select l.line_number, l.group_id, g.currency, g.role, g.category, coalesce(l.instrument, '') as instrument, g.donors,
      case when g.repayable then 'repayable' when not c.military then 'civil' else 'military' end as counting,
      l.amount, case when l.amount is not null then l.floor end as floor, l.amount is not null and not l.has_ceiling as open_ended,
      l.contracted, l.paid, l.delivered, l.undelivered
    from ledger.line_item_at l
    join ledger.total_group g on g.id = l.group_id
    left join ledger.category c on c.code = g.category
    where l.package_id = package and l.announced_to = 'infinity' and l.known_to = ledger.for_good()
  ), added as materialized (
    -- By group, by who they are, by category and by instrument: 7, 11, 13 and 14.
    select grouping(group_id, donors, category, instrument) as kept_by, group_id, donors, category, instrument, currency, role, counting,
      count(*) as of_lines, count(amount) as lines, coalesce(sum(amount), 0) as amount, coalesce(sum(floor), 0) as floor, count(*) filter (where open_ended) as open_ended,
      coalesce(sum(contracted), 0) as contracted, coalesce(sum(paid), 0) as paid, coalesce(sum(delivered), 0) as delivered, coalesce(sum(undelivered), 0) as undelivered
    from line
    group by currency, grouping sets ((group_id), (role, counting, donors), (role, counting, category), (role, counting, instrument))
  ), moved as materialized (
    select date_trunc('month', a.announced_on)::date as month, l.currency, l.counting, count(*) as entries, sum(e.amount) as amount
    from ledger.announcement_at a
    join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
    join line l on l.line_number = e.line_number
    where a.package_id = package and a.status_now = 'live' and e.amount is not null
    group by 1, 2, 3
  )
  select
    array(select row(group_id, of_lines, lines, amount, floor, open_ended, contracted, paid, delivered, undelivered)::ledger.total_now from added where kept_by = 7),
    array(select row(month, currency, counting, entries, amount)::ledger.moved_now from moved),
    array(select row(currency, role, instrument, counting, of_lines, lines, amount, floor, open_ended)::ledger.instrument_now from added where kept_by = 14),
    array(
      select row(s.donors, 1, case when s.committed is null and s.qualifier is not null then 1 else 0 end, s.package_id)::ledger.donors_now
      from ledger.package_now s where s.package_id = package),
    array(
      select row(s.currency, 1, s.value, s.value_sourced, s.value_quoted, s.value_summarised, s.value_official,
        s.figures, s.figures_sourced, s.figures_quoted, s.figures_summarised, s.figures_official)::ledger.coverage_now
      from ledger.witness_now s where s.package_id = package),
    array(select row(m.month, r.currency, m.counting, m.entries, m.amount * r.rate)::ledger.moved_euro_now from moved m, rated r),
    array(
      select row(case s.kept_by when 11 then 'donors' when 13 then 'category' else 'instrument' end,
        case s.kept_by when 11 then array_to_string(s.donors, ' ') when 13 then s.category else s.instrument end, s.role, s.counting,
        s.of_lines, s.lines, s.amount * r.rate, s.floor * r.rate, s.open_ended, s.contracted * r.rate, s.paid * r.rate, s.delivered * r.rate, s.undelivered * r.rate)::ledger.share_euro_now
      from added s, rated r where s.kept_by <> 7 and r.currency = 'EUR'),
    array(
      select row(currency, role, category, counting, of_lines, lines, amount, floor, open_ended, contracted, paid, delivered, undelivered)::ledger.category_now
      from added where kept_by = 13),
    array(
      select row(s.currency, 1, s.committed)::ledger.unrated_now
      from ledger.package_now s, rated r where s.package_id = package and s.committed is not null and r.currency <> 'EUR')
  into parts;
  return parts;
end $$;

-- Writes what differs between the two, and removes sums that nothing is part of any more.
create or replace function ledger.move_sums(before ledger.sum_parts, after ledger.sum_parts) returns void language plpgsql as $$
begin
  insert into ledger.total_now as t
  select d.group_id, sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered)
  from (
    select * from unnest(after.totals)
    union all
    select group_id, -of_lines, -lines, -amount, -floor, -open_ended, -contracted, -paid, -delivered, -undelivered from unnest(before.totals)) d
  group by d.group_id
  having (sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (group_id) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended,
    contracted = t.contracted + excluded.contracted, paid = t.paid + excluded.paid, delivered = t.delivered + excluded.delivered,
    undelivered = t.undelivered + excluded.undelivered;

  insert into ledger.moved_now as t
  select d.month, d.currency, d.counting, sum(d.entries), sum(d.amount)
  from (
    select * from unnest(after.moved)
    union all
    select month, currency, counting, -entries, -amount from unnest(before.moved)) d
  group by d.month, d.currency, d.counting
  having (sum(d.entries), sum(d.amount)) <> (0, 0)
  on conflict (month, currency, counting) do update set entries = t.entries + excluded.entries, amount = t.amount + excluded.amount;

  insert into ledger.category_now as t
  select d.currency, d.role, d.category, d.counting, sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid),
    sum(d.delivered), sum(d.undelivered)
  from (
    select * from unnest(after.categories)
    union all
    select currency, role, category, counting, -of_lines, -lines, -amount, -floor, -open_ended, -contracted, -paid, -delivered, -undelivered from unnest(before.categories)) d
  group by d.currency, d.role, d.category, d.counting
  having (sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (currency, role, category, counting) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended,
    contracted = t.contracted + excluded.contracted, paid = t.paid + excluded.paid, delivered = t.delivered + excluded.delivered,
    undelivered = t.undelivered + excluded.undelivered;

  insert into ledger.instrument_now as t
  select d.currency, d.role, d.instrument, d.counting, sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended)
  from (
    select * from unnest(after.instruments)
    union all
    select currency, role, instrument, counting, -of_lines, -lines, -amount, -floor, -open_ended from unnest(before.instruments)) d
  group by d.currency, d.role, d.instrument, d.counting
  having (sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended)) <> (0, 0, 0, 0, 0)
  on conflict (currency, role, instrument, counting) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended;

  insert into ledger.donors_now as t
  select d.donors, sum(d.packages), sum(d.undisclosed), sum(d.package_ids)
  from (
    select * from unnest(after.donors)
    union all
    select donors, -packages, -undisclosed, -package_ids from unnest(before.donors)) d
  group by d.donors
  having (sum(d.packages), sum(d.undisclosed)) <> (0, 0)
  on conflict (donors) do update set packages = t.packages + excluded.packages, undisclosed = t.undisclosed + excluded.undisclosed,
    package_ids = t.package_ids + excluded.package_ids;

  insert into ledger.coverage_now as t
  select d.currency, sum(d.packages), sum(d.value), sum(d.value_sourced), sum(d.value_quoted), sum(d.value_summarised), sum(d.value_official),
    sum(d.figures), sum(d.figures_sourced), sum(d.figures_quoted), sum(d.figures_summarised), sum(d.figures_official)
  from (
    select * from unnest(after.coverage)
    union all
    select currency, -packages, -value, -value_sourced, -value_quoted, -value_summarised, -value_official,
      -figures, -figures_sourced, -figures_quoted, -figures_summarised, -figures_official
    from unnest(before.coverage)) d
  group by d.currency
  having (sum(d.packages), sum(d.value), sum(d.value_sourced), sum(d.value_quoted), sum(d.value_summarised), sum(d.value_official),
    sum(d.figures), sum(d.figures_sourced), sum(d.figures_quoted), sum(d.figures_summarised), sum(d.figures_official)) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (currency) do update set packages = t.packages + excluded.packages, value = t.value + excluded.value,
    value_sourced = t.value_sourced + excluded.value_sourced, value_quoted = t.value_quoted + excluded.value_quoted,
    value_summarised = t.value_summarised + excluded.value_summarised, value_official = t.value_official + excluded.value_official,
    figures = t.figures + excluded.figures, figures_sourced = t.figures_sourced + excluded.figures_sourced,
    figures_quoted = t.figures_quoted + excluded.figures_quoted, figures_summarised = t.figures_summarised + excluded.figures_summarised,
    figures_official = t.figures_official + excluded.figures_official;

  insert into ledger.unrated_now as t
  select d.currency, sum(d.packages), sum(d.committed)
  from (
    select * from unnest(after.unrated)
    union all
    select currency, -packages, -committed from unnest(before.unrated)) d
  group by d.currency
  having (sum(d.packages), sum(d.committed)) <> (0, 0)
  on conflict (currency) do update set packages = t.packages + excluded.packages, committed = t.committed + excluded.committed;

  insert into ledger.moved_euro_now as t
  select d.month, d.currency, d.counting, sum(d.entries), sum(d.amount)
  from (
    select * from unnest(after.moved_euro)
    union all
    select month, currency, counting, -entries, -amount from unnest(before.moved_euro)) d
  group by d.month, d.currency, d.counting
  having (sum(d.entries), sum(d.amount)) <> (0, 0)
  on conflict (month, currency, counting) do update set entries = t.entries + excluded.entries, amount = t.amount + excluded.amount;

  insert into ledger.share_euro_now as t
  select d.by, d.key, d.role, d.counting, sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered),
    sum(d.undelivered)
  from (
    select * from unnest(after.shares_euro)
    union all
    select by, key, role, counting, -of_lines, -lines, -amount, -floor, -open_ended, -contracted, -paid, -delivered, -undelivered from unnest(before.shares_euro)) d
  group by d.by, d.key, d.role, d.counting
  having (sum(d.of_lines), sum(d.lines), sum(d.amount), sum(d.floor), sum(d.open_ended), sum(d.contracted), sum(d.paid), sum(d.delivered), sum(d.undelivered))
    <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
  on conflict (by, key, role, counting) do update set of_lines = t.of_lines + excluded.of_lines, lines = t.lines + excluded.lines,
    amount = t.amount + excluded.amount, floor = t.floor + excluded.floor, open_ended = t.open_ended + excluded.open_ended,
    contracted = t.contracted + excluded.contracted, paid = t.paid + excluded.paid, delivered = t.delivered + excluded.delivered,
    undelivered = t.undelivered + excluded.undelivered;

  -- A sum that nothing is part of any more goes: one that the package was part of, and is not. Its rate can take it out of the euro, and of nothing else.
  if exists (select b.group_id from unnest(before.totals) b except select a.group_id from unnest(after.totals) a)
     or exists (select b.currency, b.role, b.instrument, b.counting from unnest(before.instruments) b except select a.currency, a.role, a.instrument, a.counting from unnest(after.instruments) a)
     or exists (select b.month, b.currency, b.counting from unnest(before.moved) b except select a.month, a.currency, a.counting from unnest(after.moved) a)
     or cardinality(before.donors) > cardinality(after.donors) or cardinality(before.coverage) > cardinality(after.coverage) then
    delete from ledger.total_now t using unnest(before.totals) b where t.group_id = b.group_id and t.of_lines = 0;
    delete from ledger.moved_now t using unnest(before.moved) b
    where t.month = b.month and t.currency = b.currency and t.counting = b.counting and t.entries = 0;
    delete from ledger.category_now t using unnest(before.categories) b
    where t.currency = b.currency and t.role = b.role and t.category = b.category and t.counting = b.counting and t.of_lines = 0;
    delete from ledger.instrument_now t using unnest(before.instruments) b
    where t.currency = b.currency and t.role = b.role and t.instrument = b.instrument and t.counting = b.counting and t.of_lines = 0;
    delete from ledger.donors_now t using unnest(before.donors) b where t.donors = b.donors and t.packages = 0;
    delete from ledger.coverage_now t using unnest(before.coverage) b where t.currency = b.currency and t.packages = 0;
  end if;
  if cardinality(before.unrated) > cardinality(after.unrated)
     or exists (select b.month, b.currency, b.counting from unnest(before.moved_euro) b except select a.month, a.currency, a.counting from unnest(after.moved_euro) a)
     or exists (select b.by, b.key, b.role, b.counting from unnest(before.shares_euro) b except select a.by, a.key, a.role, a.counting from unnest(after.shares_euro) a) then
    delete from ledger.unrated_now t using unnest(before.unrated) b where t.currency = b.currency and t.packages = 0;
    delete from ledger.moved_euro_now t using unnest(before.moved_euro) b
    where t.month = b.month and t.currency = b.currency and t.counting = b.counting and t.entries = 0;
    delete from ledger.share_euro_now t using unnest(before.shares_euro) b
    where t.by = b.by and t.key = b.key and t.role = b.role and t.counting = b.counting and t.of_lines = 0;
  end if;
end $$;

create or replace function ledger.rebuild_kept() returns void language plpgsql set search_path = ledger, pg_temp set jit = off as $$
begin
  truncate ledger.announcement_at, ledger.witness_now, ledger.total_group, ledger.total_now, ledger.moved_now, ledger.instrument_now, ledger.category_now, ledger.donors_now,
    ledger.coverage_now, ledger.package_sum_now, ledger.unrated_now, ledger.moved_euro_now, ledger.share_euro_now, ledger.line_item_at, ledger.line_item_now, ledger.package_at, ledger.package_now;
  insert into ledger.announcement_at select * from ledger.announcement_state;
  analyze ledger.announcement_at;
  insert into ledger.witness_now select * from ledger.witness_read;
  insert into ledger.total_group (donors, currency, role, category, repayable)
  select distinct donors, currency, role, category, repayable from ledger.line_item_group;
  analyze ledger.total_group;
  insert into ledger.line_item_at select * from ledger.line_item_to_keep;
  analyze ledger.line_item_at;
  insert into ledger.total_now select * from ledger.total_to_keep;
  insert into ledger.package_at select * from ledger.package_to_keep;
  analyze ledger.package_at;
  insert into ledger.line_item_now select * from ledger.line_item_read;
  insert into ledger.package_now select * from ledger.package_read;
  insert into ledger.moved_now select * from ledger.moved_to_keep;
  insert into ledger.instrument_now select * from ledger.instrument_to_keep;
  insert into ledger.category_now select * from ledger.category_to_keep;
  insert into ledger.donors_now select * from ledger.donors_to_keep;
  insert into ledger.coverage_now select * from ledger.coverage_to_keep;
  insert into ledger.package_sum_now select * from ledger.package_sum_state;
  analyze ledger.line_item_now, ledger.package_now, ledger.package_sum_now;
  insert into ledger.unrated_now select * from ledger.unrated_to_keep;
  insert into ledger.moved_euro_now select * from ledger.moved_euro_to_keep;
  insert into ledger.share_euro_now select * from ledger.share_euro_to_keep;
end $$;

create or replace function ledger.rebuild_euro() returns void language plpgsql set search_path = ledger, pg_temp set jit = off set work_mem = '64MB' as $$
begin
  delete from ledger.unrated_now;
  delete from ledger.moved_euro_now;
  delete from ledger.share_euro_now;
  insert into ledger.unrated_now select * from ledger.unrated_to_keep;
  insert into ledger.moved_euro_now select * from ledger.moved_euro_to_keep;
  insert into ledger.share_euro_now select * from ledger.share_euro_to_keep;
end $$;

grant select on ledger.category_now, ledger.category_to_keep, ledger.category_read, ledger.unrated_now, ledger.unrated_to_keep to aidtracker_app, aidtracker_reader;
