"""The choices side by side: the same rows, type and width for each; none is called best.

What is open to the person comes from the assessment; every word about a choice from the content.
While help is needed first, the comparison gives way to a notice.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content.rules import GateRow
from mgaid.core.content.texts import Option
from mgaid.core.phrases import first_sentence
from mgaid.core.urgency import what_to_do
from mgaid.ui.evidence import evidence_of, show_evidence
from mgaid.ui.help_now import flag_steps, region_words
from mgaid.ui.levels import GATE_LEVELS
from mgaid.ui.option_sheet import Sheet
from mgaid.ui.parts import (
    Button,
    CertaintyBadge,
    CheckBox,
    Chip,
    FlowLayout,
    IconLabel,
    IconLine,
    Notice,
    SpokenLinks,
    clear,
    keep_spacing,
    label,
    title,
)
from mgaid.ui.parts.frames import LEVEL_ICONS
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

MAIN = (
    ("what_it_takes", "What it takes"),
    ("good_points", "Good points"),
    ("bad_points", "Bad points"),
    ("take_care", "Take care"),
    ("in_numbers", "In numbers"),
)
ALL = (
    ("what_it_is", "What it is"),
    ("what_it_takes", "What it takes"),
    ("good_points", "Good points"),
    ("bad_points", "Bad points"),
    ("what_people_notice", "What people notice"),
    ("time_and_cost", "Time and cost"),
    ("take_care", "Take care"),
    ("if_i_do_nothing", "If I do nothing"),
    ("in_numbers", "In numbers"),
)
TINTS = {"danger": "warn_soft", "warn": "warn_soft"}
OPEN = "Open to you"
AT_ONCE_WHEN_NARROW = 2
LABEL_PX, COLUMN_PX = 132, 170
REASONS_SHOWN = 2
ANSWER = "Answer what is open"
CHOICES_WAIT = "The choices can wait."
LEAST_ROWS = 5


class OptionGrid(QWidget):
    """The comparison. ``page_wanted`` carries the page to go to, such as that of an open answer."""

    page_wanted = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        heading: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._source = source
        self._made: object = None
        self._said = ""
        self._chosen = list(workspace.content.options)[:AT_ONCE_WHEN_NARROW]
        self._food_first = ""
        self._leans: dict[str, CheckBox] = {}
        column = QVBoxLayout(self)
        keep_spacing(source, column, "gap")
        column.addLayout(self._top(heading))
        self._gate_line = QWidget()
        self._gate_row = QHBoxLayout(self._gate_line)
        keep_spacing(source, self._gate_row, "pad")
        column.addWidget(self._gate_line)
        self._which = QWidget()
        which = FlowLayout(self._which)
        self._columns: dict[str, Chip] = {}
        for option in workspace.content.options.values():
            chip = Chip(source, option.name)
            chip.setProperty("option", option.id)
            chip.clicked.connect(self._on_column)
            self._columns[option.id] = chip
            which.addWidget(chip)
        column.addWidget(self._which)
        self._head = Sheet(source, head=True)
        self._body = Sheet(source)
        self._foot = Sheet(source, foot=True)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName("What each choice means")
        self._scroll.setWidget(self._body)
        self._scroll.viewport().installEventFilter(self)
        self._table = QWidget()
        table = QVBoxLayout(self._table)
        table.setContentsMargins(0, 0, 0, 0)
        table.setSpacing(0)
        table.addWidget(self._head)
        table.addWidget(self._scroll, 1)
        table.addWidget(self._foot)
        column.addWidget(self._table, 1)
        self._notice = Notice(source, "danger", "", size="title", alert=True)
        column.addWidget(self._notice)
        column.addStretch(0)
        workspace.changed.connect(self._on_changed)
        source.changed.connect(self._on_changed)

    @Slot()
    def refresh(self) -> None:
        """Follow the visit; the table is made again only when what it says changes."""
        content = self._workspace.content
        assessment = self._workspace.assessment
        hidden = assessment.help_first
        for part in (self._points, self._gate_line, self._table):
            part.setHidden(hidden)
        self._notice.setVisible(hidden)
        self._which.setHidden(hidden or not self._narrow)
        if hidden:
            self._show_notice()
            return
        shown = self._shown()
        for option, chip in self._columns.items():
            chip.setChecked(option in shown)
        leaning = self._workspace.visit.leaning
        self._food_first = self._held_food()
        all_points, theme = self._all.isChecked(), self._source.theme
        wanted = (shown, all_points, assessment.gate, self._food_first, theme)
        without_tick = set(leaning) & set(shown) - set(self._leans)
        if wanted != self._made or without_tick:
            self._made = wanted
            self._make([content.options[option] for option in shown])
        for option, tick in self._leans.items():
            tick.show_checked(option in leaning)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _on_changed(self) -> None:
        if self.isVisible():  # out of sight it costs nothing; it catches up when shown
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the head over its columns when a scroll bar takes room beside them."""
        if event.type() == QEvent.Type.Resize:
            taken = self._scroll.width() - self._scroll.viewport().width()
            for part in (self._head, self._foot):
                part.grid.setContentsMargins(0, 0, taken, 0)
            self._fit_height()
        return super().eventFilter(watched, event)

    # ---------------------------------------------------------------- making

    def _top(self, heading: str) -> QBoxLayout:
        row = QHBoxLayout()
        keep_spacing(self._source, row, "column")
        head = title(heading)
        head.setObjectName("page_title")
        row.addWidget(head, 1)
        self._points = QWidget()
        chips = QHBoxLayout(self._points)
        keep_spacing(self._source, chips, "gap")
        main = Chip(self._source, "Main points")
        self._all = Chip(self._source, "All nine points")
        group = QButtonGroup(self)
        for chip in (main, self._all):
            group.addButton(chip)
            chips.addWidget(chip)
        main.setChecked(True)
        self._all.toggled.connect(self.refresh)
        row.addWidget(self._points)
        return row

    @property
    def _narrow(self) -> bool:
        theme = self._source.theme
        count = len(self._columns)
        needed = (LABEL_PX + count * COLUMN_PX) * theme.text_scale
        return not theme.wide or 0 < self.width() < needed

    def _shown(self) -> tuple[str, ...]:
        order = tuple(self._columns)
        return tuple(o for o in order if o in self._chosen) if self._narrow else order

    def _gate(self) -> GateRow:
        level = self._workspace.assessment.gate.level
        return next(row for row in self._workspace.content.gate if row.level == level)

    def _held_food(self) -> str:
        """Whom to ask before eating more magnesium, in the words of the Foods tab; or ""."""
        from mgaid.ui.pantry import food_limit  # only these columns want what is read about foods

        held = food_limit(self._workspace.assessment)
        return "" if held is None else held.head

    def _make(self, options: Sequence[Option]) -> None:
        self._show_gate()
        tints = {
            1 + place: TINTS.get(GATE_LEVELS[self._gate().level], "")
            for place, option in enumerate(options)
            if option.gated
        }
        self._leans = {}
        label_px = round(LABEL_PX * self._source.theme.text_scale)
        for part in (self._head, self._body, self._foot):
            part.start(len(options), tints, label_px)
        self._head.add_row([_empty(), *(self._name(option) for option in options)])
        self._body.add_row([_row_name("For you"), *(self._for_you(o) for o in options)])
        for field, words in ALL if self._all.isChecked() else MAIN:
            cells = [_cell(option, words, str(getattr(option, field))) for option in options]
            self._body.add_row([_row_name(words), *cells])
        self._body.add_row([_row_name("How sure we are"), *(self._how_sure(o) for o in options)])
        last = [_row_name("You lean to", strong=True), *(self._lean(o) for o in options)]
        self._foot.add_row(last)
        self._fit_height()

    def _fit_height(self) -> None:
        """Rows scroll under the head; with large text the whole page scrolls instead, as one."""
        theme = self._source.theme
        least = LEAST_ROWS * theme.px("row")
        if not theme.wide:
            whole = self._body.grid.totalHeightForWidth(self._scroll.viewport().width())
            least = max(least, whole)  # -1 before there are rows
        self._scroll.setMinimumHeight(least)

    def _name(self, option: Option) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        keep_spacing(self._source, row, "gap")
        row.addWidget(IconLabel(self._source, option.icon))
        row.addWidget(label(option.name, "strong"), 1)
        return made

    def _for_you(self, option: Option) -> QWidget:
        if option.by_food and self._food_first:
            words = f"Open, {self._food_first[:1].lower()}{self._food_first[1:]}"
            return IconLine(self._source, LEVEL_ICONS["warn"], "", "warn", "caption", strong=words)
        if not option.gated:
            return _cell(option, "For you", OPEN, "caption")
        tone = GATE_LEVELS[self._gate().level]
        head = self._gate().head
        return IconLine(self._source, LEVEL_ICONS[tone], "", tone, "caption", strong=head)

    def _how_sure(self, option: Option) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "")
        words = self._workspace.content.words.certainty[option.certainty]
        badge = CertaintyBadge(self._source, option.certainty, words)
        badge.setAccessibleName(f"{option.name}: {badge.accessibleName()}")
        badge.setProperty("option", option.id)
        badge.clicked.connect(self._on_badge)
        column.addWidget(badge)
        # The badge alone would claim too much: it may be sure of something else than twitching.
        said = option.how_sure.removeprefix(f"{words}. ")
        column.addWidget(label(said, "caption", "text2"))
        return made

    def _lean(self, option: Option) -> QWidget:
        shut = option.gated and self._workspace.assessment.gate.closed
        if shut and option.id not in self._workspace.visit.leaning:
            return label(self._gate().head, tone="text2")
        tick = CheckBox(self._source, "This one")
        tick.setAccessibleName(f"{option.name}: this one")
        tick.setProperty("option", option.id)
        tick.toggled.connect(self._on_lean)
        self._leans[option.id] = tick
        return self._still_shut(tick) if shut else tick

    def _still_shut(self, tick: CheckBox) -> QWidget:
        """A leaning from before the choice was closed is the person's to keep; not unsaid."""
        said = self._gate().head
        tick.setAccessibleDescription(said)
        made = QWidget()
        column = QVBoxLayout(made)
        keep_spacing(self._source, column, "")
        column.addWidget(tick)
        column.addWidget(label(said, tone="text2"))
        return made

    def _show_gate(self) -> None:
        """What the gated choice is held up by, in the words of the content."""
        clear(self._gate_row)
        content, gate = self._workspace.content, self._workspace.assessment.gate
        row = self._gate()
        names = [option.name for option in content.options.values() if option.gated]
        whys = [content.gate_reasons[f].why for f in gate.reasons[:REASONS_SHOWN]]
        tone = GATE_LEVELS[row.level]
        starts = (first_sentence(text) for text in (row.say, row.changes))
        words = " ".join(dict.fromkeys(whys)) or " ".join(starts)
        head = f"{', '.join(names)}: {row.head[:1].lower()}{row.head[1:]}."
        rich = f"<b>{html.escape(head)}</b> {html.escape(words)}"
        said = label("", rich=True)
        self._gate_row.addWidget(IconLabel(self._source, LEVEL_ICONS[tone], tone, 20))
        self._gate_row.addWidget(said, 1)
        pages = [content.page_asking.get(finding) for finding in gate.open]
        wanted = next((page for page in pages if page is not None), None)
        if wanted is not None:
            # A link in the line: a button of its own would take a row of the table away.
            accent = self._source.theme.color("accent").name()
            rich += f' <a href="{wanted}" style="color: {accent}">{ANSWER}</a>'
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)
            said.linkActivated.connect(self.page_wanted)
            SpokenLinks(said)
        said.setText(rich)

    def _show_notice(self) -> None:
        content, assessment = self._workspace.content, self._workspace.assessment
        words = next(u for u in content.words.urgency if u.id == assessment.urgency.name)
        top = [flag.id for flag in assessment.flags if flag.level is assessment.urgency]
        steps: list[str] = []
        for flag in top[:1]:
            region = region_words(content, self._workspace.visit)
            if assessment.emergency:
                steps += flag_steps(content, flag, region)
            else:
                steps.append(what_to_do(content, flag, region))
        lines = [words.when, *dict.fromkeys(steps), CHOICES_WAIT]
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
        if self._said == body:
            return
        self._said = body
        self._notice.set_content("danger", words.head, body)
        onward = Button(self._source, "Go to your page", "outlined", "page")
        onward.clicked.connect(self._on_page)
        self._notice.set_actions([onward])

    # ---------------------------------------------------------------- slots

    @Slot()
    def _on_column(self) -> None:
        """Show this choice; the one shown longest gives way."""
        option = str(self.sender().property("option"))
        if option not in self._chosen:
            self._chosen = [*self._chosen[1:], option]
        self.refresh()

    @Slot()
    def _on_lean(self) -> None:
        told = set(self._workspace.visit.leaning) - set(self._leans)
        told |= {option for option, tick in self._leans.items() if tick.isChecked()}
        self._workspace.change("You lean to", leaning=tuple(o for o in self._columns if o in told))

    @Slot()
    def _on_badge(self) -> None:
        option = self._workspace.content.options[str(self.sender().property("option"))]
        evidence = evidence_of(option, option.how_sure, option.in_numbers)
        show_evidence(self._source, self._workspace.content, evidence, self.window())

    @Slot()
    def _on_page(self) -> None:
        pages = self._workspace.content.pages.values()
        summary = next(p.id for p in pages for ask in p.ask if ask.kind == "summary")
        self.page_wanted.emit(summary)


def _cell(option: Option, row: str, words: str, kind: str = "body") -> QWidget:
    """What a choice has in a row, said with both: a screen reader meets it by itself."""
    made = label(words, kind)
    made.setAccessibleName(f"{option.name}, {row}: {words}")
    return made


def _row_name(words: str, strong: bool = False) -> QWidget:
    made = label(words, "caption_strong", "" if strong else "text2")
    made.setAccessibleName(words)
    return made


def _empty() -> QWidget:
    return QWidget()
