"""Two or three forms of magnesium as one table: the same rows in the same order for each.

What sellers say stands above what trials show. Facts and words come from the content; which forms
are shown is chosen in ``forms_table``.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QTextDocumentFragment
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QWidget

from mgaid.core.content import Content
from mgaid.core.content.remedies import Form, FormsFile
from mgaid.core.content.supplement_models import SupplementsFile
from mgaid.core.phrases import number_text, upper
from mgaid.ui.evidence import Evidence, show_evidence
from mgaid.ui.form_dialog import FormDialog
from mgaid.ui.parts import Button, CertaintyBadge, IconButton, Rule, label, strong
from mgaid.ui.theme import ThemeSource

HEADS_PX = 172
ROWS = (
    "holds", "uptake", "sure", "sellers", "trials", "verdict", "notice", "care", "tablet",
    "traits", "more",
)  # fmt: skip
NBSP = "\u00a0"


class FormGrid(QFrame):
    """``removed`` carries the id of a form to take away, where ``removable``."""

    removed = Signal(str)

    def __init__(
        self,
        source: ThemeSource,
        content: Content,
        forms: FormsFile,
        file: SupplementsFile,
        shown: Sequence[Form],
        removable: bool,
    ) -> None:
        super().__init__()
        self._source = source
        self._content = content
        self._forms = forms
        self._words = file.words
        self._by_id = {form.id: form for form in shown}
        self._removable = removable
        self._lay_out(shown)

    def _lay_out(self, forms: Sequence[Form]) -> None:
        theme = self._source.theme
        self.setProperty("card", True)
        self.setProperty("table", True)
        names = ", ".join(form.name for form in forms)
        self.setAccessibleName(f"Compared: {names}")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        wide = theme.wide
        first = 2 if wide else 0  # a line one pixel wide stands before each form
        if wide:
            grid.setColumnMinimumWidth(0, HEADS_PX)
        spread = first + 2 * len(forms)
        top = _band("")
        top.setProperty("top", True)
        grid.addWidget(top, 0, 0, 1, spread)
        for place, form in enumerate(forms):
            grid.addWidget(self._head(form), 0, first + 2 * place)
            grid.setColumnStretch(first + 2 * place, 1)
        grid.addWidget(Rule(), 1, 0, 1, spread)
        line = 2
        for row in ROWS:
            head = self._words.form_rows[row]
            if wide:
                grid.addWidget(_cell(_row_head(head), theme.px("block")), line, 0)
            else:
                grid.addWidget(_band(head, theme.px("block")), line, 0, 1, spread)
                line += 1
            for place, form in enumerate(forms):
                inner = self._value(row, form)
                inner.setAccessibleName(inner.accessibleName() or _spoken(form, head, inner))
                grid.addWidget(_cell(inner, theme.px("block")), line, first + 2 * place)
                if wide or place:
                    grid.addWidget(Rule(vertical=True), line, first + 2 * place - 1)
            line += 1
            if row != ROWS[-1]:
                grid.addWidget(Rule(), line, 0, 1, spread)
                line += 1

    def _head(self, form: Form) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        theme = self._source.theme
        row.setContentsMargins(theme.px("block"), 0, theme.px("tiny"), 0)
        row.addWidget(strong(upper(short_name(form))), 1)
        if self._removable:
            close = IconButton(self._source, "close", f"Take {short_name(form)} away")
            close.clicked.connect(partial(self.removed.emit, form.id))
            row.addWidget(close)
        head.setMinimumHeight(theme.px("button"))
        return head

    def _value(self, row: str, form: Form) -> QWidget:
        words = self._forms.words
        match row:
            case "holds":
                return _rich(f"<b>{form.mg_percent:.0f}{NBSP}mg</b> magnesium")
            case "uptake":
                known = words.band_evidence[form.band_evidence]
                return label(f"{words.bands[form.band]}, {known}")
            case "sure":
                return self._badge(form)
            case "sellers":
                return label(self._sellers(form))
            case "verdict":
                if form.seed is None:
                    return label(self._words.no_seed, tone="text2")
                bold = html.escape(words.verdicts[form.seed.verdict])
                return _rich(f"<b>{bold}.</b> {html.escape(_rest(form.seed.say, bold))}")
            case "trials":
                return _rich(self._trials(form))
            case "notice":
                return label(f"{'. '.join(form.side_effects)}.")
            case "care":
                return label(" ".join(form.cautions))
            case "tablet":
                return label(_tablet(form))
            case "traits":
                traits = (form.gentle, form.bowel, f"{form.tablet}_tablet", f"{form.cost}_cost")
                return label(f"{'. '.join(words.traits[one] for one in traits)}.")
            case _:
                more = Button(self._source, f"All about {short_name(form)}", "link")
                more.setAccessibleName(f"All about {short_name(form)}, with sources")
                more.clicked.connect(partial(self._open_form, form.id))
                return more

    def _badge(self, form: Form) -> CertaintyBadge:
        level = form.band_certainty
        badge = CertaintyBadge(self._source, level, self._content.words.certainty[level])
        badge.setAccessibleName(f"{upper(short_name(form))}: {badge.accessibleName()}")
        badge.clicked.connect(partial(self._open_uptake, form.id))
        return badge

    def _sellers(self, form: Form) -> str:
        if form.seed is not None:
            seed = form.seed
            return self._words.seed_claims.format(
                absorption=_lower(seed.absorption),
                best_for=_lower(seed.best_for),
                side_effects=_lower(seed.side_effects),
            )
        claims = [one.text for one in form.claims]
        return ". ".join(claims) if claims else self._words.no_claims

    def _trials(self, form: Form) -> str:
        """Grade first, then what it is about: "Some support, not sure: helps sleep"."""
        grades = self._forms.words.grades
        lines = [
            f"<b>{html.escape(grades[one.grade])}:</b> {html.escape(_lower(one.text))}."
            for one in form.claims
        ]
        return "<br>".join(lines) or html.escape(self._words.no_claims)

    @Slot()
    def _open_uptake(self, form_id: str) -> None:
        form = self._by_id[form_id]
        told = Evidence(
            form.band_note,
            form.band_sources,
            form.band_certainty,
            form.checked,
            form.formula_note,
        )
        show_evidence(self._source, self._content, told, self.window())

    @Slot()
    def _open_form(self, form_id: str) -> None:
        form = self._by_id[form_id]
        FormDialog(self._source, self._content, self._forms, form, self.window()).open()


def short_name(form: Form) -> str:
    """ "citrate" for "Magnesium citrate"."""
    return form.name.removeprefix("Magnesium ")


def _tablet(form: Form) -> str:
    if form.unit_mg is None:
        return form.typical
    low, high = (number_text(mg) for mg in form.unit_mg)
    return f"{low} to {high}{NBSP}mg" if low != high else f"About {low}{NBSP}mg"


def _lower(text: str) -> str:
    """A phrase inside a sentence; names such as "Epsom salt" keep their capital."""
    return text if text.startswith("Epsom") else text[:1].lower() + text[1:]


def _rest(say: str, head: str) -> str:
    """A sentence without the verdict word it opens with, which is shown in bold."""
    return say.removeprefix(f"{head}. ")


def _spoken(form: Form, head: str, inner: QWidget) -> str:
    said = (
        QTextDocumentFragment.fromHtml(inner.text()).toPlainText()
        if isinstance(inner, QLabel)
        else ""
    )
    return f"{upper(short_name(form))}, {head}: {said}"


def _rich(text: str) -> QLabel:
    return label(text, rich=True)


def _row_head(text: str) -> QLabel:
    return label(text, "caption_strong", "text2")


def _band(text: str, pad: int = 0) -> QWidget:
    band = QWidget()
    band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    band.setProperty("fill", "sunken")
    if text:
        row = QHBoxLayout(band)
        row.setContentsMargins(pad, 6, pad, 6)
        row.addWidget(_row_head(text))
    return band


def _cell(inner: QWidget, pad: int) -> QWidget:
    cell = QWidget()
    row = QHBoxLayout(cell)
    if isinstance(inner, QLabel):
        row.setContentsMargins(pad, 11, pad, 11)
        row.addWidget(inner, 1, Qt.AlignmentFlag.AlignTop)
    else:
        row.setContentsMargins(pad, 2, pad, 2)
        row.addWidget(inner, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
    return cell
