"""How names are compared: folding, spelling by ear, one letter wrong.

Knows letters only; it holds no list of names and corrects nothing by itself.
"""

from __future__ import annotations

import re
import unicodedata

_SHORTEST_WITH_SILENT_E = 5


def fold(name: str) -> str:
    """The name without case, accents, punctuation and spaces; spelling stays as typed."""
    if name.isascii():
        return "".join(filter(str.isalnum, name.lower()))
    kept = "".join(c for c in name if unicodedata.category(c)[0] in "LMN")
    plain = unicodedata.normalize("NFKD", kept.casefold())
    return "".join(c for c in plain if c.isalnum())


_STRENGTH = re.compile(
    r"\s+\d[\d.,]*\s*(?:mg|g|mcg|[µμu]g|ml|iu|units?|%)(?:[\s/].*)?$", re.IGNORECASE
)


def without_strength(text: str) -> str:
    """``text`` without what follows the name, such as "40 mg tablets"."""
    return _STRENGTH.sub("", text.strip())


_HABITS = (
    ("sulph", "sulf"),
    ("ph", "f"),
    ("ae", "e"),
    ("oe", "e"),
    ("th", "t"),
    ("rh", "r"),
    ("ck", "c"),
    ("k", "c"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("y", "i"),
    ("z", "s"),
    ("x", "cs"),
)
_DOUBLED = re.compile(r"(.)\1+")


def by_ear(folded: str) -> str:
    """The name with what British, American and hurried spelling often differ in made equal."""
    for seen, heard in _HABITS:
        folded = folded.replace(seen, heard)
    ear = _DOUBLED.sub(r"\1", folded)
    return ear[:-1] if ear.endswith("e") and len(ear) >= _SHORTEST_WITH_SILENT_E else ear


def starts_within_one_edit(typed: str, name: str) -> bool:
    """Whether some start of ``name`` is one letter wrong, missing, extra or swapped."""
    at = _first_difference(typed, name)
    if at == len(typed):
        return True
    return (
        name.startswith(typed[at + 1 :], at + 1)
        or name.startswith(typed[at + 1 :], at)
        or name.startswith(typed[at:], at + 1)
        or (
            name[at : at + 2] == typed[at : at + 2][::-1]
            and name.startswith(typed[at + 2 :], at + 2)
        )
    )


def within_one_edit(typed: str, name: str) -> bool:
    """Whether the whole of ``name`` is one letter wrong, missing, extra or swapped, or equal."""
    if abs(len(typed) - len(name)) > 1:
        return False
    at = _first_difference(typed, name)
    rest, other = typed[at:], name[at:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


def _first_difference(one: str, other: str) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))
