"""The shape of ``supplements.toml``: words around trying a supplement, and what to ask about it.

What a gate level means is in gate.toml, what a form holds in forms.toml; none of it stands here.
"""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field, model_validator

from mgaid.core.content.models import Fact, GateLevel, Id, Label, MaybeProse, Prose, Strict

Wish = Literal["gentle", "loosens", "firm", "small_tablet", "low_cost"]


class WishWords(Strict):
    """A chip above the comparison; of the wishes with the same ``group`` only one can hold."""

    id: Wish
    label: Label
    group: str = ""


class FactList(Fact):
    """A few short lines under one heading that share their sources. ``{weeks}`` is filled in."""

    head: Label
    lead: MaybeProse = ""
    lines: tuple[Prose, ...] = ()


class PharmacistQuestion(Strict):
    """A question worth asking; it fits when every condition that is given holds.

    ``gate``, ``findings``: one of them is enough. ``{medicines}``, ``{products}``, ``{mg}`` and
    ``{reasons}`` are filled in.
    """

    id: Id
    rank: int
    ask: Prose
    gate: tuple[GateLevel, ...] = ()
    findings: tuple[Id, ...] = ()
    medicines: bool = False
    products: bool = False

    @model_validator(mode="after")
    def _can_be_filled(self) -> PharmacistQuestion:
        if "{medicines}" in self.ask and not self.medicines:
            raise ValueError("{medicines} needs medicines = true")
        if ("{products}" in self.ask or "{mg}" in self.ask) and not self.products:
            raise ValueError("{products} and {mg} need products = true")
        return self


class SupplementWords(Strict):
    """Lines of the tab. ``{name}``, ``{mg}``, ``{n}``, ``{unit}``, ``{limit}``, ``{limits}``,
    ``{day}`` and ``{poison}`` are filled in.

    ``because_none`` stands for the answers behind a level where there are none, ``try_first``
    goes before a try, ``try_shut`` stands in its place.
    """

    because: Label
    because_none: dict[GateLevel, Prose]
    because_urgency: Prose
    changes: Label
    still_open: Label
    form_rows: dict[str, Label]
    seed_claims: Prose
    no_seed: Prose
    no_claims: Prose
    fits: Prose
    fits_none: Prose
    label_about: Label
    label_stated: Label
    label_in: Label
    label_several: Prose
    label_per_day: Prose
    label_reaches: Prose
    over_limit: Label
    at_limit: Label
    limits_grown_up: Prose
    food_apart: Prose
    poison: Prose
    try_first: dict[GateLevel, Prose]
    try_shut: dict[GateLevel, Prose]
    reminder_ask: Prose
    reminder_set: Prose
    no_products: Prose
    no_medicines: Prose
    medicines_open: Prose
    questions_lead: Prose
    questions_mine: Label


class SupplementsFile(Strict):
    """supplements.toml, in the order it is written.

    ``limit_systems`` are the rule-makers whose limits stand beside every amount; of the findings
    ``limit_findings`` the first that holds says that the amount taken is a reason for the gate.
    At ``advice_levels`` of the gate advice on choosing a form is given, at ``try_levels`` a try
    is laid out, at ``brief_levels`` its notice says only the first sentence of what the gate says.
    """

    shown_first: tuple[Id, ...] = Field(min_length=2, max_length=3)
    limit_systems: tuple[Literal["us", "eu", "uk"], ...]
    limit_findings: tuple[Id, ...]
    try_weeks: int = Field(gt=0)
    advice_levels: tuple[GateLevel, ...]
    try_levels: tuple[GateLevel, ...]
    brief_levels: tuple[GateLevel, ...]
    words: SupplementWords
    wish: tuple[WishWords, ...]
    fair_try: FactList
    stop: FactList
    too_much: FactList
    question: tuple[PharmacistQuestion, ...]

    @model_validator(mode="after")
    def _a_try_or_why_not(self) -> SupplementsFile:
        for level in get_args(GateLevel):
            if (level in self.try_levels) is (level in self.words.try_shut):
                raise ValueError(f"{level} needs to stand in either try_levels or words.try_shut")
        return self
