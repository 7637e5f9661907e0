"""Which forms fit a wish, and that the words of the Supplements tab stand on known ground."""

from __future__ import annotations

from typing import get_args

import pytest

from mgaid import paths
from mgaid.core.content import load, on_demand, read
from mgaid.core.content.models import Fact, GateLevel
from mgaid.core.content.remedies import FormsFile
from mgaid.core.content.supplement_models import PharmacistQuestion, SupplementsFile, Wish
from mgaid.core.remedy_choice import (
    fitting,
    page_telling,
    price_per_100_mg,
    reasons,
    urgency_reasons,
)
from mgaid.core.visit import Visit
from tests.conftest import Rules

CONTENT = load(paths.content())
FORMS = read(paths.content(), "forms.toml", FormsFile).form
FILE = read(paths.content(), "supplements.toml", SupplementsFile)


def test_without_a_wish_every_form_fits_in_its_own_order() -> None:
    assert fitting(FORMS, ()) == FORMS


@pytest.mark.parametrize("wish", [wish.id for wish in FILE.wish])
def test_each_wish_is_met_by_some_forms_and_not_by_all(wish: Wish) -> None:
    fit = fitting(FORMS, [wish])

    assert 0 < len(fit) < len(FORMS)


@pytest.mark.parametrize("wish", [wish.id for wish in FILE.wish])
def test_bath_salts_are_never_offered_for_a_wish(wish: Wish) -> None:
    assert all(form.product != "bath" for form in fitting(FORMS, [wish]))


def test_more_wishes_never_give_more_forms() -> None:
    assert set(fitting(FORMS, ["loosens", "small_tablet"])) <= set(fitting(FORMS, ["loosens"]))


def test_the_words_point_to_forms_findings_and_sources_that_exist() -> None:
    facts = [FILE.fair_try, FILE.stop, FILE.too_much]
    files = {"supplements.toml": FILE, "forms.toml": read(paths.content(), "forms.toml", FormsFile)}

    assert all(isinstance(fact, Fact) for fact in facts)
    assert list(on_demand.references(CONTENT, files)) == []
    assert len({rule.id for rule in FILE.question}) == len(FILE.question)


def test_a_try_and_advice_are_never_laid_out_while_magnesium_is_closed_or_unknown() -> None:
    shut: set[GateLevel] = {"do_not_start", "need_answers"}

    assert shut.isdisjoint(FILE.try_levels)
    assert {*shut, "ask_first"}.isdisjoint(FILE.advice_levels)


@pytest.mark.parametrize("levels", [(), get_args(GateLevel)])
def test_each_level_has_either_a_try_or_words_in_its_place(levels: tuple[GateLevel, ...]) -> None:
    with pytest.raises(ValueError, match=r"either try_levels or words\.try_shut"):
        SupplementsFile.model_validate(FILE.model_dump() | {"try_levels": levels})


def test_a_question_cannot_name_what_it_does_not_ask_for() -> None:
    for ask in ("Is {medicines} safe?", "Is {mg} mg too much?"):
        with pytest.raises(ValueError, match=r"needs? "):
            PharmacistQuestion(id="x", rank=1, ask=ask)


def test_the_price_of_magnesium_itself_is_worked_out() -> None:
    assert price_per_100_mg(6.0, 60, 100) == pytest.approx(0.10)
    assert price_per_100_mg(6.0, 60, 0) is None


def test_the_page_that_asks_the_age_is_found() -> None:
    assert page_telling(CONTENT, "age") == "about"
    assert page_telling(CONTENT, "nothing of the kind") is None


def test_an_urgency_that_asks_first_names_its_signs(rules: Rules) -> None:
    found = rules.assess(Visit(findings={"weakness_objective": "yes"}))

    assert found.gate.level == "ask_first"
    assert found.gate.by_urgency
    assert reasons(CONTENT, found) == ()
    assert urgency_reasons(CONTENT, found)
