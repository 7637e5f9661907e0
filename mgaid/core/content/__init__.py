"""Everything authored, read once into frozen values: ``content = load(root)``.

This is all the rest of MgAid knows about TOML files. What is wrong with a file is said as
``ContentProblem`` with the file, the place in it, the problem and the remedy. ``load`` checks the
shape and every cross-reference; the reading grade and other editorial checks belong to
``mgaid check`` (see ``editorial``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, get_type_hints

from pydantic import BaseModel, ValidationError

from mgaid.core.content import compiled, files
from mgaid.core.content.asking import Page, Region, Step
from mgaid.core.content.models import Estimate, Finding, Limit, Score, Source, SureQuestion, Value
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

if TYPE_CHECKING:
    from mgaid.core.content.remedies import MedicinesFile


class _Named(Protocol):
    @property
    def id(self) -> str: ...


_File = TypeVar("_File", bound=BaseModel)
_Item = TypeVar("_Item", bound=_Named)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an authored file, said so that an author can mend it."""

    file: str
    place: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        place = f", {self.place}" if self.place else ""
        return f"{self.file}{place}: {self.problem}; {self.remedy}"


class ContentProblem(Exception):
    """The content cannot be used. ``problems`` names every one that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True)
class Content:
    """All authored content of one language. Mappings keep the authored order."""

    words: Words
    sources: dict[str, Source]
    findings: dict[str, Finding]
    values: dict[str, Value]
    limits: dict[str, Limit]
    scores: dict[str, Score]
    estimates: dict[str, Estimate]
    core: Core
    flags: dict[str, Flag]
    verdicts: Verdicts
    causes: dict[str, Cause]
    gate: tuple[GateRow, ...]
    gate_reasons: dict[str, GateReason]
    tests: dict[str, Test]
    test_rules: tuple[TestRule, ...]
    question_rules: tuple[QuestionRule, ...]
    page_lines: tuple[PageLine, ...]
    advice: dict[str, Advice]
    options: dict[str, Option]
    preferences: dict[str, Preference]
    sure: dict[str, SureQuestion]
    quantities: dict[str, Quantity]
    symptoms: dict[str, Symptom]
    claims: dict[str, Claim]
    bands: tuple[IntakeBand, ...]
    supplement_limits: tuple[SupplementLimit, ...]
    steps: dict[str, Step]
    pages: dict[str, Page]
    regions: dict[str, Region]
    sections: dict[str, OverviewSection]
    root: Path

    def at(self, root: Path) -> Content:
        """The same content, known to lie in ``root``; what was read already is kept."""
        moved = replace(self, root=root)
        vars(moved).update({k: v for k, v in vars(self).items() if k not in vars(moved)})
        return moved

    @cached_property
    def medicines(self) -> MedicinesFile:
        """Medicine classes and what they mean; read on first use, for they are many."""
        from mgaid.core.content.remedies import MedicinesFile

        return read(self.root, "medicines.toml", MedicinesFile)

    @cached_property
    def gate_findings(self) -> tuple[str, ...]:
        """Findings that must be known before the gate can open, in authored order."""
        return tuple(dict.fromkeys(f for row in self.gate for f in row.any_unknown))

    @cached_property
    def page_asking(self) -> dict[str, str]:
        """The page on which each asked finding stands."""
        return {
            finding: page.id
            for page in self.pages.values()
            for ask in page.ask
            for finding in ask.findings
        }

    @cached_property
    def pages_giving(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Pages by ("kind", kind of part) and by ("value", value that is told there)."""
        found: dict[tuple[str, str], dict[str, None]] = {}
        for page in self.pages.values():
            for ask in page.ask:
                keys = [("kind", str(ask.kind))]
                if ask.kind == "number":
                    keys.append(("value", ask.value))
                elif ask.kind == "score":
                    keys.append(("value", self.scores[ask.score].value))
                elif ask.kind == "supplements":
                    keys.append(("value", "supplement_mg_day"))
                for key in keys:
                    found.setdefault(key, {})[page.id] = None
        return {key: tuple(pages) for key, pages in found.items()}

    @cached_property
    def choices(self) -> dict[str, frozenset[str]]:
        """Ids of the choice questions, each with the ids of its options."""
        return {
            ask.id: frozenset(option.id for option in ask.options)
            for page in self.pages.values()
            for ask in page.ask
            if ask.kind == "choice"
        }


def load(root: Path) -> Content:
    """The content of the folder ``root``, validated and cross-checked.

    Raises ``ContentProblem`` naming every problem found.
    """
    content = compiled.kept(root)
    if content is None:
        content = read_all(root)
        compiled.keep(root, content)
    return content


def read_all(root: Path) -> Content:
    """Read, validate and cross-check every file of ``root``; raises ``ContentProblem``."""
    from mgaid.core.content.checks import references

    problems: list[Problem] = []
    content = _joined(root, _read_files(root), problems)
    problems += references(content)
    if problems:
        raise ContentProblem(problems)
    return content


def _read_files(root: Path) -> files.Files:
    """Every file by itself; what is wrong with any of them is told at once."""
    problems: list[Problem] = []
    found: dict[str, Any] = {}
    for name, model in get_type_hints(files.Files).items():
        try:
            found[name] = read(root, f"{name}.toml", model)
        except ContentProblem as problem:
            problems += problem.problems
    if problems:
        raise ContentProblem(problems)
    return files.Files(**found)


