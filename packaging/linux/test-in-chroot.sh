#!/bin/sh
# Installs the Debian package on a machine that has nothing, uses it as a person would, goes up and
# down a version, removes it; then does the same with the archive, which needs no rights.
#
# usage: test-in-chroot.sh [--suite NAME] [--deb FILE] [--archive FILE] [--out FOLDER] [--quick]
#                          [--break WHAT]
#   --suite    Debian release (bookworm); its base system is kept in build/chroot for the next time
#   --deb      the package (the one in dist/; built when there is none)
#   --archive  the .tar.gz (the one in dist/, if the package is from there; else it is left out)
#   --out      where log, pictures and pages go (build/chroot/found)
#   --quick    no screen and no printer
#   --break    spoil the package first, to see the test fail: plugin, font, mime or leftover
#
# Needs root and debootstrap. Everything runs in namespaces of its own, so that nothing is left
# running or mounted; the program itself runs without any network. Ends with 0 when all of it works,
# with 77 when this machine lacks what the test needs, else with 1. MIRROR names another source of
# Debian's packages.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
suite=bookworm lonely="" deb="" archive="" out="" quick="" spoil="" stage=outside
while [ $# -gt 0 ]; do
  case $1 in
    --suite) suite=$2; shift 2 ;;
    --deb) deb=$2; shift 2 ;;
    --archive) archive=$2; shift 2 ;;
    --out) out=$2; shift 2 ;;
    --quick) quick=yes; shift ;;
    --break) spoil=$2; shift 2 ;;
    --stage) stage=$2; shift 2 ;;
    *) echo "test-in-chroot: unknown word $1" >&2; exit 2 ;;
  esac
done
out=${out:-$root/build/chroot/found}
machine=$root/build/chroot/machine-$suite
tools="at-spi2-core cups dbus desktop-file-utils libglib2.0-bin openbox poppler-utils
  printer-driver-cups-pdf procps python3-gi scrot shared-mime-info xdg-utils xvfb"

say() { printf '== %s\n' "$*"; }
fail() { readying=""; printf 'FAILED: %s\n' "$*" >&2; exit 1; }
lacking() { readying=""; printf 'NOT TRIED: %s\n' "$*" >&2; exit 77; }
# Until the machine is ready, nothing that goes wrong is the program's fault.
readying=""
trap '[ -z "$readying" ] || lacking "a bare machine cannot be made ready here"' EXIT
apart() { unshare --mount --pid --fork --kill-child "$@"; }
inside() { chroot "$machine" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive "$@"; }
# A desktop has a UTF-8 locale; su takes away what was set.
as_person() { inside ${lonely:+unshare --net} su - person -c "export LC_ALL=C.UTF-8; $1"; }
quietly() {
  "$@" > "$out/apt.log" 2>&1 && return
  tail -20 "$out/apt.log" >&2
  grep -qE 'Failed to fetch|Could not resolve|Could not connect' "$out/apt.log" &&
    lacking "the packages of $suite cannot be had"
  fail "$*"
}
# Everything on the machine but what the system itself keeps books, caches and logs in.
files() { (cd "$machine" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp \
  -o -path ./run -o -path ./home -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/cache \
  -o -path ./var/log -o -path ./var/spool -o -path ./etc/cups \) -prune -o -print | sort); }

