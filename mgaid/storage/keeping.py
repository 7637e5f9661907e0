"""How the visit in hand is kept: its autosave, its file, its lock and its backups, as one.

Hidden here are the order of the writes, so that a crash between two of them mixes up nothing, and
when a backup is made. The visit itself, and its history, are the workspace's.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic

from mgaid.core.content import Content
from mgaid.core.visit import Visit
from mgaid.core.visit.locked import Key, lock, new_key
from mgaid.storage import backups, current, library
from mgaid.storage.backups import Backup
from mgaid.storage.current import Place
from mgaid.storage.durable import FILE_MODE, NotDeleted, NotSaved, is_gone, write
from mgaid.storage.files import (
    Locked,
    NotOpened,
    Opened,
    WrongPassphrase,
    held_locked,
    is_locked,
    read_bytes,
    read_visit,
    saved_at,
    visit_bytes,
)
from mgaid.storage.names import NameRefused

_Seen = tuple[int, int, int]
_NOWHERE = "This window keeps nothing by itself. Save a file instead."


class Keeping:
    """The places of the visit in hand. ``folder`` is the data folder; ``None`` keeps in memory.

    ``written`` is the visit as its file has it; ``backup_problem`` says in one sentence why the
    last backup could not be made.
    """

    def __init__(self, folder: Path | None, content: Content) -> None:
        self.folder = folder
        self.written = Visit()
        self.backup_problem = ""
        self._content = content
        self._key: Key | None = None
        self._place = current.new_place()
        self._noted = False
        self._knows_autosave = False
        self._seen: _Seen | None = None
        self._backed_up = Visit()
        self._backed_up_at = monotonic()

    @property
    def file(self) -> Path | None:
        """The file the person chose for this visit."""
        return self._place.file

    @property
    def locked(self) -> bool:
        return self._key is not None

    def resume(self, passphrase: str | None = None) -> Visit | None:
        """The visit kept from the last time, from now on in hand with its file and its lock.

        Raises ``NotOpened``, ``Locked`` or ``WrongPassphrase``, and then nothing changes.
        """
        if self.folder is None:
            return None
        library.tidy_all(self.folder)
        opened = current.read_autosave(self.folder, self._content, passphrase)
        if opened is None:
            return None
        self._knows_autosave = True
        noted = current.noted_place(self.folder)
        file = None if noted is None else noted.file
        found = None if file is None else self._file_of(file, opened, passphrase)
        if noted is not None and (file is None or found is not None):
            self._take(noted, opened.visit, opened.key)
            self._noted = True
        else:
            self._take(current.new_place(), opened.visit, opened.key)
        if found is not None:
            self._key = found.key or opened.key
            self.written = found.visit
            self._seen = _seen(file)
            self._back_up_bytes(found.data)
        self._relock_rest()
        same_lock = opened.key == self._key
        self._back_up_bytes(opened.data if same_lock else visit_bytes(opened.visit, self._key))
        return opened.visit

    def _file_of(self, file: Path, kept: Opened, passphrase: str | None) -> Opened | None:
        """The file of the autosave; ``None`` when it is gone or was changed elsewhere since."""
        assert self.folder is not None
        try:
            try:
                found = read_visit(file, self._content, kept.key or passphrase)
            except Locked:
                if kept.key is None:
                    # Only the lock of the file was made before a crash.
                    raise
                found = read_visit(file, self._content, passphrase)
        except (Locked, WrongPassphrase):
            if kept.key is None:
                raise
            return None
        except NotOpened:
            return None
        same = found.visit.changed(page=None) == kept.visit.changed(page=None)
        later = saved_at(file) > saved_at(current.autosave_path(self.folder))
        return None if later and not same else found

    def open(self, path: Path, opened: Opened) -> None:
        """Put a visit read from this file in hand; the file as found becomes a backup."""
        whole = path.absolute()  # the next start may be in another folder
        self._take(current.new_place(whole), opened.visit, opened.key)
        self._seen = _seen(whole)
        self._relock_rest()
        self._back_up_bytes(opened.data)

    def begin(self, visit: Visit) -> None:
        """Put a visit in hand that has no file and no lock."""
        self._take(current.new_place(), visit, None)

    def _take(self, place: Place, visit: Visit, key: Key | None) -> None:
        self._place = place
        self._key = key
        self._noted = False
        self._seen = None
        self.written = self._backed_up = visit
        self._backed_up_at = monotonic()

    def keep(self, visit: Visit) -> None:
        """Write the autosave and the file, and a backup when it is time; raises ``NotSaved``."""
        data = visit_bytes(visit, self._key)
        try:
            self._keep_autosave(data)
        finally:
            # Where one place is full or gone, the other may not be.
            if self.file is not None:
                self._write_file(self.file, data)
                self.written = visit
        if monotonic() - self._backed_up_at >= backups.EVERY_MINUTES * 60:
            self._back_up(visit, data)

    def _keep_autosave(self, data: bytes) -> None:
        if self.folder is None:
            return
        if self._noted:
            current.autosave_bytes(self.folder, data)
            return
        self._spare_autosave(self.folder)
        current.forget_place(self.folder)
        current.autosave_bytes(self.folder, data)
        current.note_place(self.folder, self._place)
        self._noted = True

    def _spare_autosave(self, folder: Path) -> None:
        """A visit kept there that was never in hand, such as a locked one, becomes a backup."""
        left = current.autosave_path(folder)
        if not self._knows_autosave and not is_gone(left):
            with contextlib.suppress(NotOpened, NotSaved):
                place = current.noted_place(folder) or current.new_place()
                backups.keep(folder, place, read_bytes(left))
        self._knows_autosave = True

    def _write_file(self, path: Path, data: bytes) -> None:
        """What another program, or another visit, has put there becomes a backup first."""
        if self.folder is not None and _seen(path) not in (None, self._seen):
            with contextlib.suppress(NotOpened, NotSaved):
                backups.keep(self.folder, Place(path, ""), self._shut(read_bytes(path)))
        write(path, data, FILE_MODE)
        self._seen = _seen(path)

    def _shut(self, data: bytes) -> bytes:
        """Nothing readable comes beside a lock."""
        return data if self._key is None or held_locked(data) else lock(data, self._key)

    def save(self, visit: Visit, path: Path) -> None:
        """Save to the file the person chose, from now on that of the visit; raises ``NotSaved``."""
        path = path.absolute()  # the next start may be in another folder
        data = visit_bytes(visit, self._key)
        # First: a file later than the autosave would be one that was changed elsewhere.
        with contextlib.suppress(NotSaved):
            self._keep_autosave(data)
        if path != self.file:
            self._seen = None
        self._write_file(path, data)
        self.written = visit
        if path != self.file:
            self._move_to(path)
            with contextlib.suppress(NotSaved):
                self._keep_autosave(data)
        self._back_up(visit, data)

    def _move_to(self, path: Path) -> None:
        before, self._place = self._place, Place(path, self._place.line)
        self._noted = False
        if before.file is not None:
            # The other file keeps its backups; this one has none of its own yet.
            self._backed_up = Visit()
        elif self.folder is not None:
            backups.hand_over(self.folder, before, self._place)
        self._relock_rest()

    def leave(self, visit: Visit) -> None:
        """The visit goes out of hand: what is not among the backups yet becomes one."""
        if visit != Visit():
            self._back_up(visit)

    def _back_up(self, visit: Visit, data: bytes | None = None) -> None:
        if _told(visit) == _told(self._backed_up):
            return
        self._back_up_bytes(data or visit_bytes(visit, self._key))
        self._backed_up = visit

    def _back_up_bytes(self, data: bytes) -> None:
        """A backup is beside the point of every other step: that it fails stops none."""
        self._backed_up_at = monotonic()
        if self.folder is None:
            return
        try:
            backups.keep(self.folder, self._place, data)
            self.backup_problem = ""
        except NotSaved as error:
            self.backup_problem = str(error)

    def set_passphrase(self, visit: Visit, passphrase: str | None) -> None:
        """Lock the visit wherever it is kept, or with ``None`` take the lock away.

        Raises ``PassphraseRefused``; ``NotSaved``, and then it is as before; ``NotDeleted`` when it
        is locked, but something readable could not be removed.
        """
        old, new = self._key, None if passphrase is None else new_key(passphrase)
        data = visit_bytes(visit, new)
        if self.file is not None:
            with _unless_in_place():
                self._write_file(self.file, data)
            self._key, self.written = new, visit
        try:
            with _unless_in_place():
                self._keep_autosave(data)
        except NotSaved:
            if self.file is None or self.folder is None:
                raise
            # The file holds it all: rather no autosave than a readable one.
            with contextlib.suppress(NotDeleted):
                current.forget_autosave(self.folder)
        self._key = new
        if self.folder is not None:
            backups.relock(self.folder, self._place, old, new)
            left = current.autosave_path(self.folder)
            if new is not None and not is_gone(left) and not is_locked(left):
                raise NotDeleted(left, OSError())

    def _relock_rest(self) -> None:
        """What a crash left readable of a locked visit is locked now."""
        if self.folder is not None and self._key is not None:
            with contextlib.suppress(NotDeleted):
                backups.relock(self.folder, self._place, self._key, self._key)

    def backups(self) -> tuple[Backup, ...]:
        """The backups of the visit in hand, newest first."""
        return () if self.folder is None else backups.listed(self.folder, self._place)

    def read_backup(self, backup: Backup, passphrase: str | None = None) -> Visit:
        """The visit in a backup; raises ``NotOpened``, ``Locked`` or ``WrongPassphrase``."""
        shown = "That backup"
        if not backup.whole:
            raise NotOpened(backup.path, "it is damaged; choose another one", shown)
        try:
            return read_visit(backup.path, self._content, passphrase or self._key).visit
        except NotOpened as error:
            raise type(error)(error.path, error.reason, shown) from error

    def back_up_now(self, visit: Visit) -> None:
        """Make a backup before the visit is replaced; raises ``NotSaved``."""
        if self.folder is not None and visit != Visit():
            backups.keep(self.folder, self._place, visit_bytes(visit, self._key))
            self._backed_up = visit

    def keep_as(self, visit: Visit, name: str, *, replace: bool) -> Path:
        """Keep the visit on this computer by name.

        Raises ``NameRefused``, ``NameTaken`` or ``NotSaved``.
        """
        if self.folder is None:
            raise NameRefused(_NOWHERE)
        path = library.path_for(self.folder, name, replace=replace, own=self.file)
        self.save(visit, path)
        return path

    def duplicate(self, path: Path, name: str) -> Path:
        """Keep a copy by name; ``NameRefused``, ``NameTaken``, ``NotOpened`` or ``NotSaved``."""
        if self.folder is None:
            raise NameRefused(_NOWHERE)
        return library.duplicate(self.folder, path, name)

    def rename(self, path: Path, name: str) -> Path:
        """Call a visit something else; raises ``NameRefused``, ``NameTaken``, ``NotDeleted``."""
        target = library.rename(self.folder, path, name)
        if path == self.file:
            self._place = Place(target, self._place.line)
            self._noted = False
            self._seen = _seen(target)
        return target

    def delete(self, path: Path) -> bool:
        """Remove a visit with its backups; true when it was the one in hand.

        Raises ``NotDeleted``.
        """
        own = path == self.file
        if own and self.folder is not None:
            current.forget_autosave(self.folder)
        library.delete(self.folder, path)
        if own:
            self.begin(Visit())
        return own

    def delete_everything(self, also: Iterable[Path]) -> tuple[Path, ...]:
        """Remove all that is kept on this computer; gives what is left."""
        self.begin(Visit())
        self.backup_problem = ""
        return () if self.folder is None else library.delete_everything(self.folder, also)


@contextlib.contextmanager
def _unless_in_place() -> Iterator[None]:
    """A file that has its place counts as written: the lock on it is there."""
    try:
        yield
    except NotSaved as error:
        if not error.in_place:
            raise


def _told(visit: Visit) -> Visit:
    """A visit without the page one was on, which is no answer."""
    return visit if visit.page is None else visit.changed(page=None)


def _seen(path: Path | None) -> _Seen | None:
    """What changes when somebody writes a file; ``None`` when there is none."""
    if path is None:
        return None
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino
