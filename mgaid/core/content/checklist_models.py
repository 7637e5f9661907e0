"""The shape of ``checklist.toml``: the sections of the Twitching checklist and its own words.

What is asked stands in ``pages.toml``; the checklist names those parts and puts them in its own
order. The strength check is here whole, with the rule from its steps to findings as data.
"""

from __future__ import annotations

from pydantic import Field, model_validator

from mgaid.core.content.models import Answer, Fact, Id, Label, MaybeProse, Prose, Strict


class ChecklistSection(Strict):
    """One entry of the section bar. ``parts`` are ids of asks in ``pages.toml``, in order."""

    id: Id
    title: Label
    parts: tuple[Id, ...] = Field(min_length=1)


class OpenPoint(Strict):
    """Something that matters while it is not known: one of ``findings``, or the number ``value``,
    or the medicine list."""

    label: Label
    findings: tuple[Id, ...] = ()
    value: Id | None = None
    medicines: bool = False

    @model_validator(mode="after")
    def _one_thing(self) -> OpenPoint:
        if (bool(self.findings) + (self.value is not None) + self.medicines) != 1:
            raise ValueError("needs exactly one of findings, value, medicines")
        return self


class StrengthOption(Strict):
    id: Id
    text: Label


class StrengthStep(Strict):
    """One thing to try. ``options`` are the answers it can have, in order."""

    id: Id
    text: Prose
    note: MaybeProse = ""
    options: tuple[StrengthOption, ...] = Field(min_length=2)


class StrengthRule(Strict):
    """The finding gets ``answer`` when any or all of these steps have ``option``; first wins."""

    finding: Id
    answer: Answer
    any_of: tuple[Id, ...] = ()
    all_of: tuple[Id, ...] = ()
    option: Id = ""

    @model_validator(mode="after")
    def _one_way(self) -> StrengthRule:
        if self.any_of and self.all_of:
            raise ValueError("any_of and all_of do not go together")
        if bool(self.any_of or self.all_of) is not bool(self.option):
            raise ValueError("steps and option go together")
        return self


class StrengthResult(Strict):
    """What is said once the check is done, when ``finding`` came out as ``answer``."""

    finding: Id
    answer: Answer
    text: Prose


class StrengthCheck(Fact):
    """The self-check of leg strength: done once, safely."""

    title: Label
    lead: Prose
    safety: Prose
    skip_head: Label
    skip: tuple[Label, ...]
    start: Label
    finish: Label
    again: Label
    done: Prose
    kept: Prose
    steps: tuple[StrengthStep, ...]
    rules: tuple[StrengthRule, ...]
    results: tuple[StrengthResult, ...]


class ChecklistWords(Strict):
    """Phrases of the side panel and of the printed checklist."""

    map_title: Label
    map_hint: Prose
    so_far: Label
    call: Label
    what_to_do: Label
    print: Label
    print_filled: Label
    print_empty: Label
    save_filled: Label
    save_empty: Label
    points_towards: Label
    because: Label
    because_you_said: Label
    still_open: Label
    nothing_open: Prose
    no_pointers: Prose
    not_now: Prose
    rest_no: Label
    page_title: Label
    page_title_empty: Label
    page_name_line: Label
    how_soon: Label
    why: Label
    where: Label
    how_to: Prose
    sign: Label
    tick: str
    drinks: Label


class ChecklistFile(Strict):
    """``follow_ups`` are parts put only once what they follow is said. ``title`` is by part;
    ``label`` and ``what`` (the "what is this?" of a line) are by finding. ``most_causes``,
    ``most_because``, ``most_reasons`` and ``most_open`` keep the panel short."""

    section: tuple[ChecklistSection, ...] = Field(min_length=1)
    follow_ups: tuple[Id, ...] = ()
    title: dict[str, Label] = {}
    label: dict[str, Label] = {}
    what: dict[str, Prose] = {}
    open: tuple[OpenPoint, ...] = ()
    most_causes: int = Field(gt=0)
    most_because: int = Field(gt=0)
    most_reasons: int = Field(gt=0)
    most_open: int = Field(gt=0)
    strength: StrengthCheck
    words: ChecklistWords
