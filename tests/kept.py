"""Visits kept in a folder, for tests: told, kept, taken up again, and looked for in its bytes."""

from __future__ import annotations

from pathlib import Path

from mgaid.core.content import Content
from mgaid.core.visit import Visit
from mgaid.storage import Keeping

WORDS = "one two three"
CANARY = "Xyzzyqwort"


def told(name: str) -> Visit:
    return Visit(name=name)


def resumed(
    folder: Path, content: Content, passphrase: str | None = None
) -> tuple[Keeping, Visit | None]:
    again = Keeping(folder, content)
    return again, again.resume(passphrase)


def readable(folder: Path) -> list[str]:
    """The files below that hold the canary."""
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and CANARY.encode() in path.read_bytes()
    ]
