"""What the products a person takes come to in a day, and the limits for products beside it.

Food is never counted here. Whether the total closes or narrows anything is the gate's to say;
this only tells which of its reasons holds. Figures and sentences come from the content.
"""

from __future__ import annotations

from dataclasses import dataclass

from mgaid.core.assessment import Assessment
from mgaid.core.content import Content
from mgaid.core.content.models import GateLevel
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.content.texts import SupplementLimit
from mgaid.core.intake import product_limits
from mgaid.core.visit import Visit


@dataclass(frozen=True, slots=True)
class Taken:
    """A day of products: at least ``mg``, for ``unknown`` of them hold an amount nobody told.

    ``passed`` are the limits it is above, smallest first. ``why`` and ``gate`` are the reason the
    gate gives for it and its level; empty and ``None`` while the amount is no reason.
    """

    mg: float
    unknown: int
    passed: tuple[SupplementLimit, ...]
    why: str
    gate: GateLevel | None


def taken(content: Content, visit: Visit, assessment: Assessment, file: SupplementsFile) -> Taken:
    """The day's products added up. A total told elsewhere counts where it is higher."""
    listed = visit.supplements or ()
    added = sum((one.elemental_mg or 0.0) * one.per_day for one in listed)
    mg = max(added, assessment.numbers.get("supplement_mg_day", 0.0))
    reason = next((f for f in file.limit_findings if assessment.truths[f] is True), None)
    return Taken(
        mg=mg,
        unknown=sum(one.elemental_mg is None for one in listed),
        passed=tuple(one for one in limits_beside(content, visit, file) if mg > one.mg),
        why=content.gate_reasons[reason].why if reason else "",
        gate=next((row.level for row in content.gate if reason in row.any), None),
    )


def limits_beside(
    content: Content, visit: Visit, file: SupplementsFile
) -> tuple[SupplementLimit, ...]:
    """The limits to show beside an amount, smallest first: those of ``limit_systems`` and of the
    person's own region, at the person's age; those of grown-ups while the age is not known."""
    systems = {*file.limit_systems, (visit.person.region or "").lower()}
    oldest = max(limit.below_age for limit in content.supplement_limits)
    held = (
        product_limits(content, visit.person.age)
        if visit.person.age is not None
        else [limit for limit in content.supplement_limits if limit.below_age == oldest]
    )
    return tuple(sorted((one for one in held if one.system in systems), key=lambda one: one.mg))
