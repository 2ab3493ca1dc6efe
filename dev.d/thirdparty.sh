# Third-party sources, pinned by hash, unpacked into the shared cache; SDL2 is compiled there once
# for each build kind. Nothing third-party is committed.

OW_TP="$OW_CACHE/thirdparty"
IMGUI_VERSION="1.92.601"
SDL2_SHA=d364cded8bf41f3f503014d3fb6473f1a7077ff468da1638dae4a6bec6ef2277
CATCH2_SHA=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
UNIBREAK_SHA=890674996168ef5ba143d80d49ab8b61594a4eb70198dcac76caf6e1bd264a41

OW_IMGUI_DIR="$OW_TP/imgui-$IMGUI_VERSION"
OW_SDL2_SOURCE="$OW_TP/sdl2-2.32.4"
OW_CATCH2_DIR="$OW_TP/catch2-3.7.1"
OW_UNIBREAK_DIR="$OW_TP/libunibreak-6.1"
OW_NLOHMANN_DIR="$OW_TP/nlohmann"
export OW_IMGUI_DIR OW_CATCH2_DIR OW_UNIBREAK_DIR OW_NLOHMANN_DIR

# thirdparty_from_debian DIR PACKAGE SHA256: the upstream archive of a Debian source package.
thirdparty_from_debian() {
  local dir="$1" package="$2" sha="$3" key="$2-$3" archive
  stamp_ok "$dir" "$key" && return 0
  is_debian_like || return 0 # CMake then fetches it from upstream
  trixie_apt_prepare
  mkdir -p "$OW_TP/archive/$package"
  archive="$(thirdparty_find_archive "$package" "$sha")"
  if [ -z "$archive" ]; then
    rm -rf "$OW_TP/archive/$package" && mkdir -p "$OW_TP/archive/$package"
    run_long "fetching the source of $package" "$OW_CACHE/log/$package-fetch.log" \
      env -C "$OW_TP/archive/$package" apt-get -c="$OW_CACHE/apt/apt.conf" \
      source --download-only --tar-only "$package" || die "could not fetch the source of $package"
    archive="$(thirdparty_find_archive "$package" "$sha")"
    [ -n "$archive" ] || die "the source of $package is not the pinned one (sha256 $sha); the suite may have moved on: review and pin the new one in dev.d/thirdparty.sh"
  fi
  stamp_begin "$dir"
  tar -xf "$archive" -C "$dir.part" --strip-components=1 || die "could not unpack $archive"
  stamp_finish "$dir" "$key"
}
thirdparty_find_archive() {
  local file
  for file in "$OW_TP/archive/$1"/*.orig.tar.*; do
    sha256_is "$file" "$2" && echo "$file" && return 0
  done
  return 0
}

setup_imgui() {
  local key="imgui-bundle-$IMGUI_VERSION-2" tmp
  stamp_ok "$OW_IMGUI_DIR" "$key" && return 0
  tmp="$OW_TP/archive/imgui"
  rm -rf "$tmp" && mkdir -p "$tmp"
  # pip checks the hash that the requirements file pins.
  run_long "fetching Dear ImGui (33 MB source distribution)" "$OW_CACHE/log/imgui-fetch.log" \
    "$OW_VENV/bin/python" -m pip download --no-deps --no-binary imgui-bundle --require-hashes \
    -r "$OW_ROOT/cmake/imgui-source.txt" -d "$tmp" || die "could not fetch Dear ImGui"
  stamp_begin "$OW_IMGUI_DIR"
  tar -xzf "$tmp"/imgui_bundle-*.tar.gz -C "$OW_IMGUI_DIR.part" --strip-components=4 \
    --wildcards '*/external/imgui/imgui/*' || die "the source distribution does not hold Dear ImGui"
  rm -rf "$OW_IMGUI_DIR.part"/{examples,docs,.github,misc} "$tmp"
  stamp_finish "$OW_IMGUI_DIR" "$key"
}

setup_nlohmann() {
  local key
  key="nlohmann-$(sha256sum /usr/include/nlohmann/json.hpp 2>/dev/null | cut -c1-16)"
  stamp_ok "$OW_NLOHMANN_DIR" "$key" && return 0
  [ -d /usr/include/nlohmann ] || return 0
  # Copied, because /usr/include itself must never be on the web compiler's path.
  stamp_begin "$OW_NLOHMANN_DIR"
  cp -rL /usr/include/nlohmann "$OW_NLOHMANN_DIR.part/"
  stamp_finish "$OW_NLOHMANN_DIR" "$key"
}

setup_thirdparty() {
  mkdir -p "$OW_TP/archive"
  thirdparty_from_debian "$OW_CATCH2_DIR" catch2 "$CATCH2_SHA"
  thirdparty_from_debian "$OW_UNIBREAK_DIR" libunibreak "$UNIBREAK_SHA"
  thirdparty_from_debian "$OW_SDL2_SOURCE" libsdl2 "$SDL2_SHA"
  setup_nlohmann
  setup_imgui
}

# sdl2_web_dir KIND: where the SDL2 for KIND (lto|plain) and the chosen compiler lives.
sdl2_web_dir() {
  emscripten_env
  echo "$OW_TP/sdl2-web-$1-$(printf '%s' "$OW_EM_ID" | sha256sum | cut -c1-8)"
}

# setup_sdl2_web KIND: compiles SDL2 for the web with everything off that the portal does not use.
setup_sdl2_web() {
  local kind="$1" dir key flags="-Oz"
  emscripten_env
  dir="$(sdl2_web_dir "$kind")"
  key="sdl2-2.32.4-$kind-1"
  stamp_ok "$dir" "$key" && return 0
  [ -d "$OW_SDL2_SOURCE" ] || return 0 # CMake then builds it from upstream
  [ "$kind" = lto ] && flags="-Oz -flto"
  stamp_begin "$dir"
  rm -rf "$dir.build"
  run_long "compiling SDL2 for the web ($kind; about 2 minutes, once)" "$OW_CACHE/log/sdl2-$kind.log" \
    sdl2_web_compile "$dir" "$flags" || die "SDL2 did not compile"
  rm -rf "$dir.build"
  stamp_finish "$dir" "$key"
}
sdl2_web_compile() {
  local dir="$1" flags="$2"
  nice emcmake cmake -S "$OW_SDL2_SOURCE" -B "$dir.build" -G Ninja \
    -DCMAKE_BUILD_TYPE=MinSizeRel -DCMAKE_C_FLAGS_MINSIZEREL="$flags -DNDEBUG" \
    -DCMAKE_INSTALL_PREFIX="$dir.part" -DSDL_SHARED=OFF -DSDL_STATIC=ON -DSDL_TEST=OFF \
    -DSDL_AUDIO=OFF -DSDL_RENDER=OFF -DSDL_JOYSTICK=OFF -DSDL_HAPTIC=OFF -DSDL_HIDAPI=OFF \
    -DSDL_SENSOR=OFF -DSDL_POWER=OFF -DSDL_LOADSO=OFF -DSDL_LOCALE=OFF -DSDL_MISC=OFF \
    -DSDL_DISKAUDIO=OFF -DSDL_DUMMYAUDIO=OFF -DSDL2_DISABLE_SDL2MAIN=OFF &&
    nice cmake --build "$dir.build" --parallel "$OW_JOBS" &&
    cmake --install "$dir.build"
}
