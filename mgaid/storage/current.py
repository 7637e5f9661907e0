"""The visit in hand, kept between starts, and the note of which file it belongs to.

The note is removed before the first autosave of another visit and written after it. A crash in
between leaves a visit without a file, never one with the file of another.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from mgaid.core.content import Content
from mgaid.core.visit import Visit
from mgaid.core.visit.locked import Key
from mgaid.storage.durable import (
    FILE_MODE,
    NotDeleted,
    NotSaved,
    is_gone,
    make_folder,
    remove,
    write,
)
from mgaid.storage.files import Opened, open_visit, problem_of, read_visit, saved_at, visit_bytes
from mgaid.storage.names import shown_name

NOTE = "current.json"
ASIDE_PREFIX = "current-broken-"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visit belongs: its file, or without one the line of its backups."""

    file: Path | None
    line: str


@dataclass(frozen=True, slots=True)
class Last:
    """The autosave from outside. Without a file its name is ""; ``problem`` is one sentence."""

    name: str
    file: Path | None
    saved: datetime
    locked: bool
    problem: str


def new_place(file: Path | None = None) -> Place:
    """A place for a visit, with a line of its own."""
    return Place(file, os.urandom(4).hex())


def autosave_path(folder: Path) -> Path:
    """Where the visit in hand is kept between starts."""
    return folder / "current.mgaid"


def autosave(folder: Path, visit: Visit, key: Key | None = None) -> None:
    """Keep the visit in hand in the person's own folder; raises ``NotSaved``."""
    autosave_bytes(folder, visit_bytes(visit, key))


def autosave_bytes(folder: Path, data: bytes) -> None:
    """The same with a visit as it stands in a file."""
    make_folder(folder)
    write(autosave_path(folder), data, FILE_MODE)


def autosaved(folder: Path, content: Content, passphrase: str | None = None) -> Visit | None:
    """The visit kept from the last time, if there is one; raises ``NotOpened`` when broken."""
    path = autosave_path(folder)
    return None if is_gone(path) else open_visit(path, content, passphrase)


def read_autosave(folder: Path, content: Content, opener: str | Key | None) -> Opened | None:
    """The visit kept from the last time with its key; raises ``NotOpened``."""
    path = autosave_path(folder)
    return None if is_gone(path) else read_visit(path, content, opener)


def last_visit(folder: Path) -> Last | None:
    """What can be told of the autosave without its passphrase."""
    path = autosave_path(folder)
    if is_gone(path):
        return None
    locked, problem = problem_of(path, None)
    note = noted_place(folder)
    file = note.file if note is not None else None
    return Last(shown_name(file) if file else "", file, saved_at(path), locked, problem)


def note_place(folder: Path, place: Place) -> None:
    """Remember where the autosave belongs; raises ``NotSaved``."""
    told = {"file": None if place.file is None else str(place.file), "line": place.line}
    write(folder / NOTE, json.dumps(told).encode(), FILE_MODE)


def noted_place(folder: Path) -> Place | None:
    """Where the autosave belongs; ``None`` when that is not known."""
    try:
        told = json.loads((folder / NOTE).read_bytes())
        file, line = told["file"], str(told["line"])
        place = Place(None if file is None else Path(file), line)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    # A short path, as once noted, would mean another file in every folder MgAid is started in.
    if place.file is not None and not place.file.is_absolute():
        return None
    # The line becomes the name of a folder.
    return place if line.isalnum() else None


def forget_place(folder: Path) -> None:
    """The autosave belongs nowhere from now on; raises ``NotSaved``."""
    try:
        remove(folder / NOTE)
    except NotDeleted as error:
        cause = error.__cause__
        assert isinstance(cause, OSError)
        raise NotSaved(folder / NOTE, cause) from error


def set_aside(folder: Path) -> Path:
    """Rename a kept visit that cannot be read, so that nothing is written over it.

    Returns its new path; raises ``NotSaved`` when it cannot be renamed.
    """
    broken = autosave_path(folder)
    day = datetime.now().astimezone().date().isoformat()
    marks = chain([""], (f"-{number}" for number in count(2)))
    names = (folder / f"{ASIDE_PREFIX}{day}{mark}.mgaid" for mark in marks)
    aside = next(path for path in names if not os.path.lexists(path))
    forget_place(folder)
    try:
        broken.rename(aside)
    except OSError as error:
        raise NotSaved(aside, error) from error
    return aside


def forget_autosave(folder: Path) -> None:
    """Remove the visit kept between starts; raises ``NotDeleted``."""
    remove(folder / NOTE)
    remove(autosave_path(folder))
