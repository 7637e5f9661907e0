"""The visits on this computer, one row each: press a row to open it, its menu does the rest.

It shows rows it was given and says what is wanted; it reads and writes no file. Everything in the
menu of a row has a key as well: F2 renames, Delete deletes, the menu key opens the menu.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mgaid.ui.parts.buttons import IconButton
from mgaid.ui.parts.frames import Rule, keep_spacing
from mgaid.ui.parts.text import IconLabel, breakable, caption, section, shortened, strong
from mgaid.ui.theme import ThemeSource

HEAD = "Visits on this computer"
OPEN, RESCUE, RENAME, COPY, DELETE, FORGET = (
    "open", "rescue", "rename", "copy", "delete", "forget",
)  # fmt: skip
ACTS = {
    OPEN: ("&Open", QKeySequence(Qt.Key.Key_Return)),
    RESCUE: ("&Open an earlier version", QKeySequence(Qt.Key.Key_Return)),
    RENAME: ("&Rename...", QKeySequence(Qt.Key.Key_F2)),
    COPY: ("&Make a copy", QKeySequence()),
    DELETE: ("&Delete...", QKeySequence(Qt.Key.Key_Delete)),
    FORGET: ("&Take off this list", QKeySequence(Qt.Key.Key_Delete)),
}
LEAST_ROWS = 3
LONGEST_SHOWN = 60  # letters of a name: about two lines beside the ways in
MOST_STRETCH = 100  # the rows come before any empty room


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit: ``line`` says when it was saved, or what is wrong with it and what to do.

    ``kept`` is false for a file elsewhere, which MgAid may open but not rename or delete.
    """

    path: Path
    name: str
    line: str
    kept: bool = True
    locked: bool = False
    broken: bool = False

    @property
    def acts(self) -> tuple[str, ...]:
        if not self.kept:
            return OPEN, FORGET
        return (RESCUE, RENAME, DELETE) if self.broken else (OPEN, RENAME, COPY, DELETE)


class VisitList(QWidget):
    """``wanted`` carries what is to be done (one of ACTS) and the path of the visit."""

    wanted = Signal(str, object)

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._rows: list[_Row] = []
        self.setAccessibleName(HEAD)
        inside = QWidget()
        inside.setProperty("page", True)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        self._scroll = _LowScroll()
        self._scroll.setAccessibleName(HEAD)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(section(HEAD))
        whole.addSpacing(10)
        whole.addWidget(Rule())
        whole.addWidget(self._scroll, MOST_STRETCH)
        whole.addStretch(1)
        source.changed.connect(self._fit)

    def set_rows(self, rows: Sequence[VisitRow]) -> None:
        """Show these, newest first; the keyboard stays at the same visit or the same place."""
        if [row.shown for row in self._rows] == list(rows):
            return
        place = next((n for n, row in enumerate(self._rows) if row.has_keyboard), -1)
        path = self._rows[place].shown.path if place >= 0 else None
        for old in self._rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        for row in rows:
            made = _Row(self._source, row)
            made.wanted.connect(self.wanted)
            made.step_wanted.connect(self._step)
            self._column.insertWidget(len(self._rows), made)
            self._rows.append(made)
        self._fit()
        if path is not None and self._rows:
            same = [row for row in self._rows if row.shown.path == path]
            self._go((same or self._rows[place : place + 1] or self._rows[-1:])[0])

    @Slot(int)
    def _step(self, by: int) -> None:
        place = next((n for n, row in enumerate(self._rows) if row.has_keyboard), 0) + by
        if 0 <= place < len(self._rows):
            self._go(self._rows[place])

    def _go(self, row: _Row) -> None:
        row.button.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(row)

    @Slot()
    def _fit(self) -> None:
        """Beside the page the list scrolls; below it, the whole screen does."""
        heights = [row.sizeHint().height() for row in self._rows]
        least = sum(heights[:LEAST_ROWS]) if self._source.theme.wide else sum(heights)
        self._scroll.setMinimumHeight(least)
        self._scroll.setMaximumHeight(sum(heights))


class _LowScroll(QScrollArea):
    """Asks for no more room than it must have, so that the page around it need not scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class _Row(QWidget):
    """A visit: its button, and the button of its menu."""

    wanted = Signal(str, object)
    step_wanted = Signal(int)

    def __init__(self, source: ThemeSource, shown: VisitRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = shown
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        # The ring of the keyboard lies around the button, inside the row.
        keep_spacing(source, line, "gap", ("small", "small", "gap", "small"))
        self.button = _Face(source, shown)
        self.button.clicked.connect(self._open)
        self._more = IconButton(source, "menu", f"More for {shown.name}")
        self._more.clicked.connect(self._show_menu)
        line.addWidget(self.button, 1)
        line.addWidget(self._more)
        column.addLayout(line)
        column.addWidget(Rule())

    @property
    def has_keyboard(self) -> bool:
        return self.button.hasFocus() or self._more.hasFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the buttons do not use: rename, delete, menu, and the rows above and below."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step_wanted.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_F2:
            self._want(RENAME)
        elif key == Qt.Key.Key_Delete:
            self._want(DELETE if self.shown.kept else FORGET)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._show_menu() if by_key else self._pop_up(event.globalPos())

    @Slot()
    def _open(self) -> None:
        self._want(self.shown.acts[0])

    def _want(self, act: str) -> None:
        if act in self.shown.acts:
            self.wanted.emit(act, self.shown.path)

    @Slot()
    def _show_menu(self) -> None:
        self._pop_up(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _pop_up(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self._more.accessibleName())
        for act in self.shown.acts:
            words, key = ACTS[act]
            action = QAction(words, menu)
            action.setShortcut(key)
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(partial(self._want, act))
            menu.addAction(action)
        menu.popup(where)


class _Face(QPushButton):
    """The part of a row that opens the visit: icon, name and one line."""

    def __init__(self, source: ThemeSource, shown: VisitRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setProperty("kind", "row")
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        told = f"Locked. {shown.line}" if shown.locked else shown.line
        self.setAccessibleName(shown.name)
        self.setAccessibleDescription(told)
        line = QHBoxLayout(self)
        keep_spacing(source, line, "column", ("tiny", "small", "gap", "small"))
        icon = "lock" if shown.locked else "page" if shown.kept else "open"
        mark = ("warn", "warn_icon") if shown.broken else (icon, "text2")
        line.addWidget(IconLabel(source, *mark))
        words = QVBoxLayout()
        words.setSpacing(0)
        name = shortened(shown.name, LONGEST_SHOWN)
        if name != shown.name:
            self.setToolTip(f"<p>{html.escape(breakable(shown.name))}</p>")
        words.addWidget(strong(breakable(name)))
        words.addWidget(caption(told, "warn" if shown.broken else "text2"))
        line.addLayout(words, 1)
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down are the list's: by itself a button goes to whatever lies that way."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return (
            super().heightForWidth(width) if layout is None else layout.totalHeightForWidth(width)
        )
