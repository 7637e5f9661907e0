"""Grams or ounces: by where the person is, else by the settings of the computer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from mgaid.core.visit import Person, Visit
from mgaid.ui import pantry


@pytest.mark.parametrize(
    ("place", "grams"), [("en_US", False), ("en_GB", True), ("de_DE", True), ("en_CA", True)]
)
def test_until_a_region_is_told_only_a_us_computer_says_ounces(
    place: str, grams: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(place))

    assert pantry.metric(Visit()) is grams


@pytest.mark.parametrize(("region", "grams"), [("US", False), ("UK", True), ("EU", True)])
def test_the_region_told_counts_for_more_than_the_computer(
    region: str, grams: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = "en_US" if grams else "de_DE"
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(elsewhere))
    person = Person.model_validate({"region": region})

    assert pantry.metric(Visit(person=person)) is grams
