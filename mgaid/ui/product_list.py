"""What the person takes already: products with magnesium, how much a day, and the limits.

Reading a label is ``core.labels``; limits and what is said about them come from the content.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mgaid.core import content as contents
from mgaid.core.content.remedies import FormsFile
from mgaid.core.content.texts import SupplementLimit
from mgaid.core.labels import LabelReading, read_label
from mgaid.core.phrases import number_text
from mgaid.core.visit import Supplement
from mgaid.ui.parts import (
    AmountBar,
    Button,
    Card,
    CheckBox,
    IconButton,
    IconLine,
    Notice,
    NumberField,
    Rule,
    caption,
    keep_spacing,
    label,
    section,
    strong,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

LIMITS_SHOWN = ("eu", "us")
GROWN_UP = 120.0  # limits for grown-ups are shown while the age is not known
LONGEST_NAME = 200
MOST_A_DAY = 100
FIELD_PX = 480
BESIDE_FROM_PX = 640
KEPT_WITHOUT_AMOUNT = frozenset({"not_magnesium", "no_amount", "unknown_salt"})
OVER = (("over_ul", "danger"), ("near_ul", "warn"))
EMPTY = "No magnesium products yet. Add vitamins, antacids and laxatives too: many hold magnesium."


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
        self._shown: tuple[str, ...] | None = None
        self._entries: list[_Product] = []
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
        self._empty = label(EMPTY, tone="text2")
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
        source.changed.connect(self._on_theme)
        self._on_theme()
        self.refresh()

    def flush(self) -> None:
        """A product that is typed and can be read is kept."""
        if self._label.text().strip():
            self._on_add()

    @Slot()
    def refresh(self) -> None:
        """Follow the visit; fields in use stay as they are."""
        listed = self._workspace.visit.supplements or ()
        if tuple(one.name for one in listed) != self._shown:
            self._rebuild(listed)
        for entry, one in zip(self._entries, listed, strict=True):
            entry.show_product(one)
        blocked = self._none.blockSignals(True)
        self._none.setChecked(self._workspace.visit.supplements == ())
        self._none.blockSignals(blocked)
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
        self._label = _Line()
        self._label.setMaxLength(LONGEST_NAME)
        self._label.setPlaceholderText("Magnesium citrate 1,000 mg")
        self._label.setAccessibleName(words.text())
        self._label.textChanged.connect(self._on_typed)
        self._label.entered.connect(self._on_add)
        words.setBuddy(self._label)
        self._per_day = NumberField(
            self._source,
            "How many a day",
            0,
            MOST_A_DAY,
            decimals=1,
            units=(("", "a day"),),
            show_label=False,
        )
        self._per_day.set_value(1)
        self._per_day.changed.connect(self._on_per_day)
        self._add = Button(self._source, "Add it", "outlined", "plus")
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
        while (item := self._card.body.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._entries = []
        for place, one in enumerate(listed):
            entry = _Product(self._source, place, one, self._forms.label.ask_poison_mg)
            entry.removed.connect(self._on_removed)
            entry.changed.connect(self._on_amount)
            if place:
                self._card.body.addWidget(Rule())
            self._card.body.addWidget(entry)
            self._entries.append(entry)
        if lost:
            self._label.setFocus()

    def _show_total(self, listed: tuple[Supplement, ...]) -> None:
        known = sum((one.elemental_mg or 0) * one.per_day for one in listed)
        # A total told elsewhere, without the products, counts as it does in the assessment.
        known = max(known, self._workspace.assessment.numbers.get("supplement_mg_day", 0.0))
        self._total.setVisible(bool(listed) or known > 0)
        unknown = sum(one.elemental_mg is None for one in listed)
        amount = f"{number_text(known)} mg a day"
        if unknown:
            some = "One amount is" if unknown == 1 else f"{unknown} amounts are"
            self._sum.setText(f"At least {amount} in all. {some} not known.")
        else:
            self._sum.setText(f"About {amount} of magnesium in all.")
        limits = self._limits()
        ticks = [(float(one.mg), f"{one.label} {one.mg}") for one in limits]
        top = max((mg for mg, _ in ticks), default=0.0)
        said = [f"{words} mg" for _, words in ticks]
        name = ", ".join([self._sum.text().rstrip("."), *said])
        self._bar.set_amounts(top * 1.15, [(known, "hatched")], ticks, name)
        over = [one for one in limits if known > one.mg]
        truths = self._workspace.assessment.truths
        reason = next(((f, level) for f, level in OVER if truths[f] is True), None)
        self._notice.setVisible(bool(over) or reason is not None)
        finding, level = reason or ("", "warn")
        heads = [f"Over the {one.label} of {one.mg} mg a day" for one in over]
        why = self._workspace.content.gate_reasons[finding].why if finding else ""
        head = heads[-1] if heads else "At the limit"
        if self._notice.isVisibleTo(self):
            self._notice.set_content(level, head, why)

    def _limits(self) -> list[SupplementLimit]:
        """The limits for the person's age, smallest first."""
        age = self._workspace.visit.person.age
        years = GROWN_UP if age is None else age
        fitting = (
            one
            for one in self._workspace.content.supplement_limits
            if one.system in LIMITS_SHOWN and one.from_age <= years < one.below_age
        )
        return sorted(fitting, key=lambda one: one.mg)

    # ---------------------------------------------------------------- reading a label

    def _reading(self) -> LabelReading:
        typed = self._label.text().strip()
        plain = re.fullmatch(r"\d+(?:[.,]\d+)?", typed)
        return read_label(f"{typed} mg" if plain else typed, self._forms)

    def _say(self, text: str, wrong: bool = False) -> None:
        self._said.set_text(text)
        self._said.setVisible(bool(text))
        self._label.setAccessibleDescription(text)
        self._label.mark(wrong)

    @Slot()
    def _on_typed(self) -> None:
        if not self._label.text().strip():
            self._say("")
            self._add.setText("Add it")
            return
        reading = self._reading()
        words = self._forms.label
        notes = {each.id: each.say for each in (*words.notes, *words.problems)}
        said = [notes[note] for note in (reading.problem, *reading.notes) if note is not None]
        amount = reading.per_piece_mg
        if amount is not None and not reading.problem:
            about = "About " if reading.kind == "computed" else ""
            piece = reading.unit or words.vocabulary.units["unit"]
            figure = f"{about}{number_text(amount)} mg of magnesium in one {piece}."
            said.insert(0, figure[:1].upper() + figure[1:])
        if not self._per_day_told:
            self._per_day.set_value(reading.count)
        without = reading.problem in KEPT_WITHOUT_AMOUNT
        self._add.setText("Add without an amount" if without else "Add it")
        self._say(" ".join(said))

    # ---------------------------------------------------------------- slots

    @Slot()
    def _on_per_day(self) -> None:
        self._per_day_told = self._per_day.value() is not None

    @Slot()
    def _on_add(self) -> None:
        typed = self._label.text().strip()
        reading = self._reading()
        problem = reading.problem if typed else "empty"
        if problem is not None and problem not in KEPT_WITHOUT_AMOUNT:
            words = {each.id: each.say for each in self._forms.label.problems}
            self._say(words[problem], wrong=True)
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
        self._add.setText("Add it")
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
        beside = self.width() >= (BESIDE_FROM_PX + 100) * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._label.setMaximumWidth(round(FIELD_PX * theme.text_scale))
        self._bar.setMaximumWidth(round(FIELD_PX * theme.text_scale))


