"""What keeps a visit from other eyes: its passphrase, and what deleting everything takes along.

The workspace does it; here it is asked for and said in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mgaid import storage
from mgaid.ui import dialogs

if TYPE_CHECKING:
    from mgaid.ui.main_window import MainWindow
    from mgaid.ui.workspace import Workspace

SHOWN_NAMES = 3


def protect(window: MainWindow, workspace: Workspace) -> str:
    """Set, change or remove the passphrase of the visit in hand; gives the news, "" for none."""
    wish = dialogs.manage_passphrase(window) if workspace.locked else "set"
    if wish == "remove":
        try:
            workspace.remove_passphrase()
        except storage.NotSaved as problem:
            dialogs.tell(window, "The passphrase was not removed", str(problem))
            return ""
        return "The passphrase is removed."
    left: list[str] = []

    def act(passphrase: str) -> None:
        try:
            workspace.set_passphrase(passphrase)
        except storage.NotDeleted as problem:
            left.append(str(problem))  # it is locked; an open copy is still there

    if not wish or not dialogs.set_passphrase(window, act, change=wish == "change"):
        return ""
    if left:
        dialogs.tell(window, "An open copy is still there", left[0])
    return "This visit is locked with your passphrase."


def goes(workspace: Workspace) -> tuple[str, ...]:
    """What deleting everything takes away, a line each."""
    names = [one.name for one in workspace.visits()]
    lines = [] if workspace.is_empty else ["The visit you are in."]
    if names:
        more = len(names) - SHOWN_NAMES
        told = ", ".join(f"“{name}”" for name in names[:SHOWN_NAMES])
        kept = "One kept visit" if len(names) == 1 else f"{len(names)} kept visits"
        lines.append(f"{kept}: {told}{f' and {more} more' if more > 0 else ''}.")
    return (*lines, "All earlier versions.", "Your settings and your recent files list.")


def stays(recent: Sequence[Path]) -> tuple[str, ...]:
    """What it leaves, a line each."""
    such = f", such as “{storage.shown_name(recent[0])}”" if recent else ""
    return f"Visits you saved as files elsewhere{such}.", "Pages you saved as PDF or printed."
