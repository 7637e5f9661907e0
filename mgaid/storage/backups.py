"""Earlier states of every visit, in the data folder of this computer.

Each visit has a folder of its own under ``backups/``: named after a hash of the path of its file,
so that the name tells nothing, or after its line while it has no file. A backup is a copy of the
file's bytes; its name holds the moment and their SHA-256, so that a damaged one is known.

Kept are the last ten, and of the last seven days the last one of each. An autosave comes every
quarter of a second and would push ten useful backups out within moments. So one is made when a
visit is opened, saved by the person, left or restored over, and otherwise after
``EVERY_MINUTES`` of autosaving; a state equal to the last backup makes none. Visits without a name
that are no longer in hand are kept for a week.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mgaid.core import visit as visits
from mgaid.core.visit import VisitError
from mgaid.core.visit.locked import Key, lock, unlock
from mgaid.storage.current import Place
from mgaid.storage.durable import (
    FILE_MODE,
    NotDeleted,
    NotSaved,
    make_folder,
    remove,
    tidy,
    write,
)
from mgaid.storage.files import held_locked
from mgaid.storage.names import SUFFIX

FOLDER = "backups"
EVERY_MINUTES = 10
MOST = 10
DAYS = 7
_UNNAMED = "unnamed-"
_MOMENT = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([0-9a-f]{64})" + re.escape(SUFFIX))


@dataclass(frozen=True, slots=True)
class Backup:
    """One earlier state. ``whole`` is whether its bytes are those once written; ``same_visit`` is
    false for one of an earlier visit without a name."""

    path: Path
    saved: datetime
    whole: bool
    locked: bool
    same_visit: bool


@dataclass(frozen=True, slots=True)
class _Entry:
    """A backup by its name alone."""

    path: Path
    moment: datetime
    checksum: str


def keep(folder: Path, place: Place, data: bytes, now: datetime | None = None) -> None:
    """Make these bytes a backup, if they are not the last one; raises ``NotSaved``."""
    moment = now or datetime.now(UTC)
    home = _home(folder, place)
    checksum = hashlib.sha256(data).hexdigest()
    there = _by_age(_entries(home), moment)
    if there and there[0].checksum == checksum:
        return
    for made in (folder, folder / FOLDER, home):
        make_folder(made)
    _write(home, moment, data)
    _drop(home, moment)
    _drop_lines(folder, place, moment)


def listed(folder: Path, place: Place) -> tuple[Backup, ...]:
    """The backups of a visit, newest first; for one without a name also the others without."""
    homes = [_home(folder, place)]
    if place.file is None:
        homes += [home for home in _lines(folder) if home != homes[0]]
    found = [
        _looked_at(entry, same_visit=home == homes[0]) for home in homes for entry in _entries(home)
    ]
    return tuple(sorted(found, key=lambda one: one.saved, reverse=True))


def hand_over(folder: Path, before: Place, after: Place) -> None:
    """The backups follow a visit to its new place; what cannot be moved stays where it was."""
    source, target = _home(folder, before), _home(folder, after)
    if source == target:
        return
    with contextlib.suppress(OSError, NotSaved):
        if not source.is_dir():
            return
        make_folder(target)
        for entry in _entries(source):
            entry.path.replace(target / entry.path.name)
        source.rmdir()


def relock(folder: Path, place: Place, old: Key | None, new: Key | None) -> None:
    """Write every backup of a visit anew, locked with ``new`` or readable without it.

    A readable one never stays beside a lock: one that cannot be written anew is removed. Those of
    another passphrase are left. Raises ``NotDeleted`` when a readable one could not be removed.
    """
    home = _home(folder, place)
    failed: NotDeleted | None = None
    tidy(home)
    for entry in _entries(home):
        try:
            _relock(entry, old, new)
        except NotDeleted as error:
            failed = error
    if failed is not None:
        raise failed


def _relock(entry: _Entry, old: Key | None, new: Key | None) -> None:
    try:
        data = entry.path.read_bytes()
        whole = hashlib.sha256(data).hexdigest() == entry.checksum
    except OSError:
        data, whole = b"", False
    locked = held_locked(data)
    if locked and (old is None or old == new or not whole):
        return
    if not locked and new is None:
        return
    try:
        plain = unlock(visits.parse(data), old)[0] if locked and old is not None else data
        if not whole:
            raise VisitError
        _write(entry.path.parent, entry.moment, plain if new is None else lock(plain, new))
    except (VisitError, NotSaved):
        if locked:
            return
    remove(entry.path)


def forget(folder: Path, place: Place) -> None:
    """Remove every backup of a visit; raises ``NotDeleted``."""
    home = _home(folder, place)
    tidy(home)
    for entry in _entries(home):
        remove(entry.path)
    with contextlib.suppress(OSError):
        home.rmdir()


def to_keep(moments: Iterable[datetime]) -> set[datetime]:
    """Which of these are kept: the last ten, and of the last seven days the last of each."""
    newest_first = sorted(moments, reverse=True)
    kept = set(newest_first[:MOST])
    if newest_first:
        latest = newest_first[0].astimezone().date()
        days: dict[int, datetime] = {}
        for moment in newest_first:
            days.setdefault((latest - moment.astimezone().date()).days, moment)
        kept |= {moment for ago, moment in days.items() if ago < DAYS}
    return kept


def _home(folder: Path, place: Place) -> Path:
    """The folder of one visit's backups. The same file has the same one, by whatever link."""
    if place.file is None:
        return folder / FOLDER / f"{_UNNAMED}{place.line}"
    real = os.path.realpath(place.file)
    return folder / FOLDER / hashlib.sha256(os.fsencode(real)).hexdigest()[:24]


