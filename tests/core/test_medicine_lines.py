"""What is said about a medicine: what it matters for, the hours apart, and never to stop it."""

from __future__ import annotations

import pytest

from mgaid import paths
from mgaid.core.content import read
from mgaid.core.content.remedies import MedicinesFile
from mgaid.core.medicine_lines import effects, hours_apart, medicine_json
from mgaid.core.medicines import MedicineIndex, Recognised, build_index

FILE = read(paths.content(), "medicines.toml", MedicinesFile)
CLASSES = {each.id: each for each in FILE.classes}


@pytest.fixture(scope="module")
def index() -> MedicineIndex:
    return build_index(FILE.classes, paths.medicine_names())


def known(index: MedicineIndex, name: str) -> Recognised:
    taken = index.recognise(name)
    assert taken is not None, f"{name} is not recognised"
    return taken


@pytest.mark.parametrize(
    ("typed", "class_id", "hours"),
    [
        ("doxycycline", "tetracycline", (2, 4)),
        ("ciprofloxacin", "quinolone", (2, 6)),
        ("moxifloxacin", "quinolone", (4, 8)),
        ("Avelox", "quinolone", (4, 8)),
        ("Stribild", "integrase", (4, 6)),
        ("Eltroxin", "thyroid_hormone", (4, 4)),
        ("captopril", "antihypertensive_cramp", (2, 2)),
        ("amlodipine", "antihypertensive_cramp", None),
        ("Harvoni", "antiviral_other", (4, 4)),
        ("raltegravir", "raltegravir", None),
        ("simvastatin", "statin", None),
        ("furosemide", "loop_diuretic", None),
    ],
)
def test_hours_apart_are_those_of_the_name(
    index: MedicineIndex, typed: str, class_id: str, hours: tuple[float, float] | None
) -> None:
    assert hours_apart(CLASSES[class_id], known(index, typed)) == hours


def test_hours_are_narrowed_for_names_of_the_table_too(index: MedicineIndex) -> None:
    assert hours_apart(CLASSES["statin"], known(index, "rosuvastatin calcium")) == (2, 2)
    assert hours_apart(CLASSES["statin"], known(index, "pravastatin sodium")) is None


def test_every_medicine_of_a_class_ends_with_the_line_not_to_stop(index: MedicineIndex) -> None:
    for name in ("Lasix", "omeprazole", "doxycycline", "prednisolone"):
        assert medicine_json(FILE, index, name)[0]["effects"][-1] == FILE.words.universal


def test_shape_for_scripts(index: MedicineIndex) -> None:
    (found,) = medicine_json(FILE, index, "lasix")

    assert found["name"] == "furosemide"
    assert found["matched"] == "Lasix"
    assert [each["id"] for each in found["classes"]] == ["loop_diuretic"]
    assert CLASSES["loop_diuretic"].effect in found["effects"]


@pytest.mark.parametrize(
    ("typed", "how"), [("furosemide", "kidneys"), ("omeprazole", "gut"), ("senna", "gut")]
)
def test_how_magnesium_is_lowered_is_said(index: MedicineIndex, typed: str, how: str) -> None:
    assert how in medicine_json(FILE, index, typed)[0]["effects"][0]


def test_a_clash_is_said_only_of_the_names_it_concerns(index: MedicineIndex) -> None:
    clash = f"{FILE.words.groups['interacts']}."

    assert clash in medicine_json(FILE, index, "rosuvastatin")[0]["effects"]
    assert clash not in medicine_json(FILE, index, "simvastatin")[0]["effects"]


@pytest.mark.parametrize("typed", ["captopril", "Capoten", "fosinopril", "Staril"])
def test_a_name_with_hours_apart_is_said_to_clash(index: MedicineIndex, typed: str) -> None:
    said = medicine_json(FILE, index, typed)[0]["effects"]

    assert f"{FILE.words.groups['interacts']}." in said
    assert any("2 hours before" in line for line in said)


@pytest.mark.parametrize("typed", ["losartan", "Norvasc", "simvastatin"])
def test_a_name_without_hours_apart_is_not_said_to_clash(index: MedicineIndex, typed: str) -> None:
    said = medicine_json(FILE, index, typed)[0]["effects"]

    assert f"{FILE.words.groups['interacts']}." not in said


def test_hours_are_said_in_full(index: MedicineIndex) -> None:
    said = medicine_json(FILE, index, "moxifloxacin")[0]["effects"]

    assert any("4 hours before" in line and "8 hours after" in line for line in said)


def test_what_cannot_be_spaced_is_said(index: MedicineIndex) -> None:
    assert FILE.words.spacing_avoid in medicine_json(FILE, index, "Isentress")[0]["effects"]


@pytest.mark.parametrize("typed", ["Xofluza", "baloxavir", "baloxavir marboxil"])
def test_one_antiviral_has_no_hours_that_help(index: MedicineIndex, typed: str) -> None:
    said = medicine_json(FILE, index, typed)[0]["effects"]

    assert FILE.words.spacing_avoid in said
    assert not any("4 hours before" in line for line in said)


def test_a_known_name_without_a_class_says_ask_to_be_sure(index: MedicineIndex) -> None:
    (found,) = medicine_json(FILE, index, "folic acid")

    assert found["classes"] == []
    assert found["effects"] == [FILE.words.no_effect_known]


def test_an_unknown_name_gives_nothing(index: MedicineIndex) -> None:
    assert medicine_json(FILE, index, "qwertzuiop") == []


def test_a_name_on_no_list_is_written_as_it_came(index: MedicineIndex) -> None:
    assert index.written("Grandma's Drops") == "Grandma's Drops"
    assert index.written("lASIX") == "Lasix"


def test_no_line_tells_anyone_to_stop() -> None:
    lines = [line for each in FILE.classes for line in (each.effect, each.advice, each.paper)]
    for line in lines:
        lowered = line.lower()
        allowed = ("do not stop", "never stop", "stopping all at once")
        for phrase in allowed:
            lowered = lowered.replace(phrase, "")
        assert "stop" not in lowered, line


def test_paper_lines_are_short() -> None:
    assert all(len(each.paper.split()) <= 8 for each in FILE.classes)


def test_effects_name_the_class_they_come_from(index: MedicineIndex) -> None:
    taken = known(index, "captopril")

    assert {of.id for of, _ in effects(FILE, taken)} == taken.classes
