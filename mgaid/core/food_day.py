"""What a day of foods adds up to, and which single change would add the most magnesium.

Hides the counting of unknown values and the choice of ideas. It does not know what the person
needs. Whether ideas suit them is authored: with kidney limits the caller shows ``no_swaps``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

from mgaid.core.food_guide import NUTRIENTS, Diet, FoodGuide, NoSwaps, Nutrient
from mgaid.core.foods import Food, FoodTable, Portion, magnesium


class Planned(Protocol):
    """What a day plan holds for each food; the name is kept in case the food leaves the table."""

    @property
    def food_id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def grams(self) -> float: ...


class Total(NamedTuple):
    """The sum of what is known, and the names of the foods whose share nobody knows."""

    amount: float
    unknown: tuple[str, ...]


class DayTotals(NamedTuple):
    """Totals of a day in mg (alcohol in g), and the foods that are not in the table any more."""

    magnesium_mg: Total
    calcium_mg: Total
    potassium_mg: Total
    caffeine_mg: Total
    alcohol_g: Total
    gone: tuple[str, ...]

    def magnesium_range(self, guide: FoodGuide) -> tuple[float, float]:
        """The lowest and highest likely magnesium, in mg, given how much real foods differ."""
        spread = guide.spread_percent / 100
        return self.magnesium_mg.amount * (1 - spread), self.magnesium_mg.amount * (1 + spread)


class SwapIdea(NamedTuple):
    """Eat ``portion`` of ``food``, in place of a planned food or on top, for ``adds_mg`` more."""

    food: Food
    name: str
    portion: Portion
    adds_mg: float
    instead_of: Planned | None

    def closes(self, gap_mg: float) -> bool:
        """Whether this alone brings as much as is missing."""
        return self.adds_mg >= gap_mg


def totals(table: FoodTable, day: Iterable[Planned]) -> DayTotals:
    """Add up a day. A value that is not known is named in ``unknown``, never taken as zero."""
    sums: dict[Nutrient, float] = dict.fromkeys(NUTRIENTS, 0.0)
    unknown: dict[Nutrient, list[str]] = {nutrient: [] for nutrient in NUTRIENTS}
    gone = []
    for planned in day:
        food = table.get(planned.food_id)
        if food is None:
            gone.append(planned.name)
        for nutrient in NUTRIENTS:
            part = table.amount(food, nutrient, planned.grams) if food else None
            if part is None:
                unknown[nutrient].append(planned.name)
            else:
                sums[nutrient] += part
    made = {nutrient: Total(sums[nutrient], tuple(unknown[nutrient])) for nutrient in NUTRIENTS}
    return DayTotals(**made, gone=tuple(gone))


def swap_ideas(
    table: FoodTable,
    day: Sequence[Planned],
    *,
    plant_only: bool = False,
    free_of: Iterable[Diet] = (),
    limit: int = 5,
) -> tuple[SwapIdea, ...]:
    """Up to ``limit`` single changes to a day, most magnesium first, each kind of food once."""
    barred = tuple(free_of)
    eaten = {planned.food_id for planned in day}

    def suits(food: Food | None) -> bool:
        return (
            food is not None
            and food.ranked
            and food.id not in eaten
            and table.fits(food, plant_only=plant_only, free_of=barred)
        )

    ideas = [idea for idea in _exchanges(table, day) if suits(idea.food)]
    for one in table.guide.featured:
        food = table.get(one.id)
        if food is not None and suits(food):
            portion = table.usual_portion(food)
            adds = magnesium(food, portion.grams) or 0.0
            ideas.append(SwapIdea(food, table.name(food), portion, adds, None))
    groups = {one.id: one.group for one in table.guide.featured}
    chosen: list[SwapIdea] = []
    kinds: dict[str, int] = {}
    # The same food as an exchange and on top would be one idea twice; so would four kinds of nut.
    for idea in sorted(ideas, key=lambda idea: (-idea.adds_mg, idea.food.id)):
        kind = groups.get(idea.food.id, str(idea.food.id))
        if len(chosen) == limit or any(idea.food.id == other.food.id for other in chosen):
            continue
        if idea.adds_mg > 0 and kinds.get(kind, 0) < _SAME_KIND:
            kinds[kind] = kinds.get(kind, 0) + 1
            chosen.append(idea)
    return tuple(chosen)


_SAME_KIND = 2


def no_swaps(guide: FoodGuide, truths: Mapping[str, bool | None]) -> NoSwaps | None:
    """Why this person is shown no ideas for more magnesium; None when ideas may be shown."""
    for reason in guide.no_swaps:
        if any(truths.get(finding) is True for finding in reason.findings):
            return reason
    return None


def _exchanges(table: FoodTable, day: Iterable[Planned]) -> Iterable[SwapIdea]:
    for planned in day:
        now = table.get(planned.food_id)
        if now is None:
            continue
        text = now.description.casefold()
        for exchange in table.guide.exchange:
            food = table.get(exchange.take)
            if food is None or not text.startswith(exchange.instead_of):
                continue
            adds = (magnesium(food, planned.grams) or 0.0) - (magnesium(now, planned.grams) or 0.0)
            same_weight = Portion("g", planned.grams, planned.grams)
            yield SwapIdea(food, table.name(food), same_weight, adds, planned)


def screen(table: FoodTable, answers: Mapping[str, str]) -> tuple[float, float]:
    """A rough range of mg a day from the quick check: group id -> answer id.

    The lowest and the highest usual portion of a group's foods, times how often. Groups without
    an answer add nothing to the lower end and the most frequent answer to the upper end. An id
    that is not in the guide raises ``KeyError``.
    """
    low = high = 0.0
    for group in table.guide.screener.groups:
        foods = [food for food in map(table.get, group.foods) if food is not None]
        amounts = [magnesium(food, table.usual_portion(food).grams) or 0.0 for food in foods]
        fewest, most = _how_often(table.guide, answers.get(group.id))
        low += fewest * min(amounts, default=0.0)
        high += most * max(amounts, default=0.0)
    return low, high


def portions_a_day(guide: FoodGuide, answers: Mapping[str, str]) -> tuple[float, float]:
    """The fewest and the most portions of magnesium-rich foods the quick check leaves possible."""
    spans = [_how_often(guide, answers.get(group.id)) for group in guide.screener.groups]
    return sum(fewest for fewest, _ in spans), sum(most for _, most in spans)


def _how_often(guide: FoodGuide, given: str | None) -> tuple[float, float]:
    spans = {answer.id: (answer.least, answer.most) for answer in guide.screener.answers}
    if given is not None:
        return spans[given]
    return min(least for least, _ in spans.values()), max(most for _, most in spans.values())
