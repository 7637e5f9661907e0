"""Ideas that would bring the most magnesium to the day, one first, others on demand.

Whether a person is shown any is authored (``food_day.no_swaps``); what stands instead is shown.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mgaid.core.food_day import SwapIdea
from mgaid.core.food_guide import FoodGuide, NoSwaps
from mgaid.ui.day_words import idea_words
from mgaid.ui.parts import Button, Notice, clear, keep_spacing, label
from mgaid.ui.theme import ThemeSource


class _IdeaNotice(Notice):
    """In a narrow panel the words of an idea need the room of the icon."""

    def show_icon(self, on: bool) -> None:
        self._icon.setVisible(on)


class DayIdeas(QWidget):
    """A notice with the best idea; ``chosen`` carries the idea that was taken up.

    ``opened`` says that the others are shown, or not any more (``is_open``).
    """

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ideas: tuple[SwapIdea, ...] = ()
        self._metric = False
        self._notice = _IdeaNotice(source, "info", "", beside=True)
        self._more = Button(source, "More ideas", "link")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._on_more)
        self._others = QVBoxLayout()
        keep_spacing(source, self._others, "tiny")
        column = QVBoxLayout(self)
        keep_spacing(source, column, "")
        column.addWidget(self._notice)
        column.addWidget(self._more)
        column.addLayout(self._others)

    @property
    def is_open(self) -> bool:
        return self._more.isChecked() and len(self._ideas) > 1

    def hold(self, reason: NoSwaps) -> None:
        """Show no ideas, and say why."""
        self._set(())
        self._notice.show_icon(True)
        self._notice.set_content("warn", reason.head, reason.text)
        self.show()

    def offer(
        self, guide: FoodGuide, ideas: Sequence[SwapIdea], gap_mg: float, *, metric: bool
    ) -> None:
        """Show these ideas, the best first; nothing at all when there are none."""
        self._metric = metric
        self._set(tuple(ideas))
        self.setVisible(bool(ideas))
        if not ideas:
            return
        head = guide.notes["idea_closes" if ideas[0].closes(gap_mg) else "idea_helps"]
        self._notice.set_actions([self._button(0)])
        self._notice.show_icon(False)
        self._notice.set_content("info", head, self._words(ideas[0]))

    def _set(self, ideas: tuple[SwapIdea, ...]) -> None:
        self._ideas = ideas
        self._notice.set_actions(())
        self._more.setVisible(len(ideas) > 1)
        self._show_others()

    @Slot()
    def _on_more(self) -> None:
        self._show_others()
        self.opened.emit()

    def _show_others(self) -> None:
        clear(self._others)
        opened = self._more.isChecked()
        self._more.setText("Fewer ideas" if opened else "More ideas")
        for number in range(1, len(self._ideas) if opened else 0):
            row = self._row(number)
            self._others.addWidget(row)
            row.show()

    def _row(self, number: int) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        keep_spacing(self._source, line, "gap")
        line.addWidget(label(self._words(self._ideas[number]), rich=True), 1)
        line.addWidget(self._button(number), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, idea: SwapIdea) -> str:
        what, adds = idea_words(idea, metric=self._metric)
        return f"{html.escape(what)}, <b>{adds}</b>"

    def _button(self, number: int) -> Button:
        idea = self._ideas[number]
        verb = "Add" if idea.instead_of is None else "Swap"
        button = Button(self._source, verb, size="button_row")
        button.setAccessibleName(f"{verb} {idea_words(idea, metric=self._metric)[0]}")
        button.setProperty("idea", number)
        button.clicked.connect(self._on_taken)
        return button

    @Slot()
    def _on_taken(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(self._ideas[int(sender.property("idea"))])
