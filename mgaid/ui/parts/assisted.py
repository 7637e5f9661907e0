"""Makes a press by an assistive tool count like a click.

A screen reader, a switch or voice control "toggles" a tick box or a radio button. Qt then changes
its state and says ``toggled``, but never ``clicked``, which is what answers are told by.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QAbstractButton

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class Assisted(_Button):
    """Goes before the Qt class among the bases; connect ``toggled`` to ``on_assisted``."""

    _known = False

    def nextCheckState(self) -> None:
        """Qt calls this for a click, and only then; it will say ``clicked`` itself."""
        self._known = True
        try:
            super().nextCheckState()
        finally:
            self._known = False

    def setChecked(self, on: bool) -> None:
        """The program shows an answer: nobody pressed anything."""
        self._known = True
        try:
            super().setChecked(on)
        finally:
            self._known = False

    @Slot(bool)
    def on_assisted(self, on: bool) -> None:
        # A radio button that goes out because another came on was not pressed.
        if not self._known and (on or not self.autoExclusive()):
            self.clicked[bool].emit(on)  # type: ignore[index]
