"""One person's answers: the record, its file format, and what makes a file unacceptable.

A visit is frozen; every change makes a new one. What is absent is unknown. The file is JSON and
may be written by hand. Nothing of it appears in ``repr``, so it cannot slip into a log.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from mgaid.core.content import Content
from mgaid.core.content.diary_models import MOST_DAYS, diary_file
from mgaid.core.content.models import Answer

FORMAT = 1
LARGEST_FILE_BYTES = 5_000_000
_LONGEST_TEXT = 20_000


class VisitError(Exception):
    """A visit cannot be used; the message is one sentence for the person."""


class VisitUnreadable(VisitError):
    """The file is not a visit at all, or a broken one."""


class VisitTooNew(VisitError):
    """The file was written by a later MgAid."""


class VisitInvalid(VisitError):
    """The file is a visit, but something in it cannot be true or is not known."""


def _whole_text(text: object) -> object:
    """Drop what no font or printer can take: control characters and lone surrogates."""
    if not isinstance(text, str):
        return text
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(ch for ch in clean if ch in "\n\t" or ch >= " ")


Words = Annotated[str, BeforeValidator(_whole_text), Field(max_length=_LONGEST_TEXT)]


Number = Annotated[float, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True
    )

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    __str__ = __repr__


class Person(_Part):
    """``age`` in years, decimals allowed; ``sex`` as recorded at birth."""

    age: Number | None = None
    sex: Literal["female", "male"] | None = None
    weight_kg: Number | None = None
    region: Literal["US", "UK", "EU", "other"] | None = None


class Medicine(_Part):
    """``months`` taken so far; unknown when absent."""

    name: Words = Field(min_length=1)
    months: Number | None = Field(default=None, ge=0, le=1440)


class Supplement(_Part):
    """A product with magnesium: elemental mg in one unit, and units a day."""

    name: Words = Field(min_length=1)
    elemental_mg: Number | None = Field(default=None, ge=0, le=20_000)
    per_day: Number = Field(default=1, ge=0, le=100)


class PlannedFood(_Part):
    """One food of the usual day. ``name`` and ``measure`` stay readable without the table."""

    food_id: int
    name: Words
    measure: Words
    grams: Number = Field(ge=0, le=20_000)
    meal: Literal["breakfast", "lunch", "dinner", "snack"]


class DiaryEntry(_Part):
    """What was noted on one day of the diary; absent is not noted, never "no".

    ``minutes`` of twitching, ``sleep_hours`` of the night before, ``stress`` from 0 to 3.
    """

    day: date
    when: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    minutes: Number | None = None
    weakness: Answer | None = None
    sleep_hours: Number | None = None
    caffeine_mg: Number | None = None
    alcohol_drinks: Number | None = None
    exercise: Literal["yes", "no"] | None = None
    stress: Literal[0, 1, 2, 3] | None = None
    cramps: Literal["yes", "no"] | None = None
    note: Words = ""


class Preferences(_Part):
    """How the person wants the page and the figures, not who they are."""

    paper: Literal["a4", "letter"] | None = None
    # The table of choices would make most pages two; it is one tick away.
    left_out: tuple[str, ...] = ("options",)
    intake_system: Literal["us", "eu", "uk"] | None = None


class Visit(_Part):
    """Everything one person told MgAid. ``findings`` holds direct answers only; ``reminder`` is
    the day on which the person means to look at it again."""

    format: Literal[1] = 1
    person: Person = Person()
    findings: dict[str, Answer] = {}
    numbers: dict[str, Number] = {}
    items: dict[str, Number] = {}
    choices: dict[str, str] = {}
    medicines: tuple[Medicine, ...] | None = None
    medicine_list_complete: YesNo | None = None
    supplements: tuple[Supplement, ...] | None = None
    usual_day: tuple[PlannedFood, ...] = ()
    sites: tuple[str, ...] = ()
    matters: dict[str, int] = {}
    leaning: tuple[str, ...] = ()
    sure: dict[str, Literal["yes", "no"]] = {}
    questions: tuple[Words, ...] = ()
    ask_first: tuple[str, ...] | None = None
    reminder: date | None = None
    diary: Annotated[tuple[DiaryEntry, ...], Field(max_length=MOST_DAYS)] = ()
    notes: dict[str, Words] = {}
    name: Annotated[Words, Field(max_length=200)] = ""
    preferences: Preferences = Preferences()
    page: str | None = None

    @field_validator("matters")
    @classmethod
    def _one_to_five(cls, matters: dict[str, int]) -> dict[str, int]:
        if any(not 1 <= rating <= 5 for rating in matters.values()):
            raise ValueError("ratings go from 1 to 5")
        return matters

    @model_validator(mode="after")
    def _distinct_sites(self) -> Self:
        if len(set(self.sites)) != len(self.sites):
            raise ValueError("a place is named twice in sites")
        return self

    @field_validator("diary")
    @classmethod
    def _one_a_day(cls, diary: tuple[DiaryEntry, ...]) -> tuple[DiaryEntry, ...]:
        if len({entry.day for entry in diary}) != len(diary):
            raise ValueError("a day is noted twice")
        return tuple(sorted(diary, key=lambda entry: entry.day))

    def __repr__(self) -> str:
        medicines = len(self.medicines or ())
        return f"<Visit: {len(self.findings)} findings, {medicines} medicines>"

    __str__ = __repr__

    def changed(self, **fields: Any) -> Visit:
        """A new visit with these fields replaced; raises ``VisitInvalid`` when impossible."""
        try:
            return Visit.model_validate({**{k: getattr(self, k) for k in _FIELDS}, **fields})
        except ValidationError as error:
            raise VisitInvalid(_first_error(error)) from None

    def answered(self, answers: dict[str, Answer | None]) -> Visit:
        """A new visit with these findings answered; ``None`` takes an answer back."""
        findings = {**self.findings, **{k: v for k, v in answers.items() if v is not None}}
        for finding, answer in answers.items():
            if answer is None:
                findings.pop(finding, None)
        return self.changed(findings=findings)

    def with_number(self, value_id: str, number: float | None) -> Visit:
        """A new visit with this number told or taken back. Age and weight belong to the person."""
        if value_id in Person.model_fields:
            return self.changed(person=self.person.model_copy(update={value_id: number}))
        numbers = {k: v for k, v in self.numbers.items() if k != value_id}
        return self.changed(numbers=numbers if number is None else {**numbers, value_id: number})


_FIELDS = tuple(Visit.model_fields)


def loads(text: str | bytes, content: Content) -> Visit:
    """Read a visit from the text of its file.

    Raises ``VisitUnreadable``, ``VisitTooNew`` or ``VisitInvalid``.
    """
    if len(text) > LARGEST_FILE_BYTES:
        raise VisitUnreadable("it is far larger than any visit; choose the right file")
    try:
        words = text.decode("utf-8") if isinstance(text, bytes) else text
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
        raise VisitInvalid('"format" must be the number 1; mend it or open an earlier copy')
    if version > FORMAT:
        raise VisitTooNew("it was made by a newer MgAid; update MgAid to open it")
    if version < FORMAT:
        raise VisitInvalid('"format" must be the number 1; mend it or open an earlier copy')
    try:
        visit = Visit.model_validate(raw)
    except ValidationError as error:
        raise VisitInvalid(_first_error(error)) from None
    check(visit, content)
    return visit


def dumps(visit: Visit) -> str:
    """The visit as the text of its file: only what was told, in a fixed order."""
    told = visit.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"format": FORMAT, **told}, ensure_ascii=False, indent=1) + "\n"


def check(visit: Visit, content: Content) -> None:
    """Raise ``VisitInvalid`` for an unknown id or a number no person can have."""
    _known("finding", visit.findings, content.findings)
    own_numbers = [v.id for v in content.values.values() if v.where == "numbers"]
    _known("number", visit.numbers, own_numbers)
    items = {item.id for score in content.scores.values() for item in score.items}
    _known("item", visit.items, items)
    _known("page", visit.notes, content.pages)
    _known("place", visit.sites, content.regions)
    _known("choice", visit.leaning, content.options)
    _known("wish", visit.matters, content.preferences)
    _known("question of sureness", visit.sure, content.sure)
    _known("choice", visit.choices, content.choices)
    for question, option in visit.choices.items():
        _known(f"answer to {question}", [option], content.choices[question])
    told = {**visit.numbers}
    for field in ("age", "weight_kg"):
        number = getattr(visit.person, field)
        if number is not None:
            told[field] = number
    for value_id, number in told.items():
        value = content.values[value_id]
        if not math.isfinite(number) or not value.minimum <= number <= value.maximum:
            raise VisitInvalid(
                f'"{value_id}" is {number:g}, but it must be from {value.minimum:g} '
                f"to {value.maximum:g} {value.unit}; mend that number"
            )
    for item, amount in visit.items.items():
        if not 0 <= amount <= _MOST_OF_ONE_ITEM:
            raise VisitInvalid(f'"{item}" is {amount:g}, which cannot be; mend that number')
    if visit.diary:
        _check_diary(visit.diary, content)


def _check_diary(diary: tuple[DiaryEntry, ...], content: Content) -> None:
    """A date after today is no fault of the file: the clock may have been set back since."""
    authored = diary_file(content)
    if (diary[-1].day - diary[0].day).days >= authored.days:
        raise VisitInvalid(
            f'"diary" spans more than {authored.days} days in a row; take out the days outside'
        )
    times = [one.id for one in authored.times]
    places = [one.id for one in authored.places]
    for entry in diary:
        _known("time of day", entry.when, times)
        _known("place", entry.where, places)
        for number in authored.number:
            told = getattr(entry, number.id)
            if told is not None and not number.minimum <= told <= number.maximum:
                raise VisitInvalid(
                    f'"{number.id}" on {entry.day} is {told:g}, but it must be from '
                    f"{number.minimum:g} to {number.maximum:g} {number.unit}; mend that number"
                )


_MOST_OF_ONE_ITEM = 100


def _known(kind: str, named: Iterable[str], known: Iterable[str]) -> None:
    everything = list(known)
    for one in named:
        if one not in everything:
            near = get_close_matches(one, everything, n=1, cutoff=0.5)
            hint = f'did you mean "{near[0]}"?' if near else "take it out"
            raise VisitInvalid(f'it names an unknown {kind} "{one[:60]}"; {hint}')


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key, value in pairs:
        if key in made:
            raise VisitInvalid(f'it says "{key[:60]}" twice; keep one of them')
        made[key] = value
    return made


def _no_constant(name: str) -> float:
    raise VisitInvalid(f"it holds {name}, which is not a number a person can have; mend it")


def _first_error(error: ValidationError) -> str:
    """One sentence for the first thing wrong, without repeating what the person wrote."""
    detail = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(step) for step in detail["loc"]) or "the visit"
    if detail["type"] == "extra_forbidden":
        key = str(detail["loc"][-1])
        near = get_close_matches(key, _FIELDS + tuple(Person.model_fields), n=1)
        hint = f'did you mean "{near[0]}"?' if near else "take it out"
        return f'it has an unknown entry "{place[:80]}"; {hint}'
    reason = detail["msg"].removeprefix("Value error, ")
    return f'"{place[:80]}" is not right: {reason[0].lower() + reason[1:]}; mend that entry'
