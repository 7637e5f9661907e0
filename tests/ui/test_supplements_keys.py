"""The Supplements tab and the wizard's medicine page with nothing but the keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Visit
from mgaid.ui.gate_banner import PharmacistQuestions
from mgaid.ui.tabs.supplements import SupplementsTab
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.workspace import Workspace
from tests.conftest import Rules
from tests.core.test_laws import all_no

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
MOST_STOPS = 150


@pytest.fixture
def workspace(content: Content, medicines: MedicineIndex, tmp_path: Path) -> Workspace:
    return Workspace(content, medicines, tmp_path, TODAY)


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> SupplementsTab:
    made = SupplementsTab(workspace, source)
    qtbot.addWidget(made)
    made.resize(1024, 480)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def _here() -> QWidget:
    here = QApplication.focusWidget()
    assert here is not None
    return here


def _press(key: Qt.Key) -> None:
    QTest.keyClick(_here(), key)


def _type(text: str) -> None:
    QTest.keyClicks(_here(), text)


def _called(widget: QWidget) -> set[str]:
    text = widget.text() if isinstance(widget, QPushButton | QLabel) else ""
    return {widget.accessibleName(), text}


def _go_to(name: str, key: Qt.Key = Qt.Key.Key_Tab) -> None:
    """Press the Tab key (or Shift and Tab) until the control of this name has the focus."""
    for _ in range(MOST_STOPS):
        if name in _called(_here()):
            return
        _press(key)
    raise AssertionError(f"the Tab key never reaches {name!r}")


def test_a_whole_visit_to_the_tab_needs_only_keys(
    qtbot: QtBot, tab: SupplementsTab, workspace: Workspace, rules: Rules
) -> None:
    workspace.edit(all_no(rules), "Told")
    tab.setFocus()
    _press(Qt.Key.Key_Tab)

    _go_to("Small tablet")
    _press(Qt.Key.Key_Space)
    assert "oxide" in tab.table.shown

    _go_to("What the label says")
    _type("Magnesium citrate 1,000 mg")
    _go_to("Add to what I take")
    _press(Qt.Key.Key_Space)
    assert [one.elemental_mg for one in workspace.visit.supplements or ()] == [161.6]

    _go_to("Change my medicines")
    _press(Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: _here().accessibleName() == "Name of a medicine", timeout=15_000)
    _type("frusem")
    _press(Qt.Key.Key_Return)
    assert [one.name for one in workspace.visit.medicines or ()] == ["frusemide"]
    assert tab.banner.head == "Ask first, before you take magnesium"
    assert "frusemide" in tab.banner.accessibleName()

    _go_to("Back to the supplements", Qt.Key.Key_Backtab)
    _press(Qt.Key.Key_Space)
    _go_to("Put it on my page")
    _press(Qt.Key.Key_Space)
    assert workspace.visit.reminder == date(2026, 12, 20)

    _go_to("Questions for a pharmacist", Qt.Key.Key_Backtab)
    _press(Qt.Key.Key_Space)
    asked = tab.findChild(PharmacistQuestions)
    assert asked is not None
    qtbot.waitUntil(lambda: asked.isAncestorOf(_here()), timeout=15_000)
    _go_to("Copy as text")
    _press(Qt.Key.Key_Space)
    assert "frusemide" in QGuiApplication.clipboard().text()
    _press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tab.findChild(PharmacistQuestions) is None, timeout=15_000)


def test_open_pages_without_room_are_reached_from_a_menu(qtbot: QtBot, tab: SupplementsTab) -> None:
    tab.setFocus()
    rest = next(b for b in tab.banner.findChildren(QPushButton) if b.text().endswith(" more"))
    _go_to(rest.accessibleName())
    _press(Qt.Key.Key_Space)
    menu = tab.banner.findChild(QMenu)
    assert menu is not None
    assert str(len(menu.actions())) in rest.text()
    with qtbot.waitSignal(tab.page_wanted, timeout=15_000) as wanted:
        QTest.keyClick(menu, Qt.Key.Key_Return)

    assert wanted.args is not None
    assert wanted.args[0] not in {
        link.property("page_id") for link in tab.banner.findChildren(QPushButton)
    }


def test_the_field_of_a_list_is_in_view_however_large_the_text(
    qtbot: QtBot, tab: SupplementsTab, source: ThemeSource
) -> None:
    source.set_text_percent(200)
    tab.show_medicines()
    field, scroll = _here(), tab.findChild(QScrollArea)
    assert scroll is not None

    def in_view() -> bool:
        top = field.mapTo(scroll.viewport(), field.rect().topLeft()).y()
        return top >= 0 and top + field.height() <= scroll.viewport().height()

    qtbot.waitUntil(in_view, timeout=15_000)
    source.set_text_percent(100)


def test_the_level_is_in_words_wherever_the_page_is_scrolled(
    qtbot: QtBot, tab: SupplementsTab
) -> None:
    scroll = tab.findChild(QScrollArea)
    assert scroll is not None
    bar = scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > tab.banner.height(), timeout=15_000)
    for place in range(0, tab.banner.height() + 80, 10):
        bar.setValue(place)
        head = next(b for b in tab.banner.findChildren(QLabel) if b.text() == tab.banner.head)
        above = head.mapTo(scroll.viewport(), head.rect().bottomLeft()).y() < 0
        strip = any(
            label.text() == f"Magnesium: {tab.banner.head}" and label.isVisible()
            for label in tab.findChildren(QLabel)
        )
        assert strip or not above, place


def test_questions_opened_again_at_the_medicines_start_at_the_top_of_the_page(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource
) -> None:
    workspace.resume(Visit(page="medicines"))
    wizard = CausesWizard(workspace, source)
    wizard.show()
    with qtbot.waitActive(wizard):
        wizard.activateWindow()

    qtbot.waitUntil(lambda: "Your medicines" in _called(_here()), timeout=15_000)
    _press(Qt.Key.Key_Tab)
    assert _here().accessibleName() == "Name of a medicine"
    wizard.close()
    shiboken6.delete(wizard)


@pytest.mark.parametrize(
    ("page", "title", "typed", "wanted"),
    [
        (
            "medicines",
            "Your medicines",
            ("furosemide", "digoxin"),
            (
                "Name of a medicine",
                "Furosemide, taken for",
                "Remove Furosemide",
                "Digoxin, taken for",
                "Remove Digoxin",
                "That is all of them",
            ),
        ),
        (
            "supplements",
            "What you take already",
            ("100", "50"),
            (
                "Add it",
                "Magnesium 100 mg: magnesium in one, mg",
                "Remove Magnesium 100 mg",
                "Magnesium 50 mg: how many a day",
                "Remove Magnesium 50 mg",
            ),
        ),
    ],
)
def test_what_is_added_on_a_page_of_the_questions_is_walked_before_the_footer(
    qtbot: QtBot,
    workspace: Workspace,
    source: ThemeSource,
    page: str,
    title: str,
    typed: tuple[str, ...],
    wanted: tuple[str, ...],
) -> None:
    workspace.resume(Visit(page=page))
    wizard = CausesWizard(workspace, source)
    wizard.show()
    with qtbot.waitActive(wizard):
        wizard.activateWindow()
    qtbot.waitUntil(lambda: title in _called(_here()), timeout=15_000)
    _press(Qt.Key.Key_Tab)
    for one in typed:
        _type(one)
        _press(Qt.Key.Key_Return)

    def shown() -> set[str]:
        visible = [b for b in wizard.findChildren(QAbstractButton) if b.isVisible()]
        return {name for button in visible for name in (button.accessibleName(), button.text())}

    added = {name for name in wanted if name.startswith("Remove")}
    qtbot.waitUntil(lambda: added <= shown(), timeout=15_000)
    walked = [_here().accessibleName()]
    while "Next" not in walked and len(walked) < MOST_STOPS:
        _press(Qt.Key.Key_Tab)
        walked.append(_here().accessibleName() or getattr(_here(), "text", str)())
    expected = [*wanted, "Get help now", "Back", "Next"]

    assert [name for name in walked if name in expected] == expected
    assert not any("Step " in name for name in walked)
    wizard.close()
    shiboken6.delete(wizard)
