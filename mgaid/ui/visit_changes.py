"""What differs between two visits, in the words a person was asked with.

It hides where each part of a visit keeps its words. It decides nothing and shows nothing; the page
one was on is no answer and is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel

from mgaid.core.content import Content
from mgaid.core.content.asking import AskChoice
from mgaid.core.content.models import ScoreItem, Value
from mgaid.core.phrases import count_text, day_text, number_text, upper, value_text
from mgaid.core.visit import Medicine, PlannedFood, Supplement, Visit

NOT_ANSWERED = "Not answered"
ANSWERS = {"yes": "Yes", "no": "No", "unknown": "Not sure"}
LONGEST_QUOTE = 60

_Part = TypeVar("_Part")
_Told = tuple[str, str, str]
_MARK = "\0"  # between what is shown and what is only compared


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: what it is, what it was then and what it is now."""

    what: str
    then: str
    now: str


def changes(content: Content, then: Visit, now: Visit) -> tuple[Change, ...]:
    """Everything that differs; empty when the answers are the same."""
    before = {key: (what, told) for key, what, told in _told(content, then)}
    after = {key: (what, told) for key, what, told in _told(content, now)}
    found = []
    for key, (what, _) in {**before, **after}.items():
        old, new = (held[key][1] if key in held else NOT_ANSWERED for held in (before, after))
        if old != new:
            then_shown, now_shown = old.split(_MARK)[0], new.split(_MARK)[0]
            if then_shown == now_shown:
                now_shown = f"{now_shown}, in another way"
            found.append(Change(upper(what), then_shown, now_shown))
    return tuple(found)


def _told(content: Content, visit: Visit) -> Iterator[_Told]:
    """Everything told: a key of its own, what it is, and the answer in words."""
    yield from _numbers(content, visit)
    yield from _answers(content, visit)
    yield from _lists(content, visit)
    yield from _wishes(content, visit)
    yield from _own_words(content, visit)


def _numbers(content: Content, visit: Visit) -> Iterator[_Told]:
    for value in content.values.values():
        held = visit.numbers.get(value.id)
        told = getattr(visit.person, value.id) if value.where == "person" else held
        if told is not None:
            yield f"number {value.id}", value.label, _amount(value, told)
    for score in content.scores.values():
        for item in score.items:
            if item.id in visit.items:
                yield f"item {item.id}", item.text, _picked(item, visit.items[item.id])


def _amount(value: Value, told: float) -> str:
    return f"{value_text(value, told)}{_MARK}{told}"


def _picked(item: ScoreItem, told: float) -> str:
    chosen = int(told)
    whole = chosen == told and 0 <= chosen < len(item.options)
    return item.options[chosen].text if whole else f"{number_text(told)}{_MARK}{told}"


def _answers(content: Content, visit: Visit) -> Iterator[_Told]:
    by_choice: set[str] = set()
    for page in content.pages.values():
        for ask in page.ask:
            if not isinstance(ask, AskChoice):
                continue
            told = getattr(visit.person, ask.field) if ask.field else visit.choices.get(ask.id)
            for option in ask.options:
                if option.id == told:
                    by_choice.update(option.findings)
                    yield f"choice {ask.id}", ask.title, option.text
    for key, answer in visit.findings.items():
        if key not in by_choice:
            yield f"finding {key}", content.findings[key].label, ANSWERS[answer]


def _lists(content: Content, visit: Visit) -> Iterator[_Told]:
    places = [content.regions[key].label for key in visit.sites]
    yield from _listed("Where it twitches", places or None, str)
    yield from _listed("Medicines", visit.medicines, _medicine)
    if visit.medicine_list_complete is not None:
        answer = "Yes" if visit.medicine_list_complete else "No"
        yield "all medicines", "Those are all the medicines", answer
    yield from _listed("Magnesium products", visit.supplements, _product)
    yield from _listed("Your usual day", visit.usual_day or None, _food)
    for entry in visit.diary:
        # What was noted on a day would be a table of its own: that it differs is what counts.
        noted = entry.model_dump_json(exclude_defaults=True)
        yield f"diary {entry.day}", f"Diary, {day_text(entry.day)}", f"Noted{_MARK}{noted}"


def _listed(
    what: str, parts: Sequence[_Part] | None, words: Callable[[_Part], str]
) -> Iterator[_Told]:
    if parts is not None:
        exactly = [one.model_dump_json() if isinstance(one, BaseModel) else one for one in parts]
        yield f"list {what}", what, f"{', '.join(map(words, parts)) or 'None'}{_MARK}{exactly}"


def _medicine(one: Medicine) -> str:
    return one.name if one.months is None else f"{one.name} ({number_text(one.months)}\u00a0months)"


def _product(one: Supplement) -> str:
    amount = "" if one.elemental_mg is None else f" of {number_text(one.elemental_mg)}\u00a0mg"
    return f"{one.name} ({count_text(one.per_day)}{amount} a day)"


def _food(one: PlannedFood) -> str:
    return f"{one.name} ({number_text(one.grams)}\u00a0g, {one.meal})"


def _wishes(content: Content, visit: Visit) -> Iterator[_Told]:
    for key, rating in visit.matters.items():
        yield f"matters {key}", content.preferences[key].label, f"{rating} of 5"
    leaning = [content.options[key].name for key in visit.leaning]
    yield from _listed("You lean to", leaning or None, str)
    for key, answer in visit.sure.items():
        question = content.sure.get(key)
        yield f"sure {key}", question.question if question else key, ANSWERS[answer]
    if visit.reminder is not None:
        yield "reminder", "Look at it again", day_text(visit.reminder)


def _own_words(content: Content, visit: Visit) -> Iterator[_Told]:
    if visit.name:
        yield "name", "Your name", _quoted(visit.name)
    for place, question in enumerate(visit.questions, 1):
        yield f"question {place}", f"Your own question {place}", _quoted(question)
    if visit.ask_first is not None:
        picked = f"{len(visit.ask_first)} picked{_MARK}{visit.ask_first}"
        yield "ask first", "Questions you put first", picked
    for key, note in visit.notes.items():
        yield f"note {key}", f"Your words on “{content.pages[key].title}”", _quoted(note)
    kept = visit.preferences.model_dump_json(exclude_defaults=True)
    if kept != "{}":
        yield "page", "How your page is set up", f"Your way{_MARK}{kept}"


def _quoted(words: str) -> str:
    """The start of the words; all of them are compared."""
    flat = " ".join(words.split())
    shown = flat if len(flat) <= LONGEST_QUOTE else f"{flat[:LONGEST_QUOTE].rstrip()}..."
    return f"“{shown}”{_MARK}{words}"
