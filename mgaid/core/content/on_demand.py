"""The content files that are read on first use, and what may not dangle in them.

``load`` leaves them alone, for a window must open fast. ``mgaid check`` and the evidence list read
them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mgaid.core.content import Content, Problem, read
from mgaid.core.content.checklist_models import ChecklistFile
from mgaid.core.content.checks import dangling
from mgaid.core.content.diary_models import DiaryFile
from mgaid.core.content.models import Fact, Strict
from mgaid.core.content.remedies import FormsFile
from mgaid.core.content.score_models import EvidenceFile, ScoreFile
from mgaid.core.content.supplement_models import SupplementsFile

FILES: Mapping[str, type[Strict]] = {
    "forms.toml": FormsFile,
    "supplements.toml": SupplementsFile,
    "checklist.toml": ChecklistFile,
    "diary.toml": DiaryFile,
    "evidence.toml": EvidenceFile,
    "score.toml": ScoreFile,
}


def read_all(root: Path) -> dict[str, Strict]:
    """Every file of ``FILES`` by name; raises ``ContentProblem``."""
    return {name: read(root, name, model) for name, model in FILES.items()}


def references(content: Content, files: Mapping[str, Strict]) -> Iterator[Problem]:
    """What these files name and the content does not have."""
    for name, file in files.items():
        for fact in facts_in(file):
            yield from dangling(name, place_of(fact), "source", fact.sources, content.sources)
    for file in files.values():
        match file:
            case ChecklistFile():
                yield from _checklist(content, file)
            case SupplementsFile():
                forms = files.get("forms.toml")
                known = [form.id for form in forms.form] if isinstance(forms, FormsFile) else []
                yield from _supplements(content, file, known)
            case DiaryFile():
                items = {item.id for score in content.scores.values() for item in score.items}
                named = [answer.finding for answer in file.answers]
                yield from dangling("diary.toml", "answers", "finding", named, content.findings)
                yield from dangling("diary.toml", "caffeine", "item", [file.caffeine.item], items)
            case ScoreFile():
                known = [standard.id for standard in file.standard]
                for one in file.criterion:
                    place = f'criterion "{one.id}"'
                    yield from dangling("score.toml", place, "standard", [one.standard], known)


def facts_in(node: object) -> Iterator[Fact]:
    """Every statement of fact in authored content, in the order it is written."""
    if isinstance(node, Fact):
        yield node
    if isinstance(node, Strict):
        for key in type(node).model_fields:
            yield from facts_in(getattr(node, key))
    elif isinstance(node, dict):
        for part in node.values():
            yield from facts_in(part)
    elif isinstance(node, tuple):
        for part in node:
            yield from facts_in(part)


def place_of(fact: Fact) -> str:
    return str(getattr(fact, "id", "") or type(fact).__name__.lower())


def _checklist(content: Content, file: ChecklistFile) -> Iterator[Problem]:
    name = "checklist.toml"
    parts = {ask.id for page in content.pages.values() for ask in page.ask}
    for section in file.section:
        yield from dangling(name, f'section "{section.id}"', "part", section.parts, parts)
    yield from dangling(name, "follow_ups", "part", file.follow_ups, parts)
    yield from dangling(name, "title", "part", file.title, parts)
    for place, named in (("label", file.label), ("what", file.what)):
        yield from dangling(name, place, "finding", named, content.findings)
    for point in file.open:
        place = f'open "{point.label}"'
        yield from dangling(name, place, "finding", point.findings, content.findings)
        read_value = [point.value] if point.value is not None else []
        yield from dangling(name, place, "value", read_value, content.values)
    steps = [step.id for step in file.strength.steps]
    for rule in file.strength.rules:
        yield from dangling(name, "rules", "finding", [rule.finding], content.findings)
        yield from dangling(name, "rules", "step", (*rule.any_of, *rule.all_of), steps)
    for result in file.strength.results:
        yield from dangling(name, "results", "finding", [result.finding], content.findings)


def _supplements(content: Content, file: SupplementsFile, forms: list[str]) -> Iterator[Problem]:
    name = "supplements.toml"
    yield from dangling(name, "shown_first", "form", file.shown_first, forms)
    reasons = content.gate_reasons
    yield from dangling(name, "limit_findings", "gate reason", file.limit_findings, reasons)
    for rule in file.question:
        place = f'question "{rule.id}"'
        yield from dangling(name, place, "finding", rule.findings, content.findings)
