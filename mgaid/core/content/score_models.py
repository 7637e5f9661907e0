"""The shape of ``score.toml``: the standards MgAid is held to, and who stands behind it.

Also of ``evidence.toml``: the words of the evidence list and facts that stand nowhere else. Whether
a criterion is met is worked out in ``core.score``; nothing here says so.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mgaid.core.content.models import Fact, Id, Label, MaybeProse, Prose, Strict

Holds = Literal["check", "test", "people", "not_met"]
EvidenceGroup = Literal[
    "claims", "overview", "choices", "signs", "causes", "flags", "gate", "advice", "medicines",
    "forms", "supplements", "foods", "tests", "questions", "intakes", "rules", "checklist", "diary",
    "aid",
]  # fmt: skip


class Standard(Fact):
    """A list of criteria under one name."""

    id: Id
    name: Label
    lead: Prose


class Criterion(Strict):
    """One thing a standard asks for, in short words of our own.

    ``holds`` says how anyone can tell: a ``check`` made on the content each time, a named ``test``
    of the program, ``people`` who would have to try it, or ``not_met``. ``where`` is the place in
    MgAid; ``test`` is ``file::function``; ``overview`` are headings of Overview facts it rests on.
    ``why`` says what is missing when it is not met.
    """

    id: Id
    standard: Id
    text: Label
    holds: Holds
    where: Label
    test: str = ""
    overview: tuple[str, ...] = ()
    why: MaybeProse = ""

    @model_validator(mode="after")
    def _can_be_told(self) -> Criterion:
        if (self.holds == "test") is not bool(self.test):
            raise ValueError("holds = test and a test go together")
        if (self.holds in ("people", "not_met")) is not bool(self.why):
            raise ValueError("why says what is missing, and only then")
        return self


class ScoreWords(Strict):
    """Phrases of the score sheet. ``{met}``, ``{of}``, ``{n}``, ``{grade}`` and ``{most}`` are
    filled in."""

    title: Label
    lead: Prose
    own_words: Prose
    met: Label
    not_met: Label
    needs_people: Label
    count: Label
    grade_name: Label
    grade_lead: Prose
    grade_mean: Label
    grade_hardest: Label
    grade_longest: Label
    shown_by: Label


class AboutPart(Strict):
    """One paragraph of "About MgAid". ``{day}``, ``{months}`` and ``{version}`` are filled in;
    ``kind`` marks those the standards ask for."""

    id: Id
    head: Label
    text: Prose


class ScoreFile(Strict):
    """score.toml, in the order it is written. ``past_date`` is said once the content is old."""

    words: ScoreWords
    standard: tuple[Standard, ...] = Field(min_length=1)
    criterion: tuple[Criterion, ...] = Field(min_length=1)
    about: tuple[AboutPart, ...] = Field(min_length=1)
    past_date: Prose
    in_date: Prose


class EvidenceWords(Strict):
    """Phrases of the evidence list. ``{n}``, ``{of}``, ``{kind}``, ``{mg}``,
    ``{from}``, ``{below}``, ``{a}``, ``{b}``, ``{group_a}`` and ``{group_b}`` are filled in."""

    title: Label
    lead: Prose
    everything: Label
    groups: dict[EvidenceGroup, Label]
    systems: dict[Literal["us", "eu", "uk"], Label]
    people: dict[str, Label]
    fields: dict[str, Label]
    found: Label
    none_found: Prose
    people_say: Label
    band_name: Label
    band: Label
    from_age: Label
    ages: Label
    limit: Label
    caffeine: Label
    quantity: Label
    diary_answer: Prose


class PlainStatement(Fact):
    """A fact that no other file holds."""

    id: Id
    group: EvidenceGroup
    head: Label
    text: Prose


class EvidenceFile(Strict):
    """evidence.toml, in the order it is written."""

    words: EvidenceWords
    statement: tuple[PlainStatement, ...]
