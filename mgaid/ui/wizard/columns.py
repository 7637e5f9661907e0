"""Cards side by side, as many as the width allows: in even rows, or dealt into two stacks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from mgaid.ui.parts import keep_spacing
from mgaid.ui.theme import ThemeSource

LOW_WINDOW_PX = 740  # a small laptop's screen less its bars: the gaps give way first


def is_low(part: QWidget) -> bool:
    """Whether the window of this part is as low as that of a small laptop."""
    return part.window().height() < LOW_WINDOW_PX


class Columns(QWidget):
    """Cards side by side, as many as fit, of equal height in a row."""

    def __init__(
        self,
        source: ThemeSource,
        parts: Sequence[QWidget],
        width: int,
        most: int,
        parent: QWidget | None = None,
    ) -> None:
        """``width`` is what a column needs, px at 100 % text; ``most`` the most columns."""
        super().__init__(parent)
        self._source = source
        self._parts = list(parts)
        self._width = width
        self._most = most
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        source.changed.connect(self._arrange)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One part's width is enough: asking for more would keep it from ever being narrow."""
        least = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        theme = self._source.theme
        gap = theme.px("block")
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(theme.px("pad" if is_low(self) else "block"))
        room = self.width() + gap
        fit = room // (round(self._width * theme.text_scale) + gap)
        if not self._columns:
            fit = self._most  # before the first layout the width means nothing
        columns = max(1, min(self._most, fit, len(self._parts)))
        if columns == self._columns:
            return
        self._columns = columns
        for place, part in enumerate(self._parts):
            self._grid.removeWidget(part)
            self._grid.addWidget(part, place // columns, place % columns)
        for column in range(self._most):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class Stacks(QWidget):
    """Cards in two stacks, dealt left and right; one stack where two do not fit."""

    def __init__(
        self,
        source: ThemeSource,
        parts: Sequence[QWidget],
        width: int,
        parent: QWidget | None = None,
    ) -> None:
        """``width`` is what a stack needs, px at 100 % text."""
        super().__init__(parent)
        self._source = source
        self._parts = list(parts)
        self._width = width
        self._many = 0
        row = QHBoxLayout(self)
        keep_spacing(source, row, "block")
        self._stacks = [QVBoxLayout(), QVBoxLayout()]
        for stack in self._stacks:
            keep_spacing(source, stack, "block")
            stack.addStretch(0)
            row.addLayout(stack, 1)
        source.changed.connect(self._arrange)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """One part's width is enough: asking for more would keep it from ever being narrow."""
        least = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, _event: object) -> None:
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        theme = self._source.theme
        needed = 2 * round(self._width * theme.text_scale) + theme.px("block")
        many = 2 if self.width() >= needed or not self._many else 1
        if many == self._many:
            return
        self._many = many
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.setStretch(1, many - 1)
        pair = many == len(self._parts)  # two alone are of equal height
        for part in self._parts:
            for stack in self._stacks:
                stack.removeWidget(part)
        for place, part in enumerate(self._parts):
            stack = self._stacks[place % many]
            stack.insertWidget(stack.count() - 1, part, 1 if pair else 0)
