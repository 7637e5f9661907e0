"""The list of all evidence: found by typing, read by keyboard, copied, and never opened online."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.ui.evidence import EvidenceDialog, evidence_of, show_evidence
from mgaid.ui.evidence_browser import EvidenceBrowser
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


@pytest.fixture
def browser(
    qtbot: QtBot, window: QWidget, source: ThemeSource, content: Content
) -> EvidenceBrowser:
    return opened_browser(qtbot, window, source, content)


def opened_browser(
    qtbot: QtBot, window: QWidget, source: ThemeSource, content: Content
) -> EvidenceBrowser:
    made = EvidenceBrowser(source, content, window)
    qtbot.addWidget(made)  # a dialog stays open when the window behind it closes
    made.open()
    QApplication.processEvents()
    return made


def read(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(words.text() for words in part.findChildren(QLabel) if words.isVisible())


def press(part: QWidget, words: str) -> None:
    next(b for b in part.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def line(browser: EvidenceBrowser) -> QLineEdit:
    found = browser.findChild(QLineEdit)
    assert found is not None
    return found


def rows(browser: EvidenceBrowser) -> QListView:
    return next(r for r in browser.findChildren(QListView) if r.accessibleName() == "Statements")


def test_it_opens_from_the_help_menu_with_the_cursor_in_the_search(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened.start().window
    menu_action(window, "Evidence and sources").trigger()
    found = window.findChild(EvidenceBrowser)

    assert found is not None
    assert found.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is line(found))
    found.close()


def test_typing_finds_and_shows_the_first(browser: EvidenceBrowser, content: Content) -> None:
    QTest.keyClicks(line(browser), "ppi urine")
    claim = content.claims["C15"]
    said = read(browser)

    assert browser.found[0].head == claim.claim
    assert claim.say in said
    assert "People say" in said
    assert "Wrong" in said
    assert content.words.certainty_changes[claim.certainty] in said
    assert "Checked 22 November 2026." in said
    for one in claim.sources:
        assert content.sources[one].title in said
        assert content.sources[one].url in said


def test_what_is_shown_is_counted_and_nothing_found_is_said(browser: EvidenceBrowser) -> None:
    everything = len(browser.found)
    QTest.keyClicks(line(browser), "qqqq")

    assert browser.found == ()
    assert "Nothing here has all of these words" in read(browser)
    line(browser).clear()
    assert f"{everything} of {everything} shown" in read(browser)


def test_one_part_can_be_chosen(browser: EvidenceBrowser, content: Content) -> None:
    box = browser.findChild(QComboBox)
    assert box is not None
    box.setCurrentText("What people say")

    assert len(browser.found) == len(content.claims)
    assert not box.isEditable()


def test_it_is_walked_by_keyboard(browser: EvidenceBrowser, qtbot: QtBot) -> None:
    QTest.keyClicks(line(browser), "cramp")
    QTest.keyClick(line(browser), Qt.Key.Key_Down)
    listed = rows(browser)
    qtbot.waitUntil(listed.hasFocus)
    second = browser.found[1]
    QTest.keyClick(listed, Qt.Key.Key_Down)

    assert listed.currentIndex().row() == 1
    assert second.lines[0] in read(browser)


def test_a_row_says_aloud_how_sure_anyone_can_be(browser: EvidenceBrowser) -> None:
    QTest.keyClicks(line(browser), "ppi urine")
    model = rows(browser).model()
    aloud = str(model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole))

    assert aloud.startswith(browser.found[0].head)
    assert "Wrong. From a checked source." in aloud


def test_the_model_keeps_to_the_rules_of_qt(
    browser: EvidenceBrowser, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(rows(browser).model())  # type: ignore[no-untyped-call]


def test_a_statement_is_copied_with_its_sources(browser: EvidenceBrowser, content: Content) -> None:
    QTest.keyClicks(line(browser), "ppi urine")
    press(browser, "Copy as text")
    copied = QGuiApplication.clipboard().text()
    claim = content.claims["C15"]

    assert copied.startswith(f"{claim.claim}\nWrong\n{claim.say}")
    assert "What would change our mind" in copied
    for one in claim.sources:
        assert content.sources[one].title in copied


def test_addresses_are_text_and_never_links(browser: EvidenceBrowser) -> None:
    QTest.keyClicks(line(browser), "cochrane 2020 dummy pill")
    labels = [w for w in browser.findChildren(QLabel) if "http" in w.text()]

    assert labels
    for words in labels:
        assert words.textFormat() == Qt.TextFormat.PlainText
        assert words.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        assert not words.openExternalLinks()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_scrolls_sideways_and_the_list_keeps_room(
    qtbot: QtBot, window: QWidget, source: ThemeSource, content: Content, percent: int
) -> None:
    source.set_text_percent(percent)
    made = opened_browser(qtbot, window, source, content)

    assert made.width() <= 1366
    assert made.height() <= 640
    for area in made.findChildren(QScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
    listed = rows(made)
    assert listed.viewport().height() >= 2 * listed.sizeHintForRow(0)


@pytest.mark.parametrize(("percent", "beside"), [(100, True), (200, False)])
def test_there_is_room_to_type_what_is_searched(
    qtbot: QtBot, window: QWidget, source: ThemeSource, content: Content, percent: int, beside: bool
) -> None:
    window.resize(1024, 640)
    source.set_text_percent(percent)
    made = opened_browser(qtbot, window, source, content)

    field = line(made)
    parts = made.findChild(QComboBox)
    assert parts is not None
    letters = QFontMetrics(field.font()).horizontalAdvance("n" * 20)
    qtbot.waitUntil(lambda: field.width() >= letters, timeout=15_000)
    level = parts.mapTo(made, parts.rect().center()).y()
    assert (level == field.mapTo(made, field.rect().center()).y()) == beside
    assert parts.mapTo(made, parts.rect().topRight()).x() < made.width()


def test_with_large_text_enter_opens_what_stands_behind_a_line(
    qtbot: QtBot, window: QWidget, source: ThemeSource, content: Content
) -> None:
    source.set_text_percent(200)
    made = opened_browser(qtbot, window, source, content)
    QTest.keyClicks(line(made), "ppi urine")
    QTest.keyClick(rows(made), Qt.Key.Key_Return)
    dialog = made.findChild(EvidenceDialog)

    assert dialog is not None
    assert content.claims["C15"].say in read(dialog)
    dialog.close()


def test_a_badge_leads_on_to_all_evidence(
    window: QWidget, source: ThemeSource, content: Content
) -> None:
    option = content.options["wait"]
    dialog = show_evidence(source, content, evidence_of(option, option.how_sure), window)
    said = read(dialog)
    press(dialog, "All evidence")
    found = window.findChild(EvidenceBrowser)

    assert content.words.certainty_changes["low"] in said
    assert found is not None
    assert found.isVisible()
    found.close()
    dialog.close()
