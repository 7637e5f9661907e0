"""What differs between two visits, counted part by part."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from mgaid.core.visit import (
    DiaryEntry,
    Medicine,
    Person,
    PlannedFood,
    Preferences,
    Supplement,
    Visit,
)
from mgaid.core.visit.difference import Change, differences
from tests.conftest import Rules
from tests.core.visits import visits as random_visits

ALMONDS = PlannedFood(food_id=1, name="Almonds", measure="1 oz", grams=28, meal="snack")
FULL = Visit(
    person=Person(age=46),
    findings={"seizure": "no", "twitch_flicker": "yes"},
    numbers={"sleep_hours": 7},
    medicines=(Medicine(name="furosemide"),),
    medicine_list_complete=True,
    supplements=(Supplement(name="Mag 400"),),
    usual_day=(ALMONDS, ALMONDS),
    quick_check={"greens": "daily"},
    sites=("left-calf-back",),
    matters={"avoid_pills": 4},
    leaning=("wait",),
    questions=("why?",),
    reminder=date(2026, 12, 6),
    diary=(DiaryEntry(day=date(2026, 11, 22), minutes=10),),
    notes={"kind": "words"},
    name="Anna",
    preferences=Preferences(paper="a4"),
)
# What no part counts: the page one was on, and how the file is written.
NO_ANSWERS = {"page", "format", "minor"}


def test_equal_visits_differ_in_nothing_wherever_one_was() -> None:
    assert differences(FULL, FULL.changed(page="medicines")) == ()


def test_everything_told_is_counted_in_its_part() -> None:
    counted = {change.part: change for change in differences(Visit(), FULL)}

    assert counted["answers"] == Change("answers", 2, 0, 0, ("seizure", "twitch_flicker"))
    assert counted["medicines"].names == ("furosemide",)
    assert counted["diary"] == Change("diary", 1, 0, 0, ("2026-11-22",))
    assert counted["foods"] == Change("foods", 3, 0, 0, ("Almonds",))
    assert counted["person"] == Change("person", 1, 0, 0, ("age",))
    assert counted["notes"].names == ("kind",)
    assert counted["questions"] == Change("questions", 1, 0, 0)
    assert len(counted) == 14


def test_taken_back_and_changed_are_told_apart() -> None:
    after = FULL.answered({"seizure": None, "twitch_flicker": "unknown", "breathless_severe": "no"})

    assert differences(FULL, after) == (
        Change("answers", 1, 1, 1, ("breathless_severe", "seizure", "twitch_flicker")),
    )
    (back,) = differences(after, FULL)
    assert (back.added, back.removed, back.changed) == (1, 1, 1)


def test_an_empty_list_of_medicines_is_an_answer() -> None:
    assert differences(Visit(), Visit(medicines=())) == (Change("medicines", 1, 0, 0),)


def test_every_field_of_a_visit_is_counted() -> None:
    """A field that comes later must not be overlooked."""
    for field in set(Visit.model_fields) - NO_ANSWERS:
        told = {"sure": {"best": "yes"}, "items": {"x": 1.0}, "choices": {"x": "y"}}
        told |= {"ask_first": ("why?",), "usual_day_complete": True}
        value = told.get(field, getattr(FULL, field))
        assert value != Visit.model_fields[field].default, field
        assert differences(Visit(), Visit().changed(**{field: value})), field


def test_a_change_names_nothing_by_accident() -> None:
    (change,) = differences(Visit(), Visit(medicines=(Medicine(name="Canary"),)))

    assert "Canary" not in repr(change) + str(change)


@given(data=st.data())
def test_there_is_a_difference_exactly_when_something_differs(
    data: st.DataObject, rules: Rules
) -> None:
    one, other = (data.draw(random_visits(rules.content)) for _ in range(2))

    assert bool(differences(one, other)) is (one != other)
    assert {c.part: c.added for c in differences(one, other)} == {
        c.part: c.removed for c in differences(other, one)
    }
