#!/usr/bin/env bash
# setup.sh - what set-up installs, and when it asks; apt, dpkg and Node.js are stand-ins that write down what they are told.
# shellcheck disable=SC2016,SC2086,SC2317 # the stand-ins' words expand when they run; the checks are called by name
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
failed=0 out='' rc=0
stage=$(mktemp -d) && trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/tree/tools/node" "$stage/bin"
cp "$root/weft" "$root/CMakeLists.txt" "$stage/tree"

stand_in() { printf '#!/bin/bash\n%s\n' "$2" >"$stage/bin/$1"; chmod +x "$stage/bin/$1"; }
# Installed is everything, save the packages that stand in $stage/lacking.
stand_in dpkg-query 'shift 2; for name; do grep -qx "$name" '"$stage"'/lacking || printf "%s/installed " "$name"; done'
stand_in apt-get 'shift 6; echo "$*" >>'"$stage"'/told; [[ $1 == update || ! -e '"$stage"'/broken ]] && exit 0
  [[ $(cat '"$stage"'/broken) == once ]] && rm '"$stage"'/broken; echo "E: Unable to fetch"; exit 100'
stand_in sudo 'echo "sudo $*" >>'"$stage"'/told'
stand_in node 'echo v20.19.0'
stand_in npm 'true'

# run LACKING COMMAND..: runs it where those packages are lacking; fills out, rc and the file told.
run() {
  printf '%s\n' $1 >"$stage/lacking"; : >"$stage/told"; shift
  rc=0; out=$(env -u CI PATH="$stage/bin:$PATH" "$@" 2>&1 </dev/null) || rc=$?
}
# expect WHAT CONDITION..: the condition holds.
expect() {
  local what=$1; shift
  if "$@"; then printf 'ok %s\n' "$what"; else failed=1; printf 'FAILED %s: code %d; it said:\n%s\napt was told:\n%s\n' "$what" "$rc" "$out" "$(<"$stage/told")"; fi
}
ended() { ((rc == $1)); }
told() { grep -qE -e "$1" "$stage/told"; }
not_told() { ! told "$1"; }
said() { grep -qE -e "$1" <<<"$out"; }
weft=$stage/tree/weft

run '' "$weft" setup --yes
expect 'nothing is lacking: good' ended 0
expect 'nothing is lacking: apt is not called' not_told .

run 'ninja-build cmake' "$weft" setup build
expect 'without a terminal it goes on' ended 0
expect 'only what is missing, without recommended packages' told '^--no-install-recommends install ninja-build cmake$'
expect 'it says what for' said 'to build  ninja-build cmake'

run 'chromium nginx-light' "$weft" setup build
expect 'other sets are left alone' not_told .
run 'chromium nginx-light' "$weft" setup
expect 'the bench set is installed for the bench only' told 'install chromium$'

echo once >"$stage/broken"
run cmake "$weft" setup build
expect 'old package lists are fetched anew' ended 0
expect 'then it tries again' test "$(grep -c 'install cmake' "$stage/told")" = 2

echo always >"$stage/broken"
run cmake "$weft" setup build
expect 'apt fails: refused' ended 1
expect 'apt fails: its words are shown' said 'Unable to fetch'
rm "$stage/broken"

run cmake script -qec "$weft setup build" /dev/null
expect 'at a terminal, no answer installs nothing' not_told .
printf 'cmake\n' >"$stage/lacking"; : >"$stage/told"; rc=0
out=$(env -u CI PATH="$stage/bin:$PATH" script -qec "$weft setup build" /dev/null <<<n 2>&1) || rc=$?
expect 'no is no' said 'nothing was installed'
expect 'no is refused' ended 1
expect 'no: apt is not called' not_told .
: >"$stage/told"
out=$(env -u CI PATH="$stage/bin:$PATH" script -qec "$weft setup build" /dev/null <<<y 2>&1) || rc=$?
expect 'yes is yes' told 'install cmake$'
run cmake env CI=true script -qec "$weft setup build" /dev/null
expect 'CI is not asked' told 'install cmake$'
run cmake script -qec "$weft setup build --yes" /dev/null
expect '--yes is not asked' told 'install cmake$'

# A machine whose Node.js is too old gets the pinned one, for Weft's commands only.
stand_in node 'echo v18.20.4'
case $(uname -m) in x86_64) kind=x64 ;; *) kind=arm64 ;; esac
stand_in npm 'echo "npm $*" >>'"$stage"'/told; [[ $1 == ci ]] || exit 0
  mkdir -p node_modules/node-linux-'$kind'/bin && printf "#!/bin/sh\necho v24.21.0\n" >node_modules/node-linux-'$kind'/bin/node && chmod +x node_modules/node-linux-*/bin/node'
run npm "$weft" setup build
expect 'an old Node.js: npm is wanted' told 'install npm$'
expect 'an old Node.js: the pinned one is fetched' told '^npm ci$'
expect 'an old Node.js: good' ended 0
run '' "$weft" setup build
expect 'the pinned one is fetched once' not_told .
for version in v22.11.0:old v22.12.0:fit v20.18.9:old v24.0.0:fit v16.20.2:old; do
  rm -rf "$stage/tree/tools/node/node_modules"
  stand_in node "echo ${version%:*}"
  run '' "$weft" setup build
  if [[ $version == *:old ]]; then expect "Node.js ${version%:*} is too old" told '^npm ci$'; else expect "Node.js ${version%:*} is kept" not_told .; fi
done

# Who is not root goes through sudo, and is told the line where there is none.
if ((EUID == 0)) && as_nobody=(setpriv --reuid=nobody --clear-groups) && "${as_nobody[@]}" test -r /tmp; then
  chmod -R a+rwX "$stage"
  run cmake "${as_nobody[@]}" "$weft" setup build
  expect 'not root: through sudo' told '^sudo --preserve-env=.* apt-get .*--no-install-recommends install cmake$'
  run 'cmake postgresql-15' "${as_nobody[@]}" "$weft" setup run build
  [[ -e /etc/postgresql-common/createcluster.d/weft.conf ]] ||
    expect 'no cluster is started by the package' told '^sudo .* tee /etc/postgresql-common/createcluster.d/weft.conf$'
  rm "$stage/bin/sudo"
  if ! command -v sudo >/dev/null; then
    run cmake "${as_nobody[@]}" "$weft" setup build
    expect 'no sudo: refused, with the line to run' said 'as root: apt-get install --no-install-recommends cmake'
  fi
fi
exit $failed
