-- Who is told of publications, and how far each was told. The ledger is the outbox: what is yet to be told is what has a higher number, so a
-- publication needs no row of its own here, and none is lost however it was made or whatever was killed. Addresses and secrets are settings
-- of the application and stand in no table.

create schema notice;
revoke all on schema notice from public;
grant usage on schema notice to aidtracker_app;

create table notice.webhook (
  name         text primary key constraint webhook_name_form check (name ~ '^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$'),
  -- The publication up to which it was told; a new one begins at the head.
  told         bigint not null check (told >= 0),
  told_at      timestamptz,
  -- In a row that failed since, and when the next is due; null where there is no next.
  tries        integer not null default 0 check (tries >= 0),
  next_try_at  timestamptz,
  failed_at    timestamptz,
  failed_with  text check (length(failed_with) <= 300),
  constraint webhook_failure_is_told check ((tries = 0) = (failed_at is null) and (failed_at is null) = (failed_with is null))
);

grant select, insert, update, delete on notice.webhook to aidtracker_app;
