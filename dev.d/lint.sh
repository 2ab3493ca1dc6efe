# ./dev lint: our own lints (tests/lint), clang-format, clang-tidy, eslint + tsc, ruff.

lint_cpp_files() {
  (cd "$OW_ROOT" && git ls-files --cached --others --exclude-standard -- \
    'src/*.cpp' 'src/*.hpp' 'ui/*.cpp' 'ui/*.hpp' 'offline/*.cpp' 'offline/*.hpp' 'web/*.cpp' 'web/*.hpp' \
    'tests/unit/*.cpp' 'tests/unit/*.hpp' 'tests/fuzz/*.cpp' 'tests/fuzz/*.hpp' 'tests/rules/*.cpp' | while read -r file; do [ -f "$file" ] && echo "$file"; done)
}

lint_ours() { # NAME…
  (cd "$OW_ROOT" && "$OW_VENV/bin/python" tests/lint/run.py "$@")
}
lint_layers() { lint_ours layers; }
lint_sizes() { lint_ours sizes; }
lint_i18n() { lint_ours i18n; }
lint_terms() { lint_ours terms; }
lint_clean() { lint_ours clean; }
lint_docs() { lint_ours docs; }
lint_forms() { lint_ours forms; }
lint_boot() { lint_ours boot; }
lint_generated() { lint_ours generated; }

lint_format() {
  local files
  mapfile -t files < <(lint_cpp_files)
  [ ${#files[@]} -eq 0 ] && return 0
  if [ "$LINT_FIX" = 1 ]; then
    (cd "$OW_ROOT" && clang-format-19 -i "${files[@]}")
  else
    (cd "$OW_ROOT" && printf '%s\0' "${files[@]}" |
      xargs -0 -n 12 -P "$OW_JOBS" clang-format-19 --dry-run --Werror --ferror-limit=1)
  fi
}

# clang-tidy (from requirements-dev.txt: since version 22 it does not look at what system headers declare, which was
# four fifths of its time). A file that passed is not looked at again until it, a file that it includes
# (tests/lint/reached.py), the settings or the program change. It reads the compile commands without the precompiled
# headers, so that nothing has to be built for it and each file stands by itself.
lint_tidy() {
  local list passed code=0
  in_build native-debug configure native-debug || return 1
  mkdir -p "$OW_ROOT/build/tidy"
  "$OW_VENV/bin/python" - "$OW_ROOT/build/native-debug/compile_commands.json" \
    "$OW_ROOT/build/tidy/compile_commands.json" <<'PY' || return 1
import json, re, sys
entries = [entry for entry in json.load(open(sys.argv[1])) if "cmake_pch" not in entry["file"]]
for entry in entries:
    entry["command"] = re.sub(
        r"-Winvalid-pch|-fpch-instantiate-templates|-Xclang -fno-pch-timestamp"
        r"|-Xclang -include(-pch)? -Xclang \S+cmake_pch\S+",
        "",
        entry["command"],
    )
json.dump(entries, open(sys.argv[2], "w"))
PY
  passed="$OW_CACHE/tidy/$(cd "$OW_ROOT" && {
    cat .clang-tidy cmake/*.cmake
    grep '^clang-tidy==' requirements-dev.txt
  } | sha256sum | cut -c1-24)"
  mkdir -p "$passed"
  list="$OW_ROOT/build/tidy-files"
  lint_cpp_files | grep '\.cpp$' | grep -vE '_web\.cpp$|^(web|tests)/' |
    (cd "$OW_ROOT" && xargs -r "$OW_VENV/bin/python" tests/lint/reached.py) |
    while read -r hash file; do
      [ -e "$passed/${hash:0:24}" ] || echo "$file $passed/${hash:0:24}"
    done >"$list"
  [ -s "$list" ] || { echo "clang-tidy: nothing changed"; return 0; }
  echo "clang-tidy: $(wc -l <"$list") files"
  (cd "$OW_ROOT" && xargs -P "$OW_JOBS" -L 1 bash -c \
    '"$OW_VENV/bin/clang-tidy" --quiet -p build/tidy "$0" 2>/dev/null && touch "$1"' <"$list") || code=1
  return "$code"
}

lint_js() {
  local code=0 fix=()
  [ "$LINT_FIX" = 1 ] && fix=(--fix)
  (cd "$OW_ROOT" && node node_modules/eslint/bin/eslint.js --max-warnings 0 --no-error-on-unmatched-pattern \
    "${fix[@]}" web tests offline tools) || code=1
  (cd "$OW_ROOT" && node node_modules/typescript/bin/tsc -p tsconfig.json) || code=1
  return "$code"
}

lint_python() {
  local code=0
  if [ "$LINT_FIX" = 1 ]; then
    (cd "$OW_ROOT" && "$OW_VENV/bin/ruff" check --no-cache --fix . ; "$OW_VENV/bin/ruff" format --no-cache .) || code=1
  else
    (cd "$OW_ROOT" && "$OW_VENV/bin/ruff" check --no-cache .) || code=1
    (cd "$OW_ROOT" && "$OW_VENV/bin/ruff" format --no-cache --check .) || code=1
  fi
  return "$code"
}

lint_shell() {
  local file code=0
  for file in "$OW_ROOT/dev" "$OW_ROOT"/dev.d/*.sh "$OW_ROOT/.ci/run"; do bash -n "$file" || code=1; done
  return "$code"
}

cmd_lint() {
  mkdir -p "$OW_CACHE/log" "$OW_ROOT/build"
  LINT_FIX=0
  local names=() name failed=()
  for name in "$@"; do
    if [ "$name" = --fix ]; then LINT_FIX=1; else names+=("$name"); fi
  done
  [ ${#names[@]} -eq 0 ] && names=(layers sizes i18n terms clean docs forms boot generated shell format js python tidy)
  with_lock setup setup_native || exit 1
  build_env
  for name in "${names[@]}"; do
    declare -F "lint_$name" >/dev/null || die "unknown lint: $name"
    say "lint: $name"
    "lint_$name" || failed+=("$name")
  done
  [ ${#failed[@]} -eq 0 ] || die "lints that found something: ${failed[*]}"
  echo "all lints passed: ${names[*]}"
}
