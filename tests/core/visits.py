"""Random visits for the laws: any mix of answers, numbers and medicines a person could give."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mgaid.core.content import Content
from mgaid.core.visit import Medicine, Person, PlannedFood, Visit

MEDICINE_NAMES = (
    "furosemide", "omeprazole", "Crestor", "digoxin", "pyridostigmine", "insulin", "lithium",
    "amlodipine", "paracetamol", "levothyroxine", "cisplatin", "not a medicine", "Gaviscon",
)  # fmt: skip


def answers(content: Content) -> st.SearchStrategy[dict[str, Any]]:
    """Direct answers to any findings, derived ones included."""
    ids = st.sampled_from(sorted(content.findings))
    return st.dictionaries(ids, st.sampled_from(["yes", "no", "unknown"]), max_size=30)


def numbers(content: Content) -> st.SearchStrategy[dict[str, float]]:
    asked = {
        value.id: st.floats(value.minimum, value.maximum).map(lambda n: round(n, 2))
        for value in content.values.values()
        if value.where == "numbers"
    }
    return st.fixed_dictionaries({}, optional=asked)


def persons() -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        age=st.none() | st.floats(0, 120).map(lambda age: round(age, 1)),
        sex=st.sampled_from([None, "female", "male"]),
        weight_kg=st.none() | st.floats(3, 200).map(lambda weight: round(weight, 1)),
        region=st.sampled_from([None, "US", "UK", "EU", "other"]),
    )


def medicine_lists() -> st.SearchStrategy[tuple[Medicine, ...] | None]:
    one = st.builds(
        Medicine,
        name=st.sampled_from(MEDICINE_NAMES),
        months=st.none() | st.integers(0, 400).map(float),
    )
    return st.none() | st.lists(one, max_size=4).map(tuple)


def usual_days() -> st.SearchStrategy[tuple[PlannedFood, ...]]:
    """Some foods of a day, in any amounts; the last of them is not in the table any more."""
    one = st.builds(
        PlannedFood,
        food_id=st.sampled_from([171890, 170557, 325871, 168746, 173735, 334628, 1]),
        name=st.just("A food"),
        measure=st.just("g"),
        grams=st.floats(0, 2000).map(lambda grams: round(grams, 1)),
        meal=st.sampled_from(["breakfast", "lunch", "dinner", "snack"]),
    )
    return st.lists(one, max_size=4).map(tuple)


def quick_checks() -> st.SearchStrategy[dict[str, str]]:
    groups = st.sampled_from(["greens", "nuts", "beans", "grains"])
    often = st.sampled_from(["never", "weekly", "most_days", "daily", "more"])
    return st.dictionaries(groups, often)


def visits(content: Content) -> st.SearchStrategy[Visit]:
    return st.builds(
        Visit,
        person=persons(),
        findings=answers(content),
        numbers=numbers(content),
        medicines=medicine_lists(),
        medicine_list_complete=st.sampled_from([None, True, False]),
        usual_day=usual_days(),
        usual_day_complete=st.sampled_from([None, True]),
        quick_check=quick_checks(),
    )
