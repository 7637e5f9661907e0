"""Names of medicines: recognised exactly, found while typing, and what is said about them."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid import paths
from mgaid.core.content import read
from mgaid.core.content.remedies import MedicineClass, MedicinesFile
from mgaid.core.medicine_lines import apart, hours_apart, medicine_json
from mgaid.core.medicines import (
    MedicineIndex,
    NameRow,
    Recognised,
    build_index,
    read_table,
)
from mgaid.core.spelling import fold

FILE = read(paths.content(), "medicines.toml", MedicinesFile)
CLASSES = {each.id: each for each in FILE.classes}
FOLDER = paths.resources() / "medicines"
NAMES = tomllib.loads((Path(__file__).parent / "medicine_names.toml").read_text(encoding="utf-8"))[
    "name"
]
FROM_MEMORY: list[dict[str, Any]] = [
    name
    for sitting in tomllib.loads(
        (Path(__file__).parent / "medicine_names_from_memory.toml").read_text(encoding="utf-8")
    )["sitting"]
    for name in sitting["names"]
]
SHARED = Path(__file__).parents[3] / "shared"
TABLE = SHARED / "medicine-data" / "medicines.csv"
DOSSIER = SHARED / "clinical" / "medicines.toml"


@pytest.fixture(scope="module")
def index() -> MedicineIndex:
    return build_index(FILE.classes, FOLDER / "names.tsv")


def known(index: MedicineIndex, name: str) -> Recognised:
    taken = index.recognise(name)
    assert taken is not None, f"{name} is not recognised"
    return taken


# ------------------------------------------------------------------- exact names


@pytest.mark.parametrize(
    "typed",
    ["furosemide", "FUROSEMIDE", " Furosemide ", "furo-semide", "Fürosemide", "Lasix", "lasix®"],
)
def test_case_accents_punctuation_and_spaces_do_not_matter(
    index: MedicineIndex, typed: str
) -> None:
    assert known(index, typed).classes == {"loop_diuretic"}


@pytest.mark.parametrize("typed", ["furosemid", "omeprasole", "furosemide 40 mg", "", "???", "xyz"])
def test_other_spellings_and_strengths_are_not_recognised(index: MedicineIndex, typed: str) -> None:
    assert index.recognise(typed) is None


@pytest.mark.parametrize(
    ("typed", "substance"),
    [
        ("paracetamol", "paracetamol"),
        ("acetaminophen", "paracetamol"),
        ("Tylenol", "paracetamol"),
        ("albuterol", "salbutamol"),
        ("frusemide", "furosemide"),
        ("bendrofluazide", "bendroflumethiazide"),
        ("cyclosporine", "ciclosporin"),
        ("glyburide", "glibenclamide"),
    ],
)
def test_uk_us_and_old_names_are_one_substance(
    index: MedicineIndex, typed: str, substance: str
) -> None:
    assert known(index, typed).substance == substance


def test_brand_and_generic_of_one_substance_can_be_told(index: MedicineIndex) -> None:
    assert known(index, "Lasix").substances & known(index, "frusemide").substances
    assert not known(index, "Lasix").substances & known(index, "omeprazole").substances


def test_a_name_on_a_list_may_belong_to_no_class(index: MedicineIndex) -> None:
    assert known(index, "folic acid").classes == frozenset()


def test_a_brand_of_the_table_counts_by_its_generics(index: MedicineIndex) -> None:
    taken = known(index, "Zestoretic")
    assert taken.classes == {"thiazide_diuretic"}
    assert {"statin", "antihypertensive_cramp"} <= known(index, "Caduet").classes


@pytest.mark.parametrize(
    ("typed", "class_id", "counts"),
    [
        ("rosuvastatin", "statin", True),
        ("Crestor", "statin", True),
        ("simvastatin", "statin", False),
        ("Zocor", "statin", False),
        ("levodopa", "dopamine_agonist", True),
        ("ropinirole", "dopamine_agonist", False),
        ("Tivicay", "integrase", True),
        ("captopril", "antihypertensive_cramp", False),
    ],
)
def test_interacting_obeys_the_narrowed_list(
    index: MedicineIndex, typed: str, class_id: str, counts: bool
) -> None:
    taken = known(index, typed)

    assert class_id in taken.classes
    assert (class_id in taken.interacting) is counts


# ------------------------------------------------------------------- reach


def reaching(index: MedicineIndex) -> Iterator[tuple[str, str]]:
    """(class id, name) for every name of either list that leads to the class."""
    names = {row.name for row in read_table(FOLDER / "names.tsv")}
    names |= {name for each in FILE.classes for name in each.names}
    for name in names:
        for class_id in known(index, name).classes:
            yield class_id, fold(name)


def test_every_class_is_reached_from_three_names(index: MedicineIndex) -> None:
    reached: dict[str, set[str]] = {}
    for class_id, name in reaching(index):
        reached.setdefault(class_id, set()).add(name)

    assert {each: names for each, names in reached.items() if len(names) < 3} == {}
    assert reached.keys() == CLASSES.keys()


def test_every_interval_is_reached_from_three_names(index: MedicineIndex) -> None:
    reached: dict[tuple[str, tuple[float, float]], set[str]] = {}
    for class_id, name in reaching(index):
        hours = hours_apart(CLASSES[class_id], known(index, name))
        if hours is not None:
            reached.setdefault((class_id, hours), set()).add(name)
    written = {
        (each.id, (each.drug_before_mg_h, each.drug_after_mg_h))
        for each in FILE.classes
        if each.drug_before_mg_h is not None
    } | {
        (each.id, (own.drug_before_mg_h, own.drug_after_mg_h))
        for each in FILE.classes
        for own in each.spacing_exceptions
    }

    assert reached.keys() == written
    assert {each: names for each, names in reached.items() if len(names) < 3} == {}


@pytest.mark.parametrize("each", FILE.classes, ids=lambda each: each.id)
def test_every_listed_name_leads_to_its_class(index: MedicineIndex, each: MedicineClass) -> None:
    for name in each.names:
        taken = known(index, name)
        assert each.id in taken.classes
        if "interacts" in each.groups and not each.interacts_only:
            assert each.id in taken.interacting
            assert apart(FILE.words, each, taken)


# They hold the name of a listed medicine and are not swallowed, or bring nothing of it.
OTHER_THINGS = {
    "acuvue theravision with ketotifen",
    "calcium ascorbate",
    "calcium chloride",
    "calcium glycerophosphate",
    "calcium polycarbophil",
    "calcium threonate",
    "digoxin antibodies Fab fragments",
    "edetate calcium",
    "heme iron polypeptide",
    "iron succinyl milk protein complex",
    "magnesium acetate",
    "pentetate calcium",
    "polyethylene glycol 300",
    "polyethylene glycol 400",
    "zinc chloride",
    "zinc oxide",
    "zinc pyrithione",
}


def test_a_longer_name_of_a_listed_medicine_is_that_medicine(index: MedicineIndex) -> None:
    """As "efgartigimod alfa" is efgartigimod: nobody is told that nothing is known of it."""
    listed = {frozenset(name.split()) for each in FILE.classes for name in each.generics}
    held = {s for row in read_table(FOLDER / "names.tsv") for s in row.substances}
    longer = {s for s in held if any(words <= set(s.split()) for words in listed)}

    assert {s for s in longer if not known(index, s).classes} == OTHER_THINGS


@pytest.mark.parametrize("typed", ["Doans", "MST 600", "Nuprin Backache", "Pamprin Cramp Formula"])
def test_a_painkiller_with_magnesium_counts_as_magnesium(index: MedicineIndex, typed: str) -> None:
    assert "mg_containing" in known(index, typed).classes


# ------------------------------------------------------------------- while typing


def test_at_least_a_hundred_names_are_measured() -> None:
    assert len({each["typed"] for each in NAMES}) >= 100


def test_first_offer_is_right_for_nearly_every_name(index: MedicineIndex) -> None:
    wrong = []
    for each in NAMES:
        offers = index.suggest(each["typed"], limit=1)
        taken = index.recognise(offers[0].name) if offers else None
        if taken is None or fold(each["substance"]) not in taken.substances:
            wrong.append((each["typed"], taken and taken.substance))

    assert len(wrong) <= len(NAMES) * 0.05, wrong


def test_command_line_finds_the_class_of_nearly_every_name(index: MedicineIndex) -> None:
    wrong = []
    for each in NAMES:
        found = medicine_json(FILE, index, each["typed"])
        ids = {one["id"] for one in found[0]["classes"]} if found else set()
        if not found or (each["class"] and each["class"] not in ids):
            wrong.append(each["typed"])

    assert len(wrong) <= len(NAMES) * 0.05, wrong


def test_first_offer_is_right_for_names_that_were_written_from_memory(
    index: MedicineIndex,
) -> None:
    wrong = []
    for each in FROM_MEMORY:
        offers = index.suggest(each["typed"], limit=1)
        taken = index.recognise(offers[0].name) if offers else None
        wanted = {fold(substance) for substance in each["substances"]}
        if taken is None or not wanted <= taken.substances | {fold(offers[0].name)}:
            wrong.append((each["typed"], taken and taken.substance))

    assert len(FROM_MEMORY) >= 700
    assert len(wrong) <= len(FROM_MEMORY) * 0.05, wrong


def test_no_name_from_memory_loses_what_it_means_for_magnesium(index: MedicineIndex) -> None:
    lost = []
    for each in FROM_MEMORY:
        offers = index.suggest(each["typed"], limit=1)
        taken = index.recognise(offers[0].name) if offers else None
        if each["classes"] and (taken is None or not set(each["classes"]) <= taken.classes):
            lost.append(each["typed"])

    assert lost == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Tildiem Retard 60", "Tildiem"),
        ("Glucophage SR", "Glucophage"),
        ("Bactrim-DS", "Bactrim"),
        ("losartan potassium tablets", "losartan potassium"),
    ],
)
def test_words_after_a_known_name_do_not_hide_it(
    index: MedicineIndex, typed: str, first: str
) -> None:
    assert index.suggest(typed)[0].name.startswith(first)
    assert index.nearest(typed)[0].name.startswith(first)
    assert index.recognise(typed) is None


@pytest.mark.parametrize(
    ("typed", "class_id"),
    [
        ("Tenoretic 50", "thiazide_diuretic"),
        ("Moduretic 5-50", "thiazide_diuretic"),
        ("Triumeq PD", "integrase"),
        ("Vicodin ES", "opioid"),
        ("Percodan", "opioid"),
        ("Lorcet", "opioid"),
    ],
)
def test_every_part_of_a_combined_brand_counts(
    index: MedicineIndex, typed: str, class_id: str
) -> None:
    assert class_id in known(index, typed).classes


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("furo", "furosemide"),
        ("omep", "omeprazole"),
        ("furosemide 40 mg", "furosemide"),
        ("lasix 40mg tablets", "Lasix"),
        ("wort", "st johns wort"),
        ("sulphasalazine", "sulphasalazine"),
        ("amitriptiline", "amitriptyline"),
        ("phurosemide", "furosemide"),
        ("omperazole", "omeprazole"),
    ],
)
def test_offers_come_best_first(index: MedicineIndex, typed: str, first: str) -> None:
    assert index.suggest(typed)[0].name == first


def test_more_than_one_wrong_letter_is_found_in_a_long_name(index: MedicineIndex) -> None:
    assert index.nearest("atorvastin")[0].name == "atorvastatin"
    assert index.suggest("hydrochlorotiazyd")[0].name == "hydrochlorothiazide"


def test_a_listed_name_is_its_own_nearest(index: MedicineIndex) -> None:
    offer = index.nearest("LASIX")[0]

    assert (offer.name, offer.quality) == ("Lasix", "exact")


def test_offers_keep_to_the_limit_and_never_repeat(index: MedicineIndex) -> None:
    offers = index.suggest("a", limit=8)

    assert len(offers) == 8
    assert len({offer.name for offer in offers}) == 8


def test_nothing_is_offered_for_nothing(index: MedicineIndex) -> None:
    assert index.suggest("") == ()
    assert index.suggest("  - ") == ()
    assert index.suggest("yyyy") == ()
    assert index.suggest("furo", limit=0) == ()
    assert index.nearest("qqqqqqqqq") == ()
    assert index.nearest("!") == ()
    assert index.nearest("ab") == ()


@given(st.text(max_size=30))
def test_any_text_can_be_typed(text: str) -> None:
    index = build_index(FILE.classes, [NameRow("Tylenol", ("paracetamol",), "brand")])

    index.suggest(text)
    index.nearest(text)
    index.recognise(text)


@given(st.sampled_from([name for each in FILE.classes for name in each.generics]), st.data())
def test_one_wrong_letter_is_still_found(name: str, data: st.DataObject) -> None:
    index = _ONE_INDEX
    key = fold(name)
    if len(key) < 6:
        return
    at = data.draw(st.integers(0, len(key) - 1))
    typed = key[:at] + "q" + key[at + 1 :]
    if index.recognise(typed) is not None:
        return

    assert key in {fold(offer.name) for offer in index.nearest(typed, limit=8)}


_ONE_INDEX = build_index(FILE.classes, FOLDER / "names.tsv")


def test_preparing_changes_no_answer() -> None:
    ready = build_index(FILE.classes, FOLDER / "names.tsv")
    ready.prepare()

    assert ready.suggest("omeprasole") == _ONE_INDEX.suggest("omeprasole")


# ------------------------------------------------------------------- where it comes from


@pytest.mark.skipif(not TABLE.exists(), reason="the medicine tables are not beside this checkout")
def test_the_table_of_names_is_what_its_script_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "packaging"))
    try:
        from build_medicines import build

        built = build(TABLE, FOLDER / "by_hand.tsv")
    finally:
        sys.modules.pop("build_medicines", None)

    assert built == (FOLDER / "names.tsv").read_text(encoding="utf-8")


@pytest.mark.skipif(not DOSSIER.exists(), reason="the clinical dossier is not beside this checkout")
def test_classes_agree_with_the_dossier() -> None:
    dossier: list[dict[str, Any]] = tomllib.loads(DOSSIER.read_text(encoding="utf-8"))["class"]

    assert [each.id for each in FILE.classes] == [theirs["id"] for theirs in dossier]
    for each, theirs in zip(FILE.classes, dossier, strict=True):
        for key in ("groups", "generics", "brands_us", "brands_uk", "sources"):
            assert list(getattr(each, key)) == theirs[key], each.id
        for key in ("interacts_only", "interacts_only_brands"):
            assert list(getattr(each, key)) == theirs.get(key, []), each.id
        for key in ("drug_before_mg_h", "drug_after_mg_h"):
            mine = getattr(each, key)
            assert (-1 if mine is None else mine) == theirs[key], each.id
        assert (each.route or "") == theirs["route"]
        assert (each.strength or "") == theirs["strength"]
        assert each.spacing_avoid == theirs["spacing_avoid"]


def test_statement_of_the_library_of_medicine_is_kept() -> None:
    source = " ".join((FOLDER / "SOURCE.md").read_text(encoding="utf-8").replace(">", "").split())

    assert "courtesy of the U.S. National Library of Medicine (NLM)" in source
    assert "NLM is not responsible for the product" in source
