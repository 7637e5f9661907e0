"""At 200 % text, in the smallest window, nothing is cut off and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QScrollArea, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from mgaid.core.visit import Medicine, Person, Visit
from mgaid.ui.help_now import HelpNow
from mgaid.ui.main_window import MainWindow
from mgaid.ui.option_sheet import Sheet
from mgaid.ui.score_sheet import show_score
from mgaid.ui.wizard import CausesWizard
from tests.ui.opened import Opened, opened

__all__ = ["opened"]

WAIT_MS = 15_000
ROUNDS = 30


@pytest.fixture
def window(opened: Opened) -> Iterator[MainWindow]:
    start = opened.start()
    start.source.set_text_percent(200)
    start.window.resize(1024, 640)
    QApplication.processEvents()
    yield start.window
    start.source.set_text_percent(100)


def sideways(dialog: QWidget) -> list[str]:
    """The areas whose pages are wider than there is room, by name."""
    areas = [area for area in dialog.findChildren(QScrollArea) if area.isVisible()]
    assert areas
    return [a.accessibleName() for a in areas if a.horizontalScrollBar().maximum()]


def settle() -> None:
    """A page is laid out in a few rounds, each of which asks for the next."""
    for _ in range(ROUNDS):
        QApplication.processEvents()


def fits(qtbot: QtBot, dialog: QWidget) -> None:
    settle()
    qtbot.waitUntil(lambda: sideways(dialog) == [], timeout=WAIT_MS)


def test_every_tab_can_be_read(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab(0)
    settle()
    bar = window.findChild(QTabBar)
    assert bar is not None
    qtbot.waitUntil(
        lambda: bar.tabRect(bar.count() - 1).right() <= bar.width() <= window.width(),
        timeout=WAIT_MS,
    )


def test_help_fits(window: MainWindow, qtbot: QtBot) -> None:
    window.get_help()
    assert isinstance(window.dialog, HelpNow)
    fits(qtbot, window.dialog)


def test_how_good_the_aid_is_fits(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    dialog: QDialog = show_score(window.source, window.workspace.content, window)
    fits(qtbot, dialog)
    dialog.close()


def test_what_a_medicine_does_fits(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.resume(Visit(medicines=(Medicine(name="omeprazole"),), page="medicines"))
    window.open_questions()
    assert isinstance(window.dialog, CausesWizard)
    fits(qtbot, window.dialog)


def test_the_names_of_the_choices_are_whole(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workspace is not None
    window.workspace.resume(Visit(person=Person(age=46), findings={"kidney_reduced": "yes"}))
    window.open_questions()
    wizard = window.dialog
    assert isinstance(wizard, CausesWizard)
    settle()
    assert wizard.go_to("options")

    def cut() -> list[str]:
        heads = [sheet for sheet in wizard.findChildren(Sheet) if sheet.isVisible()]
        assert heads
        return [
            part.text()
            for sheet in heads
            for part in sheet.findChildren(QLabel)
            if part.isVisible() and not _inside(part, sheet)
        ]

    settle()
    qtbot.waitUntil(lambda: cut() == [], timeout=WAIT_MS)


def _inside(part: QLabel, sheet: Sheet) -> bool:
    needed = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
    top = part.mapTo(sheet, QPoint(0, 0)).y()
    return part.height() >= needed and top >= 0 and top + part.height() <= sheet.height()
