"""From a typed name to a substance and the classes it belongs to.

Hides the two lists behind a name (the classes of the content, the larger table of names) and how
a name is looked for while it is being typed. A misspelt name is never quietly corrected:
``recognise`` says no, and ``nearest`` offers. What a class means is said in ``medicine_lines``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mgaid.core.spelling import (
    by_ear,
    fold,
    starts_within_one_edit,
    within_one_edit,
    without_strength,
)

if TYPE_CHECKING:
    from mgaid.core.content.remedies import MedicineClass

Quality = Literal["exact", "start", "word", "spelling"]
_FEWEST_LETTERS_FOR_TYPOS = 4
_FEWEST_LETTERS_FOR_MORE_TYPOS = 8
_ALIKE = 0.8
_MOST_WORDS = 8
_BETWEEN_WORDS = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class NameRow:
    """One row of the table of names: a generic, another spelling, or a brand of the substances."""

    name: str
    substances: tuple[str, ...]
    kind: Literal["generic", "spelling", "brand"]


@dataclass(frozen=True, slots=True)
class Recognised:
    """A typed name that is on the lists.

    ``name`` is as typed, ``substance`` the generic to show, ``classes`` class ids (there may be
    none), ``interacting`` those of them that count for the group "interacts" for this very name.
    ``substances`` are folded generic names, to tell that two entries hold the same thing.
    """

    name: str
    substance: str
    classes: frozenset[str]
    interacting: frozenset[str]
    substances: frozenset[str]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name to offer. ``substance`` is empty where it would repeat ``name``."""

    name: str
    substance: str
    classes: tuple[str, ...]
    class_names: tuple[str, ...]
    quality: Quality


def read_table(path: Path) -> Iterator[NameRow]:
    """Rows of a names.tsv: name, substances separated by ``|``, kind; ``#`` starts a comment."""
    kinds: dict[str, Literal["generic", "spelling", "brand"]] = {
        "generic": "generic",
        "spelling": "spelling",
        "brand": "brand",
    }
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            name, substances, kind = line.rstrip("\n").split("\t")
            yield NameRow(name, tuple(substances.split("|")), kinds[kind])


def build_index(
    classes: Sequence[MedicineClass], names: Path | Iterable[NameRow] = ()
) -> MedicineIndex:
    """An index over ``classes`` and a table of names. Nothing is read until a name is asked for."""
    return MedicineIndex(classes, names)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    substances: tuple[str, ...]
    classes: tuple[str, ...]
    interacting: frozenset[str]
    rank: int

    @property
    def substance(self) -> str:
        return " + ".join(self.substances)


