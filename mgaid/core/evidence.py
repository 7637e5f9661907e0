"""Everything MgAid holds to be true, as one list that can be searched.

Each statement comes from one fact of the content with its sources, certainty and date, so the list
cannot leave one out. Nothing is worded here: phrases come from ``evidence.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from pydantic import BaseModel

from mgaid.core.content import Content, on_demand
from mgaid.core.content.asking import Page
from mgaid.core.content.diary_models import DiaryAnswer
from mgaid.core.content.models import Certainty, Fact, Limit, Score, Strict, SureQuestion
from mgaid.core.content.prose import reading_kind
from mgaid.core.content.remedies import CaffeineItem, ChoiceRule, Form, FormClaim
from mgaid.core.content.rules import Advice, Core, Flag, GateReason, GateRow, Test, Verdicts
from mgaid.core.content.score_models import (
    EvidenceFile,
    EvidenceGroup,
    EvidenceWords,
    PlainStatement,
)
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.content.texts import (
    Claim,
    ClaimVerdict,
    IntakeBand,
    Option,
    OverviewSection,
    Paragraph,
    Quantity,
    Reassurance,
    SupplementLimit,
    Symptom,
)
from mgaid.core.phrases import first_sentence, number_text, upper
from mgaid.core.spelling import fold

GROUP_OF_FILE: Mapping[str, EvidenceGroup] = {
    "forms.toml": "forms",
    "supplements.toml": "supplements",
    "checklist.toml": "checklist",
    "diary.toml": "diary",
    "evidence.toml": "aid",
    "score.toml": "aid",
}
_HEADS = ("name", "title", "head")
_PLACE = re.compile(r"\{\w+\}")


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that is said: ``head`` names it, ``lines`` say it. ``verdict`` is that of a claim.

    ``found_by`` holds every word it can be found by, folded.
    """

    id: str
    group: EvidenceGroup
    head: str
    lines: tuple[str, ...]
    sources: tuple[str, ...]
    certainty: Certainty
    checked: date
    verdict: ClaimVerdict | Literal[""] = ""
    found_by: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All statements in the order of their groups, and the words of the list."""

    words: EvidenceWords
    statements: tuple[Statement, ...]

    def of(self, group: str) -> tuple[Statement, ...]:
        """The statements of one group; "" for all."""
        return tuple(one for one in self.statements if group in ("", one.group))

    @property
    def groups(self) -> tuple[EvidenceGroup, ...]:
        """Groups that have statements, in authored order."""
        used = {one.group for one in self.statements}
        return tuple(group for group in self.words.groups if group in used)


def collect(content: Content) -> Evidence:
    """Read the whole list; raises ``ContentProblem`` when a file cannot be read."""
    files = on_demand.read_all(content.root)
    authored = files["evidence.toml"]
    assert isinstance(authored, EvidenceFile)
    reader = _Reader(content, authored.words, _weeks(files))
    order = list(authored.words.groups)
    found = [_findable(content, one, n) for n, one in enumerate(reader.all(files), 1)]
    return Evidence(authored.words, tuple(sorted(found, key=lambda one: order.index(one.group))))


def search(statements: Sequence[Statement], query: str) -> tuple[Statement, ...]:
    """Statements with every word of the query; those with all of them in the head come first."""
    words = [folded for word in query.split() if (folded := fold(word))]
    if not words:
        return tuple(statements)
    found = [one for one in statements if all(word in one.found_by for word in words)]

    def in_head(one: Statement) -> bool:
        head = _folded([one.head])
        return all(word in head for word in words)

    return tuple(sorted(found, key=lambda one: not in_head(one)))


def _weeks(files: Mapping[str, Strict]) -> int:
    supplements = files["supplements.toml"]
    assert isinstance(supplements, SupplementsFile)
    return supplements.try_weeks


def _findable(content: Content, one: Statement, number: int) -> Statement:
    cited = [content.sources[source] for source in one.sources]
    known = [
        one.head,
        *one.lines,
        content.words.certainty[one.certainty],
        *(f"{source.short} {source.title} {source.publisher} {source.year}" for source in cited),
    ]
    return replace(one, id=f"{one.group}-{number}", found_by=_folded(known))


def _folded(texts: Iterable[str]) -> str:
    return " ".join(fold(word) for text in texts for word in text.split())


class _Reader:
    """Turns facts into statements. What has no words of its own is put into a phrase."""

    def __init__(self, content: Content, words: EvidenceWords, weeks: int) -> None:
        self._content = content
        self._words = words
        self._oldest = max(band.below_age for band in content.bands)
        region = content.words.regions[-1]
        self._places = {
            "number": region.emergency,
            "poison": region.poison,
            "crisis": region.crisis,
            "weeks": str(weeks),
        }

    def all(self, files: Mapping[str, Strict]) -> Iterator[Statement]:
        content = self._content
        loaded: tuple[tuple[EvidenceGroup, Iterable[object]], ...] = (
            ("claims", content.claims.values()),
            ("overview", content.sections.values()),
            ("overview", content.quantities.values()),
            ("choices", content.options.values()),
            ("choices", content.sure.values()),
            ("signs", content.symptoms.values()),
            ("causes", content.causes.values()),
            ("flags", content.flags.values()),
            ("flags", content.words.not_flags),
            ("gate", content.gate),
            ("gate", content.gate_reasons.values()),
            ("advice", content.advice.values()),
            ("medicines", (content.medicines,)),
            ("tests", content.tests.values()),
            ("questions", content.pages.values()),
            ("intakes", content.bands),
            ("intakes", content.supplement_limits),
            ("rules", content.limits.values()),
            ("rules", content.scores.values()),
            ("rules", (content.core, content.verdicts)),
        )
        for group, parts in loaded:
            for part in parts:
                for fact in on_demand.facts_in(part):
                    yield self._statement(group, part, fact)
        for name, file in files.items():
            for fact in on_demand.facts_in(file):
                group = fact.group if isinstance(fact, PlainStatement) else GROUP_OF_FILE[name]
                yield self._statement(group, file, fact)
                if isinstance(fact, Form):
                    yield Statement(
                        "", "forms", fact.name, (fact.band_note,),
                        fact.band_sources, fact.band_certainty, fact.checked,
                    )  # fmt: skip

    def _statement(self, group: EvidenceGroup, home: object, fact: Fact) -> Statement:
        head, lines = self._said(home, fact)
        filled = [self._filled(line) for line in lines]
        kept = tuple(dict.fromkeys(line for line in filled if line))
        return Statement(
            id="",
            group=group,
            head=head or self._words.groups[group],
            lines=kept,
            sources=fact.sources,
            certainty=fact.certainty,
            checked=fact.checked,
            verdict=fact.verdict if isinstance(fact, Claim) else "",
        )

    def _said(self, home: object, fact: Fact) -> tuple[str, Sequence[str]]:
        """Head and lines of one fact."""
        words = self._words
        match fact:
            case Claim():
                return fact.claim, (fact.say,)
            case Paragraph():
                return fact.head or getattr(home, "title", ""), (fact.text, *fact.points)
            case OverviewSection():
                return fact.question, (fact.lead,)
            case Page():
                return fact.title, (fact.why,)
            case Test():
                return upper(fact.label), (fact.plain,)
            case Quantity():
                return fact.title, (*self._quantity(fact), fact.filled_means, fact.range_note)
            case SureQuestion():
                return fact.question, (fact.ask,)
            case Symptom():
                return fact.name, (fact.text, *fact.other_causes)
            case Flag():
                return fact.title, (fact.rationale, fact.say)
            case GateRow():
                return fact.head, (fact.say, fact.changes)
            case GateReason():
                return upper(self._content.findings[fact.finding].label), (fact.why,)
            case CaffeineItem():
                said = words.caffeine.replace("{mg}", number_text(fact.mg))
                return fact.item, (said, fact.note)
            case FormClaim():
                return fact.text, (fact.note,)
            case IntakeBand():
                return self._need(fact)
            case SupplementLimit():
                said = words.limit.replace("{mg}", str(fact.mg))
                return upper(fact.label), (said, self._ages(fact.from_age, fact.below_age))
            case Limit():
                return upper(fact.label), (self._figures(fact),)
            case Score():
                return upper(fact.label), (fact.meaning, fact.age_note, fact.attribution)
            case Verdicts():
                named = (fact.toward_several, fact.toward_some, fact.cant_tell, fact.away)
                return "", tuple(upper(one) for one in named)
            case Option():
                rows = words.fields.items()
                return fact.name, [f"{name}: {getattr(fact, field)}" for field, name in rows]
            case DiaryAnswer():
                return upper(self._content.findings[fact.finding].label), (words.diary_answer,)
            case Core():
                return "", (fact.so_far,)
            case Advice() | Reassurance() | ChoiceRule():
                return first_sentence(fact.text), (fact.text,)
            case _:
                return _head(fact), tuple(_prose(fact))

    def _quantity(self, fact: Quantity) -> tuple[str, ...]:
        said = self._words.quantity
        parts = {
            "a": str(fact.of_100_a), "b": str(fact.of_100_b),
            "group_a": fact.group_a, "group_b": fact.group_b,
        }  # fmt: skip
        for key, value in parts.items():
            said = said.replace("{" + key + "}", value)
        return said, fact.scope

    def _need(self, band: IntakeBand) -> tuple[str, tuple[str, ...]]:
        words = self._words
        said = words.band.replace("{kind}", band.kind).replace("{mg}", str(band.mg))
        who = [words.people[one] for one in (band.sex, band.state) if one in words.people]
        head = f"{words.band_name}, {words.systems[band.system]}"
        return head, (said, self._ages(band.from_age, band.below_age), *who)

    def _ages(self, start: float, below: float) -> str:
        words = self._words
        said = words.from_age if below >= self._oldest else words.ages
        return said.replace("{from}", number_text(start)).replace("{below}", number_text(below))

    def _figures(self, limit: Limit) -> str:
        told = {row.value for row in limit.rows} | {row.per_unit for row in limit.rows}
        figures = sorted(figure for figure in told if figure is not None)
        return ", ".join(f"{number_text(one)} {limit.unit}".strip() for one in figures)

    def _filled(self, line: str) -> str:
        """The line with its places filled; what differs from person to person stays open."""
        for key, value in self._places.items():
            line = line.replace("{" + key + "}", value)
        return _PLACE.sub("…", line)


def _head(fact: Fact) -> str:
    named = (str(getattr(fact, key, "")) for key in _HEADS)
    return next((one for one in named if one), "")


def _prose(node: BaseModel) -> Iterator[str]:
    """The prose of a fact itself; facts inside it speak for themselves."""
    for key, field in type(node).model_fields.items():
        value = getattr(node, key)
        parts = value if isinstance(value, tuple) else (value,)
        if reading_kind(field) == "block":
            yield from (part for part in parts if isinstance(part, str))
        else:
            for part in parts:
                if isinstance(part, Strict) and not isinstance(part, Fact):
                    yield from _prose(part)
