# Shared helpers of ./dev: messages, long steps with progress, verified cache folders, locks.

OW_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/onewindow"
OW_JOBS="${OW_JOBS:-$(nproc 2>/dev/null || echo 2)}"
export OW_CACHE OW_JOBS

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die() {
  printf '\033[31mError:\033[0m %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# run_long TITLE LOGFILE COMMAND…: runs quietly, tells every 15 s how far it is, shows the log's
# end when it fails. Returns the command's own exit code.
run_long() {
  local title="$1" log="$2" started now code=0 pid ticks=0
  shift 2
  mkdir -p "$(dirname "$log")"
  say "$title"
  started=$(date +%s)
  "$@" >"$log" 2>&1 </dev/null &
  pid=$!
  while kill -0 "$pid" 2>/dev/null; do
    sleep 0.5
    ticks=$((ticks + 1))
    if [ $((ticks % 30)) -eq 0 ]; then
      now=$(date +%s)
      note "… $((now - started)) s: $(tail -n 1 "$log" | tr -d '\r' | cut -c1-100)"
    fi
  done
  wait "$pid" || code=$?
  if [ "$code" -ne 0 ]; then
    tail -n 40 "$log" >&2
    note "whole log: $log"
    return "$code"
  fi
  now=$(date +%s)
  note "done in $((now - started)) s"
}

# tree_print DIR: a fingerprint of names and sizes, quick enough for every run. Folders that tools
# write into while they work (caches) are left out.
tree_print() {
  (cd "$1" && find . \( -name cache -o -name __pycache__ \) -prune -o \
    \( -type f -o -type l \) -printf '%P %s\n' | LC_ALL=C sort | sha256sum | cut -d' ' -f1)
}

# stamp_ok DIR KEY: true when DIR was finished for KEY and nothing in it is missing or cut short.
stamp_ok() {
  local stamp="$1.stamp"
  [ -d "$1" ] && [ -f "$stamp" ] || return 1
  [ "$(sed -n 1p "$stamp")" = "$2" ] || return 1
  [ "$(sed -n 2p "$stamp")" = "$(tree_print "$1")" ]
}
# stamp_write DIR KEY: to be called last.
stamp_write() {
  printf '%s\n%s\n' "$2" "$(tree_print "$1")" >"$1.stamp.part"
  mv "$1.stamp.part" "$1.stamp"
}
# stamp_begin DIR: forget what is there; the caller fills DIR.part and then calls stamp_finish.
stamp_begin() {
  [ -e "$1" ] && note "what is in $1 is stale or damaged; making it anew"
  rm -rf "$1.stamp" "$1" "$1.part"
  mkdir -p "$1.part"
}
stamp_finish() {
  mv "$1.part" "$1"
  stamp_write "$1" "$2"
}

sha256_is() { [ -f "$1" ] && [ "$(sha256sum "$1" | cut -d' ' -f1)" = "$2" ]; }

# with_lock NAME COMMAND…: one process a machine and user at a time; the others wait.
with_lock() {
  local name="$1"
  shift
  mkdir -p "$OW_CACHE"
  if ! have flock; then
    "$@"
    return
  fi
  (
    if ! flock -n 9; then
      say "waiting for another ./dev that is at '$name'"
      flock 9
    fi
    "$@"
  ) 9>"$OW_CACHE/$name.lock"
}
