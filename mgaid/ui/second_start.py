"""A second start over the same folder: the open window comes forward with the file asked for.

The second start leaves a note in the folder and ends once it was taken away, which is how the first
answers. A note nobody takes is taken back, and the second start goes on by itself. It works without
a socket, which MgAid never opens.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

# Looked at before the first paint: what takes long to load, Qt's names and storage, comes later.
from PySide6.QtCore import QDeadlineTimer, QFileSystemWatcher, QObject, QThread, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

NOTE = "mgaid.wanted"
ANSWER_MS = 3_000
LOOK_AGAIN_MS = 20


def hand_over(folder: Path, path: Path | None, within_ms: int = ANSWER_MS) -> bool:
    """Ask the MgAid that has this folder to come forward and open this file.

    False when nobody takes the note in time, or none can be left.
    """
    from mgaid import storage

    note = folder / NOTE
    wanted = b"" if path is None else os.fsencode(path.absolute())
    try:
        storage.write(note, wanted, storage.FILE_MODE)
    except storage.NotSaved:
        return False
    deadline = QDeadlineTimer(within_ms)
    while note.exists():
        if deadline.hasExpired():
            return not _taken_away(note)
        QThread.msleep(LOOK_AGAIN_MS)
    return True


def forget_note(folder: Path) -> None:
    """A note from before this MgAid has nobody waiting for it any more."""
    _taken_away(folder / NOTE)


class Listener(QObject):
    """``called`` follows another start over this folder, with the file it wants, "" for none."""

    called = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._note = folder / NOTE
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(self.listen)

    @Slot()
    def listen(self) -> None:
        """Answer a note that is there, also one left before anybody listened."""
        try:
            wanted = os.fsdecode(self._note.read_bytes())
        except OSError:  # the folder changes with every answer that is kept
            return
        if _taken_away(self._note):
            self.called.emit(wanted)


def come_forward(window: QWidget) -> None:
    """Before the other windows, as far as the system lets a program do that, else lit up."""
    from PySide6.QtCore import Qt

    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    front = QApplication.activeModalWidget() or window
    front.raise_()
    front.activateWindow()
    QApplication.alert(front)


def _taken_away(note: Path) -> bool:
    """Whether the note was there and is gone through us: of two only one takes it."""
    with contextlib.suppress(OSError):
        note.unlink()
        return True
    return False
