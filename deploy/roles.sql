-- The roles of AidTracker and their rights on the database that this is run in.
--
-- Run by a superuser, connected to the database that the application will use:
--
--     createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 aidtracker
--     psql --dbname=aidtracker --file=deploy/roles.sql
--
-- Running it again changes nothing. No password is set here: give the three login roles theirs with
-- ALTER ROLE … PASSWORD or \password. The private server of the application and docker-compose.yml run this same file.
--
--   aidtracker_owner     owns the database, the schema and every table; nobody logs in as it
--   aidtracker_migrator  logs in for migrations only, and acts as the owner
--   aidtracker_app       what the application runs as; its rights on tables are granted by the migrations
--   aidtracker_reader    reads only; its rights on tables are granted by the migrations

begin;

-- Roles are the whole server's, so two runs in two databases at the same moment would change the same rows; an advisory
-- lock would hold in one database only.
lock table pg_catalog.pg_authid in share row exclusive mode;

do $$
declare
  name text;
begin
  foreach name in array array['aidtracker_owner', 'aidtracker_migrator', 'aidtracker_app', 'aidtracker_reader'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I', name);
    end if;
  end loop;
end $$;

alter role aidtracker_owner    nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role aidtracker_migrator login   nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role aidtracker_app      login   nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role aidtracker_reader   login   nosuperuser nocreatedb nocreaterole noreplication nobypassrls;

-- Whatever the migrator creates belongs to the owner, so that a later migrator can change it and the application cannot.
grant aidtracker_owner to aidtracker_migrator;
alter role aidtracker_migrator set role to 'aidtracker_owner';

-- Dates and times mean the same on every server. No statement_timeout for the application or the reader: an export to a
-- slow client is one long statement, and client_connection_check_interval ends it when that client leaves.
alter role aidtracker_migrator set timezone to 'UTC';
alter role aidtracker_app      set timezone to 'UTC';
alter role aidtracker_reader   set timezone to 'UTC';
alter role aidtracker_app      set lock_timeout to '10s';
alter role aidtracker_reader   set lock_timeout to '10s';
alter role aidtracker_app      set idle_in_transaction_session_timeout to '5min';
alter role aidtracker_reader   set idle_in_transaction_session_timeout to '5min';
alter role aidtracker_app      set client_connection_check_interval to '1s';
alter role aidtracker_reader   set client_connection_check_interval to '1s';
alter role aidtracker_reader   set default_transaction_read_only to on;
-- Of disks without moving parts: at the default, made for those with, a filtered list reads the whole of a large table.
alter role aidtracker_app      set random_page_cost to 1.1;
alter role aidtracker_reader   set random_page_cost to 1.1;

do $$
declare
  name text;
begin
  execute format('alter database %I owner to aidtracker_owner', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to aidtracker_migrator, aidtracker_app, aidtracker_reader', current_database());
  foreach name in array array['aidtracker_migrator', 'aidtracker_app', 'aidtracker_reader'] loop
    execute format('alter role %I in database %I set search_path to ledger, public', name, current_database());
    -- To compile a query of readers takes longer than to run it.
    execute format('alter role %I in database %I set jit to off', name, current_database());
  end loop;
end $$;

create schema if not exists ledger;
alter schema ledger owner to aidtracker_owner;
revoke all on schema ledger from public;
grant usage on schema ledger to aidtracker_app, aidtracker_reader;

-- Nothing of ours is in schema public, and nobody but its owner creates anything there.
revoke all on schema public from public;

commit;
