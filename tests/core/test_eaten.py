"""What a usual day and the quick check settle, and what they leave open."""

from __future__ import annotations

import json

import pytest

from mgaid.core.condition import Truth
from mgaid.core.content import Content
from mgaid.core.content.models import Answer
from mgaid.core.eaten import eaten
from mgaid.core.visit import Person, PlannedFood, Visit, VisitInvalid, dumps, loads
from mgaid.report import assessment_json
from tests.conftest import Rules, food_table

COFFEE, WHITE_BREAD, PUMPKIN_SEEDS, BEER, TAMALE, GONE = 171890, 325871, 170557, 168746, 334628, 1
MAN = Person(age=40, sex="male", region="US")


def day(*foods: tuple[int, float], whole: bool = True, person: Person = MAN) -> Visit:
    """A visit with a day of these foods, in grams."""
    planned = tuple(
        PlannedFood(food_id=food, name=str(food), measure="g", grams=grams, meal="lunch")
        for food, grams in foods
    )
    return Visit(person=person, usual_day=planned, usual_day_complete=whole or None)


def truth(rules: Rules, visit: Visit, finding: str) -> Truth:
    return rules.assess(visit).truths[finding]


def test_a_whole_day_far_below_the_need_is_low_in_magnesium(rules: Rules) -> None:
    visit = day((WHITE_BREAD, 300))
    assert truth(rules, visit, "diet_low_mg") is True
    assert truth(rules, visit, "diet_good_mg") is None


def test_a_day_that_may_lack_something_is_never_called_low(rules: Rules) -> None:
    assert truth(rules, day((WHITE_BREAD, 300), whole=False), "diet_low_mg") is None


@pytest.mark.parametrize("open_food", [TAMALE, GONE])
def test_a_food_without_a_figure_leaves_the_upper_end_open(rules: Rules, open_food: int) -> None:
    visit = day((WHITE_BREAD, 300), (open_food, 100))
    food = food_table().get(open_food)
    expected = food is not None and food.magnesium_mg is not None
    assert (truth(rules, visit, "diet_low_mg") is True) is expected
    assert truth(rules, visit, "caffeine_low") is None


def test_enough_is_enough_even_when_more_was_eaten(rules: Rules) -> None:
    """Pumpkin seeds alone bring more than the need; what is missing could only add to it."""
    assert truth(rules, day((PUMPKIN_SEEDS, 110), whole=False), "diet_good_mg") is True


def test_a_day_near_the_need_settles_nothing(rules: Rules) -> None:
    visit = day((PUMPKIN_SEEDS, 72))
    assert truth(rules, visit, "diet_good_mg") is None
    assert truth(rules, visit, "diet_low_mg") is None


def test_without_an_age_the_day_cannot_be_measured_against_a_need(rules: Rules) -> None:
    for visit in (day((WHITE_BREAD, 100), person=Person()), day((PUMPKIN_SEEDS, 900))):
        unknown = visit.changed(person=Person())
        assert truth(rules, unknown, "diet_low_mg") is None
        assert truth(rules, unknown, "diet_good_mg") is None


def test_while_pregnancy_is_open_the_higher_need_counts(rules: Rules) -> None:
    grams = 330 / 0.75 / 550 * 100  # the low end is 330 mg: enough for her, not in pregnancy
    visit = day((PUMPKIN_SEEDS, grams), person=Person(age=25, sex="female", region="US"))
    assert truth(rules, visit, "diet_good_mg") is None
    assert truth(rules, visit.answered({"pregnant": "no"}), "diet_good_mg") is True
    assert truth(rules, visit.answered({"pregnant": "yes"}), "diet_good_mg") is None


def test_what_was_said_stays_when_the_day_says_nothing_against_it(rules: Rules) -> None:
    answers: tuple[tuple[Answer, Truth], ...] = (("yes", True), ("no", False))
    for answer, expected in answers:
        visit = day((PUMPKIN_SEEDS, 72)).answered({"diet_good_mg": answer})
        assert truth(rules, visit, "diet_good_mg") is expected


def test_the_diet_clue_of_low_magnesium_follows_the_day(rules: Rules) -> None:
    found = rules.assess(day((WHITE_BREAD, 300)).answered({"chronic_diarrhoea": "yes"}))
    low = next(cause for cause in found.causes if cause.id == "low_magnesium")
    assert ("diet_low_mg", "yes") in low.because


def test_caffeine_of_the_day_counts_while_no_number_is_told(rules: Rules) -> None:
    much, some = day((COFFEE, 2100), whole=False), day((COFFEE, 1000), whole=False)
    assert truth(rules, much, "caffeine_high") is True
    assert truth(rules, some, "caffeine_high") is None
    assert truth(rules, some, "caffeine_low") is False


