"""What the usual day and the quick check mean for the rules, as ranges of values.

Hides what makes a day whole and how drinks become points of the alcohol test. It decides nothing:
a range says only what it must. A day that may lack something has no upper end, and a food without
a figure opens it as well; the rough quick check never says how much somebody eats in all.
"""

from __future__ import annotations

import math

from mgaid.core.condition import Range
from mgaid.core.figures import NOTHING_EATEN, Eaten
from mgaid.core.food_day import Total, portions_a_day, screen, totals
from mgaid.core.foods import FoodTable
from mgaid.core.visit import Visit


def eaten(table: FoodTable, visit: Visit) -> Eaten:
    """What the visit's usual day and quick check say; nothing when both are empty."""
    if not visit.usual_day and not visit.quick_check:
        return NOTHING_EATEN
    values: dict[str, Range] = {}
    rough = None
    if visit.quick_check:
        rough = screen(table, visit.quick_check)
        values["rich_portions_day"] = portions_a_day(table.guide, visit.quick_check)
    if not visit.usual_day:
        return Eaten(values, rough_mg=rough)
    guide, day = table.guide, totals(table, visit.usual_day)
    complete = visit.usual_day_complete is True
    food = _likely(day.magnesium_mg, guide.spread_percent)
    caffeine = _likely(day.caffeine_mg, guide.caffeine_spread_percent)
    values["food_mg_day"] = _open(food, day.magnesium_mg, complete=complete)
    values["caffeine_mg_day"] = _open(caffeine, day.caffeine_mg, complete=complete)
    alcohol = _likely(day.alcohol_g, guide.spread_percent)[0]
    points = guide.drinks.least_points(alcohol)
    if points:
        values["audit_c"] = (points, guide.drinks.most_points)
    whole = complete and not day.magnesium_mg.unknown
    return Eaten(values, food, caffeine, rough, whole)


def _likely(total: Total, spread_percent: float) -> Range:
    spread = spread_percent / 100
    return total.amount * (1 - spread), total.amount * (1 + spread)


def _open(likely: Range, total: Total, *, complete: bool) -> Range:
    """Without an upper end while something is not counted."""
    return likely if complete and not total.unknown else (likely[0], math.inf)
