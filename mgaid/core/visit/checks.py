"""Whether a visit fits the content: every id is known, every number is one a person can have."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from mgaid.core.content import Content
from mgaid.core.content.diary_models import diary_file
from mgaid.core.visit.record import DiaryEntry, Visit, VisitInvalid

_MOST_OF_ONE_ITEM = 100
# What no person means, and near the ends of all dates nothing can be counted on from a day.
FIRST_YEAR = 1900
LAST_YEAR = 2200


def check(visit: Visit, content: Content) -> None:
    """Raise ``VisitInvalid`` for an unknown id or a number no person can have."""
    _known("finding", visit.findings, content.findings)
    own_numbers = [v.id for v in content.values.values() if v.where == "numbers"]
    _known("number", visit.numbers, own_numbers)
    items = {item.id for score in content.scores.values() for item in score.items}
    _known("item", visit.items, items)
    _known("page", visit.notes, content.pages)
    _known("place", visit.sites, content.regions)
    _known("choice", visit.leaning, content.options)
    _known("wish", visit.matters, content.preferences)
    _known("question of sureness", visit.sure, content.sure)
    _known("choice", visit.choices, content.choices)
    for question, option in visit.choices.items():
        _known(f"answer to {question}", [option], content.choices[question])
    told = {**visit.numbers}
    for field in ("age", "weight_kg"):
        number = getattr(visit.person, field)
        if number is not None:
            told[field] = number
    for value_id, number in told.items():
        value = content.values[value_id]
        if not math.isfinite(number) or not value.minimum <= number <= value.maximum:
            raise VisitInvalid(
                f'"{value_id}" is {number:g}, but it must be from {value.minimum:g} '
                f"to {value.maximum:g} {value.unit}; mend that number"
            )
    for item, amount in visit.items.items():
        if not 0 <= amount <= _MOST_OF_ONE_ITEM:
            raise VisitInvalid(f'"{item}" is {amount:g}, which cannot be; mend that number')
    _check_years("reminder", [] if visit.reminder is None else [visit.reminder])
    if visit.quick_check:
        _check_quick_check(visit.quick_check, content)
    if visit.diary:
        _check_diary(visit.diary, content)


def _check_diary(diary: tuple[DiaryEntry, ...], content: Content) -> None:
    """A date after today is no fault of the file: the clock may have been set back since."""
    _check_years("diary", [entry.day for entry in diary])
    authored = diary_file(content)
    if (diary[-1].day - diary[0].day).days >= authored.days:
        raise VisitInvalid(
            f'"diary" spans more than {authored.days} days in a row; take out the days outside'
        )
    times = [one.id for one in authored.times]
    places = [one.id for one in authored.places]
    for entry in diary:
        _known("time of day", entry.when, times)
        _known("place", entry.where, places)
        for number in authored.number:
            told = getattr(entry, number.id)
            if told is not None and not number.minimum <= told <= number.maximum:
                raise VisitInvalid(
                    f'"{number.id}" on {entry.day} is {told:g}, but it must be from '
                    f"{number.minimum:g} to {number.maximum:g} {number.unit}; mend that number"
                )


def _check_years(entry: str, days: Iterable[date]) -> None:
    for day in days:
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise VisitInvalid(
                f'"{entry}" names {day}, but the year must be from {FIRST_YEAR} to {LAST_YEAR}; '
                "mend that date"
            )


def _check_quick_check(told: dict[str, str], content: Content) -> None:
    """What cannot be read cannot be checked; the Foods tab says so then."""
    # Read for those few who have answers here: it is not needed to open a window.
    from mgaid.core.food_guide import GUIDE_FILE, FoodsUnavailable, read_guide

    with contextlib.suppress(FoodsUnavailable):
        screener = read_guide(content.root / GUIDE_FILE).screener
        _known("group of foods", told, [group.id for group in screener.groups])
        _known("how often", told.values(), [answer.id for answer in screener.answers])


def _known(kind: str, named: Iterable[str], known: Iterable[str]) -> None:
    everything = list(known)
    for one in named:
        if one not in everything:
            near = get_close_matches(one, everything, n=1, cutoff=0.5)
            hint = f'did you mean "{near[0]}"?' if near else "take it out"
            raise VisitInvalid(f'it names an unknown {kind} "{one[:60]}"; {hint}')
