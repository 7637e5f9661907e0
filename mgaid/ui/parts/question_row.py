"""A question answered with Yes, No or Not sure, as one row of a list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from mgaid.ui.parts.choices import YesNoUnsure
from mgaid.ui.parts.pictures import Picture
from mgaid.ui.parts.text import label
from mgaid.ui.theme import ThemeSource

BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class QuestionRow(QWidget):
    """A yes-or-no question on one line: picture, words, buttons; the buttons go below if narrow."""

    answered = Signal(str)

    def __init__(
        self,
        source: ThemeSource,
        question: str,
        hint: str = "",
        picture: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._below = False
        self.choice = YesNoUnsure(source, question)
        self.choice.describe(hint)
        self.choice.answered.connect(self.answered)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(label(question, "strong"))
        if hint:
            words.addWidget(label(hint, "body", "text2"))
        words.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        if picture:
            self._grid.addWidget(Picture(source, picture, 72, 60), 0, 0)
        self._grid.addLayout(words, 0, 1)
        self._grid.addWidget(self.choice, 0, 2, BESIDE)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def answer(self) -> str:
        return self.choice.answer()

    def set_answer(self, answer: str) -> None:
        self.choice.set_answer(answer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        below = self.width() < 2 * self.choice.sizeHint().width()
        # Air between the words or buttons and the rules of the rows around; more under each other.
        room = self._source.theme.px("gap" if below else "tiny")
        self._grid.setContentsMargins(0, room, 0, room)
        if below == self._below:
            return
        self._below = below
        self._grid.removeWidget(self.choice)
        if below:
            self._grid.addWidget(self.choice, 1, 1, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self.choice, 0, 2, BESIDE)

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._grid.setHorizontalSpacing(theme.px("column"))
        self._grid.setVerticalSpacing(theme.px("gap"))
        self.setMinimumHeight(theme.px("question"))
        self._arrange()
