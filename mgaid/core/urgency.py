"""How soon to get help, in words: the one answer that screen and paper both show.

While a core question is open, a calm level is only "so far": it is headed as unfinished and
never as all clear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.content.models import Urgency, UrgencyId
from mgaid.core.content.texts import RegionWords
from mgaid.core.visit import Visit


@dataclass(frozen=True, slots=True)
class HowSoon:
    """``settled`` is false for a calm level with open core questions; then ``head`` says so.

    ``on_paper`` opens the line on the page, ``when`` is the time frame, ``do`` what to do, the
    most urgent first, ``so_far`` what is still open (empty when nothing is).
    """

    urgency: UrgencyId
    settled: bool
    head: str
    on_paper: str
    when: str
    do: tuple[str, ...]
    so_far: str


def region_of(content: Content, visit: Visit) -> RegionWords:
    """Who to ring where the person said they are; the general words when they did not."""
    wanted = visit.person.region or "other"
    return next(region for region in content.words.regions if region.id == wanted)


def with_numbers(text: str, region: RegionWords) -> str:
    """``text`` with {number}, {poison} and {crisis} filled in."""
    return (
        text.replace("{number}", region.emergency)
        .replace("{poison}", region.poison)
        .replace("{crisis}", region.crisis)
    )


def what_to_do(content: Content, flag_id: str, region: RegionWords) -> str:
    """What to do when this flag fired."""
    return with_numbers(content.flags[flag_id].say, region)


def how_soon(
    content: Content, visit: Visit, assessment: Assessment, region: RegionWords | None = None
) -> HowSoon:
    """The urgency of a visit in words. ``region`` may be a better guess than the visit holds."""
    where = region or region_of(content, visit)
    urgency = assessment.urgency
    words = next(u for u in content.words.urgency if u.id == urgency.name)
    settled = assessment.complete or urgency > Urgency.routine
    phrases = content.words.summary
    unfinished = not settled and urgency is Urgency.self_care
    return HowSoon(
        urgency=words.id,
        settled=settled,
        head=phrases["so_far_head"] if unfinished else words.head,
        on_paper="" if unfinished else words.on_paper,
        when=words.when,
        do=tuple(_steps(content, assessment, where)),
        so_far="" if settled else _so_far(content, assessment),
    )


def _so_far(content: Content, assessment: Assessment) -> str:
    count = len(assessment.core_open)
    phrases = content.words.summary
    return (
        phrases["so_far_one"] if count == 1 else phrases["so_far_line"].replace("{n}", str(count))
    )


def _steps(content: Content, assessment: Assessment, region: RegionWords) -> Iterator[str]:
    """The steps of every flag at the top level: the first in full, of the others what to do first
    and whatever must always be said. No sentence comes twice."""
    top = [content.flags[f.id] for f in assessment.flags if f.level is assessment.urgency]
    top.sort(key=lambda flag: flag.rank)
    always = tuple(content.words.summary["always_said"].split("|"))
    said: list[str] = []
    for place, flag in enumerate(top):
        sentences = _sentences(with_numbers(flag.say, region))
        for at, sentence in enumerate(sentences):
            whole = place == 0 or flag.say_whole
            if (whole or at == 0 or sentence.startswith(always)) and sentence not in said:
                said.append(sentence)
    yield from said
    number = content.words.summary["emergency_no_lift"].replace("{number}", region.emergency)
    if assessment.emergency and not any(region.emergency in sentence for sentence in said):
        yield number


def _sentences(text: str) -> list[str]:
    return [f"{part.rstrip('.')}." for part in text.split(". ") if part.strip()]
