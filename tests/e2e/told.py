"""What a person with a case tells MgAid: the visit their answers amount to, page by page.

A case holds what its author found worth saying. At the screen one says "None of the others" for a
whole box, counts cups for caffeine and answers the items of a test; so the visit told holds the
case and a little more. Knows no screen.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from mgaid.core import interview
from mgaid.core import visit as visits
from mgaid.core.content.asking import AskTicks
from mgaid.core.content.models import Answer, Score
from mgaid.core.visit import Visit
from mgaid.ui.wizard import telling
from tests.conftest import CASES, Rules, read_case


def case_named(start: str) -> dict[str, Any]:
    """The case whose file starts like this, such as "v06"."""
    (path,) = CASES.glob(f"{start}-*.toml")
    return read_case(path)


def told(rules: Rules, case: Mapping[str, Any], region: str, sites: tuple[str, ...]) -> Visit:
    """The visit a person with this case makes at the screen, on the pages they are shown."""
    content = rules.content
    given = visits.loads(json.dumps(case["visit"]), content)
    visit = given.changed(
        person=given.person.model_copy(update={"region": region}),
        findings={},
        numbers={},
        supplements=() if given.numbers.get("supplement_mg_day") == 0 else None,
    )
    visit = telling.mark_sites(content, visit, sites)
    for page in content.pages.values():
        if not interview.concerns(page.show_when, visit, rules.assess(visit)):
            continue
        for ask in interview.visible(page, visit, rules.assess(visit)):
            if ask.kind == "ticks":
                visit = visit.answered(_box(ask, given))
            elif ask.kind == "rows":
                visit = visit.answered({f: given.findings.get(f) for f in ask.items})
            elif ask.kind == "choice" and ask.field is None:
                option = next(
                    (o.id for o in ask.options if o.findings and _fits(o.findings, given)), ""
                )
                visit = telling.choose(visit, ask, option)
            elif ask.kind == "number" and ask.value in given.numbers:
                visit = visit.with_number(ask.value, given.numbers[ask.value])
            elif ask.kind == "score":
                score = content.scores[ask.score]
                if score.value in given.numbers:
                    items = _items(score, given.numbers[score.value])
                    visit = telling.with_items(visit, items)
    return visit


def _box(ask: AskTicks, given: Visit) -> dict[str, Answer | None]:
    """What is ticked is yes; once anything in a box was answered, the rest of it is "none"."""
    answers = {f: given.findings[f] for f in ask.items if f in given.findings}
    return {f: answers.get(f, "no") for f in ask.items} if answers else {}


def _fits(option: Mapping[str, Answer], given: Visit) -> bool:
    """The case says something of what the option says, and nothing against it."""
    known = {f: given.findings[f] for f in option if f in given.findings}
    return bool(known) and all(option[f] == answer for f, answer in known.items())


def _items(score: Score, total: float) -> dict[str, float | None]:
    """Items of a score that add up to ``total``: options by place, drinks by count."""
    for item in score.items:
        if item.per_unit is not None and total % item.per_unit == 0:
            return {item.id: total / item.per_unit}
    left, items = total, dict[str, float | None]()
    for item in score.items:
        points = [option.points for option in item.options]
        place = max((n for n, p in enumerate(points) if p <= left), key=points.__getitem__)
        items[item.id] = float(place)
        left -= points[place]
    assert left == 0
    return items
