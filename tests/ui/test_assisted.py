"""What a screen reader can do without keys and mouse, and what it hears: through QAccessible."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core.content.models import Urgency
from mgaid.core.visit import Person, Visit
from mgaid.ui import parts
from mgaid.ui.day_panel import DayPanel
from mgaid.ui.food_finder import FoodFinder
from mgaid.ui.help_now import HelpNow
from mgaid.ui.main_window import TABS
from mgaid.ui.parts.assisted import tell_headings
from mgaid.ui.theme import ThemeSource
from mgaid.ui.type_ahead import Offer, TypeAhead
from mgaid.ui.wizard import CausesWizard
from mgaid.ui.wizard.page import StopPage
from mgaid.ui.workspace import Workspace
from tests.ui import foods
from tests.ui.opened import Opened, menu_action, opened

__all__ = ["opened"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

Open = Callable[[], CausesWizard]
CHECKLIST = [name for name, _, _ in TABS].index("Twitching checklist")


def heard(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def read_in(widget: QWidget) -> Iterator[tuple[str, QAccessible.Role]]:
    """The name and the role of all that shows in a widget, in the order of reading."""
    todo = [heard(widget)]
    while todo:
        part = todo.pop(0)
        if not part.state().invisible:
            yield part.text(QAccessible.Text.Name), part.role()
            todo = [part.child(place) for place in range(part.childCount())] + todo


def press(part: QAccessibleInterface) -> None:
    """The first action of a part, which is what an assistive tool does with it."""
    action = part.actionInterface()
    action.doAction(action.actionNames()[0])


def test_the_titles_of_a_screen_are_headings(opened: Opened) -> None:
    window = opened.start().window

    assert [name for name, role in read_in(window) if role == QAccessible.Role.Heading] == [
        "MgAid",
        "Welcome",
        "Look around first",
    ]


def test_a_heading_says_the_words_that_stand_there_now(qtbot: QtBot) -> None:
    tell_headings()
    made = parts.title("Your day")
    qtbot.addWidget(made)
    assert heard(made).role() == QAccessible.Role.Heading
    made.setText("Your usual day")
    assert heard(made).text(QAccessible.Text.Name) == "Your usual day"
    made.setAccessibleName("Your usual day, three meals")
    assert heard(made).text(QAccessible.Text.Name) == "Your usual day, three meals"


def put_in(field: QWidget, text: str) -> None:
    """Put words into a field as a screen reader or dictation does: all at once, with no key."""
    heard(field).setText(QAccessible.Text.Value, text)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What notices and errors had a screen reader say."""
    words: list[str] = []

    def say(_widget: QWidget, text: str, **_how: bool) -> None:
        words.extend([text] if text else [])

    monkeypatch.setattr("mgaid.ui.parts.assisted.say_aloud", say)
    monkeypatch.setattr("mgaid.ui.day_meals.say_aloud", say)
    monkeypatch.setattr("mgaid.ui.parts.frames.say_aloud", say)
    monkeypatch.setattr("mgaid.ui.parts.text.say_aloud", say)
    return words


@pytest.fixture
def open_wizard(workspace: Workspace, source: ThemeSource) -> Iterator[Open]:
    wizards: list[CausesWizard] = []

    def opened() -> CausesWizard:
        wizard = CausesWizard(workspace, source)
        wizards.append(wizard)
        wizard.show()
        return wizard

    yield opened
    for wizard in wizards:
        wizard.close()
        shiboken6.delete(wizard)


# ---------------------------------------------------------------- what it does


def test_a_line_pressed_in_a_list_that_folds_out_is_chosen(qtbot: QtBot) -> None:
    box = parts.ComboBox("Where are you?")
    qtbot.addWidget(box)
    box.addItems(["United States", "United Kingdom", "Europe"])
    box.show()
    box.showPopup()
    with qtbot.waitSignal(box.activated, timeout=15_000) as told:
        press(heard(box.view()).child(1))
    assert told.args == [1]
    assert box.currentText() == "United Kingdom"
    assert not box.view().isVisible()


