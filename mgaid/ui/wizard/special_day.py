"""The page on which a usual day of food is put together: the panel of the Foods tab."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mgaid.core.content.asking import AskSpecial
from mgaid.ui.day_panel import DayPanel
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace


def build(
    workspace: Workspace, source: ThemeSource, _ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    return DayPanel(workspace, source, parent)
