"""The usual day: added, changed and removed as a person would, against an honest need."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from mgaid.core.visit import Person, Supplement, Visit
from mgaid.ui import pantry
from mgaid.ui.day_meals import MealSection
from mgaid.ui.day_panel import DayPanel
from mgaid.ui.food_finder import FoodFinder
from mgaid.ui.food_table import FoodModel
from mgaid.ui.parts import AmountBar, ErrorLine
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace
from tests.ui.foods import (
    COFFEE,
    GONE,
    HER_DAY,
    OATMEAL,
    WHITE_BREAD,
    WOMAN,
    day_line,
    day_of,
    named,
    press,
    seen,
    tell,
    words_of,
)

NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def panel(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> DayPanel:
    made = DayPanel(workspace, source)
    qtbot.addWidget(made)
    made.resize(380, 900)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: "Need" in words_of(made))
    return made


def _meal(panel: DayPanel, name: str) -> MealSection:
    return named(panel, MealSection, name)


def _amount(panel: DayPanel, food: str) -> QLineEdit:
    QTest.mouseClick(day_line(panel, food), Qt.MouseButton.LeftButton)
    return named(panel, QLineEdit, f"How much {food}")


def _type(field: QLineEdit, text: str) -> None:
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_the_day_adds_up_against_the_need(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    read = words_of(panel)
    assert f"About 92{NBSP}mg" in read
    assert f"out of 320{NBSP}mg" in read
    assert "women aged 31–50, US" in read
    assert "A rough guess" in read
    bar = seen(panel, AmountBar)[0]
    assert bar.accessibleName() == f"Food 92{NBSP}mg, need 320{NBSP}mg"


def test_products_count_beside_food(panel: DayPanel, workspace: Workspace) -> None:
    pills = Supplement(name="Citrate", elemental_mg=100)
    tell(workspace, HER_DAY.changed(supplements=(pills,)))
    assert f"About 192{NBSP}mg" in words_of(panel)
    assert f"products 100{NBSP}mg" in seen(panel, AmountBar)[0].accessibleName()


def test_reaching_the_need_is_said_in_words(panel: DayPanel, workspace: Workspace) -> None:
    lots = OATMEAL.model_copy(update={"grams": 2000.0})
    tell(workspace, HER_DAY.changed(usual_day=(lots,)))
    assert "This covers the need." in words_of(panel)
    assert not panel.ideas.isVisible()


def test_an_unknown_person_sees_the_adult_range_and_is_asked(
    qtbot: QtBot, panel: DayPanel, workspace: Workspace
) -> None:
    tell(workspace, Visit(usual_day=(OATMEAL,)))
    assert f"out of 310–420{NBSP}mg" in words_of(panel)
    assert "adults, US" in words_of(panel)
    for button, kind in (("Tell your age", "age"), ("Tell your sex", "sex")):
        with qtbot.waitSignal(panel.page_wanted) as wanted:
            press(panel, button)
        page = workspace.content.pages[str(wanted.args and wanted.args[0])]
        assert any(kind in (getattr(a, "value", ""), getattr(a, "field", "")) for a in page.ask)
    tell(workspace, Visit(person=WOMAN, usual_day=(OATMEAL,)))
    assert "Tell your age" not in [button.text() for button in seen(panel, QPushButton)]


@pytest.mark.parametrize(("system", "need"), [("EU", 300), ("UK", 270), ("US", 320)])
def test_the_country_of_the_need_can_be_chosen(
    panel: DayPanel, workspace: Workspace, system: str, need: int
) -> None:
    tell(workspace, HER_DAY)
    press(panel, "How this is worked out")
    radio = named(panel, QRadioButton, f"Daily need by the tables of {system}")
    radio.click()
    assert f"out of {need}{NBSP}mg" in words_of(panel)
    assert workspace.visit.preferences.intake_system in (system.lower(), None)


def test_what_the_body_takes_up_is_explained(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    press(panel, "How this is worked out")
    assert "about a third" in words_of(panel)
    assert "nothing is taken off here" in words_of(panel)


def test_a_food_is_searched_and_added_with_keys_alone(
    panel: DayPanel, workspace: Workspace
) -> None:
    add = _meal(panel, "Lunch").add
    add.setFocus()
    QTest.keyClick(add, Qt.Key.Key_Space)
    finder = seen(panel, FoodFinder)[0]
    field = named(finder, QLineEdit, "Search a food for lunch")
    QTest.keyClicks(field, "almods")
    QTest.keyClick(field, Qt.Key.Key_Down)
    rows = QApplication.focusWidget()
    assert rows is not None
    QTest.keyClick(rows, Qt.Key.Key_Return)
    assert [(meal, name) for meal, name, _ in day_of(workspace)] == [("lunch", "Almonds")]
    assert not seen(panel, FoodFinder)
    workspace.undo_stack.undo()
    assert day_of(workspace) == []


def test_escape_leaves_the_search(panel: DayPanel, workspace: Workspace) -> None:
    press(panel, "Add a food to dinner")
    QTest.keyClick(seen(panel, FoodFinder)[0].findChildren(QLineEdit)[0], Qt.Key.Key_Escape)
    assert not seen(panel, FoodFinder)
    assert day_of(workspace) == []


def test_an_amount_takes_a_decimal_comma(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    _type(_amount(panel, "Oatmeal, cooked"), "1,5")
    assert day_of(workspace)[0] == ("breakfast", "Oatmeal, cooked", "1½ cups")
    assert workspace.visit.usual_day[0].grams == pytest.approx(351)
    workspace.undo_stack.undo()
    assert workspace.visit.usual_day[0].grams == 234


@pytest.mark.parametrize(
    ("typed", "reason"),
    [("0", "not_positive"), ("-2", "not_positive"), ("999999", "too_big"), ("60", "too_big"),
     ("lots", "not_a_number"), ("", "empty")],
)  # fmt: skip
def test_an_amount_that_cannot_be_is_refused_and_what_was_typed_stays(
    panel: DayPanel, workspace: Workspace, typed: str, reason: str
) -> None:
    tell(workspace, HER_DAY)
    field = _amount(panel, "Oatmeal, cooked")
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    _type(field, typed)
    sentences = pantry.open_foods().guide.amount.sentences
    assert [line.text() for line in seen(panel, ErrorLine)] == [
        dict(sentences)[reason]  # type: ignore[index]
    ]
    assert field.text() == typed
    assert workspace.visit == HER_DAY


def test_the_measure_can_be_changed(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    field = _amount(panel, "Oatmeal, cooked")
    box = named(panel, QComboBox, "Measure of Oatmeal, cooked")
    box.setCurrentText("grams")
    _type(field, "100")
    assert day_of(workspace)[0][2] == f"100{NBSP}g"
    assert workspace.visit.usual_day[0].grams == 100


def test_opening_and_closing_an_amount_changes_nothing(
    panel: DayPanel, workspace: Workspace
) -> None:
    tell(workspace, HER_DAY)
    for food in (OATMEAL, COFFEE, WHITE_BREAD):
        field = _amount(panel, food.name)
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.mouseClick(day_line(panel, food.name), Qt.MouseButton.LeftButton)
        assert not seen(panel, QLineEdit)
    assert workspace.visit == HER_DAY


def test_what_is_typed_is_kept_when_the_page_is_left(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    field = _amount(panel, "Oatmeal, cooked")
    field.selectAll()
    QTest.keyClicks(field, "2")
    panel.flush()
    assert day_of(workspace)[0][2] == "2 cups"


def test_a_food_is_removed_with_delete_or_its_button(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    QTest.keyClick(day_line(panel, "Coffee, brewed"), Qt.Key.Key_Delete)
    assert [name for _, name, _ in day_of(workspace)] == ["Oatmeal, cooked", "White bread"]
    _amount(panel, "White bread")
    press(panel, "Remove White bread")
    assert [name for _, name, _ in day_of(workspace)] == ["Oatmeal, cooked"]
    workspace.undo_stack.undo()
    workspace.undo_stack.undo()
    assert workspace.visit == HER_DAY


def test_undo_while_an_amount_is_open_closes_it(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    _amount(panel, "Oatmeal, cooked")
    workspace.undo_stack.undo()
    assert not seen(panel, QLineEdit)


def test_a_food_that_left_the_table_keeps_its_name(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY.changed(usual_day=(OATMEAL, GONE)))
    line = day_line(panel, "Grandma's soup")
    assert line.accessibleName() == "Grandma's soup, 1 bowl, not counted"
    assert "no longer in the table" in words_of(panel)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert [name for _, name, _ in day_of(workspace)] == ["Oatmeal, cooked"]


def test_a_dropped_food_goes_into_the_meal(panel: DayPanel, workspace: Workspace) -> None:
    table = pantry.open_foods()
    model = FoodModel()
    model.set_table(table)
    model.show(table.search("almonds", 1))
    mime: QMimeData = model.mimeData([model.index(0, 0)])
    dinner = _meal(panel, "Dinner")
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), copy, mime, left, none)
    QApplication.sendEvent(dinner, entered)
    assert entered.isAccepted()
    QApplication.sendEvent(dinner, QDropEvent(QPointF(5, 5), copy, mime, left, none))
    assert [(meal, name) for meal, name, _ in day_of(workspace)] == [("dinner", "Almonds")]


def test_up_to_five_ideas_and_the_first_can_be_taken(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    assert "One small change" in words_of(panel)
    press(panel, "More ideas")
    takers = [b for b in seen(panel.ideas, QPushButton) if b.text() in ("Add", "Swap")]
    assert len(takers) == 5
    takers[0].click()
    assert len(workspace.visit.usual_day) == 4
    assert f"About 248{NBSP}mg" in words_of(panel)


def test_a_swap_takes_the_place_of_a_food(panel: DayPanel, workspace: Workspace) -> None:
    rice = WHITE_BREAD.model_copy(
        update={"food_id": 168878, "name": "White rice, cooked", "measure": "2 cups", "grams": 316}
    )
    tell(workspace, HER_DAY.changed(usual_day=(rice,)))
    press(panel, "More ideas")
    swap = next(b for b in seen(panel.ideas, QPushButton) if b.text() == "Swap")
    assert swap.accessibleName() == "Swap Brown rice, cooked in place of White rice, cooked"
    swap.click()
    assert day_of(workspace) == [("lunch", "Brown rice, cooked", "2 cups")]


@pytest.mark.parametrize(
    "finding", ["ckd_advanced", "ckd_moderate", "ckd_stage_unknown", "kidney_other"]
)
def test_with_kidney_limits_there_are_no_ideas(
    panel: DayPanel, workspace: Workspace, finding: str
) -> None:
    tell(workspace, HER_DAY.answered({finding: "yes"}))
    assert "Ask your kidney team first" in words_of(panel)
    assert "One small change" not in words_of(panel)
    assert not [b for b in seen(panel.ideas, QPushButton) if b.text() in ("Add", "Swap")]
    workspace.answer({finding: "no"})
    assert "One small change" in words_of(panel)


def test_the_caffeine_of_the_day_can_become_the_figure(
    panel: DayPanel, workspace: Workspace
) -> None:
    tell(workspace, HER_DAY.changed(items={"cups_filter": 5.0}))
    assert f"Caffeine about 190{NBSP}mg" in words_of(panel)
    press(panel, "Use this as my caffeine figure")
    assert workspace.assessment.numbers["caffeine_mg_day"] == 190
    assert "Use this as my caffeine figure" not in [b.text() for b in seen(panel, QPushButton)]
    workspace.undo_stack.undo()
    assert workspace.assessment.numbers["caffeine_mg_day"] == 475


def test_the_day_says_which_foods_have_no_figure(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY.changed(usual_day=(COFFEE, GONE)))
    assert "No figure for Grandma's soup." in words_of(panel)


def test_the_day_is_copied_as_text(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    press(panel, "Copy day")
    text = QGuiApplication.clipboard().text()
    assert "Breakfast\n- Oatmeal, cooked, 1 cup: 63" in text
    assert f"about 92{NBSP}mg a day" in text
    assert "Day copied" in [button.text() for button in seen(panel, QPushButton)]


def test_the_quick_check_gives_a_rough_range(panel: DayPanel, workspace: Workspace) -> None:
    press(panel, "Quick check instead of a list")
    assert "Not answered." in words_of(panel)
    for box in seen(panel, QComboBox):
        assert box.currentText() == "Not answered"
        box.setFocus()
        QTest.keyClicks(box, "Once")
        assert box.currentText() == "Once a day"
    assert "a day from these foods" in words_of(panel)
    assert "This is rough." in words_of(panel)
    assert set(workspace.visit.quick_check.values()) == {"daily"}


def test_quick_check_answers_are_kept_shared_and_undone(
    qtbot: QtBot, panel: DayPanel, workspace: Workspace, source: ThemeSource
) -> None:
    tell(workspace, Visit(person=WOMAN, quick_check={"nuts": "daily"}))
    box = named(panel, QComboBox, "A handful of nuts or seeds: how often?")
    assert box.currentText() == "Once a day"
    other = DayPanel(workspace, source)
    qtbot.addWidget(other)
    with qtbot.waitExposed(other):
        other.show()
    qtbot.waitUntil(lambda: bool(seen(other, QComboBox)), timeout=15_000)
    box.setFocus()
    QTest.keyClicks(box, "Never")
    shared = named(other, QComboBox, "A handful of nuts or seeds: how often?")
    assert shared.currentText() == "Never or hardly ever"
    workspace.undo_stack.undo()
    assert box.currentText() == "Once a day"
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Home)
    assert workspace.visit.quick_check == {}


def test_a_day_counts_as_whole_only_when_that_is_said(
    panel: DayPanel, workspace: Workspace
) -> None:
    assert not seen(panel, QCheckBox)
    tell(workspace, Visit(person=WOMAN, usual_day=(WHITE_BREAD,)))
    low = workspace.assessment.truths["diet_low_mg"]
    assert low is None
    QTest.mouseClick(seen(panel, QCheckBox)[0], Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert workspace.assessment.truths["diet_low_mg"] is True
    line = day_line(panel, "White bread")
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    assert workspace.visit == Visit(person=WOMAN)


def test_every_control_of_the_panel_has_a_name(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    _amount(panel, "Oatmeal, cooked")
    press(panel, "Quick check instead of a list")
    for kind in (QLineEdit, QComboBox):
        assert all(one.accessibleName() for one in seen(panel, kind))
    assert all(b.accessibleName() or b.text() for b in seen(panel, QPushButton))


def test_a_child_is_given_its_own_need(panel: DayPanel, workspace: Workspace) -> None:
    tell(workspace, Visit(person=Person(age=6, region="UK"), usual_day=(OATMEAL,)))
    assert "children aged 4–6, UK" in words_of(panel)
    assert f"out of 120{NBSP}mg" in words_of(panel)
