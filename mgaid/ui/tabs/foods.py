"""The Foods tab: search and compare foods on the left, the usual day on the right.

It decides which rows the table shows; the table draws them, the day panel keeps the day.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.food_day import no_swaps
from mgaid.core.food_guide import FoodsUnavailable
from mgaid.core.foods import Food, FoodTable, magnesium
from mgaid.ui import pantry
from mgaid.ui.beside import NO_LIMIT, Beside
from mgaid.ui.day_meals import planned_food
from mgaid.ui.day_panel import DayPanel
from mgaid.ui.day_words import MEALS, mg
from mgaid.ui.food_chart import FoodChart
from mgaid.ui.food_filters import FoodFilters, SearchField
from mgaid.ui.food_heading import FoodHeading
from mgaid.ui.food_table import Column, FoodModel
from mgaid.ui.food_view import FoodView
from mgaid.ui.parts import (
    FlowLayout,
    Notice,
    SegmentedRadio,
    Tag,
    caption,
    clear,
    keep_spacing,
    say_aloud,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

ROWS_WHEN_STACKED = 9
AT_A_TIME = 10
PROGRAMME = " (Includes foods for"  # a remark of the table's makers that says nothing of the food


class FoodsTab(QWidget):
    """``page_wanted`` carries a page of the questions that would tell what is missing."""

    page_wanted = Signal(str)

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._source = workspace, source
        self._table: FoodTable | None = None
        self._asked_to_load = False
        self._portions_done = 0
        self._group = ""
        self._target = ""
        self._menu: QMenu | None = None
        self._query = ""
        self._build()
        workspace.changed.connect(self._on_visit)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def load(self) -> None:
        """Read the food table now; it is otherwise read after the first paint."""
        self._asked_to_load = True
        try:
            table = pantry.open_foods()
        except FoodsUnavailable as problem:
            self._refuse(str(problem))
            return
        self._table = table
        self._model.set_table(table)
        self._chart.set_table(table)
        self._panel.set_table(table)
        self._heading.set_count(len(table.shown))
        self._filters.show_groups(table)
        self._on_visit()
        self._show_rows()
        QTimer.singleShot(0, self, self._prepare)

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        source = self._source
        self._panel = DayPanel(self._workspace, source, own_search=False)
        self._panel.page_wanted.connect(self.page_wanted)
        self._panel.add_wanted.connect(self._on_meal_wanted)
        self._panel.ideas.opened.connect(self._place_ideas)
        names = ("Foods", "My usual day")
        self._beside = Beside(source, self._main_column(), self._panel, names)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._beside)

    def _main_column(self) -> QWidget:
        source = self._source
        main = QWidget()
        self._column = QVBoxLayout(main)
        keep_spacing(source, self._column, "pad", ("page", "block", "column", "block"))
        self._filters = FoodFilters(source)
        self._heading = FoodHeading(source, below=self._filters.row)
        self._heading.changed.connect(self._choose_look)
        self._column.addWidget(self._heading)
        self._search_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        keep_spacing(source, self._search_row, "pad")
        self._search = SearchField(source)
        self._search.textChanged.connect(self._on_search)
        self._search.returnPressed.connect(self._on_search_entered)
        self._search.installEventFilter(self)
        self._per = SegmentedRadio(
            source, (("portion", "A portion"), ("100g", "100 g")), "Figures for", widths=(117, 88)
        )
        self._per.set_value("portion")
        self._per.chosen.connect(self._on_visit)
        self._search_row.addWidget(self._search, 1)
        self._search_row.addWidget(self._per)
        self._column.addLayout(self._search_row)
        self._filters.changed.connect(self._on_filters)
        self._filters.good_wanted.connect(self._search.clear)
        self._column.addWidget(self._filters)
        self._adding = FlowLayout(spacing=8)
        self._column.addLayout(self._adding)
        self._model = FoodModel(self)
        self._view = FoodView(source, self._model)
        self._view.chosen.connect(self._on_chosen)
        self._view.left_at_top.connect(self._search.setFocus)
        self._view.selectionModel().currentRowChanged.connect(self._on_row)
        self._view.no_room.connect(self._on_no_room)
        self._column.addWidget(self._view, 1)
        self._chart = FoodChart(source, self._model)
        self._chart.chosen.connect(self._on_chosen)
        self._chart.left_at_top.connect(self._search.setFocus)
        self._chart.hide()
        self._column.addWidget(self._chart, 1)
        self._trouble = Notice(source, "warn", "The food table cannot be read", alert=True)
        self._trouble.hide()
        self._column.addWidget(self._trouble)
        self._about = caption("")
        self._column.addWidget(self._about)
        self._column.addStretch(0)
        return main

    # ---------------------------------------------------------------- showing

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._asked_to_load:
            self._asked_to_load = True
            QTimer.singleShot(0, self, self.load)

    @Slot()
    def _prepare(self) -> None:
        """Build the search index while nobody waits for it."""
        if self._table is not None:
            self._table.prepare()
            self._portions_done = 0
            QTimer.singleShot(0, self, self._prepare_portions)

    @Slot()
    def _prepare_portions(self) -> None:
        """Choose the usual portions, a few at a time, so that a long list need not wait."""
        if self._table is None or self._portions_done >= len(self._table.shown):
            return
        start, self._portions_done = self._portions_done, self._portions_done + AT_A_TIME
        for food in self._table.shown[start : self._portions_done]:
            self._table.usual_portion(food)
        QTimer.singleShot(0, self, self._prepare_portions)

    def _refuse(self, problem: str) -> None:
        self._view.hide()
        self._about.hide()
        self._heading.offer_picture(False)
        body = f"{problem}. The other tabs work. Install MgAid again to put this right."
        self._trouble.set_content("warn", "The food table cannot be read", body)
        self._trouble.show()
        for part in (self._search, self._per, self._filters):
            part.setEnabled(False)
        self._panel.set_table(None, problem)

    @Slot()
    def _on_visit(self) -> None:
        """The need may have changed, or what the figures are for."""
        need = self._model.need
        self._model.set_view(
            need=self._panel.need,
            per_portion=self._per.value() == "portion",
            metric=pantry.metric(self._workspace.visit),
        )
        if self._filters.by_need and need != self._model.need:
            self._show_rows()
        if self._table is not None:
            held = no_swaps(self._table.guide, self._workspace.assessment.truths)
            self._chart.set_held(*(("", "") if held is None else (held.head, held.text)))
            self._say_about(self._table, self._search.text().strip())

    def _show_rows(self) -> None:
        if self._table is None:
            return
        query = self._search.text().strip()
        need = self._model.need
        foods = self._filters.foods(self._table, query, None if need is None else need[1])
        self._model.show(foods, -1 if query else Column.magnesium)
        self._choose_look()

    @Slot()
    def _choose_look(self) -> None:
        """Only the good sources can be seen as a picture; what is found is a list."""
        good = self._filters.good_sources
        self._heading.offer_picture(good)
        drawn = good and self._heading.as_picture and self._model.rowCount() > 0
        self._view.setVisible(not drawn)
        self._chart.setVisible(drawn)
        if self._table is not None:
            self._say_about(self._table, self._search.text().strip())

    def _say_about(self, table: FoodTable, query: str) -> None:
        """What to know about the rows shown, or about the one that is chosen."""
        lines = []
        here = self._view.currentIndex()
        if not self._model.rowCount():
            filters = " Or take off a filter." if self._filters.narrowing else ""
            lines.append(f"No food found. Try another word.{filters}" if query else "No food fits.")
        elif not self._chart.isHidden():
            lines.append(self._chart.caption)
        elif here.isValid():
            lines.append(self._row_words(table, self._model.food(here.row())))
        else:
            lines.append(table.guide.notes["about"])
        if self._filters.by_diet:
            lines.append(table.guide.notes["filters"])
        self._about.setText(" ".join(lines))

    def _row_words(self, table: FoodTable, food: Food) -> str:
        amount = magnesium(food, self._model.portion(food).grams)
        figure = "no figure" if amount is None else f"about {mg(amount)}"
        weight = self._model.weighed(food)
        reason = f" {table.guide.reasons[food.unranked]}" if food.unranked else ""
        described = food.description.partition(PROGRAMME)[0]
        return f"{described}. {weight}: {figure}.{reason}"

    # ---------------------------------------------------------------- searching and filtering

    @Slot(str)
    def _on_search(self, text: str) -> None:
        had, self._query = bool(self._query.strip()), text
        if had != bool(text.strip()):
            self._filters.set_searching(not had)
        self._show_rows()
        self._say_found(bool(text.strip()))

    def _say_found(self, asked: bool) -> None:
        """Let a screen reader hear which food the keys come to first."""
        said = self._about.text() if asked else ""
        if asked and self._model.rowCount():
            first = self._model.name(self._model.food(0))
            said = f"{self._model.rowCount()} found. Enter goes to the first, {first}."
        self._search.setAccessibleDescription(said)
        say_aloud(self._search, said)

    @Slot()
    def _on_search_entered(self) -> None:
        if self._model.rowCount():
            self._to_table()

    def _to_table(self) -> None:
        if not self._chart.isHidden():
            self._chart.focus_first()
            return
        self._view.setFocus()
        self._view.selectRow(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
        ):
            if event.key() == Qt.Key.Key_Down and self._model.rowCount():
                self._to_table()
                return True
            if event.key() == Qt.Key.Key_Escape and self._search.text():
                self._search.clear()
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _on_filters(self) -> None:
        filters = self._filters
        self._panel.set_filters(plant_only=filters.plant_only, free_of=filters.free_of)
        self._show_rows()

    @Slot(str)
    def _on_no_room(self, names: str) -> None:
        self._about.setText(f"There is no room for {names}. Make the window wider.")

    # ---------------------------------------------------------------- adding

    @Slot()
    def _on_row(self) -> None:
        if self._table is not None:
            self._say_about(self._table, self._search.text().strip())

    @Slot(int)
    def _on_chosen(self, row: int) -> None:
        """Add a food: to the meal that was asked for, else ask for the meal."""
        if self._target:
            self._add(row, self._target)
            return
        if self._menu is not None:
            self._menu.deleteLater()
        menu = self._menu = QMenu(self)
        food = self._model.food(row)
        for meal, name in MEALS:
            action = menu.addAction(f"Add to {name.lower()}")
            action.setData((row, meal))
            action.triggered.connect(self._on_meal)
        menu.setAccessibleName(f"Add {self._model.name(food)} to")
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._view.spot(row) if self._chart.isHidden() else self._chart.spot(row))

    @Slot()
    def _on_meal(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            row, meal = sender.data()
            self._add(int(row), str(meal))

    def _add(self, row: int, meal: str) -> None:
        self._panel.add(planned_food(*self._model.helping(self._model.food(row)), meal))

    @Slot(str)
    def _on_meal_wanted(self, meal: str) -> None:
        """ "Add" beside a meal: foods chosen from now on go there, until it is taken back."""
        self._set_target("" if meal == self._target else meal)
        if self._target:
            self._search.setFocus()
            self._search.selectAll()

    def _set_target(self, meal: str) -> None:
        self._target = meal
        self._panel.set_target(meal)
        clear(self._adding)
        if meal:
            tag = Tag(self._source, f"Adding to {dict(MEALS)[meal].lower()}", removable=True)
            tag.removed.connect(self._on_target_removed)
            self._adding.addWidget(tag)

    @Slot()
    def _on_target_removed(self) -> None:
        self._set_target("")

    # ---------------------------------------------------------------- look

    @Slot()
    def _on_theme(self) -> None:
        """From 150 % text the page scrolls as a whole, so the table has a height of its own."""
        theme = self._source.theme
        wide = theme.wide
        self._search_row.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        self._column.setStretch(self._column.count() - 1, 0 if wide else 1)
        if wide:
            self._view.setMinimumHeight(0)
            self._view.setMaximumHeight(NO_LIMIT)
        else:
            self._view.setFixedHeight(theme.px("row") * (ROWS_WHEN_STACKED + 1) + ROWS_WHEN_STACKED)
        self._place_ideas()

    @Slot()
    def _place_ideas(self) -> None:
        """One idea stays in view however long the day is; all of them need the long page."""
        ideas = self._panel.ideas
        if self._source.theme.wide and not ideas.is_open:
            self._beside.pin(ideas)
        else:
            self._panel.keep_ideas()
            self._beside.pin(None)
        if ideas.is_open:
            self._beside.bring_into_view(ideas)
