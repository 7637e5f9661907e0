"""The boxes around a passphrase: set one, give one, change or remove one.

They hide the fields and their errors and never keep what was typed. What a passphrase does to the
files is the workspace's: the box is given what to call, and shows what that refuses.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from mgaid import storage
from mgaid.ui.asking import AskBox
from mgaid.ui.parts import CheckBox, ErrorLine, Notice, keep_spacing, label, mark_wrong
from mgaid.ui.theme import ThemeSource

SHOW = "Show what I type"
SET_BODY = (
    "Then nobody can open this visit without it. Its earlier versions are locked too. "
    "A page you save as PDF is not."
)
WARNING = "Nobody can get it back for you"
WARNING_BODY = (
    "If you forget it, this visit is lost. MgAid keeps no copy of it. "
    "Write it down and keep it in a safe place."
)
READ = "I have read this"


class SetPassphrase(AskBox):
    """A new passphrase, typed twice. ``act`` is given it and may raise what storage refuses."""

    def __init__(
        self,
        source: ThemeSource,
        act: Callable[[str], object],
        *,
        change: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        head = "Change the passphrase" if change else "Protect this visit with a passphrase"
        super().__init__(source, head, SET_BODY, "lock", parent=parent)
        self._act = act
        self._first = _Secret(source, "Passphrase")
        self._again = _Secret(source, "The same again")
        show = CheckBox(source, SHOW)
        show.toggled.connect(self._first.show_typed)
        show.toggled.connect(self._again.show_typed)
        self._read = CheckBox(source, READ)
        self._read_error = ErrorLine(source)
        self._read.toggled.connect(self._read_error.clear)
        for part in (
            self._first,
            self._again,
            show,
            Notice(source, "warn", WARNING, WARNING_BODY),
            self._read,
            self._read_error,
        ):
            self.fields.addWidget(part)
        self.add_button("Go back")
        self.add_button("Change it" if change else "Protect it", "set", "primary", default=True)
        self._first.field.setFocus()

    def accepts(self, _choice: str) -> bool:
        first, again = self._first.field.text(), self._again.field.text()
        self._first.show_error("" if first else "Type a passphrase. A few words are good.")
        differ = bool(first) and first != again
        self._again.show_error("These two are not the same. Type it again." if differ else "")
        unread = not self._read.isChecked()
        self._read_error.show_error("Tick this once you have read it." if unread else "")
        if not first or differ or unread:
            wrong = self._first if not first else self._again if differ else None
            (wrong.field if wrong else self._read).setFocus()
            return False
        try:
            with busy():
                self._act(first)
        except (storage.PassphraseRefused, storage.NotSaved) as problem:
            self._first.show_error(str(problem))
            return False
        return True


class AskPassphrase(AskBox):
    """The passphrase of a locked visit. ``act`` is given it; a wrong one may be tried again."""

    def __init__(
        self,
        source: ThemeSource,
        name: str,
        act: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        """``name`` is the visit's, "" for one without a name."""
        head = f"“{name}” is locked" if name else "The visit you were in is locked"
        super().__init__(source, head, "Type its passphrase to open it.", "lock", parent=parent)
        self._act = act
        self._secret = _Secret(source, "Passphrase")
        show = CheckBox(source, SHOW)
        show.toggled.connect(self._secret.show_typed)
        self.fields.addWidget(self._secret)
        self.fields.addWidget(show)
        self.add_button("Go back")
        self.add_button("Open it", "open", "primary", default=True)
        self._secret.field.setFocus()

    def accepts(self, _choice: str) -> bool:
        secret = self._secret
        if not secret.field.text():
            secret.show_error("Type the passphrase.")
            return False
        try:
            with busy():
                self._act(secret.field.text())
        except storage.WrongPassphrase:
            secret.show_error("That passphrase does not open it. Check it and try again.")
        except storage.NotOpened as problem:
            secret.show_error(str(problem))
        else:
            return True
        secret.field.selectAll()
        secret.field.setFocus()
        return False


class ManagePassphrase(AskBox):
    """A visit with a passphrase: ``ask`` gives "change", "remove" or ""."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(
            source,
            "This visit has a passphrase",
            "Without one, anybody who uses this computer as you do can open it.",
            "lock",
            parent=parent,
        )
        self.add_button("Remove it", "remove")
        self.add_button("Change it", "change")
        self.add_button("Go back", kind="primary", default=True)


class _Secret(QWidget):
    """A line for a passphrase, with its name above it and its error below it."""

    def __init__(self, source: ThemeSource, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self.field.setAccessibleName(name)
        self.field.textEdited.connect(self._on_edited)
        self._error = ErrorLine(source)
        words = label(name)
        words.setBuddy(self.field)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny")
        for part in (words, self.field, self._error):
            column.addWidget(part)

    @Slot(bool)
    def show_typed(self, shown: bool) -> None:
        echo = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(echo)

    def show_error(self, words: str) -> None:
        self._error.show_error(words)
        self.field.setAccessibleDescription(words)
        mark_wrong(self.field, bool(words))

    @Slot()
    def _on_edited(self) -> None:
        if self._error.text():
            self.show_error("")


@contextlib.contextmanager
def busy() -> Iterator[None]:
    """The wait cursor, for the third of a second that a passphrase takes."""
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QApplication.restoreOverrideCursor()
