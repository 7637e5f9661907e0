"""Visits on this computer: kept by name, listed, locked, given back, and deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit
from mgaid.ui import dialogs
from mgaid.ui.main_window import MainWindow
from mgaid.ui.parts import ActionCard
from mgaid.ui.workspace import Workspace
from tests.ui.opened import Opened, menu_action, named, opened, words

__all__ = ["opened"]

MUM = Visit(person=Person(age=71), findings={"seizure": "no"})
DAD = Visit(person=Person(age=74))
WORDS = "three quiet words"


def keep(opened: Opened, name: str, visit: Visit, passphrase: str = "") -> Path:
    """A visit kept on this computer before MgAid starts."""
    home = opened.folder / "visits"
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"{name}.mgaid"
    storage.save_visit(path, visit, storage.new_key(passphrase) if passphrase else None)
    return path


def held(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def listed(window: MainWindow) -> list[str]:
    """The names in the list of visits, from top to bottom."""
    rows = [b for b in window.findChildren(QPushButton) if b.property("kind") == "row"]
    return [row.accessibleName() for row in rows if row.isVisible()]


def row(window: MainWindow, name: str) -> QPushButton:
    return named(window, QPushButton, name)


def press(row: QPushButton, key: Qt.Key) -> None:
    row.setFocus()
    QTest.keyClick(row, key)
    QApplication.processEvents()


def answer_name(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """The person types this name in the box that asks for one."""

    def ask(*given: Any) -> str:
        act = next(one for one in given if callable(one))
        act(name)
        return "name"

    monkeypatch.setattr(dialogs, "ask_name", ask)


def answer_passphrase(monkeypatch: pytest.MonkeyPatch, *typed: str) -> list[str]:
    """The person types these one after the other; gives what each was answered with."""
    told: list[str] = []

    def ask(_parent: object, _name: str, act: Callable[[str], object]) -> bool:
        for passphrase in typed:
            try:
                act(passphrase)
            except storage.WrongPassphrase as problem:
                told.append(str(problem))
            else:
                return True
        return False

    monkeypatch.setattr(dialogs, "ask_passphrase", ask)
    return told


# ------------------------------------------------------------------ the list


def test_the_first_start_shows_no_list(opened: Opened) -> None:
    shown = words(opened.start().window)

    assert "Visits on this computer" not in shown
    assert "Look around first" in shown


def test_several_people_find_their_visits_in_the_list(opened: Opened) -> None:
    keep(opened, "Mum", MUM)
    keep(opened, "Dad", DAD)
    window = opened.start().window

    assert sorted(listed(window)) == ["Dad", "Mum"]
    assert row(window, "Mum").accessibleDescription().startswith("Saved today at ")
    assert "Look around first" not in words(window)


@pytest.mark.parametrize("way", ["click", "enter"])
def test_a_row_opens_its_visit(opened: Opened, way: str) -> None:
    keep(opened, "Mum", MUM)
    window = opened.start().window
    if way == "click":
        QTest.mouseClick(row(window, "Mum"), Qt.MouseButton.LeftButton)
    else:
        press(row(window, "Mum"), Qt.Key.Key_Return)

    assert held(window).visit == MUM
    assert window.windowTitle() == "Mum – MgAid"


def test_what_is_told_is_kept_under_the_name(opened: Opened, content: Content) -> None:
    path = keep(opened, "Mum", MUM)
    window = opened.start().window
    row(window, "Mum").click()
    held(window).tell("age", 72)
    opened.close()

    assert storage.open_visit(path, content).person.age == 72


def test_a_double_click_opens_the_visit_and_presses_nothing_behind_it(opened: Opened) -> None:
    keep(opened, "Mum", MUM)
    window = opened.start().window
    target = row(window, "Mum")
    middle = target.mapTo(window, target.rect().center())
    QTest.mouseClick(target, Qt.MouseButton.LeftButton)
    behind = QPushButton("Yes", window)
    pressed: list[str] = []
    behind.clicked.connect(lambda: pressed.append("Yes"))
    behind.setGeometry(middle.x() - 20, middle.y() - 20, 40, 40)
    behind.show()
    QTest.mouseDClick(behind, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(behind, Qt.MouseButton.LeftButton)
    assert held(window).visit == MUM
    assert pressed == []

    QTest.mouseClick(behind, Qt.MouseButton.LeftButton)
    assert pressed == ["Yes"]


def test_a_broken_visit_is_listed_with_what_to_do(opened: Opened) -> None:
    keep(opened, "Mum", MUM).write_bytes(b'{"format": 1,')
    window = opened.start().window

    told = row(window, "Mum").accessibleDescription()
    assert "broken" in told
    assert str(opened.folder) not in told


def test_a_broken_visit_comes_back_from_its_earlier_version(opened: Opened) -> None:
    path = keep(opened, "Mum", MUM)
    window = opened.start().window
    row(window, "Mum").click()
    held(window).start_new()
    opened.close()
    path.write_bytes(b'{"format": 1,')
    window = opened.start().window
    row(window, "Mum").click()

    assert held(window).visit == MUM
    assert held(window).name == ""
    assert path.read_bytes() == b'{"format": 1,'


def test_a_broken_visit_without_earlier_version_says_so(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, _head, body: told.append(body))
    keep(opened, "Mum", MUM).write_bytes(b"no visit")
    row(opened.start().window, "Mum").click()

    assert len(told) == 1
    assert "no earlier version" in told[0]


def test_arrows_go_from_row_to_row(opened: Opened) -> None:
    keep(opened, "Mum", MUM)
    keep(opened, "Dad", DAD)
    window = opened.start().window
    window.activateWindow()
    first, second = (row(window, name) for name in listed(window))
    press(first, Qt.Key.Key_Down)
    assert window.focusWidget() is second
    press(second, Qt.Key.Key_Up)
    assert window.focusWidget() is first


# ------------------------------------------------------------------ name, copy, delete


def test_f2_renames_and_the_keyboard_stays_at_the_visit(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(opened, "Mum", MUM)
    window = opened.start().window
    window.activateWindow()
    answer_name(monkeypatch, "Mother")
    press(row(window, "Mum"), Qt.Key.Key_F2)

    assert listed(window) == ["Mother"]
    assert window.focusWidget() is row(window, "Mother")


@pytest.mark.parametrize("sure", [True, False])
def test_the_delete_key_asks_once_and_then_deletes(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    asked: list[str] = []

    def may_delete(_parent: object, name: str) -> bool:
        asked.append(name)
        return sure

    monkeypatch.setattr(dialogs, "may_delete", may_delete)
    path = keep(opened, "Mum", MUM)
    keep(opened, "Dad", DAD)
    window = opened.start().window
    press(row(window, "Mum"), Qt.Key.Key_Delete)

    assert asked == ["Mum"]
    assert path.exists() is not sure
    assert ("Mum" in listed(window)) is not sure
    assert "Dad" in listed(window)


def test_deleting_the_visit_in_hand_leaves_an_empty_one(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "may_delete", lambda _parent, _name: True)
    keep(opened, "Mum", MUM)
    window = opened.start().window
    row(window, "Mum").click()
    window.show_start()
    press(row(window, "Mum"), Qt.Key.Key_Delete)

    assert held(window).is_empty
    assert window.windowTitle() == "MgAid"
    assert not named(window, ActionCard, "Start a new visit").isHidden()
    shown = [card.accessibleName() for card in window.findChildren(ActionCard) if card.isVisible()]
    assert "Continue where you were" not in shown


def test_every_act_is_in_the_menu_of_the_row(opened: Opened) -> None:
    path = keep(opened, "Mum", MUM)
    window = opened.start().window
    named(window, QAbstractButton, "More for Mum").click()
    menu = next(one for one in window.findChildren(QMenu) if one.accessibleName())
    acts = {action.text().replace("&", ""): action for action in menu.actions()}
    assert list(acts) == ["Open", "Rename...", "Make a copy", "Delete..."]

    acts["Make a copy"].trigger()
    menu.close()
    QApplication.processEvents()
    assert sorted(listed(window)) == ["Mum", "Mum (copy)"]
    assert path.exists()


# ------------------------------------------------------------------ keep and recent


def test_one_act_keeps_the_visit_under_a_name(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    answer_name(monkeypatch, "After the marathon")
    window = opened.start().window
    held(window).tell("age", 46)
    menu_action(window, "Keep on this computer...").trigger()
    window.show_start()

    assert listed(window) == ["After the marathon"]
    kept = opened.folder / "visits" / "After the marathon.mgaid"
    assert storage.open_visit(kept, content).person.age == 46
    card = named(window, ActionCard, "Continue where you were")
    assert card.accessibleDescription().startswith("After the marathon. Saved today at ")


def test_save_asks_for_a_name_only_the_first_time(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_name(monkeypatch, "Mine")
    window = opened.start().window
    held(window).tell("age", 46)
    menu_action(window, "Save").trigger()
    assert held(window).name == "Mine"

    monkeypatch.setattr(dialogs, "ask_name", lambda *_given: pytest.fail("asked again"))
    held(window).tell("age", 47)
    menu_action(window, "Save").trigger()
    assert not held(window).has_unsaved_file


def test_the_name_is_still_known_after_the_next_start(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer_name(monkeypatch, "Mine")
    window = opened.start().window
    held(window).tell("age", 46)
    menu_action(window, "Save").trigger()
    window = opened.again().window

    assert window.windowTitle() == "Mine – MgAid"
    assert "Mine." in named(window, ActionCard, "Continue where you were").accessibleDescription()


def recent(window: MainWindow) -> list[QAction]:
    menu = next(
        m for m in window.findChildren(QMenu) if m.title().replace("&", "") == "Open recent"
    )
    menu.aboutToShow.emit()
    return [action for action in menu.actions() if action.text()]


def test_recent_files_show_their_name_and_can_be_cleared(opened: Opened, tmp_path: Path) -> None:
    elsewhere = tmp_path / "documents" / "for the doctor.mgaid"
    elsewhere.parent.mkdir()
    storage.save_visit(elsewhere, MUM)
    window = opened.start(elsewhere).window
    held(window).start_new()
    assert [action.text() for action in recent(window)] == [
        "&1 for the doctor",
        "&Clear recent files",
    ]
    recent(window)[0].trigger()
    assert held(window).visit == MUM
    window.show_start()
    assert listed(window) == ["for the doctor"]

    recent(window)[1].trigger()
    assert [action.text() for action in recent(window)] == ["No files yet"]
    assert listed(window) == []
    assert elsewhere.exists()
    window.files.new()
    opened.close()
    for file in opened.folder.rglob("*"):
        assert not file.is_file() or b"for the doctor" not in file.read_bytes(), file


def test_a_recent_file_that_is_gone_is_not_listed(opened: Opened, tmp_path: Path) -> None:
    elsewhere = tmp_path / "usb.mgaid"
    storage.save_visit(elsewhere, MUM)
    window = opened.start(elsewhere).window
    window.files.new()
    window.show_start()
    QApplication.processEvents()
    assert listed(window) == ["usb"]
    elsewhere.unlink()
    window.show_start()
    QApplication.processEvents()

    assert listed(window) == []


# ------------------------------------------------------------------ passphrase


def test_a_locked_visit_opens_with_its_passphrase_after_a_wrong_one(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(opened, "Mum", MUM, WORDS)
    window = opened.start().window
    assert row(window, "Mum").accessibleDescription().startswith("Locked. Saved today at ")
    told = answer_passphrase(monkeypatch, "wrong", WORDS)
    row(window, "Mum").click()

    assert len(told) == 1
    assert held(window).visit == MUM
    assert held(window).locked


def test_thinking_better_of_a_locked_visit_changes_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = keep(opened, "Mum", MUM, WORDS)
    before = path.read_bytes()
    window = opened.start().window
    answer_passphrase(monkeypatch)
    row(window, "Mum").click()

    assert held(window).is_empty
    assert path.read_bytes() == before


def lock_in_hand(opened: Opened) -> bytes:
    """A visit without a name, locked in hand, and MgAid closed; gives the autosave."""
    window = opened.start().window
    held(window).tell("age", 46)
    held(window).set_passphrase(WORDS)
    opened.close()
    return storage.autosave_path(opened.folder).read_bytes()


def test_going_on_with_a_locked_visit_asks_for_its_passphrase(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock_in_hand(opened)
    window = opened.start().window
    card = named(window, ActionCard, "Continue where you were")
    assert card.accessibleDescription().startswith("Locked. Saved today at ")
    assert held(window).is_empty

    answer_passphrase(monkeypatch)
    card.click()
    assert window.dialog is None
    answer_passphrase(monkeypatch, WORDS)
    card.click()
    assert held(window).visit.person.age == 46
    assert held(window).locked
    assert window.dialog is not None


def test_a_locked_visit_that_was_left_alone_still_waits_the_next_time(opened: Opened) -> None:
    kept = lock_in_hand(opened)
    window = opened.start().window
    window.show_tab(0)
    window.show_start()
    opened.close()

    assert storage.autosave_path(opened.folder).read_bytes() == kept


@pytest.mark.parametrize("sure", [True, False])
def test_a_new_visit_asks_before_it_takes_the_place_of_a_locked_one(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, sure: bool
) -> None:
    lock_in_hand(opened)
    window = opened.start().window
    monkeypatch.setattr(dialogs, "may_leave_locked", lambda _parent: sure)
    named(window, ActionCard, "Start a new visit").click()

    assert (window.dialog is not None) is sure


def test_protecting_and_opening_up_again_by_menu(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def set_it(_parent: object, act: Callable[[str], object], *, change: bool) -> bool:
        act("other words" if change else WORDS)
        return True

    monkeypatch.setattr(dialogs, "set_passphrase", set_it)
    window = opened.start().window
    held(window).tell("age", 46)
    protect = menu_action(window, "Protect with a passphrase...")
    protect.trigger()
    kept = storage.autosave_path(opened.folder)
    assert storage.is_locked(kept)

    monkeypatch.setattr(dialogs, "manage_passphrase", lambda _parent: "remove")
    protect.trigger()
    assert not held(window).locked
    assert not storage.is_locked(kept)


# ------------------------------------------------------------------ delete everything


def test_delete_everything_leaves_nothing_and_closes(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said: list[tuple[str, ...]] = []

    def may_delete_everything(_parent: object, goes: object, stays: object) -> bool:
        said.extend((tuple(goes), tuple(stays)))  # type: ignore[arg-type]
        return True

    monkeypatch.setattr(dialogs, "may_delete_everything", may_delete_everything)
    monkeypatch.setattr(dialogs, "keep_before_leaving", lambda _parent: "drop")
    keep(opened, "Mum", MUM)
    keep(opened, "Dad", DAD)
    elsewhere = tmp_path / "mine.mgaid"
    storage.save_visit(elsewhere, MUM)
    window = opened.start(elsewhere).window
    held(window).tell("age", 46)
    menu_action(window, "125 %").trigger()
    held(window).save_now()
    assert (opened.folder / "settings.ini").exists()
    menu_action(window, "Delete everything MgAid keeps here...").trigger()

    goes, stays = said
    assert any("visit you are in" in line for line in goes)
    assert any("2 kept visits" in line and "Mum" in line for line in goes)
    assert any("“mine”" in line for line in stays)
    assert not window.isVisible()
    opened.close()
    assert not opened.folder.exists()
    assert elsewhere.exists()


def test_the_start_after_that_is_like_the_first(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "may_delete_everything", lambda *_given: True)
    keep(opened, "Mum", MUM)
    window = opened.start().window
    menu_action(window, "Delete everything MgAid keeps here...").trigger()
    window = opened.again().window

    assert "Look around first" in words(window)
    assert listed(window) == []


def test_keeping_everything_deletes_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialogs, "may_delete_everything", lambda *_given: False)
    path = keep(opened, "Mum", MUM)
    window = opened.start().window
    menu_action(window, "Delete everything MgAid keeps here...").trigger()

    assert path.exists()
    assert window.isVisible()


# ------------------------------------------------------------------ a second window


def test_the_second_window_says_on_every_tab_that_it_keeps_nothing(opened: Opened) -> None:
    path = keep(opened, "Mum", MUM)
    opened.start(path)
    second = opened.start(path).window

    assert held(second).visit == MUM
    assert "This window keeps nothing by itself" in words(second)
    assert "Kept on this computer" not in words(second)
    first_words = words(opened.start(None).window)
    assert "MgAid is already open" in first_words


def test_the_second_window_never_saves_over_the_file_of_the_first(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, content: Content, tmp_path: Path
) -> None:
    asked: list[Path | None] = []

    def ask(_parent: object, suggested: Path | None) -> Path:
        asked.append(suggested)
        return tmp_path / "elsewhere.mgaid"

    monkeypatch.setattr(dialogs, "ask_save_path", ask)
    path = keep(opened, "Mum", MUM)
    first = opened.start(path).window
    second = opened.start(path).window
    held(second).tell("age", 90)
    held(second).save_now()
    held(first).tell("age", 72)
    held(first).save_now()
    menu_action(second, "Save").trigger()

    assert asked == [None]
    assert storage.open_visit(path, content).person.age == 72
    assert storage.open_visit(tmp_path / "elsewhere.mgaid", content).person.age == 90


@pytest.mark.parametrize(("choice", "closes"), [("stay", False), ("drop", True)])
def test_closing_a_window_that_keeps_nothing_asks_about_what_was_told(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, choice: str, closes: bool
) -> None:
    opened.start()
    second = opened.start().window
    monkeypatch.setattr(dialogs, "close_unsaved", lambda _parent: choice)
    held(second).tell("age", 90)

    assert second.close() is closes
