"""``compose(content, visit, assessment, today) -> Document``: the page for the visit.

Chooses and orders what a doctor needs; every phrase comes from the content. The same blocks go to
screen, paper, PDF and clipboard. The parts of the page are made by the modules beside this one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.document import Block, Document, Section
from mgaid.core.summary import choosing, edges, health, reasons, room, usual_day, warnings
from mgaid.core.summary.choosing import MATTERS_FROM, QUESTIONS_FIRST
from mgaid.core.summary.told import Told
from mgaid.core.visit import Visit

__all__ = ["MATTERS_FROM", "QUESTIONS_FIRST", "compose"]

_MAY_BE_SPARED = ("options", "counted")


def compose(content: Content, visit: Visit, assessment: Assessment, today: date) -> Document:
    """The page, with every section that has something to say."""
    told = Told(content, visit, assessment, today)
    wishes = choosing.preferences(told)
    made = (
        _section(told, "in_short", edges.in_short(told), locked=True, title=""),
        _section(told, "questions", choosing.questions(told)),
        _section(told, "warnings", warnings.warnings(told), locked=True),
        _section(told, "health", health.health(told)),
        _section(told, "day", usual_day.usual_day(told), half=True),
        _section(told, "causes", reasons.causes(told), half=True, title=reasons.title(told)),
        _section(told, "tests", reasons.tests(told), half=True),
        _section(told, "prefer", wishes, half=True),
        _section(told, "advice", reasons.advice(told), half=not wishes),
        _section(told, "diary", usual_day.diary(told), title=usual_day.diary_title(told)),
        _section(told, "options", choosing.options(told)),
        _section(told, "counted", choosing.counted(told)),
        _section(told, "words", edges.own_words(told)),
        _section(told, "plan", edges.plan(told)),
    )
    return Document(
        title=told.first("title"),
        about=edges.about(told),
        sections=_with_room(told, tuple(section for section in made if section is not None)),
        footer=edges.footer(told),
        day=today,
        labels={key: told.words[key] for key in ("page", "brand", "box", "missing")},
    )


def _with_room(told: Told, sections: tuple[Section, ...]) -> tuple[Section, ...]:
    """Spare what there is no room for and nobody asked for; what comes first is kept first."""
    asked, out = told.visit.preferences.kept_in, told.visit.preferences.left_out
    kept = [s for s in sections if s.locked or s.id not in (*out, *_MAY_BE_SPARED)]
    made = {section.id: section for section in sections}
    for section in (made[one] for one in _MAY_BE_SPARED if one in made and one not in out):
        spare = section.id not in asked and not room.fits(kept, section)
        made[section.id] = replace(section, spare=spare)
        if not spare:
            kept.append(section)
    return tuple(made.values())


def _section(
    told: Told,
    section_id: str,
    blocks: tuple[Block, ...],
    *,
    half: bool = False,
    locked: bool = False,
    title: str | None = None,
) -> Section | None:
    """A section with the title the words have for it; nothing where there is nothing to say."""
    if not blocks:
        return None
    heading = told.words[section_id] if title is None else title
    return Section(section_id, heading, blocks, "half" if half else "full", locked)
