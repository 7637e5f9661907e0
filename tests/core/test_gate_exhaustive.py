"""The gate over every combination of what closes it, and each thing that opens or narrows it."""

from __future__ import annotations

import random
from itertools import chain, combinations

import pytest

from mgaid import paths
from mgaid.core.content import load, read
from mgaid.core.content.models import Answer
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.remedy_choice import open_pages, pharmacist_questions, reasons
from mgaid.core.visit import Medicine, Person, Visit
from tests.conftest import Rules
from tests.core.test_laws import all_no

CONTENT = load(paths.content())
STOPS = CONTENT.gate[0].any
ASK_FIRST = CONTENT.gate[1].any
STOP_SETS = tuple(chain.from_iterable(combinations(STOPS, n) for n in range(1, len(STOPS) + 1)))
NAMES = ("omeprazole", "furosemide", "digoxin", "lithium", "paracetamol", "not a medicine")
NUMBERS = {"over_ul": ("supplement_mg_day", 600.0), "near_ul": ("supplement_mg_day", 300.0)}
AGES = {"under_12": 8.0, "under_18": 15.0, "age_75plus": 80.0}
MEDICINES = {
    "takes_diuretic": Medicine(name="furosemide", months=3),
    "takes_ppi_1y": Medicine(name="omeprazole", months=24),
    "takes_depleting_other": Medicine(name="ciclosporin", months=3),
    "digoxin": Medicine(name="digoxin", months=3),
    "takes_interacting": Medicine(name="levothyroxine", months=3),
    "takes_lithium": Medicine(name="lithium", months=3),
    "takes_laxative": Medicine(name="bisacodyl", months=3),
    "cancer_treatment": Medicine(name="cisplatin", months=3),
}


def saying(visit: Visit, *findings: str) -> Visit:
    """The visit in which these findings are true, each told in the way the person tells it."""
    for finding in findings:
        if finding in NUMBERS:
            visit = visit.with_number(*NUMBERS[finding])
        elif finding in AGES:
            visit = visit.with_number("age", AGES[finding])
        elif finding in MEDICINES:
            listed = visit.medicines or ()
            visit = visit.changed(medicines=(*listed, MEDICINES[finding]))
        elif finding == "pregnant_or_recent_birth":
            visit = visit.answered({"birth_within_6_weeks": "yes"})
        elif finding == "kidney_risk_untested":
            visit = visit.with_number("age", 70).answered({"kidney_test_normal": "no"})
        else:
            visit = visit.answered({finding: "yes"})
    return visit


def around(chance: random.Random) -> Visit:
    """A visit with any other answers: everything a person could have told, or not told."""
    asked = [f.id for f in CONTENT.findings.values() if f.asked and f.id not in STOPS]
    told: dict[str, Answer] = {
        one: chance.choice(("yes", "no", "unknown"))
        for one in chance.sample(asked, chance.randint(0, len(asked)))
    }
    names = chance.sample(NAMES, chance.randint(0, 3))
    return Visit(
        person=Person(
            age=chance.choice((None, 15, 30, 68, 90)), sex=chance.choice((None, "female", "male"))
        ),
        findings=told,
        numbers=chance.choice(({}, {"supplement_mg_day": 0.0}, {"supplement_mg_day": 200.0})),
        medicines=chance.choice((None, tuple(Medicine(name=name) for name in names))),
        medicine_list_complete=chance.choice((None, True, False)),
    )


def test_there_are_ten_stop_findings_and_all_their_sets_are_tried() -> None:
    assert len(STOP_SETS) == 2 ** len(STOPS) - 1
    assert len(STOPS) == 10


MIDDLE = range(3, len(STOPS) - 1)  # sizes of which there are most sets


@pytest.mark.parametrize(
    "size",
    [
        pytest.param(size, marks=[pytest.mark.slow] if size in MIDDLE else [])
        for size in range(1, len(STOPS) + 1)
    ],
)
def test_every_set_of_stop_findings_closes_the_gate_with_any_other_answers(
    rules: Rules, size: int
) -> None:
    chance = random.Random(size)
    for stops in (one for one in STOP_SETS if len(one) == size):
        for visit in (all_no(rules), around(chance), around(chance)):
            gate = rules.assess(saying(visit, *stops)).gate
            assert gate.level == "do_not_start", stops
            assert set(stops) <= set(gate.reasons), stops


@pytest.mark.parametrize("stop", STOPS)
def test_a_stop_finding_closes_the_gate_beside_every_single_other_answer(
    rules: Rules, stop: str
) -> None:
    healthy = saying(all_no(rules), stop)
    others = [f.id for f in CONTENT.findings.values() if f.asked and f.id not in STOPS]
    told: tuple[Answer, ...] = ("yes", "unknown")  # "no" is what all_no answers already
    for other in others:
        for answer in told:
            gate = rules.assess(healthy.answered({other: answer})).gate
            assert gate.level == "do_not_start", (other, answer)
            assert stop in gate.reasons, (other, answer)


