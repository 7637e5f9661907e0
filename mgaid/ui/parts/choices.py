"""Answers that are picked: tick boxes whose words wrap, joined radio buttons, Yes / No / Not sure.

Nothing is ever picked for the person, and an answer can be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from mgaid.ui.parts.assisted import Assisted
from mgaid.ui.parts.frames import FlowLayout
from mgaid.ui.theme import ThemeSource

YES_NO_UNSURE = (("yes", "Yes"), ("no", "No"), ("unknown", "Not sure"))
YES_NO_UNSURE_WIDTHS = (78, 74, 116)
WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
BESIDE = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CheckBox(Assisted, QCheckBox):
    """A tick box whose words wrap; they are bold when ticked."""

    def __init__(self, source: ThemeSource, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._source = source
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self.on_assisted)
        source.changed.connect(self._on_theme)

    def show_checked(self, on: bool) -> None:
        """Show an answer from elsewhere; tells nothing."""
        blocked = self.blockSignals(True)
        self.setChecked(on)
        self.blockSignals(blocked)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self._source.theme
        words = self._words(width, bold=False).height()
        return max(theme.px("tick"), words + theme.px("small"))

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._source.theme.font(bold=True)).horizontalAdvance(self.text())
        return QSize(self._indent() + words + 1, self._source.theme.px("tick"))

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetrics(self._source.theme.font(bold=True))
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(self._indent() + longest, self._source.theme.px("tick"))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        option = QStyleOptionButton()
        self.initStyleOption(option)
        regular = self._words(self.width(), bold=False)
        heavy = self._words(self.width(), bold=True)
        line = QFontMetrics(theme.font()).height()
        one_line = regular.height() < 2 * line
        middle = theme.px("tick") // 2 if one_line else theme.px("tiny") + line // 2
        side = theme.px("check")
        option.rect = QRect(0, middle - side // 2, side, side)
        painter = QPainter(self)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorCheckBox, option, painter, self
        )
        # Bold is wider: where it would need one line more, the words stay as they are.
        bold = self.isChecked() and heavy.height() <= regular.height()
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        painter.setFont(theme.font(bold=bold))
        painter.drawText(regular.translated(self._indent(), middle - line // 2), WRAP, self.text())

    def _indent(self) -> int:
        return self._source.theme.px("check") + self._source.theme.px("pad")

    def _words(self, width: int, *, bold: bool) -> QRect:
        """The room the words take in a box of this width."""
        room = QRect(0, 0, max(width - self._indent(), 1), 10_000)
        metrics = QFontMetrics(self._source.theme.font(bold=bold))
        room.setHeight(metrics.boundingRect(room, WRAP, self.text()).height())
        return room

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class _Segment(Assisted, QRadioButton):
    """One of several joined radio buttons; ``place`` is where its round corners are."""

    def __init__(self, source: ThemeSource, text: str, width: int, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._source = source
        self._width = width
        self.first = False
        self.last = False
        self.before_is_on = False
        self.toggled.connect(self.on_assisted)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = self._source.theme
        words = QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.text())
        needed = theme.px("pad") + theme.px("radio") + theme.px("gap") + words + theme.px("pad")
        return QSize(max(needed, round(self._width * theme.text_scale)), theme.px("button_row"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            event.ignore()  # the group takes the answer back
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        on = self.isChecked()
        enabled = self.isEnabled()
        hover = self.underMouse() and enabled
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "accent_soft" if on or hover else "surface" if enabled else "sunken"
        outline = self._outline(1 if on else 0.5)
        painter.fillPath(outline, theme.color(fill))
        if on:
            painter.setPen(QPen(theme.color("accent"), 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawPath(outline)
        else:
            self._paint_edges(painter)
        side = theme.px("radio")
        ring = QRectF(theme.px("pad") - 1, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(theme.color("accent" if on else "line"), 2))
        painter.setBrush(theme.color("surface" if enabled else "sunken"))
        painter.drawEllipse(ring.adjusted(1, 1, -1, -1))
        if on:
            inset = side * 0.28
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(ring.adjusted(inset, inset, -inset, -inset))
        painter.setPen(theme.color("text" if enabled else "disabled"))
        painter.setFont(theme.font(bold=on))
        words = QRectF(self.rect())
        words.setLeft(ring.right() + theme.px("gap"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _outline(self, inset: float) -> QPainterPath:
        """The segment's edge, round at the ends of the row only."""
        open_edge = 0.0 if self.isChecked() else 20.0  # the joined edges lie outside, unseen
        area = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        if not self.first:
            area.setLeft(area.left() - open_edge)
        if not self.last:
            area.setRight(area.right() + open_edge)
        radius = 6.0
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(area, radius, radius)
        if not self.first:
            path.addRect(QRectF(area.left(), area.top(), radius * 2, area.height()))
        if not self.last:
            path.addRect(QRectF(area.right() - radius * 2, area.top(), radius * 2, area.height()))
        return path.simplified()

    def _paint_edges(self, painter: QPainter) -> None:
        """One-pixel edges; the line between two belongs to the right one, unless the left is on."""
        line = self._source.theme.color("line")
        painter.setPen(QPen(line, 1))
        painter.drawPath(self._outline(0.5))
        if not self.first and not self.before_is_on:
            painter.fillRect(QRectF(0, 0, 1, self.height()), line)


