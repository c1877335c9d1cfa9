-- keep_package as in 9j_sums, but that groups of totals are looked for only by a publication that adds a line or describes one: a package's
-- donors and currency never change, so no other publication has a new group. It was a twentieth of what a publication took.
create or replace function ledger.keep_package(package bigint, seq bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
begin
  perform ledger.add_to_sums(package, -1);
  update ledger.announcement_at a set known_to = seq, status_now = 'corrected'
  from ledger.announcement later
  where later.package_id = package and later.publication_seq = seq
    and a.package_id = package and a.number = later.number and a.version = later.version - 1;
  insert into ledger.announcement_at select * from ledger.announcement_state where package_id = package and publication = seq;

  delete from ledger.witness_now where package_id = package;
  insert into ledger.witness_now select * from ledger.witness_read where package_id = package;

  if exists (select from ledger.line_item l where l.package_id = package and l.publication_seq = seq)
     or exists (select from ledger.line_item_description d where d.package_id = package and d.publication_seq = seq) then
    insert into ledger.total_group (donors, currency, role, category, repayable)
    select distinct k.donors, k.currency, k.role, k.category, k.repayable
    from ledger.line_item_group k
    where k.package_id = package and not exists (
      select from ledger.total_group g
      where g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable);
  end if;

  perform ledger.add_to_totals(package, -1);

  with fresh as materialized (
    select s.*, ledger.for_good() as known_to from ledger.line_item_span s where s.package_id = package and s.known_at = seq
  ), closed as (
    update ledger.line_item_at o set known_to = seq
    where o.package_id = package and o.known_to = ledger.for_good()
      and not exists (
        select from fresh f
        where f.line_number = o.line_number and f.announced_from = o.announced_from and f.announced_to = o.announced_to
          and f.standing is not distinct from ledger.standing(o))
  )
  insert into ledger.line_item_at
  select f.package_id, f.line_number, f.announced_from, f.announced_to, seq, f.known_to, g.id, (f.standing).*
  from fresh f
  join ledger.line_item_group k on k.package_id = package and k.line_number = f.line_number and k.described_in is not distinct from (f.standing).described_in
  join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable
  where not exists (
    select from ledger.line_item_at o
    where o.package_id = package and o.line_number = f.line_number and o.announced_from = f.announced_from and o.announced_to = f.announced_to
      and o.known_to = ledger.for_good() and f.standing is not distinct from ledger.standing(o));

  perform ledger.add_to_totals(package, 1);
  delete from ledger.total_now t
  where t.of_lines = 0 and t.group_id in (select l.group_id from ledger.line_item_at l where l.package_id = package);

  with fresh as materialized (
    select s.* from ledger.package_span s where s.package_id = package and s.known_at = seq
  ), closed as (
    update ledger.package_at o set known_to = seq
    where o.package_id = package and o.known_to = ledger.for_good()
      and not exists (
        select from fresh f
        where f.announced_from = o.announced_from and f.announced_to = o.announced_to and f.standing is not distinct from ledger.standing(o))
  )
  insert into ledger.package_at
  select f.package_id, f.announced_from, f.announced_to, seq, ledger.for_good(), s.slug, s.currency, s.title, s.summary, s.initiative,
    s.donors, s.donor_names, s.recipients, s.recipient_names, s.categories, s.instruments, s.initiatives, s.kinds, s.committed, s.floor,
    s.qualifier, s.is_open, s.itemised, s.not_yet_itemised, s.overlap, s.line_count, s.first_announced_on, s.last_announced_on,
    s.announcement_count, s.correction_count, s.is_demonstration, s.is_suspended, s.contracted, s.paid, s.delivered, s.undelivered, s.undelivered_since,
  s.basis_days, s.basis_weights
  from fresh f
  cross join lateral (select (f.standing).*) s
  where not exists (
    select from ledger.package_at o
    where o.package_id = package and o.announced_from = f.announced_from and o.announced_to = f.announced_to
      and o.known_to = ledger.for_good() and f.standing is not distinct from ledger.standing(o));

  delete from ledger.line_item_now where package_id = package;
  insert into ledger.line_item_now select * from ledger.line_item_read where package_id = package;
  delete from ledger.package_now where package_id = package;
  insert into ledger.package_now select * from ledger.package_read where package_id = package;
  perform ledger.add_to_sums(package, 1);
  delete from ledger.package_sum_now where package_id = package;
  insert into ledger.package_sum_now select * from ledger.package_sum_state where package_id = package;
  delete from ledger.moved_now where entries = 0;
  delete from ledger.instrument_now where of_lines = 0;
  delete from ledger.donors_now where packages = 0;
  delete from ledger.coverage_now where packages = 0;
end $$;
