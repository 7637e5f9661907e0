"""Three-valued truth: unknown is neither yes nor no."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from mgaid.core.condition import (
    Condition,
    Range,
    Truth,
    all_of,
    any_of,
    findings_in,
    invert,
    leaves,
    truth_of,
)

read = TypeAdapter[Condition](Condition).validate_python
truths = st.sampled_from([True, False, None])


@dataclass
class Known:
    """Facts told outright."""

    findings: dict[str, Truth] = field(default_factory=dict)
    values: dict[str, Range] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    listed: Truth = None
    taking: Truth = None

    def finding(self, finding_id: str) -> Truth:
        return self.findings.get(finding_id)

    def value(self, value_id: str) -> Range | None:
        return self.values.get(value_id)

    def person(self, field: str) -> str | None:
        return self.people.get(field)

    def takes(self, _class_ids: Iterable[str], /) -> Truth:
        return self.taking

    def takes_group(self, group: str, excluding: Iterable[str]) -> Truth:
        return self.taking

    def months_on(self, class_id: str, at_least: float) -> Truth:
        return self.taking

    def medicines_listed(self) -> Truth:
        return self.listed


@given(st.lists(truths))
def test_and_is_no_with_one_no_and_unknown_with_one_unknown(parts: list[Truth]) -> None:
    expected = False if False in parts else None if None in parts else True
    assert all_of(parts) is expected


@given(st.lists(truths))
def test_or_is_the_mirror_of_and(parts: list[Truth]) -> None:
    assert any_of(parts) is invert(all_of(invert(part) for part in parts))


@pytest.mark.parametrize(
    ("raw", "truth"),
    [
        ({"is": "seen"}, True),
        ({"is": "unseen"}, None),
        ({"not": {"is": "denied"}}, True),
        ({"not": {"is": "unseen"}}, None),
        ({"yes_when": {"is": "seen"}}, True),
        ({"yes_when": {"is": "denied"}}, None),
        ({"no_when": {"is": "seen"}}, False),
        ({"no_when": {"is": "denied"}}, None),
        ({"value": "age", "at_least": 40}, True),
        ({"value": "age", "above": 40}, False),
        ({"value": "age", "at_most": 40}, True),
        ({"value": "age", "below": 40}, False),
        ({"value": "unsaid", "below": 40}, None),
        ({"value": "age", "above": "limit"}, None),
        ({"value": "age", "above": "low_limit"}, True),
        ({"value": "age", "at_least": "unsaid"}, None),
        ({"person": "sex", "equals": "male"}, True),
        ({"person": "sex", "equals": "female"}, False),
        ({"person": "region", "equals": "UK"}, None),
        ({"medicines_listed": True}, False),
        ({"medicines_listed": False}, True),
        ({"takes": ["ppi"]}, True),
        ({"takes_group": "interacts", "except": ["ppi"]}, True),
        ({"months_on": "ppi", "at_least": 12}, True),
        ({"all": [{"is": "seen"}, {"is": "unseen"}]}, None),
        ({"any": [{"is": "seen"}, {"is": "unseen"}]}, True),
    ],
    ids=str,
)
def test_what_a_condition_means(raw: dict[str, object], truth: Truth) -> None:
    known = Known(
        findings={"seen": True, "denied": False},
        values={"age": (40, 40), "limit": (30, 400), "low_limit": (10, 20)},
        people={"sex": "male"},
        listed=False,
        taking=True,
    )

    assert truth_of(read(raw), known) is truth


def test_an_unanswered_medicine_list_is_unknown() -> None:
    assert truth_of(read({"medicines_listed": True}), Known()) is None


@pytest.mark.parametrize(
    "raw",
    [
        {"iz": "seen"},
        {"value": "age"},
        {"value": "age", "above": 3, "below": 9},
        {"all": []},
        "age > 3",
        {"is": "seen", "extra": 1},
    ],
    ids=str,
)
def test_a_misspelt_condition_is_refused(raw: object) -> None:
    with pytest.raises(ValidationError):
        read(raw)


def test_the_findings_of_a_condition_can_be_listed() -> None:
    condition = read(
        {
            "all": [
                {"not": {"is": "a"}},
                {"any": [{"yes_when": {"is": "b"}}, {"no_when": {"is": "c"}}]},
                {"value": "age", "above": 3},
            ]
        }
    )

    assert findings_in(condition) == {"a", "b", "c"}
    assert len(list(leaves(condition))) == 4


def test_a_condition_read_once_can_be_read_again() -> None:
    condition = read({"is": "a"})

    assert read(condition) == condition
