"""Durable writes: the old file or the new one, whatever happens.

A write goes beside the target, is flushed to the disk and then takes the target's place, so that
a crash, a full disk or a power cut leaves either the old file or the new one. What a killed MgAid
left half written is removed by the next write into that folder and at the next start. Nothing here
knows what a visit is.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

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
    errno.ELOOP: "that is a link that leads nowhere; choose another name",
    errno.ENXIO: "that is not a file that can be written; choose another name",
    errno.ENOTCONN: "that drive cannot be reached now; save it elsewhere",
    errno.ESTALE: "that drive cannot be reached now; save it elsewhere",
}
_WHY_NOT_REMOVED = {
    errno.EROFS: "that place is read-only",
    errno.EACCES: "you may not change it",
    errno.EPERM: "you may not change it",
    errno.ENOENT: "it is not there any more",
    errno.EIO: "the disk reports an error",
}


class NotSaved(Exception):
    """A file could not be written. The old file, if any, is whole.

    With ``in_place`` the new one has its place, but a power cut may bring the old one back.
    """

    def __init__(self, path: Path, error: OSError, *, in_place: bool = False) -> None:
        cause = _CAUSES.get(error.errno or 0, "the system refused it; save it elsewhere")
        super().__init__(f"{path} was not saved: {cause}.")
        self.path = path
        self.in_place = in_place


class NotDeleted(Exception):
    """A file could not be removed or renamed; it is still there."""

    def __init__(self, path: Path, error: OSError) -> None:
        cause = _WHY_NOT_REMOVED.get(error.errno or 0, "the system refused it")
        super().__init__(f"{path} is as it was: {cause}.")
        self.path = path


def write(path: Path, data: bytes, mode: int | None = None) -> None:
    """Put ``data`` into ``path`` durably; raises ``NotSaved``.

    A new file gets ``mode`` (the usual one when absent); an existing file keeps its own.
    """
    try:
        target = _target_of(path)
        tidy(target.parent)
        descriptor, name = tempfile.mkstemp(prefix=PART_PREFIX, dir=target.parent)
    except OSError as error:
        raise NotSaved(path, error) from error
    beside = Path(name)
    try:
        with _claimed(descriptor):
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                # Not by its descriptor: Windows cannot do that before Python 3.13.
                beside.chmod(_mode_for(target, mode))
                os.fsync(stream.fileno())
            beside.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise NotSaved(path, error) from error
    try:
        sync_folder(target.parent)
    except OSError as error:
        raise NotSaved(path, error, in_place=True) from error


def _target_of(path: Path) -> Path:
    """Where the bytes go: a link is followed. Raises ``OSError`` where no file can be."""
    with contextlib.suppress(FileNotFoundError):
        kind = path.stat().st_mode
        if not stat.S_ISREG(kind):
            # To take the place of a pipe or a device would break what others use it for.
            number = errno.EISDIR if stat.S_ISDIR(kind) else errno.ENXIO
            raise OSError(number, os.strerror(number))
    return path.resolve() if path.is_symlink() else path


def is_gone(path: Path) -> bool:
    """Whether nothing is there, for sure; what cannot be looked at may well be there."""
    try:
        path.stat()
    except OSError as error:
        return isinstance(error, FileNotFoundError | NotADirectoryError)
    return False


def make_folder(folder: Path) -> None:
    """Make a folder for its owner's eyes only; raises ``NotSaved``."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        folder.chmod(FOLDER_MODE)
    except OSError as error:
        raise NotSaved(folder, error) from error


def remove(path: Path) -> None:
    """Remove a file for good; one that is not there is no fault. Raises ``NotDeleted``."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise NotDeleted(path, error) from error
    _sync_if_can(path.parent)


def move(path: Path, target: Path) -> None:
    """Give a file its new name durably; raises ``NotDeleted`` and then it has its old one."""
    try:
        path.rename(target)
    except OSError as error:
        raise NotDeleted(path, error) from error
    _sync_if_can(target.parent)


def _sync_if_can(folder: Path) -> None:
    # It is done; only a power cut right now could undo it on a disk that reports errors.
    with contextlib.suppress(OSError):
        sync_folder(folder)


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


def sync_folder(folder: Path) -> None:
    """Make the rename itself durable, where the system can."""
    if os.name == "nt":  # pragma: no cover - Windows has no descriptor for a folder
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        # Some network folders cannot do this; the file in it was flushed already.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
