"""Finding a food by the words a person types: any order, beginnings, plurals, small typing slips.

Hides the index. It works on words alone and knows nothing about magnesium or about people. Rows
must come plain foods first: where two fit equally well, the earlier one wins.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

# The longest query worth reading; a pasted page is not a food.
MAX_WORDS = 8
MAX_WORD_LENGTH = 24
# How many of the plainest fitting entries are weighed one by one.
SHORTLIST = 160

_WORD = re.compile(r"[a-z0-9]+")


def stem(word: str) -> str:
    """A word without its plural ending; both sides of a comparison go through it."""
    if len(word) <= 3:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("ie") and len(word) > 4:
        return word[:-2] + "y"
    if word.endswith(("oes", "ches", "shes", "xes", "sses")):
        return word[:-2]
    if word.endswith("eaves"):
        return word[:-3] + "f"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def words(text: str) -> list[str]:
    """Lower-case words without accents and apostrophes."""
    if not text.isascii():
        spread = unicodedata.normalize("NFKD", text)
        text = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return _WORD.findall(text.casefold().replace("'", "").replace("’", ""))


def index_words(name: str, other: str) -> str:
    """What is indexed for a row: the words before the name's first comma, ``|``, the others."""
    first, _, more = name.partition(",")
    head = [stem(word) for word in words(first)]
    rest = dict.fromkeys(stem(word) for word in words(f"{more} {other}"))
    return f"{' '.join(head)}|{' '.join(word for word in rest if word not in head)}"


class _Entry(NamedTuple):
    row: int
    words: str  # as index_words makes them
    odd: int
    alias: bool


class FoodIndex:
    """An index over rows of (index words, oddness) and over aliases of rows."""

    def __init__(
        self,
        rows: Sequence[tuple[str, int]],
        aliases: Iterable[tuple[str, int]],
        spellings: Mapping[str, str],
    ) -> None:
        entries = [
            _Entry(row, index_words(text, ""), place, True)
            for place, (text, row) in enumerate(aliases)
        ]
        entries += [_Entry(row, text, odd, False) for row, (text, odd) in enumerate(rows)]
        self._entries = entries
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            for word in entry.words.replace("|", " ").split():
                postings[word].append(place)
        self._vocabulary = sorted(postings)
        self._masks = _Masks(postings)
        self._letters = [_letters(word) for word in self._vocabulary]
        self._spellings = {
            stem(old): tuple(word for word in map(stem, words(new)) if word in postings)
            for old, new in spellings.items()
        }
        self._everything = (1 << len(entries)) - 1

    def search(self, query: str, limit: int) -> list[int]:
        """Row numbers, the likeliest first, none twice."""
        typed = [word[:MAX_WORD_LENGTH] for word in words(query[:400])][:MAX_WORDS]
        if not typed or limit <= 0:
            return []
        wanted = [self._fits(word) for word in typed]
        found = self._everything
        for mask, _ in wanted:
            found &= mask
        if not found:
            wanted = [
                self._slips(word) if not fit[0] or len(typed) > 1 else fit
                for word, fit in zip(typed, wanted, strict=True)
            ]
            found = self._everything
            for mask, _ in wanted:
                found &= mask
        best: dict[int, float] = {}
        for place in self._shortlist(found, [fit for _, fit in wanted], limit):
            entry = self._entries[place]
            score = _score(entry, [fit for _, fit in wanted])
            if score < best.get(entry.row, 1e9):
                best[entry.row] = score
        return heapq.nsmallest(limit, best, key=lambda row: (best[row], row))

    def _fits(self, word: str) -> tuple[int, dict[str, float]]:
        """Entries and vocabulary for one typed word: the same word, a beginning, a spelling."""
        plain = stem(word)
        fits: dict[str, float] = {}
        mask = 0
        start = bisect_left(self._vocabulary, word)
        for known in self._vocabulary[start:]:
            if not known.startswith(word):
                break
            fits[known] = 1.0 + 0.05 * (len(known) - len(word))
            mask |= self._masks[known]
        for same in (word, plain):
            if same in self._masks.postings:
                fits[same] = 0.0
                mask |= self._masks[same]
        for other in self._spellings.get(plain, ()):
            fits.setdefault(other, 0.2)
            mask |= self._masks[other]
        return mask, fits

    def _slips(self, word: str) -> tuple[int, dict[str, float]]:
        """As ``_fits``, and words that differ by one slip, or by two in a long word."""
        mask, fits = self._fits(word)
        plain = stem(word)
        allowed = 0 if len(plain) < 4 else 1 if len(plain) < 7 else 2
        if not allowed:
            return mask, fits
        letters = _letters(plain)
        for known, known_letters in zip(self._vocabulary, self._letters, strict=True):
            if known in fits or (letters & ~known_letters).bit_count() > allowed:
                continue
            if len(known) < len(plain) - allowed:
                continue
            slips, whole = _distance(plain, known, allowed)
            if slips <= allowed:
                fits[known] = 2.0 + 3 * slips + (0 if whole else 2)
                mask |= self._masks[known]
        return mask, fits

    def _shortlist(self, found: int, wanted: list[dict[str, float]], limit: int) -> list[int]:
        """The plainest entries of those found; entries with the very words come first."""
        exact = found
        for fits in wanted:
            mask = 0
            for known, cost in fits.items():
                if cost < 1:
                    mask |= self._masks[known]
            exact &= mask
        places = _lowest(exact, SHORTLIST + limit)
        if len(places) < SHORTLIST + limit:
            places += _lowest(found & ~exact, SHORTLIST + limit - len(places))
        return places


