# Sourced by run.sh and test.sh: installs what they need from Debian's packages, or says what to install.

say() { printf '%s\n' "$*" >&2; }

# As root directly, otherwise through sudo where that works without a password prompt.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

can_install() {
  command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# install COMMAND-OR-NAME PACKAGE…
install_packages() {
  local what=$1 output
  shift
  if ! can_install; then
    say "$what is missing: install it first (on Debian, as root: apt-get install $*)."
    return 1
  fi
  say "Installing $what ($*) …"
  if ! output=$({ as_root apt-get update && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } 2>&1); then
    say "$output"
    say "$what could not be installed (apt-get install $*)."
    return 1
  fi
}

has_postgresql() {
  local folder major
  for folder in /usr/lib/postgresql/*/bin; do
    major=${folder#/usr/lib/postgresql/}
    major=${major%/bin}
    if [ -x "$folder/initdb" ] && [ -x "$folder/postgres" ] && [[ $major =~ ^[0-9]+$ ]] && [ "$major" -ge 15 ]; then
      return 0
    fi
  done
  command -v initdb >/dev/null && command -v postgres >/dev/null
}

need_postgresql() {
  has_postgresql && return 0
  # Debian's package makes and starts a cluster of its own, which nobody asked for. A file in createcluster.d keeps it from
  # that and, unlike createcluster.conf, is no configuration file of the package, so apt-get has nothing to ask about.
  local keep=/etc/postgresql-common/createcluster.d/aidtracker-no-cluster.conf made=no status=0
  if can_install && ! [ -e "$keep" ]; then
    as_root mkdir -p "${keep%/*}"
    echo 'create_main_cluster = false' | as_root tee "$keep" >/dev/null
    made=yes
  fi
  install_packages PostgreSQL postgresql || status=$?
  # Only for this installation: a server that is installed on purpose later gets its cluster.
  if [ "$made" = yes ]; then as_root rm -f "$keep"; fi
  return "$status"
}

find_chromium() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return 0
  done
  return 1
}

need_chromium() {
  find_chromium >/dev/null || install_packages Chromium chromium
}

# Its writer and its sheets, without windows; and what draws the pages that it makes.
need_libreoffice() {
  local program=/usr/lib/libreoffice/program
  command -v soffice >/dev/null && command -v pdftoppm >/dev/null && { ! [ -d "$program" ] || { [ -e "$program/libswlo.so" ] && [ -e "$program/libsclo.so" ]; }; } && return 0
  install_packages LibreOffice libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils
}

need_dotnet() {
  command -v dotnet >/dev/null && return 0
  say 'The .NET 10 SDK is missing: install it first (https://dot.net).'
  return 1
}
