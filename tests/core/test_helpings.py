"""Amounts as people say them, and when a person is shown no ideas for more."""

from __future__ import annotations

import pytest

from mgaid import paths
from mgaid.core.content import Content
from mgaid.core.food_day import no_swaps
from mgaid.core.food_guide import read_guide
from mgaid.core.foods import FoodTable, load_foods
from mgaid.core.helpings import GRAM, Unit, helping, said, units_of
from mgaid.core.phrases import count_text


@pytest.fixture(scope="module")
def table() -> FoodTable:
    return load_foods(paths.foods(), read_guide(paths.content() / "foods.toml"))


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (1, Unit("slice", 30), "1 slice"),
        (2, Unit("slice", 30), "2 slices"),
        (0.5, Unit("cup", 240), "½ cup"),
        (1.5, Unit("cup, cubes", 150), "1½ cups, cubes"),
        (2, Unit("glass, 5 fl oz", 147), "2 glasses, 5 fl oz"),
        (2, Unit("medium", 118), "2 medium"),
        (40, GRAM, "40\N{NO-BREAK SPACE}g"),
        (1250.4, GRAM, "1250\N{NO-BREAK SPACE}g"),
        (1 / 3, Unit("can (12 fl oz)", 370), "⅓ can (12 fl oz)"),
        (3, Unit("can (12 fl oz)", 370), "3 cans (12 fl oz)"),
    ],
)
def test_an_amount_reads_as_people_say_it(amount: float, unit: Unit, words: str) -> None:
    assert said(amount, unit) == words


def test_a_count_keeps_two_decimals_at_most() -> None:
    assert [count_text(n) for n in (2, 2.345, 0.25, 12.75)] == ["2", "2.35", "¼", "12¾"]


def test_every_usual_portion_can_be_counted_and_said_again(table: FoodTable) -> None:
    """Opening an amount and closing it again must not change what is eaten."""
    for food in table.shown:
        portion = table.usual_portion(food)
        for metric in (False, True):
            units = units_of(table, food, metric=metric)
            measure = portion.said(metric=metric)
            amount, unit = helping(units, measure, portion.grams)
            assert amount * unit.grams == pytest.approx(portion.grams)
            assert helping(units, said(amount, unit), portion.grams)[1] == unit, (food, unit)


def test_a_food_outside_the_table_is_counted_in_grams(table: FoodTable) -> None:
    units = units_of(table, None, metric=True)
    assert helping(units, "1 bowl", 300) == (300, GRAM)


def test_two_slices_are_found_among_the_measures_of_bread(table: FoodTable) -> None:
    bread = table.search("whole wheat bread")[0]
    amount, unit = helping(units_of(table, bread, metric=False), "2 slices", 64.2)
    assert (round(amount, 2), unit.name) == (2, "slice")


def test_metric_measures_have_no_ounces(table: FoodTable) -> None:
    almonds = table.search("almonds")[0]
    assert "oz" in [unit.name for unit in units_of(table, almonds, metric=False)]
    assert "oz" not in [unit.name for unit in units_of(table, almonds, metric=True)]


def test_ideas_are_held_back_for_findings_that_exist(table: FoodTable, content: Content) -> None:
    for reason in table.guide.no_swaps:
        for finding in reason.findings:
            assert finding in content.findings
            assert no_swaps(table.guide, {finding: True}) is not None


@pytest.mark.parametrize(
    "finding", ["ckd_advanced", "ckd_moderate", "ckd_stage_unknown", "kidney_other"]
)
def test_kidney_disease_sends_to_the_kidney_team(table: FoodTable, finding: str) -> None:
    reason = no_swaps(table.guide, {finding: True})
    assert reason is not None
    assert "kidney team" in reason.head
    assert "potassium" in reason.text


def test_unknown_or_no_kidney_disease_leaves_the_ideas(table: FoodTable) -> None:
    truths: dict[str, bool | None] = {"ckd_advanced": None, "ckd_moderate": False}
    assert no_swaps(table.guide, truths) is None
