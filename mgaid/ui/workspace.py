"""The one stateful object: it holds the visit, and announces every change of it.

Views ask it and listen to ``changed``; no view touches another. A change is a new frozen visit and
can be undone. The workspace also keeps the autosave going; it shows nothing.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from mgaid import storage
from mgaid.core import visit as visits
from mgaid.core.assessment import Assessment, assess
from mgaid.core.content import Content
from mgaid.core.content.models import Answer
from mgaid.core.document import Document
from mgaid.core.figures import NOTHING_EATEN, Eaten
from mgaid.core.medicines import MedicineIndex
from mgaid.core.summary import compose
from mgaid.core.visit import Visit
from mgaid.storage import Backup, Keeping, Kept

AUTOSAVE_DELAY_MS = 250


class Workspace(QObject):
    """Holds the visit in hand.

    ``changed`` follows every change of the visit, ``saved`` every autosave or save with the time,
    ``save_failed`` carries one sentence when a save did not work. ``settling`` and ``parting`` ask
    for what is typed and not told yet (see ``settle`` and ``part``); ``replaced`` comes before the
    change to another visit, which nothing of the last one may outlive.
    """

    changed = Signal()
    saved = Signal(str)
    save_failed = Signal(str)
    settling = Signal()
    parting = Signal()
    replaced = Signal()

    def __init__(
        self,
        content: Content,
        medicines: MedicineIndex,
        folder: Path | None,
        today: date | None = None,
        parent: QObject | None = None,
        not_kept: str = "",
    ) -> None:
        """``folder`` is where the autosave goes; ``None`` keeps the visit in memory only.

        ``not_kept`` is the sentence for the person who tells something that is only in memory.
        """
        super().__init__(parent)
        self.content = content
        self.medicines = medicines
        self.undo_stack = QUndoStack(self)
        self._keeping = Keeping(folder, content)
        self._today = today
        self._not_kept = not_kept
        self._visit = Visit()
        self._assessment = assess(content, self._visit, medicines)
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE_DELAY_MS)
        self._autosave.timeout.connect(self.save_now)

    def __del__(self) -> None:
        """Let the stack free its steps itself: Python's collector would take them from under it."""
        with contextlib.suppress(AttributeError, RuntimeError):
            self.undo_stack.clear()

    @property
    def visit(self) -> Visit:
        return self._visit

    @property
    def assessment(self) -> Assessment:
        return self._assessment

    @property
    def today(self) -> date:
        return self._today or datetime.now().astimezone().date()

    @property
    def is_empty(self) -> bool:
        """Nothing has been told yet."""
        return visits.dumps(self._visit) == visits.dumps(Visit())

    @property
    def path(self) -> Path | None:
        """The file the person chose for this visit."""
        return self._keeping.file

    @property
    def name(self) -> str:
        """What the file is called, as the person typed it; "" without one."""
        return "" if self.path is None else storage.shown_name(self.path)

    @property
    def folder(self) -> Path | None:
        """Where this window keeps things; ``None`` when it keeps nothing by itself."""
        return self._keeping.folder

    @property
    def locked(self) -> bool:
        """The visit is written so that only a passphrase opens it."""
        return self._keeping.locked

    @property
    def has_unsaved_file(self) -> bool:
        """The visit differs from the file the person chose (the autosave is another matter)."""
        return self.path is not None and self._keeping.written != self._visit

    @property
    def only_in_memory(self) -> bool:
        """Something was told that no file and no autosave will hold."""
        if self.folder is not None:
            return False
        return self._visit.changed(page=None) != self._keeping.written.changed(page=None)

    @property
    def backup_problem(self) -> str:
        """Why the last backup could not be made, in one sentence; "" when it could."""
        return self._keeping.backup_problem

    def settle(self) -> None:
        """Before the visit is written or printed: have told what is typed and only waits."""
        self.settling.emit()

    def part(self) -> None:
        """Before the visit gives way: have told what is half typed, too, as it stands."""
        self.settle()
        self.parting.emit()

    def document(self) -> Document:
        """The page for the visit as it stands, with every section."""
        return compose(self.content, self._visit, self._assessment, self.today)

    def edit(self, visit: Visit, name: str, merge: str = "") -> None:
        """Put a changed visit in place as one step that can be undone, called ``name``.

        Edits in a row with the same ``merge`` key are undone together.
        """
        if visit != self._visit:
            self.undo_stack.push(_Edit(self, self._visit, visit, name, merge))

    def remember_page(self, page: str | None) -> None:
        """Keep where the person is. It is no answer: nobody is told and it cannot be undone."""
        if page != self._visit.page:
            self._visit = self._visit.changed(page=page)
            self._keep_soon()

    def answer(self, answers: dict[str, Answer | None], name: str = "Answer") -> None:
        """Answer findings, or take answers back with ``None``."""
        self.edit(self._visit.answered(answers), name)

    def tell(self, value_id: str, number: float | None, name: str = "Number") -> None:
        """Tell a number already accepted by ``interview.accept_number``, or take it back."""
        self.edit(self._visit.with_number(value_id, number), name)

    def change(self, name: str, **fields: object) -> None:
        """Replace fields of the visit; raises ``VisitInvalid`` when that cannot be."""
        self.edit(self._visit.changed(**fields), name)

    def start_new(self) -> None:
        """Begin an empty visit; the history of the former one is forgotten, it is a backup now."""
        self._leave()
        self._keeping.begin(Visit())
        self._show(Visit())

    def resume(self, visit: Visit) -> None:
        """Go on with this visit, without a file."""
        self._keeping.begin(visit)
        self._show(visit)

    def resume_last(self, passphrase: str | None = None) -> bool:
        """Go on with the visit kept from the last time, its file and its lock; false without one.

        Raises ``storage.Locked``, ``WrongPassphrase`` or ``NotOpened`` and then changes nothing.
        """
        visit = self._keeping.resume(passphrase)
        if visit is None:
            return False
        self._show(visit)
        return True

    def open_file(self, path: Path, passphrase: str | None = None) -> None:
        """Open a visit file.

        Raises ``storage.Locked``, ``WrongPassphrase`` or ``NotOpened`` and then changes nothing.
        """
        self.part()
        self._flush()
        opened = storage.read_visit(path, self.content, passphrase)
        self._leave()
        self._keeping.open(path, opened)
        self._show(opened.visit)

    def save_file(self, path: Path) -> None:
        """Save the visit where the person chose; raises ``storage.NotSaved``."""
        self.settle()
        before = self.path
        self._keeping.save(self._visit, path)
        self._on_file_saved(before)

    def visits(self) -> tuple[Kept, ...]:
        """The visits kept by name on this computer, the last saved first."""
        return () if self.folder is None else storage.kept_visits(self.folder, self.content)

    def keep_as(self, name: str, *, replace: bool = False) -> Path:
        """Keep the visit by name on this computer.

        Raises ``storage.NameRefused``, ``NameTaken`` (unless it may be replaced) or ``NotSaved``.
        """
        self.settle()
        before = self.path
        path = self._keeping.keep_as(self._visit, name, replace=replace)
        self._on_file_saved(before)
        return path

    def rename(self, path: Path, name: str) -> Path:
        """Call a visit something else; raises ``NameRefused``, ``NameTaken`` or ``NotDeleted``."""
        target = self._keeping.rename(path, name)
        self._keep_soon()
        self.changed.emit()
        return target

    def duplicate(self, path: Path, name: str) -> Path:
        """Keep a copy by name; ``NameRefused``, ``NameTaken``, ``NotOpened`` or ``NotSaved``."""
        if path == self.path:
            self.settle()
            self._flush()
        return self._keeping.duplicate(path, name)

    def delete(self, path: Path) -> None:
        """Remove a visit with its backups for good; raises ``storage.NotDeleted``."""
        if self._keeping.delete(path):
            self._show(Visit())

    def backups(self) -> tuple[Backup, ...]:
        """Earlier states of the visit, newest first; of one without a name also others without."""
        return self._keeping.backups()

    def versions_of(self, path: Path) -> tuple[Backup, ...]:
        """Earlier states of another visit kept on this computer, newest first."""
        return () if self.folder is None else storage.versions_of(self.folder, path)

    def read_backup(self, backup: Backup, passphrase: str | None = None) -> Visit:
        """The visit in a backup; raises ``storage.Locked``, ``WrongPassphrase``, ``NotOpened``."""
        return self._keeping.read_backup(backup, passphrase)

    def restore(self, backup: Backup, passphrase: str | None = None) -> None:
        """Go back to a backup, as a step that can be undone; the present visit becomes a backup.

        Raises like ``read_backup``, or ``storage.NotSaved``, and then nothing happened.
        """
        visit = self.read_backup(backup, passphrase)
        self._keeping.back_up_now(self._visit)
        self.edit(visit, "Restore")

    def set_passphrase(self, passphrase: str) -> None:
        """Lock the visit, or change its passphrase, wherever it is kept; about 0.3 s.

        Raises ``storage.PassphraseRefused``; ``NotSaved``, and then it is as before; ``NotDeleted``
        when it is locked but something readable could not be removed.
        """
        self._relock(passphrase)

    def remove_passphrase(self) -> None:
        """Keep the visit without a lock again; raises ``storage.NotSaved``."""
        self._relock(None)

    def _relock(self, passphrase: str | None) -> None:
        self.settle()
        self._autosave.stop()
        try:
            self._keeping.set_passphrase(self._visit, passphrase)
        except (storage.NotSaved, storage.PassphraseRefused):
            self._keep_soon()
            raise
        finally:
            self.changed.emit()
        self.saved.emit(_clock())

    def delete_everything(self, also: Iterable[Path] = ()) -> tuple[Path, ...]:
        """Remove all that MgAid keeps on this computer, and the files in ``also``.

        Gives what is left. Nothing is written again before the next change.
        """
        left = self._keeping.delete_everything(also)
        self._show(Visit())
        self._autosave.stop()
        return left

    @Slot()
    def save_now(self) -> None:
        """Write the autosave at once; a failure is announced, the answers stay in memory."""
        self._autosave.stop()
        if self.folder is None:
            if self._not_kept and self.only_in_memory:
                self.save_failed.emit(self._not_kept)
            return
        try:
            self._keeping.keep(self._visit)
        except storage.NotSaved as error:
            self.save_failed.emit(str(error))
        else:
            self.saved.emit(_clock())

    def _flush(self) -> None:
        """What is about to be written is written: the file may be looked at next."""
        if self._autosave.isActive():
            self.save_now()

    def _leave(self) -> None:
        self.part()
        if self.path is not None:
            self._flush()
        self._keeping.leave(self._visit)

    def _on_file_saved(self, before: Path | None) -> None:
        if self.path != before:
            # The autosave learns whose it is.
            self._keep_soon()
            self.changed.emit()
        self.saved.emit(_clock())

    def _show(self, visit: Visit) -> None:
        self.replaced.emit()
        self.undo_stack.clear()
        self._put(visit)

    def _put(self, visit: Visit) -> None:
        self._visit = visit
        self._assessment = assess(self.content, visit, self.medicines, _eaten(visit))
        self.changed.emit()
        self._keep_soon()

    def _keep_soon(self) -> None:
        """Never put off: someone who answers without a pause must not lose it all."""
        if not self._autosave.isActive():
            self._autosave.start()


