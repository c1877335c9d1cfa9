-- What the database refuses, whoever asks: the rules that span rows, and every change to what is published.

-- Order and time ----------------------------------------------------------------------------------------------------

-- Publications follow one another without gaps. The lock is held to the end of the transaction, so a number is never
-- visible before a smaller one; unrelated packages wait for each other only while one is being committed.
create function ledger.number_publication() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  head ledger.publication;
begin
  perform pg_advisory_xact_lock(hashtext('ledger.publication'));
  select * into head from ledger.publication order by seq desc limit 1;
  new.seq := coalesce(head.seq, 0) + 1;
  new.loaded_at := greatest(clock_timestamp(), head.loaded_at);
  -- At the desk it is now, and a clock that has jumped back does not reorder history; a replay states its time.
  if new.origin = 'Desk' then
    new.recorded_at := greatest(new.loaded_at, head.recorded_at);
  end if;
  if new.recorded_at < head.recorded_at then
    raise exception using errcode = 'check_violation', constraint = 'publication_recorded_in_order', schema = 'ledger', table = 'publication',
      message = format('A publication recorded at %s cannot follow one recorded at %s.', new.recorded_at, head.recorded_at);
  end if;
  return new;
end $$;

create trigger number_publication before insert on ledger.publication
  for each row execute function ledger.number_publication();

-- Sealing -----------------------------------------------------------------------------------------------------------

create function ledger.refuse_if_sealed(seq bigint) returns void language plpgsql stable security definer
set search_path = ledger, pg_temp as $$
begin
  if exists (select from ledger.publication_seal where publication_seq = seq) then
    raise exception using errcode = 'check_violation', constraint = 'publication_sealed', schema = 'ledger', table = 'publication',
      message = format('Publication %s is complete: nothing can be added to it.', seq);
  end if;
end $$;

-- For rows that name their publication.
create function ledger.check_unsealed() returns trigger language plpgsql as $$
begin
  perform ledger.refuse_if_sealed(new.publication_seq);
  return new;
end $$;

-- For entries and sources, which belong to a publication through their announcement.
create function ledger.check_announcement_unsealed() returns trigger language plpgsql as $$
begin
  perform ledger.refuse_if_sealed((
    select publication_seq from ledger.announcement
    where package_id = new.package_id and number = new.announcement_number and version = new.announcement_version));
  return new;
end $$;

-- For donors and recipients, which belong to the publication that opened their package.
create function ledger.check_package_unsealed() returns trigger language plpgsql as $$
begin
  perform ledger.refuse_if_sealed((select publication_seq from ledger.package where id = new.package_id));
  return new;
end $$;

-- An array cannot have a foreign key.
create function ledger.check_also_covers() returns trigger language plpgsql as $$
begin
  if not new.also_covers <@ (select array_agg(code) from ledger.category) then
    raise exception using errcode = 'foreign_key_violation', constraint = 'line_item_description_also_covers_known', schema = 'ledger', table = 'line_item_description',
      message = format('Line %s covers a category that is not in the list: %s.', new.line_number, new.also_covers);
  end if;
  return new;
end $$;

create trigger check_also_covers before insert on ledger.line_item_description
  for each row execute function ledger.check_also_covers();

-- Permanence --------------------------------------------------------------------------------------------------------

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception using errcode = 'restrict_violation', constraint = 'published_rows_stay', schema = tg_table_schema, table = tg_table_name,
    message = format('%s of %s refused: what is published stays. Publish a correction instead.', initcap(tg_op), tg_table_name);
end $$;

do $$
declare
  ledger_table text;
begin
  foreach ledger_table in array array['publication', 'publication_seal', 'package', 'package_revision', 'package_donor', 'package_recipient',
    'package_description', 'line_item', 'line_item_description', 'announcement', 'announcement_source', 'entry']
  loop
    execute format('create trigger refuse_change before update or delete on ledger.%I for each row execute function ledger.refuse_change()', ledger_table);
    execute format('create trigger refuse_truncate before truncate on ledger.%I for each statement execute function ledger.refuse_change()', ledger_table);
    execute format('alter table ledger.%I enable always trigger refuse_change', ledger_table);
    execute format('alter table ledger.%I enable always trigger refuse_truncate', ledger_table);
  end loop;
  foreach ledger_table in array array['package', 'package_revision', 'package_description', 'line_item', 'line_item_description', 'announcement'] loop
    execute format('create trigger check_unsealed before insert on ledger.%I for each row execute function ledger.check_unsealed()', ledger_table);
  end loop;
  foreach ledger_table in array array['announcement_source', 'entry'] loop
    execute format('create trigger check_unsealed before insert on ledger.%I for each row execute function ledger.check_announcement_unsealed()', ledger_table);
  end loop;
  foreach ledger_table in array array['package_donor', 'package_recipient'] loop
    execute format('create trigger check_unsealed before insert on ledger.%I for each row execute function ledger.check_package_unsealed()', ledger_table);
  end loop;
