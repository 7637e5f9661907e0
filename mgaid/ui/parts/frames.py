"""What holds other widgets: cards, rules, notices and a layout that wraps.

A notice is heard as well as seen: it announces itself when it first shows or when its level rises.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QShowEvent,
    QTextDocumentFragment,
)
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from mgaid.ui.parts.assisted import say_aloud
from mgaid.ui.parts.text import IconLabel, label
from mgaid.ui.theme import ThemeSource

LEVELS = ("ok", "info", "warn", "danger")
LEVEL_ICONS = {"ok": "ok", "info": "info", "warn": "warn", "danger": "stop"}
EDGE_PX = 6
LIST_INDENT_PX = 40  # where Qt starts the words of a list
UNBOUNDED_PX = 524_287  # the most a layout may say
NO_ALIGNMENT = Qt.AlignmentFlag(0)


def restyle(widget: QWidget) -> None:
    """Let the style sheet read a changed dynamic property."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
    widget.update()


def mark_wrong(field: QWidget, wrong: bool) -> None:
    """Draw a field with the edge of an error, or as it is otherwise."""
    if bool(field.property("error")) != wrong:
        field.setProperty("error", wrong)
        restyle(field)


def offer_clearing(source: ThemeSource, field: QLineEdit) -> None:
    """Give a field Qt's button that empties it, in the colours of the look, live."""
    _ClearButton(source, field)


