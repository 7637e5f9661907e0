"""The wizard's brain: which page comes next, how far along one is, whether an answer will do.

Knows no window. A page is shown unless it is known not to concern the person. A "now" stop is the
page that says what to do at once; it follows any page whose answers raised an emergency that has
not been shown yet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from mgaid.core.assessment import Assessment
from mgaid.core.condition import Condition, Range, Truth, truth_of
from mgaid.core.content import Content
from mgaid.core.content.asking import Ask, Page
from mgaid.core.content.models import Urgency
from mgaid.core.visit import Visit


class AnswerRefused(Exception):
    """What was typed cannot be right; the message says what would be."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in the wizard: a page, or with ``now`` the call for help that follows it."""

    page: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """``step`` counts from 1; ``done`` are ids of steps passed; ``share`` runs from 0 to 1."""

    step: int
    steps: int
    minutes_left: int
    share: float
    done: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Known:
    """What an assessment knows, in the shape conditions ask for. Pages only look at findings,
    values and the person, never at the medicine list."""

    visit: Visit
    assessment: Assessment

    def finding(self, finding_id: str) -> Truth:
        return self.assessment.truths[finding_id]

    def value(self, value_id: str) -> Range | None:
        if value_id in self.assessment.limits:
            return self.assessment.limits[value_id]
        number = self.assessment.numbers.get(value_id)
        if number is None:
            return self.assessment.eaten.values.get(value_id)
        return number, number

    def person(self, field: str) -> str | None:
        told: str | None = getattr(self.visit.person, field)
        return told

    def takes(self, class_ids: object) -> Truth:
        raise NotImplementedError

    def takes_group(self, group: str, excluding: object) -> Truth:
        raise NotImplementedError

    def months_on(self, class_id: str, at_least: float) -> Truth:
        raise NotImplementedError

    def medicines_listed(self) -> Truth:
        raise NotImplementedError


def concerns(condition: Condition | None, visit: Visit, assessment: Assessment) -> bool:
    """Whether something with this ``show_when`` is put before the person."""
    return condition is None or truth_of(condition, _Known(visit, assessment)) is not False


def pages_for(content: Content, visit: Visit, assessment: Assessment) -> tuple[Page, ...]:
    """The pages this person meets, in order."""
    return tuple(
        page for page in content.pages.values() if concerns(page.show_when, visit, assessment)
    )


def first_stop(content: Content) -> Stop:
    return Stop(next(iter(content.pages)))


def emergencies(assessment: Assessment) -> frozenset[str]:
    """The ids of the emergency flags that fired."""
    return frozenset(flag.id for flag in assessment.flags if flag.level is Urgency.emergency)


def next_stop(
    content: Content,
    visit: Visit,
    assessment: Assessment,
    here: Stop,
    shown: frozenset[str] = frozenset(),
) -> Stop | None:
    """Where "Next" leads from ``here``; ``None`` after the last page.

    ``shown`` are the emergency flags whose call for help has been seen already.
    """
    if not here.now and emergencies(assessment) - shown:
        return Stop(here.page, now=True)
    order = list(content.pages)
    later = order[order.index(here.page) + 1 :]
    for page_id in later:
        if concerns(content.pages[page_id].show_when, visit, assessment):
            return Stop(page_id)
    return None


def progress(content: Content, visit: Visit, assessment: Assessment, here: Stop) -> Progress:
    """How far along ``here`` is for this person, and about how long the rest takes."""
    order = list(content.pages)
    at = order.index(here.page)
    shown = pages_for(content, visit, assessment)
    total = sum(page.seconds for page in shown)
    left = sum(page.seconds for page in shown if order.index(page.id) >= at)
    steps = list(content.steps)
    current = content.pages[here.page].step
    return Progress(
        step=steps.index(current) + 1,
        steps=len(steps),
        minutes_left=math.ceil(left / 60),
        share=1.0 if at == len(order) - 1 else (total - left) / total if total else 1.0,
        done=frozenset(steps[: steps.index(current)]),
    )


def first_page_of_step(
    content: Content, visit: Visit, assessment: Assessment, step: str
) -> str | None:
    """The first page of a step that this person meets."""
    pages = pages_for(content, visit, assessment)
    return next((page.id for page in pages if page.step == step), None)


def is_answered(ask: Ask, visit: Visit, content: Content) -> bool:
    """Whether the person has dealt with a part of a page; "not sure" counts."""
    match ask.kind:
        case "ticks" | "rows":
            return all(finding in visit.findings for finding in ask.items)
        case "choice":
            if ask.field is not None:
                return getattr(visit.person, ask.field) is not None or ask.id in visit.choices
            return ask.id in visit.choices
        case "number":
            own = visit.numbers.get(ask.value)
            return own is not None or getattr(visit.person, ask.value, None) is not None
        case "score":
            items = content.scores[ask.score].items
            told = [item.id in visit.items for item in items]
            return all(told) if content.scores[ask.score].needs == "all" else any(told)
        case "sites":
            return bool(visit.sites)
        case "medicines":
            return visit.medicines is not None and visit.medicine_list_complete is not None
        case "supplements":
            return visit.supplements is not None
        case _:
            return True


def visible(page: Page, visit: Visit, assessment: Assessment) -> Iterator[Ask]:
    """The parts of a page this person meets."""
    for ask in page.ask:
        condition = ask.show_when if ask.kind == "rows" else None
        if concerns(condition, visit, assessment):
            yield ask


def accept_number(content: Content, value_id: str, typed: float, unit: str = "") -> float:
    """The number to store for what was typed in ``unit`` (the stored unit when empty).

    Raises ``AnswerRefused`` with one sentence when no real person can have it.
    """
    value = content.values[value_id]
    factors = {choice.label: choice.factor for choice in value.units}
    factor = factors.get(unit, 1.0)
    number = typed * factor
    if not math.isfinite(number) or not value.minimum <= number <= value.maximum:
        low, high = value.minimum / factor, value.maximum / factor
        shown = unit or value.unit
        raise AnswerRefused(f"Type a number from {_plain(low)} to {_plain(high)} {shown}.")
    return number


def _plain(number: float) -> str:
    """A number as it is read out: 36,500 and 4.409, never with a power of ten."""
    return f"{math.floor(number):,}" if number >= 1000 else f"{number:.4g}"