def test_the_arrow_keys_in_an_open_list_choose_nothing_yet(qtbot: QtBot) -> None:
    box = parts.ComboBox("Where are you?")
    qtbot.addWidget(box)
    box.addItems(["United States", "United Kingdom", "Europe"])
    box.show()
    box.showPopup()
    QTest.keyClick(box.view(), Qt.Key.Key_Down)
    QApplication.processEvents()
    assert (box.currentIndex(), box.view().isVisible()) == (0, True)
    QTest.keyClick(box.view(), Qt.Key.Key_Return)
    assert box.currentText() == "United Kingdom"


def test_a_list_that_folds_out_says_its_question(qtbot: QtBot) -> None:
    box = parts.ComboBox("Where are you?")
    qtbot.addWidget(box)
    assert heard(box).text(QAccessible.Text.Description) == "Where are you?"


def test_a_region_pressed_on_the_call_for_help_changes_the_number(
    qtbot: QtBot, workspace: Workspace, open_wizard: Open
) -> None:
    workspace.resume(Visit(person=Person(region="UK")))
    wizard = open_wizard()
    workspace.answer({"seizure": "yes"})
    box = next(b for b in wizard.findChildren(parts.ComboBox) if b.isVisible())
    box.showPopup()
    press(heard(box.view()).child(0))
    qtbot.waitUntil(lambda: workspace.visit.person.region == "US", timeout=15_000)
    notice = wizard.findChildren(parts.Notice)
    assert any(n.accessibleName().startswith("Get help now: call 911") for n in notice)


def test_a_toggled_chip_counts_as_clicked(qtbot: QtBot, source: ThemeSource) -> None:
    chip = parts.Chip(source, "Plants only")
    qtbot.addWidget(chip)
    told: list[bool] = []
    chip.clicked.connect(lambda on: told.append(on))
    press(heard(chip))
    assert told == [True]
    chip.setChecked(False)
    assert told == [True]


def test_a_food_of_the_day_opens_when_it_is_toggled(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource
) -> None:
    panel = day_panel(qtbot, workspace, source)
    press(heard(foods.day_line(panel, "Oatmeal, cooked")))
    foods.named(panel, QLineEdit, "How much Oatmeal, cooked")


def test_an_amount_put_in_at_once_is_told(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource
) -> None:
    panel = day_panel(qtbot, workspace, source)
    foods.day_line(panel, "Oatmeal, cooked").click()
    field = foods.named(panel, QLineEdit, "How much Oatmeal, cooked")
    put_in(field, "2")
    assert foods.OATMEAL.grams * 2 in [food.grams for food in workspace.visit.usual_day]


def test_an_amount_that_cannot_be_is_said_and_stays_with_the_field(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource, said: list[str]
) -> None:
    panel = day_panel(qtbot, workspace, source)
    foods.day_line(panel, "Oatmeal, cooked").click()
    field = foods.named(panel, QLineEdit, "How much Oatmeal, cooked")
    put_in(field, "lots")
    qtbot.waitUntil(lambda: len(said) == 1, timeout=15_000)
    assert heard(field).text(QAccessible.Text.Description) == said[0]
    assert foods.OATMEAL in workspace.visit.usual_day


def test_a_food_is_found_by_words_put_in_at_once_and_taken_by_a_press(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource
) -> None:
    panel = day_panel(qtbot, workspace, source)
    foods.press(panel, "Add a food to lunch")
    finder = foods.seen(panel, FoodFinder)[0]
    field = foods.named(finder, QLineEdit, "Search a food for lunch")
    put_in(field, "almonds")
    assert "Enter takes Almonds" in heard(field).text(QAccessible.Text.Description)
    rows = foods.named(finder, QListWidget, "Foods found")
    assert heard(rows).child(0).text(QAccessible.Text.Name) == "Almonds"
    with qtbot.waitSignal(finder.chosen, timeout=15_000):
        press(heard(rows).child(0))
    assert ("lunch", "Almonds") in [(meal, food) for meal, food, _ in foods.day_of(workspace)]


