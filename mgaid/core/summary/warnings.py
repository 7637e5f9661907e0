"""The warning signs on the page: yes, no and not answered, none of them left out."""

from __future__ import annotations

from mgaid.core.assessment import FiredFlag
from mgaid.core.content.models import Urgency
from mgaid.core.document import Block, Mark, Row, Run, Runs, Table, runs
from mgaid.core.phrases import signs
from mgaid.core.suggest import shown_flags
from mgaid.core.summary.told import Told

_BROAD_FROM = 4


def warnings(told: Told) -> tuple[Block, ...]:
    truths = told.assessment.truths
    flags = shown_flags(told.assessment)
    strong = [f for f in flags if f.level >= Urgency.soon]
    weak = [f for f in flags if f.level < Urgency.soon]
    yes = runs(
        Run(" ".join(_flag(told, flag) for flag in strong), bold=True),
        (" " if strong and weak else "") + " ".join(_flag(told, flag) for flag in weak),
    )
    no = [told.sign(f) for f in _asked_flags(told) if truths[f] is False]
    opened = [told.sign(f) for f in told.assessment.core_open]
    words, none = told.words, told.words["none"]
    rows = (
        _row("yes", words["yes"], yes or runs(none)),
        _row("no", words["no"], runs(signs(no) or none), small=True),
        _row("open", words["not_answered"], runs(signs(opened) or none), small=True),
    )
    return (Table(rows, widths=(1, 4.6)),)


def _flag(told: Told, fired: FiredFlag) -> str:
    """The title of a flag; when it covers several things, with those that were said."""
    flag = told.content.flags[fired.id]
    said = [f for f in fired.because if f in flag.when_any]
    if fired.level >= Urgency.urgent or len(flag.when_any) < _BROAD_FROM or not said:
        return f"{flag.title}."
    return f"{flag.title} ({', '.join(told.sign(f) for f in said)})."


def _row(mark: Mark, word: str, line: Runs, *, small: bool = False) -> Row:
    return Row((runs(Run(word, bold=True)), line), mark, small)


def _asked_flags(told: Told) -> tuple[str, ...]:
    """Core questions, and others that by themselves need help within a day or two."""
    content, findings = told.content, told.visit.findings
    alone = (
        finding
        for flag in content.flags.values()
        if Urgency[flag.level] >= Urgency.urgent and not flag.when_all
        for finding in flag.when_any
    )
    return tuple(dict.fromkeys((*content.core.findings, *(f for f in alone if f in findings))))
