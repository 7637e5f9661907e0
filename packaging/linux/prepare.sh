#!/bin/sh
# Gets a Debian-like machine ready: the system libraries Qt needs and a way to make a virtual
# environment. Installs through apt when run as root or with sudo; otherwise says what is missing.
# usage: prepare.sh run | test
set -eu

run_packages="python3-venv libegl1 libgl1 libdbus-1-3 libfontconfig1 libglib2.0-0
  libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libcups2"
test_packages="strace xvfb openbox xdotool xauth poppler-utils at-spi2-core dbus-x11 dbus python3-pyatspi gir1.2-atspi-2.0"

case "${1:-run}" in
  test) wanted="$run_packages $test_packages" ;;
  *) wanted=$run_packages ;;
esac

# Elsewhere than on Debian and its children the libraries come with the system or are the
# person's own business.
command -v dpkg-query >/dev/null 2>&1 || exit 0

missing=""
for package in $wanted; do
  # A name may live on as a virtual package (libcups2 is provided by libcups2t64).
  if ! dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null | grep -q '^install ok installed$'; then
    missing="$missing $package"
  fi
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
  as_root=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
  as_root="sudo"
else
  echo "MgAid needs these system packages; ask an administrator to run: apt-get install$missing" >&2
  # Everything but the virtual environment can still be tried without them.
  python3 -c "import ensurepip" 2>/dev/null && exit 0
  exit 1
fi

echo "Installing system packages:$missing"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq
# shellcheck disable=SC2086
$as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
