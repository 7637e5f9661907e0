"""The Twitching checklist as plain values: its sections and lines, the side panel, the page.

What is asked stands in ``pages.toml``, how the checklist puts it in ``checklist.toml``. Nothing
here judges an answer: urgency and causes come from the assessment. Knows no window.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from mgaid.core import interview
from mgaid.core.assessment import Assessment, FiredFlag
from mgaid.core.condition import Is, leaves
from mgaid.core.content import Content, read
from mgaid.core.content.asking import Ask, Page
from mgaid.core.content.checklist_models import ChecklistFile, OpenPoint
from mgaid.core.content.models import Answer, Urgency
from mgaid.core.document import Document
from mgaid.core.phrases import first_sentence, upper
from mgaid.core.suggest import shown_causes
from mgaid.core.urgency import region_of, what_to_do
from mgaid.core.visit import Visit


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to answer: short words, what it is in plain words, perhaps a small picture."""

    finding: str
    label: str
    what: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a section: lines to answer, or with no ``lines`` a number, a choice, the map."""

    id: str
    title: str
    ask: Ask
    page: Page
    lines: tuple[Line, ...]
    follow_up: bool


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    title: str
    parts: tuple[Part, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        return tuple(line.finding for part in self.parts for line in part.lines)


@dataclass(frozen=True, slots=True)
class Pointer:
    """A cause the answers point towards, and what was said that does."""

    name: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Something unknown that matters. ``part`` is where the checklist asks it, ``page`` where the
    questions do; ``finding`` is the first line of it, "" for a number or a list."""

    label: str
    finding: str
    part: str
    page: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What the side panel says. ``flag`` is the first flag that made the urgency, "" for none, and
    ``say`` what to do about it; ``towards`` is ``None`` while the urgency is so high that causes
    are not shown."""

    urgency: str
    flag: str
    say: str
    because: tuple[str, ...]
    so_far: bool
    towards: tuple[Pointer, ...] | None
    open: tuple[StillOpen, ...]

    @property
    def emergency(self) -> bool:
        return self.urgency == Urgency.emergency.name


@dataclass(frozen=True, slots=True)
class Checklist:
    """The authored checklist, joined with what the pages ask. ``part_of`` and ``page_of`` (the id
    of the page in the questions) are by finding."""

    content: Content = field(repr=False)
    authored: ChecklistFile = field(repr=False)
    sections: tuple[Section, ...]
    part_of: Mapping[str, Part]
    page_of: Mapping[str, str]


# ---------------------------------------------------------------- sections


def build(content: Content) -> Checklist:
    """Read the checklist; raises ``ContentProblem``, or ``KeyError`` for a part no page asks."""
    authored = _read(content.root)
    asks = {ask.id: (page, ask) for page in content.pages.values() for ask in page.ask}
    sections = tuple(
        Section(s.id, s.title, tuple(_part(content, authored, *asks[p]) for p in s.parts))
        for s in authored.section
    )
    parts = {line.finding: p for s in sections for p in s.parts for line in p.lines}
    pages = {finding: page.id for page, ask in asks.values() for finding in ask.findings}
    return Checklist(content, authored, sections, parts, pages)


@cache
def _read(root: Path) -> ChecklistFile:
    return read(root, "checklist.toml", ChecklistFile)


def _part(content: Content, authored: ChecklistFile, page: Page, ask: Ask) -> Part:
    title = authored.title.get(ask.id) or getattr(ask, "title", "") or page.title
    lines: tuple[Line, ...] = ()
    if ask.kind == "ticks":
        lines = tuple(_line(content, authored, f, ask.labels.get(f, ""), "") for f in ask.items)
    elif ask.kind == "rows":
        lines = tuple(_line(content, authored, f, "", ask.pictures.get(f, "")) for f in ask.items)
    return Part(ask.id, title, ask, page, lines, ask.id in authored.follow_ups)


def _line(
    content: Content, authored: ChecklistFile, finding_id: str, short: str, picture: str
) -> Line:
    finding = content.findings[finding_id]
    label = authored.label.get(finding_id) or short or upper(finding.label)
    what = authored.what.get(finding_id) or finding.hint or finding.question
    return Line(finding_id, label, what, picture)


def is_shown(part: Part, visit: Visit, assessment: Assessment) -> bool:
    """Whether a part is put before this person.

    It is unless it is known not to concern them; a follow-up waits until what it follows is
    answered with yes or not sure.
    """
    conditions = [c for c in (part.page.show_when, getattr(part.ask, "show_when", None)) if c]
    for condition in conditions:
        if not interview.concerns(condition, visit, assessment):
            return False
        if part.follow_up and not any(
            assessment.truths[leaf.is_] is True or visit.findings.get(leaf.is_) == "unknown"
            for leaf in leaves(condition)
            if isinstance(leaf, Is)
        ):
            return False
    return True


def is_done(checklist: Checklist, section: Section, visit: Visit, assessment: Assessment) -> bool:
    """Every part this person meets is answered; "not sure" counts."""
    return all(
        all(_answered(line.finding, visit, assessment) for line in part.lines)
        if part.lines
        else interview.is_answered(part.ask, visit, checklist.content)
        for part in section.parts
        if is_shown(part, visit, assessment)
    )


def _answered(finding: str, visit: Visit, assessment: Assessment) -> bool:
    return finding in visit.findings or assessment.truths[finding] is not None


# ---------------------------------------------------------------- the panel


def panel(checklist: Checklist, visit: Visit, assessment: Assessment) -> Panel:
    """What the side panel says for this visit."""
    content = checklist.content
    top = [flag for flag in assessment.flags if flag.level is assessment.urgency]
    because = tuple(dict.fromkeys(f for flag in top for f in flag.because))
    return Panel(
        urgency=assessment.urgency.name,
        flag=top[0].id if top else "",
        say=_say(content, visit, top),
        because=tuple(
            content.findings[f].label for f in because[: checklist.authored.most_reasons]
        ),
        so_far=bool(assessment.core_open) and assessment.urgency is Urgency.self_care,
        towards=None if assessment.help_first else tuple(_pointers(checklist, assessment)),
        open=_still_open(checklist, visit, assessment),
    )


def _say(content: Content, visit: Visit, top: list[FiredFlag]) -> str:
    """What to do: all of it, or where there is no hurry its first sentence."""
    if not top:
        return ""
    say = what_to_do(content, top[0].id, region_of(content, visit))
    return say if top[0].level > Urgency.routine else first_sentence(say)


def _pointers(checklist: Checklist, assessment: Assessment) -> Iterator[Pointer]:
    content, authored = checklist.content, checklist.authored
    toward, _ = shown_causes(content, assessment)
    for found in toward[: authored.most_causes]:
        cause = content.causes[found.id]
        whys = {(row.finding, row.answer): row.why for row in cause.rows}
        said = [
            content.findings[finding].label if answer == "yes" else whys[finding, "no"]
            for finding, answer in found.because[: authored.most_because]
        ]
        yield Pointer(cause.name, tuple(said))


def _still_open(
    checklist: Checklist, visit: Visit, assessment: Assessment
) -> tuple[StillOpen, ...]:
    """The core questions first, then what else matters; "not sure" comes after not answered."""
    points = [
        *_core_points(checklist, visit, assessment),
        *_other_points(checklist, visit, assessment),
    ]
    points.sort(key=lambda point: point.finding in visit.findings)
    named: dict[str, StillOpen] = {}
    for point in points:
        named.setdefault(point.label, point)
    return tuple(named.values())[: checklist.authored.most_open]


def _core_points(checklist: Checklist, visit: Visit, assessment: Assessment) -> Iterator[StillOpen]:
    """Open core questions; several of one box go together under the name of the box."""
    opened = set(assessment.core_open)
    for section in checklist.sections:
        for part in section.parts:
            lines = [line for line in part.lines if line.finding in opened]
            lines.sort(key=lambda line: line.finding in visit.findings)
            if lines:
                first = checklist.content.findings[lines[0].finding]
                label = part.title if len(lines) > 1 else upper(first.label)
                yield StillOpen(label, lines[0].finding, part.id, part.page.id)


def _other_points(
    checklist: Checklist, visit: Visit, assessment: Assessment
) -> Iterator[StillOpen]:
    for point in checklist.authored.open:
        if point.medicines:
            if visit.medicines is None:
                yield _asked_in(checklist, point)
        elif point.value is not None:
            if point.value not in assessment.numbers:
                yield _asked_in(checklist, point)
        elif not any(assessment.truths[f] is True for f in point.findings):
            # Of several findings one "yes" is enough to know.
            unknown = [f for f in point.findings if assessment.truths[f] is None]
            if unknown:
                part = checklist.part_of.get(unknown[0])
                page = checklist.page_of.get(unknown[0], "")
                yield StillOpen(point.label, unknown[0], part.id if part else "", page)


def _asked_in(checklist: Checklist, point: OpenPoint) -> StillOpen:
    """Where a number or the medicine list is asked."""
    content = checklist.content
    for page in content.pages.values():
        for ask in page.ask:
            if (
                (ask.kind == "medicines" and point.medicines)
                or (ask.kind == "number" and ask.value == point.value)
                or (ask.kind == "score" and content.scores[ask.score].value == point.value)
            ):
                here = any(ask.id == p.id for s in checklist.sections for p in s.parts)
                return StillOpen(point.label, "", ask.id if here else "", page.id)
    raise KeyError(point.label)


# ---------------------------------------------------------------- the strength check


def strength_findings(
    checklist: Checklist, visit: Visit, steps: Mapping[str, str]
) -> dict[str, Answer]:
    """What the strength check makes of ``steps`` (step id to option id).

    What was told as "yes" before stays: the check cannot see every muscle.
    """
    made: dict[str, Answer] = {}
    for rule in checklist.authored.strength.rules:
        fits = (
            any(steps.get(step) == rule.option for step in rule.any_of)
            if rule.any_of
            else all(steps.get(step) == rule.option for step in rule.all_of)
        )
        if fits and rule.finding not in made:
            stays = visit.findings.get(rule.finding) == "yes"
            made[rule.finding] = "yes" if stays else rule.answer
    return made


def strength_words(checklist: Checklist, visit: Visit, steps: Mapping[str, str]) -> tuple[str, ...]:
    """What to say after the check; ``visit`` is the one before it."""
    check = checklist.authored.strength
    found = strength_findings(checklist, visit, steps)
    if strength_findings(checklist, Visit(), steps) != found:
        return (check.kept,)
    return tuple(r.text for r in check.results if found.get(r.finding) == r.answer)


def compose_checklist(
    content: Content, visit: Visit, assessment: Assessment, today: date, empty: bool = False
) -> Document:
    """The checklist as a page: filled in, or ``empty`` to fill in by hand."""
    from mgaid.core.checklist_page import compose

    return compose(build(content), visit, assessment, today, empty)
