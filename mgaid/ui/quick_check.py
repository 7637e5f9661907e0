"""The quick check: how often the best foods are eaten, as a rough range instead of a list.

Its words and figures are authored. The answers stay here: they are too rough to be kept.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from mgaid.core.food_day import screen
from mgaid.core.foods import FoodTable
from mgaid.ui.day_words import span
from mgaid.ui.parts import caption, keep_spacing, label, strong
from mgaid.ui.theme import ThemeSource

NOT_ANSWERED = "Not answered"


class QuickCheck(QWidget):
    """Four questions and a range that follows the answers."""

    def __init__(
        self, source: ThemeSource, table: FoodTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table = table
        words = table.guide.screener
        self._boxes: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny", ("", "gap", "", "gap"))
        column.addWidget(label(words.intro))
        for group in words.groups:
            box = QComboBox()
            box.setAccessibleName(f"{group.ask}: how often?")
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.addItem(NOT_ANSWERED, "")
            for answer in words.answers:
                box.addItem(answer.say, answer.id)
            box.activated.connect(self._on_answer)
            ask = label(group.ask)
            ask.setBuddy(box)
            self._boxes[group.id] = box
            column.addWidget(ask)
            column.addWidget(box)
        self._result = strong("")
        column.addWidget(self._result)
        column.addWidget(caption(words.note))
        self._on_answer()

    @Slot()
    def _on_answer(self) -> None:
        given = {
            group: str(box.currentData()) for group, box in self._boxes.items() if box.currentData()
        }
        if not given:
            self._result.setText(f"{NOT_ANSWERED}.")
            return
        low, high = screen(self._table, given)
        open_ones = len(self._boxes) - len(given)
        wide = f" {open_ones} not answered, so the range is wide." if open_ones else ""
        self._result.setText(f"About {span(low, high)} a day from these foods.{wide}")
