"""A dialog for reading: a page that scrolls up and down, and buttons that stay below it.

It fits itself to the window it opens over and deletes itself when closed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from mgaid.ui.parts import Button, FocusRing, keep_spacing
from mgaid.ui.theme import ThemeSource

LEAST = QSize(480, 400)
ROOM_LEFT = QSize(80, 60)


class ReadingDialog(QDialog):
    """Empty until ``fill``; ``close_button`` is the default one."""

    def __init__(
        self, source: ThemeSource, name: str, wanted: QSize, parent: QWidget | None = None
    ) -> None:
        """``wanted`` is the size at 100 % text; it never outgrows the window of ``parent``."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(name)
        self._source = source
        self.close_button = Button(source, "Close", "primary")
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(0)
        grown = wanted * source.theme.text_scale
        room = parent.window().size() - ROOM_LEFT if parent is not None else grown
        self.resize(grown.boundedTo(room.expandedTo(LEAST)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard; elsewhere it closes."""
        pressed = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(
            pressed, QPushButton | QToolButton
        ):
            pressed.click()
            return
        super().keyPressEvent(event)

    def fill(self, body: QWidget, others: Sequence[QWidget] = ()) -> None:
        """Put in what scrolls by itself; ``others`` stand left of "Close"."""
        foot = QFrame()
        foot.setProperty("footer", True)
        row = QHBoxLayout(foot)
        keep_spacing(self._source, row, "pad", ("page", "pad", "page", "pad"))
        row.addStretch(1)
        for part in (*others, self.close_button):
            row.addWidget(part)
        self._whole.addWidget(body, 1)
        self._whole.addWidget(foot)
        self._ring = FocusRing(self._source, self)
        self.close_button.setFocus()


def scrolled(name: str, page: QWidget) -> QScrollArea:
    """The page in a scroll area that is reached by keyboard and never scrolls sideways."""
    page.setProperty("page", True)
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setWidget(page)
    return made
