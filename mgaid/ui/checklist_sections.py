"""One section of the checklist on the screen: cards of lines to answer, each made when wanted.

Lines are tied to the findings of the visit; numbers, choices and counts are the same parts the
questions use. Where the sections stand is not its business.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSpacerItem, QVBoxLayout, QWidget

from mgaid.core.checklist import Checklist, Line, Part, Section, is_shown
from mgaid.core.content.asking import AskChoice, AskNumber, AskScore
from mgaid.core.content.models import Answer
from mgaid.ui.body_map import BodyMap
from mgaid.ui.parts import (
    Button,
    Card,
    Picture,
    Rule,
    YesNoUnsure,
    caption,
    keep_spacing,
    label,
    section,
)
from mgaid.ui.strength_check import StrengthCheck
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import telling
from mgaid.ui.wizard.asks import AskPart, ChoiceAsk
from mgaid.ui.wizard.numbers import NumberAsk, score_ask
from mgaid.ui.workspace import Workspace

LINE_HEIGHT_PX = 69
PART_HEIGHT_PX = 90
STRENGTH_AFTER = "strength_rows"
REST_FROM = 2  # from so many lines on, a card offers one answer for all that are open


class AnswerLine(QWidget):
    """Short words, what it is, and Yes / No / Not sure: beside them, or below if narrow."""

    answered = Signal(str, str)

    def __init__(self, source: ThemeSource, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._below: bool | None = None
        self.finding = line.finding
        self.choice = YesNoUnsure(source, line.label, self)
        self.choice.setAccessibleDescription(line.what)
        self.choice.answered.connect(self._on_answered)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(label(line.label))
        words.addWidget(caption(line.what))
        words.addStretch(1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._picture: Picture | None = None
        if line.picture:
            self._picture = Picture(source, f"feel_{line.picture}", 48, 40)
            self._grid.addWidget(self._picture, 0, 0)
            self._grid.addLayout(words, 0, 1)
        else:  # as far left as what stands below
            self._grid.addLayout(words, 0, 0, 1, 2)
        source.changed.connect(self._on_theme)
        self._on_theme()

    def show_answer(self, answer: str) -> None:
        if answer != self.choice.answer():
            self.choice.set_answer(answer)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self.choice.sizeHint().width()
        taken = 0 if self._picture is None else self._picture.width()
        below = self.width() < needed + taken + round(150 * self._source.theme.text_scale)
        if below == self._below:
            return
        self._below = below
        self._grid.removeWidget(self.choice)
        beside = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if below:
            self._grid.addWidget(self.choice, 1, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        else:
            self._grid.addWidget(self.choice, 0, 2, beside)

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        self.answered.emit(self.finding, answer)

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._grid.setHorizontalSpacing(theme.px("pad"))
        self._grid.setVerticalSpacing(theme.px("gap"))
        self.setMinimumHeight(theme.px("question") - theme.px("block"))
        self._arrange()


class LinesPart(AskPart):
    """A card of lines."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        part: Part,
        rest_words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._part = part
        card = Card(source, part.title, parent=self)
        self.lines: dict[str, AnswerLine] = {}
        for line in part.lines:
            if self.lines:
                card.body.addWidget(Rule())
            made = AnswerLine(source, line)
            made.answered.connect(self._on_answered)
            card.body.addWidget(made)
            self.lines[line.finding] = made
        self._rest = Button(source, rest_words, "link")
        self._rest.setAccessibleName(f"{part.title}: {rest_words}")
        self._rest.clicked.connect(self._on_rest)
        self._rest.hide()
        card.body.addWidget(self._rest, 0, Qt.AlignmentFlag.AlignRight)
        self.column.addWidget(card)

    def refresh(self) -> None:
        told = self.workspace.visit.findings
        for finding, line in self.lines.items():
            line.show_answer(told.get(finding, ""))
        shown = self._part.ask.kind == "ticks" and len(self._open()) >= REST_FROM
        if shown is self._rest.isHidden():
            self._rest.setVisible(shown)

    def _open(self) -> list[str]:
        return [f for f in self.lines if f not in self.workspace.visit.findings]

    @Slot(str, str)
    def _on_answered(self, finding: str, answer: Answer | str) -> None:
        told: dict[str, Answer | None] = {finding: answer or None}  # type: ignore[dict-item]
        self.workspace.answer(told)

    @Slot()
    def _on_rest(self) -> None:
        first = self.lines[self._open()[0]]
        told: dict[str, Answer | None] = dict.fromkeys(self._open(), "no")
        first.choice.setFocus()
        self.workspace.answer(told, self._rest.text())
        first.focusNextChild()


