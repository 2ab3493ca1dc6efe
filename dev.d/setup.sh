# ./dev setup and what the other commands need of it. Everything here is quick when it is all there.

setup_base() { setup_system && setup_npm && setup_venv; }
setup_native() { setup_base && setup_thirdparty; }
setup_web() { setup_native && setup_emscripten; }

cmd_setup() {
  with_lock setup setup_web || exit 1
  say "everything is there (shared cache: $OW_CACHE)"
}

cmd_env() {
  packages_env
  emscripten_env
  local name
  for name in OW_ROOT OW_CACHE OW_NPM_DIR OW_VENV OW_IMGUI_DIR OW_SDL2_DIR OW_CATCH2_DIR OW_UNIBREAK_DIR OW_NLOHMANN_DIR \
    OW_EMSCRIPTEN_TOOLCHAIN EM_CONFIG EM_COMPILER_WRAPPER; do
    [ -n "${!name:-}" ] && printf 'export %s=%q\n' "$name" "${!name}"
  done
  printf 'export PATH=%q\n' "$PATH"
}

cmd_clean() {
  rm -rf "$OW_ROOT/build"
  [ -L "$OW_ROOT/node_modules" ] && rm -f "$OW_ROOT/node_modules"
  if [ "${1:-}" = --cache ]; then
    say "deleting $OW_CACHE"
    rm -rf "$OW_CACHE"
  fi
  return 0
}
