"""The first screen: go on, begin, open a file or get help; and the visits on this computer.

It is made before any content is read, so that it can be shown at once; ``set_kept`` and
``set_visits`` tell it later what is kept on this computer. While nothing is, the tabs to look at
stand in the place of the list.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from mgaid.ui import theme as look
from mgaid.ui.beside import NO_LIMIT
from mgaid.ui.dialogs import NOT_TEXT, NOT_TITLE
from mgaid.ui.parts.buttons import Button
from mgaid.ui.parts.frames import FlowLayout, Notice, Rule, keep_spacing
from mgaid.ui.parts.navigation import ActionCard
from mgaid.ui.parts.text import IconLabel, caption, label, section, strong, title
from mgaid.ui.theme import ThemeSource
from mgaid.ui.visit_list import MOST_STRETCH, VisitList, VisitRow

BRAND_PX = 60
SIDE_PX = 605
LEFT_SHARE, SIDE_SHARE = 5, 4
ROOMY_PX = 1200  # from here on the left has air around it ...
HIGH_PX = 620  # ... and above it
NEW_BODY = "About 8 minutes. You leave with one page for your doctor."


class StartScreen(QWidget):
    """Three ways in; ``tab_wanted`` carries the place of a tab to look at first.

    ``visit_wanted`` carries what to do with a visit of the list, and its path.
    """

    visit_wanted = Signal(str, object)
    continue_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    help_wanted = Signal()
    tab_wanted = Signal(int)

    def __init__(
        self,
        source: ThemeSource,
        tabs: Sequence[tuple[str, str, str]],
        kept: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """``tabs`` are (title, icon, one line); ``kept`` says what is kept here, if anything."""
        super().__init__(parent)
        self._source = source
        self._notice: Notice | None = None
        self._one_press = _OnePress(self)
        page = QWidget()
        page.setProperty("page", True)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._left = QWidget()
        self._box.addWidget(self._left, LEFT_SHARE)
        self._side = QFrame()
        self._side.setProperty("side_panel", True)
        self._box.addWidget(self._side, SIDE_SHARE)
        self._fill_left()
        self._fill_side(tabs)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName("Start")
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        source.changed.connect(self._fit)
        self._fit()
        self.set_kept(kept)

    def set_kept(self, kept: str) -> None:
        """Say what can be gone on with; nothing hides the way to go on."""
        self._continue.setVisible(bool(kept))
        self._continue.set_text("Continue where you were", kept)
        self._continue.set_filled(bool(kept))
        self._new.set_filled(not kept)
        self._welcome.setText("Welcome back" if kept else "Welcome")

    def set_visits(self, rows: Sequence[VisitRow]) -> None:
        """List these; with none the tabs to look at take their place."""
        self._visits.set_rows(rows)
        self._visits.setVisible(bool(rows))
        self._around.setVisible(bool(rows))
        self._tour.setVisible(not rows)

    def expect_visits(self) -> None:
        """There were visits the last time: leave their place free until they are known."""
        self._tour.hide()

    def show_problem(self, head: str, body: str) -> None:
        """Tell what could not be read, above the ways in."""
        if self._notice is None:
            self._notice = Notice(self._source, "warn", head, body, alert=True)
            self._column.insertWidget(self._column.indexOf(self._welcome) + 2, self._notice)
        else:
            self._notice.set_content("warn", head, body)

    def set_ready(self, ready: bool) -> None:
        """The ways in wait until the content is there."""
        for way in (self._continue, self._new, self._open, self._visits):
            way.setEnabled(ready)

    def _fill_left(self) -> None:
        source = self._source
        self._column = QVBoxLayout(self._left)
        column = self._column
        column.setSpacing(0)
        self._mark = QLabel()
        brand = QHBoxLayout()
        keep_spacing(source, brand, "block")
        brand.addWidget(self._mark)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(title("MgAid"))
        names.addWidget(label("Is it magnesium? And what to do next.", tone="text2"))
        brand.addLayout(names, 1)
        self._air = [(_gap(29), 29), (_gap(21), 21), (_gap(21), 21)]
        column.addSpacerItem(self._air[0][0])
        column.addLayout(brand)
        column.addSpacing(12)
        column.addSpacerItem(self._air[1][0])
        self._welcome = title("Welcome")
        column.addWidget(self._welcome)
        column.addSpacing(10)
        self._continue = ActionCard(source, "clock", "Continue where you were", "", True)
        self._new = ActionCard(source, "new", "Start a new visit", NEW_BODY)
        self._open = ActionCard(
            source, "open", "Open a saved visit", "A .mgaid file on this computer."
        )
        for card, signal in (
            (self._continue, self.continue_wanted),
            (self._new, self.new_wanted),
            (self._open, self.open_wanted),
        ):
            column.addSpacing(8)
            column.addWidget(card)
            column.addSpacing(8)
            card.clicked.connect(self._one_press.begin)
            card.clicked.connect(signal)
        column.addStretch(1)
        foot = QHBoxLayout()
        keep_spacing(source, foot, "block")
        help_now = Button(source, "Get help now", "danger", "phone")
        help_now.clicked.connect(self.help_wanted)
        foot.addWidget(help_now)
        foot.addWidget(label("Chest pain, a fit, sudden weakness? Do not wait.", tone="text2"), 1)
        column.addSpacing(8)
        column.addLayout(foot)

    def _fill_side(self, tabs: Sequence[tuple[str, str, str]]) -> None:
        source = self._source
        column = QVBoxLayout(self._side)
        keep_spacing(source, column, "", ("wizard", "page", "wizard", "page"))
        column.addSpacerItem(self._air[2][0])
        self._tour = self._made_tour(tabs)
        column.addWidget(self._tour)
        self._visits = VisitList(source)
        self._visits.wanted.connect(self._one_press.begin)
        self._visits.wanted.connect(self.visit_wanted)
        column.addWidget(self._visits, MOST_STRETCH)
        column.addStretch(1)
        self._around = self._made_links(tabs)
        column.addWidget(self._around)
        column.addSpacing(16)
        column.addWidget(Notice(source, "info", NOT_TITLE, NOT_TEXT))
        self.set_visits(())

    def _made_tour(self, tabs: Sequence[tuple[str, str, str]]) -> QWidget:
        """The tabs to look at, each with a line on what is there."""
        tour = QWidget()
        column = QVBoxLayout(tour)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(section("Look around first"))
        column.addSpacing(10)
        column.addWidget(Rule())
        for place, (head, icon, line) in enumerate(tabs):
            row = _TabRow(self._source, icon, head, line)
            row.setProperty("place", place)
            row.clicked.connect(self._on_tab)
            column.addWidget(row)
            column.addWidget(Rule())
        return tour

    def _made_links(self, tabs: Sequence[tuple[str, str, str]]) -> QWidget:
        """The same in a line or two, below the visits."""
        links = QWidget()
        flow = FlowLayout(links, spacing=16, row_spacing=0)
        flow.addWidget(label("Look around:", tone="text2", wrap=False))
        for place, (head, _, line) in enumerate(tabs):
            link = Button(self._source, head, "link")
            link.setAccessibleDescription(line)
            link.setProperty("place", place)
            link.clicked.connect(self._on_tab)
            flow.addWidget(link)
        return links

    @Slot()
    def _on_tab(self) -> None:
        self.tab_wanted.emit(int(self.sender().property("place")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        theme = self._source.theme
        ratio = self.devicePixelRatioF()
        side = round(BRAND_PX * theme.text_scale)
        self._mark.setPixmap(look.app_icon().pixmap(QSize(side, side), ratio))
        way = QBoxLayout.Direction.LeftToRight if theme.wide else QBoxLayout.Direction.TopToBottom
        self._box.setDirection(way)
        column = self._left.layout()
        assert column is not None
        left, top, right, bottom = "wizard", "column", "wizard", "page"
        if theme.wide:
            left, top, right, bottom = "page", "block", "column", "column"
        edges = [theme.px(kind) for kind in (left, top, right, bottom)]
        if theme.wide and self.width() >= ROOMY_PX:
            air = theme.px("wizard")
            edges = [air + theme.px("page"), theme.px("column"), air + theme.px("block"), air - 8]
        column.setContentsMargins(*edges)
        for gap, px in self._air:
            high = px if self.height() >= HIGH_PX else 0
            gap.changeSize(0, high, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._box.invalidate()
        self._side.setMaximumWidth(round(SIDE_PX * theme.text_scale) if theme.wide else NO_LIMIT)


class _OnePress(QObject):
    """Takes the second press of a double click away from whatever the first one opened.

    People who press everything twice must not answer a question they have not seen.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._swallowing = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._end)

    @Slot()
    def begin(self) -> None:
        self._timer.start(QGuiApplication.styleHints().mouseDoubleClickInterval())
        QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    @Slot()
    def _end(self) -> None:
        self._swallowing = False
        QCoreApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._swallowing = True
            return True
        if self._swallowing and event.type() == QEvent.Type.MouseButtonRelease:
            self._end()
            return True
        return False


class _TabRow(QPushButton):
    """A tab to look at: icon, name and one line."""

    def __init__(
        self,
        source: ThemeSource,
        icon: str,
        head: str,
        line: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(head)
        self.setAccessibleDescription(line)
        row = QHBoxLayout(self)
        keep_spacing(source, row, "column", ("gap", "pad", "block", "pad"))
        row.addWidget(IconLabel(source, icon, "text2"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(strong(head))
        words.addWidget(caption(line))
        row.addLayout(words, 1)
        row.addWidget(IconLabel(source, "chev_r", "text2"))
        for part in self.findChildren(QLabel):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        return super().sizeHint() if layout is None else layout.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        layout = self.layout()
        return super().minimumSizeHint() if layout is None else layout.totalMinimumSize()


def _gap(px: int) -> QSpacerItem:
    return QSpacerItem(0, px, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
