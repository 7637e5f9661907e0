"""The food table: a sound model, honest figures, an order a person can choose, words said aloud."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mgaid.core.foods import Food, FoodTable
from mgaid.ui import pantry
from mgaid.ui.food_table import EXTRA, RAW_ROLE, Column, FoodModel, dragged
from mgaid.ui.food_view import FoodView
from mgaid.ui.theme import ThemeSource

NBSP = "\N{NO-BREAK SPACE}"
ALOUD = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture(scope="module")
def table() -> FoodTable:
    return pantry.open_foods()


@pytest.fixture
def model(table: FoodTable) -> FoodModel:
    made = FoodModel()
    made.set_table(table)
    made.set_view(need=(320, 320), per_portion=True, metric=False)
    return made


@pytest.fixture
def view(qtbot: QtBot, source: ThemeSource, model: FoodModel, table: FoodTable) -> FoodView:
    made = FoodView(source, model)
    qtbot.addWidget(made)
    made.resize(930, 400)
    model.show([food for food, _ in table.featured], Column.magnesium)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _cell(model: FoodModel, row: int, column: Column, role: int = 0) -> str:
    return str(model.index(row, column).data(role))


def _found(model: FoodModel, table: FoodTable, query: str) -> None:
    model.show(table.search(query, 50))


def _names(model: FoodModel) -> list[str]:
    return [_cell(model, row, Column.food) for row in range(model.rowCount())]


def _figures(model: FoodModel, column: Column) -> list[float | None]:
    return [model.index(row, column).data(RAW_ROLE) for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(
    qtmodeltester: ModelTester, model: FoodModel, table: FoodTable
) -> None:
    _found(model, table, "beans")
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has none
    model.sort(Column.magnesium, Qt.SortOrder.DescendingOrder)
    model.show(())
    _found(model, table, "rice")
    model.set_view(need=None, per_portion=False, metric=True)


def test_a_row_says_portion_magnesium_and_share(model: FoodModel, table: FoodTable) -> None:
    _found(model, table, "pumpkin seeds")
    assert _cell(model, 0, Column.food) == "Pumpkin seeds, roasted"
    assert _cell(model, 0, Column.portion) == "1 oz, a small handful"
    assert _cell(model, 0, Column.magnesium) == f"156{NBSP}mg"
    assert _cell(model, 0, Column.share) == "about half"


def test_a_screen_reader_hears_the_bar_as_figures(model: FoodModel, table: FoodTable) -> None:
    _found(model, table, "pumpkin seeds")
    assert _cell(model, 0, Column.share, ALOUD) == f"156 of 320{NBSP}mg"
    assert _cell(model, 0, Column.magnesium, ALOUD) == f"about 156{NBSP}mg"
    assert _cell(model, 0, Column.add, ALOUD) == "Add Pumpkin seeds, roasted to my day"


def test_figures_per_100_grams(model: FoodModel, table: FoodTable) -> None:
    _found(model, table, "spinach cooked")
    model.set_view(need=(320, 320), per_portion=False, metric=False)
    assert _cell(model, 0, Column.portion) == f"100{NBSP}g"
    assert _cell(model, 0, Column.magnesium) == f"87{NBSP}mg"


def test_metric_people_read_grams(model: FoodModel, table: FoodTable) -> None:
    _found(model, table, "pumpkin seeds")
    model.set_view(need=(320, 320), per_portion=True, metric=True)
    assert _cell(model, 0, Column.portion) == f"28{NBSP}g, a small handful"


def test_the_head_says_whose_need_the_bar_is(model: FoodModel) -> None:
    across = Qt.Orientation.Horizontal
    assert model.headerData(Column.share, across) == f"Share of your 320{NBSP}mg a day"
    model.set_view(need=(310, 420), per_portion=True, metric=False)
    assert model.headerData(Column.share, across) == f"Share of 420{NBSP}mg a day, the top need"


@pytest.mark.parametrize("column", [c for c in Column if c not in (Column.food, Column.add)])
def test_rows_sort_by_figures_not_by_their_text(
    model: FoodModel, table: FoodTable, column: Column
) -> None:
    _found(model, table, "bread")
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        model.sort(column, order)
        known = [figure for figure in _figures(model, column) if figure is not None]
        down = order is Qt.SortOrder.DescendingOrder
        assert known == sorted(known, reverse=down)
        # What nobody knows comes last, whichever way the rows run.
        assert _figures(model, column)[: len(known)] == known


def test_sorting_keeps_the_chosen_food_chosen(view: FoodView, model: FoodModel) -> None:
    view.selectRow(0)
    name = view.currentIndex().siblingAtColumn(Column.food).data()
    view.sort_by(Column.food)
    assert view.currentIndex().siblingAtColumn(Column.food).data() == name
    assert _names(model) == sorted(_names(model), key=str.casefold)


def test_an_unknown_figure_is_said_to_be_unknown(model: FoodModel, table: FoodTable) -> None:
    unknown = next(food for food in table.shown if food.potassium_mg is None)
    model.show([unknown])
    assert _cell(model, 0, Column.potassium) == "not known"


def test_an_odd_sample_says_so_aloud(model: FoodModel, table: FoodTable) -> None:
    odd: Food = next(food for food in table.shown if food.unranked == "outlier")
    model.show([odd])
    assert table.guide.reasons["outlier"] in _cell(model, 0, Column.food, ALOUD)


def test_a_click_on_a_head_orders_and_a_second_turns_it_round(
    view: FoodView, model: FoodModel
) -> None:
    assert model.sorted_by == (Column.magnesium, Qt.SortOrder.DescendingOrder)
    head = view.horizontalHeader()
    spot = head.viewport().rect().center()
    spot.setX(head.sectionPosition(Column.magnesium) + 20)
    QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert model.sorted_by == (Column.magnesium, Qt.SortOrder.AscendingOrder)


def test_enter_chooses_the_food_of_the_row(qtbot: QtBot, view: FoodView) -> None:
    view.setFocus()
    view.selectRow(0)
    QTest.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args == [1]


def test_the_plus_and_a_double_click_choose_once(view: FoodView) -> None:
    chosen: list[int] = []
    view.chosen.connect(chosen.append)
    plus = view.visualRect(view.model().index(2, Column.add)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=plus)
    assert chosen == [2]
    name = view.visualRect(view.model().index(1, Column.food)).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=name)
    assert chosen == [2, 1]


def test_up_from_the_first_row_leaves_the_table(qtbot: QtBot, view: FoodView) -> None:
    view.selectRow(0)
    with qtbot.waitSignal(view.left_at_top):
        QTest.keyClick(view, Qt.Key.Key_Up)


def test_a_drag_carries_the_helping(model: FoodModel, table: FoodTable) -> None:
    _found(model, table, "pumpkin seeds")
    carried = dragged(model.mimeData([model.index(0, Column.food), model.index(0, Column.add)]))
    assert carried == [(170557, "Pumpkin seeds, roasted", "1 oz, a small handful", 28.35)]


@pytest.mark.parametrize("width", [420, 560, 620, 700, 926, 1300])
@pytest.mark.parametrize("extra", [(), EXTRA])
def test_columns_never_need_sideways_scrolling(
    view: FoodView, width: int, extra: tuple[Column, ...]
) -> None:
    view.resize(width, 400)
    view.show_extra(extra)
    shown = [column for column in Column if not view.isColumnHidden(column)]
    assert sum(view.columnWidth(column) for column in shown) == view.viewport().width()
    assert {Column.food, Column.magnesium, Column.add} <= set(shown)


def test_at_large_text_the_table_keeps_name_magnesium_and_plus(
    view: FoodView, source: ThemeSource
) -> None:
    source.set_text_percent(200)
    view.resize(1300, 600)
    shown = [column for column in Column if not view.isColumnHidden(column)]
    source.set_text_percent(100)
    assert shown == [Column.food, Column.magnesium, Column.add]


def test_an_index_that_is_not_there_has_no_data(model: FoodModel) -> None:
    assert model.data(QModelIndex()) is None
    assert model.headerData(0, Qt.Orientation.Vertical) is None
