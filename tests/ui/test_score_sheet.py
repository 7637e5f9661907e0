"""Help: how good this aid is, and who stands behind it."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

import mgaid
from mgaid.core.content import Content, read
from mgaid.core.content.score_models import ScoreFile
from mgaid.ui.about import AboutDialog
from mgaid.ui.parts import Notice
from mgaid.ui.score_sheet import ScoreDialog
from mgaid.ui.theme import ThemeSource
from tests.ui.opened import Opened, menu_action, opened

__all__ = ["opened"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1366, 640)
    qtbot.addWidget(made)
    made.show()
    return made


def words_on(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(words.text() for words in part.findChildren(QLabel) if words.isVisible())


def test_every_point_is_shown_with_its_mark_and_what_shows_it(
    window: QWidget, source: ThemeSource, content: Content
) -> None:
    dialog = ScoreDialog(source, content, window)
    dialog.open()
    said = words_on(dialog)
    file = read(content.root, "score.toml", ScoreFile)

    for criterion in file.criterion:
        assert criterion.text in said
        assert (criterion.why or criterion.where) in said
    assert said.count("Not done: needs people.") >= 8
    assert "Not met. The makers give no names and no training." in said
    assert "14 of 23 met" in said
    assert "Mean grade" in said
    dialog.close()


def test_it_is_read_and_copied_by_keyboard(
    window: QWidget, source: ThemeSource, content: Content
) -> None:
    dialog = ScoreDialog(source, content, window)
    dialog.open()
    copy = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy as text")
    QTest.keyClick(copy, Qt.Key.Key_Space)

    assert "To count as a decision aid (IPDAS): 6 of 6 met" in QGuiApplication.clipboard().text()
    area = dialog.findChild(QScrollArea)
    assert area is not None
    area.setFocus()
    QTest.keyClick(area, Qt.Key.Key_PageDown)
    assert area.verticalScrollBar().value() > 0
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("kind", ["score", "about"])
def test_it_fits_a_small_screen_and_never_scrolls_sideways(
    window: QWidget, source: ThemeSource, content: Content, percent: int, kind: str
) -> None:
    source.set_text_percent(percent)
    dialog = (
        ScoreDialog(source, content, window)
        if kind == "score"
        else AboutDialog(source, content, date(2026, 11, 22), window)
    )
    dialog.open()
    QApplication.processEvents()

    assert dialog.width() <= 1366
    assert dialog.height() <= 640
    for area in dialog.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
    dialog.close()


def test_about_says_who_made_it_who_paid_and_that_no_clinician_signed_it_off(
    window: QWidget, source: ThemeSource, content: Content
) -> None:
    dialog = AboutDialog(source, content, date(2026, 11, 22), window)
    dialog.open()
    said = words_on(dialog)

    assert f"MgAid {mgaid.__version__}" in said
    assert "no sponsor" in said
    assert "no funding" in said
    assert "No clinician has signed it off" in said
    assert "22 November 2026" in said
    assert "every 12 months" in said
    assert dialog.findChildren(Notice) == []
    assert "{" not in said
    dialog.close()


def test_after_twelve_months_about_says_the_content_is_past_its_date(
    window: QWidget, source: ThemeSource, content: Content
) -> None:
    dialog = AboutDialog(source, content, date(2027, 11, 23), window)
    dialog.open()

    notice = dialog.findChild(Notice)
    assert notice is not None
    assert "past its date" in notice.accessibleName()
    assert "in date" not in words_on(dialog)
    dialog.close()


@pytest.mark.parametrize(
    ("entry", "kind"), [("How good is this aid?", ScoreDialog), ("About MgAid", AboutDialog)]
)
def test_they_open_from_the_help_menu(opened: Opened, entry: str, kind: type[QWidget]) -> None:
    window = opened.start().window
    menu_action(window, entry).trigger()
    found = window.findChild(kind)

    assert found is not None
    assert found.isVisible()
    found.close()
