"""Choosing in the visit and on the page: sureness, questions, and the table of choices."""

from __future__ import annotations

import io
import json
from datetime import date

import pikepdf
import pytest

from mgaid.core.content import Content
from mgaid.core.document import (
    Document,
    Figure,
    Paper,
    Section,
    Table,
    plain,
)
from mgaid.core.suggest import questions_to_ask, suggested_questions
from mgaid.core.summary import compose
from mgaid.core.visit import Preferences, Visit, VisitInvalid, dumps, loads
from mgaid.output.pdf import to_pdf
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


def test_every_choice_has_one_line_in_the_same_columns(rules: Rules) -> None:
    section = choices(page(rules, FEW))
    assert section is not None
    table = section.blocks[0]
    assert isinstance(table, Table)
    options = list(rules.content.options.values())
    columns = list(zip(*([plain(cell) for cell in row.cells] for row in table.rows), strict=True))

    assert table.head == ("Choice", "Good points", "Bad points", "How sure")
    assert columns == [
        tuple(one.name for one in options),
        tuple(one.good_on_paper for one in options),
        tuple(one.bad_on_paper for one in options),
        tuple(one.sure_on_paper for one in options),
    ]
    bold = [plain(row.cells[0]) for row in table.rows if row.cells[0][0].bold]
    assert bold == ["Eat more magnesium", "Try a supplement"]


def test_the_line_of_a_choice_is_no_surer_than_its_badge(rules: Rules) -> None:
    for option in rules.content.options.values():
        word = rules.content.words.certainty[option.certainty].removesuffix(" certainty")
        assert option.sure_on_paper.startswith(word)


def test_the_choices_are_compared_before_one_leans(rules: Rules) -> None:
    assert choices(printed(rules, FEW.changed(leaning=()))) is not None


def test_the_picture_of_100_people_has_its_words_and_its_counts(rules: Rules) -> None:
    figure = counted(page(rules, FEW)).blocks[0]
    cramp = rules.content.quantities["cramp25"]
    assert isinstance(figure, Figure)

    assert figure.alt == cramp.alt
    assert figure.series == (("67 of 100 on magnesium", 67), ("64 of 100 on a dummy pill", 64))
    assert "after 4 weeks" in figure.caption
    assert "67 of 100 on magnesium" in to_text(page(rules, FEW))


def counted(document: Document) -> Section:
    return next(one for one in document.sections if one.id == "counted")


def test_what_no_trial_has_counted_has_no_figure(rules: Rules) -> None:
    food = page(rules, FEW.changed(leaning=("food",)))

    assert all(one.id != "counted" for one in food.sections)


def test_the_figure_gives_way_before_the_choices_do(rules: Rules) -> None:
    shown = [printed(rules, visit.changed(leaning=("supplement",))) for visit in calm_cases(rules)]
    parts = [{one.id for one in document.sections} for document in shown]

    assert any("options" in one and "counted" not in one for one in parts)
    assert all("options" in one for one in parts if "counted" in one)


def test_a_closed_choice_is_marked_as_closed(rules: Rules) -> None:
    visit = FEW.answered({"heart_block": "yes"})
    section = choices(page(rules, visit))
    assert section is not None

    assert "Try a supplement (closed for now)" in to_text(page(rules, visit))


def test_with_a_warning_sign_the_page_holds_no_choices(rules: Rules) -> None:
    assert choices(page(rules, FEW.answered({"seizure": "yes"}))) is None


def test_a_full_page_spares_the_choices_until_the_person_wants_them(rules: Rules) -> None:
    full = calm_cases(rules)[0].changed(leaning=("supplement",))
    wanted = full.changed(preferences=Preferences(kept_in=("options",)))

    assert choices(printed(rules, full)) is None
    assert choices(printed(rules, wanted)) is not None
    assert choices(printed(rules, FEW)) is not None
    assert (
        choices(printed(rules, FEW.changed(preferences=Preferences(left_out=("options",))))) is None
    )


def test_leaving_other_parts_out_makes_room_for_the_choices(rules: Rules) -> None:
    full = calm_cases(rules)[0]
    short = full.changed(preferences=Preferences(left_out=("health", "causes", "advice", "tests")))

    assert choices(printed(rules, full)) is None
    assert choices(printed(rules, short)) is not None


def calm_cases(rules: Rules) -> list[Visit]:
    """The cases that are shown choices at all."""
    read = [loads(json.dumps(read_case(one)["visit"]), rules.content) for one in case_files()]
    return [visit for visit in read if choices(page(rules, visit)) is not None]


def test_calm_pages_with_room_hold_the_choices(rules: Rules) -> None:
    held = [choices(printed(rules, visit)) is not None for visit in calm_cases(rules)]

    assert sum(held) * 3 >= len(held)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    "leaning",
    [
        pytest.param((), marks=pytest.mark.slow),
        pytest.param(("food",), marks=pytest.mark.slow),
        ("supplement", "see_someone"),
    ],
)
def test_the_choices_make_no_second_page(
    rules: Rules, leaning: tuple[str, ...], paper: Paper
) -> None:
    for visit in calm_cases(rules):
        document = printed(rules, visit.changed(leaning=leaning))
        assert page_count(document, paper) == 1, document.title
