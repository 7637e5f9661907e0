"""What an author can get wrong in a class of medicines, and the other tables of its file."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from mgaid import paths
from mgaid.core.content import read
from mgaid.core.content.remedies import MedicineClass, MedicinesFile

FILE = read(paths.content(), "medicines.toml", MedicinesFile)
GOOD: dict[str, Any] = {
    "id": "example",
    "name": "Example",
    "plain": "example tablet",
    "effect": "It does a thing.",
    "advice": "Ask.",
    "paper": "Does a thing",
    "groups": ["interacts"],
    "generics": ["examplol"],
    "brands_us": ["Exa"],
    "drug_before_mg_h": 2,
    "drug_after_mg_h": 4,
    "certainty": "expert",
    "sources": ["EXPERT"],
    "checked": date(2026, 11, 22),
}


def test_a_whole_class_is_accepted() -> None:
    assert MedicineClass.model_validate(GOOD).names == ("examplol", "Exa")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"drug_after_mg_h": None}, "go together"),
        ({"spacing_avoid": True}, "leaves no hours"),
        ({"drug_before_mg_h": None, "drug_after_mg_h": None}, "needs hours or spacing_avoid"),
        ({"interacts_only": ["other"]}, "does not list"),
        ({"interacts_only_brands": ["examplol"]}, "does not list"),
        (
            {
                "spacing_exceptions": [
                    {"name": "Other", "drug_before_mg_h": 1, "drug_after_mg_h": 1}
                ]
            },
            "does not list",
        ),
        ({"never_with_mg": ["other"]}, "does not list"),
        ({"groups": []}, "at least 1"),
        ({"groups": ["cures"]}, "Input should be"),
    ],
)
def test_a_class_that_does_not_hang_together_is_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        MedicineClass.model_validate(GOOD | change)


def test_ids_stand_once() -> None:
    for table in (FILE.classes, FILE.unsafe_condition, FILE.caffeine):
        ids = [each.id for each in table]
        assert len(ids) == len(set(ids))


def test_words_exist_for_every_group_and_route() -> None:
    for each in FILE.classes:
        assert set(each.groups) <= FILE.words.groups.keys()
        assert each.route is None or each.route in FILE.words.routes


def test_no_reason_opens_the_gate() -> None:
    assert all(each.gate != "ok_low_dose" for each in FILE.unsafe_condition)
