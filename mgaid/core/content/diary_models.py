"""The shape of ``diary.toml``: the twitch diary's days, fields, counts and words, read once.

Which note answers which question of the rules is data here, so that the rules stay in one place.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from mgaid.core.content import Content, read
from mgaid.core.content.models import Fact, Id, Label, Prose, Strict

# What a visit file holds at most: a bound of the format. How long the diary goes on is authored.
MOST_DAYS = 14

NumberId = Literal["minutes", "sleep_hours", "caffeine_mg", "alcohol_drinks"]
ChoiceId = Literal["weakness", "exercise", "stress", "cramps"]
FieldId = Literal[NumberId, ChoiceId, "when", "where", "note"]


class DiaryOption(Strict):
    id: Id
    text: Label


class DiaryNumber(Strict):
    """A number of a day. ``label`` stands over the field, ``name`` over a column of figures with
    their ``sign``, ``head`` before a line of bare figures; ``minimum`` and ``maximum`` bound what
    one day can hold."""

    id: NumberId
    label: Label
    name: Label
    head: Label
    unit: Label
    sign: Label
    minimum: float
    maximum: float
    decimals: int = Field(default=0, ge=0, le=1)
    step: float = Field(default=1, gt=0)


class DiaryAnswer(Fact):
    """A day that notes ``says`` in ``field`` answers ``finding`` with yes."""

    field: Literal["weakness", "cramps"]
    says: Literal["yes", "no"]
    finding: Id


class DiaryCount(Fact):
    """Days below ``below`` or from ``at_least`` on are counted; ``others`` are the rest of them.

    ``{n}`` is on how many of the ``{m}`` days twitching was noted.
    """

    field: NumberId
    below: float | None = None
    at_least: float | None = None
    text: Prose
    others: Prose

    @model_validator(mode="after")
    def _one_side(self) -> DiaryCount:
        if (self.below is None) is (self.at_least is None):
            raise ValueError("needs exactly one of below, at_least")
        return self


class DiaryCaffeine(Strict):
    """The field that may be told in cups of ``item``, counted as ``values.toml`` does."""

    field: NumberId
    item: Id
    cups: Label


class DiaryLabels(Strict):
    """What stands over a field that is not a number, and over its column."""

    day: Label
    when: Label
    where: Label
    weakness: Label
    weakness_head: Label
    exercise: Label
    stress: Label
    stress_head: Label
    cramps: Label
    note: Label


class DiaryWords(Strict):
    lead: Prose
    weakness_hint: Prose
    weakness_said: Prose
    same_as_yesterday: Label
    same_as_day: Label
    same_hint: Prose
    future: Prose
    before_birth: Prose
    outside: Prose
    clock: Prose
    ended_head: Label
    ended: Prose
    days_title: Label
    days_hint: Prose
    nothing_yet: Prose
    chart_name: Label
    chart_table: Prose
    few_days: Prose
    span: Label
    delete: Label
    deleted: Label
    page_title: Label
    put_back: Label
    save_csv: Label
    not_noted: Label
    yes: Label
    no: Label
    not_sure: Label


class DiaryFile(Strict):
    """``days`` in a row at most; a count is said from ``least_days`` days on. ``same`` names what
    "same as yesterday" copies."""

    title: Label
    days: int = Field(gt=0, le=MOST_DAYS)
    least_days: int = Field(gt=0)
    same: tuple[FieldId, ...]
    times: tuple[DiaryOption, ...] = Field(min_length=1)
    places: tuple[DiaryOption, ...] = Field(min_length=1)
    stress: tuple[DiaryOption, ...] = Field(min_length=2)
    number: tuple[DiaryNumber, ...]
    answers: tuple[DiaryAnswer, ...]
    counts: tuple[DiaryCount, ...]
    caffeine: DiaryCaffeine
    label: DiaryLabels
    words: DiaryWords

    def number_of(self, number_id: str) -> DiaryNumber:
        return next(number for number in self.number if number.id == number_id)


def diary_file(content: Content) -> DiaryFile:
    """The diary as authored beside this content; raises ``ContentProblem``."""
    return _read(content.root)


@cache
def _read(root: Path) -> DiaryFile:
    return read(root, "diary.toml", DiaryFile)
