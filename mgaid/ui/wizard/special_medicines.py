"""The wizard's page for the person's medicines."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mgaid.core.content.asking import AskSpecial
from mgaid.ui.medicine_list import MedicineList
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace


def build(
    workspace: Workspace, source: ThemeSource, _ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    made = MedicineList(workspace, source, parent)
    made.setProperty("no_bottom_line", True)
    return made
