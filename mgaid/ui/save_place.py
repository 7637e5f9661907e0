"""Where a file is saved: under an ending it is found by, and over no other file unasked.

It writes nothing. What is saved, and what happens when that fails, is the caller's.
"""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from mgaid.ui.message_box import roomy


def ask_place(
    parent: QWidget | None, title: str, start: Path, files: str, ending: str, what: str = "file"
) -> Path | None:
    """Where to save a file with this ending, and ``files`` to choose from; it replaces none
    unasked. ``what`` is the word for it."""
    while True:
        name, _ = QFileDialog.getSaveFileName(parent, title, str(start), files)
        if not name:
            return None
        path = _with_ending(Path(name), ending)
        # The system asks before it gives the name of a file there is, but only as it was typed.
        if path == Path(name) or not os.path.lexists(path) or may_replace(parent, path, what):
            return path
        start = path


def _with_ending(path: Path, ending: str) -> Path:
    """Without its ending a file is not found when one is to be opened: "Dr. Smith" has none."""
    if path.suffix.casefold() == ending:
        return path
    return path.with_name(path.name + ending)


def may_replace(parent: QWidget | None, path: Path, what: str) -> bool:
    """Whether what is saved may take the place of this file."""
    box = QMessageBox(parent)
    box.setWindowTitle("MgAid")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"There is a {what} “{path.name}” already")
    box.setInformativeText("If you replace it, what is in it is gone.")
    replace = box.addButton("Replace it", QMessageBox.ButtonRole.AcceptRole)
    other = box.addButton("Choose another name", QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.setEscapeButton(other)
    roomy(box)
    box.exec()
    chosen = box.clickedButton() is replace
    box.deleteLater()
    return chosen
