""" "Get help now": the right number for the place, the others too, and the signs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QRadioButton

from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit
from mgaid.ui import help_now
from mgaid.ui.help_now import HelpNow
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def dialog(workspace: Workspace, source: ThemeSource) -> Iterator[HelpNow]:
    workspace.resume(Visit(person=Person(region="UK")))
    made = HelpNow(workspace, source)
    made.show()
    yield made
    made.close()
    shiboken6.delete(made)


def _words(dialog: HelpNow) -> str:
    return " ".join(found.text() for found in dialog.findChildren(QLabel) if found.isVisible())


def test_it_gives_the_number_of_the_region_and_the_lines_to_ring(dialog: HelpNow) -> None:
    words = _words(dialog)
    assert "Get help now: call 999" in words
    assert "NHS 111" in words
    assert "Samaritans 116 123" in words
    assert "<b>911</b> US" in words


def test_it_lists_every_emergency_sign(dialog: HelpNow, content: Content) -> None:
    words = _words(dialog)
    for flag in content.flags.values():
        assert (flag.title in words) is (flag.level == "emergency"), flag.id


def test_a_changed_region_changes_the_number_everywhere(
    dialog: HelpNow, workspace: Workspace
) -> None:
    choice = next(b for b in dialog.findChildren(QRadioButton) if b.text() == "United States")
    QTest.mouseClick(choice, Qt.MouseButton.LeftButton)
    assert workspace.visit.person.region == "US"
    assert "Get help now: call 911" in _words(dialog)
    assert "<b>999</b> UK" in _words(dialog)


@pytest.mark.parametrize(
    ("country", "region"),
    [
        (QLocale.Country.UnitedKingdom, "UK"),
        (QLocale.Country.Germany, "EU"),
        (QLocale.Country.UnitedStates, "US"),
        (QLocale.Country.Brazil, "other"),
    ],
)
def test_an_untold_region_is_guessed_from_the_computer(
    content: Content, monkeypatch: pytest.MonkeyPatch, country: QLocale.Country, region: str
) -> None:
    here = QLocale(QLocale.Language.AnyLanguage, country)
    monkeypatch.setattr(QLocale, "system", lambda: here)
    assert help_now.region_words(content, Visit()).id == region


def test_the_told_region_wins_over_the_computer(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = QLocale(QLocale.Language.German, QLocale.Country.Germany)
    monkeypatch.setattr(QLocale, "system", lambda: here)
    told = Visit(person=Person(region="US"))
    assert help_now.region_words(content, told).emergency == "911"


def test_no_step_of_any_emergency_is_left_with_a_gap(content: Content) -> None:
    for region in content.words.regions:
        for flag in content.flags.values():
            steps = help_now.flag_steps(content, flag.id, region)
            assert steps
            assert not any("{" in step for step in steps), flag.id
