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


# ------------------------------------------------------------------- findings and values


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
    """``per_week`` or ``drinks`` are the range the words stand for, where they stand for one."""

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


# ------------------------------------------------------------------- rules


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
    contested: bool = False
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

    A verdict "away" is not shown while one of ``away_hidden_by`` is yes: the rule stands, but to
    say it then would reassure too soon.
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


class Test(Strict):
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


class PageLine(Strict):
    """A phrase of the printed page, used when all of ``yes`` are yes, all of ``no`` are no and
    none of ``not_yes`` is yes.

    In the slots ``title`` and ``kind`` the first that fits is taken, in the others every one.
    ``medicines`` stands below the medicines that matter.
    """

    slot: Literal["title", "kind", "more", "medicines"]
    text: Label
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


# ------------------------------------------------------------------- choices


class Option(Fact):
    """One thing a person could do next. Every option has the same fields in the same order."""

    id: Id
    icon: str
    name: Label
    what_it_is: Prose
    what_it_takes: Prose
    good_points: Prose
    bad_points: Prose
    what_people_notice: Prose
    how_sure: Prose
    time_and_cost: Prose
    take_care: Prose
    if_i_do_nothing: Prose
    in_numbers: Prose
    gated: bool = False


class Preference(Strict):
    """Something that may matter to the person when choosing; ``shows`` is the field of the
    options that says most about it."""

    id: Id
    label: Label
    on_paper: Label
    shows: Literal[
        "what_it_takes", "good_points", "bad_points", "time_and_cost", "take_care", "what_it_is"
    ]


class SureQuestion(Fact):
    """One question of the check of how sure a person is; ``ask`` is for the visit after a "no"."""

    id: Id
    question: Prose
    ask: Prose


class Quantity(Fact):
    """A result as people read it: x of 100 in two groups, over the same time."""

    id: Id
    title: Label
    group_a: Label
    group_b: Label
    of_100_a: int = Field(ge=0, le=100)
    of_100_b: int = Field(ge=0, le=100)
    filled_means: Prose
    scope: Label
    range_note: MaybeProse = ""
    alt: Prose


class Symptom(Fact):
    """A sign of low magnesium, and how little it says by itself."""

    id: Id
    name: Label
    says: Literal["very_low", "low", "moderate", "high"]
    stage: Literal["marked", "severe"]
    text: Prose
    other_causes: tuple[Label, ...]
    flag: Id | None = None


class Claim(Fact):
    """One claim of the source text, the verdict on it, what to say instead, and where that stands.

    ``place`` is ``overview/<section>``, ``tab/<name>``, ``cause/<id>`` or ``wizard/<page>``.
    """

    id: Id
    claim: Label
    verdict: Literal["supported", "nuanced", "overstated", "partly_wrong", "wrong", "left_out"]
    say: Prose
    place: tuple[str, ...] = Field(min_length=1)


class IntakeBand(Fact):
    """What one group needs a day, in mg of magnesium from all sources."""

    id: Id
    system: Literal["us", "eu", "uk"]
    kind: Literal["RDA", "AI", "RNI"]
    from_age: float
    below_age: float
    sex: Literal["male", "female", "any"] = "any"
    state: Literal["none", "pregnant", "lactating"] = "none"
    mg: int
    average_requirement_mg: int | None = None


class SupplementLimit(Fact):
    """The most magnesium a day from products, by rule-maker."""

    id: Id
    system: Literal["us", "eu", "uk"]
    from_age: float
    below_age: float
    mg: int
    label: Label


# ------------------------------------------------------------------- pages


class AskTicks(Strict):
    """A box of things to tick, with "None of these" and "Not sure" at its foot.

    ``items`` are findings; ``labels`` may shorten a finding's words for this box.
    """

    kind: Literal["ticks"]
    id: Id
    title: Label
    items: tuple[Id, ...] = Field(min_length=1)
    labels: dict[str, Label] = {}

    @property
    def findings(self) -> tuple[str, ...]:
        return self.items


class AskRows(Strict):
    """Findings answered one by one with Yes, No or Not sure."""

    kind: Literal["rows"]
    id: Id
    title: MaybeLabel = ""
    items: tuple[Id, ...] = Field(min_length=1)
    pictures: dict[str, str] = {}
    show_when: Condition | None = None

    @property
    def findings(self) -> tuple[str, ...]:
        return self.items


