"""A box that asks one thing: what it is about, room for fields, and buttons that say what they do.

It fits itself to the window it opens over and scrolls when the text is large. It decides nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mgaid.ui.parts import (
    Button,
    FocusRing,
    IconLabel,
    breakable,
    keep_spacing,
    label,
    section,
)
from mgaid.ui.theme import ThemeSource

WIDE_PX = 600
ROOM_LEFT_PX = 60


class AskBox(QDialog):
    """Fill ``fields``, add buttons from left to right, then ``ask``."""

    def __init__(
        self,
        source: ThemeSource,
        head: str,
        body: str = "",
        icon: str = "",
        tone: str = "accent",
        parent: QWidget | None = None,
    ) -> None:
        """``tone`` is the colour token of the icon."""
        super().__init__(parent)
        self._source = source
        self._chosen = ""
        self.setWindowTitle("MgAid")
        self.setAccessibleName(head)
        self.setAccessibleDescription(body)
        self._page = QWidget()
        self._page.setProperty("page", True)
        across = QHBoxLayout(self._page)
        keep_spacing(source, across, "block", ("page", "column", "page", "column"))
        if icon:
            mark = IconLabel(source, icon, tone, 32)
            across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        keep_spacing(source, words, "block")
        question = section(breakable(head))
        question.setAccessibleName(head)
        words.addWidget(question)
        if body:
            words.addWidget(label(breakable(body)))
        self.fields = QVBoxLayout()
        keep_spacing(source, self.fields, "gap")
        words.addLayout(self.fields)
        words.addStretch(1)
        across.addLayout(words, 1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(head)
        self._scroll.setWidget(self._page)
        foot = QFrame()
        foot.setProperty("footer", True)
        self._buttons = QHBoxLayout(foot)
        keep_spacing(source, self._buttons, "pad", ("page", "pad", "page", "pad"))
        self._buttons.addStretch(1)
        self._foot = foot
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(foot)
        self._ring = FocusRing(source, self)

    @property
    def chosen(self) -> str:
        """The choice of the button that closed the box; "" when it was closed otherwise."""
        return self._chosen

    def add_button(
        self, text: str, choice: str = "", kind: str = "outlined", *, default: bool = False
    ) -> Button:
        """A button that closes the box with ``choice``; "" is the way back."""
        made = Button(self._source, text, kind)
        made.setDefault(default)
        made.setProperty("choice", choice)
        made.clicked.connect(self.on_button)
        self._buttons.addWidget(made)
        return made

    @Slot()
    def on_button(self) -> None:
        """Close with the choice of the button pressed. A box with fields checks them first."""
        choice = str(self.sender().property("choice"))
        if not choice or self.accepts(choice):
            self._chosen = choice
            self.done(int(bool(choice)))
        else:
            self._fit()  # with room for what is said to be wrong

    def accepts(self, choice: str) -> bool:
        """Whether the fields are fine for ``choice``; if not, say beside them what is wrong."""
        return True

    def ask(self) -> str:
        """Show the box until it is answered; returns the choice, "" for the way back."""
        self.exec()
        self.deleteLater()
        return self._chosen

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        parent = self.parentWidget()
        wide = round(WIDE_PX * self._source.theme.text_scale)
        high = 10_000
        if parent is not None:
            wide = min(wide, parent.window().width() - ROOM_LEFT_PX)
            high = parent.window().height() - ROOM_LEFT_PX
        wide = max(wide, self._foot.sizeHint().width())
        layout = self._page.layout()
        assert layout is not None
        for part in self._page.findChildren(QWidget):
            part.ensurePolished()  # the style sheet brings the sizes of the letters
        layout.activate()
        wanted = layout.totalHeightForWidth(wide) + self._foot.sizeHint().height() + 2
        bars = Qt.ScrollBarPolicy
        fits = wanted <= high
        self._scroll.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOff if fits else bars.ScrollBarAsNeeded
        )
        self.resize(wide, min(wanted, high))
