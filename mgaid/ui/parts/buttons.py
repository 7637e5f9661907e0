"""What can be pressed: buttons, chips, source links and certainty badges; and tags, which cannot.

Each is a plain Qt button underneath, so clicks, keys and screen readers work as everywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from mgaid.ui import theme as look
from mgaid.ui.parts.assisted import Assisted
from mgaid.ui.parts.frames import keep_spacing, restyle
from mgaid.ui.parts.text import IconLabel, label
from mgaid.ui.theme import Theme, ThemeSource

KINDS = ("primary", "outlined", "neutral", "quiet", "danger", "link")
ICON_TOKENS = {
    "primary": "on_accent",
    "outlined": "accent",
    "neutral": "text",
    "quiet": "accent",
    "danger": "danger",
    "link": "accent",
}
ICON_GAP_PX = 4  # Qt leaves 4 between icon and words; the icon brings the rest of the 8
CERTAINTY_DOTS = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "not_tested": 0}
CERTAINTY_ICONS = {"guideline": "page", "expert": "person"}


class Button(QPushButton):
    """A button that starts with a verb; ``kind`` is one of KINDS, ``size`` a px kind."""

    def __init__(
        self,
        source: ThemeSource,
        text: str,
        kind: str = "outlined",
        icon: str = "",
        icon_after: bool = False,
        size: str = "button",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._source = source
        self._kind = kind
        self._icon_name = icon
        self._after = icon_after
        self.setProperty("kind", kind)
        self.setProperty("tall", size)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        source.changed.connect(self._dress)
        self._dress()

    @property
    def kind(self) -> str:
        return self._kind

    def set_kind(self, kind: str) -> None:
        self._kind = kind
        self.setProperty("kind", kind)
        restyle(self)
        self._dress()

    def set_icon(self, name: str, after: bool = False) -> None:
        if (name, after) == (self._icon_name, self._after):
            return  # Qt would lay the page out anew for it
        self._icon_name = name
        self._after = after
        self._dress()

    @Slot()
    def _dress(self) -> None:
        theme = self._source.theme
        if not self._icon_name:
            self.setIcon(QIcon())
            return
        self.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._after else Qt.LayoutDirection.LeftToRight
        )
        token = ICON_TOKENS[self._kind]
        made = QIcon(self._padded(theme, token))
        made.addPixmap(self._padded(theme, "disabled"), QIcon.Mode.Disabled)
        side = theme.px("icon_button")
        self.setIcon(made)
        self.setIconSize(QSize(side + ICON_GAP_PX, side))

    def sizeHint(self) -> QSize:
        """With room for the mark of a menu, and as much on the other side of the words."""
        room = 0 if self.menu() is None else 2 * self._source.theme.px("icon_button")
        return super().sizeHint() + QSize(room, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.menu() is None:
            return
        theme = self._source.theme
        side = theme.px("icon_button")
        token = ICON_TOKENS[self._kind] if self.isEnabled() else "disabled"
        drawn = look.pixmap(theme, "chev_d", token, side, self.devicePixelRatioF())
        x = self.width() - theme.px("block") - side
        QPainter(self).drawPixmap(QPointF(x, (self.height() - side) / 2), drawn)

    def _padded(self, theme: Theme, token: str) -> QPixmap:
        ratio = self.devicePixelRatioF()
        side = theme.px("icon_button")
        canvas = QPixmap(round((side + ICON_GAP_PX) * ratio), round(side * ratio))
        canvas.setDevicePixelRatio(ratio)
        canvas.fill(Qt.GlobalColor.transparent)
        painter = QPainter(canvas)
        drawn = look.pixmap(theme, self._icon_name, token, side, ratio)
        painter.drawPixmap(ICON_GAP_PX if self._after else 0, 0, drawn)
        painter.end()
        return canvas


class IconButton(QToolButton):
    """An icon that needs no word beside it (close, plus, menu); its name is also the tool tip."""

    def __init__(
        self,
        source: ThemeSource,
        icon: str,
        name: str,
        token: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._icon_name = icon
        self._token = token
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_name(name)
        source.changed.connect(self._dress)
        self._dress()

    def set_name(self, name: str) -> None:
        self.setAccessibleName(name)
        self.setToolTip(name)

    @Slot()
    def _dress(self) -> None:
        theme = self._source.theme
        self.setIcon(look.icon(theme, self._icon_name, self._token))
        self.setIconSize(QSize(theme.px("icon"), theme.px("icon")))
        self.setFixedSize(theme.px("row"), theme.px("row"))


class Chip(Assisted, QPushButton):
    """A choice that filters; on = tick, bold words, fill and a 2-px edge."""

    def __init__(
        self,
        source: ThemeSource,
        text: str,
        checkable: bool = True,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._source = source
        self._icon_name = icon
        self.setCheckable(checkable)
        self.setProperty("round", True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._on_theme)
        self.toggled.connect(self._on_theme)
        self.toggled.connect(self.on_assisted)

    def sizeHint(self) -> QSize:
        theme = self._source.theme
        metrics = QFontMetrics(theme.font(bold=self.isChecked()))
        mark = theme.px("icon_button") + theme.px("gap") if self._mark() else 0
        return QSize(
            metrics.horizontalAdvance(self.text()) + mark + 2 * theme.px("block") + 2,
            theme.px("chip"),
        )

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        on = self.isChecked()
        hover = self.underMouse() and self.isEnabled()
        edge = "accent" if on else "line"
        width = 2 if on else 1
        area = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color(edge), width))
        painter.setBrush(theme.color("accent_soft" if on or hover else "surface"))
        painter.drawRoundedRect(area, area.height() / 2, area.height() / 2)
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        painter.setFont(theme.font(bold=on))
        words = QRectF(self.rect()).adjusted(theme.px("block"), 0, -theme.px("block"), 0)
        mark = self._mark()
        if mark:
            side = theme.px("icon_button")
            drawn = look.pixmap(theme, mark, "text", side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(words.left(), (self.height() - side) / 2), drawn)
            words.setLeft(words.left() + side + theme.px("gap"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _mark(self) -> str:
        return "check" if self.isChecked() else self._icon_name

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class SourceLink(QPushButton):
    """Where a fact is from: book icon and an underlined name."""

    def __init__(self, source: ThemeSource, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._source = source
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("kind", "link")
        self.setProperty("small", True)
        self.setAccessibleName(f"Source: {text}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self._on_theme)

    def sizeHint(self) -> QSize:
        theme = self._source.theme
        words = QFontMetrics(theme.font("caption")).horizontalAdvance(self.text())
        return QSize(words + self._start() + 2, theme.px("row"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        token = "accent_hover" if self.underMouse() else "accent"
        font = theme.font("caption")
        painter = QPainter(self)
        side = theme.px("icon_small")
        drawn = look.pixmap(theme, "source", token, side, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, (self.height() - side) / 2), drawn)
        words = QRectF(self.rect()).adjusted(self._start(), 0, 0, 0)
        painter.setFont(font)
        painter.setPen(theme.color(token))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())
        metrics = QFontMetrics(font)
        y = round((self.height() + metrics.ascent() - metrics.descent()) / 2) + 3
        end = words.left() + metrics.horizontalAdvance(self.text())
        painter.fillRect(QRectF(words.left(), y, end - words.left(), 1), theme.color(token))

    def _start(self) -> int:
        return self._source.theme.px("icon_small") + self._source.theme.px("small")

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class CertaintyBadge(QPushButton):
    """How sure anyone can be: dots and a word; pressing it opens the evidence.

    Guideline and expert opinion are kinds of support, not amounts, so they show no dots.
    """

    def __init__(
        self, source: ThemeSource, level: str, word: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(word, parent)
        self._source = source
        self._level = level
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setProperty("round", True)
        self.set_level(level, word)
        source.changed.connect(self._on_theme)

    def set_level(self, level: str, word: str) -> None:
        if level not in CERTAINTY_DOTS and level not in CERTAINTY_ICONS:
            raise ValueError(f"unknown certainty {level!r}")
        self._level = level
        self.setText(word)
        self.setAccessibleName(f"How sure we are: {word}")
        self._on_theme()

    def sizeHint(self) -> QSize:
        theme = self._source.theme
        words = QFontMetrics(theme.font("caption")).horizontalAdvance(self.text())
        return QSize(self._start() + words + theme.px("pad"), theme.px("row"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A pill of 26 inside 40 of clickable room."""
        theme = self._source.theme
        high = theme.px("badge")
        pill = QRectF(0.5, (self.height() - high) / 2 + 0.5, self.width() - 1, high - 1)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("accent_soft" if self.underMouse() else "surface"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        middle = pill.center().y()
        if self._narrow:
            pass
        elif self._level in CERTAINTY_ICONS:
            side = theme.px("icon_small")
            name = CERTAINTY_ICONS[self._level]
            drawn = look.pixmap(theme, name, "text2", side, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(theme.px("gap"), middle - side / 2), drawn)
        else:
            self._paint_dots(painter, middle)
        painter.setPen(theme.color("text"))
        painter.setFont(theme.font("caption"))
        start = theme.px("pad") if self._narrow else self._start()
        words = QRectF(self.rect()).adjusted(start, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    @property
    def _narrow(self) -> bool:
        """There is room for the word only, which says it all."""
        return self.width() < self.sizeHint().width()

    def _paint_dots(self, painter: QPainter, middle: float) -> None:
        theme = self._source.theme
        across = theme.px("dot")
        for place in range(4):
            x = theme.px("pad") + place * (across + 2)
            full = place < CERTAINTY_DOTS[self._level]
            painter.setPen(QPen(theme.color("text2"), 1))
            painter.setBrush(theme.color("text2") if full else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(x - 0.5, middle - across / 2 + 0.5, across - 1, across - 1))

    def _start(self) -> int:
        theme = self._source.theme
        if self._level in CERTAINTY_ICONS:
            return theme.px("gap") + theme.px("icon_small") + theme.px("tiny")
        return theme.px("pad") + 4 * (theme.px("dot") + 2) + theme.px("tiny")

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class Tag(QFrame):
    """A word with a soft fill; it can be read, and taken away if ``removable``, not pressed."""

    removed = Signal()

    def __init__(
        self,
        source: ThemeSource,
        text: str,
        icon: str = "",
        level: str = "info",
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``level`` is info, warn, danger, ok or neutral."""
        super().__init__(parent)
        self._source = source
        self._level = level
        tone = "" if level == "neutral" else level
        row = QHBoxLayout(self)
        keep_spacing(source, row, "small", ("pad", "", "" if removable else "pad", ""))
        if icon:
            row.addWidget(IconLabel(source, icon, tone or "text", 16))
        self._words = label(text, "caption_strong", tone)
        row.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(text)
        if removable:
            close = IconButton(source, "close", f"Remove {text}")
            close.clicked.connect(self.removed)
            row.addWidget(close)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def sizeHint(self) -> QSize:
        """One line; where there is no room for it the words wrap."""
        self._words.ensurePolished()
        words = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 1
        wide = super().sizeHint().width() - self._words.sizeHint().width() + words
        return QSize(wide, self.heightForWidth(wide))

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        token = "sunken" if self._level == "neutral" else f"{self._level}_soft"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(token))
        painter.drawRoundedRect(self.rect(), 4, 4)

    @Slot()
    def _on_theme(self) -> None:
        self.setMinimumHeight(self._source.theme.px("tag"))
        self.update()
