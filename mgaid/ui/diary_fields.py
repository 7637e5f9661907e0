"""The two fields of a diary day that need more than the parts have: its date, and its figures.

A figure may be typed in one of several units; it is shown and told in the one it is kept in.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDateEdit, QDoubleSpinBox, QWidget

from mgaid.core.content.diary_models import DiaryNumber
from mgaid.core.phrases import number_text
from mgaid.ui.parts import NumberField
from mgaid.ui.theme import ThemeSource

KEPT_DECIMALS = 1


class DayEdit(QDateEdit):
    """A date typed, or stepped with the arrow keys."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setLocale(QLocale(QLocale.Language.English))  # like every other word of MgAid
        self.setDisplayFormat("d MMMM yyyy")
        self.setKeyboardTracking(False)
        self.setCurrentSection(QDateEdit.Section.DaySection)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change the day

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes on to the next field at once; the arrow keys go from day to month to year."""
        return QWidget.focusNextPrevChild(self, forward)


class FigureField(NumberField):
    """A number of a day; ``told`` carries its id and the figure, ``None`` for none that counts."""

    told = Signal(str, object)

    def __init__(
        self,
        source: ThemeSource,
        number: DiaryNumber,
        units: Sequence[tuple[str, str, float]],
        parent: QWidget | None = None,
    ) -> None:
        """``units`` are (id, words, how much of the kept unit one of it is)."""
        super().__init__(
            source,
            number.label,
            number.minimum,
            number.maximum,
            decimals=number.decimals,
            step=number.step,
            units=[(unit, words) for unit, words, _ in units],
            check=self._wrong,
            parent=parent,
        )
        self._number = number
        self._factors = {unit: factor for unit, _, factor in units}
        self.changed.connect(self._on_figure)
        self.unit_changed.connect(self._on_other_unit)

    @property
    def spin(self) -> QDoubleSpinBox:
        """Where it is typed."""
        made = self.findChild(QDoubleSpinBox)
        assert isinstance(made, QDoubleSpinBox)
        return made

    def show_fresh(self, kept: float | None) -> None:
        """Show another day's figure, in the first unit in which it is a whole or a half."""
        if kept is not None:
            neat = (u for u, factor in self._factors.items() if _is_half(kept / factor))
            self.set_unit(next(neat, list(self._factors)[-1]))
        self.set_value(self._shown(kept))

    def follow(self, kept: float | None) -> None:
        """Show what is kept; what was typed and cannot be stays to be mended."""
        shown, here = self._shown(kept), self.value()
        if shown is None or here is None:
            same = shown is here
        else:
            same = math.isclose(shown, here, abs_tol=0.01)
        if not same:
            self.set_value(shown)

    def _shown(self, kept: float | None) -> float | None:
        return None if kept is None else kept / self._factors[self.unit()]

    def _wrong(self, figure: float) -> str | None:
        factor = self._factors[self.unit()]
        least, most = self._number.minimum / factor, math.floor(self._number.maximum / factor)
        if least <= figure <= most:
            return None
        return (
            f"{number_text(figure)} cannot be used. "
            f"Use a number from {number_text(least)} to {number_text(most)}."
        )

    @Slot(object)
    def _on_figure(self, figure: float | None) -> None:
        factor = self._factors[self.unit()]
        kept = None if figure is None else round(figure * factor, KEPT_DECIMALS)
        self.told.emit(self._number.id, kept)

    @Slot(str)
    def _on_other_unit(self, _unit: str) -> None:
        """The figure stays as typed and now counts in the other unit."""
        self.spin.valueChanged.emit(self.spin.value())
        self.spin.editingFinished.emit()
        self._on_figure(self.value())


def _is_half(figure: float) -> bool:
    return math.isclose(figure * 2, round(figure * 2), abs_tol=0.01)
