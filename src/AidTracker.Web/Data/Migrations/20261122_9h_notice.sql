-- Whoever listens hears of a publication when it commits, and need not ask before it answers from memory.
create function ledger.give_notice() returns trigger language plpgsql set search_path = ledger, pg_temp as $$
begin
  perform pg_notify('ledger_head', new.seq::text);
  return null;
end $$;

create trigger give_notice after insert on ledger.journal for each row execute function ledger.give_notice();
alter table ledger.journal enable always trigger give_notice;
