"""The ways on and back in the wizard: one press, one page; a wrong number is pointed out once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.core.interview import Stop
from mgaid.core.visit import Medicine, Person, Visit
from mgaid.storage.keeping import Keeping
from mgaid.ui.banners import Banners
from mgaid.ui.parts import Notice
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.workspace import Workspace
from tests.ui.opened import Opened, named, opened, words
from tests.ui.questions import Open, open_at, workspace

__all__ = ["open_at", "opened", "workspace"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NOT_SAVED = "Your last answers are not saved"
AGE = "How old are you?"
TOO_OLD = "Type a number from 0 to 120 years."


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What lines of error had a screen reader say."""
    words: list[str] = []

    def say(_widget: QWidget, text: str, **_how: bool) -> None:
        words.extend([text] if text else [])

    monkeypatch.setattr("mgaid.ui.parts.text.say_aloud", say)
    return words


def field(wizard: CausesWizard, name: str) -> QDoubleSpinBox:
    return named(wizard.currentPage(), QDoubleSpinBox, name)


def press(wizard: CausesWizard, name: str) -> None:
    QTest.mouseClick(named(wizard, QPushButton, name), Qt.MouseButton.LeftButton)


def double_click(widget: QWidget) -> None:
    """As a mouse does it: the second press is told as one of a double click."""
    window = widget.window()
    place = widget.mapTo(window, widget.rect().center())
    QTest.mouseDClick(
        window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )


def hold(widget: QWidget, key: Qt.Key, times: int) -> None:
    """A key that is held down: pressed once, then repeated."""
    for again in range(times):
        pressed = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "\r", again > 0
        )
        QApplication.sendEvent(QApplication.focusWidget() or widget, pressed)


def type_into(spin: QDoubleSpinBox, text: str) -> None:
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, text)


@pytest.mark.parametrize("by_key", [False, True])
def test_a_wrong_age_is_pointed_out_once_and_then_lets_go_on(
    qtbot: QtBot, workspace: Workspace, open_at: Open, said: list[str], by_key: bool
) -> None:
    wizard = open_at("about")
    age = field(wizard, AGE)
    type_into(age, "121")

    def go_on() -> None:
        if by_key:
            QTest.keyClick(QApplication.focusWidget() or age, Qt.Key.Key_Return)
        else:
            press(wizard, "Next")

    go_on()
    assert wizard.page_id == "about"
    assert age.hasFocus()
    assert TOO_OLD in words(wizard.currentPage())
    assert TOO_OLD in age.accessibleDescription()
    qtbot.waitUntil(lambda: TOO_OLD in said, timeout=15_000)
    go_on()
    assert wizard.page_id != "about"
    assert workspace.visit.person.age is None


def test_an_error_that_was_said_before_is_said_again_where_next_stays(
    qtbot: QtBot, open_at: Open, said: list[str]
) -> None:
    wizard = open_at("about")
    age = field(wizard, AGE)
    type_into(age, "121")
    QTest.keyClick(age, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: said.count(TOO_OLD) == 1, timeout=15_000)
    age.setFocus()
    press(wizard, "Next")
    qtbot.waitUntil(lambda: said.count(TOO_OLD) == 2, timeout=15_000)


def test_another_wrong_age_is_pointed_out_anew_and_a_right_one_goes_on(
    workspace: Workspace, open_at: Open
) -> None:
    wizard = open_at("about")
    for typed in ("121", "1,5"):
        type_into(field(wizard, AGE), typed)
        press(wizard, "Next")
        assert wizard.page_id == "about"
    type_into(field(wizard, AGE), "68")
    press(wizard, "Next")
    assert wizard.page_id == "kind"
    assert workspace.visit.person.age == 68


def test_a_wrong_number_of_a_medicine_and_of_drinks_is_pointed_out_too(open_at: Open) -> None:
    wizard = open_at("medicines", Visit(medicines=(Medicine(name="omeprazole"),)))
    type_into(field(wizard, "Omeprazole, taken for"), "9999")
    press(wizard, "Next")
    assert wizard.page_id == "medicines"
    wizard.go_to("caffeine")
    type_into(field(wizard, "Filter coffee, cups"), "two")
    press(wizard, "Next")
    assert wizard.page_id == "caffeine"


