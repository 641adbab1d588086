#!/usr/bin/env bash
# suites.sh - how `./weft test` counts, skips, fails and cleans up, in a small tree whose only suite is scripts.
# shellcheck disable=SC2001,SC2016,SC2317 # the scripts' words expand when they run; the checks are called by name
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
failed=0 out='' rc=0
stage=$(mktemp -d) && trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/tests/door" "$stage/bin"
cp "$root/weft" "$root/CMakeLists.txt" "$stage"
# Everything is installed here, and of PostgreSQL the real one is used.
printf '#!/bin/bash\nshift 2; for name; do printf "%%s/installed " "$name"; done\n' >"$stage/bin/dpkg-query"
printf '#!/bin/bash\necho v20.19.0\n' >"$stage/bin/node"; cp "$stage/bin/node" "$stage/bin/npm"
chmod +x "$stage"/bin/*
export PATH=$stage/bin:$PATH

run() { rc=0; out=$("$stage/weft" test "$@" 2>&1 </dev/null) || rc=$?; }
suite() { printf '%s\n' "$2" >"$stage/tests/door/$1.sh"; }
expect() {
  local what=$1; shift
  if "$@"; then printf 'ok %s\n' "$what"; else failed=1; printf 'FAILED %s: code %d; it said:\n%s\n' "$what" "$rc" "$(sed 's/^/  /' <<<"$out")"; fi
}
ended() { ((rc == $1)); }
closes_with() { [[ $(tail -n 1 <<<"$out") == "$1" ]]; }
said() { grep -qE -e "$1" <<<"$out"; }

suite one 'echo "ok a"; echo "ok b"; [[ $(psql -XAt "$WEFT_TEST_DATABASE_URL" -c "select rolcreatedb from pg_roles where rolname = current_user") == t ]] && echo "ok database"'
run door
expect 'all pass: good' ended 0
expect 'the last line counts them' closes_with '3 passed, 0 failed'
expect 'a suite has its line' said '^door +3 passed, 0 failed, 0 skipped in [0-9]+ s$'

suite two 'echo "ok c"; echo "FAILED d: because"; exit 1'
run door
expect 'one fails: refused' ended 1
expect 'one fails: counted' closes_with '4 passed, 1 failed'
expect 'one fails: shown' said '^FAILED d: because$'

suite two 'echo "ok c"; exit 3'
run door
expect 'a file that dies counts as a failure' closes_with '4 passed, 1 failed'

suite two 'true'
run door api
expect 'a suite that is not there says so' said '^api +skipped: tests/api is not there yet$'
expect 'and is not counted' closes_with '3 passed, 0 failed'
run api
expect 'nothing ran: refused' ended 1
expect 'nothing ran: no pass' closes_with '0 passed, 1 failed'
rm "$stage"/tests/door/*.sh; suite empty 'true'
run door
expect 'a suite that is there and runs nothing has failed' closes_with '0 passed, 1 failed'

# The C++ suite is counted by its cases: two programs that say what the stand-ins for cmake, ninja and ctest let them say.
mkdir "$stage/cases"
for tool in cmake ninja; do printf '#!/bin/bash\n' >"$stage/bin/$tool"; done
printf '#!/bin/bash\n[[ " $* " != *" -N "* ]] || { echo "Total Tests: 2"; exit; }\ncp %s/*.xml "${GTEST_OUTPUT#xml:}"; exit "$(<%s/code)"\n' \
  "$stage/cases" "$stage/cases" >"$stage/bin/ctest"
chmod +x "$stage"/bin/*
program() {
  printf '<testsuites tests="%d" failures="%d" disabled="0" errors="0">\n%s</testsuites>\n' "$2" "$3" "${4-}" >"$stage/cases/$1.xml"
}
program one 5 0; program two 3 0; echo 0 >"$stage/cases/code"
run unit
expect 'C++: all pass, nothing skipped' closes_with '8 passed, 0 failed'
program two 3 1 '<testcase result="skipped"/>'; echo 8 >"$stage/cases/code"
run unit
expect 'C++: one fails, one is skipped' closes_with '6 passed, 1 failed, 1 skipped'
expect 'C++: one fails: refused' ended 1
rm "$stage/cases/two.xml"
run unit
expect 'C++: a program that dies counts as a failure' closes_with '5 passed, 1 failed'

# Ended from outside, it takes its PostgreSQL and its suite along.
suite empty 'echo $$ "${WEFT_TEST_DATABASE_URL##*host=}" >"'"$stage"'/running"; sleep 60'
"$stage/weft" test door >/dev/null 2>&1 </dev/null & door=$!
for _ in {1..300}; do [[ ! -s $stage/running ]] || break; sleep 0.1; done
read -r suite_pid socket_dir <"$stage/running"
expect 'while it runs, its database has a socket' test -S "$socket_dir/.s.PGSQL.5432"
kill -TERM "$door"; rc=0; wait "$door" || rc=$?
for _ in {1..30}; do [[ -d /proc/$suite_pid ]] || break; sleep 0.1; done
expect 'ended by a signal: its code tells' ended 130
expect 'ended by a signal: the suite ends' test ! -d "/proc/$suite_pid"
expect 'ended by a signal: nothing is left of its database' test ! -e "$socket_dir"
exit $failed
