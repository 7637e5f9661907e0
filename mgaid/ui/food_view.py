"""The food table as it is seen and used: how rows are drawn, its head, its columns, its keys.

Hides which columns there is room for. What a cell holds is ``food_table``; what happens to a
chosen food is the tab's business.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QFontMetrics,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from mgaid.ui import theme as look
from mgaid.ui.food_table import (
    ASCENDING,
    COLUMNS,
    DESCENDING,
    EXTRA,
    LEFT_COLUMNS,
    NAMES,
    NBSP,
    SHARE_ROLE,
    Column,
    FoodModel,
    Index,
    first_order,
)
from mgaid.ui.parts import IconButton, paint_share
from mgaid.ui.theme import Theme, ThemeSource

BAR_PX = 136
LONGEST_SHARE = "about a quarter"
MOST_MEASURED = 4000
SORTS = (Column.magnesium, Column.share, Column.food, Column.portion)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
# px at 100 % text: the least for a name and a portion, the most for a portion, two figures
NAME_PX, NARROWEST_PX, PORTION_PX, MAGNESIUM_PX, FIGURE_PX = 176, 110, 196, 122, 94
SHORTER_PX = 36  # a bar without its word


class _Ink:
    """Fonts, colours and measured words of one look: a keystroke draws fifty cells."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.fonts = {
            "body": theme.font(),
            "bold": theme.font(bold=True),
            "caption": theme.font("caption"),
        }
        self.metrics = {kind: QFontMetricsF(font) for kind, font in self.fonts.items()}
        self.colors = {
            token: theme.color(token)
            for token in ("text", "text2", "surface", "accent_soft", "accent", "rule")
        }
        self.pad, self.block = theme.px("pad"), theme.px("block")
        self._fitted: dict[tuple[str, str, int], str] = {}

    def fitted(self, text: str, kind: str, width: int) -> str:
        """The text, shortened with dots where the room is too small."""
        key = (text, kind, width)
        shown = self._fitted.get(key)
        if shown is None:
            if len(self._fitted) > MOST_MEASURED:
                self._fitted.clear()
            mode = Qt.TextElideMode.ElideRight
            shown = self._fitted[key] = self.metrics[kind].elidedText(text, mode, max(0, width))
        return shown


class FoodDelegate(QStyledItemDelegate):
    """Draws a row: bold name, figure with unit, bar with words, plus."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._ink = _Ink(source.theme)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._source.theme.px("row") + 1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._ink.theme != self._source.theme:
            self._ink = _Ink(self._source.theme)
        colors, column = self._ink.colors, COLUMNS[index.column()]
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        lit = chosen or (column is Column.add and bool(state & QStyle.StateFlag.State_MouseOver))
        painter.fillRect(area, colors["accent_soft" if lit else "surface"])
        painter.fillRect(QRect(area.left(), area.bottom(), area.width(), 1), colors["rule"])
        if chosen and column is Column.food:
            painter.fillRect(QRect(area.left(), area.top(), 4, area.height()), colors["accent"])
        self._paint_cell(painter, column, area, index)

    def _paint_cell(self, painter: QPainter, column: Column, area: QRect, index: Index) -> None:
        ink = self._ink
        inner = QRectF(area).adjusted(ink.block, 0, 0, -1)
        if column is Column.add:
            side = ink.theme.px("icon")
            ratio = painter.device().devicePixelRatio()
            drawn = look.pixmap(ink.theme, "plus", "accent", side, ratio)
            middle = area.center()
            painter.drawPixmap(QPointF(middle.x() - side / 2, middle.y() - side / 2), drawn)
            return
        text = str(index.data())
        if column is Column.share:
            self._paint_share(painter, inner, index.data(SHARE_ROLE), text)
        elif column is Column.food:
            self._write(painter, inner, text, "bold")
        elif column is Column.portion:
            self._write(painter, inner, text, "body", "text2")
        else:
            self._paint_figure(painter, inner, text, bold=column is Column.magnesium)

    def _paint_share(self, painter: QPainter, area: QRectF, share: float | None, text: str) -> None:
        theme = self._ink.theme
        with_word = area.width() > BAR_PX + self._ink.pad
        if share is not None:
            high, wide = theme.px("row_bar"), min(BAR_PX, round(area.width()) - 4)
            bar = QRectF(area.left(), round(area.center().y() - high / 2), wide, high)
            paint_share(painter, bar, theme, share)
            area.setLeft(bar.right() + self._ink.pad)
        if share is None or with_word:
            self._write(painter, area, text, "caption")

    def _paint_figure(self, painter: QPainter, area: QRectF, text: str, *, bold: bool) -> None:
        figure, space, unit = text.partition(NBSP)
        if not space:
            self._write(painter, area, text, "caption", "text2", right=True)
            return
        unit = f"{NBSP}{unit}"
        self._write(painter, area, unit, "body", right=True)
        area.setRight(area.right() - self._ink.metrics["body"].horizontalAdvance(unit))
        self._write(painter, area, figure, "bold" if bold else "body", right=True)

    def _write(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        kind: str,
        token: str = "text",
        *,
        right: bool = False,
    ) -> None:
        painter.setFont(self._ink.fonts[kind])
        painter.setPen(self._ink.colors[token])
        shown = self._ink.fitted(text, kind, int(area.width()) + 1)
        painter.drawText(area, _RIGHT if right else _LEFT, shown)


def share_word_width(theme: Theme) -> int:
    metrics = QFontMetrics(theme.font("caption"))
    return theme.px("pad") + metrics.horizontalAdvance(LONGEST_SHARE)


class FoodHeader(QHeaderView):
    """The head of the table: words above their cells, a mark at the one that orders the rows."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._source = source
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.setAccessibleName("Columns of the food table")

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._source.theme.px("row"))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        theme, model = self._source.theme, self.model()
        font = theme.font("caption", bold=True)
        metrics = QFontMetrics(font)
        text = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        mark = section == self.sortIndicatorSection() and section != Column.add
        side = theme.px("icon_small")
        left, right = theme.px("block"), 0 if section not in LEFT_COLUMNS else theme.px("tiny")
        if section == Column.share and metrics.horizontalAdvance(text) > rect.width() - left:
            text = text.partition(" a day")[0]
            text = text if metrics.horizontalAdvance(text) <= rect.width() - left else "Share"
        room = rect.width() - left - right - ((side + theme.px("tiny")) if mark else 0)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
        words = metrics.horizontalAdvance(shown)
        x = rect.left() + left if section in LEFT_COLUMNS else rect.left() + left + room - words
        painter.save()
        painter.fillRect(rect, theme.color("sunken"))
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
        painter.restore()


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
        self.setItemDelegate(FoodDelegate(source, self))
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

    @Slot(QModelIndex)
    def _on_double_click(self, index: QModelIndex) -> None:
        if index.column() != Column.add:
            self.chosen.emit(index.row())

    @Slot()
    def _on_rows(self) -> None:
        self._head.setSortIndicator(*self._foods.sorted_by)
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
