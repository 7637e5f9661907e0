"""One day of the diary as a form: every field is optional, and every answer is kept at once.

It shows what the visit says of the day in hand; which days can be noted is decided by
``core.diary``, and every word comes from the content.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from mgaid.core import diary
from mgaid.core.content.diary_models import DiaryFile, DiaryNumber, DiaryOption
from mgaid.core.phrases import day_text
from mgaid.core.visit import DiaryEntry
from mgaid.ui.diary_fields import DayEdit, FigureField
from mgaid.ui.parts import (
    Button,
    Card,
    Chip,
    ErrorLine,
    FlowLayout,
    IconLine,
    Rule,
    SegmentedRadio,
    YesNoUnsure,
    caption,
    keep_spacing,
    label,
    pad_field,
)
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

LONGEST_NOTE = 2000
DAY_WIDTH_PX = 210
NARROW_PX = 640  # from here down, weakness is answered below its words


class DiaryForm(Card):
    """The fields of the day in hand. ``edited`` follows every answer, ``deleted`` a deletion."""

    edited = Signal()
    deleted = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        authored: DiaryFile,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(source, authored.title, parent)
        self._workspace = workspace
        self._source = source
        self._authored = authored
        self.day = workspace.today
        self.body.addWidget(caption(authored.words.lead))
        self._add_day_row()
        self._fields = QWidget()
        column = QVBoxLayout(self._fields)
        keep_spacing(source, column, "pad")
        self.body.addWidget(self._fields)
        self._numbers: dict[str, FigureField] = {}
        self._add_numbers(column)
        self._when = self._add_chips(column, "when", authored.label.when, authored.times)
        self._where = self._add_chips(column, "where", authored.label.where, authored.places)
        self._add_weakness(column)
        self._add_choices(column)
        self._add_note(column)
        source.changed.connect(self._on_theme)
        self._on_theme()

    # ---------------------------------------------------------------- the day

    def show_day(self, day: date) -> None:
        """Put another day in hand."""
        self.day = day
        blocked = self._day.blockSignals(True)
        self._day.setDate(QDate(day.year, day.month, day.day))
        self._day.blockSignals(blocked)
        entry = self._entry()
        for name, field in self._numbers.items():
            field.show_fresh(getattr(entry, name))
        self.refresh()

    def refresh(self) -> None:
        """Show what the visit says of the day in hand."""
        visit, today = self._workspace.visit, self._workspace.today
        problem = diary.day_problem(self._authored, visit, today, self.day)
        if problem != self._day_error.text():
            self._day_error.show_error(problem)
            self._day.setAccessibleDescription(problem)
        self._fields.setEnabled(not problem)
        entry = self._entry()
        for name, field in self._numbers.items():
            field.follow(getattr(entry, name))
        for chips, told in ((self._when, entry.when), (self._where, entry.where)):
            for option, chip in chips.items():
                if chip.isChecked() is not (option in told):
                    chip.setChecked(option in told)
        for choice, answer in (
            (self._weakness, entry.weakness or ""),
            (self._exercise, entry.exercise or ""),
            (self._cramps, entry.cramps or ""),
            (self._stress, "" if entry.stress is None else str(entry.stress)),
        ):
            if choice.value() != answer:
                choice.set_value(answer)
        weak = diary.findings_noted(self._workspace.content, visit)
        self._said.setVisible(bool(weak) and not problem)
        if self._note.text() != entry.note:
            self._note.setText(entry.note)
        self._show_actions(problem, today)

    def start_here(self) -> None:
        """Put the cursor where a day begins."""
        self._numbers["minutes"].setFocus()

    def _show_actions(self, problem: str, today: date) -> None:
        visit, words = self._workspace.visit, self._authored.words
        before = diary.entry_before(visit, self.day)
        shown = before is not None and not problem
        self._same.setVisible(shown)
        self._same_hint.setVisible(shown)
        if before is not None:
            next_day = before.day + timedelta(days=1)
            told = words.same_as_day.replace("{day}", day_text(before.day))
            self._same.setText(words.same_as_yesterday if self.day == today == next_day else told)
        self._delete.setVisible(diary.entry_on(visit, self.day) is not None)

    def _entry(self) -> DiaryEntry:
        return diary.entry_on(self._workspace.visit, self.day) or DiaryEntry(day=self.day)

    def _tell(self, name: str, told: object) -> None:
        """Keep one answer of the day in hand; typing on in a field is one step to undo."""
        self.edited.emit()
        visit = diary.noted(self._workspace.visit, self.day, **{name: told})
        self._workspace.edit(visit, self._authored.title, merge=f"diary {self.day} {name}")

    # ---------------------------------------------------------------- fields

    def _add_day_row(self) -> None:
        words, source = self._authored.words, self._source
        name = label(self._authored.label.day, "caption", "text2")
        self._day = DayEdit(self._authored.label.day)
        self._day.dateChanged.connect(self._on_day)
        name.setBuddy(self._day)
        self._same = Button(source, words.same_as_yesterday, "outlined")
        self._same.setAccessibleDescription(words.same_hint)
        self._same.clicked.connect(self._on_same)
        self._delete = Button(source, words.delete, "link", "bin")
        self._delete.clicked.connect(self._on_delete)
        row = FlowLayout(spacing=12)
        for part in (self._day, self._same, self._delete):
            row.addWidget(part)
        self._day_error = ErrorLine(source)
        self._same_hint = caption(words.same_hint)
        self.body.addWidget(name)
        self.body.addLayout(row)
        for line in (self._day_error, self._same_hint):
            self.body.addWidget(line)

    def _add_numbers(self, column: QBoxLayout) -> None:
        row = FlowLayout(spacing=24)
        for number in self._authored.number:
            field = FigureField(self._source, number, self._units(number))
            field.told.connect(self._on_figure)
            self._numbers[number.id] = field
            row.addWidget(field)
        column.addLayout(row)

    def _units(self, number: DiaryNumber) -> list[tuple[str, str, float]]:
        """The units a figure may be told in; a cup counts as in the caffeine question."""
        caffeine = self._authored.caffeine
        units = [(number.unit, number.unit, 1.0)]
        if number.id == caffeine.field:
            items = [i for score in self._workspace.content.scores.values() for i in score.items]
            cup = next(i.per_unit for i in items if i.id == caffeine.item) or 1.0
            units.insert(0, (caffeine.item, caffeine.cups, cup))
        return units

    def _add_chips(
        self, column: QBoxLayout, name: str, words: str, options: Sequence[DiaryOption]
    ) -> dict[str, Chip]:
        row = FlowLayout(spacing=8)
        made = {}
        for option in options:
            chip = Chip(self._source, option.text)
            chip.setAccessibleName(f"{words}: {option.text}")
            chip.setProperty("field", name)
            chip.clicked.connect(self._on_chip)
            made[option.id] = chip
            row.addWidget(chip)
        column.addLayout(_under(self._source, words, row))
        return made

    def _add_weakness(self, column: QBoxLayout) -> None:
        words, source = self._authored, self._source
        self._weakness = YesNoUnsure(source, words.label.weakness)
        self._weakness.describe(words.words.weakness_hint)
        self._weakness.setProperty("field", "weakness")
        self._weakness.answered.connect(self._on_choice)
        self._said = IconLine(source, "warn", words.words.weakness_said, tone="warn")
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(label(words.label.weakness))
        told.addWidget(caption(words.words.weakness_hint))
        self._weakness_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        keep_spacing(source, self._weakness_row, "pad")
        self._weakness_row.addLayout(told, 1)
        # Aligned, or the row below the words would be as narrow as this and as high as that takes.
        self._weakness_row.addWidget(self._weakness, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(Rule())
        column.addLayout(self._weakness_row)
        column.addWidget(self._said)
        column.addWidget(Rule())

    def _add_choices(self, column: QBoxLayout) -> None:
        words, labels = self._authored.words, self._authored.label
        yes_no = [("yes", words.yes.capitalize()), ("no", words.no.capitalize())]
        stress = [(one.id, one.text) for one in self._authored.stress]
        self._exercise = self._choice("exercise", labels.exercise, yes_no)
        self._cramps = self._choice("cramps", labels.cramps, yes_no)
        self._stress = self._choice("stress", labels.stress, stress)
        row = FlowLayout(spacing=24)
        for made, name in (
            (self._exercise, labels.exercise),
            (self._cramps, labels.cramps),
            (self._stress, labels.stress),
        ):
            group = QWidget()
            group.setLayout(_under(self._source, name, made))
            row.addWidget(group)
        column.addLayout(row)

    def _choice(self, name: str, words: str, options: Sequence[tuple[str, str]]) -> SegmentedRadio:
        made = SegmentedRadio(self._source, options, words, clearable=True)
        made.setProperty("field", name)
        made.chosen.connect(self._on_choice)
        return made

    def _add_note(self, column: QBoxLayout) -> None:
        name = label(self._authored.label.note, "caption", "text2")
        self._note = QLineEdit()
        self._note.setAccessibleName(self._authored.label.note)
        self._note.setMaxLength(LONGEST_NOTE)
        # A screen reader's text is changed, never "edited".
        self._note.textChanged.connect(self._on_note)
        name.setBuddy(self._note)
        lines = QVBoxLayout()
        keep_spacing(self._source, lines, "tiny")
        lines.addWidget(name)
        lines.addWidget(self._note)
        column.addLayout(lines)

    # ---------------------------------------------------------------- what the person does

    @Slot(QDate)
    def _on_day(self, chosen: QDate) -> None:
        self.edited.emit()
        self.show_day(date(chosen.year(), chosen.month(), chosen.day()))

    @Slot()
    def _on_same(self) -> None:
        self.edited.emit()
        visit = diary.same_as_before(self._authored, self._workspace.visit, self.day)
        self._workspace.edit(visit, self._same.text())
        first = self._weakness.findChild(QRadioButton)
        assert isinstance(first, QRadioButton)
        first.setFocus()

    @Slot()
    def _on_delete(self) -> None:
        entry = self._entry()
        self.edited.emit()
        self._day.setFocus()
        self._workspace.edit(
            diary.without_day(self._workspace.visit, self.day), self._authored.words.delete
        )
        self.show_day(self.day)
        self.deleted.emit(entry)

    @Slot(str, object)
    def _on_figure(self, name: str, figure: float | None) -> None:
        self._tell(name, figure)

    @Slot()
    def _on_chip(self) -> None:
        name = str(self.sender().property("field"))
        chips = self._when if name == "when" else self._where
        self._tell(name, tuple(option for option, chip in chips.items() if chip.isChecked()))

    @Slot(str)
    def _on_choice(self, answer: str) -> None:
        name = str(self.sender().property("field"))
        told: str | int | None = answer or None
        self._tell(name, int(answer) if name == "stress" and answer else told)

    @Slot(str)
    def _on_note(self, text: str) -> None:
        if text != self._entry().note:
            self._tell("note", text)

    @Slot()
    def _on_theme(self) -> None:
        theme = self._source.theme
        self._day.setFixedSize(round(DAY_WIDTH_PX * theme.text_scale), theme.px("field"))
        pad_field(self._source, self._day)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < NARROW_PX * self._source.theme.text_scale
        way = QBoxLayout.Direction
        self._weakness_row.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


def _under(source: ThemeSource, words: str, content: QWidget | FlowLayout) -> QVBoxLayout:
    """A small head over what it names."""
    column = QVBoxLayout()
    keep_spacing(source, column, "tiny")
    column.addWidget(label(words, "caption", "text2"))
    if isinstance(content, QWidget):
        column.addWidget(content)
    else:
        column.addLayout(content)
    return column
