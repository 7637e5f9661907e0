"""What the day panel says, from figures: whose need it is, ideas, the day as text to copy.

No widgets. Sentences about health are authored in the content; here figures meet their labels.
"""

from __future__ import annotations

from collections.abc import Sequence

from mgaid.core import intake
from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.content.texts import IntakeBand
from mgaid.core.food_day import DayTotals, SwapIdea, Total
from mgaid.core.foods import FoodTable, magnesium
from mgaid.core.visit import PlannedFood, Visit

NBSP = "\N{NO-BREAK SPACE}"
SYSTEMS = (("us", "US"), ("eu", "EU"), ("uk", "UK"))
MEALS = (("breakfast", "Breakfast"), ("lunch", "Lunch"), ("dinner", "Dinner"), ("snack", "Snacks"))
_SYSTEM_NAMES = dict(SYSTEMS)
_GROWN = {"female": "women", "male": "men", "any": "people"}
_YOUNG = {"female": "girls", "male": "boys", "any": "children"}
_STATES = {"pregnant": "pregnant ", "lactating": "breast-feeding "}


def mg(amount: float) -> str:
    return f"{amount:,.0f}{NBSP}mg"


def span(low: float, high: float) -> str:
    """``310–420 mg``, or one figure when both are the same."""
    if round(low) == round(high):
        return mg(high)
    return f"{low:,.0f}–{mg(high)}"


def need_words(content: Content, visit: Visit, assessment: Assessment, adult_from: float) -> str:
    """Whose need the figure is: ``women aged 31–50, US``; a group while age or sex is open."""
    system = _SYSTEM_NAMES[intake.system_for(visit)]
    band = intake.need_of(content, visit, assessment)
    if band is not None:
        return f"{_group(content, band, adult_from)}, {system}"
    if visit.person.age is not None:
        return f"people of your age, {system}"
    return f"{'adult ' * (visit.person.sex is not None)}{_ADULTS[visit.person.sex]}, {system}"


_ADULTS = {None: "adults", "female": "women", "male": "men"}


def _group(content: Content, band: IntakeBand, adult_from: float) -> str:
    first, past = band.from_age, band.below_age
    if first < 1:
        return f"babies aged {first * 12:.0f}–{past * 12 - 1:.0f} months"
    oldest = max(one.below_age for one in content.bands)
    ages = f"{first:.0f} and over" if past == oldest else f"{first:.0f}–{past - 1:.0f}"
    grown = first >= adult_from or (band.sex == "any" and past > adult_from)
    noun = (_GROWN if grown else _YOUNG)[band.sex]
    return f"{_STATES.get(band.state, '')}{noun} aged {ages}"


def idea_words(idea: SwapIdea, *, metric: bool) -> tuple[str, str]:
    """What to eat, and what it adds."""
    if idea.instead_of is not None:
        what = f"{idea.name} in place of {idea.instead_of.name}"
    else:
        what = (
            f"{idea.name}, {idea.portion.said(metric=metric).partition(',')[0].replace(' ', NBSP)}"
        )
    return what, f"+{mg(idea.adds_mg)}"


def figure(table: FoodTable | None, planned: PlannedFood) -> str:
    """The magnesium of one line of the day."""
    food = None if table is None else table.get(planned.food_id)
    if food is None:
        return "not counted"
    amount = magnesium(food, planned.grams)
    return "not known" if amount is None else mg(amount)


def with_unknown(words: str, total: Total) -> str:
    """The words, and the foods whose share nobody knows."""
    if not total.unknown:
        return words
    return f"{words} No figure for {listed(total.unknown)}."


def listed(names: Sequence[str]) -> str:
    """Names as one list, each once; from the fourth on they are counted."""
    once = list(dict.fromkeys(names))
    if len(once) > _MOST_NAMED:
        once = [*once[: _MOST_NAMED - 1], f"{len(once) - _MOST_NAMED + 1} more"]
    return once[0] if len(once) == 1 else f"{', '.join(once[:-1])} and {once[-1]}"


_MOST_NAMED = 3


def day_text(
    table: FoodTable | None, day: Sequence[PlannedFood], counted: DayTotals | None, need: str
) -> str:
    """The day as plain text for the clipboard."""
    lines = ["My usual day"]
    for meal, name in MEALS:
        eaten = [planned for planned in day if planned.meal == meal]
        if eaten:
            lines += ["", name]
            lines += [f"- {p.name}, {p.measure}: {figure(table, p)}" for p in eaten]
    if counted is not None:
        lines += ["", f"Magnesium from food: about {mg(counted.magnesium_mg.amount)} a day."]
        if need:
            lines.append(need)
    return "\n".join(lines) + "\n"
