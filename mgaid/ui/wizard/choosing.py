"""Making up one's mind: the choices next to what matters, the leaning, and how sure one is.

Nothing is added up and no choice comes out best. A "no" to one of the four questions of sureness
becomes a question for the visit; which one is ``core.suggest``. While help is needed first, there
is nothing to choose and these parts are not shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from mgaid.core.suggest import suggested_questions
from mgaid.core.summary import MATTERS_FROM
from mgaid.ui.evidence import EvidenceLine, evidence_of
from mgaid.ui.parts import (
    Card,
    CheckBox,
    IconLine,
    Rule,
    SegmentedRadio,
    caption,
    clear,
    keep_spacing,
    label,
    section,
    strong,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

YES_NO = (("yes", "Yes"), ("no", "No"))
WIDTHS = (78, 74)
BESIDE_FROM_PX = 700
NEXT_TO = "Next to your choices"
LEAN = "Where do you lean now?"
LEAN_HOW = "You can pick more than one, or none. You can change it at any time."
SURE = "How sure are you?"
SURE_FROM = "The four questions of the SURE test, in plain words."
FIRST = "First among your questions:"


class _Part(QWidget):
    """A part that follows the visit while it can be seen."""

    def __init__(self, workspace: Workspace, source: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)  # shown without one, it would be a window for a moment
        self._workspace = workspace
        self._source = source
        self._column = QVBoxLayout(self)
        keep_spacing(source, self._column, "pad")
        workspace.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Bring what is shown in line with the visit."""

    @property
    def _waits(self) -> bool:
        """Help is needed before any choice."""
        return self._workspace.assessment.help_first

    @property
    def _closed(self) -> str:
        """The words for a closed choice; "" while it is not closed."""
        gate = self._workspace.assessment.gate
        row = next(row for row in self._workspace.content.gate if row.level == gate.level)
        return row.head if gate.closed else ""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _on_changed(self) -> None:
        parent = self.parentWidget()
        if parent is not None and parent.isVisible():  # this part may be hidden for now
            self.refresh()


