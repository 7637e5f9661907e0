"""The document as an accessible PDF and as the same pages in SVG, for print and preview.

Hides Typst: its template, its fonts and its cache. It decides nothing about what is said.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache, lru_cache
from threading import Lock
from typing import Any, Literal

import typst

from mgaid import paths
from mgaid.core.document import Document, Paper, as_json
from mgaid.output.letters import letters_of, printable

Form = Literal["pdf", "svg", "png"]

# How much letters and gaps shrink to keep a document on one page, in the order tried: gaps give
# way before letters do.
_FITS = (
    (1, 1),
    (1, 0.92),
    (1, 0.84),
    (1, 0.76),
    (1, 0.68),
    (0.96, 0.68),
    (0.92, 0.66),
    (0.88, 0.65),
    (0.84, 0.63),
    (0.81, 0.62),
    (0.79, 0.6),
    (0.79, 0.59),
    (0.79, 0.56),
    (0.79, 0.52),
)

# Compilers and the hint below serve one document at a time.
_one_at_a_time = Lock()


def to_pdf(document: Document, paper: Paper = "a4") -> bytes:
    """A tagged PDF (PDF/A-3a and PDF/UA-1); the same document gives the same bytes."""
    return _fitted(document, paper, "pdf")[0]


def to_svg_pages(document: Document, paper: Paper = "a4") -> list[str]:
    """One SVG text a page, drawn as in the PDF; letters are outlines, so no font is needed."""
    return [page.decode() for page in _fitted(document, paper, "svg")]


@dataclass
class _Hint:
    """Where the last document fitted: the next one most likely fits there too."""

    step: int = 0


_hint = _Hint()


def _fitted(document: Document, paper: Paper, form: Form) -> list[bytes]:
    """The pages at the largest size that needs one page; at full size when none does."""
    value = _for_paper(document)
    stamp = datetime.combine(document.day, time(), tzinfo=UTC)

    def pages(step: int, form: Form) -> list[bytes]:
        letters, gaps = _FITS[step]
        sized = value | {"paper": paper, "letters": letters, "gaps": gaps}
        made = _compiler(step).compile(
            format=form,
            # One input only: with several, their order varies and the layout cache misses.
            sys_inputs={"document": json.dumps(sized)},
            pdf_standards=["a-3a", "ua-1"] if form == "pdf" else [],
            ppi=1,
            timestamp=stamp,
        )
        return made if isinstance(made, list) else [made or b""]

    @cache
    def page_count(step: int) -> int:
        # Counting costs little more than the layout, which Typst keeps for the real output.
        return len(pages(step, "png"))

    with _one_at_a_time:
        # Two sizes most often decide; Typst lays them out side by side.
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(page_count, _near(_hint.step)))
        _hint.step = _largest(page_count, _hint.step)
        return pages(_hint.step % len(_FITS), form)


def _near(step: int) -> set[int]:
    """The sizes to look at first when ``step`` is the guess."""
    last = len(_FITS) - 1
    return {0, last} if step > last else {max(step - 1, 0), step}


def _largest(page_count: Callable[[int], int], step: int) -> int:
    """The first step with one page, or ``len(_FITS)`` if there is none. ``step`` is a guess.

    Smaller letters never need more pages, so it is enough to look at the neighbours.
    """
    last = len(_FITS) - 1
    step = min(step, last)
    if page_count(step) > 1 and page_count(last) > 1:
        return last + 1
    while page_count(step) > 1:
        step += 1
    while step > 0 and page_count(step - 1) == 1:
        step -= 1
    return step


@lru_cache(maxsize=len(_FITS))
def _compiler(step: int) -> typst.Compiler:  # noqa: ARG001 - one for each size: none is shared
    return typst.Compiler(
        paths.template(),
        root=paths.template().parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[paths.fonts()]
    )


def _for_paper(document: Document) -> dict[str, Any]:
    """The document as the template reads it, with only letters the fonts have."""
    known = letters_of(paths.fonts())
    lost = False

    def fit(value: Any) -> Any:
        nonlocal lost
        if isinstance(value, str):
            text, incomplete = printable(value, known)
            lost = lost or incomplete
            return text
        if isinstance(value, dict):
            return {key: fit(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [fit(inner) for inner in value]
        return value

    made: dict[str, Any] = fit(as_json(document))
    made["year"], made["month"] = document.day.year, document.day.month
    made["date"] = document.day.day
    made["missing"] = made["labels"].get("missing", "") if lost else ""
    return made
