"""Prints the checklist, or saves it as a PDF: with the answers, or empty to fill in by hand.

The dialogs are those of ``page_actions``, which a test replaces.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from mgaid import storage
from mgaid.core.checklist import compose_checklist
from mgaid.core.document import Document
from mgaid.ui import page_actions
from mgaid.ui.printing import NotPrinted, print_document
from mgaid.ui.workspace import Workspace

FILE_NAME = "mgaid-checklist.pdf"  # neutral on purpose: a file name is seen by others


def checklist_document(workspace: Workspace, empty: bool) -> Document:
    return compose_checklist(
        workspace.content, workspace.visit, workspace.assessment, workspace.today, empty
    )


def print_checklist(parent: QWidget, workspace: Workspace, empty: bool) -> bool:
    """Print through the system's dialog; with no printer, offer to save. True when printed."""
    from PySide6.QtPrintSupport import QPrinterInfo

    if not QPrinterInfo.availablePrinterNames():
        if page_actions.ask_save_instead(parent, page_actions.NO_PRINTER):
            save_checklist(parent, workspace, empty)
        return False
    printer = page_actions.choose_printer(parent, workspace)
    if printer is None:
        return False
    try:
        print_document(printer, checklist_document(workspace, empty))
    except NotPrinted as problem:
        if page_actions.ask_save_instead(parent, str(problem)):
            save_checklist(parent, workspace, empty)
        return False
    page_actions.say(parent, "Sent to the printer.")
    return True


def save_checklist(parent: QWidget, workspace: Workspace, empty: bool) -> Path | None:
    """Ask where, and save it there; ``None`` when the person thought better of it."""
    from mgaid.output.pdf import to_pdf

    document = checklist_document(workspace, empty)
    pdf = to_pdf(document, page_actions.paper_of(workspace.visit))
    start = _documents() / FILE_NAME
    while (path := page_actions.ask_save_path(parent, start)) is not None:
        try:
            storage.write(path, pdf)
        except storage.NotSaved as problem:
            if not page_actions.ask_save_elsewhere(parent, str(problem)):
                return None
        else:
            page_actions.say(parent, f"Saved: {path.name}")
            return path
    return None


def _documents() -> Path:
    where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(where) if where and Path(where).is_dir() else Path.home()
