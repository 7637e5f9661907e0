"""The pages of the wizard as authored: what is asked, how, and of whom."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from mgaid.core.condition import Condition
from mgaid.core.content.models import (
    Answer,
    Fact,
    Id,
    Label,
    MaybeLabel,
    MaybeProse,
    Prose,
    Strict,
)


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


class Page(Fact):
    """One topic; ``why`` is the fact behind asking. ``show_when`` keeps it away from people it
    cannot concern; while that is unknown the page is shown. ``seconds`` is what a calm reader
    needs."""

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
