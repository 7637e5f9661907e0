"""Where the person is in the wizard: a column of steps, or a narrow rail of their numbers.

Done steps can be pressed. It decides nothing: states and words are given to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from mgaid.ui import theme as look
from mgaid.ui.parts.frames import keep_spacing
from mgaid.ui.parts.text import label
from mgaid.ui.theme import ThemeSource

AS_NEEDED = Qt.ScrollBarPolicy.ScrollBarAsNeeded


class _Step(QPushButton):
    """One step: a circle with its number or a tick, and its name unless in the rail."""

    def __init__(
        self, source: ThemeSource, place: int, count: int, name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._place = place
        self._count = count
        self._name = name
        self._rail = False
        self._state = "todo"
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_state("todo")

    def set_state(self, state: str) -> None:
        """ "done", "current" or "todo"."""
        self._state = state
        pressable = state == "done"
        self.setEnabled(pressable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if pressable else Qt.FocusPolicy.NoFocus)
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if pressable else Qt.CursorShape.ArrowCursor
        )
        words = {"done": "done", "current": "you are here", "todo": "not yet"}[state]
        self.setAccessibleName(f"Step {self._place + 1} of {self._count}: {self._name}, {words}")
        self.update()

    def set_rail(self, rail: bool) -> None:
        self._rail = rail
        self.setToolTip(self._name if rail else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._source.theme
        high = theme.px("step_mark") + 18 if self._rail else theme.px("step")
        return QSize(theme.px("step_mark") + 18, high)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        current = self._state == "current"
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if current:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(theme.color("surface"))
            painter.drawRoundedRect(box, 6, 6)
        elif self._state == "done" and self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(box, 6, 6)
        side = theme.px("step_mark")
        left = (self.width() - side) / 2 if self._rail else theme.px("small") + 4
        mark = QRectF(left, (self.height() - side) / 2, side, side)
        self._paint_mark(painter, mark)
        if self._rail:
            return
        words = QRectF(self.rect())
        words.setLeft(mark.right() + theme.px("pad"))
        font = theme.font(bold=current)
        painter.setFont(font)
        painter.setPen(theme.color("text2" if self._state == "todo" else "text"))
        shown = painter.fontMetrics().elidedText(
            self._name, Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_mark(self, painter: QPainter, mark: QRectF) -> None:
        theme = self._source.theme
        if self._state == "done":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(mark)
            side = theme.px("icon_small")
            drawn = look.pixmap(theme, "check", "on_accent", side, self.devicePixelRatioF())
            spot = mark.center() - QPointF(side / 2, side / 2)
            painter.drawPixmap(spot, drawn)
            return
        current = self._state == "current"
        painter.setPen(QPen(theme.color("accent" if current else "line"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(mark.adjusted(1, 1, -1, -1))
        painter.setFont(theme.font("caption", bold=current))
        painter.setPen(theme.color("accent" if current else "text2"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(self._place + 1))


class _Progress(QWidget):
    """A bar 8 px high."""

    def __init__(self, source: ThemeSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.fraction = 0.0
        self.setFixedHeight(8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bar = QPainterPath()
        bar.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)
        painter.fillPath(bar, theme.color("surface"))
        painter.setClipPath(bar)
        painter.fillRect(
            QRectF(0, 0, self.width() * self.fraction, self.height()), theme.color("accent")
        )
        painter.setClipping(False)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.drawPath(bar)


class Stepper(QFrame):
    """All steps, which are done, which is now, and how far it is."""

    step_clicked = Signal(int)

    def __init__(
        self, source: ThemeSource, steps: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._rail = False
        self.setProperty("fill", "sunken")
        self.setAccessibleName("Steps")
        inside = QWidget()
        column = QVBoxLayout(inside)
        keep_spacing(source, column, "tiny")
        self._steps = [
            _Step(source, place, len(steps), name, inside) for place, name in enumerate(steps)
        ]
        for place, step in enumerate(self._steps):
            step.setProperty("place", place)
            step.clicked.connect(self._on_clicked)
            column.addWidget(step)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(inside)
        self._scroll.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self._words = label("", "caption")
        self._bar = _Progress(source, self)
        below = QVBoxLayout()
        keep_spacing(source, below, "gap", ("gap", "gap", "gap", "block"))
        below.addWidget(self._words)
        below.addWidget(self._bar)
        outer = QVBoxLayout(self)
        outer.setSpacing(0)
        self._outer = outer
        outer.addWidget(self._scroll, 1)
        outer.addLayout(below)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def set_current(self, index: int, done: Iterable[int] = ()) -> None:
        finished = set(done)
        for place, step in enumerate(self._steps):
            now = place == index
            step.set_state("current" if now else "done" if place in finished else "todo")
        self._scroll.ensureWidgetVisible(self._steps[index])

    def set_progress(self, text: str, fraction: float) -> None:
        """``text`` as "Step 6 of 11, about 4 minutes left"; ``fraction`` of the bar, 0 to 1."""
        self._words.setText(text)
        self._bar.fraction = min(max(fraction, 0.0), 1.0)
        self._bar.update()

    def set_rail(self, rail: bool) -> None:
        self._rail = rail
        self._on_theme()

    @property
    def rail(self) -> bool:
        return self._rail or not self._source.theme.wide

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color("rule"))

    @Slot()
    def _on_clicked(self) -> None:
        pressed = self.sender()
        if isinstance(pressed, _Step):
            self.step_clicked.emit(int(pressed.property("place")))

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        side = theme.px("pad" if self.rail else "block")
        self._outer.setContentsMargins(side, theme.px("card_x"), side + 1, 0)
        for step in self._steps:
            step.set_rail(self.rail)
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if self.rail else AS_NEEDED
        self._scroll.setVerticalScrollBarPolicy(bar)
        self._words.setVisible(not self.rail)
        self._bar.setVisible(not self.rail)
        self.setFixedWidth(theme.px("rail" if self.rail else "stepper"))
        self.update()