def _eaten(visit: Visit) -> Eaten:
    """What the usual day says; without a readable food table that is nothing."""
    if visit.usual_day or visit.quick_check:
        # The table is read only for those who told what they eat.
        from mgaid.core.eaten import eaten
        from mgaid.core.food_guide import FoodsUnavailable
        from mgaid.ui.pantry import open_foods

        with contextlib.suppress(FoodsUnavailable):
            return eaten(open_foods(), visit)
    return NOTHING_EATEN


_MERGES = 1


class _Edit(QUndoCommand):
    """One change, from one frozen visit to the next."""

    def __init__(
        self, workspace: Workspace, before: Visit, after: Visit, name: str, merge: str
    ) -> None:
        super().__init__(name)
        self._workspace = workspace
        self._before = before
        self._after = after
        self._merge = merge

    def id(self) -> int:
        return _MERGES if self._merge else -1

    def mergeWith(self, later: QUndoCommand) -> bool:
        if not isinstance(later, _Edit) or later._merge != self._merge:
            return False
        self._after = later._after
        return True

    def redo(self) -> None:
        self._workspace._put(self._after)

    def undo(self) -> None:
        self._workspace._put(self._before)


def _clock() -> str:
    """The time as the status line shows it, 24 hours."""
    return datetime.now().astimezone().strftime("%H:%M")
