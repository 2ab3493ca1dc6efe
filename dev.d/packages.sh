# npm and Python packages, installed from the committed lock files into the shared cache.

npm_key() { (cd "$OW_ROOT" && cat package.json package-lock.json && node -p process.versions.modules) | sha256sum | cut -c1-16; }
venv_key() {
  (cd "$OW_ROOT" && cat requirements.txt requirements-dev.txt 2>/dev/null
    python3 -c 'import sys; print(sys.executable, sys.version)') | sha256sum | cut -c1-16
}
packages_env() {
  OW_NPM_DIR="$OW_CACHE/npm/$(npm_key)"
  OW_VENV="$OW_CACHE/venv/$(venv_key)"
  export OW_NPM_DIR OW_VENV
}

# The tree's node_modules is a link into the cache, so that a fresh clone is ready at once.
npm_link() {
  local link="$OW_ROOT/node_modules"
  [ "$(readlink "$link" 2>/dev/null)" = "$OW_NPM_DIR/node_modules" ] && return 0
  if [ -d "$link" ] && [ ! -L "$link" ]; then
    die "$link is a real folder; delete it (./dev keeps npm packages in $OW_CACHE)"
  fi
  ln -sfn "$OW_NPM_DIR/node_modules" "$link"
}

setup_npm() {
  packages_env
  if [ ! -f "$OW_NPM_DIR/node_modules/.complete" ]; then
    rm -rf "$OW_NPM_DIR"
    mkdir -p "$OW_NPM_DIR"
    cp "$OW_ROOT/package.json" "$OW_ROOT/package-lock.json" "$OW_NPM_DIR/"
    cp "$OW_ROOT/.npmrc" "$OW_NPM_DIR/"
    run_long "npm packages" "$OW_CACHE/log/npm.log" \
      env -C "$OW_NPM_DIR" npm ci --no-audit --no-fund || die "npm ci failed"
    touch "$OW_NPM_DIR/node_modules/.complete"
  fi
  npm_link
}

setup_venv() {
  packages_env
  [ -f "$OW_VENV/.complete" ] && "$OW_VENV/bin/python" -c '' 2>/dev/null && return 0
  rm -rf "$OW_VENV"
  run_long "Python environment" "$OW_CACHE/log/venv.log" venv_make || die "the Python environment could not be made"
  touch "$OW_VENV/.complete"
}
venv_make() {
  local file
  python3 -m venv "$OW_VENV" || return 1
  for file in requirements.txt requirements-dev.txt; do
    [ -f "$OW_ROOT/$file" ] || continue
    "$OW_VENV/bin/python" -m pip install --disable-pip-version-check --no-input --progress-bar off --require-hashes \
      -r "$OW_ROOT/$file" || return 1
  done
}
