"""Ways to go somewhere: underlined tabs, the list of sections, the first screen's large buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QWidget,
)

from mgaid.ui import theme as look
from mgaid.ui.parts.assisted import AssistedPick
from mgaid.ui.parts.text import breakable
from mgaid.ui.theme import ThemeSource

UNDERLINE_PX = 3
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class TabBar(QTabBar):
    """Icon and word; the open one is bold with an underline. Room for bold is always kept."""

    def __init__(
        self, source: ThemeSource, size: str = "tab_bar", parent: QWidget | None = None
    ) -> None:
        """``size`` is the px kind of its height: "tab_bar" (64) or "step" (44)."""
        super().__init__(parent)
        self._source = source
        self._size = size
        self._icons: list[str] = []
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        source.changed.connect(self._on_theme)

    def add_tab(self, text: str, icon: str = "") -> int:
        self._icons.append(icon)
        return self.addTab(text)

    def set_icon(self, index: int, icon: str) -> None:
        self._icons[index] = icon
        self._measure(index)

    def tabSizeHint(self, index: int) -> QSize:
        theme = self._source.theme
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.tabText(index))
        mark = theme.px("icon") + theme.px("gap") if self._icons[index] else 0
        side = theme.px("card_x" if self._icons[index] else "pad")
        return QSize(words + mark + 2 * side, theme.px(self._size))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        theme = self._source.theme
        area = QRectF(self.tabRect(index))
        on = index == self.currentIndex()
        token = "accent" if on else "text2"
        if not on and area.contains(QPointF(self.mapFromGlobal(self.cursor().pos()))):
            painter.fillRect(area, theme.color("accent_soft"))
        words = QRectF(area)
        words.setLeft(area.left() + theme.px("card_x" if self._icons[index] else "pad"))
        if self._icons[index]:
            side = theme.px("icon")
            drawn = look.pixmap(theme, self._icons[index], token, side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(words.left(), area.center().y() - side / 2), drawn)
            words.setLeft(words.left() + side + theme.px("gap"))
        painter.setFont(theme.font(bold=on))
        painter.setPen(theme.color(token))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.tabText(index))
        if on:
            line = QRectF(area.left(), area.bottom() - UNDERLINE_PX, area.width(), UNDERLINE_PX)
            painter.fillRect(line, theme.color("accent"))

    @Slot()
    def _on_theme(self) -> None:
        for index in range(self.count()):
            self._measure(index)

    def _measure(self, index: int) -> None:
        """Have Qt ask for the room of a tab again; a text that is set anew does that."""
        self.setTabText(index, self.tabText(index))
        self.updateGeometry()
        self.update()


class _SectionDelegate(QStyledItemDelegate):
    """A row of the section list: 44 high, words wrap; the open one is bold with a bar."""

    def __init__(self, source: ThemeSource, parent: QListWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._list = parent

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        theme = self._source.theme
        wide = max(self._list.viewport().width(), 80)
        room = QRect(0, 0, wide - self._left() - theme.px("gap"), 10_000)
        metrics = QFontMetrics(theme.font(bold=True))
        high = metrics.boundingRect(room, WRAP, str(index.data())).height()
        return QSize(wide, max(theme.px("step"), high + 2 * theme.px("pad")))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._source.theme
        area: QRect = option.rect
        state: QStyle.StateFlag = option.state
        on = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if on or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("accent_soft"))
        if on:
            painter.fillRect(
                QRect(area.left(), area.top(), 4, area.height()), theme.color("accent")
            )
        painter.setFont(theme.font(bold=on))
        painter.setPen(theme.color("text"))
        words = area.adjusted(self._left(), 0, -theme.px("gap"), 0)
        middle = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, middle, str(index.data()))
        painter.restore()

    def _left(self) -> int:
        return self._source.theme.px("card_x")


class NavList(QListWidget):
    """The sections of a tab; native ``currentRowChanged`` says which is open."""

    def __init__(
        self, source: ThemeSource, items: Sequence[str], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self.setProperty("nav", True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(_SectionDelegate(source, self))
        self.setMouseTracking(True)
        self.addItems(list(items))
        self.setCurrentRow(0)
        self._assisted = AssistedPick(self)
        self._assisted.picked.connect(self.setCurrentRow)
        source.changed.connect(self._on_theme)
        self._on_theme()

    @Slot()
    def _on_theme(self) -> None:
        self.setFixedWidth(self._source.theme.px("nav"))
        self.scheduleDelayedItemsLayout()


class ActionCard(QPushButton):
    """A large way in: icon, head, one line below it and an arrow. One on a page may be filled."""

    def __init__(
        self,
        source: ThemeSource,
        icon: str,
        head: str,
        body: str,
        filled: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._icon_name = icon
        self._filled = filled
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_text(head, body)
        source.changed.connect(self._on_theme)

    def set_text(self, head: str, body: str) -> None:
        self._head = breakable(head)
        self._body = breakable(body)
        self.setAccessibleName(head)
        self.setAccessibleDescription(body)
        self._on_theme()

    def set_filled(self, filled: bool) -> None:
        self._filled = filled
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        head, body = self._word_rects(width)
        return head.height() + body.height() + 2 * self._source.theme.px("column")

    def sizeHint(self) -> QSize:
        wide = round(420 * self._source.theme.text_scale)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        wide = max(self.width(), 280)
        return QSize(280, self.heightForWidth(wide))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        over = self.underMouse() or self.isDown()
        if self._filled:
            fill, words = ("accent_hover" if over else "accent"), "on_accent"
        else:
            fill, words = ("accent_soft" if over else "surface"), "text"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(fill if self._filled else "accent"), 2))
        painter.setBrush(theme.color(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        side = theme.px("icon_head")
        ratio = self.devicePixelRatioF()
        mark = look.pixmap(theme, self._icon_name, words if self._filled else "accent", side, ratio)
        painter.drawPixmap(QPointF(theme.px("page"), (self.height() - side) / 2), mark)
        small = theme.px("icon")
        arrow = look.pixmap(theme, "next", words, small, ratio)
        painter.drawPixmap(
            QPointF(self.width() - theme.px("page") - small, (self.height() - small) / 2), arrow
        )
        head, body = self._word_rects(self.width())
        top = (self.height() - head.height() - body.height()) // 2
        painter.setPen(theme.color(words))
        painter.setFont(theme.font("section", bold=True))
        painter.drawText(head.translated(0, top), WRAP, self._head)
        painter.setFont(theme.font())
        painter.drawText(body.translated(0, top + head.height()), WRAP, self._body)

    def _word_rects(self, width: int) -> tuple[QRect, QRect]:
        """The room for head and body, both from y = 0."""
        theme = self._source.theme
        left = theme.px("page") + theme.px("icon_head") + theme.px("column")
        right = theme.px("page") + theme.px("icon") + theme.px("block")
        room = QRect(left, 0, max(width - left - right, 80), 10_000)
        sized = []
        for font, text in (
            (theme.font("section", bold=True), self._head),
            (theme.font(), self._body),
        ):
            high = QFontMetrics(font).boundingRect(room, WRAP, text).height()
            sized.append(QRect(room.left(), 0, room.width(), high))
        return sized[0], sized[1]

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
