#!/bin/sh
# Freezes the program, proves it, and installs it on a bare machine, as far as this machine and the
# time left allow. What is not tried is said aloud and is no failure; what is tried and fails is one.
# usage: trial.sh [SECONDS]     the time there is for all of it (900)
set -eu
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
ends=$(($(date +%s) + ${1:-900}))
made=build/trial
# A copy without history is tried too.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2> /dev/null || date +%s)}
export SOURCE_DATE_EPOCH

skipped() {
  printf '\n############ NOT TRIED: %s\n############ because %s\n\n' "$1" "$2"
  exit 0
}
left() { echo $((ends - $(date +%s))); }
# Runs a command in the time left, but not for longer than its limit in seconds (second word).
tried() {
  what=$1 limit=$2
  shift 2
  [ "$limit" -le "$(left)" ] || skipped "$what" "there are only $(left) s left of the time it may take"
  status=0
  timeout -k 10 "$limit" "$@" || status=$?
  case $status in
    0) ;;
    77) skipped "$what" "this machine lacks what it needs (see above)" ;;
    124 | 137) skipped "$what" "it was not done within $limit s" ;;
    *) echo "FAILED: $what" >&2; exit "$status" ;;
  esac
}

case $(uname) in Linux) ;; *) skipped "the frozen program" "this is not Linux" ;; esac
echo "== the frozen program"
tried "the frozen program" 300 "$python" packaging/build.py --trial --out "$made"
echo "== a bare machine"
deb=$(ls "$made"/mgaid_*.deb 2> /dev/null) || skipped "a bare machine" "no Debian package was made"
tried "a bare machine" 270 sh packaging/linux/test-in-chroot.sh --quick --deb "$deb"
