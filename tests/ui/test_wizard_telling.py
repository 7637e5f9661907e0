"""What an answer does to the visit, and how it is taken back, without any window."""

from __future__ import annotations

import pytest

from mgaid.core.content import Content
from mgaid.core.content.asking import AskChoice, Page
from mgaid.core.visit import Person, Visit
from mgaid.ui.wizard import telling


def _choice(content: Content, ask_id: str) -> AskChoice:
    return next(
        ask
        for page in content.pages.values()
        for ask in page.ask
        if ask.kind == "choice" and ask.id == ask_id
    )


def _telling_choice(content: Content) -> AskChoice:
    """A choice whose options set findings."""
    return next(
        ask
        for page in content.pages.values()
        for ask in page.ask
        if ask.kind == "choice" and sum(bool(option.findings) for option in ask.options) > 1
    )


def test_another_option_takes_back_what_the_first_one_said(content: Content) -> None:
    ask = _telling_choice(content)
    first, second = [option for option in ask.options if option.findings][:2]
    visit = telling.choose(telling.choose(Visit(), ask, first.id), ask, second.id)
    assert visit.findings == second.findings
    assert telling.chosen(visit, ask) == second.id


def test_no_option_leaves_nothing_behind(content: Content) -> None:
    ask = _telling_choice(content)
    option = next(option for option in ask.options if option.findings)
    visit = telling.choose(telling.choose(Visit(), ask, option.id), ask, "")
    assert visit == Visit()
    assert telling.chosen(visit, ask) == ""


def test_findings_told_elsewhere_show_as_the_option_they_amount_to(content: Content) -> None:
    ask = _telling_choice(content)
    option = next(option for option in ask.options if option.findings)
    assert telling.chosen(Visit(findings=dict(option.findings)), ask) == option.id


def test_an_option_that_no_longer_agrees_with_the_findings_is_not_shown(content: Content) -> None:
    ask = _telling_choice(content)
    option = next(option for option in ask.options if option.findings)
    told = telling.choose(Visit(), ask, option.id)
    changed = told.answered(dict.fromkeys(option.findings))
    assert telling.chosen(changed, ask) != option.id


def test_the_region_belongs_to_the_person_and_not_to_the_choices(content: Content) -> None:
    visit = telling.choose(Visit(), _choice(content, "region"), "UK")
    assert visit.person == Person(region="UK")
    assert visit.choices == {}


def test_a_place_taken_away_keeps_what_another_place_still_says(content: Content) -> None:
    both = telling.mark_sites(content, Visit(), ["left-calf-back", "right-calf-back"])
    one = telling.mark_sites(content, both, ["right-calf-back"])
    assert one.findings == both.findings
    assert telling.mark_sites(content, one, []) == Visit()


def test_a_place_does_not_take_back_an_answer_it_did_not_give(content: Content) -> None:
    marked = telling.mark_sites(content, Visit(), ["left-calf-back"])
    answered = marked.answered({"calf_or_foot_site": "no"})
    assert telling.mark_sites(content, answered, []).findings == {"calf_or_foot_site": "no"}


def test_places_stand_in_the_order_of_the_body_whatever_the_order_of_clicks(
    content: Content,
) -> None:
    there = telling.mark_sites(content, Visit(), ["arm", "left-hip-front"])
    back = telling.mark_sites(content, Visit(), ["left-hip-front", "arm"])
    assert there.sites == back.sites == ("left-hip-front", "arm")


def test_blank_own_words_are_no_note() -> None:
    assert telling.with_note(Visit(notes={"kind": "It hurts"}), "kind", "  \n ") == Visit()


def test_very_long_own_words_are_cut_where_a_visit_file_ends() -> None:
    visit = telling.with_note(Visit(), "kind", "a" * 30_000)
    assert len(visit.notes["kind"]) == telling.LONGEST_NOTE


def _page(content: Content, kind: str, value: str) -> Page:
    return next(
        page
        for page in content.pages.values()
        for ask in page.ask
        if ask.kind == kind and getattr(ask, "value", "") == value
    )


def test_a_number_behind_a_derived_finding_is_taken_back(content: Content) -> None:
    page = _page(content, "number", "serum_mg_mmol_l")
    visit = Visit(numbers={"serum_mg_mmol_l": 0.3, "duration_days": 5})
    back = telling.take_back(content, visit, ["lab_mg_low_severe"], page)
    assert back.numbers == {"duration_days": 5}


def test_only_what_this_page_asked_is_taken_back(content: Content) -> None:
    page = content.pages["emergency"]
    visit = Visit(findings={"one_calf_swollen": "yes", "palpitations": "yes"})
    back = telling.take_back(content, visit, ["one_calf_swollen", "palpitations"], page)
    assert back.findings == {"palpitations": "yes"}


@pytest.mark.parametrize(
    ("days", "shown"),
    [(3, ("days", 3)), (42, ("weeks", 6)), (91.3125, ("months", 3)), (913.125, ("years", 2.5))],
)
def test_a_time_is_shown_in_the_largest_unit_that_keeps_it_short(
    content: Content, days: float, shown: tuple[str, float]
) -> None:
    assert telling.natural_unit(content.values["duration_days"], days) == shown


def test_a_value_whose_unit_is_asked_is_shown_as_it_is_stored(content: Content) -> None:
    value = content.values["serum_mg_mmol_l"]
    assert telling.natural_unit(value, 0.7) == (value.units[0].label, 0.7)
