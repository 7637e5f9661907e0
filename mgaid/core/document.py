"""The summary as plain values: a short list of block types that every writer understands.

Screen, paper, PDF and clipboard are made from these blocks and nothing else, so they cannot
disagree. This module holds no wording and no layout.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, Literal

Paper = Literal["a4", "letter"]
Width = Literal["full", "half"]
Marker = Literal["bullet", "number", "box", "none"]
Mark = Literal["yes", "no", "open", ""]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style. ``italic`` is kept for the person's own words."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


def runs(*parts: str | Run) -> Runs:
    """Build a line of text from strings and styled runs; empty parts are dropped."""
    made = (part if isinstance(part, Run) else Run(part) for part in parts)
    return tuple(run for run in made if run.text)


def plain(line: Iterable[Run]) -> str:
    """The words of a line without their style."""
    return "".join(run.text for run in line)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section; the section's own title is not repeated as a block."""

    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph. ``small`` text is 10 pt on paper, other text 12 pt."""

    line: Runs
    small: bool = False
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with an optional second line in a quieter voice."""

    line: Runs
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock:
    items: tuple[Item, ...]
    marker: Marker = "bullet"
    small: bool = False
    kind: Literal["list"] = "list"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of a table row. ``mark`` puts a sign with a word-independent shape before the first
    cell: a filled square (yes), an empty square (no), a question mark (open)."""

    cells: tuple[Runs, ...]
    mark: Mark = ""
    small: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. The first cell of each row is its head; ``head`` may be empty.

    ``widths`` are relative column widths, one per column.
    """

    rows: tuple[Row, ...]
    head: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    caption: str = ""
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Notice:
    """The framed box: label and text pairs that must be read first. ``level`` is an urgency id."""

    level: str
    rows: tuple[tuple[str, Runs], ...]
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True, slots=True)
class Figure:
    """Two rows of 100 people. Every ``series`` is (label, filled out of 100)."""

    caption: str
    alt: str
    series: tuple[tuple[str, int], ...]
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty ruled lines to write on by hand."""

    count: int
    label: str = ""
    kind: Literal["lines"] = "lines"


Block = Heading | Text | ListBlock | Table | Notice | Figure | Lines


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the page. ``locked`` sections cannot be left out.

    Two ``half`` sections in a row stand side by side on paper. An empty title is not printed.
    ``spare`` marks a section the page has no room for, unless the person asks for it.
    """

    id: str
    title: str
    blocks: tuple[Block, ...]
    width: Width = "full"
    locked: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One page for a visit.

    ``title`` and ``about`` (who, date, name) open the page, ``footer`` closes it.
    ``labels`` holds the few words a writer adds itself: ``page`` ("Page {page} of {pages}"),
    ``brand``, ``box`` (what a screen reader says for a box to tick) and ``missing`` (said when a
    letter could not be printed as typed).
    """

    title: str
    about: Runs
    sections: tuple[Section, ...]
    footer: Runs
    day: date
    lang: str = "en"
    labels: dict[str, str] = field(default_factory=dict)

    def without(self, section_ids: Iterable[str]) -> Document:
        """The page as it goes out: without the named sections and those there is no room for;
        locked ones always stay."""
        dropped = set(section_ids)
        kept = tuple(s for s in self.sections if s.locked or not (s.spare or s.id in dropped))
        return replace(self, sections=kept)


def as_json(document: Document) -> dict[str, Any]:
    """The document as plain JSON values, the form the Typst template reads."""
    made = asdict(document)
    made["day"] = document.day.isoformat()
    return made
