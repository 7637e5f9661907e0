"""Reads a label as it is typed: how much magnesium one tablet holds, and a day of it on a bar.

Understanding labels is ``core.labels``; figures of limits and every sentence come from the
content. What is read is only kept when the person adds it to what they take.
"""

from __future__ import annotations

import html

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mgaid.core.content.remedies import FormsFile
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.content.texts import SupplementLimit
from mgaid.core.labels import LabelReading, read_label
from mgaid.core.phrases import count_text, join, number_text, upper
from mgaid.core.products import limits_beside
from mgaid.core.remedy_choice import page_telling, price_per_100_mg
from mgaid.core.urgency import with_numbers
from mgaid.core.visit import Supplement
from mgaid.ui.evidence import Evidence, EvidenceLine
from mgaid.ui.help_now import region_words
from mgaid.ui.parts import (
    AmountBar,
    Button,
    Card,
    ErrorLine,
    FlowLayout,
    IconLine,
    Notice,
    NumberField,
    caption,
    keep_spacing,
    label,
    offer_clearing,
    say_aloud,
    section,
)
from mgaid.ui.tab_order import tab_after
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

NAME_LETTERS = 60
NBSP = "\u00a0"


class LabelReader(Card):
    """``added`` carries the product put on the list; ``page_wanted`` a page of the questions."""

    added = Signal(str)
    page_wanted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        forms: FormsFile,
        file: SupplementsFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(source, parent=parent)
        self.setAccessibleName("Read a label")
        self._workspace = workspace
        self._forms = forms
        self._file = file
        self._words = file.words
        self._said = {n.id: n.say for n in (*forms.label.notes, *forms.label.problems)}
        self._by_id = {form.id: form for form in forms.form}
        self._reading = LabelReading(problem="empty")
        self.field = QLineEdit()
        self.field.setAccessibleName("What the label says")
        self.field.setPlaceholderText("Magnesium citrate 1,000 mg")
        offer_clearing(source, self.field)
        self.field.textChanged.connect(self._read)
        self._answer = label("", "section", rich=True)
        self._several = caption("")
        self._error = ErrorLine(source)
        self._absurd = Notice(source, "danger", "Check this figure", alert=True)
        self._bar = AmountBar(source, 1)
        self._note = IconLine(source, "info", "", kind="caption")
        self._per_day = NumberField(source, "How many a day", 0.25, 50, decimals=2, step=0.5)
        self._per_day.set_value(1)
        self._per_day.changed.connect(self._show)
        self._reaches = IconLine(source, "warn", "", tone="warn")
        self._tell_age = Button(source, self._words.limits_grown_up, "link")
        self._tell_age.clicked.connect(self._ask_age)
        self._apart = caption(self._words.food_apart)
        self._add = Button(source, "Add to what I take", "outlined", "plus")
        self._add.clicked.connect(self.add)
        self._price = _Price(source)
        self._evidence: EvidenceLine | None = None
        self._source = source
        self._lay_out()
        workspace.changed.connect(self._show)
        self._read("")

    @property
    def reading(self) -> LabelReading:
        """What was understood of the text in the field."""
        return self._reading

    def answer(self) -> str:
        """The line a person reads, as plain text: "About 162 mg magnesium in one tablet"."""
        mg = self._reading.per_piece_mg
        if mg is None or self._reading.problem:
            return self._error.text()
        return f"{self._amount(mg)} {self._where()}"

    @Slot()
    def add(self) -> None:
        """Put the product, as read, on the list of what the person takes."""
        reading, often = self._reading, self._per_day.value()
        mg = reading.per_piece_mg
        if mg is None or reading.problem or often is None:
            return
        name = self._name()
        product = Supplement(name=name, elemental_mg=round(mg, 1), per_day=often)
        listed = self._workspace.visit.supplements or ()
        self._workspace.change("Add a product", supplements=(*listed, product))
        self.added.emit(name)
        self.field.clear()
        self.field.setFocus()

    # ---------------------------------------------------------------- making

    def _lay_out(self) -> None:
        body = self.body
        body.addWidget(section("Read a label"))
        above = label("Type or paste what the label says", "caption", "text2")
        above.setBuddy(self.field)
        body.addWidget(above)
        body.addWidget(self.field)
        body.addWidget(self._error)
        body.addWidget(self._absurd)
        body.addWidget(self._answer)
        body.addWidget(self._several)
        body.addWidget(self._bar)
        body.addWidget(self._reaches)
        body.addWidget(self._tell_age)
        body.addWidget(self._note)
        self._more = QWidget()
        row = FlowLayout(self._more, spacing=16)
        row.addWidget(self._per_day)
        row.addWidget(self._add)
        body.addWidget(self._more)
        body.addWidget(self._price)
        body.addWidget(self._apart)
        self._sources = QVBoxLayout()
        body.addLayout(self._sources)

    # ---------------------------------------------------------------- reading

    @Slot(str)
    def _read(self, text: str) -> None:
        before = self._reading
        self._reading = read_label(text, self._forms)
        count = self._reading.count
        if count != before.count and self._per_day.value() in (None, before.count):
            self._per_day.set_value(count)
        self._show()
        if self._reading != before and self.field.hasFocus() and self.answer():
            say_aloud(self.field, self.answer())

    @Slot()
    def _show(self) -> None:
        reading = self._reading
        empty = reading.problem == "empty"
        absurd = reading.problem == "absurd"
        mg = None if reading.problem else reading.per_piece_mg
        known = mg is not None
        self._error.show_error("" if empty or absurd else self._said.get(reading.problem or "", ""))
        self._absurd.setVisible(absurd)
        if absurd:
            region = region_words(self._workspace.content, self._workspace.visit)
            line = with_numbers(self._words.poison, region)
            said = f"{html.escape(self._said['absurd'])} <b>{html.escape(line)}</b>"
            self._absurd.set_content("danger", "Check this figure", said)
        for part in (self._answer, self._bar, self._more, self._price, self._apart):
            part.setVisible(known)
        self._note.setVisible(known and bool(reading.notes))
        self._several.setVisible(known and reading.count != 1)
        if mg is None:
            self._reaches.hide()
            self._tell_age.hide()
            self._show_sources(())
            return
        self._answer.setText(
            f"<b>{html.escape(self._amount(mg))}</b> "
            f"<span style='font-weight: normal; font-size: {self._small()}px'>"
            f"{html.escape(self._where())}</span>"
        )
        if reading.count != 1:
            several = self._words.label_several
            for place, text in (
                ("{mg}", number_text(reading.elemental_mg or 0)),
                ("{n}", count_text(reading.count)),
                ("{unit}", self._unit()),
            ):
                several = several.replace(place, text)
            self._several.setText(several)
        self._note.set_text(" ".join(self._said[note] for note in reading.notes))
        self._price.set_piece(mg)
        self._show_day(mg)

    def _show_day(self, mg: float) -> None:
        often = self._per_day.value()
        a_day = mg * (often or 0)
        limits = self._limits()
        left = f"{count_text(often)} a day" if often is not None else ""
        words = self._words.label_per_day.replace("{n}", count_text(often or 0))
        said = words.replace("{mg}", number_text(a_day))
        ticks = [(float(one.mg), f"{one.label} {one.mg}") for one in limits]
        highest = max([a_day, *(value for value, _ in ticks)])
        self._bar.set_amounts(highest * 1.15, [(a_day, "hatched")], ticks, said, left)
        reached = [f"{one.label} of {one.mg}{NBSP}mg a day" for one in limits if a_day >= one.mg]
        self._reaches.setVisible(bool(reached))
        if reached:
            names = join(self._workspace.content, reached)
            over = self._words.label_reaches.replace("{limits}", names)
            self._reaches.set_text(f"{said} {over}")
        self._tell_age.setVisible(self._workspace.visit.person.age is None)
        self._add.setEnabled(often is not None)
        self._show_sources(limits)

    def _limits(self) -> tuple[SupplementLimit, ...]:
        here = self._workspace
        return limits_beside(here.content, here.visit, self._file)

    def _show_sources(self, limits: tuple[SupplementLimit, ...]) -> None:
        """What the limits on the bar rest on."""
        key = tuple(one.id for one in limits)
        if self._evidence is not None and self._evidence.property("limits") == key:
            return
        if self._evidence is not None:
            self._sources.removeWidget(self._evidence)
            self._evidence.deleteLater()
            self._evidence = None
        if limits:
            cited = tuple(dict.fromkeys(s for one in limits for s in one.sources))
            statement = ". ".join(f"{one.label}: {one.mg} mg a day from products" for one in limits)
            told = Evidence(f"{statement}.", cited, limits[0].certainty, limits[0].checked)
            self._evidence = EvidenceLine(self._source, self._workspace.content, told)
            self._evidence.setProperty("limits", key)
            self._sources.addWidget(self._evidence)
            tab_after(self._add, (self._price, self._evidence))

    # ---------------------------------------------------------------- words

    def _amount(self, mg: float) -> str:
        words = self._words
        if self._reading.kind == "computed":  # an estimate has no decimals to stand on
            return words.label_about.replace("{mg} ", f"{round(mg)}{NBSP}")
        return words.label_stated.replace("{mg} ", f"{number_text(mg)}{NBSP}")

    def _where(self) -> str:
        units = self._forms.label.vocabulary.units
        unit = _one(self._reading.unit) or units["unit"]
        return self._words.label_in.replace("{unit}", unit)

    def _unit(self) -> str:
        return self._reading.unit or self._forms.label.vocabulary.units["unit"]

    def _name(self) -> str:
        """What the product is called on the list: its kind, else the words of the label."""
        names = [self._by_id[one].name for one in self._reading.forms if one in self._by_id]
        typed = " ".join(self.field.text().split())[:NAME_LETTERS]
        return upper(" + ".join(names) or typed)

    def _small(self) -> int:
        return self._source.theme.px("body")

    @Slot()
    def _ask_age(self) -> None:
        page = page_telling(self._workspace.content, "age")
        if page is not None:
            self.page_wanted.emit(page)


