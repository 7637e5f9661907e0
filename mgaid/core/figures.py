"""Every number a visit gives: told, added up from items or products, or left open as a range.

Knows no rule and no wording. What was told stays what was told; what the usual day says comes in
as ranges and stands only where nothing was told.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mgaid.core.condition import Range
from mgaid.core.content import Content
from mgaid.core.content.models import Score
from mgaid.core.visit import Visit


@dataclass(frozen=True, slots=True)
class Eaten:
    """What the usual day and the quick check say in numbers, as far as they say anything.

    ``values`` is for the rules: value id -> lowest and highest; the highest is infinite while
    something is not counted. ``food_mg`` and ``caffeine_mg`` are the likely range of what is in
    the day, ``rough_mg`` that of the quick check, in mg a day; ``whole`` says that the day holds
    everything eaten, and that all of it has a figure.
    """

    values: Mapping[str, Range]
    food_mg: Range | None = None
    caffeine_mg: Range | None = None
    rough_mg: Range | None = None
    whole: bool = False


NOTHING_EATEN = Eaten(values={})


def numbers_of(content: Content, visit: Visit) -> dict[str, float]:
    """Every value that is known: told as a number, or added up from items or products.

    Items win over a told number once they are complete, for they are what the person sees.
    """
    numbers = dict(visit.numbers)
    for field in ("age", "weight_kg"):
        told = getattr(visit.person, field)
        if told is not None:
            numbers[field] = told
    for score in content.scores.values():
        total = score_total(score, visit.items)
        if total is not None:
            numbers[score.value] = total
    if least_from_products(visit) is not None:
        numbers.pop("supplement_mg_day", None)
    elif visit.supplements is not None:
        told = numbers.get("supplement_mg_day", 0.0)
        numbers["supplement_mg_day"] = max(_known_from_products(visit), told)
    if visit.medicines is not None:
        numbers["medicine_count"] = len(visit.medicines)
    return numbers


def score_total(score: Score, items: Mapping[str, float]) -> float | None:
    """The score from the chosen options or counted units; ``None`` while it is incomplete."""
    points: list[float] = []
    for item in score.items:
        told = items.get(item.id)
        if told is None:
            if score.needs == "all":
                return None
            continue
        if item.per_unit is not None:
            points.append(told * item.per_unit)
        elif told == int(told) and 0 <= told < len(item.options):
            points.append(item.options[int(told)].points)
        else:
            return None
    return sum(points) if points else None


def _known_from_products(visit: Visit) -> float:
    """Elemental magnesium of the products whose amount is known, mg a day."""
    return sum((s.elemental_mg or 0.0) * s.per_day for s in visit.supplements or ())


def least_from_products(visit: Visit) -> float | None:
    """The least magnesium a day when a product taken has no known amount, else ``None``.

    It is a little more than what is known: a product with magnesium holds more than nothing.
    """
    if not any(s.elemental_mg is None and s.per_day > 0 for s in visit.supplements or ()):
        return None
    told = visit.numbers.get("supplement_mg_day", 0.0)
    return math.nextafter(max(_known_from_products(visit), told), math.inf)


def estimates(content: Content, visit: Visit) -> dict[str, Range]:
    options = {i.id: i.options for score in content.scores.values() for i in score.items}
    made = {}
    for estimate in content.estimates.values():
        spans = []
        for item in estimate.items:
            told = visit.items.get(item)
            chosen = options[item]
            if told is not None and told == int(told) and 0 <= told < len(chosen):
                amount = chosen[int(told)].amount
                if amount is not None:
                    spans.append(amount)
        if len(spans) == len(estimate.items):
            low = high = estimate.days
            for span in spans:
                low, high = low * span[0], high * span[1]
            made[estimate.id] = (low, high)
    return made
