"""The checklist as a document: what was answered in each section, or empty lines to tick by hand.

Every phrase comes from the content; the writers make screen, paper and PDF from the same blocks.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mgaid.core.assessment import Assessment
from mgaid.core.checklist import Checklist, Part, Section, is_shown, panel
from mgaid.core.content.asking import AskChoice
from mgaid.core.content.diary_models import diary_file
from mgaid.core.diary import on_page
from mgaid.core.document import (
    Block,
    Document,
    Mark,
    Notice,
    Row,
    Run,
    Runs,
    Table,
    Text,
    runs,
)
from mgaid.core.document import Section as PageSection
from mgaid.core.phrases import day_text, fill, signs, time_text, upper, value_text
from mgaid.core.visit import Visit

_ANSWERS: tuple[tuple[str, Mark, str], ...] = (
    ("yes", "yes", "yes"),
    ("no", "no", "no"),
    ("unknown", "open", "not_sure"),
    ("", "open", "not_answered"),
)
_NAME_LINE = "_" * 22
_TOLD_WIDTHS = (2.2, 3)
_TICK_WIDTHS = (6.2, 0.8, 0.8, 1.1)


def compose(
    checklist: Checklist, visit: Visit, assessment: Assessment, today: date, empty: bool
) -> Document:
    """The page; what was told is left out of an ``empty`` one."""
    content = checklist.content
    own, shared = checklist.authored.words, content.words.summary
    name, day = (visit.name or _NAME_LINE, day_text(today))
    if empty:
        name, day = _NAME_LINE, _NAME_LINE[:14]
    about = own.page_name_line.replace("{name}", name).replace("{day}", day)
    sections: list[PageSection] = []
    if empty:
        sections.append(PageSection("how_to", "", (Text(runs(own.how_to)),), locked=True))
        sections += [_empty(checklist, section) for section in checklist.sections]
    else:
        notice = _notice(checklist, visit, assessment)
        sections.append(PageSection("in_short", "", (notice,), locked=True))
        sections += [_filled(checklist, s, visit, assessment) for s in checklist.sections]
        noted = diary_file(content)
        days = on_page(noted, visit)
        if days:
            sections.append(PageSection("diary", noted.words.page_title, days))
    checked = fill(shared, "content_checked", day=day_text(content.words.content_date))
    footer = runs(Run(shared["not_diagnosis"], bold=True), f" {shared['rules']} {checked}")
    if empty:
        footer = runs(Run(shared["not_diagnosis"], bold=True), f" {checked}")
    return Document(
        title=own.page_title_empty if empty else own.page_title,
        about=runs(about),
        sections=tuple(sections),
        footer=footer,
        day=today,
        labels={key: shared[key] for key in ("page", "brand", "yes", "no", "box", "missing")},
    )


def _notice(checklist: Checklist, visit: Visit, assessment: Assessment) -> Notice:
    content = checklist.content
    said = panel(checklist, visit, assessment)
    words = next(u for u in content.words.urgency if u.id == said.urgency)
    soon: Runs = runs(Run(words.on_paper, bold=True))
    if said.so_far:
        soon = runs(Run(content.core.so_far, bold=True), f" {words.when}")
    rows = [(checklist.authored.words.how_soon, soon)]
    if said.because:
        rows.append((checklist.authored.words.why, runs(f"{upper('; '.join(said.because))}.")))
    return Notice(said.urgency, tuple(rows))


# ---------------------------------------------------------------- filled in


def _filled(
    checklist: Checklist, section: Section, visit: Visit, assessment: Assessment
) -> PageSection:
    """What was answered, by answer, then what was told in numbers and choices."""
    shared = checklist.content.words.summary
    groups: dict[str, list[str]] = {answer: [] for answer, _, _ in _ANSWERS}
    for part in section.parts:
        if is_shown(part, visit, assessment):
            for line in part.lines:
                finding = checklist.content.findings[line.finding]
                said = visit.findings.get(line.finding, "")
                groups[said].append(finding.paper or finding.label)
    rows = [
        Row(
            (runs(Run(shared[word], bold=True)), runs(signs(groups[answer]))), mark, answer != "yes"
        )
        for answer, mark, word in _ANSWERS
        if groups[answer]
    ]
    told = tuple(Row(cells) for cells in _told(checklist, section, visit, assessment))
    blocks: list[Block] = [Table(told, widths=_TOLD_WIDTHS)] if told else []
    if rows:
        blocks.append(Table(tuple(rows), widths=(1, 4.2)))
    return PageSection(section.id, section.title, tuple(blocks), locked=section.id == "warnings")


def _told(
    checklist: Checklist, section: Section, visit: Visit, assessment: Assessment
) -> Iterator[tuple[Runs, Runs]]:
    """The places, the numbers and the choices of a section, each with its name."""
    content = checklist.content
    for part in section.parts:
        if not is_shown(part, visit, assessment) or part.lines:
            continue
        label, told = _of(checklist, part, visit, assessment)
        word = told or content.words.summary["not_answered"]
        yield runs(Run(upper(label), bold=True)), runs(word)


def _of(checklist: Checklist, part: Part, visit: Visit, assessment: Assessment) -> tuple[str, str]:
    """The name of a part without lines, and what was told in it ("" for nothing)."""
    content, ask = checklist.content, part.ask
    if ask.kind == "sites":
        places = [content.regions[site].label for site in visit.sites]
        return checklist.authored.words.where, "; ".join(places)
    if ask.kind == "choice":
        return ask.title.rstrip("?"), _chosen(ask, visit)
    value_id = ""
    if ask.kind == "number":
        value_id = ask.value
    elif ask.kind == "score":
        value_id = content.scores[ask.score].value
    value = content.values[value_id]
    number = assessment.numbers.get(value_id)
    if number is None:
        return value.label, ""
    if value.unit == content.words.summary["days"]:
        return value.label, time_text(content.words.summary, number)
    return value.label, value_text(value, number)


def _chosen(ask: AskChoice, visit: Visit) -> str:
    """The words of the option chosen, here or by what was answered elsewhere."""
    for option in ask.options:
        says = option.findings.items()
        fits = says and all(visit.findings.get(finding) == answer for finding, answer in says)
        if fits or (visit.choices.get(ask.id) == option.id and not option.findings):
            return option.text
    return ""


# ---------------------------------------------------------------- to fill in by hand


def _empty(checklist: Checklist, section: Section) -> PageSection:
    shared, own = checklist.content.words.summary, checklist.authored.words
    head = (own.sign, shared["yes"], shared["no"], shared["not_sure"])
    rows = [
        Row((runs(line.label), runs(own.tick), runs(own.tick), runs(own.tick)))
        for part in section.parts
        for line in part.lines
    ]
    written = [name for part in section.parts if (name := _to_write(checklist, part))]
    blocks: list[Block] = [
        Text(runs(Run(f"{upper(name)}: ", bold=True), _NAME_LINE)) for name in written
    ]
    blocks.append(Table(tuple(rows), head=head, widths=_TICK_WIDTHS))
    return PageSection(section.id, section.title, tuple(blocks))


def _to_write(checklist: Checklist, part: Part) -> str:
    """What is written on a line rather than ticked; screening tools are left to the screen."""
    content, own, ask = checklist.content, checklist.authored.words, part.ask
    match ask.kind:
        case "sites":
            return own.where
        case "choice":
            return ask.title.rstrip("?")
        case "number":
            return content.values[ask.value].label
        case "score":
            counted = any(item.per_unit for item in content.scores[ask.score].items)
            return own.drinks if counted else ""
    return ""
