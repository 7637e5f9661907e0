"""``assess(content, visit, medicines, eaten) -> Assessment``: what the answers mean, as ids and
truths.

Pure and total: any visit gives an assessment. Urgency comes from red flags only and nothing
lowers it; unknown is never "no". No wording is made here; ``because`` names findings, and the
words for them are in the content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from mgaid.core.condition import Range, Truth, all_of, any_of, truth_of
from mgaid.core.content import Content
from mgaid.core.content.models import GateLevel, LimitRow, Urgency, Verdict
from mgaid.core.content.rules import Cause, Flag, GateRow
from mgaid.core.diary import findings_noted
from mgaid.core.figures import (
    NOTHING_EATEN,
    Eaten,
    estimates,
    least_from_products,
    numbers_of,
)
from mgaid.core.intake import SHARES, share_of_need
from mgaid.core.medicines import MedicineIndex, Recognised
from mgaid.core.visit import Medicine, Visit


@dataclass(frozen=True, slots=True)
class FiredFlag:
    """A red flag that fired, with the findings that made it."""

    id: str
    level: Urgency
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CauseVerdict:
    """Where the answers point for one cause. ``because`` holds (finding, answer) pairs that
    moved it in the direction of the verdict, strongest first. ``several`` is set for "toward"."""

    id: str
    verdict: Verdict
    several: bool
    because: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """What the visit says about taking magnesium. ``reasons`` are findings that are yes;
    ``by_urgency`` is set when the urgency alone gives the level; ``open`` are the findings
    that must be known before it could ever open, whatever the level."""

    level: GateLevel
    reasons: tuple[str, ...]
    by_urgency: bool
    open: tuple[str, ...]

    @property
    def closed(self) -> bool:
        """Magnesium products are not to be started, nor more of them taken."""
        return self.level == "do_not_start"


@dataclass(frozen=True, slots=True)
class MedicineFound:
    """One entered medicine, and what it was recognised as (``None``: not on any list)."""

    entered: Medicine
    known: Recognised | None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the rules say about one visit.

    ``truths`` holds every finding after deriving; ``numbers`` every known value, ``limits``
    every computed limit as a (lowest, highest) range; ``causes`` are ranked. ``help_first`` says
    that help is needed before any cause or choice matters. ``eaten`` is what the usual day says;
    it stands for a value only while no number is known.
    """

    truths: Mapping[str, Truth]
    numbers: Mapping[str, float]
    limits: Mapping[str, Range]
    estimates: Mapping[str, Range]
    urgency: Urgency
    help_first: bool
    flags: tuple[FiredFlag, ...]
    core_open: tuple[str, ...]
    causes: tuple[CauseVerdict, ...]
    gate: Gate
    medicines: tuple[MedicineFound, ...]
    eaten: Eaten = NOTHING_EATEN

    @property
    def complete(self) -> bool:
        """Every core question is answered with yes or no."""
        return not self.core_open

    @property
    def emergency(self) -> bool:
        return self.urgency is Urgency.emergency

    @property
    def unrecognised(self) -> tuple[str, ...]:
        return tuple(found.entered.name for found in self.medicines if found.known is None)


def assess(
    content: Content, visit: Visit, medicines: MedicineIndex, eaten: Eaten = NOTHING_EATEN
) -> Assessment:
    """What the visit means under the rules of ``content``.

    ``eaten`` is what its usual day and quick check say (``core.eaten``); without it they are
    unknown.
    """
    facts = _VisitFacts(content, visit, medicines, eaten)
    truths = {finding: facts.finding(finding) for finding in content.findings}
    fired = tuple(
        sorted(
            (flag for flag in (_fired(flag, truths) for flag in content.flags.values()) if flag),
            key=lambda flag: (-flag.level, content.flags[flag.id].rank),
        )
    )
    urgency = max((flag.level for flag in fired), default=Urgency.self_care)
    core_open = tuple(f for f in content.core.findings if truths[f] is None)
    return Assessment(
        truths=truths,
        numbers=facts.numbers,
        limits={limit: facts.limit(limit) for limit in content.limits},
        estimates=estimates(content, visit),
        urgency=urgency,
        help_first=urgency >= Urgency[content.verdicts.hide_from],
        flags=fired,
        core_open=core_open,
        causes=_rank(content, truths, urgency),
        gate=_gate(content, truths, urgency, core_open),
        medicines=facts.medicines,
        eaten=eaten,
    )