class ChoiceOption(Strict):
    """An option of a choice; choosing it sets findings, a person field or nothing else."""

    id: Id
    text: Label
    hint: MaybeProse = ""
    findings: dict[str, Answer] = {}


class AskChoice(Strict):
    """One of several, as radio buttons. ``field`` is the person field it sets, if any."""

    kind: Literal["choice"]
    id: Id
    title: Label
    hint: MaybeProse = ""
    options: tuple[ChoiceOption, ...] = Field(min_length=2)
    field: Literal["sex", "region"] | None = None

    @property
    def findings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f for option in self.options for f in option.findings))


class _AsksNoFinding(Strict):
    """A part that sets values, places or lists, but no finding outright."""

    @property
    def findings(self) -> tuple[str, ...]:
        return ()


class AskNumber(_AsksNoFinding):
    kind: Literal["number"]
    id: Id
    value: Id


class AskScore(_AsksNoFinding):
    """The items of a screening tool, or drinks to count."""

    kind: Literal["score"]
    id: Id
    score: Id


class AskSites(_AsksNoFinding):
    """Where on the body, on a drawn map."""

    kind: Literal["sites"]
    id: Id


class AskSpecial(_AsksNoFinding):
    """A page part with its own screen: the lists, the choices and the page itself."""

    kind: Literal["medicines", "supplements", "day", "options", "matters", "questions", "summary"]
    id: Id


Ask = Annotated[
    AskTicks | AskRows | AskChoice | AskNumber | AskScore | AskSites | AskSpecial,
    Field(discriminator="kind"),
]


class Step(Strict):
    """One entry of the step list beside the wizard."""

    id: Id
    title: Label


class Page(Strict):
    """One topic. ``show_when`` keeps it away from people it cannot concern; while that is
    unknown the page is shown. ``seconds`` is what a calm reader needs."""

    id: Id
    step: Id
    title: Label
    lead: MaybeProse = ""
    why: Prose
    seconds: int = Field(gt=0)
    ask: tuple[Ask, ...] = Field(min_length=1)
    show_when: Condition | None = None
    own_words: bool = False


class Region(Strict):
    """A part of the body that can be marked on the map."""

    id: Id
    label: Label
    findings: dict[str, Answer] = {}


# ------------------------------------------------------------------- overview and wording


class Paragraph(Fact):
    """A short statement of fact under an optional heading."""

    kind: Literal["fact"]
    head: MaybeLabel = ""
    text: Prose
    points: tuple[Prose, ...] = ()


class Picture(Strict):
    """A drawn picture with its statement: ``muscle`` or the id of a quantity."""

    kind: Literal["picture"]
    name: Id
    title: Label


class Listing(Strict):
    """A list made from other content: all symptoms, causes, flags, claims or sources."""

    kind: Literal["listing"]
    of: Literal["symptoms", "causes", "flags", "claims", "sources", "loss_causes"]
    head: MaybeLabel = ""


OverviewBlock = Annotated[Paragraph | Picture | Listing, Field(discriminator="kind")]


class OverviewSection(Strict):
    id: Id
    title: Label
    question: Label
    lead: Prose
    blocks: tuple[OverviewBlock, ...] = Field(min_length=1)


class UrgencyWords(Strict):
    """How one urgency is said: a head, when to act, and what the page says for the visit."""

    id: UrgencyId
    head: Label
    when: Prose
    on_paper: Prose


class RegionWords(Strict):
    """Who to ring in one region."""

    id: Literal["US", "UK", "EU", "other"]
    name: Label
    emergency: str
    advice: MaybeProse = ""
    poison: Label
    crisis: Label
    countries: tuple[str, ...] = ()


class Words(Strict):
    """Phrases shared by screen and paper. ``first_signs`` are the flags named where there is
    room for a few only."""

    content_date: date
    update_months: int
    disclaimer: Prose
    safety_net: Prose
    not_answered: Label
    urgency: tuple[UrgencyWords, ...]
    regions: tuple[RegionWords, ...]
    other_numbers: Prose
    certainty: dict[Certainty, Label]
    certainty_meaning: dict[Certainty, Prose]
    certainty_changes: dict[Certainty, Prose]
    first_signs: tuple[Id, ...] = Field(min_length=1)
    not_flags: tuple[Reassurance, ...]
    emergency_steps: dict[str, tuple[Prose, ...]]
    summary: dict[str, str]


class Reassurance(Fact):
    """Something that is not a warning sign, to be said where people look for one."""

    text: Prose