def test_a_wrong_age_holds_nobody_who_goes_back_or_closes(open_at: Open) -> None:
    wizard = open_at("about")
    type_into(field(wizard, AGE), "121")
    press(wizard, "Back")
    assert wizard.page_id == "emergency_more"
    press(wizard, "Next")
    press(wizard, "Save and close")
    assert not wizard.isVisible()


def test_a_wrong_number_does_not_stand_in_the_way_of_a_call_for_help(
    workspace: Workspace, open_at: Open
) -> None:
    wizard = open_at("figures", Visit(person=Person(region="US")))
    type_into(field(wizard, workspace.content.values["egfr"].question), "9999")
    workspace.tell("serum_mg_mmol_l", 3.0)
    assert wizard.stop == Stop("figures"), "a number is being typed"
    press(wizard, "Next")
    assert wizard.stop == Stop("figures", now=True)


def test_a_double_click_on_next_or_back_goes_one_page(open_at: Open) -> None:
    wizard = open_at("emergency")
    double_click(named(wizard, QPushButton, "Next"))
    assert wizard.page_id == "emergency_more"
    wizard.go_to("kind")
    double_click(named(wizard, QPushButton, "Back"))
    assert wizard.page_id == "pregnancy"


def test_separate_presses_of_next_and_back_go_a_page_each(open_at: Open) -> None:
    wizard = open_at("emergency")
    for page in ("emergency_more", "about", "weight"):
        press(wizard, "Next")
        assert wizard.page_id == page
    for page in ("about", "emergency_more", "emergency"):
        press(wizard, "Back")
        assert wizard.page_id == page


@pytest.mark.parametrize("on_button", [False, True])
def test_enter_held_down_goes_one_page(open_at: Open, on_button: bool) -> None:
    wizard = open_at("emergency")
    if on_button:
        named(wizard, QPushButton, "Next").setFocus()
    hold(wizard, Qt.Key.Key_Return, 5)
    assert wizard.page_id == "emergency_more"


def nothing_can_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_told: object, **_how: object) -> None:
        raise storage.NotSaved(Path("visits"), PermissionError())

    monkeypatch.setattr(Keeping, "keep", refused)


def test_the_questions_say_that_saving_fails_until_it_works_again(
    workspace: Workspace, open_at: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    wizard = open_at("kind")
    with monkeypatch.context() as broken:
        nothing_can_be_written(broken)
        workspace.answer({"fatigue": "yes"})
        workspace.save_now()
        assert NOT_SAVED in words(wizard.currentPage())
        press(wizard, "Next")
        assert NOT_SAVED in words(wizard.currentPage())
    workspace.save_now()
    assert NOT_SAVED not in words(wizard.currentPage())


def test_nothing_says_saved_after_the_questions_are_closed_and_saving_failed(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened.start().window
    assert window.workspace is not None
    window.show_tab(0)
    window.workspace.answer({"fatigue": "yes"})
    window.workspace.save_now()
    assert "Saved on this computer at" in words(window)
    window.open_questions()
    assert isinstance(window.dialog, CausesWizard)
    aloud: list[str] = []
    banner = next(n for n in window.findChildren(Banners))
    nothing_can_be_written(monkeypatch)
    window.workspace.answer({"seizure": "no"})
    window.workspace.save_now()
    unsaved = next(n for n in banner.findChildren(Notice) if NOT_SAVED in n.accessibleName())
    unsaved.announced.connect(aloud.append)
    press(window.dialog, "Save and close")
    assert "Saved on this computer at" not in words(window)
    assert words(window).count(NOT_SAVED) == 2, "at the top, and in the line below"
    assert len(aloud) == 1
    window.workspace.answer({"seizure": "unknown"})
    monkeypatch.undo()
    window.workspace.save_now()
    assert "Saved on this computer at" in words(window)
    assert NOT_SAVED not in words(window)
