"""Opening and saving the visit as a file, with the boxes that takes.

Each function says whether it happened; what went wrong is told in one sentence and loses nothing.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMainWindow

from mgaid import storage
from mgaid.ui import dialogs
from mgaid.ui.workspace import Workspace

NEWS_MS = 8_000


def may_leave(parent: QMainWindow, workspace: Workspace) -> bool:
    """Whether the visit in hand is empty, kept in a file, or may go."""
    if workspace.is_empty:
        return True
    if workspace.path is not None:
        workspace.save_now()
        if not workspace.has_unsaved_file:
            return True
    chosen = dialogs.keep_before_leaving(parent)
    return save_as(parent, workspace) if chosen == "save" else chosen == "drop"


def open_chosen(parent: QMainWindow, workspace: Workspace) -> bool:
    """Ask which visit to open, and open it."""
    path = dialogs.ask_open_path(parent)
    return path is not None and may_leave(parent, workspace) and open_path(parent, workspace, path)


def open_path(parent: QMainWindow, workspace: Workspace, path: Path) -> bool:
    """Open this file; a bad one changes nothing."""
    try:
        workspace.open_file(path)
    except storage.NotOpened as problem:
        dialogs.tell(parent, "That visit was not opened", str(problem))
        return False
    return True


def save(parent: QMainWindow, workspace: Workspace) -> bool:
    """Save to the file the visit came from, or ask for one."""
    if workspace.path is None:
        return save_as(parent, workspace)
    return _save_to(parent, workspace, workspace.path)


def save_as(parent: QMainWindow, workspace: Workspace) -> bool:
    """Ask where until it is saved or the person thinks better of it."""
    while (path := dialogs.ask_save_path(parent, workspace.path)) is not None:
        if _save_to(parent, workspace, path):
            return True
    return False


def _save_to(parent: QMainWindow, workspace: Workspace, path: Path) -> bool:
    try:
        workspace.save_file(path)
    except storage.NotSaved as problem:
        dialogs.tell(parent, "The visit was not saved", str(problem))
        return False
    parent.statusBar().showMessage(f"Saved: {path.name}", NEWS_MS)
    return True
