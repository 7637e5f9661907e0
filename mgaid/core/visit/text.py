"""A visit as the text of its file and back: JSON that may be written by hand.

Hidden here: what makes a file unacceptable, and how a file of an older format is brought up to
today's. A locked file is told from a plain one; opening it is ``locked``'s matter.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from mgaid.core.content import Content
from mgaid.core.visit.checks import check
from mgaid.core.visit.record import (
    FORMAT,
    FROM_NEWER,
    MINOR,
    Visit,
    VisitInvalid,
    VisitLocked,
    VisitTooNew,
    VisitUnreadable,
    first_error,
)
from mgaid.core.visit.upgrades import upgraded

LARGEST_FILE_BYTES = 5_000_000
# The same text locked: base64 and the header around it.
LARGEST_LOCKED_BYTES = LARGEST_FILE_BYTES * 4 // 3 + 4_096
LOCKED = "locked"
_MARK = "\ufeff"  # some editors put it before every text they write
_WRONG_FORMAT = f'"format" must be the number {FORMAT}; mend it or open an earlier copy'


def loads(text: str | bytes, content: Content) -> Visit:
    """Read a visit from the text of its file.

    Raises ``VisitUnreadable``, ``VisitTooNew``, ``VisitInvalid`` or ``VisitLocked``.
    """
    raw = parse(text)
    if LOCKED in raw:
        raise VisitLocked("it is locked with a passphrase; open it in the MgAid window")
    if len(text) > LARGEST_FILE_BYTES:
        raise VisitUnreadable("it is far larger than any visit; choose the right file")
    minor = raw.get("minor", 0)
    counted = type(minor) is int
    newer = counted and minor > MINOR
    if counted and 0 <= minor < MINOR:
        raw["minor"] = MINOR
    try:
        visit = Visit.model_validate(raw, context={FROM_NEWER: True} if newer else None)
        check(visit, content)
    except (ValidationError, VisitInvalid) as error:
        if newer:
            # An id or a value that came later: to leave it out could hide a warning sign.
            raise VisitTooNew(
                "it was made by a newer MgAid and tells what this one does not know; "
                "update MgAid to open it"
            ) from None
        if isinstance(error, ValidationError):
            raise VisitInvalid(first_error(error)) from None
        raise
    return visit


def dumps(visit: Visit) -> str:
    """The visit as the text of its file: only what was told, in a fixed order."""
    told = visit.model_dump(mode="json", exclude_defaults=True)
    head = {"format": FORMAT, "minor": visit.minor} if visit.minor else {"format": FORMAT}
    return json.dumps({**head, **told}, ensure_ascii=False, indent=1) + "\n"


def parse(text: str | bytes) -> dict[str, Any]:
    """The entries of a visit file, plain or locked, in today's format; nothing in it is checked.

    Raises ``VisitUnreadable``, ``VisitTooNew`` or ``VisitInvalid``.
    """
    if len(text) > LARGEST_LOCKED_BYTES:
        raise VisitUnreadable("it is far larger than any visit; choose the right file")
    try:
        words = text.decode("utf-8") if isinstance(text, bytes) else text
        words = words.removeprefix(_MARK)
        raw = json.loads(words, object_pairs_hook=_no_twins, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise VisitUnreadable("it is not a MgAid visit; choose a file ending in .mgaid") from None
    except json.JSONDecodeError as error:
        raise VisitUnreadable(
            f"it is broken or cut off near line {error.lineno}; open an earlier copy"
        ) from None
    except (RecursionError, ValueError):
        # Nested without end, or a number of thousands of digits.
        raise VisitUnreadable("it is not a MgAid visit; choose a file ending in .mgaid") from None
    if not isinstance(raw, dict) or "format" not in raw:
        raise VisitUnreadable('it is not a MgAid visit: it has no "format"; choose another file')
    version = raw["format"]
    if isinstance(version, bool) or not isinstance(version, int):
        raise VisitInvalid(_WRONG_FORMAT)
    if version > FORMAT:
        raise VisitTooNew("it was made by a newer MgAid; update MgAid to open it")
    made = upgraded(raw, version)
    if made is None:
        raise VisitInvalid(_WRONG_FORMAT)
    return made


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise VisitInvalid(f'it says "{key[:60]}" twice; keep one of them')
        made[key] = value
    return made


def _no_constant(name: str) -> float:
    raise VisitInvalid(f"it holds {name}, which is not a number a person can have; mend it")
