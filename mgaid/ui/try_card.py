"""If I try: what a fair try looks like, when to stop, signs of too much, and a date to look again.

How to try and when to stop are shown only while the gate allows it; signs of too much and who to
ring always are. The sentences come from the content. The date goes into the visit and onto the
page.
"""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QDateEdit, QVBoxLayout, QWidget

from mgaid.core.content.supplement_models import FactList, SupplementsFile
from mgaid.core.phrases import day_text
from mgaid.core.urgency import with_numbers
from mgaid.core.visit import LAST_YEAR
from mgaid.ui.evidence import EvidenceLine, evidence_of
from mgaid.ui.help_now import region_words
from mgaid.ui.parts import (
    Button,
    Card,
    FlowLayout,
    IconLine,
    Notice,
    bullets,
    keep_spacing,
    label,
    pad_field,
    strong,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

BESIDE_FROM_PX = 880


class TryCards(QWidget):
    """The three cards and the poison line. ``help_wanted`` asks for the numbers to ring."""

    help_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        file: SupplementsFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._words = file.words
        self._levels = file.try_levels
        weeks = file.try_weeks
        self._steps = _FactLines(workspace, source, file.fair_try, weeks)
        self._first = IconLine(source, "warn", "", "warn")
        self._shut = label("")
        self._again = _LookAgain(workspace, source, file)
        fair = Card(source, file.fair_try.head)
        for part in (self._first, self._shut, self._steps, self._again):
            fair.body.addWidget(part)
        self._stop = Card(source, file.stop.head)
        self._stop.body.addWidget(_FactLines(workspace, source, file.stop, weeks))
        self._stop.body.addStretch(1)
        signs = Card(source, file.too_much.head)
        signs.body.addWidget(_FactLines(workspace, source, file.too_much, weeks))
        self._poison = Notice(source, "danger", "", icon="phone")
        signs.body.addWidget(self._poison)
        self._help = Button(source, "Get help now", "danger", "phone", size="button_row")
        self._help.clicked.connect(self.help_wanted)
        signs.body.addWidget(self._help, 0, Qt.AlignmentFlag.AlignLeft)
        signs.body.addStretch(1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        keep_spacing(source, self._row, "column")
        left = QVBoxLayout()
        left.addWidget(fair)
        left.addStretch(1)
        self._row.addLayout(left, 1)
        right = QVBoxLayout()
        keep_spacing(source, right, "block")
        right.addWidget(self._stop)
        right.addWidget(signs)
        right.addStretch(1)
        self._row.addLayout(right, 1)
        workspace.changed.connect(self.refresh)
        source.changed.connect(self._arrange)
        self.refresh()
        self._arrange()

    @Slot()
    def refresh(self) -> None:
        """Follow the visit."""
        level = self._workspace.assessment.gate.level
        allowed = level in self._levels
        self._steps.setVisible(allowed)
        self._stop.setVisible(allowed)
        words = self._words
        first, shut = words.try_first.get(level, ""), words.try_shut.get(level, "")
        self._first.setVisible(bool(first))
        self._first.set_text(first)
        self._shut.setVisible(bool(shut))
        self._shut.setText(shut)
        self._again.refresh(allowed)
        region = region_words(self._workspace.content, self._workspace.visit)
        self._poison.set_content("danger", with_numbers(words.poison, region), icon="phone")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @Slot()
    def _arrange(self) -> None:
        roomy = self.width() >= BESIDE_FROM_PX * self._source.theme.text_scale
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        )


class _FactLines(QWidget):
    """A lead, its lines, the badge and the sources."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        facts: FactList,
        weeks: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "gap")
        if facts.lead:
            column.addWidget(label(facts.lead))
        lines = [line.replace("{weeks}", str(weeks)) for line in facts.lines]
        column.addWidget(bullets(lines))
        told = evidence_of(facts, facts.lead or facts.head, " ".join(lines))
        column.addWidget(EvidenceLine(source, workspace.content, told))


class _LookAgain(QWidget):
    """The day on which the person means to look at it again."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        file: SupplementsFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._words = file.words
        column = QVBoxLayout(self)
        keep_spacing(source, column, "tiny")
        self._ask = label(self._words.reminder_ask)
        self._day = QDateEdit()
        self._day.setAccessibleName("Look at this again on")
        self._day.setLocale(QLocale(QLocale.Language.English))  # like every other word of MgAid
        self._day.setDisplayFormat("d MMMM yyyy")
        self._day.setMinimumDate(_qt_day(workspace.today))
        self._day.setMaximumDate(QDate(LAST_YEAR, 12, 31))  # a later day could not be read again
        self._day.setDate(_qt_day(workspace.today + timedelta(weeks=file.try_weeks)))
        self._ask.setBuddy(self._day)
        self._put = Button(source, "Put it on my page", "outlined", "calendar")
        self._put.clicked.connect(self._on_put)
        self._choose = QWidget()
        row = FlowLayout(self._choose, spacing=12)
        row.addWidget(self._day)
        row.addWidget(self._put)
        self._set = strong("")
        self._off = Button(source, "Take it off my page", "link")
        self._off.clicked.connect(self._on_off)
        for part in (self._ask, self._choose, self._set, self._off):
            column.addWidget(part)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def refresh(self, allowed: bool) -> None:
        """Follow the visit. A date that was set is seen whatever the gate says."""
        told = self._workspace.visit.reminder
        self._ask.setVisible(allowed and told is None)
        self._choose.setVisible(allowed and told is None)
        self._set.setVisible(told is not None)
        self._off.setVisible(told is not None)
        if told is not None:
            self._set.setText(self._words.reminder_set.replace("{day}", day_text(told)))

    @Slot()
    def _on_put(self) -> None:
        chosen = self._day.date()
        day = date(chosen.year(), chosen.month(), chosen.day())
        self._workspace.change("Look again", reminder=day)
        self._off.setFocus()

    @Slot()
    def _on_off(self) -> None:
        self._workspace.change("Look again", reminder=None)
        self._put.setFocus()

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._day.setFixedSize(round(210 * theme.text_scale), theme.px("field"))
        pad_field(self._source, self._day)


def _qt_day(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
