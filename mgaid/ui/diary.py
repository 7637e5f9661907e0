"""The diary as the last section of the checklist: the day in hand, the days so far, their end.

It places the form, the chart and the table, and saves the days as a file. What may be noted and
counted is decided by ``core.diary``.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from mgaid.core import diary
from mgaid.core.checklist import Section
from mgaid.core.content.diary_models import DiaryFile, diary_file
from mgaid.core.phrases import day_text
from mgaid.core.visit import DiaryEntry, Visit
from mgaid.ui import page_actions
from mgaid.ui.diary_chart import DiaryChart
from mgaid.ui.diary_form import DiaryForm
from mgaid.ui.parts import Button, Card, FlowLayout, Notice, caption, keep_spacing, label
from mgaid.ui.save_place import ask_place
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

SECTION_ID = "diary"
FILE_NAME = "mgaid-days.csv"  # neutral on purpose: a file name is seen by others
ROOM_PX = 640  # about what the section needs, until it is made


class DiarySection(QWidget):
    """Stands in the checklist like its other sections, and is made when first wanted."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._authored = diary_file(workspace.content)
        self.section = Section(SECTION_ID, self._authored.title, ())
        self.stale = False
        self.built = False
        self._in_hand = False  # the person is at a day, so the form stays even past the end
        self._gone: DiaryEntry | None = None
        self._since_gone: Visit | None = None
        self.setAccessibleName(self.section.title)
        self._column = QVBoxLayout(self)
        keep_spacing(source, self._column, "block")
        self.setMinimumHeight(ROOM_PX)

    def waiting(self) -> dict[str, QRect]:
        """The one part it has, with the room kept for it, until it is made."""
        return {} if self.built else {SECTION_ID: self.rect()}

    def made(self) -> list[QWidget]:
        return [self] if self.built else []

    def make(self, _part: str) -> None:
        """Make the form, the chart and the table."""
        self.built = True
        source, words = self._source, self._authored.words
        self._clock = Notice(source, "warn", self.section.title, icon="calendar")
        self._ended = Notice(source, "ok", words.ended_head, words.ended)
        self.form = DiaryForm(self._workspace, source, self._authored)
        self._deleted = label("", wrap=False)
        self._back = Button(source, words.put_back, "link", "undo")
        self._back.clicked.connect(self._on_back)
        self._gone_row = QWidget()
        row = FlowLayout(self._gone_row, spacing=12)
        row.addWidget(self._deleted)
        row.addWidget(self._back)
        self._days = _DaysCard(source, self._authored)
        for part in (self._clock, self._ended, self.form, self._gone_row, self._days):
            self._column.addWidget(part)
        self.form.edited.connect(self._on_edited)
        self.form.deleted.connect(self._on_deleted)
        self._days.wanted.connect(self._on_wanted)
        self._days.save_wanted.connect(self._on_save)
        self._days.show()  # what a layout takes in late would show only a moment later
        self.setMinimumHeight(0)
        self.form.show_day(self._workspace.today)
        self.refresh()

    def refresh(self) -> None:
        """Bring what is made in line with the visit."""
        self.stale = False
        if not self.built:
            return
        visit, today = self._workspace.visit, self._workspace.today
        problem = diary.clock_problem(self._authored, visit, today)
        self._clock.setVisible(bool(problem))
        if problem:
            self._clock.set_content("warn", self.section.title, problem, "calendar")
        ended = diary.has_ended(self._authored, visit, today)
        self._ended.setVisible(ended)
        self.form.setVisible(self._in_hand or not ended)
        self.form.refresh()
        if visit is not self._since_gone:
            self._gone = None  # never into another visit, nor over what came after
        self._gone_row.setVisible(self._gone is not None)
        self._days.show_days(
            visit.diary,
            diary.chart_days(self._authored, visit),
            diary.statements(self._authored, visit),
        )

    def flush(self) -> None:
        """Every answer is kept as it is given; once left, a full diary shows no form."""
        self._in_hand = False
        self.stale = True

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with today, which may be another one by now."""
        super().showEvent(event)
        if self.built and not self._in_hand:
            self.form.show_day(self._workspace.today)
            self.refresh()

    def place_of(self, _part: str, _finding: str) -> QWidget:
        return self

    @Slot()
    def _on_edited(self) -> None:
        self._in_hand = True
        self._gone = None

    @Slot(object)
    def _on_deleted(self, entry: DiaryEntry) -> None:
        self._gone, self._since_gone = entry, self._workspace.visit
        said = self._authored.words.deleted.replace("{day}", day_text(entry.day))
        self._deleted.setText(said)
        self._gone_row.show()
        page_actions.say(self, said)

    @Slot()
    def _on_back(self) -> None:
        if self._gone is not None:
            entry = self._gone
            visit = diary.with_entry(self._workspace.visit, entry)
            self.form.start_here()
            self._workspace.edit(visit, self._back.text())
            self.form.show_day(entry.day)

    @Slot(object)
    def _on_wanted(self, day: date) -> None:
        self._in_hand = True
        self.form.show()
        self.form.show_day(day)
        self.form.start_here()
        area = _area_around(self)
        if area is not None:
            area.ensureWidgetVisible(self.form, 0, 0)

    @Slot()
    def _on_save(self) -> None:
        save_csv(self, self._workspace)


class _DaysCard(Card):
    """The chart, what was counted, and the table of the days, from which one is taken in hand."""

    wanted = Signal(object)
    save_wanted = Signal()

    def __init__(
        self, source: ThemeSource, authored: DiaryFile, parent: QWidget | None = None
    ) -> None:
        super().__init__(source, authored.words.days_title, parent)
        self._source = source
        self._authored = authored
        self._shown: tuple[DiaryEntry, ...] = ()
        self._nothing = label(authored.words.nothing_yet, tone="text2")
        self._chart = DiaryChart(source, authored)
        self._counts = label("")
        self._few = caption("")
        self._hint = caption(authored.words.days_hint)
        self._table = self._make_table()
        self._save = Button(source, authored.words.save_csv, "outlined", "save")
        self._save.clicked.connect(self.save_wanted)
        for part in (self._nothing, self._chart, self._counts, self._few, self._hint, self._table):
            self.body.addWidget(part)
        self.body.addWidget(self._save, 0, Qt.AlignmentFlag.AlignLeft)
        source.changed.connect(self._fit)

    def show_days(
        self,
        entries: tuple[DiaryEntry, ...],
        days: tuple[diary.ChartDay, ...],
        statements: tuple[str, ...],
    ) -> None:
        some = bool(entries)
        self._nothing.setVisible(not some)
        for part in (self._chart, self._hint, self._table, self._save):
            part.setVisible(some)
        self._counts.setText("\n".join(statements[:-1]))
        self._few.setText("".join(statements[-1:]))
        for line in (self._counts, self._few):
            line.setVisible(bool(statements))
        if entries == self._shown:
            return
        self._shown = entries
        self._chart.set_days(days)
        self._table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            for column, words in enumerate(diary.table_row(self._authored, entry)):
                item = QTableWidgetItem(words)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self._table.setItem(row, column, item)
        self._fit()

    def _make_table(self) -> QTableWidget:
        heads = diary.table_heads(self._authored)
        table = QTableWidget(0, len(heads))
        table.setAccessibleName(self._authored.words.days_title)
        table.setAccessibleDescription(self._authored.words.days_hint)
        table.setHorizontalHeaderLabels(heads)
        table.verticalHeader().hide()
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        table.cellClicked.connect(self._on_cell)
        table.itemActivated.connect(self._on_item)
        return table

    @Slot()
    def _fit(self) -> None:
        """All days are in view; the page scrolls, not the table."""
        theme = self._source.theme
        for row in range(self._table.rowCount()):
            self._table.setRowHeight(row, theme.px("row"))
        rows = theme.px("row") * (self._table.rowCount() + 1)
        self._table.setFixedHeight(rows + theme.px("gap"))
        # The last columns give way where there is no room; the form has them all.
        room = self.width() - 2 * theme.px("card_x")
        header = self._table.horizontalHeader()
        for column in range(header.count()):
            room -= max(header.sectionSizeHint(column), self._table.sizeHintForColumn(column))
            self._table.setColumnHidden(column, column > 1 and room < 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @Slot(int, int)
    def _on_cell(self, row: int, _column: int) -> None:
        self.wanted.emit(self._shown[row].day)

    @Slot(QTableWidgetItem)
    def _on_item(self, item: QTableWidgetItem) -> None:
        self.wanted.emit(self._shown[item.row()].day)


def save_csv(parent: QWidget, workspace: Workspace) -> Path | None:
    """Ask where, and save the days there; ``None`` when the person thought better of it."""
    # The mark at the start lets spreadsheets read the letters right.
    data = diary.to_csv(workspace.visit).encode("utf-8-sig")
    return page_actions.save_file(parent, data, FILE_NAME, ask_csv_path)


def ask_csv_path(parent: QWidget, start: Path) -> Path | None:
    """Where to save; asks before an existing file is replaced."""
    return ask_place(parent, "Save as CSV", start, "CSV (*.csv)", ".csv")


def _area_around(part: QWidget) -> QScrollArea | None:
    place = part.parentWidget()
    while place is not None and not isinstance(place, QScrollArea):
        place = place.parentWidget()
    return place
