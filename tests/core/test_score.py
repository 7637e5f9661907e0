"""How good is this aid: every mark is earned, and goes when what earned it is taken away."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from pydantic import ValidationError

from mgaid.core import score as scoring
from mgaid.core.content import Content, editorial, read
from mgaid.core.content.score_models import Criterion, ScoreFile
from mgaid.core.content.texts import Quantity
from mgaid.core.score import CHECKS, Aid, Marked, ScoreSheet, as_json, as_text, counts, score

ROOT = Path(__file__).resolve().parents[2]
Damage = Callable[[Aid], Aid]


@pytest.fixture(scope="module")
def file(content: Content) -> ScoreFile:
    return read(content.root, "score.toml", ScoreFile)


@pytest.fixture(scope="module")
def sheet(content: Content, file: ScoreFile) -> ScoreSheet:
    return score(content, file)


@pytest.fixture(scope="module")
def aid(content: Content, file: ScoreFile) -> Aid:
    return Aid(content, file, tuple(editorial.prose(content)))


def marks(sheet: ScoreSheet) -> dict[str, Marked]:
    return {one.criterion.id: one for _, marked in sheet.parts for one in marked}


# ------------------------------------------------------------------ what it says


def test_every_point_of_the_two_lists_is_there(sheet: ScoreSheet) -> None:
    sizes = {standard.id: len(marked) for standard, marked in sheet.parts}

    assert sizes == {
        "ipdas_qualifying": 6,
        "ipdas_certifying": 6,
        "ipdas_tests": 4,
        "ipdas_quality": 23,
        "pemat_understand": 17,
        "pemat_act": 7,
    }
    assert len(marks(sheet)) == sum(sizes.values())


def test_all_that_qualifies_and_certifies_is_met(sheet: ScoreSheet) -> None:
    met = {standard.id: counts(marked) for standard, marked in sheet.parts}

    assert met["ipdas_qualifying"] == (6, 6)
    assert met["ipdas_certifying"] == (6, 6)
    assert met["ipdas_tests"] == (4, 4)
    assert met["ipdas_quality"] == (14, 23)


def test_the_eight_points_that_need_people_say_not_done(sheet: ScoreSheet) -> None:
    people = [one for k, one in marks(sheet).items() if k[0] == "K" and one.mark == "needs_people"]

    assert len(people) == 8
    assert {one.criterion.where for one in people} == {"Not done"}
    assert sheet.file.words.needs_people.startswith("Not done")


def test_no_point_that_needs_people_is_ever_met(sheet: ScoreSheet) -> None:
    for one in marks(sheet).values():
        if one.criterion.holds in ("people", "not_met"):
            assert one.mark != "met"
            assert one.criterion.why


def test_every_test_named_is_there(file: ScoreFile) -> None:
    for criterion in file.criterion:
        if criterion.test:
            path, _, name = criterion.test.partition("::")
            assert name in functions_in(ROOT / path), criterion.id


@cache
def functions_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_checked_point_has_a_check_or_a_place_in_the_overview(file: ScoreFile) -> None:
    checked = {one.id for one in file.criterion if one.holds == "check"}
    placed = {one.id for one in file.criterion if one.overview}

    assert set(CHECKS) <= checked
    assert checked <= set(CHECKS) | placed


def test_the_reading_grade_is_measured_over_every_text(sheet: ScoreSheet, aid: Aid) -> None:
    assert sheet.reading.met
    assert sheet.reading.texts == len(aid.blocks) > 1500
    assert 0 < sheet.reading.mean <= 6
    assert sheet.reading.hardest_text in aid.blocks
    assert not scoring.reading_grade([HARD]).met


def test_nothing_to_read_has_no_grade() -> None:
    assert scoring.reading_grade([]).mean == 0
    assert scoring.passive_share([]) == 0


def test_the_sheet_can_be_printed_and_read_by_a_program(sheet: ScoreSheet) -> None:
    text = as_text(sheet)
    data = as_json(sheet)

    for one in marks(sheet).values():
        assert one.criterion.text in text
        assert (one.criterion.why or one.criterion.where) in text
    assert "6 of 6 met" in text
    assert data["standards"][0] | {"criteria": []} == {
        "id": "ipdas_qualifying",
        "met": 6,
        "of": 6,
        "criteria": [],
    }
    assert data["reading"]["met"] is True


def test_who_made_it_who_paid_and_who_checked_it_are_said(file: ScoreFile) -> None:
    about = {part.id: part.text for part in file.about}

    assert {"makers", "funding", "sign_off", "date", "update"} <= set(about)
    assert "sponsor" in about["funding"]
    assert "No clinician" in about["sign_off"]
    assert "{day}" in about["date"]
    assert "{months}" in about["update"]


# ------------------------------------------------------------------ taken away, it is not met


def options_without(field: str) -> Damage:
    def damage(aid: Aid) -> Aid:
        changed = {k: o.model_copy(update={field: " "}) for k, o in aid.content.options.items()}
        return replace(aid, content=replace(aid.content, options=changed))

    return damage


def quantities_with(**update: object) -> Damage:
    def damage(aid: Aid) -> Aid:
        made: dict[str, Quantity] = {
            k: q.model_copy(update=update) for k, q in aid.content.quantities.items()
        }
        return replace(aid, content=replace(aid.content, quantities=made))

    return damage


def content_with(**update: object) -> Damage:
    return lambda aid: replace(aid, content=replace(aid.content, **update))  # type: ignore[arg-type]


def words_with(**update: object) -> Damage:
    return lambda aid: replace(
        aid, content=replace(aid.content, words=aid.content.words.model_copy(update=update))
    )


def about_without(part: str) -> Damage:
    def damage(aid: Aid) -> Aid:
        kept = tuple(one for one in aid.file.about if one.id != part)
        return replace(aid, file=aid.file.model_copy(update={"about": kept}))

    return damage


def heading_gone(head: str) -> Damage:
    def damage(aid: Aid) -> Aid:
        made = {
            name: section.model_copy(
                update={
                    "blocks": tuple(
                        block
                        for block in section.blocks
                        if not (block.kind == "fact" and block.head == head)
                    )
                }
            )
            for name, section in aid.content.sections.items()
        }
        return replace(aid, content=replace(aid.content, sections=made))

    return damage


def text_added(text: str, place: str = "sections short text") -> Damage:
    return lambda aid: replace(aid, prose=(*aid.prose, *[(place, "block", text)] * 400))


def long_good_points(aid: Aid) -> Aid:
    first, *_ = aid.content.options.values()
    longer = first.model_copy(update={"good_points": " ".join([first.good_points] * 12)})
    changed = {**aid.content.options, first.id: longer}
    return replace(aid, content=replace(aid.content, options=changed))


def unknown_source(aid: Aid) -> Aid:
    return replace(aid, content=replace(aid.content, sources={}))


def untitled_pictures(aid: Aid) -> Aid:
    made = {
        name: section.model_copy(
            update={
                "blocks": tuple(
                    block.model_copy(update={"title": ""}) if block.kind == "picture" else block
                    for block in section.blocks
                )
            }
        )
        for name, section in aid.content.sections.items()
    }
    return replace(aid, content=replace(aid.content, sections=made))


def untitled_section(aid: Aid) -> Aid:
    first, *_ = aid.content.sections
    made = dict(aid.content.sections)
    made[first] = made[first].model_copy(update={"title": " "})
    return replace(aid, content=replace(aid.content, sections=made))


def no_purpose(aid: Aid) -> Aid:
    first, *_ = aid.content.sections
    made = dict(aid.content.sections)
    made[first] = made[first].model_copy(update={"question": ""})
    return replace(aid, content=replace(aid.content, sections=made))


def no_action(aid: Aid) -> Aid:
    made = tuple(one.model_copy(update={"when": ""}) for one in aid.content.words.urgency)
    return words_with(urgency=made)(aid)


def long_heading(aid: Aid) -> Aid:
    summary = {
        **aid.content.words.summary,
        "column_what": "What it is that you have and for how long you had it",
    }
    return words_with(summary=summary)(aid)


def unreported_grade(aid: Aid) -> Aid:
    words = aid.file.words.model_copy(update={"grade_mean": ""})
    return replace(aid, file=aid.file.model_copy(update={"words": words}))


HARD = (
    "Immediate neurological consultation constitutes an unambiguous necessity irrespective of "
    "individual circumstances or considerations."
)
DAMAGE: dict[str, Damage] = {
    "Q1": content_with(causes={}),
    "Q2": heading_gone("What you can decide here"),
    "Q3": options_without("what_it_is"),
    "Q4": options_without("good_points"),
    "Q5": options_without("bad_points"),
    "Q6": options_without("what_people_notice"),
    "C1": long_good_points,
    "C2": unknown_source,
    "C3": about_without("date"),
    "C4": words_with(update_months=0),
    "C5": quantities_with(range_note=""),
    "C6": about_without("funding"),
    "C7": heading_gone("What the blood test can tell"),
    "C8": heading_gone("What happens after the test"),
    "C9": heading_gone("What happens after the test"),
    "C10": heading_gone("A test can find too much"),
    "K1": options_without("if_i_do_nothing"),
    "K3": options_without("in_numbers"),
    "K4": quantities_with(scope=""),
    "K5": quantities_with(filled_means=""),
    "K6": quantities_with(filled_means="Filled: fewer cramps."),
    "K7": quantities_with(of_100_a=669),
    "K18": heading_gone("How we looked for studies"),
    "K19": words_with(certainty_meaning={}),
    "K21": unreported_grade,
    "P1": no_purpose,
    "P3": text_added(HARD),
    "P5": text_added("It is taken by some."),
    "P6": text_added("About 7 % of people."),
    "P8": text_added("word " * 70),
    "P9": untitled_section,
    "P17": untitled_pictures,
    "P19": long_heading,
    "A20": no_action,
    "A21": text_added("The patient takes it."),
    "A22": words_with(emergency_steps={}),
    "A25": quantities_with(filled_means=""),
}


def test_every_checked_point_has_a_way_to_lose_it(file: ScoreFile) -> None:
    assert set(DAMAGE) == {one.id for one in file.criterion if one.holds == "check"}


@pytest.mark.parametrize("point", DAMAGE)
def test_a_point_is_met_only_as_long_as_the_property_is_there(
    aid: Aid, file: ScoreFile, point: str
) -> None:
    criterion = next(one for one in file.criterion if one.id == point)

    assert scoring.mark(aid, criterion) == "met"
    assert scoring.mark(DAMAGE[point](aid), criterion) == "not_met"


@pytest.mark.parametrize(
    ("point", "damage"),
    [("Q1", content_with(symptoms={})), ("Q2", content_with(pages={})),
     ("K3", content_with(quantities={})), ("K4", content_with(quantities={})),
     ("A20", content_with(options={})), ("P17", quantities_with(alt="")),
     ("C4", about_without("update")), ("C5", options_without("how_sure"))],
)  # fmt: skip
def test_a_point_is_lost_in_more_than_one_way(
    aid: Aid, file: ScoreFile, point: str, damage: Damage
) -> None:
    criterion = next(one for one in file.criterion if one.id == point)

    assert scoring.mark(damage(aid), criterion) == "not_met"


@pytest.mark.parametrize(
    "wrong",
    [
        {"holds": "test"},
        {"holds": "check", "test": "tests/x.py::test_x"},
        {"holds": "people"},
        {"holds": "check", "why": "It is missing."},
    ],
)
def test_a_mark_cannot_be_claimed_without_what_shows_it(wrong: dict[str, str]) -> None:
    good = {"id": "X1", "standard": "s", "text": "Does a thing", "where": "Here"}
    with pytest.raises(ValidationError):
        Criterion.model_validate(good | wrong)
