"""The rows of the food table: one model over foods it is given.

Hides rounding, order and what a cell says aloud. Which foods are shown is decided elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from mgaid.core.food_guide import Nutrient
from mgaid.core.foods import Food, FoodTable, Portion, magnesium

Index = QModelIndex | QPersistentModelIndex
NBSP = "\N{NO-BREAK SPACE}"
NOT_KNOWN = "not known"
MIME = "application/x-mgaid-foods"
HUNDRED_GRAMS = Portion("g", 100, 100)
RAW_ROLE = Qt.ItemDataRole.UserRole + 1
MOST_SAID = 20_000
ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class Column(IntEnum):
    food, portion, magnesium, share, energy, calcium, potassium, fibre, caffeine, add = range(10)


COLUMNS = tuple(Column)  # quicker to look up in than to call
EXTRA = (Column.energy, Column.calcium, Column.potassium, Column.fibre, Column.caffeine)
NAMES = {
    Column.food: "Food",
    Column.portion: "Usual portion",
    Column.magnesium: "Magnesium",
    Column.energy: "Energy",
    Column.calcium: "Calcium",
    Column.potassium: "Potassium",
    Column.fibre: "Fibre",
    Column.caffeine: "Caffeine",
    Column.add: "",
}
UNITS = {Column.energy: "kcal", Column.fibre: "g"}
_NUTRIENTS: dict[Column, Nutrient] = {
    Column.calcium: "calcium_mg",
    Column.potassium: "potassium_mg",
    Column.caffeine: "caffeine_mg",
}


def amount_text(amount: float | None, unit: str = "mg") -> str:
    """A whole number with its unit, or that nobody published it."""
    return NOT_KNOWN if amount is None else f"{amount:,.0f}{NBSP}{unit}"


class FoodModel(QAbstractTableModel):
    """Rows of foods, per usual portion or per 100 g, with their share of a daily need."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table: FoodTable | None = None
        self._given: tuple[Food, ...] = ()
        self._rows: list[Food] = []
        self._said: dict[tuple[int, Column], str] = {}
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, ASCENDING)
        self.need: tuple[int, int] | None = None
        self.per_portion = True
        self.metric = False

    def set_table(self, table: FoodTable) -> None:
        self._table = table
        self._said.clear()

    def show(self, foods: Sequence[Food], column: int = -1) -> None:
        """Put these foods in the rows: in the order given, or sorted by ``column``."""
        self.beginResetModel()
        self._given = tuple(foods)
        self._sorted_by = (column, first_order(column))
        self._rows = self._in_order()
        self.endResetModel()

    def set_view(self, *, need: tuple[int, int] | None, per_portion: bool, metric: bool) -> None:
        """What the figures are for; ``need`` in mg, lowest and highest while it is open."""
        wanted = (need, per_portion, metric)
        if wanted == (self.need, self.per_portion, self.metric):
            return
        self.layoutAboutToBeChanged.emit()
        self.need, self.per_portion, self.metric = wanted
        self._said.clear()
        self._reorder()
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    @property
    def sorted_by(self) -> tuple[int, Qt.SortOrder]:
        """The column that orders the rows, -1 for the order given; and which way."""
        return self._sorted_by

    def food(self, row: int) -> Food:
        return self._rows[row]

    def portion(self, food: Food) -> Portion:
        """What the figures of a row are for."""
        if not self.per_portion or self._table is None:
            return HUNDRED_GRAMS
        return self._table.usual_portion(food)

    def text(self, row: int, column: Column) -> str:
        """What the cell shows; said once for each food while the figures are for the same."""
        food = self._rows[row]
        key = food.id, column
        known = self._said.get(key)
        if known is None:
            if len(self._said) > MOST_SAID:
                self._said.clear()
            known = self._said[key] = self._text(food, column)
        return known

    def share(self, row: int) -> float | None:
        """The part of the daily need that a row brings, 1 for all of it."""
        return self._share(self._rows[row])

    def name(self, food: Food) -> str:
        return food.name if self._table is None else self._table.name(food)

    def weighed(self, food: Food) -> str:
        """What the figures of a row are for, with its weight: ``1 cup (234 g)``."""
        portion = self.portion(food)
        said, grams = portion.said(metric=self.metric), f"{portion.grams:.0f}{NBSP}g"
        return said if grams in said else f"{said} ({grams})"

    # ---------------------------------------------------------------- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else base

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        food, column = self._rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._aloud(food, column)
        if role == RAW_ROLE:
            return self._raw(food, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column not in LEFT_COLUMNS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == Qt.ItemDataRole.DisplayRole:
            if column is Column.share:
                return self._share_head()
            if column is Column.portion and not self.per_portion:
                return "Amount"
            return NAMES[column]
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.add:
            return "Add to my day"
        return None

    def sort(self, column: int, order: Qt.SortOrder = ASCENDING) -> None:
        if column == Column.add:
            return
        self.layoutAboutToBeChanged.emit()
        self._sorted_by = (column, order)
        self._reorder()
        self.layoutChanged.emit()

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        rows = sorted({index.row() for index in indexes})
        carried = [self.helping(self._rows[row]) for row in rows]
        made = QMimeData()
        made.setData(MIME, json.dumps(carried).encode())
        made.setText("\n".join(f"{name}, {measure}" for _, name, measure, _ in carried))
        return made

    def helping(self, food: Food) -> tuple[int, str, str, float]:
        """What one row adds to a day: food id, name, measure, grams."""
        portion = self.portion(food)
        return food.id, self.name(food), portion.said(metric=self.metric), portion.grams

    # ---------------------------------------------------------------- cells

    def _text(self, food: Food, column: Column) -> str:
        if column is Column.food:
            return self.name(food)
        if column is Column.portion:
            return self.portion(food).said(metric=self.metric)
        if column is Column.share:
            mg = magnesium(food, self.portion(food).grams)
            if mg is None or self.need is None or self._table is None:
                return NOT_KNOWN
            return self._table.guide.share_words(mg, self.need[1])
        if column is Column.add:
            return ""
        return amount_text(self._amount(food, column), UNITS.get(column, "mg"))

    def _aloud(self, food: Food, column: Column) -> str:
        if column is Column.share and self.need is not None:
            mg = self._amount(food, Column.magnesium)
            if mg is not None:
                return f"{mg:,.0f} of {self.need[1]}{NBSP}mg"
        if column is Column.add:
            return f"Add {self.name(food)} to my day"
        if column is Column.food and food.unranked and self._table is not None:
            return f"{self.name(food)}. {self._table.guide.reasons[food.unranked]}"
        text = self._text(food, column)
        return f"about {text}" if column is Column.magnesium and text != NOT_KNOWN else text

    def _raw(self, food: Food, column: Column) -> str | float | None:
        if column is Column.food:
            return self.name(food).casefold()
        if column is Column.portion:
            return self.portion(food).grams
        if column is Column.share:
            return self._share(food)
        return None if column is Column.add else self._amount(food, column)

    def _amount(self, food: Food, column: Column) -> float | None:
        grams = self.portion(food).grams
        if column is Column.magnesium:
            return magnesium(food, grams)
        nutrient = _NUTRIENTS.get(column)
        if nutrient is not None:
            return None if self._table is None else self._table.amount(food, nutrient, grams)
        value = food.energy_kcal if column is Column.energy else food.fibre_g
        return None if value is None else value * grams / 100

    def _share(self, food: Food) -> float | None:
        mg = magnesium(food, self.portion(food).grams)
        return None if mg is None or self.need is None else mg / self.need[1]

    def _share_head(self) -> str:
        if self.need is None:
            return "Share of your need"
        low, high = self.need
        whose = "your " if low == high else ""
        open_end = "" if low == high else ", the top need"
        return f"Share of {whose}{high}{NBSP}mg a day{open_end}"

    # ---------------------------------------------------------------- order

    def _reorder(self) -> None:
        """Sort the rows anew and tell Qt where each one went."""
        before = self.persistentIndexList()
        foods = [self._rows[index.row()] for index in before]
        self._rows = self._in_order()
        place = {food.id: row for row, food in enumerate(self._rows)}
        after = [
            self.index(place[food.id], index.column())
            for food, index in zip(foods, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)

    def _in_order(self) -> list[Food]:
        """The foods given, sorted; those without a figure come last either way."""
        number, order = self._sorted_by
        if number < 0:
            return list(self._given)
        column = Column(number)
        known: list[tuple[Any, Food]] = []
        unknown: list[Food] = []
        for food in self._given:
            raw = self._raw(food, column)
            if raw is None:
                unknown.append(food)
            else:
                known.append((raw, food))
        known.sort(key=_first, reverse=order == DESCENDING)
        return [food for _, food in known] + unknown


LEFT_COLUMNS = (Column.food, Column.portion, Column.share, Column.add)


def _first(pair: tuple[Any, Food]) -> Any:
    return pair[0]


def first_order(column: int) -> Qt.SortOrder:
    """Words start at A, figures at the most."""
    return ASCENDING if column in (-1, Column.food) else DESCENDING


def dragged(mime: QMimeData) -> list[tuple[int, str, str, float]]:
    """The helpings carried by a drag; none if it carries something else."""
    if not mime.hasFormat(MIME):
        return []
    carried = json.loads(bytes(mime.data(MIME).data()).decode())
    return [(int(food), str(name), str(said), float(grams)) for food, name, said, grams in carried]
