"""A number the person types, with its unit; empty means not answered.

What is out of range is kept as typed, explained under the field, and not taken as an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mgaid.ui.parts.assisted import ComboBox
from mgaid.ui.parts.frames import keep_spacing, mark_wrong
from mgaid.ui.parts.text import ErrorLine, label
from mgaid.ui.theme import ThemeSource

EMPTY = -1.0  # below every number asked for; shown as nothing. Some screen readers tell it
MOST_TYPED = 9_999_999.0
FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
Check = Callable[[float], "str | None"]


class _Spin(QDoubleSpinBox):
    """A spin box that can be empty, takes a comma or a point, and keeps what was typed."""

    def __init__(
        self, minimum: float, maximum: float, decimals: int, step: float, parent: QWidget
    ) -> None:
        super().__init__(parent)
        if minimum < 0:
            raise ValueError("an empty field could not be told from a number below 0")
        self.least = minimum
        self.most = maximum
        self.setDecimals(decimals)
        self.setRange(EMPTY, MOST_TYPED)
        self.setSingleStep(step)
        self.setProperty("plain", True)  # the style sheet hides the buttons; NoButtons breaks it
        self.setKeyboardTracking(True)
        self.setCorrectionMode(QAbstractSpinBox.CorrectionMode.CorrectToPreviousValue)
        self.setValue(EMPTY)

    def number(self) -> float | None:
        return None if self.value() <= EMPTY else self.value()

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        cleaned = _plain(text)
        if cleaned == "":
            return (QValidator.State.Acceptable, text, position)
        if cleaned == ".":
            return (QValidator.State.Intermediate, text, position)
        fraction = rf"(\.\d{{0,{self.decimals()}}})?" if self.decimals() else ""
        ok = re.fullmatch(r"\d{0,7}" + fraction, cleaned)
        return (QValidator.State.Acceptable if ok else QValidator.State.Invalid, text, position)

    def valueFromText(self, text: str) -> float:
        try:
            return float(_plain(text))
        except ValueError:
            return EMPTY

    def textFromValue(self, value: float) -> str:
        if value <= EMPTY:
            return ""
        shown = f"{value:.{self.decimals()}f}"
        return shown.rstrip("0").rstrip(".") if "." in shown else shown

    def stepBy(self, steps: int) -> None:
        number = self.number()
        if number is None:
            self.setValue(self.least if steps > 0 else self.most)
        else:
            wanted = number + steps * self.singleStep()
            self.setValue(min(max(wanted, self.least), self.most))
        self.selectAll()

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        return (
            QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
            | QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change an answer


class NumberField(QWidget):
    """A number with a label, a unit and a line for what is wrong."""

    changed = Signal(object)
    unit_changed = Signal(str)

    def __init__(
        self,
        source: ThemeSource,
        name: str,
        minimum: float,
        maximum: float,
        decimals: int = 0,
        step: float = 1.0,
        units: Sequence[tuple[str, str]] = (),
        check: Check | None = None,
        show_label: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``units`` are (id, words); ``check`` gives a sentence for a number that cannot be."""
        super().__init__(parent)
        self._source = source
        self._check = check or self._range_error
        self._accepted: float | None = None
        self._hint = ""
        words = label(name, "caption", "text2", parent=self) if show_label else None
        self._spin = _Spin(minimum, maximum, decimals, step, self)
        self._spin.setAccessibleName(name)
        self._spin.valueChanged.connect(self._on_value)
        self._spin.editingFinished.connect(self._on_finished)
        self._unit_box: ComboBox | None = None
        self._unit_words: QLabel | None = None
        self._units = tuple(units)
        self._error = ErrorLine(source)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny")
        if words is not None:
            words.setBuddy(self._spin)
            column.addWidget(words)
        column.addLayout(self._field_row(source, name))
        column.addWidget(self._error)
        self.setFocusProxy(self._spin)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def describe(self, hint: str) -> None:
        """What a screen reader says after the name; an error goes before it."""
        self._hint = hint
        self._spin.setAccessibleDescription(" ".join(filter(None, (self.error(), hint))))

    def value(self) -> float | None:
        """The last number that could be; None while not answered or while it cannot be."""
        return self._accepted

    def set_value(self, value: float | None) -> None:
        """Show a number that came from elsewhere; emits nothing."""
        blocked = self._spin.blockSignals(True)
        self._spin.setValue(EMPTY if value is None else value)
        self._spin.blockSignals(blocked)
        self._accepted = value
        self.clear_error()

    def unit(self) -> str:
        if self._unit_box is not None:
            return str(self._unit_box.currentData())
        return self._units[0][0] if self._units else ""

    def set_unit(self, unit: str) -> None:
        if self._unit_box is None:
            return
        blocked = self._unit_box.blockSignals(True)
        self._unit_box.setCurrentIndex(self._unit_box.findData(unit))
        self._unit_box.blockSignals(blocked)

    def acceptable(self) -> bool:
        """Whether what is typed is an answer or nothing."""
        number = self._spin.number()
        return number is None or self._check(number) is None

    def show_error(self, text: str) -> None:
        self._error.show_error(text)
        self.describe(self._hint)
        mark_wrong(self._spin, bool(text))

    def clear_error(self) -> None:
        if self._error.text():
            self.show_error("")

    def error(self) -> str:
        return self._error.text()

    def _field_row(self, source: ThemeSource, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        keep_spacing(source, row, "gap")
        row.addWidget(self._spin)
        if len(self._units) > 1:
            self._unit_box = ComboBox(f"{name}, unit", self)
            for unit, words in self._units:
                self._unit_box.addItem(words, unit)
            self._unit_box.currentIndexChanged.connect(self._on_unit)
            row.addWidget(self._unit_box)
        elif self._units:
            self._unit_words = label(self._units[0][1], wrap=False)
            row.addWidget(self._unit_words)
        row.addStretch(1)
        return row

    def _range_error(self, number: float) -> str | None:
        least, most = self._spin.least, self._spin.most
        if least <= number <= most:
            return None
        words = self._spin.textFromValue
        return f"{words(number)} cannot be used. Use a number from {words(least)} to {words(most)}."

    @Slot()
    def _on_value(self) -> None:
        number = self._spin.number()
        wrong = None if number is None else self._check(number)
        accepted = None if wrong else number
        if not wrong:
            self.clear_error()
        if accepted != self._accepted:
            self._accepted = accepted
            self.changed.emit(accepted)

    @Slot()
    def _on_finished(self) -> None:
        """Say what is wrong only once the person has finished typing."""
        number = self._spin.number()
        self.show_error("" if number is None else self._check(number) or "")

    @Slot()
    def _on_unit(self) -> None:
        self.unit_changed.emit(self.unit())

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._spin.setFixedSize(round(96 * theme.text_scale), theme.px("field"))
        self._spin.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        pad_field(self._source, self._spin)


def pad_field(source: ThemeSource, box: QAbstractSpinBox) -> None:
    """Inset the words of a spin box or date field, which the style sheet cannot do."""
    box.lineEdit().setTextMargins(source.theme.px("small"), 0, 0, 0)


def _plain(text: str) -> str:
    """What was typed as a plain decimal: comma or point, and ½ as .5."""
    cleaned = text.strip().replace(",", ".")
    for sign, digits in FRACTIONS.items():
        cleaned = cleaned.replace(sign, digits)
    return cleaned