fetch_base() {
  [ -f "$root/build/chroot/$suite.tar" ] && return
  say "making a bare $suite (once)"
  # Where this machine has its own packages from, if it is a Debian.
  mirror=${MIRROR:-$(apt-get indextargets --format '$(LABEL) $(REPO_URI)' | sed -n 's/^Debian h/h/p' | head -1)}
  mirror=${mirror:-http://deb.debian.org/debian}
  rm -rf --one-file-system "$machine"
  apart debootstrap --variant=minbase "$suite" "$machine" "$mirror" > "$out/debootstrap.log" 2>&1 ||
    { tail -5 "$out/debootstrap.log" >&2; lacking "debootstrap makes no $suite from $mirror"; }
  tar -C "$machine" --one-file-system -cf "$root/build/chroot/$suite.tar" .
}

spoil_package() {
  [ -z "$spoil" ] && return
  say "spoiling the package: $spoil"
  rm -rf "$out/spoilt"
  dpkg-deb -R "$deb" "$out/spoilt"
  case $spoil in
    plugin) rm "$out/spoilt/usr/lib/mgaid/_internal/PySide6/Qt/plugins/platforms/libqxcb.so" ;;
    font) rm "$out/spoilt"/usr/lib/mgaid/_internal/resources/fonts/*.ttf ;;
    mime) sed -i 's/vnd.mgaid+json/vnd.other+json/' "$out"/spoilt/usr/share/mime/packages/*.xml ;;
    leftover)
      printf '#!/bin/sh\ntouch /usr/lib/mgaid-was-here\n' > "$out/spoilt/DEBIAN/postinst"
      chmod 755 "$out/spoilt/DEBIAN/postinst" ;;
    *) fail "it can break plugin, font, mime or leftover" ;;
  esac
  dpkg-deb --root-owner-group -Znone -b "$out/spoilt" "$out/spoilt.deb" > /dev/null
  rm -rf "$out/spoilt"
  deb=$out/spoilt.deb
}

# The same program as a later version: its number is all that differs.
make_next() {
  dpkg-deb -R "$deb" "$out/next"
  sed -i 's/^Version: .*/&+next/' "$out/next/DEBIAN/control"
  dpkg-deb --root-owner-group -Znone -b "$out/next" "$machine/tmp/mgaid-next.deb" > /dev/null
  rm -rf "$out/next"
}

set_up_machine() {
  rm -rf --one-file-system "$machine"
  mkdir -p "$machine"
  tar -C "$machine" -xf "$root/build/chroot/$suite.tar"
  cp "$deb" "$machine/tmp/mgaid.deb"
  [ -z "$archive" ] || cp "$archive" "$machine/tmp/mgaid.tar.gz"
  make_next
  cp "$here/clean_machine.py" "$root/tests/e2e/reader.py" "$machine/tmp/"
  cp /etc/resolv.conf "$machine/etc/resolv.conf" 2>/dev/null || true
  # How this machine reaches its packages.
  apt-config dump | grep -E '^Acquire::(http|https|Retries)' > "$machine/etc/apt/apt.conf.d/90host" || true
  printf '#!/bin/sh\nexit 101\n' > "$machine/usr/sbin/policy-rc.d"
  chmod 755 "$machine/usr/sbin/policy-rc.d"
}

mount_machine() {
  mount --make-rprivate /
  mount -t proc proc "$machine/proc"
  mount -t tmpfs tmpfs "$machine/dev"
  for node in null zero full random urandom tty; do
    touch "$machine/dev/$node"
    mount --bind "/dev/$node" "$machine/dev/$node"
  done
  mkdir "$machine/dev/shm" "$machine/dev/pts"
  mount -t tmpfs -o mode=1777 tmpfs "$machine/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$machine/dev/pts"
  ln -s pts/ptmx "$machine/dev/ptmx"
  ln -s /proc/self/fd "$machine/dev/fd"
}

home() { (cd "$machine/home/person" && find . -path ./.cache -prune -o -print | sort); }
sums() { (cd "$machine/home/person" && find . -name '*.mgaid' -exec sha256sum {} + | sort); }
version() { inside dpkg-query -W -f '${Version}' mgaid; }

# A visit of a later format is refused in one line, with 1, and left as it is.
check_refused() {
  told=$(as_person "$1" 2>&1) && fail "a visit of a later MgAid was taken: $1"
  [ "$(printf '%s\n' "$told" | wc -l)" = 1 ] || fail "more than one line: $told"
  case $told in *newer*) ;; *) fail "this does not tell that it is newer: $told" ;; esac
}

