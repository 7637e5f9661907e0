"""The rules as authored: warning signs, causes, the gate, and what follows for the visit."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from mgaid.core.content.models import (
    Fact,
    GateLevel,
    Id,
    Label,
    MaybeLabel,
    MaybeProse,
    Prose,
    Strict,
    UrgencyId,
)


class Flag(Fact):
    """A red flag: fires when all of ``when_all`` and one of ``when_any`` are yes and none of
    ``unless_any`` is.

    ``say`` may hold {number}, {poison} and {crisis}, filled for the person's region. Among flags of
    one level a lower ``rank`` is said first; ``say_whole`` is never shortened."""

    id: Id
    level: UrgencyId
    when_all: tuple[Id, ...] = ()
    when_any: tuple[Id, ...] = ()
    unless_any: tuple[Id, ...] = ()
    title: Label
    rationale: Prose
    say: Prose
    rank: int = 0
    say_whole: bool = False
    tests: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _can_fire(self) -> Flag:
        if not self.when_all and not self.when_any:
            raise ValueError("needs when_all or when_any, or it would always fire")
        return self


class Core(Fact):
    """The questions that must be answered before anything reassuring is said."""

    findings: tuple[Id, ...] = Field(min_length=1)
    so_far: Prose


class CauseRow(Strict):
    finding: Id
    answer: Literal["yes", "no"]
    weight: int
    why: Label


class CauseTest(Strict):
    """A test a clinician may do for this cause, and why."""

    test: Id
    why: Prose


class Cause(Fact):
    """A possible reason for the twitching, with the answers that point towards and away.

    A verdict "away" is not shown while one of ``away_hidden_by`` is yes or one of
    ``away_hidden_by_flags`` fired: the rule stands, but to say it then would reassure too soon.
    Without ``away_shown`` it is never shown.
    """

    id: Id
    name: Label
    short: MaybeLabel = ""
    safety_order: int
    how_common: Prose
    feels_like: tuple[Prose, ...]
    points_toward: tuple[Prose, ...]
    points_away: tuple[Prose, ...]
    self_care: tuple[Prose, ...]
    tests: tuple[CauseTest, ...]
    note: MaybeProse = ""
    needs_any: tuple[Id, ...] = ()
    also_needs_any: tuple[Id, ...] = ()
    away_needs_any: tuple[Id, ...] = ()
    away_hidden_by: tuple[Id, ...] = ()
    away_hidden_by_flags: tuple[Id, ...] = ()
    away_shown: bool = True
    rows: tuple[CauseRow, ...]


class Verdicts(Fact):
    """How weights become words, and what is kept back."""

    toward_at: int
    several_at: int
    away_at: int
    toward_several: Label
    toward_some: Label
    cant_tell: Label
    away: Label
    max_shown: int
    exclusion_causes: tuple[Id, ...]
    exclusion_lifted_by: Id
    exclusion_from: UrgencyId
    hide_from: UrgencyId


class GateRow(Fact):
    """One level of the supplement gate; rows are tried in order and the first match wins."""

    level: GateLevel
    any: tuple[Id, ...] = ()
    or_urgency_at_least: UrgencyId | None = None
    any_unknown: tuple[Id, ...] = ()
    or_core_unknown: bool = False
    head: Label
    say: Prose
    changes: Prose
    on_paper: Prose


class GateReason(Fact):
    """Why one finding bears on taking magnesium, in one plain line."""

    finding: Id
    why: Prose


class Test(Fact):
    """A test one could discuss at the visit; ``label`` is what is printed."""

    id: Id
    label: Label
    plain: Prose


class TestRule(Strict):
    """Suggests tests when any of the findings is yes or the cause is pointed to."""

    tests: tuple[Id, ...]
    findings: tuple[Id, ...] = ()
    causes: tuple[Id, ...] = ()
    why: Label


class QuestionRule(Strict):
    """Suggests a question for the visit. Lower ``rank`` comes first."""

    id: Id
    rank: int
    ask: Prose
    findings: tuple[Id, ...] = ()
    causes: tuple[Id, ...] = ()
    gate: tuple[GateLevel, ...] = ()
    medicines: bool = False


PageSlot = Literal[
    "title", "who", "age", "kind", "more", "medicines", "caffeine_limit", "caffeine_range"
]


class PageLine(Strict):
    """A phrase of the printed page, used when all of ``yes`` are yes, all of ``no`` are no, none
    of ``not_yes`` is yes, and the person is of ``sex`` where one is named.

    In the slots ``more`` and ``medicines`` every one that fits is taken, in the others the first.
    ``medicines`` stands below the medicines that matter. ``caffeine_range`` is the limit where
    what is not known leaves a range of it.
    """

    slot: PageSlot
    text: Label
    sex: Literal["male", "female"] | None = None
    yes: tuple[Id, ...] = ()
    no: tuple[Id, ...] = ()
    not_yes: tuple[Id, ...] = ()


class Advice(Fact):
    """One thing to do or to know for people in this situation, on screen and on the page.

    Given when every condition named holds: findings, one of ``causes`` pointed to, the gate, the
    urgency. Lower ``rank`` comes first.
    """

    id: Id
    rank: int
    text: Prose
    yes: tuple[Id, ...] = ()
    no: tuple[Id, ...] = ()
    causes: tuple[Id, ...] = ()
    gate: tuple[GateLevel, ...] = ()
    urgency: tuple[UrgencyId, ...] = ()
    incomplete_only: bool = False
    complete_only: bool = False
