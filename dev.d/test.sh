# ./dev test and e2e. Every part runs even when one before it failed; the end repeats each runner's
# own closing lines and the exit code tells whether all passed.

# test_env: what browser tests, benchmarks and screenshots read.
test_env() {
  export OW_WEB_DIST="${OW_WEB_DIST:-$OW_ROOT/build/web-release/dist}"
  export OW_PYTHON="$OW_VENV/bin/python"
  OW_CHROMIUM="${OW_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}"
  export OW_CHROMIUM
  local flags="--use-gl=angle --use-angle=swiftshader --enable-unsafe-swiftshader --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"
  [ "$(id -u)" = 0 ] && flags="--no-sandbox $flags"
  export OW_CHROMIUM_ARGS="${OW_CHROMIUM_ARGS:-$flags}"
}

# with_postgres COMMAND…: a private, throw-away PostgreSQL for as long as COMMAND runs.
with_postgres() (
  bin="$(dirname "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")"
  if [ ! -x "$bin/initdb" ]; then
    note "no PostgreSQL server programs: its tests are skipped"
    "$@"
    exit
  fi
  dir="$(mktemp -d /tmp/onewindow-pg.XXXXXX)"
  as=()
  # PostgreSQL refuses to run as root.
  if [ "$(id -u)" = 0 ]; then
    chown postgres "$dir"
    as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
  fi
  postgres_end() {
    (cd / && "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop) >/dev/null 2>&1 || true
    rm -rf "$dir"
  }
  trap postgres_end EXIT
  trap 'exit 130' INT TERM
  port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
  if ! (cd / && "${as[@]}" "$bin/initdb" -D "$dir/data" -A trust -U onewindow --no-sync -E UTF8 --locale=C.UTF-8 &&
    "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -t 60 -l "$dir/log" -o \
      "-p $port -h 127.0.0.1 -k $dir -c fsync=off -c full_page_writes=off -c max_connections=200" start) \
    >"$OW_CACHE/log/postgres.log" 2>&1; then
    cat "$OW_CACHE/log/postgres.log" "$dir/log" >&2 2>/dev/null || true
    note "PostgreSQL did not start"
    exit 1
  fi
  export OW_TEST_POSTGRES_URL="postgresql://onewindow@127.0.0.1:$port/postgres"
  code=0
  "$@" || code=$?
  exit "$code"
)

has_files() { # FOLDER PATTERN
  [ -n "$(find "$OW_ROOT/$1" -name "$2" -not -path '*/node_modules/*' -print -quit 2>/dev/null)" ]
}

# test_catch PRESET [area…] [-- Catch2 arguments]
test_catch() {
  local preset="$1" areas=() targets=() labels="" area code=0
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    areas+=("$1")
    shift
  done
  [ "${1:-}" = -- ] && shift
  has_files tests/unit '*.cpp' || { note "no unit tests yet"; return 0; }
  if [ ${#areas[@]} -eq 0 ]; then
    build_native "$preset" || return 1
  else
    for area in "${areas[@]}"; do targets+=("ow_unit_$area"); done
    build_native "$preset" "${targets[@]}" || return 1
    labels="^($(IFS='|'; echo "${areas[*]}"))\$"
  fi
  export ASAN_OPTIONS="${ASAN_OPTIONS:-detect_leaks=1:strict_string_checks=1}" UBSAN_OPTIONS="${UBSAN_OPTIONS:-print_stacktrace=1}"
  if [ $# -gt 0 ]; then
    for area in "${areas[@]}"; do
      (cd "$OW_ROOT" && "build/$preset/tests/unit/ow_unit_$area" "$@") || code=1
    done
    return "$code"
  fi
  (cd "$OW_ROOT" && ctest --test-dir "build/$preset" --output-on-failure --no-tests=error -j "$OW_JOBS" \
    --progress ${labels:+-L "$labels"})
}

test_unit() { test_catch native-debug "$@"; }
test_asan() { test_catch native-asan "$@"; }

test_server() {
  has_files tests/server '*.py' || { note "no server tests yet"; return 0; }
  [ "${1:-}" = -- ] && shift
  with_lock setup setup_base || exit 1
  packages_env
  test_env
  # The client's rules, which tests compare with the server's.
  build_native native-debug ow_rules || return 1
  export OW_RULES="$OW_ROOT/build/native-debug/tests/rules/ow_rules"
  # All of them take half an hour in one process: two share them.
  local where=(tests/server -n 2 --dist worksteal)
  [[ " $* " == *" tests/server/"* ]] && where=()
  cd "$OW_ROOT" && with_postgres "$OW_VENV/bin/python" -m pytest -p no:cacheprovider -q \
    ${where[@]+"${where[@]}"} "$@"
}

test_js() {
  has_files tests/js '*.test.mjs' || { note "no JavaScript tests yet"; return 0; }
  [ "${1:-}" = -- ] && shift
  with_lock setup setup_base || exit 1
  packages_env
  test_env
  local files
  mapfile -t files < <(find "$OW_ROOT/tests/js" -name '*.test.mjs' | sort)
  cd "$OW_ROOT" && node --test --test-reporter=spec "$@" "${files[@]}"
}

test_lints() {
  has_files tests/lint 'test_*.py' || { note "no lint tests yet"; return 0; }
  [ "${1:-}" = -- ] && shift
  with_lock setup setup_base || exit 1
  packages_env
  cd "$OW_ROOT" && "$OW_VENV/bin/python" -m pytest -p no:cacheprovider -q tests/lint "$@"
}

test_e2e() {
  has_files tests/e2e '*.test.mjs' || { note "no browser tests yet"; return 0; }
  [ "${1:-}" = -- ] && shift
  build_web web-release || return 1
  test_env
  # Each file has a server and a browser of its own, so two files at once share two cores.
  local files=()
  case " $* " in
    *.test.mjs*) ;;
    *) mapfile -t files < <(cd "$OW_ROOT" && find tests/e2e -name '*.test.mjs' | sort) ;;
  esac
  [ -n "${CI:-}" ] || { cd "$OW_ROOT" && node --test --test-concurrency=2 --test-reporter=spec "$@" "${files[@]}"; return; }
  # On a machine that does other things as well a page may come too late once: what failed gets one second run, and the
  # output says so.
  local log="$OW_CACHE/log/e2e.log" again=()
  cd "$OW_ROOT" || return 1
  if node --test --test-concurrency=2 --test-reporter=spec "$@" "${files[@]}" | tee "$log"; then return; fi
  mapfile -t again < <(sed -n 's/^test at \(tests\/e2e\/[^:]*\):.*/\1/p' "$log" | sort -u)
  [ ${#again[@]} -gt 0 ] && [ ${#again[@]} -le 3 ] || return 1
  note "a second run of ${again[*]}"
  node --test --test-reporter=spec "${again[@]}"
}

# Firefox and WebKit: packages of their own, so not part of plain ./dev test.
test_engines() {
  [ "${1:-}" = -- ] && shift
  build_web web-release || return 1
  with_lock setup setup_system engine_needs || exit 1
  test_env
  OW_FIREFOX="${OW_FIREFOX:-$(command -v firefox-esr || command -v firefox || true)}"
  OW_WEBKIT_DRIVER="${OW_WEBKIT_DRIVER:-$(command -v WebKitWebDriver || true)}"
  OW_WEBKIT_BROWSER="${OW_WEBKIT_BROWSER:-$(ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser 2>/dev/null | tail -n 1)}"
  export OW_FIREFOX OW_WEBKIT_DRIVER OW_WEBKIT_BROWSER LIBGL_ALWAYS_SOFTWARE=1
  local files=()
  case " $* " in
    *.test.mjs*) ;;
    *) mapfile -t files < <(cd "$OW_ROOT" && find tests/engines -name '*.test.mjs' | sort) ;;
  esac
  cd "$OW_ROOT" && xvfb-run -a -s '-screen 0 1400x1000x24' \
    node --test --test-concurrency=1 --test-reporter=spec "$@" "${files[@]}"
}

cmd_e2e() {
  mkdir -p "$OW_CACHE/log"
  test_e2e "$@"
}

# closing_lines LOG: what the runner itself says at its end.
closing_lines() {
  sed 's/\x1b\[[0-9;]*m//g' "$1" | grep -E \
    '^[0-9]+% tests passed|^ℹ (tests|pass|fail|skipped|cancelled) |^(=+ )?[0-9]+ (passed|failed|skipped|error).* in [0-9.]+|^All tests passed|^test cases:|^No tests were found|no .* tests yet' |
    tail -n 6
}

cmd_test() {
  mkdir -p "$OW_CACHE/log" "$OW_ROOT/build"
  local parts=() extra=() part failed=() log code
  while [ $# -gt 0 ]; do
    case "$1" in
      unit | asan | js | server | lints | e2e | engines)
        parts+=("$1")
        ;;
      *)
        extra=("$@")
        break
        ;;
    esac
    shift
  done
  [ ${#parts[@]} -eq 0 ] && parts=(unit asan js server lints e2e)
  # One part alone keeps its terminal and takes more arguments.
  if [ ${#parts[@]} -eq 1 ]; then
    "test_${parts[0]}" ${extra[@]+"${extra[@]}"}
    return
  fi
  [ ${#extra[@]} -eq 0 ] || die "more arguments go with one part only, e.g. ./dev test unit domain"
  for part in "${parts[@]}"; do
    say "test: $part"
    log="$OW_ROOT/build/test-$part.log"
    code=0
    (set +e; "test_$part") > >(tee "$log") 2>&1 || code=$?
    wait
    [ "$code" -eq 0 ] || failed+=("$part")
  done
  echo
  for part in "${parts[@]}"; do
    echo "--- $part"
    closing_lines "$OW_ROOT/build/test-$part.log" || echo "(no closing line)"
  done
  if [ ${#failed[@]} -gt 0 ]; then
    echo "failed: ${failed[*]}"
    return 1
  fi
  echo "all parts passed: ${parts[*]}"
}

# ./dev soak-outbox [n] [seed]: the outbox's runner against n random histories (tests/unit/offline/world.cpp).
cmd_soak_outbox() {
  mkdir -p "$OW_CACHE/log"
  OW_OUTBOX_SCHEDULES="${1:-100000}" OW_OUTBOX_SEED="${2:-1}" test_catch native-release offline -- '[world]'
}

# ./dev soak-browser [--schedules N] [--seed S] [--errands E] [--at-once W]: random days of a grid worker's tablet on a real browser, through a proxy
# that loses answers, against a real server that is killed and restored (tests/e2e/support/schedules.mjs).
cmd_soak_browser() {
  mkdir -p "$OW_CACHE/log"
  build_web web-release || return 1
  test_env
  cd "$OW_ROOT"
  exec node tests/e2e/soak_schedules.mjs "$@"
}

# ./dev fuzz [seconds]: libFuzzer over what comes from outside, each target in turn. What it learnt is kept in the
# cache; an input that broke something is in build/native-fuzz and named at the end.
cmd_fuzz() {
  local seconds="${1:-60}" targets=() target code=0 name corpus
  mkdir -p "$OW_CACHE/log"
  mapfile -t targets < <(cd "$OW_ROOT" && find tests/fuzz -name '*.cpp' -printf '%f\n' | sort | sed 's/\.cpp$//')
  build_native native-fuzz "${targets[@]/#/ow_fuzz_}" || return 1
  for name in "${targets[@]}"; do
    target="$OW_ROOT/build/native-fuzz/tests/fuzz/ow_fuzz_$name"
    corpus="$OW_CACHE/fuzz/$name"
    mkdir -p "$corpus"
    say "fuzz: $name, $seconds s"
    "$target" -max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
      -artifact_prefix="$OW_ROOT/build/native-fuzz/$name-" "$corpus" "$OW_ROOT/tests/contract" "$OW_ROOT/assets/catalogue" \
      2>&1 | tail -n 12 || code=1
  done
  return "$code"
}
