"""The Tab key goes round the whole window and comes back, and Shift+Tab goes the same way back."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QDeadlineTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from mgaid.core.visit import Medicine, Visit
from mgaid.ui.tabs.checklist import ChecklistTab
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.workspace import Workspace
from tests.ui.opened import Opened, name_on, opened

__all__ = ["opened"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

MOST_STOPS = 400
WAIT_MS = 15_000
CHECKLIST = 3
LISTED = Visit(medicines=(Medicine(name="omeprazole", months=6), Medicine(name="furosemide")))


@pytest.fixture
def wizard(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Iterator[CausesWizard]:
    made = CausesWizard(workspace, source)
    made.resize(1366, 700)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    yield made
    made.close()
    shiboken6.delete(made)


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def walk(modifier: Qt.KeyboardModifier, settle: Callable[[], object]) -> list[QWidget]:
    """Everything the Tab key stops at until it is back where it began, or has gone too far."""
    start = focus()
    met = [start]
    while len(met) <= MOST_STOPS:
        QTest.keyClick(focus(), Qt.Key.Key_Tab, modifier)
        settle()
        if focus() is start:
            return met
        met.append(focus())
    raise AssertionError(f"Tab never comes back to {name(start)}")


def name(widget: QWidget) -> str:
    return widget.accessibleName() or name_on(widget) or type(widget).__name__


def reachable(window: QWidget) -> list[QWidget]:
    """What is in view and takes the Tab key; of radio buttons one in each group will do."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and not isinstance(widget, QRadioButton)
    ]


def there_and_back(window: QWidget, settle: Callable[[], object]) -> list[str]:
    """Walk the ring both ways; the names of what was met."""
    none, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(focus(), Qt.Key.Key_Tab)  # a heading is no stop, and cannot be come back to
    walk(none, settle)  # what is made when it comes near is made now
    there = walk(none, settle)
    back = walk(shift, settle)
    radios = [widget for widget in there if isinstance(widget, QRadioButton)]
    assert [w for w in back[1:][::-1] if w not in radios] == [
        w for w in there[1:] if w not in radios
    ]
    assert {name(w) for w in reachable(window)} <= {name(w) for w in there}
    return [name(widget) for widget in there]


def test_tab_leads_from_the_end_of_the_checklist_back_to_the_tabs(
    qtbot: QtBot, opened: Opened
) -> None:
    window = opened.start().window
    assert window.workspace is not None
    window.show_tab(CHECKLIST)
    window.resize(1366, 700)
    with qtbot.waitActive(window):
        window.activateWindow()
    tab = window.findChildren(ChecklistTab)[0]

    def settle() -> None:
        deadline = QDeadlineTimer(WAIT_MS)
        while not tab.settled:
            assert not deadline.hasExpired()
            QApplication.processEvents()

    settle()
    next(w for w in reachable(window) if name(w) == "Get help now").setFocus()
    met = there_and_back(window, settle)
    for wanted in ("Tabs", "Get help now", "Checklist sections", "Print this checklist"):
        assert wanted in met
    assert "How long has this been going on?" in met


@pytest.mark.parametrize("listed_late", [False, True])
def test_tab_meets_all_of_the_medicines_page_and_comes_back(
    workspace: Workspace, wizard: CausesWizard, listed_late: bool
) -> None:
    if not listed_late:
        workspace.resume(LISTED)
    wizard.go_to("medicines")
    if listed_late:
        workspace.change("Medicines", medicines=LISTED.medicines)
    met = there_and_back(wizard, QApplication.processEvents)
    for wanted in ("Name of a medicine", "Omeprazole, taken for", "Furosemide, taken for", "Next"):
        assert wanted in met


@pytest.mark.parametrize("page", ["about", "when", "figures", "caffeine", "supplements"])
def test_tab_comes_back_on_pages_with_numbers(wizard: CausesWizard, page: str) -> None:
    wizard.go_to(page)
    met = there_and_back(wizard, QApplication.processEvents)
    numbers = [f for f in wizard.currentPage().findChildren(QDoubleSpinBox) if f.isVisible()]
    assert numbers or page == "supplements"
    assert {name(field) for field in numbers} <= set(met)
    assert {"Get help now", "Next"} <= set(met)