def _lines(folder: Path) -> Iterator[Path]:
    with contextlib.suppress(OSError):
        yield from sorted((folder / FOLDER).glob(f"{_UNNAMED}*"))


def _entries(home: Path) -> list[_Entry]:
    """The backups in a folder, by their names; anything else in it is nobody's."""
    found = []
    with contextlib.suppress(OSError):
        for path in home.iterdir():
            if named := _NAME.fullmatch(path.name):
                with contextlib.suppress(ValueError):
                    moment = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
                    found.append(_Entry(path, moment, named[2]))
    return found


def _by_age(entries: Iterable[_Entry], now: datetime) -> list[_Entry]:
    """Newest first. What a wrong clock dated in the future counts as the oldest."""
    return sorted(entries, key=lambda one: (one.moment <= now, one.moment), reverse=True)


def _write(home: Path, moment: datetime, data: bytes) -> None:
    name = f"{moment.strftime(_MOMENT)}-{hashlib.sha256(data).hexdigest()}{SUFFIX}"
    write(home / name, data, FILE_MODE)


def _drop(home: Path, now: datetime) -> None:
    there = _by_age(_entries(home), now)
    past = [one for one in there if one.moment <= now]
    ahead = there[len(past) :]
    moments = to_keep(one.moment for one in past)
    stays = [one for one in past if one.moment in moments] + ahead[: max(0, MOST - len(past))]
    for one in there:
        if one not in stays:
            with contextlib.suppress(NotDeleted):
                remove(one.path)


def _drop_lines(folder: Path, place: Place, now: datetime) -> None:
    """Visits without a name that were left more than a week ago."""
    in_hand = _home(folder, place)
    for home in _lines(folder):
        if home == in_hand:
            continue
        for entry in _entries(home):
            if now - entry.moment > timedelta(days=DAYS):
                with contextlib.suppress(NotDeleted):
                    remove(entry.path)
        with contextlib.suppress(OSError):
            home.rmdir()


def _looked_at(entry: _Entry, *, same_visit: bool) -> Backup:
    try:
        data = entry.path.read_bytes()
    except OSError:
        data = b""
    whole = hashlib.sha256(data).hexdigest() == entry.checksum
    return Backup(entry.path, entry.moment.astimezone(), whole, held_locked(data), same_visit)
