"""Authored content: what is wrong with a file is said with file, place, problem and remedy."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mgaid import paths
from mgaid.core.content import Content, ContentProblem, load
from mgaid.core.content.checks import facts
from mgaid.core.content.editorial import problems, prose
from mgaid.core.content.models import Urgency

Edit = Callable[[str, str, str], Path]

CODE = Path(__file__).resolve().parents[2] / "mgaid"
# Keys that the code puts together from parts.
PUT_TOGETHER = re.compile(r"column_\w+|one_\w+|n_\w+s|\w+_line_day")


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A copy of the content in which one piece of one file is replaced."""

    def edit(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "content"
        shutil.copytree(paths.content(), folder, dirs_exist_ok=True)
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit


MISTAKES = [
    ("flags.toml", 'id = "E-seizure"\nlevel', 'id = "E-seizure"\nlevle', "level", "E-seizure"),
    ("flags.toml", '"seizure"', '"siezure"', 'did you mean "seizure"', "flags.toml"),
    ("flags.toml", 'level = "emergency"', 'level = "terrible"', "emergency", "E-seizure"),
    ("causes.toml", "weight = 3", 'weight = "big"', "weight", "causes.toml"),
    ("causes.toml", "safety_order = 8", "safety_order = 1", "safety_order 1 stands twice", ""),
    ("findings.toml", 'id = "cramp_painful"', 'id = "twitch_flicker"', "stands twice", ""),
    (
        "findings.toml",
        '{ value = "duration_days"',
        '{ value = "duration_dayz"',
        "duration_days",
        "",
    ),
    ("findings.toml", "\nasked = false", "\nasked = maybe", "not TOML", "findings.toml"),
    ("gate.toml", 'level = "ask_first"', 'level = "need_answers"', "the levels stand as", ""),
    ("overview.toml", '"NHS-TWITCH"', '"NHS-TWICH"', 'did you mean "NHS-TWITCH"', "does not exist"),
    ("words.toml", "content_date = ", "content_dat = ", "content_date", "words.toml"),
]


@pytest.mark.parametrize(("name", "old", "new", "remedy", "place"), MISTAKES, ids=lambda x: x[:25])
def test_a_mistake_is_named_with_its_place_and_remedy(
    edited: Edit, name: str, old: str, new: str, remedy: str, place: str
) -> None:
    with pytest.raises(ContentProblem) as found:
        load(edited(name, old, new))

    said = str(found.value)
    assert name in said
    assert remedy in said
    assert place in said


def test_a_fact_without_source_does_not_load(edited: Edit) -> None:
    text = (paths.content() / "symptoms.toml").read_text(encoding="utf-8")
    first = next(line for line in text.splitlines() if line.startswith("sources = "))
    with pytest.raises(ContentProblem, match="sources"):
        load(edited("symptoms.toml", first, "sources = []"))


def test_a_question_nobody_asks_is_found(edited: Edit) -> None:
    with pytest.raises(ContentProblem, match="no page asks it"):
        load(edited("pages.toml", '"chest_pain", ', ""))


def test_a_finding_derived_from_itself_is_found(edited: Edit) -> None:
    folder = edited(
        "findings.toml",
        'derive = { value = "duration_days", above = 14 }',
        'derive = { is = "twitch_over_2_weeks" }',
    )
    with pytest.raises(ContentProblem, match="derived from itself"):
        load(folder)


def test_a_normal_test_may_not_silence_a_flag_for_good(edited: Edit) -> None:
    folder = edited(
        "flags.toml",
        'id = "R-family-mnd"\nlevel = "routine"',
        'id = "R-family-mnd"\nlevel = "self_care"',
    )
    with pytest.raises(ContentProblem, match="would lower it to nothing"):
        load(folder)


def test_a_missing_or_foreign_file_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "content"
    shutil.copytree(paths.content(), folder)
    (folder / "flags.toml").unlink()
    (folder / "gate.toml").write_bytes(b"\xff\xfe binary")
    with pytest.raises(ContentProblem) as found:
        load(folder)

    assert "flags.toml: the file is missing" in str(found.value)
    assert "gate.toml: the file cannot be read" in str(found.value)


def test_the_shipped_words_keep_to_the_reading_grade(content: Content) -> None:
    assert [str(problem) for problem in problems(content)] == []


def test_a_text_that_is_too_hard_is_named(edited: Edit) -> None:
    folder = edited(
        "words.toml",
        'when = "Now. Do not wait."',
        'when = "Immediate neurological consultation constitutes an unambiguous necessity '
        'irrespective of individual circumstances or considerations."',
    )
    found = [str(problem) for problem in problems(load(folder))]

    assert len(found) == 1
    assert "reading grade" in found[0]
    assert "emergency when" in found[0]


def test_no_phrase_of_the_page_is_authored_in_vain(content: Content) -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in CODE.rglob("*.py"))
    in_vain = [
        key
        for key in content.words.summary
        if not re.search(f"[\"']{key}[\"']", code) and not PUT_TOGETHER.fullmatch(key)
    ]

    assert in_vain == []


def test_every_text_a_person_meets_is_measured(content: Content) -> None:
    measured = {text for _, _, text in prose(content)}

    assert content.words.safety_net in measured
    assert next(iter(content.flags.values())).say in measured
    assert next(iter(content.causes.values())).feels_like[0] in measured
    assert next(iter(content.pages.values())).why in measured
    assert next(iter(content.words.emergency_steps.values()))[0] in measured


def test_every_fact_names_where_it_comes_from(content: Content) -> None:
    everything = list(facts(content))

    assert len(everything) > 300
    assert all(sources for _, _, sources in everything)


def test_no_result_names_the_feared_disease(content: Content) -> None:
    shown = [cause.name for cause in content.causes.values()]
    shown += [row.why for cause in content.causes.values() for row in cause.rows]
    shown += [flag.title + flag.say for flag in content.flags.values()]
    shown += [advice.text for advice in content.advice.values()]

    for text in shown:
        assert "ALS" not in text
        assert "motor neurone" not in text.lower()


def test_emergency_and_urgent_flags_have_no_exception(content: Content) -> None:
    with_exception = [flag for flag in content.flags.values() if flag.unless_any]

    assert {flag.level for flag in with_exception} == {"soon"}
    assert len(with_exception) == 3


def test_every_urgency_has_its_words(content: Content) -> None:
    assert {words.id for words in content.words.urgency} == {level.name for level in Urgency}


@pytest.mark.parametrize(
    "claim", [*(f"C{n:02d}" for n in range(1, 46)), *(f"M{n}" for n in range(1, 9))]
)
def test_every_claim_is_answered_where_a_person_can_see_it(content: Content, claim: str) -> None:
    answer = content.claims[claim]
    listed = [
        section.id
        for section in content.sections.values()
        for block in section.blocks
        if block.kind == "listing" and block.of == "claims"
    ]

    assert answer.say
    assert any(place == f"overview/{section}" for place in answer.place for section in listed)


def test_all_sixty_claims_and_eight_omissions_are_there(content: Content) -> None:
    assert len(content.claims) == 68
    assert content.claims["C15"].verdict == "wrong"
    assert content.claims["C32"].verdict == "wrong"
    assert "gut" in content.claims["C15"].say


def test_the_wrong_claims_survive_nowhere_uncorrected(content: Content) -> None:
    said = [text for place, _, text in prose(content) if not place.endswith(" claim")]

    for text in said:
        assert "common culprit" not in text.lower()
        assert not (
            "PPI" in text and "urine" in text and "not" not in text and "water tablet" not in text
        ), text
