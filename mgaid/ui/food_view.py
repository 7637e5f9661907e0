"""The food table as it is seen and used: its head, its columns, its keys.

Hides which columns there is room for. What a cell holds is ``food_table``, how a row is drawn
``food_rows``; what happens to a chosen food is the tab's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QCursor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from mgaid.ui import theme as look
from mgaid.ui.food_rows import BAR_PX, Place, RowPainter, share_word_width
from mgaid.ui.food_table import (
    ASCENDING,
    COLUMNS,
    DESCENDING,
    EXTRA,
    LEFT_COLUMNS,
    NAMES,
    Column,
    FoodModel,
    first_order,
)
from mgaid.ui.parts import IconButton
from mgaid.ui.theme import ThemeSource

SORTS = (Column.magnesium, Column.share, Column.food, Column.portion)
# px at 100 % text: the least for a name and a portion, the most for a portion, two figures
NAME_PX, NARROWEST_PX, PORTION_PX, MAGNESIUM_PX, FIGURE_PX = 198, 110, 196, 122, 94
SHORTER_PX = 56  # a bar without its word
CORNER_PX = 8  # the radius the style sheet gives the frame


class FoodHeader(QHeaderView):
    """The head of the table: words above their cells, a mark at the one that orders the rows."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._source = source
        self._drawn: dict[int, tuple[tuple[object, ...], QPixmap]] = {}
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName("Columns of the food table")

    def sizeHint(self) -> QSize:
        return QSize(1, self._source.theme.px("row"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """New rows make Qt draw the head anew, though it says the same: it is drawn once."""
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        marked = section == self.sortIndicatorSection() and section != Column.add
        order = self.sortIndicatorOrder() if marked else None
        ratio = painter.device().devicePixelRatio()
        key = self._source.theme, section, text, rect.size().toTuple(), order, ratio
        drawn = self._drawn.get(section)
        if drawn is None or drawn[0] != key:
            made = QPixmap((QSizeF(rect.size()) * ratio).toSize())
            made.setDevicePixelRatio(ratio)
            brush = QPainter(made)
            self._draw(brush, QRect(QPoint(), rect.size()), section, text, mark=marked)
            brush.end()
            drawn = self._drawn[section] = key, made
        painter.drawPixmap(rect.topLeft(), drawn[1])

    def _draw(self, painter: QPainter, rect: QRect, section: int, text: str, *, mark: bool) -> None:
        theme = self._source.theme
        font = theme.font("caption", bold=True)
        metrics = QFontMetrics(font)
        side = theme.px("icon_small")
        left, right = theme.px("block"), 0 if section not in LEFT_COLUMNS else theme.px("tiny")
        if section == Column.share and metrics.horizontalAdvance(text) > rect.width() - left:
            text = text.partition(" a day")[0]
            text = text if metrics.horizontalAdvance(text) <= rect.width() - left else "Share"
        room = rect.width() - left - right - ((side + theme.px("tiny")) if mark else 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
        words = metrics.horizontalAdvance(shown)
        x = rect.left() + left if section in LEFT_COLUMNS else rect.left() + left + room - words
        painter.fillRect(rect, theme.color("sunken"))
        below = QRect(rect.left(), rect.bottom(), rect.width(), 1)
        painter.fillRect(below, theme.color("rule"))
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        spot = QRect(x, rect.top(), words + 1, rect.height())
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, shown)
        if mark:
            ratio = painter.device().devicePixelRatio()
            drawn = look.pixmap(theme, "chev_d", "text", side, ratio)
            middle = QPointF(x + words + theme.px("tiny") + side / 2, rect.center().y() + 1)
            painter.translate(middle)
            painter.rotate(0 if self.sortIndicatorOrder() == DESCENDING else 180)
            painter.drawPixmap(QPointF(-side / 2, -side / 2), drawn)


class FoodView(QTableView):
    """The table itself; Enter, a double click or the plus choose a food, Up leaves at the top."""

    chosen = Signal(int)
    left_at_top = Signal()
    no_room = Signal(str)  # names of wanted columns that do not fit

    def __init__(
        self, source: ThemeSource, model: FoodModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._foods = model
        self.extra: tuple[Column, ...] = ()
        self._menu: QMenu | None = None
        self.columns_button = IconButton(source, "menu", "Columns and order", "text", parent=self)
        self.setModel(model)
        self._rows = RowPainter(source.theme, self.devicePixelRatioF())
        self._head = FoodHeader(source, self)
        self.setHorizontalHeader(self._head)
        self._head.setSortIndicatorShown(True)
        self._head.setSortIndicator(-1, ASCENDING)
        self._head.sectionClicked.connect(self.sort_by)
        self.verticalHeader().hide()
        self.setAccessibleName("Foods")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(self._on_double_click)
        self.columns_button.clicked.connect(self._on_columns)
        self._corners = [_Corner(source, self) for _ in range(4)]
        model.modelReset.connect(self._on_rows)
        source.changed.connect(self.fit_columns)
        self.fit_columns()

    @Slot(int)
    def sort_by(self, column: int) -> None:
        """Order the rows by a column; once more turns the order round."""
        if column == Column.add:
            return
        now, order = self._foods.sorted_by
        wanted = first_order(column)
        if now == column:
            wanted = ASCENDING if order == DESCENDING else DESCENDING
        self._foods.sort(column, wanted)
        self._head.setSortIndicator(column, wanted)

    def show_extra(self, columns: Sequence[Column]) -> None:
        """Show these columns as well, as far as there is room."""
        self.extra = tuple(columns)
        self.fit_columns()

    @Slot()
    def fit_columns(self) -> None:
        """Share out the width: name, magnesium and plus always, others while there is room."""
        theme = self._source.theme
        self.verticalHeader().setDefaultSectionSize(theme.px("row") + 1)
        scale = theme.text_scale
        narrow, figure = round(NARROWEST_PX * scale), round(FIGURE_PX * scale)
        add = theme.px("row") + theme.px("block")
        widths = {Column.magnesium: round(MAGNESIUM_PX * scale), Column.add: add}
        left = self.viewport().width() - round(NAME_PX * scale) - sum(widths.values())
        for column in self.extra:
            if left >= figure:
                widths[column] = figure
                left -= figure
        if theme.wide and left >= narrow:
            bar = theme.px("block") + BAR_PX
            full = bar + theme.px("tiny") + share_word_width(theme)
            share = next((wide for wide in (full, bar - SHORTER_PX) if left - narrow >= wide), 0)
            if share:
                widths[Column.share] = share
            widths[Column.portion] = min(round(PORTION_PX * scale), left - share)
        widths[Column.food] = self.viewport().width() - sum(widths.values())
        for column in Column:
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        head = self._head.geometry()
        button = self.columns_button
        button.move(
            head.right() - (add + button.width()) // 2, head.center().y() - button.height() // 2
        )
        button.raise_()

    def spot(self, row: int) -> QPoint:
        """Where on the screen a menu for this row belongs."""
        area = self.visualRect(self._foods.index(row, Column.magnesium))
        return self.viewport().mapToGlobal(area.bottomLeft())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in view, each in one go: Qt would ask for every cell on its own."""
        theme, ratio = self._source.theme, self.devicePixelRatioF()
        if not self._rows.fits(theme, ratio):
            self._rows = RowPainter(theme, ratio)
        places: list[Place] = [
            (column, self.columnViewportPosition(column), self.columnWidth(column))
            for column in COLUMNS
            if not self.isColumnHidden(column)
        ]
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        lit = self._row_of_lit_plus()
        painter = QPainter(self.viewport())
        row, area = self.rowAt(event.rect().top()), event.rect()
        while 0 <= row < self._foods.rowCount():
            top = self.rowViewportPosition(row)
            if top > area.bottom():
                break
            line = QRect(0, top, self.viewport().width(), self.rowHeight(row))
            self._rows.paint(
                painter, self._foods, row, line, places, chosen=row in chosen, lit=row == lit
            )
            row += 1
        painter.end()

    def _row_of_lit_plus(self) -> int:
        if not self.viewport().underMouse():
            return -1
        under = self.indexAt(self.viewport().mapFromGlobal(QCursor.pos()))
        return under.row() if under.column() == Column.add else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here.isValid():
            self.chosen.emit(here.row())
        elif event.key() == Qt.Key.Key_Up and here.row() <= 0:
            self.left_at_top.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        here = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and here.column() == Column.add:
            self.chosen.emit(here.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()
        far = self.width() - CORNER_PX, self.height() - CORNER_PX
        places = [(x, y) for x in (0, far[0]) for y in (0, far[1])]
        for corner, place in zip(self._corners, places, strict=True):
            corner.move(*place)

    @Slot(QModelIndex)
    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() != Column.add:
            self.chosen.emit(index.row())

    @Slot()
    def _on_rows(self) -> None:
        column, order = self._foods.sorted_by
        if (column, order) != (self._head.sortIndicatorSection(), self._head.sortIndicatorOrder()):
            self._head.setSortIndicator(column, order)
        self.scrollToTop()

    @Slot()
    def _on_columns(self) -> None:
        """The menu of what to show beside magnesium, and what to order by; for keys as well."""
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = QMenu(self)
        for column in EXTRA:
            action = menu.addAction(NAMES[column])
            action.setCheckable(True)
            action.setChecked(column in self.extra)
            action.setData(int(column))
            action.toggled.connect(self._on_column)
        menu.addSeparator()
        for column in (*SORTS, *self.extra):
            name = str(self._foods.headerData(column, Qt.Orientation.Horizontal))
            action = menu.addAction(f"Order by {name[:1].lower()}{name[1:]}")
            action.setData(int(column))
            action.triggered.connect(self._on_order)
        menu.popup(self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft()))

    @Slot(bool)
    def _on_column(self, on: bool) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            column = COLUMNS[int(action.data())]
            shown = {*self.extra, column} if on else {*self.extra} - {column}
            self.show_extra([one for one in EXTRA if one in shown])
            left_out = [NAMES[one].lower() for one in self.extra if self.isColumnHidden(one)]
            if left_out:
                self.no_room.emit(", ".join(left_out))

    @Slot()
    def _on_order(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.sort_by(int(action.data()))


class _Corner(QWidget):
    """A corner of the frame, over the square ones of the head and of the rows."""

    def __init__(self, source: ThemeSource, table: QWidget) -> None:
        super().__init__(table)
        self._source, self._table = source, table
        self._drawn: tuple[tuple[object, ...], QPixmap] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(CORNER_PX, CORNER_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Each keystroke draws the rows below anew: the corner is drawn once."""
        ratio = self.devicePixelRatioF()
        key = self._source.theme, self._table.size().toTuple(), self.pos().toTuple(), ratio
        if self._drawn is None or self._drawn[0] != key:
            self._drawn = key, self._picture(ratio)
        QPainter(self).drawPixmap(0, 0, self._drawn[1])

    def _picture(self, ratio: float) -> QPixmap:
        theme = self._source.theme
        frame = QRectF(self._table.rect()).translated(QPointF(-self.pos()))
        radius, inside = CORNER_PX - 0.5, QPainterPath()
        inside.addRoundedRect(frame.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        outside = QPainterPath()
        outside.addRect(frame)
        made = QPixmap((QSizeF(self.size()) * ratio).toSize())
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(outside.subtracted(inside), theme.color("bg"))
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(inside)
        painter.end()
        return made
