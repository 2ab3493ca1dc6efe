# Third-party sources, pinned by hash, unpacked into the shared cache. Nothing third-party is committed.

OW_TP="$OW_CACHE/thirdparty"
IMGUI_VERSION="1.92.601"
SDL2_SHA=d364cded8bf41f3f503014d3fb6473f1a7077ff468da1638dae4a6bec6ef2277
CATCH2_SHA=c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
UNIBREAK_SHA=890674996168ef5ba143d80d49ab8b61594a4eb70198dcac76caf6e1bd264a41

OW_IMGUI_DIR="$OW_TP/imgui-$IMGUI_VERSION"
OW_SDL2_DIR="$OW_TP/sdl2-2.32.4"
OW_CATCH2_DIR="$OW_TP/catch2-3.7.1"
OW_UNIBREAK_DIR="$OW_TP/libunibreak-6.1"
OW_NLOHMANN_DIR="$OW_TP/nlohmann"
export OW_IMGUI_DIR OW_SDL2_DIR OW_CATCH2_DIR OW_UNIBREAK_DIR OW_NLOHMANN_DIR

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
    "$OW_VENV/bin/python" -m pip download --progress-bar off --no-deps --no-binary imgui-bundle --require-hashes \
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
  thirdparty_from_debian "$OW_SDL2_DIR" libsdl2 "$SDL2_SHA"
  setup_nlohmann
  setup_imgui
}
