"""How hard a text is to read: the Flesch-Kincaid grade, measured offline.

A grade needs sentences; fragments of a few words are labels, not blocks, and are only held to a
length. Numbers count as one easy word. Nothing here rewrites a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sized
from dataclasses import dataclass
from functools import cache

MEAN_GRADE = 6.0
MOST_GRADE = 8.0
FEWEST_WORDS = 8
MOST_WORDS_A_SENTENCE = 20
LABEL_WORDS = 16

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d[\d.,/]*")
_SENTENCE_END = re.compile(r"(?<=[.?!])[\"”’)]*\s+|\n+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^td]ed|[^aeiouy]e)$")
_SPLIT_VOWELS = re.compile(r"i[ao](?!us)|(?<![qg])ua|eo(?!u)|iu|[^aeiou]ea$")
_ONE_SOUND = re.compile(r"[cst]i(?:on|an|al|ous|ent)|ean$")


@cache
def _hyphenator() -> Callable[[str], Sized]:
    import pyphen

    positions: Callable[[str], Sized] = pyphen.Pyphen(lang="en_GB").positions
    return positions


@cache
def syllables(word: str) -> int:
    """Syllables of one English word: the larger of a vowel count and the hyphenation points."""
    folded = word.lower().replace("’", "'").split("'")[0]
    if not folded or folded[0].isdigit():
        return 1
    groups = len(re.findall(r"[aeiouy]+", folded))
    groups += len(_SPLIT_VOWELS.findall(folded)) - len(_ONE_SOUND.findall(folded))
    if len(folded) > 2 and _SILENT.search(folded) and not folded.endswith("le"):
        groups -= 1
    points = len(_hyphenator()(folded)) + 1
    return max(1, groups, points)


@dataclass(frozen=True, slots=True)
class Measure:
    """Words, the grade, and the longest sentence in words, of one block."""

    words: int
    grade: float
    longest: int


def measure(text: str) -> Measure:
    """Measure one block of text; a block without words has grade 0."""
    sentences = [_WORD.findall(part) for part in _SENTENCE_END.split(text.replace("\u00a0", " "))]
    sentences = [words for words in sentences if words]
    count = sum(len(words) for words in sentences)
    if not count:
        return Measure(0, 0.0, 0)
    sounds = sum(syllables(word) for words in sentences for word in words)
    grade = 0.39 * count / len(sentences) + 11.8 * sounds / count - 15.59
    return Measure(count, grade, max(len(words) for words in sentences))


def mean_grade(texts: Iterable[str]) -> float:
    """The grade of all blocks long enough to have one, weighted by their words."""
    measured = [m for m in map(measure, texts) if m.words >= FEWEST_WORDS]
    total = sum(m.words for m in measured)
    return sum(m.grade * m.words for m in measured) / total if total else 0.0
