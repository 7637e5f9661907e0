"""What stands beside a statement: where it is from, how sure anyone can be, and tags.

A source and a certainty are plain Qt buttons underneath and open the evidence; a tag is only read.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from mgaid.ui import theme as look
from mgaid.ui.parts.buttons import IconButton
from mgaid.ui.parts.frames import keep_spacing
from mgaid.ui.parts.text import IconLabel, label
from mgaid.ui.theme import ThemeSource

CERTAINTY_DOTS = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "not_tested": 0}
CERTAINTY_ICONS = {"guideline": "page", "expert": "person"}


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
