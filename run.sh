#!/usr/bin/env bash
# Builds AidTracker and runs it: ./run.sh [--urls http://127.0.0.1:5080] [--DataFolder=DIR] [--Demo=false] …
# Every argument goes to the application; docs/operations.md lists its settings.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
. "$here/build/debian-packages.sh"

# A server of the operator's own, or programs in a place of their own, need nothing installed here.
if [ -z "${ConnectionStrings__AidTracker:-}${Postgres__Binaries:-}" ] && [[ "$*" != *ConnectionStrings:* && "$*" != *Postgres:Binaries* ]]; then
  need_postgresql
fi
need_dotnet

if ! output=$(dotnet build "$here/src/AidTracker.Web" --configuration Release --nologo --verbosity quiet 2>&1); then
  printf '%s\n' "$output" >&2
  say 'AidTracker could not be built.'
  exit 1
fi

# Defaults of this script, weaker than the environment and than arguments: data beside the clone wherever this is started
# from, and the demonstration data in an empty database.
export DataFolder=${DataFolder:-$here/.data} Demo=${Demo:-true}
# exec: Ctrl-C and SIGTERM reach the application, which stops everything it started.
exec dotnet "$here/src/AidTracker.Web/bin/Release/net10.0/AidTracker.Web.dll" "$@"
