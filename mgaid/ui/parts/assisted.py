"""What Qt leaves out for those who use an assistive tool.

A screen reader, a switch or voice control "toggles" a tick box or a radio button. Qt then changes
its state and says ``toggled``, but never ``clicked``, which is what answers are told by. A line of
a list it "presses" is selected only, which nobody at the keyboard or with a mouse can bring about.
Qt has no widget for a heading: a large label is read like any line.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAccessibleWidget,
    QComboBox,
    QLabel,
    QStyledItemDelegate,
    QWidget,
)

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class Assisted(_Button):
    """Goes before the Qt class among the bases; connect ``toggled`` to ``on_assisted``."""

    _known = False

    def nextCheckState(self) -> None:
        """Qt calls this for a click, and only then; it will say ``clicked`` itself."""
        self._known = True
        try:
            super().nextCheckState()
        finally:
            self._known = False

    def setChecked(self, on: bool) -> None:
        """The program shows an answer: nobody pressed anything."""
        self._known = True
        try:
            super().setChecked(on)
        finally:
            self._known = False

    @Slot(bool)
    def on_assisted(self, on: bool) -> None:
        # A radio button that goes out because another came on was not pressed.
        if not self._known and (on or not self.autoExclusive()):
            self.clicked[bool].emit(on)  # type: ignore[index]


class AssistedPick(QObject):
    """Tells when an assistive tool picks a line of a list; ``picked`` carries its row.

    Keys and the mouse move the current line together with the selection. A tool leaves the
    current line where it is, so that is how its pick is known.
    """

    picked = Signal(int)

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self._soon = QTimer(self, singleShot=True, interval=0)  # the current line moves last
        self._soon.timeout.connect(self._look)
        view.selectionModel().selectionChanged.connect(self._soon.start)

    @Slot()
    def _look(self) -> None:
        current = self._view.currentIndex().row()
        rows = [place.row() for place in self._view.selectedIndexes()]
        new = next((row for row in rows if row != current), None)
        if new is not None and self._view.isVisible():
            self.picked.emit(new)


class ComboBox(QComboBox):
    """A list that folds out, with the question it answers; no other box is to be used.

    On Linux Qt names a closed list by what it shows, so the question is its description as well.
    """

    def __init__(self, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(question)
        self.setAccessibleDescription(question)
        self.setItemDelegate(QStyledItemDelegate(self))  # its own one ignores the style sheet
        self._assisted = AssistedPick(self.view())
        self._assisted.picked.connect(self._on_picked)

    @Slot(int)
    def _on_picked(self, row: int) -> None:
        self.hidePopup()
        self.setCurrentIndex(row)
        self.activated.emit(row)


class SpokenLinks(QObject):
    """Says each link in a label as the Tab key comes to it, which Qt keeps to itself."""

    def __init__(self, label: QLabel) -> None:
        super().__init__(label)
        self._label = label
        label.setAccessibleDescription("Tab goes from link to link, and Enter opens one.")
        label.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            link = self._label.selectedText()
            if link and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                say_aloud(self._label, f"{link}, link")
        return super().eventFilter(watched, event)


class Heading(QLabel):
    """A label in plain text that is said as a heading once ``tell_headings`` was called."""


class _SpokenHeading(QAccessibleWidget):
    def __init__(self, heading: Heading) -> None:
        super().__init__(heading, QAccessible.Role.Heading)

    def text(self, kind: QAccessible.Text) -> str:
        """The words that stand there now, unless it was given a name of its own."""
        said, heading = super().text(kind), self.widget()
        if said or kind != QAccessible.Text.Name or not isinstance(heading, Heading):
            return said
        return heading.text()


@cache
def tell_headings() -> None:
    """From now on an assistive tool is told which labels are headings; once for the program."""
    QAccessible.installFactory(_spoken)


def _spoken(kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks for every class of a thing, the narrowest first."""
    # By the name Qt has of it: one that is being taken down is still a Heading to Python.
    if kind == Heading.__name__ and isinstance(thing, Heading):
        return _SpokenHeading(thing)
    return None


def say_aloud(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Have a screen reader say this; ``at_once`` stops what it is reading. No words, no sound."""
    if not words:
        return
    aloud = QAccessibleAnnouncementEvent(widget, words)
    if at_once:
        aloud.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(aloud)
