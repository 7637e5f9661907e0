"""The keys of the menus, wherever the keyboard is, and what undo says it did."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTabBar
from pytestqt.qtbot import QtBot

from mgaid.core.visit import Person, Visit
from mgaid.ui import page_actions
from mgaid.ui.main_window import MainWindow
from tests.ui.opened import Opened, menu_action, named, opened

__all__ = ["opened"]

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def takes(event: QEvent) -> bool:
    """On Linux a field uses this key to go to the end of its line."""
    end_of_line = QKeySequence("Ctrl+E")
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and QKeySequence(event.keyCombination()) == end_of_line
    )


class Line(QLineEdit):
    def event(self, event: QEvent) -> bool:
        if takes(event):
            event.accept()
            return True
        return super().event(event)


class Text(QPlainTextEdit):
    def event(self, event: QEvent) -> bool:
        if takes(event):
            event.accept()
            return True
        return super().event(event)


Field = Line | Text


def typed_in(qtbot: QtBot, window: MainWindow, kind: type[Field]) -> Field:
    """A field in the window that has the keyboard."""
    field = kind(window.centralWidget())
    field.show()
    with qtbot.waitActive(window, timeout=15_000):
        window.activateWindow()
    field.setFocus()
    return field


def listen(action: QAction, done: list[str]) -> None:
    """Write down that it was asked for, in the place of doing it."""
    action.triggered.disconnect()
    action.triggered.connect(lambda: done.append(action.text().replace("&", "")))


@pytest.mark.parametrize("kind", [Line, Text])
@pytest.mark.parametrize(
    ("name", "key", "held"),
    [
        ("Save page as PDF...", Qt.Key.Key_E, CTRL),
        ("Print...", Qt.Key.Key_P, CTRL),
        ("Save", Qt.Key.Key_S, CTRL),
        ("New visit", Qt.Key.Key_N, CTRL),
        ("Open...", Qt.Key.Key_O, CTRL),
        ("Start the questions", Qt.Key.Key_Return, CTRL),
        ("Get help now", Qt.Key.Key_F1, NONE),
        ("Larger", Qt.Key.Key_Plus, CTRL),
    ],
)
def test_a_key_of_a_menu_works_while_a_field_is_typed_in(
    opened: Opened,
    qtbot: QtBot,
    kind: type[Field],
    name: str,
    key: Qt.Key,
    held: Qt.KeyboardModifier,
) -> None:
    window = opened.start().window
    done: list[str] = []
    listen(menu_action(window, name), done)
    field = typed_in(qtbot, window, kind)
    QTest.keyClick(field, key, held)
    assert done == [name]


@pytest.mark.parametrize("kind", [Line, Text])
def test_a_tab_is_a_key_away_from_a_field(opened: Opened, qtbot: QtBot, kind: type[Field]) -> None:
    window = opened.start().window
    window.show_tab(0)
    tabs = named(window, QTabBar, "Tabs")
    for place, key in ((3, Qt.Key.Key_4), (2, Qt.Key.Key_3), (1, Qt.Key.Key_2), (0, Qt.Key.Key_1)):
        QTest.keyClick(typed_in(qtbot, window, kind), key, CTRL)
        assert tabs.currentIndex() == place


@pytest.mark.parametrize("kind", [Line, Text])
def test_in_a_field_undo_is_the_fields_own(opened: Opened, qtbot: QtBot, kind: type[Field]) -> None:
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"}, "Fits")
    field = typed_in(qtbot, window, kind)
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)

    text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert text != "abc"
    assert window.workspace.visit.findings == {"seizure": "no"}
    field.clearFocus()
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)
    QApplication.processEvents()
    assert window.workspace.visit.findings == {}


def test_undo_and_redo_say_what_they_did(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(page_actions, "say_aloud", lambda _part, words: said.append(words))
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"}, "Fits")
    window.workspace.change("Region", person=Person(region="UK"))
    window.show_tab(1)
    news = window.statusBar().currentMessage
    assert news() == ""

    menu_action(window, "Undo Region").trigger()
    assert news() == "Undone: Region"
    menu_action(window, "Undo Fits").trigger()
    assert news() == "Undone: Fits"
    menu_action(window, "Redo Fits").trigger()
    assert news() == "Redone: Fits"
    assert said == ["Undone: Region", "Undone: Fits", "Redone: Fits"]


def test_another_visit_is_not_told_as_something_undone(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(page_actions, "say_aloud", lambda _part, words: said.append(words))
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"}, "Fits")
    window.workspace.answer({"seizure": "yes"}, "Fits")
    window.workspace.undo_stack.undo()
    window.workspace.resume(Visit(person=Person(age=71)))
    window.workspace.start_new()
    assert said == []
    assert window.statusBar().currentMessage() == ""
