# ./dev serve, bench, boot-list, shots and soak.

cmd_serve() {
  local preset=web-release web=1 args=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --debug-web) preset=web-debug ;;
      --no-build) web=0 ;;
      *) args+=("$1") ;;
    esac
    shift
  done
  mkdir -p "$OW_CACHE/log"
  if [ "$web" = 1 ]; then build_web "$preset"; else
    with_lock setup setup_base || exit 1
    packages_env
  fi
  [ -f "$OW_ROOT/serve.py" ] || die "serve.py is not there"
  case " ${args[*]-} " in
    *" --demo "*) ;;
    *" --config "* | *" --data "*)
      say "without demo data, because a folder or a configuration is named (add --demo to have it)" ;;
    *) args=(--demo "${args[@]}") ;;
  esac
  say "serving at http://127.0.0.1:8080 unless told otherwise (Ctrl-C stops it)"
  cd "$OW_ROOT"
  exec "$OW_VENV/bin/python" serve.py --host 127.0.0.1 --port 8080 \
    --web "$OW_ROOT/build/$preset/dist" "${args[@]}"
}

cmd_bench() {
  [ -f "$OW_ROOT/tests/bench/run.mjs" ] || die "tests/bench/run.mjs is not there"
  mkdir -p "$OW_CACHE/log"
  build_native native-release ow_bench
  build_web web-release
  test_env
  cd "$OW_ROOT"
  exec node tests/bench/run.mjs "$@"
}

# The list of what the first page runs, from visits to it (tools/split/boot_list.mjs).
cmd_boot_list() {
  mkdir -p "$OW_CACHE/log"
  build_web web-release
  test_env
  cd "$OW_ROOT"
  exec node tools/split/boot_list.mjs --build build/web-release
}

cmd_shots() {
  [ -f "$OW_ROOT/tests/e2e/shots.mjs" ] || die "tests/e2e/shots.mjs is not there"
  mkdir -p "$OW_CACHE/log" "$OW_ROOT/build/shots"
  build_web web-release
  test_env
  cd "$OW_ROOT"
  exec node tests/e2e/shots.mjs "$@"
}

cmd_soak() {
  mkdir -p "$OW_CACHE/log"
  build_web web-release
  test_env
  cd "$OW_ROOT"
  exec node tests/e2e/soak.mjs "$@"
}
