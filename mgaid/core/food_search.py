"""Finding a food by the words a person types: any order, beginnings, plurals, small typing slips.

Hides the index. It works on words alone and knows nothing about magnesium or about people. Rows
must come plain foods first: where two fit equally well, the earlier one wins. A word that no food
has with the others ("glass of red wine") is left out rather than finding nothing.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from string import ascii_lowercase
from typing import NamedTuple

# The longest query worth reading; a pasted page is not a food.
MAX_WORDS = 8
MAX_WORD_LENGTH = 24
# A joined word ("peanutbutter") is taken apart into words of at least so many letters.
SHORTEST_PART = 3
# More words than these have their places put together at once.
FEW = 8
# How many of the plainest fitting entries are weighed one by one.
SHORTLIST = 100
# With every key the words before it are asked for again: so many are remembered.
REMEMBERED = 256
REMEMBERED_ENTRIES = 4096

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


# Entries with a typed word, as a mask, and what each known word that fits it costs.
_Fit = tuple[int, dict[str, float]]


def _alias_words(said: str, row_words: str) -> str:
    """A name people use, and after it what else the table says of that food."""
    head = [stem(word) for word in words(said)]
    rest = dict.fromkeys(row_words.replace("|", " ").split())
    return f"{' '.join(head)}|{' '.join(word for word in rest if word not in head)}"


def _most_together(wanted: Sequence[_Fit]) -> tuple[list[_Fit], int]:
    """The typed words that most entries have together, when none has them all.

    The noun comes last in English ("strawberry jam"), so the first word is the first to go.
    """
    for leave in range(len(wanted)):
        kept = [fit for at, fit in enumerate(wanted) if at != leave]
        found = -1
        for mask, _ in kept:
            found &= mask
        if found > 0 and all(fits for _, fits in kept):
            return kept, found
    known = [fit for fit in wanted if fit[0]]
    return (known[-1:], known[-1][0]) if known else ([], 0)


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
        fillers: Iterable[Iterable[str]] = (),
    ) -> None:
        """``fillers`` are words that say little of the food beside others, the emptiest first."""
        entries = [
            _Entry(row, _alias_words(text, rows[row][0]), place, True)
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
        self._led_by: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
        for word in self._vocabulary:
            for letter in set(word[:2]):
                self._led_by[letter].append((word, _letters(word)))
        self._spellings = {
            stem(old): tuple(word for word in map(stem, words(new)) if word in postings)
            for old, new in spellings.items()
        }
        self._everything = (1 << len(entries)) - 1
        self._fillers = tuple(map(frozenset, fillers))
        self._fits = lru_cache(REMEMBERED)(self._find_fits)
        self._slips = lru_cache(REMEMBERED)(self._find_slips)

    def prepare(self) -> None:
        """Work out what fits a single letter: it is typed first, and fits the most."""
        for letter in ascii_lowercase:
            self._fits(letter)

    def search(self, query: str, limit: int) -> list[int]:
        """Row numbers, the likeliest first, none twice."""
        typed = [word[:MAX_WORD_LENGTH] for word in words(query[:400])][:MAX_WORDS]
        if not typed or limit <= 0:
            return []
        wanted, found = self._wanted(typed)
        telling = typed
        for fillers in self._fillers:
            fewer = [word for word in telling if word not in fillers]
            if not found and fewer and fewer != telling:
                telling = fewer
                wanted, found = self._wanted(telling)
        if not found:
            longer = [w for w in self._as_written(telling) if len(w) >= SHORTEST_PART]
            wanted, found = _most_together([self._near(word) for word in longer])
        best: dict[int, float] = {}
        for place in self._shortlist(found, [fit for _, fit in wanted], limit):
            entry = self._entries[place]
            score = _score(entry, [fit for _, fit in wanted])
            if score < best.get(entry.row, 1e9):
                best[entry.row] = score
        return heapq.nsmallest(limit, best, key=lambda row: (best[row], row))

    def _wanted(self, typed: Sequence[str]) -> tuple[list[_Fit], int]:
        """What fits each typed word, and the entries that have all of them: 0 for none.

        First the words as typed, then apart or joined as the table writes them, then with slips.
        """
        wanted = [self._fits(word) for word in typed]
        found = self._with_all(wanted)
        if not found:
            written = self._as_written(typed)
            if written != list(typed):
                typed = written
                wanted = [self._fits(word) for word in typed]
                found = self._with_all(wanted)
        if not found:
            wanted = [self._near(word) for word in typed]
            found = self._with_all(wanted)
        return wanted, found

    def _with_all(self, wanted: Iterable[_Fit]) -> int:
        found = self._everything
        for mask, _ in wanted:
            found &= mask
        return found

    def _as_written(self, typed: Sequence[str]) -> list[str]:
        """ "peanutbutter" as two words, "pop corn" as one: where the table has only the other."""
        made: list[str] = []
        for word in typed:
            if made and self._is_known(made[-1] + word):
                made[-1] += word
            elif self._is_known(word) or self._fits(word)[0]:
                made.append(word)
            else:
                made += self._parts(word)
        return made

    def _parts(self, word: str) -> list[str]:
        for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
            first, second = word[:end], word[end:]
            if self._is_known(first) and self._is_known(second):
                return [first, second]
        return [word]

    def _is_known(self, word: str) -> bool:
        return word in self._masks.postings or stem(word) in self._masks.postings

    def _find_fits(self, word: str) -> _Fit:
        """Entries and vocabulary for one typed word: the same word, a beginning, a spelling."""
        plain = stem(word)
        fits = {known: 1.0 + 0.05 * (len(known) - len(word)) for known in self._begun(word)}
        if plain != word and len(plain) > SHORTEST_PART + 1:
            for known in self._begun(plain):
                fits.setdefault(known, 1.3 + 0.05 * (len(known) - len(plain)))
        for same in (word, plain):
            if same in self._masks.postings:
                fits[same] = 0.0
        for other in self._spellings.get(plain, ()):
            fits.setdefault(other, 0.2)
        return self._masks.of(fits), fits

    def _begun(self, beginning: str) -> list[str]:
        """Every known word that begins so; "~" sorts after all letters."""
        start = bisect_left(self._vocabulary, beginning)
        return self._vocabulary[start : bisect_left(self._vocabulary, f"{beginning}~", start)]

    def _near(self, word: str) -> _Fit:
        """A word the table knows is what was meant; of any other, what it may be a slip of."""
        return self._fits(word) if self._is_known(word) else self._slips(word)

    def _find_slips(self, word: str) -> _Fit:
        """As ``_fits``, and words that differ by one slip, or by two in a long word."""
        mask, found = self._fits(word)
        fits = dict(found)
        plain = stem(word)
        allowed = 0 if len(plain) < 4 else 1 if len(plain) < 7 else 2
        if not allowed:
            return mask, fits
        letters = _letters(plain)
        # A slip leaves one of the first two letters where it was, or next to it.
        led_alike = (one for letter in plain[:2] for one in self._led_by.get(letter, ()))
        for known, known_letters in led_alike:
            if (letters & ~known_letters).bit_count() > allowed or known in fits:
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


# What a word costs more outside the name than in it.
_REST = 1.2


@lru_cache(REMEMBERED_ENTRIES)
def _parted(entry_words: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first, _, others = entry_words.partition("|")
    return tuple(first.split()), tuple(others.split())


def _score(entry: _Entry, wanted: list[dict[str, float]]) -> float:
    """How far an entry is from what was typed; the lowest is the likeliest."""
    head, rest = _parted(entry.words)
    score = 0.002 * entry.odd - 14 if entry.alias else 0.02 * entry.odd
    used: set[str] = set()
    last = -1
    for fits in wanted:
        cost, place, chosen = 99.0, 0, ""
        for at, word in enumerate(head):
            own = fits.get(word)
            if own is not None and own + 0.1 * at < cost and word not in used:
                cost, place, chosen = own + 0.1 * at, at, word
        if cost > _REST + 0.08 * len(head):
            for at, word in enumerate(rest, len(head)):
                own = fits.get(word)
                if own is not None and own + _REST + 0.08 * at < cost and word not in used:
                    cost, place, chosen = own + _REST + 0.08 * at, at, word
        used.add(chosen)
        score += cost + (0.3 if place < last else 0)
        last = place
    missed = sum(word not in used for word in head)
    if not entry.alias:
        return score + 1.6 * missed + 0.04 * len(rest)
    if missed and len(used) > len(head) - missed:
        score += 14  # only the food has such a word, not the name: no better than its own row
    return score + 4.0 * missed


class _Masks(dict[str, int]):
    """The mask of each word, made when first asked for."""

    def __init__(self, postings: Mapping[str, list[int]]) -> None:
        super().__init__()
        self.postings = postings

    def __missing__(self, word: str) -> int:
        self[word] = made = _mask((self.postings[word],))
        return made

    def of(self, words: Collection[str]) -> int:
        """The mask of any of these words; many are joined at once and not kept."""
        if len(words) > FEW:
            return _mask([self.postings[word] for word in words])
        mask = 0
        for word in words:
            mask |= self[word]
        return mask


def _mask(lists: Collection[Sequence[int]]) -> int:
    """An integer with one bit for each place; masks are joined by ``&`` and ``|``."""
    bits = bytearray(max(places[-1] for places in lists) // 8 + 1)
    for places in lists:
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
    far = allowed + 1
    width = min(len(known), len(typed) + far)
    older: list[int] = []
    above = list(range(width + 1))
    for at, letter in enumerate(typed, 1):
        # Further from the diagonal than the slips allowed there is nothing near enough.
        row = [far] * (width + 1)
        row[0] = nearest = min(at, far)
        for k in range(max(1, at - allowed), min(width, at + allowed) + 1):
            other = known[k - 1]
            best = above[k - 1] if letter == other else above[k - 1] + 1
            if above[k] < best:
                best = above[k] + 1
            if row[k - 1] < best:
                best = row[k - 1] + 1
            if at > 1 and k > 1 and letter == known[k - 2] and typed[at - 2] == other:
                best = min(best, older[k - 2] + 1)
            row[k] = best
            if best < nearest:
                nearest = best
        if nearest > allowed:
            return far, False
        older, above = above, row
    whole = above[width] if width == len(known) else far
    begun = min(above)
    return (whole, True) if whole <= begun + 1 and whole <= allowed else (begun, False)
