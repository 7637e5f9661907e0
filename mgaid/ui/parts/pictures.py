"""Drawings made from the theme's colours: people, muscles, amounts and the small feel pictures.

Shape or fill carries the meaning as well as colour, and each drawing says its meaning in words.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from mgaid.ui import theme as look
from mgaid.ui.parts.frames import FlowLayout, clear, keep_spacing
from mgaid.ui.parts.text import caption, label
from mgaid.ui.theme import Theme, ThemeSource

PEOPLE_ACROSS = 10


class Picture(QWidget):
    """A small drawing from ``icons/pictures``; decoration unless it has a description."""

    def __init__(
        self,
        source: ThemeSource,
        name: str,
        width: int,
        height: int,
        description: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``width`` and ``height`` are px at 100 % text."""
        super().__init__(parent)
        self._source = source
        self._name = name
        self._size = QSize(width, height)
        self.setAccessibleName(description)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def paintEvent(self, _event: QPaintEvent) -> None:
        drawing = look.picture(self._source.theme, self._name)
        drawing.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        drawing.render(painter, QRectF(self.rect()))

    @Slot()
    def _on_theme(self) -> None:
        self.setFixedSize(self._size * self._source.theme.text_scale)
        self.update()


class _People(QWidget):
    """One hundred circles, ``count`` of them filled."""

    def __init__(self, source: ThemeSource, count: int, token: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._count = count
        self._token = token
        source.changed.connect(self._on_theme)
        self._on_theme()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        scale = theme.text_scale
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(PEOPLE_ACROSS**2):
            down, across = divmod(place, PEOPLE_ACROSS)
            spot = QRectF(across * 13 * scale, down * 12.25 * scale, 11 * scale, 11 * scale)
            if place < self._count:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color(self._token))
                painter.drawEllipse(spot)
            else:
                painter.setPen(QPen(theme.color("line"), 1.5 * scale))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                inset = 1.25 * scale
                painter.drawEllipse(spot.adjusted(inset, inset, -inset, -inset))

    @Slot()
    def _on_theme(self) -> None:
        scale = self._source.theme.text_scale
        self.setFixedSize(round(128 * scale), round(121.5 * scale))
        self.update()