class _ClearButton(QObject):
    """A child of the field it serves. Qt reads the colour once, when it makes the button."""

    def __init__(self, source: ThemeSource, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        source.changed.connect(self._make)
        self._make()

    @Slot()
    def _make(self) -> None:
        self._field.setClearButtonEnabled(False)
        self._field.setClearButtonEnabled(True)


def clear(layout: QLayout) -> None:
    """Take every widget out of a layout; they are hidden at once and deleted soon."""
    while (item := layout.takeAt(0)) is not None:
        gone = item.widget()
        if gone is not None:
            gone.hide()
            gone.deleteLater()


def keep_spacing(
    source: ThemeSource,
    layout: QBoxLayout,
    spacing: str = "block",
    margins: tuple[str, str, str, str] | None = None,
) -> None:
    """Keep a layout's gaps at these px kinds (left, top, right, bottom; "" is 0), live."""
    _Spacing(source, layout, spacing, margins)


class _Spacing(QObject):
    """A child of the layout it serves, so that it ends with it."""

    def __init__(
        self,
        source: ThemeSource,
        layout: QBoxLayout,
        spacing: str,
        margins: tuple[str, str, str, str] | None,
    ) -> None:
        super().__init__(layout)
        self._source = source
        self._layout = layout
        self._spacing = spacing
        self._margins = margins or ("", "", "", "")
        source.changed.connect(self._set)
        self._set()

    @Slot()
    def _set(self) -> None:
        px = self._source.theme.px
        left, top, right, bottom = (px(kind) if kind else 0 for kind in self._margins)
        self._layout.setContentsMargins(left, top, right, bottom)
        self._layout.setSpacing(px(self._spacing) if self._spacing else 0)


def keep_widest(source: ThemeSource, page: QWidget, px: int) -> None:
    """Keep what a scroll area holds no wider than ``px`` at 100 % text, live.

    On a large screen lines would be too long to read, and an answer far from its question. What is
    left of the width stays free on the right.
    """
    _Widest(source, page, px)


class _Widest(QObject):
    """A child of the page it serves, so that it ends with it."""

    def __init__(self, source: ThemeSource, page: QWidget, px: int) -> None:
        super().__init__(page)
        self._source = source
        self._page = page
        self._px = px
        source.changed.connect(self._set)
        self._set()

    @Slot()
    def _set(self) -> None:
        self._page.setMaximumWidth(round(self._px * self._source.theme.text_scale))


class Card(QFrame):
    """A white sheet with an edge. Fill ``body``; cards do not nest."""

    def __init__(self, source: ThemeSource, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.body = QVBoxLayout(self)
        keep_spacing(source, self.body, "gap", ("card_x", "card_y", "card_x", "card_y"))
        if title:
            self.setAccessibleName(title)
            self.body.addWidget(label(title, "section"))


class Rule(QFrame):
    """A decorative line of one pixel."""

    def __init__(self, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("rule", "v" if vertical else "h")


class Notice(QFrame):
    """A level in words, with its icon and edge: danger, warn, ok or info."""

    link_clicked = Signal(str)
    announced = Signal(str)

    def __init__(
        self,
        source: ThemeSource,
        level: str,
        head: str,
        body: str = "",
        actions: Sequence[QWidget] = (),
        size: str = "body",
        icon: str = "",
        beside: bool = False,
        alert: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``body`` is plain text, or text with b, p, ul, li, a; ``size`` is that of the head."""
        super().__init__(parent)
        self._source = source
        self._level = ""
        self._shown: tuple[str, ...] = ()
        self._alert_when_shown = alert
        big = size == "title"
        self._icon = IconLabel(source, "info", "info", 40 if big else 24)
        self._head = label("", {"body": "strong"}.get(size, size))
        self._body = label("", "lead" if big else "body")
        self._body.setTextFormat(Qt.TextFormat.AutoText)
        self._body.linkActivated.connect(self.link_clicked)
        self._actions: list[QWidget] = []
        words = QVBoxLayout()
        keep_spacing(source, words, "tiny")
        words.addWidget(self._head)
        words.addWidget(self._body)
        self._action_row: QLayout = QHBoxLayout() if beside else FlowLayout(spacing=16)
        row = QHBoxLayout(self)
        pad = "column" if big else "pad"
        keep_spacing(source, row, "column" if big else "pad", ("column", pad, "card_x", pad))
        top = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, top)
        row.addLayout(words, 1)
        if beside:
            row.addLayout(self._action_row)
        else:
            words.addLayout(self._action_row)
        source.changed.connect(self._on_theme)
        self._set(level, head, body, icon)
        self.set_actions(actions)

    @property
    def level(self) -> str:
        return self._level

    def set_content(
        self, level: str, head: str, body: str = "", icon: str = "", *, aloud: bool = True
    ) -> None:
        """Change what it says; a rise in level is announced, unless something else says it."""
        rises = LEVELS.index(level) > LEVELS.index(self._level)
        self._set(level, head, body, icon)
        if rises and aloud:
            self.announce()

    def set_actions(self, actions: Sequence[QWidget]) -> None:
        """Replace the buttons or links; the old ones are deleted."""
        for old in self._actions:
            self._action_row.removeWidget(old)
            old.deleteLater()
        self._actions = list(actions)
        for widget in self._actions:
            self._action_row.addWidget(widget)

    def announce(self) -> None:
        """Have a screen reader say it now, once; under a box that is open it says nothing.

        No alert event goes with it: some screen readers would say the words twice.
        """
        words = self.accessibleName()
        if words and QApplication.activeModalWidget() in (None, self.window()):
            say_aloud(self, words, at_once=self._level == "danger")
            self.announced.emit(words)

    def alert_when_shown(self) -> None:
        """Have it said the next time it comes up."""
        self._alert_when_shown = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._alert_when_shown and not event.spontaneous():
            self._alert_when_shown = False
            self.announce()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        edge = theme.color(f"{self._level}_icon")
        area = QRectF(self.rect())
        sheet = QPainterPath()
        sheet.addRoundedRect(area, 8, 8)
        bar = QPainterPath()
        bar.addRect(QRectF(0, 0, EDGE_PX, area.height()))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(sheet, theme.color(f"{self._level}_soft"))
        painter.fillPath(sheet.intersected(bar), edge)
        painter.setPen(QPen(edge, 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _set(self, level: str, head: str, body: str, icon: str) -> None:
        told = level, head, body, icon
        if told == self._shown:
            return  # every answer says it anew, and a look read anew lays the whole page out
        self._shown = told
        self._level = level
        self._icon.set_icon(icon or LEVEL_ICONS[level], level)
        self._head.setText(head)
        self._head.setProperty("tone", level)
        restyle(self._head)
        self._said = body
        self._show_body()
        self._body.setVisible(bool(body))
        said = QTextDocumentFragment.fromHtml(body).toPlainText() if body else ""
        self.setAccessibleName(f"{head}. {said}" if said else head)
        self.update()

    def _show_body(self) -> None:
        margin = self._source.theme.px("card_x") - LIST_INDENT_PX
        self._body.setText(self._said.replace("<ul>", f"<ul style='margin-left: {margin}px'>"))

    @Slot()
    def _on_theme(self) -> None:
        self._show_body()
        self.update()


class FlowLayout(QHBoxLayout):
    """Rows of widgets that wrap like words.

    Only the geometry is its own. The items stay with Qt and are never looked at: Python would go on
    knowing one that Qt has freed, and take it for the next one made in the same place.
    """

    def __init__(
        self, parent: QWidget | None = None, spacing: int = 8, row_spacing: int = 8
    ) -> None:
        if parent is None:
            super().__init__()
        else:
            super().__init__(parent)
        self._row_spacing = row_spacing
        self._widgets: list[QWidget] = []
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def addWidget(
        self,
        widget: QWidget,
        stretch: int | None = 0,
        alignment: Qt.AlignmentFlag = NO_ALIGNMENT,
    ) -> None:
        self._widgets.append(widget)
        super().addWidget(widget, stretch, alignment)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), move=False)

    def minimumHeightForWidth(self, width: int) -> int:
        return self.heightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:
        QLayout.setGeometry(self, rect)  # not that of one row
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [_wanted(widget) for widget in self._shown()]
        gaps = self.spacing() * max(0, len(shown) - 1)
        return QSize(
            sum(size.width() for size in shown) + gaps,
            max((size.height() for size in shown), default=0),
        )

    def minimumSize(self) -> QSize:
        size = QSize()
        for widget in self._shown():
            size = size.expandedTo(_least(widget))
        return size

    def maximumSize(self) -> QSize:
        return QSize(UNBOUNDED_PX, UNBOUNDED_PX)

    def _shown(self) -> list[QWidget]:
        """What is still in the layout and not hidden, in order."""
        self._widgets = [w for w in self._widgets if isValid(w) and self.indexOf(w) >= 0]
        return [widget for widget in self._widgets if not widget.isHidden()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Lay the rows out from the top; returns the height they need."""
        rows: list[tuple[list[tuple[QWidget, QSize]], int]] = []
        row: list[tuple[QWidget, QSize]] = []
        used = 0
        for widget in self._shown():
            size = _wanted(widget)
            if size.width() > rect.width():
                high = widget.heightForWidth(rect.width()) if widget.hasHeightForWidth() else 0
                size = QSize(rect.width(), max(high, size.height()))
            if row and used + size.width() > rect.width():
                rows.append((row, max(s.height() for _, s in row)))
                row, used = [], 0
            row.append((widget, size))
            used += size.width() + self.spacing()
        if row:
            rows.append((row, max(s.height() for _, s in row)))
        y = rect.y()
        for row, height in rows:
            x = rect.x()
            for widget, size in row:
                if move:
                    middle = y + (height - size.height()) // 2
                    widget.setGeometry(QRect(QPoint(x, middle), size))
                x += size.width() + self.spacing()
            y += height + self._row_spacing
        return y - rect.y() - (self._row_spacing if rows else 0)


def _wanted(widget: QWidget) -> QSize:
    """The size a row gives the widget, within its limits."""
    hint = widget.sizeHint().expandedTo(widget.minimumSizeHint())
    return hint.boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())


def _least(widget: QWidget) -> QSize:
    """The size it can be squeezed to, where its policy lets it shrink."""
    wanted, least, policy = _wanted(widget), widget.minimumSizeHint(), widget.sizePolicy()
    shrinks = QSizePolicy.PolicyFlag.ShrinkFlag.value
    wide = least if policy.horizontalPolicy().value & shrinks else wanted
    high = least if policy.verticalPolicy().value & shrinks else wanted
    size = QSize(wide.width(), high.height())
    return size.boundedTo(widget.maximumSize()).expandedTo(widget.minimumSize())
