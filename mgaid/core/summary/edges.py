"""What opens and closes the page: who and when, the box in short, own words, the plan, the foot."""

from __future__ import annotations

from datetime import timedelta

from mgaid.core.document import Block, Lines, Notice, Run, Runs, Text, runs
from mgaid.core.phrases import content_is_old, day_text, month_text, number_text, time_text
from mgaid.core.summary.told import Told
from mgaid.core.urgency import how_soon

_MOST_SOURCES = 6


def about(told: Told) -> Runs:
    """Who and when: sex and age if given, the day, and the name or room to write it."""
    who, age = told.first("who"), told.visit.person.age
    if age is not None:
        years, months = number_text(age), number_text(int(age * 12))
        who = told.first("age", who=who, years=years, months=months)
    name = told.visit.name or "_" * 22
    filled = told.fill("filled_in", day=day_text(told.today))
    return runs(f"{who}.  {filled}.  {told.words['name']}: ", Run(name))


def in_short(told: Told) -> tuple[Block, ...]:
    rows = (
        (told.words["in_short_what"], _what(told)),
        (told.words["in_short_soon"], _how_soon(told)),
        (told.words["in_short_magnesium"], _magnesium(told)),
    )
    return (Notice(told.assessment.urgency.name, rows),)


def _what(told: Told) -> Runs:
    kind = told.first("kind")
    days = told.assessment.numbers.get("duration_days")
    lasting = "" if days is None else " " + told.fill("for_time", time=time_text(told.words, days))
    since = "" if days is None or days < 7 else _since(told, days)
    more = " ".join(told.lines("more"))
    return runs(Run(f"{kind}{lasting}.", bold=True), f" {since}" if since else "", f" {more}")


def _since(told: Told, days: float) -> str:
    start = told.today - timedelta(days=round(days))
    month = month_text(start)
    near = f"{start.day} {month}" if days < 300 else f"{month} {start.year}"
    return told.fill("since_start", day=near)


def _how_soon(told: Told) -> Runs:
    said = how_soon(told.content, told.visit, told.assessment)
    for flag in told.assessment.flags:
        if flag.level is told.assessment.urgency:
            told.cite(told.content.flags[flag.id].sources)
    steps = said.do or (said.when,)
    if said.on_paper:
        so_far = (said.so_far,) if said.so_far else ()
        return runs(Run(said.on_paper, bold=True), *(f" {line}" for line in (*so_far, *steps)))
    return runs(Run(said.so_far, bold=True), *(f" {line}" for line in steps))


def _magnesium(told: Told) -> Runs:
    gate = told.assessment.gate
    if told.hides_causes and not gate.closed:
        return runs(told.words["magnesium_wait"])
    row = next(row for row in told.content.gate if row.level == gate.level)
    whys = [told.content.gate_reasons[f].why for f in gate.reasons[:2]]
    return runs(Run(row.on_paper, bold=True), *(f" {why}" for why in dict.fromkeys(whys)))


def own_words(told: Told) -> tuple[Block, ...]:
    """What the person wrote, in quotes, in the order of the questions."""
    notes = told.visit.notes
    first, last = told.words["quote_open"], told.words["quote_close"]
    return tuple(
        Text(runs(Run(f"{first}{notes[page].strip()}{last}", italic=True)), small=True)
        for page in told.content.pages
        if notes.get(page, "").strip()
    )


def plan(told: Told) -> tuple[Block, ...]:
    again = told.visit.reminder
    if again is None:
        return (Lines(1),)
    return (Text(runs(told.fill("reminder", day=day_text(again)))), Lines(1))


def footer(told: Told) -> Runs:
    """That it is no diagnosis, how old the content is, and what the parts above cited."""
    cited = [told.content.sources[source] for source in told.cited]
    names = "; ".join([source.short for source in cited if source.shown][:_MOST_SOURCES])
    checked = told.fill("content_checked", day=day_text(told.content.words.content_date))
    parts = [f" {told.words['rules']}", f" {checked}"]
    if content_is_old(told.content, told.today):
        parts.append(f" {told.words['content_old']}")
    if names:
        parts.append(f" {told.words['sources']} {names}.")
    return runs(Run(told.words["not_diagnosis"], bold=True), *parts)
