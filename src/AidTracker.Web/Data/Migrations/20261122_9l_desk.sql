-- The desk: drafts, the texts that they were read from, and their way through review. Unlike the ledger these rows change; what may
-- follow what is said here, so that a bug, a script or a race cannot publish alone, skip a step or lose what somebody else saved.
create schema desk;
revoke all on schema desk from public;

create table desk.draft (
  -- Made by whoever starts it, and the publication's command id later: a retry of either is the same one.
  id            uuid primary key,
  author        uuid not null,
  author_name   text not null constraint draft_author_name_bounds check (length(author_name) between 1 and 120),
  state         text not null default 'draft' constraint draft_state_known check (state in ('draft', 'in_review', 'returned', 'published')),
  -- Counts what was saved: whoever saves says which version was seen.
  version       integer not null default 1 constraint draft_version_positive check (version > 0),
  -- What was typed, as text, however wrong.
  content       jsonb not null constraint draft_content_bounds check (jsonb_typeof(content) = 'object' and octet_length(content::text) <= 2000000),
  -- The revision of the package that the author has looked at; 0 where it opens one.
  seen_revision integer not null default 0 constraint draft_seen_revision_bounds check (seen_revision >= 0),
  started_at    timestamptz not null default clock_timestamp(),
  saved_at      timestamptz not null default clock_timestamp(),
  discarded_at  timestamptz,
  -- Its number on the ledger, which the ledger itself vouches for.
  publication   bigint,
  unique (id, author),
  constraint draft_discarded_before_review check (discarded_at is null or state in ('draft', 'returned')),
  constraint draft_published_is_on_record check ((state = 'published') = (publication is not null))
);
create index draft_by_author on desk.draft (author, saved_at desc);
create index draft_in_review on desk.draft (saved_at) where state = 'in_review';

-- What was pasted, by the position of its source in the draft. At most 5 MB of UTF-8.
create table desk.draft_text (
  draft_id uuid not null references desk.draft (id),
  source   integer not null constraint draft_text_source_bounds check (source between 1 and 20),
  body     text not null constraint draft_text_bounds check (octet_length(body) between 1 and 5000000),
  primary key (draft_id, source)
);

-- One submission of a draft and what became of it.
create table desk.review (
  draft_id      uuid not null,
  number        integer not null constraint review_number_positive check (number > 0),
  author        uuid not null,
  -- The draft's version that was submitted, which is the one that is published.
  version       integer not null,
  note          text constraint review_note_bounds check (length(note) between 1 and 2000),
  submitted_at  timestamptz not null default clock_timestamp(),
  reviewer      uuid,
  reviewer_name text constraint review_reviewer_name_bounds check (length(reviewer_name) between 1 and 120),
  outcome       text constraint review_outcome_known check (outcome in ('published', 'returned')),
  comment       text constraint review_comment_bounds check (length(comment) between 1 and 2000),
  -- True where the installation lets people publish their own, and somebody did.
  own_review    boolean not null default false,
  closed_at     timestamptz,
  primary key (draft_id, number),
  foreign key (draft_id, author) references desk.draft (id, author),
  constraint review_closed_whole check ((outcome is null) = (reviewer is null) and (outcome is null) = (closed_at is null) and (reviewer is null) = (reviewer_name is null)),
  constraint review_not_by_author check (reviewer is null or reviewer <> author or (own_review and outcome = 'published')),
  constraint review_own_is_own check (not own_review or reviewer = author),
  constraint review_return_says_why check (outcome is distinct from 'returned' or comment is not null)
);
create unique index review_open_once on desk.review (draft_id) where outcome is null;

create table desk.comment (
  id          uuid primary key,
  draft_id    uuid not null references desk.draft (id),
  -- The field that it is about, as the form names it; null: the draft as a whole.
  field       text constraint comment_field_bounds check (length(field) between 1 and 60),
  body        text not null constraint comment_body_bounds check (length(body) between 1 and 2000),
  by          uuid not null,
  by_name     text not null constraint comment_by_name_bounds check (length(by_name) between 1 and 120),
  at          timestamptz not null default clock_timestamp()
);
create index comment_by_draft on desk.comment (draft_id, at);

