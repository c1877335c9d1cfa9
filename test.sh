#!/usr/bin/env bash
# Builds everything and runs every test. The last line is 'N passed, N failed', and the exit status agrees with it.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
cd "$here" || exit 1
. "$here/build/debian-packages.sh"

passed=0
failed=0

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
  exit
}

fail() {
  echo "$*"
  failed=$((failed + 1))
}

# give_up REASON: nothing could be tested, and that is one failure.
give_up() {
  fail "$*"
  finish
}

need_dotnet || give_up 'No .NET SDK, no tests.'
need_postgresql || give_up 'No PostgreSQL, no tests.'
need_chromium || give_up 'No Chromium, no tests.'
need_libreoffice || give_up 'No LibreOffice, no tests.'

dotnet build AidTracker.sln --configuration Release --nologo --verbosity quiet || give_up 'The build failed.'

results=$here/.artifacts/tests
rm -rf "$results"
mkdir -p "$results"

# The test projects are those of the solution that refer to the test SDK.
projects=()
while IFS= read -r project; do
  grep -q 'Microsoft.NET.Test.Sdk' "$project" && projects+=("$project")
done < <(dotnet sln AidTracker.sln list | tr -d '\r' | grep '\.csproj$' | sort)
[ "${#projects[@]}" -gt 0 ] || give_up 'The solution has no test project.'

# counter FILE NAME: a number out of the results' <Counters … name="N" …>.
counter() {
  sed -n "s/.*<Counters [^>]*\b$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1
}

# One after the other: each starts PostgreSQL or Chromium, and two cores are soon busy.
for project in "${projects[@]}"; do
  name=$(basename "$project" .csproj)
  echo "== $name"
  # An hour is not a test's time but a hang's.
  timeout --kill-after=30 3600 \
    dotnet test "$project" --no-build --configuration Release --nologo \
      --results-directory "$results" --logger "trx;LogFileName=$name.trx" --logger 'console;verbosity=minimal'
  status=$?
  trx=$results/$name.trx
  total=$(counter "$trx" total 2>/dev/null)
  if [ -z "$total" ]; then
    fail "$name left no results (exit status $status)."
    continue
  fi
  ok=$(counter "$trx" passed)
  executed=$(counter "$trx" executed)
  bad=$((executed - ok))
  passed=$((passed + ok))
  failed=$((failed + bad))
  [ "$total" = "$executed" ] || echo "$name: $((total - executed)) skipped."
  if [ "$executed" = 0 ]; then
    fail "$name ran no test."
  elif [ "$status" != 0 ] && [ "$bad" = 0 ]; then
    fail "$name ended with exit status $status although no test failed."
  elif [ "$status" = 0 ] && [ "$bad" != 0 ]; then
    echo "$name says it is fine, and $bad tests did not pass."
  fi
done

finish
