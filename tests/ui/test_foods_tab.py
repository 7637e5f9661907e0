"""The Foods tab, used as a person uses it: type, arrow down, Enter; and when its file is broken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QRadioButton,
    QScrollArea,
)
from pytestqt.qtbot import QtBot

from mgaid import paths
from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Visit
from mgaid.ui.day_panel import DayPanel
from mgaid.ui.food_table import RAW_ROLE, Column
from mgaid.ui.food_view import FoodView
from mgaid.ui.parts import IconButton
from mgaid.ui.tabs.foods import FoodsTab
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace
from tests.ui.foods import HER_DAY, WOMAN, day_of, named, press, seen, tell, words_of


@pytest.fixture
def workspace(
    qapp: QApplication, content: Content, medicines: MedicineIndex
) -> Iterator[Workspace]:
    made = Workspace(content, medicines, None, parent=qapp)
    made.edit(Visit(person=WOMAN), "Test")
    yield made
    made.save_now()  # nothing is left to wait for
    made.deleteLater()


def _shown(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> FoodsTab:
    tab = FoodsTab(workspace, source)
    qtbot.addWidget(tab)
    tab.resize(1366, 640)
    with qtbot.waitExposed(tab):
        tab.show()
    return tab


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> FoodsTab:
    made = _shown(qtbot, workspace, source)
    qtbot.waitUntil(lambda: _view(made).model().rowCount() > 0)
    return made


def _view(tab: FoodsTab) -> FoodView:
    found = tab.findChild(FoodView)
    assert found is not None
    return found


def _search(tab: FoodsTab) -> QLineEdit:
    return named(tab, QLineEdit, "Search a food")


def _rows(tab: FoodsTab) -> list[str]:
    model = _view(tab).model()
    return [str(model.index(row, Column.food).data()) for row in range(model.rowCount())]


def _menu(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def _action(menu: QMenu, words: str) -> QAction:
    return next(action for action in menu.actions() if action.text() == words)


def _choose(menu: QMenu, words: str) -> None:
    """As a click does: the menu is gone once its act is done."""
    _action(menu, words).trigger()
    menu.close()


def test_it_opens_on_the_good_sources_in_honest_order(tab: FoodsTab) -> None:
    rows = _rows(tab)
    assert rows[0] == "Pumpkin seeds, roasted"
    assert rows.index("Avocado") > rows.index("Banana") > rows.index("Almonds")
    assert named(tab, QPushButton, "Good sources").isChecked()


def test_typing_searches_all_foods_and_clearing_brings_the_good_sources_back(
    tab: FoodsTab,
) -> None:
    first = _rows(tab)
    QTest.keyClicks(_search(tab), "tahini")
    assert _rows(tab)[0] == "Tahini (sesame butter)"
    assert not named(tab, QPushButton, "Good sources").isChecked()
    QTest.keyClick(_search(tab), Qt.Key.Key_Escape)
    assert _rows(tab) == first
    assert named(tab, QPushButton, "Good sources").isChecked()


def test_what_a_search_found_is_heard(tab: FoodsTab, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr("mgaid.ui.tabs.foods.say_aloud", lambda _on, words: heard.append(words))
    field = _search(tab)

    field.setText("spinach")
    count, first = len(_rows(tab)), _rows(tab)[0]
    assert heard == [f"{count} found. Enter goes to the first, {first}."]
    assert field.accessibleDescription() == heard[-1]

    field.setText("qqqq")
    assert heard[-1] == "No food found. Try another word."

    field.clear()
    assert heard[-1] == field.accessibleDescription() == ""


def test_a_food_is_found_and_added_with_keys_alone(
    qtbot: QtBot, tab: FoodsTab, workspace: Workspace
) -> None:
    search = _search(tab)
    search.setFocus()
    QTest.keyClicks(search, "banana")
    QTest.keyClick(search, Qt.Key.Key_Down)
    assert _view(tab).hasFocus()
    QTest.keyClick(_view(tab), Qt.Key.Key_Return)
    menu = _menu(qtbot)
    assert menu.activeAction().text() == "Add to breakfast"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert day_of(workspace) == [("breakfast", "Banana", "1 medium")]
    QTest.keyClick(_view(tab), Qt.Key.Key_Up)
    assert search.hasFocus()


def test_add_beside_a_meal_sends_the_next_foods_there(tab: FoodsTab, workspace: Workspace) -> None:
    press(tab, "Add a food to dinner")
    assert _search(tab).hasFocus()
    assert "Adding to dinner" in words_of(tab)
    QTest.keyClicks(_search(tab), "lentils")
    QTest.keyClick(_search(tab), Qt.Key.Key_Return)
    QTest.keyClick(_view(tab), Qt.Key.Key_Return)
    QTest.keyClick(_view(tab), Qt.Key.Key_Return)
    assert [meal for meal, _, _ in day_of(workspace)] == ["dinner", "dinner"]
    close = next(b for b in seen(tab, IconButton) if b.accessibleName().startswith("Remove"))
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert "Adding to dinner" not in words_of(tab)


def test_a_hundred_grams_is_added_as_such(tab: FoodsTab, workspace: Workspace) -> None:
    named(tab, QRadioButton, "Figures for 100 g").click()
    press(tab, "Add a food to lunch")
    QTest.keyClicks(_search(tab), "almonds")
    QTest.keyClick(_search(tab), Qt.Key.Key_Down)
    QTest.keyClick(_view(tab), Qt.Key.Key_Return)
    assert day_of(workspace) == [("lunch", "Almonds", "100\N{NO-BREAK SPACE}g")]


def test_plants_only_leaves_out_fish_and_what_is_not_known(tab: FoodsTab) -> None:
    QTest.keyClicks(_search(tab), "salmon")
    assert _rows(tab)
    press(tab, "Plants only")
    assert not _rows(tab)
    read = words_of(tab)
    assert "No food found." in read
    assert "hidden while a filter is on" in read


def test_no_nuts_takes_the_nuts_out_of_the_good_sources(tab: FoodsTab) -> None:
    assert "Almonds" in _rows(tab)
    press(tab, "No nuts")
    assert "Almonds" not in _rows(tab)
    assert "Spinach, cooked" in _rows(tab)


def test_filters_hold_for_the_ideas_too(tab: FoodsTab, workspace: Workspace) -> None:
    tell(workspace, HER_DAY)
    press(tab, "No gluten")
    press(tab, "No nuts")
    press(tab, "More ideas")
    read = words_of(tab)
    assert "Cashews" not in read
    assert "+" in read


def test_easy_wins_bring_a_tenth_of_the_need(tab: FoodsTab) -> None:
    press(tab, "Easy wins")
    model = _view(tab).model()
    assert model.rowCount() > 50
    assert not named(tab, QPushButton, "Good sources").isChecked()
    shares = [model.index(row, Column.share).data(RAW_ROLE) for row in range(9)]
    assert all(share >= 0.1 for share in shares)


def test_easy_wins_follow_the_need(tab: FoodsTab, workspace: Workspace) -> None:
    press(tab, "Easy wins")
    before = len(_rows(tab))
    workspace.answer({"pregnant": "yes"})
    assert len(_rows(tab)) < before


def test_odd_samples_and_raw_beans_are_in_no_ranking_but_can_be_found(tab: FoodsTab) -> None:
    press(tab, "Good sources")
    ranked = set(_rows(tab))
    assert "Lentils, dry" not in ranked
    QTest.keyClicks(_search(tab), "dry lentils")
    assert _rows(tab)[0] == "Lentils, dry"
    _view(tab).selectRow(0)
    assert "Look at the cooked food" in words_of(tab)


def test_a_food_group_can_be_chosen(tab: FoodsTab) -> None:
    chip = named(tab, QPushButton, "Food group")
    menu = chip.menu()
    _choose(menu, "Nut and Seed Products")
    assert chip.text() == "Nut and Seed Products"
    assert len(_rows(tab)) > 50
    press(tab, "Good sources")
    assert chip.text() == "Food group"
    assert "Avocado" in _rows(tab)


def test_extra_columns_come_on_demand(qtbot: QtBot, tab: FoodsTab) -> None:
    view = _view(tab)
    assert view.isColumnHidden(Column.potassium)
    view.columns_button.click()
    _choose(_menu(qtbot), "Potassium")
    assert not view.isColumnHidden(Column.potassium)
    view.columns_button.click()
    menu = _menu(qtbot)
    assert _action(menu, "Potassium").isChecked()
    _choose(menu, "Order by potassium")
    figures = [
        view.model().index(row, Column.potassium).data(Qt.ItemDataRole.UserRole + 1)
        for row in range(view.model().rowCount())
    ]
    assert figures == sorted(figures, reverse=True)


def test_the_need_follows_what_is_told(tab: FoodsTab, workspace: Workspace) -> None:
    across = Qt.Orientation.Horizontal
    head = _view(tab).model().headerData
    assert "your 320" in str(head(Column.share, across))
    workspace.answer({"pregnant": "yes"})
    assert "your 360" in str(head(Column.share, across))
    tell(workspace, Visit())
    assert "420" in str(head(Column.share, across))


def test_a_search_of_ten_thousand_letters_is_borne(tab: FoodsTab) -> None:
    _search(tab).setText("spinach " * 2000)
    assert len(_search(tab).text()) == 10_000
    _search(tab).setText("\x00\uffff😀%_*")
    _search(tab).clear()
    assert _rows(tab)


@pytest.mark.parametrize("damage", ["missing", "corrupt"])
def test_without_its_table_the_tab_says_which_file_and_the_day_stays(
    qtbot: QtBot,
    workspace: Workspace,
    source: ThemeSource,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: str,
) -> None:
    if damage == "corrupt":
        (tmp_path / "foods.tsv.gz").write_bytes(b"not a table")
    monkeypatch.setattr(paths, "foods", lambda: tmp_path)
    tell(workspace, HER_DAY)
    tab = _shown(qtbot, workspace, source)
    qtbot.waitUntil(lambda: "foods.tsv.gz" in words_of(tab))
    assert "The other tabs work." in words_of(tab)
    assert not _search(tab).isEnabled()
    panel = tab.findChild(DayPanel)
    assert panel is not None
    assert "Oatmeal, cooked" in [b.text() for b in seen(panel, QPushButton)]


def test_the_table_is_read_after_the_first_paint(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource
) -> None:
    tab = FoodsTab(workspace, source)
    qtbot.addWidget(tab)
    assert _view(tab).model().rowCount() == 0
    tab.resize(1366, 640)
    tab.show()
    qtbot.waitUntil(lambda: _view(tab).model().rowCount() > 0)


@pytest.mark.parametrize(("percent", "width"), [(100, 1366), (100, 1024), (150, 1366), (200, 1024)])
def test_nothing_scrolls_sideways(
    tab: FoodsTab, workspace: Workspace, source: ThemeSource, percent: int, width: int
) -> None:
    tell(workspace, HER_DAY)
    source.set_text_percent(percent)
    tab.resize(width, 576)
    QApplication.processEvents()
    QApplication.processEvents()
    for area in seen(tab, QScrollArea):
        page = area.widget()
        assert page is None or page.width() <= area.viewport().width()
        assert page is None or page.minimumSizeHint().width() <= area.viewport().width()


def test_at_large_text_the_day_goes_under_the_table_and_back(
    tab: FoodsTab, workspace: Workspace, source: ThemeSource
) -> None:
    tell(workspace, HER_DAY)
    panel = tab.findChild(DayPanel)
    assert panel is not None
    view = _view(tab)

    def place(widget: DayPanel | FoodView) -> tuple[int, int]:
        spot = widget.mapTo(tab, widget.rect().topLeft())
        return spot.x(), spot.y()

    assert place(panel)[0] > place(view)[0] + view.width()
    source.set_text_percent(200)
    QApplication.processEvents()
    assert panel.isVisible()
    assert place(panel)[1] > place(view)[1] + view.height()
    source.set_text_percent(100)
    QApplication.processEvents()
    assert panel.isVisible()
    assert place(panel)[0] > place(view)[0] + view.width()


def test_the_whole_tab_is_used_with_keys_alone(
    qtbot: QtBot, tab: FoodsTab, workspace: Workspace
) -> None:
    """Search, sort, add, change the amount, take an idea, answer the quick check: no mouse."""
    tab.activateWindow()
    _search(tab).setFocus()
    _tab_to(tab, "A portion")
    _tab_to(tab, "No dairy")
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Space)
    assert named(tab, QPushButton, "No dairy").isChecked()

    _search(tab).setFocus()
    QTest.keyClicks(_search(tab), "brown rice")
    QTest.keyClick(_search(tab), Qt.Key.Key_Down)
    assert tab.focusWidget() is _view(tab)
    QTest.keyClick(_view(tab), Qt.Key.Key_Return)
    menu = _menu(qtbot)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [meal for meal, _, _ in day_of(workspace)] == ["lunch"]

    _tab_to(tab, "Brown rice, cooked, 1 cup")
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClicks(named(tab, QLineEdit, "How much Brown rice, cooked"), "2")
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Return)
    assert day_of(workspace) == [("lunch", "Brown rice, cooked", "2 cups")]

    _tab_to(tab, "This is all I eat and drink")
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Space)
    assert workspace.visit.usual_day_complete is True

    _tab_to(tab, "Quick check instead of a list")
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Space)
    _tab_to(tab, "A handful of nuts or seeds: how often?")
    QTest.keyClicks(tab.focusWidget(), "Once")
    assert workspace.visit.quick_check == {"nuts": "daily"}

    _tab_to(tab, "Add ")
    before = len(workspace.visit.usual_day)
    QTest.keyClick(tab.focusWidget(), Qt.Key.Key_Space)
    assert len(workspace.visit.usual_day) >= before


def _tab_to(tab: FoodsTab, name: str) -> None:
    """Press Tab until the part with this name has the focus, once round at the most."""
    for _ in range(80):
        here = tab.focusWidget()
        words = here.text() if isinstance(here, QAbstractButton) else ""
        if here.accessibleName().startswith(name) or words == name:
            return
        QTest.keyClick(here, Qt.Key.Key_Tab)
    raise AssertionError(f"the Tab key does not lead to {name!r}")


def test_a_day_is_kept_and_assessed_while_its_table_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, workspace: Workspace
) -> None:
    monkeypatch.setattr(paths, "foods", lambda: tmp_path)
    tell(workspace, HER_DAY)
    assert workspace.visit == HER_DAY
    assert workspace.assessment.eaten.food_mg is None
    assert workspace.assessment.truths["diet_low_mg"] is None
