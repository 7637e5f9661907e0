"""Numbers, drinks and screening tools in the wizard: typed in any unit, told when they can be."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core.interview import Stop
from mgaid.core.visit import Person, Visit
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.workspace import Workspace
from tests.ui.questions import Open, open_at, workspace

__all__ = ["open_at", "workspace"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


def _field(wizard: CausesWizard, name: str) -> QDoubleSpinBox:
    found: QDoubleSpinBox = next(
        f for f in _all(wizard, QDoubleSpinBox) if f.accessibleName() == name
    )
    return found


def _all(wizard: CausesWizard, kind: type[QWidget]) -> list[Any]:
    return [found for found in wizard.currentPage().findChildren(kind) if found.isVisible()]


def _words(wizard: CausesWizard) -> str:
    return " ".join(found.text() for found in _all(wizard, QLabel))


def _type(field: QDoubleSpinBox, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def _leave(field: QDoubleSpinBox) -> None:
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_an_age_is_told_when_the_field_is_left(workspace: Workspace, open_at: Open) -> None:
    wizard = open_at("about")
    age = _field(wizard, "How old are you?")
    _type(age, "68")
    assert workspace.visit.person.age is None
    _leave(age)
    assert workspace.visit.person.age == 68


def test_an_age_typed_and_followed_by_next_is_told(workspace: Workspace, open_at: Open) -> None:
    wizard = open_at("about")
    age = _field(wizard, "How old are you?")
    _type(age, "30")
    QTest.keyClick(age, Qt.Key.Key_Return)
    assert workspace.visit.person.age == 30
    assert wizard.page_id == "pregnancy"


def test_an_age_no_person_has_is_refused_with_a_reason(workspace: Workspace, open_at: Open) -> None:
    wizard = open_at("about")
    age = _field(wizard, "How old are you?")
    _type(age, "900")
    _leave(age)
    assert workspace.visit.person.age is None
    assert "from 0 to 120 years" in _words(wizard)
    assert age.text() == "900"


def test_a_time_is_kept_in_days_and_shown_in_the_unit_it_was_typed(
    workspace: Workspace, open_at: Open
) -> None:
    wizard = open_at("when")
    field = _field(wizard, "How long has this been going on?")
    unit = _all(wizard, QComboBox)[0]
    unit.setCurrentIndex(unit.findText("weeks"))
    _type(field, "6")
    _leave(field)
    assert workspace.visit.numbers == {"duration_days": 42}
    wizard.next()
    wizard.back()
    assert (field.text(), unit.currentText()) == ("6", "weeks")


def test_a_blood_value_counts_only_with_its_unit_and_is_said_back(
    workspace: Workspace, open_at: Open
) -> None:
    wizard = open_at("figures", Visit(person=Person(region="US")))
    field = _field(wizard, workspace.content.values["serum_mg_mmol_l"].question)
    _type(field, "1.5")
    _leave(field)
    assert workspace.visit.numbers == {}
    unit = _all(wizard, QComboBox)[0]
    unit.setCurrentIndex(unit.findText("mg/dL"))
    assert workspace.visit.numbers["serum_mg_mmol_l"] == pytest.approx(0.617, abs=0.001)
    assert "That is 0.62 mmol/L" in _words(wizard)


def test_a_number_that_calls_for_help_does_so_once_it_is_typed(
    qtbot: QtBot, workspace: Workspace, open_at: Open
) -> None:
    wizard = open_at("figures", Visit(person=Person(region="US")))
    field = _field(wizard, workspace.content.values["serum_mg_mmol_l"].question)
    unit = _all(wizard, QComboBox)[0]
    unit.setCurrentIndex(unit.findText("mmol/L"))
    _type(field, "3")
    qtbot.waitUntil(lambda: "serum_mg_mmol_l" in workspace.visit.numbers)
    assert wizard.stop == Stop("figures"), "it may be half a number yet"
    _leave(field)
    qtbot.waitUntil(lambda: wizard.stop == Stop("figures", now=True))


def test_a_typed_mistake_is_taken_back_whole(workspace: Workspace, open_at: Open) -> None:
    wizard = open_at("figures", Visit(person=Person(region="US")))
    workspace.tell("serum_mg_mmol_l", 3.0)
    assert wizard.stop == Stop("figures", now=True)
    wizard.currentPage().mistaken.emit()  # type: ignore[attr-defined]
    assert wizard.stop == Stop("figures")
    assert workspace.visit.numbers == {}


def test_a_chosen_option_sets_its_findings_and_a_second_click_takes_them_back(
    workspace: Workspace, open_at: Open
) -> None:
    page, ask = next(
        (page.id, ask)
        for page in workspace.content.pages.values()
        for ask in page.ask
        if ask.kind == "choice" and ask.options[0].findings
    )
    wizard = open_at(page)
    option = ask.options[0]
    button = next(b for b in _all(wizard, QRadioButton) if b.text() == option.text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert workspace.visit.findings == option.findings
    assert workspace.visit.choices == {ask.id: option.id}
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert workspace.visit.findings == {}
    assert workspace.visit.choices == {}
    assert not button.isChecked()


def test_the_region_is_told_and_rather_not_say_is_an_answer_too(
    workspace: Workspace, open_at: Open
) -> None:
    wizard = open_at("about")
    options = {b.text(): b for b in _all(wizard, QRadioButton)}
    QTest.mouseClick(options["United Kingdom"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(options["I would rather not say"], Qt.MouseButton.LeftButton)
    assert workspace.visit.person == Person(region="UK")
    assert workspace.visit.choices == {"sex": "not_said"}
    assert options["United Kingdom"].isChecked()


def test_drinks_add_up_and_are_held_against_the_limit(workspace: Workspace, open_at: Open) -> None:
    wizard = open_at("caffeine", Visit(person=Person(age=40, sex="male")))
    _type(_field(wizard, "Filter coffee, cups"), "2")
    assert workspace.visit.items == {"cups_filter": 2}
    assert "About 190 mg a day. The limit for you is 400 mg a day." in _words(wizard)


def test_none_of_these_says_zero_for_every_drink(workspace: Workspace, open_at: Open) -> None:
    wizard = open_at("caffeine")
    none = next(b for b in _all(wizard, QCheckBox) if b.text() == "None of these")
    QTest.mouseClick(none, Qt.MouseButton.LeftButton)
    drinks = workspace.content.scores["caffeine"].items
    assert workspace.visit.items == {drink.id: 0 for drink in drinks}
    QTest.mouseClick(none, Qt.MouseButton.LeftButton)
    assert workspace.visit.items == {}


def test_a_screening_tool_keeps_its_words_and_scores_when_complete(
    workspace: Workspace, open_at: Open
) -> None:
    wizard = open_at("worry")
    score = workspace.content.scores["gad2"]
    for item in score.items:
        assert item.text in _words(wizard)
        name = f"{item.text} {item.options[2].text}"
        option = next(b for b in _all(wizard, QRadioButton) if b.accessibleName() == name)
        QTest.mouseClick(option, Qt.MouseButton.LeftButton)
    assert workspace.assessment.numbers["gad2"] == 4
    assert "GAD-2: 4 of 6." in _words(wizard)
    assert score.attribution in _words(wizard)


def test_a_marked_calf_answers_the_line_about_the_calf(workspace: Workspace, open_at: Open) -> None:
    wizard = open_at("where")
    calf = next(b for b in _all(wizard, QWidget) if b.accessibleName() == "Left calf, back")
    QTest.mouseClick(calf, Qt.MouseButton.LeftButton)
    assert list(workspace.visit.sites) == ["left-calf-back"]
    assert workspace.visit.findings == {"calf_or_foot_site": "yes"}
    QTest.mouseClick(calf, Qt.MouseButton.LeftButton)
    assert not workspace.visit.sites
    assert workspace.visit.findings == {}


def test_answers_beside_each_other_leave_no_blank_line_below(
    open_at: Open, source: ThemeSource
) -> None:
    wizard = open_at("alcohol")
    heights = {answer.height() for answer in _all(wizard, QRadioButton)}
    assert heights == {source.theme.px("row")}


def test_a_line_of_error_leaves_the_fields_beside_it_where_they_were(
    qtbot: QtBot, open_at: Open
) -> None:
    wizard = open_at("caffeine")
    fields = _all(wizard, QDoubleSpinBox)
    wrong = fields[0]
    beside = [field for field in fields if _top(field) == _top(wrong)]
    assert len(beside) > 1
    _type(wrong, "900")
    _leave(wrong)
    qtbot.waitUntil(lambda: "900 cannot be used" in _words(wizard), timeout=15_000)
    assert {_top(field) for field in beside} == {_top(wrong)}


def _top(field: QDoubleSpinBox) -> int:
    return field.mapTo(field.window(), QPoint(0, 0)).y()
