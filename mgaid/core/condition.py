"""Conditions as data, and the three-valued truth they have.

A condition is a small tree read from a content file: ``all``, ``any`` and ``not`` over leaves that
look at a finding, a value, the person or the medicine list. Truth is ``True``, ``False`` or
``None``; ``None`` means nobody knows, and it is never read as "no". Nothing here knows what a
finding means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

Truth = bool | None
Range = tuple[float, float]


class Facts(Protocol):
    """What a condition may ask about one visit. Every answer may be "unknown" (``None``)."""

    def finding(self, finding_id: str) -> Truth: ...

    def value(self, value_id: str) -> Range | None:
        """The lowest and highest the value can be; equal when it is known exactly."""
        ...

    def person(self, field: str) -> str | None: ...

    def takes(self, class_ids: Iterable[str]) -> Truth: ...

    def takes_group(self, group: str, excluding: Iterable[str]) -> Truth: ...

    def months_on(self, class_id: str, at_least: float) -> Truth: ...

    def medicines_listed(self) -> Truth: ...


class _Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Is(_Node):
    """True when the finding is yes, false when it is no."""

    is_: str = Field(alias="is")


class All(_Node):
    all: tuple[Condition, ...] = Field(min_length=1)


class AnyOf(_Node):
    any: tuple[Condition, ...] = Field(min_length=1)


class Not(_Node):
    not_: Condition = Field(alias="not")


class YesWhen(_Node):
    """Yes when the inner condition is yes, otherwise unknown: it can prove, not disprove."""

    yes_when: Condition


class NoWhen(_Node):
    """No when the inner condition is yes, otherwise unknown: it can rule out, not show."""

    no_when: Condition


class Compare(_Node):
    """Compares a value with a number or with another value; exactly one of the four bounds."""

    value: str
    at_least: float | str | None = None
    above: float | str | None = None
    at_most: float | str | None = None
    below: float | str | None = None

    @model_validator(mode="after")
    def _one_bound(self) -> Compare:
        if sum(bound is not None for bound in self._bounds()) != 1:
            raise ValueError("needs exactly one of at_least, above, at_most, below")
        return self

    def _bounds(self) -> tuple[float | str | None, ...]:
        return (self.at_least, self.above, self.at_most, self.below)

    @property
    def bound(self) -> float | str:
        return next(bound for bound in self._bounds() if bound is not None)


class PersonIs(_Node):
    """True when a field of the person has this value; unknown while it is not given."""

    person: Literal["sex", "region"]
    equals: str


class Takes(_Node):
    """A listed medicine belongs to one of these classes."""

    takes: tuple[str, ...] = Field(min_length=1)


class TakesGroup(_Node):
    """A listed medicine belongs to a class of this group, other than the excepted ones."""

    takes_group: str
    excluding: tuple[str, ...] = Field(default=(), alias="except")


class MonthsOn(_Node):
    """A medicine of the class has been taken for at least so many months."""

    months_on: str
    at_least: float


class MedicinesListed(_Node):
    """The person said that the medicine list holds everything; with false, that it does not."""

    medicines_listed: bool


_TAGS: dict[str, type[_Node]] = {
    "is": Is,
    "all": All,
    "any": AnyOf,
    "not": Not,
    "yes_when": YesWhen,
    "no_when": NoWhen,
    "value": Compare,
    "person": PersonIs,
    "takes": Takes,
    "takes_group": TakesGroup,
    "months_on": MonthsOn,
    "medicines_listed": MedicinesListed,
}


def _tag(raw: Any) -> str | None:
    if isinstance(raw, dict):
        return next((key for key in _TAGS if key in raw), None)
    return next((key for key, node in _TAGS.items() if isinstance(raw, node)), None)


Condition = Annotated[
    Annotated[Is, Tag("is")]
    | Annotated[All, Tag("all")]
    | Annotated[AnyOf, Tag("any")]
    | Annotated[Not, Tag("not")]
    | Annotated[YesWhen, Tag("yes_when")]
    | Annotated[NoWhen, Tag("no_when")]
    | Annotated[Compare, Tag("value")]
    | Annotated[PersonIs, Tag("person")]
    | Annotated[Takes, Tag("takes")]
    | Annotated[TakesGroup, Tag("takes_group")]
    | Annotated[MonthsOn, Tag("months_on")]
    | Annotated[MedicinesListed, Tag("medicines_listed")],
    Discriminator(_tag),
]


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene "and": one no settles it, else one unknown leaves it open."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene "or": one yes settles it, else one unknown leaves it open."""
    unknown = False
    for truth in truths:
        if truth is True:
            return True
        unknown = unknown or truth is None
    return None if unknown else False


def invert(truth: Truth) -> Truth:
    return None if truth is None else not truth


def truth_of(condition: Condition, facts: Facts) -> Truth:
    """What is known about ``condition`` in the light of ``facts``."""
    match condition:
        case Is():
            return facts.finding(condition.is_)
        case All():
            return all_of(truth_of(part, facts) for part in condition.all)
        case AnyOf():
            return any_of(truth_of(part, facts) for part in condition.any)
        case Not():
            return invert(truth_of(condition.not_, facts))
        case YesWhen():
            return True if truth_of(condition.yes_when, facts) is True else None
        case NoWhen():
            return False if truth_of(condition.no_when, facts) is True else None
        case Compare():
            return _compare(condition, facts)
        case PersonIs():
            known = facts.person(condition.person)
            return None if known is None else known == condition.equals
        case Takes():
            return facts.takes(condition.takes)
        case TakesGroup():
            return facts.takes_group(condition.takes_group, condition.excluding)
        case MonthsOn():
            return facts.months_on(condition.months_on, condition.at_least)
        case MedicinesListed():
            listed = facts.medicines_listed()
            return None if listed is None else listed is condition.medicines_listed


def _compare(condition: Compare, facts: Facts) -> Truth:
    """Yes or no only when it holds for everything both sides can be."""
    left = facts.value(condition.value)
    bound = condition.bound
    right = facts.value(bound) if isinstance(bound, str) else (bound, bound)
    if left is None or right is None:
        return None
    if condition.at_least is not None:
        return _settled(left[0] >= right[1], left[1] < right[0])
    if condition.above is not None:
        return _settled(left[0] > right[1], left[1] <= right[0])
    if condition.at_most is not None:
        return _settled(left[1] <= right[0], left[0] > right[1])
    return _settled(left[1] < right[0], left[0] >= right[1])


def _settled(certainly: bool, certainly_not: bool) -> Truth:
    return True if certainly else False if certainly_not else None


def leaves(condition: Condition) -> Iterator[Condition]:
    """Every leaf of the tree, for checking references and for naming reasons."""
    match condition:
        case All():
            for part in condition.all:
                yield from leaves(part)
        case AnyOf():
            for part in condition.any:
                yield from leaves(part)
        case Not():
            yield from leaves(condition.not_)
        case YesWhen():
            yield from leaves(condition.yes_when)
        case NoWhen():
            yield from leaves(condition.no_when)
        case _:
            yield condition


def findings_in(condition: Condition) -> frozenset[str]:
    """The ids of the findings a condition looks at."""
    return frozenset(leaf.is_ for leaf in leaves(condition) if isinstance(leaf, Is))
