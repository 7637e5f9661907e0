"""What to do now: the page an emergency answer leads to, at once.

It says whom to call and what to do, and lets the person take a slip back or go on. The words come
from the content; which flags fired comes from the assessment.
"""

from __future__ import annotations

import html

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget, QWizard

from mgaid.core import interview
from mgaid.core.assessment import FiredFlag
from mgaid.core.content.asking import Page
from mgaid.core.interview import Stop
from mgaid.ui import help_now
from mgaid.ui.help_now import OtherNumbers
from mgaid.ui.parts import (
    Button,
    Card,
    ComboBox,
    FlowLayout,
    Notice,
    Rule,
    SourceLink,
    caption,
    keep_spacing,
    label,
    section,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard.columns import is_low
from mgaid.ui.wizard.footer import GO_ON
from mgaid.ui.wizard.page import Room, StopPage

MARK_PX = 36
CHANGE_REGION = "Change region"


class NowPage(StopPage):
    """The call for help that follows a page."""

    mistaken = Signal()
    crew_page_wanted = Signal()

    def __init__(self, room: Room, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(room, Stop(page.id, now=True), parent)
        self._page = page
        self._body: QVBoxLayout | None = None
        self._inside: QWidget | None = None
        self._flags: tuple[str, ...] = ()
        self.setButtonText(QWizard.WizardButton.NextButton, GO_ON)

    @property
    def flags(self) -> tuple[str, ...]:
        """The ids of the emergency flags this page is about."""
        return self._flags

    def call_for(self, flags: frozenset[str]) -> None:
        """Be about these flags; the page is made anew, so that it is heard as well."""
        assessment = self.room.workspace.assessment
        self._flags = tuple(flag.id for flag in assessment.flags if flag.id in flags)
        self._remake()

    def refresh(self) -> None:
        """The region may have changed, or the flags may be gone."""
        fired = interview.emergencies(self.room.workspace.assessment)
        self._flags = tuple(flag for flag in self._flags if flag in fired)
        self._remake()

    def fired(self) -> list[FiredFlag]:
        assessment = self.room.workspace.assessment
        return [flag for flag in assessment.flags if flag.id in self._flags]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A double click on a box must not press what comes up under the pointer."""
        return event.type() == QEvent.Type.MouseButtonDblClick

    def _remake(self) -> None:
        if self._body is None:
            self._body = self.make_column(("wizard", "column", "wizard", "block"))
        if self._inside is not None:
            self._body.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
            self._inside = self.heading = None
        if self._flags:
            self._inside = self._made()
            self._body.addWidget(self._inside)
            self._inside.show()
            self.show_now()

    def _made(self) -> QWidget:
        workspace, source = self.room.workspace, self.room.source
        content = workspace.content
        region = help_now.region_words(content, workspace.visit)
        fired = self.fired()
        inside = QWidget()
        column = QVBoxLayout(inside)
        low = is_low(self)  # the call must be seen whole: the gaps give way first
        keep_spacing(source, column, "pad" if low else "card_x")
        number = help_now.first_call(content, fired[0].id, region)
        self.heading = Notice(
            source,
            "danger",
            f"Get help now: call {number}",
            self._because(fired),
            size="title",
        )
        column.addWidget(self.heading)  # it is said as the keyboard comes to it
        column.addWidget(self._steps(help_now.flag_steps(content, fired[0].id, region)))
        numbers = QHBoxLayout()
        others = OtherNumbers(source)
        others.show_for(content, region)
        numbers.addWidget(others, 1)
        regions = self._regions(region.id)
        words = label(CHANGE_REGION, tone="text2", wrap=False)
        words.setBuddy(regions)  # some screen readers name a box by its label alone
        numbers.addWidget(words)
        numbers.addWidget(regions)
        column.addLayout(numbers)
        column.addLayout(self._actions())
        column.addStretch(1)
        column.addWidget(_Sources(self.room, fired))
        return inside

    def _because(self, fired: list[FiredFlag]) -> str:
        """The signs in bold, then why they matter."""
        content = self.room.workspace.content
        labels = {
            finding: ask.labels[finding]
            for ask in self._page.ask
            if ask.kind == "ticks"
            for finding in ask.items
            if finding in ask.labels
        }
        signs = dict.fromkeys(finding for flag in fired for finding in flag.because)
        words = [labels.get(sign) or content.findings[sign].label for sign in signs]
        named = [f"<b>{html.escape(w[:1].lower() + w[1:])}</b>" for w in words]
        listed = ", ".join(named[:-1]) + " and " + named[-1] if len(named) > 1 else named[0]
        why = " ".join(html.escape(content.flags[flag.id].rationale) for flag in fired[:2])
        verb = "ticked" if any(ask.kind == "ticks" for ask in self._page.ask) else "said"
        return f"Because you {verb}: {listed}. {why}"

    def _steps(self, steps: tuple[str, ...]) -> Card:
        source = self.room.source
        card = Card(source)
        for place, step in enumerate(steps, 1):
            if place > 1:
                card.body.addWidget(Rule())
            row = QHBoxLayout()
            keep_spacing(source, row, "block", ("tiny", "gap", "", "gap"))
            row.addWidget(_Mark(source, place), 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(2)
            first, dot, rest = step.partition(". ")
            words.addWidget(section(first + dot.strip()))
            if rest:
                words.addWidget(label(rest))
            row.addLayout(words, 1)
            card.body.addLayout(row)
        return card

    def _actions(self) -> FlowLayout:
        row = FlowLayout(spacing=self.room.source.theme.px("block"))
        crew = Button(self.room.source, "Make a page for the crew", "outlined", "page")
        crew.clicked.connect(self.crew_page_wanted)
        slip = "I ticked this by mistake"
        if not any(ask.kind == "ticks" for ask in self._page.ask):
            slip = "I answered this by mistake"
        mistake = Button(self.room.source, slip, "quiet")
        mistake.clicked.connect(self.mistaken)
        for button in (crew, mistake):
            button.installEventFilter(self)
            row.addWidget(button)
        return row

    def _regions(self, now: str) -> ComboBox:
        box = ComboBox(CHANGE_REGION)
        for region in self.room.workspace.content.words.regions:
            box.addItem(region.name, region.id)
        box.setCurrentIndex(box.findData(now))
        box.currentIndexChanged.connect(self._on_region)
        return box

    @Slot(int)
    def _on_region(self, place: int) -> None:
        region = self.room.workspace.content.words.regions[place].id
        person = self.room.workspace.visit.person.model_copy(update={"region": region})
        self.room.workspace.change("Region", person=person)


class _Mark(QWidget):
    """The number of a step in a red circle."""

    def __init__(self, source: ThemeSource, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        source.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        side = round(MARK_PX * self._source.theme.text_scale)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("danger_icon"))
        painter.drawEllipse(QRectF(self.rect()))
        painter.setFont(theme.font("section", bold=True))
        painter.setPen(theme.color("surface"))
        painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self._number))


class _Sources(QWidget):
    """Where the call comes from; pressing a source tells the whole of it below."""

    def __init__(self, room: Room, fired: list[FiredFlag], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        content = room.workspace.content
        ids = dict.fromkeys(s for flag in fired for s in content.flags[flag.id].sources)
        self._sources = [content.sources[s] for s in ids if content.sources[s].shown]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        flow = FlowLayout(spacing=room.source.theme.px("block"))
        for place, one in enumerate(self._sources):
            link = SourceLink(room.source, one.short)
            link.setProperty("place", place)
            link.clicked.connect(self._on_clicked)
            flow.addWidget(link)
        column.addLayout(flow)
        self._whole = caption("")
        self._whole.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._whole.hide()
        column.addWidget(self._whole)

    @Slot()
    def _on_clicked(self) -> None:
        source = self._sources[int(self.sender().property("place"))]
        where = source.url or source.doi
        said = f"{source.title}. {source.publisher}, {source.year}. {where}".strip()
        self._whole.setText(said)
        self._whole.show()
