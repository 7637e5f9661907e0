"""The first screen: which way in, and what each of them leads to."""

from __future__ import annotations

from typing import Literal

import pytest
from PySide6.QtWidgets import QAbstractButton

from mgaid import storage
from mgaid.core.visit import Person, Visit
from mgaid.ui import dialogs
from mgaid.ui.help_now import HelpNow
from mgaid.ui.parts import ActionCard
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
