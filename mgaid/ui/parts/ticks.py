"""A card of signs to tick, with "None of these" and "Not sure".

An item that is not ticked is not a "no": it stays not answered until the person says so for the
others too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mgaid.ui.parts.choices import CheckBox
from mgaid.ui.parts.frames import FlowLayout, Rule, keep_spacing, restyle
from mgaid.ui.parts.text import IconLabel, label
from mgaid.ui.theme import ThemeSource

Answers = dict[str, str | None]
CORNER_WORDS = {"answered": "Answered", "partly": "Partly answered", "open": "Not answered"}


class TickGroup(QFrame):
    """Signs to tick; ``answered`` carries every item's "yes", "no", "unknown" or None."""

    answered = Signal(object)

    def __init__(
        self,
        source: ThemeSource,
        title: str,
        items: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        """``items`` are (id, words) in the order shown."""
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAccessibleName(title)
        self._title = title
        self._answers: Answers = {item: None for item, _ in items}
        self._ticks: dict[str, CheckBox] = {}
        column = QVBoxLayout(self)
        keep_spacing(source, column, "", ("block", "pad", "block", "gap"))
        column.addLayout(self._head(source, title))
        column.addSpacing(4)
        for item, words in items:
            tick = CheckBox(source, words, self)
            tick.setAccessibleDescription(title)
            tick.clicked.connect(self._on_tick)
            self._ticks[item] = tick
            column.addWidget(tick)
        column.addStretch(1)
        column.addSpacing(6)
        column.addWidget(Rule())
        column.addSpacing(4)
        self._none = CheckBox(source, "None of these", self)
        self._unsure = CheckBox(source, "Not sure", self)
        self._none.clicked.connect(self._on_none)
        self._unsure.clicked.connect(self._on_unsure)
        rest = FlowLayout(spacing=source.theme.px("column"), row_spacing=0)
        rest.addWidget(self._none)
        rest.addWidget(self._unsure)
        column.addLayout(rest)
        self._show()

    def answers(self) -> Answers:
        return dict(self._answers)

    def set_answers(self, answers: Mapping[str, str | None]) -> None:
        """Show answers from elsewhere; items not named are not answered. Emits nothing."""
        self._answers = {item: answers.get(item) for item in self._ticks}
        self._show()

    def state(self) -> str:
        """ "answered" (every item), "partly" or "open" (none)."""
        given = [answer is not None for answer in self._answers.values()]
        return "answered" if all(given) else "partly" if any(given) else "open"

    def _head(self, source: ThemeSource, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        keep_spacing(source, row, "small")
        self._corner_mark = IconLabel(source, "check", "ok", 16)
        self._corner = label("", "caption", "text2", wrap=False)
        row.addWidget(label(title, "strong"), 1)
        row.addWidget(self._corner_mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._corner, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _rest(self) -> str | None:
        """The one answer all unticked items share, if they share one."""
        rest = {answer for answer in self._answers.values() if answer != "yes"}
        return rest.pop() if len(rest) == 1 else None

    def _show(self) -> None:
        """Bring every box and word in line with the answers."""
        some = False
        for item, tick in self._ticks.items():
            tick.setChecked(self._answers[item] == "yes")
            some = some or tick.isChecked()
        rest = self._rest()
        self._none.setChecked(rest == "no")
        self._unsure.setChecked(rest == "unknown")
        self._none.setText("None of the others" if some else "None of these")
        self._unsure.setText("Not sure about the others" if some else "Not sure")
        for box in (self._none, self._unsure):
            box.setAccessibleName(f"{self._title}: {box.text()}")
            box.updateGeometry()
        state = self.state()
        self._corner.setText(CORNER_WORDS[state])
        self._corner.setProperty("type", "caption_strong" if state == "answered" else "caption")
        self._corner.setProperty("tone", "ok" if state == "answered" else "text2")
        restyle(self._corner)
        self._corner_mark.setVisible(state == "answered")

    def _commit(self) -> None:
        self._show()
        self.answered.emit(self.answers())

    @Slot()
    def _on_tick(self) -> None:
        said_for_all = self._rest()
        for item, tick in self._ticks.items():
            was = self._answers[item]
            if tick.isChecked():
                self._answers[item] = "yes"
            elif was == "yes" or said_for_all is not None:
                # What was said for "these" or "the others" no longer names the same items.
                self._answers[item] = None
        self._commit()

    @Slot(bool)
    def _on_none(self, on: bool) -> None:
        self._answer_rest("no" if on else None)

    @Slot(bool)
    def _on_unsure(self, on: bool) -> None:
        self._answer_rest("unknown" if on else None)

    def _answer_rest(self, answer: str | None) -> None:
        for item, given in self._answers.items():
            if given != "yes":
                self._answers[item] = answer
        self._commit()
