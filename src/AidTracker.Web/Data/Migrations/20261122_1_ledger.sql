-- The ledger: reference lists, publications, packages and their announcements.
-- Rows of the ledger are appended and never changed; the rules that span rows are in the next migration.
-- Names of constraints are an interface: Data/Refusals.cs turns them into sentences.
-- References inside a package are checked at the end of the transaction, so rows may come in any order.

create schema if not exists ledger;

-- Reference lists ---------------------------------------------------------------------------------------------------

create table ledger.party (
  code   text primary key check (code ~ '^[A-Z]{2,6}$'),
  alpha3 text unique check (alpha3 ~ '^[A-Z]{3}$'),
  name   text not null,
  kind   text not null check (kind in ('Country', 'Institution'))
);

create table ledger.currency (
  code        text primary key check (code ~ '^[A-Z]{3}$'),
  name        text not null,
  minor_units integer not null check (minor_units between 0 and 4)
);

create table ledger.category (
  code     text primary key check (code ~ '^[A-Z0-9]{3}$'),
  name     text not null,
  position integer not null unique,
  military boolean not null
);

create table ledger.instrument (
  code      text primary key check (code ~ '^[A-Z]{3}$'),
  name      text not null,
  position  integer not null unique,
  repayable boolean not null
);

create table ledger.initiative (
  code text primary key check (code ~ '^[A-Z]{3,6}$'),
  name text not null
);

-- The order is from the surest to the least sure. leaves_open: Not yet itemised is open while a headline is so qualified.
create table ledger.amount_qualifier (
  code        text primary key,
  position    integer not null unique,
  of_entries  boolean not null,
  leaves_open boolean not null
);

-- What each kind of announcement may do: the sign of its net, and of its entries by the role of the line.
create table ledger.announcement_kind (
  code            text primary key,
  net             text not null check (net in ('Zero', 'Plus', 'Minus', 'Any')),
  open_line       text not null check (open_line in ('None', 'Plus', 'Minus', 'Any')),
  named_lines     text not null check (named_lines in ('None', 'Plus', 'Minus', 'Any')),
  overlap_line    text not null check (overlap_line in ('None', 'Plus', 'Minus', 'Any')),
  states_headline boolean not null
);

-- Publications ------------------------------------------------------------------------------------------------------

-- One transaction of the ledger. seq, recorded_at and loaded_at are given by a trigger (next migration).
create table ledger.publication (
  seq         bigint primary key check (seq > 0),
  previous    bigint generated always as (nullif(seq - 1, 0)) stored
              constraint publication_follows_previous references ledger.publication (seq),
  command_id  uuid not null constraint publication_command_id_key unique,
  recorded_at timestamptz not null,
  loaded_at   timestamptz not null,
  editor      text not null constraint publication_editor_bounds check (length(editor) between 1 and 120),
  -- Where it came from. Only a replay states when it was recorded; at the desk that is the moment itself.
  origin      text not null constraint publication_origin_known check (origin in ('Desk', 'Demonstration')),
  constraint publication_recorded_before_loaded check (recorded_at <= loaded_at)
);

-- Written at the end of a publication by the check of its balance: from here on nothing can be added to it.
create table ledger.publication_seal (
  publication_seq bigint primary key references ledger.publication (seq),
  sealed_at       timestamptz not null
);

-- Packages ----------------------------------------------------------------------------------------------------------

create table ledger.package (
  id              bigint generated always as identity primary key,
  publication_seq bigint not null references ledger.publication (seq),
  slug            text not null constraint package_slug_key unique
                  constraint package_slug_form check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(slug) <= 80),
  currency        text not null constraint package_currency_fkey references ledger.currency (code),
  constraint package_currency_key unique (id, currency)
);

create table ledger.package_revision (
  package_id      bigint not null references ledger.package (id),
  number          integer not null check (number > 0),
  previous        integer generated always as (nullif(number - 1, 0)) stored,
  publication_seq bigint not null references ledger.publication (seq),
  constraint package_revision_pkey primary key (package_id, number),
  constraint package_revision_once_a_publication unique (package_id, publication_seq),
  constraint package_revision_follows_previous foreign key (package_id, previous) references ledger.package_revision (package_id, number)
);

