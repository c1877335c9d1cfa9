-- An author takes back what they sent to review, until somebody has decided: in_review → draft, with a review that is closed by nobody
-- else. And which accounts have put the guide through a first announcement aside.

alter table desk.review drop constraint review_outcome_known;
alter table desk.review add constraint review_outcome_known check (outcome in ('published', 'returned', 'recalled'));
-- Who recalls it is its author, and no reviewer.
alter table desk.review drop constraint review_closed_whole;
alter table desk.review add constraint review_closed_whole check (
  (outcome is null) = (closed_at is null) and (reviewer is null) = (reviewer_name is null)
  and (reviewer is not null) = (outcome is not null and outcome <> 'recalled'));

alter table desk.step drop constraint step_known;
alter table desk.step add constraint step_known check (what in ('started', 'submitted', 'recalled', 'returned', 'published', 'discarded', 'restored'));

-- draft → in_review → published, or returned, or recalled to a draft, and from there to review again.
create or replace function desk.guard_draft() returns trigger language plpgsql set search_path = desk, pg_temp as $$
declare
  rule text;
begin
  rule := case
    when (new.id, new.author, new.author_name, new.started_at) is distinct from (old.id, old.author, old.author_name, old.started_at) then 'draft_stays_its_authors'
    when old.state <> new.state and (old.state, new.state) not in (
      ('draft', 'in_review'), ('returned', 'in_review'), ('in_review', 'draft'), ('in_review', 'returned'), ('in_review', 'published')) then 'draft_step_skipped'
    when old.state <> new.state and (old.discarded_at is not null or new.discarded_at is not null) then 'draft_is_discarded'
    when old.content is distinct from new.content and (old.state not in ('draft', 'returned') or old.discarded_at is not null) then 'draft_is_closed'
    when old.content is distinct from new.content and new.version <> old.version + 1 then 'draft_version_counts'
    when new.state = 'in_review' and old.state <> 'in_review' and not exists (
      select from review r where r.draft_id = new.id and r.version = new.version and r.outcome is null) then 'draft_review_is_open'
    -- What became of the last submission is what becomes of the draft.
    when new.state = 'published' and old.state <> 'published' and (
      select r.outcome is distinct from 'published' or r.version <> new.version from review r where r.draft_id = new.id order by r.number desc limit 1) then 'draft_is_reviewed'
    when new.state = 'draft' and old.state <> 'draft' and (
      select r.outcome is distinct from 'recalled' from review r where r.draft_id = new.id order by r.number desc limit 1) then 'draft_is_recalled'
    when new.state = 'returned' and old.state <> 'returned' and exists (
      select from review r where r.draft_id = new.id and r.outcome is null) then 'draft_review_is_closed'
  end;
  if rule is not null then
    raise exception using errcode = 'check_violation', constraint = rule, schema = 'desk', table = 'draft', message = format('draft %s: %s', new.id, rule);
  end if;
  return new;
end $$;

create table desk.guide (
  person       uuid primary key references account.person (id) on delete cascade,
  put_aside_at timestamptz not null default clock_timestamp()
);
grant select, insert, delete on desk.guide to aidtracker_app;
