"""One person's answers: the record, its file format, and what makes a file unacceptable.

The public face of the room. ``locked`` is asked for by name: most starts do without it.
"""

from __future__ import annotations

from mgaid.core.visit.checks import LAST_YEAR, check
from mgaid.core.visit.record import (
    FORMAT,
    MINOR,
    DiaryEntry,
    Medicine,
    Person,
    PlannedFood,
    Preferences,
    Supplement,
    Visit,
    VisitError,
    VisitInvalid,
    VisitKeptShut,
    VisitLocked,
    VisitTooNew,
    VisitUnreadable,
)
from mgaid.core.visit.text import LARGEST_FILE_BYTES, LARGEST_LOCKED_BYTES, dumps, loads, parse

__all__ = [
    "FORMAT",
    "LARGEST_FILE_BYTES",
    "LARGEST_LOCKED_BYTES",
    "LAST_YEAR",
    "MINOR",
    "DiaryEntry",
    "Medicine",
    "Person",
    "PlannedFood",
    "Preferences",
    "Supplement",
    "Visit",
    "VisitError",
    "VisitInvalid",
    "VisitKeptShut",
    "VisitLocked",
    "VisitTooNew",
    "VisitUnreadable",
    "check",
    "dumps",
    "loads",
    "parse",
]
