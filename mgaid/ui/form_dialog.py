"""Everything about one form of magnesium, each statement with its certainty and its sources.

All of it comes from the content; what was said of a form first stands beside what we found.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from mgaid.core.content import Content
from mgaid.core.content.remedies import Form, FormsFile
from mgaid.core.phrases import number_text
from mgaid.ui.evidence import Evidence, EvidenceLine, evidence_of
from mgaid.ui.parts import Button, FocusRing, keep_spacing, label, section, strong, title
from mgaid.ui.theme import ThemeSource


class FormDialog(QDialog):
    """Everything about one form, each statement with its certainty and its sources."""

    def __init__(
        self,
        source: ThemeSource,
        content: Content,
        forms: FormsFile,
        form: Form,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(form.name)
        page = QWidget()
        page.setProperty("page", True)
        column = QVBoxLayout(page)
        keep_spacing(source, column, "gap", ("page", "column", "page", "block"))
        column.addWidget(title(form.name))
        if form.also:
            column.addWidget(label(form.also, tone="text2"))

        def told(head: str, *lines: str, evidence: Evidence) -> None:
            column.addWidget(section(head))
            for line in filter(None, lines):
                column.addWidget(label(line))
            column.addWidget(EvidenceLine(source, content, evidence))

        words = forms.words
        holds = f"{number_text(form.mg_percent)} mg magnesium in 100 mg of {form.formula}."
        variants = [
            f"{one.name}: {number_text(one.mg_percent)} mg in 100 mg." for one in form.variants
        ]
        told(
            "What it holds",
            holds,
            form.formula_note,
            *variants,
            form.typical,
            evidence=evidence_of(form, holds),
        )
        band = f"{words.bands[form.band]}, {words.band_evidence[form.band_evidence]}."
        uptake = Evidence(form.band_note, form.band_sources, form.band_certainty, form.checked)
        told("Taken up by the gut", band, form.band_note, evidence=uptake)
        if form.seed is not None:
            seed = form.seed
            column.addWidget(section("What is often said"))
            for line in (
                f"Taken up: {seed.absorption}",
                f"Best for: {seed.best_for}",
                f"Side effects: {seed.side_effects}",
            ):
                column.addWidget(label(line))
            column.addWidget(strong(f"Our verdict: {seed.say}"))
        for claim in form.claims:
            graded = f"{words.grades[claim.grade]}. {claim.note}"
            told(claim.text, graded, evidence=evidence_of(claim, f"{claim.text}. {graded}"))
        cares = " ".join(form.cautions)
        told(
            "What people notice, and when to take care",
            f"{'. '.join(form.side_effects)}.",
            *form.cautions,
            evidence=evidence_of(form, cares),
        )
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(form.name)
        scroll.setWidget(page)
        close = Button(source, "Close", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        keep_spacing(source, foot, "gap", ("page", "gap", "page", "block"))
        foot.addStretch(1)
        foot.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        self._ring = FocusRing(source, self)
        close.setFocus()
        room = parent.window().size() if parent is not None else self.sizeHint()
        grown = source.theme.text_scale
        self.resize(
            min(round(720 * grown), max(room.width() - 80, 480)),
            min(round(620 * grown), max(room.height() - 60, 400)),
        )
