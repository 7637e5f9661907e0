"""What ``mgaid check`` asks of the words beyond what loading needs: that they are plain.

Every string marked as prose in the models is measured for its reading grade; labels are only held
to a length. Medical terms must be explained where a page first uses them (``terms``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from mgaid.core.content import Content, Problem, on_demand, terms
from mgaid.core.content.prose import walk
from mgaid.core.content.reading import (
    FEWEST_WORDS,
    LABEL_WORDS,
    MEAN_GRADE,
    MOST_GRADE,
    MOST_WORDS_A_SENTENCE,
    mean_grade,
    measure,
)
from mgaid.core.food_guide import GUIDE_FILE, FoodGuide, read_guide


def prose(content: Content) -> Iterator[tuple[str, str, str]]:
    """Every authored text a person can meet, as (place, kind, text); kind is block or label.

    Files that are read on first use are read here.
    """
    for field in fields(content):
        yield from walk(getattr(content, field.name), field.name)
    yield from walk(content.medicines, "medicines")
    for name, file in on_demand.read_all(content.root).items():
        yield from walk(file, name.removesuffix(".toml"))
    yield from _foods(read_guide(content.root / GUIDE_FILE))


def _foods(guide: FoodGuide) -> Iterator[tuple[str, str, str]]:
    """The sentences of foods.toml; names of foods and of portions are not ours to make plain."""
    screener = guide.screener
    blocks = {
        "reasons": guide.reasons.values(),
        "notes": guide.notes.values(),
        "amount": guide.amount.sentences.values(),
        "no_swaps": (rule.text for rule in guide.no_swaps),
        "screener": (screener.intro, screener.note),
    }
    labels = {
        "no_swaps": (rule.head for rule in guide.no_swaps),
        "share": (word.say for word in guide.share),
        "screener": (
            *(group.ask for group in screener.groups),
            *(answer.say for answer in screener.answers),
        ),
    }
    for kind, parts in (("block", blocks), ("label", labels)):
        for place, texts in parts.items():
            for text in texts:
                yield f"foods {place}", kind, text


def problems(content: Content) -> list[Problem]:
    """What is wrong with the words, and with the files that are read on first use.

    Blocks that are too hard, sentences and labels that are too long, too hard a mean, and terms
    without an explanation.
    """
    found = list(on_demand.references(content, on_demand.read_all(content.root)))
    blocks = []
    for place, kind, text in prose(content):
        got = measure(text)
        if kind == "label":
            if got.words > LABEL_WORDS:
                found.append(
                    Problem("content", place, f"a label of {got.words} words", "make it shorter")
                )
            continue
        blocks.append(text)
        if got.words >= FEWEST_WORDS and got.grade > MOST_GRADE:
            found.append(
                Problem(
                    "content",
                    place,
                    f"reading grade {got.grade:.1f} is above {MOST_GRADE:g}",
                    "use shorter words and sentences",
                )
            )
        if got.longest > MOST_WORDS_A_SENTENCE:
            found.append(
                Problem(
                    "content",
                    place,
                    f"a sentence of {got.longest} words",
                    f"keep to {MOST_WORDS_A_SENTENCE} words",
                )
            )
    mean = mean_grade(blocks)
    if mean > MEAN_GRADE:
        found.append(
            Problem("content", "", f"the mean reading grade is {mean:.1f}", "simplify the hardest")
        )
    found += terms.problems(content)
    return found
