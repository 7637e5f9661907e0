"""A day of products added up, the limits beside it, and what the gate makes of it."""

from __future__ import annotations

import pytest

from mgaid import paths
from mgaid.core.content import load, read
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.products import Taken, limits_beside, taken
from mgaid.core.visit import Person, PlannedFood, Supplement, Visit
from tests.conftest import Rules
from tests.core.test_laws import all_no

CONTENT = load(paths.content())
FILE = read(paths.content(), "supplements.toml", SupplementsFile)


def day_of(rules: Rules, visit: Visit) -> Taken:
    return taken(CONTENT, visit, rules.assess(visit), FILE)


def taking(visit: Visit, *products: Supplement) -> Visit:
    return visit.changed(supplements=products, numbers={})


@pytest.mark.parametrize(
    ("mg", "passed", "gate"),
    [
        (250, [], None),
        (251, [250], "ask_first"),
        (349, [250], "ask_first"),
        (350, [250], "do_not_start"),
        (351, [250, 350], "do_not_start"),
    ],
)
def test_the_limits_passed_and_the_gate_of_a_grown_up(
    rules: Rules, mg: float, passed: list[int], gate: str | None
) -> None:
    day = day_of(rules, taking(all_no(rules), Supplement(name="Magnesium", elemental_mg=mg)))

    assert day.mg == mg
    assert [one.mg for one in day.passed] == passed
    assert day.gate == gate
    assert bool(day.why) == (gate is not None)


def test_antacids_and_laxatives_are_added_to_the_tablets(rules: Rules) -> None:
    visit = taking(
        all_no(rules),
        Supplement(name="Rennie", elemental_mg=23, per_day=4),
        Supplement(name="Milk of magnesia", elemental_mg=167, per_day=1),
        Supplement(name="Magnesium citrate", elemental_mg=100, per_day=1),
    )

    assert day_of(rules, visit).mg == 359
    assert rules.assess(visit).gate.level == "do_not_start"
    assert rules.assess(visit).gate.reasons == ("over_ul",)


def test_food_is_never_counted_with_the_products(rules: Rules) -> None:
    visit = taking(all_no(rules), Supplement(name="Magnesium", elemental_mg=100))
    seeds = PlannedFood(
        food_id=170556, name="Pumpkin seeds", measure="cup", grams=5000, meal="lunch"
    )
    eaten = visit.changed(usual_day=(seeds,))

    assert day_of(rules, eaten) == day_of(rules, visit)
    assert rules.assess(eaten).gate == rules.assess(visit).gate


def test_an_amount_nobody_told_is_counted_as_not_known(rules: Rules) -> None:
    known = Supplement(name="B", elemental_mg=60, per_day=2)
    day = day_of(rules, taking(all_no(rules), Supplement(name="A"), known))

    assert (day.mg, day.unknown, day.gate) == (120, 1, None)


def test_a_higher_total_told_elsewhere_counts(rules: Rules) -> None:
    visit = all_no(rules).with_number("supplement_mg_day", 300)

    assert day_of(rules, visit).mg == 300


@pytest.mark.parametrize(
    ("age", "region", "limits"),
    [
        (None, None, [250, 350]),
        (40, "US", [250, 350]),
        (40, "UK", [250, 350, 400]),
        (6, "EU", [110, 250]),
        (2, "US", [65]),
    ],
)
def test_the_limits_are_those_of_the_age_and_of_the_region(
    age: float | None, region: str | None, limits: list[int]
) -> None:
    visit = Visit(person=Person.model_validate({"age": age, "region": region}))

    assert [one.mg for one in limits_beside(CONTENT, visit, FILE)] == limits
