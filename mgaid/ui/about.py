"""About MgAid: who made it, who paid, who checked it, and how old its content is.

The words are in ``score.toml``, for a decision aid is held to saying them.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

import mgaid
from mgaid.core.content import Content, read
from mgaid.core.content.score_models import ScoreFile
from mgaid.core.phrases import content_is_old, day_text
from mgaid.ui.evidence import readable
from mgaid.ui.parts import Notice, keep_spacing, label, section, title
from mgaid.ui.reading_dialog import ReadingDialog, scrolled
from mgaid.ui.theme import ThemeSource

NAME = "About MgAid"
ABOUT_SIZE = QSize(680, 620)


def show_about(source: ThemeSource, content: Content, today: date, parent: QWidget) -> AboutDialog:
    """Open it over ``parent``; it deletes itself when closed."""
    dialog = AboutDialog(source, content, today, parent)
    dialog.open()
    return dialog


class AboutDialog(ReadingDialog):
    """A heading and a paragraph for each thing; a notice once the content is past its date."""

    def __init__(
        self, source: ThemeSource, content: Content, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(source, NAME, ABOUT_SIZE, parent)
        file = read(content.root, "score.toml", ScoreFile)
        places = {
            "version": mgaid.__version__,
            "day": day_text(content.words.content_date),
            "months": str(content.words.update_months),
        }
        page = QWidget()
        column = QVBoxLayout(page)
        keep_spacing(source, column, "gap", ("page", "column", "page", "column"))
        column.addWidget(title(NAME))
        if content_is_old(content, today):
            column.addWidget(Notice(source, "warn", file.past_date, icon="calendar"))
        for part in file.about:
            column.addWidget(readable(section(part.head.format_map(places))))
            column.addWidget(readable(label(part.text.format_map(places))))
        if not content_is_old(content, today):
            column.addWidget(readable(label(file.in_date, "strong")))
        column.addStretch(1)
        self.fill(scrolled(NAME, page))
