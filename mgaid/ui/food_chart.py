"""The good sources as one picture: the best row of each group as a bar against the daily need.

Hides how the bars are drawn, read aloud and reached by keys. It works nothing out: every figure is
the one the row of the food table says. When it is shown, and what follows a choice, is decided by
the tab.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from mgaid.core.foods import FoodTable
from mgaid.ui.food_bars import (
    HEAD,
    Bar,
    Scale,
    best_of_groups,
    head_height,
    least_height,
    paint_bar,
    paint_head,
    scale_of,
)
from mgaid.ui.food_table import FoodModel
from mgaid.ui.parts import caption
from mgaid.ui.theme import ThemeSource

TALLEST_PX = 64  # a row at 100 % text
SOURCE = "Figures: USDA food table."


class FoodChart(QWidget):
    """``chosen`` carries a row of the model; ``left_at_top`` follows Up on the first bar."""

    chosen = Signal(int)
    left_at_top = Signal()

    def __init__(
        self, source: ThemeSource, model: FoodModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source, self._model = source, model
        self._table: FoodTable | None = None
        self._groups: dict[int, str] = {}
        self._bars: list[Bar] = []
        self._rows: list[_Row] = []
        self._held = ("", "")
        self._head = _Head(source, self)
        self._warning = caption("", "warn")
        self._warning.hide()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self._head)
        self._column.addWidget(self._warning)
        self.setAccessibleName("Good sources as a picture")
        model.modelReset.connect(self._on_rows)
        model.layoutChanged.connect(self._on_rows)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def set_table(self, table: FoodTable) -> None:
        self._table = table
        self._groups = {one.id: one.group for one in table.guide.featured}
        self._on_rows()

    def set_held(self, head: str, text: str) -> None:
        """Say why more magnesium is not for this person to choose alone; "" says nothing."""
        if (head, text) == self._held:
            return  # every answer says it anew
        self._held = head, text
        self._show_held()
        self._say_aloud()

    @property
    def caption(self) -> str:
        """What to know about the picture: its source, how sure it is, what is left out."""
        if self._table is None:
            return ""
        notes = self._table.guide.notes
        said = [f"{HEAD}."] if self._held[0] else []  # the warning stands in its place
        said += [SOURCE, notes["about"]]
        shown = {bar.group for bar in self._bars}
        gone = [group for group in dict.fromkeys(self._groups.values()) if group not in shown]
        if gone:
            said.append(f"Left out by your filters: {', '.join(gone)}.")
        return " ".join(said)

    def focus_first(self) -> None:
        if self._bars:
            self._rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def spot(self, row: int) -> QPoint:
        """Where on the screen a menu for this row of the model belongs."""
        for one in self._rows[: len(self._bars)]:
            if one.bar.row == row:
                return one.mapToGlobal(QPoint(round(self.scale().left), one.height()))
        return self.mapToGlobal(QPoint())

    def scale(self) -> Scale:
        """How mg lie across the picture at this width."""
        inside = self.width() - 2 * self._source.theme.px("small")
        return scale_of(self._source.theme, inside, self._bars, self._model.need)

    def move_from(self, row: _Row, step: int) -> None:
        """Up and Down go from bar to bar; Up at the first one leaves the picture."""
        at = self._rows.index(row) + step
        if at < 0:
            self.left_at_top.emit()
        elif at < len(self._bars):
            self._rows[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def give_tab_stop(self, row: _Row) -> None:
        """The Tab key comes back to the bar where the person was."""
        for other in self._rows:
            policy = Qt.FocusPolicy.StrongFocus if other is row else Qt.FocusPolicy.ClickFocus
            other.setFocusPolicy(policy)

    # ---------------------------------------------------------------- what Qt asks

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_bars()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        sheet = QPainterPath()
        sheet.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(sheet, theme.color("surface"))
        painter.setClipPath(sheet)
        head = QRectF(0, 0, self.width(), self._head.geometry().bottom() + 1)
        painter.fillRect(head, theme.color("sunken"))
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(sheet)

    # ---------------------------------------------------------------- rows

    @Slot()
    def _on_rows(self) -> None:
        """A search draws new rows with every key: a picture that is not seen need not follow."""
        if self.isVisible():
            self._show_bars()

    def _show_bars(self) -> None:
        self._bars = best_of_groups(self._model, self._groups)
        while len(self._rows) < len(self._bars):
            row = _Row(self._source, self)
            row.clicked.connect(self._on_row)
            self._column.insertWidget(2 + len(self._rows), row, 1)
            self._rows.append(row)
        for place, row in enumerate(self._rows):
            row.setVisible(place < len(self._bars))
            if place < len(self._bars):
                row.set_bar(self._bars[place])
        shown = self._rows[: len(self._bars)]
        if shown and all(row.focusPolicy() != Qt.FocusPolicy.StrongFocus for row in shown):
            self.give_tab_stop(shown[0])
        self._say_aloud()
        self._fit_rows()
        self.update()

    def _say_aloud(self) -> None:
        scale = self.scale()
        line = f"The line is the daily need, {scale.need_words}." if scale.need is not None else ""
        head = self._held if self._held[0] else (f"{HEAD}.",)
        said = filter(None, (*head, line, self.caption))
        self.setAccessibleDescription(" ".join(said))

    def _fit_rows(self) -> None:
        """Bars beside their names share out what room there is; they may have come to lie below."""
        theme, stacked = self._source.theme, self.scale().stacked
        most = 0 if stacked else round(TALLEST_PX * theme.text_scale)
        for row in self._rows:
            row.setMaximumHeight(max(most, least_height(theme, stacked=stacked)))
            row.updateGeometry()
        self._head.updateGeometry()

    @Slot()
    def _on_row(self) -> None:
        row = self.sender()
        if isinstance(row, _Row):
            self.chosen.emit(row.bar.row)

    def _show_held(self) -> None:
        """Beside the day's own notice the head will do; from 150 % text that is out of sight."""
        head, text = self._held
        self._head.set_held(head)
        self._warning.setText(text)
        self._warning.setVisible(bool(text) and not self._source.theme.wide)

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        edge = theme.px("small")  # room for the focus ring of a row
        self._column.setContentsMargins(edge, 1, edge, edge)
        self._warning.setContentsMargins(*(theme.px(side) for side in ("pad", "gap", "pad", "gap")))
        self._show_held()
        self._fit_rows()
        self.update()