-- Every step of a draft, appended by the command that makes it.
create table desk.step (
  draft_id uuid not null references desk.draft (id),
  number   integer not null,
  what     text not null constraint step_known check (what in ('started', 'submitted', 'returned', 'published', 'discarded', 'restored')),
  by       uuid not null,
  by_name  text not null,
  note     text,
  at       timestamptz not null default clock_timestamp(),
  primary key (draft_id, number)
);

-- draft → in_review → published, or returned, and from there to review again.
create function desk.guard_draft() returns trigger language plpgsql set search_path = desk, pg_temp as $$
declare
  rule text;
begin
  rule := case
    when (new.id, new.author, new.author_name, new.started_at) is distinct from (old.id, old.author, old.author_name, old.started_at) then 'draft_stays_its_authors'
    when old.state <> new.state and (old.state, new.state) not in (('draft', 'in_review'), ('returned', 'in_review'), ('in_review', 'returned'), ('in_review', 'published')) then 'draft_step_skipped'
    when old.state <> new.state and (old.discarded_at is not null or new.discarded_at is not null) then 'draft_is_discarded'
    when old.content is distinct from new.content and (old.state not in ('draft', 'returned') or old.discarded_at is not null) then 'draft_is_closed'
    when old.content is distinct from new.content and new.version <> old.version + 1 then 'draft_version_counts'
    when new.state = 'in_review' and old.state <> 'in_review' and not exists (
      select from review r where r.draft_id = new.id and r.version = new.version and r.outcome is null) then 'draft_review_is_open'
    when new.state = 'published' and old.state <> 'published' and not exists (
      select from review r where r.draft_id = new.id and r.version = new.version and r.outcome = 'published') then 'draft_is_reviewed'
    when new.state = 'returned' and old.state <> 'returned' and exists (
      select from review r where r.draft_id = new.id and r.outcome is null) then 'draft_review_is_closed'
  end;
  if rule is not null then
    raise exception using errcode = 'check_violation', constraint = rule, schema = 'desk', table = 'draft', message = format('draft %s: %s', new.id, rule);
  end if;
  return new;
end $$;
create trigger guard_draft before update on desk.draft for each row execute function desk.guard_draft();

create function desk.guard_new_draft() returns trigger language plpgsql as $$
begin
  if new.state <> 'draft' or new.version <> 1 then
    raise exception using errcode = 'check_violation', constraint = 'draft_step_skipped', schema = 'desk', table = 'draft', message = 'a draft begins as a draft';
  end if;
  return new;
end $$;
create trigger guard_new_draft before insert on desk.draft for each row execute function desk.guard_new_draft();

-- Texts change with their draft only, and what was reviewed stays as it was reviewed.
create function desk.guard_text() returns trigger language plpgsql set search_path = desk, pg_temp as $$
begin
  if exists (select from draft d where d.id = coalesce(new.draft_id, old.draft_id) and (d.state not in ('draft', 'returned') or d.discarded_at is not null)) then
    raise exception using errcode = 'check_violation', constraint = 'draft_is_closed', schema = 'desk', table = 'draft_text', message = 'the draft is closed';
  end if;
  return coalesce(new, old);
end $$;
create trigger guard_text before insert or update or delete on desk.draft_text for each row execute function desk.guard_text();

-- A review that is closed stays closed.
create function desk.guard_review() returns trigger language plpgsql as $$
begin
  if old.outcome is not null or (new.draft_id, new.number, new.author, new.version, new.submitted_at) is distinct from (old.draft_id, old.number, old.author, old.version, old.submitted_at) then
    raise exception using errcode = 'check_violation', constraint = 'review_closed_once', schema = 'desk', table = 'review', message = 'the review is closed';
  end if;
  return new;
end $$;
create trigger guard_review before update on desk.review for each row execute function desk.guard_review();

grant usage on schema desk to aidtracker_app;
grant select, insert, update, delete on all tables in schema desk to aidtracker_app;
revoke update, delete on desk.step, desk.comment from aidtracker_app;
revoke delete on desk.draft, desk.review from aidtracker_app;
revoke all on all functions in schema desk from public;
