"""The twitch diary as plain values: which days it holds, what they say, and what may be counted.

It counts days and nothing more; no day is compared with another, and nothing here judges. Every
phrase comes from ``diary.toml``.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from mgaid.core.content import Content
from mgaid.core.content.diary_models import DiaryCount, DiaryFile, diary_file
from mgaid.core.document import Block, Row, Run, Table, Text, runs
from mgaid.core.phrases import day_text, number_text
from mgaid.core.visit import DiaryEntry, Visit

_DAYS_A_YEAR = 365.2425
_STRIP_HEAD = 5.0  # how many columns of the strip on paper its heads are wide
_FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")  # wide signs count in some spreadsheets
_FIELDS = tuple(DiaryEntry.model_fields)
_TABLE = ("minutes", "sleep_hours", "caffeine_mg", "weakness", "cramps")
_STRIP = (*_TABLE, "alcohol_drinks", "exercise", "stress")


@dataclass(frozen=True, slots=True)
class ChartDay:
    """One day of the chart. What was not noted is ``None``; ``twitching`` may be known without
    ``minutes``."""

    day: date
    twitching: bool | None
    minutes: float | None
    sleep_hours: float | None
    caffeine_mg: float | None


# ---------------------------------------------------------------- entries


def entry_on(visit: Visit, day: date) -> DiaryEntry | None:
    return next((entry for entry in visit.diary if entry.day == day), None)


def noted(visit: Visit, day: date, **fields: Any) -> Visit:
    """The visit with these fields of a day noted; ``None``, "" or () takes one back.

    A day with nothing noted is no entry. Raises ``VisitInvalid`` when that cannot be kept.
    """
    before = entry_on(visit, day) or DiaryEntry(day=day)
    told = {name: getattr(before, name) for name in _FIELDS} | fields
    others = tuple(entry for entry in visit.diary if entry.day != day)
    if all(told[name] in (None, "", ()) for name in _FIELDS if name != "day"):
        return visit.changed(diary=others)
    return visit.changed(diary=(*others, told))


def without_day(visit: Visit, day: date) -> Visit:
    return visit.changed(diary=tuple(entry for entry in visit.diary if entry.day != day))


def with_entry(visit: Visit, entry: DiaryEntry) -> Visit:
    """The visit with a whole day, in place of what that day held."""
    return visit.changed(diary=(*without_day(visit, entry.day).diary, entry))


def entry_before(visit: Visit, day: date) -> DiaryEntry | None:
    """The nearest day before ``day`` with something noted."""
    return next((entry for entry in reversed(visit.diary) if entry.day < day), None)


def same_as_before(authored: DiaryFile, visit: Visit, day: date) -> Visit:
    """The visit with the open fields of ``day`` as on the nearest day before it."""
    before = entry_before(visit, day)
    if before is None:
        return visit
    here = entry_on(visit, day) or DiaryEntry(day=day)
    fields = {
        name: getattr(before, name) for name in authored.same if getattr(here, name) in (None, ())
    }
    return noted(visit, day, **fields)


# ---------------------------------------------------------------- days


def has_ended(authored: DiaryFile, visit: Visit, today: date) -> bool:
    """The days are full, or over."""
    if not visit.diary:
        return False
    length = timedelta(days=authored.days)
    return len(visit.diary) >= authored.days or today >= visit.diary[0].day + length


def clock_problem(authored: DiaryFile, visit: Visit, today: date) -> str:
    """What to say when a day lies after today, as with a clock set back; "" when none does."""
    if not visit.diary or visit.diary[-1].day <= today:
        return ""
    return authored.words.clock.replace("{today}", day_text(today))


def day_problem(authored: DiaryFile, visit: Visit, today: date, day: date) -> str:
    """Why ``day`` cannot be noted, in one sentence or two; "" when it can.

    A day that is there already can always be looked at and changed.
    """
    words = authored.words
    if entry_on(visit, day) is not None:
        return ""
    if day > today:
        return words.future.replace("{last}", day_text(today))
    if day < _born_from(visit, today):
        return words.before_birth
    length = timedelta(days=authored.days - 1)
    first, last = today - length, today
    if visit.diary:
        first, last = visit.diary[-1].day - length, min(today, visit.diary[0].day + length)
    if first > last:
        return clock_problem(authored, visit, today)
    if not first <= day <= last:
        return words.outside.replace("{first}", day_text(first)).replace("{last}", day_text(last))
    return ""


def _born_from(visit: Visit, today: date) -> date:
    """The first day on which a person of this age can have been born."""
    age = visit.person.age
    if age is None:
        return date.min
    # Whole years say less: at 40 the next birthday may be tomorrow.
    years = age + (1 if age == int(age) else 0.1)
    return today - timedelta(days=min(int(years * _DAYS_A_YEAR), (today - date.min).days))


# ---------------------------------------------------------------- what the days say


def findings_noted(content: Content, visit: Visit) -> frozenset[str]:
    """Findings that a day of the diary answers with yes. No day ever answers with no."""
    if not visit.diary:
        return frozenset()
    return frozenset(
        rule.finding
        for rule in diary_file(content).answers
        if any(getattr(entry, rule.field) == rule.says for entry in visit.diary)
    )


def twitching(entry: DiaryEntry) -> bool | None:
    """Whether twitching was noted on this day; a time or a place says so without minutes."""
    if entry.minutes is not None:
        return entry.minutes > 0
    return True if entry.when or entry.where else None


def statements(authored: DiaryFile, visit: Visit) -> tuple[str, ...]:
    """Counts of days, each with the rest of the days beside it, then what counts cannot show."""
    said = [line for count in authored.counts if (line := _counted(authored, visit, count))]
    return (*said, authored.words.few_days) if said else ()


def _counted(authored: DiaryFile, visit: Visit, count: DiaryCount) -> str:
    inside: list[bool] = []
    outside: list[bool] = []
    for entry in visit.diary:
        told, was = getattr(entry, count.field), twitching(entry)
        if told is None or was is None:
            continue
        meets = told < count.below if count.below is not None else told >= (count.at_least or 0)
        (inside if meets else outside).append(was)
    if len(inside) < authored.least_days:
        return ""
    parts = [(count.text, inside), *([(count.others, outside)] if outside else [])]
    return " ".join(
        text.replace("{n}", str(sum(days))).replace("{m}", str(len(days))) for text, days in parts
    )


# ---------------------------------------------------------------- chart, table, file


def chart_days(authored: DiaryFile, visit: Visit) -> tuple[ChartDay, ...]:
    """Every day the diary can hold from the first noted one on; none before that."""
    if not visit.diary:
        return ()
    first = visit.diary[0].day
    days = (first + timedelta(days=place) for place in range(authored.days))
    return tuple(_chart_day(entry_on(visit, day) or DiaryEntry(day=day)) for day in days)


def _chart_day(entry: DiaryEntry) -> ChartDay:
    return ChartDay(
        entry.day, twitching(entry), entry.minutes, entry.sleep_hours, entry.caffeine_mg
    )


def table_heads(authored: DiaryFile) -> tuple[str, ...]:
    """The heads of ``table_row``, the day first."""
    heads = _heads(authored, {number.id: number.name for number in authored.number})
    return (authored.label.day, *(heads[name] for name in _TABLE))


def _heads(authored: DiaryFile, numbers: Mapping[str, str]) -> Mapping[str, str]:
    own = authored.label
    return {
        **numbers,
        "weakness": own.weakness_head,
        "cramps": own.cramps,
        "exercise": own.exercise,
        "stress": own.stress_head,
    }


def table_row(authored: DiaryFile, entry: DiaryEntry) -> tuple[str, ...]:
    """A day in words, in the order of ``table_heads``, its figures with their signs."""
    signs: dict[str, str] = {number.id: f"\u00a0{number.sign}" for number in authored.number}
    return (
        day_text(entry.day),
        *(
            _figure(authored, entry, name)
            + ("" if getattr(entry, name) is None else signs.get(name, ""))
            for name in _TABLE
        ),
    )


def _figure(authored: DiaryFile, entry: DiaryEntry, name: str) -> str:
    """One figure or answer of a day as it is read, or the sign for "not noted"."""
    told = getattr(entry, name)
    words = authored.words
    if isinstance(told, str):
        return {"yes": words.yes, "no": words.no, "unknown": words.not_sure}[told]
    if told is not None:
        return number_text(told)
    return words.yes if name == "minutes" and twitching(entry) else words.not_noted


def strip(authored: DiaryFile, visit: Visit) -> tuple[tuple[str, ...], ...]:
    """What was noted, a line each: its head, then a figure for every day of the diary."""
    heads = _heads(authored, {number.id: number.head for number in authored.number})
    lines = (
        (heads[name], *(_figure(authored, entry, name) for entry in visit.diary)) for name in _STRIP
    )
    return tuple(line for line in lines if set(line[1:]) != {authored.words.not_noted})


def on_page(authored: DiaryFile, visit: Visit) -> tuple[Block, ...]:
    """The days as a strip, a column each, the counts of days and the person's own notes."""
    days = visit.diary
    if not days:
        return ()
    rows = tuple(
        Row((runs(head), *(runs(one) for one in cells)), small=True)
        for head, *cells in strip(authored, visit)
    )
    widths = (_STRIP_HEAD, *(1.0 for _ in days))
    # Without a row the heads would stand over nothing.
    table = (Table(rows, _strip_heads(authored, days), widths),) if rows else ()
    said = " ".join(statements(authored, visit))
    counts = (Text(runs(said), small=True),) if said else ()
    notes = (
        Text(
            runs(f"{day_text(entry.day)}: ", Run(" ".join(entry.note.split()), italic=True)),
            small=True,
        )
        for entry in days
        if entry.note.strip()
    )
    return (*table, *counts, *notes)


def _strip_heads(authored: DiaryFile, days: Sequence[DiaryEntry]) -> tuple[str, ...]:
    """From when to when, or the one day there is, then the number of each day."""
    first, last = day_text(days[0].day), day_text(days[-1].day)
    span = authored.words.span.replace("{first}", first).replace("{last}", last)
    return (first if first == last else span, *(str(entry.day.day) for entry in days))


def to_csv(visit: Visit) -> str:
    """The diary as a table, a line a day, under the names the visit file uses.

    A note that a spreadsheet would take for a formula has a ``'`` before it, as a person would
    type it there; nothing else is changed.
    """
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow(_FIELDS)
    writer.writerows([*_csv_cells(entry)] for entry in visit.diary)
    return made.getvalue()


def _csv_cells(entry: DiaryEntry) -> Iterator[str]:
    for name in _FIELDS:
        told = getattr(entry, name)
        if told is None:
            yield ""
        elif isinstance(told, tuple):
            yield " ".join(told)
        elif isinstance(told, float) and told == int(told):
            yield str(int(told))
        elif isinstance(told, str) and _FORMULA.match(told):
            yield f"'{told}"
        else:
            yield str(told)