class MedicineIndex:
    """Looks names up. Immutable once built, but it reads its table at the first question."""

    def __init__(self, classes: Sequence[MedicineClass], names: Path | Iterable[NameRow]) -> None:
        self._classes = tuple(classes)
        self._class_name = {each.id: each.name for each in classes}
        self._names = names if isinstance(names, Path) else tuple(names)
        self._seen: dict[str, _Entry] = {}

    def recognise(self, name: str) -> Recognised | None:
        """The substance and classes of an exact name, or ``None`` when it is on no list."""
        key = fold(name)
        if not self._has(key):
            return None
        entry = self._entry(key)
        return Recognised(
            name,
            entry.substance,
            frozenset(entry.classes),
            entry.interacting,
            frozenset(fold(each) for each in entry.substances),
        )

    def written(self, name: str) -> str:
        """The name as the lists write it; as it came when it is on none."""
        key = fold(name)
        return self._entry(key).name if self._has(key) else name

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Names to offer while ``text`` is typed: starts, then later words, then near spellings."""
        typed = fold(without_strength(text)) or fold(text)
        if not typed or limit < 1:
            return ()
        found: dict[str, Quality] = {}
        if self._has(typed):
            found[typed] = "exact"
        for key in self._best(self._starting(typed)):
            found.setdefault(key, "start")
        if len(found) < limit:
            for key in self._best(self._holding_word(typed)):
                found.setdefault(key, "word")
        if len(found) < limit:
            for key in (*self._without_last_words(text), *self._near_starts(typed)):
                found.setdefault(key, "spelling")
        return self._offers(found, limit)

    def nearest(self, name: str, limit: int = 3) -> tuple[Suggestion, ...]:
        """Names one letter or a spelling habit away from a whole, unrecognised ``name``."""
        typed = fold(without_strength(name)) or fold(name)
        if not typed:
            return ()
        found: dict[str, Quality] = {}
        if self._has(typed):
            found[typed] = "exact"
        for key in (*self._without_last_words(name), *self._near_wholes(typed)):
            found.setdefault(key, "spelling")
        return self._offers(found, limit)

    def prepare(self) -> None:
        """Do now, in an idle moment, what the first typed letter would otherwise wait for."""
        self._near_starts("prepare")
        self._holding_word("prepare")

    def _offers(self, found: dict[str, Quality], limit: int) -> tuple[Suggestion, ...]:
        offers: list[Suggestion] = []
        for key, quality in found.items():
            entry = self._entry(key)
            same = fold(entry.substance) == key
            offers.append(
                Suggestion(
                    name=entry.name,
                    substance="" if same else entry.substance,
                    classes=entry.classes,
                    class_names=tuple(self._class_name[each] for each in entry.classes),
                    quality=quality,
                )
            )
            if len(offers) == limit:
                break
        return tuple(offers)

    # ---------------------------------------------------------------- the two lists

    @cached_property
    def _listed(self) -> dict[str, tuple[str, tuple[str, ...], frozenset[str]]]:
        """Folded name of the classes -> name as written, class ids, interacting class ids."""
        names: dict[str, str] = {}
        classes: dict[str, list[str]] = {}
        interacting: dict[str, set[str]] = {}
        for each in self._classes:
            narrowed = {fold(n) for n in (*each.interacts_only, *each.interacts_only_brands)}
            for name in (*each.generics, *each.brands_us, *each.brands_uk):
                key = fold(name)
                names.setdefault(key, name)
                of_name = classes.setdefault(key, [])
                if each.id not in of_name:
                    of_name.append(each.id)
                if "interacts" in each.groups and (not each.interacts_only or key in narrowed):
                    interacting.setdefault(key, set()).add(each.id)
        return {
            key: (names[key], tuple(ids), frozenset(interacting.get(key, ())))
            for key, ids in classes.items()
        }

    @cached_property
    def _generics(self) -> frozenset[str]:
        return frozenset(fold(each) for one in self._classes for each in one.generics)

    @cached_property
    def _rows(self) -> dict[str, NameRow]:
        """Rows of the table by folded name; the first of two with one key stands."""
        rows: dict[str, NameRow] = {}
        for row in read_table(self._names) if isinstance(self._names, Path) else self._names:
            rows.setdefault(fold(row.name), row)
        rows.pop("", None)
        return rows

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        """Substance -> folded names it goes by."""
        spellings: dict[str, list[str]] = {}
        for key, row in self._rows.items():
            if row.kind != "brand":
                spellings.setdefault(row.substances[0], []).append(key)
        return spellings

    def _has(self, key: str) -> bool:
        return key in self._listed or key in self._rows

    def _entry(self, key: str) -> _Entry:
        """What is known of one folded name, kept once worked out; all at once would take long."""
        if key in self._seen:
            return self._seen[key]
        row = self._rows.get(key)
        if key in self._listed:
            name, ids, interacting = self._listed[key]
            substances = row.substances if row else (name,)
            rank = int(key not in self._generics)
        else:
            row = self._rows[key]
            name, substances = row.name, row.substances
            ids, interacting = self._through(substances)
            rank = (2 if ids else 3) + (row.kind == "brand")
        entry = self._seen[key] = _Entry(name, substances, ids, interacting, rank)
        return entry

    def _through(self, substances: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
        """Class ids of the generics a name of the table stands for, and the interacting ones."""
        ids: dict[str, None] = {}
        interacting: set[str] = set()
        for substance in substances:
            for key in (fold(substance), *self._spellings.get(substance, ())):
                if key in self._generics:
                    _, its_classes, its_interacting = self._listed[key]
                    ids.update(dict.fromkeys(its_classes))
                    interacting |= its_interacting
        return tuple(ids), frozenset(interacting)

    # ---------------------------------------------------------------- looking while typing

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted({*self._rows, *self._listed})

    @cached_property
    def _words(self) -> list[tuple[str, str]]:
        """Folded name from each later word on -> its key; for "acid" in "folic acid"."""
        tails: list[tuple[str, str]] = []
        for key in self._sorted:
            written = self._listed[key][0] if key in self._listed else self._rows[key].name
            words = written.replace("-", " ").split()
            tails += [(fold(" ".join(words[at:])), key) for at in range(1, len(words))]
        return sorted(tail for tail in tails if tail[0])

    @cached_property
    def _habits(self) -> list[tuple[str, str]]:
        """Each name spelt by ear, with its key, sorted."""
        return sorted((by_ear(key), key) for key in self._sorted)

    def _best(self, keys: Iterable[str]) -> list[str]:
        return sorted(keys, key=lambda key: (self._entry(key).rank, len(key), key))

    def _starting(self, typed: str) -> list[str]:
        first = bisect_left(self._sorted, typed)
        last = bisect_left(self._sorted, typed + "\U0010ffff")
        return self._sorted[first:last]

    def _holding_word(self, typed: str) -> list[str]:
        first = bisect_left(self._words, (typed, ""))
        last = bisect_left(self._words, (typed + "\U0010ffff", ""))
        return list(dict.fromkeys(key for _, key in self._words[first:last]))

    def _without_last_words(self, text: str) -> list[str]:
        """The longest listed name that ``text`` begins with: "Tildiem" of "Tildiem Retard"."""
        words = _BETWEEN_WORDS.split(text.strip())
        for end in range(min(len(words) - 1, _MOST_WORDS), 0, -1):
            key = fold(" ".join(words[:end]))
            if len(key) >= _FEWEST_LETTERS_FOR_TYPOS and self._has(key):
                return [key]
        return []

    def _near_starts(self, typed: str) -> list[str]:
        if len(typed) < _FEWEST_LETTERS_FOR_TYPOS:
            return []
        ear = by_ear(typed)
        near = {key for key in self._candidates(typed) if starts_within_one_edit(typed, key)}
        if len(ear) >= _FEWEST_LETTERS_FOR_TYPOS:
            near |= {key for _, key in self._heard_from(ear)}
            if not near:
                near = {
                    key
                    for heard, key in self._heard_near(ear)
                    if starts_within_one_edit(ear, heard)
                }
        whole = {key for key in near if within_one_edit(typed, key) or by_ear(key) == ear}
        return [*self._best(whole), *self._best(near - whole)] or self._alike(typed)

    def _near_wholes(self, typed: str) -> list[str]:
        if len(typed) < _FEWEST_LETTERS_FOR_TYPOS:
            return []
        ear = by_ear(typed)
        one = {key for key in self._candidates(typed) if within_one_edit(typed, key)}
        heard: set[str] = set()
        both: set[str] = set()
        if len(ear) >= _FEWEST_LETTERS_FOR_TYPOS:
            heard = {key for each, key in self._heard_from(ear) if each == ear}
            both = {key for each, key in self._heard_near(ear) if within_one_edit(ear, each)}
        return [
            *self._best(one & heard),
            *self._best(one ^ heard),
            *self._best(both - one - heard),
        ] or self._alike(typed)

    def _alike(self, typed: str) -> list[str]:
        """Longer names with the same start and more than one letter wrong, most alike first."""
        if len(typed) < _FEWEST_LETTERS_FOR_MORE_TYPOS:
            return []
        return get_close_matches(typed, self._starting(typed[:3]), cutoff=_ALIKE)

    def _candidates(self, typed: str) -> Iterator[str]:
        """Names that could be one edit away: one half of the typed letters must stand unharmed."""
        half = len(typed) // 2
        yield from self._starting(typed[:half])
        tail = typed[half:]
        yield from (key for key in self._sorted if tail in key)

    def _heard_from(self, start: str) -> list[tuple[str, str]]:
        first = bisect_left(self._habits, (start, ""))
        last = bisect_left(self._habits, (start + "\U0010ffff", ""))
        return self._habits[first:last]

    def _heard_near(self, ear: str) -> Iterator[tuple[str, str]]:
        half = len(ear) // 2
        yield from self._heard_from(ear[:half])
        tail = ear[half:]
        yield from (pair for pair in self._habits if tail in pair[0])
