-- Snapshots: named points on both clocks that stay what they are. The name is all that is new: what a snapshot shows, and its data package,
-- are worked out of the ledger, which keeps every point. So they are not hashed with publications; each holds the hash of the journal that
-- it is of, and whoever kept a citation can compare.

create table ledger.snapshot (
  number       integer primary key check (number > 0),
  name         text not null constraint snapshot_name_is_new unique
               constraint snapshot_name_form check (name ~ '^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$'),
  -- The first clock; null: everything announced.
  announced_by date constraint snapshot_announced_by_bounds check (announced_by between '1990-01-01' and '2100-01-01'),
  known_at     bigint not null constraint snapshot_known_at_fkey references ledger.publication (seq),
  head_hash    bytea not null check (octet_length(head_hash) = 32),
  made_at      timestamptz not null,
  made_by      text not null constraint snapshot_made_by_bounds check (length(made_by) between 1 and 120)
);

-- Whoever makes one says the name, the point and who they are; the rest is the database's.
create function ledger.complete_snapshot() returns trigger language plpgsql
set search_path = ledger, pg_temp as $$
begin
  perform pg_advisory_xact_lock(hashtext('ledger.snapshot'));
  new.number := coalesce((select max(number) from ledger.snapshot), 0) + 1;
  new.head_hash := (select hash from ledger.journal where seq = new.known_at);
  new.made_at := clock_timestamp();
  return new;
end $$;

create trigger complete_snapshot before insert on ledger.snapshot for each row execute function ledger.complete_snapshot();
alter table ledger.snapshot enable always trigger complete_snapshot;
create trigger refuse_change before update or delete on ledger.snapshot for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.snapshot for each statement execute function ledger.refuse_change();
alter table ledger.snapshot enable always trigger refuse_change;
alter table ledger.snapshot enable always trigger refuse_truncate;

revoke all on ledger.snapshot from public;
grant select on ledger.snapshot to aidtracker_app, aidtracker_reader;
grant insert on ledger.snapshot to aidtracker_app;
revoke all on function ledger.complete_snapshot() from public;