class ShownBack(_Part):
    """For each strong wish, what every choice says about it, in the order of the choices."""

    def __init__(self, workspace: Workspace, source: ThemeSource, parent: QWidget) -> None:
        super().__init__(workspace, source, parent)
        self._made: object = None
        self.refresh()

    def refresh(self) -> None:
        content = self._workspace.content
        told = self._workspace.visit.matters
        strong_ones = tuple(w for w in content.preferences if told.get(w, 0) >= MATTERS_FROM)
        self.setVisible(bool(strong_ones) and not self._waits)
        wanted = (strong_ones, self._closed)
        if wanted == self._made:
            return
        self._made = wanted
        clear(self._column)
        if not strong_ones:
            return
        self._column.addWidget(section(NEXT_TO))
        for wish in strong_ones:
            self._column.addWidget(self._card(wish))

    def _card(self, wish: str) -> Card:
        content = self._workspace.content
        preference = content.preferences[wish]
        card = Card(self._source)
        card.setAccessibleName(preference.label)
        card.body.addWidget(strong(preference.label))
        rows = QGridLayout()
        rows.setHorizontalSpacing(self._source.theme.px("block"))
        rows.setVerticalSpacing(self._source.theme.px("tiny"))
        rows.setColumnStretch(0, 1)
        rows.setColumnStretch(1, 3)
        for place, option in enumerate(content.options.values()):
            closed = f" ({self._closed.lower()})" if option.gated and self._closed else ""
            name = caption(f"{option.name}{closed}")
            rows.addWidget(name, place, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(label(str(getattr(option, preference.shows))), place, 1)
        card.body.addLayout(rows)
        return card


class Leaning(_Part):
    """A tick for each choice that is open."""

    def __init__(self, workspace: Workspace, source: ThemeSource, parent: QWidget) -> None:
        super().__init__(workspace, source, parent)
        self._column.addWidget(section(LEAN))
        self._column.addWidget(label(LEAN_HOW))
        card = Card(source)
        self._ticks: dict[str, CheckBox] = {}
        self._shut: dict[str, IconLine] = {}
        for option in workspace.content.options.values():
            tick = CheckBox(source, option.name)
            tick.setAccessibleName(f"You lean to: {option.name}")
            tick.toggled.connect(self._on_tick)
            shut = IconLine(source, "stop", "", "danger")
            card.body.addWidget(tick)
            card.body.addWidget(shut)
            self._ticks[option.id] = tick
            self._shut[option.id] = shut
        self._column.addWidget(card)
        self.refresh()

    def refresh(self) -> None:
        self.setVisible(not self._waits)
        leaning = self._workspace.visit.leaning
        for option in self._workspace.content.options.values():
            shut = bool(option.gated and self._closed)
            tick, line = self._ticks[option.id], self._shut[option.id]
            # A leaning from before it was closed can be taken back, and says that it is closed.
            tick.setVisible(not shut or option.id in leaning)
            line.setVisible(shut)
            line.set_text(self._closed, strong=f"{option.name}:")
            tick.show_checked(option.id in leaning)

    @Slot()
    def _on_tick(self) -> None:
        told = tuple(option for option, tick in self._ticks.items() if tick.isChecked())
        self._workspace.change("You lean to", leaning=told)


class Sureness(_Part):
    """Four questions, yes or no; what a "no" leads to is said at once."""

    def __init__(self, workspace: Workspace, source: ThemeSource, parent: QWidget) -> None:
        super().__init__(workspace, source, parent)
        self._column.addWidget(section(SURE))
        card = Card(source)
        self._rows: dict[str, ChoiceRow] = {}
        for one in workspace.content.sure.values():
            row = ChoiceRow(source, one.question, YES_NO, WIDTHS)
            row.choice.setProperty("sure", one.id)
            row.choice.chosen.connect(self._on_chosen)
            if self._rows:
                card.body.addWidget(Rule())
            card.body.addWidget(row)
            self._rows[one.id] = row
        first = next(iter(workspace.content.sure.values()))
        questions = " ".join(one.question for one in workspace.content.sure.values())
        evidence = evidence_of(first, questions, SURE_FROM)
        card.body.addWidget(EvidenceLine(source, workspace.content, evidence, SURE_FROM))
        self._column.addWidget(card)
        self._first = IconLine(source, "question", "")
        self._column.addWidget(self._first)
        self.refresh()

    def refresh(self) -> None:
        self.setVisible(not self._waits)
        workspace = self._workspace
        told = workspace.visit.sure
        for one, row in self._rows.items():
            if row.choice.value() != told.get(one, ""):
                row.choice.set_value(told.get(one, ""))
        asked = suggested_questions(workspace.content, workspace.visit, workspace.assessment)
        unsure = any(answer == "no" for answer in told.values()) and not self._waits
        self._first.setVisible(unsure)
        if unsure:
            self._first.set_text(asked[0][1], strong=FIRST)

    @Slot(str)
    def _on_chosen(self, answer: str) -> None:
        question = str(self.sender().property("sure"))
        told = {q: a for q, a in self._workspace.visit.sure.items() if q != question}
        if answer:
            told[question] = answer  # type: ignore[assignment]  # one of the two of YES_NO
        self._workspace.change("How sure you are", sure=told)


class ChoiceRow(QWidget):
    """Words at the left and ``choice`` at the right, or below where there is no room."""

    def __init__(
        self,
        source: ThemeSource,
        words: str,
        options: Sequence[tuple[str, str]],
        widths: Sequence[int] | None = None,
    ) -> None:
        super().__init__()
        self._source = source
        self.choice = SegmentedRadio(source, options, words, widths, clearable=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        keep_spacing(source, self._row, "gap")
        self._row.addWidget(label(words, "strong"), 1)
        self._row.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