check_versions() {
  inside su person -c 'mkdir -p ~/.local/share/mgaid
    cp /usr/lib/mgaid/_internal/resources/example.mgaid ~/.local/share/mgaid/current.mgaid
    cp /usr/lib/mgaid/_internal/resources/example.mgaid ~/"a visit.mgaid"
    sed "s/\"format\": *1/\"format\": 2/" ~/"a visit.mgaid" > ~/later.mgaid'
  sums > "$out/visits.txt"
  first=$(version)
  as_person "mgaid assess 'a visit.mgaid' --json > first.json"
  quietly inside apt-get install -y --no-install-recommends /tmp/mgaid-next.deb
  [ "$(version)" = "$first+next" ] || fail "it was not upgraded: $(version)"
  as_person "mgaid assess 'a visit.mgaid' --json | cmp - first.json" || fail "the later one reads otherwise"
  sums | cmp - "$out/visits.txt" || fail "the upgrade changed a visit"
  echo "ok      upgraded; every visit is as it was"
  quietly inside apt-get install -y --no-install-recommends --allow-downgrades /tmp/mgaid.deb
  [ "$(version)" = "$first" ] || fail "it was not downgraded: $(version)"
  check_refused "mgaid assess later.mgaid --json"
  check_refused "mgaid render later.mgaid -o later.pdf"
  [ ! -e "$machine/home/person/later.pdf" ] || fail "a page was made of what cannot be read"
  sums | cmp - "$out/visits.txt" || fail "the downgrade changed a visit"
  echo "ok      downgraded; a visit of a later version is refused and left as it is"
  inside su person -c 'rm -r ~/.local ~/*.mgaid ~/first.json'
}

# As an ordinary user, below the home folder; the package is gone, what it needs is still there.
check_archive() {
  if [ ! -e "$machine/tmp/mgaid.tar.gz" ]; then
    echo "--      no archive was given: not tried"
    return
  fi
  home > "$out/home-before.txt"
  as_person 'mkdir unpacked && tar -xzf /tmp/mgaid.tar.gz -C unpacked && unpacked/*/install.sh' \
    > "$out/archive.log" 2>&1 || { cat "$out/archive.log" >&2; fail "install.sh"; }
  as_person 'unpacked/*/install.sh' >> "$out/archive.log" 2>&1 || fail "install.sh over itself"
  as_person 'rm -r unpacked; .local/bin/mgaid self-test' >> "$out/archive.log" 2>&1 ||
    { cat "$out/archive.log" >&2; fail "the self-test of the archive"; }
  grep -q '^Exec="/home/person/.local/bin/mgaid" %f$' \
    "$machine/home/person/.local/share/applications/org.mgaid.MgAid.desktop" || fail "the menu entry"
  as_person '.local/lib/mgaid/uninstall.sh' >> "$out/archive.log" 2>&1 || fail "uninstall.sh"
  home | diff "$out/home-before.txt" - >&2 || fail "the archive left something behind"
  echo "ok      the archive: installed twice, proved and removed as an ordinary user; 0 files left"
}

take_away() { quietly inside apt-get purge -y mgaid; }

check_removed() {
  # Nor are they kept for being suggested by what was there before.
  quietly inside apt-get autoremove -y --purge -o APT::AutoRemove::RecommendsImportant=false \
    -o APT::AutoRemove::SuggestsImportant=false
  files > "$out/after.txt"
  if ! diff "$out/before.txt" "$out/after.txt" > "$out/left.txt"; then
    cat "$out/left.txt" >&2
    fail "the machine is not as it was"
  fi
  if grep -rlsi mgaid "$machine/usr/share/mime" "$machine/usr/share/applications" "$machine/etc" >&2; then
    fail "the system still knows of MgAid"
  fi
  echo "ok      removed; 0 files left"
}

