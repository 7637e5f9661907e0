"""Visit files: written for their owner's eyes only, read with one sentence for what is wrong.

A visit is locked when it is written with a key. What the bytes mean is ``core.visit``'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mgaid.core import visit as visits
from mgaid.core.content import Content
from mgaid.core.visit import Visit, VisitError, VisitKeptShut, VisitLocked
from mgaid.core.visit.locked import Key, lock, unlock
from mgaid.core.visit.text import LOCKED
from mgaid.storage.durable import FILE_MODE, write


class NotOpened(Exception):
    """A visit file could not be opened; it is left as it was."""

    def __init__(self, path: Path, reason: str, shown: str = "") -> None:
        """``shown`` is said in place of a path that tells the person nothing."""
        super().__init__(f"{shown or path} cannot be opened: {reason}.")
        self.path = path
        self.reason = reason


class Locked(NotOpened):
    """It is locked, and no passphrase was given."""


class WrongPassphrase(NotOpened):
    """The passphrase is wrong, or the file is damaged."""


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """A visit with the key to lock it again, and the bytes it was read from."""

    visit: Visit
    key: Key | None
    data: bytes


def save_visit(path: Path, visit: Visit, key: Key | None = None) -> None:
    """Write a visit for its owner's eyes only; raises ``NotSaved``."""
    write(path, visit_bytes(visit, key), FILE_MODE)


def visit_bytes(visit: Visit, key: Key | None = None) -> bytes:
    """A visit as it stands in a file, locked when there is a key."""
    # A file by hand can hold half a character; that must not keep the rest from being saved.
    plain = visits.dumps(visit).encode(errors="replace")
    return plain if key is None else lock(plain, key)


def open_visit(path: Path, content: Content, passphrase: str | None = None) -> Visit:
    """Read a visit; raises ``NotOpened`` with one sentence for the person."""
    return read_visit(path, content, passphrase).visit


def read_visit(path: Path, content: Content, opener: str | Key | None = None) -> Opened:
    """Read a visit, locked or not; ``opener`` is its passphrase or its key.

    Raises ``NotOpened``: ``Locked`` without a passphrase, ``WrongPassphrase`` with a wrong one.
    """
    data = read_bytes(path)
    try:
        return _opened(data, content, opener or None)
    except VisitLocked as error:
        raise Locked(path, str(error)) from error
    except VisitKeptShut as error:
        raise WrongPassphrase(path, str(error)) from error
    except VisitError as error:
        raise NotOpened(path, str(error)) from error


def _opened(data: bytes, content: Content, opener: str | Key | None) -> Opened:
    if opener is None:
        return Opened(visits.loads(data, content), None, data)
    raw = visits.parse(data)
    if LOCKED not in raw:
        return Opened(visits.loads(data, content), None, data)
    text, key = unlock(raw, opener)
    return Opened(visits.loads(text, content), key, data)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file no larger than a visit can be; raises ``NotOpened``."""
    try:
        if path.stat().st_size > visits.LARGEST_LOCKED_BYTES:
            raise NotOpened(path, "it is far larger than any visit; choose the right file")
        return path.read_bytes()
    except FileNotFoundError:
        raise NotOpened(path, "there is no such file; check the name") from None
    except IsADirectoryError:
        raise NotOpened(path, "it is a folder; choose a file inside it") from None
    except PermissionError:
        raise NotOpened(path, "you may not read it; ask its owner") from None
    except OSError as error:
        raise NotOpened(path, f"the system cannot read it ({error.strerror})") from error


def is_there(path: Path) -> bool:
    """Whether this is a file that can be reached now."""
    try:
        return path.is_file()
    except OSError:
        return False


def saved_at(path: Path) -> datetime:
    """When a file was last written, local; the beginning of time when nobody can tell."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except (OSError, ValueError, OverflowError):
        return datetime.fromtimestamp(0).astimezone()


def is_locked(path: Path) -> bool:
    """Whether a passphrase opens this file; a file that cannot be read is not locked."""
    try:
        return held_locked(read_bytes(path))
    except NotOpened:
        return False


def held_locked(data: bytes) -> bool:
    """Whether these are the bytes of a locked visit."""
    try:
        return LOCKED in visits.parse(data)
    except VisitError:
        return False


def problem_of(path: Path, content: Content | None) -> tuple[bool, str]:
    """Whether a visit is locked, and in one sentence what is wrong with it, if anything.

    Without the content only the outside of the file is looked at.
    """
    try:
        data = read_bytes(path)
        locked = LOCKED in visits.parse(data)
        if content is not None and not locked:
            visits.loads(data, content)
    except NotOpened as error:
        return False, str(error)
    except VisitError as error:
        return False, str(NotOpened(path, str(error)))
    return locked, ""
