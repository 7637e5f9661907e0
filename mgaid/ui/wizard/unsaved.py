"""Says on the page in view that the answers cannot be saved, and goes when they can be again.

The window behind says the same, but the questions cover it.
"""

from __future__ import annotations

import html

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mgaid.ui.parts import Notice, keep_spacing
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard.page import StopPage
from mgaid.ui.workspace import Workspace

HEAD = "Your last answers are not saved"
WAY_OUT = "You can go on. To save elsewhere, choose “Save and close” first."


class Unsaved(QWidget):
    """Stands wherever the page puts it; it has nothing to press, so Tab passes it by."""

    def __init__(self, workspace: Workspace, source: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._notice = Notice(source, "warn", HEAD)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "gap", ("wizard", "gap", "wizard", ""))
        column.addWidget(self._notice)
        self._failing = False
        self.hide()
        workspace.save_failed.connect(self._on_save_failed)
        workspace.saved.connect(self._on_saved)

    def stand_on(self, page: StopPage) -> None:
        page.put_on_top(self)
        self.setVisible(self._failing)  # Qt hides what it moves to another page

    @Slot(str)
    def _on_save_failed(self, problem: str) -> None:
        self._notice.set_content("warn", HEAD, f"{html.escape(problem)} {WAY_OUT}")
        if not self._failing:
            self._notice.alert_when_shown()
        self._failing = True
        self.show()

    @Slot()
    def _on_saved(self) -> None:
        self._failing = False
        self.hide()
