"""Who to call: numbers for a region, the steps of an emergency, and the "Get help now" dialog.

Wording and numbers come from the content; nothing here decides what an emergency is.
"""

from __future__ import annotations

import html
import re

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content import Content
from mgaid.core.content.texts import RegionWords
from mgaid.core.urgency import with_numbers
from mgaid.core.visit import Visit
from mgaid.ui.parts import (
    Button,
    Card,
    IconLabel,
    IconLine,
    Notice,
    SegmentedRadio,
    keep_spacing,
    label,
    strong,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace


def region_words(content: Content, visit: Visit) -> RegionWords:
    """Who to ring: in the region told, else in the country the computer is set to."""
    told = visit.person.region
    country = QLocale.territoryToCode(QLocale.system().territory())
    for region in content.words.regions:
        if region.id == told or (told is None and country in region.countries):
            return region
    return content.words.regions[-1]


def flag_steps(content: Content, flag_id: str, region: RegionWords) -> tuple[str, ...]:
    """What to do now for an emergency flag, step by step."""
    steps = content.words.emergency_steps
    return tuple(with_numbers(step, region) for step in steps.get(flag_id, steps["default"]))


def first_call(content: Content, flag_id: str, region: RegionWords) -> str:
    """Who to call first: the crisis line where the steps name it, else the emergency number."""
    steps = content.words.emergency_steps
    needs_crisis = any("{crisis}" in step for step in steps.get(flag_id, steps["default"]))
    return region.crisis if needs_crisis else region.emergency


def other_numbers(content: Content, region: RegionWords) -> str:
    """The numbers of other places, as rich text with the numbers in bold."""
    places = [p.strip() for p in content.words.other_numbers.split(",")]
    shown = [p for p in places if not p.startswith(f"{region.emergency} ")]
    return re.sub(r"\b(\d{3})\b", r"<b>\1</b>", html.escape(", ".join(shown)))


class OtherNumbers(QWidget):
    """One line with the numbers of other places."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        keep_spacing(source, row, "gap")
        row.addWidget(IconLabel(source, "phone", "text2", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        self._words = label("", tone="text2", rich=True)
        row.addWidget(self._words, 1)

    def show_for(self, content: Content, region: RegionWords) -> None:
        self._words.setText(f"Other numbers: {other_numbers(content, region)}")


class HelpNow(QDialog):
    """Numbers first, then the signs that call for them. It can be opened from everywhere."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self.setWindowTitle("Get help now")
        self.setMinimumSize(640, 480)
        self.resize(900, 640)
        content = workspace.content
        self._notice = Notice(source, "danger", "Get help now", size="title")
        self._others = OtherNumbers(source)
        self._poison = IconLine(source, "phone", "")
        self._crisis = IconLine(source, "phone", "")
        self._advice = IconLine(source, "info", "")
        regions = [(r.id, r.name) for r in content.words.regions]
        self._regions = SegmentedRadio(source, regions, "Where are you?", wraps=True)
        self._regions.chosen.connect(self._on_region)
        column = QVBoxLayout()
        keep_spacing(source, column, "pad", ("page", "column", "page", "column"))
        column.addWidget(self._notice)
        for line in (self._others, self._poison, self._crisis, self._advice):
            column.addWidget(line)
        column.addWidget(strong("Change region"))
        column.addWidget(self._regions)
        column.addWidget(self._signs())
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(_scrolled(column), 1)
        outer.addWidget(self._footer())
        workspace.changed.connect(self._show)
        self._show()
        self._notice.setFocus()  # so that the number to call is what is heard first

    def _signs(self) -> Card:
        card = Card(self._source, "Call if one of these fits now")
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._source.theme.px("column"))
        grid.setVerticalSpacing(self._source.theme.px("gap"))
        flags = [f for f in self._workspace.content.flags.values() if f.level == "emergency"]
        rows = -(-len(flags) // 2)
        for place, flag in enumerate(flags):
            line = IconLine(self._source, "stop", flag.title, tone="")
            grid.addWidget(line, place % rows, place // rows, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        return card

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setProperty("footer", True)
        row = QHBoxLayout(footer)
        keep_spacing(self._source, row, "block", ("page", "pad", "page", "pad"))
        close = Button(self._source, "Close", "outlined")
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addStretch(1)
        row.addWidget(close)
        return footer

    @Slot()
    def _show(self) -> None:
        content = self._workspace.content
        region = region_words(content, self._workspace.visit)
        before = self._notice.accessibleName()
        self._notice.set_content(
            "danger", f"Get help now: call {region.emergency}", content.words.disclaimer, "phone"
        )
        if self.isVisible() and self._notice.accessibleName() != before:
            self._notice.announce()
        self._others.show_for(content, region)
        self._poison.set_text(f"{region.poison}.", "Poison line:")
        self._crisis.set_text(f"{region.crisis}.", "Thoughts of ending your life:")
        self._advice.set_text(region.advice)
        self._advice.setVisible(bool(region.advice))
        self._regions.set_value(region.id)

    @Slot(str)
    def _on_region(self, region: str) -> None:
        person = self._workspace.visit.person.model_copy(update={"region": region})
        self._workspace.change("Region", person=person)


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    inside = QWidget()
    inside.setProperty("page", True)
    inside.setLayout(column)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setAccessibleName("Get help now")
    area.setWidget(inside)
    return area