class _VisitFacts:
    """Answers the questions conditions ask about one visit, deriving each finding once."""

    def __init__(self, content: Content, visit: Visit, index: MedicineIndex, eaten: Eaten) -> None:
        self._content = content
        self._visit = visit
        self._eaten = eaten.values
        self._truths: dict[str, Truth] = {}
        self._limits: dict[str, Range] = {}
        self.numbers = numbers_of(content, visit)
        self._least_from_products = least_from_products(visit)
        self._noted = findings_noted(content, visit)
        self.medicines = tuple(
            MedicineFound(medicine, index.recognise(medicine.name))
            for medicine in visit.medicines or ()
        )
        self._groups = {c.id: frozenset(c.groups) for c in content.medicines.classes}
        self._list_closed = (
            visit.medicines is not None
            and visit.medicine_list_complete is True
            and all(found.known is not None for found in self.medicines)
        )

    def finding(self, finding_id: str) -> Truth:
        if finding_id not in self._truths:
            told = _TRUTH_OF_ANSWER.get(self._visit.findings.get(finding_id, "unknown"))
            derive = self._content.findings[finding_id].derive
            derived = None if derive is None else truth_of(derive, self)
            # A stray "no" never hides a measured or noted "yes"; "no" from either side settles it.
            yes = told or derived or finding_id in self._noted
            self._truths[finding_id] = (
                True if yes else False if told is False or derived is False else None
            )
        return self._truths[finding_id]

    def value(self, value_id: str) -> Range | None:
        if value_id in self._content.limits:
            return self.limit(value_id)
        if value_id == "supplement_mg_day" and self._least_from_products is not None:
            return self._least_from_products, float("inf")
        if value_id in SHARES:
            food = self._eaten.get("food_mg_day")
            return food and share_of_need(self._content, self._visit, food, value_id, self.finding)
        number = self.numbers.get(value_id)
        return self._eaten.get(value_id) if number is None else (number, number)

    def person(self, field: str) -> str | None:
        told: str | None = getattr(self._visit.person, field)
        return told

    def takes(self, class_ids: Iterable[str]) -> Truth:
        wanted = set(class_ids)
        return self._any_medicine(lambda known: not wanted.isdisjoint(known.classes))

    def takes_group(self, group: str, excluding: Iterable[str]) -> Truth:
        left_out = set(excluding)

        def counts(known: Recognised) -> bool:
            classes = known.interacting if group == "interacts" else known.classes
            return any(group in self._groups[c] for c in classes - left_out)

        return self._any_medicine(counts)

    def months_on(self, class_id: str, at_least: float) -> Truth:
        members = [f.entered for f in self.medicines if f.known and class_id in f.known.classes]
        if any(m.months is not None and m.months >= at_least for m in members):
            return True
        if not members:
            return self.takes((class_id,))
        return None if any(m.months is None for m in members) else False

    def medicines_listed(self) -> Truth:
        return self._visit.medicine_list_complete

    def _any_medicine(self, counts: Callable[[Recognised], bool]) -> Truth:
        if any(found.known is not None and counts(found.known) for found in self.medicines):
            return True
        return False if self._list_closed else None

    def limit(self, limit_id: str) -> Range:
        """The figure of a computed limit; a range while a row cannot be settled."""
        if limit_id not in self._limits:
            lowest, highest = float("inf"), float("-inf")
            for row in self._content.limits[limit_id].rows:
                holds = self._row_holds(row)
                if holds is False:
                    continue
                low, high = self._figure(row)
                lowest, highest = min(lowest, low), max(highest, high)
                if holds:
                    break
            self._limits[limit_id] = (lowest, highest)
        return self._limits[limit_id]

    def _row_holds(self, row: LimitRow) -> Truth:
        if row.unless_known is not None:
            return self.value(row.unless_known) is None
        return True if row.when is None else truth_of(row.when, self)

    def _figure(self, row: LimitRow) -> Range:
        if row.value is not None:
            return row.value, row.value
        if row.span is not None:
            return row.span
        if row.same_as is not None:
            return self.limit(row.same_as)
        cap = self.limit(row.at_most) if row.at_most else (float("inf"), float("inf"))
        known = self.value(row.of or "")
        factor = row.per_unit or 0.0
        if known is None:
            return row.low_if_unknown or 0.0, cap[1]
        return min(known[0] * factor, cap[0]), min(known[1] * factor, cap[1])


