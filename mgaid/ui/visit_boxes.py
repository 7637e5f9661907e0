"""The boxes around a visit that is kept here: its name, and what deleting it takes away.

They ask and show what was refused; what a name or a deletion does is the workspace's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from mgaid import storage
from mgaid.ui.asking import AskBox
from mgaid.ui.parts import ErrorLine, IconLine, label, mark_wrong, strong
from mgaid.ui.theme import ThemeSource

LONGEST_NAME = 80


class NameBox(AskBox):
    """A name for a visit. ``act`` is given it and may raise what storage refuses."""

    def __init__(
        self,
        source: ThemeSource,
        head: str,
        body: str,
        button: str,
        name: str,
        act: Callable[[str], object],
        other: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``name`` stands in the field; ``other`` is a further way, chosen as "other"."""
        super().__init__(source, head, body, "edit", parent=parent)
        self._act = act
        self._field = QLineEdit(name)
        self._field.setMaxLength(LONGEST_NAME)
        self._field.setAccessibleName("Name")
        self._field.selectAll()
        self._field.textEdited.connect(self._on_edited)
        self._error = ErrorLine(source)
        words = label("Name")
        words.setBuddy(self._field)
        for part in (words, self._field, self._error):
            self.fields.addWidget(part)
        self.add_button("Go back")
        if other:
            self.add_button(other, "other")
        self.add_button(button, "name", "primary", default=True)
        self._field.setFocus()

    def accepts(self, choice: str) -> bool:
        if choice == "other":
            return True
        try:
            self._act(self._field.text())
        except storage.NameTaken:
            self._show_error("Another visit has that name. Choose one that differs.")
        except (
            storage.NameRefused,
            storage.NotSaved,
            storage.NotOpened,
            storage.NotDeleted,
        ) as problem:
            self._show_error(str(problem))
        else:
            return True
        self._field.selectAll()
        self._field.setFocus()
        return False

    def _show_error(self, words: str) -> None:
        self._error.show_error(words)
        self._field.setAccessibleDescription(words)
        mark_wrong(self._field, bool(words))

    @Slot()
    def _on_edited(self) -> None:
        if self._error.text():
            self._show_error("")


def delete_box(source: ThemeSource, name: str, parent: QWidget | None = None) -> AskBox:
    """Whether this one visit may go; ``ask`` gives "delete" or ""."""
    box = AskBox(
        source,
        f"Delete “{name}”?",
        "The visit and its earlier versions go from this computer, for good. "
        "A page you saved as PDF stays.",
        "bin",
        "danger_icon",
        parent,
    )
    box.add_button("Delete it", "delete", "danger")
    box.add_button("Keep it", kind="primary", default=True).setFocus()
    return box


def everything_box(
    source: ThemeSource,
    goes: Sequence[str],
    stays: Sequence[str],
    parent: QWidget | None = None,
) -> AskBox:
    """Whether all that MgAid keeps here may go; ``ask`` gives "delete" or ""."""
    box = AskBox(
        source,
        "Delete everything MgAid keeps here?",
        "It is gone for good. MgAid then closes. The next start is like the first.",
        "bin",
        "danger_icon",
        parent,
    )
    for head, icon, lines in (("What goes", "close", goes), ("What stays", "check", stays)):
        box.fields.addWidget(strong(head))
        for line in lines:
            box.fields.addWidget(IconLine(source, icon, line, tone=""))
        box.fields.addSpacing(source.theme.px("gap"))
    box.add_button("Delete everything", "delete", "danger")
    box.add_button("Keep everything", kind="primary", default=True).setFocus()
    return box
