"""Words: plain, equal for every choice, selling nothing, promising nothing, dosing nobody."""

from __future__ import annotations

import re

import pytest

from mgaid.core.content import Content, terms
from mgaid.core.content.editorial import prose
from mgaid.core.content.prose import walk
from mgaid.core.content.reading import (
    FEWEST_WORDS,
    MEAN_GRADE,
    MOST_GRADE,
    MOST_WORDS_A_SENTENCE,
    mean_grade,
    measure,
)
from mgaid.core.content.texts import Option
from mgaid.core.score import PROSE_FIELDS, option_words, passive_share, within

SELLING = re.compile(
    r"\b(?:amazing|miracle|powerful|ultimate|revolutionary|(?:proven|known) to (?:help|work|stop)|"
    r"clinically proven|guaranteed?|superior|boosts?|detox|wonders?|breakthrough|premium|"
    r"must[- ]have|incredible|perfect|fantastic|excellent choice|game[- ]chang\w+|supercharge\w*|"
    r"the best (?:form|kind|magnesium|remedy|cure|product|supplement)|(?:it|which|that) cures|"
    r"risk[- ]free|all[- ]natural|fast[- ]acting|trusted by|number one|top[- ]quality)\b",
    re.IGNORECASE,
)
PROMISE = re.compile(
    r"(?<!\bdo )(?<!\bif )\byou (?:have|probably have|may have|likely have) (?:a |an )?"
    r"(?:low magnesium|disease|deficiency|ALS|MND|motor neurone|neuropathy|diabetes|hypomagn\w+)|"
    r"\byou(?:r body is| are) (?:\w+ ){0,2}?(?:low in|short of|lacking) magnesium|"
    r"\byou are (?:\w+ ){0,2}?deficient|"
    r"\byour magnesium is (?:too )?low|\blikely that you have|\byou must be (?:low|short)",
    re.IGNORECASE,
)
CHANCE = re.compile(
    r"\b(?:your (?:risk|chances?|probability|odds)|(?:risk|chance|probability|odds) that you|"
    r"people like you|how likely you are|"
    r"\d+ ?(?:%|per cent|of 100|in \d+) (?:likely|chance|risk))\b",
    re.IGNORECASE,
)
DOSE = re.compile(
    r"(?<!already )\b(?:take|start with|try|use|(?-i:Have)|swallow|go for|aim for|you need)\b"
    r"[^.?]{0,40}?"
    r"\b(?:\d[\d,.]*(?:(?: to |–)\d[\d,.]*)?|one|two|three|half a)\s*"
    r"(?:mg|g|milligrams?|tablets?|capsules?|pills?|scoops?)\b(?! (?:of magnesium )?already)",
    re.IGNORECASE,
)
# Names of bodies and places a person meets as they are; every other short form is spelled out.
NAMES = {
    "US", "EU", "UK", "NHS", "NICE", "USDA", "FDA", "NIH", "HIV", "MIT", "SIL", "USP", "NSF",
    "ADHD", "MDMA",
}  # fmt: skip
SHORT_FORM = re.compile(r"\b[A-Z]{2,}[a-z]?[A-Z]*s?\b|\b[a-z]+[A-Z]{2,}\b")


@pytest.fixture(scope="module")
def texts(content: Content) -> list[tuple[str, str, str]]:
    return list(prose(content))