class _Price(QWidget):
    """What 100 mg of magnesium itself cost in this product; closed until it is wanted."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mg = 0.0
        column = QVBoxLayout(self)
        keep_spacing(source, column, "gap")
        self._open = Button(source, "Work out the price of 100 mg", "link")
        self._open.setCheckable(True)
        self._open.toggled.connect(self._on_open)
        self._price = NumberField(source, "Price of the pack", 0, 100_000, decimals=2)
        self._pieces = NumberField(source, "Pieces in the pack", 1, 100_000)
        for field in (self._price, self._pieces):
            field.changed.connect(self._work_out)
        self._fields = QWidget()
        row = FlowLayout(self._fields, spacing=16)
        row.addWidget(self._price)
        row.addWidget(self._pieces)
        self._fields.hide()
        self._said = label("")
        self._said.hide()
        column.addWidget(self._open)
        column.addWidget(self._fields)
        column.addWidget(self._said)

    def set_piece(self, mg: float) -> None:
        """The magnesium in one piece, in mg."""
        self._mg = mg
        self._work_out()

    @Slot(bool)
    def _on_open(self, on: bool) -> None:
        self._fields.setVisible(on)
        self._work_out()

    @Slot()
    def _work_out(self) -> None:
        price, pieces = self._price.value(), self._pieces.value()
        cost = None
        if price is not None and pieces is not None:
            cost = price_per_100_mg(price, pieces, self._mg)
        self._said.setVisible(self._open.isChecked() and cost is not None)
        if cost is not None:
            self._said.setText(f"100{NBSP}mg of magnesium cost {cost:.2f} in this pack.")


def _one(unit: str) -> str:
    """One of a counted thing: "tablets" is "tablet"."""
    if unit.endswith("ies"):
        return f"{unit[:-3]}y"
    return unit[:-1] if unit.endswith("s") and len(unit) > 2 else unit
