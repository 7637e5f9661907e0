"""How a row of the food table is drawn: bold name, figure with unit, bar with words, plus.

A keystroke draws every row in view anew, so words are laid out once and bars drawn once for each
look. What a cell says is the model's business, where a column stands the view's.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter, QPixmap, QStaticText

from mgaid.ui import theme as look
from mgaid.ui.food_table import NBSP, Column, FoodModel
from mgaid.ui.parts import paint_share
from mgaid.ui.theme import Theme

BAR_PX = 136
LONGEST_SHARE = "about a quarter"
MOST_KEPT = 4000

Place = tuple[Column, int, int]  # a column, its left edge and its width in px


def share_word_width(theme: Theme) -> int:
    metrics = QFontMetrics(theme.font("caption"))
    return theme.px("pad") + metrics.horizontalAdvance(LONGEST_SHARE)


class RowPainter:
    """Draws rows in one look on one kind of screen; ``fits`` says whether it still can."""

    def __init__(self, theme: Theme, ratio: float) -> None:
        self._theme, self._ratio = theme, ratio
        self._fonts = {
            "body": theme.font(),
            "bold": theme.font(bold=True),
            "caption": theme.font("caption"),
        }
        self._metrics = {kind: QFontMetricsF(font) for kind, font in self._fonts.items()}
        self._colors = {
            token: theme.color(token)
            for token in ("text", "text2", "surface", "accent_soft", "accent", "rule")
        }
        self._pad, self._block = theme.px("pad"), theme.px("block")
        self._bar_high = theme.px("row_bar")
        self._icon_side = theme.px("icon")
        self._plus = look.pixmap(theme, "plus", "accent", self._icon_side, ratio)
        self._words: dict[tuple[str, str, int], tuple[QStaticText, float, float]] = {}
        self._bars: dict[tuple[int, int], QPixmap] = {}

    def fits(self, theme: Theme, ratio: float) -> bool:
        return (theme, ratio) == (self._theme, self._ratio)

    def paint(
        self,
        painter: QPainter,
        model: FoodModel,
        row: int,
        area: QRect,
        places: Sequence[Place],
        *,
        chosen: bool,
        lit: bool,
    ) -> None:
        """One row into ``area``; ``lit`` marks the plus under the mouse."""
        top, high = area.top(), area.height()
        painter.fillRect(area, self._colors["accent_soft" if chosen else "surface"])
        for column, left, width in places:
            if column is Column.add:
                if lit:
                    painter.fillRect(left, top, width, high, self._colors["accent_soft"])
                side = self._icon_side
                spot = QPointF(left + (width - side) / 2, top + (high - 1 - side) / 2)
                painter.drawPixmap(spot, self._plus)
                continue
            inner = QRectF(left + self._block, top, width - self._block, high - 1)
            text = model.text(row, column)
            if column is Column.share:
                self._paint_share(painter, inner, model.share(row), text)
            elif column is Column.food:
                self._write(painter, inner, text, "bold")
            elif column is Column.portion:
                self._write(painter, inner, text, "body", "text2")
            else:
                bold = column is Column.magnesium
                self._paint_figure(painter, inner, text, "bold" if bold else "body")
        painter.fillRect(area.left(), top + high - 1, area.width(), 1, self._colors["rule"])
        if chosen:
            painter.fillRect(area.left(), top, 4, high, self._colors["accent"])

    def _paint_share(self, painter: QPainter, area: QRectF, share: float | None, text: str) -> None:
        with_word = area.width() > BAR_PX + self._pad
        if share is not None:
            wide = min(BAR_PX, round(area.width()) - 4)
            bar = self._bar(wide, round(wide * min(max(share, 0.0), 1.0)))
            top = round(area.center().y() - self._bar_high / 2)
            painter.drawPixmap(QPointF(area.left(), top), bar)
            area.setLeft(area.left() + wide + self._pad)
        if share is None or with_word:
            self._write(painter, area, text, "caption")

    def _bar(self, wide: int, filled: int) -> QPixmap:
        """The bar with so many px filled; there are only as many bars as px."""
        made = self._bars.get((wide, filled))
        if made is None:
            size = QRectF(0, 0, wide, self._bar_high)
            made = QPixmap((size.size() * self._ratio).toSize())
            made.setDevicePixelRatio(self._ratio)
            made.fill(Qt.GlobalColor.transparent)
            brush = QPainter(made)
            paint_share(brush, size, self._theme, filled / wide)
            brush.end()
            self._bars[wide, filled] = made
        return made

    def _paint_figure(self, painter: QPainter, area: QRectF, text: str, kind: str) -> None:
        figure, space, unit = text.partition(NBSP)
        if not space:
            self._write(painter, area, text, "caption", "text2", right=True)
            return
        wide = self._write(painter, area, f"{NBSP}{unit}", "body", right=True)
        area.setRight(area.right() - wide)
        self._write(painter, area, figure, kind, right=True)

    def _write(
        self,
        painter: QPainter,
        area: QRectF,
        text: str,
        kind: str,
        token: str = "text",
        *,
        right: bool = False,
    ) -> float:
        """Write one line, shortened with dots where it must be; gives the width it took."""
        laid, wide, high = self._laid_out(text, kind, int(area.width()) + 1)
        painter.setFont(self._fonts[kind])
        painter.setPen(self._colors[token])
        x = area.right() - wide if right else area.left()
        painter.drawStaticText(QPointF(x, area.top() + (area.height() - high) / 2), laid)
        return wide

    def _laid_out(self, text: str, kind: str, room: int) -> tuple[QStaticText, float, float]:
        key = (text, kind, room)
        known = self._words.get(key)
        if known is None:
            if len(self._words) > MOST_KEPT:
                self._words.clear()
            metrics = self._metrics[kind]
            wide = metrics.horizontalAdvance(text)
            if wide > room:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room))
                wide = metrics.horizontalAdvance(text)
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            made.prepare(font=self._fonts[kind])
            known = self._words[key] = made, wide, metrics.height()
        return known
