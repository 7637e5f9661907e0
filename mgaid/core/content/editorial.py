"""What ``mgaid check`` asks of the words beyond what loading needs: the reading grade.

Every string marked as prose in the models is measured; labels are only held to a length.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mgaid.core.content import Content, Problem, on_demand
from mgaid.core.content.models import Reading
from mgaid.core.content.reading import (
    FEWEST_WORDS,
    LABEL_WORDS,
    MEAN_GRADE,
    MOST_GRADE,
    MOST_WORDS_A_SENTENCE,
    mean_grade,
    measure,
)
from mgaid.core.food_guide import FoodGuide, read_guide


def prose(content: Content) -> Iterator[tuple[str, str, str]]:
    """Every authored text a person can meet, as (place, kind, text); kind is block or label.

    Files that are read on first use are read here.
    """
    for field in fields(content):
        yield from walk(getattr(content, field.name), field.name)
    yield from walk(content.medicines, "medicines")
    for name, file in on_demand.read_all(content.root).items():
        yield from walk(file, name.removesuffix(".toml"))
    yield from _foods(read_guide(content.root / "foods.toml"))


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

    Blocks that are too hard, sentences and labels that are too long, and too hard a mean.
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
    return found


def walk(node: Any, place: str) -> Iterator[tuple[str, str, str]]:
    """The words marked as such in one part of the content, as ``prose`` gives them."""
    if isinstance(node, BaseModel):
        name = getattr(node, "id", "") or getattr(node, "finding", "")
        here = f"{place} {name}".strip()
        for key, field in type(node).model_fields.items():
            value = getattr(node, key)
            kind = reading_kind(field)
            if kind is None:
                yield from walk(value, f"{here} {key}" if key not in _PLAIN else here)
            elif isinstance(value, str):
                yield from _text(f"{here} {key}", kind, value)
            else:
                parts = value.values() if isinstance(value, dict) else value
                for part in parts:
                    lines = (part,) if isinstance(part, str) else part
                    for line in lines:
                        yield from _text(f"{here} {key}", kind, line)
    elif isinstance(node, dict):
        for part in node.values():
            yield from walk(part, place)
    elif isinstance(node, (tuple, list)):
        for part in node:
            yield from walk(part, place)
    elif is_dataclass(node):
        return


_PLAIN = ("rows", "items", "options", "ask", "blocks")


def _text(place: str, kind: str, text: str) -> Iterator[tuple[str, str, str]]:
    if text:
        yield place, kind, text


def reading_kind(field: FieldInfo) -> str | None:
    """Whether the words of a field are a ``block``, a ``label``, or nothing to read."""
    return _reading(field.metadata) or _reading_inside(field.annotation)


def _reading(metadata: list[Any]) -> str | None:
    return next((mark.kind for mark in metadata if isinstance(mark, Reading)), None)


def _reading_inside(annotation: Any) -> str | None:
    """The mark of the strings inside a tuple or mapping of prose."""
    for part in getattr(annotation, "__args__", ()):
        found = _reading(list(getattr(part, "__metadata__", ())))
        if found is None and getattr(part, "__origin__", None) in (tuple, list):
            found = _reading_inside(part)
        if found is not None:
            return found
    return None