@pytest.mark.parametrize("finding", ASK_FIRST)
def test_each_ask_first_finding_asks_first(rules: Rules, finding: str) -> None:
    visit = all_no(rules)
    if CONTENT.findings[finding].group == "pregnancy" or "pregnan" in finding:
        visit = visit.changed(person=Person(age=30, sex="female", region="US"))
    if finding == "breastfeeding":
        visit = visit.changed(person=Person(age=30, sex="female", region="US"))
    found = rules.assess(saying(visit, finding))

    assert found.truths[finding] is True
    assert found.gate.level == "ask_first"
    assert finding in found.gate.reasons


@pytest.mark.parametrize("finding", ASK_FIRST)
def test_ask_first_is_never_milder_beside_a_stop(rules: Rules, finding: str) -> None:
    found = rules.assess(saying(saying(all_no(rules), finding), "heart_block"))

    assert found.gate.level == "do_not_start"


@pytest.mark.parametrize("finding", [*CONTENT.gate_findings, *CONTENT.core.findings])
def test_what_is_still_open_leads_to_a_page_that_asks_it(rules: Rules, finding: str) -> None:
    """From a visit in which nothing is told: every open finding has its page among the links."""
    from mgaid.core.remedy_choice import _pages_settling

    empty = rules.assess(Visit())
    assert empty.gate.level == "need_answers"
    wanted = set(_pages_settling(CONTENT, Visit(), empty, finding))

    assert wanted
    assert wanted & set(open_pages(CONTENT, Visit(), empty))


def test_nothing_is_open_once_everything_is_answered(rules: Rules) -> None:
    healthy = all_no(rules)

    assert open_pages(CONTENT, healthy, rules.assess(healthy)) == ()


def test_a_reason_names_the_medicines_that_made_it(rules: Rules) -> None:
    visit = saying(all_no(rules), "takes_diuretic", "takes_ppi_1y")
    found = {one.finding: one.medicines for one in reasons(CONTENT, rules.assess(visit))}

    assert found["takes_diuretic"] == ("furosemide",)
    assert found["takes_ppi_1y"] == ("omeprazole",)


def test_only_the_medicines_that_clash_are_named_for_a_clash(rules: Rules) -> None:
    names = ("levothyroxine", "paracetamol", "zzz unheard of")
    visit = all_no(rules).changed(medicines=tuple(Medicine(name=name, months=1) for name in names))
    found = {one.finding: one.medicines for one in reasons(CONTENT, rules.assess(visit))}

    assert found["takes_interacting"] == ("levothyroxine",)


def test_a_reason_that_no_medicine_made_names_none(rules: Rules) -> None:
    visit = saying(all_no(rules), "kidney_risk_untested").changed(
        medicines=(Medicine(name="paracetamol", months=1),)
    )
    found = {one.finding: one.medicines for one in reasons(CONTENT, rules.assess(visit))}

    assert found["kidney_risk_untested"] == ()


def test_the_pharmacist_is_asked_about_what_was_told(rules: Rules) -> None:
    file = read(paths.content(), "supplements.toml", SupplementsFile)
    visit = saying(all_no(rules), "takes_diuretic", "takes_ppi_1y")
    asks = pharmacist_questions(CONTENT, visit, rules.assess(visit), file)

    assert any("furosemide and omeprazole" in ask for ask in asks)
    assert any("water tablet" in ask for ask in asks)
    assert not any("{" in ask for ask in asks)


@pytest.mark.parametrize("stops", [(), ("ckd_advanced",), ("over_ul", "heart_block")])
def test_there_is_always_something_to_ask(rules: Rules, stops: tuple[str, ...]) -> None:
    file = read(paths.content(), "supplements.toml", SupplementsFile)
    for visit in (Visit(), all_no(rules)):
        told = saying(visit, *stops)
        asks = pharmacist_questions(CONTENT, told, rules.assess(told), file)
        assert asks
        assert len(asks) == len(set(asks))
        assert not any("{" in ask for ask in asks)


def test_a_complete_list_of_known_medicines_leaves_no_question_about_them(rules: Rules) -> None:
    listed = Visit(medicines=(Medicine(name="indapamide", months=30),), medicine_list_complete=True)
    unknown = listed.changed(medicines=(Medicine(name="zzz unheard of", months=1),))
    undated = listed.changed(medicines=(Medicine(name="omeprazole"),))

    assert "medicines" not in open_pages(CONTENT, listed, rules.assess(listed))
    assert "medicines" in open_pages(CONTENT, unknown, rules.assess(unknown))
    assert "medicines" in open_pages(CONTENT, undated, rules.assess(undated))
