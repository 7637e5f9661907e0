"""The shapes of the body map: where each region stands and its outline, in picture units.

Regions are known by their ids ("left-calf-back"); an id without a shape is not drawn.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainterPath, QTransform

# One leg, seen from the front or from behind; the other leg is its mirror at x = 0.
_FOOT_FRONT = "M17 292H40C40 300 46 310 58 318C62 324 56 328 50 328H16C13 316 17 304 17 292Z"
_FOOT_BACK = (
    "M17 292H40C41 304 44 314 44 322C44 328 40 328 34 328H20C14 328 12 326 13 320"
    "C14 310 17 304 17 292Z"
)
_LOWER_LEG = "M12 194H43C50 216 48 246 40 290H17C12 246 8 220 12 194Z"
_PATHS = {
    "hip": "M3 50V8H46C50 18 51 28 50 38Z",
    "thigh": "M4 52L50 40C56 80 50 120 44 158H10C6 120 3 90 4 52Z",
    "knee": "M10 160H44C43 172 42 180 43 192H12C12 180 11 172 10 160Z",
    "shin": _LOWER_LEG,
    "calf": _LOWER_LEG,
}
ROWS = ("hip", "thigh", "knee", "shin", "calf", "foot")
# Legs in the order they stand in the picture. Seen from the front, the right leg is on the left.
_LEGS = ("right-front", "left-front", "left-back", "right-back")
LEG_MIDDLES = (70, 70, 234, 234)
PICTURE = QSize(304, 360)

_ID = re.compile(r"(?P<side>left|right)-(?P<part>[a-z]+)-(?P<view>front|back)")


class Place(NamedTuple):
    """Where a region stands: its leg in ``_LEGS`` and its row in ``ROWS``."""

    leg: int
    row: int


def place_of(site: str) -> Place | None:
    """Where a place stands in the picture; ``None`` when it is not drawn."""
    match = _ID.fullmatch(site)
    if match is None or match["part"] not in ROWS:
        return None
    return Place(_LEGS.index(f"{match['side']}-{match['view']}"), ROWS.index(match["part"]))


def outline_of(site: str, place: Place) -> QPainterPath:
    part = ROWS[place.row]
    foot = _FOOT_FRONT if site.endswith("front") else _FOOT_BACK
    path = _path(_PATHS.get(part, foot))
    # The drawn leg is the one at the right of its figure; the other is mirrored.
    mirrored = place.leg % 2 == 0
    turned = QTransform(-1 if mirrored else 1, 0, 0, 1, LEG_MIDDLES[place.leg], -6)
    return turned.map(path)


def height_of(site: str) -> float:
    place = place_of(site)
    assert place is not None
    return outline_of(site, place).boundingRect().height()


def _path(drawn: str) -> QPainterPath:
    """A path from the letters of an SVG path: M, L, H, V, C and Z, all absolute."""
    path = QPainterPath()
    for letter, figures in re.findall(r"([MLHVCZ])([^MLHVCZ]*)", drawn):
        n = [float(figure) for figure in figures.split()]
        here = path.currentPosition()
        match letter:
            case "M":
                path.moveTo(n[0], n[1])
            case "L":
                path.lineTo(n[0], n[1])
            case "H":
                path.lineTo(n[0], here.y())
            case "V":
                path.lineTo(here.x(), n[0])
            case "C":
                for start in range(0, len(n), 6):
                    path.cubicTo(*n[start : start + 6])
            case "Z":
                path.closeSubpath()
    return path
