"""The drawn body map: both legs from the front and from behind, every region a named button.

Hides the drawing, the keys and what a region looks like when it is chosen. It knows places, not
what they mean: it is given the regions of the content and tells which are chosen. Places that are
not drawn are tick boxes below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from mgaid.core.content.asking import Region
from mgaid.ui.body_drawing import (
    LEG_MIDDLES,
    PICTURE,
    ROWS,
    Place,
    height_of,
    outline_of,
    place_of,
)
from mgaid.ui.parts import CheckBox, FlowLayout, Tag, keep_spacing
from mgaid.ui.theme import ThemeSource

_CAPTION_Y = 336
_LEAST_PX = 40  # room to click, where a region is smaller
_HATCH_PX = 8


class BodyMap(QWidget):
    """Places to mark; ``chosen`` carries the ids of all marked places, in the order given."""

    chosen = Signal(object)

    def __init__(
        self,
        source: ThemeSource,
        regions: Sequence[Region],
        beside: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``beside`` puts the names of chosen places at the right of the picture."""
        super().__init__(parent)
        self._source = source
        self._order = [region.id for region in regions]
        self._sites: tuple[str, ...] = ()
        drawn = [region for region in regions if place_of(region.id) is not None]
        self._labels = {region.id: region.label for region in drawn}
        self.figures = _Figures(source, drawn, self)
        self.figures.toggled.connect(self._on_region)
        self._tags: dict[str, Tag] = {}
        self._flow_holder = QWidget()
        self._flow = FlowLayout(self._flow_holder, 8, 4)
        self._boxes: dict[str, CheckBox] = {}
        words = QVBoxLayout()
        keep_spacing(source, words, "tiny")
        words.addWidget(self._flow_holder)
        for region in regions:
            if region not in drawn:
                words.addWidget(self._box(region))
        words.addStretch(1)
        way = QBoxLayout.Direction
        outer = QBoxLayout(way.LeftToRight if beside else way.TopToBottom, self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(source.theme.px("column" if beside else "gap"))
        outer.addWidget(self.figures)
        outer.addLayout(words, 1)
        self._flow_holder.setVisible(False)

    def sites(self) -> tuple[str, ...]:
        """The ids of the marked places."""
        return self._sites

    def set_sites(self, sites: Iterable[str]) -> None:
        """Show places marked elsewhere; tells nothing."""
        wanted = set(sites)
        marked = tuple(site for site in self._order if site in wanted)
        if marked == self._sites:
            return
        self._sites = marked
        self.figures.set_chosen(wanted)
        for site, box in self._boxes.items():
            box.setChecked(site in wanted)
        self._show_tags()

    def button(self, site: str) -> QAbstractButton:
        """The button of a place: a region of the picture or a tick box."""
        return self._boxes.get(site) or self.figures.buttons[site]

    def _box(self, region: Region) -> CheckBox:
        box = CheckBox(self._source, region.label)
        box.setProperty("site", region.id)
        box.toggled.connect(self._on_box)
        self._boxes[region.id] = box
        return box

    def _show_tags(self) -> None:
        """One tag for each chosen region of the picture."""
        for site in [s for s in self._tags if s not in self._sites]:
            tag = self._tags.pop(site)
            self._flow.removeWidget(tag)
            tag.hide()
            tag.deleteLater()
        for site in self._sites:
            if site in self._labels and site not in self._tags:
                tag = Tag(self._source, self._labels[site], level="neutral", removable=True)
                tag.setProperty("site", site)
                tag.removed.connect(self._on_removed)
                self._tags[site] = tag
                self._flow.addWidget(tag)
        self._flow_holder.setVisible(bool(self._tags))
        self._flow_holder.updateGeometry()

    def _mark(self, site: str, on: bool) -> None:
        wanted = {*self._sites, site} if on else set(self._sites) - {site}
        if wanted != set(self._sites):
            self.set_sites(wanted)
            self.chosen.emit(self._sites)

    @Slot(str, bool)
    def _on_region(self, site: str, on: bool) -> None:
        self._mark(site, on)

    @Slot(bool)
    def _on_box(self, on: bool) -> None:
        self._mark(str(self.sender().property("site")), on)

    @Slot()
    def _on_removed(self) -> None:
        site = str(self.sender().property("site"))
        self.figures.buttons[site].setFocus(Qt.FocusReason.OtherFocusReason)
        self._mark(site, False)


class _Figures(QWidget):
    """The picture. The regions are see-through buttons over what is painted here."""

    toggled = Signal(str, bool)

    def __init__(self, source: ThemeSource, regions: Sequence[Region], parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self.setAccessibleName("Both legs, from the front and from behind")
        self._places: dict[str, Place] = {}
        self._outlines: dict[str, QPainterPath] = {}
        self.buttons: dict[str, _Region] = {}
        # Knees and feet last: what is small lies on top where rooms to click overlap.
        for region in sorted(regions, key=lambda r: height_of(r.id), reverse=True):
            place = place_of(region.id)
            assert place is not None
            self._places[region.id] = place
            self._outlines[region.id] = outline_of(region.id, place)
            button = _Region(region, self)
            button.toggled.connect(self._on_toggled)
            self.buttons[region.id] = button
        first = min(self._places, key=lambda site: self._places[site], default="")
        self._give_tab_stop(first)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        source.changed.connect(self._on_theme)

    def set_chosen(self, sites: set[str]) -> None:
        for site, button in self.buttons.items():
            blocked = button.blockSignals(True)
            button.setChecked(site in sites)
            button.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        scale = self._source.theme.text_scale
        return QSize(round(PICTURE.width() * scale), round(PICTURE.height() * scale))

    def minimumSizeHint(self) -> QSize:
        return PICTURE

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(PICTURE.height() * self._scale(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        to_widget = self._to_widget()
        for site, button in self.buttons.items():
            button.lay_over(to_widget.map(self._outlines[site]))

    def move_from(self, site: str, key: int) -> None:
        """Go to the neighbour an arrow key points at; at the edge nothing moves."""
        here = self._places[site]
        step = 1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            leg = sorted((p.row, s) for s, p in self._places.items() if p.leg == here.leg)
            order = [s for _, s in leg]
        else:
            lower = {ROWS.index("shin"), ROWS.index("calf")}
            level = lower if here.row in lower else {here.row}
            row = sorted((p.leg, s) for s, p in self._places.items() if p.row in level)
            order = [s for _, s in row]
        at = order.index(site) + step
        if 0 <= at < len(order):
            self.buttons[order[at]].setFocus(Qt.FocusReason.OtherFocusReason)

    def focused(self, site: str) -> None:
        """The Tab key comes back to where the person was."""
        self._give_tab_stop(site)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to_widget = self._to_widget()
        chosen = [s for s, b in self.buttons.items() if b.isChecked()]
        for site in (*(s for s in self.buttons if s not in chosen), *chosen):
            self._paint_region(painter, to_widget.map(self._outlines[site]), self.buttons[site])
        self._paint_captions(painter, to_widget)

    def _paint_region(
        self, painter: QPainter, outline: QPainterPath, button: QAbstractButton
    ) -> None:
        theme = self._source.theme
        on = button.isChecked()
        painter.fillPath(
            outline, theme.color("accent_soft" if on or button.underMouse() else "surface")
        )
        if on:
            painter.save()
            painter.setClipPath(outline)
            painter.setPen(QPen(theme.color("accent"), 2))
            area = outline.boundingRect()
            across = area.width() + area.height()
            gap = _HATCH_PX * theme.text_scale
            for line in range(int(across / gap) + 1):
                start = QPointF(area.left(), area.top() + line * gap)
                painter.drawLine(start, start + QPointF(area.width(), -area.width()))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        join = Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(theme.color("accent" if on else "line"), 3 if on else 2, j=join))
        painter.drawPath(outline)

    def _paint_captions(self, painter: QPainter, to_widget: QTransform) -> None:
        """Which leg is which, and which side is seen, under each figure."""
        theme = self._source.theme
        painter.setPen(theme.color("text"))
        top = round(to_widget.map(QPointF(0, _CAPTION_Y)).y())
        for figure, (left, view, right) in enumerate(
            (("right", "Front", "left"), ("left", "Back", "right"))
        ):
            middle = LEG_MIDDLES[2 * figure]
            for words, shift, bold in ((left, -50, False), (view, 0, True), (right, 50, False)):
                x = round(to_widget.map(QPointF(middle + shift, 0)).x())
                room = QRect(x - 100, top, 200, theme.px("caption_line"))
                painter.setFont(theme.font("caption", bold=bold))
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, words)

    def _scale(self, width: int) -> float:
        """As large as the text asks for, as far as the width allows."""
        return max(0.5, min(self._source.theme.text_scale, width / PICTURE.width()))

    def _to_widget(self) -> QTransform:
        scale = self._scale(self.width())
        made = QTransform()
        made.translate((self.width() - PICTURE.width() * scale) / 2, 0)
        made.scale(scale, scale)
        return made

    def _give_tab_stop(self, site: str) -> None:
        for other, button in self.buttons.items():
            policy = Qt.FocusPolicy.StrongFocus if other == site else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def _on_toggled(self, on: bool) -> None:
        self.update()
        self.toggled.emit(str(self.sender().property("site")), on)

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()


class _Region(QAbstractButton):
    """One region: it paints nothing, but can be clicked, focused, named and toggled."""

    def __init__(self, region: Region, figures: _Figures) -> None:
        super().__init__(figures)
        self._figures = figures
        self._site = region.id
        self.setCheckable(True)
        self.setAccessibleName(region.label)
        self.setToolTip(region.label)
        self.setProperty("site", region.id)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._room = QPainterPath()

    def lay_over(self, outline: QPainterPath) -> None:
        """Cover this outline; a small one gets more room to click, up and down."""
        area = outline.boundingRect()
        more = max(0.0, (_LEAST_PX - area.height()) / 2)
        self._room = QPainterPath(outline)
        if more:
            grown = QPainterPath()
            grown.addRect(area.adjusted(0, -more, 0, more))
            self._room = self._room.united(grown)
        whole = self._room.boundingRect().toAlignedRect()
        self.setGeometry(whole)
        self._room.translate(-whole.left(), -whole.top())
        # Where rooms overlap, a click beside this outline must reach the neighbour below.
        self.setMask(QRegion(self._room.toFillPolygon().toPolygon()))

    def hitButton(self, position: QPoint) -> bool:
        return self._room.contains(QPointF(position))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture below paints it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._figures.move_from(self._site, key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._figures.focused(self._site)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._figures.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._figures.update()
