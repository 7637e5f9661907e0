"""The document as plain text, for the clipboard and for patient portals.

Hides wrapping and alignment. Marks are written with ASCII letters only.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from mgaid.core.document import (
    Block,
    Document,
    Figure,
    Heading,
    Lines,
    ListBlock,
    Notice,
    Section,
    Table,
    Text,
    plain,
)
from mgaid.output.letters import clean

_MARKS = {"yes": "[x] ", "no": "[ ] ", "open": "[?] ", "": ""}


def to_text(document: Document, width: int = 72) -> str:
    """The whole document in lines of at most ``width`` letters (longer words stay whole)."""
    parts = [
        _titled(document.title, "=", width),
        _wrapped(plain(document.about), width),
        *(_section(section, width) for section in document.sections),
        _lines("-" * width, _wrapped(plain(document.footer), width)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _titled(title: str, sign: str, width: int) -> str:
    words = _wrapped(title, width)
    return _lines(words, sign * max(map(len, words.split("\n"))))


def _section(section: Section, width: int) -> str:
    head = _titled(section.title, "-", width)
    first, *rest = [*(_lines(*_block(block, width)) for block in section.blocks), ""]
    return "\n\n".join(part for part in (_lines(head, first), *rest) if part)


def _block(block: Block, width: int) -> Iterator[str]:
    match block:
        case Heading():
            yield _wrapped(block.text, width)
        case Text():
            yield _wrapped(plain(block.line), width)
        case ListBlock():
            yield from _list(block, width)
        case Table():
            yield from _table(block, width)
        case Notice():
            for label, line in block.rows:
                yield _entry([label, plain(line)], ": ", width)
        case Figure():
            yield _wrapped(block.caption, width)
            yield _wrapped(block.alt, width)
            yield from (_wrapped(label, width, "- ") for label, _ in block.series)
        case Lines():
            yield _wrapped(block.label, width)
            yield from ["_" * width] * block.count


def _list(block: ListBlock, width: int) -> Iterator[str]:
    for number, item in enumerate(block.items, start=1):
        sign = {"bullet": "- ", "number": f"{number}. ", "box": "[ ] ", "none": ""}[block.marker]
        yield _wrapped(plain(item.line), width, sign)
        yield _wrapped(item.note, width, " " * len(sign))


def _table(table: Table, width: int) -> Iterator[str]:
    """One entry a row: "label: value", or cells between bars when there are more than two.

    Columns are not lined up with spaces: portals show text in letters of uneven width.
    """
    yield _wrapped(table.caption, width)
    between = " | " if max([len(table.head), *(len(row.cells) for row in table.rows)]) > 2 else ": "
    if table.head:
        yield _entry(table.head, between, width)
    for row in table.rows:
        sign = _MARKS[row.mark] or ("- " if table.head else "")
        yield _entry([plain(cell) for cell in row.cells], between, width, sign)


def _entry(cells: Sequence[str], between: str, width: int, sign: str = "") -> str:
    return _wrapped(between.join(cell for cell in cells if cell), width, sign, "    ")


def _wrapped(text: str, width: int, sign: str = "", indent: str | None = None) -> str:
    """The text behind its sign; further lines are indented as far as the sign is wide."""
    behind = " " * len(sign) if indent is None else indent
    made: list[str] = []
    for line in clean(text).split("\n"):
        first = behind if made else sign
        made += textwrap.wrap(
            line,
            width,
            initial_indent=first,
            subsequent_indent=behind,
            break_long_words=False,
            break_on_hyphens=False,
        )
    return "\n".join(made)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
