"""The drawn days of the diary: minutes of twitching as bars, with sleep and caffeine under them.

It draws the days it is given, to the scale of their own highest figure. What it shows stands as a
table beside it, for those who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mgaid.core.content.diary_models import DiaryFile
from mgaid.core.diary import ChartDay
from mgaid.core.phrases import month_text, number_text
from mgaid.ui.theme import ThemeSource

TALL_PX, LOW_PX = 64, 32  # of the bars, at 100 % text
BAR_SHARE, WIDEST_BAR_PX = 0.6, 28
LEAST_BAR_PX = 2
MIDDLE = Qt.AlignmentFlag.AlignCenter
Figures = Sequence[tuple[float | None, str]]


class DiaryChart(QWidget):
    """A column a day; twitching is filled, sleep outlined, caffeine hatched."""

    def __init__(
        self, source: ThemeSource, authored: DiaryFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._authored = authored
        self._days: tuple[ChartDay, ...] = ()
        self.setAccessibleName(authored.words.chart_name)
        self.setAccessibleDescription(authored.words.chart_table)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._on_theme)

    def set_days(self, days: tuple[ChartDay, ...]) -> None:
        if days != self._days:
            self._days = days
            self.update()

    def sizeHint(self) -> QSize:
        theme = self._source.theme
        bars = (TALL_PX + 2 * LOW_PX) * theme.text_scale
        return QSize(round(400 * theme.text_scale), round(bars + 4 * self._line() + self._gaps()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._days:
            return
        painter = QPainter(self)
        painter.setFont(self._source.theme.font("caption"))
        number_of = self._authored.number_of
        top = 0.0
        for name, high, fill in (
            ("minutes", TALL_PX, "filled"),
            ("sleep_hours", LOW_PX, "outlined"),
            ("caffeine_mg", LOW_PX, "hatched"),
        ):
            room = high * self._source.theme.text_scale + self._line()
            self._paint_band(painter, top, room, number_of(name).head, self._figures(name), fill)
            top += room + self._source.theme.px("gap")
        self._paint_foot(painter, top)

    def _figures(self, name: str) -> Figures:
        words = self._authored.words
        made = []
        for day in self._days:
            told: float | None = getattr(day, name)
            said = words.not_noted if told is None else number_text(told)
            if name == "minutes" and told is None and day.twitching:
                said = words.yes
            made.append((told, said))
        return made

    def _paint_band(
        self, painter: QPainter, top: float, room: float, head: str, figures: Figures, fill: str
    ) -> None:
        """A head, the figures over their bars, and the line they stand on."""
        theme = self._source.theme
        foot = top + room
        painter.setPen(theme.color("text"))
        beside = QRectF(0, top, self._left() - theme.px("pad"), room)
        painter.drawText(beside, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap, head)
        most = max((told for told, _ in figures if told is not None), default=0.0) or 1.0
        metrics = QFontMetrics(painter.font())
        fits = max(metrics.horizontalAdvance(said) for _, said in figures) <= self._slot()
        for place, (told, said) in enumerate(figures):
            high = 0.0 if not told else max((room - self._line()) * told / most, LEAST_BAR_PX)
            if told:
                self._paint_bar(painter, place, foot, high, fill)
            if fits or told is None:
                painter.setPen(theme.color("text2" if told is None else "text"))
                over = QRectF(
                    self._x(place), foot - high - self._line(), self._slot(), self._line()
                )
                painter.drawText(over, MIDDLE, said)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawLine(QLineF(self._left(), foot, self.width(), foot))

    def _paint_bar(
        self, painter: QPainter, place: int, foot: float, high: float, fill: str
    ) -> None:
        theme = self._source.theme
        wide = min(self._slot() * BAR_SHARE, WIDEST_BAR_PX * theme.text_scale)
        bar = QRectF(self._x(place) + (self._slot() - wide) / 2, foot - high, wide, high)
        if fill == "filled":
            painter.fillRect(bar, theme.color("accent"))
            return
        if fill == "hatched":
            painter.fillRect(bar, QBrush(theme.color("text2"), Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(theme.color("text2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_foot(self, painter: QPainter, top: float) -> None:
        """The days of the month, and the month where one begins."""
        painter.setPen(self._source.theme.color("text2"))
        top -= self._source.theme.px("gap") - self._source.theme.px("tiny")
        for place, one in enumerate(self._days):
            spot = QRectF(self._x(place), top, self._slot(), self._line())
            painter.drawText(spot, MIDDLE, str(one.day.day))
        beside = QRectF(0, top, self._left() - self._source.theme.px("pad"), self._line())
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, self._months())

    def _months(self) -> str:
        months = dict.fromkeys(month_text(one.day) for one in (self._days[0], self._days[-1]))
        return "–".join(months)

    def _left(self) -> float:
        metrics = QFontMetrics(self._source.theme.font("caption"))
        heads = [self._authored.number_of(n).head for n in ("minutes", "sleep_hours")]
        words = max(metrics.horizontalAdvance(head) for head in (*heads, self._months()))
        return min(words + self._source.theme.px("pad"), self.width() / 3)

    def _slot(self) -> float:
        return (self.width() - self._left()) / len(self._days)

    def _x(self, place: int) -> float:
        return self._left() + place * self._slot()

    def _line(self) -> int:
        return self._source.theme.px("caption_line")

    def _gaps(self) -> int:
        return 3 * self._source.theme.px("gap")

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
