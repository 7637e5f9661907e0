"""The first screen: which way in, and what each of them leads to."""

from __future__ import annotations

from typing import Literal

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from mgaid import storage
from mgaid.core.visit import Person, Visit
from mgaid.ui import dialogs
from mgaid.ui.help_now import HelpNow
from mgaid.ui.parts import ActionCard
from mgaid.ui.parts.text import MAY_BREAK
from mgaid.ui.visit_boxes import delete_box
from mgaid.ui.wizard import CausesWizard
from tests.ui.opened import Opened, named, opened, words

__all__ = ["opened"]

KEPT = Visit(person=Person(age=46), findings={"seizure": "no"}, page="medicines")


def test_a_new_visit_begins_with_the_emergency_check(opened: Opened) -> None:
    window = opened.start().window
    named(window, ActionCard, "Start a new visit").click()

    assert isinstance(window.dialog, CausesWizard)
    assert window.dialog.page_id == "emergency"


def test_going_on_opens_the_page_where_one_was(opened: Opened) -> None:
    storage.autosave(opened.folder, KEPT)
    window = opened.start().window
    named(window, ActionCard, "Continue where you were").click()

    assert isinstance(window.dialog, CausesWizard)
    assert window.dialog.page_id == "medicines"


@pytest.mark.parametrize(("choice", "kept"), [("stay", True), ("drop", False)])
def test_a_new_visit_asks_before_it_takes_the_place_of_the_kept_one(
    opened: Opened,
    monkeypatch: pytest.MonkeyPatch,
    choice: Literal["stay", "drop"],
    kept: bool,
) -> None:
    monkeypatch.setattr(dialogs, "keep_before_leaving", lambda _parent: choice)
    storage.autosave(opened.folder, KEPT)
    window = opened.start().window
    named(window, ActionCard, "Start a new visit").click()

    assert window.workspace is not None
    assert (window.workspace.visit.person.age == 46) is kept
    assert (window.dialog is None) is kept


def test_help_is_one_press_away(opened: Opened) -> None:
    window = opened.start().window
    named(window, QAbstractButton, "Get help now").click()

    assert isinstance(window.dialog, HelpNow)


def test_tabs_can_be_looked_at_first(opened: Opened) -> None:
    window = opened.start().window
    named(window, QAbstractButton, "Overview").click()

    assert "My leg keeps twitching. Is it magnesium?" in words(window)


def test_it_says_what_mgaid_is_not(opened: Opened) -> None:
    assert "What MgAid is not" in words(opened.start().window)


NAMES = [
    "mgaid_visit_for_neurology_clinic_2026-11-22_final_v2",
    "W" * 80,
    "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}" * 20,
    "Mum and her twitching leg, seen by the new doctor " * 3,
]


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", NAMES)
def test_a_long_name_leaves_the_menu_of_its_visit_in_the_window(
    opened: Opened, name: str, percent: int
) -> None:
    name = name.strip()
    home = opened.folder / "visits"
    home.mkdir(parents=True)
    storage.save_visit(home / f"{name}.mgaid", Visit(person=Person(age=71)))
    start = opened.start()
    window = start.window
    start.source.set_text_percent(percent)
    window.resize(1024, 640)
    QApplication.processEvents()

    more = named(window, QAbstractButton, f"More for {name}")
    assert more.mapTo(window, more.rect().topRight()).x() < window.width()
    row = named(window, QPushButton, name)
    shown = [part for part in row.findChildren(QLabel) if part.text() and part.isVisible()]
    assert shown[0].text().replace(MAY_BREAK, "")[:20] == name[:20]
    for part in shown:
        assert part.width() >= part.minimumSizeHint().width()
        assert part.height() >= part.heightForWidth(part.width())
    if len(name) > 60:
        assert name in row.toolTip().replace(MAY_BREAK, "")


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("name", NAMES)
def test_a_question_about_a_long_name_is_read_whole(
    opened: Opened, name: str, percent: int
) -> None:
    start = opened.start()
    start.source.set_text_percent(percent)
    start.window.resize(1024, 640)
    box = delete_box(start.source, name, start.window)
    box.show()
    QApplication.processEvents()

    asked = next(part for part in box.findChildren(QLabel) if "Delete" in part.text())
    assert asked.accessibleName() == f"Delete “{name}”?"
    assert asked.text().replace(MAY_BREAK, "") == f"Delete “{name}”?"
    assert asked.mapTo(box, asked.rect().topRight()).x() < box.width()
    assert asked.width() >= asked.minimumSizeHint().width()
    box.close()
    box.deleteLater()
