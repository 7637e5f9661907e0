#!/bin/sh
# Installs MgAid below PREFIX (the person's own ~/.local unless said otherwise).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
prefix=${PREFIX:-$HOME/.local}
list=$prefix/lib/mgaid/installed.txt

if [ -e "$list" ]; then PREFIX=$prefix sh "$here/uninstall.sh" >/dev/null; fi
mkdir -p "$prefix/lib" "$prefix/bin" "$prefix/share"
cp -R "$here/mgaid" "$prefix/lib/mgaid"
cp -R "$here/licences" "$here/uninstall.sh" "$prefix/lib/mgaid/"
ln -sf ../lib/mgaid/mgaid "$prefix/bin/mgaid"
(cd "$here/share" && find . -type f) | while read -r file; do
  mkdir -p "$prefix/share/$(dirname "$file")"
  cp "$here/share/$file" "$prefix/share/$file"
  echo "share/${file#./}"
done > "$list"
# A menu does not look into ~/.local/bin everywhere.
desktop=$prefix/share/applications/org.mgaid.MgAid.desktop
sed -i "s|^Exec=mgaid |Exec=\"$prefix/bin/mgaid\" |; s|^TryExec=mgaid|TryExec=$prefix/bin/mgaid|" "$desktop"
update-desktop-database "$prefix/share/applications" 2>/dev/null || true
update-mime-database "$prefix/share/mime" 2>/dev/null || true
gtk-update-icon-cache -q -t "$prefix/share/icons/hicolor" 2>/dev/null || true
echo "MgAid is in your menu. To start it here: $prefix/bin/mgaid"
echo "To remove it: $prefix/lib/mgaid/uninstall.sh"
