"""What can be done with the page: save it, print it, copy it.

Used by the wizard's last page and by the menus; the checklist and the diary leave by the same ways
out. All dialogs these need are functions here, which a test replaces. Wording of the page itself
belongs to ``core.summary``.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox, QWidget

from mgaid import storage
from mgaid.core.document import Document, Paper
from mgaid.core.visit import Visit
from mgaid.ui.message_box import roomy
from mgaid.ui.parts import say_aloud
from mgaid.ui.printing import NotPrinted, print_document, set_up
from mgaid.ui.save_place import ask_place
from mgaid.ui.workspace import Workspace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FILE_NAME = "mgaid-page.pdf"  # neutral on purpose: a file name is seen by others
COPIED = "Copied. You can paste it into a message or a form."
NO_PRINTER = "No printer is set up on this computer. You can save the page as a PDF and print it \
elsewhere."
_LETTER_LANDS = frozenset({"US", "CA", "PR", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "SV", "VE"})
_MESSAGE_MS = 8_000


class NoPrinter(Exception):
    """This computer has none; the message says what can be done instead."""


def paper_of(visit: Visit) -> Paper:
    """The paper chosen, else the one usual where this computer is."""
    if visit.preferences.paper is not None:
        return visit.preferences.paper
    land = QLocale.territoryToCode(QLocale.system().territory())
    return "letter" if land in _LETTER_LANDS else "a4"


def page_of(workspace: Workspace) -> Document:
    """The page as it goes out: without what the person left out."""
    return workspace.document().without(workspace.visit.preferences.left_out)


def save_pdf(parent: QWidget, workspace: Workspace) -> Path | None:
    """Save the page as a PDF, like ``save_document``."""
    workspace.settle()
    return save_document(parent, page_of(workspace), paper_of(workspace.visit), FILE_NAME)


def print_page(parent: QWidget, workspace: Workspace) -> bool:
    """Print the page, like ``print_or_save``."""
    workspace.settle()
    return print_or_save(parent, page_of(workspace), paper_of(workspace.visit), FILE_NAME)


def save_document(parent: QWidget, document: Document, paper: Paper, name: str) -> Path | None:
    """Save it as a PDF on this paper, like ``save_file``."""
    from mgaid.output.pdf import to_pdf

    return save_file(parent, to_pdf(document, paper), name, ask_save_path)


def save_file(
    parent: QWidget, data: bytes, name: str, ask: Callable[[QWidget, Path], Path | None]
) -> Path | None:
    """Ask where, and save it there; ``None`` when the person thought better of it."""
    start = _documents() / name
    while (path := ask(parent, start)) is not None:
        try:
            storage.write(path, data)
        except storage.NotSaved as problem:
            if not ask_save_elsewhere(parent, str(problem)):
                return None
            start = _documents() / path.name
        else:
            say(parent, f"Saved: {path.name}")
            return path
    return None


def print_or_save(parent: QWidget, document: Document, paper: Paper, name: str) -> bool:
    """Print through the system's dialog; when that cannot be, offer to save. True when printed."""
    try:
        printer = choose_printer(parent, paper)
        if printer is None:
            return False
        print_document(printer, document)
    except (NoPrinter, NotPrinted) as problem:
        if ask_save_instead(parent, str(problem)):
            save_document(parent, document, paper, name)
        return False
    say(parent, "Sent to the printer.")
    return True


def copy_text(parent: QWidget, workspace: Workspace) -> str:
    """Put the page on the clipboard as plain text; returns what was said about it."""
    from mgaid.output.text import to_text

    workspace.settle()
    QGuiApplication.clipboard().setText(to_text(page_of(workspace)))
    say(parent, COPIED)
    return COPIED


def say(parent: QWidget, message: str) -> None:
    """Tell what happened in the window's status line, if it has one, and to a screen reader."""
    window = parent.window()
    if isinstance(window, QMainWindow):
        window.statusBar().showMessage(message, _MESSAGE_MS)
    say_aloud(parent, message)


# ---------------------------------------------------------------- dialogs


def ask_save_path(parent: QWidget, start: Path) -> Path | None:
    """Where to save; asks before an existing file is replaced."""
    return ask_place(parent, "Save as PDF", start, "PDF (*.pdf)", ".pdf")


def ask_save_elsewhere(parent: QWidget, problem: str) -> bool:
    return _ask(parent, problem, "Save elsewhere")


def ask_save_instead(parent: QWidget, problem: str) -> bool:
    return _ask(parent, problem, "Save as PDF")


def choose_printer(parent: QWidget, paper: Paper) -> QPrinter | None:
    """The printer with the person's choices; ``None`` when they closed the dialog.

    Raises ``NoPrinter``.
    """
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        raise NoPrinter(NO_PRINTER)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    set_up(printer, paper)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Print the page")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    agreed = dialog.exec()
    dialog.deleteLater()
    return printer if agreed else None


def _ask(parent: QWidget, problem: str, action: str) -> bool:
    """One sentence, one way on, one way out. True for the way on."""
    box = QMessageBox(parent)
    box.setWindowTitle("MgAid")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(problem)
    go_on = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    box.addButton("Not now", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(go_on)
    roomy(box)
    box.exec()
    chosen = box.clickedButton() is go_on
    box.deleteLater()
    return chosen


def _documents() -> Path:
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(where) if where and Path(where).is_dir() else Path.home()
