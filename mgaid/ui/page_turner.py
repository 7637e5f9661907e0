"""The way from page to page under the picture of a paper, however many pages there are.

It knows numbers only: what a page shows, and drawing it, is the preview's.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mgaid.ui.parts import IconButton, SegmentedRadio, clear, keep_spacing, label, say_aloud
from mgaid.ui.theme import ThemeSource

MOST_NAMED = 3  # more names side by side would be wider than the picture
NAME = "Page shown"


class PageTurner(QWidget):
    """A few pages by name; of more, the one shown between a way back and a way on.

    ``turned`` carries the page wanted, counted from 0. Of one page nothing is shown.
    """

    turned = Signal(int)

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._page, self._count = 0, 0
        self._named: SegmentedRadio | None = None
        self._place = label("", wrap=False)
        self._back = IconButton(source, "back", "Page before")
        self._on = IconButton(source, "next", "Next page")
        self._back.clicked.connect(self._go_back)
        self._on.clicked.connect(self._go_on)
        self._steps = QWidget()
        steps = QHBoxLayout(self._steps)
        keep_spacing(source, steps, "gap")
        for part in (self._back, self._place, self._on):
            steps.addWidget(part)
        self._few = QWidget()
        self._names = QHBoxLayout(self._few)
        self._names.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for half in (self._few, self._steps):
            row.addWidget(half, 0, Qt.AlignmentFlag.AlignHCenter)
        self.hide()

    def show_place(self, page: int, count: int) -> None:
        """Page ``page``, counted from 0, of ``count`` is shown now."""
        if count != self._count:
            self._name_pages(count)
        self._page, self._count = page, count
        if self._named is not None:
            self._named.set_value(str(page))
        self._place.setText(f"Page {page + 1} of {count}")
        self._allow(self._back, self._on, page > 0)
        self._allow(self._on, self._back, page < count - 1)

    def _name_pages(self, count: int) -> None:
        clear(self._names)
        self._named = None
        if 1 < count <= MOST_NAMED:
            pages = [(str(n), f"Page {n + 1}") for n in range(count)]
            self._named = SegmentedRadio(self._source, pages, NAME)
            self._named.chosen.connect(self._on_named)
            self._names.addWidget(self._named)
        self._few.setVisible(self._named is not None)
        self._steps.setVisible(count > MOST_NAMED)
        self.setVisible(count > 1)

    def _allow(self, way: IconButton, other: IconButton, allowed: bool) -> None:
        """At an end the keyboard goes to the way that is left, not out of this place."""
        if not allowed and way.hasFocus():
            other.setEnabled(True)
            other.setFocus(Qt.FocusReason.OtherFocusReason)
        way.setEnabled(allowed)

    @Slot(str)
    def _on_named(self, page: str) -> None:
        self.turned.emit(int(page))

    @Slot()
    def _go_back(self) -> None:
        self._turn(-1)

    @Slot()
    def _go_on(self) -> None:
        self._turn(1)

    def _turn(self, by: int) -> None:
        self.show_place(self._page + by, self._count)
        say_aloud(self, self._place.text())
        self.turned.emit(self._page)
