# The compiler for the web. Order of choice: emcc ≥ 3.1.50 on PATH (on Debian 13 the package emscripten is installed);
# else Debian 13's emscripten 3.1.69 unpacked into the shared cache, with its binaryen run through Debian 13's own C
# library.

OW_EM_DIR="$OW_CACHE/emscripten"
OW_EM_KEY="emscripten-3.1.69-layout-3"

emcc_on_path_ok() {
  local version
  have emcc || return 1
  [ "$(dirname "$(command -v emcc)")" != "$OW_EM_DIR/root/usr/share/emscripten" ] || return 1
  version="$(emcc --version 2>/dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p')"
  [ -n "$version" ] && [ "$(printf '3.1.50\n%s\n' "$version" | sort -V | head -n 1)" = 3.1.50 ]
}

# emscripten_env: puts the chosen compiler into this shell's environment.
emscripten_env() {
  [ -n "${OW_EMSCRIPTEN_TOOLCHAIN:-}" ] && return 0
  if emcc_on_path_ok; then
    local root
    root="$(em-config EMSCRIPTEN_ROOT 2>/dev/null || dirname "$(readlink -f "$(command -v emcc)")")"
    export OW_EMSCRIPTEN_TOOLCHAIN="$root/cmake/Modules/Platform/Emscripten.cmake"
    OW_EM_ID="$(emcc --version | sed -n 1p)"
  else
    export EM_CONFIG="$OW_EM_DIR/emscripten.config"
    export PATH="$OW_EM_DIR/root/usr/share/emscripten:$PATH"
    export OW_EMSCRIPTEN_TOOLCHAIN="$OW_EM_DIR/root/usr/share/emscripten/cmake/Modules/Platform/Emscripten.cmake"
    OW_EM_ID="$OW_EM_KEY"
  fi
  export OW_EM_ID
  OW_WASM_SPLIT="$(em-config BINARYEN_ROOT 2>/dev/null)/bin/wasm-split"
  [ -x "$OW_WASM_SPLIT" ] || OW_WASM_SPLIT="$(command -v wasm-split || die "no wasm-split of binaryen beside emcc")"
  export OW_WASM_SPLIT
  have ccache && EM_COMPILER_WRAPPER="$(command -v ccache)" && export EM_COMPILER_WRAPPER
  return 0
}

setup_emscripten() {
  emcc_on_path_ok && return 0
  [ -f "$OW_EM_DIR/key" ] && stamp_ok "$OW_EM_DIR/root" "$OW_EM_KEY" && [ -f "$OW_EM_DIR/emscripten.config" ] &&
    [ "$(cat "$OW_EM_DIR/key")" = "$OW_EM_KEY" ] && return 0
  if ! is_debian_like || [ ! -f /etc/debian_version ] || grep -qi ubuntu /etc/os-release; then
    die "no emcc ≥ 3.1.50 on PATH, and this is not Debian 12 or 13 whose packages ./dev knows how to use.
Please install Emscripten (emsdk 3.1.69 is what is tested), put emcc on PATH and run ./dev setup again."
  fi
  emscripten_unpack
}

emscripten_unpack() {
  local multiarch loader
  case "$(dpkg --print-architecture)" in
    amd64) multiarch=x86_64-linux-gnu loader=ld-linux-x86-64.so.2 ;;
    arm64) multiarch=aarch64-linux-gnu loader=ld-linux-aarch64.so.1 ;;
    *) die "no packaged emscripten for $(dpkg --print-architecture); put emcc ≥ 3.1.50 on PATH" ;;
  esac
  trixie_apt_prepare
  rm -f "$OW_EM_DIR/key"
  mkdir -p "$OW_EM_DIR/deb"
  # apt checks each file against the signed lists; a partial download is resumed or made anew.
  run_long "fetching emscripten 3.1.69 and binaryen (250 MB)" "$OW_CACHE/log/emscripten-fetch.log" \
    env -C "$OW_EM_DIR/deb" apt-get -c="$OW_CACHE/apt/apt.conf" download \
    emscripten binaryen libc6 libstdc++6 libgcc-s1 || die "download of emscripten failed"
  stamp_begin "$OW_EM_DIR/root"
  rm -rf "$OW_EM_DIR/libs" "$OW_EM_DIR/binaryen"
  mkdir -p "$OW_EM_DIR/libs" "$OW_EM_DIR/binaryen/bin"
  run_long "unpacking emscripten" "$OW_CACHE/log/emscripten-unpack.log" \
    emscripten_unpack_debs "$OW_EM_DIR/root.part" || die "unpacking emscripten failed"
  # What a build never reads.
  rm -rf "$OW_EM_DIR"/root.part/usr/share/{emscripten/test,emscripten/docs,emscripten/media,doc,man}
  mkdir -p "$OW_EM_DIR/root.part/usr/share/emscripten/node_modules"
  cp -rL "$OW_NPM_DIR/node_modules/acorn" "$OW_EM_DIR/root.part/usr/share/emscripten/node_modules/"
  local program name libc libbin
  libc="$(dirname "$(find "$OW_EM_DIR/libs" -name 'libc.so.6' | head -n 1)")"
  [ -e "$libc/$loader" ] || die "Debian 13's libc6 does not hold $loader where expected"
  for program in "$OW_EM_DIR"/root.part/usr/bin/wasm*; do
    name="$(basename "$program")"
    libbin="$OW_EM_DIR/root/usr"
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$libc/$loader" \
      "$libc:$OW_EM_DIR/libs/usr/lib/$multiarch:$libbin/lib/$multiarch" "$libbin/bin/$name" \
      >"$OW_EM_DIR/binaryen/bin/$name"
    chmod +x "$OW_EM_DIR/binaryen/bin/$name"
  done
  cat >"$OW_EM_DIR/emscripten.config" <<CONF
EMSCRIPTEN_ROOT = '$OW_EM_DIR/root/usr/share/emscripten'
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = '$OW_EM_DIR/binaryen'
NODE_JS = '$(command -v node)'
CACHE = '$OW_EM_DIR/root/usr/share/emscripten/cache'
FROZEN_CACHE = False
CONF
  stamp_finish "$OW_EM_DIR/root" "$OW_EM_KEY"
  "$OW_EM_DIR/binaryen/bin/wasm-opt" --version >/dev/null || die "the unpacked wasm-opt does not run"
  (emscripten_env && emcc --version >/dev/null) || die "the unpacked emcc does not run"
  rm -rf "$OW_EM_DIR/deb"
  echo "$OW_EM_KEY" >"$OW_EM_DIR/key"
}

emscripten_unpack_debs() {
  local deb
  for deb in "$OW_EM_DIR"/deb/{emscripten,binaryen}_*.deb; do
    echo "unpacking $(basename "$deb")"
    dpkg-deb -x "$deb" "$1" || return 1
  done
  for deb in "$OW_EM_DIR"/deb/{libc6,libstdc++6,libgcc-s1}_*.deb; do
    echo "unpacking $(basename "$deb")"
    dpkg-deb -x "$deb" "$OW_EM_DIR/libs" || return 1
  done
}
