"""Choosing in the visit and on the page: sureness, questions, and the table of choices."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from mgaid.core.content import Content
from mgaid.core.document import (
    Document,
    Figure,
    Section,
    Table,
    plain,
)
from mgaid.core.suggest import questions_to_ask, suggested_questions
from mgaid.core.summary import compose
from mgaid.core.visit import Preferences, Visit, VisitInvalid, dumps, loads
from mgaid.output.pdf import Paper, to_pdf
from mgaid.output.text import to_text
from tests.conftest import Rules, case_files, read_case

TODAY = date(2026, 11, 22)
FEW = Visit(findings={"twitch_flicker": "yes"}, leaning=("supplement", "food"))


def page(rules: Rules, visit: Visit) -> Document:
    return compose(rules.content, visit, rules.assess(visit), TODAY)


def printed(rules: Rules, visit: Visit) -> Document:
    """The page without what the person leaves out."""
    return page(rules, visit).without(visit.preferences.left_out)


def choices(document: Document) -> Section | None:
    return next((one for one in document.sections if one.id == "options"), None)


def page_count(document: Document, paper: Paper) -> int:
    with pikepdf.open(io.BytesIO(to_pdf(document, paper))) as opened:
        return len(opened.pages)


# ------------------------------------------------------------------ sureness


def test_sureness_is_kept_in_the_file(content: Content) -> None:
    visit = Visit(sure={"best": "no", "know": "yes"})

    assert loads(dumps(visit), content) == visit


@pytest.mark.parametrize("sure", [{"bets": "no"}, {"best": "unknown"}, {"best": True}])
def test_an_unknown_question_or_answer_of_sureness_is_refused(
    content: Content, sure: dict[str, object]
) -> None:
    with pytest.raises(VisitInvalid):
        loads(json.dumps({"format": 1, "sure": sure}), content)


@pytest.mark.parametrize("one", ["best", "know", "matters", "support"])
def test_any_no_becomes_the_first_suggested_question(rules: Rules, one: str) -> None:
    visit = Visit(findings={"twitch_flicker": "yes", "ckd_advanced": "yes"}, sure={one: "no"})
    asked = suggested_questions(rules.content, visit, rules.assess(visit))

    assert asked[0] == (f"sure_{one}", rules.content.sure[one].ask)
    assert len(asked) > 1


def test_a_yes_asks_nothing_and_more_than_one_no_leaves_room_for_others(rules: Rules) -> None:
    calm = Visit(findings={"twitch_flicker": "yes"})
    sure = calm.changed(sure={"best": "yes"})
    unsure = calm.changed(sure=dict.fromkeys(("best", "know", "matters", "support"), "no"))
    usual = suggested_questions(rules.content, calm, rules.assess(calm))

    assert suggested_questions(rules.content, sure, rules.assess(sure)) == usual
    asked = suggested_questions(rules.content, unsure, rules.assess(unsure))
    assert [one for one, _ in asked[:2]] == ["sure_best", usual[0][0]]
    assert len(asked) == len(usual) + 4


def test_the_order_a_person_chose_is_kept_when_they_are_not_sure(rules: Rules) -> None:
    visit = Visit(questions=("Mine",), ask_first=("Mine",), sure={"best": "no"})
    asked = questions_to_ask(rules.content, visit, rules.assess(visit))

    assert asked[0] == ("Mine", "Mine")
    assert asked[1][0] == "sure_best"


def test_what_must_be_found_out_today_is_asked_before_what_one_is_not_sure_of(
    rules: Rules,
) -> None:
    visit = Visit(findings={"one_calf_swollen": "yes"}, sure={"best": "no"})
    asked = suggested_questions(rules.content, visit, rules.assess(visit))

    assert asked[0][0] == "clot"
    assert asked[-1][0] == "sure_best"


# ------------------------------------------------------------------ the table on the page


def test_without_a_leaning_there_is_no_table_of_choices(rules: Rules) -> None:
    assert choices(page(rules, FEW.changed(leaning=()))) is None


def test_a_leaning_brings_every_choice_in_the_same_rows(rules: Rules) -> None:
    section = choices(page(rules, FEW))
    assert section is not None
    table = section.blocks[0]
    assert isinstance(table, Table)
    options = list(rules.content.options.values())

    assert [plain(row.cells[0]) for row in table.rows] == [one.name for one in options]
    assert [plain(row.cells[1]) for row in table.rows] == [one.good_points for one in options]
    assert [plain(row.cells[2]) for row in table.rows] == [one.bad_points for one in options]
    bold = [plain(row.cells[0]) for row in table.rows if row.cells[0][0].bold]
    assert bold == ["Eat more magnesium", "Try a supplement"]


def test_the_picture_of_100_people_has_its_words_and_its_counts(rules: Rules) -> None:
    section = choices(page(rules, FEW))
    assert section is not None
    figure = section.blocks[1]
    cramp = rules.content.quantities["cramp25"]
    assert isinstance(figure, Figure)

    assert figure.alt == cramp.alt
    assert figure.series == (("67 of 100 on magnesium", 67), ("64 of 100 on a dummy pill", 64))
    assert "after 4 weeks" in figure.caption
    assert "67 of 100 on magnesium" in to_text(page(rules, FEW))


def test_what_no_trial_has_counted_has_no_figure(rules: Rules) -> None:
    food = choices(page(rules, FEW.changed(leaning=("food",))))

    assert food is not None
    assert len(food.blocks) == 1


def test_a_closed_choice_is_marked_as_closed(rules: Rules) -> None:
    visit = FEW.answered({"heart_block": "yes"})
    section = choices(page(rules, visit))
    assert section is not None

    assert "Try a supplement (closed for now)" in to_text(page(rules, visit))


def test_with_a_warning_sign_the_page_holds_no_choices(rules: Rules) -> None:
    assert choices(page(rules, FEW.answered({"seizure": "yes"}))) is None


def test_the_table_is_left_out_until_it_is_ticked(rules: Rules) -> None:
    ticked = FEW.changed(preferences=Preferences(left_out=()))

    assert choices(printed(rules, FEW)) is None
    assert choices(printed(rules, ticked)) is not None


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("path", case_files()[:3], ids=lambda path: path.stem[:3])
def test_a_leaning_makes_no_second_page(rules: Rules, path: Path, paper: Paper) -> None:
    visit = loads(json.dumps(read_case(path)["visit"]), rules.content)
    leaning = visit.changed(leaning=("supplement", "food"))

    assert page_count(printed(rules, leaning), paper) == 1