end $$;

-- Balance -----------------------------------------------------------------------------------------------------------

-- The version in force of each announcement: the highest, unless it takes the announcement back.
create view ledger.live_announcement as
select a.*
from ledger.announcement a
where not a.withdrawn
  and not exists (
    select from ledger.announcement later
    where later.package_id = a.package_id and later.number = a.number and later.version = a.version + 1);

create function ledger.sign_allows(demanded text, amount numeric) returns boolean language sql immutable parallel safe
return case demanded when 'Plus' then amount > 0 when 'Minus' then amount < 0 when 'Zero' then amount = 0 when 'Any' then true else false end;

create function ledger.refuse_announcement(rule text, number integer, sentence text) returns void language plpgsql as $$
begin
  raise exception using errcode = 'check_violation', constraint = rule, schema = 'ledger', table = 'announcement',
    message = format('Announcement %s is impossible: %s', number, sentence);
end $$;

-- Replays a package's live history, in the order in which announcements count, and refuses the first that is impossible.
-- The same rules, under the same names, stand in AidTracker.Domain/Ledger/History.cs.
create function ledger.check_package(package bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  step      record;
  offender  record;
  announced boolean := false;
  is_open   boolean := false;
  committed numeric := 0;
begin
  if not exists (select from ledger.package_donor where package_id = package) or not exists (select from ledger.package_recipient where package_id = package) then
    raise exception using errcode = 'check_violation', constraint = 'package_has_both_sides', schema = 'ledger', table = 'package',
      message = 'A package needs a donor and a recipient.';
  end if;
  if not exists (select from ledger.package_description where package_id = package) then
    raise exception using errcode = 'check_violation', constraint = 'package_is_described', schema = 'ledger', table = 'package',
      message = 'A package needs a title.';
  end if;
  if exists (
    select from ledger.line_item l
    where l.package_id = package and l.number > 0
      and not exists (select from ledger.line_item_description d where d.package_id = package and d.line_number = l.number)) then
    raise exception using errcode = 'check_violation', constraint = 'line_item_is_described', schema = 'ledger', table = 'line_item',
      message = 'A named line needs a category and a description.';
  end if;
  if not exists (select from ledger.line_item where package_id = package and number = 0) then
    raise exception using errcode = 'check_violation', constraint = 'package_has_not_yet_itemised', schema = 'ledger', table = 'line_item',
      message = 'A package needs its line 0, Not yet itemised.';
  end if;
  select e.announcement_number as number into offender
  from ledger.entry e
  join ledger.announcement a on a.package_id = e.package_id and a.number = e.announcement_number and a.version = e.announcement_version
  where e.package_id = package and a.withdrawn limit 1;
  if found then
    perform ledger.refuse_announcement('entries_follow_kind', offender.number, 'a withdrawn version has no entries.');
  end if;

  for step in
    select a.number, a.kind, a.announced_on, a.headline_qualifier, a.headline_low, k.net as net_sign, k.states_headline,
      coalesce(q.leaves_open, false) as leaves_open,
      a.headline_qualifier is not distinct from 'undisclosed' as undisclosed,
      coalesce(sum(e.amount), 0) as net,
      bool_or(not case
        when e.line_number = 0 and coalesce(q.leaves_open, false) then true
        when e.line_number = 0 then ledger.sign_allows(k.open_line, e.amount)
        when e.line_number = -1 then ledger.sign_allows(k.overlap_line, e.amount)
        else k.named_lines <> 'None' and (e.amount is null or ledger.sign_allows(k.named_lines, e.amount)) end)
        filter (where e.position is not null) as misfit
    from ledger.live_announcement a
    join ledger.announcement_kind k on k.code = a.kind
    left join ledger.amount_qualifier q on q.code = a.headline_qualifier
    left join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
    where a.package_id = package
    group by a.number, a.kind, a.announced_on, a.headline_qualifier, a.headline_low, k.net, k.states_headline, q.leaves_open
    order by a.announced_on, a.number
  loop
    if step.states_headline <> (step.headline_qualifier is not null) then
      perform ledger.refuse_announcement('announcement_headline_fits_kind', step.number, 'its headline does not fit its kind.');
    end if;
    if step.kind = 'Announced' and announced then
      perform ledger.refuse_announcement('announced_once', step.number, 'the package is announced already.');
    end if;
    if step.kind not in ('Announced', 'Agreed') and not announced then
      perform ledger.refuse_announcement('announced_first', step.number, 'nothing is announced before it.');
    end if;
    announced := announced or step.kind = 'Announced';
    if step.misfit then
      perform ledger.refuse_announcement('entries_follow_kind', step.number, 'an entry does not fit its kind.');
    end if;
    if not ledger.sign_allows(case when step.undisclosed then 'Zero' else step.net_sign end, step.net)
       and not (step.kind = 'Cancelled' and is_open and step.net = 0) then
      perform ledger.refuse_announcement('entries_balance', step.number, format('its entries net to %s.', step.net));
    end if;
    if step.headline_low >= abs(step.net) then
      perform ledger.refuse_announcement('announcement_low_below_sum', step.number, 'the lower end of its range is not below the upper end.');
    end if;
    is_open := step.kind <> 'Cancelled' and (is_open or (step.leaves_open and step.net_sign = 'Plus'));

    select e.line_number, sum(e.amount) as amount into offender
    from ledger.live_announcement a
    join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
    where a.package_id = package and (a.announced_on, a.number) <= (step.announced_on, step.number)
    group by e.line_number
    having sum(e.amount) < 0 and e.line_number > 0
        or sum(e.amount) < 0 and e.line_number = 0 and not is_open
        or sum(e.amount) > 0 and e.line_number = -1
        or sum(e.amount) <> 0 and step.kind = 'Cancelled'
    order by e.line_number desc limit 1;
    if found then
      perform ledger.refuse_announcement(
        case
          when offender.line_number > 0 and offender.amount < 0 then 'line_items_amount_not_negative'
          when offender.line_number = 0 and offender.amount < 0 and not is_open then 'not_yet_itemised_not_negative'
          when offender.line_number = -1 and offender.amount > 0 then 'overlap_not_positive'
          else 'cancelled_leaves_nothing' end,
        step.number, format('it would leave %s on line %s.', offender.amount, offender.line_number));
    end if;

    committed := committed + step.net;
    if committed < 0 then
      perform ledger.refuse_announcement('committed_not_negative', step.number, 'less than nothing would be promised.');
    end if;
  end loop;
end $$;

-- At the end of a publication: every package that it touched is checked, and the publication is sealed. The seal makes
-- an early check (SET CONSTRAINTS … IMMEDIATE) harmless: nothing can come after it.
create function ledger.seal_publication() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  touched bigint;
begin
  if not exists (select from ledger.package_revision where publication_seq = new.seq) then
    raise exception using errcode = 'check_violation', constraint = 'publication_not_empty', schema = 'ledger', table = 'publication',
      message = format('Publication %s touches no package.', new.seq);
  end if;
  for touched in select package_id from ledger.package_revision where publication_seq = new.seq loop
    perform ledger.check_package(touched);
    -- What readers ask of it; in the migration on reading.
    perform ledger.refresh_package(touched);
  end loop;
  -- A package that this publication opened must have its first revision here.
  if exists (
    select from ledger.package p
    where p.publication_seq = new.seq
      and not exists (select from ledger.package_revision r where r.package_id = p.id and r.publication_seq = new.seq and r.number = 1)) then
    raise exception using errcode = 'check_violation', constraint = 'package_opens_with_a_revision', schema = 'ledger', table = 'package',
      message = 'A package is opened by the publication of its first revision.';
  end if;
  insert into ledger.publication_seal (publication_seq, sealed_at) values (new.seq, clock_timestamp());
  return null;
end $$;

create constraint trigger seal_publication after insert on ledger.publication
  deferrable initially deferred for each row execute function ledger.seal_publication();

-- Rights ------------------------------------------------------------------------------------------------------------

-- Insert rules hold also where replication is simulated.
do $$
declare
  guard record;
begin
  for guard in
    select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = 'ledger'::regnamespace and not t.tgisinternal
  loop
    execute format('alter table ledger.%I enable always trigger %I', guard.relname, guard.tgname);
  end loop;
end $$;

revoke all on all tables in schema ledger from public;
revoke all on all functions in schema ledger from public;
grant usage on schema ledger to aidtracker_app, aidtracker_reader;
grant select on all tables in schema ledger to aidtracker_app, aidtracker_reader;
grant insert on ledger.publication, ledger.package, ledger.package_revision, ledger.package_donor, ledger.package_recipient,
  ledger.package_description, ledger.line_item, ledger.line_item_description, ledger.announcement, ledger.announcement_source, ledger.entry
  to aidtracker_app;
grant execute on function ledger.refuse_if_sealed(bigint), ledger.sign_allows(text, numeric) to aidtracker_app, aidtracker_reader;
