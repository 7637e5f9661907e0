"""What narrows the food table: the search line, the chips and the food group menu.

They decide which foods are in the rows and in which order; the table only shows them.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from mgaid.core.food_guide import Diet
from mgaid.core.foods import Food, FoodTable
from mgaid.ui import theme as look
from mgaid.ui.parts import Chip, FlowLayout
from mgaid.ui.theme import ThemeSource

FOUND_AT_MOST = 100
FILTERED_FROM = 400
LONGEST_SEARCH = 10_000
ALL_GROUPS = "Food group"
DIETS: tuple[tuple[str, Diet], ...] = (
    ("No nuts", "nuts"),
    ("No gluten", "gluten"),
    ("No dairy", "dairy"),
)


class FoodFilters(QWidget):
    """The chips. ``changed`` follows every choice; ``good_wanted`` asks for an empty search."""

    changed = Signal()
    good_wanted = Signal()

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = ""
        self._good = Chip(source, "Good sources")
        self._good.setChecked(True)
        self._easy = Chip(source, "Easy wins")
        self._plants = Chip(source, "Plants only")
        self._free = {diet: Chip(source, words) for words, diet in DIETS}
        self._groups = _MenuChip(source, ALL_GROUPS)
        self._menu = QMenu(self._groups)
        self._groups.setMenu(self._menu)
        self.row = FlowLayout(self)
        for chip in (self._good, self._easy, self._plants, *self._free.values(), self._groups):
            self.row.addWidget(chip)
        self._good.clicked.connect(self._on_good)
        self._easy.clicked.connect(self._on_easy)
        for chip in (self._plants, *self._free.values()):
            chip.clicked.connect(self.changed)

    def show_groups(self, table: FoodTable) -> None:
        """Fill the menu with the shelves of the table."""
        choices = QActionGroup(self._menu)
        for name in ("", *table.categories):
            action = QAction(name or "All food groups", self._menu)
            action.setCheckable(True)
            action.setChecked(name == self._group)
            action.setData(name)
            choices.addAction(action)
            self._menu.addAction(action)
        choices.triggered.connect(self._on_group)

    @property
    def good_sources(self) -> bool:
        """The first view: nothing is searched for, no wider list is asked for."""
        return self._good.isChecked()

    @property
    def plant_only(self) -> bool:
        return self._plants.isChecked()

    @property
    def free_of(self) -> tuple[Diet, ...]:
        return tuple(diet for diet, chip in self._free.items() if chip.isChecked())

    @property
    def by_diet(self) -> bool:
        """Foods whose contents are not known are left out."""
        return self.plant_only or bool(self.free_of)

    @property
    def by_need(self) -> bool:
        """What is shown depends on the daily need."""
        return self._easy.isChecked()

    @property
    def narrowing(self) -> bool:
        """A search may find nothing because of a chip or the food group."""
        return self.by_diet or self._easy.isChecked() or bool(self._group)

    def set_searching(self, on: bool) -> None:
        """A search looks through all foods; when it ends, the good sources come back."""
        self._good.setChecked(not on and not self._easy.isChecked() and not self._group)

    def foods(self, table: FoodTable, query: str, need_mg: float | None) -> list[Food]:
        """The foods for the rows: found ones, the likeliest first, or a list without order."""
        if not query:
            if self._good.isChecked():
                all_foods: Sequence[Food] = [food for food, _ in table.featured]
            else:
                all_foods = [food for food in table.shown if food.ranked]
            return [food for food in all_foods if self._passes(table, food, need_mg)]
        if not self.narrowing:
            return list(table.search(query, FOUND_AT_MOST))
        found = table.search(query, FILTERED_FROM)
        if len(found) == FILTERED_FROM and len(query) > 1:
            found = table.search(query, len(table.shown))
        return [food for food in found if self._passes(table, food, need_mg)][:FOUND_AT_MOST]

    def _passes(self, table: FoodTable, food: Food, need_mg: float | None) -> bool:
        if self._group and food.category != self._group:
            return False
        if self.by_diet and not table.fits(food, plant_only=self.plant_only, free_of=self.free_of):
            return False
        if not self._easy.isChecked() or need_mg is None:
            return True
        return table.is_easy_win(food, need_mg)

    @Slot()
    def _on_good(self) -> None:
        """The good sources are a list of their own: the search and the wider lists end."""
        if self._good.isChecked():
            self._easy.setChecked(False)
            self._set_group("")
            self.good_wanted.emit()
            self._good.setChecked(True)
        self.changed.emit()

    @Slot()
    def _on_easy(self) -> None:
        if self._easy.isChecked():
            self._good.setChecked(False)
        self.changed.emit()

    @Slot(QAction)
    def _on_group(self, action: QAction) -> None:
        self._set_group(str(action.data()))
        if self._group:
            self._good.setChecked(False)
        self.changed.emit()

    def _set_group(self, name: str) -> None:
        self._group = name
        self._groups.setText(name or ALL_GROUPS)
        self._groups.setAccessibleName(f"{ALL_GROUPS}: {name or 'all'}")
        self._groups.setChecked(bool(name))
        for action in self._menu.actions():
            action.setChecked(action.data() == name)


class SearchField(QLineEdit):
    """The search line with its magnifier."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.setPlaceholderText("Search a food, such as oats or tahini")
        self.setAccessibleName("Search a food")
        self.setMaxLength(LONGEST_SEARCH)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._source.theme
        side = theme.px("icon")
        drawn = look.pixmap(theme, "search", "text", side, self.devicePixelRatioF())
        spot = QPointF(theme.px("pad"), (self.height() - side) / 2)
        QPainter(self).drawPixmap(spot, drawn)

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self.setTextMargins(theme.px("icon") + theme.px("small"), 0, 0, 0)


class _MenuChip(Chip):
    """A chip that opens a menu; the mark at its end says so."""

    def __init__(self, source: ThemeSource, text: str, parent: QWidget | None = None) -> None:
        super().__init__(source, text, parent=parent)
        self._look = source

    def sizeHint(self) -> QSize:
        theme = self._look.theme
        return super().sizeHint() + QSize(theme.px("icon_button") + theme.px("small"), 0)

    def nextCheckState(self) -> None:
        """Only a choice in the menu turns it on."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = self._look.theme
        side = theme.px("icon_button")
        drawn = look.pixmap(theme, "chev_d", "text", side, self.devicePixelRatioF())
        x = self.width() - theme.px("block") - side
        QPainter(self).drawPixmap(QPointF(x, (self.height() - side) / 2), drawn)
