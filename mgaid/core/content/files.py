"""Which tables each content file holds."""

from __future__ import annotations

from typing import NamedTuple

from mgaid.core.content.asking import Page, Region, Step
from mgaid.core.content.models import (
    Estimate,
    Finding,
    Limit,
    Score,
    Source,
    Strict,
    SureQuestion,
    Value,
)
from mgaid.core.content.rules import (
    Advice,
    Cause,
    Core,
    Flag,
    GateReason,
    GateRow,
    PageLine,
    QuestionRule,
    Test,
    TestRule,
    Verdicts,
)
from mgaid.core.content.texts import (
    Claim,
    IntakeBand,
    Option,
    OverviewSection,
    Preference,
    Quantity,
    SupplementLimit,
    Symptom,
    Words,
)


class SourcesFile(Strict):
    source: tuple[Source, ...]


class FindingsFile(Strict):
    finding: tuple[Finding, ...]


class ValuesFile(Strict):
    value: tuple[Value, ...]
    limit: tuple[Limit, ...]
    score: tuple[Score, ...]
    estimate: tuple[Estimate, ...] = ()


class FlagsFile(Strict):
    core: Core
    flag: tuple[Flag, ...]


class CausesFile(Strict):
    verdicts: Verdicts
    cause: tuple[Cause, ...]


class GateFile(Strict):
    gate: tuple[GateRow, ...]
    reason: tuple[GateReason, ...]


class VisitFile(Strict):
    test: tuple[Test, ...]
    suggest_test: tuple[TestRule, ...]
    suggest_question: tuple[QuestionRule, ...]


class PageFile(Strict):
    line: tuple[PageLine, ...]
    advice: tuple[Advice, ...]


class OptionsFile(Strict):
    option: tuple[Option, ...]
    preference: tuple[Preference, ...]
    sure: tuple[SureQuestion, ...]
    quantity: tuple[Quantity, ...]


class SymptomsFile(Strict):
    symptom: tuple[Symptom, ...]


class ClaimsFile(Strict):
    claim: tuple[Claim, ...]


class IntakesFile(Strict):
    band: tuple[IntakeBand, ...]
    limit: tuple[SupplementLimit, ...]


class PagesFile(Strict):
    step: tuple[Step, ...]
    page: tuple[Page, ...]
    region: tuple[Region, ...]


class OverviewFile(Strict):
    section: tuple[OverviewSection, ...]


class Files(NamedTuple):
    """What is read at the start: each field is a file of that name."""

    words: Words
    sources: SourcesFile
    findings: FindingsFile
    values: ValuesFile
    flags: FlagsFile
    causes: CausesFile
    gate: GateFile
    visit: VisitFile
    page: PageFile
    options: OptionsFile
    symptoms: SymptomsFile
    claims: ClaimsFile
    intakes: IntakesFile
    pages: PagesFile
    overview: OverviewFile
