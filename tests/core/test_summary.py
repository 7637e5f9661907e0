"""The page for the visit: what a doctor must find on it, and what must never be on it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mgaid.core import visit as visits
from mgaid.core.content.models import Answer, Urgency
from mgaid.core.document import Document, ListBlock, Notice, Table, Text, plain
from mgaid.core.phrases import content_is_old, day_text, number_text
from mgaid.core.suggest import advice_for, questions_to_ask, shown_flags, suggested_questions
from mgaid.core.summary import compose
from mgaid.core.visit import (
    DiaryEntry,
    Medicine,
    Person,
    PlannedFood,
    Preferences,
    Supplement,
    Visit,
)
from mgaid.output.text import to_text
from tests.conftest import Rules, case_files, read_case
from tests.core.visits import visits as any_visits

DAY = date(2026, 11, 22)


class ForeignDay(date):
    """A day as a computer set to another language words it."""

    def strftime(self, how: str, /) -> str:
        return super().strftime(how.replace("%B", "Lokakuu"))


def page(rules: Rules, visit: Visit) -> Document:
    return compose(rules.content, visit, rules.assess(visit), DAY)


def text(rules: Rules, visit: Visit) -> str:
    return " ".join(to_text(page(rules, visit), 10_000).replace("\u00a0", " ").split())


def case(number: int, rules: Rules) -> Visit:
    return visits.loads(json.dumps(read_case(case_files()[number - 1])["visit"]), rules.content)


def test_the_kidney_case_reads_like_its_picture(rules: Rules) -> None:
    document = page(rules, case(1, rules))

    assert document.title == "Leg cramps: a page for my visit"
    assert plain(document.about).startswith("Man, 68.  Filled in 22 November 2026.  Name: ")
    assert [section.id for section in document.without(()).sections] == [
        "in_short", "questions", "warnings", "health", "day", "causes", "tests", "advice", "plan",
    ]  # fmt: skip
    box = document.sections[0].blocks[0]
    assert isinstance(box, Notice)
    assert [label for label, _ in box.rows] == ["What", "How soon", "Magnesium"]
    assert "for 6 weeks" in plain(box.rows[0][1])
    assert "Since about 11 October" in plain(box.rows[0][1])
    assert "within 1 to 2 weeks" in plain(box.rows[1][1])


def test_warning_signs_stand_in_three_lists_and_none_is_lost(rules: Rules) -> None:
    visit = case(8, rules)
    document = page(rules, visit)
    table = next(s for s in document.sections if s.id == "warnings").blocks[0]
    assert isinstance(table, Table)
    yes, no, opened = (plain(row.cells[1]) for row in table.rows)

    assert [row.mark for row in table.rows] == ["yes", "no", "open"]
    assert yes == "None"
    for finding in rules.content.core.findings:
        sign = rules.content.findings[finding].paper or rules.content.findings[finding].label
        listed = no if visit.findings.get(finding) == "no" else opened
        assert sign.lower() in listed.lower()


def test_in_short_and_warning_signs_cannot_be_left_out(rules: Rules) -> None:
    document = page(rules, case(1, rules))
    everything = [section.id for section in document.sections]

    assert [section.id for section in document.without(everything).sections] == [
        "in_short",
        "warnings",
    ]


def test_open_safety_questions_make_it_so_far(rules: Rules) -> None:
    said = text(rules, case(8, rules))

    assert "So far. 25 safety questions are still open." in said
    assert "No warning sign found" not in said


def test_a_finished_calm_check_is_said_plainly(rules: Rules) -> None:
    said = text(rules, case(6, rules))

    assert "So far" not in said
    assert "No warning sign found" in said


def test_an_emergency_page_says_the_number_of_the_region(rules: Rules) -> None:
    visit = case(11, rules)
    uk = visit.changed(person=Person(age=70, sex="female", region="UK"))

    assert "Get help now. Call 999." in text(rules, uk)
    assert "Call your local emergency number." in text(rules, visit)


def test_at_high_urgency_answers_stand_without_verdicts(rules: Rules) -> None:
    for number in (10, 11, 12, 13, 14, 15):
        document = page(rules, case(number, rules))
        causes = next(s for s in document.sections if s.id == "causes")
        said = text(rules, case(number, rules))
        assert causes.title == "Answers I gave"
        assert "Toward:" not in said
        assert "several answers" not in said


def test_medicines_are_named_with_time_and_reason(rules: Rules) -> None:
    visit = case(5, rules).changed(
        medicines=(
            Medicine(name="omeprazole", months=48),
            Medicine(name="paracetamol"),
            Medicine(name="Grandma's herbal mix"),
            Medicine(name="indapamide"),
        )
    )
    said = text(rules, visit)

    assert "Omeprazole | 4 years" in said
    assert "Grandma's herbal mix" in said
    assert "Not on the MgAid list. That does not mean it has no effect." in said
    assert "Indapamide | time not given" in said
    assert "Paracetamol: No link" in said


@pytest.mark.parametrize(
    ("visit", "words"),
    [
        (Visit(), "I have not listed my medicines."),
        (Visit(medicines=(), medicine_list_complete=True), "I take no medicines."),
        (Visit(medicines=()), "My list may not be complete."),
        (Visit(supplements=()), "Supplements | None"),
        (
            Visit(supplements=(Supplement(name="Night Mag", elemental_mg=100, per_day=2),)),
            "Night Mag | about 200 mg magnesium a day in all",
        ),
        (Visit(supplements=(Supplement(name="Night Mag"),)), "Night Mag | amount not known"),
        (Visit(person=Person(age=15, sex="female")), "Girl, 15."),
        (Visit(person=Person(age=15, sex="male")), "Boy, 15."),
        (Visit(person=Person(age=9)), "Child, 9."),
        (Visit(person=Person(sex="female")), "Woman."),
        (Visit(name="Alex Canary"), "Name: Alex Canary"),
        (Visit(numbers={"duration_days": 0}), "for less than a day"),
        (Visit(numbers={"duration_days": 1}), "for 1 day"),
        (Visit(numbers={"duration_days": 400}), "for 13 months"),
        (Visit(numbers={"duration_days": 2000}), "for 5½ years"),
        (Visit(numbers={"caffeine_mg_day": 150}), "Caffeine: 150 mg a day Sleep, alcohol"),
        (Visit(person=Person(age=40, sex="male"), numbers={"caffeine_mg_day": 450}), "(limit 400)"),
        (Visit(leaning=("wait", "food")), "I lean to:"),
        (Visit(notes={"kind": "It wakes me."}), "“It wakes me.”"),
        (Visit(findings={"diet_low_mg": "yes"}), "Food:"),
        (Visit(findings={"diet_low_mg": "no", "diet_good_mg": "no"}), "Neither low nor rich"),
        (Visit(numbers={"egfr": 24}), "eGFR 24"),
    ],
)  # fmt: skip
def test_what_was_told_is_on_the_page(rules: Rules, visit: Visit, words: str) -> None:
    assert words in text(rules, visit)


def test_strong_wishes_are_printed_and_weak_ones_are_not(rules: Rules) -> None:
    first, second = list(rules.content.preferences)[:2]
    said = text(rules, Visit(matters={first: 5, second: 2}))

    assert rules.content.preferences[first].on_paper in said
    assert rules.content.preferences[second].on_paper not in said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (
            {"ckd_advanced": "yes"},
            "Try a supplement (closed for now: a clinician must agree first)",
        ),
        ({"pregnant": "yes"}, "Try a supplement (I will ask a pharmacist or clinician first)"),
        ({}, "Try a supplement (not decided: some answers are missing)"),
    ],
    ids=["closed", "ask first", "open"],
)
def test_what_i_lean_to_never_stands_without_what_holds_it_up(
    rules: Rules, answers: dict[str, Answer], said: str
) -> None:
    leant = text(rules, Visit(findings=answers, leaning=("wait", "supplement")))

    assert f"I lean to: Wait and look after yourself and {said}." in leant


def test_a_choice_that_is_open_to_me_stands_alone(rules: Rules) -> None:
    visit = next(
        made
        for made in (case(number, rules) for number in range(1, len(case_files()) + 1))
        if rules.assess(made).gate.level == "ok_low_dose"
    )

    assert "I lean to: Try a supplement." in text(rules, visit.changed(leaning=("supplement",)))


def test_each_of_my_products_has_a_line_with_its_own_amount(rules: Rules) -> None:
    products = tuple(
        Supplement(name=f"Powder {place}", elemental_mg=5 + place, per_day=2) for place in range(30)
    )
    document = page(rules, Visit(supplements=(*products, Supplement(name="Multivitamin"))))
    blocks = next(s for s in document.sections if s.id == "health").blocks
    rows = [
        [plain(cell) for cell in row.cells]
        for block in blocks
        if isinstance(block, Table)
        for row in block.rows
    ]

    assert ["Powder 0", "10 mg a day"] in rows
    assert ["Powder 29", "68 mg a day"] in rows
    assert ["Multivitamin", "amount not known"] in rows


def test_my_only_product_has_its_name_and_amount_in_one_line(rules: Rules) -> None:
    visit = Visit(supplements=(Supplement(name="Powder", elemental_mg=150, per_day=2),))

    said = text(rules, visit)

    assert "Powder" in said
    assert "about 300 mg magnesium a day in all" in said


def test_a_diary_day_with_only_a_note_has_its_note_on_the_page(rules: Rules) -> None:
    visit = Visit(diary=(DiaryEntry(day=DAY, note="Felt odd\n all\tday"),))
    document = page(rules, visit)
    blocks = next(s for s in document.sections if s.id == "diary").blocks

    assert "22 November 2026: Felt odd all day" in text(rules, visit)
    assert not any(isinstance(block, Table) for block in blocks)


def test_one_diary_day_is_no_span_of_days(rules: Rules) -> None:
    said = text(rules, Visit(diary=(DiaryEntry(day=DAY, minutes=5, note="Calf"),)))

    assert "From 22 November 2026" not in said
    assert "22 November 2026: Calf" in said


@pytest.mark.parametrize(
    ("told", "said"),
    [({"alcohol_drinks": 2}, "Alcohol, drinks"), ({"exercise": "no"}, "Exercise"),
     ({"stress": 3}, "Stress")],
)  # fmt: skip
def test_whatever_a_diary_day_holds_is_on_the_page(
    rules: Rules, told: dict[str, object], said: str
) -> None:
    visit = Visit.model_validate({"diary": [{"day": DAY, **told}]})

    assert said in text(rules, visit)


def test_my_own_questions_come_before_suggestions(rules: Rules) -> None:
    visit = case(1, rules).changed(questions=("Is it my shoes?",))
    asked = questions_to_ask(rules.content, visit, rules.assess(visit))

    assert asked[0] == ("Is it my shoes?", "Is it my shoes?")
    assert "Is it my shoes?" in text(rules, visit)


def test_the_order_i_chose_is_kept(rules: Rules) -> None:
    visit = case(1, rules)
    suggested = [one for one, _ in suggested_questions(rules.content, visit, rules.assess(visit))]
    chosen = visit.changed(ask_first=(suggested[-1], suggested[0], "gone"))
    asked = [one for one, _ in questions_to_ask(rules.content, chosen, rules.assess(chosen))]

    assert asked[:2] == [suggested[-1], suggested[0]]
    assert sorted(asked) == sorted(suggested)


def test_everybody_has_something_to_ask(rules: Rules) -> None:
    assert suggested_questions(rules.content, Visit(), rules.assess(Visit()))


def test_a_lesser_flag_from_the_same_answers_is_not_said_twice(rules: Rules) -> None:
    visit = Visit(findings={"one_calf_swollen": "yes", "chest_pain": "yes"})
    found = rules.assess(visit)
    ids = [flag.id for flag in shown_flags(found)]

    assert "E-pe" in ids or "E-heart" in ids
    assert len(ids) < len(found.flags) or len(ids) == 1


def test_advice_keeps_quiet_in_an_emergency(rules: Rules) -> None:
    visit = case(11, rules)
    said = " ".join(a.text for a in advice_for(rules.content, rules.assess(visit)))

    assert "caffeine" not in said
    assert "settle" not in said


@settings(max_examples=60)
@given(data=st.data())
def test_every_page_says_how_soon_and_every_warning_sign(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(any_visits(rules.content))
    found = rules.assess(visit)
    document = compose(rules.content, visit, found, DAY)
    said = to_text(document, 10_000)

    for flag in shown_flags(found):
        assert rules.content.flags[flag.id].title in said
    if found.urgency >= Urgency.soon:
        words = next(u for u in rules.content.words.urgency if u.id == found.urgency.name)
        assert words.on_paper in said
    assert "Not a diagnosis." in said
    for name in ("ALS", "motor neurone", "%"):
        assert name not in said


def test_the_page_is_the_same_for_the_same_visit_and_day(rules: Rules) -> None:
    assert page(rules, case(3, rules)) == page(rules, case(3, rules))


def test_sections_a_person_left_out_stay_known(rules: Rules) -> None:
    visit = case(1, rules).changed(preferences=Preferences(left_out=("causes",)))
    document = page(rules, visit)

    assert any(section.id == "causes" for section in document.sections)
    kept = document.without(visit.preferences.left_out)
    assert all(section.id != "causes" for section in kept.sections)


@pytest.mark.parametrize(
    ("number", "said"), [(6, "6"), (6.5, "6½"), (0.5, "½"), (2.25, "2.2"), (7.04, "7")]
)
def test_numbers_are_written_as_people_write_them(number: float, said: str) -> None:
    assert number_text(number) == said


def test_dates_are_written_out() -> None:
    assert day_text(date(2026, 11, 2)) == "2 November 2026"


@pytest.mark.parametrize("days", [30, 90, 400])
def test_the_page_is_in_english_whatever_the_language_of_the_computer(
    rules: Rules, days: int
) -> None:
    visit = Visit(
        person=Person(age=46),
        findings={"cramp_painful": "yes"},
        numbers={"duration_days": days},
        reminder=ForeignDay(2027, 1, 5),
    )
    pages = [
        to_text(compose(rules.content, visit, rules.assess(visit), day))
        for day in (DAY, ForeignDay(DAY.year, DAY.month, DAY.day))
    ]

    assert "22 November 2026" in pages[0]
    assert "5 January 2027" in pages[0]
    assert pages[1] == pages[0]


@pytest.mark.parametrize(
    ("today", "old"),
    [(date(2026, 11, 22), False), (date(2027, 11, 22), False), (date(2027, 11, 23), True)],
)
def test_content_says_when_it_is_past_its_date(rules: Rules, today: date, old: bool) -> None:
    assert content_is_old(rules.content, today) is old
    document = compose(rules.content, Visit(), rules.assess(Visit()), today)
    assert ("due for a new check" in plain(document.footer)) is old


def test_every_block_kind_used_is_one_writers_know(rules: Rules) -> None:
    for number in range(1, 17):
        for section in page(rules, case(number, rules)).sections:
            for block in section.blocks:
                assert isinstance(block, (Notice, Table, ListBlock, Text)) or block.kind == "lines"


def test_prescribed_magnesium_is_not_cut_without_the_prescriber(rules: Rules) -> None:
    visit = Visit(
        person=Person(age=40, sex="female"),
        findings={"kidney_other": "yes"},
        numbers={"supplement_mg_day": 1200},
    )
    said = text(rules, visit)

    assert "If it was prescribed, ask the prescriber before you change it." in said
    assert said.index("ask the prescriber") < said.index("go below the limit")


def test_every_top_flag_says_its_first_step(rules: Rules) -> None:
    visit = Visit(findings={"bowel_obstruction": "yes", "sedative_cut_recent": "yes"})
    said = text(rules, visit)

    assert "Take no laxative or magnesium." in said
    assert "pharmacist or doctor the same day" in said


def test_thoughts_of_suicide_are_answered_in_full_beside_other_emergencies(rules: Rules) -> None:
    visit = Visit(
        person=Person(region="UK"), findings={"seizure": "yes", "suicidal_thoughts": "yes"}
    )
    said = text(rules, visit)

    assert "Samaritans 116 123" in said
    assert "Stay with someone." in said


def test_real_weakness_is_not_said_to_be_absent(rules: Rules) -> None:
    strong = {"weakness_objective": "no", "wasting": "no", "speech_swallow": "no"}
    for sign in ("foot_drop", "weakness_rapid", "double_vision_ptosis"):
        visit = Visit().changed(findings={**strong, sign: "yes"})
        assert "no loss of strength" not in text(rules, visit)
    assert "no loss of strength" in text(rules, Visit().changed(findings=strong))


def test_foot_drop_keeps_the_nerve_condition_off_the_away_list(rules: Rules) -> None:
    strong = {"weakness_objective": "no", "wasting": "no", "speech_swallow": "no"}
    visit = Visit().changed(findings={**strong, "foot_drop": "yes"})

    assert "nerve or muscle condition" not in text(rules, visit)


def test_away_waits_for_the_safety_questions(rules: Rules) -> None:
    assert "Away" not in text(rules, case(8, rules))
    assert "Away" in text(rules, case(6, rules))


def test_a_broad_warning_sign_names_what_was_said(rules: Rules) -> None:
    said = text(rules, Visit(findings={"tremor": "yes"}))

    assert "(trembling hands)" in said or "(tremor)" in said or "tremb" in said


def test_an_infant_has_an_age_in_months(rules: Rules) -> None:
    assert "Boy, 9 months." in text(rules, Visit(person=Person(age=0.8, sex="male")))


def test_the_usual_day_is_printed_as_a_rough_range(rules: Rules) -> None:
    oats = PlannedFood(food_id=171675, name="Oatmeal", measure="g", grams=926, meal="breakfast")
    visit = Visit(person=Person(age=40, sex="male"), usual_day=(oats,))
    whole = visit.changed(usual_day_complete=True)

    assert "Food: about 190 to 310 mg magnesium; need 420 mg a day (RDA)" in text(rules, whole)
    assert "about 190 to 310 mg magnesium in what I listed so far; need 420" in text(rules, visit)


def test_what_the_day_says_of_caffeine_and_alcohol_is_printed_as_an_estimate(rules: Rules) -> None:
    coffee = PlannedFood(food_id=171890, name="Coffee", measure="g", grams=1000, meal="breakfast")
    beer = PlannedFood(food_id=168746, name="Beer", measure="g", grams=1000, meal="dinner")
    visit = Visit(person=Person(age=40, sex="male", region="US"), usual_day=(coffee, beer))

    said = text(rules, visit)
    assert "Caffeine: about 200 to 600 mg a day in what I listed (limit 400)" in said
    assert "Alcohol: AUDIT-C 4 or more, by the drinks I listed (cut-off 4)" in said
    assert "Caffeine: 90 mg a day" in text(rules, visit.with_number("caffeine_mg_day", 90))


def test_the_quick_check_is_printed_as_rough(rules: Rules) -> None:
    visit = Visit(person=Person(age=40, sex="male"), quick_check={"nuts": "daily"})

    assert "greens, nuts, beans and whole grains (rough); need 420 mg" in text(rules, visit)
