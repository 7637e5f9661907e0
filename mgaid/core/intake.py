"""What a person needs a day, and the most from products, looked up by age, sex and state.

The figures are content. Unknown age or sex gives no figure rather than somebody else's.
"""

from __future__ import annotations

from typing import Literal

from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.content.models import IntakeBand, SupplementLimit
from mgaid.core.visit import Visit

System = Literal["us", "eu", "uk"]
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
    pregnant = assessment.truths.get("pregnant") is True
    lactating = assessment.truths.get("breastfeeding") is True
    state = "pregnant" if pregnant else "lactating" if lactating else "none"
    return need(content, system_for(visit), age, visit.person.sex, state)


def product_limits(content: Content, age: float | None) -> tuple[SupplementLimit, ...]:
    """Every upper limit for products that holds at this age, in authored order."""
    if age is None:
        return ()
    return tuple(
        limit for limit in content.supplement_limits if limit.from_age <= age < limit.below_age
    )
