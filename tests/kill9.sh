#!/usr/bin/env bash
# kill9.sh [KILLS] [SEED]: kills the application and its private PostgreSQL with -9 at random moments while a client publishes,
# and checks that what was acknowledged is on record exactly once, and nothing else twice. 30 kills take two to four minutes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$here/build/debian-packages.sh"
need_dotnet
need_postgresql
dotnet build "$here/tests/AidTracker.Web.Tests" --configuration Release --nologo --verbosity quiet
# The bound is that of a hang.
AIDTRACKER_KILLS=${1:-30} AIDTRACKER_SEED=${2:-} timeout --kill-after=30 900 \
  dotnet test "$here/tests/AidTracker.Web.Tests" --no-build --configuration Release --nologo \
    --filter 'FullyQualifiedName~Publishing.KillTests' --logger 'console;verbosity=detailed'
