"""From the comparison of choices to the questions for the visit with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Visit
from mgaid.ui.evidence import EvidenceDialog
from mgaid.ui.evidence_browser import EvidenceBrowser
from mgaid.ui.parts import CertaintyBadge
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.workspace import Workspace

MOST_TABS = 150
CALM = Visit(findings={"twitch_flicker": "yes"})


@pytest.fixture
def workspace(content: Content, medicines: MedicineIndex, tmp_path: Path) -> Workspace:
    made = Workspace(content, medicines, tmp_path, date(2026, 11, 22))
    made.resume(CALM)
    return made


@pytest.fixture
def wizard(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Iterator[CausesWizard]:
    made = CausesWizard(workspace, source)
    made.resize(1366, 690)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    made.go_to("options")
    yield made
    made.close()
    made.deleteLater()


def here() -> QWidget:
    QApplication.processEvents()
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_to(fits: Callable[[QWidget], bool], what: str) -> QWidget:
    """Press Tab until the keyboard is on the part that fits; it must be in sight."""
    for _ in range(MOST_TABS):
        now = here()
        if fits(now):
            assert not now.visibleRegion().isEmpty(), f"{what} has the keyboard but is out of sight"
            return now
        QTest.keyClick(now, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {what}")


def tab_to_button(name: str) -> QWidget:
    def fits(part: QWidget) -> bool:
        return isinstance(part, QAbstractButton) and name in (part.text(), part.accessibleName())

    return tab_to(fits, name)


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(here(), key, modifier)


def go_on() -> None:
    press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)


def said(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(words.text() for words in part.findChildren(QLabel) if words.isVisible())


def page_is(qtbot: QtBot, wizard: CausesWizard, page: str) -> None:
    qtbot.waitUntil(lambda: wizard.page_id == page, timeout=15_000)


def test_the_choices_are_compared_leant_to_rated_and_asked_about(
    qtbot: QtBot, wizard: CausesWizard, workspace: Workspace, content: Content
) -> None:
    tab_to_button("Main points")
    press(Qt.Key.Key_Right)  # to "All nine points", its other half
    assert content.options["wait"].if_i_do_nothing in said(wizard)

    tab_to_button("Eat more magnesium: this one")
    press(Qt.Key.Key_Space)
    assert workspace.visit.leaning == ("food",)

    go_on()
    page_is(qtbot, wizard, "matters")
    tab_to_button("I want to avoid pills 1")
    press(Qt.Key.Key_Space)
    for _ in range(4):
        press(Qt.Key.Key_Right)
    assert workspace.visit.matters == {"avoid_pills": 5}
    assert content.options["supplement"].what_it_takes in said(wizard)
    first = next(iter(content.sure.values()))
    tab_to_button(f"{first.question} Yes")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Right)
    assert workspace.visit.sure == {first.id: "no"}
    assert first.ask in said(wizard)

    go_on()
    page_is(qtbot, wizard, "questions")
    ranked = tab_to(lambda part: isinstance(part, QListView), "the questions")
    press(Qt.Key.Key_Home)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert workspace.visit.ask_first is not None
    assert workspace.visit.ask_first[1] == f"sure_{first.id}"
    assert here() is ranked
    tab_to(lambda part: isinstance(part, QLineEdit), "a question of one's own")
    QTest.keyClicks(here(), "May I still drive?")
    press(Qt.Key.Key_Return)
    assert workspace.visit.ask_first[0] == "May I still drive?"


@pytest.mark.usefixtures("wizard")
def test_the_evidence_is_reached_searched_and_left(qtbot: QtBot, content: Content) -> None:
    tab_to(lambda part: isinstance(part, CertaintyBadge), "a badge")
    press(Qt.Key.Key_Return)
    dialog = opened(qtbot, EvidenceDialog)

    tab_to_button("All evidence")
    press(Qt.Key.Key_Return)
    browser = opened(qtbot, EvidenceBrowser)
    QTest.keyClicks(here(), "ppi urine")
    press(Qt.Key.Key_Down)
    assert isinstance(here(), QListView)
    assert content.claims["C15"].say in said(browser)

    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not browser.isVisible(), timeout=15_000)
    dialog.close()


def opened(qtbot: QtBot, kind: type[QWidget]) -> QWidget:
    def there() -> bool:
        return isinstance(QApplication.activeWindow(), kind)

    qtbot.waitUntil(there, timeout=15_000)
    window = QApplication.activeWindow()
    assert isinstance(window, kind)
    return window