create table ledger.package_donor (
  package_id bigint not null references ledger.package (id),
  position   integer not null check (position > 0),
  party      text not null constraint package_donor_party_fkey references ledger.party (code),
  primary key (package_id, position),
  constraint package_donor_once unique (package_id, party)
);
create index package_donor_party on ledger.package_donor (party, package_id);

create table ledger.package_recipient (
  package_id bigint not null references ledger.package (id),
  position   integer not null check (position > 0),
  party      text not null constraint package_recipient_party_fkey references ledger.party (code),
  primary key (package_id, position),
  constraint package_recipient_once unique (package_id, party)
);
create index package_recipient_party on ledger.package_recipient (party, package_id);

create table ledger.package_description (
  package_id      bigint not null,
  publication_seq bigint not null,
  title           text not null constraint package_description_title_bounds check (length(title) between 1 and 200),
  summary         text constraint package_description_summary_bounds check (length(summary) between 1 and 2000),
  initiative      text constraint package_description_initiative_fkey references ledger.initiative (code),
  primary key (package_id, publication_seq),
  foreign key (package_id, publication_seq) references ledger.package_revision (package_id, publication_seq) deferrable initially deferred
);

-- Lines: 0 is Not yet itemised, -1 is Overlap and rounding, named lines count from 1.
create table ledger.line_item (
  package_id      bigint not null,
  number          integer not null constraint line_item_number_bounds check (number between -1 and 9999),
  publication_seq bigint not null,
  role            text not null generated always as (case number when 0 then 'open' when -1 then 'overlap' else 'named' end) stored,
  primary key (package_id, number),
  foreign key (package_id, publication_seq) references ledger.package_revision (package_id, publication_seq) deferrable initially deferred
);

create table ledger.line_item_description (
  package_id      bigint not null,
  line_number     integer not null constraint line_item_description_is_of_a_named_line check (line_number > 0),
  publication_seq bigint not null,
  category        text not null constraint line_item_description_category_fkey references ledger.category (code),
  also_covers     text[] not null default '{}',
  description     text not null constraint line_item_description_bounds check (length(description) between 1 and 500),
  instrument      text not null constraint line_item_description_instrument_fkey references ledger.instrument (code),
  initiative      text constraint line_item_description_initiative_fkey references ledger.initiative (code),
  supplier        text constraint line_item_description_supplier_fkey references ledger.party (code),
  unit            text constraint line_item_description_unit_bounds check (length(unit) between 1 and 40),
  primary key (package_id, line_number, publication_seq),
  foreign key (package_id, line_number) references ledger.line_item (package_id, number) deferrable initially deferred,
  foreign key (package_id, publication_seq) references ledger.package_revision (package_id, publication_seq) deferrable initially deferred
);

-- Announcements -----------------------------------------------------------------------------------------------------

-- Version n refers to version n-1, so an announcement's versions are one line, and the highest is live.
create table ledger.announcement (
  package_id               bigint not null,
  number                   integer not null constraint announcement_number_bounds check (number between 1 and 9999),
  version                  integer not null check (version > 0),
  previous                 integer generated always as (nullif(version - 1, 0)) stored,
  publication_seq          bigint not null,
  kind                     text not null constraint announcement_kind_fkey references ledger.announcement_kind (code),
  announced_on             date not null constraint announcement_date_bounds check (announced_on between '1990-01-01' and '2100-01-01'),
  date_precision           text not null constraint announcement_precision_known check (date_precision in ('Day', 'Month', 'Reported')),
  place                    text constraint announcement_place_bounds check (length(place) between 1 and 120),
  summary                  text not null constraint announcement_summary_bounds check (length(summary) between 1 and 1000),
  withdrawn                boolean not null,
  reason                   text constraint announcement_reason_bounds check (length(reason) between 1 and 1000),
  headline_qualifier       text constraint announcement_headline_qualifier_fkey references ledger.amount_qualifier (code),
  headline_low             numeric constraint announcement_headline_low_bounds check (headline_low between 0 and 1e15 and headline_low = round(headline_low, 2)),
  headline_stated_amount   numeric constraint announcement_headline_stated_bounds check (headline_stated_amount between 0.01 and 1e15 and headline_stated_amount = round(headline_stated_amount, 2)),
  headline_stated_currency text constraint announcement_headline_stated_currency_fkey references ledger.currency (code),
  constraint announcement_pkey primary key (package_id, number, version),
  constraint announcement_follows_previous foreign key (package_id, number, previous) references ledger.announcement (package_id, number, version),
  constraint announcement_is_of_a_revision foreign key (package_id, publication_seq) references ledger.package_revision (package_id, publication_seq) deferrable initially deferred,
  constraint announcement_correction_says_why check ((version = 1) = (reason is null)),
  constraint announcement_withdrawn_was_published check (not withdrawn or version > 1),
  constraint announcement_month_counts_at_its_end check (
    date_precision <> 'Month'
    or announced_on = (date_trunc('month', announced_on::timestamp) + interval '1 month - 1 day')::date),
  constraint headline_low_is_of_a_range check ((headline_low is not null) = (coalesce(headline_qualifier, '') = 'between')),
  constraint announcement_headline_stated_is_money check ((headline_stated_amount is null) = (headline_stated_currency is null))
);
create index announcement_by_date on ledger.announcement (announced_on, package_id, number);

