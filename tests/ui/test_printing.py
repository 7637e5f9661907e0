"""The pages reach the paper: whole, at the right size, in the asked order."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication

from mgaid.core.content import Content
from mgaid.core.document import Paper
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Visit
from mgaid.output.pdf import to_svg_pages
from mgaid.ui.printing import NotPrinted, print_document, print_pages, set_up, sheet_order
from mgaid.ui.workspace import Workspace

A4_PT = (595, 842)
LETTER_PT = (612, 792)
PAGE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 595 842"><path d="M0 0H9V{}"/></svg>'


@pytest.fixture
def workspace(qapp: QApplication, content: Content, medicines: MedicineIndex) -> Workspace:
    assert qapp is not None
    made = Workspace(content, medicines, None, date(2026, 11, 22))
    made.resume(Visit(findings={"cramp_painful": "yes"}))
    return made


def _to_file(path: Path, paper: Paper = "a4") -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer, paper)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def _sheet(path: Path) -> tuple[int, int]:
    with pikepdf.open(path) as pdf:
        box = [float(edge) for edge in pdf.pages[0].mediabox]
    return round(box[2] - box[0]), round(box[3] - box[1])


@pytest.mark.parametrize(("paper", "size"), [("a4", A4_PT), ("letter", LETTER_PT)])
def test_the_page_fills_the_sheet(
    workspace: Workspace, tmp_path: Path, paper: Paper, size: tuple[int, int]
) -> None:
    target = tmp_path / "printed.pdf"
    sheets = print_document(_to_file(target, paper), workspace.document())
    assert sheets == len(to_svg_pages(workspace.document(), paper))
    assert _sheet(target) == pytest.approx(size, abs=1)


def test_letters_are_printed_as_lines_and_not_as_dots(workspace: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "printed.pdf"
    print_document(_to_file(target), workspace.document())
    with pikepdf.open(target) as pdf:
        kinds = [
            str(part.Subtype)
            for page in pdf.pages
            for part in page.Resources.get("/XObject", pikepdf.Dictionary()).values()
        ]
    assert "/Image" not in kinds


def test_the_margins_of_the_page_are_the_margins_on_paper(
    workspace: Workspace, tmp_path: Path
) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    from PySide6.QtGui import QImage

    target = tmp_path / "printed.pdf"
    print_document(_to_file(target), workspace.document())
    subprocess.run(
        ["pdftoppm", "-r", "36", "-png", "-singlefile", target, tmp_path / "seen"], check=True
    )
    seen = QImage(str(tmp_path / "seen.png"))
    dark = [
        (x, y)
        for x in range(seen.width())
        for y in range(seen.height())
        if seen.pixelColor(x, y).lightness() < 200
    ]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    inch = 36
    assert 0.4 * inch < left < 1.2 * inch
    assert abs(left - (seen.width() - 1 - right)) < 0.2 * inch


def test_a_range_of_pages_is_honoured(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    printer = _to_file(tmp_path / "printed.pdf")
    printer.setPageRanges(QPageRanges.fromString("2-3"))
    assert sheet_order(printer, 4) == [1, 2]
    assert print_pages(printer, [PAGE.format(n) for n in range(4)]) == 2
    with pikepdf.open(tmp_path / "printed.pdf") as pdf:
        assert len(pdf.pages) == 2


def test_copies_and_order_are_honoured(qapp: QApplication, tmp_path: Path) -> None:
    assert qapp is not None
    printer = _to_file(tmp_path / "printed.pdf")
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    repeated = 1 if printer.supportsMultipleCopies() else 2
    assert sheet_order(printer, 2) == [0, 1] * repeated
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert sheet_order(printer, 2) == [1, 0] * repeated


def test_another_sheet_gets_the_whole_page_in_its_middle(
    workspace: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "printed.pdf"
    printer = _to_file(target)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A5))
    print_document(printer, workspace.document())
    assert _sheet(target) == pytest.approx((420, 595), abs=1)


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_takes_nothing_is_said(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotPrinted, match="save as PDF"):
        print_document(_to_file(tmp_path / "no" / "such" / "folder.pdf"), workspace.document())


def test_the_page_comes_out_of_a_real_queue(workspace: Workspace) -> None:
    names = QPrinterInfo.availablePrinterNames()
    queue = next((name for name in names if re.search("pdf", name, re.IGNORECASE)), None)
    if queue is None:
        pytest.skip("no CUPS-PDF queue on this computer: apt install cups printer-driver-cups-pdf")
    folder = Path.home() / "PDF"
    before = set(folder.glob("*")) if folder.is_dir() else set()
    printer = QPrinter(QPrinterInfo.printerInfo(queue), QPrinter.PrinterMode.HighResolution)
    set_up(printer, "a4")
    print_document(printer, workspace.document())
    until = time.monotonic() + 30
    while time.monotonic() < until and not set(folder.glob("*.pdf")) - before:
        time.sleep(0.2)  # the queue belongs to the system and tells nobody
    assert set(folder.glob("*.pdf")) - before
