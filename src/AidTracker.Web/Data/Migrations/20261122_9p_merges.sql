-- Two packages that are the same money become one: a publication on the duplicate takes its live announcements back and says here into
-- which package it went. Every figure at every point of both clocks follows from that. Undone by a later row without a package, in a
-- publication that states the announcements again. The same rules, under the same names, stand in AidTracker.Domain/Ledger/Package.cs.

create table ledger.package_merge (
  package_id      bigint not null,
  publication_seq bigint not null,
  -- The address of the package that it is one with from here on; null: it stands for itself again.
  into_slug       text constraint package_merge_into_fkey references ledger.package (slug),
  reason          text not null constraint package_merge_reason_bounds check (length(reason) between 1 and 800),
  primary key (package_id, publication_seq),
  foreign key (package_id, publication_seq) references ledger.package_revision (package_id, publication_seq) deferrable initially deferred
);
create index package_merge_by_publication on ledger.package_merge (publication_seq);
create index package_merge_into on ledger.package_merge (into_slug);

insert into ledger.covered_table (name, part_of) values ('package_merge', 'publication');

-- Where the money of a package stands, as it was known at a publication: the address that it was merged into; null where it stands for itself.
create function ledger.merged_into(package bigint, known_at bigint) returns text language sql stable as $$
select m.into_slug from ledger.package_merge m where m.package_id = $1 and m.publication_seq <= $2 order by m.publication_seq desc limit 1
$$;

-- The publication's lock is held, so no two merges can lead to one another.
create function ledger.check_merge() returns trigger language plpgsql security definer set search_path = ledger, pg_temp as $$
declare
  into_now constant text := ledger.merged_into(new.package_id, ledger.for_good());
  rule     text;
begin
  rule := case
    when new.into_slug is not null and into_now is not null then 'package_merged_once'
    when new.into_slug is null and into_now is null then 'package_merge_is_there_to_undo'
    when new.into_slug = (select slug from ledger.package where id = new.package_id) then 'package_merge_is_with_another'
    when new.into_slug is not null and ledger.merged_into((select id from ledger.package where slug = new.into_slug), ledger.for_good()) is not null then 'package_merge_is_into_one_that_stands' end;
  if rule is not null then
    raise exception using errcode = 'check_violation', constraint = rule, schema = 'ledger', table = 'package_merge', message = format('package %s: %s', new.package_id, rule);
  end if;
  return new;
end $$;

-- What is merged counts nothing until that is undone. Deferred, as what a publication leaves is known at its end only.
create function ledger.check_merged() returns trigger language plpgsql security definer set search_path = ledger, pg_temp as $$
begin
  if ledger.merged_into(new.package_id, ledger.for_good()) is not null
     and exists (select from ledger.live_announcement a where a.package_id = new.package_id) then
    raise exception using errcode = 'check_violation', constraint = 'package_merged_counts_nothing', schema = 'ledger', table = 'package_merge',
      message = format('package %s is merged into another and would count beside it', new.package_id);
  end if;
  return null;
end $$;

create trigger check_unsealed before insert on ledger.package_merge for each row execute function ledger.check_unsealed();
create trigger check_merge before insert on ledger.package_merge for each row execute function ledger.check_merge();
create constraint trigger check_merged after insert on ledger.package_revision deferrable initially deferred for each row execute function ledger.check_merged();
create trigger refuse_change before update or delete on ledger.package_merge for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.package_merge for each statement execute function ledger.refuse_change();
alter table ledger.package_merge enable always trigger check_unsealed, enable always trigger check_merge, enable always trigger refuse_change, enable always trigger refuse_truncate;
alter table ledger.package_revision enable always trigger check_merged;

revoke all on ledger.package_merge from public;
grant select on ledger.package_merge to aidtracker_app, aidtracker_reader;
grant insert on ledger.package_merge to aidtracker_app;
revoke all on function ledger.merged_into(bigint, bigint), ledger.check_merge(), ledger.check_merged() from public;
grant execute on function ledger.merged_into(bigint, bigint) to aidtracker_app, aidtracker_reader;
