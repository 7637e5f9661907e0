"""Cross-references of the content: nothing may point at what is not there.

Each check yields ``Problem`` values; none stops at the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from mgaid.core.condition import (
    Compare,
    Condition,
    Is,
    MonthsOn,
    Takes,
    TakesGroup,
    findings_in,
    leaves,
)
from mgaid.core.content import Content, Problem

COMPUTED = (
    "medicine_count",
    "food_need_percent",
    "food_average_need_percent",
    "rich_portions_day",
)


def references(content: Content) -> list[Problem]:
    """Every dangling id, missing part and rule that breaks a law of the content."""
    return [
        *_findings(content),
        *_values(content),
        *_flags(content),
        *_causes(content),
        *_gate(content),
        *_visit_rules(content),
        *_page_lines(content),
        *_pages(content),
        *_overview(content),
        *_sources(content),
    ]


def _near(one: str, known: Iterable[str]) -> str:
    close = get_close_matches(one, list(known), n=1, cutoff=0.5)
    return f'did you mean "{close[0]}"?' if close else "add it or take the name out"


def dangling(
    file: str, place: str, kind: str, named: Iterable[str], known: Iterable[str]
) -> Iterator[Problem]:
    """A problem for each name that stands for nothing, with the nearest one that does."""
    everything = set(known)
    for one in named:
        if one not in everything:
            yield Problem(file, place, f'{kind} "{one}" does not exist', _near(one, everything))


def _condition(content: Content, file: str, place: str, condition: Condition) -> Iterator[Problem]:
    values = {*content.values, *content.limits, *COMPUTED}
    classes = {c.id for c in content.medicines.classes}
    groups = {group for c in content.medicines.classes for group in c.groups}
    for leaf in leaves(condition):
        match leaf:
            case Is():
                yield from dangling(file, place, "finding", [leaf.is_], content.findings)
            case Compare():
                named = [leaf.value, *([leaf.bound] if isinstance(leaf.bound, str) else [])]
                yield from dangling(file, place, "value", named, values)
            case Takes():
                yield from dangling(file, place, "medicine class", leaf.takes, classes)
            case TakesGroup():
                yield from dangling(file, place, "medicine group", [leaf.takes_group], groups)
                yield from dangling(file, place, "medicine class", leaf.excluding, classes)
            case MonthsOn():
                yield from dangling(file, place, "medicine class", [leaf.months_on], classes)


def _findings(content: Content) -> Iterator[Problem]:
    file = "findings.toml"
    labels = Counter(finding.label for finding in content.findings.values())
    for finding in content.findings.values():
        place = f'finding "{finding.id}"'
        if finding.derive is not None:
            yield from _condition(content, file, place, finding.derive)
        elif not finding.asked:
            yield Problem(file, place, "it is neither asked nor derived", "add derive or ask it")
        if labels[finding.label] > 1:
            yield Problem(
                file, place, f'the label "{finding.label}" stands twice', "make the two differ"
            )
    yield from _circles(content)


def _circles(content: Content) -> Iterator[Problem]:
    """A finding must not be derived from itself by any path."""
    reads = {f.id: findings_in(f.derive) for f in content.findings.values() if f.derive is not None}
    for start in reads:
        seen: set[str] = set()
        todo = list(reads[start])
        while todo:
            one = todo.pop()
            if one == start:
                yield Problem(
                    "findings.toml",
                    f'finding "{start}"',
                    "it is derived from itself",
                    "take one step out of the circle",
                )
                break
            if one not in seen:
                seen.add(one)
                todo.extend(reads.get(one, ()))


def _values(content: Content) -> Iterator[Problem]:
    file = "values.toml"
    for limit in content.limits.values():
        place = f'limit "{limit.id}"'
        for row in limit.rows:
            if row.when is not None:
                yield from _condition(content, file, place, row.when)
            named = [name for name in (row.same_as, row.at_most) if name is not None]
            yield from dangling(file, place, "limit", named, content.limits)
            read = [name for name in (row.of, row.unless_known) if name is not None]
            yield from dangling(file, place, "value", read, content.values)
        last = limit.rows[-1]
        if last.when is not None or last.unless_known is not None:
            yield Problem(file, place, "no row holds for everybody", "end with a row without when")
    for score in content.scores.values():
        place = f'score "{score.id}"'
        yield from dangling(file, place, "value", [score.value], content.values)
        if isinstance(score.cutoff, str):
            yield from dangling(file, place, "limit", [score.cutoff], content.limits)
    items = [item.id for score in content.scores.values() for item in score.items]
    for estimate in content.estimates.values():
        yield from dangling(file, f'estimate "{estimate.id}"', "item", estimate.items, items)


def _flags(content: Content) -> Iterator[Problem]:
    file = "flags.toml"
    yield from dangling(file, "core", "finding", content.core.findings, content.findings)
    raising = {f for flag in content.flags.values() for f in (*flag.when_all, *flag.when_any)}
    for flag in content.flags.values():
        place = f'flag "{flag.id}"'
        named = (*flag.when_all, *flag.when_any, *flag.unless_any)
        yield from dangling(file, place, "finding", named, content.findings)
        yield from dangling(file, place, "test", flag.tests, content.tests)
        if flag.unless_any and flag.level != "soon":
            yield Problem(
                file, place, f"unless_any stands on a flag of level {flag.level}", "take it out"
            )
        if flag.unless_any and not _stepped_down(content, flag.id):
            yield Problem(
                file,
                place,
                "unless_any would lower it to nothing",
                "add a routine flag that fires on the same findings",
            )
        for finding in flag.unless_any:
            if finding in raising:
                yield Problem(
                    file,
                    place,
                    f'"{finding}" raises one flag and silences another',
                    "use a finding of its own for the normal test",
                )


def _stepped_down(content: Content, flag_id: str) -> bool:
    """Whether routine flags without exception fire whenever this one would."""
    flag = content.flags[flag_id]
    routine = [f for f in content.flags.values() if f.level == "routine" and not f.unless_any]
    triggers = [{f} for f in flag.when_any] or [set()]
    return all(
        any(
            set(low.when_all) <= given and (not low.when_any or given & set(low.when_any))
            for low in routine
        )
        for given in ({*flag.when_all, *one} for one in triggers)
    )


def _causes(content: Content) -> Iterator[Problem]:
    file = "causes.toml"
    rules = content.verdicts
    yield from dangling(file, "verdicts", "cause", rules.exclusion_causes, content.causes)
    lifted = [rules.exclusion_lifted_by]
    yield from dangling(file, "verdicts", "finding", lifted, content.findings)
    for cause in content.causes.values():
        place = f'cause "{cause.id}"'
        rows = [row.finding for row in cause.rows]
        needs = (*cause.needs_any, *cause.also_needs_any, *cause.away_needs_any)
        named = (*needs, *cause.away_hidden_by, *rows)
        yield from dangling(file, place, "finding", named, content.findings)
        yield from dangling(file, place, "flag", cause.away_hidden_by_flags, content.flags)
        yield from dangling(file, place, "test", [t.test for t in cause.tests], content.tests)
    orders = Counter(cause.safety_order for cause in content.causes.values())
    for order, times in orders.items():
        if times > 1:
            yield Problem(file, "", f"safety_order {order} stands twice", "give each its own")


def _gate(content: Content) -> Iterator[Problem]:
    file = "gate.toml"
    for row in content.gate:
        place = f'gate "{row.level}"'
        yield from dangling(file, place, "finding", row.any, content.findings)
        yield from dangling(file, place, "finding", row.any_unknown, content.findings)
        reasons = content.gate_reasons
        yield from dangling(file, place, "reason for finding", row.any, reasons)
    order = [row.level for row in content.gate]
    wanted = ["do_not_start", "ask_first", "need_answers", "ok_low_dose"]
    if order != wanted:
        yield Problem(file, "", f"the levels stand as {order}", f"put them as {wanted}")


def _visit_rules(content: Content) -> Iterator[Problem]:
    file = "visit.toml"
    for number, rule in enumerate(content.test_rules, 1):
        place = f"suggest_test {number}"
        yield from dangling(file, place, "test", rule.tests, content.tests)
        yield from dangling(file, place, "finding", rule.findings, content.findings)
        yield from dangling(file, place, "cause", rule.causes, content.causes)
    for question in content.question_rules:
        place = f'suggest_question "{question.id}"'
        yield from dangling(file, place, "finding", question.findings, content.findings)
        yield from dangling(file, place, "cause", question.causes, content.causes)
    named = content.words.first_signs
    yield from dangling("words.toml", "first_signs", "flag", named, content.flags)
    for symptom in content.symptoms.values():
        if symptom.flag is not None:
            place = f'symptom "{symptom.id}"'
            yield from dangling("symptoms.toml", place, "flag", [symptom.flag], content.flags)


def _page_lines(content: Content) -> Iterator[Problem]:
    file = "page.toml"
    for line in content.page_lines:
        named = (*line.yes, *line.no, *line.not_yes)
        yield from dangling(file, f'line "{line.text}"', "finding", named, content.findings)
    for advice in content.advice.values():
        place = f'advice "{advice.id}"'
        yield from dangling(file, place, "finding", (*advice.yes, *advice.no), content.findings)
        yield from dangling(file, place, "cause", advice.causes, content.causes)
    for slot in ("title", "who", "age", "kind"):
        lines = [line for line in content.page_lines if line.slot == slot]
        if not lines or lines[-1].yes or lines[-1].no or lines[-1].sex:
            yield Problem(file, f'slot "{slot}"', "no line fits everybody", "end with one for all")


def _pages(content: Content) -> Iterator[Problem]:
    file = "pages.toml"
    asked: Counter[str] = Counter()
    for page in content.pages.values():
        place = f'page "{page.id}"'
        yield from dangling(file, place, "step", [page.step], content.steps)
        if page.show_when is not None:
            yield from _condition(content, file, place, page.show_when)
        for ask in page.ask:
            match ask.kind:
                case "ticks" | "rows":
                    yield from dangling(file, place, "finding", ask.items, content.findings)
                    asked.update(ask.items)
                    named = ask.labels if ask.kind == "ticks" else ask.pictures
                    yield from dangling(file, place, "item", named, ask.items)
                    if ask.kind == "rows" and ask.show_when is not None:
                        yield from _condition(content, file, place, ask.show_when)
                case "choice":
                    set_here = {f for option in ask.options for f in option.findings}
                    yield from dangling(file, place, "finding", set_here, content.findings)
                    asked.update(set_here)
                case "number":
                    yield from dangling(file, place, "value", [ask.value], content.values)
                case "score":
                    yield from dangling(file, place, "score", [ask.score], content.scores)
    for region in content.regions.values():
        place = f'region "{region.id}"'
        yield from dangling(file, place, "finding", region.findings, content.findings)
    for finding in content.findings.values():
        if finding.asked and not asked[finding.id]:
            yield Problem(
                file,
                f'finding "{finding.id}"',
                "no page asks it",
                "put it on a page or set asked = false",
            )
        if asked[finding.id] > 1:
            yield Problem(
                file, f'finding "{finding.id}"', "it is asked more than once", "ask it once"
            )


def _overview(content: Content) -> Iterator[Problem]:
    for section in content.sections.values():
        place = f'section "{section.id}"'
        for block in section.blocks:
            if block.kind == "picture" and block.name != "muscle":
                named = [block.name]
                yield from dangling("overview.toml", place, "quantity", named, content.quantities)
    homes = {
        "overview": set(content.sections),
        "cause": set(content.causes),
        "wizard": set(content.steps) | set(content.pages),
        "tab": {"overview", "foods", "supplements", "checklist"},
    }
    for claim in content.claims.values():
        for where in claim.place:
            room, _, name = where.partition("/")
            if name not in homes.get(room, set()):
                yield Problem(
                    "claims.toml",
                    f'claim "{claim.id}"',
                    f'the place "{where}" does not exist',
                    _near(name, homes.get(room, set())),
                )


def _sources(content: Content) -> Iterator[Problem]:
    shorts = Counter(source.short for source in content.sources.values())
    for short, times in shorts.items():
        if times > 1:
            yield Problem(
                "sources.toml", "", f'the short name "{short}" stands twice', "make them differ"
            )
    for file, place, fact in facts(content):
        yield from dangling(file, place, "source", fact, content.sources)


def facts(content: Content) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every statement of fact: the file, the place, and the sources it names."""
    groups = (
        ("flags.toml", "flag", content.flags.values()),
        ("causes.toml", "cause", content.causes.values()),
        ("values.toml", "limit", content.limits.values()),
        ("values.toml", "score", content.scores.values()),
        ("options.toml", "option", content.options.values()),
        ("options.toml", "quantity", content.quantities.values()),
        ("options.toml", "sure", content.sure.values()),
        ("symptoms.toml", "symptom", content.symptoms.values()),
        ("claims.toml", "claim", content.claims.values()),
        ("page.toml", "advice", content.advice.values()),
        ("intakes.toml", "band", content.bands),
        ("intakes.toml", "limit", content.supplement_limits),
        ("visit.toml", "test", content.tests.values()),
        ("pages.toml", "page", content.pages.values()),
        ("overview.toml", "section", content.sections.values()),
    )
    for file, kind, group in groups:
        for one in group:
            yield file, f'{kind} "{one.id}"', one.sources
    yield "flags.toml", "core", content.core.sources
    yield "causes.toml", "verdicts", content.verdicts.sources
    for row in content.gate:
        yield "gate.toml", f'gate "{row.level}"', row.sources
    for reason in content.gate_reasons.values():
        yield "gate.toml", f'reason "{reason.finding}"', reason.sources
    for section in content.sections.values():
        for block in section.blocks:
            if block.kind == "fact":
                yield "overview.toml", f'section "{section.id}"', block.sources
    for not_flag in content.words.not_flags:
        yield "words.toml", "not_flags", not_flag.sources
