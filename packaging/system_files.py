"""What a system is given beside the program: menu entry, icons, file type, manual, completion.

Hides where each file belongs and how icons are drawn in the sizes and wrappings systems want. It
packs nothing. Drawing needs Qt and is done by the build's own environment, running this file.
"""

from __future__ import annotations

import gzip
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ICONS = HERE.parent / "resources" / "icons"
LINUX = HERE / "linux"
APP_ID = "org.mgaid.MgAid"
VISIT_ICON = "application-vnd.mgaid+json"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
# Below this the drawings with fewer lines are used.
SMALL_BELOW_PX = 24


def lay_out(share: Path, python: Path) -> None:
    """Put everything into ``share`` as it lies in ``/usr/share``."""
    for source, place in (
        (LINUX / f"{APP_ID}.desktop", "applications"),
        (LINUX / f"{APP_ID}.metainfo.xml", "metainfo"),
    ):
        _copy(source, share / place / source.name)
    _copy(LINUX / f"{APP_ID}.mime.xml", share / f"mime/packages/{APP_ID}.xml")
    _copy(LINUX / "mgaid.bash", share / "bash-completion/completions/mgaid")
    manual = share / "man/man1/mgaid.1.gz"
    manual.parent.mkdir(parents=True, exist_ok=True)
    manual.write_bytes(packed((LINUX / "mgaid.1").read_bytes()))
    icons = share / "icons/hicolor"
    for size in SIZES:
        _copy(ICONS / f"app-{size}.png", icons / f"{size}x{size}/apps/{APP_ID}.png")
    _copy(ICONS / "app.svg", icons / f"scalable/apps/{APP_ID}.svg")
    _copy(LINUX / "icons/symbolic.svg", icons / f"symbolic/apps/{APP_ID}-symbolic.svg")
    _copy(LINUX / "icons/visit.svg", icons / f"scalable/mimetypes/{VISIT_ICON}.svg")
    wanted = [
        (_visit_drawing(size), icons / f"{size}x{size}/mimetypes/{VISIT_ICON}.png", size)
        for size in SIZES
    ]
    draw(python, wanted)


def packed(data: bytes) -> bytes:
    """Gzip with neither name nor date in it, so that the same text gives the same bytes."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def draw(python: Path, wanted: list[tuple[Path, Path, int]]) -> None:
    """Draw SVG files (first) as PNG files (second) of a width in px (third)."""
    lines = "\n".join(f"{source}\t{target}\t{size}" for source, target, size in wanted)
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(python), str(Path(__file__).resolve())]
    subprocess.run(command, input=lines, text=True, env=variables, check=True)


def build_icons(folder: Path, version: str) -> dict[str, str]:
    """Windows' and macOS' icons and version file in ``folder``; returns variables for the spec."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mgaid.ico").write_bytes(ico(_drawn((16, 24, 32, 48, 64, 128, 256))))
    (folder / "mgaid.icns").write_bytes(icns(_drawn((16, 32, 128, 256, 512))))
    template = (HERE / "windows" / "version.txt").read_text(encoding="utf-8")
    numbers = ", ".join([*version.split("."), "0"])
    filled = template.replace("{{version}}", version).replace("{{numbers}}", numbers)
    (folder / "version.txt").write_text(filled, encoding="utf-8")
    return {
        "MGAID_ICO": str(folder / "mgaid.ico"),
        "MGAID_ICNS": str(folder / "mgaid.icns"),
        "MGAID_VERSION_FILE": str(folder / "version.txt"),
    }


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon of PNG pictures by their width."""
    start = 6 + 16 * len(pictures)
    made = struct.pack("<HHH", 0, 1, len(pictures))
    for size, png in pictures.items():
        # A width of 256 is written as 0.
        made += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(png), start)
        start += len(png)
    return made + b"".join(pictures.values())


def icns(pictures: dict[int, bytes]) -> bytes:
    """A macOS icon of PNG pictures by their width."""
    kinds = {16: b"icp4", 32: b"icp5", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
    made = b"".join(
        kinds[size] + struct.pack(">I", len(png) + 8) + png for size, png in pictures.items()
    )
    return b"icns" + struct.pack(">I", len(made) + 8) + made


def _drawn(sizes: tuple[int, ...]) -> dict[int, bytes]:
    return {size: (ICONS / f"app-{size}.png").read_bytes() for size in sizes}


def _visit_drawing(size: int) -> Path:
    return LINUX / "icons" / ("visit-small.svg" if size < SMALL_BELOW_PX else "visit.svg")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def main() -> None:
    """Draw what standard input asks for: drawing, target and width, a line each."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    app = QGuiApplication(sys.argv[:1])
    for line in sys.stdin.read().splitlines():
        source, target, width = line.split("\t")
        picture = QImage(int(width), int(width), QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        QSvgRenderer(source).render(painter)
        painter.end()
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(target):
            raise SystemExit(f"{target} could not be written")
    del app


if __name__ == "__main__":
    main()
