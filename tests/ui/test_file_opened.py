"""A visit that is double-clicked on macOS comes as an event; it opens when it can."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.core.visit import Person, Visit
from mgaid.ui import dialogs
from mgaid.ui.app import NEXT_BODY, NEXT_HEAD, Start
from tests.ui.opened import Opened, opened

__all__ = ["opened"]

SAVED = Visit(person=Person(age=46), findings={"seizure": "no"})


def double_click(path: Path) -> None:
    """What macOS does with the program of a file, whether it runs already or not."""
    app = QApplication.instance()
    assert app is not None
    QCoreApplication.postEvent(app, QFileOpenEvent(str(path)))
    QApplication.processEvents()


def saved(folder: Path) -> Path:
    path = folder / "mine.mgaid"
    storage.save_visit(path, SAVED)
    return path


def has_visit(start: Start) -> bool:
    workspace = start.window.workspace
    return workspace is not None and workspace.visit == SAVED


def test_a_double_clicked_visit_opens_in_the_window_that_is_there(
    opened: Opened, tmp_path: Path
) -> None:
    window = opened.start().window

    double_click(saved(tmp_path))

    assert window.workspace is not None
    assert window.workspace.visit == SAVED
    assert window.windowTitle() == "mine – MgAid"


def test_a_visit_double_clicked_before_the_content_is_read_waits_for_it(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    start = Start(qapp, tmp_path / "mgaid")
    qtbot.addWidget(start.window)
    double_click(saved(tmp_path))
    assert not has_visit(start)

    start.load()

    assert has_visit(start)
    start.source.deleteLater()


def test_a_visit_double_clicked_behind_a_dialog_waits_for_its_end(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, head, body: told.append(f"{head}. {body}"))
    window = opened.start().window
    first = QDialog(window)
    first.open()
    second = QDialog(first)
    second.open()

    double_click(saved(tmp_path))
    assert window.workspace is not None
    assert window.workspace.is_empty
    assert told == [f"{NEXT_HEAD.format(name='mine')}. {NEXT_BODY}"]
    second.accept()
    assert window.workspace.is_empty
    first.reject()

    assert window.workspace.visit == SAVED