def _score(entry: _Entry, wanted: list[dict[str, float]]) -> float:
    """How far an entry is from what was typed; the lowest is the likeliest."""
    first, _, others = entry.words.partition("|")
    head, rest = first.split(), others.split()
    score = 0.002 * entry.odd - 14 if entry.alias else 0.02 * entry.odd
    used: set[str] = set()
    last = -1
    for fits in wanted:
        cost, place, chosen = 99.0, 0, ""
        for at, word in enumerate(head):
            if word in fits and word not in used and fits[word] + 0.1 * at < cost:
                cost, place, chosen = fits[word] + 0.1 * at, at, word
        if not chosen or cost > 1:
            for at, word in enumerate(rest, len(head)):
                if word in fits and word not in used and fits[word] + 1.2 + 0.08 * at < cost:
                    cost, place, chosen = fits[word] + 1.2 + 0.08 * at, at, word
        used.add(chosen)
        score += cost + (0.3 if place < last else 0)
        last = place
    missed = sum(word not in used for word in head)
    return score + (4.0 if entry.alias else 1.6) * missed + 0.04 * len(rest)


class _Masks(dict[str, int]):
    """The mask of each word, made when first asked for."""

    def __init__(self, postings: Mapping[str, list[int]]) -> None:
        super().__init__()
        self.postings = postings

    def __missing__(self, word: str) -> int:
        self[word] = made = _mask(self.postings[word])
        return made


def _mask(places: Sequence[int]) -> int:
    """An integer with one bit for each place; masks are joined by ``&`` and ``|``."""
    bits = bytearray(places[-1] // 8 + 1)
    for place in places:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _lowest(mask: int, count: int) -> list[int]:
    """The first ``count`` places of a mask."""
    found: list[int] = []
    for at, byte in enumerate(mask.to_bytes((mask.bit_length() + 7) // 8, "little")):
        if byte:
            found.extend(at * 8 + bit for bit in range(8) if byte >> bit & 1)
            if len(found) >= count:
                return found[:count]
    return found


def _letters(word: str) -> int:
    mask = 0
    for letter in word:
        mask |= 1 << (ord(letter) % 64)
    return mask


def _distance(typed: str, known: str, allowed: int) -> tuple[int, bool]:
    """Slips (a letter wrong, missing, too many, or two swapped) between ``typed`` and ``known``.

    Returns the count, and whether it is for the whole of ``known`` or only for its beginning;
    ``allowed + 1`` when there are more.
    """
    if typed[0] not in known[:2] and known[0] not in typed[:2]:
        return allowed + 1, False
    width = min(len(known), len(typed) + allowed + 1)
    older: list[int] = []
    above = list(range(width + 1))
    for at, letter in enumerate(typed, 1):
        row = [at]
        for k in range(1, width + 1):
            other = known[k - 1]
            best = min(above[k] + 1, row[k - 1] + 1, above[k - 1] + (letter != other))
            if at > 1 and k > 1 and letter == known[k - 2] and typed[at - 2] == other:
                best = min(best, older[k - 2] + 1)
            row.append(best)
        if min(row) > allowed:
            return allowed + 1, False
        older, above = above, row
    whole = above[width] if width == len(known) else allowed + 1
    begun = min(above)
    return (whole, True) if whole <= begun + 1 and whole <= allowed else (begun, False)
