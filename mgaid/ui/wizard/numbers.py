"""The parts of a page that are counted: one number with its unit, a screening tool, drinks a day.

What is typed is told when the person pauses or leaves the field, never half a number at a time.
"""

from __future__ import annotations

import math
from itertools import count

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QGridLayout, QWidget

from mgaid.core import interview
from mgaid.core.condition import leaves
from mgaid.core.content.asking import AskNumber, AskScore
from mgaid.core.content.models import Score, Value
from mgaid.core.phrases import fill
from mgaid.ui.parts import Card, CheckBox, NumberField, Rule, caption, label
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import telling
from mgaid.ui.wizard.asks import AskPart, RadioList
from mgaid.ui.workspace import Workspace

TYPING_PAUSE_MS = 700
MOST_UNITS_COUNTED = 100
DRINK_COLUMNS = 3
DRINK_WIDTH_PX = 280
_runs = count()  # each stretch of typing is one undo step


class NumberAsk(AskPart):
    """One number. Empty means not answered; a unit that must be chosen counts only once it is."""

    left = Signal()

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskNumber,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._value = workspace.content.values[ask.value]
        self._run = f"number {next(_runs)}"
        card = Card(source, parent=self)
        card.body.addWidget(label(self._value.question, "strong"))
        if self._value.hint:
            card.body.addWidget(label(self._value.hint, tone="text2"))
        self._field = NumberField(
            source,
            self._value.question,
            self._value.minimum,
            self._value.maximum,
            decimals=max(self._value.decimals, 1 if len(self._value.units) > 1 else 0),
            step=0.5 if self._value.decimals == 1 else 10**-self._value.decimals,
            units=self._units(),
            check=self._wrong,
            show_label=False,
        )
        self._field.setAccessibleName(self._value.question)
        spin = self._field.findChild(QDoubleSpinBox)
        assert isinstance(spin, QDoubleSpinBox)
        self._spin = spin
        self._field.describe(self._value.hint)
        self._meaning = caption("")
        self._meaning.hide()
        card.body.addWidget(self._field)
        card.body.addWidget(self._meaning)
        card.body.addStretch(1)
        self.column.addWidget(card, 1)
        self._pause = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._field.changed.connect(self._on_typed)
        self._field.unit_changed.connect(self._on_unit)
        self._spin.editingFinished.connect(self._on_finished)
        workspace.settling.connect(self._settle)

    @property
    def typing(self) -> bool:
        """The cursor is in the field, so the number may be half a number yet."""
        return self._spin.hasFocus()

    def refresh(self) -> None:
        stored = self._stored()
        if not self._pause.isActive() and not _same(stored, self._typed()):
            if stored is None:
                if self._field.value() is not None and self._field.unit() != "":
                    self._field.set_value(None)
            else:
                unit, figure = telling.natural_unit(self._value, stored)
                self._field.set_unit(unit)
                self._field.set_value(figure)
        self._say_meaning()

    def flush(self) -> None:
        self._pause.stop()
        typed = self._typed()
        if not _same(typed, self._stored()):
            visit = self.workspace.visit.with_number(self._value.id, typed)
            self.workspace.edit(visit, "Number", merge=self._run)

    @Slot()
    def _settle(self) -> None:
        """Only what was typed just now: out of sight the field may be behind the visit."""
        if self._pause.isActive():
            self.flush()

    def _units(self) -> list[tuple[str, str]]:
        units = [(unit.label, unit.label) for unit in self._value.units]
        if not units:
            return [(self._value.unit, self._value.unit)]
        return [("", "Choose the unit"), *units] if self._value.ask_unit else units

    def _stored(self) -> float | None:
        visit = self.workspace.visit
        told: float | None = getattr(visit.person, self._value.id, None)
        return visit.numbers.get(self._value.id) if told is None else told

    def _typed(self) -> float | None:
        """What the field says in the stored unit; None while it says nothing that counts."""
        figure = self._field.value()
        if figure is None or self._waits_for_unit():
            return None
        try:
            return interview.accept_number(
                self.workspace.content, self._value.id, figure, self._field.unit()
            )
        except interview.AnswerRefused:
            return None

    def _waits_for_unit(self) -> bool:
        return self._value.ask_unit and self._field.unit() == ""

    def _wrong(self, figure: float) -> str | None:
        if self._waits_for_unit():
            return None
        try:
            interview.accept_number(
                self.workspace.content, self._value.id, figure, self._field.unit()
            )
        except interview.AnswerRefused as refusal:
            return str(refusal)
        return None

    def _say_meaning(self) -> None:
        """Say the number back where a wrong unit would do harm."""
        if not self._value.ask_unit:
            return
        stored = self._stored()
        if stored is not None and _same(stored, self._typed()):
            said = f"That is {stored:.{self._value.decimals}f} {self._value.unit}"
            band = _band(self.workspace, self._value)
            words = f"{said}: {band}." if band else f"{said}."
        elif self._field.value() is not None and self._waits_for_unit():
            words = "Choose the unit on your report. Then the figure counts."
        else:
            words = ""
        self._meaning.setText(words)
        self._meaning.setVisible(bool(words))

    @Slot(object)
    def _on_typed(self, _figure: object) -> None:
        self._pause.start()
        self._say_meaning()

    @Slot(str)
    def _on_unit(self, _unit: str) -> None:
        self._spin.valueChanged.emit(self._spin.value())
        self._spin.editingFinished.emit()
        self.flush()
        self._say_meaning()

    @Slot()
    def _on_finished(self) -> None:
        self.flush()
        self._run = f"number {next(_runs)}"
        self.left.emit()


