"""What is typed and not yet told: kept with the visit it was typed in, whatever comes next."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit
from mgaid.ui.main_window import TABS, MainWindow
from mgaid.ui.medicine_list import MedicineList
from mgaid.ui.tabs.supplements import SupplementsTab
from mgaid.ui.workspace import Workspace
from tests.ui import foods
from tests.ui.opened import Opened, menu_action, opened, words

__all__ = ["opened"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

FOODS, SUPPLEMENTS, CHECKLIST = (
    [name for name, _, _ in TABS].index(name)
    for name in ("Foods", "Supplements", "Twitching checklist")
)
LONGEST_MS = 15_000
ANNA = Visit(person=foods.WOMAN, usual_day=(foods.OATMEAL,))
BEN = Visit(person=Person(age=80))
SLEEP = "sleep_hours"
LABEL = "Type what the label says, or the milligrams (mg) of magnesium"


def saved(folder: Path, name: str, visit: Visit) -> Path:
    path = folder / f"{name}.mgaid"
    storage.save_visit(path, visit)
    return path


def held(window: MainWindow) -> Workspace:
    assert window.workspace is not None
    return window.workspace


def supplements(window: MainWindow) -> SupplementsTab:
    window.show_tab(SUPPLEMENTS)
    tab = window.tab(SUPPLEMENTS)
    assert isinstance(tab, SupplementsTab)
    return tab


def type_medicine(window: MainWindow, _qtbot: QtBot) -> None:
    supplements(window).show_medicines()
    QTest.keyClicks(foods.named(window, QLineEdit, "Name of a medicine"), "furosemide")


def type_product(window: MainWindow, _qtbot: QtBot) -> None:
    supplements(window).show_products()
    QTest.keyClicks(foods.named(window, QLineEdit, LABEL), "Magnesium citrate 100 mg")


def sleep_field(window: MainWindow, qtbot: QtBot) -> QDoubleSpinBox:
    """The hours of sleep in the checklist, once it is made."""
    window.show_tab(CHECKLIST)
    tab = window.tab(CHECKLIST)
    assert tab is not None

    question = held(window).content.values[SLEEP].question

    def made() -> list[QDoubleSpinBox]:
        spins = tab.findChildren(QDoubleSpinBox)
        return [spin for spin in spins if spin.accessibleName() == question]

    tab.show_section("triggers")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(made()), timeout=LONGEST_MS)
    return made()[0]


def type_sleep(window: MainWindow, qtbot: QtBot) -> None:
    field = sleep_field(window, qtbot)
    field.setFocus()
    QTest.keyClicks(field, "7")


def type_amount(window: MainWindow, qtbot: QtBot) -> None:
    window.show_tab(FOODS)
    tab = window.tab(FOODS)
    assert tab is not None
    name = foods.OATMEAL.name
    qtbot.waitUntil(lambda: "Need" in foods.words_of(tab), timeout=LONGEST_MS)
    foods.day_line(tab, name).click()
    field = foods.named(tab, QLineEdit, f"How much {name}")
    field.selectAll()
    QTest.keyClicks(field, "2")


def has_medicine(visit: Visit) -> bool:
    return [one.name for one in visit.medicines or ()] == ["furosemide"]


def has_product(visit: Visit) -> bool:
    return len(visit.supplements or ()) == 1


def has_sleep(visit: Visit) -> bool:
    return visit.numbers.get(SLEEP) == 7


def has_amount(visit: Visit) -> bool:
    return [one.measure for one in visit.usual_day or ()] == ["2 cups"]


Type = Callable[[MainWindow, QtBot], None]
Has = Callable[[Visit], bool]
TYPED = pytest.mark.parametrize(
    ("typing", "has"),
    [
        pytest.param(type_medicine, has_medicine, id="medicine"),
        pytest.param(type_product, has_product, id="product"),
        pytest.param(type_sleep, has_sleep, id="number"),
        pytest.param(type_amount, has_amount, id="amount"),
    ],
)


@TYPED
def test_what_is_typed_is_kept_when_the_window_closes(
    opened: Opened, qtbot: QtBot, tmp_path: Path, content: Content, typing: Type, has: Has
) -> None:
    path = saved(tmp_path, "Anna", ANNA)
    window = opened.start(path).window
    typing(window, qtbot)

    assert window.close()
    assert has(storage.open_visit(path, content))


@TYPED
def test_what_is_typed_for_one_person_stays_with_that_person(
    opened: Opened, qtbot: QtBot, tmp_path: Path, content: Content, typing: Type, has: Has
) -> None:
    anna, ben = saved(tmp_path, "Anna", ANNA), saved(tmp_path, "Ben", BEN)
    window = opened.start(anna).window
    typing(window, qtbot)
    window.open_path(ben)
    for place in range(len(TABS)):
        window.show_tab(place)

    assert held(window).visit == BEN
    assert has(storage.open_visit(anna, content))
    assert "furosemide" not in [field.text() for field in window.findChildren(QLineEdit)]
    assert window.close()
    assert storage.open_visit(ben, content) == BEN


@pytest.mark.parametrize(("typing", "has"), [(type_sleep, has_sleep), (type_amount, has_amount)])
def test_save_writes_the_figure_that_stands_in_the_field(
    opened: Opened, qtbot: QtBot, tmp_path: Path, content: Content, typing: Type, has: Has
) -> None:
    path = saved(tmp_path, "Anna", ANNA)
    window = opened.start(path).window
    typing(window, qtbot)
    menu_action(window, "Save").trigger()

    assert has(storage.open_visit(path, content))


def test_a_figure_typed_before_a_new_visit_belongs_to_the_last(
    opened: Opened, qtbot: QtBot, tmp_path: Path, content: Content
) -> None:
    path = saved(tmp_path, "Anna", ANNA)
    window = opened.start(path).window
    type_sleep(window, qtbot)
    assert window.new_visit()

    assert has_sleep(storage.open_visit(path, content))
    assert held(window).is_empty
    assert sleep_field(window, qtbot).text().strip() in ("", "\u00a0")


def test_a_half_done_strength_check_is_not_there_for_the_next_person(
    opened: Opened, qtbot: QtBot, tmp_path: Path
) -> None:
    window = opened.start(saved(tmp_path, "Anna", ANNA)).window
    before = _strength(window, qtbot)
    foods.press(before, "Show the five steps")
    assert _shows_steps(before)
    window.open_path(saved(tmp_path, "Ben", BEN))

    assert not _shows_steps(_strength(window, qtbot))


def _strength(window: MainWindow, qtbot: QtBot) -> QWidget:
    window.show_tab(CHECKLIST)
    tab = window.tab(CHECKLIST)
    assert tab is not None
    tab.show_section("strength")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "Show the five steps" in words(tab), timeout=LONGEST_MS)
    return tab


def _shows_steps(tab: QWidget) -> bool:
    return "Use these answers" in words(tab)


def test_a_medicine_typed_before_going_back_is_told_when_the_questions_close(
    opened: Opened,
) -> None:
    window = opened.start().window
    window.open_questions_at("medicines")
    wizard = window.dialog
    assert wizard is not None
    [listing] = foods.seen(wizard, MedicineList)
    QTest.keyClicks(listing.search, "furosemide")
    foods.press(wizard, "Back")
    foods.press(wizard, "Save and close")

    assert has_medicine(held(window).visit)
