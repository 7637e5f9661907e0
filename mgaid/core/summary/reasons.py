"""What the answers point to, the tests that could be discussed, and what to do meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from mgaid.core.assessment import CauseVerdict
from mgaid.core.document import Block, Item, ListBlock, Run, Table, Text, runs
from mgaid.core.phrases import sentence
from mgaid.core.suggest import advice_for, shown_causes, suggested_tests
from mgaid.core.summary.told import Told, row

_MOST_TESTS = 3
_MOST_ADVICE = 3


def title(told: Told) -> str:
    return told.words["answers" if told.hides_causes else "causes"]


def causes(told: Told) -> tuple[Block, ...]:
    """Towards and away in words; at high urgency only the answers, without a verdict."""
    words = told.words
    if told.hides_causes:
        said = dict.fromkeys(f for flag in told.assessment.flags for f in flag.because)
        labels = [told.content.findings[f].label for f in said]
        return (Text(runs(sentence(labels))), Text(runs(words["urgent_note"]), small=True))
    shown, away = shown_causes(told.content, told.assessment)
    for cause in shown:
        told.cite(told.content.causes[cause.id].sources[:1])
    groups = (
        ("several", [cause for cause in shown if cause.several]),
        ("some", [cause for cause in shown if not cause.several]),
    )
    line = " ".join(f"{_named(told, group)} ({words[word]})." for word, group in groups if group)
    rows = [row(runs(Run(words["toward"], bold=True)), line or words["no_pointers"])]
    if away:
        rows.append(row(runs(Run(words["away"], bold=True)), _named(told, away), small=True))
    return (Table(tuple(rows), widths=(1, 3)),)


def _named(told: Told, group: Sequence[CauseVerdict]) -> str:
    known = [told.content.causes[cause.id] for cause in group]
    return sentence([one.short or f"{one.name[0].lower()}{one.name[1:]}" for one in known])


def tests(told: Told) -> tuple[Block, ...]:
    whys = suggested_tests(told.content, told.assessment)
    if not whys:
        return ()
    grouped: dict[str, list[str]] = {}
    for test, why in list(whys.items())[: _MOST_TESTS * 2]:
        grouped.setdefault(why, []).append(told.content.tests[test].label)
    items = tuple(Item(runs(sentence(labels)), why) for why, labels in grouped.items())
    return (ListBlock(items[:_MOST_TESTS], "box"),)


def advice(told: Told) -> tuple[Block, ...]:
    given = advice_for(told.content, told.assessment)[:_MOST_ADVICE]
    for one in given:
        told.cite(one.sources)
    if not given:
        return ()
    return (ListBlock(tuple(Item(runs(one.text)) for one in given), small=True),)
