"""A day of foods: what it adds up to, ideas for more, and amounts as people type them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from mgaid import paths
from mgaid.core.food_day import screen, swap_ideas, totals
from mgaid.core.food_guide import (
    AmountNotUsable,
    FoodGuide,
    FoodsUnavailable,
    parse_amount,
    read_guide,
)
from mgaid.core.foods import FoodTable, load_foods


@dataclass(frozen=True)
class Eaten:
    food_id: int
    name: str
    grams: float


SPINACH = Eaten(168463, "Spinach, cooked", 90)
MILK = Eaten(746782, "Milk", 244)
COFFEE = Eaten(171890, "Coffee", 474)
WHITE_BREAD = Eaten(325871, "White bread", 56)
GONE = Eaten(1, "Grandma's soup", 300)
MYSTERY = Eaten(334628, "Pork tamale", 100)


@pytest.fixture(scope="module")
def guide() -> FoodGuide:
    return read_guide(paths.content() / "foods.toml")


@pytest.fixture(scope="module")
def table(guide: FoodGuide) -> FoodTable:
    return load_foods(paths.resources() / "foods", guide)


def test_a_day_adds_up(table: FoodTable) -> None:
    day = totals(table, [SPINACH, COFFEE])
    assert day.magnesium_mg.amount == pytest.approx(0.9 * 87 + 4.74 * 3)
    assert day.magnesium_mg.unknown == ()
    assert day.caffeine_mg.amount == pytest.approx(4.74 * 40)
    assert totals(table, []).magnesium_mg.amount == 0


def test_the_order_of_foods_does_not_matter(table: FoodTable) -> None:
    there, back = totals(table, [SPINACH, MILK]), totals(table, [MILK, SPINACH])
    assert there.magnesium_mg.amount == pytest.approx(back.magnesium_mg.amount)


def test_an_unknown_value_is_named_and_not_counted_as_none(table: FoodTable) -> None:
    day = totals(table, [MYSTERY, COFFEE])
    assert day.caffeine_mg.unknown == ("Pork tamale",)
    assert day.caffeine_mg.amount > 0
    assert day.gone == ()


def test_a_food_that_left_the_table_is_named(table: FoodTable) -> None:
    day = totals(table, [GONE, SPINACH])
    assert day.gone == ("Grandma's soup",)
    assert day.magnesium_mg.unknown == ("Grandma's soup",)
    assert day.magnesium_mg.amount == pytest.approx(0.9 * 87)


def test_a_total_is_given_with_its_uncertainty(table: FoodTable, guide: FoodGuide) -> None:
    day = totals(table, [SPINACH])
    low, high = day.magnesium_range(guide)
    assert low < day.magnesium_mg.amount < high


def test_swap_ideas_are_the_ones_that_bring_most(table: FoodTable) -> None:
    ideas = swap_ideas(table, [WHITE_BREAD, COFFEE])
    assert len(ideas) == 5
    gains = [idea.adds_mg for idea in ideas]
    assert gains == sorted(gains, reverse=True)
    assert ideas[0].name == "Pumpkin seeds, roasted"
    assert len({idea.food.id for idea in ideas}) == 5
    assert all(idea.food.ranked for idea in ideas)


def test_white_bread_can_become_whole_wheat_bread(table: FoodTable) -> None:
    ideas = swap_ideas(table, [Eaten(325871, "White bread", 200)], limit=20)
    change = next(idea for idea in ideas if idea.food.id == 335240)
    assert change.instead_of is not None
    assert change.adds_mg == pytest.approx(2 * (76.6 - 26.9))
    assert change.portion.grams == 200


def test_swap_ideas_keep_to_the_filters(table: FoodTable) -> None:
    ideas = swap_ideas(table, [WHITE_BREAD], plant_only=True, free_of=("nuts", "gluten"))
    assert ideas
    for idea in ideas:
        flags = idea.food.flags
        assert flags["plant"] is True
        assert flags["nuts"] is False
        assert flags["gluten"] is False


def test_what_is_eaten_already_is_no_idea(table: FoodTable) -> None:
    ideas = swap_ideas(table, [SPINACH, GONE])
    assert SPINACH.food_id not in {idea.food.id for idea in ideas}
    assert swap_ideas(table, [SPINACH], limit=0) == ()


def test_the_quick_check_gives_a_range(table: FoodTable, guide: FoodGuide) -> None:
    groups = [group.id for group in guide.screener.groups]
    never = screen(table, dict.fromkeys(groups, "never"))
    daily = screen(table, dict.fromkeys(groups, "daily"))
    assert never[0] == 0
    assert never[1] < daily[0] < daily[1]


def test_an_open_question_widens_the_quick_check(table: FoodTable) -> None:
    closed = screen(
        table, {"greens": "daily", "nuts": "daily", "beans": "never", "grains": "never"}
    )
    opened = screen(table, {"greens": "daily", "nuts": "daily"})
    assert opened[0] == pytest.approx(closed[0])
    assert opened[1] > closed[1]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1", 1),
        ("1.5", 1.5),
        ("1,5", 1.5),
        (" 2 ", 2),
        (",5", 0.5),
        ("0.25", 0.25),
        ("5000", 5000),
        ("٣", 3),
    ],
)
def test_an_amount_is_read_with_point_or_comma(guide: FoodGuide, typed: str, amount: float) -> None:
    assert parse_amount(typed, guide.amount) == amount


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("a lot", "not_a_number"),
        ("1.000,5", "not_a_number"),
        ("nan", "not_a_number"),
        ("inf", "not_a_number"),
        ("1e9", "not_a_number"),
        ("9" * 5000, "not_a_number"),
        ("0", "not_positive"),
        ("0,0", "not_positive"),
        ("-1", "not_positive"),
        ("5000.1", "too_big"),
        ("9" * 20, "too_big"),
    ],
)
def test_a_bad_amount_gets_a_clear_sentence(guide: FoodGuide, typed: str, reason: str) -> None:
    with pytest.raises(AmountNotUsable) as caught:
        parse_amount(typed, guide.amount)
    assert caught.value.reason == reason
    assert str(caught.value) in guide.amount.sentences.values()


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (156, "about half"),
        (118, "over a third"),
        (79, "about a quarter"),
        (74, "about a quarter"),
        (65, "about a fifth"),
        (60, "about a fifth"),
        (32, "about a tenth"),
        (22, "under a tenth"),
        (0, "almost none"),
        (320, "all of it"),
        (1000, "more than all of it"),
    ],
)
def test_a_share_is_said_in_words(guide: FoodGuide, part: float, said: str) -> None:
    assert guide.share_words(part, 320) == said


def test_a_slip_in_the_authored_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "foods.toml"
    text = (paths.content() / "foods.toml").read_text(encoding="utf-8")
    path.write_text(text.replace("easy_win_percent", "easy_wins_percent"), encoding="utf-8")
    with pytest.raises(FoodsUnavailable, match="easy_win"):
        read_guide(path)
    path.write_text("not = [toml", encoding="utf-8")
    with pytest.raises(FoodsUnavailable, match=r"foods\.toml"):
        read_guide(path)
    with pytest.raises(FoodsUnavailable, match=r"missing\.toml"):
        read_guide(tmp_path / "missing.toml")
