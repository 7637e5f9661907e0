#!/bin/sh
# Installs the Debian package on a machine that has nothing, uses it as a person would, removes it.
#
# usage: test-in-chroot.sh [--suite NAME] [--deb FILE] [--out FOLDER] [--quick] [--break WHAT]
#   --suite   Debian release (bookworm); its base system is kept in build/chroot for the next time
#   --deb     the package (the one in dist/; built when there is none)
#   --out     where log, pictures and pages go (build/chroot/found)
#   --quick   install, self-test and remove only; no screen, no printer
#   --break   spoil the package first, to see the test fail: plugin, font, mime or leftover
#
# Needs root and debootstrap. Everything runs in namespaces of its own, so that nothing is left
# running or mounted; the program itself runs without any network.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
suite=bookworm lonely="" deb="" out="" quick="" spoil="" stage=outside
while [ $# -gt 0 ]; do
  case $1 in
    --suite) suite=$2; shift 2 ;;
    --deb) deb=$2; shift 2 ;;
    --out) out=$2; shift 2 ;;
    --quick) quick=yes; shift ;;
    --break) spoil=$2; shift 2 ;;
    --stage) stage=$2; shift 2 ;;
    *) echo "test-in-chroot: unknown word $1" >&2; exit 2 ;;
  esac
done
out=${out:-$root/build/chroot/found}
machine=$root/build/chroot/machine
tools="at-spi2-core cups dbus desktop-file-utils libglib2.0-bin openbox poppler-utils
  printer-driver-cups-pdf procps python3-gi scrot shared-mime-info xdg-utils xvfb"

say() { printf '== %s\n' "$*"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; exit 1; }
inside() { chroot "$machine" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
  DEBIAN_FRONTEND=noninteractive "$@"; }
# A desktop has a UTF-8 locale; su takes away what was set.
as_person() { inside ${lonely:+unshare --net} su - person -c "export LC_ALL=C.UTF-8; $1"; }
quietly() { "$@" > "$out/apt.log" 2>&1 || { tail -20 "$out/apt.log" >&2; fail "$*"; }; }
# Everything on the machine but what the system itself keeps books, caches and logs in.
files() { (cd "$machine" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp \
  -o -path ./run -o -path ./home -o -path ./var/lib/dpkg -o -path ./var/lib/apt -o -path ./var/cache \
  -o -path ./var/log -o -path ./var/spool -o -path ./etc/cups \) -prune -o -print | sort); }

fetch_base() {
  [ -f "$root/build/chroot/$suite.tar" ] && return
  say "making a bare $suite (once)"
  mirror=$(apt-get indextargets --format '$(REPO_URI)' | head -1)
  rm -rf --one-file-system "$machine"
  debootstrap --variant=minbase "$suite" "$machine" "$mirror" > "$out/debootstrap.log" 2>&1 ||
    { tail -5 "$out/debootstrap.log" >&2; fail "debootstrap"; }
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

set_up_machine() {
  rm -rf --one-file-system "$machine"
  mkdir -p "$machine"
  tar -C "$machine" -xf "$root/build/chroot/$suite.tar"
  cp "$deb" "$machine/tmp/mgaid.deb"
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

check_removed() {
  quietly inside apt-get purge -y --autoremove mgaid
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
  [ "$(id -u)" = 0 ] || fail "this needs root (for debootstrap and chroot)"
  command -v debootstrap > /dev/null || fail "this needs debootstrap"
  if [ -z "$deb" ]; then
    ls "$root"/dist/mgaid_*.deb > /dev/null 2>&1 || make -C "$root" package
    deb=$(ls "$root"/dist/mgaid_*.deb)
  fi
  mkdir -p "$out"
  fetch_base
  spoil_package
  set_up_machine
  unshare --mount --pid --fork --kill-child sh "$0" --stage machine --suite "$suite" --out "$out" \
    ${quick:+--quick} 2>&1 | tee "$out/log.txt"
  rm -rf --one-file-system "$machine"
  tail -1 "$out/log.txt" | grep -q '^== all of it works$'
  ;;

machine)
  mount_machine
  quietly inside apt-get update
  inside useradd --create-home --shell /bin/bash person
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
  check_removed
  if [ -z "$quick" ]; then
    say "with a screen, a screen reader and a printer"
    # shellcheck disable=SC2086
    quietly inside apt-get install -y --no-install-recommends $tools
    files > "$out/before.txt"
    quietly inside apt-get install -y --no-install-recommends /tmp/mgaid.deb
    unshare --net sh "$0" --stage use --out "$out" || fail "using it"
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
