"""The one stateful object: it holds the visit, and announces every change of it.

Views ask it and listen to ``changed``; no view touches another. A change is a new frozen visit and
can be undone. The workspace also keeps the autosave going; it shows nothing.
"""

from __future__ import annotations

import contextlib
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QUndoCommand, QUndoStack

from mgaid import paths, storage
from mgaid.core import visit as visits
from mgaid.core.assessment import Assessment, assess
from mgaid.core.content import Content
from mgaid.core.content.models import Answer
from mgaid.core.document import Document
from mgaid.core.medicines import MedicineIndex
from mgaid.core.summary import compose
from mgaid.core.visit import Visit

AUTOSAVE_DELAY_MS = 250


class Workspace(QObject):
    """Holds the visit in hand.

    ``changed`` follows every change of the visit, ``saved`` every autosave or save with the time,
    ``save_failed`` carries one sentence when a save did not work.
    """

    changed = Signal()
    saved = Signal(str)
    save_failed = Signal(str)

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
        self.path: Path | None = None
        self._folder = folder
        self._today = today
        self._not_kept = not_kept
        self._visit = Visit()
        self._assessment = assess(content, self._visit, medicines)
        self._saved_visit = self._visit
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
    def has_unsaved_file(self) -> bool:
        """The visit differs from the file the person chose (the autosave is another matter)."""
        return self.path is not None and self._saved_visit != self._visit

    def document(self) -> Document:
        """The page for the visit as it stands, with every section."""
        return compose(self.content, self._visit, self._assessment, self.today, self._eaten_mg())

    def _eaten_mg(self) -> tuple[float, float] | None:
        """What the usual day adds up to; without a readable food table the page goes without."""
        if not self._visit.usual_day:
            return None
        # The table is read only for those who entered foods.
        from mgaid.core.food_day import eaten_mg
        from mgaid.core.food_guide import FoodsUnavailable
        from mgaid.ui.pantry import open_foods

        with contextlib.suppress(FoodsUnavailable):
            return eaten_mg(open_foods(), self._visit.usual_day)
        return None

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
        """Begin an empty visit; the history of the former one is forgotten."""
        self._open(Visit(), None)

    def resume(self, visit: Visit) -> None:
        """Go on with a visit kept from the last time."""
        self._open(visit, None)

    def open_file(self, path: Path) -> None:
        """Open a visit file; raises ``storage.NotOpened`` and then changes nothing."""
        self._open(storage.open_visit(path, self.content), path)

    def save_file(self, path: Path) -> None:
        """Save the visit where the person chose; raises ``storage.NotSaved``."""
        storage.save_visit(path, self._visit)
        self.path = path
        self._saved_visit = self._visit
        self.saved.emit(_clock())

    @Slot()
    def save_now(self) -> None:
        """Write the autosave at once; a failure is announced, the answers stay in memory."""
        self._autosave.stop()
        if self._folder is None:
            told = self._visit.changed(page=None) != self._saved_visit.changed(page=None)
            if self._not_kept and told:
                self.save_failed.emit(self._not_kept)
            return
        try:
            storage.autosave(self._folder, self._visit)
            if self.path is not None:
                storage.save_visit(self.path, self._visit)
                self._saved_visit = self._visit
        except storage.NotSaved as error:
            self.save_failed.emit(str(error))
        else:
            self.saved.emit(_clock())

    def _open(self, visit: Visit, path: Path | None) -> None:
        self.undo_stack.clear()
        self.path = path
        self._saved_visit = visit
        self._put(visit)

    def _put(self, visit: Visit) -> None:
        self._visit = visit
        self._assessment = assess(self.content, visit, self.medicines)
        self.changed.emit()
        self._keep_soon()

    def _keep_soon(self) -> None:
        """Never put off: someone who answers without a pause must not lose it all."""
        if not self._autosave.isActive():
            self._autosave.start()


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


def open_workspace(folder: Path | None = None, today: date | None = None) -> Workspace:
    """A workspace over the shipped content; ``folder`` is where the autosave goes."""
    from mgaid.core.content import load
    from mgaid.core.medicines import build_index

    content = load(paths.content())
    index = build_index(content.medicines.classes, paths.medicine_names())
    return Workspace(content, index, folder, today)
