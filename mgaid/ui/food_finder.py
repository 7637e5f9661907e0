"""A line to look a food up where there is no food table beside it.

It shows the likeliest few and says which one was chosen; it adds nothing itself.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from mgaid.core.foods import Food, FoodTable
from mgaid.ui.parts import AssistedPick, caption, keep_spacing, say_aloud
from mgaid.ui.theme import ThemeSource

FOUND_AT_MOST = 6


class FoodFinder(QWidget):
    """A line to search a food in, and the first few found: type, Down, Enter."""

    chosen = Signal(str, object, object)  # meal, Food, Portion
    closed = Signal(str)

    def __init__(self, source: ThemeSource, table: FoodTable, meal: str, name: str) -> None:
        super().__init__()
        self._table = table
        self._meal = meal
        self._found: tuple[Food, ...] = ()
        self._field = QLineEdit()
        self._field.setPlaceholderText("Search a food, such as oats")
        self._field.setAccessibleName(f"Search a food for {name.lower()}")
        self._field.setMaxLength(200)
        self._list = QListWidget()
        self._list.setAccessibleName("Foods found")
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = caption("No food found. Try another word.")
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny", ("", "tiny", "", "gap"))
        for part in (self._field, self._list, self._nothing):
            column.addWidget(part)
        self._field.installEventFilter(self)
        self._list.installEventFilter(self)
        # Not textEdited: what dictation or a screen reader puts in is typed as well.
        self._field.textChanged.connect(self._on_typed)
        self._field.returnPressed.connect(self._take_first)
        self._list.itemActivated.connect(self._on_activated)
        self._list.itemClicked.connect(self._on_activated)
        self._assisted = AssistedPick(self._list)
        self._assisted.picked.connect(self._on_picked)
        self._on_typed("")

    def focus(self) -> None:
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.closed.emit(self._meal)
                return True
            if watched is self._field and event.key() == Qt.Key.Key_Down and self._found:
                self._list.setFocus()
                self._list.setCurrentRow(0)
                return True
            if watched is self._list:
                if event.key() == Qt.Key.Key_Up and self._list.currentRow() <= 0:
                    self._field.setFocus()
                    return True
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                    self._on_activated()
                    return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._found = self._table.search(text, FOUND_AT_MOST)
        self._list.clear()
        for food in self._found:
            QListWidgetItem(self._table.name(food), self._list)
        rows = self._list.count()
        high = sum(self._list.sizeHintForRow(row) for row in range(rows))
        self._list.setFixedHeight(high + 2 * self._list.frameWidth() + 2)
        self._list.setVisible(rows > 0)
        self._nothing.setVisible(rows == 0 and bool(text.strip()))
        self._say_found(bool(text.strip()))

    def _say_found(self, asked: bool) -> None:
        """Let a screen reader hear what Enter would take, and that there is more below."""
        said = ""
        if self._found:
            first = self._table.name(self._found[0])
            said = f"{len(self._found)} found. Enter takes {first}. Down for the others."
        elif asked:
            said = self._nothing.text()
        self._field.setAccessibleDescription(said)
        say_aloud(self._field, said)

    @Slot()
    def _take_first(self) -> None:
        if self._found:
            self._take(self._found[0])

    @Slot()
    def _on_activated(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._found):
            self._take(self._found[row])

    @Slot(int)
    def _on_picked(self, row: int) -> None:
        self._take(self._found[row])

    def _take(self, food: Food) -> None:
        self.chosen.emit(self._meal, food, self._table.usual_portion(food))
