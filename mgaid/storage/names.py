"""Names people type, as names of files that every system takes, and back.

Letters of any script stay as they are; what some system forbids in a file name is written as
``%2F`` and the like, so that any name works and is shown as it was typed.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from urllib.parse import unquote

SUFFIX = ".mgaid"
# Longer ones do not fit all file systems once the letters are bytes.
_MOST_BYTES = 180
_FORBIDDEN = re.compile(r'[%<>:"/\\|?*\x7f]')
# Windows takes these for devices, whatever follows the dot.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)
# Control characters and half letters; spaces of every kind become one.
_UNSEEN = frozenset({"Cc", "Cs", "Zl", "Zp", "Zs"})
# What cannot be seen by itself: directions, joiners.
_BLANK = frozenset({"Cf", "Zs", "Mn", "Cn"})


class NameRefused(ValueError):
    """That name cannot be used; the message is one sentence for the person."""


class NameTaken(NameRefused):
    """Another visit has that name; nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f'"{shown_name(path)}" is there already. Choose another name.')
        self.path = path


def file_name(name: str) -> str:
    """The file name for what a person typed; raises ``NameRefused``."""
    letters = "".join(ch if unicodedata.category(ch) not in _UNSEEN else " " for ch in name)
    plain = unicodedata.normalize("NFC", " ".join(letters.split()))
    if not any(unicodedata.category(ch) not in _BLANK for ch in plain):
        raise NameRefused("A visit needs a name. Type one.")
    stem = _FORBIDDEN.sub(_escaped, plain)
    if stem[0] == "." or _DEVICES.fullmatch(stem):
        stem = f"%{ord(stem[0]):02X}{stem[1:]}"
    if stem[-1] == ".":
        stem = f"{stem[:-1]}%2E"
    if len(stem.encode()) > _MOST_BYTES:
        raise NameRefused("That name is too long. Choose a shorter one.")
    return stem + SUFFIX


def _escaped(found: re.Match[str]) -> str:
    return f"%{ord(found.group()):02X}"


def shown_name(path: Path) -> str:
    """The name of a visit as the person typed it."""
    stem = path.name.removesuffix(SUFFIX)
    return unquote(stem, errors="replace")


def same_name(one: str, other: str) -> bool:
    """Whether some system takes two file names for one."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
