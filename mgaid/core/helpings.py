"""How much of a food, as people say it: "2 slices", "1½ cups", and what that weighs.

Hides the reading of household measures and their plurals. It knows no figures but weights.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mgaid.core.foods import Food, FoodTable, Portion
from mgaid.core.phrases import FRACTIONS, count_text

_COUNTED = (
    "cup", "slice", "tablespoon", "teaspoon", "can", "bottle", "glass", "piece", "bar", "cookie",
    "egg", "nut", "bowl", "mug", "handful", "fillet", "serving",
)  # fmt: skip
_WEIGHED = ("g", "oz")
_LEADING = re.compile(r"(\d+(?:\.\d+)?)?([¼⅓½⅔¾])?[\s\N{NO-BREAK SPACE}]+(.+)", re.DOTALL)


class Unit(NamedTuple):
    """A measure and the weight of one of it, in grams."""

    name: str
    grams: float


GRAM = Unit("g", 1.0)


def units_of(table: FoodTable, food: Food | None, *, metric: bool) -> tuple[Unit, ...]:
    """What a food can be counted in, the usual measure first; grams are always there."""
    if food is None:
        return (GRAM,)
    units: dict[str, Unit] = {}
    for portion in (table.usual_portion(food), *food.portions):
        unit = _unit(portion)
        if unit is not None and not (metric and unit.name == "oz"):
            units.setdefault(unit.name, unit)
    units.setdefault(GRAM.name, GRAM)
    return tuple(units.values())


def helping(units: Iterable[Unit], measure: str, grams: float) -> tuple[float, Unit]:
    """How a planned food was counted; in grams if its measure is not among ``units``."""
    counted = _counted(measure)
    name = "" if counted is None else counted[1]
    for unit in units:
        if unit.name == name and unit.grams > 0:
            return grams / unit.grams, unit
    return grams, GRAM


def said(amount: float, unit: Unit) -> str:
    """The amount in words: ``2 slices``, ``1½ cups``, ``40 g``."""
    space = "\N{NO-BREAK SPACE}" if unit.name in _WEIGHED else " "
    first, *rest = re.split(r"(?=[\s,(])", unit.name, maxsplit=1)
    if amount > 1 and first in _COUNTED:
        first += "es" if first.endswith("ss") else "s"
    return f"{count_text(amount)}{space}{first}{''.join(rest)}"


def _unit(portion: Portion) -> Unit | None:
    if portion.grams <= 0:
        return None
    if portion.amount:
        name, one = portion.measure, portion.grams / portion.amount
    else:
        counted = _counted(portion.measure)
        if counted is None:
            return Unit(portion.measure, portion.grams)
        amount, name = counted
        one = portion.grams / amount
    name = _bare(name)
    return GRAM if name == GRAM.name else Unit(name, one)


def _counted(measure: str) -> tuple[float, str] | None:
    """``2 slices`` as 2 and "slice"; None when it does not begin with a number."""
    match = _LEADING.match(measure)
    if match is None or not (match[1] or match[2]):
        return None
    amount = float(match[1] or 0) + FRACTIONS.get(match[2] or "", 0.0)
    return (amount, _bare(match[3])) if amount > 0 else None


def _bare(name: str) -> str:
    """One of it; a weight loses what it was compared with ("oz, 23 nuts")."""
    weight = name.partition(",")[0]
    if weight in _WEIGHED:
        return weight
    first, *rest = re.split(r"(?=[\s,(])", name, maxsplit=1)
    for one in _COUNTED:
        if first in (f"{one}s", f"{one}es"):
            first = one
    return first + "".join(rest)
