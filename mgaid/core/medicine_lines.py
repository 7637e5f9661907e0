"""What there is to say about a medicine that was recognised: what it matters for, and the hours.

Hides which groups count for one name and how hours of its own win over those of its class. Every
sentence comes from the content; finding a name is ``medicines``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from mgaid.core.medicines import MedicineIndex, Recognised
from mgaid.core.spelling import fold

if TYPE_CHECKING:
    from mgaid.core.content.remedies import (
        MedicineClass,
        MedicineGroup,
        MedicinesFile,
        MedicineWords,
    )


def matters_for(of: MedicineClass, taken: Recognised) -> tuple[MedicineGroup, ...]:
    """The groups of a class that hold for this very name.

    A name with hours apart clashes with magnesium, whether or not its class as a whole does.
    """
    clashes = of.id in taken.interacting or hours_apart(of, taken) is not None
    groups = [group for group in of.groups if group != "interacts"]
    return (*groups, "interacts") if clashes else tuple(groups)


def matter_line(medicines: MedicinesFile, of: MedicineClass, group: MedicineGroup) -> str:
    """What a group means in words; of what lowers magnesium also how: by kidney or gut."""
    words = medicines.words
    if group == "depletes" and of.route is not None:
        return f"{words.groups[group]}: {words.routes[of.route]}"
    return words.groups[group]


def hours_apart(of: MedicineClass, taken: Recognised) -> tuple[float, float] | None:
    """Hours the medicine is taken before magnesium, and after it; ``None`` where none are set.

    A name with hours of its own in the class has those; of several, the longest.
    """
    if of.id not in taken.classes or of.drug_before_mg_h is None or of.drug_after_mg_h is None:
        return None
    if _named(taken, of.never_with_mg):
        return None
    name = fold(taken.name)
    held = taken.substances
    if of.interacts_only:
        listed = name in {fold(each) for each in of.names}
        narrowed = {fold(each) for each in (*of.interacts_only, *of.interacts_only_brands)}
        if not (name in narrowed if listed else held & narrowed):
            return None
    own = [
        (each.drug_before_mg_h, each.drug_after_mg_h)
        for each in of.spacing_exceptions
        if fold(each.name) == name or fold(each.name) in held
    ]
    return max(own, default=(of.drug_before_mg_h, of.drug_after_mg_h))


def apart(words: MedicineWords, of: MedicineClass, taken: Recognised) -> str:
    """How the medicine is kept apart from magnesium, in a sentence; "" where it need not be."""
    hours = hours_apart(of, taken)
    if hours is not None:
        before, after = (f"{each:g}" for each in hours)
        return words.spacing.format(before=before, after=after)
    never = of.spacing_avoid or _named(taken, of.never_with_mg)
    return words.spacing_avoid if never else ""


def _named(taken: Recognised, names: Iterable[str]) -> bool:
    """Whether the medicine, or what it holds, is one of these."""
    folded = {fold(name) for name in names}
    return fold(taken.name) in folded or bool(taken.substances & folded)


def effects(medicines: MedicinesFile, taken: Recognised) -> Iterator[tuple[MedicineClass, str]]:
    """Each line there is to say about a medicine, with the class it comes from: what it matters
    for (and how it lowers magnesium), why, the hours apart, and what to do."""
    words = medicines.words
    for of in medicines.classes:
        if of.id not in taken.classes:
            continue
        for group in matters_for(of, taken):
            yield of, f"{matter_line(medicines, of, group)}."
        yield of, of.effect
        if told := apart(words, of, taken):
            yield of, told
        yield of, of.advice


def medicine_json(
    medicines: MedicinesFile, index: MedicineIndex, typed: str
) -> list[dict[str, Any]]:
    """What there is to say about ``typed``: one item when it is on the lists, otherwise the
    nearest names, best first; empty when nothing is near."""
    exact = index.recognise(typed)
    offers = () if exact else index.nearest(typed) or index.suggest(typed, limit=3)
    near = (index.recognise(offer.name) for offer in offers)
    found = []
    for taken in [exact] if exact else filter(None, near):
        lines = [line for _, line in effects(medicines, taken)]
        found.append(
            {
                "name": taken.substance,
                "matched": index.written(taken.name),
                "classes": [
                    {"id": of.id, "name": of.name}
                    for of in medicines.classes
                    if of.id in taken.classes
                ],
                "effects": [*lines, medicines.words.universal]
                if lines
                else [medicines.words.no_effect_known],
            }
        )
    return found
