"""The record of one person's answers, and the errors a file of it can have.

A visit is frozen; every change makes a new one. What is absent is unknown. Nothing of it appears in
``repr``, so it cannot slip into a log. Fields of a newer MgAid that this one does not know are set
aside in the record they came in, and written back with it. How a file is read is ``text``'s matter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    SerializerFunctionWrapHandler,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_serializer,
    model_validator,
)

from mgaid.core.content.diary_models import MOST_DAYS
from mgaid.core.content.models import Answer

FORMAT = 1
# Goes up with every new field that an older MgAid may pass on unread.
MINOR = 0
# Given to the validation of a file that says it is of a later minor version.
FROM_NEWER = "newer"
_LONGEST_TEXT = 20_000
_DEEPEST_ASIDE = 20
_BREAKS = re.compile(r"\s*[\t\n\u0085\u2028\u2029]\s*")


class VisitError(Exception):
    """A visit cannot be used; the message is one sentence for the person."""


class VisitUnreadable(VisitError):
    """The file is not a visit at all, or a broken one."""


class VisitTooNew(VisitError):
    """The file was written by a later MgAid."""


class VisitInvalid(VisitError):
    """The file is a visit, but something in it cannot be true or is not known."""


class VisitLocked(VisitError):
    """The file is locked, and no passphrase (or that of another file) was given."""


class VisitKeptShut(VisitError):
    """The passphrase is wrong, or the file is damaged: nobody can tell which."""


def _whole_text(text: object) -> object:
    """Drop what no font or printer can take: control characters and lone surrogates."""
    if not isinstance(text, str):
        return text
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(ch for ch in clean if ch in "\n\t" or ch >= " ")


def _one_line(text: object) -> object:
    """Pasted ends of lines and tabs become spaces; other spaces stay as a hand types them."""
    clean = _whole_text(text)
    return _BREAKS.sub(" ", clean) if isinstance(clean, str) else clean


def _name(text: object) -> object:
    """One line with single spaces; what holds nothing else is left for the check of its length."""
    line = _one_line(text)
    return (re.sub(" +", " ", line).strip() or line) if isinstance(line, str) else line


Words = Annotated[str, BeforeValidator(_whole_text), Field(max_length=_LONGEST_TEXT)]
Line = Annotated[str, BeforeValidator(_one_line), Field(max_length=_LONGEST_TEXT)]
Name = Annotated[str, BeforeValidator(_name), Field(max_length=_LONGEST_TEXT)]

Number = Annotated[float, Field(strict=True)]
YesNo = Annotated[bool, Field(strict=True)]


class _Part(BaseModel):
    model_config = ConfigDict(
        frozen=True, extra="forbid", allow_inf_nan=False, hide_input_in_errors=True
    )

    _aside: dict[str, Any] = PrivateAttr(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _set_aside(
        cls, raw: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        """In a newer file what is not known is kept; in any other it is a mistake."""
        if not info.context or FROM_NEWER not in info.context or not isinstance(raw, dict):
            return handler(raw)
        aside = {key: told for key, told in raw.items() if key not in cls.model_fields}
        if not _can_be_written(aside):
            raise ValueError("it holds what no file can")
        made = handler({key: told for key, told in raw.items() if key not in aside})
        made._aside.update(aside)
        return made

    @model_serializer(mode="wrap")
    def _with_aside(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**handler(self), **self._aside}

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

    name: Name = Field(min_length=1)
    months: Number | None = Field(default=None, ge=0, le=1440)


class Supplement(_Part):
    """A product with magnesium: elemental mg in one unit, and units a day."""

    name: Name = Field(min_length=1)
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
    left_out: tuple[str, ...] = ()
    # Sections that stay even where they make one page two.
    kept_in: tuple[str, ...] = ()
    intake_system: Literal["us", "eu", "uk"] | None = None


class Visit(_Part):
    """Everything one person told MgAid. ``findings`` holds direct answers only; ``reminder`` is
    the day on which the person means to look at it again. ``usual_day_complete`` says that the
    day holds everything eaten and drunk; ``quick_check`` is group of foods -> how often."""

    format: Literal[1] = 1
    minor: Annotated[int, Field(strict=True, ge=0)] = MINOR
    person: Person = Person()
    findings: dict[str, Answer] = {}
    numbers: dict[str, Number] = {}
    items: dict[str, Number] = {}
    choices: dict[str, str] = {}
    medicines: tuple[Medicine, ...] | None = None
    medicine_list_complete: YesNo | None = None
    supplements: tuple[Supplement, ...] | None = None
    usual_day: tuple[PlannedFood, ...] = ()
    usual_day_complete: YesNo | None = None
    quick_check: dict[str, str] = {}
    sites: tuple[str, ...] = ()
    matters: dict[str, int] = {}
    leaning: tuple[str, ...] = ()
    sure: dict[str, Literal["yes", "no"]] = {}
    questions: tuple[Name, ...] = ()
    ask_first: tuple[str, ...] | None = None
    reminder: date | None = None
    diary: Annotated[tuple[DiaryEntry, ...], Field(max_length=MOST_DAYS)] = ()
    notes: dict[str, Words] = {}
    name: Annotated[Line, Field(max_length=200)] = ""
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
            made = Visit.model_validate({**{k: getattr(self, k) for k in FIELDS}, **fields})
        except ValidationError as error:
            raise VisitInvalid(first_error(error)) from None
        made._aside.update(self._aside)
        return made

    @property
    def set_aside(self) -> Mapping[str, Any]:
        """Entries of a newer MgAid that this one only passes on."""
        return self._aside

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


FIELDS = tuple(Visit.model_fields)


def _can_be_written(told: object, depth: int = 0) -> bool:
    """Whether JSON takes it and gives it back: not nested without end, no NaN, no half letters."""
    if depth > _DEEPEST_ASIDE:
        return False
    if isinstance(told, dict):
        return all(_can_be_written(one, depth + 1) for pair in told.items() for one in pair)
    if isinstance(told, list):
        return all(_can_be_written(one, depth + 1) for one in told)
    if isinstance(told, str):
        return _whole_text(told) == told
    return not isinstance(told, float) or math.isfinite(told)


def first_error(error: ValidationError) -> str:
    """One sentence for the first thing wrong, without repeating what the person wrote."""
    detail = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(step) for step in detail["loc"]) or "the visit"
    if detail["type"] == "extra_forbidden":
        key = str(detail["loc"][-1])
        near = get_close_matches(key, FIELDS + tuple(Person.model_fields), n=1)
        hint = f'did you mean "{near[0]}"?' if near else "take it out"
        return f'it has an unknown entry "{place[:80]}"; {hint}'
    reason = detail["msg"].removeprefix("Value error, ")
    return f'"{place[:80]}" is not right: {reason[0].lower() + reason[1:]}; mend that entry'
