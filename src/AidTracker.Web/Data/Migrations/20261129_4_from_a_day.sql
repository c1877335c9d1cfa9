-- A publication costs what it changes. Days before the first one that it touches stand as they stood, so states are worked out from that day on only.

-- A function in SQL with a query in it is planned anew by every statement that calls it; one in PL/pgSQL once a session.
create or replace function ledger.cited_figures(package bigint, number integer, version integer) returns bigint language plpgsql stable as $$
begin
  return (
    select count(distinct (c.figure, c.entry_position, c.progress_position)) from ledger.citation c
    where c.package_id = $1 and c.announcement_number = $2 and c.announcement_version = $3);
end $$;

create or replace function ledger.merged_into(package bigint, known_at bigint) returns text language plpgsql stable as $$
begin
  return (select m.into_slug from ledger.package_merge m where m.package_id = $1 and m.publication_seq <= $2 order by m.publication_seq desc limit 1);
end $$;

-- So is one that is not inlined, because what it is given costs too much to be worked out twice.
create or replace function ledger.standing(s ledger.package_state) returns ledger.package_now language plpgsql immutable as $$
begin
  return row(s.package_id, s.slug, s.currency, s.title, s.summary, s.initiative, s.donors, s.donor_names, s.recipients, s.recipient_names,
    s.categories, s.instruments, s.initiatives, s.kinds, s.committed, s.floor, s.qualifier, s.is_open, s.itemised, s.not_yet_itemised,
    s.overlap, s.line_count, s.first_announced_on, s.last_announced_on, s.announcement_count, s.correction_count, s.is_demonstration,
    s.is_suspended, s.contracted, s.paid, s.delivered, s.undelivered, s.undelivered_since, s.basis_days, s.basis_weights)::ledger.package_now;
end $$;

-- States of lines and packages, as in 9a_kept_points, of the versions as they are kept: which of them holds until when is worked out once.
-- What a package is made of and who announced it is looked up day by day: few days are asked.
create or replace view ledger.last_version as
select r.package_id, r.publication_seq as known_at, a.number, a.version, a.kind, a.announced_on, a.withdrawn, a.net, a.headline_qualifier, a.headline_low
from ledger.package_revision r
join ledger.announcement_at a on a.package_id = r.package_id and a.publication <= r.publication_seq and r.publication_seq < a.known_to;

create or replace view ledger.counting_day as
select distinct v.package_id, v.known_at, v.announced_on as day from ledger.last_version v
union all
select r.package_id, r.publication_seq, '-infinity' from ledger.package_revision r
where not exists (select from ledger.announcement_at a where a.package_id = r.package_id and a.publication <= r.publication_seq);

create or replace view ledger.headline_state as
with counted as not materialized (
  select d.package_id, d.known_at, d.day, v.number, v.version, v.kind, v.announced_on, v.net, v.headline_qualifier, v.headline_low,
    k.net = 'Plus' as brings_money, q.position as qualifier_position, k.net = 'Plus' and coalesce(q.leaves_open, false) as opens
  from ledger.counting_day d
  join ledger.last_version v on v.package_id = d.package_id and v.known_at = d.known_at and v.announced_on <= d.day
  join ledger.announcement_kind k on k.code = v.kind
  left join ledger.amount_qualifier q on q.code = v.headline_qualifier
  where not v.withdrawn and (k.states_headline or v.kind in ('Cancelled', 'Revalued'))
), headline as not materialized (
  select c.*,
    count(*) filter (where c.kind = 'Cancelled') over counting as cancellations,
    count(*) filter (where c.kind = 'Cancelled') over whole - count(*) filter (where c.kind = 'Cancelled') over counting as cancelled_later,
    count(*) filter (where c.kind = 'Disclosed') over whole - count(*) filter (where c.kind = 'Disclosed') over counting as disclosed_later,
    case
      -- What a cancellation leaves is delivered, and so is its floor.
      when c.kind = 'Cancelled' then greatest(0, sum(c.net) over counting)
      when c.kind = 'Revalued' then (
        select sum(ledger.floor_of(e.amount, e.qualifier, e.low)) from ledger.entry e
        where e.package_id = c.package_id and e.announcement_number = c.number and e.announcement_version = c.version)
      else ledger.floor_of(c.net, c.headline_qualifier, c.headline_low) end as floor
  from counted c
  window whole as (partition by c.package_id, c.known_at, c.day),
    counting as (partition by c.package_id, c.known_at, c.day order by c.announced_on, c.number)
), running as not materialized (
  select h.*, sum(h.floor) over (partition by h.package_id, h.known_at, h.day, h.cancellations order by h.announced_on, h.number) as running_floor
  from headline h
)
select package_id, known_at, day,
  sum(floor) filter (where cancelled_later = 0) - least(0, min(running_floor) filter (where cancelled_later = 0)) as floor,
  bool_or(opens and cancelled_later = 0 and disclosed_later = 0) as is_open,
  max(qualifier_position) filter (where brings_money and disclosed_later = 0) as qualifier_position