class ScreenAsk(AskPart):
    """A screening tool in its exact words."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskScore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._score = workspace.content.scores[ask.score]
        card = Card(source, parent=self)
        if self._score.timeframe:
            card.body.addWidget(label(self._score.timeframe, "body", "text2"))
        self._lists: dict[str, RadioList] = {}
        for place, item in enumerate(self._score.items):
            if place or self._score.timeframe:
                card.body.addWidget(Rule())
            card.body.addWidget(label(item.text, "strong"))
            if item.hint:
                card.body.addWidget(caption(item.hint))
            options = [(str(n), option.text, "") for n, option in enumerate(item.options)]
            radios = RadioList(source, item.text, options, across=True)
            radios.setProperty("item", item.id)
            radios.chosen.connect(self._on_chosen)
            card.body.addWidget(radios)
            self._lists[item.id] = radios
        self._result = label("")
        self._result.hide()
        self.column.addWidget(card)
        self.column.addSpacing(source.theme.px("gap"))
        self.column.addWidget(self._result)
        if self._score.attribution:
            self.column.addWidget(caption(self._score.attribution))
        self.column.addStretch(1)

    def refresh(self) -> None:
        for item, radios in self._lists.items():
            told = self.workspace.visit.items.get(item)
            radios.set_value("" if told is None else f"{told:.0f}")
        words = _score_words(self.workspace, self._score)
        self._result.setText(words)
        self._result.setVisible(bool(words))

    @Slot(str)
    def _on_chosen(self, option: str) -> None:
        item = str(self.sender().property("item"))
        told = {item: float(option) if option else None}
        self.workspace.edit(telling.with_items(self.workspace.visit, told), "Answer")


class DrinksAsk(AskPart):
    """Things to count, and what they add up to."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskScore,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._score = workspace.content.scores[ask.score]
        self._run = f"drinks {next(_runs)}"
        card = Card(source, parent=self)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._columns = 0
        self._fields: dict[str, NumberField] = {}
        for item in self._score.items:
            # Its parent at once: the Tab key and a screen reader follow the order of making.
            field = NumberField(source, item.text, 0, MOST_UNITS_COUNTED, decimals=1, parent=card)
            field.setProperty("item", item.id)
            field.changed.connect(self._on_count)
            self._fields[item.id] = field
        card.body.addLayout(self._grid)
        card.body.addWidget(Rule())
        self._none = CheckBox(source, "None of these")
        self._none.clicked.connect(self._on_none)
        card.body.addWidget(self._none)
        self.column.addWidget(card)
        self.column.addSpacing(source.theme.px("gap"))
        self._total = label("")
        self._total.hide()
        self.column.addWidget(self._total)
        self._meaning = caption(self._score.meaning)
        self.column.addWidget(self._meaning)
        self._meaning.setVisible(bool(self._score.meaning))
        self.column.addStretch(1)
        source.changed.connect(self._arrange)
        self._arrange()

    def refresh(self) -> None:
        items = self.workspace.visit.items
        for item, field in self._fields.items():
            if not _same(field.value(), items.get(item)):
                field.set_value(items.get(item))
        self._none.setChecked(all(items.get(item) == 0 for item in self._fields))
        words = _score_words(self.workspace, self._score)
        self._total.setText(words)
        self._total.setVisible(bool(words))

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        theme = self.source.theme
        fit = self.width() // round(DRINK_WIDTH_PX * theme.text_scale)
        columns = max(1, min(DRINK_COLUMNS, fit if self._columns else DRINK_COLUMNS))
        self._grid.setHorizontalSpacing(theme.px("column"))
        self._grid.setVerticalSpacing(theme.px("pad"))
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._fields) // columns)
        for place, field in enumerate(self._fields.values()):
            self._grid.removeWidget(field)
            # At the top: a field with a line of error under it leaves its neighbours in line.
            self._grid.addWidget(field, place % rows, place // rows, Qt.AlignmentFlag.AlignTop)
        for column in range(DRINK_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    @Slot(object)
    def _on_count(self, number: float | None) -> None:
        item = str(self.sender().property("item"))
        visit = telling.with_items(self.workspace.visit, {item: number})
        self.workspace.edit(visit, "Number", merge=f"{self._run} {item}")

    @Slot(bool)
    def _on_none(self, on: bool) -> None:
        zero = 0.0 if on else None
        told = dict.fromkeys(self._fields, zero)
        self.workspace.edit(telling.with_items(self.workspace.visit, told), "None of these")


def score_ask(
    workspace: Workspace, source: ThemeSource, ask: AskScore, parent: QWidget | None = None
) -> AskPart:
    """The part for a score: radio buttons for worded options, number fields for things counted."""
    counted = any(item.per_unit is not None for item in workspace.content.scores[ask.score].items)
    return (DrinksAsk if counted else ScreenAsk)(workspace, source, ask, parent)


def _score_words(workspace: Workspace, score: Score) -> str:
    """What the items add up to so far, and what it is held against."""
    assessment = workspace.assessment
    total = assessment.numbers.get(score.value)
    items = [item.id for item in score.items]
    if total is None or not any(item in workspace.visit.items for item in items):
        return ""
    counted = any(item.per_unit is not None for item in score.items)
    unit = workspace.content.values[score.value].unit
    limit = _limit_words(workspace, score)
    words = workspace.content.words.summary
    if counted:
        about = f"About {total:.0f} {unit}."
        above = fill(words, "limit_for_you", limit=f"{limit} {unit}") if limit else ""
        return f"{about} {above}".rstrip()
    whole = f" of {score.maximum:.0f}" if score.maximum else ""
    said = f"{score.name}: {total:.0f}{whole}."
    said += f" {fill(words, 'cut_off', limit=limit)}" if limit else ""
    return f"{said} {score.meaning} {score.age_note}".rstrip()


def _limit_words(workspace: Workspace, score: Score) -> str:
    if score.cutoff is None:
        return ""
    if not isinstance(score.cutoff, str):
        return f"{score.cutoff:.0f}"
    low, high = workspace.assessment.limits[score.cutoff]
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def _band(workspace: Workspace, value: Value) -> str:
    """The short words for the findings this number alone makes true."""
    words = []
    for finding in workspace.content.findings.values():
        if finding.derive is None or workspace.assessment.truths[finding.id] is not True:
            continue
        looked_at = {getattr(leaf, "value", "") for leaf in leaves(finding.derive)}
        if looked_at == {value.id}:
            words.append(finding.label)
    return ", ".join(words)


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9)