def test_an_offer_for_what_was_typed_is_taken_by_a_press(qtbot: QtBot, source: ThemeSource) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(400, 400)
    field = TypeAhead(source, "Name", lambda _typed: [Offer("Furosemide"), Offer("Fusidic")], host)
    QVBoxLayout(host).addWidget(field)
    host.show()
    put_in(field, "fu")
    offers = host.findChildren(QListWidget)[0]
    with qtbot.waitSignal(field.picked, timeout=15_000) as told:
        press(heard(offers).child(1))
    assert told.args == ["Fusidic"]


def test_a_section_pressed_in_a_list_of_sections_opens(qtbot: QtBot, source: ThemeSource) -> None:
    sections = parts.NavList(source, ["In short", "When to get help"], "Overview sections")
    qtbot.addWidget(sections)
    sections.show()
    with qtbot.waitSignal(sections.currentRowChanged, timeout=15_000) as told:
        press(heard(sections).child(1))
    assert told.args == [1]


def test_a_menu_line_pressed_closes_the_menu_and_answers_before_it_asks(
    qtbot: QtBot, opened: Opened
) -> None:
    """A box that waits for the person must not keep the screen reader waiting."""
    window = opened.start().window
    action = menu_action(window, "Get help now")
    menu = action.parent()
    assert isinstance(menu, QMenu)
    menu.popup(window.pos())
    action.trigger()
    assert window.dialog is None
    assert not menu.isVisible()
    qtbot.waitUntil(lambda: window.dialog is not None, timeout=15_000)


# ---------------------------------------------------------------- what it hears


def test_each_link_in_a_text_is_said_as_the_keyboard_comes_to_it(
    qtbot: QtBot, said: list[str]
) -> None:
    text = QLabel('<ul><li><a href="fit">A fit</a></li><li><a href="calf">A calf</a></li></ul>')
    qtbot.addWidget(text)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByKeyboard)
    parts.SpokenLinks(text)
    text.show()
    with qtbot.waitActive(text, timeout=15_000):
        text.activateWindow()
    text.setFocus()
    QTest.keyClick(text, Qt.Key.Key_Tab)
    QTest.keyClick(text, Qt.Key.Key_Tab)
    assert said == ["A fit, link", "A calf, link"]
    assert "Enter opens one" in heard(text).text(QAccessible.Text.Description)


def test_an_empty_number_field_tells_no_number_far_out_of_range(
    qtbot: QtBot, source: ThemeSource
) -> None:
    field = parts.NumberField(source, "Espresso, single shots", 0, 100, decimals=1)
    qtbot.addWidget(field)
    spin = heard(field.findChildren(QDoubleSpinBox)[0])
    assert spin.text(QAccessible.Text.Value) == ""
    assert spin.valueInterface().currentValue() == -1
    assert field.value() is None


def test_the_meal_that_foods_go_to_is_said(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource, said: list[str]
) -> None:
    panel = day_panel(qtbot, workspace, source)
    panel.set_target("lunch")
    qtbot.waitUntil(lambda: said == ["Adding here: Lunch"], timeout=15_000)
    panel.set_target("lunch")
    QApplication.processEvents()
    assert said == ["Adding here: Lunch"]


def test_a_wrong_number_is_said_once_and_the_hint_stays(
    qtbot: QtBot, source: ThemeSource, said: list[str]
) -> None:
    field = parts.NumberField(source, "Age", 0, 120)
    field.describe("Some answers mean more at some ages.")
    qtbot.addWidget(field)
    field.show()
    spin = field.findChildren(QDoubleSpinBox)[0]
    heard(spin).valueInterface().setCurrentValue(900)
    spin.editingFinished.emit()
    error = "900 cannot be used. Use a number from 0 to 120."
    qtbot.waitUntil(lambda: said == [error], timeout=15_000)
    spin.editingFinished.emit()
    QApplication.processEvents()
    assert said == [error]
    hint = "Some answers mean more at some ages."
    assert heard(spin).text(QAccessible.Text.Description) == f"{error} {hint}"
    heard(spin).valueInterface().setCurrentValue(68)
    assert heard(spin).text(QAccessible.Text.Description) == hint


