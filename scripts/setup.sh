# shellcheck shell=bash
# What ./run and ./test have in common: find out what is missing, install it, build what changed.
# Sourced, with `root` set to the folder of the project. Everything said here goes to standard error,
# because standard output belongs to the program.

root=${root:?is set by the script that sources this}
minimum_swift=6.2
build_folder=$root/.build
program=$build_folder/release/demarche
pack=$build_folder/release/demarche.pack
program_stamp=$build_folder/demarche-program.stamp
pack_stamp=$build_folder/demarche-pack.stamp
build_lock=$build_folder/demarche.lock

say() { printf 'demarche set-up: %s\n' "$*" >&2; }

fail() {
  say "$1"
  shift
  if (($# > 0)); then printf '  %s\n' "$@" >&2; fi
  exit 1
}

# --- What is missing ---------------------------------------------------------------------------------

# True if one of the files exists; the arguments are patterns, expanded by the caller.
any_exists() {
  local file
  for file in "$@"; do
    if [[ -e $file ]]; then return 0; fi
  done
  return 1
}

has_library() { any_exists /lib/*/"$1" /usr/lib/*/"$1" /usr/lib64/"$1" /usr/lib/"$1" /usr/local/lib/"$1"; }
has_header() { any_exists /usr/include/"$1" /usr/include/*/"$1" /usr/local/include/"$1"; }

# The compiler links against the newest GCC folder it finds, so the C++ library has to be of that version.
newest_gcc() {
  local folder newest=""
  for folder in /usr/lib/gcc/*-linux-gnu*/[0-9]*; do
    folder=${folder##*/}
    if [[ $folder =~ ^[0-9]+$ ]] && ((folder > ${newest:-0})); then newest=$folder; fi
  done
  printf '%s' "$newest"
}

# Writes lines "package<tab>why" for all that a build needs and this machine lacks. The probes look for
# files and commands, not for package names, so that they also hold where another package brings the file.
missing_packages() {
  local gcc
  gcc=$(newest_gcc)
  need() { printf '%s\t%s\n' "$1" "$2"; }
  has_header sqlite3.h || need libsqlite3-dev "SQLite, in which the ledger is kept"
  has_header libxml2/libxml/tree.h || need libxml2-dev "libxml2, which reads pages and feeds"
  has_header archive.h || need libarchive-dev "libarchive, which unpacks what is packed"
  has_header zlib.h || need zlib1g-dev "zlib, which unpacks gzip"
  has_header zstd.h || need libzstd-dev "zstd, which keeps the records of a ledger small"
  has_header microhttpd.h || need libmicrohttpd-dev "libmicrohttpd, which serves the dashboard"
  has_header curl/curl.h || need libcurl4-openssl-dev "libcurl, which fetches feeds when asked to"
  command -v pdftotext >/dev/null || need poppler-utils "pdftotext, which reads PDF"
  has_library libncurses.so.6 || need libncurses6 "the Swift commands load it"
  has_library libcurl.so.4 || need libcurl4 "the Swift package manager loads it"
  has_library libxml2.so.2 || has_library libxml2.so.16 || need libxml2 "the Swift package manager loads it"
  has_library libz.so.1 || need zlib1g "the Swift compiler loads it"
  has_library libuuid.so.1 || need libuuid1 "the Swift compiler loads it"
  has_library libstdc++.so.6 || need libstdc++6 "the Swift compiler loads it"
  has_header stdio.h || need libc6-dev "headers and start files of the C library"
  if [[ -z $gcc ]] || ! any_exists /usr/lib/gcc/*/"$gcc"/crtbeginS.o; then
    need "libgcc-${gcc:-N}-dev" "start files that each program is linked with"
  fi
  if [[ -z $gcc ]] || ! any_exists /usr/lib/gcc/*/"$gcc"/libstdc++.so; then
    need "libstdc++-${gcc:-N}-dev" "the C++ library, which Swift programs are linked with"
  fi
  command -v ld.gold >/dev/null || need binutils "the linker"
  command -v pkg-config >/dev/null || need pkg-config "tells the Swift package manager where SQLite is"
}

# --- Installing --------------------------------------------------------------------------------------

# Runs a command as root, quietly, without touching standard input, which may hold the user's reports.
as_root() {
  if ((EUID == 0)); then
    "$@" </dev/null
  elif [[ -t 2 ]]; then
    sudo "$@" </dev/null
  else
    sudo -n "$@" </dev/null
  fi
}

has_package_lists() { any_exists /var/lib/apt/lists/*_Packages*; }

apt_quietly() {
  local log
  log=$(mktemp)
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y "$@" >"$log" 2>&1; then
    rm -f "$log"
  else
    cat "$log" >&2
    rm -f "$log"
    return 1
  fi
}

# Without the option apt-get calls a failed download a success.
update_lists() { apt_quietly -o APT::Update::Error-Mode=any update; }

# Puts this system's GCC version where a package name holds N, and names the separate package of the
# linker where there is one. Needs the package lists.
name_for_this_system() {
  local name=$1 version
  case $name in
  *-N-dev)
    version=$(apt-cache depends g++ 2>/dev/null | sed -n 's/^ *Depends: g++-\([0-9][0-9]*\)$/\1/p' | head -n 1)
    printf '%s\n' "${name/-N-/-${version:-12}-}"
    ;;
  binutils)
    printf 'binutils\n'
    if apt-cache show binutils-gold 2>/dev/null | grep -q '^Package: binutils-gold'; then
      printf 'binutils-gold\n'
    fi
    ;;
  *) printf '%s\n' "$name" ;;
  esac
}

# Installs the packages whose lines "package<tab>why" are given.
install_packages() {
  local lines=$1 package why name wanted=() names=()
  while IFS=$'\t' read -r package why; do
    say "missing: $package ($why)"
    wanted+=("$package")
  done <<<"$lines"

  if ! command -v apt-get >/dev/null; then
    fail "this system has no apt-get, so the packages above have to be installed by hand." \
      "They are named as in Debian 12, with N the version of GCC: ${wanted[*]}" \
      "Look for the packages of your system that hold the same, install them and start again."
  fi
  local by_hand="apt-get update && apt-get install --no-install-recommends ${wanted[*]//-N-/-12-}"
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null; then
      fail "installing them needs root, and there is no sudo. As root, run:" "$by_hand"
    fi
    if [[ ! -t 2 ]] && ! sudo -n true 2>/dev/null; then
      fail "installing them needs root, and sudo would ask for a password. As root, run:" "$by_hand"
    fi
  fi

  local fresh=no
  if ! has_package_lists; then
    say "fetching the package lists (apt-get update)"
    update_lists || fail "the package lists cannot be fetched. When the network is back, as root, run:" "$by_hand"
    fresh=yes
  fi
  for package in "${wanted[@]}"; do
    while read -r name; do names+=("$name"); done < <(name_for_this_system "$package")
  done
  say "installing ${names[*]} (apt-get)"
  if apt_quietly install --no-install-recommends "${names[@]}"; then return; fi
  # Lists that are out of date name files that are gone; fresh lists are worth one more try.
  if [[ $fresh == no ]]; then
    say "trying again with fresh package lists"
    if update_lists && apt_quietly install --no-install-recommends "${names[@]}"; then return; fi
  fi
  fail "the packages cannot be installed. As root, run:" "$by_hand"
}

install_what_is_missing() {
  local lines
  lines=$(missing_packages)
  if [[ -n $lines ]]; then install_packages "$lines"; fi
}

# --- Swift -------------------------------------------------------------------------------------------

explain_swift_and_fail() {
  fail "$1" \
    "Demarche needs the Swift toolchain, version $minimum_swift or newer, with \`swift\` on PATH." \
    "https://www.swift.org/install/linux/ has it for each system. For example, with the archive for your" \
    "system downloaded from that page:" \
    "" \
    "  VERSION=6.3.1 SYSTEM=debian12" \
    "  sudo mkdir -p /opt/swift" \
    "  sudo tar -xzf \"swift-\$VERSION-RELEASE-\$SYSTEM.tar.gz\" -C /opt/swift --strip-components=1" \
    "  export PATH=/opt/swift/usr/bin:\$PATH" \
    "" \
    "Then start again."
}

require_swift() {
  command -v swift >/dev/null || explain_swift_and_fail "there is no Swift on this machine."
}

# Called after the packages are installed: without its libraries \`swift\` cannot even tell its version.
require_swift_version() {
  local answer version
  if ! answer=$(swift --version 2>&1 </dev/null); then
    printf '%s\n' "$answer" >&2
    explain_swift_and_fail "\`swift --version\` fails (its answer is above)."
  fi
  version=$(sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9.]*\).*/\1/p' <<<"$answer" | head -n 1)
  if [[ $(printf '%s\n%s\n' "$minimum_swift" "${version:-0}" | sort -V | head -n 1) != "$minimum_swift" ]]; then
    explain_swift_and_fail "this Swift is too old (version ${version:-unknown})."
  fi
}

# Which toolchain is this? A program is linked with the libraries of the one that built it.
swift_identity() {
  local path
  path=$(command -v swift) || return 0
  path=$(readlink -f "$path")
  printf '%s %s' "$path" "$(stat -L -c %Y "$path")"
}

# --- Building ----------------------------------------------------------------------------------------

# True if anything under the folders (or the folders themselves, so that a deletion counts) is newer than the file.
newer_than() {
  local file=$1
  shift
  [[ -n $(find "$@" -newer "$file" -print -quit) ]]
}

program_is_current() {
  local identity
  [[ -x $program && -e $program_stamp ]] || return 1
  identity=$(swift_identity)
  # A program that was built before still runs where there is no compiler.
  [[ -z $identity || $identity == "$(<"$program_stamp")" ]] || return 1
  ! newer_than "$program_stamp" "$root/Sources" "$root/Package.swift"
}

pack_is_current() {
  local folders=() folder
  [[ -e $pack && -e $pack_stamp ]] || return 1
  for folder in "$root/Data" "$root/Models"; do
    if [[ -e $folder ]]; then folders+=("$folder"); fi
  done
  # The form of the pack is decided by the program, so a new program makes a new pack.
  ! newer_than "$pack_stamp" "$program" "${folders[@]}"
}

# Runs a build command; on a terminal its progress shows, elsewhere only its errors do.
run_build() {
  local what=$1 log=$build_folder/demarche-build.log began=$SECONDS
  shift
  say "building $what (the first time takes minutes)"
  if [[ -t 2 ]]; then
    (cd "$root" && "$@" </dev/null >&2) || fail "the build failed; the errors are above."
  elif ! (cd "$root" && "$@" </dev/null >"$log" 2>&1); then
    grep -v -E '^\[[0-9]+/[0-9]+\] ' "$log" >&2 || true
    fail "the build failed; the errors are above, the whole output is in $log"
  fi
  say "built $what in $((SECONDS - began)) s"
}

build_program() {
  local began
  require_swift
  install_what_is_missing
  require_swift_version
  # The stamp's time is that of the start: what is edited during the build is built the next time.
  began=$(mktemp "$build_folder/stamp.XXXXXX")
  run_build "the program" swift build -c release --product demarche
  swift_identity >"$began.done"
  touch -r "$began" "$began.done"
  mv "$began.done" "$program_stamp"
  rm -f "$began"
}

build_pack() {
  local began seconds=$SECONDS
  began=$(mktemp "$build_folder/stamp.XXXXXX")
  say "packing the knowledge in Data and the models in Models"
  (cd "$root" && "$program" pack --data Data --models Models --output .build/release/demarche.pack </dev/null >&2) ||
    fail "the pack was not made; the faults are above."
  mv "$began" "$pack_stamp"
  say "packed in $((SECONDS - seconds)) s"
}

# Brings program and pack up to date. One at a time: others wait and then find the work done.
bring_up_to_date() {
  if program_is_current && pack_is_current; then return; fi
  mkdir -p "$build_folder" || fail "cannot write in $root: copy the project to a folder of your own."
  local lock
  exec {lock}>"$build_lock"
  if ! flock -n "$lock"; then
    say "waiting for another build of this project to end"
    flock "$lock"
  fi
  rm -f "$build_folder"/stamp.*
  program_is_current || build_program
  pack_is_current || build_pack
  # Closed here, or a long-running program would hold the lock.
  exec {lock}>&-
}
