"""The person's questions for the visit: suggested ones and their own, in their own order.

The first three go on the page. Which ones are suggested is ``core.suggest``.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content.asking import AskSpecial
from mgaid.core.suggest import questions_to_ask
from mgaid.core.summary import QUESTIONS_FIRST
from mgaid.ui.parts import AssistedPick, Button, FlowLayout, caption, keep_spacing, label, say_aloud
from mgaid.ui.product_entry import OwnEnterLine
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

LONGEST_QUESTION = 300
BESIDE_FROM_PX = 640
HOW = "The first three go on your page. Drag a question, or press Alt and an arrow key, to move it."
_ID = Qt.ItemDataRole.UserRole
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_BAR_PX = 4
_EDGE_PX = 2


def build(
    workspace: Workspace, source: ThemeSource, _ask: AskSpecial, parent: QWidget | None
) -> QWidget:
    return Questions(workspace, source, parent)


class Questions(QWidget):
    """The ranked list, and a line to add a question."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        column = QVBoxLayout(self)
        keep_spacing(source, column, "pad")
        column.addWidget(label(HOW, tone="text2"))
        self._list = _Ranked(source)
        self._list.moved.connect(self._on_moved)
        self._list.currentRowChanged.connect(self._on_current)
        column.addWidget(self._list)
        self._up = Button(source, "Move up", "neutral", size="button_row")
        self._down = Button(source, "Move down", "neutral", size="button_row")
        self._remove = Button(source, "Remove my question", "neutral", "bin", size="button_row")
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._remove.clicked.connect(self._on_remove)
        moves = FlowLayout(spacing=8)
        for button in (self._up, self._down, self._remove):
            moves.addWidget(button)
        column.addLayout(moves)
        words = caption("A question of your own")
        self._own = OwnEnterLine()
        self._own.setMaxLength(LONGEST_QUESTION)
        self._own.setAccessibleName(words.text())
        self._own.entered.connect(self.flush)
        words.setBuddy(self._own)
        add = Button(source, "Add my question", "outlined", "plus")
        add.clicked.connect(self.flush)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        keep_spacing(source, self._row, "pad")
        self._row.addWidget(self._own, 1)
        button_row = QHBoxLayout()
        button_row.addWidget(add)
        button_row.addStretch(0)
        self._row.addLayout(button_row)
        column.addWidget(words)
        column.addLayout(self._row)
        column.addStretch(1)
        workspace.changed.connect(self._on_changed)
        workspace.parting.connect(self.flush)
        self.refresh()

    @Slot()
    def flush(self) -> None:
        """Put the typed question first; one that stands there already is only moved up."""
        text = " ".join(self._own.text().split())
        if not text:
            return
        self._own.clear()
        visit = self._workspace.visit
        order = [one for one in self._list.order() if one != text]
        own = visit.questions if text in visit.questions else (*visit.questions, text)
        self._workspace.change("My question", questions=own, ask_first=(text, *order))
        self._list.setCurrentRow(0)

    @Slot()
    def refresh(self) -> None:
        workspace = self._workspace
        asked = questions_to_ask(workspace.content, workspace.visit, workspace.assessment)
        self._list.show_questions(asked)
        self._on_current()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():  # out of sight it costs nothing; it catches up when shown
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )

    @Slot()
    def _on_moved(self) -> None:
        self._workspace.change("Order of questions", ask_first=self._list.order())

    @Slot()
    def _on_current(self) -> None:
        row, count = self._list.currentRow(), self._list.count()
        order = self._list.order()
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < count - 1)
        question = self._list.item(row).text() if 0 <= row < count else ""
        for button in (self._up, self._down, self._remove):
            button.setAccessibleDescription(question)
        own = 0 <= row < count and order[row] in self._workspace.visit.questions
        self._remove.setVisible(own)

    @Slot()
    def _on_up(self) -> None:
        self._list.shift(-1)

    @Slot()
    def _on_down(self) -> None:
        self._list.shift(1)

    @Slot()
    def _on_remove(self) -> None:
        gone = self._list.order()[self._list.currentRow()]
        visit = self._workspace.visit
        self._workspace.change(
            "Remove a question",
            questions=tuple(one for one in visit.questions if one != gone),
            ask_first=tuple(one for one in self._list.order() if one != gone),
        )
        self._list.setFocus()


