"""The list of everything MgAid says: nothing is left out, and all of it can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import pytest

from mgaid.core import evidence
from mgaid.core.content import Content, on_demand
from mgaid.core.content.models import Fact, Prose, Strict
from mgaid.core.content.prose import reading_kind
from mgaid.core.content.remedies import FormsFile
from mgaid.core.evidence import Evidence, Statement, collect, search


@pytest.fixture(scope="module")
def known(content: Content) -> Evidence:
    return collect(content)


def every_fact(content: Content) -> list[Fact]:
    """All facts there are, found by walking the content and not by the list's own order."""
    loaded: list[Fact] = []
    for field in fields(content):
        value = getattr(content, field.name)
        parts = tuple(value.values()) if isinstance(value, dict) else value
        loaded += on_demand.facts_in(parts)
    loaded += on_demand.facts_in(content.medicines)
    for file in on_demand.read_all(content.root).values():
        loaded += on_demand.facts_in(file)
    return loaded


def test_no_fact_is_missing_from_the_list(content: Content, known: Evidence) -> None:
    forms = on_demand.read_all(content.root)["forms.toml"]
    assert isinstance(forms, FormsFile)
    # How well a form is taken up has sources of its own beside those of the form.
    facts = len(every_fact(content)) + len(forms.form)

    assert len(known.statements) == facts > 500


def test_every_statement_has_source_certainty_date_and_what_would_change_it(
    content: Content, known: Evidence
) -> None:
    for one in known.statements:
        assert one.head, one.id
        assert one.lines, one.id
        assert one.sources, one.id
        assert set(one.sources) <= set(content.sources), one.id
        assert one.certainty in content.words.certainty_meaning
        assert one.certainty in content.words.certainty_changes
        assert date(2025, 1, 1) < one.checked <= content.words.content_date


# Sentences that say nothing about the world: they ask, tell what to do, explain a word, speak of
# the person's own answers, or of MgAid itself. Everything else is a fact.
NO_FACTS: dict[str, set[str] | None] = {
    "Finding": {"question", "hint"}, "Value": {"question", "hint"}, "QuestionRule": {"ask"},
    "PharmacistQuestion": {"ask"}, "Page": {"lead"}, "AskChoice": {"hint"},
    "ChoiceOption": {"hint"}, "ChecklistFile": {"what"}, "UrgencyWords": {"when", "on_paper"},
    "RegionWords": {"advice"},
    "Words": {"disclaimer", "safety_net", "other_numbers", "certainty_meaning",
              "certainty_changes", "emergency_steps"},
    "SupplementWords": None, "ChecklistWords": None, "DiaryWords": None, "EvidenceWords": None,
    "ScoreWords": None, "Criterion": {"why"}, "AboutPart": {"text"},
    "ScoreFile": {"past_date", "in_date"},
}  # fmt: skip
SOUNDS_LIKE_A_FACT = re.compile(
    r"\b(?:\d[\d,.]* (?:of|in|out of) (?:every )?\d|per cent|percent|"
    r"(?:stud(?:y|ies)|trials?|research|evidence) (?:shows?|found|finds?|says?|suggests?|proves?)|"
    r"(?:is|are|was|were) (?:shown|proven|known|linked)|"
    r"(?:stops?|prevents?|cures?|eases?|causes?|drains?|raises?) "
    r"(?:\w+ )?(?:twitch|cramp|magnesium|deficien)\w*)",
    re.IGNORECASE,
)


def without_fact(node: object, inside: bool = False) -> Iterator[tuple[str, str, str]]:
    """Sentences of the content that belong to no fact, as (model, field, text)."""
    if isinstance(node, Strict):
        fact = inside or isinstance(node, Fact)
        for key, field in type(node).model_fields.items():
            value = getattr(node, key)
            if reading_kind(field) is None:
                yield from without_fact(value, fact)
            elif reading_kind(field) == "block" and not fact:
                for text in flat(value):
                    yield type(node).__name__, key, text
    elif isinstance(node, (tuple, list, dict)):
        for part in node.values() if isinstance(node, dict) else node:
            yield from without_fact(part, inside)


def flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, (tuple, list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from flat(part)


def all_content(content: Content) -> list[object]:
    loaded = [getattr(content, field.name) for field in fields(content)]
    return [*loaded, content.medicines, *on_demand.read_all(content.root).values()]


def test_no_sentence_of_fact_stands_without_source_certainty_and_date(content: Content) -> None:
    loose = [one for part in all_content(content) for one in without_fact(part)]

    assert len(loose) > 300
    for model, field, text in loose:
        allowed = NO_FACTS.get(model, set())
        assert allowed is None or field in allowed, (model, field, text)
    told = [one for one in loose if not one[2].endswith("?")]
    assert [one for one in told if SOUNDS_LIKE_A_FACT.search(one[2])] == []


@pytest.mark.parametrize(
    "text",
    [
        "Magnesium stops cramps.",
        "7 in 10 people notice a twitch.",
        "Trials found no difference.",
        "Coffee is known to do this.",
        "Water tablets drain your magnesium.",
    ],
)
def test_a_loose_sentence_of_fact_is_caught(content: Content, text: str) -> None:
    words = content.words.model_copy(update={"safety_net": text})
    [found] = [one for one in without_fact(words) if one[1] == "safety_net"]

    assert SOUNDS_LIKE_A_FACT.search(found[2])


def test_a_new_kind_of_sentence_without_a_source_is_caught() -> None:
    class Remark(Strict):
        text: Prose

    [(model, field, _)] = without_fact((Remark(text="Nuts are good."),))

    assert (model, field) == ("Remark", "text")
    assert model not in NO_FACTS


def test_every_statement_can_be_read_as_it_stands(known: Evidence) -> None:
    for one in known.statements:
        for line in (one.head, *one.lines):
            assert line.strip(), one.id
            assert "{" not in line, one.id


def test_ids_stand_once(known: Evidence) -> None:
    ids = [one.id for one in known.statements]

    assert len(ids) == len(set(ids))


def test_all_claims_are_there_with_their_verdict(content: Content, known: Evidence) -> None:
    claims = known.of("claims")

    assert len(claims) == len(content.claims)
    assert {one.verdict for one in claims} <= set(content.words.claim_verdicts)
    wrong = next(one for one in claims if one.head == content.claims["C15"].claim)
    assert wrong.verdict == "wrong"


@pytest.mark.parametrize(
    ("query", "head"),
    [
        ("ppi urine", "With acid blockers (PPIs) you lose it in urine"),
        ("PPI, Urine", "With acid blockers (PPIs) you lose it in urine"),
        ("cochrane 2020 dummy pill", "Leg cramps"),
        ("legare sure", "Do you feel sure about the best choice for you?"),
        ("citrate", "Magnesium citrate"),
        ("furosemide", ""),
        ("RDA pregnant", "Daily need, US"),
        ("energy drink caffeine", "Energy drink, a large can of 500 mL"),
        ("tiptoe", "Check your leg strength once"),
        ("soil", "Where the food figures come from"),
    ],
)
def test_a_statement_is_found_by_its_words_and_by_its_source(
    known: Evidence, query: str, head: str
) -> None:
    found = [one.head for one in search(known.statements, query)]

    assert (head in found) if head else (found == [])


def test_what_has_the_words_in_its_head_comes_first(known: Evidence) -> None:
    found = search(known.statements, "restless legs")

    assert "restless legs" in found[0].head.lower()
    assert any("restless legs" not in one.head.lower() for one in found)


def test_no_words_find_everything_and_nonsense_finds_nothing(known: Evidence) -> None:
    assert search(known.statements, "  ") == known.statements
    assert search(known.statements, "qqqq") == ()


def test_each_part_has_statements_and_together_they_are_all(known: Evidence) -> None:
    parts = [one for group in known.groups for one in known.of(group)]

    assert set(known.groups) == set(known.words.groups)
    assert len(parts) == len(known.statements) == len(known.of(""))


def test_a_choice_is_listed_with_all_its_rows(content: Content, known: Evidence) -> None:
    lines = next(one for one in known.of("choices") if one.head == "Try a supplement").lines

    assert len(lines) == len(known.words.fields)
    assert f"Bad points: {content.options['supplement'].bad_points}" in lines


def test_the_figure_is_said_in_words_with_its_range(content: Content, known: Evidence) -> None:
    cramp = content.quantities["cramp25"]
    one = next(one for one in known.of("overview") if one.head == cramp.title)

    assert "67 of 100 on magnesium, 64 of 100 on a dummy pill." in one.lines
    assert cramp.range_note in one.lines


def test_needs_are_said_with_their_ages(known: Evidence) -> None:
    said = [one.lines for one in known.of("intakes")]

    assert any("Age: 19 to below 31." in lines for lines in said)
    assert any(line.endswith("and over.") for lines in said for line in lines)
    assert any("The most from products: 350 mg a day." in lines for lines in said)


def test_a_statement_without_facts_of_its_own_is_a_value() -> None:
    one = Statement("a", "aid", "Head", ("line",), ("EXPERT",), "expert", date(2026, 11, 22))

    assert evidence.search([one], "head") == ()  # nothing is found before it was made findable
    assert hash(one)
