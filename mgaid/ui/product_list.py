"""What the person takes already: products with magnesium, how much a day, and the limits.

Reading a label is ``core.labels``; limits and what is said about them come from the content.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Set
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mgaid.core import content as contents
from mgaid.core.content.remedies import FormsFile
from mgaid.core.labels import LabelReading, read_label
from mgaid.core.phrases import number_text, upper
from mgaid.core.products import limits_beside, taken
from mgaid.core.urgency import with_numbers
from mgaid.core.visit import Supplement
from mgaid.ui.gate_banner import read_words
from mgaid.ui.help_now import region_words
from mgaid.ui.levels import GATE_LEVELS
from mgaid.ui.parts import (
    AmountBar,
    Button,
    Card,
    CheckBox,
    IconLine,
    Notice,
    NumberField,
    Rule,
    caption,
    clear,
    keep_spacing,
    label,
    mark_wrong,
    section,
    strong,
)
from mgaid.ui.product_entry import LONGEST_NAME, MOST_A_DAY, OwnEnterLine, ProductEntry
from mgaid.ui.tab_order import tab_after
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

FIELD_PX = 480
BESIDE_FROM_PX = 740
KEPT_WITHOUT_AMOUNT = frozenset({"no_amount", "unknown_salt"})
KEPT_WHEN_SAID = "not_magnesium"
ADD = "Add it"
ADD_WITHOUT = "Add without an amount"
ADD_AS_SAID = "It holds magnesium: add it"


@functools.cache
def forms_of(root: Path) -> FormsFile:
    """The forms of magnesium and the vocabulary of labels, read once."""
    return contents.read(root, "forms.toml", FormsFile)


class ProductList(QWidget):
    """The products with the field to add one. It follows the visit and changes it."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._forms = forms_of(workspace.content.root)
        self._words = read_words(workspace)
        self._shown: tuple[str, ...] | None = None
        self._entries: list[ProductEntry] = []
        self._per_day_told = False
        column = QVBoxLayout(self)
        keep_spacing(source, column, "pad")
        column.addLayout(self._adding())
        self._said = IconLine(source, "info", "", "info")
        self._said.hide()
        column.addWidget(self._said)
        self._none = CheckBox(source, "I take no magnesium products")
        self._none.toggled.connect(self._on_none)
        column.addWidget(self._none)
        column.addWidget(section("What you take"))
        self._card = Card(source)
        self._empty = label(self._words.words.no_products, tone="text2")
        column.addWidget(self._empty)
        column.addWidget(self._card)
        self._total = QWidget()
        total = QVBoxLayout(self._total)
        keep_spacing(source, total, "gap")
        self._sum = strong("")
        self._bar = AmountBar(source, 1)
        self._notice = Notice(source, "warn", "", alert=True)
        total.addWidget(self._sum)
        bar = QHBoxLayout()  # by itself a bar of limited width reckons its height wrongly
        bar.addWidget(self._bar, 1)
        bar.addStretch(0)
        total.addLayout(bar)
        total.addWidget(self._notice)
        column.addWidget(self._total)
        column.addStretch(1)
        workspace.changed.connect(self._on_changed)
        workspace.parting.connect(self.flush)
        source.changed.connect(self._on_theme)
        self._on_theme()
        self.refresh()

    @Slot()
    def flush(self) -> None:
        """A product that is typed and can be read is kept; what names no magnesium stays typed."""
        if self._label.text().strip():
            self._take()

    @Slot()
    def refresh(self) -> None:
        """Follow the visit; fields in use stay as they are."""
        listed = self._workspace.visit.supplements or ()
        if tuple(one.name for one in listed) != self._shown:
            self._rebuild(listed)
        for entry, one in zip(self._entries, listed, strict=True):
            entry.show_product(one)
        self._none.show_checked(self._workspace.visit.supplements == ())
        self._none.setVisible(not listed)
        self._card.setVisible(bool(listed))
        self._empty.setVisible(not listed and not self._none.isChecked())
        self._show_total(listed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():  # out of sight it costs nothing; it catches up when shown
            self.refresh()

    # ---------------------------------------------------------------- making

    def _adding(self) -> QVBoxLayout:
        column = QVBoxLayout()
        keep_spacing(self._source, column, "tiny")
        words = caption("Type what the label says, or the milligrams (mg) of magnesium")
        self._label = OwnEnterLine()
        self._label.setMaxLength(LONGEST_NAME)
        self._label.setPlaceholderText("Magnesium citrate 1,000 mg")
        self._label.setAccessibleName(words.text())
        self._label.textChanged.connect(self._on_typed)
        self._label.entered.connect(self._take)
        words.setBuddy(self._label)
        self._per_day = NumberField(
            self._source,
            "How many a day",
            0,
            MOST_A_DAY,
            decimals=2,
            units=(("", "a day"),),
            show_label=False,
        )
        self._per_day.set_value(1)
        self._per_day.changed.connect(self._on_per_day)
        self._add = Button(self._source, ADD, "outlined", "plus")
        self._add.clicked.connect(self._on_add)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        keep_spacing(self._source, self._row, "pad")
        self._row.addWidget(self._label, 1)
        count = QHBoxLayout()
        keep_spacing(self._source, count, "pad")
        count.addWidget(self._per_day)
        count.addWidget(self._add)
        count.addStretch(1)
        self._row.addLayout(count)
        column.addWidget(words)
        column.addLayout(self._row)
        return column

    def _rebuild(self, listed: tuple[Supplement, ...]) -> None:
        self._shown = tuple(one.name for one in listed)
        focused = QApplication.focusWidget()
        lost = focused is not None and any(e.isAncestorOf(focused) for e in self._entries)
        clear(self._card.body)
        self._entries = []
        for place, one in enumerate(listed):
            entry = ProductEntry(self._source, place, one, self._forms.label.ask_poison_mg)
            entry.removed.connect(self._on_removed)
            entry.changed.connect(self._on_amount)
            if place:
                self._card.body.addWidget(Rule())
            self._card.body.addWidget(entry)
            self._entries.append(entry)
        tab_after(self._label, (self._per_day, self._add, self._none, *self._entries))
        if lost:
            self._label.setFocus()

    def _show_total(self, listed: tuple[Supplement, ...]) -> None:
        here = self._workspace
        day = taken(here.content, here.visit, here.assessment, self._words)
        self._total.setVisible(bool(listed) or day.mg > 0)
        amount = f"{number_text(day.mg)} mg a day"
        if day.unknown:
            some = "One amount is" if day.unknown == 1 else f"{day.unknown} amounts are"
            self._sum.setText(f"At least {amount} in all. {some} not known.")
        else:
            self._sum.setText(f"About {amount} of magnesium in all.")
        limits = limits_beside(here.content, here.visit, self._words)
        ticks = [(float(one.mg), f"{one.label} {one.mg}") for one in limits]
        top = max((mg for mg, _ in ticks), default=0.0)
        said = [f"{words} mg" for _, words in ticks]
        name = ", ".join([self._sum.text().rstrip("."), *said])
        self._bar.set_amounts(top * 1.15, [(day.mg, "hatched")], ticks, name)
        self._notice.setVisible(bool(day.passed) or day.gate is not None)
        if self._notice.isVisibleTo(self):
            words = self._words.words
            heads = [
                words.over_limit.replace("{limit}", f"{one.label} of {one.mg} mg")
                for one in day.passed
            ]
            level = GATE_LEVELS[day.gate] if day.gate is not None else "warn"
            self._notice.set_content(level, heads[-1] if heads else words.at_limit, day.why)

    # ---------------------------------------------------------------- reading a label

    def _reading(self) -> LabelReading:
        typed = self._label.text().strip()
        plain = re.fullmatch(r"\d+(?:[.,]\d+)?", typed)
        return read_label(f"{typed} mg" if plain else typed, self._forms)

    def _say(self, text: str, wrong: bool = False) -> None:
        self._said.set_text(text)
        self._said.setVisible(bool(text))
        self._label.setAccessibleDescription(text)
        mark_wrong(self._label, wrong)

    def _wrong(self, problem: str) -> str:
        """What is wrong with what was typed; an absurd amount comes with whom to ring."""
        said = next(each.say for each in self._forms.label.problems if each.id == problem)
        if problem != "absurd":
            return said
        region = region_words(self._workspace.content, self._workspace.visit)
        return f"{said} {with_numbers(self._words.words.poison, region)}"

    @Slot()
    def _on_typed(self) -> None:
        if not self._label.text().strip():
            self._say("")
            self._add.setText(ADD)
            return
        reading = self._reading()
        words = self._forms.label
        notes = {each.id: each.say for each in words.notes}
        said = [self._wrong(reading.problem)] if reading.problem else []
        said += [notes[note] for note in reading.notes]
        amount = reading.per_piece_mg
        if amount is not None and not reading.problem:
            about = "About " if reading.kind == "computed" else ""
            piece = reading.unit or words.vocabulary.units["unit"]
            figure = f"{about}{number_text(amount)} mg of magnesium in one {piece}."
            said.insert(0, upper(figure))
        if not self._per_day_told:
            self._per_day.set_value(reading.count)
        without = ADD_WITHOUT if reading.problem in KEPT_WITHOUT_AMOUNT else ADD
        self._add.setText(ADD_AS_SAID if reading.problem == KEPT_WHEN_SAID else without)
        self._say(" ".join(said))

    # ---------------------------------------------------------------- slots

    @Slot()
    def _on_per_day(self) -> None:
        self._per_day_told = self._per_day.value() is not None

    @Slot()
    def _on_add(self) -> None:
        """The button says what it does: with it a person can know better than the label."""
        self._take({*KEPT_WITHOUT_AMOUNT, KEPT_WHEN_SAID})

    @Slot()
    def _take(self, kept: Set[str] = KEPT_WITHOUT_AMOUNT) -> None:
        """List what is typed, without an amount for the problems ``kept``; else say the problem."""
        typed = " ".join(self._label.text().split())
        reading = self._reading()
        problem = reading.problem if typed else "empty"
        if problem is not None and problem not in kept:
            self._say(self._wrong(problem), wrong=True)
            self._label.setFocus()
            return
        if not self._per_day.acceptable():
            self._per_day.setFocus()
            return
        told = self._per_day.value()
        mg = None if reading.problem else reading.per_piece_mg
        plain = re.fullmatch(r"[\d.,]+", typed)
        product = Supplement(
            name=f"Magnesium {typed} mg" if plain else typed,
            elemental_mg=None if mg is None else round(mg, 1),
            per_day=1 if told is None else told,
        )
        listed = (*(self._workspace.visit.supplements or ()), product)
        self._label.clear()
        self._add.setText(ADD)
        self._per_day_told = False
        self._per_day.set_value(1)
        self._say("")
        self._workspace.change("Add a product", supplements=listed)
        self._label.setFocus()

    @Slot(bool)
    def _on_none(self, none: bool) -> None:
        self._workspace.change("No products", supplements=() if none else None)

    @Slot(int)
    def _on_removed(self, place: int) -> None:
        kept = list(self._workspace.visit.supplements or ())
        del kept[place]
        self._workspace.change("Remove a product", supplements=tuple(kept) or None)

    @Slot(int, str, object)
    def _on_amount(self, place: int, field: str, number: float | None) -> None:
        visit = self._workspace.visit
        listed = list(visit.supplements or ())
        listed[place] = listed[place].model_copy(update={field: number})
        visit = visit.changed(supplements=tuple(listed))
        self._workspace.edit(visit, "Amount", f"product {place} {field}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._label.setMaximumWidth(round(FIELD_PX * theme.text_scale))
        self._bar.setMaximumWidth(round(FIELD_PX * theme.text_scale))
