"""Forms of magnesium side by side: the same rows in the same order for every form.

``FormsTable`` shows two or three forms that the person chooses; what sellers say stands above what
trials show. Facts and words come from the content; which forms fit a wish is decided in
``core.remedy_choice``.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content import Content
from mgaid.core.content.models import Certainty
from mgaid.core.content.remedies import Form, FormsFile
from mgaid.core.content.supplement_models import SupplementsFile, Wish
from mgaid.core.phrases import join, number_text, upper
from mgaid.core.remedy_choice import fitting
from mgaid.ui.evidence import Evidence, show_evidence
from mgaid.ui.form_dialog import FormDialog
from mgaid.ui.parts import (
    Button,
    CertaintyBadge,
    Chip,
    FlowLayout,
    IconButton,
    Rule,
    caption,
    keep_spacing,
    label,
    section,
    strong,
)
from mgaid.ui.tab_order import tab_after
from mgaid.ui.theme import ThemeSource

MOST_SHOWN = 3
FEWEST_SHOWN = 2
COLUMN_PX = 200
HEADS_PX = 172
ROWS = (
    "holds", "uptake", "sure", "sellers", "trials", "verdict", "notice", "care", "tablet",
    "traits", "more",
)  # fmt: skip
CERTAINTY_OF_BAND: dict[str, Certainty] = {
    "moderate": "moderate",
    "low": "low",
    "very_low": "very_low",
    "none": "not_tested",
}
NBSP = "\u00a0"


class FormsTable(QWidget):
    """The comparison with its chips. ``shown_changed`` carries the ids now side by side."""

    shown_changed = Signal(object)

    def __init__(
        self,
        source: ThemeSource,
        content: Content,
        forms: FormsFile,
        file: SupplementsFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self._content = content
        self._forms = forms
        self._words = file.words
        self._by_id = {form.id: form for form in forms.form}
        self._shown = list(file.shown_first)
        self._fit = 0
        self._frames: list[QFrame] = []
        self._groups = {wish.id: wish.group for wish in file.wish}
        self._chips: dict[Wish, Chip] = {}
        for wish in file.wish:
            chip = Chip(source, wish.label)
            chip.toggled.connect(partial(self._on_wish, wish.id))
            self._chips[wish.id] = chip
        self._add = Chip(source, "Add a form", checkable=False, icon="plus")
        self._add.clicked.connect(self._open_menu)
        self._menu = QMenu(self)
        self._said = caption("")
        self._tables = QVBoxLayout()
        keep_spacing(source, self._tables, "block")
        chips = QWidget()
        flow = FlowLayout(chips)
        for one in self._chips.values():
            flow.addWidget(one)
        top = QHBoxLayout()
        keep_spacing(source, top, "gap")
        top.addWidget(section("Compare forms"), 1)
        top.addWidget(self._add)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "pad")
        column.addLayout(top)
        column.addWidget(chips)
        column.addWidget(self._said)
        column.addLayout(self._tables)
        source.changed.connect(self._rebuild)
        self._say("")
        self._rebuild()

    @property
    def shown(self) -> tuple[str, ...]:
        """The ids of the forms side by side."""
        return tuple(self._shown)

    @property
    def wishes(self) -> tuple[Wish, ...]:
        return tuple(wish for wish, chip in self._chips.items() if chip.isChecked())

    @property
    def offered(self) -> tuple[str, ...]:
        """The forms "Add a form" offers: those that fit first, every one in the end."""
        fit = [form.id for form in fitting(self._forms.form, self.wishes)]
        rest = [form.id for form in self._forms.form if form.id not in fit]
        return tuple(one for one in (*fit, *rest) if one not in self._shown)

    def add(self, form_id: str) -> None:
        """Put a form beside the others; the oldest makes room for a fourth."""
        if form_id in self._shown:
            return
        self._show([*self._shown, form_id][-MOST_SHOWN:])

    def remove(self, form_id: str) -> None:
        """Take a form away; two always stay, so that there is something to compare."""
        if form_id in self._shown and len(self._shown) > FEWEST_SHOWN:
            self._show([one for one in self._shown if one != form_id])

    def _show(self, ids: list[str]) -> None:
        self._shown = ids
        self._rebuild()
        self.shown_changed.emit(self.shown)

    @Slot()
    def _on_wish(self, wish: Wish, on: bool) -> None:
        group = self._groups[wish]
        if on and group:
            for other, chip in self._chips.items():
                if other != wish and self._groups[other] == group:
                    blocked = chip.blockSignals(True)
                    chip.setChecked(False)
                    chip.blockSignals(blocked)
                    chip.updateGeometry()
                    chip.update()
        if not self.wishes:
            self._say("")
            return
        fit = fitting(self._forms.form, self.wishes)
        if not fit:
            self._say(self._words.fits_none)
            return
        names = join(self._content, [_short(form) for form in fit])
        self._say(self._words.fits.replace("{name}", upper(names)))
        ids = [form.id for form in fit[:MOST_SHOWN]]
        # One that fits is still compared with something.
        others = [one for one in self._shown if one not in ids]
        self._show((ids + others)[: max(len(ids), FEWEST_SHOWN)])

    def _say(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @Slot()
    def _open_menu(self) -> None:
        self._menu.clear()
        for form_id in self.offered:
            action = QAction(self._by_id[form_id].name, self._menu)
            action.triggered.connect(partial(self.add, form_id))
            self._menu.addAction(action)
        self._menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))
        first = self._menu.actions()
        if first:
            self._menu.setActiveAction(first[0])

    # ---------------------------------------------------------------- drawing the table

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._columns() != self._fit:
            self._rebuild()

    def _columns(self) -> int:
        """How many forms fit beside each other."""
        theme = self._source.theme
        room = self.width() - (HEADS_PX if theme.wide else 0)
        return min(MOST_SHOWN, max(1, int(room / (COLUMN_PX * theme.text_scale))))

    @Slot()
    def _rebuild(self) -> None:
        focused = self._focused_form()
        while (item := self._tables.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self._fit = self._columns()
        self._frames.clear()
        forms = [self._by_id[one] for one in self._shown]
        for start in range(0, len(forms), self._fit):
            frame = self._table(forms[start : start + self._fit])
            self._frames.append(frame)
            self._tables.addWidget(frame)
            frame.show()  # now, not when the layout comes round to it
        *_, last = self._chips.values()
        tab_after(last, self._frames)
        if focused:
            self._add.setFocus()

    def _focused_form(self) -> bool:
        """Whether the focus is on something that is about to be rebuilt."""
        inside = QApplication.focusWidget()
        return inside is not None and any(table.isAncestorOf(inside) for table in self._frames)

    def _table(self, forms: Sequence[Form]) -> QFrame:
        theme = self._source.theme
        frame = QFrame()
        frame.setProperty("card", True)
        names = ", ".join(form.name for form in forms)
        frame.setAccessibleName(f"Compared: {names}")
        grid = QGridLayout(frame)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setSpacing(0)
        wide = theme.wide
        first = 2 if wide else 0  # a line one pixel wide stands before each form
        if wide:
            grid.addWidget(_band(""), 0, 0, 1, 2)
            grid.setColumnMinimumWidth(0, HEADS_PX)
        spread = first + 2 * len(forms)
        for place, form in enumerate(forms):
            grid.addWidget(self._head(form), 0, first + 2 * place)
            grid.setColumnStretch(first + 2 * place, 1)
        line = 1
        for row in ROWS:
            head = self._words.form_rows[row]
            if wide:
                grid.addWidget(_cell(_row_head(head), theme.px("block")), line, 0)
            else:
                grid.addWidget(_band(head), line, 0, 1, spread)
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
        return frame

    def _head(self, form: Form) -> QWidget:
        band = _band("")
        row = QHBoxLayout(band)
        theme = self._source.theme
        row.setContentsMargins(theme.px("block"), 0, theme.px("tiny"), 0)
        row.addWidget(strong(upper(_short(form))), 1)
        if len(self._shown) > FEWEST_SHOWN:
            close = IconButton(self._source, "close", f"Take {_short(form)} away")
            close.clicked.connect(partial(self.remove, form.id))
            row.addWidget(close)
        band.setMinimumHeight(theme.px("button"))
        return band

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
                more = Button(self._source, f"All about {_short(form)}", "link")
                more.setAccessibleName(f"All about {_short(form)}, with sources")
                more.clicked.connect(partial(self._open_form, form.id))
                return more

    def _badge(self, form: Form) -> CertaintyBadge:
        level = CERTAINTY_OF_BAND[form.band_evidence]
        badge = CertaintyBadge(self._source, level, self._content.words.certainty[level])
        badge.setAccessibleName(f"{upper(_short(form))}: {badge.accessibleName()}")
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
            CERTAINTY_OF_BAND[form.band_evidence],
            form.checked,
            form.formula_note,
        )
        show_evidence(self._source, self._content, told, self.window())

    @Slot()
    def _open_form(self, form_id: str) -> None:
        form = self._by_id[form_id]
        FormDialog(self._source, self._content, self._forms, form, self.window()).open()


def _short(form: Form) -> str:
    """ "citrate" for "Magnesium citrate"."""
    return form.name.removeprefix("Magnesium ")


def _tablet(form: Form) -> str:
    if form.unit_mg is None:
        return form.typical
    low, high = (number_text(mg) for mg in form.unit_mg)
    return f"{low} to {high}{NBSP}mg" if low != high else f"About {low}{NBSP}mg"


def _lower(text: str) -> str:
    """A phrase inside a sentence; names such as "Epsom salt" keep their capital."""
    return text if text[:5] in ("Epsom",) else text[:1].lower() + text[1:]


def _rest(say: str, head: str) -> str:
    """A sentence without the verdict word it opens with, which is shown in bold."""
    return say.removeprefix(f"{head}. ")


def _spoken(form: Form, head: str, inner: QWidget) -> str:
    from PySide6.QtGui import QTextDocumentFragment

    said = (
        QTextDocumentFragment.fromHtml(inner.text()).toPlainText()
        if isinstance(inner, QLabel)
        else ""
    )
    return f"{upper(_short(form))}, {head}: {said}"


def _rich(text: str) -> QLabel:
    return label(text, rich=True)


def _row_head(text: str) -> QLabel:
    return label(text, "caption_strong", "text2")


def _band(text: str) -> QWidget:
    band = QWidget()
    band.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    band.setProperty("fill", "sunken")
    if text:
        row = QHBoxLayout(band)
        row.setContentsMargins(16, 6, 16, 6)
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
