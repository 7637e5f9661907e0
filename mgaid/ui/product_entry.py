"""One product of the list: its name, the magnesium in one piece, and pieces a day.

It shows and asks; the list it stands in changes the visit.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mgaid.core.phrases import number_text
from mgaid.core.visit import Supplement
from mgaid.ui.parts import (
    IconButton,
    NumberField,
    breakable,
    keep_spacing,
    label,
    shortened,
    strong,
)
from mgaid.ui.theme import ThemeSource

BESIDE_FROM_PX = 640
MOST_A_DAY = 100
LONGEST_NAME = 200


class OwnEnterLine(QLineEdit):
    """A line in which Enter does what its own button does, not the window's."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)


def fitting_name(name: str) -> str:
    """A name that cannot push what is beside it out of the window, however it came into a file."""
    return breakable(shortened(name, LONGEST_NAME))


class ProductEntry(QWidget):
    """One product: its name, the magnesium in one piece, and pieces a day."""

    removed = Signal(int)
    changed = Signal(int, str, object)

    def __init__(
        self, source: ThemeSource, place: int, product: Supplement, most_mg: float
    ) -> None:
        super().__init__()
        self._source = source
        self._place = place
        self.setAccessibleName(product.name)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        keep_spacing(source, self._row, "column")
        words = QVBoxLayout()
        keep_spacing(source, words, "tiny")
        words.addWidget(strong(fitting_name(product.name)))
        self._amount = label("", tone="text2")
        words.addWidget(self._amount)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        self._mg = NumberField(
            source, f"{product.name}: magnesium in one, mg", 0, most_mg, decimals=1,
            units=(("", "mg in one"),), show_label=False,
        )  # fmt: skip
        self._mg.changed.connect(self._on_mg)
        self._per_day = NumberField(
            source, f"{product.name}: how many a day", 0, MOST_A_DAY, decimals=2,
            units=(("", "a day"),), show_label=False,
        )  # fmt: skip
        self._per_day.changed.connect(self._on_per_day)
        remove = IconButton(source, "close", f"Remove {product.name}")
        remove.clicked.connect(self._on_remove)
        side = QHBoxLayout()
        keep_spacing(source, side, "pad")
        for part in (self._mg, self._per_day, remove):
            side.addWidget(part, 0, Qt.AlignmentFlag.AlignTop)
        side.addStretch(1)
        self._row.addLayout(side)
        self._mg.set_value(product.elemental_mg)
        self._per_day.set_value(product.per_day)
        self.show_product(product)

    def show_product(self, product: Supplement) -> None:
        if self._mg.acceptable() and self._mg.value() != product.elemental_mg:
            self._mg.set_value(product.elemental_mg)
        if self._per_day.value() is not None and self._per_day.value() != product.per_day:
            self._per_day.set_value(product.per_day)
        total = None if product.elemental_mg is None else product.elemental_mg * product.per_day
        self._amount.setText(
            "Amount not known" if total is None else f"{number_text(total)} mg a day"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    @Slot(object)
    def _on_mg(self, number: float | None) -> None:
        self.changed.emit(self._place, "elemental_mg", number)

    @Slot(object)
    def _on_per_day(self, number: float | None) -> None:
        if number is not None:
            self.changed.emit(self._place, "per_day", number)

    @Slot()
    def _on_remove(self) -> None:
        self.removed.emit(self._place)
