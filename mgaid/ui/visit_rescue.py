"""A visit that cannot be read: its last whole earlier version is opened in its place.

The workspace reads it and locks it again; here it is asked for and said in words.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from mgaid import storage
from mgaid.core.visit import Visit
from mgaid.ui import dialogs
from mgaid.ui.moments import moment_text

if TYPE_CHECKING:
    from mgaid.ui.main_window import MainWindow
    from mgaid.ui.workspace import Workspace

UNREADABLE = "That visit cannot be read"
NONE_THERE = "There is no earlier version of it. Delete it, or ask for help with the file."


def rescue(
    window: MainWindow, workspace: Workspace, path: Path, may_leave: Callable[[], bool]
) -> str:
    """Put it in hand, as one that has no name yet; gives the news, "" where it came to nothing.

    ``may_leave`` asks whether the visit in hand may go.
    """
    whole = next((one for one in workspace.versions_of(path) if one.whole), None)
    if whole is None:
        dialogs.tell(window, UNREADABLE, NONE_THERE)
        return ""
    found = _read(window, workspace, path, whole) if may_leave() else None
    if found is None:
        return ""
    visit, passphrase = found
    workspace.start_new()
    workspace.resume(visit)
    if passphrase:
        try:
            workspace.set_passphrase(passphrase)  # before anything of it is written
        except (storage.NotSaved, storage.NotDeleted) as problem:
            workspace.resume(Visit())
            dialogs.tell(window, "That visit cannot be opened now", str(problem))
            return ""
    return f"This is as it was {moment_text(whole.saved)}. It has no name yet."


def _read(
    window: MainWindow, workspace: Workspace, path: Path, version: storage.Backup
) -> tuple[Visit, str] | None:
    """The version and the passphrase that opened it, "" for none; ``None`` when it stays shut."""
    found: list[tuple[Visit, str]] = []

    def read(passphrase: str = "") -> None:
        found.append((workspace.read_backup(version, passphrase or None), passphrase))

    try:
        read()
    except storage.Locked:
        dialogs.ask_passphrase(window, storage.shown_name(path), read)
    except storage.NotOpened as problem:
        dialogs.tell(window, UNREADABLE, str(problem))
    return found[0] if found else None
