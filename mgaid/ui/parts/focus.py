"""The ring that shows where the keyboard is: one per window, above everything."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from mgaid.ui.theme import ThemeSource

RING_PX = 3
GAP_PX = 2


class _Above(QProxyStyle):
    """Tells the focus frame to lie above its widget and reach past it."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint == QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returned)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        ):
            return RING_PX + GAP_PX
        return super().pixelMetric(metric, option, widget)


class FocusRing(QFocusFrame):
    """Follows the focus inside one window."""

    def __init__(self, source: ThemeSource, window: QWidget) -> None:
        super().__init__(window)
        self._source = source
        self._window = window
        style = _Above("Fusion")
        style.setParent(self)  # the ring must not outlive its style
        self.setStyle(style)
        self.hide()  # or it would show with its window before anything has the focus
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)
        source.changed.connect(self._take_up_again)

    def paintEvent(self, _event: QPaintEvent) -> None:
        round_ends = self.widget().property("round")
        radius = self.height() // 2 if round_ends else 6 + GAP_PX
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._source.theme.color("focus"), RING_PX))
        half = RING_PX / 2
        area = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(area, radius, radius)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        inside = now is not None and now.window() is self._window and now is not self._window
        self._lie_around(now if inside else None)

    @Slot()
    def _take_up_again(self) -> None:
        """Qt hides the ring when the look changes, and forgets to bring it back."""
        kept: QWidget | None = self.widget()
        self._lie_around(None)
        if kept is not None and kept.isVisible():
            self._lie_around(kept)

    def _lie_around(self, widget: QWidget | None) -> None:
        self.setWidget(widget)  # type: ignore[arg-type]
