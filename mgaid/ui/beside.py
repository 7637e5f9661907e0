"""A page with a panel beside it; from 150 % text the panel goes below, in one long page.

Hides which of the two scroll areas holds what. What is in the page and in the panel, and what is
kept in view under the panel, is decided elsewhere.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from mgaid.ui.parts import keep_spacing
from mgaid.ui.theme import ThemeSource

PANEL_PX, ROOMY_PX = 384, 1200
NO_LIMIT = 16_777_215  # Qt's own "as large as you like"


class Beside(QWidget):
    """``page`` on the left, ``panel`` on the right with a scroll bar of its own."""

    def __init__(
        self,
        source: ThemeSource,
        page: QWidget,
        panel: QWidget,
        names: tuple[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """``names`` are those of page and panel for a screen reader."""
        super().__init__(parent)
        self._source = source
        self._panel_name = names[1]
        self._wanted: QWidget | None = None
        self._scroll = _scroll_area(names[0])
        whole = QWidget()
        whole.setProperty("page", True)
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(page, 1)
        self._across.addWidget(self._build_side(panel))
        self._scroll.setWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._scroll)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def _build_side(self, panel: QWidget) -> QWidget:
        source = self._source
        self._side = QFrame()
        self._side.setProperty("side_panel", True)
        self._below = QVBoxLayout(self._side)
        self._below.setContentsMargins(1, 0, 0, 0)
        self._below.setSpacing(0)
        self._panel_scroll = _scroll_area(self._panel_name, _SideScroll())
        self._panel_page = QWidget()
        self._panel_page.setProperty("page", True)
        inside = QVBoxLayout(self._panel_page)
        keep_spacing(source, inside, "", ("column", "block", "column", "block"))
        inside.addWidget(panel)
        self._panel_scroll.setWidget(self._panel_page)
        self._below.addWidget(self._panel_scroll, 1)
        self._pinned = QWidget()
        self._pin = QVBoxLayout(self._pinned)
        keep_spacing(source, self._pin, "", ("column", "gap", "column", "block"))
        self._below.addWidget(self._pinned)
        return self._side

    @property
    def has_room(self) -> bool:
        """Wide enough for what is nice to have."""
        return self.width() >= ROOMY_PX * self._source.theme.text_scale

    def pin(self, widget: QWidget | None) -> None:
        """Keep a widget in view under the panel, however long that is; ``None`` for nothing."""
        if widget is not None:
            self._pin.addWidget(widget)
        self._pinned.setVisible(widget is not None)

    def bring_into_view(self, widget: QWidget) -> None:
        """Scroll to a part of the panel once the layouts have settled."""
        self._wanted = widget
        QTimer.singleShot(0, self, self._scroll_to_wanted)

    @Slot()
    def _scroll_to_wanted(self) -> None:
        scroll = self._panel_scroll if self._source.theme.wide else self._scroll
        if self._wanted is not None:
            scroll.ensureWidgetVisible(self._wanted)

    @Slot()
    def _on_theme(self) -> None:
        wide = self._source.theme.wide
        self._across.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )
        if wide:
            if self._panel_scroll.widget() is None:
                self._panel_scroll.setWidget(self._panel_page)
            self._panel_scroll.show()
        else:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(NO_LIMIT)
            if self._panel_scroll.widget() is not None:
                self._panel_scroll.takeWidget()
                self._below.insertWidget(0, self._panel_page)
                self._panel_page.setAutoFillBackground(False)
            self._panel_scroll.hide()
        self._panel_page.show()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the panel gives way."""
        theme = self._source.theme
        if theme.wide:
            roomy = round(PANEL_PX * theme.text_scale)
            self._side.setFixedWidth(roomy if self.has_room else theme.px("side_panel"))


class _SideScroll(QScrollArea):
    """The panel takes the height there is, and asks for none of its own."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 0)


def _scroll_area(name: str, made: QScrollArea | None = None) -> QScrollArea:
    area = made or QScrollArea()
    area.setAccessibleName(name)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
