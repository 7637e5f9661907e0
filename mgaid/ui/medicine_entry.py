"""One medicine of the list: what it is, what it does, where that is from, and since when.

It shows and asks; the list it stands in changes the visit.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from mgaid.core.assessment import MedicineFound
from mgaid.core.content.remedies import MedicineClass
from mgaid.core.medicine_lines import apart, matter_line, matters_for
from mgaid.core.medicines import Recognised
from mgaid.core.phrases import upper
from mgaid.core.spelling import fold
from mgaid.ui.evidence import evidence_of, show_evidence, sources_shown
from mgaid.ui.parts import (
    Button,
    FlowLayout,
    IconButton,
    IconLine,
    NumberField,
    SourceLink,
    Tag,
    caption,
    keep_spacing,
    label,
    shortened,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

BESIDE_FROM_PX = 760
LONGEST_SHOWN = 40
MONTHS_A_YEAR = 12
UNITS = (("years", "years"), ("months", "months"))
MOST = {"years": 120.0, "months": 1440.0}
GROUP_TAGS = {
    "depletes": ("drop", "warn"),
    "raises_mg": ("drop", "warn"),
    "causes_symptoms": ("twitch", "warn"),
    "worsens_rls": ("leg", "warn"),
    "interacts": ("clock", "info"),
    "risk_amplifier": ("warn", "warn"),
    "condition_marker": ("warn", "warn"),
    "kidney_watch": ("kidney", "info"),
}


class MedicineEntry(QWidget):
    """One medicine: what it is, what it does, since when."""

    removed = Signal(int)
    renamed = Signal(int, str)
    taken_for = Signal(int, object)

    def __init__(self, workspace: Workspace, source: ThemeSource, place: int, same_as: str) -> None:
        super().__init__()
        self._workspace = workspace
        self._source = source
        self._place = place
        found = workspace.assessment.medicines[place]
        self._name = upper(found.entered.name)
        self._months = found.entered.months
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        keep_spacing(source, self._row, "column")
        self._row.addWidget(self._words(found, same_as), 1)
        side = QHBoxLayout()
        keep_spacing(source, side, "block")
        side.addWidget(self._time())
        remove = IconButton(source, "close", f"Remove {self._name}")
        remove.clicked.connect(self._on_remove)
        side.addWidget(remove, 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addLayout(side)
        self._row.setAlignment(side, Qt.AlignmentFlag.AlignTop)

    def show_months(self, months: float | None) -> None:
        if months == self._months:
            return
        self._months = months
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    # ---------------------------------------------------------------- making

    def _words(self, found: MedicineFound, same_as: str) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "tiny")
        medicines = self._workspace.content.medicines
        known = found.known
        mine = [c for c in medicines.classes if known is not None and c.id in known.classes]
        head = FlowLayout(spacing=12, row_spacing=0)
        head.addWidget(label(shortened(self._name, LONGEST_SHOWN), "strong", wrap=False))
        what = [known.substance] if known and fold(known.substance) != fold(known.name) else []
        what += dict.fromkeys(c.plain for c in mine)
        if known is None:
            what = ["not on our list"]
        head.addWidget(label(", ".join(what), tone="text2"))
        column.addLayout(head)
        if same_as:
            words = medicines.words.same_substance.replace("{other}", same_as)
            column.addWidget(IconLine(self._source, "info", words, "info"))
        elif known is None:
            column.addWidget(label(f"{medicines.words.not_found} {medicines.words.unlisted}"))
            self._offer_near(column, found.entered.name)
        elif not mine:
            column.addWidget(label(medicines.words.no_effect_known))
        else:
            for one in mine:
                column.addWidget(label(self._effect(one, known)))
            column.addWidget(self._tags(mine, known))
        return made

    def _effect(self, of: MedicineClass, known: Recognised) -> str:
        words = self._workspace.content.medicines.words
        return f"{of.effect} {apart(words, of, known)}".strip()

    def _tags(self, mine: Sequence[MedicineClass], known: Recognised) -> QWidget:
        made = QWidget()
        flow = FlowLayout(made, spacing=12, row_spacing=0)
        medicines = self._workspace.content.medicines
        matters = dict.fromkeys(
            (group, matter_line(medicines, one, group))
            for one in mine
            for group in matters_for(one, known)
        )
        for group, line in matters:
            icon, level = GROUP_TAGS[group]
            flow.addWidget(Tag(self._source, line, icon, level))
        for one in mine:
            for cited in sources_shown(self._workspace.content, one.sources)[:1]:
                link = SourceLink(self._source, cited.short)
                link.setProperty("class_id", one.id)
                link.clicked.connect(self._on_source)
                flow.addWidget(link)
        return made

    def _offer_near(self, column: QVBoxLayout, name: str) -> None:
        near = self._workspace.medicines.nearest(name)
        if not near:
            return
        made = QWidget()
        flow = FlowLayout(made, spacing=12, row_spacing=0)
        asked = self._workspace.content.medicines.words.did_you_mean
        flow.addWidget(label(asked, tone="text2", wrap=False))
        for one in near:
            button = Button(self._source, one.name, "link")
            button.setAccessibleName(f"{asked} {one.name}")
            button.setProperty("name", one.name)
            button.clicked.connect(self._on_rename)
            flow.addWidget(button)
        column.addWidget(made)

    def _time(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "tiny")
        self._field = NumberField(
            self._source,
            f"{self._name}, taken for",
            0,
            MOST["months"],
            decimals=1,
            units=UNITS,
            check=self._problem,
            show_label=False,
        )
        self._show()
        self._field.changed.connect(self._on_time)
        self._field.unit_changed.connect(self._on_time)
        column.addWidget(caption("Taken for"))
        column.addWidget(self._field)
        return made

    def _show(self) -> None:
        """Years from two on, or where they come out even; months otherwise."""
        months = self._months
        if months is None:
            self._field.set_value(None)
            return
        as_years = months >= 2 * MONTHS_A_YEAR or months % MONTHS_A_YEAR == 0
        self._field.set_unit("years" if as_years else "months")
        self._field.set_value(months / MONTHS_A_YEAR if as_years else months)

    def _problem(self, number: float) -> str | None:
        most = MOST[self._field.unit()]
        if 0 <= number <= most:
            return None
        return f"Use a number from 0 to {most:g} {self._field.unit()}."

    # ---------------------------------------------------------------- slots

    @Slot()
    def _on_time(self) -> None:
        number = self._field.value()
        factor = MONTHS_A_YEAR if self._field.unit() == "years" else 1
        months = number * factor if number is not None and self._problem(number) is None else None
        if months != self._months:
            self._months = months
            self.taken_for.emit(self._place, months)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self._place)

    @Slot()
    def _on_rename(self) -> None:
        self.renamed.emit(self._place, str(self.sender().property("name")))

    @Slot()
    def _on_source(self) -> None:
        wanted = self.sender().property("class_id")
        for one in self._workspace.content.medicines.classes:
            if one.id == wanted:
                evidence = evidence_of(one, one.effect, one.advice)
                show_evidence(self._source, self._workspace.content, evidence, self.window())
