"""The bars of the good sources as a picture: which foods, how long, and how a bar is drawn.

Every word and figure is the one the row of the food table says; nothing is worked out anew. What is
a widget, and what its keys do, is ``food_chart``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from mgaid.ui import theme as look
from mgaid.ui.food_table import NBSP, RAW_ROLE, Column, FoodModel
from mgaid.ui.theme import Theme

# px at 100 % text: a drawn portion, and the least for a bar beside its name
MARK_PX, NARROWEST_PX = 40, 180
NEED_PX, CLOSEST_PX = 3, 32  # the line of the need; no lines between them nearer than this
BEYOND = 1.02  # so much of the scale is drawn for the longest bar or the need
QUARTERS = ((0.25, "a quarter"), (0.5, "half"), (0.75, "three quarters"))
ON_BAR = "on_accent"
ABOUT = f"about{NBSP}"
HEAD = "The most in each group"


@dataclass(frozen=True)
class Bar:
    """One food in the words and figures of its row; ``amount`` is in mg."""

    row: int
    group: str
    name: str
    portion: str
    amount: float
    figure: str
    of_need: str
    share: str

    @property
    def aloud(self) -> str:
        return f"{self.name}: about {self.figure}"

    @property
    def detail(self) -> str:
        share = f" {self.of_need} a day: {self.share}." if self.of_need else ""
        return f"{self.portion}.{share} The most in {self.group} here."


def best_of_groups(model: FoodModel, groups: Mapping[int, str]) -> list[Bar]:
    """The row with the most magnesium in each group, the most first; ``groups`` by food id."""
    best: dict[str, tuple[float, int]] = {}
    for row in range(model.rowCount()):
        group = groups.get(model.food(row).id, "")
        amount = model.index(row, Column.magnesium).data(RAW_ROLE)
        if group and amount is not None and amount > best.get(group, (-1.0, 0))[0]:
            best[group] = float(amount), row
    ordered = sorted((-amount, row, group) for group, (amount, row) in best.items())
    return [_bar(model, row, group, -amount) for amount, row, group in ordered]


def _bar(model: FoodModel, row: int, group: str, amount: float) -> Bar:
    known = model.share(row) is not None
    aloud = model.index(row, Column.share).data(Qt.ItemDataRole.AccessibleTextRole)
    return Bar(
        row,
        group,
        model.text(row, Column.food),
        model.weighed(model.food(row)),
        amount,
        model.text(row, Column.magnesium),
        str(aloud) if known else "",
        model.text(row, Column.share) if known else "",
    )


@dataclass(frozen=True)
class Scale:
    """Where mg stand between ``left`` and ``right`` px; ``stacked`` bars lie under their names."""

    left: float
    right: float
    top_mg: float
    need: tuple[int, int] | None
    stacked: bool

    def x(self, amount: float) -> float:
        return self.left + (self.right - self.left) * amount / self.top_mg

    @property
    def need_words(self) -> str:
        low, high = self.need or (0, 0)
        return f"{high}{NBSP}mg" if low == high else f"{low} to {high}{NBSP}mg"


def scale_of(
    theme: Theme, width: float, bars: Sequence[Bar], need: tuple[int, int] | None
) -> Scale:
    """How mg lie across a picture of this width; ``need`` in mg, lowest and highest."""
    high = float(need[1]) if need is not None else 0.0
    top = BEYOND * max([high, *(bar.amount for bar in bars)])
    left = _words_left(theme)
    right = width - theme.px("icon") - theme.px("pad") - theme.px("block")
    name, portion = (QFontMetricsF(font) for font in (theme.font(bold=True), theme.font("caption")))
    words = [name.horizontalAdvance(bar.name) for bar in bars]
    words += [portion.horizontalAdvance(bar.portion) for bar in bars]
    beside = left + max(words, default=0.0) + theme.px("column")
    made = Scale(beside, right, top or 1.0, need, stacked=False)
    roomy = right - beside >= NARROWEST_PX * theme.text_scale
    if roomy and all(_figure_left(theme, made, bar) is not None for bar in bars):
        return made
    return Scale(left, right, top or 1.0, need, stacked=True)


def head_height(theme: Theme, *, stacked: bool) -> int:
    return theme.px("row") + (theme.px("caption_line") if stacked else 0)


def least_height(theme: Theme, *, stacked: bool) -> int:
    """The least height of one bar with its words."""
    words = _words_high(theme)
    if stacked:
        return words + theme.px("tiny") + theme.px("bar") + theme.px("block")
    return max(round(MARK_PX * theme.text_scale), words) + theme.px("tiny")


def mark_of(group: str) -> str:
    """The name of the drawing that stands for a group of the good sources."""
    return f"source_{group.replace(' ', '_')}"


def paint_head(painter: QPainter, theme: Theme, scale: Scale, area: QRectF, held: str = "") -> None:
    """What the picture shows, or a warning, and the marks of its scale: parts of the need."""
    bold, plain = theme.font("caption", bold=True), theme.font("caption")
    line = theme.px("caption_line")
    words = area.adjusted(theme.px("pad"), 0, 0, 0)
    marks = QRectF(area)
    if scale.stacked:
        words.setHeight(theme.px("small") + line + theme.px("tiny"))
        marks.setTop(area.bottom() - line - theme.px("tiny"))
        marks.setHeight(line)
    if held:
        side = theme.px("icon_button")
        mark = look.pixmap(theme, "warn", "warn", side, painter.device().devicePixelRatio())
        painter.drawPixmap(QPointF(words.left(), words.center().y() - side / 2), mark)
        words.setLeft(words.left() + side + theme.px("gap"))
    painter.setPen(theme.color("warn" if held else "text"))
    _write(painter, words, held or HEAD, bold)
    painter.setPen(theme.color("text"))
    if scale.need is None:
        return
    said = f"Need {scale.need_words}"
    wide = QFontMetricsF(bold).horizontalAdvance(said)
    middle = (scale.x(scale.need[0]) + scale.x(scale.need[1])) / 2
    taken = max(scale.left, min(middle - wide / 2, area.right() - theme.px("gap") - wide))
    _write(painter, QRectF(taken, marks.top(), wide, marks.height()), said, bold)
    painter.setPen(theme.color("text2"))
    for part, said in reversed(QUARTERS):
        wide = QFontMetricsF(plain).horizontalAdvance(said)
        left = scale.x(part * scale.need[1]) - wide / 2
        if scale.left <= left and left + wide + theme.px("block") <= taken:
            _write(painter, QRectF(left, marks.top(), wide, marks.height()), said, plain)
            taken = left


def paint_bar(
    painter: QPainter, theme: Theme, scale: Scale, bar: Bar, area: QRectF, *, lit: bool
) -> None:
    """One food across ``area``: drawn portion, name and portion, bar with its figure, plus."""
    under = theme.color("accent_soft" if lit else "surface")
    painter.fillRect(area, under)
    left, high, thick = _words_left(theme), _words_high(theme), theme.px("bar")
    if scale.stacked:
        top = area.top() + (area.height() - high - theme.px("tiny") - thick) / 2
        bar_top = top + high + theme.px("tiny")
        plot = QRectF(scale.left, bar_top - 4, 0, thick + 8)
        room = area.right() - theme.px("block") - left
    else:
        top = area.top() + (area.height() - high) / 2
        bar_top = area.top() + (area.height() - thick) / 2
        plot = QRectF(scale.left, area.top(), 0, area.height())
        room = scale.left - left - theme.px("block")
    side = MARK_PX * theme.text_scale
    spot = QRectF(theme.px("pad"), top + (high - side) / 2, side, side)
    look.picture(theme, mark_of(bar.group)).render(painter, spot)
    _paint_words(painter, theme, bar, QRectF(left, top, room, high))
    _paint_lines(painter, theme, scale, plot)
    length = scale.x(bar.amount) - scale.left
    _paint_length(painter, theme, scale, bar, QRectF(scale.left, bar_top, length, thick), under)
    side = theme.px("icon")
    plus = look.pixmap(theme, "plus", "accent", side, painter.device().devicePixelRatio())
    x = area.right() - theme.px("pad") - side
    painter.drawPixmap(QPointF(x, bar_top + (thick - side) / 2), plus)


def _words_left(theme: Theme) -> float:
    return theme.px("pad") + MARK_PX * theme.text_scale + theme.px("block")


def _words_high(theme: Theme) -> int:
    return theme.px("body_line") + theme.px("caption_line")


def _figure_width(theme: Theme, bar: Bar) -> tuple[float, float]:
    """How wide "about" is, and "about" with the figure."""
    about = QFontMetricsF(theme.font("caption")).horizontalAdvance(ABOUT)
    return about, about + QFontMetricsF(theme.font(bold=True)).horizontalAdvance(bar.figure)


def _figure_left(theme: Theme, scale: Scale, bar: Bar) -> float | None:
    """Where a figure stands free: behind its bar, behind the need, or in the bar; or nowhere."""
    gap, (_, wide) = theme.px("gap"), _figure_width(theme, bar)
    end = scale.x(bar.amount)
    lines = [] if scale.need is None else [scale.x(amount) for amount in scale.need]
    for start in (end + gap, max([end, *lines]) + gap):
        crossed = any(start - gap < x < start + wide + NEED_PX for x in lines)
        if not crossed and start + wide <= scale.right:
            return start
    return end - gap - wide if end - 2 * gap - wide >= scale.left else None


def _write(painter: QPainter, area: QRectF, text: str, font: QFont) -> None:
    painter.setFont(font)
    painter.drawText(area.adjusted(0, 0, 2, 0), Qt.AlignmentFlag.AlignVCenter, text)


def _paint_words(painter: QPainter, theme: Theme, bar: Bar, area: QRectF) -> None:
    line = theme.px("body_line")
    name = QRectF(area.left(), area.top(), area.width(), line)
    portion = QRectF(area.left(), name.bottom(), area.width(), area.height() - line)
    for text, font, token, spot in (
        (bar.name, theme.font(bold=True), "text", name),
        (bar.portion, theme.font("caption"), "text2", portion),
    ):
        painter.setPen(theme.color(token))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, spot.width() + 1)
        _write(painter, spot, shown, font)


def _paint_lines(painter: QPainter, theme: Theme, scale: Scale, area: QRectF) -> None:
    """The zero line, parts of the need, and the need itself: a band while it is open."""
    top, high = area.top(), area.height()
    painter.fillRect(QRectF(scale.left - 1, top, 1, high), theme.color("line"))
    if scale.need is None:
        return
    first, last = (scale.x(amount) for amount in scale.need)
    for part, _ in QUARTERS if scale.x(scale.need[1] / 4) - scale.left >= CLOSEST_PX else ():
        x = round(scale.x(part * scale.need[1]))
        painter.fillRect(QRectF(x, top, 1, high), theme.color("rule"))
    painter.fillRect(QRectF(first, top, last - first, high), theme.color("sunken"))
    for x in {round(first), round(last)}:
        painter.fillRect(QRectF(x - 1, top, NEED_PX, high), theme.color("text"))


def _paint_length(
    painter: QPainter, theme: Theme, scale: Scale, bar: Bar, area: QRectF, under: QColor
) -> None:
    """The bar and its figure."""
    painter.save()
    painter.setClipRect(area)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(area.adjusted(-6, 0, 0, 0), 3, 3)
    for amount in scale.need or ():
        if amount < bar.amount:  # the bar goes past it: the line is seen in the bar as well
            tick = QRectF(round(scale.x(amount)) - 1, area.top(), NEED_PX, area.height())
            painter.fillRect(tick, theme.color(ON_BAR))
    painter.restore()
    first, wide = _figure_width(theme, bar)
    gap, pad, high = theme.px("gap"), theme.px("tiny"), theme.px("bar")
    free = _figure_left(theme, scale, bar)
    x = area.right() + gap if free is None else free
    inside = x < area.right()
    spot = QRectF(x, area.top(), wide, high)
    if not inside:
        painter.fillRect(spot.adjusted(-pad, 0, pad, 0), under)
    painter.setPen(theme.color(ON_BAR if inside else "text"))
    _write(painter, spot, ABOUT, theme.font("caption"))
    _write(painter, spot.adjusted(first, 0, 0, 0), bar.figure, theme.font(bold=True))
