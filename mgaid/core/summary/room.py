"""Whether one page has room for a section that may be left out.

Counts lines as they come out on paper, roughly: the same count for every output and every paper,
so that screen, file and printer leave out the same. It lays nothing out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from mgaid.core.document import Block, Runs, Section, plain

LINES_ON_A_PAGE = 70.0  # at letters that are still easy to read; on A4 and on Letter
_LETTERS_A_LINE = 112
_HEAD_LINES = 2.2
_FIGURE_LINES = 14.0
_ROW_GAP = 0.2
_LABEL_PART = 0.2  # of the width, for the words at the side of a box


def fits(sections: Sequence[Section], spare: Section) -> bool:
    """Whether the page still has room once these sections are on it."""
    return lines(sections) + _section(spare, 1.0) <= LINES_ON_A_PAGE


def lines(sections: Sequence[Section]) -> float:
    """The lines these sections take; two halves in a row stand side by side."""
    total, waiting = 0.0, None
    for section in sections:
        if section.width == "half":
            high = _section(section, 0.5)
            total += high if waiting is None else max(high - waiting, 0.0)
            waiting = high if waiting is None else None
        else:
            total += _section(section, 1.0)
            waiting = None
    return total


def _section(section: Section, share: float) -> float:
    head = _HEAD_LINES if section.title else 0.5
    return head + sum(_block(block, share) for block in section.blocks)


def _block(block: Block, share: float) -> float:
    match block.kind:
        case "text":
            return _lines(plain(block.line), share)
        case "list":
            return sum(
                _lines(plain(item.line), share) + bool(item.note) + _ROW_GAP for item in block.items
            )
        case "table":
            widths = block.widths or (1.0,) * max(len(row.cells) for row in block.rows)
            rows = [row.cells for row in block.rows]
            head = 1.0 + _ROW_GAP if block.head else 0.0
            return head + sum(_row(cells, widths, share) for cells in rows)
        case "notice":
            return 1.0 + sum(
                _lines(plain(line), share * (1 - _LABEL_PART)) for _, line in block.rows
            )
        case "figure":
            return _FIGURE_LINES
        case "lines":
            return 2.0 * block.count
        case "heading":
            return _HEAD_LINES


def _row(cells: Sequence[Runs], widths: Sequence[float], share: float) -> float:
    whole = sum(widths)
    parts = (_lines(plain(c), share * w / whole) for c, w in zip(cells, widths, strict=False))
    return max(parts, default=1.0) + _ROW_GAP


def _lines(text: str, share: float) -> float:
    return max(1, ceil(len(text) / (_LETTERS_A_LINE * share)))
