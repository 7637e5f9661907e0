"""What I take already, in short: products with their total, and medicines by name.

Changing them happens in the lists it asks for; sums and limits come from the assessment.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mgaid.core.content.remedies import FormsFile
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.phrases import fill, join, number_text, upper
from mgaid.core.products import taken
from mgaid.core.visit import Supplement
from mgaid.ui.levels import GATE_LEVELS
from mgaid.ui.parts import (
    Button,
    Card,
    IconLine,
    Rule,
    keep_spacing,
    label,
    section,
    strong,
)
from mgaid.ui.product_entry import fitting_name
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

OVER_ICONS = {"danger": "stop", "warn": "warn"}


class TakingCard(Card):
    """``products_wanted`` and ``medicines_wanted`` ask for the list to change."""

    products_wanted = Signal()
    medicines_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        forms: FormsFile,
        file: SupplementsFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(source, parent=parent)
        self.setAccessibleName("What I take")
        self._workspace = workspace
        self._file = file
        self._products = label("")
        self._total = strong("")
        self._split = label(forms.words.dose_effect, tone="text2")
        self._over = {tone: IconLine(source, icon, "", tone) for tone, icon in OVER_ICONS.items()}
        self._medicines = label("", tone="text2")
        self._add = Button(source, "Add a product", "quiet", "plus")
        self._add.clicked.connect(self.products_wanted)
        change = Button(source, "Change", "link")
        change.setAccessibleName("Change my medicines")
        change.clicked.connect(self.medicines_wanted)
        self.setFocusProxy(self._add)
        head = QHBoxLayout()
        keep_spacing(source, head, "gap")
        head.addWidget(section("What I take"), 1)
        head.addWidget(self._add, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        for part in (self._products, self._total, *self._over.values(), self._split, Rule()):
            self.body.addWidget(part)
        self.body.addWidget(strong("My medicines"))
        row = QHBoxLayout()
        keep_spacing(source, row, "gap")
        row.addWidget(self._medicines, 1)
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        workspace.changed.connect(self.refresh)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Follow the visit."""
        content, assessment = self._workspace.content, self._workspace.assessment
        visit = self._workspace.visit
        listed = visit.supplements or ()
        own = self._file.words
        self._products.setText("\n".join(map(_line, listed)) or own.no_products)
        self._products.setProperty("tone", "" if listed else "text2")
        total = assessment.numbers.get("supplement_mg_day")
        words = content.words.summary
        if total is None:
            said = words["supplement_unknown"]
        else:
            said = fill(words, "supplement_total", n=number_text(round(total)))
        self._total.setText(f"{upper(said)}.")
        self._total.setVisible(bool(listed))
        self._split.setVisible(bool(listed) and not assessment.gate.closed)
        day = taken(content, visit, assessment, self._file)
        tone_now = GATE_LEVELS[day.gate] if day.gate is not None else ""
        for tone, line in self._over.items():
            line.setVisible(tone == tone_now)
            if tone == tone_now:
                line.set_text(day.why)
        names = join(content, [fitting_name(medicine.name) for medicine in visit.medicines or ()])
        none = own.no_medicines if visit.medicine_list_complete else own.medicines_open
        self._medicines.setText(names or none)
        self._add.setText("Change" if listed else "Add a product")
        self._add.setAccessibleName("Change what I take" if listed else "Add a product")
        self._add.set_icon("edit" if listed else "plus")


def _line(product: Supplement) -> str:
    amount = (
        "amount not known"
        if product.elemental_mg is None
        else f"{number_text(product.elemental_mg * product.per_day)}\u00a0mg a day"
    )
    return f"{fitting_name(product.name)}: {amount}"
