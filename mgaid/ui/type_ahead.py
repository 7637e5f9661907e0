"""A line to type in, with a list of offers below it; the last offer keeps what was typed.

Hides the list, its keys and what a screen reader hears of it. It does not know what is offered,
and nothing is ever chosen that the person did not see highlighted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mgaid.ui.parts import AssistedPick, IconLabel, say_aloud
from mgaid.ui.theme import ThemeSource

LONGEST_NAME = 200
_NOTE = Qt.ItemDataRole.UserRole + 1
_NAME = Qt.ItemDataRole.UserRole + 2
_BAR_PX = 4
_LEAST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Offer:
    """A name to offer with a word on what it is. An ``unsure`` one is never highlighted first."""

    name: str
    note: str = ""
    unsure: bool = False


class TypeAhead(QLineEdit):
    """``picked`` carries the name offered, ``kept`` what was typed and is on no list.

    The offers lie over ``host``, which holds this field and leaves room below it.
    """

    picked = Signal(str)
    kept = Signal(str)

    def __init__(
        self,
        source: ThemeSource,
        name: str,
        offers: Callable[[str], Sequence[Offer]],
        host: QWidget,
    ) -> None:
        super().__init__(host)
        self._source = source
        self._host = host
        self._offers = offers
        self._list = _Offers(source, host)
        self._list.itemClicked.connect(self._on_clicked)
        self._list.currentRowChanged.connect(self._tell)
        self._assisted = AssistedPick(self._list)
        self._assisted.picked.connect(self._on_picked)
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST_NAME)
        self._glass = IconLabel(source, "search", "text", 20, self)
        # Not textEdited: what dictation or a screen reader puts in is typed as well.
        self.textChanged.connect(self._on_typed)
        host.installEventFilter(self)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def flush(self) -> None:
        """Take what stands in the field, as it was typed."""
        typed = self.text().strip()
        if typed:
            self._take(typed, listed=False)

    @property
    def is_open(self) -> bool:
        return self._list.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # Never passed on: it would press the window's button as well.
            if self.is_open:
                self._choose(self._list.currentItem())
            elif self.text().strip():
                self._on_typed()
            event.accept()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.text().strip():
            if self.is_open:
                self._list.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self._on_typed()
            event.accept()
        elif key == Qt.Key.Key_Escape and self.is_open:
            self._close()
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self.is_open:
            self._place()
        return super().eventFilter(watched, event)

    @Slot()
    def _on_typed(self) -> None:
        typed = self.text().strip()
        if not typed:
            self._close()
            return
        offers = self._offers(typed)
        self._list.show_offers(typed, offers)
        self._place()
        self._list.show()
        self._list.raise_()
        self._tell()

    @Slot(QListWidgetItem)
    def _on_clicked(self, row: QListWidgetItem) -> None:
        self._choose(row)

    @Slot(int)
    def _on_picked(self, row: int) -> None:
        self._choose(self._list.item(row))

    def _choose(self, row: QListWidgetItem) -> None:
        name = row.data(_NAME)
        self._take(str(name) if name else self.text().strip(), listed=bool(name))

    def _take(self, name: str, *, listed: bool) -> None:
        self.clear()
        self._close()
        (self.picked if listed else self.kept).emit(name)

    def _close(self) -> None:
        self._list.hide()
        self.setAccessibleDescription("")

    @Slot()
    def _tell(self) -> None:
        """Let a screen reader hear how many offers there are and which one Enter would take."""
        if not self.is_open:
            return
        row = self._list.currentItem()
        count = self._list.count() - 1
        number = f"{count} suggestion{'' if count == 1 else 's'}."
        self.setAccessibleDescription(f"{number} {_aloud(row)}")
        say_aloud(self, self.accessibleDescription())

    def _place(self) -> None:
        host = self._host
        below = self.mapTo(host, QPoint(0, self.height() + 4))
        room = max(host.height() - below.y() - 4, _LEAST_ROWS * self._list.row_px)
        high = min(self._list.count() * self._list.row_px + 10, room)
        self._list.setGeometry(QRect(below, QSize(self.width(), high)))

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._glass.move(theme.px("block"), (theme.px("field") - self._glass.height()) // 2)
        self.setFixedHeight(theme.px("field"))
        self.setTextMargins(self._glass.width() + theme.px("pad"), 0, 0, 0)
        if self.is_open:
            self._place()


class _Offers(QListWidget):
    """The offers; the field keeps the focus."""

    def __init__(self, source: ThemeSource, host: QWidget) -> None:
        super().__init__(host)
        self._source = source
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Suggestions")
        self.setItemDelegate(_OfferRow(source, self))
        self.setViewportMargins(2, 2, 2, 2)
        self.hide()

    @property
    def row_px(self) -> int:
        return self._source.theme.px("step")

    def show_offers(self, typed: str, offers: Sequence[Offer]) -> None:
        blocked = self.blockSignals(True)
        self.clear()
        for offer in offers:
            self._add(offer.name, offer.note, offer.name, typed)
        self._add(f"Keep “{typed}” in my own words", "not on the list", "", "")
        sure = bool(offers) and not offers[0].unsure
        self.setCurrentRow(0 if sure else len(offers))
        self.blockSignals(blocked)

    def step(self, by: int) -> None:
        self.setCurrentRow((self.currentRow() + by) % self.count())

    def _add(self, text: str, note: str, name: str, typed: str) -> None:
        row = QListWidgetItem(text)
        row.setData(_NOTE, note)
        row.setData(_NAME, name)
        row.setData(Qt.ItemDataRole.UserRole, typed)
        row.setData(Qt.ItemDataRole.AccessibleTextRole, _aloud(row))
        self.addItem(row)


def _aloud(row: QListWidgetItem) -> str:
    note = row.data(_NOTE)
    return f"{row.text()}, {note}" if note else row.text()


class _OfferRow(QStyledItemDelegate):
    """Name at the left with the typed start in bold, what it is at the right."""

    def __init__(self, source: ThemeSource, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(100, self._source.theme.px("step"))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._source.theme
        area = option.rect
        state = option.state
        painter.save()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.color("accent_soft"))
        if chosen:
            bar = QRect(area.topLeft(), QSize(_BAR_PX, area.height()))
            painter.fillRect(bar, theme.color("accent"))
        words = area.adjusted(theme.px("block"), 0, -theme.px("pad"), 0)
        note = str(index.data(_NOTE) or "")
        small = QFontMetrics(theme.font("caption"))
        left = self._paint_name(painter, words, index)
        room = words.right() - left - theme.px("block")
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text2"))
        painter.drawText(
            words,
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            small.elidedText(note, Qt.TextElideMode.ElideRight, max(room, 0)),
        )
        painter.restore()

    def _paint_name(
        self, painter: QPainter, words: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> int:
        """Returns where the name ends."""
        theme = self._source.theme
        name = str(index.data(Qt.ItemDataRole.DisplayRole))
        typed = str(index.data(Qt.ItemDataRole.UserRole) or "")
        start = len(typed) if typed and name.casefold().startswith(typed.casefold()) else 0
        painter.setPen(theme.color("text"))
        left = words.left()
        for part, bold in ((name[:start], True), (name[start:], False)):
            font = theme.font(bold=bold)
            metrics = QFontMetrics(font)
            painter.setFont(font)
            room = QRect(left, words.top(), words.right() - left, words.height())
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
            left += metrics.horizontalAdvance(shown)
        return left
