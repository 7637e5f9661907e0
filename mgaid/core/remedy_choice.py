"""What follows from the visit for choosing a magnesium product: reasons, open pages, questions.

Also which forms fit a person's wishes and what magnesium itself costs. Pure; every sentence comes
from the content. Whether magnesium is safe is decided in ``assessment``, not here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mgaid.core.assessment import Assessment, MedicineFound
from mgaid.core.condition import (
    Compare,
    Condition,
    Is,
    MedicinesListed,
    MonthsOn,
    Takes,
    TakesGroup,
    leaves,
)
from mgaid.core.content import Content
from mgaid.core.content.remedies import Form
from mgaid.core.content.supplement_models import SupplementsFile, Wish
from mgaid.core.interview import pages_for
from mgaid.core.phrases import join, number_text
from mgaid.core.suggest import shown_flags
from mgaid.core.visit import Visit

MG_PRICED = 100.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One answer behind the gate's level, the medicines that made it, if any, and why it counts."""

    finding: str
    label: str
    medicines: tuple[str, ...]
    why: str


def reasons(content: Content, assessment: Assessment) -> tuple[Reason, ...]:
    """The answers that gave the gate its level, in authored order."""
    made = []
    for finding in assessment.gate.reasons:
        known = content.gate_reasons.get(finding)
        made.append(
            Reason(
                finding,
                content.findings[finding].label,
                _medicines_behind(content, assessment, finding),
                known.why if known is not None else "",
            )
        )
    return tuple(made)


def urgency_reasons(content: Content, assessment: Assessment) -> tuple[str, ...]:
    """The titles of the flags that set the gate when the urgency alone does."""
    return tuple(content.flags[flag.id].title for flag in shown_flags(assessment))


def _medicines_behind(content: Content, assessment: Assessment, finding: str) -> tuple[str, ...]:
    derive = content.findings[finding].derive
    if derive is None:
        return ()
    names = [
        found.entered.name
        for found in assessment.medicines
        if any(_made_by(content, leaf, found) for leaf in leaves(derive))
    ]
    return tuple(dict.fromkeys(names))


def _made_by(content: Content, leaf: Condition, found: MedicineFound) -> bool:
    if found.known is None:
        return False
    match leaf:
        case Takes():
            return not found.known.classes.isdisjoint(leaf.takes)
        case MonthsOn():
            return leaf.months_on in found.known.classes
        case TakesGroup():
            known = found.known
            held = known.interacting if leaf.takes_group == "interacts" else known.classes
            groups = {one.id: one.groups for one in content.medicines.classes}
            return any(leaf.takes_group in groups[c] for c in held - set(leaf.excluding))
        case _:
            return False


def open_pages(content: Content, visit: Visit, assessment: Assessment) -> tuple[str, ...]:
    """The pages of the questions that would settle what the gate still waits for.

    Those that decide most come first, in the order of the gate's own list. The safety questions
    follow, and count only while nothing else decides.
    """
    gate = assessment.gate
    met = [page.id for page in pages_for(content, visit, assessment)]
    ordered: dict[str, None] = {}
    for waiting in (gate.open, assessment.core_open if gate.level == "need_answers" else ()):
        wanted = [page for f in waiting for page in _pages_settling(content, visit, assessment, f)]
        ordered.update(dict.fromkeys(page for page in wanted if page in met))
    return tuple(ordered)


def _pages_settling(
    content: Content, visit: Visit, assessment: Assessment, finding: str
) -> Iterator[str]:
    """The page that asks this, else the pages of the open things it is made from."""
    asked = content.page_asking.get(finding)
    if asked is not None:
        yield asked
        return
    derive = content.findings[finding].derive
    for leaf in leaves(derive) if derive is not None else ():
        match leaf:
            case Is() if assessment.truths[leaf.is_] is None:
                yield from _pages_settling(content, visit, assessment, leaf.is_)
            case Compare() if leaf.value not in assessment.numbers:
                yield from _pages_with(content, "value", leaf.value)
            case Takes() | TakesGroup() | MedicinesListed() if _list_is_open(visit, assessment):
                yield from _pages_with(content, "kind", "medicines")
            case MonthsOn() if _list_is_open(visit, assessment) or _months_are_open(assessment):
                yield from _pages_with(content, "kind", "medicines")
            case _:
                pass


def _list_is_open(visit: Visit, assessment: Assessment) -> bool:
    """Whether another or an unknown medicine could still matter."""
    complete = visit.medicines is not None and visit.medicine_list_complete is True
    return not complete or bool(assessment.unrecognised)


def _months_are_open(assessment: Assessment) -> bool:
    return any(found.entered.months is None for found in assessment.medicines)


def page_telling(content: Content, value_id: str) -> str | None:
    """The page on which a value such as the age is told."""
    return next(_pages_with(content, "value", value_id), None)


def _pages_with(content: Content, what: str, wanted: str) -> Iterator[str]:
    """Pages with a part of this kind, or one that gives this value."""
    yield from content.pages_giving.get((what, wanted), ())


# ------------------------------------------------------------------ forms


def meets(form: Form, wish: Wish) -> bool:
    """Whether a form has what a person wishes for. Bath salts meet no wish for a tablet."""
    if form.product == "bath":
        return False
    match wish:
        case "gentle":
            return form.gentle == "gentle"
        case "loosens":
            return form.bowel == "loosens"
        case "firm":
            return form.bowel == "little"
        case "small_tablet":
            return form.tablet == "small"
        case _:
            return form.cost == "low"


def fitting(forms: Sequence[Form], wishes: Collection[Wish]) -> tuple[Form, ...]:
    """The forms that meet every wish, in authored order; all of them without a wish."""
    return tuple(form for form in forms if all(meets(form, wish) for wish in wishes))


def price_per_100_mg(price: float, pieces: float, mg_a_piece: float) -> float | None:
    """What 100 mg of magnesium cost, in the money of ``price``; ``None`` when there is none."""
    held = pieces * mg_a_piece
    return price * MG_PRICED / held if held > 0 else None


# ------------------------------------------------------------------ questions for a pharmacist


def pharmacist_questions(
    content: Content, visit: Visit, assessment: Assessment, file: SupplementsFile
) -> tuple[str, ...]:
    """Questions that follow from this visit, the most fitting first."""
    medicines = tuple(dict.fromkeys(medicine.name for medicine in visit.medicines or ()))
    products = tuple(dict.fromkeys(product.name for product in visit.supplements or ()))
    total = assessment.numbers.get("supplement_mg_day")
    parts = {
        "{medicines}": join(content, medicines),
        "{products}": join(content, products),
        "{mg}": number_text(round(total)) if total is not None else "",
        "{reasons}": join(content, [one.label for one in reasons(content, assessment)]),
    }
    asked = []
    for rule in sorted(file.question, key=lambda rule: rule.rank):
        fits = (
            (not rule.gate or assessment.gate.level in rule.gate)
            and (not rule.findings or any(assessment.truths[f] is True for f in rule.findings))
            and (bool(medicines) or not rule.medicines)
            and (bool(products) or not rule.products)
        )
        line = rule.ask
        if not fits or ("{mg}" in line and total is None):
            continue
        for place, words in parts.items():
            line = line.replace(place, words)
        asked.append(line)
    return tuple(asked)
