#!/bin/sh
# Removes what install.sh put there. Visits stay.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# The copy that was installed knows its own place.
if [ -e "$here/installed.txt" ]; then
  prefix=$(cd "$here/../.." && pwd)
else
  prefix=${PREFIX:-$HOME/.local}
fi
share=$prefix/share
list=$prefix/lib/mgaid/installed.txt
if [ ! -e "$list" ]; then
  echo "MgAid is not installed in $prefix." >&2
  exit 1
fi
empty() { [ -d "$1" ] && [ -z "$(find "$1" -name "$2" -print -quit)" ]; }

while read -r file; do
  rm -f "$prefix/$file"
done < "$list"
rm -f "$prefix/bin/mgaid"
rm -rf "$prefix/lib/mgaid"

# What the system works out from all programs of this folder: anew, or away if MgAid was the only one.
if empty "$share/applications" '*.desktop'; then
  rm -f "$share/applications/mimeinfo.cache"
else
  update-desktop-database "$share/applications" 2>/dev/null || true
fi
if empty "$share/mime/packages" '*.xml'; then
  for name in aliases generic-icons globs globs2 icons magic mime.cache subclasses treemagic types \
    version XMLnamespaces application/vnd.mgaid+json.xml; do
    rm -f "$share/mime/$name"
  done
else
  update-mime-database "$share/mime" 2>/dev/null || true
fi
if empty "$share/icons/hicolor" '*.*g'; then
  rm -f "$share/icons/hicolor/icon-theme.cache"
else
  gtk-update-icon-cache -q -t "$share/icons/hicolor" 2>/dev/null || true
fi
for folder in applications bash-completion icons man metainfo mime; do
  if [ -d "$share/$folder" ]; then
    find "$share/$folder" -depth -type d -empty -delete
  fi
done
for folder in "$share" "$prefix/bin" "$prefix/lib" "$prefix"; do
  rmdir "$folder" 2>/dev/null || true
done
echo "MgAid is removed. Your visits are where they were."
