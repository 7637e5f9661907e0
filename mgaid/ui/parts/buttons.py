"""What can be pressed: buttons with words, buttons with an icon, and chips that stay pressed.

Each is a plain Qt button underneath, so clicks, keys and screen readers work as everywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton, QWidget

from mgaid.ui import theme as look
from mgaid.ui.parts.assisted import Assisted
from mgaid.ui.parts.frames import restyle
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
