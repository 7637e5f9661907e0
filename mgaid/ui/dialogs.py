"""Every box that asks or tells something: the only functions a test needs to replace.

They return what the person chose and do nothing else. No box shows an answer.
"""

from __future__ import annotations

import platform
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

import mgaid
from mgaid.ui.message_box import roomy
from mgaid.ui.save_place import ask_place

if TYPE_CHECKING:
    from mgaid.ui.main_window import MainWindow

VISIT_ENDING = ".mgaid"
VISIT_FILTER = f"MgAid visits (*{VISIT_ENDING})"
NOT_TITLE = "What MgAid is not"
NOT_TEXT = "It does not name a disease or a dose. Under 18? Use it with an adult you trust."
NOT_MORE = (
    "It does not diagnose, and it does not replace a doctor, nurse or pharmacist. "
    "The rules that sort your answers are fixed. No clinician has signed them off."
)
ABOUT = (
    "MgAid {version}\n\n"
    "It helps you decide what to do next when a leg keeps twitching. "
    "It works without the internet. Nothing you tell it leaves this computer.\n\n"
    "MIT licence. Food figures: USDA FoodData Central, public domain. "
    "Letters: Atkinson Hyperlegible, SIL Open Font License."
)
Choice = Literal["save", "drop", "stay"]


def ask_open_path(parent: QWidget | None, folder: Path | None = None) -> Path | None:
    """Which visit to open; ``None`` when the person thinks better of it."""
    name, _ = QFileDialog.getOpenFileName(
        parent, "Open a saved visit", str(folder or Path.home()), VISIT_FILTER
    )
    return Path(name) if name else None


def ask_save_path(parent: QWidget | None, suggested: Path | None = None) -> Path | None:
    """Where to save the visit. The suggested name holds no answer."""
    start = suggested or Path.home() / f"visit{VISIT_ENDING}"
    return ask_place(parent, "Save the visit", start, VISIT_FILTER, VISIT_ENDING, "visit")


def keep_before_leaving(parent: MainWindow) -> Choice:
    """The visit in hand has no name: keep it, let it go, or stay with it."""
    return _save_or_not(
        parent,
        "Keep what you have told so far?",
        "Give this visit a name to find it in your list. "
        "Without a name it stays for a week under File > Earlier versions.",
        "Keep it...",
        "Go on without it",
    )


def may_leave_locked(parent: MainWindow) -> bool:
    """A locked visit without a name waits for its passphrase: whether another may come first."""
    from mgaid.ui.asking import AskBox

    box = AskBox(
        parent.source,
        "Leave the locked visit?",
        "It has no name. It stays for a week, locked, under File > Earlier versions.",
        "lock",
        parent=parent,
    )
    box.add_button("Leave it", "leave")
    box.add_button("Go back", kind="primary", default=True).setFocus()
    return box.ask() == "leave"


def close_unsaved(parent: MainWindow) -> Choice:
    """The last answers could not be kept, and the window is about to close."""
    return _save_or_not(
        parent,
        "Your last answers are not saved",
        "If you close MgAid now, they are gone.",
        "Save as a file...",
        "Close without saving",
    )


def _save_or_not(parent: MainWindow, head: str, body: str, save: str, go_on: str) -> Choice:
    from mgaid.ui.asking import AskBox

    box = AskBox(parent.source, head, body, "save", parent=parent)
    box.add_button("Go back")
    box.add_button(go_on, "drop")
    box.add_button(save, "save", "primary", default=True).setFocus()
    chosen = box.ask()
    return "save" if chosen == "save" else "drop" if chosen == "drop" else "stay"


def ask_name(
    parent: MainWindow,
    head: str,
    body: str,
    button: str,
    name: str,
    act: Callable[[str], object],
    other: str = "",
) -> str:
    """Ask for a name until ``act`` takes it: "name" then, "other" for the other way, or ""."""
    from mgaid.ui.visit_boxes import NameBox

    return NameBox(parent.source, head, body, button, name, act, other, parent).ask()


def may_delete(parent: MainWindow, name: str) -> bool:
    """Whether this kept visit may go for good."""
    from mgaid.ui.visit_boxes import delete_box

    return delete_box(parent.source, name, parent).ask() == "delete"


