"""The autosave keeps up with someone who never pauses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.ui.workspace import AUTOSAVE_DELAY_MS, Workspace

LATEST_MS = 5_000


def test_answers_without_a_pause_do_not_put_the_autosave_off(
    content: Content, medicines: MedicineIndex, tmp_path: Path, qtbot: QtBot
) -> None:
    workspace = Workspace(content, medicines, tmp_path, date(2026, 11, 22))
    ages = iter(range(1, 10**6))

    def answer() -> None:
        workspace.tell("age", next(ages) % 100)

    typing = QTimer(interval=AUTOSAVE_DELAY_MS // 10)
    typing.timeout.connect(answer)
    # The answer on disk is compared with the one in hand at that moment: no further one meanwhile.
    workspace.saved.connect(typing.stop)
    typing.start()
    with qtbot.waitSignal(workspace.saved, timeout=LATEST_MS):
        answer()

    kept = storage.autosaved(tmp_path, content)
    assert kept is not None
    assert kept.person.age == workspace.visit.person.age