from running group by package_id, known_at, day;

create or replace view ledger.package_state as
select
  d.package_id, d.known_at, d.day, k.slug, k.currency, n.title, n.summary, n.initiative,
  donor.parties as donors, donor.names as donor_names, recipient.parties as recipients, recipient.names as recipient_names,
  (select coalesce(array_agg(distinct c), '{}') from unnest(lines.categories || string_to_array(nullif(lines.covered, ''), ' ')) c) as categories, coalesce(lines.instruments, '{}') as instruments,
  (select coalesce(array_agg(distinct i), '{}') from unnest(array_append(lines.initiatives, n.initiative)) i where i is not null) as initiatives,
  coalesce(announcements.kinds, '{}') as kinds,
  lines.committed, coalesce(greatest(headlines.floor, coalesce(lines.floor, 0) + coalesce(lines.overlap, 0)), 0) as floor,
  q.code as qualifier, coalesce(headlines.is_open, false) as is_open,
  coalesce(lines.itemised, 0) as itemised, coalesce(lines.not_yet_itemised, 0) as not_yet_itemised, coalesce(lines.overlap, 0) as overlap,
  lines.line_count,
  announcements.first_announced_on, announcements.last_announced_on,
  announcements.announcement_count, announcements.correction_count,
  opening.origin = 'Demonstration' as is_demonstration,
  coalesce(announcements.last_pause = 'Suspended', false) as is_suspended,
  lines.contracted, lines.paid, lines.delivered, lines.undelivered,
  case when lines.undelivered > 0 then announcements.undelivered_since end as undelivered_since,
  coalesce(basis.days, '{}') as basis_days, coalesce(basis.weights, '{}') as basis_weights
from ledger.counting_day d
join ledger.package k on k.id = d.package_id
join ledger.publication opening on opening.seq = k.publication_seq
cross join lateral (
  select title, summary, initiative from ledger.package_description n
  where n.package_id = d.package_id and n.publication_seq <= d.known_at order by n.publication_seq desc limit 1) n
cross join lateral (
  select array_agg(x.party order by x.position) as parties, array_agg(party.name order by x.position) as names
  from ledger.package_donor x join ledger.party on party.code = x.party where x.package_id = d.package_id) donor
cross join lateral (
  select array_agg(x.party order by x.position) as parties, array_agg(party.name order by x.position) as names
  from ledger.package_recipient x join ledger.party on party.code = x.party where x.package_id = d.package_id) recipient
cross join lateral (
  select
    sum(l.amount) as committed,
    sum(l.amount) filter (where l.line_number > 0) as itemised,
    sum(l.amount) filter (where l.line_number = 0) as not_yet_itemised,
    sum(l.amount) filter (where l.line_number = -1) as overlap,
    sum(l.floor) filter (where l.line_number > 0) as floor,
    count(*) filter (where l.line_number > 0) as line_count,
    sum(l.contracted) as contracted,
    sum(l.paid) as paid,
    sum(l.delivered) as delivered,
    sum(l.undelivered) as undelivered,
    array_agg(distinct n.instrument) filter (where n.instrument is not null) as instruments,
    array_agg(distinct n.initiative) filter (where n.initiative is not null) as initiatives,
    array_agg(distinct n.category) filter (where n.category is not null) as categories,
    string_agg(array_to_string(n.also_covers, ' '), ' ') as covered
  from ledger.line_item_at l
  left join ledger.line_item_description n on n.package_id = l.package_id and n.line_number = l.line_number and n.publication_seq = l.described_in
  where l.package_id = d.package_id and l.announced_from <= d.day and d.day < l.announced_to and l.known_from <= d.known_at and d.known_at < l.known_to) lines
left join ledger.headline_state headlines on headlines.package_id = d.package_id and headlines.known_at = d.known_at and headlines.day = d.day
left join ledger.amount_qualifier q on q.position = headlines.qualifier_position
cross join lateral (
  select
    min(v.announced_on) filter (where not v.withdrawn) as first_announced_on,
    max(v.announced_on) filter (where not v.withdrawn) as last_announced_on,
    count(*) filter (where not v.withdrawn) as announcement_count,
    coalesce(sum(v.version - 1), 0)::bigint as correction_count,
    array_agg(distinct v.kind) filter (where not v.withdrawn) as kinds,
    (array_agg(v.kind order by v.announced_on desc, v.number desc)
      filter (where not v.withdrawn and v.kind in ('Suspended', 'Resumed', 'Cancelled')))[1] as last_pause,
    -- The first money that came in counts as the first that was delivered or taken away.
    coalesce(max(v.announced_on) filter (where v.brings_money and v.from_newest >= lines.undelivered), min(v.announced_on) filter (where v.brings_money)) as undelivered_since
  from (
    select v.*, not v.withdrawn and kind.net = 'Plus' as brings_money,
      sum(v.net) filter (where not v.withdrawn and kind.net = 'Plus') over (order by v.announced_on desc, v.number desc) as from_newest
    from ledger.last_version v
    join ledger.announcement_kind kind on kind.code = v.kind
    where v.package_id = d.package_id and v.known_at = d.known_at and v.announced_on <= d.day) v) announcements
