# Plays one case: bash play.bash CASE.sh, with DEMARCHE_PROGRAM set. Ends with 0 when the promise held, 77 when this machine
# cannot play it, 1 when it is broken; what went wrong is the last line.
set -euo pipefail
case=$(readlink -f "$1")
here=$(dirname "$case")
root=$here/../..

# A disk of its own needs the right to mount, which a namespace gives.
if grep -q '^# needs: disk' "$case" && [[ -z ${DEMARCHE_MAY_MOUNT:-} ]]; then
  for way in "unshare -m" "unshare -rm"; do
    # The words of a way are separate.
    # shellcheck disable=SC2086
    if $way sh -c 'mount -t tmpfs tmpfs /mnt' 2>/dev/null; then
      DEMARCHE_MAY_MOUNT=yes exec $way bash "${BASH_SOURCE[0]}" "$case"
    fi
  done
  echo "skipped: no small disk can be mounted here (unshare -m needs root or user namespaces)"
  exit 77
fi

export SWIFT_BACKTRACE=enable=no
unset DEMARCHE_LEDGER
program=$(readlink -f "$DEMARCHE_PROGRAM")
scratch=$(mktemp -d /tmp/demarche-fault-XXXXXX)
cd "$scratch"

# A server that a case leaves running ends with it.
end() {
  local child
  for child in $(jobs -p); do kill -KILL "$child" 2>/dev/null || true; done
  cd /
  if [[ -n ${disk:-} ]]; then umount "$disk" 2>/dev/null || umount -l "$disk" 2>/dev/null || true; fi
  rm -rf "$scratch"
}
trap end EXIT

broken() {
  printf 'broken: %s\n' "$*"
  exit 1
}

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

demarche() { "$program" "$@"; }

# expect STATUS TEXT COMMAND...: the command ends so, and says the text. What it said is in $said.
expect() {
  local wanted=$1 text=$2 status=0
  shift 2
  said=$("$@" 2>&1) || status=$?
  [[ $status == "$wanted" ]] || broken "$* ended with $status, not $wanted: $said"
  [[ $said == *"$text"* ]] || broken "$* does not say \"$text\": $said"
}

# no_crash COMMAND...: whatever it says, it ends by itself, and where it fails it says what helps.
no_crash() {
  local status=0
  said=$("$@" 2>&1) || status=$?
  ((status < 128)) || broken "$* was ended by signal $((status - 128)): $said"
  if ((status == 1)) && [[ $said != *help* ]]; then broken "$* fails and says no way out: $said"; fi
}

sound() { expect 0 "" demarche doctor --ledger "$1"; }

# What a ledger tells, whoever put it in and in whatever order. Empty answers end with 0.
told() {
  demarche events --ledger "$1" --limit 1000000 --format csv 2>/dev/null | sort
  demarche incidents --ledger "$1" --limit 1000000 --format jsonl 2>/dev/null | sort
}

same_ledgers() {
  told "$1" >one.told
  told "$2" >other.told
  [[ -s one.told ]] || broken "$1 tells nothing"
  cmp -s one.told other.told || broken "$1 and $2 tell different things: $(diff one.told other.told | head -n 3)"
  sound "$1"
}

same_files() { cmp "$1" "$2" || broken "$1 is not $2"; }

# reports FROM UNTIL: some of the sample reports.
reports() { sed -n "$1,$2p" "$root/Data/samples/reports.jsonl"; }

# many COUNT: the first sample reports so often, each time as others.
many() {
  local turn
  for ((turn = 0; turn < $1; turn++)); do
    reports 1 10 | sed "s/{\"id\": \"/&$turn-/; s/\"text\": \"/&Turn $turn. /"
  done
}

# small_disk SIZE: a disk of its own at $disk.
small_disk() {
  disk=$scratch/disk
  mkdir "$disk"
  mount -t tmpfs -o "size=$1" tmpfs "$disk"
}

# Leaves so many bytes free.
fill_but() {
  local free
  free=$(df --output=avail -B1 "$disk" | tail -n 1)
  head -c $((free - $1)) /dev/zero >"$disk/filling"
}

# serve LEDGER FLAGS...: starts a server; $server is its process and $port its port. $before stands before the program.
before=()
serve() {
  local i ledger=$1
  shift
  # There before the server is, and without what an earlier one said.
  : >served
  "${before[@]}" "$program" serve --ledger "$ledger" --port 0 "$@" 2>served &
  server=$!
  for ((i = 0; i < 600; i++)); do
    port=$(sed -n 's|.*http://127.0.0.1:\([0-9]*\).*|\1|p' served)
    if [[ -n $port ]]; then
      token=$(ask GET /api/v1/session | sed -n 's/.*"token": *"\([^"]*\)".*/\1/p')
      return
    fi
    kill -0 "$server" 2>/dev/null || broken "the server ended: $(cat served)"
    sleep 0.05
  done
  broken "the server does not say where it listens: $(cat served)"
}

# ask METHOD TARGET [TYPE BODY]: the answer, head and body.
ask() {
  local length=""
  if [[ -n ${4:-} ]]; then length="Content-Type: $3"$'\r\n'"Content-Length: ${#4}"$'\r\n'; fi
  {
    exec 9<>"/dev/tcp/127.0.0.1/$port"
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: coder=AB\r\nX-Demarche-Token: %s\r\n%s\r\n%s' \
      "$1" "$2" "${token:-}" "$length" "${4:-}" >&9
    timeout 60 cat <&9
    exec 9>&-
  } 2>/dev/null
}

# Ends the server as a person or the system does; it must end by itself within so many seconds.
stop_within() {
  local i
  kill -TERM "$server"
  for ((i = 0; i < $1 * 10; i++)); do
    if ! kill -0 "$server" 2>/dev/null; then
      wait "$server" || broken "the server ended with $?: $(cat served)"
      return 0
    fi
    sleep 0.1
  done
  broken "the server has not ended $1 s after SIGTERM"
}

# join A B: the server's answer to the decision that two events are one.
join_events() {
  ask POST /api/v1/decisions application/json "{\"kind\": \"join\", \"a\": \"$1\", \"b\": \"$2\", \"person\": \"AB\"}"
}

ids() { demarche events --ledger "$1" --limit "$2" --format jsonl 2>/dev/null | sed -n 's/.*"id": "\(ev_[0-9a-f]*\)".*/\1/p'; }

# started COMMAND...: in the background, as $child; a function would stand between it and the signals.
started() {
  if [[ $1 == demarche ]]; then set -- "$program" "${@:2}"; fi
  "$@" >child.out 2>child.err &
  child=$!
}

# kill_after SECONDS [SIGNAL]: ends it with a signal.
kill_after() {
  sleep "$1"
  kill -"${2:-KILL}" "$child" 2>/dev/null || true
  wait "$child" 2>/dev/null || return 0
}

# preload SOURCE: a library of C that stands before the system's.
preload() {
  local compiler=""
  for compiler in cc gcc clang; do command -v "$compiler" >/dev/null && break; done
  "$compiler" -shared -fPIC -O1 -o shim.so -x c - -ldl <<<"$1" 2>shim.err || skip "no C compiler: $(head -n 1 shim.err)"
  shim=$scratch/shim.so
}

long=${DEMARCHE_LONG_TESTS:-}
# shellcheck source=/dev/null
source "$case"
