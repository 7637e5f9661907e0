"""A number the person types, with its unit; empty means not answered.

What cannot be used is kept as typed, explained under the field, and not taken as an answer.
How people write numbers is known to ``typed_number``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
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
from mgaid.ui.parts.typed_number import MOST_TYPED, NumberRefused, read_number
from mgaid.ui.theme import ThemeSource

EMPTY = -1.0  # below every number asked for; shown as nothing. Some screen readers tell it
UNREADABLE = -2.0  # stands for what was typed and is no number; the words are kept beside it
Check = Callable[[float], "str | None"]
Read = Callable[[str], "float | None"]


class _Spin(QDoubleSpinBox):
    """A spin box that can be empty, and keeps what was typed, number or not.

    Qt would swallow each key that makes no number, and so make another number of the rest.
    """

    def __init__(
        self, minimum: float, maximum: float, decimals: int, step: float, parent: QWidget
    ) -> None:
        super().__init__(parent)
        if minimum < 0:
            raise ValueError("an empty field could not be told from a number below 0")
        self.least = minimum
        self.most = maximum
        self.read: Read = float
        self._wrong = ""
        self._typed = ""
        self.setDecimals(decimals)
        self.setRange(UNREADABLE, MOST_TYPED)
        self.setSingleStep(step)
        self.setProperty("plain", True)  # the style sheet hides the buttons; NoButtons breaks it
        self.setKeyboardTracking(True)
        self.setValue(EMPTY)

    def number(self) -> float | None:
        """The number shown; None while there is none."""
        return None if self.value() <= EMPTY else self.value()

    def unreadable(self) -> str:
        """Why what was typed is no number, ``""`` while it is one or nothing was typed."""
        return self._wrong if self.value() < EMPTY else ""

    def read_again(self) -> None:
        """What was no number may be one now that another unit is chosen."""
        if self.value() < EMPTY:
            self.setValue(self.valueFromText(self._typed))

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        return (QValidator.State.Acceptable, text, position)

    def valueFromText(self, text: str) -> float:
        try:
            number = self.read(text)
        except NumberRefused as refusal:
            self._wrong, self._typed = str(refusal), text
            return UNREADABLE
        return EMPTY if number is None else number

    def textFromValue(self, value: float) -> str:
        if value < EMPTY:
            return self._typed
        if value == EMPTY:
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
        self._spin.read = self._read
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
        return not self._problem()

    def typed(self) -> str:
        """What stands in the field, number or not."""
        return self._spin.text()

    def point_out(self) -> None:
        """Take the person to the field and say what is wrong, also when it was said before."""
        self._on_finished()
        self.setFocus()
        self._error.say_again()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Go to where one types. A focus proxy would leave this holder behind in Qt's order of the
        Tab key when the order is made anew, and Tab would run in a ring without the rest."""
        self._spin.setFocus(reason)

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

    def _read(self, text: str) -> float | None:
        if self._unit_box is not None:
            unit = self._unit_box.currentText()
        else:
            unit = self._units[0][1] if self._units else ""
        return read_number(
            text,
            self._spin.decimals(),
            unit,
            tuple(words for place, words in self._units if place and words != unit),
            lambda number: self._check(number) is None,
        )

    def _problem(self) -> str:
        """What is wrong with what is typed; ``""`` while it is an answer or nothing."""
        number = self._spin.number()
        return self._spin.unreadable() if number is None else self._check(number) or ""

    def _range_error(self, number: float) -> str | None:
        least, most = self._spin.least, self._spin.most
        if least <= number <= most:
            return None
        words = self._spin.textFromValue
        return f"{words(number)} cannot be used. Use a number from {words(least)} to {words(most)}."

    @Slot()
    def _on_value(self) -> None:
        wrong = self._problem()
        accepted = None if wrong else self._spin.number()
        if not wrong:
            self.clear_error()
        if accepted != self._accepted:
            self._accepted = accepted
            self.changed.emit(accepted)

    @Slot()
    def _on_finished(self) -> None:
        """Say what is wrong only once the person has finished typing."""
        self.show_error(self._problem())

    @Slot()
    def _on_unit(self) -> None:
        self._spin.read_again()
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
