"""The food table for the window: read when first wanted, then shared by every view.

It shows nothing and decides nothing.
"""

from __future__ import annotations

import contextlib
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QLocale

from mgaid import paths
from mgaid.core.assessment import Assessment
from mgaid.core.food_day import no_swaps
from mgaid.core.food_guide import GUIDE_FILE, FoodGuide, FoodsUnavailable, NoSwaps, read_guide
from mgaid.core.foods import FoodTable, load_foods
from mgaid.core.visit import Visit


def open_foods() -> FoodTable:
    """The food table; ``FoodsUnavailable`` names the file that cannot be read."""
    return _read(paths.content() / GUIDE_FILE, paths.foods())


def food_limit(assessment: Assessment) -> NoSwaps | None:
    """Why more magnesium from food is to be asked about first, as the Foods tab says it.

    ``None`` where it is not, or where the authored file cannot be read: that tab says so.
    """
    guide = _guide(paths.content() / GUIDE_FILE)
    return None if guide is None else no_swaps(guide, assessment.truths)


@lru_cache(maxsize=1)
def _guide(path: Path) -> FoodGuide | None:
    """What is authored about foods, without their table, which takes longer."""
    with contextlib.suppress(FoodsUnavailable):
        return read_guide(path)
    return None


@lru_cache(maxsize=1)
def _read(guide: Path, folder: Path) -> FoodTable:
    return load_foods(folder, read_guide(guide))


def metric(visit: Visit) -> bool:
    """Whether weights are said in grams: by the region told, else by the system's settings."""
    if visit.person.region is not None:
        return visit.person.region != "US"
    # In the UK Qt tells of its own imperial system, for miles and pints; food is in grams there.
    return QLocale.system().measurementSystem() is not QLocale.MeasurementSystem.ImperialUSSystem
