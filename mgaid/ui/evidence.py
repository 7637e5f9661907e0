"""Where a statement comes from and how sure anyone can be: one click away, and offline.

``EvidenceLine`` is the badge and the source links under a statement; both open ``EvidenceDialog``.
No address is ever opened: it is shown as text to copy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from mgaid.core.content import Content
from mgaid.core.content.models import Certainty, Fact, Source
from mgaid.core.phrases import day_text
from mgaid.ui.parts import (
    Button,
    Card,
    CertaintyBadge,
    FlowLayout,
    Rule,
    SourceLink,
    caption,
    keep_spacing,
    label,
    section,
    strong,
    title,
)
from mgaid.ui.reading_dialog import ReadingDialog, scrolled
from mgaid.ui.theme import ThemeSource

LINKS_SHOWN = 3
TITLE = "Evidence and sources"
CHANGES = "What would change our mind"
ALL_EVIDENCE = "All evidence"
DIALOG_SIZE = QSize(680, 600)


@dataclass(frozen=True)
class Evidence:
    """What stands behind one statement. ``more`` is a second paragraph, such as the reason."""

    statement: str
    sources: tuple[str, ...]
    certainty: Certainty
    checked: date
    more: str = ""


def evidence_of(fact: Fact, statement: str, more: str = "") -> Evidence:
    return Evidence(statement, fact.sources, fact.certainty, fact.checked, more)


def sources_shown(content: Content, ids: Sequence[str]) -> list[Source]:
    """The sources a person can look up; others stand behind the facts without a page to show."""
    return [content.sources[one] for one in ids if content.sources[one].shown]


class EvidenceLine(QWidget):
    """Certainty badge, source links and an optional remark ("Cramps only.")."""

    def __init__(
        self,
        source: ThemeSource,
        content: Content,
        evidence: Evidence,
        remark: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._content = content
        self._evidence = evidence
        row = FlowLayout(self, spacing=14, row_spacing=0)
        badge = CertaintyBadge(
            source, evidence.certainty, content.words.certainty[evidence.certainty]
        )
        badge.clicked.connect(self._open)
        row.addWidget(badge)
        known = sources_shown(content, evidence.sources)
        for one in known[:LINKS_SHOWN]:
            row.addWidget(self._link(one.short))
        if len(known) > LINKS_SHOWN:
            row.addWidget(self._link(f"{len(known) - LINKS_SHOWN} more"))
        if remark:
            said = caption(remark)
            said.setWordWrap(False)
            row.addWidget(said)

    def _link(self, text: str) -> SourceLink:
        link = SourceLink(self._source, text)
        link.clicked.connect(self._open)
        return link

    @Slot()
    def _open(self) -> None:
        show_evidence(self._source, self._content, self._evidence, self.window())


def show_evidence(
    source: ThemeSource,
    content: Content,
    evidence: Evidence,
    parent: QWidget,
    *,
    browse: bool = True,
) -> EvidenceDialog:
    """Open the dialog over ``parent``; it deletes itself when closed.

    ``browse`` offers the way on to the list of all evidence.
    """
    dialog = EvidenceDialog(source, content, evidence, parent, browse=browse)
    dialog.open()
    return dialog


class EvidenceDialog(ReadingDialog):
    """The statement, what its certainty word means, when it was checked and every source."""

    def __init__(
        self,
        source: ThemeSource,
        content: Content,
        evidence: Evidence,
        parent: QWidget | None = None,
        *,
        browse: bool = True,
    ) -> None:
        super().__init__(source, TITLE, DIALOG_SIZE, parent)
        self._content = content
        page = QWidget()
        column = QVBoxLayout(page)
        keep_spacing(source, column, "block", ("page", "column", "page", "column"))
        column.addWidget(title("How sure can anyone be?"))
        column.addWidget(readable(label(evidence.statement, "lead")))
        if evidence.more:
            column.addWidget(readable(label(evidence.more)))
        for part in standing(source, content, evidence):
            column.addWidget(part)
        column.addStretch(1)
        others = [Button(source, ALL_EVIDENCE, "outlined", "search")] if browse else []
        for every in others:
            every.clicked.connect(self._show_all)
        self.fill(scrolled(TITLE, page), others)

    @Slot()
    def _show_all(self) -> None:
        from mgaid.ui.evidence_browser import show_browser

        show_browser(self._source, self._content, self)


def standing(source: ThemeSource, content: Content, evidence: Evidence) -> Iterator[QWidget]:
    """How sure anyone can be, what would change that, and every source."""
    words = content.words
    sure = Card(source)
    sure.body.addWidget(strong(words.certainty[evidence.certainty]))
    sure.body.addWidget(label(words.certainty_meaning[evidence.certainty]))
    sure.body.addWidget(strong(CHANGES))
    sure.body.addWidget(readable(label(words.certainty_changes[evidence.certainty])))
    sure.body.addWidget(caption(f"Checked {day_text(evidence.checked)}."))
    yield sure
    yield section("Where it comes from")
    for one in evidence.sources:
        yield Rule()
        yield source_entry(source, content.sources[one])


def source_entry(source: ThemeSource, cited: Source, parent: QWidget | None = None) -> QWidget:
    """One source as text that can be selected: title, who, when, where."""
    made = QWidget(parent)
    made.setAccessibleName(cited.title)
    column = QVBoxLayout(made)
    keep_spacing(source, column, "tiny")
    column.addWidget(readable(strong(cited.title)))
    year = f", {cited.year}" if cited.year else ""
    column.addWidget(readable(caption(f"{cited.publisher}{year}. {cited.kind.capitalize()}.")))
    for kind, where in (("", cited.url), ("DOI ", cited.doi)):
        if where:
            column.addWidget(readable(caption(f"{kind}{where}")))
    return made


def readable(words: QLabel) -> QLabel:
    """Text that can be selected and copied with the mouse."""
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words
