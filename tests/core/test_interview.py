"""Which page comes next, how far along one is, and whether an answer will do."""

from __future__ import annotations

import pytest

from mgaid.core import interview
from mgaid.core.content import Content
from mgaid.core.interview import AnswerRefused, Stop
from mgaid.core.visit import Person, Visit
from tests.conftest import Rules


def walk(rules: Rules, visit: Visit) -> list[str]:
    """The ids of the pages met from first to last."""
    found = rules.assess(visit)
    return [page.id for page in interview.pages_for(rules.content, visit, found)]


def usual_man() -> Visit:
    return Visit(
        person=Person(age=40, sex="male", region="UK"),
        findings={"twitch_flicker": "yes", "cramp_painful": "no", "urge_to_move": "no"},
    )


def test_the_emergency_check_comes_first(content: Content) -> None:
    assert content.pages[interview.first_stop(content).page].step == "emergency"
    assert next(iter(content.steps)) == "emergency"


def test_nobody_is_asked_what_cannot_concern_them(rules: Rules) -> None:
    met = walk(rules, usual_man())
    skipped = set(rules.content.pages) - set(met)

    assert "pregnancy" in skipped
    assert len(skipped) >= 3


def test_while_it_is_unknown_the_page_is_shown(rules: Rules) -> None:
    assert walk(rules, Visit()) == list(rules.content.pages)


def test_the_usual_path_takes_about_eight_minutes_and_none_over_twelve(rules: Rules) -> None:
    def minutes(visit: Visit) -> float:
        found = rules.assess(visit)
        return sum(p.seconds for p in interview.pages_for(rules.content, visit, found)) / 60

    assert minutes(usual_man()) <= 9
    assert minutes(Visit()) <= 12


def test_an_emergency_answer_leads_to_the_call_for_help(rules: Rules) -> None:
    visit = Visit(findings={"chest_pain": "yes"})
    found = rules.assess(visit)
    here = interview.first_stop(rules.content)
    now = interview.next_stop(rules.content, visit, found, here)

    assert now == Stop(here.page, now=True)
    after = interview.next_stop(rules.content, visit, found, now, interview.emergencies(found))
    assert after is not None
    assert not after.now


def test_a_second_emergency_calls_again(rules: Rules) -> None:
    first = Visit(findings={"chest_pain": "yes"})
    shown = interview.emergencies(rules.assess(first))
    second = first.answered({"seizure": "yes"})
    here = Stop("emergency_more")

    assert interview.next_stop(rules.content, first, rules.assess(first), here, shown) != Stop(
        here.page, now=True
    )
    assert interview.next_stop(rules.content, second, rules.assess(second), here, shown) == Stop(
        here.page, now=True
    )


def test_the_last_page_has_no_next(rules: Rules) -> None:
    last = Stop(list(rules.content.pages)[-1])

    assert interview.next_stop(rules.content, Visit(), rules.assess(Visit()), last) is None


def test_progress_grows_and_the_time_left_shrinks(rules: Rules) -> None:
    visit, found = Visit(), rules.assess(Visit())
    seen = [
        interview.progress(rules.content, visit, found, Stop(page)) for page in rules.content.pages
    ]

    assert [p.step for p in seen] == sorted(p.step for p in seen)
    assert [p.minutes_left for p in seen] == sorted((p.minutes_left for p in seen), reverse=True)
    assert seen[0].step == 1
    assert seen[-1].step == seen[-1].steps == 11
    assert seen[-1].share == 1.0


def test_a_step_can_be_found_by_its_first_page(rules: Rules) -> None:
    found = rules.assess(Visit())

    for step in rules.content.steps:
        page = interview.first_page_of_step(rules.content, Visit(), found, step)
        assert page is not None
        assert rules.content.pages[page].step == step


def test_every_asked_finding_has_a_page(content: Content) -> None:
    for finding in content.findings.values():
        assert (finding.id in content.page_asking) is finding.asked


def test_a_part_is_open_until_all_of_it_is_dealt_with(rules: Rules) -> None:
    page = rules.content.pages["emergency"]
    box = page.ask[0]
    items = box.findings
    partly = Visit(findings={items[0]: "yes"})
    unsure = Visit(findings=dict.fromkeys(items, "unknown"))

    assert not interview.is_answered(box, Visit(), rules.content)
    assert not interview.is_answered(box, partly, rules.content)
    assert interview.is_answered(box, unsure, rules.content)
    assert all(not interview.is_answered(ask, unsure, rules.content) for ask in page.ask[1:])


def test_every_kind_of_part_knows_when_it_is_answered(rules: Rules) -> None:
    full = Visit(
        person=Person(age=40, sex="male", region="US", weight_kg=70),
        findings=dict.fromkeys(rules.content.findings, "no"),
        numbers={
            v.id: max(v.minimum, 1) for v in rules.content.values.values() if v.where == "numbers"
        },
        items={i.id: 0 for score in rules.content.scores.values() for i in score.items},
        choices={q: sorted(options)[0] for q, options in rules.content.choices.items()},
        medicines=(),
        medicine_list_complete=True,
        supplements=(),
        sites=tuple(rules.content.regions)[:1],
    )
    found = rules.assess(full)
    for page in rules.content.pages.values():
        for ask in interview.visible(page, full, found):
            assert interview.is_answered(ask, full, rules.content), ask.id


@pytest.mark.parametrize(
    ("value", "typed", "unit", "stored"),
    [
        ("age", 40, "", 40),
        ("duration_days", 2, "weeks", 14),
        ("serum_mg_mmol_l", 1.7, "mg/dL", 0.6994),
        ("serum_mg_mmol_l", 1.4, "mEq/L", 0.7),
        ("weight_kg", 100, "lb", 45.36),
    ],
)
def test_a_number_is_stored_in_its_own_unit(
    content: Content, value: str, typed: float, unit: str, stored: float
) -> None:
    assert interview.accept_number(content, value, typed, unit) == pytest.approx(stored, rel=1e-3)


@pytest.mark.parametrize(
    ("value", "typed", "unit"),
    [
        ("age", 900, ""),
        ("age", -1, ""),
        ("sleep_hours", 24.5, ""),
        ("duration_days", 5000, "years"),
        ("serum_mg_mmol_l", 0.01, "mmol/L"),
        ("serum_mg_mmol_l", 100, "mg/dL"),
        ("caffeine_mg_day", float("nan"), ""),
        ("caffeine_mg_day", float("inf"), ""),
    ],
)
def test_a_number_no_person_can_have_is_refused_in_one_line(
    content: Content, value: str, typed: float, unit: str
) -> None:
    with pytest.raises(AnswerRefused, match="Type a number from") as refused:
        interview.accept_number(content, value, typed, unit)

    assert "\n" not in str(refused.value)


def test_a_large_number_is_written_out_where_it_is_the_most(content: Content) -> None:
    with pytest.raises(AnswerRefused) as refused:
        interview.accept_number(content, "duration_days", 9_999_999)

    assert str(refused.value) == "Type a number from 0 to 36,500 days."