def test_each_answer_of_a_line_has_the_lines_hint_and_comes_after_its_words(
    qtbot: QtBot, source: ThemeSource
) -> None:
    row = parts.QuestionRow(source, "Is it worse at night?", "After you lie down.")
    qtbot.addWidget(row)
    for button in row.findChildren(QRadioButton):
        assert heard(button).text(QAccessible.Text.Description) == "After you lie down."
    order = [type(child) for child in row.children() if isinstance(child, QWidget)]
    assert order.index(QLabel) < order.index(parts.YesNoUnsure)


def test_a_counted_field_comes_after_its_label_and_before_none_of_these(
    open_wizard: Open,
) -> None:
    wizard = open_wizard()
    assert wizard.go_to("caffeine")
    names = [name for name, _ in read_in(wizard.currentPage()) if name]
    first = names.index("Filter coffee, cups")
    assert names[first : first + 2] == ["Filter coffee, cups"] * 2
    assert names.index("None of these") > max(
        place for place, name in enumerate(names) if name == "Caffeine tablets"
    )


def test_each_badge_and_cell_of_the_choices_names_its_choice(
    workspace: Workspace, open_wizard: Open
) -> None:
    wizard = open_wizard()
    wizard.resize(1366, 700)
    assert wizard.go_to("options")
    badges = wizard.currentPage().findChildren(parts.CertaintyBadge)
    names = [heard(badge).text(QAccessible.Text.Name) for badge in badges]
    options = [option.name for option in workspace.content.options.values()]
    assert [name.split(": How sure we are: ")[0] for name in names] == options


def test_the_number_to_call_is_heard_first_and_again_when_it_changes(
    workspace: Workspace, source: ThemeSource, said: list[str]
) -> None:
    workspace.resume(Visit(person=Person(region="UK")))
    dialog = HelpNow(workspace, source)
    dialog.show()
    first = dialog.focusWidget()
    assert first is not None
    assert heard(first).text(QAccessible.Text.Name).startswith("Get help now: call 999")
    press(heard(next(b for b in dialog.findChildren(QRadioButton) if b.text() == "United States")))
    assert [words.split(".")[0] for words in said] == ["Get help now: call 911"]
    shiboken6.delete(dialog)


def test_an_emergency_told_in_the_checklist_is_said_once(opened: Opened, said: list[str]) -> None:
    window = opened.start().window
    window.show_tab(CHECKLIST)
    QApplication.processEvents()
    said.clear()
    assert window.workspace is not None
    window.workspace.answer({"seizure": "yes"})
    assert window.workspace.assessment.urgency is Urgency.emergency
    assert [words for words in said if "Get help now" in words] == said[:1]
    assert len(said) == 1

    window.workspace.answer({"seizure": "no"})
    said.clear()
    window.workspace.answer({"seizure": "yes"})
    assert len([words for words in said if "Get help now" in words]) == 1


def test_the_window_says_nothing_from_under_the_questions(opened: Opened, said: list[str]) -> None:
    window = opened.start().window
    window.show_tab(CHECKLIST)
    QApplication.processEvents()
    window.open_questions()
    said.clear()
    assert window.workspace is not None
    window.workspace.answer({"seizure": "yes"})
    assert isinstance(window.dialog, CausesWizard)
    page = window.dialog.currentPage()
    assert isinstance(page, StopPage)
    assert page.heading is not None
    assert page.heading.accessibleName().startswith("Get help now: call")
    assert said == []


def test_a_notice_without_words_says_nothing(qtbot: QtBot, source: ThemeSource) -> None:
    notice = parts.Notice(source, "danger", "", alert=True)
    qtbot.addWidget(notice)
    with qtbot.assertNotEmitted(notice.announced):
        notice.show()


def day_panel(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> DayPanel:
    """The panel of a usual day, with oatmeal for breakfast."""
    made = DayPanel(workspace, source)
    qtbot.addWidget(made)
    made.resize(380, 900)
    with qtbot.waitExposed(made, timeout=15_000):
        made.show()
    qtbot.waitUntil(lambda: "Need" in foods.words_of(made), timeout=15_000)
    foods.tell(workspace, Visit(person=foods.WOMAN, usual_day=(foods.OATMEAL,)))
    return made
