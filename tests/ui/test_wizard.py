"""The wizard as a person meets it: ticking, going back, the call for help, coming back later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.core import interview
from mgaid.core.content import Content
from mgaid.core.interview import Stop
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Person, Visit
from mgaid.ui.parts import Notice, QuestionRow
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
Open = Callable[..., CausesWizard]


@pytest.fixture
def workspace(content: Content, medicines: MedicineIndex, tmp_path: Path) -> Workspace:
    return Workspace(content, medicines, tmp_path, TODAY)


@pytest.fixture
def open_wizard(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Iterator[Open]:
    wizards: list[CausesWizard] = []

    def opened(visit: Visit | None = None) -> CausesWizard:
        if visit is not None:
            workspace.resume(visit)
        wizard = CausesWizard(workspace, source)
        wizards.append(wizard)
        wizard.resize(1366, 700)
        wizard.show()
        with qtbot.waitActive(wizard):
            wizard.activateWindow()
        return wizard

    yield opened
    for wizard in wizards:
        wizard.close()
        shiboken6.delete(wizard)


def _in_uk(**fields: Any) -> Visit:
    return Visit(person=Person(region="UK"), **fields)


def _shown(wizard: CausesWizard, kind: type[QWidget]) -> list[Any]:
    return [found for found in wizard.currentPage().findChildren(kind) if found.isVisible()]


def _tick(wizard: CausesWizard, finding: str) -> QCheckBox:
    """The box of a finding, by the words the content gives it."""
    content = wizard._content
    page = content.pages[wizard.page_id]
    labels = [ask.labels for ask in page.ask if ask.kind == "ticks" and finding in ask.items]
    words = labels[0].get(finding) or content.findings[finding].label
    return _box(wizard, words)


def _page_of(wizard: CausesWizard, finding: str) -> str:
    page = wizard._content.page_asking.get(finding)
    assert page is not None
    return page


def _box(wizard: CausesWizard, words: str) -> QCheckBox:
    found: QCheckBox = next(
        b for b in _shown(wizard, QCheckBox) if b.text().lower() == words.lower()
    )
    return found


def _button(wizard: CausesWizard, words: str) -> QPushButton:
    found: QPushButton = next(
        b for b in wizard.findChildren(QPushButton) if b.text() == words and b.isVisible()
    )
    return found


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _press(key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def _words(wizard: CausesWizard) -> str:
    return " ".join(found.text() for found in _shown(wizard, QLabel))


def _has_notice(wizard: CausesWizard, head: str) -> bool:
    return any(n.accessibleName().startswith(head) for n in _shown(wizard, Notice))


def test_nothing_is_ticked_before_the_person_ticks_it(open_wizard: Open) -> None:
    wizard = open_wizard()
    for page in wizard._content.pages:
        wizard.go_to(page)
        assert not any(box.isChecked() for box in _shown(wizard, QCheckBox) if page != "summary")
        assert not any(b.isChecked() for b in _shown(wizard, QRadioButton) if page != "summary")


def test_back_keeps_the_answers(workspace: Workspace, open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go_to(_page_of(wizard, "fatigue"))
    _click(_tick(wizard, "fatigue"))
    _click(_button(wizard, "Next"))
    assert wizard.page_id != _page_of(wizard, "fatigue")
    _click(_button(wizard, "Back"))
    assert _tick(wizard, "fatigue").isChecked()
    assert workspace.visit.findings == {"fatigue": "yes"}


def test_an_emergency_tick_says_at_once_whom_to_call(open_wizard: Open) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    assert wizard.stop == Stop("emergency", now=True)
    assert _has_notice(wizard, "Get help now: call 999")
    assert "chest pain" in _words(wizard).lower()
    assert "Call 999 now." in _words(wizard)
    assert "<b>112</b> Europe" in _words(wizard)
    assert "999 UK" not in _words(wizard), "the own number is not among the others"


def test_thoughts_of_suicide_name_the_crisis_line_first(open_wizard: Open) -> None:
    wizard = open_wizard(_in_uk())
    wizard.go_to(_page_of(wizard, "suicidal_thoughts"))
    _click(_tick(wizard, "suicidal_thoughts"))
    assert _has_notice(wizard, "Get help now: call Samaritans 116 123")


def test_the_region_can_be_changed_on_the_call(workspace: Workspace, open_wizard: Open) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    box = next(b for b in wizard.currentPage().findChildren(QComboBox) if b.isVisible())
    assert box.accessibleName() == "Change region"
    assert box.currentText() == "United Kingdom"
    box.setFocus()
    QTest.keyClicks(box, "United States")
    assert workspace.visit.person.region == "US"
    assert _has_notice(wizard, "Get help now: call 911")


@pytest.mark.parametrize("page", ["emergency", "emergency_more"])
def test_the_first_pages_and_their_call_fit_a_small_laptop(open_wizard: Open, page: str) -> None:
    wizard = open_wizard(_in_uk())
    wizard.resize(1366, 690)
    wizard.go_to(page)
    sign = "chest_pain" if page == "emergency" else "serotonin_signs"

    assert _scrolls(wizard) == 0
    _click(_tick(wizard, sign))
    assert wizard.stop == Stop(page, now=True)
    assert _scrolls(wizard) == 0


def _scrolls(wizard: CausesWizard) -> int:
    """By how many pixels the page is too high."""
    QApplication.processEvents()
    areas = wizard.currentPage().findChildren(QScrollArea)
    return max(area.verticalScrollBar().maximum() for area in areas if area.isVisible())


def test_a_double_click_on_a_sign_does_not_press_what_comes_up(
    workspace: Workspace, open_wizard: Open
) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    mistake = _button(wizard, "I ticked this by mistake")
    QTest.mouseDClick(mistake, Qt.MouseButton.LeftButton)
    assert workspace.visit.findings["chest_pain"] == "yes"


def test_a_mistaken_tick_is_taken_back_and_the_page_returns(
    workspace: Workspace, open_wizard: Open
) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    assert wizard.stop == Stop("emergency", now=True)
    _click(_button(wizard, "I ticked this by mistake"))
    assert wizard.stop == Stop("emergency")
    assert not _tick(wizard, "chest_pain").isChecked()
    assert "chest_pain" not in workspace.visit.findings


def test_after_a_mistake_the_same_tick_calls_again(open_wizard: Open) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    _click(_button(wizard, "I ticked this by mistake"))
    _click(_tick(wizard, "chest_pain"))
    assert wizard.stop == Stop("emergency", now=True)


def test_going_on_is_possible_and_the_call_stays_in_sight(open_wizard: Open) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    _click(_button(wizard, "Go on with the questions"))
    assert wizard.stop == Stop("emergency_more")
    assert _has_notice(wizard, "Get help now")


def test_back_and_next_do_not_repeat_a_call_but_a_new_sign_calls_again(open_wizard: Open) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    wizard.back()
    _click(_button(wizard, "Next"))
    assert wizard.stop == Stop("emergency_more")
    wizard.back()
    _click(_tick(wizard, "seizure"))
    assert wizard.stop == Stop("emergency", now=True)
    assert "lay the person on their side" in _words(wizard).lower()


def test_the_page_for_the_crew_is_one_press_away(open_wizard: Open) -> None:
    wizard = open_wizard(_in_uk())
    _click(_tick(wizard, "chest_pain"))
    _click(_button(wizard, "Make a page for the crew"))
    assert wizard.stop == Stop("summary")
    assert _button(wizard, "Finish").isVisible()


def test_without_an_answer_the_questions_end_at_the_page(open_wizard: Open) -> None:
    wizard = open_wizard()
    visited = [wizard.page_id]
    for _ in wizard._content.pages:
        wizard.next()
        visited.append(wizard.page_id)
        if wizard.nextId() == -1:
            break
    assert wizard.page_id == "summary"
    assert len(set(visited)) == len(visited)


def test_pages_that_cannot_concern_a_person_are_left_out(
    workspace: Workspace, open_wizard: Open
) -> None:
    wizard = open_wizard(Visit(person=Person(age=70, sex="male"), findings={"cramp_painful": "no"}))
    assert not wizard.go_to("pregnancy")
    assert not wizard.go_to("cramps")
    wizard.go_to("kind")
    workspace.answer({"cramp_painful": "yes"})
    assert wizard.go_to("cramps")


def test_a_page_is_answered_by_keyboard_alone(workspace: Workspace, open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go_to("pregnancy")
    rows = _shown(wizard, QuestionRow)
    for _ in rows:
        _press(Qt.Key.Key_Tab)
        _press(Qt.Key.Key_Right)
        _press(Qt.Key.Key_Space)
    assert [row.answer() for row in rows] == ["no"] * len(rows)
    assert set(workspace.visit.findings.values()) == {"no"}
    _press(Qt.Key.Key_Return)
    assert wizard.page_id == "kind"
    QTest.keyClick(wizard, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert wizard.page_id == "pregnancy"


def test_from_the_last_line_tab_leads_to_the_footer(open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go_to("pregnancy")
    for _ in _shown(wizard, QuestionRow):
        _press(Qt.Key.Key_Tab)
    reached = []
    for _ in range(4):
        _press(Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, QPushButton)
        reached.append(focused.text())
    assert reached == ["Get help now", "Save and close", "Back", "Next"]


def test_enter_presses_the_button_that_has_the_focus(open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go_to("kind")
    back = _button(wizard, "Back")
    back.setFocus()
    before = wizard.visitedIds()
    QTest.keyClick(back, Qt.Key.Key_Return)
    assert wizard.visitedIds() == before[:-1]


def test_the_title_has_the_focus_when_a_page_comes_up(open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go_to("kind")
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLabel)
    assert focused.text() == wizard._content.pages["kind"].title


def test_it_opens_where_the_person_was_and_back_leads_to_the_pages_before(
    open_wizard: Open,
) -> None:
    wizard = open_wizard(_in_uk(page="gut"))
    assert wizard.page_id == "gut"
    met = interview.pages_for(wizard._content, _in_uk(), wizard._assessment)
    before = [page.id for page in met][[page.id for page in met].index("gut") - 1]
    _click(_button(wizard, "Back"))
    assert wizard.page_id == before


def test_a_look_at_the_first_page_leaves_the_visit_empty(
    workspace: Workspace, open_wizard: Open
) -> None:
    wizard = open_wizard()
    wizard.reject()
    assert workspace.is_empty


def test_escape_saves_and_closes(workspace: Workspace, open_wizard: Open, tmp_path: Path) -> None:
    wizard = open_wizard()
    wizard.go_to("kind")
    own_words = _shown(wizard, QPlainTextEdit)[0]
    QTest.keyClicks(own_words, "It wakes me.")
    QTest.keyClick(own_words, Qt.Key.Key_Escape)
    assert not wizard.isVisible()
    kept = storage.autosaved(tmp_path, workspace.content)
    assert kept is not None
    assert kept.notes == {"kind": "It wakes me."}
    assert kept.page == "kind"


def test_own_words_are_kept_while_they_are_typed_and_undone_at_once(
    qtbot: QtBot, workspace: Workspace, open_wizard: Open
) -> None:
    wizard = open_wizard()
    wizard.go_to("kind")
    own_words = _shown(wizard, QPlainTextEdit)[0]
    QTest.keyClicks(own_words, "One")
    qtbot.waitUntil(lambda: workspace.visit.notes == {"kind": "One"})
    QTest.keyClicks(own_words, " two")
    qtbot.waitUntil(lambda: workspace.visit.notes == {"kind": "One two"})
    workspace.undo_stack.undo()
    assert workspace.visit.notes == {}
    assert own_words.toPlainText() == ""


def test_an_undo_elsewhere_is_seen_on_the_page(workspace: Workspace, open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go_to(_page_of(wizard, "fatigue"))
    tired = _tick(wizard, "fatigue")
    _click(tired)
    workspace.undo_stack.undo()
    assert not tired.isChecked()
    assert workspace.visit.findings == {}


def test_the_step_list_leads_back_and_the_way_stays_whole(open_wizard: Open) -> None:
    wizard = open_wizard()
    wizard.go_to("sleep")
    wizard._stepper.step_clicked.emit(2)
    assert wizard.page_id == "kind"
    wizard.back()
    assert wizard.page_id == "pregnancy"


def test_the_footer_counts_what_is_left(open_wizard: Open) -> None:
    wizard = open_wizard()
    boxes = len(wizard._content.pages["emergency"].ask)
    assert wizard._footer.note.text() == f"{boxes} boxes left to answer"
    _click(_box(wizard, "None of these"))
    assert wizard._footer.note.text() == f"{boxes - 1} boxes left to answer"


def test_every_control_of_every_page_has_a_name(open_wizard: Open) -> None:
    wizard = open_wizard()
    for page in wizard._content.pages:
        wizard.go_to(page)
        for widget in _shown(wizard, QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled():
                spoken = QAccessible.queryAccessibleInterface(widget)
                name = spoken.text(QAccessible.Text.Name)
                inside = widget.parent()
                assert name or isinstance(inside, QDoubleSpinBox), f"{page}: {widget}"


@pytest.mark.parametrize("percent", [100, 200])
def test_no_page_scrolls_sideways_at_the_smallest_window(
    qtbot: QtBot, source: ThemeSource, workspace: Workspace, open_wizard: Open, percent: int
) -> None:
    source.set_text_percent(percent)
    wizard = open_wizard()
    wizard.resize(wizard.minimumSize())
    for page in wizard._content.pages:
        wizard.go_to(page)
        qtbot.waitUntil(lambda: _fits_across(wizard))
    workspace.answer({"chest_pain": "yes"})
    assert wizard.stop.now
    qtbot.waitUntil(lambda: _fits_across(wizard))


def _fits_across(wizard: CausesWizard) -> bool:
    area = wizard.currentPage().findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    inside = area.widget()
    assert inside is not None
    # The width it got, too: Qt gives a page its least width even where that is cut off.
    return max(inside.minimumSizeHint().width(), inside.width()) <= area.viewport().width()


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_footer_fits_at_every_text_size(
    source: ThemeSource, workspace: Workspace, open_wizard: Open, percent: int
) -> None:
    source.set_text_percent(percent)
    wizard = open_wizard()
    wizard.resize(wizard.minimumSize())
    workspace.answer({"chest_pain": "yes"})
    QApplication.processEvents()
    for button in (b for b in wizard._footer.buttons if b.isVisible()):
        assert button.width() >= button.sizeHint().width(), button.text()
        corner = button.mapTo(wizard, button.rect().topRight())
        assert corner.x() < wizard.width(), button.text()
