"""Which letters can be shown, and what stands in for those that cannot.

Hides Unicode's control characters and the fonts' character maps. It does no layout.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from itertools import groupby
from pathlib import Path

# What stands on paper for a run of letters the bundled fonts do not have.
GAP = "[\N{HORIZONTAL ELLIPSIS}]"

_LINE_ENDS = dict.fromkeys(map(ord, "\v\f\x1c\x1d\x1e\x85\N{LINE SEPARATOR}"), "\n")
_LINE_ENDS[ord("\N{PARAGRAPH SEPARATOR}")] = "\n\n"
_SPACES = dict.fromkeys(map(ord, "\t\N{FIGURE SPACE}\N{NARROW NO-BREAK SPACE}"), " ")
_SPACES[0x2007] = _SPACES[0x202F] = "\N{NO-BREAK SPACE}"
_REPLACED = {**_LINE_ENDS, **_SPACES, 0x2010: "-", 0x2011: "-"}
# Joiners shape letters and emoji; every other format character only steers the writing direction
# or is invisible, and could make one line of the page read as another.
_KEPT_FORMAT = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
_JOINERS = _KEPT_FORMAT + "\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}"

# No word of any language MgAid prints is this long; without a break it would leave the page.
_LONG_WORD = re.compile(r"[^\s/-]{25,}")
_PIECE = re.compile(r".{1,6}")
_BREAK = "\N{ZERO WIDTH SPACE}"


def clean(text: str) -> str:
    """Text without control characters, direction marks and lone surrogates; lines end in LF."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)
    return unicodedata.normalize("NFC", "".join(filter(_is_kept, text)))


def _is_kept(letter: str) -> bool:
    category = unicodedata.category(letter)
    if category in ("Cc", "Cs"):
        return letter == "\n"
    if category == "Cf":
        return letter in _KEPT_FORMAT
    return not (category == "Cn" and (ord(letter) & 0xFFFE == 0xFFFE))


def printable(text: str, known: frozenset[str]) -> tuple[str, bool]:
    """The text with only letters that are ``known``, and whether anything was lost.

    A letter that is not known becomes its plain form ("ạ" -> "a"), an emoji or sign becomes its
    name in brackets, anything else becomes ``GAP``.
    """
    text = clean(text)
    if known.issuperset(text):
        return _divisible(text), False
    made: list[str] = []
    lost = False
    for letter in text:
        if letter in known:
            made.append(letter)
        elif letter not in _JOINERS:
            stand_in, exact = _stand_in(letter, known)
            made.append(stand_in)
            lost = lost or not exact
    return _divisible(_join(made)), lost


def _divisible(text: str) -> str:
    """The text with places to break a word too long for any column."""
    return _LONG_WORD.sub(lambda word: _BREAK.join(_PIECE.findall(word[0])), text)


def _stand_in(letter: str, known: frozenset[str]) -> tuple[str, bool]:
    """What to print for a letter the fonts lack, and whether it means exactly the same."""
    same = unicodedata.normalize("NFKC", letter)
    if known.issuperset(same):
        return same, True
    if unicodedata.category(letter)[0] in "MC" or "EMOJI MODIFIER" in unicodedata.name(letter, ""):
        return "", False
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    if known.issuperset(base):
        return base, False
    if unicodedata.category(letter)[0] == "S":
        name = unicodedata.name(letter, "").lower()
        if name and not name.startswith("regional indicator"):
            return f"[{name}]", False
    return GAP, False


def _join(parts: list[str]) -> str:
    """One string; a stand-in that follows itself is written once."""
    made = []
    for part, group in groupby(parts):
        made.append(part if part.startswith("[") and len(part) > 1 else "".join(group))
    return "".join(made)


@lru_cache(maxsize=4)
def letters_of(folder: Path) -> frozenset[str]:
    """The letters that every TrueType font in ``folder`` has. Reads the files once."""
    maps = [_read_cmap(font.read_bytes()) for font in sorted(folder.glob("*.ttf"))]
    common = set.intersection(*maps) if maps else set()
    return frozenset(chr(code) for code in common) | {"\n"}


def _read_cmap(font: bytes) -> set[int]:
    """Code points of a font's format-4 character map (the Basic Multilingual Plane).

    Layout: https://learn.microsoft.com/typography/opentype/spec/cmap
    """
    count = struct.unpack_from(">H", font, 4)[0]
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * count, 16)
    }
    start = tables[b"cmap"]
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    codes: set[int] = set()
    for index in range(subtables):
        at = start + struct.unpack_from(">I", font, start + 8 + 8 * index)[0]
        if struct.unpack_from(">H", font, at)[0] == 4:
            codes |= _read_format_4(font, at)
    return codes


def _read_format_4(font: bytes, at: int) -> set[int]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2

    def row(number: int, form: str) -> tuple[int, ...]:
        # Four arrays follow each other; a two-byte pad stands after the first.
        offset = at + 14 + 2 * segments * number + (2 if number else 0)
        return struct.unpack_from(f">{segments}{form}", font, offset)

    codes: set[int] = set()
    offsets_at = at + 16 + 6 * segments
    for i, (end, first, delta, offset) in enumerate(
        zip(row(0, "H"), row(1, "H"), row(2, "h"), row(3, "H"), strict=True)
    ):
        for code in range(first, min(end, 0xFFFE) + 1):
            if offset:
                place = offsets_at + 2 * i + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, place)[0]
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                codes.add(code)
    return codes
