"""The good sources as one picture: the same figures as the rows, read and used without a mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QFontMetricsF, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QRadioButton
from pytestqt.qtbot import QtBot

from mgaid import paths
from mgaid.core.food_day import no_swaps
from mgaid.core.foods import magnesium
from mgaid.core.visit import Visit
from mgaid.ui import pantry
from mgaid.ui.food_bars import MARK_PX, best_of_groups, mark_of
from mgaid.ui.food_chart import FoodChart
from mgaid.ui.food_table import Column, FoodModel
from mgaid.ui.food_view import FoodView
from mgaid.ui.parts import Chip
from mgaid.ui.tabs.foods import FoodsTab
from mgaid.ui.theme import SCHEMES, TOKENS, ThemeSource
from mgaid.ui.workspace import Workspace
from tests.ui.foods import WOMAN, day_of, named, press, seen, tell, words_of

NBSP = "\N{NO-BREAK SPACE}"
TOGGLE = "As a picture"


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> FoodsTab:
    """The Foods tab of a woman of 46 who has asked for the picture."""
    tell(workspace, Visit(person=WOMAN))
    made = FoodsTab(workspace, source)
    qtbot.addWidget(made)
    made.resize(1366, 640)
    made.load()
    with qtbot.waitExposed(made):
        made.show()
    press(made, TOGGLE)
    return made


def _chart(tab: FoodsTab) -> FoodChart:
    found = tab.findChild(FoodChart)
    assert found is not None
    return found


def _bars(tab: FoodsTab) -> list[QAbstractButton]:
    """The bars a person sees, from the top down."""
    return sorted(seen(_chart(tab), QAbstractButton), key=lambda bar: bar.y())


def _names(tab: FoodsTab) -> list[str]:
    return [bar.accessibleName().partition(":")[0] for bar in _bars(tab)]


def _table(tab: FoodsTab) -> FoodView:
    found = tab.findChild(FoodView)
    assert found is not None
    return found


def _length(bar: QAbstractButton) -> int:
    """How many px across its middle a bar has the colour of bars, next to the zero line."""
    drawn = bar.grab().toImage()
    accent = QColor(TOKENS["light"]["accent"])
    line = [drawn.pixelColor(x, drawn.height() // 2) for x in range(drawn.width())]
    plus = drawn.width() - 60
    return sum(color == accent for color in line[100:plus])


def test_the_picture_takes_the_place_of_the_list_and_gives_it_back(tab: FoodsTab) -> None:
    assert _chart(tab).isVisible()
    assert not _table(tab).isVisible()
    press(tab, TOGGLE)
    assert not _chart(tab).isVisible()
    assert _table(tab).isVisible()


def test_each_group_has_its_best_food_the_most_first(tab: FoodsTab) -> None:
    assert _names(tab) == [
        "Pumpkin seeds, roasted",
        "Quinoa, cooked",
        "Spinach, cooked",
        "Dark chocolate, 70–85% cocoa",
        "Black beans, cooked",
        "Banana",
    ]


def test_no_good_source_has_more_than_the_bar_of_its_group(tab: FoodsTab) -> None:
    table = pantry.open_foods()
    groups = {one.id: one.group for one in table.guide.featured}
    model = _table(tab).model()
    assert isinstance(model, FoodModel)
    most = {bar.group: bar.amount for bar in best_of_groups(model, groups)}
    assert set(most) == set(groups.values())
    for food, portion in table.featured:
        assert (magnesium(food, portion.grams) or 0) <= most[groups[food.id]]


def test_the_figures_are_those_of_the_rows(tab: FoodsTab) -> None:
    model = _table(tab).model()
    rows = {
        str(model.index(row, Column.food).data()): str(model.index(row, Column.magnesium).data())
        for row in range(model.rowCount())
    }
    for bar in _bars(tab):
        name, _, figure = bar.accessibleName().partition(": about ")
        assert rows[name] == figure


def test_a_screen_reader_hears_food_portion_weight_and_share(tab: FoodsTab) -> None:
    first = _bars(tab)[0]
    read = QAccessible.queryAccessibleInterface(first)
    assert read.text(QAccessible.Text.Name) == f"Pumpkin seeds, roasted: about 156{NBSP}mg"
    said = read.text(QAccessible.Text.Description)
    assert f"1 oz, a small handful (28{NBSP}g)." in said
    assert f"156 of 320{NBSP}mg a day: about half." in said
    assert "nuts and seeds" in said
    assert f"The line is the daily need, 320{NBSP}mg." in _chart(tab).accessibleDescription()


def test_the_source_is_named_and_figures_are_said_to_be_about(tab: FoodsTab) -> None:
    assert "Figures: USDA food table." in words_of(tab)
    assert "read every figure as “about”" in words_of(tab)


def test_a_bar_is_as_long_as_its_figure(tab: FoodsTab) -> None:
    lengths = [_length(bar) for bar in _bars(tab)]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] / lengths[0] == pytest.approx(33 / 156, abs=0.03)


def test_figures_for_a_hundred_grams_are_drawn_as_such(tab: FoodsTab) -> None:
    named(tab, QRadioButton, "Figures for 100 g").click()
    assert f"Pumpkin seeds, roasted: about 550{NBSP}mg" in [b.accessibleName() for b in _bars(tab)]
    assert f"100{NBSP}g." in _bars(tab)[0].accessibleDescription()


def test_the_need_follows_what_is_told(tab: FoodsTab, workspace: Workspace) -> None:
    workspace.answer({"pregnant": "yes"})
    assert f"156 of 360{NBSP}mg" in _bars(tab)[0].accessibleDescription()
    tell(workspace, Visit())
    assert "310 to 420" in _chart(tab).accessibleDescription()


def test_a_filter_leaves_the_next_best_and_says_what_has_gone(tab: FoodsTab) -> None:
    press(tab, "No nuts")
    assert "Almonds" not in _names(tab)
    assert "Dark chocolate, 70–85% cocoa" not in _names(tab)
    read = words_of(tab)
    assert "Left out by your filters: dark chocolate." in read
    assert "hidden while a filter is on" in read
    press(tab, "No nuts")
    assert len(_names(tab)) == 6
    assert "Left out by your filters" not in words_of(tab)


def test_a_search_is_a_list_and_the_picture_comes_back(tab: FoodsTab) -> None:
    search = named(tab, QLineEdit, "Search a food")
    search.setFocus()
    QTest.keyClicks(search, "oats")
    assert _table(tab).model().rowCount() > 0
    assert _table(tab).isVisible()
    assert not _chart(tab).isVisible()
    assert TOGGLE not in [chip.text() for chip in seen(tab, Chip)]
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert _chart(tab).isVisible()
    assert _names(tab)[0] == "Pumpkin seeds, roasted"


def test_the_picture_is_reached_walked_and_used_with_keys_alone(
    qtbot: QtBot, tab: FoodsTab, workspace: Workspace
) -> None:
    tab.activateWindow()
    search = named(tab, QLineEdit, "Search a food")
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_Down)
    bars = _bars(tab)
    assert tab.focusWidget() is bars[0]
    QTest.keyClick(bars[0], Qt.Key.Key_Down)
    assert tab.focusWidget() is bars[1]
    QTest.keyClick(bars[1], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu), timeout=15_000)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.accessibleName() == "Add Quinoa, cooked to"
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert day_of(workspace) == [("breakfast", "Quinoa, cooked", "1 cup")]
    QTest.keyClick(bars[1], Qt.Key.Key_Up)
    QTest.keyClick(bars[0], Qt.Key.Key_Up)
    assert search.hasFocus()


def test_the_tab_key_always_leads_to_one_bar(tab: FoodsTab) -> None:
    tab.activateWindow()
    _bars(tab)[-1].setFocus()
    press(tab, "No nuts")
    stops = [b for b in _bars(tab) if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_with_kidney_limits_the_banner_heads_the_picture_and_the_figures_stay(
    tab: FoodsTab, workspace: Workspace, source: ThemeSource
) -> None:
    workspace.answer({"ckd_moderate": "yes"})
    held = no_swaps(pantry.open_foods().guide, workspace.assessment.truths)
    assert held is not None
    assert len(_bars(tab)) == 6
    assert held.head in _chart(tab).accessibleDescription()
    source.set_text_percent(200)
    QApplication.processEvents()
    assert held.text in words_of(_chart(tab))
    workspace.answer({"ckd_moderate": "no"})
    assert held.head not in _chart(tab).accessibleDescription()
    assert held.text not in words_of(_chart(tab))


def test_in_a_narrow_window_the_chip_goes_beside_the_filters(tab: FoodsTab) -> None:
    tab.resize(700, 640)
    QApplication.processEvents()
    chip = named(tab, Chip, TOGGLE)
    good = named(tab, Chip, "Good sources")
    assert chip.parentWidget() is good.parentWidget()
    press(tab, TOGGLE)
    assert not _chart(tab).isVisible()
    tab.resize(1366, 640)
    QApplication.processEvents()
    assert named(tab, Chip, TOGGLE).mapTo(tab, QPoint()).y() < good.mapTo(tab, QPoint()).y()


@pytest.mark.parametrize(("percent", "width"), [(100, 1366), (100, 1024), (125, 1024), (200, 1366)])
def test_no_name_is_cut_and_no_bar_leaves_the_picture(
    tab: FoodsTab, source: ThemeSource, percent: int, width: int
) -> None:
    source.set_text_percent(percent)
    tab.resize(width, 640)
    QApplication.processEvents()
    chart, scale = _chart(tab), _chart(tab).scale()
    assert scale.left < scale.x(156) < scale.x(320) <= scale.right < chart.width()
    assert scale.right - scale.left >= 180 * source.theme.text_scale, "bars too short to compare"
    room = scale.right if scale.stacked else scale.left
    metrics = QFontMetricsF(source.theme.font(bold=True))
    longest = max(metrics.horizontalAdvance(name) for name in _names(tab))
    assert MARK_PX * source.theme.text_scale + longest <= room
    for bar in _bars(tab):
        spot = bar.mapTo(chart, QPoint())
        assert spot.x() >= 0
        assert spot.x() + bar.width() <= chart.width()
        assert bar.height() >= 40


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_group_has_a_drawn_portion_in_every_look(
    tab: FoodsTab, source: ThemeSource, scheme: str
) -> None:
    source.set_choice(scheme)
    for group in {one.group for one in pantry.open_foods().guide.featured}:
        assert (paths.resources() / "icons" / "pictures" / f"{mark_of(group)}.svg").is_file()
    for bar in _bars(tab):
        assert _inked(bar.grab().toImage(), source.theme.color("text2")) > 10


def _inked(drawn: QImage, color: QColor) -> int:
    """How many px of the mark at the left are drawn in this colour."""
    return sum(
        drawn.pixelColor(x, y) == color for x in range(12, 52) for y in range(drawn.height())
    )