def test_a_told_number_of_caffeine_stays_what_the_person_said(rules: Rules) -> None:
    visit = day((COFFEE, 2100))
    assert truth(rules, visit.with_number("caffeine_mg_day", 50), "caffeine_high") is False
    counted = visit.changed(items={"cups_tea": 1})
    assert rules.assess(counted).numbers["caffeine_mg_day"] == 45
    assert truth(rules, counted, "caffeine_high") is False


def test_a_whole_day_without_caffeine_is_low_in_it(rules: Rules) -> None:
    visit = day((WHITE_BREAD, 200)).answered({"stimulant_use": "no"})
    assert truth(rules, visit, "caffeine_low") is True
    assert truth(rules, visit.changed(usual_day_complete=None), "caffeine_low") is None


@pytest.mark.parametrize(
    ("beer_g", "person", "positive"),
    [
        (356, MAN, True),
        (356, Person(age=40, sex="female", region="US"), True),
        (356, Person(age=40, sex="male", region="UK"), None),  # the cut-off there is 5
        (1500, Person(age=40, sex="male", region="UK"), True),
        (100, MAN, None),
    ],
)
def test_a_drink_on_a_usual_day_counts_towards_the_alcohol_test(
    rules: Rules, beer_g: float, person: Person, positive: Truth
) -> None:
    assert truth(rules, day((BEER, beer_g), person=person), "alcohol_positive") is positive


def test_a_day_without_alcohol_says_nothing_of_other_days(rules: Rules) -> None:
    visit = day((WHITE_BREAD, 200))
    for finding in ("alcohol_positive", "alcohol_low", "alcohol_heavy"):
        assert truth(rules, visit, finding) is None


def test_told_alcohol_answers_win_over_the_day(rules: Rules) -> None:
    visit = day((BEER, 1500)).with_number("audit_c", 1)
    assert truth(rules, visit, "alcohol_positive") is False


def test_the_points_for_drinks_are_those_of_the_alcohol_test(content: Content) -> None:
    """Four or more times a week, and the option that names so many drinks."""
    rules = food_table().guide.drinks
    often, drinks, _ = content.scores["audit_c"].items
    daily = max(option.points for option in often.options)
    for option in drinks.options:
        assert option.amount is not None
        fewest = max(option.amount[0], 1)
        assert rules.least_points(fewest * rules.drink_grams) == daily + option.points, option.text
    assert rules.most_points == content.scores["audit_c"].maximum


@pytest.mark.parametrize(
    ("told", "low", "good"),
    [
        ({"greens": "never", "nuts": "weekly", "beans": "weekly", "grains": "daily"}, True, None),
        ({"greens": "never", "nuts": "never", "beans": "never"}, None, None),  # grains not told
        ({"greens": "daily", "nuts": "weekly", "beans": "weekly", "grains": "weekly"}, None, None),
        ({"greens": "daily", "grains": "more"}, None, True),
        ({}, None, None),
    ],
)
def test_the_quick_check_decides_only_what_it_can(
    rules: Rules, told: dict[str, str], low: Truth, good: Truth
) -> None:
    visit = Visit(person=MAN, quick_check=told)
    assert truth(rules, visit, "diet_low_mg") is low
    assert truth(rules, visit, "diet_good_mg") is good


def test_the_quick_check_never_says_how_much_is_eaten_in_all() -> None:
    told = eaten(food_table(), Visit(quick_check={"greens": "more", "nuts": "more"}))
    assert set(told.values) == {"rich_portions_day"}
    assert told.food_mg is None
    assert told.rough_mg is not None


def test_quick_check_answers_are_kept_and_unknown_ones_named(content: Content) -> None:
    visit = Visit(quick_check={"nuts": "daily"}, usual_day_complete=True)
    assert loads(dumps(visit), content) == visit
    for wrong, right in (({"nutz": "daily"}, "nuts"), ({"nuts": "dayly"}, "daily")):
        text = json.dumps({"format": 1, "quick_check": wrong})
        with pytest.raises(VisitInvalid, match=f'did you mean "{right}"'):
            loads(text, content)


def test_the_command_line_shows_the_estimate_with_its_ends(rules: Rules) -> None:
    visit = day((WHITE_BREAD, 300), (COFFEE, 500), whole=False)
    intake = assessment_json(rules.content, visit, rules.assess(visit))["intake"]
    told = json.loads(json.dumps(intake, allow_nan=False))["usual_day"]
    assert told["magnesium_mg"][0] < told["magnesium_mg"][1]
    assert told["caffeine_mg"] == [100, 300]
    assert told["values"]["food_mg_day"][1] is None
    assert told["whole"] is False
