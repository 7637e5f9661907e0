"""What matters to the person: a few wishes, each rated by itself, and shown back.

Nothing is added up, and no option is drawn from it. Below them stand the parts of ``choosing``.
"""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mgaid.core.content.asking import AskSpecial
from mgaid.core.document import Text, plain
from mgaid.ui.parts import Card, IconLine, Rule, keep_spacing, label
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard.choosing import ChoiceRow, Leaning, ShownBack, Sureness
from mgaid.ui.workspace import Workspace

RATINGS = tuple((str(n), str(n)) for n in range(1, 6))
SCALE = "1 means not at all. 5 means very much. Leave out what you do not care about."


def build(
    workspace: Workspace, source: ThemeSource, _ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    return Matters(workspace, source, parent)


class Matters(QWidget):
    """One line for each wish."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        column = QVBoxLayout(self)
        keep_spacing(source, column, "pad")
        column.addWidget(label(SCALE))
        card = Card(source)
        self._rows: dict[str, ChoiceRow] = {}
        for wish in workspace.content.preferences.values():
            row = ChoiceRow(source, wish.label, RATINGS)
            row.choice.setProperty("wish", wish.id)
            row.choice.chosen.connect(self._on_chosen)
            if self._rows:
                card.body.addWidget(Rule())
            card.body.addWidget(row)
            self._rows[wish.id] = row
        column.addWidget(card)
        self._back = IconLine(source, "page", "")
        column.addWidget(self._back)
        for part in (ShownBack, Leaning, Sureness):
            column.addWidget(part(workspace, source, self))
        column.addStretch(1)
        workspace.changed.connect(self._on_changed)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        told = self._workspace.visit.matters
        for wish, row in self._rows.items():
            value = str(told.get(wish, ""))
            if row.choice.value() != value:
                row.choice.set_value(value)
        lines = [
            plain(block.line)
            for part in self._workspace.document().sections
            if part.id == "prefer"
            for block in part.blocks
            if isinstance(block, Text)
        ]
        self._back.setVisible(bool(lines))
        self._back.set_text(" ".join(lines), strong="On your page:")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():  # out of sight it costs nothing; it catches up when shown
            self.refresh()

    @Slot(str)
    def _on_chosen(self, rating: str) -> None:
        wish = str(self.sender().property("wish"))
        told = {w: r for w, r in self._workspace.visit.matters.items() if w != wish}
        if rating:
            told[wish] = int(rating)
        self._workspace.change("What matters", matters=told)
