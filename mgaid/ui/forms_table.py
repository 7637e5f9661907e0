"""Which forms of magnesium stand side by side: chosen one by one, or by a wish.

Two or three are shown. The table itself is ``form_grid``; which forms fit a wish is decided in
``core.remedy_choice``.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Signal, Slot
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content import Content
from mgaid.core.content.remedies import FormsFile
from mgaid.core.content.supplement_models import SupplementsFile, Wish
from mgaid.core.phrases import join, upper
from mgaid.core.remedy_choice import fitting
from mgaid.ui.form_grid import HEADS_PX, FormGrid, short_name
from mgaid.ui.parts import (
    Chip,
    FlowLayout,
    caption,
    clear,
    keep_spacing,
    section,
)
from mgaid.ui.tab_order import tab_after
from mgaid.ui.theme import ThemeSource

MOST_SHOWN = 3
FEWEST_SHOWN = 2
COLUMN_PX = 200


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
        self._file = file
        self._words = file.words
        self._by_id = {form.id: form for form in forms.form}
        self._shown = list(file.shown_first)
        self._fit = 0  # the table is made once it is known how many fit beside each other
        self._frames: list[FormGrid] = []
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
        names = join(self._content, [short_name(form) for form in fit])
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
        clear(self._tables)
        self._fit = self._columns()
        self._frames.clear()
        forms = [self._by_id[one] for one in self._shown]
        for start in range(0, len(forms), self._fit):
            frame = FormGrid(
                self._source,
                self._content,
                self._forms,
                self._file,
                forms[start : start + self._fit],
                removable=len(self._shown) > FEWEST_SHOWN,
            )
            frame.removed.connect(self.remove)
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
