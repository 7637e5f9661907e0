"""The forms of magnesium: figures that follow from formulas, and the same fields for all."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mgaid import paths
from mgaid.core.content import read
from mgaid.core.content.remedies import Form, FormsFile, Variant
from mgaid.core.labels import magnesium_share

FILE = read(paths.content(), "forms.toml", FormsFile)
SALTS: list[Form | Variant] = [
    *FILE.form,
    *(variant for form in FILE.form for variant in form.variants),
]
SHARED = Path(__file__).parents[3] / "shared" / "clinical" / "forms.toml"


def atoms(formula: str) -> Counter[str]:
    """Counts atoms by unfolding brackets one after the other."""
    total: Counter[str] = Counter()
    for part in formula.split("."):
        lead = re.match(r"\d*", part)
        times = int(lead[0]) if lead and lead[0] else 1
        rest = part[len(lead[0]) if lead else 0 :]
        while bracket := re.search(r"\(([^()]*)\)(\d*)", rest):
            inside = bracket[1] * int(bracket[2] or 1)
            rest = rest[: bracket.start()] + inside + rest[bracket.end() :]
        for element, count in re.findall(r"([A-Z][a-z]?)(\d*)", rest):
            total[element] += times * int(count or 1)
    return total


@pytest.mark.parametrize("salt", SALTS, ids=lambda salt: salt.name)
def test_magnesium_share_follows_from_the_formula(salt: Form | Variant) -> None:
    masses = FILE.label.atomic_mass
    counted = atoms(salt.formula)
    molar_mass = sum(masses[element] * count for element, count in counted.items())

    assert counted["Mg"] == salt.n_mg
    assert molar_mass == pytest.approx(salt.molar_mass, abs=0.011)
    percent = 100 * salt.n_mg * masses["Mg"] / molar_mass
    assert percent == pytest.approx(salt.mg_percent, abs=0.0051)
    assert 100 * magnesium_share(salt.formula, masses) == pytest.approx(percent)


def test_the_five_first_forms_carry_their_claims_and_a_verdict() -> None:
    with_seed = [form.id for form in FILE.form if form.seed is not None]

    assert with_seed == ["citrate", "glycinate", "malate", "oxide", "taurate"]
    assert all(form.claims for form in FILE.form if form.seed is not None)


def test_every_form_has_a_name_that_labels_use() -> None:
    names = [name for form in FILE.form for name in form.label_names]

    assert all(form.label_names for form in FILE.form)
    assert len(names) == len(set(names))


def test_how_sure_the_uptake_is_follows_from_the_studies_behind_it() -> None:
    said = {form.id: form.band_certainty for form in FILE.form}

    assert said["citrate"] == "moderate"
    assert said["glycinate"] == "low"
    assert said["malate"] == "very_low"
    assert said["taurate"] == "not_tested"


def test_tablet_size_follows_the_share_of_magnesium() -> None:
    by_size = {
        size: [form.mg_percent for form in FILE.form if form.tablet == size]
        for size in ("small", "medium", "large")
    }

    assert min(by_size["small"]) > max(by_size["medium"])
    assert min(by_size["medium"]) > max(by_size["large"])


def test_words_exist_for_every_id() -> None:
    words = FILE.words
    for form in FILE.form:
        assert form.band in words.bands
        assert form.band_evidence in words.band_evidence
        assert all(claim.grade in words.grades for claim in form.claims)
        assert form.seed is None or form.seed.verdict in words.verdicts
        traits = (form.gentle, form.bowel, f"{form.tablet}_tablet", f"{form.cost}_cost")
        assert {*traits, form.product} <= set(words.traits)


@pytest.mark.skipif(not SHARED.exists(), reason="the clinical dossier is not beside this checkout")
def test_figures_and_grades_agree_with_the_dossier() -> None:
    dossier: list[dict[str, Any]] = tomllib.loads(SHARED.read_text(encoding="utf-8"))["form"]

    assert [form.id for form in FILE.form] == [theirs["id"] for theirs in dossier]
    for form, theirs in zip(FILE.form, dossier, strict=True):
        assert form.formula == theirs["formula"]
        assert form.mg_percent == theirs["mg_percent"]
        assert form.band == theirs["bioavailability_band"]
        grades = [claim["grade"].replace("-", "_") for claim in theirs.get("claim", [])]
        assert [claim.grade for claim in form.claims] == grades
