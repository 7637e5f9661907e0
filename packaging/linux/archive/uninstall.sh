#!/bin/sh
# Removes what install.sh put there. Visits stay.
set -eu
prefix=${PREFIX:-$HOME/.local}
list=$prefix/lib/mgaid/installed.txt
if [ ! -e "$list" ]; then
  echo "MgAid is not installed in $prefix." >&2
  exit 1
fi
while read -r file; do
  rm -f "$prefix/$file"
  rmdir -p "$(dirname "$prefix/$file")" 2>/dev/null || true
done < "$list"
rm -f "$prefix/bin/mgaid"
rm -rf "$prefix/lib/mgaid"
update-desktop-database "$prefix/share/applications" 2>/dev/null || true
update-mime-database "$prefix/share/mime" 2>/dev/null || true
echo "MgAid is removed. Your visits are where they were."