_TRUTH_OF_ANSWER: Mapping[str, Truth] = {"yes": True, "no": False}


def _fired(flag: Flag, truths: Mapping[str, Truth]) -> FiredFlag | None:
    if all_of(truths[f] for f in flag.when_all) is not True:
        return None
    if flag.when_any and any_of(truths[f] for f in flag.when_any) is not True:
        return None
    if any(truths[f] is True for f in flag.unless_any):
        return None
    because = tuple(f for f in (*flag.when_all, *flag.when_any) if truths[f] is True)
    return FiredFlag(flag.id, Urgency[flag.level], because)


def _rank(
    content: Content, truths: Mapping[str, Truth], urgency: Urgency
) -> tuple[CauseVerdict, ...]:
    order = {"toward": 0, "cant_tell": 1, "away": 2}
    judged = [
        (*_judge(content, cause, truths, urgency), cause) for cause in content.causes.values()
    ]
    judged.sort(
        key=lambda one: (
            order[one[0].verdict],
            -one[1] if one[0].verdict == "toward" else 0,
            one[2].safety_order,
        )
    )
    return tuple(verdict for verdict, _, _ in judged)


def _judge(
    content: Content, cause: Cause, truths: Mapping[str, Truth], urgency: Urgency
) -> tuple[CauseVerdict, int]:
    """The verdict on one cause and its net weight, which is for ranking and never shown."""
    rules = content.verdicts
    met = [row for row in cause.rows if truths[row.finding] is (row.answer == "yes")]
    net = sum(row.weight for row in met)
    possible = _one_is_yes(cause.needs_any, truths) and _one_is_yes(cause.also_needs_any, truths)
    verdict: Verdict = "cant_tell"
    if net >= rules.toward_at and possible and not _excluded(content, cause, truths, urgency):
        verdict = "toward"
    elif net <= rules.away_at and _one_is_yes(cause.away_needs_any, truths):
        verdict = "away"
    moved = [
        row for row in met if verdict == "cant_tell" or (row.weight > 0) is (verdict == "toward")
    ]
    moved.sort(key=lambda row: -abs(row.weight))
    because = tuple((row.finding, row.answer) for row in moved)
    several = verdict == "toward" and net >= rules.several_at
    return CauseVerdict(cause.id, verdict, several, because), net


def _excluded(
    content: Content, cause: Cause, truths: Mapping[str, Truth], urgency: Urgency
) -> bool:
    """A harmless explanation does not stand beside something that must be looked at first."""
    rules = content.verdicts
    return (
        cause.id in rules.exclusion_causes
        and urgency >= Urgency[rules.exclusion_from]
        and truths[rules.exclusion_lifted_by] is not True
    )


def _one_is_yes(findings: tuple[str, ...], truths: Mapping[str, Truth]) -> bool:
    return not findings or any(truths[f] is True for f in findings)


def _gate(
    content: Content, truths: Mapping[str, Truth], urgency: Urgency, core_open: tuple[str, ...]
) -> Gate:
    still_open = tuple(f for f in content.gate_findings if truths[f] is None)
    for row in content.gate:
        reasons = tuple(f for f in row.any if truths[f] is True)
        by_urgency = (
            row.or_urgency_at_least is not None and urgency >= Urgency[row.or_urgency_at_least]
        )
        unknown = any(truths[f] is None for f in row.any_unknown)
        if reasons or by_urgency or unknown or (row.or_core_unknown and core_open) or _always(row):
            return Gate(row.level, reasons, by_urgency and not reasons, still_open)
    raise AssertionError("the last gate row matches always; the content check ensures it")


def _always(row: GateRow) -> bool:
    return not (row.any or row.or_urgency_at_least or row.any_unknown or row.or_core_unknown)


def explain(truth: Truth) -> str:
    """A truth as the word the visit file uses."""
    return "unknown" if truth is None else "yes" if truth else "no"
