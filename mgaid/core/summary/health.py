"""Medicines, conditions and products that bear on magnesium, as one table on the page."""

from __future__ import annotations

from collections.abc import Iterator

from mgaid.core.document import Block, Row, Run, Table, Text, runs
from mgaid.core.phrases import months_text, number_text, upper
from mgaid.core.summary.told import Told, row
from mgaid.core.visit import Supplement

_LISTED_FROM = 2


def health(told: Told) -> tuple[Block, ...]:
    rows = [*_medicine_rows(told), *_condition_rows(told), *_product_rows(told)]
    notes = [Text(runs(line), small=True) for line in _medicine_notes(told)]
    table: tuple[Block, ...] = ()
    if rows:
        head = tuple(told.words[f"column_{name}"] for name in ("what", "detail", "why"))
        table = (Table(tuple(rows), head, (1.6, 0.9, 2.1)),)
    return (*table, *_products(told), *notes)


def _products(told: Told) -> tuple[Block, ...]:
    """From two products on, each with its own amount; their names may be long."""
    products = told.visit.supplements or ()
    if len(products) < _LISTED_FROM:
        return ()
    rows = tuple(row(runs(one.name), _a_day(told, one)) for one in products)
    return (Table(rows, widths=(3.1, 1.5)),)


def _medicine_rows(told: Told) -> Iterator[Row]:
    classes = {c.id: c for c in told.content.medicines.classes}
    for found in told.assessment.medicines:
        if found.known is None:
            why = told.words["not_on_list"]
        elif found.known.classes:
            mine = [c for c in classes.values() if c.id in found.known.classes]
            why = "; ".join(dict.fromkeys(c.paper for c in mine[:2]))
            for one in mine:
                told.cite(one.sources)
        else:
            continue
        months = found.entered.months
        detail = told.words["time_not_given"] if months is None else months_text(told.words, months)
        yield row(runs(Run(upper(found.entered.name), bold=True)), detail, why)


def _condition_rows(told: Told) -> Iterator[Row]:
    truths = told.assessment.truths
    elsewhere = {"medicines", "supplements", "derived", "emergency"}
    for finding_id, reason in told.content.gate_reasons.items():
        finding = told.content.findings[finding_id]
        if truths[finding_id] is not True or finding.group in elsewhere:
            continue
        told.cite(reason.sources)
        egfr = told.assessment.numbers.get("egfr")
        shown = "egfr" in str(finding.derive) and egfr is not None
        detail = told.fill("egfr", n=number_text(egfr or 0)) if shown else ""
        yield row(runs(Run(upper(finding.label), bold=True)), detail, reason.why)


def _product_rows(told: Told) -> Iterator[Row]:
    """What all products come to; a single one is named here."""
    total = told.assessment.numbers.get("supplement_mg_day")
    products = told.visit.supplements or ()
    head = runs(told.words["supplements_row"])
    names = ", ".join(one.name for one in products if len(products) < _LISTED_FROM)
    if total:
        yield row(head, names, told.fill("supplement_total", n=number_text(total)))
    elif products:
        yield row(head, names, told.words["supplement_unknown"])
    elif total == 0:
        yield row(head, told.words["supplements_none"], "")


def _a_day(told: Told, product: Supplement) -> str:
    if product.elemental_mg is None:
        return told.words["supplement_unknown"]
    return told.fill("supplement_line", n=number_text(product.elemental_mg * product.per_day))


def _medicine_notes(told: Told) -> Iterator[str]:
    visit, words = told.visit, told.words
    if visit.medicines is None:
        yield words["list_not_given"]
        return
    known = [found for found in told.assessment.medicines if found.known is not None]
    plain_names = [f.entered.name for f in known if f.known and not f.known.classes]
    if any(found.known and found.known.classes for found in known):
        yield from told.lines("medicines")
    if plain_names:
        yield f"{upper(', '.join(plain_names))}: {words['no_effect_known']}."
    if visit.medicine_list_complete is not True:
        yield words["list_open"]
    elif not visit.medicines:
        yield words["no_medicines"]
