"""One meal of the usual day: its foods as lines that open to change an amount, and a way to add.

It shows what it is given and says what is wanted; the visit is changed by the day panel.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.food_guide import AmountNotUsable, parse_amount
from mgaid.core.foods import Food, FoodTable, Portion
from mgaid.core.helpings import GRAM, helping, said, units_of
from mgaid.core.phrases import count_text
from mgaid.core.visit import PlannedFood
from mgaid.ui.day_words import figure
from mgaid.ui.food_table import dragged
from mgaid.ui.parts import (
    Button,
    ComboBox,
    ErrorLine,
    Rule,
    caption,
    keep_spacing,
    label,
    mark_wrong,
    restyle,
    say_aloud,
    strong,
)
from mgaid.ui.parts.assisted import Assisted
from mgaid.ui.theme import ThemeSource

AMOUNT_PX = 84


class FoodLine(Assisted, QPushButton):
    """A food of the day: name, amount, magnesium. Press it to change it, Delete takes it out."""

    removed = Signal()

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._measure = self._figure = ""
        self._words_wide = 0
        self.setProperty("kind", "link")  # 40 high; drawn here, without the line below
        self.setAutoDefault(False)
        self.setCheckable(True)
        self.toggled.connect(self.on_assisted)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        source.changed.connect(self._on_theme)

    def set_words(self, name: str, measure: str, mg: str) -> None:
        if (name, measure, mg) == (self.text(), self._measure, self._figure):
            return
        self.setText(name)
        self._measure, self._figure = measure, mg
        self.setAccessibleName(f"{name}, {measure}, {mg}")
        self.setAccessibleDescription("Press to change the amount. Delete takes it out.")
        self._on_theme()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self._source.theme
        return theme.px("row") + (theme.px("caption_line") if self._needs_two(width) else 0)

    def sizeHint(self) -> QSize:
        wide = self.width() if self.width() > 100 else 300
        return QSize(200, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._source.theme.px("row"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        if self.underMouse() or self.isChecked():
            painter.fillRect(self.rect(), theme.color("accent_soft"))
        two = self._needs_two(self.width())
        font, small = theme.font(), theme.font("caption")
        font.setUnderline(False)
        small.setUnderline(False)
        figure_wide = QFontMetrics(font).horizontalAdvance(self._figure)
        middle = Qt.AlignmentFlag.AlignVCenter
        line = QRectF(self.rect())
        if two:
            line.setHeight(theme.px("row") - theme.px("tiny"))
        painter.setFont(font)
        painter.setPen(theme.color("text"))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, self._figure)
        line.setRight(line.right() - figure_wide - theme.px("gap"))
        metrics = QFontMetrics(font)
        name = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, middle, name)
        painter.setFont(small)
        painter.setPen(theme.color("text2"))
        if two:
            below = QRectF(0, line.bottom() - 6, self.width(), theme.px("caption_line"))
        else:
            start = metrics.horizontalAdvance(name) + theme.px("small")
            below = QRectF(start, 1, line.right() - start, self.height())
        words = QFontMetrics(small).elidedText(
            self._measure, Qt.TextElideMode.ElideRight, int(below.width()) + 1
        )
        painter.drawText(below, middle, words)

    def _needs_two(self, width: int) -> bool:
        return self._words_wide > width

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        metrics, small = QFontMetrics(theme.font()), QFontMetrics(theme.font("caption"))
        large = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._figure)
        gaps = theme.px("small") + theme.px("gap")
        self._words_wide = large + small.horizontalAdvance(self._measure) + gaps
        self.updateGeometry()
        self.update()


class AmountEditor(QFrame):
    """How much of one food: a number, a measure, and the way to take it out."""

    changed = Signal(str, float)  # measure, grams
    removed = Signal()

    def __init__(
        self,
        source: ThemeSource,
        table: FoodTable,
        planned: PlannedFood,
        *,
        metric: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rules = table.guide.amount
        food = table.get(planned.food_id)
        self._units = units_of(table, food, metric=metric)
        self._amount = QLineEdit()
        self._amount.setAccessibleName(f"How much {planned.name}")
        self._amount.setFixedWidth(round(AMOUNT_PX * source.theme.text_scale))
        self._unit = ComboBox(f"Measure of {planned.name}")
        self._unit.setMinimumContentsLength(6)
        self._unit.setSizeAdjustPolicy(
            ComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for unit in self._units:
            self._unit.addItem(
                "grams" if unit == GRAM else f"{unit.name} ({unit.grams:.0f}\u00a0g)"
            )
        self._showing = False
        self._error = ErrorLine(source)
        remove = Button(source, "Remove", "quiet", "bin", size="button_row")
        remove.setAccessibleName(f"Remove {planned.name}")
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny", ("", "tiny", "", "gap"))
        if food is None:
            column.addWidget(caption(table.guide.notes["gone"]))
        row = QHBoxLayout()
        keep_spacing(source, row, "gap")
        row.addWidget(self._amount)
        row.addWidget(self._unit, 1)
        column.addLayout(row)
        column.addWidget(self._error)
        column.addWidget(remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_amount(planned)
        self._amount.textChanged.connect(self._on_text)
        self._amount.editingFinished.connect(self.commit)
        self._unit.activated.connect(self._on_unit)
        remove.clicked.connect(self.removed)

    def show_amount(self, planned: PlannedFood) -> None:
        """Show the amount as it is kept; what is being typed stays."""
        amount, unit = helping(self._units, planned.measure, planned.grams)
        self._shown = planned.grams
        self._unit.setCurrentIndex(self._units.index(unit))
        if not self._amount.isModified():
            self._showing = True
            self._amount.setText(count_text(amount))
            self._showing = False

    def focus(self) -> None:
        self._amount.setFocus()
        self._amount.selectAll()

    @Slot()
    def commit(self) -> None:
        """Tell the amount if it will do; else say why and keep what was typed."""
        if self._amount.isModified():
            self._tell()

    @Slot()
    def _on_unit(self) -> None:
        self._tell()

    def _tell(self) -> None:
        unit = self._units[self._unit.currentIndex()]
        try:
            amount = parse_amount(_plain(self._amount.text()), self._rules)
            if amount * unit.grams > self._rules.largest:
                raise AmountNotUsable("too_big", self._rules.sentences["too_big"])
        except AmountNotUsable as refused:
            self._error.show_error(str(refused))
            self._amount.setAccessibleDescription(str(refused))
            mark_wrong(self._amount, wrong=True)
            return
        self._clear_error()
        self._amount.setModified(False)
        self.changed.emit(said(amount, unit), amount * unit.grams)

    @Slot()
    def _on_text(self) -> None:
        """Typed words wait until the field is left; a screen reader puts in the whole at once."""
        self._clear_error()
        if not self._amount.isModified() and not self._showing:
            self._tell()

    def _clear_error(self) -> None:
        self._error.clear()
        self._amount.setAccessibleDescription("")
        mark_wrong(self._amount, wrong=False)


def _plain(text: str) -> str:
    """½ and 1½ as a person may leave them in the field, as decimals."""
    for sign, decimal in (("½", ".5"), ("¼", ".25"), ("¾", ".75"), ("⅓", ".333"), ("⅔", ".667")):
        text = text.replace(sign, decimal)
    return text


class MealSection(QFrame):
    """A meal: its name, "Add", and a line for each food. Foods can be dropped on it."""

    add_wanted = Signal(str)
    dropped = Signal(str, object)  # meal, helpings
    line_pressed = Signal(int)
    line_removed = Signal(int)

    def __init__(
        self, source: ThemeSource, meal: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.meal, self.name = meal, name
        self._source = source
        self._places: list[int] = []
        self._lines: list[FoodLine] = []
        self._below: QWidget | None = None
        self.setAcceptDrops(True)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        head = QHBoxLayout()
        self.add = Button(source, "Add", "quiet", "plus", size="button_row")
        self.add.setAccessibleName(f"Add a food to {name.lower()}")
        self._target = label("Adding here", "caption", "accent", wrap=False)
        self._target.hide()
        self._aloud = QTimer(self, singleShot=True, interval=0)  # after the search has the keyboard
        self._aloud.timeout.connect(self._say_target)
        head.addWidget(strong(name), 1)
        head.addWidget(self._target)
        head.addWidget(self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addWidget(Rule())
        self.add.clicked.connect(self._on_add)

    @property
    def lines(self) -> tuple[FoodLine, ...]:
        return tuple(self._lines)

    def set_target(self, on: bool) -> None:
        """Whether foods chosen elsewhere come here."""
        if on and self._target.isHidden():
            self._aloud.start()
        self._target.setVisible(on)

    @Slot()
    def _say_target(self) -> None:
        if not self._target.isHidden():
            say_aloud(self, f"{self._target.text()}: {self.name}")

    def show_foods(self, foods: Sequence[tuple[int, PlannedFood]], table: FoodTable | None) -> None:
        """One line for each food; the number is its place in the whole day."""
        self._places = [place for place, _ in foods]
        while len(self._lines) > len(foods):
            gone = self._lines.pop()
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._lines) < len(foods):
            line = FoodLine(self._source, self)
            line.clicked.connect(self._on_line)
            line.removed.connect(self._on_removed)
            self._column.insertWidget(2 + len(self._lines), line)
            self._lines.append(line)
            line.show()
        for line, (_, planned) in zip(self._lines, foods, strict=True):
            line.set_words(planned.name, planned.measure, figure(table, planned))

    def open_below(self, place: int | None, widget: QWidget | None) -> None:
        """Show a widget under the line at this place of the day, or at the end; None closes."""
        if self._below is not None:
            self._column.removeWidget(self._below)
            self._below.hide()
            self._below.deleteLater()
        self._below = widget
        for line, its in zip(self._lines, self._places, strict=True):
            line.setChecked(widget is not None and its == place)
        if widget is not None:
            at = 2 + (self._places.index(place) + 1 if place in self._places else len(self._lines))
            self._column.insertWidget(at, widget)
            widget.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dragged(event.mimeData()):
            event.acceptProposedAction()
            self._fill("accent_soft")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._fill("")

    def dropEvent(self, event: QDropEvent) -> None:
        self._fill("")
        event.acceptProposedAction()
        self.dropped.emit(self.meal, dragged(event.mimeData()))

    def _fill(self, token: str) -> None:
        self.setProperty("fill", token)
        restyle(self)

    @Slot()
    def _on_add(self) -> None:
        self.add_wanted.emit(self.meal)

    @Slot()
    def _on_line(self) -> None:
        self.line_pressed.emit(self._place_of(self.sender()))

    @Slot()
    def _on_removed(self) -> None:
        self.line_removed.emit(self._place_of(self.sender()))

    def _place_of(self, line: QObject | None) -> int:
        return next(
            place for one, place in zip(self._lines, self._places, strict=True) if one is line
        )


def planned_food(food_id: int, name: str, measure: str, grams: float, meal: str) -> PlannedFood:
    """A line for the day as it is kept."""
    return PlannedFood.model_validate(
        {"food_id": food_id, "name": name, "measure": measure, "grams": grams, "meal": meal}
    )


def planned_portion(
    table: FoodTable, food: Food, portion: Portion, meal: str, *, metric: bool
) -> PlannedFood:
    said_so = portion.said(metric=metric)
    return planned_food(food.id, table.name(food), said_so, portion.grams, meal)
