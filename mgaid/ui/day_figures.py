"""The figures of a day: magnesium against the need, and what else in it bears on twitching.

They show totals they are given; nothing is worked out or changed here.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mgaid.core.condition import Range
from mgaid.core.food_day import DayTotals
from mgaid.core.food_guide import FoodGuide
from mgaid.core.intake import missing
from mgaid.core.phrases import fill
from mgaid.ui.day_words import mg, span, with_unknown
from mgaid.ui.parts import AmountBar, Button, FlowLayout, IconLine, caption, keep_spacing, label
from mgaid.ui.theme import ThemeSource

NEED_AT = 6 / 7  # where on the bar the need stands, so that a day may go over it


class DayFigures(QWidget):
    """The total, the drawn bar and whose need it is; ``ask_wanted`` is "age" or "sex"."""

    ask_wanted = Signal(str)

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = label("", "title", wrap=False)
        self._out_of = label("", tone="text2", wrap=False)
        self._bar = AmountBar(source, 1)
        self._whose = caption("")
        self._asks = QWidget()
        asks = FlowLayout(self._asks, spacing=16, row_spacing=0)
        self._ask_age = Button(source, "Tell your age", "link")
        self._ask_sex = Button(source, "Tell your sex", "link")
        for button in (self._ask_age, self._ask_sex):
            button.clicked.connect(self._on_ask)
            asks.addWidget(button)
        line = FlowLayout(spacing=8, row_spacing=0)
        line.addWidget(self._total)
        line.addWidget(self._out_of)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny")
        column.addLayout(line)
        for part in (self._bar, self._whose, self._asks):
            column.addWidget(part)

    def show_total(
        self, counted: DayTotals | None, products: float, need: tuple[int, int] | None
    ) -> None:
        """Magnesium in mg from food and products, against the lowest and highest need."""
        food = 0.0 if counted is None else counted.magnesium_mg.amount
        total = food + products
        self._total.setText("Not known" if counted is None else f"About {mg(total)}")
        self._out_of.setText("" if need is None else f"out of {span(*need)}")
        self._out_of.setVisible(need is not None)
        low, high = need or (0, 0)
        ticks = [(float(high), f"Need {high}")] if need else []
        if low != high:
            ticks = [(float(low), f"Need {low}"), (float(high), f"{high}")]
        said = f"Food {mg(food)}"
        left = f"Food {food:.0f}"
        if products:
            said += f", products {mg(products)}"
            left += f" + products {products:.0f}"
        if need:
            said += f", need {span(*need)}"
        maximum = high / NEED_AT if high else max(total, 1.0)
        segments = [(food, "solid"), (products, "hatched")]
        self._bar.set_amounts(maximum, segments, ticks, said, left)

    def show_whose(
        self,
        guide: FoodGuide | None,
        counted: DayTotals | None,
        products: float,
        need: tuple[int, int] | None,
        who: str,
    ) -> None:
        """How sure the total is, whether it covers the need, and whose need that is."""
        self._whose.setVisible(guide is not None)
        if guide is None:
            return
        words = []
        if counted is not None and counted.magnesium_mg.amount:
            likely = span(*counted.magnesium_range(guide))
            words.append(fill(guide.notes, "guess", span=likely))
            short = missing(need, counted.magnesium_mg.amount + products)
            if need is not None and not short:
                words.append(guide.notes["covered"])
        if counted is not None:
            words.append(
                with_unknown(
                    "",
                    counted.magnesium_mg._replace(
                        unknown=tuple(
                            n for n in counted.magnesium_mg.unknown if n not in counted.gone
                        )
                    ),
                ).strip()
            )
        words.append(f"Need: {who}." if need is not None else guide.notes["no_need"])
        self._whose.setText(" ".join(word for word in words if word))

    def show_asks(self, *, age: bool, sex: bool) -> None:
        """Ask for what would settle the need."""
        self._ask_age.setVisible(age)
        self._ask_sex.setVisible(sex)
        self._asks.setVisible(age or sex)

    @Slot()
    def _on_ask(self) -> None:
        self.ask_wanted.emit("age" if self.sender() is self._ask_age else "sex")


class DayEffects(QWidget):
    """Caffeine, alcohol, calcium and potassium of the day; ``caffeine_wanted`` takes the figure."""

    caffeine_wanted = Signal(int)

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._amount = 0
        self._caffeine = IconLine(source, "cup", "", "text", "caption")
        self._use = Button(source, "Use this as my caffeine figure", "link")
        self._use.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._use.clicked.connect(self._on_use)
        self._alcohol = IconLine(source, "drop", "", "text", "caption")
        self._salts = IconLine(source, "info", "", "text", "caption")
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny", ("", "gap", "", "gap"))
        for part in (self._caffeine, self._use, self._alcohol, self._salts):
            column.addWidget(part)

    def show_day(self, counted: DayTotals, limit: Range, told: float | None) -> None:
        """``limit`` of caffeine in mg a day; ``told`` is the figure the visit has now."""
        self._amount = round(counted.caffeine_mg.amount)
        words = f"Caffeine about {mg(self._amount)}."
        if self._amount:
            words += f" Usual limit {span(*limit)}."
        self._caffeine.set_text(with_unknown(words, counted.caffeine_mg))
        self._use.setVisible(told != self._amount)
        grams = counted.alcohol_g.amount
        words = f"Alcohol about {grams:.0f}\N{NO-BREAK SPACE}g."
        self._alcohol.set_text(with_unknown(words, counted.alcohol_g))
        self._alcohol.setVisible(bool(grams or counted.alcohol_g.unknown))
        calcium, potassium = counted.calcium_mg, counted.potassium_mg
        words = f"Calcium about {mg(calcium.amount)}, potassium about {mg(potassium.amount)}."
        missing = calcium._replace(unknown=calcium.unknown + potassium.unknown)
        self._salts.set_text(with_unknown(words, missing))

    @Slot()
    def _on_use(self) -> None:
        self.caffeine_wanted.emit(self._amount)