class _Ranked(QListWidget):
    """The questions in order, as high as they need. ``moved``: the person changed the order."""

    moved = Signal()

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setAccessibleName("Questions, the first three are asked first")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        # The corners of a chosen row stay inside the round ones of the frame.
        self.setViewportMargins(_EDGE_PX, _EDGE_PX, _EDGE_PX, _EDGE_PX)
        self.setItemDelegate(_QuestionRow(source, self))
        # A drop takes the old row away after the new one is there: look when both are done.
        self.model().rowsMoved.connect(self._on_rows)
        self.model().rowsRemoved.connect(self._on_rows)
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._on_settled)
        self._quiet = False
        self._assisted = AssistedPick(self)
        self._assisted.picked.connect(self.setCurrentRow)
        source.changed.connect(self._fit)

    def order(self) -> tuple[str, ...]:
        return tuple(str(self.item(row).data(_ID)) for row in range(self.count()))

    def show_questions(self, asked: tuple[tuple[str, str], ...]) -> None:
        if self.order() == tuple(one for one, _ in asked):
            self._name_rows()
            return
        at = self.currentItem().data(_ID) if self.currentRow() >= 0 else None
        self._quiet = True
        self.clear()
        for one, text in asked:
            row = QListWidgetItem(text)
            row.setData(_ID, one)
            self.addItem(row)
        self._quiet = False
        order = self.order()
        self.setCurrentRow(order.index(at) if at in order else 0)
        self._name_rows()
        self._fit()

    def shift(self, by: int) -> None:
        """Move the current question up or down."""
        row = self.currentRow()
        if not (0 <= row < self.count() and 0 <= row + by < self.count()):
            return
        self._quiet = True
        moved = self.takeItem(row)
        self.insertItem(row + by, moved)
        self.setCurrentRow(row + by)
        self._quiet = False
        self._name_rows()
        self.moved.emit()
        said = f"Now number {row + by + 1} of {self.count()}."
        say_aloud(self, said)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _on_rows(self) -> None:
        if not self._quiet:
            self._settled.start()

    @Slot()
    def _on_settled(self) -> None:
        self._name_rows()
        self.moved.emit()

    def _name_rows(self) -> None:
        for row in range(self.count()):
            item = self.item(row)
            first = ", ask first" if row < QUESTIONS_FIRST else ""
            name = f"{row + 1}{first}: {item.text()}"
            if item.data(Qt.ItemDataRole.AccessibleTextRole) != name:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, name)

    @Slot()
    def _fit(self) -> None:
        self.doItemsLayout()
        high = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(high + 2 * (self.frameWidth() + _EDGE_PX))


class _QuestionRow(QStyledItemDelegate):
    """Number, question, and "Ask first" for those that go on the page."""

    def __init__(self, source: ThemeSource, parent: QListWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._list = parent

    def sizeHint(
        self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        theme = self._source.theme
        wide = self._list.viewport().width()
        room = self._words(QRect(0, 0, wide, 10_000))
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        words = QFontMetrics(theme.font()).boundingRect(room, int(_WRAP), text)
        return QSize(wide, max(theme.px("row"), words.height() + theme.px("block")))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme = self._source.theme
        area = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.color("accent_soft"))
            bar = QRect(area.topLeft(), QSize(_BAR_PX, area.height()))
            painter.fillRect(bar, theme.color("accent"))
        first = index.row() < QUESTIONS_FIRST
        words = self._words(area)
        number = QRect(area.left(), area.top(), words.left() - area.left(), area.height())
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font(bold=first))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        painter.setFont(theme.font())
        painter.drawText(words, int(_WRAP), str(index.data(Qt.ItemDataRole.DisplayRole)))
        if first:
            tag = QRect(words.right(), area.top(), area.right() - words.right(), area.height())
            painter.setFont(theme.font("caption", bold=True))
            painter.setPen(theme.color("info"))
            painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, "Ask first")
        if index.row() + 1 < self._list.count():
            painter.setPen(theme.color("rule"))
            painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.restore()

    def _words(self, area: QRect) -> QRect:
        theme = self._source.theme
        tag = QFontMetrics(theme.font("caption", bold=True)).horizontalAdvance("Ask first")
        return area.adjusted(theme.px("row") + theme.px("gap"), 0, -tag - theme.px("page"), 0)
