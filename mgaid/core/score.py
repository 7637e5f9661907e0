"""How good is this aid? ``score(content, file) -> ScoreSheet``: met, not met, or needs people.

A criterion that can be read off the content is checked here each time, so it cannot be said to be
met after the property is gone. What only people could tell is never marked as met.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from mgaid.core.content import Content, editorial
from mgaid.core.content.checks import facts
from mgaid.core.content.reading import (
    FEWEST_WORDS,
    MEAN_GRADE,
    MOST_GRADE,
    MOST_WORDS_A_SENTENCE,
    Measure,
    mean_grade,
    measure,
)
from mgaid.core.content.score_models import Criterion, ScoreFile, Standard
from mgaid.core.content.texts import Option

Mark = Literal["met", "not_met", "needs_people"]
EQUAL_WITHIN = 0.2
LONGEST_BLOCK_WORDS = 60
LONGEST_HEADING_WORDS = 5
MOST_PASSIVE = 0.1
STEPS = 3
PROSE_FIELDS = (
    "what_it_is", "what_it_takes", "good_points", "bad_points", "what_people_notice", "how_sure",
    "time_and_cost", "take_care", "if_i_do_nothing", "in_numbers",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Marked:
    """One criterion with its mark."""

    criterion: Criterion
    mark: Mark


@dataclass(frozen=True, slots=True)
class ReadingGrade:
    """The grade over every text a person can meet: mean and hardest, and the longest sentence in
    words; ``hardest_text`` is the text itself."""

    mean: float
    texts: int
    hardest: float
    hardest_text: str
    longest: int

    @property
    def met(self) -> bool:
        return (
            self.mean <= MEAN_GRADE
            and self.hardest <= MOST_GRADE
            and self.longest <= MOST_WORDS_A_SENTENCE
        )


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """Every standard with its criteria in order, and the reading grade."""

    file: ScoreFile
    parts: tuple[tuple[Standard, tuple[Marked, ...]], ...]
    reading: ReadingGrade


@dataclass(frozen=True, slots=True)
class Aid:
    """What the checks look at: the content, the score file, and every authored text a person can
    meet as (place, kind, text)."""

    content: Content
    file: ScoreFile
    prose: tuple[tuple[str, str, str], ...]

    @property
    def blocks(self) -> tuple[str, ...]:
        return tuple(text for _, kind, text in self.prose if kind == "block")

    @property
    def options(self) -> tuple[Option, ...]:
        return tuple(self.content.options.values())

    @property
    def heads(self) -> frozenset[str]:
        """The headings of the facts of the Overview."""
        blocks = [block for one in self.content.sections.values() for block in one.blocks]
        return frozenset(block.head for block in blocks if block.kind == "fact")

    def about(self, part: str) -> str:
        return next((one.text for one in self.file.about if one.id == part), "")


def score(content: Content, file: ScoreFile) -> ScoreSheet:
    """Mark every criterion. Reads the files of ``on_demand``; raises ``ContentProblem``."""
    aid = Aid(content, file, tuple(editorial.prose(content)))
    parts = tuple(
        (
            standard,
            tuple(
                Marked(one, mark(aid, one)) for one in file.criterion if one.standard == standard.id
            ),
        )
        for standard in file.standard
    )
    return ScoreSheet(file, parts, reading_grade(aid.blocks))


def mark(aid: Aid, criterion: Criterion) -> Mark:
    """What one criterion comes to for this aid."""
    match criterion.holds:
        case "people":
            return "needs_people"
        case "check":
            there = all(head in aid.heads for head in criterion.overview)
            check = CHECKS.get(criterion.id)
            return "met" if there and (check is None or check(aid)) else "not_met"
        case "test":
            return "met"
        case "not_met":
            return "not_met"


def reading_grade(blocks: Iterable[str]) -> ReadingGrade:
    measured: list[tuple[Measure, str]] = [(measure(text), text) for text in blocks]
    long_enough = [one for one in measured if one[0].words >= FEWEST_WORDS]
    hardest = max(long_enough, key=lambda one: one[0].grade, default=(Measure(0, 0.0, 0), ""))
    return ReadingGrade(
        mean_grade(text for _, text in measured),
        len(measured),
        hardest[0].grade,
        hardest[1],
        max((one.longest for one, _ in measured), default=0),
    )


def counts(marked: Iterable[Marked]) -> tuple[int, int]:
    """How many are met, and of how many."""
    marks = [one.mark for one in marked]
    return marks.count("met"), len(marks)


def as_text(sheet: ScoreSheet) -> str:
    """The sheet in lines for a terminal."""
    words = sheet.file.words
    names = {"met": words.met, "not_met": words.not_met, "needs_people": words.needs_people}
    lines = [words.title, "", words.lead, words.own_words]
    for standard, marked in sheet.parts:
        met, of = counts(marked)
        said = words.count.replace("{met}", str(met)).replace("{of}", str(of))
        lines += ["", f"{standard.name}: {said}", f"  {standard.lead}"]
        for one in marked:
            criterion = one.criterion
            lines.append(f"  {criterion.id:>4}  {names[one.mark]}: {criterion.text}")
            shown = criterion.why or f"{words.shown_by}: {criterion.where}"
            lines.append(f"        {shown}")
            if criterion.test:
                lines.append(f"        {criterion.test}")
    lines += ["", words.grade_name, f"  {words.grade_lead}"]
    return "\n".join([*lines, *(f"  {line}" for line in reading_lines(sheet))]) + "\n"


def reading_lines(sheet: ScoreSheet) -> tuple[str, ...]:
    """The three figures of the reading grade in words, each beside its aim."""
    words, found = sheet.file.words, sheet.reading
    rows = (
        (
            words.grade_mean,
            {"grade": f"{found.mean:.1f}", "n": str(found.texts), "most": f"{MEAN_GRADE:g}"},
        ),
        (words.grade_hardest, {"grade": f"{found.hardest:.1f}", "most": f"{MOST_GRADE:g}"}),
        (words.grade_longest, {"n": str(found.longest), "most": str(MOST_WORDS_A_SENTENCE)}),
    )
    return tuple(_filled(text, parts) for text, parts in rows)


def as_json(sheet: ScoreSheet) -> dict[str, Any]:
    """The sheet as plain JSON values."""
    return {
        "standards": [
            {
                "id": standard.id,
                "met": counts(marked)[0],
                "of": counts(marked)[1],
                "criteria": [
                    {
                        "id": one.criterion.id,
                        "mark": one.mark,
                        "text": one.criterion.text,
                        "where": one.criterion.where,
                        "test": one.criterion.test,
                        "why": one.criterion.why,
                    }
                    for one in marked
                ],
            }
            for standard, marked in sheet.parts
        ],
        "reading": {
            "mean": round(sheet.reading.mean, 2),
            "texts": sheet.reading.texts,
            "hardest": round(sheet.reading.hardest, 2),
            "longest_sentence": sheet.reading.longest,
            "met": sheet.reading.met,
        },
    }


def _filled(text: str, parts: Mapping[str, str]) -> str:
    for key, value in parts.items():
        text = text.replace("{" + key + "}", value)
    return text


# ------------------------------------------------------------------- checks


def option_words(option: Option) -> int:
    """Words in all fields of one choice."""
    return sum(measure(str(getattr(option, field))).words for field in PROSE_FIELDS)


def within(sizes: Iterable[int], part: float = EQUAL_WITHIN) -> bool:
    """Whether all lie within this part of their mean, above and below."""
    known = list(sizes)
    middle = sum(known) / len(known) if known else 0
    return bool(known) and all(abs(one - middle) <= part * middle for one in known)


def passive_share(texts: Iterable[str]) -> float:
    """The part of all sentences that look passive: a form of "be" and a past participle."""
    sentences = [s for text in texts for s in re.split(r"(?<=[.?!])\s+", text) if s.strip()]
    return sum(bool(_PASSIVE.search(s)) for s in sentences) / len(sentences) if sentences else 0.0


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:not\s+)?(?:\w+ed|given|taken|known|shown|seen|made|"
    r"done|put|found|kept|told|written|said|left|set|sold|paid|held)\b",
    re.IGNORECASE,
)
_THE_PATIENT = re.compile(r"\b(?:the|a|this) patients?\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\d\s*%")
_TIME = re.compile(r"\b\d+ (?:hours?|days?|weeks?|months?|years?)\b")
HUNDRED = 100


def _each(field: str) -> Callable[[Aid], bool]:
    """Every choice, and there are at least two, says something in this field."""
    return lambda aid: (
        len(aid.options) > 1 and all(str(getattr(one, field)).strip() for one in aid.options)
    )


def _equal_detail(aid: Aid) -> bool:
    """Good and bad points of one length in each choice, and all choices of one length."""
    sides = (
        sum(measure(one.good_points).words for one in aid.options),
        sum(measure(one.bad_points).words for one in aid.options),
    )
    return within(sides) and within(option_words(one) for one in aid.options)


def _cited(aid: Aid) -> bool:
    return all(
        sources and all(one in aid.content.sources for one in sources)
        for _, _, sources in facts(aid.content)
    )


def _figures(told: Callable[[str, str], bool]) -> Callable[[Aid], bool]:
    """There are figures, and for each of them this holds of what is filled and of whom."""
    return lambda aid: (
        bool(aid.content.quantities)
        and all(told(one.filled_means, one.scope) for one in aid.content.quantities.values())
    )


def _pictures_have_titles(aid: Aid) -> bool:
    pictures = [b for s in aid.content.sections.values() for b in s.blocks if b.kind == "picture"]
    drawn = all(one.title and one.alt for one in aid.content.quantities.values())
    return bool(pictures) and all(one.title for one in pictures) and drawn


def _short_parts(aid: Aid) -> bool:
    texts = [text for place, _, text in aid.prose if place.startswith(("sections", "options"))]
    return all(measure(text).words <= LONGEST_BLOCK_WORDS for text in texts)


def _short_headings(aid: Aid) -> bool:
    words = aid.content.words.summary
    heads = [text for key, text in words.items() if key.startswith("column_")]
    return bool(heads) and all(measure(one).words <= LONGEST_HEADING_WORDS for one in heads)


def _steps(aid: Aid) -> bool:
    steps = aid.content.words.emergency_steps
    return bool(steps) and all(len(each) == STEPS for each in steps.values())


def _asks(kind: str) -> Callable[[Aid], bool]:
    """The questions have a part of this kind."""
    return lambda aid: any(ask.kind == kind for p in aid.content.pages.values() for ask in p.ask)


def _readable(aid: Aid) -> bool:
    return reading_grade(aid.blocks).met


def _says_how_sure(aid: Aid) -> bool:
    words = aid.content.words
    known = {*words.certainty} & {*words.certainty_meaning} & {*words.certainty_changes}
    return _each("how_sure")(aid) and {one.certainty for one in aid.options} <= known


def _about(part: str, *needed: str) -> Callable[[Aid], bool]:
    """ "About MgAid" has this part, with these places to fill in."""
    return lambda aid: bool(aid.about(part)) and all(one in aid.about(part) for one in needed)


def _headed(aid: Aid) -> bool:
    titles = [
        *(section.title for section in aid.content.sections.values()),
        *(page.title for page in aid.content.pages.values()),
    ]
    return all(title.strip() for title in titles)


CHECKS: Mapping[str, Callable[[Aid], bool]] = {
    "Q1": lambda aid: bool(aid.content.symptoms) and bool(aid.content.causes),
    "Q2": _asks("options"),
    "Q3": lambda aid: _each("what_it_is")(aid) and _each("what_it_takes")(aid),
    "Q4": _each("good_points"),
    "Q5": _each("bad_points"),
    "Q6": _each("what_people_notice"),
    "C1": _equal_detail,
    "C2": _cited,
    "C3": _about("date", "{day}"),
    "C4": lambda aid: _about("update", "{months}")(aid) and aid.content.words.update_months > 0,
    "C5": lambda aid: (
        _says_how_sure(aid) and all(one.range_note for one in aid.content.quantities.values())
    ),
    "C6": _about("funding"),
    "K1": _each("if_i_do_nothing"),
    "K3": lambda aid: bool(aid.content.quantities) and _each("in_numbers")(aid),
    "K4": _figures(lambda _filled_means, scope: bool(scope)),
    "K5": _figures(lambda filled_means, _scope: bool(filled_means)),
    "K6": _figures(lambda filled_means, _scope: bool(_TIME.search(filled_means))),
    "K7": lambda aid: all(
        max(one.of_100_a, one.of_100_b) <= HUNDRED for one in aid.content.quantities.values()
    ),
    "K19": _says_how_sure,
    "K21": lambda aid: bool(aid.file.words.grade_mean),
    "P1": lambda aid: bool(next(iter(aid.content.sections.values())).question),
    "P3": _readable,
    "P5": lambda aid: passive_share(aid.blocks) <= MOST_PASSIVE,
    "P6": lambda aid: not any(_PER_CENT.search(text) for text in aid.blocks),
    "P8": _short_parts,
    "P9": _headed,
    "P17": _pictures_have_titles,
    "P19": _short_headings,
    "A20": lambda aid: all(one.when for one in aid.content.words.urgency) and bool(aid.options),
    "A21": lambda aid: not any(_THE_PATIENT.search(text) for text in aid.blocks),
    "A22": _steps,
    "A25": _figures(lambda filled_means, _scope: bool(filled_means)),
}
