#!/bin/bash
# For docker-compose.yml: gives the two roles that log in the passwords of the environment, once, when the database is made.
# The image sources this file where it is not executable, so it must not end the shell.
psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$POSTGRES_DB" \
  --set=migrator="$AIDTRACKER_MIGRATOR_PASSWORD" --set=app="$AIDTRACKER_APP_PASSWORD" <<'SQL'
alter role aidtracker_migrator password :'migrator';
alter role aidtracker_app password :'app';
SQL
