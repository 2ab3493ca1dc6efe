# ./dev build: CMake presets and the pack step.

build_env() {
  packages_env
  export CCACHE_DIR="${CCACHE_DIR:-$OW_CACHE/ccache}"
  export CCACHE_BASEDIR="$OW_ROOT" CCACHE_NOHASHDIR=1
  export CCACHE_SLOPPINESS=pch_defines,time_macros
  export OW_CLANG="${OW_CLANG:-$(command -v clang++-19 || command -v clang++ || true)}"
}

# configure PRESET [cmake args…]: CMake itself notices changed lists; this only passes where things are.
configure() {
  local preset="$1"
  shift
  (cd "$OW_ROOT" && cmake --preset "$preset" \
    -DOW_IMGUI_DIR="$OW_IMGUI_DIR" -DOW_CATCH2_DIR="$OW_CATCH2_DIR" \
    -DOW_UNIBREAK_DIR="$OW_UNIBREAK_DIR" -DOW_NLOHMANN_DIR="$OW_NLOHMANN_DIR" -DOW_SDL2_DIR="$OW_SDL2_DIR" "$@" \
    --log-level=NOTICE >"$OW_CACHE/log/configure-$preset.log" 2>&1) ||
    { cat "$OW_CACHE/log/configure-$preset.log" >&2; die "CMake could not configure $preset"; }
}

# in_build PRESET COMMAND…: one build a folder at a time (ninja itself does not guard its folder).
in_build() {
  local dir="$OW_ROOT/build/$1"
  shift
  mkdir -p "$dir"
  if ! have flock; then
    "$@"
    return
  fi
  (
    flock -n 8 || { say "waiting for another build in $dir" && flock 8; }
    "$@"
  ) 8>"$dir/.lock"
}

build_native() { # PRESET [target…]
  with_lock setup setup_native || return 1
  build_env
  in_build "$1" build_native_locked "$@" || return 1
}
build_native_locked() {
  local preset="$1" targets=()
  shift
  configure "$preset"
  [ $# -gt 0 ] && targets=(--target "$@")
  cmake --build "$OW_ROOT/build/$preset" --parallel "$OW_JOBS" ${targets[@]+"${targets[@]}"} -- -k 0 ||
    die "build of $preset failed"
  [ "$preset" = native-debug ] && ln -sfn build/native-debug/compile_commands.json "$OW_ROOT/compile_commands.json"
  return 0
}

build_web() { # PRESET
  with_lock setup setup_web || return 1
  build_env
  emscripten_env
  in_build "$1" build_web_locked "$1" || return 1
}
build_web_locked() {
  local out="$OW_ROOT/build/$1"
  if [ -z "$(find "$OW_ROOT/web" -name '*.cpp' -print -quit 2>/dev/null)" ]; then
    note "no web/*.cpp yet: nothing to link"
  fi
  configure "$1"
  cmake --build "$out" --parallel "$OW_JOBS" -- -k 0 || die "build of $1 failed"
  if [ -f "$out/web/onewindow.mjs" ]; then
    (cd "$OW_ROOT" && node tools/pack/pack.mjs --build "$out" --out "$out/dist" \
      $([ "$1" = web-debug ] && echo --fast)) || die "packing $1 failed"
  fi
}

cmd_build() {
  [ $# -eq 0 ] && set -- native web
  mkdir -p "$OW_CACHE/log"
  local what
  for what in "$@"; do
    case "$what" in
      native | native-debug) build_native native-debug ;;
      asan | native-asan) build_native native-asan ;;
      web | web-release) build_web web-release ;;
      web-debug) build_web web-debug ;;
      *) die "unknown build: $what (native, asan, web, web-debug)" ;;
    esac
  done
}