class MapPart(AskPart):
    """The body map on a card."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        asked: Checklist,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        words = asked.authored.words
        card = Card(source, words.map_title, parent=self)
        card.body.addWidget(caption(words.map_hint))
        self.map = BodyMap(source, list(workspace.content.regions.values()))
        self.map.chosen.connect(self._on_chosen)
        card.body.addWidget(self.map)
        self.column.addWidget(card)

    def refresh(self) -> None:
        self.map.set_sites(self.workspace.visit.sites)

    @Slot(object)
    def _on_chosen(self, sites: tuple[str, ...]) -> None:
        visit = telling.mark_sites(self.workspace.content, self.workspace.visit, sites)
        self.workspace.edit(visit, "Place")


class SectionView(QWidget):
    """A section; a part not made yet only keeps about the room it will need."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        asked: Checklist,
        section: Section,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._asked = asked
        self.section = section
        self.stale = False
        self.parts: dict[str, AskPart] = {}
        self._shown: dict[str, bool] = {}
        self._strength: StrengthCheck | None = None
        self.setAccessibleName(section.title)
        self._column = QVBoxLayout(self)
        keep_spacing(source, self._column, "block")
        self._rooms: dict[str, QSpacerItem] = {}
        for part in section.parts:
            # A follow-up is most often not shown, so it keeps no room.
            height = 0 if part.follow_up else PART_HEIGHT_PX + len(part.lines) * LINE_HEIGHT_PX
            self._rooms[part.id] = QSpacerItem(0, height)
            self._column.addSpacerItem(self._rooms[part.id])

    @property
    def built(self) -> bool:
        return not self._rooms

    def waiting(self) -> dict[str, QRect]:
        """The parts not made yet, in order, with the room each keeps."""
        return {part_id: room.geometry() for part_id, room in self._rooms.items()}

    def made(self) -> list[QWidget]:
        """What is made of this section, in order."""
        items = (self._column.itemAt(place) for place in range(self._column.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if widget is not None]

    def make(self, part_id: str) -> None:
        """Make a part that waits, where its room was."""
        part = next(p for p in self.section.parts if p.id == part_id)
        room = self._rooms.pop(part_id)
        place = self._column.indexOf(room)
        self._column.removeItem(room)
        made = self._made(part)
        self.parts[part_id] = made
        self._column.insertWidget(place, made)
        if part_id == STRENGTH_AFTER:
            self._strength = StrengthCheck(self._workspace, self._source, self._asked)
            self._column.insertWidget(place + 1, self._strength)
            self._strength.refresh()
            self._strength.show()
        self._bring_in_line(part, made)

    def refresh(self) -> None:
        """Bring what is made in line with the visit."""
        self.stale = False
        for part in self.section.parts:
            made = self.parts.get(part.id)
            if made is not None:
                self._bring_in_line(part, made)
        if self._strength is not None:
            self._strength.refresh()

    def _bring_in_line(self, part: Part, made: AskPart) -> None:
        made.refresh()
        shown = is_shown(part, self._workspace.visit, self._workspace.assessment)
        if self._shown.get(part.id) is not shown:
            self._shown[part.id] = shown
            made.setVisible(shown)

    def flush(self) -> None:
        for part in self.parts.values():
            part.flush()

    def place_of(self, part_id: str, finding: str) -> QWidget:
        """What to go to for a finding of a part: its line, else the part, else the section."""
        part = self.parts.get(part_id)
        if part is None or part.isHidden():
            return self
        return part.lines.get(finding, part) if isinstance(part, LinesPart) else part

    def _made(self, part: Part) -> AskPart:
        workspace, source, ask = self._workspace, self._source, part.ask
        if part.lines:
            return LinesPart(workspace, source, part, self._asked.authored.words.rest_no)
        if isinstance(ask, AskNumber):
            return NumberAsk(workspace, source, ask)
        if isinstance(ask, AskScore):
            return _headed(score_ask(workspace, source, ask), part.title)
        if isinstance(ask, AskChoice):
            return ChoiceAsk(workspace, source, ask)
        return MapPart(workspace, source, self._asked)


def _headed(made: AskPart, title: str) -> AskPart:
    """With its title, which in the questions stands on the page around it."""
    card = made.findChild(Card)
    assert isinstance(card, Card)
    card.setAccessibleName(title)
    card.body.insertWidget(0, section(title))
    return made
