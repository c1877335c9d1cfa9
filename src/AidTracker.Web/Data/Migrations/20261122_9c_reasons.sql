-- A description of a package or a line that replaces an earlier one says why, as a correction of an announcement does. The
-- same rules, under the same names, stand in AidTracker.Domain/Ledger/Revision.cs.

-- Null in every row that is published already, also in those that replaced another before there was a reason to give.
alter table ledger.package_description
  add column reason text constraint package_description_reason_bounds check (length(reason) between 1 and 1000);
alter table ledger.line_item_description
  add column reason text constraint line_item_description_reason_bounds check (length(reason) between 1 and 1000);

-- Fires after check_unsealed, by its name. What was published before it stays as it is: it looks at what comes.
create function ledger.check_package_description() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
begin
  if (new.reason is not null) <> exists (select from ledger.package_description d where d.package_id = new.package_id) then
    raise exception using errcode = 'check_violation', constraint = 'package_description_says_why', schema = 'ledger', table = 'package_description',
      message = 'A title or summary that replaces another says why, and the first one has nothing to say.';
  end if;
  return new;
end $$;

create function ledger.check_line_item_description() returns trigger language plpgsql security definer
set search_path = ledger, pg_temp as $$
begin
  if (new.reason is not null) <> exists (
      select from ledger.line_item_description d where d.package_id = new.package_id and d.line_number = new.line_number) then
    raise exception using errcode = 'check_violation', constraint = 'line_item_description_says_why', schema = 'ledger', table = 'line_item_description',
      message = format('A description of line %s that replaces another says why, and the first one has nothing to say.', new.line_number);
  end if;
  return new;
end $$;

create trigger says_why before insert on ledger.package_description for each row execute function ledger.check_package_description();
create trigger says_why before insert on ledger.line_item_description for each row execute function ledger.check_line_item_description();
alter table ledger.package_description enable always trigger says_why;
alter table ledger.line_item_description enable always trigger says_why;

revoke all on function ledger.check_package_description(), ledger.check_line_item_description() from public;
