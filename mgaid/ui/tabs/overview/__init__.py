"""The Overview: what magnesium does, what else makes legs twitch, and what the studies say.

Sections come from the content, each a page made when it is first looked at. Nothing here reads an
answer, except that the way into the questions has the right words.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from mgaid.ui.parts import ComboBox, NavList, keep_spacing
from mgaid.ui.tabs.overview.pages import PageScroll, section_page
from mgaid.ui.tabs.overview.short import ShortPage
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace


class OverviewTab(QWidget):
    """``start_wanted`` asks for the questions."""

    start_wanted = Signal()

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._sections = list(workspace.content.sections.values())
        self._pages: dict[str, PageScroll] = {}
        titles = [section.title for section in self._sections]
        self._list = NavList(source, titles, "Overview sections")
        self._choice = ComboBox("Overview sections")
        self._choice.addItems(titles)
        self._bar = QWidget()
        bar = QHBoxLayout(self._bar)
        keep_spacing(source, bar, "gap", ("", "gap", "", ""))
        go_to = QLabel("&Page")
        go_to.setBuddy(self._choice)
        bar.addWidget(go_to)
        bar.addWidget(self._choice, 1)
        self._stack = QStackedWidget()
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self._list)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._side)
        box.addWidget(self._stack, 1)
        self._list.currentRowChanged.connect(self._show_row)
        self._choice.currentIndexChanged.connect(self._show_row)
        source.changed.connect(self._fit)
        self._fit()
        self._show_row(0)

    @property
    def section_id(self) -> str:
        return self._sections[max(self._list.currentRow(), 0)].id

    @property
    def section_ids(self) -> tuple[str, ...]:
        return tuple(section.id for section in self._sections)

    def show_section(self, section_id: str) -> None:
        """Show this page; an unknown id leaves the page as it is."""
        ids = self.section_ids
        if section_id in ids:
            self._list.setCurrentRow(ids.index(section_id))

    def refresh(self) -> None:
        """Say again whether there are questions to go on with."""
        page = self._pages[self._sections[0].id]
        if isinstance(page, ShortPage):
            page.refresh()

    @Slot(int)
    def _show_row(self, row: int) -> None:
        if row < 0:
            return
        section = self._sections[row]
        page = self._pages.get(section.id)
        if page is None:
            page = self._make(row)
            self._pages[section.id] = page
            self._stack.addWidget(page)
        had_focus = self._choice.hasFocus()
        page.take_top(self._bar)
        self._stack.setCurrentWidget(page)
        self._list.setCurrentRow(row)
        self._choice.setCurrentIndex(row)
        if had_focus:
            self._choice.setFocus()

    def _make(self, row: int) -> PageScroll:
        section = self._sections[row]
        if row:
            return section_page(self._workspace.content, self._source, section)
        page = ShortPage(self._workspace, self._source, section)
        page.start_wanted.connect(self.start_wanted)
        page.section_wanted.connect(self.show_section)
        return page

    @Slot()
    def _fit(self) -> None:
        """A list beside the page, or from 150 % text a box to choose from at its head."""
        theme = self._source.theme
        self._side.setVisible(theme.wide)
        self._bar.setVisible(not theme.wide)
        self._list.setFixedWidth(theme.px("nav") + theme.px("gap"))  # bold words stay on one line
        self._list.setViewportMargins(0, theme.px("card_x"), 0, 0)
