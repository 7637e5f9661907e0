"""Prints the checklist, or saves it as a PDF: with the answers, or empty to fill in by hand.

How a page is saved or printed is ``page_actions``'; what stands on this one is
``core.checklist``'s.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from mgaid.core.checklist import compose_checklist
from mgaid.core.document import Document
from mgaid.ui import page_actions
from mgaid.ui.workspace import Workspace

FILE_NAME = "mgaid-checklist.pdf"  # neutral on purpose: a file name is seen by others


def checklist_document(workspace: Workspace, empty: bool) -> Document:
    return compose_checklist(
        workspace.content, workspace.visit, workspace.assessment, workspace.today, empty
    )


def print_checklist(parent: QWidget, workspace: Workspace, empty: bool) -> bool:
    """Print it; when that cannot be, offer to save it. True when printed."""
    workspace.settle()
    document, paper = checklist_document(workspace, empty), page_actions.paper_of(workspace.visit)
    return page_actions.print_or_save(parent, document, paper, FILE_NAME)


def save_checklist(parent: QWidget, workspace: Workspace, empty: bool) -> Path | None:
    """Ask where, and save it there; ``None`` when the person thought better of it."""
    workspace.settle()
    document, paper = checklist_document(workspace, empty), page_actions.paper_of(workspace.visit)
    return page_actions.save_document(parent, document, paper, FILE_NAME)
