"""What people read and decide with: choices, figures, signs, claims, needs, the overview."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from mgaid.core.content.models import (
    Certainty,
    Fact,
    Id,
    Label,
    MaybeLabel,
    MaybeProse,
    Prose,
    Strict,
    UrgencyId,
)

ClaimVerdict = Literal["supported", "nuanced", "overstated", "partly_wrong", "wrong", "left_out"]
SignSays = Literal["very_low", "low", "moderate", "high"]


class Option(Fact):
    """One thing a person could do next. Every option has the same fields in the same order; those
    ``_on_paper`` are the short of it, for one line of the page."""

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
    good_on_paper: Label
    bad_on_paper: Label
    sure_on_paper: Label
    gated: bool = False
    by_food: bool = False


class Preference(Strict):
    """Something that may matter to the person when choosing; ``shows`` is the field of the
    options that says most about it."""

    id: Id
    label: Label
    on_paper: Label
    shows: Literal[
        "what_it_takes", "good_points", "bad_points", "time_and_cost", "take_care", "what_it_is"
    ]


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
    says: SignSays
    text: Prose
    other_causes: tuple[Label, ...]
    flag: Id | None = None


class Claim(Fact):
    """One claim of the source text, the verdict on it, what to say instead, and where that stands.

    ``place`` is ``overview/<section>``, ``tab/<name>``, ``cause/<id>`` or ``wizard/<page>``.
    """

    id: Id
    claim: Label
    verdict: ClaimVerdict
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


class OverviewSection(Fact):
    """One page of the Overview; ``lead`` answers ``question`` in short."""

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
    room for a few only; ``sign_says`` is how much a sign of low magnesium says by itself.

    ``terms`` are medical words, each with words of which one must stand beside it or before it on
    every page.
    """

    content_date: date
    update_months: int
    disclaimer: Prose
    safety_net: Prose
    urgency: tuple[UrgencyWords, ...]
    regions: tuple[RegionWords, ...]
    other_numbers: Prose
    certainty: dict[Certainty, Label]
    certainty_meaning: dict[Certainty, Prose]
    certainty_changes: dict[Certainty, Prose]
    claim_verdicts: dict[ClaimVerdict, Label]
    sign_says: dict[SignSays, Label]
    terms: dict[str, tuple[str, ...]]
    first_signs: tuple[Id, ...] = Field(min_length=1)
    not_flags: tuple[Reassurance, ...]
    emergency_steps: dict[str, tuple[Prose, ...]]
    summary: dict[str, Label]


class Reassurance(Fact):
    """Something that is not a warning sign, to be said where people look for one."""

    text: Prose
