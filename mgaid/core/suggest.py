"""What follows from an assessment for this person: questions, tests, advice, flags worth naming.

Chooses among authored content; makes no wording and no page.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from mgaid.core.assessment import Assessment, CauseVerdict, FiredFlag
from mgaid.core.content import Content
from mgaid.core.content.models import Urgency
from mgaid.core.content.rules import Advice, Cause
from mgaid.core.phrases import join
from mgaid.core.visit import Visit


def suggested_questions(
    content: Content, visit: Visit, assessment: Assessment
) -> tuple[tuple[str, str], ...]:
    """Questions that follow from the assessment, as (id, text), the most fitting first.

    What the person is not sure about comes before all, unless help is needed before any choice.
    """
    pointed = pointed_causes(assessment)
    names = join(content, [found.entered.name for found in assessment.medicines][:3], "or")
    chosen = []
    for rule in sorted(content.question_rules, key=lambda rule: rule.rank):
        always = not (rule.findings or rule.causes or rule.gate)
        fits = (
            any(assessment.truths[f] is True for f in rule.findings)
            or any(cause in pointed for cause in rule.causes)
            or assessment.gate.level in rule.gate
        )
        if (always or fits) and not (rule.medicines and not visit.medicines):
            chosen.append((rule.id, rule.ask.replace("{medicines}", names)))
    unsure = [
        (f"sure_{one.id}", one.ask)
        for one in content.sure.values()
        if visit.sure.get(one.id) == "no"
    ]
    if assessment.help_first:
        # Nothing to choose for now: what has to be found out today is asked first.
        return (*chosen, *unsure)
    return (*unsure[:1], *chosen, *unsure[1:])


def questions_to_ask(
    content: Content, visit: Visit, assessment: Assessment
) -> tuple[tuple[str, str], ...]:
    """All questions as (id, text) in the person's order; the first three are asked first.

    The person's own questions have their text as id and come before suggestions not yet ranked.
    """
    suggested = suggested_questions(content, visit, assessment)
    known = {**dict(suggested), **{text: text for text in visit.questions}}
    ranked = [one for one in visit.ask_first or () if one in known]
    own = [text for text in visit.questions if text not in ranked]
    rest = [one for one, _ in suggested if one not in ranked]
    return tuple((one, known[one]) for one in (*ranked, *own, *rest))


def advice_for(content: Content, assessment: Assessment) -> tuple[Advice, ...]:
    """What to do or know in this situation, the most important first."""
    pointed = pointed_causes(assessment)
    fitting = [one for one in content.advice.values() if _fits(one, assessment, pointed)]
    return tuple(sorted(fitting, key=lambda one: one.rank))


def _fits(advice: Advice, assessment: Assessment, pointed: frozenset[str]) -> bool:
    return (
        all(assessment.truths[f] is True for f in advice.yes)
        and all(assessment.truths[f] is False for f in advice.no)
        and (not advice.causes or any(cause in pointed for cause in advice.causes))
        and (not advice.gate or assessment.gate.level in advice.gate)
        and (not advice.urgency or assessment.urgency.name in advice.urgency)
        and not (advice.incomplete_only and assessment.complete)
        and not (advice.complete_only and not assessment.complete)
    )


def pointed_causes(assessment: Assessment) -> frozenset[str]:
    """Causes the answers point towards, or none where the urgency hides them."""
    if assessment.help_first:
        return frozenset()
    return frozenset(cause.id for cause in assessment.causes if cause.verdict == "toward")


def shown_causes(
    content: Content, assessment: Assessment
) -> tuple[tuple[CauseVerdict, ...], tuple[CauseVerdict, ...]]:
    """Causes pointed towards and away from, as far as they may be shown; both ranked.

    None at high urgency. "Away" is reassurance: it waits for the core questions, and for the
    findings and flags the cause itself names.
    """
    rules = content.verdicts
    if assessment.help_first:
        return (), ()
    toward = [cause for cause in assessment.causes if cause.verdict == "toward"]
    calm_but_open = assessment.urgency <= Urgency.routine and not assessment.complete
    raised = {finding for finding, truth in assessment.truths.items() if truth is True}
    raised.update(flag.id for flag in assessment.flags)
    away = [
        cause
        for cause in assessment.causes
        if cause.verdict == "away"
        and not calm_but_open
        and _away_may_be_said(content.causes[cause.id], raised)
    ]
    return tuple(toward[: rules.max_shown]), tuple(away[: rules.max_shown])


def _away_may_be_said(cause: Cause, raised: Set[str]) -> bool:
    """Whether "away" says something here, and not beside what should be looked at first."""
    kept_back = (*cause.away_hidden_by, *cause.away_hidden_by_flags)
    return cause.away_shown and raised.isdisjoint(kept_back)


def shown_flags(assessment: Assessment) -> tuple[FiredFlag, ...]:
    """Flags worth naming: of those made by the same findings only the most urgent."""
    kept: list[FiredFlag] = []
    for flag in assessment.flags:
        made_by = set(flag.because)
        if not any(made_by <= set(higher.because) for higher in kept):
            kept.append(flag)
    return tuple(kept)


def suggested_tests(content: Content, assessment: Assessment) -> Mapping[str, str]:
    """Tests one could discuss, as id -> why, in authored order."""
    pointed = pointed_causes(assessment)
    whys: dict[str, str] = {}
    for rule in content.test_rules:
        if any(assessment.truths[f] is True for f in rule.findings) or any(
            cause in pointed for cause in rule.causes
        ):
            for test in rule.tests:
                whys.setdefault(test, rule.why)
    return whys