def _joined(root: Path, given: files.Files, problems: list[Problem]) -> Content:
    """The files as one content; an id that stands twice is put to the ``problems``."""

    def keyed(name: str, items: Iterable[_Item]) -> dict[str, _Item]:
        made: dict[str, _Item] = {}
        for item in items:
            if item.id in made:
                problems.append(
                    Problem(
                        name, f'"{item.id}"', "this id stands twice", "give one of them its own id"
                    )
                )
            made[item.id] = item
        return made

    return Content(
        words=given.words,
        sources=keyed("sources.toml", given.sources.source),
        findings=keyed("findings.toml", given.findings.finding),
        values=keyed("values.toml", given.values.value),
        limits=keyed("values.toml", given.values.limit),
        scores=keyed("values.toml", given.values.score),
        estimates=keyed("values.toml", given.values.estimate),
        core=given.flags.core,
        flags=keyed("flags.toml", given.flags.flag),
        verdicts=given.causes.verdicts,
        causes=keyed("causes.toml", given.causes.cause),
        gate=given.gate.gate,
        gate_reasons={reason.finding: reason for reason in given.gate.reason},
        tests=keyed("visit.toml", given.visit.test),
        test_rules=given.visit.suggest_test,
        question_rules=given.visit.suggest_question,
        page_lines=given.page.line,
        advice=keyed("page.toml", given.page.advice),
        options=keyed("options.toml", given.options.option),
        preferences=keyed("options.toml", given.options.preference),
        sure=keyed("options.toml", given.options.sure),
        quantities=keyed("options.toml", given.options.quantity),
        symptoms=keyed("symptoms.toml", given.symptoms.symptom),
        claims=keyed("claims.toml", given.claims.claim),
        bands=given.intakes.band,
        supplement_limits=given.intakes.limit,
        steps=keyed("pages.toml", given.pages.step),
        pages=keyed("pages.toml", given.pages.page),
        regions=keyed("pages.toml", given.pages.region),
        sections=keyed("overview.toml", given.overview.section),
        root=root,
    )


def read(root: Path, name: str, model: type[_File]) -> _File:
    """Read one content file into ``model``; raises ``ContentProblem`` with place and remedy."""
    raw = _toml(root / name)
    checked = raw.pop("checked", None)
    if checked is not None:
        _date_facts(raw, checked)
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        raise ContentProblem(_explain(name, raw, model, error)) from error


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        missing = Problem(path.name, "", "the file is missing", f"put it back into {path.parent}")
        raise ContentProblem([missing]) from None
    except (OSError, UnicodeDecodeError) as error:
        broken = Problem(
            path.name, "", f"the file cannot be read ({error})", "save it as UTF-8 text"
        )
        raise ContentProblem([broken]) from error
    except tomllib.TOMLDecodeError as error:
        broken = Problem(path.name, "", f"this is not TOML: {error}", "mend that line")
        raise ContentProblem([broken]) from error


def _date_facts(node: Any, checked: Any) -> None:
    """Give every fact of the file the file's own date, unless it has one."""
    if isinstance(node, dict):
        if "sources" in node:
            node.setdefault("checked", checked)
        for part in node.values():
            _date_facts(part, checked)
    elif isinstance(node, list):
        for part in node:
            _date_facts(part, checked)


def _explain(
    name: str, raw: dict[str, Any], model: type[BaseModel], error: ValidationError
) -> list[Problem]:
    found = []
    for detail in error.errors():
        location = detail["loc"]
        place = _place(raw, location)
        key = str(location[-1]) if location else ""
        match detail["type"]:
            case "extra_forbidden":
                near = get_close_matches(key, _keys_near(model), n=1)
                remedy = f'write "{near[0]}"' if near else "take the key out"
                found.append(Problem(name, place, f'there is no key "{key}" here', remedy))
            case "missing":
                found.append(
                    Problem(name, place, f'the key "{key}" is missing', f'add a line "{key} = ..."')
                )
            case "union_tag_not_found" | "union_tag_invalid":
                found.append(
                    Problem(
                        name,
                        place,
                        "this kind is not known",
                        detail["msg"].replace("Input tag", "the tag"),
                    )
                )
            case _:
                found.append(
                    Problem(name, place, detail["msg"], f"now it is {detail['input']!r:.80}")
                )
    return found


def _place(raw: Any, location: tuple[int | str, ...]) -> str:
    """Name a place by the ids of the tables around it rather than by their numbers."""
    words: list[str] = []
    node = raw
    for step in location:
        if isinstance(step, int) and isinstance(node, list) and step < len(node):
            node = node[step]
            named = isinstance(node, dict) and (node.get("id") or node.get("finding"))
            words.append(f'"{named}"' if named else f"entry {step + 1}")
        else:
            words.append(str(step))
            node = node.get(step) if isinstance(node, dict) else node
    return " ".join(words)


def _keys_near(model: type[BaseModel]) -> list[str]:
    """Every key any model of this file knows."""
    seen: set[type[BaseModel]] = set()
    keys: set[str] = set()
    todo: list[Any] = [model]
    while todo:
        kind = todo.pop()
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            if kind in seen:
                continue
            seen.add(kind)
            for key, field in kind.model_fields.items():
                keys.add(field.alias or key)
                todo.append(field.annotation)
        else:
            todo.extend(getattr(kind, "__args__", ()))
    return sorted(keys)
