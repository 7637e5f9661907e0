"""The person's side of the page: questions to ask, what matters, and the choices side by side."""

from __future__ import annotations

from mgaid.core.content.texts import Quantity
from mgaid.core.document import Block, Figure, Item, ListBlock, Run, Table, Text, runs
from mgaid.core.phrases import join
from mgaid.core.suggest import questions_to_ask
from mgaid.core.summary.told import Told, row

QUESTIONS_FIRST = 3
MATTERS_FROM = 4
# What is said beside a leaning towards a gated choice; where it may be tried nothing is.
_HELD_UP = {
    "do_not_start": "lean_closed",
    "ask_first": "lean_ask_first",
    "need_answers": "lean_open",
}


def questions(told: Told) -> tuple[Block, ...]:
    if told.assessment.emergency:
        return ()
    asked = questions_to_ask(told.content, told.visit, told.assessment)[:QUESTIONS_FIRST]
    if not asked:
        return ()
    return (ListBlock(tuple(Item(runs(text)) for _, text in asked), "number"),)


def preferences(told: Told) -> tuple[Block, ...]:
    lines = []
    lean = [_leant(told, option) for option in told.visit.leaning]
    if lean:
        lines.append(told.fill("lean_to", choice=join(told.content, lean)))
    strong = [
        told.content.preferences[p].on_paper
        for p, rating in sorted(told.visit.matters.items(), key=lambda one: -one[1])
        if rating >= MATTERS_FROM
    ]
    if strong:
        lines.append(told.fill("matters", things=join(told.content, strong)))
    return tuple(Text(runs(line)) for line in lines)


def _leant(told: Told, option_id: str) -> str:
    """A choice leant to, and what holds it up: a wish on paper must not read like a go-ahead."""
    option = told.content.options[option_id]
    held_up = _HELD_UP.get(told.assessment.gate.level) if option.gated else None
    return option.name if held_up is None else f"{option.name} ({told.words[held_up]})"


def options(told: Told) -> tuple[Block, ...]:
    """Every choice in one line, with those leant to in bold."""
    content, leaning = told.content, told.visit.leaning
    if told.hides_causes:
        return ()
    gate = told.assessment.gate
    shut = next(row.head for row in content.gate if row.level == gate.level)
    rows = []
    for option in content.options.values():
        closed = f" ({shut.lower()})" if option.gated and gate.closed else ""
        name = Run(f"{option.name}{closed}", bold=option.id in leaning)
        cells = (option.good_on_paper, option.bad_on_paper, option.sure_on_paper)
        rows.append(row(runs(name), *cells, small=True))
    head = tuple(told.words[f"column_{name}"] for name in ("choice", "good", "bad", "sure"))
    return (Table(tuple(rows), head, (1.4, 1.5, 1.5, 0.6)),)


def counted(told: Told) -> tuple[Block, ...]:
    """What the trials counted, for a choice leant to that has figures."""
    content = told.content
    gated = any(content.options[one].gated for one in told.visit.leaning)
    if told.hides_causes or not gated:
        return ()
    return tuple(_figure(told, one) for one in content.quantities.values())


def _figure(told: Told, quantity: Quantity) -> Figure:
    told.cite(quantity.sources)
    groups = ((quantity.of_100_a, quantity.group_a), (quantity.of_100_b, quantity.group_b))
    series = tuple((told.fill("of_100", n=str(n), group=group), n) for n, group in groups)
    said = f"{quantity.title}. {quantity.filled_means} {quantity.scope}"
    return Figure(said, quantity.alt, series)
