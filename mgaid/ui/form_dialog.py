"""Everything about one form of magnesium, each statement with its certainty and its sources.

All of it comes from the content; what was said of a form first stands beside what we found.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mgaid.core.content import Content
from mgaid.core.content.remedies import Form, FormsFile, SeedClaim
from mgaid.core.phrases import number_text
from mgaid.ui.evidence import Evidence, EvidenceLine, evidence_of
from mgaid.ui.parts import keep_spacing, label, section, strong, title
from mgaid.ui.reading_dialog import ReadingDialog, scrolled
from mgaid.ui.theme import ThemeSource

DIALOG_SIZE = QSize(720, 620)


class FormDialog(ReadingDialog):
    """The form's name, then a heading for each thing there is to know of it."""

    def __init__(
        self,
        source: ThemeSource,
        content: Content,
        forms: FormsFile,
        form: Form,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(source, form.name, DIALOG_SIZE, parent)
        self._content = content
        self._forms = forms
        self._form = form
        page = QWidget()
        column = QVBoxLayout(page)
        keep_spacing(source, column, "gap", ("page", "column", "page", "block"))
        for part in self._parts():
            column.addWidget(part)
        column.addStretch(1)
        self.fill(scrolled(form.name, page))

    def _parts(self) -> Iterator[QWidget]:
        form = self._form
        yield title(form.name)
        if form.also:
            yield label(form.also, tone="text2")
        yield from self._holds()
        yield from self._uptake()
        if form.seed is not None:
            yield from _often_said(form.seed)
        for claim in form.claims:
            graded = f"{self._forms.words.grades[claim.grade]}. {claim.note}"
            evidence = evidence_of(claim, f"{claim.text}. {graded}")
            yield from self._told(claim.text, graded, evidence=evidence)
        yield from self._told(
            "What people notice, and when to take care",
            f"{'. '.join(form.side_effects)}.",
            *form.cautions,
            evidence=evidence_of(form, " ".join(form.cautions)),
        )

    def _holds(self) -> Iterator[QWidget]:
        form = self._form
        holds = f"{number_text(form.mg_percent)} mg magnesium in 100 mg of {form.formula}."
        variants = [
            f"{one.name}: {number_text(one.mg_percent)} mg in 100 mg." for one in form.variants
        ]
        lines = (holds, form.formula_note, *variants, form.typical)
        yield from self._told("What it holds", *lines, evidence=evidence_of(form, holds))

    def _uptake(self) -> Iterator[QWidget]:
        form, words = self._form, self._forms.words
        band = f"{words.bands[form.band]}, {words.band_evidence[form.band_evidence]}."
        evidence = Evidence(form.band_note, form.band_sources, form.band_certainty, form.checked)
        yield from self._told("Taken up by the gut", band, form.band_note, evidence=evidence)

    def _told(self, head: str, *lines: str, evidence: Evidence) -> Iterator[QWidget]:
        """A heading, its lines, and what they rest on."""
        yield section(head)
        for line in filter(None, lines):
            yield label(line)
        yield EvidenceLine(self._source, self._content, evidence)


def _often_said(seed: SeedClaim) -> Iterator[QWidget]:
    yield section("What is often said")
    yield label(f"Taken up: {seed.absorption}")
    yield label(f"Best for: {seed.best_for}")
    yield label(f"Side effects: {seed.side_effects}")
    yield strong(f"Our verdict: {seed.say}")
