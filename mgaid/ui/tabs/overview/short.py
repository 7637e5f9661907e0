"""The first page of the Overview: the question, the answer, what can be decided, two pictures.

It fits a small laptop screen without scrolling: gaps give way first.
"""

from __future__ import annotations

import html

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content.texts import OverviewSection, Paragraph, Picture
from mgaid.ui.beside import NO_LIMIT
from mgaid.ui.evidence import EvidenceLine, evidence_of, readable
from mgaid.ui.help_now import region_words
from mgaid.ui.parts import Button, Notice, keep_spacing, label, section, strong, title
from mgaid.ui.tabs.overview.blocks import muscle_card, quantity_card
from mgaid.ui.tabs.overview.pages import PageScroll
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

NOTICE_PX = 456
ROOMY_PX = 920
HELP_SECTION = "help"
TAKES = "About 8 minutes. You leave with one page for your visit."


class ShortPage(PageScroll):
    """The page for the section "In short"."""

    start_wanted = Signal()
    section_wanted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        part: OverviewSection,
        parent: QWidget | None = None,
    ) -> None:
        page = QWidget()
        super().__init__(source, part.title, page, parent)
        self._workspace = workspace
        self._source = source
        self._part = part
        self._page = page
        self._gaps: list[tuple[QSpacerItem, int, int]] = []
        self._column = column = QVBoxLayout(page)
        keep_spacing(source, column, "", ("page", "", "page", ""))
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addLayout(self._words(), 1)
        self._notice = self._warning()
        self._top.addWidget(self._notice, 0, Qt.AlignmentFlag.AlignTop)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for card, share in self._pictures():
            self._cards.addWidget(card, share)
        self._gap(column, 24, 10)
        column.addLayout(self._top)
        self._gap(column, 24, 10)
        column.addLayout(self._cards)
        self._gap(column, 20, 8)
        column.addStretch(1)
        source.changed.connect(self._fit)
        workspace.changed.connect(self.refresh)
        self._fit()
        self.refresh()

    def _facts(self) -> list[Paragraph]:
        """The facts before the first picture."""
        facts = []
        for block in self._part.blocks:
            if isinstance(block, Picture):
                break
            if isinstance(block, Paragraph):
                facts.append(block)
        return facts

    def _words(self) -> QVBoxLayout:
        content = self._workspace.content
        self._words_column = column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(title(self._part.question))
        self._gap(column, 14, 6)
        column.addWidget(section(self._part.lead))
        self._gap(column, 12, 4)
        for fact in self._facts():
            head = f"<b>{html.escape(fact.head)}:</b> " if fact.head else ""
            column.addWidget(readable(label(head + html.escape(fact.text), rich=True)))
            if not fact.head:
                self._gap(column, 4, 0)
                column.addWidget(EvidenceLine(self._source, content, evidence_of(fact, fact.text)))
                self._gap(column, 8, 0)
        self._gap(column, 16, 6)
        row = QHBoxLayout()
        keep_spacing(self._source, row, "block")
        self._start = Button(
            self._source, "", "primary", "next", icon_after=True, size="button_main"
        )
        self._start.clicked.connect(self.start_wanted)
        row.addWidget(self._start)
        self._takes = label(TAKES, tone="text2")
        row.addWidget(self._takes, 1)
        column.addLayout(row)
        column.addStretch(1)
        return column

    def _warning(self) -> Notice:
        """The signs that mean help now, by themselves; the rest is one press away."""
        content = self._workspace.content
        items = "".join(
            f"<li>{html.escape(_lower(content.flags[flag].title))}</li>"
            for flag in content.words.first_signs
        )
        more = Button(self._source, "See all signs", "link")
        more.setAccessibleName("See all warning signs")
        more.clicked.connect(self._see_signs)
        self._number = strong("")
        self._number.setWordWrap(False)
        return Notice(
            self._source,
            "danger",
            f"{content.words.urgency[0].head} if you have",
            f"<ul>{items}</ul>",
            actions=(self._number, more),
        )

    def _pictures(self) -> list[tuple[QWidget, int]]:
        content = self._workspace.content
        made: list[tuple[QWidget, int]] = []
        blocks = self._part.blocks
        for place, block in enumerate(blocks):
            if not isinstance(block, Picture):
                continue
            quantity = content.quantities.get(block.name)
            if quantity is not None:
                made.append((quantity_card(content, self._source, quantity, block.title, True), 4))
                continue
            after = blocks[place + 1] if place + 1 < len(blocks) else None
            words = after if isinstance(after, Paragraph) else None
            made.append((muscle_card(content, self._source, block.title, words), 5))
        return made

    @Slot()
    def _see_signs(self) -> None:
        self.section_wanted.emit(HELP_SECTION)

    @Slot()
    def refresh(self) -> None:
        """Say again what depends on the visit."""
        region = region_words(self._workspace.content, self._workspace.visit)
        for part, words in (
            (self._start, start_words(self._workspace)),
            (self._number, f"Call {region.emergency}."),
        ):
            if part.text() != words:
                part.setText(words)

    def _gap(self, column: QVBoxLayout, wanted: int, least: int) -> None:
        """A gap that gives way down to ``least`` px where the window is low."""
        gap = QSpacerItem(0, least, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._gaps.append((gap, wanted, least))
        column.addSpacerItem(gap)

    def _share_height(self) -> None:
        """Give the gaps what the words and pictures leave of the height."""
        self._set_gaps(0.0)
        wide = min(self.viewport().width(), self._page.maximumWidth())
        needed = self._column.totalHeightForWidth(wide)
        left = self.viewport().height() - needed
        most = sum(wanted - least for _, wanted, least in self._gaps)
        self._set_gaps(min(max(left / most, 0.0), 1.0))

    def _set_gaps(self, share: float) -> None:
        for gap, wanted, least in self._gaps:
            high = least + int((wanted - least) * share)
            gap.changeSize(0, high, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        # A changed spacer is noticed only from the layout it stands in.
        for layout in (self._words_column, self._top, self._column):
            layout.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Two columns where there is room, else one."""
        theme = self._source.theme
        roomy = theme.wide and self.width() >= ROOMY_PX * theme.text_scale
        across = QBoxLayout.Direction.LeftToRight
        way = across if roomy else QBoxLayout.Direction.TopToBottom
        for box in (self._top, self._cards):
            box.setDirection(way)
            box.setSpacing(theme.px("column"))
        if roomy:
            self._notice.setFixedWidth(round(NOTICE_PX * theme.text_scale))
        else:
            self._notice.setMinimumWidth(0)
            self._notice.setMaximumWidth(NO_LIMIT)
        self._share_height()


def start_words(workspace: Workspace) -> str:
    """What the way into the questions is called: it says whether there is something to go on."""
    return "Start the questions" if workspace.visit.page is None else "Continue the questions"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
