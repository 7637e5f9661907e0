"""The window: tabs, menus, notices, saving, and the look."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTabBar, QWidget

from mgaid import storage
from mgaid.core.visit import Person, Visit
from mgaid.storage.keeping import Keeping
from mgaid.ui import dialogs, workspace
from mgaid.ui.help_now import HelpNow
from mgaid.ui.main_window import TABS
from mgaid.ui.wizard import CausesWizard
from tests.ui.opened import Opened, menu_action, named, opened, words

__all__ = ["opened"]


def test_every_tab_shows_itself(opened: Opened) -> None:
    window = opened.start().window
    for place, (name, _, _) in enumerate(TABS):
        window.show_tab(place)
        assert named(window, QTabBar, "Tabs").currentIndex() == place
        assert "cannot be shown" not in words(window), name


def test_a_tab_is_a_key_away(opened: Opened) -> None:
    window = opened.start().window
    window.activateWindow()
    keys = (Qt.Key.Key_4, Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1)
    for place, key in zip((3, 2, 1, 0), keys, strict=True):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert named(window, QTabBar, "Tabs").currentIndex() == place


def test_the_way_into_the_questions_says_whether_there_is_something_to_go_on(
    opened: Opened,
) -> None:
    window = opened.start().window
    window.show_tab(1)
    assert named(window, QAbstractButton, "Start the questions").isVisible()

    assert window.workspace is not None
    window.workspace.change("Page", page="medicines")
    named(window, QAbstractButton, "Continue the questions").click()
    assert isinstance(window.dialog, CausesWizard)
    assert window.dialog.page_id == "medicines"


def test_after_leaving_the_questions_every_way_back_says_continue(opened: Opened) -> None:
    window = opened.start().window
    window.show_tab(0)
    window.open_questions()
    assert isinstance(window.dialog, CausesWizard)
    window.dialog.next()
    window.dialog.close()

    ways = [b for b in window.findChildren(QAbstractButton) if b.text().endswith("the questions")]
    assert {way.text() for way in ways if way.isVisible()} == {"Continue the questions"}


def test_get_help_now_is_in_every_tab(opened: Opened) -> None:
    window = opened.start().window
    for place in range(len(TABS)):
        window.show_tab(place)
        named(window, QAbstractButton, "Get help now").click()
        assert isinstance(window.dialog, HelpNow)
        window.dialog.reject()
        assert window.dialog is None


def test_an_answer_can_be_undone_by_name(opened: Opened) -> None:
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"}, "Fits")

    undo = menu_action(window, "Undo Fits")
    assert undo.shortcut() == QKeySequence(QKeySequence.StandardKey.Undo)
    undo.trigger()
    assert window.workspace.visit.findings == {}
    menu_action(window, "Redo Fits").trigger()
    assert window.workspace.visit.findings == {"seizure": "no"}


def test_an_emergency_stands_under_the_tab_bar_until_it_is_taken_back(opened: Opened) -> None:
    window = opened.start().window
    window.show_tab(0)
    assert window.workspace is not None
    window.workspace.change("Region", person=Person(region="UK"))
    window.workspace.answer({"seizure": "yes"})
    assert "Call 999." in words(window)
    assert "A fit, or a blackout with jerking" in words(window)
    named(window, QAbstractButton, "What to do now").click()
    assert isinstance(window.dialog, HelpNow)
    window.dialog.reject()

    window.workspace.answer({"seizure": "no"})
    assert "What to do now" not in words(window)


def test_a_visit_is_saved_and_opened_by_menu(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visit.mgaid"
    monkeypatch.setattr(dialogs, "ask_save_path", lambda _parent, _suggested: path)
    monkeypatch.setattr(dialogs, "ask_open_path", lambda _parent: path)
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"})
    menu_action(window, "Save as...").trigger()
    assert window.windowTitle() == "visit – MgAid"

    menu_action(window, "New visit").trigger()
    assert window.workspace.is_empty
    assert window.windowTitle() == "MgAid"
    menu_action(window, "Open...").trigger()
    assert window.workspace.visit.findings == {"seizure": "no"}


def test_a_save_that_fails_asks_again_and_keeps_the_answers(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = iter([tmp_path / "no" / "visit.mgaid", tmp_path / "visit.mgaid"])
    told: list[str] = []
    monkeypatch.setattr(dialogs, "ask_save_path", lambda _parent, _suggested: next(wanted))
    monkeypatch.setattr(dialogs, "tell", lambda _parent, head, body: told.append(f"{head} {body}"))
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"})
    menu_action(window, "Save as...").trigger()

    assert len(told) == 1
    assert "that folder is gone" in told[0]
    assert (tmp_path / "visit.mgaid").exists()


def test_an_autosave_that_fails_is_a_notice_until_saving_works_again(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened.start().window
    window.show_tab(0)
    assert window.workspace is not None

    def fail(_keeping: Keeping, _visit: Visit) -> None:
        raise storage.NotSaved(opened.folder, OSError(28, "injected"))

    with monkeypatch.context() as patch:
        patch.setattr(Keeping, "keep", fail)
        window.workspace.answer({"seizure": "no"})
        window.workspace.save_now()
        assert "Your last answers are not saved" in words(window)
        assert named(window, QAbstractButton, "Save elsewhere").isVisible()
    window.workspace.save_now()
    assert "Your last answers are not saved" not in words(window)


def test_closing_with_unsaved_answers_lets_the_person_stay(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened.start().window
    assert window.workspace is not None

    def fail(_keeping: Keeping, _visit: Visit) -> None:
        raise storage.NotSaved(opened.folder, OSError(28, "injected"))

    with monkeypatch.context() as patch:
        patch.setattr(Keeping, "keep", fail)
        patch.setattr(dialogs, "close_unsaved", lambda _parent: "stay")
        assert not window.close()
        patch.setattr(dialogs, "close_unsaved", lambda _parent: "drop")
        assert window.close()


def test_the_status_line_says_when_it_was_saved(opened: Opened) -> None:
    window = opened.start().window
    assert "New visit, kept on this computer. Nothing leaves it." in words(window)
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"})
    window.workspace.save_now()

    told = words(window)
    assert re.search(r"Saved on this computer at \d\d:\d\d\. Nothing leaves it\.", told)
    assert "It is not a diagnosis. Content checked 22 November 2026." in told


def test_old_content_says_that_a_check_is_due(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace.Workspace, "today", property(lambda _self: date(2031, 1, 1)))
    window = opened.start().window
    window.show_tab(0)

    assert "due for a new check" in words(window)


def test_colours_and_text_size_are_kept_for_the_next_start(opened: Opened) -> None:
    window = opened.start().window
    menu_action(window, "150 %").trigger()
    menu_action(window, "High contrast").trigger()
    start = opened.again()

    assert start.source.text_percent == 150
    kept = (opened.folder / "settings.ini").read_text(encoding="utf-8")
    assert "high_contrast" in kept


def test_no_answer_is_written_into_the_settings(opened: Opened) -> None:
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.answer({"seizure": "no"})
    opened.close()

    kept = (opened.folder / "settings.ini").read_text(encoding="utf-8")
    assert "seizure" not in kept


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_needs_sideways_scrolling(opened: Opened, percent: int) -> None:
    start = opened.start()
    start.window.resize(1024, 640)
    menu_action(start.window, f"{percent} %").trigger()
    for place in range(len(TABS)):
        start.window.show_tab(place)
        QApplication.processEvents()
        inside = start.window.centralWidget()
        assert isinstance(inside, QWidget)
        assert inside.minimumSizeHint().width() <= 1024, TABS[place][0]


def test_every_control_has_a_name(opened: Opened) -> None:
    window = opened.start().window
    nameless = []
    for place in range(len(TABS)):
        window.show_tab(place)
        for part in window.findChildren(QWidget):
            can_focus = part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible()
            told = part.accessibleName() or (
                part.text() if isinstance(part, QAbstractButton) else ""
            )
            if can_focus and not told:
                nameless.append(f"{TABS[place][0]}: {type(part).__name__}")
    assert nameless == []


def test_the_keyboard_reaches_every_part_of_the_overview(opened: Opened) -> None:
    window = opened.start().window
    window.show_tab(0)
    window.activateWindow()
    reached = set()
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            text = focused.text() if isinstance(focused, QAbstractButton) else ""
            reached.add(focused.accessibleName() or text)

    assert {
        "Tabs",
        "Get help now",
        "Start the questions",
        "Overview sections",
        "How sure we are: Moderate certainty",
        "Source: Cochrane 2020",
        "See all warning signs",
    } <= reached
