-- The remaining kinds (Disclosed, Revalued, Suspended, Resumed, Contracted, Paid, Delivered) and the progress axis:
-- how far lines have come, in value or quantity, beside the entries and never adding to them.

-- Kinds -------------------------------------------------------------------------------------------------------------

create or replace function ledger.sign_allows(demanded text, amount numeric) returns boolean language sql immutable parallel safe
return case demanded
  when 'Plus' then amount > 0 when 'Minus' then amount < 0 when 'Zero' then amount = 0
  when 'NonZero' then amount <> 0 when 'Any' then true else false end;

alter table ledger.announcement_kind
  drop constraint announcement_kind_net_check,
  add constraint announcement_kind_net_check check (net in ('Zero', 'Plus', 'Minus', 'NonZero', 'Any')),
  add column states_progress boolean not null default false,
  add constraint announcement_kind_progress_moves_no_money check (
    not states_progress or (net = 'Zero' and open_line = 'None' and named_lines = 'None' and overlap_line = 'None'));

insert into ledger.announcement_kind (code, net, open_line, named_lines, overlap_line, states_headline, states_progress) values
  ('Disclosed', 'Plus', 'Plus', 'None', 'Minus', true, false),
  ('Revalued', 'NonZero', 'Any', 'Any', 'Any', false, false),
  ('Suspended', 'Zero', 'None', 'None', 'None', false, false),
  ('Resumed', 'Zero', 'None', 'None', 'None', false, false),
  ('Contracted', 'Zero', 'None', 'None', 'None', false, true),
  ('Paid', 'Zero', 'None', 'None', 'None', false, true),
  ('Delivered', 'Zero', 'None', 'None', 'None', false, true);

-- Progress ----------------------------------------------------------------------------------------------------------

-- The bounds refuse NaN and Infinity as well: PostgreSQL sorts both above every number.
create table ledger.progress (
  package_id           bigint not null,
  announcement_number  integer not null,
  announcement_version integer not null,
  position             integer not null constraint progress_position_bounds check (position between 1 and 10000),
  line_number          integer not null constraint progress_line_is_of_goods check (line_number >= 0),
  value                numeric constraint progress_value_bounds check (value between 0.01 and 1e15 and value = round(value, 2)),
  currency             text constraint progress_currency_fkey references ledger.currency (code),
  quantity             numeric constraint progress_quantity_bounds check (quantity between 0.001 and 1e12 and quantity = round(quantity, 3)),
  qualifier            text not null constraint progress_qualifier_fkey references ledger.amount_qualifier (code)
                       constraint progress_qualifier_is_of_progress check (qualifier not in ('between', 'undisclosed')),
  final                boolean not null,
  note                 text constraint progress_note_bounds check (length(note) between 1 and 500),
  primary key (package_id, announcement_number, announcement_version, position),
  foreign key (package_id, announcement_number, announcement_version) references ledger.announcement (package_id, number, version),
  constraint progress_line_fkey foreign key (package_id, line_number) references ledger.line_item (package_id, number) deferrable initially deferred,
  constraint progress_currency_is_packages foreign key (package_id, currency) references ledger.package (id, currency),
  constraint progress_value_is_money check ((value is null) = (currency is null)),
  constraint progress_says_something check (value is not null or quantity is not null or final)
);
create index progress_by_line on ledger.progress (package_id, line_number);

-- Hashed by the journal like every other table of the ledger.
insert into ledger.covered_table (name, part_of) values ('progress', 'publication');

create trigger check_unsealed before insert on ledger.progress for each row execute function ledger.check_announcement_unsealed();
create trigger refuse_change before update or delete on ledger.progress for each row execute function ledger.refuse_change();
create trigger refuse_truncate before truncate on ledger.progress for each statement execute function ledger.refuse_change();
alter table ledger.progress enable always trigger check_unsealed, enable always trigger refuse_change, enable always trigger refuse_truncate;