class _Head(QWidget):
    """What the picture shows, and the marks of its scale: parts of the need in words."""

    def __init__(self, source: ThemeSource, chart: FoodChart) -> None:
        super().__init__(chart)
        self._source, self._chart = source, chart
        self._held = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_held(self, words: str) -> None:
        self._held = words
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._source.theme
        return QSize(1, head_height(theme, stacked=self._chart.scale().stacked))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme, scale = self._source.theme, self._chart.scale()
        paint_head(QPainter(self), theme, scale, QRectF(self.rect()), self._held)


class _Row(QAbstractButton):
    """One bar: a drawn portion, name and portion, the bar with its figure, and a plus."""

    bar: Bar

    def __init__(self, source: ThemeSource, chart: FoodChart) -> None:
        super().__init__(chart)
        self._source, self._chart = source, chart
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_bar(self, bar: Bar) -> None:
        self.bar = bar
        self.setAccessibleName(bar.aloud)
        self.setAccessibleDescription(bar.detail)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        theme = self._source.theme
        return QSize(1, least_height(theme, stacked=self._chart.scale().stacked))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._chart.give_tab_stop(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._chart.move_from(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area, scale = QRectF(self.rect()), self._chart.scale()
        paint_bar(painter, self._source.theme, scale, self.bar, area, lit=self.underMouse())
