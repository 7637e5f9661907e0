"""What differs between two visits, as plain facts to be counted; the words are the window's.

The page one was on is no answer and does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mgaid.core.visit.record import Visit

Part = Literal[
    "person",
    "answers",
    "numbers",
    "medicines",
    "supplements",
    "foods",
    "places",
    "diary",
    "notes",
    "questions",
    "choice",
    "name",
    "reminder",
    "preferences",
    "other",
]


@dataclass(frozen=True, slots=True)
class Change:
    """How much of one part is new, gone or changed; ``names`` says which, where that can be said.

    ``names`` are ids, names of medicines, products and foods, or ISO days: not for a log.
    """

    part: Part
    added: int
    removed: int
    changed: int
    names: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"<Change of {self.part}: {self.added} {self.removed} {self.changed}>"


def differences(before: Visit, after: Visit) -> tuple[Change, ...]:
    """What going from ``before`` to ``after`` changes, part by part; empty when nothing does."""
    old, new = _parts(before), _parts(after)
    changes = (_change(part, old[part], new[part]) for part in old)
    return tuple(change for change in changes if change is not None)


def _change(part: Part, old: Mapping[str, Any], new: Mapping[str, Any]) -> Change | None:
    added = [key for key in new if key not in old]
    removed = [key for key in old if key not in new]
    changed = [key for key in new if key in old and old[key] != new[key]]
    if not added + removed + changed:
        return None
    names = dict.fromkeys(_shown(key) for key in (*added, *removed, *changed))
    said = tuple(name for name in names if name)
    return Change(part, len(added), len(removed), len(changed), said)


def _parts(visit: Visit) -> dict[Part, dict[str, Any]]:
    """Every field of a visit but the page, in the part it counts to."""
    choices = {f"{_HIDDEN}{key}": told for key, told in visit.matters.items()}
    fixed = ("leaning", "ask_first")
    choices |= {f"{_HIDDEN}{key}": getattr(visit, key) for key in fixed if getattr(visit, key)}
    return {
        "person": _told(visit.person),
        "answers": {**visit.findings, **visit.choices, **visit.sure},
        "numbers": {**visit.numbers, **visit.items},
        "medicines": _numbered((one.name, one) for one in visit.medicines or ())
        | _told_or_not(visit, "medicines", "medicine_list_complete"),
        "supplements": _numbered((one.name, one) for one in visit.supplements or ())
        | _told_or_not(visit, "supplements"),
        "foods": _numbered((one.name, one) for one in visit.usual_day)
        | _told_or_not(visit, "usual_day_complete")
        | {f"{_HIDDEN}{key}": often for key, often in visit.quick_check.items()},
        "places": dict.fromkeys((f"{_HIDDEN}{site}" for site in visit.sites), True),
        "diary": {entry.day.isoformat(): entry for entry in visit.diary},
        "notes": dict(visit.notes),
        "questions": dict.fromkeys((f"{_HIDDEN}{words}" for words in visit.questions), True),
        "choice": choices,
        "name": {_HIDDEN: visit.name} if visit.name else {},
        "reminder": {_HIDDEN: visit.reminder} if visit.reminder else {},
        "preferences": {f"{_HIDDEN}{key}": told for key, told in _told(visit.preferences).items()},
        "other": {f"{_HIDDEN}{key}": told for key, told in visit.set_aside.items()},
    }


# Before a key that is for comparing only.
_HIDDEN = "\0"


def _shown(key: str) -> str:
    return "" if key.startswith(_HIDDEN) else key.partition(_HIDDEN)[0]


def _told(part: Any) -> dict[str, Any]:
    told: dict[str, Any] = part.model_dump(exclude_defaults=True)
    return told


def _told_or_not(visit: Visit, *fields: str) -> dict[str, Any]:
    """That a list is empty, or is said to be complete, is an answer too."""
    return {
        f"{_HIDDEN}{field}": told if isinstance(told, bool) else True
        for field in fields
        if (told := getattr(visit, field)) is not None
    }


def _numbered(named: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The same name twice stays two."""
    seen: Counter[str] = Counter()
    made = {}
    for name, one in named:
        seen[name] += 1
        made[name if seen[name] == 1 else f"{name}{_HIDDEN}{seen[name]}"] = one
    return made