class HundredPeople(QWidget):
    """The same hundred people with and without: 10 x 10 circles a series, and what filled means."""

    def __init__(
        self,
        source: ThemeSource,
        series: Sequence[tuple[int, str]],
        note: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Each of the series is (how many of 100, "on magnesium")."""
        super().__init__(parent)
        self._source = source
        column = QVBoxLayout(self)
        keep_spacing(source, column, "gap")
        self._sets = QWidget()
        self._sets_layout = FlowLayout(self._sets, spacing=24)
        self._note = caption("")
        column.addWidget(self._sets)
        column.addWidget(self._note)
        self.set_series(series, note)

    def set_series(self, series: Sequence[tuple[int, str]], note: str = "") -> None:
        clear(self._sets_layout)
        said = []
        for place, (count, words) in enumerate(series):
            group = QWidget()
            column = QVBoxLayout(group)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(_People(self._source, count, "text2" if place else "accent", group))
            line = f"<b>{count} of 100</b> {html.escape(words)}"
            column.addWidget(label(line, rich=True, wrap=False))
            self._sets_layout.addWidget(group)
            said.append(f"{count} of 100 {words}")
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(", ".join(said))
        self.setAccessibleDescription(note)


class MusclePicture(QWidget):
    """A muscle on its tendon: tight as calcium (circles) comes in, or relaxed (square)."""

    WIDE, HIGH = 232, 118

    def __init__(
        self, source: ThemeSource, state: str, description: str, parent: QWidget | None = None
    ) -> None:
        """``state`` is "tight" or "relaxed"."""
        super().__init__(parent)
        if state not in ("tight", "relaxed"):
            raise ValueError(f"unknown state {state!r}")
        self._source = source
        self._tight = state == "tight"
        self.setAccessibleName(description)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def sizeHint(self) -> QSize:
        return QSize(self.WIDE, self.HIGH) * self._source.theme.text_scale

    def minimumSizeHint(self) -> QSize:
        return QSize(self.WIDE, self.HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = min(self.width() / self.WIDE, self.height() / self.HIGH)
        painter.translate((self.width() - self.WIDE * scale) / 2, 0)
        painter.scale(scale, scale)
        round_cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(theme.color("line"), 8, c=round_cap))
        painter.drawLine(QLineF(4, 82, 228, 82))
        half, tall, stripes = (64, 33, 10) if self._tight else (98, 17, 9)
        self._paint_spindle(painter, theme, half, tall, stripes)
        painter.setFont(_fixed_font(theme, 14))
        text = theme.color("text")
        if self._tight:
            for x, tip in ((69, 87), (116, 116), (163, 145)):
                self._paint_calcium(painter, theme, x)
                start = QPointF(x + (tip - x) * 0.4, 28)
                _arrow(painter, QPen(text, 2, c=round_cap), start, QPointF(tip, 46))
            return
        for x, start_x in ((69, 87), (163, 145)):
            self._paint_calcium(painter, theme, x)
            out = QPointF(x + (start_x - x) * 0.35, 31)
            _arrow(painter, QPen(text, 2, c=round_cap), QPointF(start_x, 56), out)
        square = QRectF(101, 2, 30, 26)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(square, 3, 3)
        painter.setPen(theme.color("on_accent"))
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, "Mg")

    def _paint_spindle(
        self, painter: QPainter, theme: Theme, half: float, tall: float, stripes: int
    ) -> None:
        painter.save()
        painter.translate(116, 82)
        path = QPainterPath(QPointF(-half, 0))
        path.cubicTo(-0.62 * half, -0.78 * tall, -0.32 * half, -tall, 0, -tall)
        path.cubicTo(0.32 * half, -tall, 0.62 * half, -0.78 * tall, half, 0)
        path.cubicTo(0.62 * half, 0.78 * tall, 0.32 * half, tall, 0, tall)
        path.cubicTo(-0.32 * half, tall, -0.62 * half, 0.78 * tall, -half, 0)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("accent_soft"))
        painter.drawPath(path)
        reach = half * 0.82
        for place in range(stripes):
            x = -reach + place * 2 * reach / (stripes - 1)
            y = 0.74 * tall * (1 - abs(x / half) ** 2.0)
            painter.drawLine(QLineF(x, -y, x, y))
        painter.restore()

    def _paint_calcium(self, painter: QPainter, theme: Theme, x: float) -> None:
        spot = QRectF(x - 12, 2, 24, 24)
        painter.setPen(QPen(theme.color("text"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(spot)
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, "Ca")

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class AmountBar(QWidget):
    """Amounts a day on one bar: food is solid, supplements hatched, ticks mark need or limits."""

    def __init__(
        self,
        source: ThemeSource,
        maximum: float,
        segments: Sequence[tuple[float, str]] = (),
        ticks: Sequence[tuple[float, str]] = (),
        name: str = "",
        left: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_amounts(maximum, segments, ticks, name, left)
        source.changed.connect(self._on_theme)

    def set_amounts(
        self,
        maximum: float,
        segments: Sequence[tuple[float, str]],
        ticks: Sequence[tuple[float, str]] = (),
        name: str = "",
        left: str = "",
    ) -> None:
        """Segments are (amount, "solid" or "hatched"); ticks (amount, label); one unit for all."""
        self._segments = tuple(segments)
        self._ticks = tuple(ticks)
        self._left = left
        top = [maximum, sum(amount for amount, _ in segments), *(value for value, _ in ticks)]
        self._maximum = max(top) or 1.0
        self.setAccessibleName(name)
        self._on_theme()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = 1 + max((line for _, _, line in self._labels(width)), default=-1)
        return self._bar_high() + lines * self._source.theme.px("caption_line")

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        reach = 4  # a tick stands out this far above and below
        bar = QRectF(0.5, reach + 0.5, self.width() - 1, theme.px("bar"))
        sheet = QPainterPath()
        sheet.addRoundedRect(bar, 3, 3)
        painter.fillPath(sheet, theme.color("surface"))
        painter.save()
        painter.setClipPath(sheet)
        x = bar.left()
        for amount, fill in self._segments:
            wide = bar.width() * amount / self._maximum
            _fill(painter, QRectF(x, bar.top(), wide, bar.height()), theme, fill)
            x += wide
        painter.restore()
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(sheet)
        for value, _ in self._ticks:
            x = self._at(value, self.width())
            tick = QRectF(x - 1.5, bar.top() - reach, 3, bar.height() + 2 * reach)
            painter.fillRect(tick, theme.color("text"))
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("text"))
        high = theme.px("caption_line")
        for words, start, line in self._labels(self.width()):
            spot = QRectF(start, self._bar_high() + line * high, self.width(), high)
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, words)

    def _at(self, value: float, width: float) -> float:
        return min(max(width * value / self._maximum, 1.5), width - 1.5)

    def _bar_high(self) -> int:
        return self._source.theme.px("bar") + 10

    def _labels(self, width: int) -> list[tuple[str, float, int]]:
        """(words, left px, line) so that no two labels on a line touch."""
        metrics = QFontMetrics(self._source.theme.font("caption"))
        wanted: list[tuple[str, float]] = [(self._left, 0.0)] if self._left else []
        for value, words in sorted(self._ticks):
            wide = metrics.horizontalAdvance(words)
            start = self._at(value, width) - wide / 2
            wanted.append((words, max(0.0, min(start, width - wide))))
        placed: list[tuple[str, float, int]] = []
        ends: list[float] = []
        for words, start in wanted:
            line = next((n for n, end in enumerate(ends) if end + 8 <= start), len(ends))
            if line == len(ends):
                ends.append(0.0)
            ends[line] = start + metrics.horizontalAdvance(words)
            placed.append((words, start, line))
        return placed

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


def paint_share(painter: QPainter, rect: QRectF, theme: Theme, fraction: float) -> None:
    """The bar in a table row: ``rect`` is the person's daily need, ``fraction`` of it filled."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sheet = QPainterPath()
    sheet.addRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.fillPath(sheet, theme.color("surface"))
    painter.setClipPath(sheet)
    filled = QRectF(rect)
    filled.setWidth(rect.width() * min(max(fraction, 0.0), 1.0))
    painter.fillRect(filled, theme.color("accent"))
    painter.setClipping(False)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawPath(sheet)
    painter.restore()


def _fill(painter: QPainter, area: QRectF, theme: Theme, fill: str) -> None:
    if fill == "solid":
        painter.fillRect(area, theme.color("accent"))
        return
    painter.save()
    painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
    painter.fillRect(area, theme.color("accent_soft"))
    painter.setPen(QPen(theme.color("accent"), 2))
    x = area.left() - area.height()
    while x < area.right():
        painter.drawLine(QLineF(x, area.bottom(), x + area.height(), area.top()))
        x += 6
    painter.drawLine(QLineF(area.right() - 1, area.top(), area.right() - 1, area.bottom()))
    painter.restore()


def _arrow(painter: QPainter, pen: QPen, start: QPointF, tip: QPointF) -> None:
    painter.setPen(pen)
    painter.drawLine(start, tip)
    back = QLineF(tip, start)
    for turn in (32, -32):
        barb = QLineF(back)
        barb.setAngle(back.angle() + turn)
        barb.setLength(9)
        painter.drawLine(barb)


def _fixed_font(theme: Theme, pixels: int) -> QFont:
    font = theme.font(bold=True)
    font.setPixelSize(pixels)
    return font
