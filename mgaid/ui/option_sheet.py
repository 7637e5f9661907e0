"""A ruled sheet of cells: equal columns beside a column of names, with lines and tints painted.

It lays cells out and paints behind them; what they say is not its business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from mgaid.ui.parts import clear
from mgaid.ui.theme import ThemeSource


class Sheet(QWidget):
    """Cells in rows with a first column for their names; it paints its own lines and tints."""

    def __init__(
        self,
        source: ThemeSource,
        head: bool = False,
        foot: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._is_head = head
        self._is_foot = foot
        self._tints: dict[int, str] = {}
        self._rows = 0
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(0)
        if head or foot:
            # Not "fixed", which would cut what wraps into more lines than the first guess.
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def start(self, columns: int, tints: dict[int, str], label_px: int) -> None:
        """Empty the sheet for rows of ``columns`` cells; ``tints`` are fills by column."""
        clear(self.grid)
        for row in range(self._rows + 1):
            self.grid.setRowStretch(row, 0)
        self._rows = 0
        self._tints = {column: tint for column, tint in tints.items() if tint}
        for column in range(1, self.grid.columnCount()):
            self.grid.setColumnStretch(column, 1 if column <= columns else 0)
        for column in range(1, columns + 1):
            self.grid.setColumnStretch(column, 1)
        self.grid.setColumnMinimumWidth(0, label_px)

    def add_row(self, cells: Sequence[QWidget]) -> None:
        theme = self._source.theme
        name = cells[0].accessibleName()
        for column, cell in enumerate(cells):
            side, edge = theme.px("pad"), theme.px("tiny") // 2
            holder: QWidget = cell
            if isinstance(cell, QLabel):
                cell.setContentsMargins(side, edge, side, edge)
            else:
                holder = QWidget()
                inside = QVBoxLayout(holder)
                inside.setContentsMargins(side, edge, side, edge)
                inside.addWidget(cell, 0, Qt.AlignmentFlag.AlignVCenter)
            policy = QSizePolicy(
                QSizePolicy.Policy.Ignored if column else QSizePolicy.Policy.Fixed,
                QSizePolicy.Policy.Preferred,
            )
            policy.setHeightForWidth(True)
            holder.setSizePolicy(policy)
            if column == 0:
                holder.setFixedWidth(self.grid.columnMinimumWidth(0))
            elif not cell.accessibleName():
                cell.setAccessibleDescription(name)
            holder.setMinimumHeight(theme.px("row" if self._is_foot else "tick"))
            self.grid.addWidget(holder, self._rows, column)
        self.grid.setRowStretch(self._rows, 1)
        self._rows += 1

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        columns = [c for c in range(self.grid.columnCount()) if self._cell(0, c).isValid()]
        if not columns:
            return
        right = self._cell(0, columns[-1]).right() + 1
        area = QRect(0, 0, right, self.height())
        painter.fillRect(area, theme.color("sunken" if self._is_head else "surface"))
        for column in columns:
            cell = self._cell(0, column)
            if column in self._tints:
                tint = theme.color(self._tints[column])
                painter.fillRect(QRect(cell.left(), 0, cell.width(), self.height()), tint)
            if column:
                painter.fillRect(QRect(cell.left(), 0, 1, self.height()), theme.color("rule"))
        for row in range(0 if not self._is_head else 1, self._rows):
            top = self._cell(row, 0).top()
            line = QRect(0, top, right, 2 if self._is_foot else 1)
            painter.fillRect(line, theme.color("line" if self._is_foot else "rule"))
        painter.setPen(theme.color("line"))
        edge = area.adjusted(0, 0 if self._is_head else -1, -1, -1 if self._is_foot else 0)
        painter.drawRect(edge)

    def _cell(self, row: int, column: int) -> QRect:
        """Where a cell lies. Qt's ``cellRect`` knows no heights of wrapped text."""
        item = self.grid.itemAtPosition(row, column)
        return QRect() if item is None else item.geometry()
