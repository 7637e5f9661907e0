#!/bin/sh
# Builds the checkout twice, in two folders with names of different length, and compares the bytes.
# usage: packaging/reproduce.sh [--trial] [FOLDER]     (a temporary folder unless said otherwise)
#   --trial   the same files, not compressed and no archive: a quarter of the time
set -eu
how=--quick
if [ "${1:-}" = --trial ]; then how=--trial; shift; fi
root=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
place=${1:-$(mktemp -d)}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

for name in one another-folder; do
  rm -rf "${place:?}/$name"
  mkdir -p "$place/$name"
  (cd "$root" && git ls-files -co --exclude-standard -z | tar --null -T - -cf -) |
    tar -xf - -C "$place/$name"
  echo "Building in $place/$name ..."
  "$python" "$place/$name/packaging/build.py" $how > "$place/$name.log" ||
    { tail -20 "$place/$name.log"; exit 1; }
done

cat "$place/one/dist/SHA256SUMS"
if cmp -s "$place/one/dist/SHA256SUMS" "$place/another-folder/dist/SHA256SUMS"; then
  echo "Both builds are the same, byte for byte."
else
  echo "The builds differ:" >&2
  diff "$place/one/dist/SHA256SUMS" "$place/another-folder/dist/SHA256SUMS" >&2 || true
  (cd "$place/one/build/package" && find frozen/mgaid share licences -type f) | sort |
    while read -r file; do
      cmp -s "$place/one/build/package/$file" "$place/another-folder/build/package/$file" ||
        echo "  $file" >&2
    done
  exit 1
fi
