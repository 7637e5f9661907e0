"""My usual day: what it adds up to, against the need, and one change that would help.

The same panel stands in the Foods tab and in the questions. It reads the visit and changes it in
steps that can be undone; the arithmetic is ``core.food_day`` and ``core.intake``.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from mgaid.core import intake, interview
from mgaid.core.content.asking import AskChoice, AskNumber
from mgaid.core.food_day import DayTotals, SwapIdea, no_swaps, swap_ideas, totals
from mgaid.core.food_guide import Diet, FoodsUnavailable
from mgaid.core.foods import Food, FoodTable, Portion
from mgaid.core.visit import PlannedFood
from mgaid.ui import pantry
from mgaid.ui.day_figures import DayEffects, DayFigures
from mgaid.ui.day_ideas import DayIdeas
from mgaid.ui.day_meals import (
    AmountEditor,
    MealSection,
    planned_food,
    planned_portion,
)
from mgaid.ui.day_more import DayMore
from mgaid.ui.day_words import MEALS, day_text, listed, need_words, span
from mgaid.ui.food_finder import FoodFinder
from mgaid.ui.parts import (
    Button,
    Notice,
    caption,
    keep_spacing,
    section,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

ALL_OF_IT = "This is all I eat and drink"
CAFFEINE, CAFFEINE_LIMIT = "caffeine_mg_day", "caffeine_limit"
SUPPLEMENTS = "supplement_mg_day"


class DayPanel(QWidget):
    """``page_wanted`` carries a page of the questions; ``add_wanted`` a meal to add to."""

    page_wanted = Signal(str)
    add_wanted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        parent: QWidget | None = None,
        *,
        own_search: bool = True,
    ) -> None:
        """With ``own_search`` foods are looked up here; else ``add_wanted`` asks for one."""
        super().__init__(parent)
        self._workspace, self._source = workspace, source
        self._own_search = own_search
        self._table: FoodTable | None = None
        self._problem = ""
        self._plant_only = False
        self._free_of: tuple[Diet, ...] = ()
        self._stale = True
        self._open: tuple[int, int] | None = None  # place in the day and food id being changed
        self._editor: AmountEditor | None = None
        self._build()
        workspace.changed.connect(self.refresh)
        workspace.settling.connect(self.flush)

    # ---------------------------------------------------------------- what others ask of it

    def set_table(self, table: FoodTable | None, problem: str = "") -> None:
        """Give it the food table, or say why there is none."""
        self._table, self._problem = table, problem
        self.refresh()

    def set_filters(self, *, plant_only: bool, free_of: Sequence[Diet]) -> None:
        """Ideas keep to what the person filters for."""
        self._plant_only, self._free_of = plant_only, tuple(free_of)
        self._show_ideas()

    def set_target(self, meal: str) -> None:
        """The meal that foods chosen elsewhere go to; "" for none."""
        for part in self._meals.values():
            part.set_target(part.meal == meal)

    def add(self, planned: PlannedFood) -> None:
        """Put a food into the day."""
        self._put("Add a food", (*self._day, planned))

    def keep_ideas(self) -> None:
        """Put ``ideas`` at the end of the day; a window may also keep them in view elsewhere."""
        self._ideas_place.addWidget(self.ideas)

    @Slot()
    def flush(self) -> None:
        """Keep an amount that is typed but not told yet."""
        if self._editor is not None:
            self._editor.commit()

    def first_focus(self) -> QWidget:
        return self._meals[MEALS[0][0]].add

    @property
    def need(self) -> tuple[int, int] | None:
        """The lowest and highest daily need the answers leave open, in mg."""
        here = self._workspace
        band = intake.need_of(here.content, here.visit, here.assessment)
        if band is not None:
            return band.mg, band.mg
        if self._table is None:
            return None
        adult = self._table.guide.adult_from_age
        return intake.need_span(here.content, here.visit, here.assessment, adult)

    # ---------------------------------------------------------------- building

    def _build(self) -> None:
        source = self._source
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny")
        head = QHBoxLayout()
        head.addWidget(section("My usual day"), 1)
        self._copy = Button(source, "Copy day", "link")
        self._copy.clicked.connect(self._on_copy)
        head.addWidget(self._copy)
        column.addLayout(head)
        self._figures = DayFigures(source)
        self._figures.ask_wanted.connect(self._on_ask)
        column.addWidget(self._figures)
        self._warning = Notice(source, "warn", "The foods cannot be shown", "")
        self._warning.hide()
        column.addWidget(self._warning)
        self._meals: dict[str, MealSection] = {}
        for meal, name in MEALS:
            part = MealSection(source, meal, name)
            part.add_wanted.connect(self._on_add)
            part.dropped.connect(self._on_dropped)
            part.line_pressed.connect(self._on_line)
            part.line_removed.connect(self._on_removed)
            self._meals[meal] = part
            column.addWidget(part)
        self._gone = caption("")
        column.addWidget(self._gone)
        self._all = QCheckBox(ALL_OF_IT)
        self._all.clicked.connect(self._on_all)
        column.addWidget(self._all)
        column.addStretch(1)
        self._effects = DayEffects(source)
        self._effects.caffeine_wanted.connect(self._on_use_caffeine)
        column.addWidget(self._effects)
        self.ideas = DayIdeas(source)
        self.ideas.chosen.connect(self._on_idea)
        self._ideas_place = QVBoxLayout()
        column.addLayout(self._ideas_place)
        self.keep_ideas()
        self._more = DayMore(self._workspace, source)
        column.addWidget(self._more)

    # ---------------------------------------------------------------- showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._own_search and self._table is None and not self._problem:
            QTimer.singleShot(0, self, self._load)
        if self._stale:
            self.refresh()

    @Slot()
    def _load(self) -> None:
        try:
            self.set_table(pantry.open_foods())
        except FoodsUnavailable as problem:
            self.set_table(None, str(problem))

    @Slot()
    def refresh(self) -> None:
        """Show the visit as it stands; put off while nobody can see it."""
        self._stale = not self.isVisible()
        if self._stale:
            return
        counted = self._counted()
        self._show_figures(counted)
        self._show_meals()
        self._show_ideas()
        self._more.refresh(self._table)
        self._all.setVisible(bool(self._day) and self._table is not None)
        self._all.setChecked(self._workspace.visit.usual_day_complete is True)
        self._copy.setText("Copy day")
        self._copy.setVisible(bool(self._day))
        self._warning.setVisible(bool(self._problem))
        if self._problem and self._own_search:
            self._warning.set_content("warn", "The foods cannot be shown", self._problem)

    @property
    def _day(self) -> tuple[PlannedFood, ...]:
        return self._workspace.visit.usual_day

    def _counted(self) -> DayTotals | None:
        return None if self._table is None else totals(self._table, self._day)

    def _products(self) -> float:
        return self._workspace.assessment.numbers.get(SUPPLEMENTS, 0.0)

    def _show_figures(self, counted: DayTotals | None) -> None:
        here, need, products = self._workspace, self.need, self._products()
        guide = None if self._table is None else self._table.guide
        adult = guide.adult_from_age if guide is not None else 0
        who = need_words(here.content, here.visit, here.assessment, adult)
        self._figures.show_total(counted, products, need)
        self._figures.show_whose(guide, counted, products, need, who)
        person = here.visit.person
        unsettled = need is None or need[0] != need[1]
        self._figures.show_asks(
            age=person.age is None, sex=person.sex is None and (unsettled or person.age is None)
        )
        self._effects.setVisible(counted is not None and bool(self._day))
        if counted is not None and self._day:
            limit = here.assessment.limits[CAFFEINE_LIMIT]
            self._effects.show_day(counted, limit, here.assessment.numbers.get(CAFFEINE))

    def _show_meals(self) -> None:
        day = self._day
        if self._open is not None:
            place, food_id = self._open
            if place >= len(day) or day[place].food_id != food_id:
                self._close_below()
            elif self._editor is not None:
                self._editor.show_amount(day[place])
        for meal, part in self._meals.items():
            mine = [(place, one) for place, one in enumerate(day) if one.meal == meal]
            part.show_foods(mine, self._table)
        gone = [] if self._table is None else [p for p in day if self._table.get(p.food_id) is None]
        self._gone.setVisible(bool(gone))
        if gone and self._table is not None:
            names = listed([planned.name for planned in gone])
            self._gone.setText(f"{names}: {self._table.guide.notes['gone']}")

    def _show_ideas(self) -> None:
        counted, need = self._counted(), self.need
        if counted is None or self._table is None:
            self.ideas.hide()
            return
        held = no_swaps(self._table.guide, self._workspace.assessment.truths)
        if held is not None:
            self.ideas.hold(held)
            return
        gap = intake.missing(need, counted.magnesium_mg.amount + self._products())
        ideas: Sequence[SwapIdea] = ()
        if self._day and gap:
            ideas = swap_ideas(
                self._table, self._day, plant_only=self._plant_only, free_of=self._free_of
            )
        metric = pantry.metric(self._workspace.visit)
        self.ideas.offer(self._table.guide, ideas, gap, metric=metric)

    @Slot(object)
    def _on_idea(self, idea: SwapIdea) -> None:
        if self._table is None:
            return
        metric = pantry.metric(self._workspace.visit)
        if idea.instead_of is None:
            self.add(planned_portion(self._table, idea.food, idea.portion, "snack", metric=metric))
            return
        day = list(self._day)
        place = next(n for n, planned in enumerate(day) if planned is idea.instead_of)
        old = day[place]
        day[place] = planned_food(idea.food.id, idea.name, old.measure, old.grams, old.meal)
        self._put("Swap a food", day)

    # ---------------------------------------------------------------- changing the day

    def _put(self, name: str, day: Sequence[PlannedFood]) -> None:
        """Keep a changed day; of an empty one nobody has said that it is all."""
        fields = {} if day else {"usual_day_complete": None}
        self._workspace.change(name, usual_day=tuple(day), **fields)

    @Slot(bool)
    def _on_all(self, on: bool) -> None:
        self._workspace.change("That is all", usual_day_complete=True if on else None)

    @Slot(str)
    def _on_add(self, meal: str) -> None:
        if not self._own_search:
            self.add_wanted.emit(meal)
            return
        if self._table is None:
            return
        self._close_below()
        part = self._meals[meal]
        finder = FoodFinder(self._source, self._table, meal, part.name)
        finder.chosen.connect(self._on_found)
        finder.closed.connect(self._on_finder_closed)
        part.open_below(None, finder)
        finder.focus()

    @Slot(str, object, object)
    def _on_found(self, meal: str, food: Food, portion: Portion) -> None:
        if self._table is None:
            return
        metric = pantry.metric(self._workspace.visit)
        self._close_below()
        self.add(planned_portion(self._table, food, portion, meal, metric=metric))
        self._meals[meal].add.setFocus()

    @Slot(str)
    def _on_finder_closed(self, meal: str) -> None:
        self._close_below()
        self._meals[meal].add.setFocus()

    @Slot(str, object)
    def _on_dropped(self, meal: str, helpings: Sequence[tuple[int, str, str, float]]) -> None:
        dropped = tuple(planned_food(*helping, meal) for helping in helpings)
        self._put("Add a food", (*self._day, *dropped))

    @Slot(int)
    def _on_line(self, place: int) -> None:
        planned = self._day[place]
        again = self._open == (place, planned.food_id)
        self.flush()
        self._close_below()
        if again or self._table is None:
            return
        metric = pantry.metric(self._workspace.visit)
        self._editor = AmountEditor(self._source, self._table, planned, metric=metric)
        self._editor.changed.connect(self._on_amount)
        self._editor.removed.connect(self._on_remove_open)
        self._open = (place, planned.food_id)
        self._meals[planned.meal].open_below(place, self._editor)
        self._editor.focus()

    def _close_below(self) -> None:
        self._open, self._editor = None, None
        for part in self._meals.values():
            part.open_below(None, None)

    @Slot(str, float)
    def _on_amount(self, measure: str, grams: float) -> None:
        if self._open is None:
            return
        place, _ = self._open
        day = list(self._day)
        day[place] = day[place].model_copy(update={"measure": measure, "grams": grams})
        self._put("Change an amount", day)

    @Slot()
    def _on_remove_open(self) -> None:
        if self._open is not None:
            self._on_removed(self._open[0])

    @Slot(int)
    def _on_removed(self, place: int) -> None:
        meal = self._day[place].meal
        self._close_below()
        left = self._day[:place] + self._day[place + 1 :]
        self._put("Remove a food", left)
        self._meals[meal].add.setFocus()

    # ---------------------------------------------------------------- other wishes

    @Slot()
    def _on_copy(self) -> None:
        need = self.need
        words = "" if need is None else f"Daily need: {span(*need)}."
        text = day_text(self._table, self._day, self._counted(), words)
        QGuiApplication.clipboard().setText(text)
        self._copy.setText("Day copied")

    @Slot(int)
    def _on_use_caffeine(self, amount: int) -> None:
        """The figure of the day takes the place of what was told, cups counted by hand included."""
        here = self._workspace
        number = interview.accept_number(here.content, CAFFEINE, float(amount))
        by_hand = {
            item.id
            for score in here.content.scores.values()
            if score.value == CAFFEINE
            for item in score.items
        }
        items = {item: n for item, n in here.visit.items.items() if item not in by_hand}
        changed = here.visit.with_number(CAFFEINE, number).changed(items=items)
        here.edit(changed, "Use the day's caffeine")

    @Slot(str)
    def _on_ask(self, wanted: str) -> None:
        for page in self._workspace.content.pages.values():
            for ask in page.ask:
                number = isinstance(ask, AskNumber) and ask.value == wanted
                if number or (isinstance(ask, AskChoice) and ask.field == wanted):
                    self.page_wanted.emit(page.id)
                    return