def blocks(texts: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    return [(place, text) for place, kind, text in texts if kind == "block"]


# ------------------------------------------------------------------ plain


def test_the_mean_grade_is_six_or_less_and_no_text_is_above_eight(
    texts: list[tuple[str, str, str]],
) -> None:
    said = blocks(texts)
    hard = [
        (place, text)
        for place, text in said
        if (m := measure(text)).words >= FEWEST_WORDS and m.grade > MOST_GRADE
    ]

    assert hard == []
    assert mean_grade(text for _, text in said) <= MEAN_GRADE


def test_no_sentence_is_longer_than_twenty_words(texts: list[tuple[str, str, str]]) -> None:
    long = [p for p, text in blocks(texts) if measure(text).longest > MOST_WORDS_A_SENTENCE]

    assert long == []


@pytest.mark.parametrize(
    "part",
    ["sections", "options", "medicines", "forms", "supplements", "checklist", "foods", "diary",
     "score", "evidence", "claims", "flags", "causes", "words", "pages"],
)  # fmt: skip
def test_the_words_of_every_part_are_measured(texts: list[tuple[str, str, str]], part: str) -> None:
    assert any(place.split()[0] == part for place, _, _ in texts)


def test_a_short_form_is_explained_where_a_page_first_uses_it(content: Content) -> None:
    pages = {**content.sections, **content.options, **content.causes, **content.advice}
    pages |= {row.level: row for row in content.gate}
    bare = []
    for name, page in pages.items():
        seen: set[str] = set()
        for text in (text for _, _, text in walk(page, name)):
            for found in SHORT_FORM.finditer(text):
                word = found.group().rstrip("s")
                if word in NAMES or word in seen:
                    continue
                seen.add(word)
                before, after = text[: found.start()], text[found.end() :]
                spelled = re.match(r"[\w -]{0,20}\(", after) or re.search(r"\([^()]*$", before)
                if not spelled:
                    bare.append((name, word, text))

    assert bare == []


def test_a_medical_term_is_explained_where_a_page_first_uses_it(content: Content) -> None:
    pages = dict(terms.pages(content))
    known = content.words.terms
    found = {name: list(terms.unexplained(known, texts)) for name, texts in pages.items()}

    assert {name: bare for name, bare in found.items() if bare} == {}
    assert {f"overview {one}" for one in content.sections} <= set(pages)
    assert {f"wizard {one}" for one in content.pages} <= set(pages)


@pytest.mark.parametrize(
    ("texts", "term"),
    [
        (["Diuretics can do it."], "diuretic"),
        (["Ask about a PPI.", "It cuts the acid of the stomach."], "PPI"),
        (["Not with Myasthenia."], "myasthenia"),
    ],
)
def test_a_term_explained_too_late_or_never_is_caught(
    content: Content, texts: list[str], term: str
) -> None:
    assert [one for one, _ in terms.unexplained(content.words.terms, texts)] == [term]


def test_few_sentences_are_in_the_passive(texts: list[tuple[str, str, str]]) -> None:
    assert passive_share(text for _, text in blocks(texts)) <= 0.1


# ------------------------------------------------------------------ sells and promises nothing


def test_no_word_sells(texts: list[tuple[str, str, str]]) -> None:
    # What people claim is quoted, so that it can be answered.
    said = [(p, t) for p, _, t in texts if not p.endswith((" claim", " best_for"))]

    assert [(p, t) for p, t in said if SELLING.search(t)] == []


def test_no_text_says_that_the_person_has_a_disease_or_how_likely_it_is(
    texts: list[tuple[str, str, str]],
) -> None:
    found = [(p, t) for p, _, t in texts if PROMISE.search(t) or CHANCE.search(t)]

    assert found == []


def test_the_only_dose_named_is_that_of_the_open_gate(texts: list[tuple[str, str, str]]) -> None:
    """A dose belongs to the gate and to the try that the gate opens; not to a choice or a page."""
    kept = ("gate ", "supplements ")
    found = [(p, t) for p, t in blocks(texts) if DOSE.search(t) and not p.startswith(kept)]

    assert found == []


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (SELLING, "This powerful mineral boosts your legs."),
        (PROMISE, "You probably have low magnesium."),
        (CHANCE, "Your risk is 3 in 100."),
        (DOSE, "Take 200 mg a day."),
        (DOSE, "Try 100 to 200 mg with food."),
        (SELLING, "It is clinically proven."),
        (SELLING, "Magnesium works wonders for legs."),
        (SELLING, "Citrate is the best supplement."),
        (PROMISE, "You are probably low in magnesium."),
        (PROMISE, "It is likely that you have a nerve disease."),
        (PROMISE, "Your magnesium is too low."),
        (CHANCE, "It is 30 of 100 likely to be magnesium."),
        (CHANCE, "One in ten people like you have it."),
        (DOSE, "Have two tablets at night."),
        (DOSE, "Aim for 300 milligrams."),
        (DOSE, "Then take 100–200\u00a0mg."),
    ],
)
def test_the_patterns_catch_what_they_are_for(pattern: re.Pattern[str], text: str) -> None:
    assert pattern.search(text)


# ------------------------------------------------------------------ equal voice


def test_every_choice_has_the_same_fields_and_none_is_empty(content: Content) -> None:
    required = {name for name, field in Option.model_fields.items() if field.is_required()}

    assert set(PROSE_FIELDS) <= required
    for option in content.options.values():
        assert all(getattr(option, field).strip() for field in PROSE_FIELDS)


def test_the_choices_are_equally_long_within_a_fifth(content: Content) -> None:
    options = content.options.values()

    assert within(option_words(option) for option in options)
    for field in ("good_points", "bad_points"):
        total = sum(measure(getattr(option, field)).words for option in options)
        assert total > 0
    good = sum(measure(option.good_points).words for option in options)
    bad = sum(measure(option.bad_points).words for option in options)
    assert within([good, bad])


def test_unequal_choices_are_caught() -> None:
    assert within([100, 110, 95])
    assert not within([100, 60, 100])
    assert not within([])


def test_no_choice_is_called_best(content: Content) -> None:
    said = " ".join(
        str(getattr(option, field)) for option in content.options.values() for field in PROSE_FIELDS
    )

    assert not re.search(r"\b(?:best|better than|recommend\w*|should)\b", said, re.IGNORECASE)
