"""Earlier versions of a visit: when each was saved, whether it is whole, and what differs from now.

Looking changes nothing. Restoring is one step that can be undone, and the dialog says so. What a
version holds is read by the workspace; the words for what differs are those of ``visit_changes``.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mgaid import storage
from mgaid.core.phrases import upper
from mgaid.ui.moments import moment_text
from mgaid.ui.parts import (
    Button,
    FocusRing,
    IconLine,
    NavList,
    Notice,
    Rule,
    keep_spacing,
    label,
    lead,
    section,
    strong,
    title,
)
from mgaid.ui.passphrase_dialog import AskPassphrase, busy
from mgaid.ui.theme import ThemeSource
from mgaid.ui.visit_changes import Change, changes
from mgaid.ui.workspace import Workspace

NAME = "Earlier versions"
SIZE = QSize(1040, 620)
ROOM_LEFT_PX = 40
NONE_YET = "There is none yet. MgAid keeps the last ten times you saved, and one a day for a week."
UNDO = "Your answers of now are kept too. Edit > Undo takes this back."


class RestoreDialog(QDialog):
    """A list of versions on the left, the chosen one on the right."""

    def __init__(
        self, source: ThemeSource, workspace: Workspace, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(NAME)
        self._source = source
        self._workspace = workspace
        self._backups = workspace.backups()
        self._passphrases: dict[int, str] = {}
        self._list = NavList(source, [_listed(one) for one in self._backups], NAME)
        self._list.currentRowChanged.connect(self._show)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        keep_spacing(source, side, "pad", ("page", "column", "", "block"))
        side.addWidget(title(NAME))
        side.addWidget(self._list, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName("What this version changes")
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setContentsMargins(0, 0, 0, 0)
        self._both.setSpacing(0)
        self._both.addWidget(self._side)
        self._both.addWidget(self._scroll, 1)
        foot = QFrame()
        foot.setProperty("footer", True)
        row = QHBoxLayout(foot)
        keep_spacing(source, row, "pad", ("page", "pad", "page", "pad"))
        row.addStretch(1)
        close = Button(source, "Go back")
        close.clicked.connect(self.reject)
        self._restore = Button(source, "Restore this version", "primary")
        self._restore.clicked.connect(self._on_restore)
        row.addWidget(close)
        row.addWidget(self._restore)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._both, 1)
        whole.addWidget(foot)
        self._ring = FocusRing(source, self)
        source.changed.connect(self._fit)
        self._fit()
        wanted = SIZE * source.theme.text_scale
        if parent is not None:
            wanted = wanted.boundedTo(parent.window().size() - QSize(ROOM_LEFT_PX, ROOM_LEFT_PX))
        self.resize(wanted)
        self._side.setVisible(bool(self._backups))
        self._restore.setVisible(bool(self._backups))
        self._show(0 if self._backups else -1)
        (self._list if self._backups else close).setFocus()

    @Slot()
    def _fit(self) -> None:
        wide = self._source.theme.wide
        ways = QBoxLayout.Direction
        self._both.setDirection(ways.LeftToRight if wide else ways.TopToBottom)

    @Slot(int)
    def _show(self, place: int) -> None:
        """The chosen version: what is wrong with it, or what it would change."""
        page = QWidget()
        page.setProperty("page", True)
        column = QVBoxLayout(page)
        keep_spacing(self._source, column, "pad", ("page", "column", "page", "block"))
        self._restore.setEnabled(self._fill(column, place))
        column.addStretch(1)
        self._scroll.setWidget(page)

    def _fill(self, column: QVBoxLayout, place: int) -> bool:
        """Whether this version can be restored."""
        source = self._source
        problem = self._workspace.backup_problem
        if problem:
            head = "The last version could not be kept"
            column.addWidget(Notice(source, "warn", head, html.escape(problem)))
        if not 0 <= place < len(self._backups):
            column.addWidget(title(NAME))
            column.addWidget(lead(NONE_YET))
            return False
        backup = self._backups[place]
        column.addWidget(section(f"Saved {moment_text(backup.saved)}"))
        if not backup.same_visit:
            other = "This is of an earlier visit, one that had no name."
            column.addWidget(IconLine(source, "info", other, tone="text2"))
        if not backup.whole:
            column.addWidget(
                Notice(
                    source,
                    "warn",
                    "This version is damaged",
                    "Its check does not fit, so it cannot be restored. Choose another one.",
                )
            )
            return False
        column.addWidget(
            IconLine(source, "ok", "Whole: the check of this file fits.", tone="text2")
        )
        try:
            then = self._workspace.read_backup(backup, self._passphrases.get(place))
        except storage.Locked:
            ask = Button(source, "Type its passphrase", icon="lock")
            ask.clicked.connect(self._on_passphrase)
            words = "It has another passphrase than the visit has now."
            column.addWidget(
                Notice(source, "info", "This version is locked", words, (ask,), icon="lock")
            )
            return False
        except storage.NotOpened as told:
            head = "This version cannot be read"
            column.addWidget(Notice(source, "warn", head, html.escape(str(told))))
            return False
        found = changes(self._workspace.content, then, self._workspace.visit)
        column.addWidget(strong(_count(len(found))))
        if found:
            column.addWidget(label(UNDO, tone="text2"))
            column.addWidget(_Table(source, found))
        return bool(found)

    @Slot()
    def _on_passphrase(self) -> None:
        place = self._list.currentRow()
        backup = self._backups[place]

        def read(passphrase: str) -> None:
            self._workspace.read_backup(backup, passphrase)
            self._passphrases[place] = passphrase

        if AskPassphrase(self._source, upper(moment_text(backup.saved)), read, self).ask():
            self._show(place)

    @Slot()
    def _on_restore(self) -> None:
        place = self._list.currentRow()
        try:
            with busy():
                self._workspace.restore(self._backups[place], self._passphrases.get(place))
        except (storage.NotOpened, storage.NotSaved) as problem:
            from mgaid.ui import dialogs

            dialogs.tell(self, "That version was not restored", str(problem))
            return
        self.accept()


class _Table(QWidget):
    """What differs: what it is, how it was in the version, and how it is now."""

    def __init__(
        self, source: ThemeSource, found: Sequence[Change], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(source.theme.px("block"))
        grid.setVerticalSpacing(source.theme.px("gap"))
        for place, (head, share) in enumerate((("What", 4), ("In this version", 3), ("Now", 3))):
            grid.addWidget(label(head, "caption_strong", "text2"), 0, place)
            grid.setColumnStretch(place, share)
        for number, change in enumerate(found):
            line = 2 * number + 1
            grid.addWidget(Rule(), line, 0, 1, 3)
            top = Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(change.what), line + 1, 0, top)
            grid.addWidget(strong(change.then), line + 1, 1, top)
            grid.addWidget(label(change.now), line + 1, 2, top)


def _listed(backup: storage.Backup) -> str:
    """Two lines: when it was saved, and what it is."""
    state = "Whole" if backup.whole else "Damaged"
    if backup.locked:
        state = f"{state}, locked"
    if not backup.same_visit:
        state = f"{state}, an earlier visit"
    return f"{upper(moment_text(backup.saved))}\n{state}"


def _count(number: int) -> str:
    if number == 0:
        return "It is the same as now. There is nothing to restore."
    things = "One thing differs" if number == 1 else f"{number} things differ"
    return f"{things} from now. Restoring puts them back as they were."
