"""The quick check: how often the best foods are eaten, as a rough range instead of a list.

Its words and figures are authored. It shows answers and tells of new ones; it keeps none.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mgaid.core.food_day import screen
from mgaid.core.foods import FoodTable
from mgaid.ui.day_words import span
from mgaid.ui.parts import ComboBox, caption, keep_spacing, label, strong
from mgaid.ui.theme import ThemeSource

NOT_ANSWERED = "Not answered"


class QuickCheck(QWidget):
    """A question for each group of foods, and a range that follows the answers.

    ``answered`` carries the group and the answer, "" for an answer taken back.
    """

    answered = Signal(str, str)

    def __init__(
        self, source: ThemeSource, table: FoodTable, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._table = table
        words = table.guide.screener
        self._boxes: dict[str, ComboBox] = {}
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny", ("", "gap", "", "gap"))
        column.addWidget(label(words.intro))
        for group in words.groups:
            box = ComboBox(f"{group.ask}: how often?")
            box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            box.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.addItem(NOT_ANSWERED, "")
            for answer in words.answers:
                box.addItem(answer.say, answer.id)
            box.activated.connect(self._on_activated)
            ask = label(group.ask)
            ask.setBuddy(box)
            self._boxes[group.id] = box
            column.addWidget(ask)
            column.addWidget(box)
        self._result = strong("")
        column.addWidget(self._result)
        column.addWidget(caption(words.note))

    def show_answers(self, answers: Mapping[str, str]) -> None:
        """Show what was told: group id -> answer id, and what it comes to."""
        for group, box in self._boxes.items():
            box.setCurrentIndex(max(0, box.findData(answers.get(group, ""))))
        if not answers:
            self._result.setText(f"{NOT_ANSWERED}.")
            return
        low, high = screen(self._table, answers)
        open_ones = sum(group not in answers for group in self._boxes)
        wide = f" {open_ones} not answered, so the range is wide." if open_ones else ""
        self._result.setText(f"About {span(low, high)} a day from these foods.{wide}")

    @Slot()
    def _on_activated(self) -> None:
        sender = self.sender()
        for group, box in self._boxes.items():
            if box is sender:
                self.answered.emit(group, str(box.currentData()))
