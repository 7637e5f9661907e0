"""What the command line prints as JSON: the contract that scripts and packagers rely on."""

from __future__ import annotations

import math
from typing import Any

from mgaid.core import intake
from mgaid.core.assessment import Assessment, CauseVerdict, explain
from mgaid.core.condition import Range
from mgaid.core.content import Content
from mgaid.core.visit import Visit


def assessment_json(content: Content, visit: Visit, assessment: Assessment) -> dict[str, Any]:
    """The object ``mgaid assess --json`` prints."""
    gate = assessment.gate
    return {
        "urgency": assessment.urgency.name,
        "flags": [{"id": flag.id, "level": flag.level.name} for flag in assessment.flags],
        "complete": assessment.complete,
        "gate": {
            "level": gate.level,
            "reasons": [*gate.reasons, *(["urgency"] if gate.by_urgency else [])],
            "open": list(gate.open),
        },
        "causes": [_cause(content, cause) for cause in assessment.causes],
        "unknown": list(dict.fromkeys((*assessment.core_open, *gate.open))),
        "unrecognised_medicines": list(assessment.unrecognised),
        "intake": _intake(content, visit, assessment),
    }


def _cause(content: Content, cause: CauseVerdict) -> dict[str, Any]:
    words = content.verdicts
    label = {
        "toward": words.toward_several if cause.several else words.toward_some,
        "cant_tell": words.cant_tell,
        "away": words.away,
    }[cause.verdict]
    return {
        "id": cause.id,
        "verdict": cause.verdict,
        "label": label,
        "because": [{"finding": finding, "answer": answer} for finding, answer in cause.because],
    }


def _intake(content: Content, visit: Visit, assessment: Assessment) -> dict[str, Any]:
    band = intake.need_of(content, visit, assessment)
    limits = intake.product_limits(content, visit.person.age)
    return {
        "system": intake.system_for(visit),
        "need_mg": None if band is None else band.mg,
        "need_kind": None if band is None else band.kind,
        "supplement_mg": assessment.numbers.get("supplement_mg_day"),
        "supplement_limits_mg": {limit.system: limit.mg for limit in limits},
        "estimates": {key: list(span) for key, span in assessment.estimates.items()},
        "usual_day": _usual_day(assessment),
    }


def _usual_day(assessment: Assessment) -> dict[str, Any]:
    """What the usual day and the quick check say; the end of a range is null while it is open."""
    eaten = assessment.eaten
    return {
        "magnesium_mg": _span(eaten.food_mg),
        "caffeine_mg": _span(eaten.caffeine_mg),
        "quick_check_mg": _span(eaten.rough_mg),
        "whole": eaten.whole,
        "values": {
            value: [round(low, 3), round(high, 3) if math.isfinite(high) else None]
            for value, (low, high) in eaten.values.items()
        },
    }


def _span(mg: Range | None) -> list[float] | None:
    return None if mg is None else [round(end, 1) for end in mg]


def questions_json(content: Content) -> dict[str, Any]:
    """The object ``mgaid questions --json`` prints: pages in the order asked, then findings."""
    return {
        "pages": [
            {
                "id": page.id,
                "step": page.step,
                "title": page.title,
                "questions": [
                    {"id": ask.id, "kind": ask.kind, **_asked(content, ask)} for ask in page.ask
                ],
            }
            for page in content.pages.values()
        ],
        "findings": [
            {
                "id": finding.id,
                "question": finding.question,
                "asked": finding.asked,
                "derived": finding.derive is not None,
                "options": [explain(True), explain(False), explain(None)],
            }
            for finding in content.findings.values()
        ],
    }


def _asked(content: Content, ask: Any) -> dict[str, Any]:
    more: dict[str, Any] = {}
    findings = ask.findings
    if findings:
        more["findings"] = list(findings)
    if ask.kind == "choice":
        more["options"] = [{"id": option.id, "text": option.text} for option in ask.options]
    elif ask.kind == "number":
        value = content.values[ask.value]
        more |= {
            "value": value.id,
            "unit": value.unit,
            "minimum": value.minimum,
            "maximum": value.maximum,
        }
    elif ask.kind == "score":
        more["items"] = [
            {"id": item.id, "text": item.text, "options": [option.text for option in item.options]}
            for item in content.scores[ask.score].items
        ]
    return more
