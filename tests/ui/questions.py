"""Opens the questions at one page for a test, over a workspace that writes to the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Visit
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.workspace import Workspace

Open = Callable[..., CausesWizard]


@pytest.fixture
def workspace(content: Content, medicines: MedicineIndex, tmp_path: Path) -> Workspace:
    return Workspace(content, medicines, tmp_path)


@pytest.fixture
def open_at(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Iterator[Open]:
    wizards: list[CausesWizard] = []

    def opened(page: str, visit: Visit | None = None) -> CausesWizard:
        if visit is not None:
            workspace.resume(visit)
        wizard = CausesWizard(workspace, source)
        wizards.append(wizard)
        wizard.resize(1366, 700)
        wizard.show()
        with qtbot.waitActive(wizard):
            wizard.activateWindow()
        assert wizard.go_to(page)
        return wizard

    yield opened
    for wizard in wizards:
        wizard.close()
        shiboken6.delete(wizard)
