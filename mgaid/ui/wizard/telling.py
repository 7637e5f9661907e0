"""What an answer on a page does to the visit: frozen visit in, frozen visit out.

Knows no widget. What is told in one place is shown in another, so each function here has its way
back: the option that the visit's findings amount to, the sites whose findings still stand.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import get_args

from mgaid.core.condition import Compare, leaves
from mgaid.core.content import Content
from mgaid.core.content.asking import AskChoice, ChoiceOption, Page
from mgaid.core.content.models import Answer, Value
from mgaid.core.visit import Person, Visit

LONGEST_NOTE = 20_000


def choose(visit: Visit, ask: AskChoice, option_id: str) -> Visit:
    """Choose an option, or none with ``""``; what the former option said is taken back."""
    option = next((option for option in ask.options if option.id == option_id), None)
    choices = {question: told for question, told in visit.choices.items() if question != ask.id}
    findings: dict[str, Answer | None] = dict.fromkeys(ask.findings)
    person = visit.person
    if ask.field is not None:
        known = option is not None and option.id in _field_values(ask.field)
        person = person.model_copy(update={ask.field: option_id if known else None})
        option_kept = option is not None and not known
    else:
        option_kept = option is not None
    if option is not None:
        findings.update(option.findings)
        if option_kept:
            choices[ask.id] = option.id
    return visit.answered(findings).changed(choices=choices, person=person)


def chosen(visit: Visit, ask: AskChoice) -> str:
    """The option the visit amounts to, ``""`` for none; findings changed elsewhere count."""
    if ask.field is not None:
        told = getattr(visit.person, ask.field)
        if told is not None:
            return str(told)
    kept = visit.choices.get(ask.id, "")
    option = next((option for option in ask.options if option.id == kept), None)
    if option is not None and _agrees(visit, option):
        return kept
    speaking = (option for option in ask.options if option.findings)
    return next((option.id for option in speaking if _agrees(visit, option)), "")


def _agrees(visit: Visit, option: ChoiceOption) -> bool:
    return all(visit.findings.get(f) == answer for f, answer in option.findings.items())


def _field_values(field: str) -> frozenset[str]:
    """The words a field of the person can hold."""
    words: set[str] = set()
    for part in get_args(Person.model_fields[field].annotation):
        words.update(get_args(part))
    return frozenset(words)


def mark_sites(content: Content, visit: Visit, sites: Iterable[str]) -> Visit:
    """Mark exactly these places. A place tells what it stands for; taking it away takes that
    back, unless another marked place tells the same."""
    wanted = set(sites)
    ordered = tuple(region for region in content.regions if region in wanted)
    told: dict[str, Answer | None] = {}
    for site in visit.sites:
        if site not in wanted:
            gone = content.regions[site].findings
            told.update({f: None for f, answer in gone.items() if visit.findings.get(f) == answer})
    for site in ordered:
        told.update(content.regions[site].findings)
    return visit.answered(told).changed(sites=ordered)


def with_items(visit: Visit, told: Mapping[str, float | None]) -> Visit:
    """Answer items of a screening tool or count drinks; ``None`` takes one back."""
    items = {**visit.items, **{item: n for item, n in told.items() if n is not None}}
    for item, number in told.items():
        if number is None:
            items.pop(item, None)
    return visit.changed(items=items)


def with_note(visit: Visit, page: str, text: str) -> Visit:
    """Keep the person's own words for a page; empty words leave none."""
    notes = {where: words for where, words in visit.notes.items() if where != page}
    text = text[:LONGEST_NOTE]
    return visit.changed(notes={**notes, page: text} if text.strip() else notes)


def take_back(content: Content, visit: Visit, findings: Iterable[str], page: Page) -> Visit:
    """Take back what was answered on ``page`` that makes these findings yes.

    A derived finding leads to the answers and numbers it is made of. Where the page asked none
    of it, what was answered anywhere is taken back, for the person said it was a mistake.
    """
    made_of = _made_of(content, findings)
    here = {
        *(finding for ask in page.ask for finding in ask.findings),
        *(ask.value for ask in page.ask if ask.kind == "number"),
        *(content.scores[ask.score].value for ask in page.ask if ask.kind == "score"),
    }
    return _without(content, visit, (made_of & here) or made_of)


def _without(content: Content, visit: Visit, named: set[str]) -> Visit:
    for page in content.pages.values():
        for ask in page.ask:
            if ask.kind == "choice" and named.intersection(ask.findings):
                visit = choose(visit, ask, "")
    visit = visit.answered({f: None for f in named if f in content.findings})
    for value_id in sorted(named.intersection(content.values)):
        visit = visit.with_number(value_id, None)
    lost = [i.id for s in content.scores.values() if s.value in named for i in s.items]
    return with_items(visit, dict.fromkeys(lost))


def _made_of(content: Content, findings: Iterable[str]) -> set[str]:
    """These findings, and all findings and values they are derived from."""
    found: set[str] = set()
    todo = list(findings)
    while todo:
        one = todo.pop()
        if one in found:
            continue
        found.add(one)
        finding = content.findings.get(one)
        if finding is None or finding.derive is None:
            continue
        for leaf in leaves(finding.derive):
            if isinstance(leaf, Compare):
                found.add(leaf.value)
            elif hasattr(leaf, "is_"):
                todo.append(leaf.is_)
    return found


def natural_unit(value: Value, number: float) -> tuple[str, float]:
    """The unit and figure to show a stored number in: the largest unit that keeps it short.

    Where the unit matters so much that it is asked, the stored unit is shown.
    """
    shown = (value.units[0].label if value.units else "", number)
    if value.ask_unit:
        return shown
    for unit in sorted(value.units, key=lambda unit: unit.factor):
        figure = number / unit.factor
        if figure >= 1 and math.isclose(figure, round(figure, 1), rel_tol=1e-4):
            shown = (unit.label, round(figure, 1))
    return shown
