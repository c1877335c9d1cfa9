-- Who may do what, apart from the ledger: people, their roles and sessions, one-time links, and the trail of what was done with them.
-- The ledger knows nobody of these by key: a publication names its editor in words, and stays as it is whoever comes or goes.

create schema account;
revoke all on schema account from public;
grant usage on schema account to aidtracker_app;

-- What ASP.NET Core Identity asks of a person, and a name for others to read.
create table account.person (
  id                   uuid primary key,
  user_name            text not null constraint person_user_name_bounds check (user_name ~ '^[A-Za-z0-9._@-]{2,60}$'),
  normalized_user_name text not null constraint person_user_name_key unique,
  display_name         text not null constraint person_display_name_bounds check (length(display_name) between 1 and 120),
  password_hash        text,
  security_stamp       text not null,
  concurrency_stamp    text not null,
  two_factor_enabled   boolean not null,
  lockout_enabled      boolean not null,
  lockout_end          timestamptz,
  access_failed_count  integer not null check (access_failed_count >= 0),
  created_at           timestamptz not null,
  disabled_at          timestamptz
);

create table account.person_role (
  person_id uuid not null references account.person (id) on delete cascade,
  role      text not null constraint person_role_known check (role in ('reader', 'editor', 'reviewer', 'administrator')),
  given_at  timestamptz not null,
  given_by  uuid references account.person (id),
  primary key (person_id, role)
);

-- Keys of authenticators and recovery codes, encrypted by the application.
create table account.person_token (
  person_id      uuid not null references account.person (id) on delete cascade,
  login_provider text not null,
  name           text not null,
  value          text,
  primary key (person_id, login_provider, name)
);

create table account.person_passkey (
  credential_id bytea primary key check (length(credential_id) between 1 and 1024),
  person_id     uuid not null references account.person (id) on delete cascade,
  data          jsonb not null
);
create index person_passkey_by_person on account.person_passkey (person_id);

-- One sign-in in one browser. It holds until it is ended, is not used for long enough, or expires.
create table account.session (
  id         uuid primary key,
  person_id  uuid not null references account.person (id) on delete cascade,
  started_at timestamptz not null,
  seen_at    timestamptz not null,
  expires_at timestamptz not null,
  ended_at   timestamptz,
  proof      text not null constraint session_proof_known check (proof in ('Password', 'Code', 'RecoveryCode', 'Passkey', 'Link')),
  address    text check (length(address) <= 45),
  agent      text check (length(agent) <= 300)
);
create index session_by_person on account.session (person_id, started_at);

-- Of a link only the hash is kept: who reads the database cannot use it.
create table account.one_time_link (
  id           uuid primary key,
  token_hash   bytea not null constraint one_time_link_token_key unique check (length(token_hash) = 32),
  purpose      text not null constraint one_time_link_purpose_known check (purpose in ('FirstAdministrator', 'Invitation', 'PasswordReset')),
  person_id    uuid references account.person (id) on delete cascade,
  roles        text[] not null constraint one_time_link_roles_known check (roles <@ array['reader', 'editor', 'reviewer', 'administrator']),
  note         text not null check (length(note) <= 120),
  made_at      timestamptz not null,
  made_by      uuid references account.person (id),
  expires_at   timestamptz not null,
  used_at      timestamptz,
  withdrawn_at timestamptz,
  constraint one_time_link_names_whose_password check ((purpose = 'PasswordReset') = (person_id is not null))
);

-- Without one, nobody could ever appoint another. One change at a time: two administrators who remove each other would both be the last but one.
create function account.keep_an_administrator() returns trigger language plpgsql as $$
begin
  -- Apart, because a row of the other table has no such field.
  if tg_table_name = 'person' then
    if not exists (select from account.person_role where person_id = new.id and role = 'administrator') then
      return null;
    end if;
  end if;
  perform pg_advisory_xact_lock(4112026, 9);
  if not exists (
    select from account.person_role r join account.person p on p.id = r.person_id
    where r.role = 'administrator' and p.disabled_at is null)
  then
    raise exception 'The last administrator cannot be removed or disabled.' using errcode = '23514', constraint = 'an_administrator_stays';
  end if;
  return null;
end $$;

create constraint trigger an_administrator_stays_with_role after update or delete on account.person_role
  deferrable initially deferred for each row when (old.role = 'administrator') execute function account.keep_an_administrator();
create constraint trigger an_administrator_stays_enabled after update of disabled_at on account.person
  deferrable initially deferred for each row when (new.disabled_at is not null and old.disabled_at is null) execute function account.keep_an_administrator();

-- The trail --------------------------------------------------------------------------------------------------------

-- Names as they were then; no key to the person, so that it says the same whatever becomes of them.
create table account.audit_event (
  id          bigint generated always as identity primary key,
  at          timestamptz not null default clock_timestamp(),
  what        text not null constraint audit_event_what_is_a_name check (what ~ '^[A-Z][A-Za-z]{2,40}$'),
  person_id   uuid,
  person_name text check (length(person_name) <= 200),
  about       text not null check (length(about) <= 500),
  address     text check (length(address) <= 45),
  request     text check (length(request) <= 40)
);
create index audit_event_by_what on account.audit_event (what, id);
create index audit_event_by_person on account.audit_event (person_id, id);
create index audit_event_by_time on account.audit_event (at, id);

create function account.refuse_to_change_the_trail() returns trigger language plpgsql as $$
begin
  raise exception 'What is on the audit trail stays.' using errcode = '23514', constraint = 'audit_events_stay';
end $$;

create trigger audit_events_stay before update or delete on account.audit_event for each row execute function account.refuse_to_change_the_trail();
create trigger audit_events_are_not_emptied before truncate on account.audit_event for each statement execute function account.refuse_to_change_the_trail();
alter table account.audit_event enable always trigger audit_events_stay;
alter table account.audit_event enable always trigger audit_events_are_not_emptied;

-- In the publication's own transaction and whoever publishes: what is published is on the trail, and what is not is not. A replay has no actor.
create function account.trail_publication() returns trigger language plpgsql as $$
begin
  insert into account.audit_event (what, person_name, about)
  values ('Published', new.editor, 'Publication ' || new.seq);
  return null;
end $$;

create trigger publication_is_on_the_trail after insert on ledger.publication
  for each row when (new.origin = 'Desk') execute function account.trail_publication();
alter table ledger.publication enable always trigger publication_is_on_the_trail;

grant select, insert, update, delete on account.person, account.person_role, account.person_token, account.person_passkey, account.session, account.one_time_link to aidtracker_app;
grant select, insert on account.audit_event to aidtracker_app;
