"""Reading product labels: what is magnesium itself, in what unit, for how many pieces."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid import paths
from mgaid.__main__ import main
from mgaid.core.content import read
from mgaid.core.content.remedies import FormsFile
from mgaid.core.labels import label_fault, label_json, read_label

FORMS = read(paths.content(), "forms.toml", FormsFile)
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "labels.toml").read_text(encoding="utf-8")
)["label"]


def test_there_are_at_least_sixty_cases() -> None:
    assert len({case["text"] for case in CASES}) >= 60


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40] or "empty")
def test_label_is_read_exactly(case: dict[str, Any]) -> None:
    reading = read_label(case["text"], FORMS)
    said = label_json(case["text"], FORMS)

    seen = {
        "text": case["text"],
        "elemental_mg": reading.elemental_mg,
        "kind": reading.kind,
        "form": said["form"],
        "per": said["per"],
        "problem": reading.problem,
    }
    compared = {"text", "elemental_mg", "problem", *case}
    wanted = {"elemental_mg": None, "problem": None} | case

    assert {key: seen[key] for key in compared} == {key: wanted[key] for key in compared}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:40] or "empty")
def test_every_problem_and_estimate_has_its_sentence(case: dict[str, Any]) -> None:
    reading = read_label(case["text"], FORMS)
    note = label_json(case["text"], FORMS)["note"]

    assert bool(note) == (reading.problem is not None or bool(reading.notes))


def test_per_piece_divides_the_serving() -> None:
    assert read_label("2 capsules provide 200 mg (53 % NRV)", FORMS).per_piece_mg == 100


def test_absurd_amount_points_to_the_poison_line() -> None:
    assert "poison line" in label_json("Magnesium 5,001 mg", FORMS)["note"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("qwertz", "no magnesium in this text"),
        ("", "nothing to read"),
        ("Magnesium -200 mg", "below zero"),
        ("Magnesium citrate", "no amount"),
        ("Magnesium 300", "no unit"),
        ("Magnesium 5,001 mg", "poison line"),
        ("🙂" * 5000, "nothing to read"),
    ],
)
def test_the_command_says_in_one_line_what_is_wrong_with_a_label(
    capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    code = main(["label", text, "--json"])
    told = capsys.readouterr()

    assert code == 1
    assert said in told.err
    assert told.err.count("\n") == 1
    assert said in json.loads(told.out)["note"]


@pytest.mark.parametrize("text", ["Magnesium citrate 1,000 mg", "100 mg", "Magnesium 5,000 mg"])
def test_a_label_with_a_figure_is_no_fault(capsys: pytest.CaptureFixture[str], text: str) -> None:
    assert main(["label", text, "--json"]) == 0
    assert capsys.readouterr().err == ""
    assert label_fault(text, FORMS) == ""


@pytest.mark.parametrize(
    "text", ["magnesium citrate 100 mg " * 400, "9" * 10_000, "1,000" * 2000, "(as " * 2500]
)
def test_ten_thousand_letters_are_answered(text: str) -> None:
    assert read_label(text, FORMS).problem is not None


def test_the_line_with_magnesium_is_found_on_the_back_of_a_long_label() -> None:
    label = f"Ingredients: {'maize starch, ' * 200} Magnesium 250 mg per tablet"

    assert read_label(label, FORMS).per_piece_mg == 250


def test_a_figure_without_end_is_absurd() -> None:
    reading = read_label(f"Magnesium {'9' * 400} mg", FORMS)

    assert (reading.problem, reading.elemental_mg) == ("absurd", None)


@given(st.text(max_size=80))
def test_any_text_is_answered(text: str) -> None:
    reading = read_label(text, FORMS)

    assert (reading.elemental_mg is None) == (reading.kind is None)
    assert reading.elemental_mg is not None or reading.problem is not None
    label_json(text, FORMS)


@given(
    st.floats(0.1, 5000).map(lambda amount: round(amount, 1)),
    st.sampled_from([form.id for form in FORMS.form]),
)
def test_a_stated_amount_does_not_depend_on_the_form(amount: float, form_id: str) -> None:
    form = next(form for form in FORMS.form if form.id == form_id)
    label = f"Magnesium (as {form.label_names[0]}) {amount} mg"

    assert read_label(label, FORMS).elemental_mg == amount


@given(st.integers(1, 5000))
def test_units_of_one_amount_agree(mg: int) -> None:
    in_mg = read_label(f"Magnesium {mg} mg", FORMS).elemental_mg

    assert read_label(f"Magnesium {mg / 1000:.3f} g", FORMS).elemental_mg == in_mg
    assert read_label(f"Magnesium {mg * 1000} mcg", FORMS).elemental_mg == in_mg
    assert read_label(f"Magnesium {mg:,} mg", FORMS).elemental_mg == in_mg
