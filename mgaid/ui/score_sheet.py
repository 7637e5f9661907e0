"""Help > How good is this aid?: what MgAid meets of two known lists, and what it does not.

Every mark comes from ``core.score``; the sheet only lays it out. No total is drawn from it.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mgaid.core.content import Content, read
from mgaid.core.content.score_models import ScoreFile, Standard
from mgaid.core.score import Mark, Marked, ScoreSheet, as_text, counts, reading_lines, score
from mgaid.ui.evidence import EvidenceLine, evidence_of, readable
from mgaid.ui.parts import (
    Button,
    Card,
    IconLabel,
    Rule,
    caption,
    keep_spacing,
    label,
    lead,
    section,
    strong,
    title,
)
from mgaid.ui.reading_dialog import ReadingDialog, scrolled
from mgaid.ui.theme import ThemeSource

SHEET_SIZE = QSize(860, 640)
LOOKS: dict[Mark, tuple[str, str]] = {
    "met": ("ok", "ok"),
    "not_met": ("minus", "warn"),
    "needs_people": ("person", "info"),
}


def show_score(source: ThemeSource, content: Content, parent: QWidget) -> ScoreDialog:
    """Open the sheet over ``parent``; it deletes itself when closed."""
    dialog = ScoreDialog(source, content, parent)
    dialog.open()
    return dialog


class ScoreDialog(ReadingDialog):
    """Each list with its points in order, then the reading grade."""

    def __init__(
        self, source: ThemeSource, content: Content, parent: QWidget | None = None
    ) -> None:
        self._sheet: ScoreSheet = score(content, read(content.root, "score.toml", ScoreFile))
        words = self._sheet.file.words
        super().__init__(source, words.title, SHEET_SIZE, parent)
        self._content = content
        page = QWidget()
        column = QVBoxLayout(page)
        keep_spacing(source, column, "block", ("page", "column", "page", "column"))
        column.addWidget(title(words.title))
        column.addWidget(readable(lead(words.lead)))
        column.addWidget(readable(label(words.own_words)))
        for standard, marked in self._sheet.parts:
            column.addWidget(self._part(standard, marked))
        column.addWidget(self._reading())
        column.addStretch(1)
        copy = Button(source, "Copy as text", "outlined", "copy")
        copy.clicked.connect(self._copy)
        self.fill(scrolled(words.title, page), (copy,))

    def _part(self, standard: Standard, marked: tuple[Marked, ...]) -> Card:
        words = self._sheet.file.words
        met, of = counts(marked)
        card = Card(self._source)
        card.setAccessibleName(standard.name)
        card.body.addWidget(section(standard.name))
        said = words.count.replace("{met}", str(met)).replace("{of}", str(of))
        card.body.addWidget(strong(said))
        card.body.addWidget(readable(label(standard.lead)))
        for one in marked:
            card.body.addWidget(Rule())
            card.body.addWidget(self._row(one))
        evidence = evidence_of(standard, standard.lead)
        card.body.addWidget(EvidenceLine(self._source, self._content, evidence))
        return card

    def _row(self, one: Marked) -> QWidget:
        words = self._sheet.file.words
        names = {"met": words.met, "not_met": words.not_met, "needs_people": words.needs_people}
        icon, tone = LOOKS[one.mark]
        criterion = one.criterion
        row = QWidget()
        row.setAccessibleName(f"{names[one.mark]}: {criterion.text}")
        box = QHBoxLayout(row)
        keep_spacing(self._source, box, "pad")
        mark = IconLabel(self._source, icon, f"{tone}_icon", 20)
        box.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(readable(strong(criterion.text)))
        shown = criterion.why or f"{words.shown_by}: {criterion.where}"
        told.addWidget(readable(caption(f"{names[one.mark]}. {shown}", tone)))
        if criterion.test:
            told.addWidget(readable(caption(_breakable(criterion.test))))
        box.addLayout(told, 1)
        return row

    def _reading(self) -> Card:
        words = self._sheet.file.words
        card = Card(self._source, words.grade_name)
        met = self._sheet.reading.met
        card.body.addWidget(strong(words.met if met else words.not_met))
        card.body.addWidget(readable(label(words.grade_lead)))
        for line in reading_lines(self._sheet):
            card.body.addWidget(readable(label(line)))
        return card

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(as_text(self._sheet))


def _breakable(test: str) -> str:
    """The name of a test, which may go on in the next line after a sign that joins its words."""
    return re.sub(r"([/:_]+)", "\\1\u200b", test)