left join lateral (
  select array_agg(w.announced_on order by w.announced_on) as days, array_agg(w.weight order by w.announced_on) as weights
  from (
    select f.announced_on, round(sum(f.part * coalesce(f.later, 1)), 25) as weight
    from (
      select i.announced_on,
        case when i.held = 0 then 1 else round(i.net / (i.held + i.net), 30) end as part,
        ledger.product(case when i.held = 0 then 0 else round(i.held / (i.held + i.net), 30) end)
          over (order by i.announced_on, i.number rows between 1 following and unbounded following) as later
      from (
        select v.announced_on, v.number, v.net, kind.net = 'Plus' as brings_money,
          coalesce(sum(v.net) over (order by v.announced_on, v.number rows between unbounded preceding and 1 preceding), 0) as held
        from ledger.last_version v
        join ledger.announcement_kind kind on kind.code = v.kind
        where v.package_id = d.package_id and v.known_at = d.known_at and v.announced_on <= d.day and not v.withdrawn) i
      where i.brings_money) f
    group by f.announced_on
    having round(sum(f.part * coalesce(f.later, 1)), 25) <> 0) w) basis on true;

-- As in keep_differences, but from the first day that is touched.
create or replace function ledger.keep_package(package bigint, seq bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp set plan_cache_mode = force_generic_plan set jit = off set enable_seqscan = off as $$
declare
  before ledger.sum_parts := ledger.sum_parts_of(package);
  since date;
begin
  update ledger.announcement_at a set known_to = seq, status_now = 'corrected'
  from ledger.announcement later
  where later.package_id = package and later.publication_seq = seq
    and a.package_id = package and a.number = later.number and a.version = later.version - 1;
  insert into ledger.announcement_at select * from ledger.announcement_state where package_id = package and publication = seq;

  delete from ledger.witness_now where package_id = package;
  insert into ledger.witness_now select * from ledger.witness_read where package_id = package;

  -- A package's donors and currency never change, so only a line that is new or described anew can need a group that is not there.
  if exists (select from ledger.line_item l where l.package_id = package and l.publication_seq = seq)
     or exists (select from ledger.line_item_description d where d.package_id = package and d.publication_seq = seq) then
    insert into ledger.total_group (donors, currency, role, category, repayable)
    select distinct k.donors, k.currency, k.role, k.category, k.repayable
    from ledger.line_item_group k
    where k.package_id = package and not exists (
      select from ledger.total_group g
      where g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable);
  end if;

  -- Nothing that counts before the first day that is touched has changed, unless something is described anew.
  if not exists (select from ledger.package_description d where d.package_id = package and d.publication_seq = seq)
     and not exists (select from ledger.line_item_description d where d.package_id = package and d.publication_seq = seq) then
    select min(a.announced_on) filter (where seq in (a.publication, a.known_to)) into since
    from ledger.announcement_at a where a.package_id = package
    having min(a.announced_on) < min(a.announced_on) filter (where seq in (a.publication, a.known_to));
  end if;
  since := coalesce(since, '-infinity');

  with kept as materialized (
    select o.line_number, o.announced_from, o.announced_to, ledger.standing(o) as standing
    from ledger.line_item_at o where o.package_id = package and o.known_to = ledger.for_good() and o.announced_to >= since
  ), state as materialized (
    select k.line_number, k.announced_from as day, k.standing from kept k where k.announced_from < since
    union all
    select s.line_number, s.day, ledger.standing(s) from ledger.line_item_state s where s.package_id = package and s.known_at = seq and s.day >= since
  ), fresh as materialized (
    select c.line_number, c.day as announced_from, lead(c.day, 1, 'infinity') over (partition by c.line_number order by c.day) as announced_to, c.standing
    from (select s.*, lag(s.standing) over counting as before, row_number() over counting as place from state s window counting as (partition by s.line_number order by s.day)) c
    where c.place = 1 or c.standing is distinct from c.before
  ), closed as (
    update ledger.line_item_at o set known_to = seq
    from (
      select k.line_number, k.announced_from from kept k where not exists (
        select from fresh f
        where f.line_number = k.line_number and f.announced_from = k.announced_from and f.announced_to = k.announced_to and f.standing is not distinct from k.standing)) gone
    where o.package_id = package and o.line_number = gone.line_number and o.announced_from = gone.announced_from and o.known_to = ledger.for_good()
  ), coming as materialized (
    select f.* from fresh f where not exists (
      select from kept k
      where k.line_number = f.line_number and k.announced_from = f.announced_from and k.announced_to = f.announced_to and k.standing is not distinct from f.standing)
  )
  insert into ledger.line_item_at
  select package, f.line_number, f.announced_from, f.announced_to, seq, ledger.for_good(), g.id, (f.standing).*, k.instrument
  from coming f
  join ledger.line_item_group k on k.package_id = package and k.line_number = f.line_number and k.described_in is not distinct from (f.standing).described_in
  join ledger.total_group g on g.donors = k.donors and g.currency = k.currency and g.role = k.role and g.category = k.category and g.repayable = k.repayable;

  with kept as materialized (
    select o.announced_from, o.announced_to, ledger.standing(o) as standing
    from ledger.package_at o where o.package_id = package and o.known_to = ledger.for_good() and o.announced_to >= since
  ), state as materialized (
    select k.announced_from as day, k.standing from kept k where k.announced_from < since
    union all
    select s.day, ledger.standing(s) from ledger.package_state s where s.package_id = package and s.known_at = seq and s.day >= since
  ), fresh as materialized (
    select c.day as announced_from, lead(c.day, 1, 'infinity') over (order by c.day) as announced_to, c.standing
    from (select s.*, lag(s.standing) over counting as before, row_number() over counting as place from state s window counting as (order by s.day)) c
    where c.place = 1 or c.standing is distinct from c.before
  ), closed as (
    update ledger.package_at o set known_to = seq
    from (
      select k.announced_from from kept k where not exists (
        select from fresh f
        where f.announced_from = k.announced_from and f.announced_to = k.announced_to and f.standing is not distinct from k.standing)) gone
    where o.package_id = package and o.announced_from = gone.announced_from and o.known_to = ledger.for_good()
  )
  insert into ledger.package_at
  select package, f.announced_from, f.announced_to, seq, ledger.for_good(), s.slug, s.currency, s.title, s.summary, s.initiative,
    s.donors, s.donor_names, s.recipients, s.recipient_names, s.categories, s.instruments, s.initiatives, s.kinds, s.committed, s.floor,
    s.qualifier, s.is_open, s.itemised, s.not_yet_itemised, s.overlap, s.line_count, s.first_announced_on, s.last_announced_on,
    s.announcement_count, s.correction_count, s.is_demonstration, s.is_suspended, s.contracted, s.paid, s.delivered, s.undelivered, s.undelivered_since,
    s.basis_days, s.basis_weights
  from fresh f
  cross join lateral (select (f.standing).*) s
  where not exists (
    select from kept k where k.announced_from = f.announced_from and k.announced_to = f.announced_to and k.standing is not distinct from f.standing);

  -- Of the lines of now those that came or went. Two statements, because in one the key of a row that goes would stand in the way of the one that comes.
  delete from ledger.line_item_now n
  using ledger.line_item_at l
  where n.package_id = package and l.package_id = package and l.line_number = n.line_number and seq in (l.known_from, l.known_to);
  insert into ledger.line_item_now
  select r.* from ledger.line_item_read r
  where r.package_id = package and exists (
    select from ledger.line_item_at l where l.package_id = package and l.line_number = r.line_number and seq in (l.known_from, l.known_to));

  delete from ledger.package_now where package_id = package;
  insert into ledger.package_now select * from ledger.package_read where package_id = package;
  delete from ledger.package_sum_now where package_id = package;
  insert into ledger.package_sum_now select * from ledger.package_sum_state where package_id = package;
  perform ledger.move_sums(before, ledger.sum_parts_of(package));
end $$;

-- As in 6_kinds_and_progress, but that what hardly ever is the case is asked in one look before it is asked of every announcement.
create or replace function ledger.check_package(package bigint) returns void language plpgsql security definer
set search_path = ledger, pg_temp as $$
declare
  step      record;
  offender  record;
  announced boolean := false;
  is_open   boolean := false;
  suspended boolean := false;
  committed numeric := 0;
  sinks     boolean;
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
  if exists (select from ledger.announcement where package_id = package and withdrawn) then
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
  end if;

  -- Whether any line ever stands on the wrong side of zero, in one look: only then it is asked at which announcement, and whether that is allowed there.
  sinks := exists (
    select from (
      select e.line_number, sum(e.amount) over (partition by e.line_number order by a.announced_on, a.number) as standing
      from ledger.live_announcement a
      join ledger.entry e on e.package_id = a.package_id and e.announcement_number = a.number and e.announcement_version = a.version
      where a.package_id = package) s
    where case when s.line_number = -1 then s.standing > 0 else s.standing < 0 end);

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

    if sinks then
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
