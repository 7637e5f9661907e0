"""The wizard's page that compares the choices."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mgaid.core.content.asking import AskSpecial
from mgaid.ui.option_grid import OptionGrid
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

FOOTER = "You can pick more than one. None is “best”."


def build(
    workspace: Workspace, source: ThemeSource, ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    page = next(p for p in workspace.content.pages.values() if ask in p.ask)
    made = OptionGrid(workspace, source, page.title, parent)
    made.setProperty("whole_page", True)
    made.setProperty("rail", True)
    made.setProperty("footer_note", FOOTER)
    return made
