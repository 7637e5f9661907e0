"""How numbers, dates, lengths of time and lists are written, with the words of the content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mgaid.core.content import Content
from mgaid.core.content.models import Value

# Not strftime's: once Qt runs, that follows the language of the computer, and the page is English.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
FRACTIONS = {"¼": 0.25, "⅓": 1 / 3, "½": 0.5, "⅔": 2 / 3, "¾": 0.75}
_SAME = 0.005
_EXACT_FROM = 2  # decimals


def number_text(number: float) -> str:
    """A number as people write it: halves as fractions, otherwise at most one decimal."""
    whole = int(number)
    if abs(number - whole - 0.5) < 0.01:
        return f"{whole or ''}½"
    return f"{number:.0f}" if abs(number - round(number)) < 0.05 else f"{number:.1f}"


def value_text(value: Value, number: float) -> str:
    """A number about the person with its unit, as exact as it is asked for: of a blood result
    with two decimals the last one can turn a rule."""
    decimals = value.decimals
    said = number_text(number) if decimals < _EXACT_FROM else f"{number:.{decimals}f}"
    return f"{said}\u00a0{value.unit}".strip()


def count_text(count: float) -> str:
    """A count as people write it: ½, 1½, 2, 40; two decimals at most."""
    whole = int(count)
    for sign, part in FRACTIONS.items():
        if abs(count - whole - part) < _SAME:
            return f"{whole or ''}{sign}"
    return f"{round(count, 2):g}" if count < 100 else f"{count:.0f}"


def day_text(day: date) -> str:
    """A date as 22 November 2026."""
    return f"{day.day} {month_text(day)} {day.year}"


def month_text(day: date) -> str:
    """The month of a date as November."""
    return _MONTHS[day.month - 1]


def join(content: Content, parts: Sequence[str], word: str = "and") -> str:
    """A list as people say it: "one, two and three"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {content.words.summary[word]} {parts[-1]}"


def fill(words: Mapping[str, str], key: str, **parts: str) -> str:
    """The phrase ``key`` with its {placeholders} filled."""
    line = words[key]
    for name, part in parts.items():
        line = line.replace(f"{{{name}}}", part)
    return line


def time_text(words: Mapping[str, str], days: float) -> str:
    """A length of time in the largest unit that keeps it honest."""
    if days < 1:
        return words["less_than_day"]
    for unit, length, until in (("day", 1, 14), ("week", 7, 84), ("month", 30.4375, 730)):
        if days < until:
            return _count(words, unit, days / length)
    return _count(words, "year", days / 365.25)


def months_text(words: Mapping[str, str], months: float) -> str:
    """How long something has been taken."""
    unit, amount = ("month", months) if months < 24 else ("year", months / 12)
    return _count(words, unit, amount)


def _count(words: Mapping[str, str], unit: str, amount: float) -> str:
    whole = round(amount * 2) / 2 if unit == "year" else round(amount)
    if whole == 1:
        return words[f"one_{unit}"]
    return fill(words, f"n_{unit}s", n=number_text(whole))


def first_sentence(text: str) -> str:
    head, dot, _ = text.partition(". ")
    return f"{head}{dot.strip()}"


def signs(parts: Sequence[str]) -> str:
    """Warning signs as one line; they may hold commas themselves."""
    return upper("; ".join(parts))


def upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def sentence(parts: Sequence[str]) -> str:
    """A list of labels as one line that starts with a capital."""
    return upper(", ".join(parts)) if parts else ""


def content_is_old(content: Content, today: date) -> bool:
    """Whether the content is past the date by which it should be checked again."""
    checked, months = content.words.content_date, content.words.update_months
    due = checked.month - 1 + months
    return (today.year, today.month, today.day) > (
        checked.year + due // 12,
        due % 12 + 1,
        checked.day,
    )