grant select on ledger.progress to aidtracker_app, aidtracker_reader;
grant insert on ledger.progress to aidtracker_app;

-- Balance -----------------------------------------------------------------------------------------------------------

-- Replays a package's live history, in the order in which announcements count, and refuses the first that is impossible.
-- The same rules, under the same names, stand in AidTracker.Domain/Ledger/History.cs.
create or replace function ledger.check_package(package bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  step      record;
  offender  record;
  announced boolean := false;
  is_open   boolean := false;
  suspended boolean := false;
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
  select g.announcement_number as number into offender
  from ledger.progress g
  join ledger.announcement a on a.package_id = g.package_id and a.number = g.announcement_number and a.version = g.announcement_version
  where g.package_id = package and a.withdrawn limit 1;
  if found then
    perform ledger.refuse_announcement('progress_follows_kind', offender.number, 'a withdrawn version has no progress.');
  end if;

  for step in
    select a.number, a.kind, a.announced_on, a.headline_qualifier, a.headline_low, k.net as net_sign, k.states_headline, k.states_progress,
      coalesce(q.leaves_open, false) as leaves_open,
      a.headline_qualifier is not distinct from 'undisclosed' as undisclosed,
      coalesce(sum(e.amount), 0) as net,
      bool_or(not case
        when e.line_number = 0 and coalesce(q.leaves_open, false) then true
        when e.line_number = 0 then ledger.sign_allows(k.open_line, e.amount)
        when e.line_number = -1 then ledger.sign_allows(k.overlap_line, e.amount)
        else k.named_lines <> 'None' and (e.amount is null or ledger.sign_allows(k.named_lines, e.amount)) end)
        filter (where e.position is not null) as misfit,
      exists (
        select from ledger.progress g
        where g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version) as has_progress
    from ledger.live_announcement a
    join ledger.announcement_kind k on k.code = a.kind
    left join ledger.amount_qualifier q on q.code = a.headline_qualifier
    left join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
    where a.package_id = package
    group by a.package_id, a.number, a.version, a.kind, a.announced_on, a.headline_qualifier, a.headline_low,
      k.net, k.states_headline, k.states_progress, q.leaves_open
    order by a.announced_on, a.number
  loop
    if step.states_headline <> (step.headline_qualifier is not null) or (step.kind = 'Disclosed' and step.undisclosed) then
      perform ledger.refuse_announcement('announcement_headline_fits_kind', step.number, 'its headline does not fit its kind.');
    end if;
    if step.kind = 'Announced' and announced then
      perform ledger.refuse_announcement('announced_once', step.number, 'the package is announced already.');
    end if;
    -- A pause may be all that is known: of goods that are held, or of a package that the source does not name.
    if step.kind not in ('Announced', 'Agreed', 'Suspended', 'Resumed') and not announced then
      perform ledger.refuse_announcement('announced_first', step.number, 'nothing is announced before it.');
    end if;
    announced := announced or step.kind = 'Announced';
    if step.kind = 'Disclosed' and not is_open then
      perform ledger.refuse_announcement('disclosed_while_open', step.number, 'the package''s total is known before it.');
    end if;
    if step.kind = 'Suspended' and suspended then
      perform ledger.refuse_announcement('suspended_once', step.number, 'the package is suspended already.');
    end if;
    if step.kind = 'Resumed' and not suspended then
      perform ledger.refuse_announcement('resumed_after_suspended', step.number, 'the package is not suspended before it.');
    end if;
    suspended := case when step.kind = 'Suspended' then true when step.kind in ('Resumed', 'Cancelled') then false else suspended end;
    if step.states_progress <> step.has_progress then
      perform ledger.refuse_announcement('progress_follows_kind', step.number, 'its progress does not fit its kind.');
    end if;
    if step.has_progress then
      select g.line_number into offender
      from ledger.live_announcement a
      join ledger.progress g on g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version
      where a.package_id = package and a.number = step.number and g.line_number > 0
        and not exists (
          select from ledger.live_announcement promise
          join ledger.entry e on e.package_id = promise.package_id and e.announcement_number = promise.number and e.announcement_version = promise.version
          where promise.package_id = package and e.line_number = g.line_number
            and (promise.announced_on, promise.number) < (step.announced_on, step.number))
      limit 1;
      if found then
        perform ledger.refuse_announcement('progress_line_is_promised', step.number, format('nothing is promised on line %s before it.', offender.line_number));
      end if;
    end if;
    if step.misfit then
      perform ledger.refuse_announcement('entries_follow_kind', step.number, 'an entry does not fit its kind.');
    end if;
    if not ledger.sign_allows(case when step.undisclosed then 'Zero' else step.net_sign end, step.net)
       and not (step.kind = 'Cancelled' and is_open) then
      perform ledger.refuse_announcement('entries_balance', step.number, format('its entries net to %s.', step.net));
    end if;
    if step.headline_low >= abs(step.net) then
      perform ledger.refuse_announcement('announcement_low_below_sum', step.number, 'the lower end of its range is not below the upper end.');
    end if;
    is_open := case
      when step.kind = 'Cancelled' then false
      when step.kind = 'Disclosed' then step.leaves_open
      else is_open or (step.leaves_open and step.net_sign = 'Plus') end;

    select e.line_number, sum(e.amount) as amount into offender
    from ledger.live_announcement a
    join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
    where a.package_id = package and (a.announced_on, a.number) <= (step.announced_on, step.number)
    group by e.line_number
    having sum(e.amount) < 0 and e.line_number > 0
        or sum(e.amount) < 0 and e.line_number = 0 and not is_open
        or sum(e.amount) > 0 and e.line_number = -1
    order by e.line_number desc limit 1;
    if found then
      perform ledger.refuse_announcement(
        case
          when offender.line_number > 0 then 'line_items_amount_not_negative'
          when offender.line_number = 0 then 'not_yet_itemised_not_negative'
          else 'overlap_not_positive' end,
        step.number, format('it would leave %s on line %s.', offender.amount, offender.line_number));
    end if;

    committed := committed + step.net;
    if committed < 0 then
      perform ledger.refuse_announcement('committed_not_negative', step.number, 'less than nothing would be promised.');
    end if;

    -- Each line ends at what was delivered of it before: all of it where delivery is complete and no value was stated.
    if step.kind = 'Cancelled' then
      with line as (
        select e.line_number,
          coalesce(sum(e.amount) filter (where a.number <> step.number), 0) as before,
          coalesce(sum(e.amount), 0) as after
        from ledger.live_announcement a
        join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
        where a.package_id = package and (a.announced_on, a.number) <= (step.announced_on, step.number)
        group by e.line_number
      ), delivered as (
        select g.line_number, sum(g.value) as value, bool_or(g.final) as final
        from ledger.live_announcement a
        join ledger.progress g on g.package_id = a.package_id and g.announcement_number = a.number and g.announcement_version = a.version
        where a.package_id = package and a.kind = 'Delivered' and (a.announced_on, a.number) < (step.announced_on, step.number)
        group by g.line_number
      ), ending as (
        select l.line_number, l.after as amount,
          case
            when l.line_number < 0 then 0
            when d.final and d.value is null then greatest(0, l.before)
            else greatest(0, least(l.before, coalesce(d.value, 0))) end as delivered
        from line l
        left join delivered d on d.line_number = l.line_number
      )
      select * into offender from ending where amount <> delivered order by line_number desc limit 1;
      if found then
        perform ledger.refuse_announcement('cancelled_leaves_nothing', step.number,
          format('line %s would end at %s, and %s of it is delivered.', offender.line_number, offender.amount, offender.delivered));
      end if;
    end if;
  end loop;
end $$;
