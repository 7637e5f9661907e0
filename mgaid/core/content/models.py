"""The shape of everything authored in ``resources/content``.

One frozen model per kind of thing, strict about keys. Models check themselves; what points from
one thing to another is checked in ``checks``. No wording and no clinical figure stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from mgaid.core.condition import Condition

Answer = Literal["yes", "no", "unknown"]
Certainty = Literal["high", "moderate", "low", "very_low", "not_tested", "guideline", "expert"]
Verdict = Literal["toward", "cant_tell", "away"]
GateLevel = Literal["do_not_start", "ask_first", "need_answers", "ok_low_dose"]
UrgencyId = Literal["self_care", "routine", "soon", "urgent", "emergency"]


class Urgency(IntEnum):
    """How soon to get help; a higher number is more urgent."""

    self_care = 0
    routine = 1
    soon = 2
    urgent = 3
    emergency = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """Marks a field whose words a person reads; ``block`` text must keep to the reading grade."""

    kind: Literal["block", "label"]


Prose = Annotated[str, Reading("block"), Field(min_length=1)]
MaybeProse = Annotated[str, Reading("block")]
Label = Annotated[str, Reading("label"), Field(min_length=1)]
MaybeLabel = Annotated[str, Reading("label")]
Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")]


class Strict(BaseModel):
    # Built when first needed: content that was checked before is not checked again at each start.
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


class Fact(Strict):
    """Something held to be true: where it comes from, how sure anyone is, when it was checked."""

    sources: tuple[Id, ...] = Field(min_length=1)
    certainty: Certainty
    checked: date


class Source(Strict):
    id: Id
    short: Label
    title: str
    publisher: str
    year: int
    url: str = ""
    doi: str = ""
    kind: str
    shown: bool = True


class Finding(Strict):
    """One atomic thing about the person: yes, no or unknown.

    ``question`` is the full question, ``label`` the short noun phrase for lists, ``paper`` an
    even shorter one for the warning signs of the page, ``hint`` the plain "what is this?" line.
    ``derive`` computes it from other things; with ``asked`` it may be answered as well.
    """

    id: Id
    group: str
    question: Prose
    label: Label
    paper: MaybeLabel = ""
    hint: MaybeProse = ""
    derive: Condition | None = None
    asked: bool = True


class Value(Strict):
    """A number about the person, with the range a real person can have."""

    id: Id
    label: Label
    question: Prose
    hint: MaybeProse = ""
    unit: str
    minimum: float
    maximum: float
    decimals: int = 0
    units: tuple[UnitChoice, ...] = ()
    ask_unit: bool = False
    where: Literal["person", "numbers"] = "numbers"


class UnitChoice(Strict):
    """Another unit the value may be typed in; stored value = typed value x ``factor``."""

    label: str
    factor: float


class LimitRow(Strict):
    """One row of a computed limit: the first whose condition holds gives the figure.

    A figure is ``value``, or ``per_unit`` times the value ``of`` (``low_if_unknown`` stands in
    when that is unknown), or the limit ``same_as``; never above the limit ``at_most``.
    ``span`` gives a whole range at once.
    """

    when: Condition | None = None
    unless_known: str | None = None
    value: float | None = None
    span: tuple[float, float] | None = None
    same_as: Id | None = None
    of: str | None = None
    per_unit: float | None = None
    low_if_unknown: float | None = None
    at_most: Id | None = None

    @model_validator(mode="after")
    def _one_figure(self) -> LimitRow:
        figures = (self.value, self.span, self.same_as, self.of)
        if sum(figure is not None for figure in figures) != 1:
            raise ValueError("needs exactly one of value, span, same_as, of")
        if (self.of is None) is not (self.per_unit is None):
            raise ValueError("of and per_unit go together")
        return self


class Limit(Fact):
    """A figure that depends on the person, such as the caffeine limit."""

    id: Id
    label: Label
    unit: str
    rows: tuple[LimitRow, ...] = Field(min_length=1)


class ScoreOption(Strict):
    """``amount`` is the range the words stand for (lowest, highest), where they stand for one."""

    text: str
    points: float
    amount: tuple[float, float] | None = None


class ScoreItem(Strict):
    """One item of a screening tool (exact wording, hence plain strings) or one drink to count."""

    id: Id
    text: str
    options: tuple[ScoreOption, ...] = ()
    per_unit: float | None = None
    hint: str = ""


class Score(Fact):
    """A value added up from items: a screening score, or caffeine from drinks.

    ``needs`` says when it is known: only with ``all`` items answered, or with ``any`` of them.
    """

    id: Id
    name: str
    label: Label
    value: Id
    items: tuple[ScoreItem, ...]
    needs: Literal["all", "any"]
    timeframe: MaybeLabel = ""
    attribution: str = ""
    meaning: MaybeProse = ""
    maximum: float | None = None
    cutoff: float | Id | None = None
    age_note: MaybeProse = ""


class Estimate(Strict):
    """A rough range multiplied from the amounts behind two chosen options."""

    id: Id
    label: Label
    unit: str
    items: tuple[Id, Id]
    days: float


class SureQuestion(Fact):
    """One question of the check of how sure a person is; ``ask`` is for the visit after a "no"."""

    id: Id
    question: Prose
    ask: Prose
