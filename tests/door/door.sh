#!/usr/bin/env bash
# door.sh - the door's words and exit codes: verbs, flags, nearest names, and what may not stand in the script.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
failed=0

# expect WHAT CODE PATTERN COMMAND..: the command ends with CODE and prints (either stream) what matches PATTERN.
expect() {
  local what=$1 code=$2 pattern=$3 out rc=0; shift 3
  out=$("$@" 2>&1 </dev/null) || rc=$?
  if ((rc == code)) && grep -qE -e "$pattern" <<<"$out"; then printf 'ok %s\n' "$what"; else
    failed=1; printf 'FAILED %s: code %d, wanted %d and /%s/; it said:\n%s\n' "$what" "$rc" "$code" "$pattern" "$out"
  fi
}
# refuse WHAT PATTERN FILE..: no line of the files matches.
refuse() {
  local what=$1 pattern=$2 out; shift 2
  if out=$(grep -nE -e "$pattern" "$@"); then failed=1; printf 'FAILED %s:\n%s\n' "$what" "$out"; else printf 'ok %s\n' "$what"; fi
}
weft=$root/weft

expect 'no verb prints the help' 0 '\./weft demo ' "$weft"
expect 'help names every verb of the table' 0 '\./weft doctor ' "$weft" help
expect 'help names the verbs that go to the program' 0 'go to the program: .*make-up' "$weft" help
expect '--help is help' 0 'Exit codes: 0 good, 1 refused or failed, 2 wrong usage' "$weft" --help
expect 'a verb explains itself' 0 '^\./weft demo \[--once\]' "$weft" demo --help
expect 'version is the version of the build' 0 '^weft [0-9]+\.[0-9]+\.[0-9]+$' "$weft" version
expect '--version is version' 0 '^weft [0-9]+\.[0-9]+\.[0-9]+$' "$weft" --version
expect 'a verb of the door with a slip' 2 "nearest is test " "$weft" tset
expect 'a verb of the program with a slip' 2 "nearest is migrate " "$weft" migrat
expect 'a far-off verb names one too' 2 "there is no verb 'frobnicate'; the nearest is [a-z]+ " "$weft" frobnicate
expect 'a flag without a verb' 2 'nearest is --version' "$weft" --verison
expect 'a flag of setup' 2 'nearest is --yes$' "$weft" setup --yess
expect 'a set of setup' 2 'nearest is build$' "$weft" setup biuld
expect 'a flag of demo' 2 'nearest is --once$' "$weft" demo --onec
expect 'a flag of demo given with a value' 2 'nearest is --port$' "$weft" demo --prot=80
expect 'a flag that needs a value' 2 '--port needs a value' "$weft" demo --port
expect 'a flag that takes no value' 2 '--once takes no value' "$weft" demo --once=yes
expect 'a port out of range' 2 'whole number from 1 to 65535' "$weft" demo --port 70000
expect 'a port that is no number' 2 "not '80a'" "$weft" demo --port 80a
expect 'a preset with a slip' 2 'nearest is release$' "$weft" build relaese
expect 'a suite with a slip' 2 'nearest is unit$' "$weft" test untit
expect 'a word too many' 2 "'now' is a word too many" "$weft" stop now
expect 'a verb without flags' 2 "takes no flags" "$weft" version --short
expect 'stop where nothing runs is good' 0 'nothing is running' "$weft" stop --data-dir /nonexistent/weft
expect 'psql where nothing runs is refused' 1 'no private PostgreSQL runs' env -u WEFT_DATABASE_URL "$weft" psql --data-dir /nonexistent/weft
expect 'doctor tells about packages' '0' 'to build' bash -c "'$weft' doctor || true"

# A process named weft stands in for the server.
shop=$(mktemp -d) && cp /bin/sleep "$shop/weft"
"$shop/weft" 60 & echo $! >"$shop/weft.pid"
expect 'doctor sees a running server' 0 '  weft +runs \(pid [0-9]+\)' bash -c "'$weft' doctor --data-dir '$shop' || true"
expect 'stop ends the server of a data directory' 0 "stopped weft \(pid $!, $shop\)" "$weft" stop --data-dir "$shop"
sleep 60 & echo $! >"$shop/weft.pid"
expect 'stop ends no stranger that has the pid now' 0 'nothing is running' "$weft" stop --data-dir "$shop"
kill $!; rm -rf "$shop"

# From another folder, through a link, without a language, as on a bare machine.
link=$(mktemp -d) && ln -s "$weft" "$link/weft"
expect 'it works through a link and with an empty environment' 0 '^weft [0-9]' env -i PATH="$PATH" bash -c "cd / && '$link/weft' version"
rm -rf "$link"

files=("$root/weft" "$root/.ci/run")
refuse 'the door names no host' 'https?://|ssh://|[a-z0-9-]+\.(org|com|net|io|dev)\b' "${files[@]}"
refuse 'the door names no path of one machine' '/(work|home|Users)/' "${files[@]}"
mapfile -t locks < <(cd "$root" && git ls-files -co --exclude-standard -- '*package-lock.json' | sed "s|^|$root/|")
refuse 'locks name no host' '"resolved": "[a-z+]+:' "${locks[@]}"
refuse 'no line is over 140 columns' '^.{141,}$' "${files[@]}"
lines=$(wc -l <"$weft")
if ((lines <= 700)); then echo 'ok the door stays within 700 lines'; else failed=1; echo "FAILED the door stays within 700 lines: $lines"; fi
exit $failed
