# System packages: what a fresh Debian needs, found by looking for the programs themselves so that
# other installations of the same tools count too.

is_debian_like() { have apt-get && have dpkg; }

# Lines "package|test": the test is a shell expression that is true when the thing is there.
system_needs() {
  cat <<'TXT'
clang-19|have clang++-19
lld-19|have wasm-ld-19
llvm-19|have llvm-ar-19
libclang-rt-19-dev|ls /usr/lib/llvm-19/lib/clang/19/lib/linux/libclang_rt.asan-*.a
clang-format-19|have clang-format-19
cmake|have cmake
ninja-build|have ninja
ccache|have ccache
git|have git
curl|have curl
ca-certificates|test -e /etc/ssl/certs/ca-certificates.crt
xz-utils|have xz
procps|have ps
g++|ls /usr/include/c++/*/ranges
nlohmann-json3-dev|test -e /usr/include/nlohmann/json.hpp
python3-venv|python3 -c "import venv, ensurepip"
nodejs|node_is_new_enough
npm|have npm
chromium|have chromium
fonts-noto-cjk|ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc
nginx-light|have nginx || test -x /usr/sbin/nginx
postgresql|ls /usr/lib/postgresql/*/bin/initdb && ls /usr/lib/postgresql/*/bin/postgres
TXT
  # Debian 13 has an emscripten that is new enough; Debian 12 gets that one unpacked beside the system (emscripten.sh).
  ! is_debian_13 || echo 'emscripten|emcc_on_path_ok'
}

is_debian_13() { [ "$(. /etc/os-release && echo "${ID:-} ${VERSION_CODENAME:-}")" = 'debian trixie' ]; }

# What ./dev test engines needs besides: two more browsers and a screen that nobody sees (140 MB).
engine_needs() {
  cat <<'TXT'
firefox-esr|have firefox-esr || have firefox
webkit2gtk-driver|have WebKitWebDriver && ls /usr/lib/*/webkit2gtk-4.*/MiniBrowser
xvfb|have Xvfb && have xvfb-run
xauth|have xauth
libgl1-mesa-dri|ls /usr/lib/*/dri/swrast_dri.so
TXT
}

node_is_new_enough() { have node && [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]; }

# system_missing [LIST]: prints the packages of a list (system_needs) whose test fails.
system_missing() {
  local package check
  while IFS='|' read -r package check; do
    (eval "$check") >/dev/null 2>&1 </dev/null || echo "$package"
  done < <("${1:-system_needs}")
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=900 -o Acquire::Retries=3 \
    install -y --no-install-recommends "$@"
}

# setup_system [LIST]
setup_system() {
  local missing list="${1:-system_needs}"
  mapfile -t missing < <(system_missing "$list")
  [ ${#missing[@]} -eq 0 ] && return 0
  if ! is_debian_like; then
    die "this is not a Debian-like system, so ./dev cannot install what is missing. Please install
these (Debian's package names) and run ./dev setup again:
    ${missing[*]}
and Emscripten 3.1.50 or newer with emcc on PATH."
  fi
  if [ "$(id -u)" != 0 ] && ! have sudo; then
    die "not root and no sudo. Ask an administrator to run:
    apt-get install --no-install-recommends ${missing[*]}"
  fi
  say "system packages to install: ${missing[*]}"
  run_long "apt-get update" "$OW_CACHE/log/apt-update.log" \
    as_root apt-get -o DPkg::Lock::Timeout=900 -o Acquire::Retries=3 update ||
    note "apt-get update failed; trying with the lists that are there"
  # Twice: another program's apt-get may have cleaned the download folder in between.
  run_long "apt-get install ${#missing[@]} packages" "$OW_CACHE/log/apt-install.log" \
    apt_install "${missing[@]}" ||
    run_long "apt-get install, second try" "$OW_CACHE/log/apt-install.log" \
      apt_install "${missing[@]}" ||
    die "apt-get could not install: ${missing[*]}"
  mapfile -t missing < <(system_missing "$list")
  [ ${#missing[@]} -eq 0 ] || die "still missing after apt-get install: ${missing[*]}"
}

# --- A private apt configuration for Debian 13's packages; the system's own stays untouched ------

# debian_mirror: prints "address|keyring" of the machine's own main Debian entry.
debian_mirror() {
  python3 - <<'PY'
import glob, re, sys
default = "/usr/share/keyrings/debian-archive-keyring.gpg"
codename = ""
for line in open("/etc/os-release"):
    if line.startswith("VERSION_CODENAME="):
        codename = line.split("=", 1)[1].strip().strip('"')
def out(uri, key):
    print(f"{uri}|{key or default}"); sys.exit(0)
for name in glob.glob("/etc/apt/sources.list.d/*.sources"):
    for block in re.split(r"\n\s*\n", open(name).read()):
        f = {}
        for line in block.splitlines():
            m = re.match(r"([A-Za-z-]+):\s*(.*)", line)
            if m and not line.startswith("#"):
                f[m[1].lower()] = m[2].strip()
        if codename in f.get("suites", "").split() and "main" in f.get("components", "").split():
            key = f.get("signed-by", "")
            out(f["uris"].split()[0], key if key.startswith("/") else "")
for name in ["/etc/apt/sources.list", *glob.glob("/etc/apt/sources.list.d/*.list")]:
    try:
        text = open(name).read()
    except OSError:
        continue
    for line in text.splitlines():
        m = re.match(r"deb\s+(\[[^]]*\]\s+)?(\S+)\s+(\S+)\s+(.*)", line.strip())
        if m and m[3] == codename and "main" in m[4].split():
            k = re.search(r"signed-by=(\S+?)[\],\s]", m[1] or "")
            out(m[2], k[1] if k else "")
sys.exit(1)
PY
}

# trixie_apt COMMAND…: apt-get/apt-cache with the private configuration.
trixie_apt() {
  local program="$1"
  shift
  "$program" -c="$OW_CACHE/apt/apt.conf" "$@"
}

trixie_apt_prepare() {
  local dir="$OW_CACHE/apt" mirror arch
  mirror="$(debian_mirror)" || die "no Debian mirror found in /etc/apt; put emcc 3.1.50 or newer on PATH instead"
  arch="$(dpkg --print-architecture)"
  mkdir -p "$dir/lists/partial" "$dir/cache/archives/partial" "$dir/empty"
  : >"$dir/status"
  printf 'deb [signed-by=%s arch=%s] %s trixie main\ndeb-src [signed-by=%s] %s trixie main\n' \
    "${mirror#*|}" "$arch" "${mirror%%|*}" "${mirror#*|}" "${mirror%%|*}" >"$dir/sources.list"
  cat >"$dir/apt.conf" <<CONF
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear DPkg::Post-Invoke;
#clear APT::Default-Release;
Dir::Etc::sourcelist "$dir/sources.list";
Dir::Etc::sourceparts "$dir/empty";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "$dir/empty";
Dir::State::Lists "$dir/lists";
Dir::State::status "$dir/status";
Dir::Cache "$dir/cache";
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
Acquire::Retries "3";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11-icons-small::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11-icons::DefaultEnabled "false";
Acquire::IndexTargets::deb::DEP-11-icons-hidpi::DefaultEnabled "false";
CONF
  # The lists are good for this run and the next day.
  if [ -z "$(find "$dir/updated" -mmin -1440 2>/dev/null)" ]; then
    run_long "reading Debian 13's package lists (about 20 MB)" "$OW_CACHE/log/trixie-update.log" \
      trixie_apt apt-get update || die "could not read Debian 13's package lists"
    touch "$dir/updated"
  fi
}
