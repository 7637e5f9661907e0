"""A passphrase: set twice with the warning read, given again, and never shown unasked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.ui.passphrase_dialog import AskPassphrase, ManagePassphrase, SetPassphrase
from mgaid.ui.theme import ThemeSource
from mgaid.ui.visit_boxes import NameBox, delete_box, everything_box
from tests.ui.opened import named, words

WORDS = "three quiet words"
FIRST, AGAIN = "Passphrase", "The same again"


class Taken:
    """What was done with what was typed; raises what it was told to."""

    def __init__(self, *refusals: Exception) -> None:
        self.typed: list[str] = []
        self._refusals = list(refusals)

    def __call__(self, typed: str) -> None:
        self.typed.append(typed)
        if self._refusals:
            raise self._refusals.pop(0)


def shown(qtbot: QtBot, box: QWidget) -> None:
    qtbot.addWidget(box)
    box.show()
    QApplication.processEvents()


def write(box: QWidget, name: str, text: str) -> None:
    field = named(box, QLineEdit, name)
    field.clear()
    QTest.keyClicks(field, text)


def press(box: QWidget, name: str) -> None:
    named(box, QAbstractButton, name).click()


def test_it_is_set_when_typed_twice_and_the_warning_is_read(
    qtbot: QtBot, source: ThemeSource
) -> None:
    act = Taken()
    box = SetPassphrase(source, act)
    shown(qtbot, box)
    assert "Nobody can get it back for you" in words(box)
    write(box, FIRST, WORDS)
    write(box, AGAIN, WORDS)
    press(box, "I have read this")
    press(box, "Protect it")

    assert act.typed == [WORDS]
    assert box.chosen == "set"


@pytest.mark.parametrize(
    ("first", "again", "read", "told"),
    [
        ("", "", True, "Type a passphrase."),
        (WORDS, "three quite words", True, "These two are not the same."),
        (WORDS, WORDS, False, "Tick this once you have read it."),
    ],
)
def test_what_is_missing_is_said_beside_it(
    qtbot: QtBot, source: ThemeSource, first: str, again: str, read: bool, told: str
) -> None:
    act = Taken()
    box = SetPassphrase(source, act)
    shown(qtbot, box)
    write(box, FIRST, first)
    write(box, AGAIN, again)
    named(box, QCheckBox, "I have read this").setChecked(read)
    press(box, "Protect it")

    assert act.typed == []
    assert box.isVisible()
    assert told in words(box)


def test_what_is_typed_is_hidden_until_asked_for(qtbot: QtBot, source: ThemeSource) -> None:
    box = SetPassphrase(source, Taken())
    shown(qtbot, box)
    field = named(box, QLineEdit, FIRST)
    write(box, FIRST, WORDS)
    assert field.displayText() != WORDS

    press(box, "Show what I type")
    assert field.displayText() == WORDS


def test_a_wrong_one_may_be_tried_again(qtbot: QtBot, source: ThemeSource) -> None:
    act = Taken(storage.WrongPassphrase(Path("mum.mgaid"), "it does not fit"))
    box = AskPassphrase(source, "Mum", act)
    shown(qtbot, box)
    write(box, FIRST, "wrong")
    field = named(box, QLineEdit, FIRST)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "That passphrase does not open it." in words(box)
    assert box.isVisible()

    write(box, FIRST, WORDS)
    assert "That passphrase does not open it." not in words(box)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert act.typed == ["wrong", WORDS]
    assert box.chosen == "open"


def test_escape_is_the_way_back_from_every_box(qtbot: QtBot, source: ThemeSource) -> None:
    for box in (
        SetPassphrase(source, Taken()),
        AskPassphrase(source, "Mum", Taken()),
        ManagePassphrase(source),
        delete_box(source, "Mum"),
        everything_box(source, ["All."], ["None."]),
        NameBox(source, "Name it", "", "Keep it", "Mum", Taken()),
    ):
        shown(qtbot, box)
        QTest.keyClick(box, Qt.Key.Key_Escape)
        assert not box.isVisible()
        assert box.chosen == ""


@pytest.mark.parametrize("everything", [True, False])
def test_enter_never_deletes(qtbot: QtBot, source: ThemeSource, everything: bool) -> None:
    box = everything_box(source, ["All."], ["None."]) if everything else delete_box(source, "Mum")
    shown(qtbot, box)
    QTest.keyClick(box, Qt.Key.Key_Return)

    assert not box.isVisible()
    assert box.chosen == ""


def test_a_name_that_is_taken_is_said_and_may_be_changed(qtbot: QtBot, source: ThemeSource) -> None:
    act = Taken(storage.NameTaken(Path("Mum.mgaid")))
    box = NameBox(source, "Keep this visit", "", "Keep it", "Mum", act)
    shown(qtbot, box)
    press(box, "Keep it")
    assert "Another visit has that name." in words(box)

    write(box, "Name", "Mum 2")
    press(box, "Keep it")
    assert act.typed == ["Mum", "Mum 2"]
    assert box.chosen == "name"


@pytest.mark.parametrize("percent", [100, 200])
def test_every_field_is_reached_by_tab_and_has_a_name(
    qtbot: QtBot, source: ThemeSource, percent: int
) -> None:
    source.set_text_percent(percent)
    box = SetPassphrase(source, Taken())
    shown(qtbot, box)
    box.activateWindow()
    reached = []
    for _ in range(8):
        focused = box.focusWidget()
        assert focused is not None
        text = focused.text() if isinstance(focused, QAbstractButton) else ""
        reached.append(focused.accessibleName() or text)
        QTest.keyClick(focused, Qt.Key.Key_Tab)

    assert {FIRST, AGAIN, "Show what I type", "I have read this", "Go back", "Protect it"} <= {
        *reached
    }
    assert "" not in reached
