"""The diary as a table file: whatever was noted is in it, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mgaid.core import diary
from mgaid.core.visit import DiaryEntry, Visit
from tests.core.test_diary import diaries

TODAY = date(2026, 11, 22)
RUNS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
AWKWARD = [
    'said "ow", twice',
    "first line\nsecond line\r\nthird",
    '=HYPERLINK("http://x","y")',
    "+44 20 7946 0000",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    "'=1+1",
    "''",
    "cramp 😖🦵🏽 at night",
    "שריר קופץ, ברגל",
    "\u202eright to left\u202c; a;b|c\\",
    "a\x00b",
    ",",
]
# Drawn from what breaks tables, so that it is met in nearly every example.
SIGNS = st.sampled_from([*RUNS, '"', "'", ",", ";", "\n", " ", "\u202e", "😖", "ש", "a", "1"])
NOTES = st.one_of(st.text(max_size=40), st.text(SIGNS, max_size=12), st.sampled_from(AWKWARD))


def written(visit: Visit) -> list[dict[str, str]]:
    """The file as a program reads it."""
    return list(csv.DictReader(io.StringIO(diary.to_csv(visit), newline="")))


def as_noted(cell: str) -> str:
    """A note without the mark that keeps a spreadsheet from running it."""
    return cell[1:] if re.match(rf"'+\s*[{re.escape(''.join(RUNS))}]", cell) else cell


def entry(row: dict[str, str]) -> DiaryEntry:
    words = {k: row[k] for k in ("weakness", "exercise", "cramps") if row[k]}
    numbers = {
        k: float(row[k])
        for k in ("minutes", "sleep_hours", "caffeine_mg", "alcohol_drinks")
        if row[k]
    }
    return DiaryEntry.model_validate(
        {
            "day": row["day"],
            "when": row["when"].split(),
            "where": row["where"].split(),
            "note": as_noted(row["note"]),
            "stress": int(row["stress"]) if row["stress"] else None,
            **words,
            **numbers,
        }
    )


@given(days=diaries(), notes=st.lists(NOTES, min_size=14, max_size=14))
def test_the_table_file_holds_every_note(days: tuple[DiaryEntry, ...], notes: list[str]) -> None:
    visit = Visit()
    for one, note in zip(days, notes, strict=False):
        visit = diary.noted(diary.with_entry(visit, one), one.day, note=note)

    assert tuple(map(entry, written(visit))) == visit.diary


@given(notes=st.lists(NOTES, min_size=1, max_size=14))
@example(notes=AWKWARD[:14])
def test_no_cell_begins_like_a_formula(notes: list[str]) -> None:
    days = [TODAY - timedelta(days=n) for n in range(len(notes))]
    visit = Visit(diary=tuple(DiaryEntry(day=d, note=n) for d, n in zip(days, notes, strict=True)))
    rows = written(visit)

    assert len(rows) == len(notes)
    assert all(not cell.lstrip(" \n").startswith(RUNS) for row in rows for cell in row.values())


@given(note=NOTES)
def test_a_note_stays_in_its_cell(note: str) -> None:
    rows = written(Visit(diary=(DiaryEntry(day=TODAY, note=note, minutes=5),)))

    assert [(row["day"], row["minutes"], row["stress"]) for row in rows] == [
        ("2026-11-22", "5", "")
    ]


@pytest.mark.parametrize("note", AWKWARD)
def test_awkward_notes_are_saved_and_read_back(note: str) -> None:
    visit = Visit(diary=(DiaryEntry(day=TODAY, note=note),))
    saved = diary.to_csv(visit).encode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(saved.decode("utf-8-sig"), newline="")))

    # A visit keeps no sign that cannot be seen, and one kind of line end.
    plain = note.replace("\r\n", "\n").replace("\x00", "")
    assert as_noted(row["note"]) == visit.diary[0].note == plain


def test_an_ordinary_note_is_written_as_it_is() -> None:
    notes = ("tired - but fine", "5 = too much", "'tis better", "a@b", "")
    for note in notes:
        visit = Visit(diary=(DiaryEntry(day=TODAY, note=note, minutes=1),))
        assert written(visit)[0]["note"] == note