class SegmentedRadio(QWidget):
    """Joined radio buttons for a few short options; ``chosen`` carries the id, "" when cleared."""

    chosen = Signal(str)

    def __init__(
        self,
        source: ThemeSource,
        options: Sequence[tuple[str, str]],
        name: str,
        widths: Sequence[int] | None = None,
        clearable: bool = False,
        wraps: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``widths`` are px at 100 % text; a segment grows if its words need more.

        ``wraps`` is for options that may be too many for one row: they then take several.
        """
        super().__init__(parent)
        self._value = ""
        self._clearable = clearable
        self._labels = dict(options)
        self._segments: dict[str, _Segment] = {}
        row: QHBoxLayout = FlowLayout(self, 0) if wraps else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (option, words) in enumerate(options):
            segment = _Segment(source, words, widths[place] if widths else 0, self)
            segment.clicked.connect(self._on_clicked)
            segment.toggled.connect(self._on_toggled)
            self._segments[option] = segment
            row.addWidget(segment)
        if not wraps:
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._round_ends()
        self.set_name(name)
        source.changed.connect(self._on_theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._round_ends()

    def _round_ends(self) -> None:
        """Each row begins and ends with round corners."""
        segments = list(self._segments.values())
        tops = [None, *(segment.y() for segment in segments), None]
        for segment, before, here, after in zip(segments, tops, tops[1:], tops[2:], strict=False):
            segment.first, segment.last = before != here, after != here
            segment.update()

    def set_name(self, name: str) -> None:
        """The question, which each button says before its own word."""
        self.setAccessibleName(name)
        for option, segment in self._segments.items():
            segment.setAccessibleName(f"{name} {self._labels[option]}".strip())

    def describe(self, hint: str) -> None:
        """What a screen reader says after the name of each button."""
        self.setAccessibleDescription(hint)
        for segment in self._segments.values():
            segment.setAccessibleDescription(hint)

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Show an answer that came from elsewhere; ``chosen`` is not emitted."""
        if value and value not in self._segments:
            raise ValueError(f"unknown option {value!r}")
        self._value = value
        for option, segment in self._segments.items():
            segment.setAutoExclusive(False)
            segment.setChecked(option == value)
        for segment in self._segments.values():
            segment.setAutoExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._clearable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._value:
                self.set_value("")
                self.chosen.emit("")
            return
        super().keyPressEvent(event)

    @Slot()
    def _on_clicked(self) -> None:
        on = next((o for o, segment in self._segments.items() if segment.isChecked()), "")
        if on == self._value:
            if not self._clearable:
                return
            on = ""
            self.set_value("")
        self._value = on
        self.chosen.emit(on)

    @Slot()
    def _on_toggled(self) -> None:
        before = False
        for segment in self._segments.values():
            segment.before_is_on = before
            before = segment.isChecked()
            segment.update()

    @Slot()
    def _on_theme(self) -> None:
        for segment in self._segments.values():
            segment.updateGeometry()
            segment.update()


class YesNoUnsure(SegmentedRadio):
    """Yes, No or Not sure, with equal weight; a second click or Delete clears."""

    answered = Signal(str)

    def __init__(self, source: ThemeSource, question: str, parent: QWidget | None = None) -> None:
        super().__init__(
            source, YES_NO_UNSURE, question, YES_NO_UNSURE_WIDTHS, clearable=True, parent=parent
        )
        self.chosen.connect(self.answered)

    def answer(self) -> str:
        """ "yes", "no", "unknown", or "" while not answered."""
        return self.value()

    def set_answer(self, answer: str) -> None:
        self.set_value(answer)
