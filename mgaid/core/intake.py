"""What a person needs a day, and the most from products, looked up by age, sex and state.

The figures are content. Unknown age or sex gives no figure rather than somebody else's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from mgaid.core.condition import Range, Truth
from mgaid.core.content import Content
from mgaid.core.content.texts import IntakeBand, SupplementLimit
from mgaid.core.visit import Visit

if TYPE_CHECKING:
    from mgaid.core.assessment import Assessment

System = Literal["us", "eu", "uk"]
# Values that set the food of a usual day against the need, in percent: what is needed, and what
# half of such people need. Only the US tables publish the second.
SHARES: Mapping[str, Literal["mg", "average_requirement_mg"]] = {
    "food_need_percent": "mg",
    "food_average_need_percent": "average_requirement_mg",
}
_SYSTEM_WITH_AVERAGES: System = "us"
_SYSTEM_OF_REGION: dict[str | None, System] = {"US": "us", "UK": "uk", "EU": "eu"}


def system_for(visit: Visit) -> System:
    """The reference system the person chose, else that of the region, else the US one."""
    return visit.preferences.intake_system or _SYSTEM_OF_REGION.get(visit.person.region, "us")


def need(
    content: Content, system: System, age: float, sex: str | None, state: str
) -> IntakeBand | None:
    """The band for one person; ``state`` is none, pregnant or lactating.

    A system without a row for the state, or a state past the last age of its rows, falls back:
    first to the oldest row of that state, then to the row without a state.
    """
    rows = [
        band
        for band in content.bands
        if band.system == system and band.sex in ("any", sex or "any")
    ]
    in_state = [band for band in rows if band.state == state]
    for band in in_state:
        if band.from_age <= age < band.below_age:
            return band
    if state == "none":
        return None
    past = [band for band in in_state if age >= band.below_age]
    if past:
        return max(past, key=lambda band: band.below_age)
    return need(content, system, age, sex, "none")


def need_of(content: Content, visit: Visit, assessment: Assessment) -> IntakeBand | None:
    """The band for this visit, or ``None`` while age or sex leaves it open."""
    age = visit.person.age
    if age is None:
        return None
    return need(content, system_for(visit), age, visit.person.sex, _state(assessment))


def missing(need: tuple[int, int] | None, taken: float) -> float:
    """How many mg ``taken`` falls short of the highest need left open; 0 where none is set."""
    return 0.0 if need is None else max(0.0, need[1] - taken)


def need_span(
    content: Content, visit: Visit, assessment: Assessment, adult_from: float
) -> tuple[int, int] | None:
    """The lowest and highest need, in mg, that the answers so far leave open.

    Both are the same once age and sex are known. While the age is not, it is taken to be
    ``adult_from`` or more. ``None`` where the system sets no figure.
    """
    system, state = system_for(visit), _state(assessment)
    ages = (
        [visit.person.age]
        if visit.person.age is not None
        else [
            max(band.from_age, adult_from)
            for band in content.bands
            if band.system == system and band.below_age > adult_from
        ]
    )
    known = visit.person.sex or ("female" if state != "none" else None)
    figures = [
        band.mg
        for age in ages
        for sex in ((known,) if known else ("female", "male"))
        if (band := need(content, system, age, sex, state)) is not None
    ]
    return (min(figures), max(figures)) if figures else None


def share_of_need(
    content: Content,
    visit: Visit,
    food_mg: Range,
    share: str,
    finding: Callable[[str], Truth],
) -> Range | None:
    """Food in percent of a need (``SHARES``), over every sex and state the answers leave open.

    ``None`` while the age is not known, or where no figure is published.
    """
    age = visit.person.age
    if age is None:
        return None
    figure = SHARES[share]
    system = system_for(visit) if figure == "mg" else _SYSTEM_WITH_AVERAGES
    sexes = ("female", "male") if visit.person.sex is None else (visit.person.sex,)
    bands = [
        need(content, system, age, sex, state) for sex in sexes for state in _open_states(finding)
    ]
    needs = [getattr(band, figure) for band in bands if band is not None]
    if not needs or None in needs:
        return None
    return 100 * food_mg[0] / max(needs), 100 * food_mg[1] / min(needs)


def _open_states(finding: Callable[[str], Truth]) -> tuple[str, ...]:
    pregnant, feeding = finding("pregnant"), finding("breastfeeding")
    states = [] if pregnant is False else ["pregnant"]
    if pregnant is not True:
        states += [] if feeding is False else ["lactating"]
        states += [] if feeding is True else ["none"]
    return tuple(states)


def _state(assessment: Assessment) -> str:
    if assessment.truths.get("pregnant") is True:
        return "pregnant"
    return "lactating" if assessment.truths.get("breastfeeding") is True else "none"


def product_limits(content: Content, age: float | None) -> tuple[SupplementLimit, ...]:
    """Every upper limit for products that holds at this age, in authored order."""
    if age is None:
        return ()
    return tuple(
        limit for limit in content.supplement_limits if limit.from_age <= age < limit.below_age
    )