create table ledger.announcement_source (
  package_id           bigint not null,
  announcement_number  integer not null,
  announcement_version integer not null,
  position             integer not null check (position between 1 and 100),
  publisher            text not null constraint announcement_source_publisher_bounds check (length(publisher) between 1 and 200),
  title                text constraint announcement_source_title_bounds check (length(title) between 1 and 300),
  url                  text constraint announcement_source_url_is_http check (url ~ '^https?://[^[:space:]]+$' and length(url) <= 2000),
  published_on         date,
  grade                text not null constraint announcement_source_grade_known check (grade in ('A', 'B', 'C', 'D', 'E')),
  followed             boolean not null,
  note                 text constraint announcement_source_note_bounds check (length(note) between 1 and 1000),
  primary key (package_id, announcement_number, announcement_version, position),
  foreign key (package_id, announcement_number, announcement_version) references ledger.announcement (package_id, number, version)
);

-- A bound on an amount refuses NaN and Infinity as well: PostgreSQL sorts both above every number.
create table ledger.entry (
  package_id           bigint not null,
  announcement_number  integer not null,
  announcement_version integer not null,
  position             integer not null constraint entry_position_bounds check (position between 1 and 10000),
  line_number          integer not null,
  amount               numeric constraint entry_amount_bounds check (amount between -1e15 and 1e15 and amount = round(amount, 2))
                       constraint entry_amount_not_zero check (amount <> 0),
  currency             text constraint entry_currency_fkey references ledger.currency (code),
  qualifier            text not null constraint entry_qualifier_fkey references ledger.amount_qualifier (code)
                       constraint entry_qualifier_is_of_entries check (qualifier <> 'undisclosed'),
  low                  numeric constraint entry_low_bounds check (low between 0 and 1e15 and low = round(low, 2)),
  quantity             numeric constraint entry_quantity_bounds check (quantity between -1e12 and 1e12 and quantity = round(quantity, 3)),
  stated_amount        numeric constraint entry_stated_bounds check (stated_amount between -1e15 and 1e15 and stated_amount = round(stated_amount, 2)),
  stated_currency      text constraint entry_stated_currency_fkey references ledger.currency (code),
  stated_by_donor      boolean not null,
  note                 text constraint entry_note_bounds check (length(note) between 1 and 500),
  primary key (package_id, announcement_number, announcement_version, position),
  foreign key (package_id, announcement_number, announcement_version) references ledger.announcement (package_id, number, version),
  constraint entry_line_fkey foreign key (package_id, line_number) references ledger.line_item (package_id, number) deferrable initially deferred,
  constraint entry_currency_is_packages foreign key (package_id, currency) references ledger.package (id, currency),
  constraint entry_amount_is_money check ((amount is null) = (currency is null)),
  constraint entry_stated_is_money check ((stated_amount is null) = (stated_currency is null)),
  constraint entry_unpriced_is_named check (amount is not null or line_number > 0),
  constraint entry_overlap_says_why check (line_number <> -1 or note is not null),
  constraint entry_low_is_of_a_range check ((low is not null) = (qualifier = 'between'))
);
create index entry_by_line on ledger.entry (package_id, line_number);
