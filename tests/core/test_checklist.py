"""The checklist: what it asks, what its panel says, the strength check, and its page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mgaid.core import checklist, diary
from mgaid.core.checklist import Checklist, compose_checklist
from mgaid.core.condition import Compare, leaves
from mgaid.core.content import Content, on_demand
from mgaid.core.content.models import Answer
from mgaid.core.document import Document, Table, plain
from mgaid.core.phrases import value_text
from mgaid.core.visit import Person, Visit
from mgaid.output.pdf import to_pdf
from mgaid.output.text import to_text
from tests.conftest import Rules

TODAY = date(2026, 11, 22)
WORKED_OUT_OF = {"supplements": "supplement_mg_day", "medicines": "medicine_count"}
CAN_ALL = dict.fromkeys(("tiptoe", "heels", "chair", "hop"), "can")


@pytest.fixture(scope="module")
def asked(content: Content) -> Checklist:
    return checklist.build(content)


def calm(content: Content, **answers: Answer) -> Visit:
    """A visit in which every safety question is answered with no."""
    told: dict[str, Answer] = dict.fromkeys(content.core.findings, "no")
    return Visit(person=Person(age=34, sex="male", region="UK"), findings={**told, **answers})


def everything_the_rules_read(content: Content) -> set[str]:
    """Findings any rule looks at."""
    read = {*content.core.findings, *content.gate_findings}
    for flag in content.flags.values():
        read |= {*flag.when_all, *flag.when_any, *flag.unless_any}
    for cause in content.causes.values():
        read |= {row.finding for row in cause.rows}
        read |= {*cause.needs_any, *cause.also_needs_any, *cause.away_needs_any}
    for row in content.gate:
        read |= {*row.any, *row.any_unknown}
    return read


# ---------------------------------------------------------------- what it asks


def test_every_finding_the_rules_use_is_asked_here_or_in_the_questions(
    content: Content, asked: Checklist
) -> None:
    askable = {f for f in everything_the_rules_read(content) if content.findings[f].asked}
    here = set(asked.part_of)
    questions = {f for f in askable if f in content.page_asking}

    assert askable - here - questions == set()


def test_every_finding_the_rules_use_can_be_told_both_ways(content: Content) -> None:
    """Asked ones with yes and no; worked-out ones by the answers, numbers and lists behind them."""
    asks = [ask for page in content.pages.values() for ask in page.ask]
    told: dict[str, set[str]] = {}
    numbers: set[str] = set()
    for ask in asks:
        if ask.kind in ("ticks", "rows"):
            for name in ask.items:
                told.setdefault(name, set()).update(("yes", "no"))
        elif ask.kind == "choice":
            for option in ask.options:
                for name, answer in option.findings.items():
                    told.setdefault(name, set()).add(answer)
        elif ask.kind == "number":
            numbers.add(ask.value)
        elif ask.kind == "score":
            numbers.add(content.scores[ask.score].value)
        elif ask.kind in WORKED_OUT_OF:
            numbers.add(WORKED_OUT_OF[ask.kind])

    for name in everything_the_rules_read(content):
        finding = content.findings[name]
        if finding.asked:
            assert told.get(name, set()) >= {"yes", "no"}, name
        else:
            assert finding.derive is not None, name
            for leaf in leaves(finding.derive):
                if isinstance(leaf, Compare):
                    assert leaf.value in numbers, (name, leaf.value)


def test_every_safety_question_stands_in_the_checklist(content: Content, asked: Checklist) -> None:
    assert set(content.core.findings) - set(asked.part_of) == set()


def test_warning_signs_come_first_and_nothing_stands_twice(asked: Checklist) -> None:
    lines = [line.finding for s in asked.sections for p in s.parts for line in p.lines]

    assert asked.sections[0].id == "warnings"
    assert len(lines) == len(set(lines))


def test_every_line_says_what_it_is(asked: Checklist) -> None:
    for section in asked.sections:
        for part in section.parts:
            for line in part.lines:
                assert line.label[0].isupper(), line.finding
                assert line.what.endswith((".", "?")), line.finding
                assert line.what != line.label, line.finding


def test_words_given_to_findings_and_parts_are_given_to_real_ones(
    content: Content, asked: Checklist
) -> None:
    authored = asked.authored
    parts = {part.id for section in asked.sections for part in section.parts}

    assert (set(authored.label) | set(authored.what)) - set(asked.part_of) == set()
    assert list(on_demand.references(content, {"checklist.toml": authored})) == []
    assert (set(authored.follow_ups) | set(authored.title)) - parts == set()


def test_a_follow_up_waits_for_what_it_follows(rules: Rules, asked: Checklist) -> None:
    cramps = asked.part_of["night_cramps"]

    def shown(visit: Visit) -> bool:
        return checklist.is_shown(cramps, visit, rules.assess(visit))

    assert not shown(Visit())
    assert shown(Visit(findings={"cramp_painful": "yes"}))
    assert shown(Visit(findings={"cramp_painful": "unknown"}))
    assert not shown(Visit(findings={"cramp_painful": "no"}))


def test_men_are_not_asked_about_pregnancy(rules: Rules, asked: Checklist) -> None:
    part = asked.part_of["pregnant"]
    man = Visit(person=Person(sex="male"))

    assert checklist.is_shown(part, Visit(), rules.assess(Visit()))
    assert not checklist.is_shown(part, man, rules.assess(man))


def test_a_section_is_done_once_all_its_lines_are_answered(rules: Rules, asked: Checklist) -> None:
    first = asked.sections[0]
    visit = Visit(findings=dict.fromkeys(first.findings, "unknown"))
    less = visit.answered({first.findings[0]: None})

    assert checklist.is_done(asked, first, visit, rules.assess(visit))
    assert not checklist.is_done(asked, first, less, rules.assess(less))


# ---------------------------------------------------------------- the panel


def said(rules: Rules, asked: Checklist, visit: Visit) -> checklist.Panel:
    return checklist.panel(asked, visit, rules.assess(visit))


def test_nothing_told_is_so_far_and_the_safety_questions_are_open_first(
    rules: Rules, asked: Checklist
) -> None:
    panel = said(rules, asked, Visit())

    assert panel.urgency == "self_care"
    assert panel.so_far
    assert panel.towards == ()
    core = set(rules.content.core.findings)
    assert all(point.finding in core for point in panel.open)
    assert all(point.part for point in panel.open)


def test_caffeine_and_poor_sleep_point_that_way_and_there_is_no_rush(
    rules: Rules, asked: Checklist
) -> None:
    visit = calm(rules.content, twitch_flicker="yes", caffeine_recent_increase="yes").changed(
        numbers={"duration_days": 20, "caffeine_mg_day": 650, "sleep_hours": 5}
    )
    panel = said(rules, asked, visit)

    assert panel.urgency == "routine"
    assert panel.because == ("going on more than 2 weeks",)
    assert panel.towards is not None
    names = [pointer.name for pointer in panel.towards]
    assert "Caffeine or other stimulants" in names
    assert "Too little sleep" in names
    assert len(names) <= 3
    assert all(pointer.because for pointer in panel.towards)


def test_a_foot_that_does_not_lift_is_soon_and_a_new_one_hides_the_causes(
    rules: Rules, asked: Checklist
) -> None:
    visit = calm(rules.content, twitch_flicker="yes", foot_drop="yes")
    fresh = visit.answered({"foot_drop_new": "yes"})

    assert said(rules, asked, visit).urgency == "soon"
    assert "a foot that does not lift" in said(rules, asked, visit).because
    assert said(rules, asked, fresh).urgency in ("urgent", "emergency")
    assert said(rules, asked, fresh).towards is None


def test_restless_legs_are_pointed_to_once_all_signs_fit(rules: Rules, asked: Checklist) -> None:
    signs: dict[str, Answer] = dict.fromkeys(
        ("urge_to_move", "worse_at_rest", "relief_by_movement", "evening_worse"), "yes"
    )
    panel = said(rules, asked, calm(rules.content, rls_mimic="no", **signs))

    assert panel.towards is not None
    assert panel.towards[0].name == "Restless legs"
    assert "all four restless legs signs" in panel.towards[0].because


def test_warning_signs_in_pregnancy_are_an_emergency(rules: Rules, asked: Checklist) -> None:
    visit = calm(rules.content, pregnant="yes").changed(person=Person(age=30, sex="female"))
    with_signs = visit.answered({"preeclampsia_signs": "yes"})

    calm_panel = said(rules, asked, visit)
    assert calm_panel.towards is not None
    assert "Pregnancy" in [pointer.name for pointer in calm_panel.towards]
    assert said(rules, asked, with_signs).urgency == "emergency"
    assert said(rules, asked, with_signs).towards is None


def test_what_was_answered_not_sure_comes_after_what_was_not_answered(
    rules: Rules, asked: Checklist
) -> None:
    visit = calm(rules.content, seizure="unknown").answered({"dark_urine": None})
    labels = [point.finding for point in said(rules, asked, visit).open]

    assert labels[0] == "dark_urine"


def test_an_open_point_leads_to_the_checklist_or_to_the_questions(
    rules: Rules, asked: Checklist
) -> None:
    seen = said(rules, asked, calm(rules.content, twitch_flicker="yes", cramp_painful="no"))
    open_points = {point.label: point for point in seen.open}

    assert open_points["How long it has lasted"].part == "duration"
    assert open_points["An urge to move your legs"].part == "kinds"
    assert open_points["Medicines you take"].part == ""
    assert open_points["Medicines you take"].page == "medicines"


# ---------------------------------------------------------------- the strength check


@pytest.mark.parametrize(
    ("steps", "weakness"),
    [
        (CAN_ALL, "no"),
        ({**CAN_ALL, "heels": "cannot"}, "yes"),
        ({"heels": "cannot"}, "yes"),
        ({**CAN_ALL, "hop": "skip"}, "unknown"),
        ({"tiptoe": "can"}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_the_strength_check_never_says_no_out_of_ignorance(
    asked: Checklist, steps: dict[str, str], weakness: str
) -> None:
    assert checklist.strength_findings(asked, Visit(), steps)["weakness_objective"] == weakness


@pytest.mark.parametrize(
    ("look", "wasting"), [("thinner", "yes"), ("equal", "no"), ("skip", "unknown"), ("", "unknown")]
)
def test_the_mirror_tells_about_a_thinner_muscle(asked: Checklist, look: str, wasting: str) -> None:
    assert checklist.strength_findings(asked, Visit(), {"mirror": look})["wasting"] == wasting


def test_the_check_does_not_take_back_a_weakness_told_before(asked: Checklist) -> None:
    visit = Visit(findings={"weakness_objective": "yes"})

    assert checklist.strength_findings(asked, visit, CAN_ALL)["weakness_objective"] == "yes"
    assert checklist.strength_words(asked, visit, CAN_ALL) == (asked.authored.strength.kept,)


def test_the_check_says_what_it_found(asked: Checklist) -> None:
    assert checklist.strength_words(asked, Visit(), CAN_ALL)
    weak = {**CAN_ALL, "chair": "cannot", "mirror": "thinner"}
    assert len(checklist.strength_words(asked, Visit(), weak)) == 2


# ---------------------------------------------------------------- the page


def words_of(document: Document) -> str:
    return to_text(document)


def test_the_filled_page_has_the_answers_the_places_and_how_soon(rules: Rules) -> None:
    visit = calm(rules.content, twitch_flicker="yes", cramp_painful="unknown").changed(
        sites=("left-calf-back",), numbers={"duration_days": 42, "sleep_hours": 5.5}
    )
    page = compose_checklist(rules.content, visit, rules.assess(visit), TODAY, empty=False)
    text = words_of(page)

    assert "See someone within about 4 weeks." in text
    assert "Left calf, back" in text
    assert "6 weeks" in text
    assert "5½" in text
    assert "Not answered" in text
    assert page.sections[1].locked


@pytest.mark.parametrize(
    ("told", "said"), [(0.65, "0.65"), (0.69, "0.69"), (0.7, "0.70"), (0.5, "0.50"), (1.0, "1.00")]
)
def test_a_blood_result_is_written_as_exactly_as_the_rules_read_it(
    rules: Rules, told: float, said: str
) -> None:
    value = rules.content.values["serum_mg_mmol_l"]

    assert value_text(value, told) == f"{said}\u00a0mmol/L"


def test_the_days_of_the_diary_stand_on_the_filled_page_as_a_strip(rules: Rules) -> None:
    visit = calm(rules.content, twitch_flicker="yes")
    without = compose_checklist(rules.content, visit, rules.assess(visit), TODAY)
    for ago, minutes in ((2, 20.0), (1, 0.0)):
        day = TODAY - timedelta(days=ago)
        visit = diary.noted(visit, day, minutes=minutes, sleep_hours=5.0)
    page = compose_checklist(rules.content, visit, rules.assess(visit), TODAY)
    empty = compose_checklist(rules.content, visit, rules.assess(visit), TODAY, empty=True)
    strip = page.sections[-1].blocks[0]

    assert isinstance(strip, Table)
    assert page.sections[-1].title == "My twitch diary"
    assert strip.head == ("From 20 November 2026 to 21 November 2026", "20", "21")
    assert [plain(cell) for cell in strip.rows[0].cells] == ["Twitching, minutes", "20", "0"]
    assert "diary" not in words_of(without) + words_of(empty)


def test_the_empty_page_has_a_box_for_each_answer_and_nothing_told(rules: Rules) -> None:
    visit = calm(rules.content, twitch_flicker="yes").changed(name="Ada Example")
    page = compose_checklist(rules.content, visit, rules.assess(visit), TODAY, empty=True)
    rows = [
        row
        for part in page.sections
        for block in part.blocks
        if isinstance(block, Table)
        for row in block.rows
    ]
    asked = checklist.build(rules.content)

    assert "Ada Example" not in words_of(page)
    assert len(rows) == len(asked.part_of)
    assert all(plain(cell) == "[   ]" for row in rows for cell in row.cells[1:])


@pytest.mark.parametrize("empty", [True, False])
def test_the_page_makes_a_pdf(rules: Rules, empty: bool) -> None:
    page = compose_checklist(rules.content, Visit(), rules.assess(Visit()), TODAY, empty)
    assert to_pdf(page).startswith(b"%PDF")