class _Line(QLineEdit):
    """A line in which Enter does what its own button does, not the window's."""

    entered = Signal()

    def mark(self, wrong: bool) -> None:
        if bool(self.property("error")) != wrong:
            self.setProperty("error", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


class _Product(QWidget):
    """One product: its name, the magnesium in one piece, and pieces a day."""

    removed = Signal(int)
    changed = Signal(int, str, object)

    def __init__(
        self, source: ThemeSource, place: int, product: Supplement, most_mg: float
    ) -> None:
        super().__init__()
        self._source = source
        self._place = place
        self.setAccessibleName(product.name)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        keep_spacing(source, self._row, "column")
        words = QVBoxLayout()
        keep_spacing(source, words, "tiny")
        words.addWidget(strong(product.name))
        self._amount = label("", tone="text2")
        words.addWidget(self._amount)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        self._mg = NumberField(
            source, f"{product.name}: magnesium in one, mg", 0, most_mg, decimals=1,
            units=(("", "mg in one"),), show_label=False,
        )  # fmt: skip
        self._mg.changed.connect(self._on_mg)
        self._per_day = NumberField(
            source, f"{product.name}: how many a day", 0, MOST_A_DAY, decimals=1,
            units=(("", "a day"),), show_label=False,
        )  # fmt: skip
        self._per_day.changed.connect(self._on_per_day)
        remove = IconButton(source, "close", f"Remove {product.name}")
        remove.clicked.connect(self._on_remove)
        side = QHBoxLayout()
        keep_spacing(source, side, "pad")
        for part in (self._mg, self._per_day, remove):
            side.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        side.addStretch(1)
        self._row.addLayout(side)
        self._mg.set_value(product.elemental_mg)
        self._per_day.set_value(product.per_day)
        self.show_product(product)

    def show_product(self, product: Supplement) -> None:
        if self._mg.acceptable() and self._mg.value() != product.elemental_mg:
            self._mg.set_value(product.elemental_mg)
        if self._per_day.value() is not None and self._per_day.value() != product.per_day:
            self._per_day.set_value(product.per_day)
        total = None if product.elemental_mg is None else product.elemental_mg * product.per_day
        self._amount.setText(
            "Amount not known" if total is None else f"{number_text(total)} mg a day"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    @Slot(object)
    def _on_mg(self, number: float | None) -> None:
        self.changed.emit(self._place, "elemental_mg", number)

    @Slot(object)
    def _on_per_day(self, number: float | None) -> None:
        if number is not None:
            self.changed.emit(self._place, "per_day", number)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self._place)
