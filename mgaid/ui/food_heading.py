"""The head of the Foods page: its question, how many foods there are, list or picture.

Hides what gives way in a narrow window. What a picture shows is decided elsewhere.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from mgaid.ui.parts import Chip, caption, keep_spacing, title
from mgaid.ui.theme import ThemeSource


class FoodHeading(QWidget):
    """``changed`` follows the chip that turns the list into a picture and back."""

    changed = Signal()

    def __init__(self, source: ThemeSource, below: QLayout, parent: QWidget | None = None) -> None:
        """``below`` takes the chip where there is no room for it beside the title."""
        super().__init__(parent)
        self._source, self._below = source, below
        self._title = title("Which foods have magnesium?")
        self._title.setWordWrap(False)
        self._count = caption("")
        self._count.setWordWrap(False)
        self._picture = Chip(source, "As a picture")
        keeps_its_place = self._picture.sizePolicy()
        keeps_its_place.setRetainSizeWhenHidden(True)
        self._picture.setSizePolicy(keeps_its_place)
        self._picture.clicked.connect(self.changed)
        self._row = QHBoxLayout(self)
        keep_spacing(source, self._row, "block")
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._picture)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._fit)

    @property
    def as_picture(self) -> bool:
        return self._picture.isChecked()

    def offer_picture(self, possible: bool) -> None:
        """Only some lists can be a picture; the choice is kept while it cannot be made."""
        self._picture.setVisible(possible)

    def set_count(self, foods: int) -> None:
        self._count.setText(f"USDA food table, {foods:,} foods")
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """The title alone: what stands beside it can give way."""
        return QSize(self._title.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        gap = self._source.theme.px("block")
        two = self._title.sizeHint().width() + gap + self._picture.sizeHint().width()
        self._count.setVisible(two + gap + self._count.sizeHint().width() <= self.width())
        home = self._row if two <= self.width() else self._below
        if home.indexOf(self._picture) < 0:
            home.addWidget(self._picture)
