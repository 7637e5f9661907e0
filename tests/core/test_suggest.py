"""What is shown of the verdicts: reassurance does not stand beside a warning sign."""

from __future__ import annotations

import pytest

from mgaid.core.content.models import Answer
from mgaid.core.suggest import shown_causes
from mgaid.core.visit import Person, Visit
from tests.conftest import Rules

STRONG: dict[str, Answer] = {"weakness_objective": "no", "wasting": "no", "speech_swallow": "no"}
NO_LOSSES: dict[str, Answer] = {
    "dehydration_signs": "no",
    "vomiting_diarrhoea_recent": "no",
    "heavy_sweat_heat": "no",
}
KIDNEYS: dict[str, Answer] = {"ckd_advanced": "no", "ckd_moderate": "no"}

# (cause, answers that point away from it, the answer that keeps it off the list)
BESIDE_A_WARNING: list[tuple[str, dict[str, Answer], str]] = [
    ("als_mnd", STRONG, "stiffness_spasticity"),
    ("als_mnd", STRONG, "fam_mnd"),
    ("als_mnd", STRONG, "numb_tingle_feet"),
    ("als_mnd", STRONG, "bone_pain_prox_weak"),
    ("als_mnd", STRONG, "myasthenia"),
    ("dehydration_electrolytes", NO_LOSSES, "chronic_diarrhoea"),
    ("peripheral_neuropathy", {"numb_tingle_feet": "no", "burning_feet": "no"}, "balance_problems"),
    (
        "radiculopathy",
        {"back_pain_radiating": "no", "leg_numb_patch": "no"},
        "back_pain_night_band",
    ),
    ("diabetes", {"diabetes": "no", "thirst_urination": "no"}, "burning_feet"),
    ("kidney_disease", KIDNEYS, "ckd_stage_unknown"),
    ("kidney_disease", KIDNEYS, "kidney_other"),
    ("vitamin_b12", {"b12_risk": "no"}, "burning_feet"),
    (
        "thyroid",
        {"heat_intolerance_weight_loss": "no", "cold_weight_gain": "no", "tremor": "no"},
        "weight_loss_unexplained",
    ),
    ("low_magnesium", {"lab_mg_normal": "yes"}, "takes_laxative"),
]


def away(rules: Rules, visit: Visit) -> tuple[set[str], set[str]]:
    """Causes the rules point away from, and those of them that are shown."""
    found = rules.assess(visit)
    judged = {cause.id for cause in found.causes if cause.verdict == "away"}
    return judged, {cause.id for cause in shown_causes(rules.content, found)[1]}


@pytest.mark.parametrize(("cause", "answers", "sign"), BESIDE_A_WARNING)
def test_a_cause_is_not_said_to_be_unlikely_beside_a_warning_sign(
    rules: Rules, cause: str, answers: dict[str, Answer], sign: str
) -> None:
    # "soon" for another reason, so that an unfinished visit shows its "away" list at all.
    calm = Visit().changed(
        findings={**answers, "calf_ache_constant": "yes", "twitch_flicker": "yes"}
    )
    warned = calm.changed(findings={**calm.findings, sign: "yes"})

    assert cause in away(rules, calm)[1]
    judged, shown = away(rules, warned)
    assert cause in judged
    assert cause not in shown


def test_an_untested_kidney_at_65_is_not_said_to_be_well(rules: Rules) -> None:
    untested = {**KIDNEYS, "kidney_test_normal": "no", "recent_bloods_normal": "no"}
    visit = Visit(person=Person(age=65), findings={**untested, "calf_ache_constant": "yes"})
    younger = visit.changed(person=Person(age=40))

    assert "kidney_disease" in away(rules, younger)[1]
    assert "kidney_disease" not in away(rules, visit)[1]


def test_a_low_magnesium_result_is_not_shown_as_unlikely(rules: Rules) -> None:
    calm = Visit().changed(
        findings={"diet_good_mg": "yes", "mg_trial_no_help": "yes", "one_leg_only": "yes"},
    )
    denied = dict.fromkeys(
        (
            "chronic_diarrhoea", "purging", "eating_again", "diabetes_poor_control",
            "takes_diuretic", "takes_ppi", "takes_depleting_other", "alcohol_positive",
            "alcohol_heavy",
        ),
        "no",
    )  # fmt: skip
    measured = calm.changed(
        findings={**calm.findings, **denied}, numbers={"serum_mg_mmol_l": 0.6, "audit_c": 0}
    )

    judged, shown = away(rules, measured)
    assert "low_magnesium" in judged
    assert "low_magnesium" not in shown


def test_long_wide_twitching_after_45_waits_for_an_examination(rules: Rules) -> None:
    visit = Visit(
        person=Person(age=58),
        findings={**STRONG, "twitch_flicker": "yes", "widespread_twitch": "yes"},
        numbers={"duration_days": 29},
    )
    examined = visit.changed(
        findings={**visit.findings, "normal_neuro_exam": "yes", "calf_ache_constant": "yes"}
    )

    assert "als_mnd" in away(rules, visit)[0]
    assert "als_mnd" not in away(rules, visit)[1]
    assert "als_mnd" in away(rules, examined)[1]


def test_nobody_reads_that_the_answers_point_away_from_pregnancy(rules: Rules) -> None:
    visit = Visit(
        person=Person(age=62, sex="male"), findings={"calf_ache_constant": "yes", "pregnant": "no"}
    )
    judged, shown = away(rules, visit)

    assert "pregnancy" in judged
    assert "pregnancy" not in shown
