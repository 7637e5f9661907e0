"""What differs between two visits is said in full, and only what differs."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from mgaid.core.content import Content
from mgaid.core.visit import (
    DiaryEntry,
    Medicine,
    Person,
    PlannedFood,
    Preferences,
    Supplement,
    Visit,
)
from mgaid.ui.moments import moment_text
from mgaid.ui.visit_changes import changes

FOOD = PlannedFood(food_id=1, name="Almonds", measure="handful", grams=30, meal="snack")
DAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("field", "told", "what", "then"),
    [
        ("person", Person(age=46), "Age", "46\u00a0years"),
        ("person", Person(region="UK"), "Where are you?", "United Kingdom"),
        ("findings", {"seizure": "no"}, "Fit or blackout with jerking", "No"),
        ("numbers", {"sleep_hours": 6.5}, "Sleep", "6½\u00a0hours"),
        ("numbers", {"serum_mg_mmol_l": 0.69}, "Blood magnesium", "0.69\u00a0mmol/L"),
        ("numbers", {"serum_mg_mmol_l": 0.5}, "Blood magnesium", "0.50\u00a0mmol/L"),
        ("items", {"gad2_nervous": 1.0}, "Feeling nervous, anxious or on edge", "Several days"),
        ("medicines", (Medicine(name="furosemide", months=30),), "Medicines", "furosemide"),
        ("medicines", (), "Medicines", "None"),
        ("medicine_list_complete", True, "Those are all the medicines", "Yes"),
        ("supplements", (Supplement(name="Mag", elemental_mg=200),), "Magnesium products", "Mag"),
        ("usual_day", (FOOD,), "Your usual day", "Almonds (30\u00a0g, snack)"),
        ("sites", ("left-thigh-front",), "Where it twitches", "Left thigh, front"),
        ("matters", {"avoid_pills": 4}, "I want to avoid pills", "4 of 5"),
        ("leaning", ("wait",), "You lean to", "Wait and look after yourself"),
        ("questions", ("Is it the coffee?",), "Your own question 1", "“Is it the coffee?”"),
        ("ask_first", ("a", "b"), "Questions you put first", "2 picked"),
        ("reminder", DAY, "Look at it again", "20 November 2026"),
        ("diary", (DiaryEntry(day=DAY, minutes=3),), "Diary, 20 November 2026", "Noted"),
        ("notes", {"kind": "It jumps."}, "Your words on", "“It jumps.”"),
        ("name", "Ann", "Your name", "“Ann”"),
        ("preferences", Preferences(paper="letter"), "How your page is set up", "Your way"),
    ],
)
def test_each_thing_told_is_one_difference(
    content: Content, field: str, told: Any, what: str, then: str
) -> None:
    [change] = changes(content, Visit().changed(**{field: told}), Visit())

    assert change.what.startswith(what)
    assert change.then.startswith(then)
    assert change.now == "Not answered"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"numbers": {"sleep_hours": 6.51}}, {"numbers": {"sleep_hours": 6.52}}),
        ({"notes": {"kind": "x" * 99}}, {"notes": {"kind": "x" * 98 + "y"}}),
        ({"diary": (DiaryEntry(day=DAY, minutes=3),)}, {"diary": (DiaryEntry(day=DAY),)}),
        ({"ask_first": ("a",)}, {"ask_first": ("b",)}),
    ],
)
def test_what_looks_alike_is_still_told_apart(
    content: Content, one: dict[str, Any], other: dict[str, Any]
) -> None:
    [change] = changes(content, Visit().changed(**one), Visit().changed(**other))

    assert change.then != change.now


def test_a_quarter_of_a_tablet_is_told_as_one(content: Content) -> None:
    mine = Visit(supplements=(Supplement(name="Mag", elemental_mg=400, per_day=0.25),))
    [change] = changes(content, mine, Visit())

    assert change.then == "Mag (¼ of 400\u00a0mg a day)"


def test_the_same_answers_differ_in_nothing_wherever_one_was(content: Content) -> None:
    told = Visit(person=Person(age=46), findings={"seizure": "no"})

    assert changes(content, told, told.changed(page="medicines")) == ()


NOW = datetime(2026, 11, 22, 15, 0).astimezone()


@pytest.mark.parametrize(
    ("then", "said", "short"),
    [
        (datetime(2026, 11, 22, 14, 5), "today at 14:05", "today at 14:05"),
        (datetime(2026, 11, 21, 23, 59), "yesterday at 23:59", "yesterday at 23:59"),
        (datetime(2026, 11, 3, 9, 12), "3 November 2026 at 09:12", "3 November 2026"),
    ],
)
def test_a_moment_is_said_as_people_say_it(then: datetime, said: str, short: str) -> None:
    assert moment_text(then.astimezone(), NOW) == said
    assert moment_text(then.astimezone(), NOW, short=True) == short
