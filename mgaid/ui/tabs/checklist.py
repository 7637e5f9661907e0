"""The Twitching checklist tab: a section bar, the sections in one scroll area, the live panel.

It places the sections, makes them when they come near the view, and leads to what is asked for.
What they hold belongs to ``checklist_sections``, what the panel says to ``core.checklist``.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mgaid.core import checklist
from mgaid.ui.checklist_panel import ChecklistPanel
from mgaid.ui.checklist_sections import SectionView
from mgaid.ui.diary import SECTION_ID as DIARY
from mgaid.ui.diary import DiarySection
from mgaid.ui.parts import ComboBox, Rule, TabBar, keep_spacing, keep_widest
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

NEAR_PX = 600  # sections so near to the view are made, so that Tab always finds the next line
LAYOUTS_DEEP = 6  # from a line to the page; each layout asks the next one up
LEFT = ("feels", "when")  # stand in the left column, with RIGHT beside them where there is room
RIGHT = ("where",)
BAND_PX = 900
MAP_SHARE = (3, 2)
WIDEST_PX = 1280  # an answer stays near its line


class ChecklistTab(QWidget):
    """``page_wanted`` asks for a page of the questions, ``help_wanted`` for who to call."""

    page_wanted = Signal(str)
    help_wanted = Signal()

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._asked = checklist.build(workspace.content)
        self._stale = True
        self._jumping = False
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._on_slice)
        self._done: dict[str, bool] = {}
        self._bar = TabBar(source, "step")
        self._bar.setAccessibleName("Checklist sections")
        self._choice = ComboBox("Checklist sections")
        self.views: dict[str, SectionView | DiarySection] = {
            section.id: SectionView(workspace, source, self._asked, section)
            for section in self._asked.sections
        }
        self.views[DIARY] = DiarySection(workspace, source)
        for view in self.views.values():
            self._bar.add_tab(view.section.title)
            self._choice.addItem(view.section.title)
        self.panel = ChecklistPanel(workspace, source, self._asked)
        self._main = QVBoxLayout()
        keep_spacing(source, self._main, "", ("column", "gap", "", ""))
        head = QVBoxLayout()
        keep_spacing(source, head, "", ("", "", "column", ""))
        for part in (self._bar, self._choice, Rule()):
            head.addWidget(part)
        self._main.addLayout(head)
        self._area = self._scroll_area()
        self._main.addWidget(self._area, 1)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._main, 1)
        outer.addWidget(self.panel)
        self._bar.currentChanged.connect(self._on_section)
        self._bar.tabBarClicked.connect(self._on_section)
        self._choice.activated.connect(self._on_section)
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.panel.part_wanted.connect(self.show_part)
        self.panel.page_wanted.connect(self.page_wanted)
        self.panel.help_wanted.connect(self.help_wanted)
        workspace.changed.connect(self._on_changed)
        source.changed.connect(self._fit)
        self._fit()

    # ---------------------------------------------------------------- where to be

    def show_section(self, section_id: str) -> None:
        """Bring a section to the top."""
        view = self.views[section_id]
        self._make(view, next(iter(view.waiting()), ""))
        self._go(view, view)

    @Slot(str, str)
    def show_part(self, part_id: str, finding: str = "") -> None:
        """Bring the part with this finding into view, and put the cursor there."""
        view = next(
            (v for v in self.views.values() if any(p.id == part_id for p in v.section.parts)), None
        )
        if view is None:
            return
        self._make(view, part_id)
        place = view.place_of(part_id, finding)
        self._go(view, place)
        first = _first_stop(place)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, view: SectionView | DiarySection, place: QWidget) -> None:
        self._jumping = True
        if view.stale:
            view.refresh()
        self._settle()
        top = place.mapTo(self._page, QPoint(0, 0)).y()
        above = self._source.theme.px("pad" if place is view else "column")
        self._area.verticalScrollBar().setValue(max(top - above, 0))
        self._name_section(view.section.id)
        self._jumping = False
        self._make_near()

    @Slot(int)
    def _on_section(self, place: int) -> None:
        if place >= 0 and not self._jumping:
            self.show_section(list(self.views)[place])

    @Slot()
    def _on_scrolled(self) -> None:
        if self._jumping:
            return
        self._make_near()
        at = self._area.verticalScrollBar().value() + self._source.theme.px("wizard")
        passed = [
            s for s, view in self.views.items() if self._top(view) <= at and not self._beside(s)
        ]
        self._name_section(passed[-1] if passed else next(iter(self.views)))

    def _name_section(self, section_id: str) -> None:
        place = list(self.views).index(section_id)
        for widget in (self._bar, self._choice):
            blocked = widget.blockSignals(True)
            widget.setCurrentIndex(place)
            widget.blockSignals(blocked)
        self._bar.update()

    # ---------------------------------------------------------------- made when near

    @property
    def settled(self) -> bool:
        """All that is near the view is made."""
        return self._next_part() is None

    def _make_near(self) -> None:
        """Bring in line what is near the view; what is not made yet is made a part at a time, so
        that the window answers meanwhile."""
        self._refresh_near()
        self._slices.start()

    @Slot()
    def _on_slice(self) -> None:
        wanted = self._next_part() if self.isVisible() else None
        if wanted is None:
            return
        kept = self._seen_part()
        before = 0 if kept is None else self._top(kept)
        self._make(*wanted)
        self._settle()
        if kept is not None and self._top(kept) != before:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + self._top(kept) - before)
        self._slices.start()

    def _next_part(self) -> tuple[SectionView | DiarySection, str] | None:
        """The part to make next: what is in view first, then what is nearest to it."""
        low = self._area.verticalScrollBar().value()
        high = low + self._area.viewport().height()
        wanted: tuple[SectionView | DiarySection, str] | None = None
        nearest = NEAR_PX
        for view in self.views.values():
            top = self._top(view)
            for part_id, room in view.waiting().items():
                off = max(top + room.top() - high, low - top - room.bottom(), 0)
                if off < nearest:
                    nearest, wanted = off, (view, part_id)
        return wanted

    def _make(self, view: SectionView | DiarySection, part_id: str) -> None:
        """Make a part, and let Tab reach it in the place where it stands, hidden ones too."""
        if part_id not in view.waiting():
            return
        before: QWidget = self._bar
        known = {id(widget) for widget in view.made()}
        for other in self.views.values():
            if other is view:
                break
            for made in other.made():
                before = next(reversed(_focusable(made)), before)
        view.make(part_id)
        for made in view.made():
            stops = _focusable(made)
            if id(made) not in known:
                for stop in stops:
                    QWidget.setTabOrder(before, stop)
                    before = stop
            before = next(reversed(stops), before)

    def _settle(self) -> None:
        """Have every layout take its final places now, from the inmost out."""
        for _ in range(LAYOUTS_DEEP):
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    def _top(self, part: QWidget) -> int:
        return part.mapTo(self._page, QPoint(0, 0)).y()

    def _seen_part(self) -> QWidget | None:
        """The made part in view that is to stay where it is: the one in use, else the first of the
        section one came to, else the first."""
        views = list(self.views.values())
        low = self._area.verticalScrollBar().value()
        high = low + self._area.viewport().height()
        seen = [
            made
            for view in (views[self._bar.currentIndex()], *views)
            for made in view.made()
            if made.isVisible() and self._top(made) < high and self._top(made) + made.height() > low
        ]
        used = QApplication.focusWidget()
        return next((m for m in seen if used and m.isAncestorOf(used)), next(iter(seen), None))

    # ---------------------------------------------------------------- in line with the visit

    @Slot()
    def _on_changed(self) -> None:
        self._stale = True
        if self.isVisible():
            self._refresh()

    def _refresh(self) -> None:
        self._stale = False
        visit, assessment = self._workspace.visit, self._workspace.assessment
        self.panel.refresh()
        for place, (section_id, view) in enumerate(self.views.items()):
            view.stale = True
            # The diary asks for no answers, so it is never done: it ends.
            parts = view.section.parts
            done = bool(parts) and checklist.is_done(self._asked, view.section, visit, assessment)
            if self._done.get(section_id, False) is not done:
                self._done[section_id] = done
                self._bar.set_icon(place, "check" if done else "")
        self._refresh_near()

    def _refresh_near(self) -> None:
        """Sections out of view are brought in line when they come near it."""
        bar, port = self._area.verticalScrollBar(), self._area.viewport()
        low, high = bar.value() - port.height(), bar.value() + 2 * port.height()
        for view in self.views.values():
            if view.stale and self._top(view) < high and self._top(view) + view.height() > low:
                view.refresh()

    # ---------------------------------------------------------------- layout

    def _scroll_area(self) -> QScrollArea:
        self._page = QWidget()
        self._page.setProperty("page", True)
        self._column = QVBoxLayout(self._page)
        keep_spacing(self._source, self._column, "block", ("", "pad", "gap", "column"))
        self._top_row, self._bottom = QVBoxLayout(), QVBoxLayout()
        keep_spacing(self._source, self._bottom, "block")
        self._band = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._band)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._right_side = QWidget()
        columns = (QWidget(), self._right_side)
        self._left, self._right = (QVBoxLayout(column) for column in columns)
        for column, share in zip(columns, MAP_SHARE, strict=True):
            self._sides.addWidget(column, share)
        for side in (self._left, self._right):
            keep_spacing(self._source, side, "block")
            side.addStretch(1)
        self._column.addLayout(self._top_row)
        placed = False
        for section_id, view in self.views.items():
            if section_id not in (*LEFT, *RIGHT):
                self._column.addWidget(view)
            elif not placed:
                self._column.addWidget(self._band)
                placed = True
        self._column.addLayout(self._bottom)
        self._column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setAccessibleName("Checklist")
        area.setWidget(self._page)
        keep_widest(self._source, self._page, WIDEST_PX)
        return area

    def _beside(self, section_id: str) -> bool:
        return section_id in RIGHT and self._sides.direction() == QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._refresh()
        self._settle()
        self._make_near()

    def hideEvent(self, event: QHideEvent) -> None:
        for view in self.views.values():
            view.flush()
        super().hideEvent(event)

    @Slot()
    def _fit(self) -> None:
        """Panel beside or around the sections; the map beside the lines or below them."""
        theme = self._source.theme
        self.panel.setFixedWidth(theme.px("side_panel"))
        if theme.wide and self.panel.isHidden():
            self.panel.gather()
        elif not theme.wide and self.panel.notice.parentWidget() is not self._page:
            self.panel.spread(self._top_row, self._bottom)
        margin = 2 * theme.px("column")
        room = self.width() - margin - (theme.px("side_panel") if theme.wide else 0)
        self._arrange_band(room >= round(BAND_PX * theme.text_scale))
        fits = self._bar.sizeHint().width() <= room
        self._bar.setVisible(fits)
        self._choice.setVisible(not fits)
        if self.isVisible():
            self._make_near()

    def _arrange_band(self, beside: bool) -> None:
        way = QBoxLayout.Direction
        wanted = way.LeftToRight if beside else way.TopToBottom
        if self._sides.direction() == wanted and self._left.count() > 1:
            return
        self._sides.setDirection(wanted)
        self._sides.setSpacing(self._source.theme.px("block"))
        for section_id, view in self.views.items():
            if section_id in (*LEFT, *RIGHT):
                # removeWidget, not takeAt: an item that lives on would keep the old heights.
                self._left.removeWidget(view)
                self._right.removeWidget(view)
                side = self._right if beside and section_id in RIGHT else self._left
                side.insertWidget(side.count() - 1, view)
        self._right_side.setVisible(beside)


def _focusable(place: QWidget) -> list[QWidget]:
    """What can take the focus in a place, in order; lists that pop up are windows of their own."""
    window = place.window()
    return [
        widget
        for widget in place.findChildren(QWidget)
        if widget.focusPolicy() and widget.focusProxy() is None and widget.window() is window
    ]


def _first_stop(place: QWidget) -> QWidget | None:
    """Where Tab would first stop in a place."""
    for widget in _focusable(place):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(place):
            return widget
    return None
