-- A page far on is found as fast as the first: each order of packages has an index that is entered where the page begins. What can be null
-- stands as a value at the end where nulls stand, because nothing comes after null; Reading/FilteredQueries.cs says the same, to the letter.
create index package_now_by_first_day on ledger.package_now ((coalesce(first_announced_on, date '9999-12-30')), slug);
create index package_now_by_donor on ledger.package_now (donors, slug);
create index package_now_by_recipient on ledger.package_now (recipients, slug);
create index package_now_by_title on ledger.package_now (title, slug);
create index package_now_by_amount on ledger.package_now (currency, (-coalesce(committed, 1000000000000000000.0)), slug);
