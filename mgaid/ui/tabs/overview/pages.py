"""One section of the Overview as a page: question, short answer, then cards.

Also the lists made from other content: signs, reasons, warning signs, claims and sources.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import zip_longest

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from mgaid.core.content import Content
from mgaid.core.content.rules import Flag
from mgaid.core.content.texts import Listing, OverviewSection, Paragraph, Picture, UrgencyWords
from mgaid.core.urgency import what_to_do
from mgaid.core.visit import Visit
from mgaid.ui.evidence import EvidenceLine, evidence_of, readable, show_evidence, source_entry
from mgaid.ui.help_now import region_words
from mgaid.ui.levels import URGENCY_LEVELS
from mgaid.ui.parts import (
    Card,
    Notice,
    Rule,
    SpokenLinks,
    bullets,
    caption,
    keep_spacing,
    keep_widest,
    label,
    lead,
    section,
    title,
)
from mgaid.ui.tabs.overview.blocks import (
    CardGrid,
    CauseCard,
    claim_card,
    fact_card,
    picture_card,
    symptom_card,
)
from mgaid.ui.theme import ThemeSource

MAGNESIUM_CAUSE = "low_magnesium"
WIDEST_PX = 1140  # as on a laptop: about 80 letters beside the notice, 75 in each of two cards
CHANGED_HEAD = "If things change"


class PageScroll(QScrollArea):
    """A page that scrolls up and down only, reachable by keyboard."""

    def __init__(
        self, source: ThemeSource, name: str, page: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        page.setProperty("page", True)
        keep_widest(source, page, WIDEST_PX)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(page)

    def take_top(self, bar: QWidget) -> None:
        """Put a bar at the head of the page, where it scrolls with it."""
        page = self.widget()
        layout = page.layout() if page is not None else None
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, bar)


def section_page(content: Content, source: ThemeSource, part: OverviewSection) -> PageScroll:
    """The whole page of one section, in a scroll area."""
    page = QWidget()
    column = QVBoxLayout(page)
    keep_spacing(source, column, "block", ("page", "column", "page", "column"))
    head = title(part.question)
    column.addWidget(head)
    column.addWidget(lead(part.lead))
    grid = CardGrid(source)
    for card, whole in _cards(content, source, part):
        grid.add(card, whole)
    column.addWidget(grid)
    column.addStretch(1)
    return PageScroll(source, part.title, page)


def _cards(
    content: Content, source: ThemeSource, part: OverviewSection
) -> Iterator[tuple[QWidget, bool]]:
    """Cards in order, and whether each takes the whole width."""
    drawn: Paragraph | None = None
    for block, after in zip_longest(part.blocks, part.blocks[1:]):
        if isinstance(block, Picture):
            drawn = after if isinstance(after, Paragraph) else None
            yield picture_card(content, source, block, drawn), False
        elif isinstance(block, Listing):
            if block.head:
                yield section(block.head), True
            yield from _listing(content, source, block)
        elif isinstance(block, Paragraph):
            yield fact_card(content, source, block, drawn=block is drawn), False


def _listing(
    content: Content, source: ThemeSource, listing: Listing
) -> Iterator[tuple[QWidget, bool]]:
    match listing.of:
        case "symptoms":
            for symptom in content.symptoms.values():
                yield symptom_card(content, source, symptom), False
        case "causes":
            for cause in content.causes.values():
                yield CauseCard(content, source, cause), False
        case "claims":
            for claim in content.claims.values():
                yield claim_card(content, source, claim), False
        case "flags":
            for words in content.words.urgency:
                flags = [flag for flag in content.flags.values() if flag.level == words.id]
                if flags:
                    yield FlagList(content, source, words, flags), True
            yield Notice(source, "info", CHANGED_HEAD, content.words.safety_net), True
        case "sources":
            yield _sources(content, source), True
        case "loss_causes":
            yield _losses(content, source), True


class FlagList(QWidget):
    """All warning signs of one urgency; each opens its reason, what to do and its sources."""

    def __init__(
        self,
        content: Content,
        source: ThemeSource,
        words: UrgencyWords,
        flags: list[Flag],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._content = content
        self._source = source
        items = "".join(
            f'<li><a href="{flag.id}">{html.escape(flag.title)}</a></li>' for flag in flags
        )
        notice = Notice(
            source,
            URGENCY_LEVELS[words.id],
            words.head,
            f"<p>{html.escape(words.when)}</p><ul>{items}</ul>",
            size="section",
        )
        notice.link_clicked.connect(self.open_flag)
        for said in notice.findChildren(QLabel):
            if "<a " in said.text():
                said.setTextInteractionFlags(
                    Qt.TextInteractionFlag.LinksAccessibleByMouse
                    | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
                )
                SpokenLinks(said)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(notice)

    @Slot(str)
    def open_flag(self, flag_id: str) -> None:
        """Show why this sign matters, what to do and where that comes from."""
        flag = self._content.flags[flag_id]
        do = what_to_do(self._content, flag_id, region_words(self._content, Visit()))
        told = evidence_of(flag, flag.title, f"{flag.rationale} {do}")
        show_evidence(self._source, self._content, told, self.window())


def _sources(content: Content, source: ThemeSource) -> QWidget:
    card = Card(source)
    keep_spacing(source, card.body, "gap", ("card_x", "card_y", "card_x", "card_y"))
    for place, cited in enumerate(one for one in content.sources.values() if one.shown):
        if place:
            card.body.addWidget(Rule())
        card.body.addWidget(source_entry(source, cited))
    return card


def _losses(content: Content, source: ThemeSource) -> QWidget:
    """What points to truly low magnesium, as that cause itself says it."""
    cause = content.causes[MAGNESIUM_CAUSE]
    card = Card(source)
    card.body.addWidget(label(cause.how_common))
    card.body.addWidget(caption("Points to it"))
    card.body.addWidget(readable(bullets(cause.points_toward)))
    card.body.addWidget(EvidenceLine(source, content, evidence_of(cause, cause.how_common)))
    return card
