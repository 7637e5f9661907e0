"""The visits kept on this computer by name, for one person or several.

They are ``.mgaid`` files in ``visits/`` of the data folder, as readable as any other. Files the
person keeps elsewhere can be renamed and deleted just the same. Nothing here opens a visit for use.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mgaid.core.content import Content
from mgaid.storage import backups
from mgaid.storage.current import (
    ASIDE_PREFIX,
    NOTE,
    Place,
    autosave_path,
    forget_autosave,
    noted_place,
)
from mgaid.storage.durable import (
    FILE_MODE,
    PART_PREFIX,
    make_folder,
    move,
    remove,
    tidy,
    write,
)
from mgaid.storage.files import problem_of, read_bytes, saved_at
from mgaid.storage.names import SUFFIX, NameTaken, file_name, same_name, shown_name

FOLDER = "visits"
# What MgAid keeps beside the visits: its look, its lock, what a second start asks for, and what
# those leave for a moment.
_OTHERS = (
    "settings.ini*",
    "mgaid.lock*",
    "mgaid.wanted",
    NOTE,
    f"{ASIDE_PREFIX}*",
    f"{PART_PREFIX}*",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A visit on this computer. ``problem`` is one sentence when it cannot be opened."""

    name: str
    path: Path
    saved: datetime
    locked: bool
    problem: str


def kept_visits(folder: Path, content: Content | None = None) -> tuple[Kept, ...]:
    """The visits kept by name and those set aside as broken, the last saved first.

    With ``content`` the readable ones are checked to the last answer.
    """
    found = []
    for home, pattern in ((folder / FOLDER, f"*{SUFFIX}"), (folder, f"{ASIDE_PREFIX}*{SUFFIX}")):
        with contextlib.suppress(OSError):
            found += [_looked_at(path, content) for path in home.glob(pattern)]
    return tuple(sorted(found, key=lambda one: (one.saved, one.name), reverse=True))


def _looked_at(path: Path, content: Content | None) -> Kept:
    locked, problem = problem_of(path, content)
    return Kept(shown_name(path), path, saved_at(path), locked, problem)


def path_for(folder: Path, name: str, *, replace: bool = False, own: Path | None = None) -> Path:
    """Where a visit of this name is kept, in a folder that is there.

    Raises ``NameRefused``, and ``NameTaken`` when another visit than ``own`` is called that,
    unless it may be replaced; ``NotSaved`` when there can be no folder.
    """
    home = folder / FOLDER
    made = file_name(name)
    make_folder(folder)
    make_folder(home)
    tidy(home)
    return _free(home, made, replace=replace, own=own)


def _free(home: Path, made: str, *, replace: bool = False, own: Path | None = None) -> Path:
    target = home / made
    with contextlib.suppress(OSError):
        for there in home.iterdir():
            if there != own and same_name(there.name, made):
                if not replace:
                    raise NameTaken(there)
                target = there
    return target


def rename(folder: Path | None, path: Path, name: str) -> Path:
    """Call a visit something else, where it is; its backups follow. Gives its new path.

    Raises ``NameRefused``, ``NameTaken`` or ``NotDeleted``.
    """
    target = _free(path.parent, file_name(name), own=path)
    if target != path:
        move(path, target)
        if folder is not None:
            backups.hand_over(folder, Place(path, ""), Place(target, ""))
    return target


def duplicate(folder: Path, path: Path, name: str) -> Path:
    """Keep a copy under another name, locked if it is; gives its path.

    Raises ``NameRefused``, ``NameTaken``, ``NotOpened`` or ``NotSaved``.
    """
    data = read_bytes(path)
    target = path_for(folder, name)
    write(target, data, FILE_MODE)
    return target


def delete(folder: Path | None, path: Path) -> None:
    """Remove a visit, its backups and what the autosave holds of it; raises ``NotDeleted``.

    The visit itself goes last: one that was only half deleted is still in the list.
    """
    if folder is not None:
        backups.forget(folder, Place(path, ""))
        noted = noted_place(folder)
        if noted is not None and noted.file == path:
            forget_autosave(folder)
    remove(path)


def versions_of(folder: Path, path: Path) -> tuple[backups.Backup, ...]:
    """The earlier states of a visit that need not be in hand, newest first."""
    return backups.listed(folder, Place(path, ""))


def tidy_all(folder: Path) -> None:
    """Remove what a killed MgAid left half written, wherever it keeps things."""
    homes: list[Path] = []
    with contextlib.suppress(OSError):
        homes += (folder / backups.FOLDER).iterdir()
    for place in (folder, folder / FOLDER, *homes):
        tidy(place)


def delete_everything(folder: Path, also: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Remove all MgAid keeps on this computer, and the files in ``also``.

    Gives what is left: what could not be removed, and in MgAid's folder what is not MgAid's.
    """
    gone = [autosave_path(folder), folder / FOLDER, folder / backups.FOLDER]
    for pattern in _OTHERS:
        gone += folder.glob(pattern)
    elsewhere = list(also)
    for path in (*gone, *elsewhere):
        _remove_whole(path)
    with contextlib.suppress(OSError):
        folder.rmdir()
    left = [path for path in elsewhere if os.path.lexists(path)]
    return (*sorted(folder.glob("*")), *left)


def _remove_whole(path: Path) -> None:
    """A file, a link (never what it points to) or a folder with all in it."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
            return
        path.unlink()
