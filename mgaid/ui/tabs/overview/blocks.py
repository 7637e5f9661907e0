"""The blocks an Overview page is made of: facts, pictures and lists made from other content."""

from __future__ import annotations

import html
from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from mgaid.core.content import Content
from mgaid.core.content.rules import Cause
from mgaid.core.content.texts import Claim, Paragraph, Picture, Quantity, Symptom
from mgaid.ui.evidence import EvidenceLine, evidence_of, readable
from mgaid.ui.parts import (
    Button,
    Card,
    FlowLayout,
    HundredPeople,
    MusclePicture,
    bullets,
    caption,
    keep_spacing,
    label,
    section,
    strong,
)
from mgaid.ui.theme import ThemeSource

TWO_COLUMNS_FROM_PX = 880


class CardGrid(QWidget):
    """Cards in reading order: two beside each other where there is room, else one."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._cards: list[tuple[QWidget, bool]] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        source.changed.connect(self._arrange)

    def add(self, card: QWidget, whole_width: bool = False) -> None:
        self._cards.append((card, whole_width))
        self._columns = 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        theme = self._source.theme
        roomy = self.width() >= TWO_COLUMNS_FROM_PX * theme.text_scale
        columns = 2 if roomy else 1
        self._grid.setSpacing(theme.px("block"))
        if columns == self._columns:
            return
        self._columns = columns
        for card, _ in self._cards:
            self._grid.removeWidget(card)
        row = column = 0
        for place, (card, whole) in enumerate(self._cards):
            if whole and column:
                row, column = row + 1, 0
            # A card with nobody to stand beside it takes the row.
            after = self._cards[place + 1 : place + 2]
            alone = column == 0 and (not after or after[0][1])
            span = columns if whole or alone else 1
            self._grid.addWidget(card, row, column, 1, span)
            column += span
            if column >= columns:
                row, column = row + 1, 0
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if columns == 2 else 0)


def close_card(card: Card, source: ThemeSource, line: EvidenceLine) -> None:
    """End a card with its evidence; the line brings room of its own."""
    keep_spacing(source, card.body, "gap", ("card_x", "pad", "card_x", "tiny"))
    card.body.addStretch(1)
    card.body.addWidget(line)


def fact_card(content: Content, source: ThemeSource, fact: Paragraph, drawn: bool = False) -> Card:
    """One statement with its points (unless they are drawn above), its badge and its sources."""
    card = Card(source)
    if fact.head:
        card.body.addWidget(section(fact.head))
        card.setAccessibleName(fact.head)
    card.body.addWidget(readable(label(fact.text)))
    if fact.points and not drawn:
        card.body.addWidget(readable(bullets(fact.points)))
    close_card(card, source, EvidenceLine(source, content, evidence_of(fact, fact.text)))
    return card


def picture_card(
    content: Content, source: ThemeSource, picture: Picture, words: Paragraph | None
) -> Card:
    """A drawing with what it shows; ``words`` is the fact that says the same."""
    quantity = content.quantities.get(picture.name)
    if quantity is not None:
        return quantity_card(content, source, quantity, picture.title)
    return muscle_card(content, source, picture.title, words)


def quantity_card(
    content: Content, source: ThemeSource, quantity: Quantity, head: str, brief: bool = False
) -> Card:
    """One hundred people with and without; ``brief`` leaves the range of chance out."""
    card = Card(source, head)
    people = HundredPeople(
        source,
        [(quantity.of_100_a, quantity.group_a), (quantity.of_100_b, quantity.group_b)],
        quantity.filled_means,
    )
    people.setAccessibleDescription(quantity.alt)
    card.body.addWidget(people)
    if quantity.range_note and not brief:
        card.body.addWidget(readable(label(quantity.range_note)))
    shown = evidence_of(quantity, quantity.alt, quantity.range_note)
    close_card(card, source, EvidenceLine(source, content, shown, quantity.scope))
    return card


def muscle_card(content: Content, source: ThemeSource, head: str, words: Paragraph | None) -> Card:
    """A muscle that tightens beside one that lets go, each with its line below."""
    card = Card(source, head)
    lines = [*(words.points if words else ()), "", ""][:2]
    pair = QWidget()
    columns = QGridLayout(pair)
    columns.setContentsMargins(0, 0, 0, 0)
    columns.setHorizontalSpacing(source.theme.px("column"))
    columns.setVerticalSpacing(source.theme.px("gap"))
    for place, (state, line) in enumerate(zip(("tight", "relaxed"), lines, strict=True)):
        columns.setColumnStretch(place, 1)
        columns.addWidget(MusclePicture(source, state, line), 0, place)
        first, _, second = line.partition(". ")
        said = f"<b>{place + 1}. {html.escape(first)}.</b><br>{html.escape(second)}"
        columns.addWidget(readable(label(said, rich=True)), 1, place, Qt.AlignmentFlag.AlignTop)
    card.body.addWidget(pair)
    if words is not None:
        close_card(card, source, EvidenceLine(source, content, evidence_of(words, words.text)))
    return card


def symptom_card(content: Content, source: ThemeSource, symptom: Symptom) -> Card:
    card = Card(source)
    card.setAccessibleName(symptom.name)
    card.body.addWidget(strong(symptom.name))
    card.body.addWidget(label(content.words.sign_says[symptom.says], "caption_strong", "text2"))
    card.body.addWidget(readable(label(symptom.text)))
    if symptom.other_causes:
        card.body.addWidget(caption(f"Other reasons: {', '.join(symptom.other_causes)}."))
    close_card(card, source, EvidenceLine(source, content, evidence_of(symptom, symptom.text)))
    return card


def claim_card(content: Content, source: ThemeSource, claim: Claim) -> Card:
    card = Card(source)
    card.setAccessibleName(claim.claim)
    card.body.addWidget(caption("People say"))
    card.body.addWidget(strong(claim.claim))
    said = f"<b>{content.words.claim_verdicts[claim.verdict]}.</b> {html.escape(claim.say)}"
    card.body.addWidget(readable(label(said, rich=True)))
    close_card(
        card, source, EvidenceLine(source, content, evidence_of(claim, claim.say, claim.claim))
    )
    return card


class CauseCard(Card):
    """One reason for twitching; the longer lists are made when they are asked for."""

    unfolded = Signal()

    def __init__(
        self, content: Content, source: ThemeSource, cause: Cause, parent: QWidget | None = None
    ) -> None:
        super().__init__(source, parent=parent)
        self._content = content
        self._cause = cause
        self._more: QWidget | None = None
        self.setAccessibleName(cause.name)
        self.body.addWidget(strong(cause.name))
        self.body.addWidget(readable(label(cause.how_common)))
        if cause.points_toward:
            self.body.addWidget(caption("Points to it"))
            self.body.addWidget(readable(bullets(cause.points_toward)))
        self._place = self.body.count()
        self.body.addStretch(1)
        foot = QWidget()
        row = FlowLayout(foot, spacing=14, row_spacing=0)
        self._button = Button(source, "Show more", "link")
        self._button.setAccessibleName(f"Show more about: {cause.name}")
        self._button.clicked.connect(self._toggle)
        row.addWidget(EvidenceLine(source, content, evidence_of(cause, cause.how_common)))
        self.body.addWidget(foot)
        self.body.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)

    @Slot()
    def _toggle(self) -> None:
        if self._more is None:
            self._more = QWidget()
            column = QGridLayout(self._more)
            column.setContentsMargins(0, 0, 0, 0)
            for place, part in enumerate(self._parts()):
                column.addWidget(part, place, 0)
            self.body.insertWidget(self._place, self._more)
            self._more.show()
        else:
            self._more.setVisible(self._more.isHidden())
        folded = self._more.isHidden()
        self._button.setText("Show more" if folded else "Show less")
        self._button.setAccessibleName(f"{self._button.text()} about: {self._cause.name}")
        self.unfolded.emit()

    def _parts(self) -> Iterator[QWidget]:
        cause, tests = self._cause, self._content.tests
        for head, lines in (
            ("Points away", cause.points_away),
            ("What it feels like", cause.feels_like),
            ("What you can do", cause.self_care),
            ("Tests a clinician may do", [f"{tests[t.test].plain} {t.why}" for t in cause.tests]),
        ):
            if lines:
                yield caption(head)
                yield readable(bullets(lines))
        if cause.note:
            yield readable(label(cause.note))
