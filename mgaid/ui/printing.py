"""Puts the pages on a printer: the same drawn pages as in the PDF, as lines and not as dots.

Hides which sheets a print dialog asks for and how a page meets a sheet of another size. It opens
no dialog; Qt's print support is loaded by the caller's ``QPrinter``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtSvg import QSvgRenderer

from mgaid.core.document import Document, Paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SHEETS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}


class NotPrinted(Exception):
    """The printer took no page."""

    def __init__(self, printer: str) -> None:
        named = f"“{printer}”" if printer else "The printer"
        super().__init__(
            f"{named} took no page. Check that it is on and has paper, or save as PDF."
        )


def set_up(printer: QPrinter, paper: Paper) -> None:
    """Whole sheets of this paper; the pages bring their own margins."""
    printer.setPageSize(QPageSize(_SHEETS[paper]))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0))
    printer.setDocName("MgAid page")
    printer.setCreator("MgAid")


def print_document(printer: QPrinter, document: Document) -> int:
    """Print ``document`` as the print dialog asks; returns the number of sheets.

    Pages are laid out for Letter where the printer has Letter, and for A4 otherwise; on any other
    sheet an A4 page is fitted. Raises ``NotPrinted``.
    """
    from mgaid.output.pdf import to_svg_pages

    letter = printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.Letter
    return print_pages(printer, to_svg_pages(document, "letter" if letter else "a4"))


def print_pages(printer: QPrinter, svg_pages: Sequence[str]) -> int:
    """Print whole-sheet SVG pages; returns the number of sheets, raises ``NotPrinted``."""
    printer.setFullPage(True)
    order = sheet_order(printer, len(svg_pages))
    painter = QPainter()
    if not order or not painter.begin(printer):
        raise NotPrinted(printer.printerName())
    try:
        for sheet, page in enumerate(order):
            if sheet and not printer.newPage():
                raise NotPrinted(printer.printerName())
            drawing = QSvgRenderer(QByteArray(svg_pages[page].encode()))
            drawing.render(painter, _fitted(drawing.viewBoxF().size(), _sheet(printer)))
    finally:
        painter.end()
    return len(order)


def sheet_order(printer: QPrinter, count: int) -> list[int]:
    """Indexes of the pages to draw, in order: range, order and copies as chosen.

    Copies the printer makes by itself are not repeated.
    """
    asked = printer.pageRanges()
    pages = [n for n in range(count) if asked.isEmpty() or asked.contains(n + 1)]
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def _sheet(printer: QPrinter) -> QRectF:
    """The whole sheet in the painter's units."""
    return QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))


def _fitted(page: QSizeF, sheet: QRectF) -> QRectF:
    """``page`` as large as ``sheet`` lets it be, in its middle."""
    size = page.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(sheet.center())
    return place
