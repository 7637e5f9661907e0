"""Files of other versions of MgAid: older ones are brought up to date, newer ones lose nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid.core.content import Content
from mgaid.core.visit import (
    FORMAT,
    MINOR,
    Visit,
    VisitInvalid,
    VisitTooNew,
    dumps,
    loads,
    text,
    upgrades,
)

VERSIONS = Path(__file__).parents[1] / "visits"
NEWER = MINOR + 1


def newer(**parts: Any) -> str:
    return json.dumps({"format": FORMAT, "minor": NEWER, **parts})


@pytest.mark.parametrize("version", range(1, FORMAT + 1))
def test_a_file_of_every_version_opens_and_keeps_what_it_says(
    version: int, content: Content
) -> None:
    path = VERSIONS / f"format-{version}.mgaid"
    visit = loads(path.read_bytes(), content)

    assert visit == loads(dumps(visit), content)
    assert visit.person.age == 46
    assert visit.findings["twitch_flicker"] == "yes"
    assert visit.medicines is not None
    assert [one.name for one in visit.medicines] == ["furosemide"]


def test_nothing_in_the_file_of_this_version_is_lost(content: Content) -> None:
    path = VERSIONS / f"format-{FORMAT}.mgaid"
    told = json.loads(path.read_bytes())

    assert set(json.loads(dumps(loads(path.read_bytes(), content)))) == set(told)


def test_steps_lead_from_any_version_to_the_newest() -> None:
    def two(raw: dict[str, Any]) -> dict[str, Any]:
        return {"who": raw["person"]}

    def three(raw: dict[str, Any]) -> dict[str, Any]:
        return {"who": raw["who"], "list": []}

    steps = {1: two, 2: three}
    old = {"format": 1, "person": "x"}

    assert upgrades.upgraded(old, 1, steps, 3) == {"format": 3, "who": "x", "list": []}
    assert upgrades.upgraded({"format": 2, "who": "x"}, 2, steps, 3) == {
        "format": 3,
        "who": "x",
        "list": [],
    }
    assert upgrades.upgraded({"format": 3}, 3, steps, 3) == {"format": 3}
    assert upgrades.upgraded({"format": 0}, 0, steps, 3) is None
    assert old == {"format": 1, "person": "x"}


def test_every_step_is_there() -> None:
    assert sorted(upgrades.STEPS) == list(range(1, FORMAT))


def test_what_a_newer_mgaid_added_survives_being_changed_here(content: Content) -> None:
    told = newer(
        weather={"rain": [1, 2.5, None, True, "täglich"]},
        person={"age": 46, "height_cm": 170},
        medicines=[{"name": "furosemide", "for": "heart"}, {"name": "omeprazole"}],
        preferences={"paper": "a4", "voice": "low"},
        diary=[{"day": "2026-11-22", "steps": 4000}],
    )
    visit = loads(told, content).answered({"seizure": "no"}).with_number("age", 47)
    visit = loads(dumps(visit), content)
    written = json.loads(dumps(visit))

    assert written["minor"] == NEWER
    assert written["weather"] == {"rain": [1, 2.5, None, True, "täglich"]}
    assert written["person"] == {"age": 47, "height_cm": 170}
    assert written["medicines"][0] == {"name": "furosemide", "for": "heart"}
    assert written["preferences"] == {"paper": "a4", "voice": "low"}
    assert written["diary"] == [{"day": "2026-11-22", "steps": 4000}]
    assert written["findings"] == {"seizure": "no"}


def test_what_came_with_a_medicine_stays_with_it(content: Content) -> None:
    told = [{"name": "furosemide", "for": "heart"}, {"name": "omeprazole", "for": "stomach"}]
    visit = loads(newer(medicines=told), content)
    assert visit.medicines is not None
    turned = visit.changed(medicines=tuple(reversed(visit.medicines)))

    assert json.loads(dumps(turned))["medicines"] == list(reversed(told))


def test_a_change_of_what_is_only_passed_on_is_a_change(content: Content) -> None:
    one, other = (loads(newer(weather=told), content) for told in ("wet", "dry"))

    assert one != other


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs", "Cc"])),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(st.characters(exclude_categories=["Cs", "Cc"])), inner, max_size=3),
    max_leaves=10,
)  # fmt: skip


@given(aside=JSON, inside=JSON)
def test_anything_a_newer_mgaid_writes_is_written_back(
    content: Content, aside: Any, inside: Any
) -> None:
    visit = loads(newer(weather=aside, person={"age": 46, "mood": inside}), content)
    written = json.loads(dumps(visit))

    assert written["weather"] == aside
    assert written["person"] == {"age": 46, "mood": inside}


@pytest.mark.parametrize(
    "parts",
    [
        {"findings": {"later_sign": "yes"}},
        {"numbers": {"later_number": 3}},
        {"person": {"region": "Moon"}},
        {"minor": NEWER, "deep": json.loads("[" * 60 + "]" * 60)},
        {"half": "\ud800"},
        {"\ud800": 1},
    ],
    ids=["finding", "number", "value", "deep", "half letter", "half letter in a name"],
)
def test_what_cannot_be_passed_on_safely_is_refused_kindly(
    content: Content, parts: dict[str, Any]
) -> None:
    """An unknown sign could be a warning sign: it is not left out in silence."""
    with pytest.raises(VisitTooNew, match="update MgAid"):
        loads(newer(**parts), content)


def test_a_number_beyond_all_numbers_is_not_passed_on(content: Content) -> None:
    with pytest.raises(VisitTooNew):
        loads(f'{{"format": 1, "minor": {NEWER}, "weather": 1e999}}', content)


@pytest.mark.parametrize("minor", [{}, {"minor": MINOR}])
def test_in_a_file_of_this_version_an_unknown_entry_is_a_mistake(
    content: Content, minor: dict[str, int]
) -> None:
    for parts, hint in (({"persn": {}}, '"person"'), ({"person": {"agee": 4}}, '"age"')):
        with pytest.raises(VisitInvalid, match=hint):
            loads(json.dumps({"format": FORMAT, **minor, **parts}), content)


@pytest.mark.parametrize("minor", [-1, True, 1.5, "2", None])
def test_a_minor_version_that_is_none_is_refused(content: Content, minor: object) -> None:
    with pytest.raises(VisitInvalid, match="minor"):
        loads(json.dumps({"format": FORMAT, "minor": minor}), content)


def test_a_file_of_an_earlier_minor_version_becomes_one_of_this(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "MINOR", 3)
    for minor in ({}, {"minor": 2}, {"minor": 3}):
        visit = loads(json.dumps({"format": FORMAT, **minor, "name": "x"}), content)

        assert json.loads(dumps(visit)) == {"format": FORMAT, "minor": 3, "name": "x"}


def test_a_visit_made_here_says_no_more_than_it_must() -> None:
    assert json.loads(dumps(Visit())) == {"format": FORMAT}
