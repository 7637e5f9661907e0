"""The person's medicines: type a name, see what it does, say how long it is taken.

Looking names up is ``core.medicines``; every sentence about a medicine comes from the content.
Whether the list is complete is asked, for only a complete list makes "no" true.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mgaid.core.assessment import MedicineFound
from mgaid.core.phrases import upper
from mgaid.core.spelling import fold
from mgaid.core.visit import Medicine
from mgaid.ui.medicine_entry import MedicineEntry
from mgaid.ui.parts import (
    Card,
    CheckBox,
    IconLine,
    Rule,
    caption,
    clear,
    keep_spacing,
    label,
    say_aloud,
    section,
)
from mgaid.ui.tab_order import tab_after
from mgaid.ui.theme import ThemeSource
from mgaid.ui.type_ahead import Offer, TypeAhead
from mgaid.ui.workspace import Workspace

MOST_OFFERS = 6
FIELD_PX = 620
SAID_ALREADY = "{name} is on your list already."
EMPTY = "Nothing on your list yet. Type a name above and choose it, or keep it as you wrote it."


class MedicineList(QWidget):
    """The list with its search field. It follows the visit and changes it."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._shown: tuple[str, ...] | None = None
        self._entries: list[MedicineEntry] = []
        self.search = TypeAhead(source, "Name of a medicine", self._offers, self)
        self.search.setPlaceholderText("Type a name")
        self.search.picked.connect(self.add)
        self.search.kept.connect(self.add)
        self._none = CheckBox(source, "I take no medicines")
        self._none.toggled.connect(self._on_none)
        self._said = caption("")
        self._said.hide()
        self._head = section("On your list")
        self._card = Card(source)
        self._empty = label(EMPTY, tone="text2")
        self._all = CheckBox(source, "That is all of them")
        self._all.toggled.connect(self._on_all)
        self._lay_out()
        workspace.changed.connect(self._on_changed)
        workspace.parting.connect(self.flush)
        source.changed.connect(self._on_theme)
        self._on_theme()
        self.refresh()
        QTimer.singleShot(0, self, workspace.medicines.prepare)

    @Slot(str)
    def add(self, name: str) -> None:
        """Put a medicine on the list. The same name twice is said, and not listed twice."""
        visit = self._workspace.visit
        listed = visit.medicines or ()
        name = name.strip()
        if fold(name) in {fold(medicine.name) for medicine in listed}:
            self._say(SAID_ALREADY.format(name=upper(name)))
            return
        self._say("")
        self._workspace.change(
            "Add a medicine",
            medicines=(*listed, Medicine(name=name)),
            medicine_list_complete=None,
        )
        self.search.setFocus()

    @Slot()
    def flush(self) -> None:
        """What is typed and not yet chosen is kept as it stands."""
        self.search.flush()

    @Slot()
    def refresh(self) -> None:
        """Follow the visit; fields in use stay as they are."""
        visit = self._workspace.visit
        listed = visit.medicines or ()
        if tuple(m.name for m in listed) != self._shown:
            self._rebuild()
        for entry, medicine in zip(self._entries, listed, strict=True):
            entry.show_months(medicine.months)
        self._none.show_checked(visit.medicines == () and visit.medicine_list_complete is True)
        self._all.show_checked(bool(listed) and visit.medicine_list_complete is True)
        self._none.setVisible(not listed)
        self._all.setVisible(bool(listed))
        self._card.setVisible(bool(listed))
        self._empty.setVisible(not listed and not self._none.isChecked())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():  # out of sight it costs nothing; it catches up when shown
            self.refresh()

    # ---------------------------------------------------------------- making

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        keep_spacing(self._source, column, "pad")
        top = QHBoxLayout()
        keep_spacing(self._source, top, "column")
        top.addWidget(self.search, 3)
        top.addWidget(self._none, 2, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        column.addLayout(top)
        column.addWidget(self._said)
        column.addWidget(self._head)
        column.addWidget(self._card)
        column.addWidget(self._empty)
        column.addStretch(1)
        foot = QHBoxLayout()
        keep_spacing(self._source, foot, "column")
        words = self._workspace.content.medicines.words
        first, _, rest = words.universal.partition(". ")
        foot.addWidget(IconLine(self._source, "warn", rest, "", strong=f"{first}."), 1)
        foot.addWidget(self._all, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)

    def _rebuild(self) -> None:
        found = self._workspace.assessment.medicines
        self._shown = tuple(one.entered.name for one in found)
        focused = QApplication.focusWidget()
        lost_focus = focused is not None and any(
            entry.isAncestorOf(focused) for entry in self._entries
        )
        clear(self._card.body)
        self._entries = []
        for place, one in enumerate(found):
            entry = MedicineEntry(self._workspace, self._source, place, _same(found, place))
            entry.removed.connect(self._on_removed)
            entry.renamed.connect(self._on_renamed)
            entry.taken_for.connect(self._on_taken_for)
            if place:
                self._card.body.addWidget(Rule())
            self._card.body.addWidget(entry)
            self._entries.append(entry)
            entry.setAccessibleName(one.entered.name)
        tab_after(self.search, (self._none, *self._entries, self._all))
        if lost_focus:
            self.search.setFocus()

    def _offers(self, typed: str) -> Sequence[Offer]:
        plain = {c.id: c.plain for c in self._workspace.content.medicines.classes}
        found = self._workspace.medicines.suggest(typed, MOST_OFFERS)
        # Near spellings help when nothing starts that way; otherwise they are noise.
        close = [one for one in found if one.quality != "spelling"] or found
        return [
            Offer(
                one.name,
                one.substance or ", ".join(plain[c] for c in one.classes[:1]),
                one.quality == "spelling",
            )
            for one in close
        ]

    def _say(self, message: str) -> None:
        self._said.setText(message)
        self._said.setVisible(bool(message))
        say_aloud(self, message)

    # ---------------------------------------------------------------- slots

    @Slot(bool)
    def _on_none(self, none: bool) -> None:
        self._workspace.change(
            "No medicines",
            medicines=() if none else None,
            medicine_list_complete=True if none else None,
        )

    @Slot(bool)
    def _on_all(self, complete: bool) -> None:
        self._workspace.change("The whole list", medicine_list_complete=complete or None)

    @Slot(int)
    def _on_removed(self, place: int) -> None:
        kept = list(self._workspace.visit.medicines or ())
        gone = kept.pop(place)
        self._workspace.change(
            "Remove a medicine",
            medicines=tuple(kept) or None,
            medicine_list_complete=self._workspace.visit.medicine_list_complete if kept else None,
        )
        self._say(f"{upper(gone.name)} is off your list.")

    @Slot(int, str)
    def _on_renamed(self, place: int, name: str) -> None:
        self._put(place, "Change a name", "", name=name)

    @Slot(int, object)
    def _on_taken_for(self, place: int, months: float | None) -> None:
        self._put(place, "How long", f"taken {place}", months=months)

    def _put(self, place: int, step: str, merge: str, **fields: object) -> None:
        visit = self._workspace.visit
        listed = list(visit.medicines or ())
        listed[place] = listed[place].model_copy(update=fields)
        self._workspace.edit(visit.changed(medicines=tuple(listed)), step, merge)

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self.search.setMaximumWidth(round(FIELD_PX * theme.text_scale))
        # Room for some offers below the field, however short the list is.
        self.setMinimumHeight(theme.px("field") + 5 * theme.px("step"))


def _same(found: Sequence[MedicineFound], place: int) -> str:
    """The name of an earlier entry that holds the same substance, or nothing."""
    known = found[place].known
    for earlier in found[:place]:
        if known and earlier.known and earlier.known.substances == known.substances:
            return earlier.entered.name
    return ""
