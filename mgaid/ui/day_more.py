"""What stands under the usual day: the quick check, and how the figures are worked out.

Both open at a press. The quick check keeps its answers in the visit; the tables the need is taken
from are a preference of the visit.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mgaid.core import intake
from mgaid.core.foods import FoodTable
from mgaid.ui.day_words import SYSTEMS
from mgaid.ui.parts import Button, SegmentedRadio, caption, keep_spacing, label
from mgaid.ui.quick_check import QuickCheck
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

EXPLAINED = ("absorbed", "about", "portions")


class DayMore(QWidget):
    """Two links, each with what it opens below it."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._source = workspace, source
        self._table: FoodTable | None = None
        self._check: QuickCheck | None = None
        self._check_link = Button(source, "Quick check instead of a list", "link")
        self._check_place = QVBoxLayout()
        self._how_link = Button(source, "How this is worked out", "link")
        self._how = self._explanation()
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny")
        column.addWidget(self._check_link)
        column.addLayout(self._check_place)
        column.addWidget(self._how_link)
        column.addWidget(self._how)
        for link in (self._check_link, self._how_link):
            link.setCheckable(True)
        self._check_link.toggled.connect(self._on_check)
        self._how_link.toggled.connect(self._how.setVisible)

    def _explanation(self) -> QWidget:
        made = QWidget()
        inside = QVBoxLayout(made)
        keep_spacing(self._source, inside, "gap")
        self._system = SegmentedRadio(self._source, SYSTEMS, "Daily need by the tables of")
        self._system.chosen.connect(self._on_system)
        self._notes = caption("")
        inside.addWidget(label("Daily need by the tables of"))
        inside.addWidget(self._system)
        inside.addWidget(self._notes)
        made.hide()
        return made

    def refresh(self, table: FoodTable | None) -> None:
        """Show the visit as it stands; without a food table there is nothing to open."""
        self._table = table
        self.setVisible(table is not None)
        if table is None:
            return
        visit = self._workspace.visit
        self._system.set_value(intake.system_for(visit))
        self._notes.setText("\n\n".join(table.guide.notes[note] for note in EXPLAINED))
        if visit.quick_check and self._check is None:
            self._check_link.setChecked(True)
        if self._check is not None:
            self._check.show_answers(visit.quick_check)

    @Slot(bool)
    def _on_check(self, on: bool) -> None:
        if self._check is None and self._table is not None:
            self._check = QuickCheck(self._source, self._table)
            self._check.show_answers(self._workspace.visit.quick_check)
            self._check.answered.connect(self._on_answered)
            self._check_place.addWidget(self._check)
        if self._check is not None:
            self._check.setVisible(on)

    @Slot(str, str)
    def _on_answered(self, group: str, answer: str) -> None:
        """Going through the answers with the keys is one step to undo."""
        visit = self._workspace.visit
        told = {k: v for k, v in visit.quick_check.items() if k != group}
        if answer:
            told[group] = answer
        changed = visit.changed(quick_check=told)
        self._workspace.edit(changed, "Quick check", merge=f"quick check {group}")

    @Slot(str)
    def _on_system(self, system: str) -> None:
        told = self._workspace.visit.preferences.model_copy(update={"intake_system": system})
        self._workspace.change("Choose a country's need", preferences=told)
