"""What a person needs a day, cell by cell: every age, sex and state of every reference system."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from mgaid.core import intake
from mgaid.core.content import Content
from mgaid.core.intake import System
from mgaid.core.visit import Person, Visit
from tests.conftest import SHARED, Rules

FACTS = SHARED / "clinical" / "reference-intakes.toml"
TABLES: tuple[tuple[str, System, str], ...] = (
    ("us", "us", "rda_or_ai"),
    ("efsa", "eu", "ai"),
    ("uk", "uk", "rni"),
)
MONTH = 1 / 12


def _published() -> dict[str, Any]:
    if not FACTS.exists():
        pytest.skip("the dossier of verified facts is not beside this checkout")
    return tomllib.loads(FACTS.read_text(encoding="utf-8"))


def _ages(row: dict[str, Any]) -> tuple[float, ...]:
    """The first, a middle and the last age of a published row, in years."""
    if "age_min_months" in row:
        first, last = row["age_min_months"], row["age_max_months"]
        end = min(last + 0.9, 11.9)  # from the first birthday on the rows in years hold
        return (first + 0.1) * MONTH, (first + last) / 2 * MONTH, end * MONTH
    return row["age_min"], (row["age_min"] + row["age_max"]) / 2, row["age_max"] + 0.99


@pytest.mark.parametrize(("section", "system", "key"), TABLES)
def test_every_published_figure_is_given_at_every_age_it_holds_for(
    content: Content, section: str, system: System, key: str
) -> None:
    for row in _published()[section]:
        for sex in ("female", "male") if row["sex"] == "any" else (row["sex"],):
            for age in _ages(row):
                band = intake.need(content, system, age, sex, row.get("state", "none"))
                assert band is not None, (row["id"], age)
                assert band.mg == row[key], (row["id"], age, band.id)


def test_every_us_figure_for_half_of_a_group_is_as_published(content: Content) -> None:
    bands = {band.id: band for band in content.bands}
    for row in _published()["us"]:
        expected = None if row["ear"] < 0 else row["ear"]
        assert bands[row["id"]].average_requirement_mg == expected, row["id"]


def test_no_two_rows_hold_for_one_person(content: Content) -> None:
    for one in content.bands:
        for other in content.bands:
            same = one.system == other.system and one.state == other.state
            sexes_meet = "any" in (one.sex, other.sex) or one.sex == other.sex
            ages_meet = one.from_age < other.below_age and other.from_age < one.below_age
            assert one is other or not (same and sexes_meet and ages_meet), (one.id, other.id)


@pytest.mark.parametrize("sex", ["female", "male"])
@pytest.mark.parametrize(("system", "from_age"), [("us", 0.0), ("eu", 0.5833), ("uk", 0.0)])
def test_there_is_no_hole_between_ages(
    content: Content, system: System, from_age: float, sex: str
) -> None:
    for tenth in range(int(from_age * 10) + 1, 1200):
        assert intake.need(content, system, tenth / 10, sex, "none") is not None, tenth / 10


@pytest.mark.parametrize(
    ("system", "age", "state", "mg"),
    [
        ("us", 52, "pregnant", 360),  # the oldest row of the state
        ("us", 51, "lactating", 320),
        ("us", 13, "pregnant", 240),  # before its first row: the row without a state
        ("eu", 30, "pregnant", 300),  # no row for the state at all
        ("eu", 30, "lactating", 300),
        ("uk", 30, "pregnant", 270),
        ("uk", 30, "lactating", 320),
        ("uk", 52, "lactating", 320),
        ("uk", 17, "lactating", 300),
    ],
)
def test_a_state_without_a_row_of_its_own_falls_back(
    content: Content, system: System, age: float, state: str, mg: int
) -> None:
    band = intake.need(content, system, age, "female", state)
    assert band is not None
    assert band.mg == mg


def test_no_figure_is_made_up_for_babies_the_eu_table_leaves_out(content: Content) -> None:
    assert intake.need(content, "eu", 0.3, "female", "none") is None


def test_a_toddler_of_the_us_needs_a_figure_from_the_first_birthday_on(content: Content) -> None:
    baby = intake.need(content, "us", 0.99, None, "none")
    toddler = intake.need(content, "us", 1.2, None, "none")
    assert baby is not None
    assert toddler is not None
    assert (baby.mg, toddler.mg) == (75, 80)


@pytest.mark.parametrize(
    ("person", "findings", "span"),
    [
        (Person(), {}, (310, 420)),
        (Person(sex="female"), {}, (310, 360)),
        (Person(age=46), {}, (320, 420)),
        (Person(age=46, sex="female"), {}, (320, 320)),
        (Person(age=6), {}, (130, 130)),
        (Person(age=30, region="UK"), {}, (270, 300)),
        (Person(region="EU"), {}, (300, 350)),
        (Person(age=30), {"pregnant": "yes"}, (350, 350)),
        (Person(age=0.3, region="EU"), {}, None),
    ],
)
def test_what_is_not_told_leaves_a_range(
    rules: Rules,
    person: Person,
    findings: dict[str, Any],
    span: tuple[int, int] | None,
) -> None:
    visit = Visit(person=person, findings=findings)
    assert intake.need_span(rules.content, visit, rules.assess(visit), 18) == span


def test_the_system_follows_the_choice_then_the_region() -> None:
    visit = Visit(person=Person(region="UK"))
    assert intake.system_for(Visit()) == "us"
    assert intake.system_for(visit) == "uk"
    told = visit.preferences.model_copy(update={"intake_system": "eu"})
    assert intake.system_for(visit.changed(preferences=told)) == "eu"


def test_pregnancy_told_in_the_questions_changes_the_need(rules: Rules) -> None:
    visit = Visit(person=Person(age=35, sex="female"))
    pregnant = visit.answered({"pregnant": "yes"})
    needs = [intake.need_of(rules.content, one, rules.assess(one)) for one in (visit, pregnant)]
    assert [band and band.mg for band in needs] == [320, 360]


def test_limits_for_products_hold_by_age(content: Content) -> None:
    assert [limit.mg for limit in intake.product_limits(content, 46)] == [350, 250, 400]
    assert [limit.mg for limit in intake.product_limits(content, 2)] == [65]
    assert intake.product_limits(content, None) == ()


def test_what_is_missing_is_told_against_the_highest_need_left_open() -> None:
    assert intake.missing((310, 420), 300) == 120
    assert intake.missing((310, 420), 420) == 0
    assert intake.missing((310, 420), 900) == 0
    assert intake.missing(None, 100) == 0