def may_delete_everything(parent: MainWindow, goes: Sequence[str], stays: Sequence[str]) -> bool:
    """Whether all that MgAid keeps here may go for good."""
    from mgaid.ui.visit_boxes import everything_box

    return everything_box(parent.source, goes, stays, parent).ask() == "delete"


def ask_passphrase(parent: MainWindow, name: str, act: Callable[[str], object]) -> bool:
    """Ask for the passphrase of a locked visit until ``act`` takes it; whether it did."""
    from mgaid.ui.passphrase_dialog import AskPassphrase

    return bool(AskPassphrase(parent.source, name, act, parent).ask())


def set_passphrase(parent: MainWindow, act: Callable[[str], object], *, change: bool) -> bool:
    """Ask for a new passphrase until ``act`` takes it; whether it did."""
    from mgaid.ui.passphrase_dialog import SetPassphrase

    return bool(SetPassphrase(parent.source, act, change=change, parent=parent).ask())


def manage_passphrase(parent: MainWindow) -> str:
    """What to do with the passphrase there is: "change", "remove" or ""."""
    from mgaid.ui.passphrase_dialog import ManagePassphrase

    return ManagePassphrase(parent.source, parent).ask()


def tell(parent: QWidget | None, head: str, body: str = "") -> None:
    """Say one thing that went wrong, or one thing asked for."""
    box = QMessageBox(parent)
    box.setWindowTitle("MgAid")
    box.setText(head)
    box.setInformativeText(body)
    box.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    box.addButton("Close", QMessageBox.ButtonRole.AcceptRole)
    roomy(box)
    box.exec()


def what_it_is_not(parent: QWidget | None, disclaimer: str = "") -> None:
    tell(parent, NOT_TITLE, "\n\n".join(part for part in (NOT_TEXT, NOT_MORE, disclaimer) if part))


def about(parent: QWidget | None) -> None:
    tell(parent, "About MgAid", ABOUT.format(version=mgaid.__version__))


def help_without_content(parent: QWidget | None) -> None:
    """When the content cannot be read there is no list of numbers to show."""
    tell(
        parent,
        "Get help now",
        "Call your local emergency number now if you feel very unwell. "
        "The list of numbers in MgAid cannot be read.",
    )


def technical_text(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> str:
    """Versions and where it happened. The message of the error is left out: it may hold answers."""
    places = [
        f"  {Path(frame.filename).name}, line {frame.lineno}, in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    cause = error.__cause__
    because = [f"because of {type(cause).__qualname__}"] if cause is not None else []
    return "\n".join(
        [
            f"MgAid {mgaid.__version__}",
            f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
            f"{kind.__module__}.{kind.__qualname__}",
            *because,
            *places,
        ]
    )


def crash(parent: QWidget | None, technical: str, saved: bool) -> None:
    """Something in MgAid broke; the text for a report can be copied and holds no answers."""
    dialog = crash_box(parent, technical, saved)
    dialog.exec()
    dialog.deleteLater()


def crash_box(parent: QWidget | None, technical: str, saved: bool) -> QDialog:
    """The box of ``crash``, not yet shown."""
    dialog = QDialog(parent)
    dialog.setWindowTitle("MgAid")
    column = QVBoxLayout(dialog)
    column.setContentsMargins(32, 24, 32, 16)
    column.setSpacing(12)
    from mgaid.ui.parts import label, section

    column.addWidget(section("Something in MgAid went wrong"))
    kept = "Your visit is saved on this computer." if saved else "Your visit may not be saved yet."
    column.addWidget(label(f"{kept} You can go on, or close MgAid and open it again."))
    column.addWidget(label("This text helps to mend it. It holds none of your answers."))
    shown = QPlainTextEdit(technical)
    shown.setReadOnly(True)
    shown.setTabChangesFocus(True)
    shown.setAccessibleName("Technical text")
    column.addWidget(shown, 1)
    row = QHBoxLayout()
    copy = QPushButton("Copy the text")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(technical))
    close = QPushButton("Go on")
    close.setProperty("kind", "primary")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    row.addWidget(copy)
    row.addStretch(1)
    row.addWidget(close)
    column.addLayout(row)
    dialog.resize(640, 420)
    return dialog
