"""Laws of the rules: true for every visit, whatever the content says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid.core import interview
from mgaid.core.condition import findings_in
from mgaid.core.content.models import Answer, Urgency
from mgaid.core.visit import Medicine, Person, Supplement, Visit
from tests.conftest import Rules
from tests.core.visits import visits


@given(data=st.data())
def test_the_order_of_answers_does_not_matter(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(visits(rules.content))
    shuffled = data.draw(st.permutations(list(visit.findings.items())))

    assert rules.assess(visit.changed(findings=dict(shuffled))) == rules.assess(visit)


@given(data=st.data())
def test_one_more_yes_never_lowers_the_urgency(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(visits(rules.content))
    normal_tests = {f for flag in rules.content.flags.values() for f in flag.unless_any}
    finding = data.draw(st.sampled_from(sorted(set(rules.content.findings) - normal_tests)))

    assert rules.assess(visit.answered({finding: "yes"})).urgency >= rules.assess(visit).urgency


@given(data=st.data())
def test_a_normal_test_lowers_soon_to_routine_at_most(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(visits(rules.content))
    normal_tests = {f for flag in rules.content.flags.values() for f in flag.unless_any}
    finding = data.draw(st.sampled_from(sorted(normal_tests)))
    before = rules.assess(visit).urgency
    after = rules.assess(visit.answered({finding: "yes"})).urgency

    assert after >= before or (before is Urgency.soon and after is Urgency.routine)


@given(data=st.data())
def test_no_and_not_answered_give_the_same_urgency(rules: Rules, data: st.DataObject) -> None:
    """Silence is never worth more than a "no", nor less: only "yes" moves the urgency."""
    findings = rules.content.findings.values()
    read = {f for one in findings if one.derive is not None for f in findings_in(one.derive)}
    plain = sorted(one.id for one in findings if one.derive is None and one.id not in read)
    visit = data.draw(visits(rules.content))
    finding = data.draw(st.sampled_from(plain))

    assert (
        rules.assess(visit.answered({finding: "no"})).urgency
        == rules.assess(visit.answered({finding: None})).urgency
    )


@given(data=st.data())
def test_not_sure_is_the_same_as_silence_and_never_no(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(visits(rules.content))
    asked = [f.id for f in rules.content.findings.values() if f.derive is None]
    finding = data.draw(st.sampled_from(asked))
    unsure = rules.assess(visit.answered({finding: "unknown"}))
    silent = rules.assess(visit.answered({finding: None}))

    assert unsure == silent
    assert unsure.truths[finding] is None


@given(data=st.data())
def test_one_more_answer_never_flips_what_was_determined(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(visits(rules.content))
    before = rules.assess(visit).truths
    unanswered = sorted(set(rules.content.findings) - set(visit.findings))
    finding = data.draw(st.sampled_from(unanswered))
    answer: Answer = data.draw(st.sampled_from(["yes", "no"]))
    after = rules.assess(visit.answered({finding: answer})).truths
    # A direct "yes" wins over a derived "no" by rule; it is the one answer that may overrule.
    overruled = {finding} if before[finding] is False and answer == "yes" else set()
    overruled |= _built_on(rules, overruled)
    flipped = {f for f in before if before[f] is not None and after[f] != before[f]}

    assert flipped <= overruled


def _built_on(rules: Rules, findings: set[str]) -> set[str]:
    """Everything derived from these findings, by any path."""
    found = set(findings)
    grown = True
    while grown:
        more = {
            f.id
            for f in rules.content.findings.values()
            if f.derive is not None and findings_in(f.derive) & found
        }
        # Limits read findings too: the caffeine limit depends on pregnancy and age.
        if found & {"pregnant", "breastfeeding", "under_18"}:
            more |= {"caffeine_high", "caffeine_low", "alcohol_positive"}
            more |= {"diet_low_mg", "diet_good_mg"}
        grown = not more <= found
        found |= more
    return found


@given(data=st.data())
def test_every_interview_ends_at_the_last_page(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(visits(rules.content))
    assessment = rules.assess(visit)
    here: interview.Stop | None = interview.first_stop(rules.content)
    seen: list[interview.Stop] = []
    shown: frozenset[str] = frozenset()
    while here is not None:
        assert here not in seen
        seen.append(here)
        if here.now:
            shown |= interview.emergencies(assessment)
        here = interview.next_stop(rules.content, visit, assessment, here, shown)

    assert seen[-1].page == list(rules.content.pages)[-1]
    assert len(seen) <= len(rules.content.pages) + 1


@given(data=st.data())
def test_the_gate_never_opens_out_of_ignorance(rules: Rules, data: st.DataObject) -> None:
    visit = data.draw(visits(rules.content))
    found = rules.assess(visit)
    needed = {*rules.content.gate_findings, *rules.content.core.findings}
    if found.gate.level == "ok_low_dose":
        assert all(found.truths[f] is False for f in needed)


@given(data=st.data())
def test_every_visit_survives_being_saved_and_opened(rules: Rules, data: st.DataObject) -> None:
    from mgaid.core.visit import dumps, loads

    visit = data.draw(visits(rules.content))

    assert loads(dumps(visit), rules.content) == visit


# ------------------------------------------------------------------ the gate, one finding at a time


def all_no(rules: Rules) -> Visit:
    """A healthy adult who answered every question with "no" and takes nothing."""
    asked: dict[str, Answer] = {
        f.id: "no" for f in rules.content.findings.values() if f.derive is None
    }
    extra: dict[str, Answer] = {
        f.id: "no" for f in rules.content.findings.values() if f.derive and f.asked
    }
    return Visit(
        person=Person(age=40, sex="male", region="US"),
        findings={**asked, **extra},
        numbers={"supplement_mg_day": 0, "audit_c": 0, "caffeine_mg_day": 100, "sleep_hours": 8},
        medicines=(),
        medicine_list_complete=True,
    )


def test_a_healthy_person_with_every_answer_no_may_try_a_low_dose(rules: Rules) -> None:
    found = rules.assess(all_no(rules))

    assert found.gate.level == "ok_low_dose"
    assert found.urgency is Urgency.self_care
    assert found.complete


def test_each_open_safety_answer_closes_the_gate(rules: Rules) -> None:
    healthy = all_no(rules)
    for finding in {*rules.content.gate_findings, *rules.content.core.findings}:
        if finding in healthy.findings and finding not in ("pregnant", "breastfeeding"):
            found = rules.assess(healthy.answered({finding: None}))
            assert found.gate.level != "ok_low_dose", finding


@pytest.mark.parametrize(
    "missing",
    [
        {"medicine_list_complete": None},
        {"medicines": None},
        {"medicines": (Medicine(name="zzz unheard of"),)},
        {"numbers": {}},
        {"person": Person(sex="male")},
    ],
    ids=["list not said complete", "no list", "unknown name", "no amount", "no age"],
)
def test_missing_facts_close_the_gate(rules: Rules, missing: dict[str, object]) -> None:
    found = rules.assess(all_no(rules).changed(**missing))

    assert found.gate.level == "need_answers"


@given(data=st.data())
def test_any_stop_condition_stops_with_every_other_answer(
    rules: Rules, data: st.DataObject
) -> None:
    visit = data.draw(visits(rules.content))
    stops = rules.content.gate[0].any
    stop = data.draw(st.sampled_from(stops))

    assert rules.assess(visit.answered({stop: "yes"})).gate.level == "do_not_start"


@pytest.mark.parametrize(
    ("amount", "level"),
    [(250, "ok_low_dose"), (251, "ask_first"), (349, "ask_first"), (350, "do_not_start")],
)
def test_what_is_already_taken_counts(rules: Rules, amount: float, level: str) -> None:
    healthy = all_no(rules)
    taking = healthy.with_number("supplement_mg_day", amount)

    assert rules.assess(taking).gate.level == level


@pytest.mark.parametrize(
    ("age", "tested", "level"),
    [
        (64, "no", "ok_low_dose"),
        (65, "no", "ask_first"),
        (65, "yes", "ok_low_dose"),
        (74, "yes", "ok_low_dose"),
        (75, "yes", "ask_first"),
        (17.9, "yes", "ask_first"),
        (11.9, "yes", "do_not_start"),
    ],
)
def test_age_and_an_untested_kidney_ask_first(
    rules: Rules, age: float, tested: Answer, level: str
) -> None:
    visit = all_no(rules).answered({"kidney_test_normal": tested}).with_number("age", age)

    assert rules.assess(visit).gate.level == level


@pytest.mark.parametrize(
    ("mmol", "urgency"),
    [
        (0.39, "urgent"), (0.40, "urgent"), (0.49, "urgent"), (0.50, "soon"), (0.69, "soon"),
        (0.70, "self_care"), (1.00, "self_care"), (1.01, "soon"), (1.74, "soon"),
        (1.75, "urgent"), (2.49, "urgent"), (2.50, "emergency"),
    ],
)  # fmt: skip
def test_a_blood_result_gives_its_documented_urgency(
    rules: Rules, mmol: float, urgency: str
) -> None:
    visit = all_no(rules)
    labs = [f for f in visit.findings if f.startswith("lab_mg")]
    measured = visit.answered(dict.fromkeys(labs)).with_number("serum_mg_mmol_l", mmol)

    assert rules.assess(measured).urgency.name == urgency


def test_medicine_for_myasthenia_outweighs_a_stray_no(rules: Rules) -> None:
    visit = all_no(rules).changed(medicines=(Medicine(name="pyridostigmine", months=3),))

    assert visit.findings["myasthenia"] == "no"
    assert rules.assess(visit).gate.level == "do_not_start"


def test_silence_does_not_point_to_harmless_twitching(rules: Rules) -> None:
    visit = Visit(
        person=Person(age=30), findings={"twitch_flicker": "yes", "calf_or_foot_site": "yes"}
    )
    verdicts = {cause.id: cause.verdict for cause in rules.assess(visit).causes}

    assert verdicts["benign_fasciculation"] == "cant_tell"
    assert verdicts["als_mnd"] != "away"


def test_a_product_of_unknown_amount_keeps_the_gate_shut(rules: Rules) -> None:
    unknown = (Supplement(name="Night Mag"),)
    for told in ({}, {"supplement_mg_day": 0.0}, {"supplement_mg_day": 100.0}):
        numbers = {**all_no(rules).numbers, **told}
        visit = all_no(rules).changed(supplements=unknown, numbers=numbers)
        assert rules.assess(visit).gate.level == "need_answers"


def test_a_product_of_unknown_amount_counts_as_taking_magnesium(rules: Rules) -> None:
    visit = Visit(findings={"ckd_advanced": "yes"}, supplements=(Supplement(name="Night Mag"),))
    found = rules.assess(visit)

    assert found.truths["takes_mg_now"] is True
    assert "U-ckd-on-mg" in {flag.id for flag in found.flags}


def test_what_is_known_of_several_products_already_counts(rules: Rules) -> None:
    products = (Supplement(name="Night Mag"), Supplement(name="Day Mag", elemental_mg=400))
    visit = all_no(rules).changed(supplements=products, numbers={"audit_c": 0})

    assert rules.assess(visit).gate.level == "do_not_start"


def test_products_are_added_up_and_never_below_what_was_told(rules: Rules) -> None:
    products = (
        Supplement(name="A", elemental_mg=100, per_day=2),
        Supplement(name="B", elemental_mg=50),
    )
    visit = Visit(supplements=products)

    assert rules.assess(visit).numbers["supplement_mg_day"] == 250
    told = visit.with_number("supplement_mg_day", 300)
    assert rules.assess(told).numbers["supplement_mg_day"] == 300
    stopped = Visit(supplements=(Supplement(name="A", per_day=0),))
    assert rules.assess(stopped).numbers["supplement_mg_day"] == 0


def test_a_list_said_to_be_incomplete_is_not_an_empty_one(rules: Rules) -> None:
    assert rules.assess(Visit(medicine_list_complete=False)).truths["no_medicines"] is False
    assert rules.assess(Visit(medicine_list_complete=True)).truths["no_medicines"] is None


def test_the_limit_of_a_child_goes_by_age_not_by_a_tick(rules: Rules) -> None:
    visit = Visit(person=Person(age=80, sex="male", weight_kg=25), findings={"under_18": "yes"})

    assert rules.assess(visit).limits["caffeine_limit"] == (400, 400)