case $stage in
outside)
  [ "$(id -u)" = 0 ] || lacking "this needs root (for debootstrap and chroot)"
  for tool in debootstrap dpkg-deb unshare chroot; do
    command -v $tool > /dev/null || lacking "this needs $tool"
  done
  apart --net sh -c 'mount --make-rprivate / && mount -t tmpfs tmpfs /mnt' 2> /dev/null ||
    lacking "this needs namespaces and mounts of its own, which are refused here"
  if [ -z "$deb" ]; then
    ls "$root"/dist/mgaid_*.deb > /dev/null 2>&1 || make -C "$root" package
    deb=$(ls "$root"/dist/mgaid_*.deb)
    archive=${archive:-$(ls "$root"/dist/mgaid-*.tar.gz)}
  fi
  mkdir -p "$out"
  rm -f "$out/log.txt"
  readying=yes
  fetch_base
  spoil_package
  set_up_machine
  readying=""
  apart sh "$0" --stage machine --suite "$suite" --out "$out" ${quick:+--quick} 2>&1 | tee "$out/log.txt"
  rm -rf --one-file-system "$machine"
  last=$(tail -1 "$out/log.txt")
  case $last in
    "== all of it works") ;;
    "NOT TRIED: "*) exit 77 ;;
    *) exit 1 ;;
  esac
  ;;

machine)
  readying=yes
  mount_machine
  inside apt-get update > "$out/apt.log" 2>&1 && ! grep -q '^[EW]: ' "$out/apt.log" ||
    { tail -5 "$out/apt.log" >&2; lacking "the packages of $suite cannot be had"; }
  inside useradd --create-home --shell /bin/bash person
  readying=""
  say "on a bare $suite"
  files > "$out/before.txt"
  quietly inside apt-get install -y --no-install-recommends /tmp/mgaid.deb
  missing=$(inside sh -c 'find /usr/lib/mgaid -name "*.so*" -type f | while read -r file; do
    LD_LIBRARY_PATH=/usr/lib/mgaid/_internal ldd "$file" | sed -n "s|.*not found|$file: &|p"; done')
  [ -z "$missing" ] || fail "libraries are missing: $missing"
  echo "ok      apt brings every library"
  lonely=yes
  as_person "mgaid self-test" || fail "the self-test"
  as_person "mgaid render /usr/lib/mgaid/_internal/resources/example.mgaid -o page.pdf"
  left=$(find "$machine/home/person" -newer "$out/before.txt" -type f ! -name page.pdf \
    ! -path "*/.cache/fontconfig/*")
  [ -z "$left" ] || fail "the self-test left $left"
  inside su person -c 'rm ~/page.pdf'
  check_versions
  take_away
  check_archive
  check_removed
  if [ -z "$quick" ]; then
    say "with a screen, a screen reader and a printer"
    # shellcheck disable=SC2086
    quietly inside apt-get install -y --no-install-recommends $tools
    files > "$out/before.txt"
    quietly inside apt-get install -y --no-install-recommends /tmp/mgaid.deb
    unshare --net sh "$0" --stage use --suite "$suite" --out "$out" || fail "using it"
    take_away
    check_archive
    check_removed
    [ -s "$machine/home/person/.local/share/mgaid/current.mgaid" ] || fail "the visit is gone"
    echo "ok      the person's visits are where they were"
  fi
  say "all of it works"
  ;;

use)
  ip link set lo up 2>/dev/null || true
  inside mkdir -p /run/dbus /run/cups
  inside dbus-uuidgen --ensure
  inside sh -c 'dbus-daemon --system --fork; cupsd'
  inside sh -c 'until lpstat -r | grep -q "is running"; do sleep 0.2; done
    lpadmin -p PDF -v cups-pdf:/ -m "$(lpinfo -m | grep -i cups-pdf | head -1 | cut -d" " -f1)" -E
    lpadmin -d PDF' 2>/dev/null
  as_person "python3 /tmp/clean_machine.py" && works=yes || works=""
  cp "$machine"/home/person/*.png "$machine"/home/person/*.pdf "$machine"/home/person/PDF/*.pdf "$out" \
    2>/dev/null || true
  [ -n "$works" ] || { tail -20 "$machine/var/log/cups/error_log" >&2; exit 1; }
  ;;
esac
