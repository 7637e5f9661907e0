"""Files on disk: durable writes, reading a visit, and the autosaved visit of this computer.

A write goes beside the target, is flushed to the disk and then takes the target's place, so that
a crash, a full disk or a power cut leaves either the old file or the new one. What a killed MgAid
left half written is removed by the next write into that folder and at the next start. Nothing here
knows what a visit means.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from mgaid.core import visit as visits
from mgaid.core.content import Content
from mgaid.core.visit import Visit, VisitError, VisitUnreadable

if sys.platform != "win32":
    import fcntl

# Half-written files are called this and no more: the name of the target may be private.
PART_PREFIX = ".mgaid-part-"
FILE_MODE = 0o600
FOLDER_MODE = 0o700
_CAUSES = {
    errno.ENOSPC: "the disk is full; free some space or save it elsewhere",
    errno.EDQUOT: "your share of the disk is full; free some space or save it elsewhere",
    errno.EROFS: "that place is read-only; save it elsewhere",
    errno.EACCES: "you may not write there; save it elsewhere",
    errno.EPERM: "you may not write there; save it elsewhere",
    errno.ENOENT: "that folder is gone; save it elsewhere",
    errno.ENOTDIR: "that is not a folder; save it elsewhere",
    errno.EISDIR: "that is a folder; choose a file name",
    errno.EIO: "the disk reports an error; save it elsewhere",
    errno.ENAMETOOLONG: "that name is too long; choose a shorter one",
}


class NotSaved(Exception):
    """A file could not be written. The old file, if any, is whole."""

    def __init__(self, path: Path, error: OSError) -> None:
        cause = _CAUSES.get(error.errno or 0, "the system refused it; save it elsewhere")
        super().__init__(f"{path} was not saved: {cause}.")
        self.path = path


class NotOpened(Exception):
    """A visit file could not be opened; it is left as it was."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} cannot be opened: {reason}.")
        self.path = path


def write(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put ``data`` into ``path`` durably; raises ``NotSaved``.

    A new file gets ``mode`` (the usual one when absent); an existing file keeps its own.
    """
    target = path.resolve() if path.is_symlink() else path
    tidy(target.parent)
    try:
        descriptor, name = tempfile.mkstemp(prefix=PART_PREFIX, dir=target.parent)
    except OSError as error:
        raise NotSaved(path, error) from error
    beside = Path(name)
    try:
        with _claimed(descriptor):
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fchmod(stream.fileno(), _mode_for(target, mode))
                os.fsync(stream.fileno())
            beside.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise NotSaved(path, error) from error


def tidy(folder: Path) -> None:
    """Remove the half-written files of a MgAid that was killed; those being written stay."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PART_PREFIX):
                with contextlib.suppress(OSError):
                    _remove_stale(entry.path)


def _remove_stale(part: str) -> None:
    # Windows itself refuses to remove what is being written.
    if sys.platform == "win32":  # pragma: no cover
        Path(part).unlink()
        return
    descriptor = os.open(part, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        Path(part).unlink()
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _claimed(descriptor: int) -> Iterator[None]:
    """Mark a file as being written until it has its place; the mark dies with its process."""
    if sys.platform == "win32":  # pragma: no cover
        yield
        return
    mark = os.dup(descriptor)
    try:
        # Some network folders know no locks: there nothing is ever tidied.
        with contextlib.suppress(OSError):
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(mark)


def _mode_for(target: Path, mode: int | None) -> int:
    if mode is not None:
        return mode
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    if os.name == "nt":  # pragma: no cover - Windows has no descriptor for a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def save_visit(path: Path, visit: Visit) -> None:
    """Write a visit for its owner's eyes only; raises ``NotSaved``."""
    # A file by hand can hold half a character; that must not keep the rest from being saved.
    write(path, visits.dumps(visit).encode(errors="replace"), FILE_MODE)


def open_visit(path: Path, content: Content) -> Visit:
    """Read a visit; raises ``NotOpened`` with one sentence for the person."""
    try:
        if path.stat().st_size > visits.LARGEST_FILE_BYTES:
            raise VisitUnreadable("it is far larger than any visit; choose the right file")
        return visits.loads(path.read_bytes(), content)
    except FileNotFoundError:
        raise NotOpened(path, "there is no such file; check the name") from None
    except IsADirectoryError:
        raise NotOpened(path, "it is a folder; choose a file inside it") from None
    except PermissionError:
        raise NotOpened(path, "you may not read it; ask its owner") from None
    except OSError as error:
        raise NotOpened(path, f"the system cannot read it ({error.strerror})") from error
    except VisitError as error:
        raise NotOpened(path, str(error)) from error


def autosave_path(folder: Path) -> Path:
    """Where the visit in hand is kept between starts."""
    return folder / "current.mgaid"


def autosave(folder: Path, visit: Visit) -> None:
    """Keep the visit in hand in the person's own folder; raises ``NotSaved``."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        folder.chmod(FOLDER_MODE)
    except OSError as error:
        raise NotSaved(folder, error) from error
    save_visit(autosave_path(folder), visit)


def autosaved(folder: Path, content: Content) -> Visit | None:
    """The visit kept from the last time, if there is one; raises ``NotOpened`` when broken."""
    path = autosave_path(folder)
    return open_visit(path, content) if path.exists() else None


def set_aside(folder: Path) -> Path:
    """Rename a kept visit that cannot be read, so that nothing is written over it.

    Returns its new path; raises ``NotSaved`` when it cannot be renamed.
    """
    broken = autosave_path(folder)
    day = datetime.now().astimezone().date().isoformat()
    marks = chain([""], (f"-{number}" for number in count(2)))
    names = (folder / f"current-broken-{day}{mark}.mgaid" for mark in marks)
    aside = next(path for path in names if not path.exists())
    try:
        broken.rename(aside)
    except OSError as error:
        raise NotSaved(aside, error) from error
    return aside


def forget_autosave(folder: Path) -> None:
    """Remove the visit kept between starts."""
    with contextlib.suppress(FileNotFoundError):
        autosave_path(folder).unlink()
