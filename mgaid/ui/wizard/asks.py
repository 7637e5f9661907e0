"""The parts of a page that are picked: ticks, lines with Yes / No / Not sure, and choices.

Each shows what the visit says, tells the workspace what is picked, and judges nothing.
"""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QRadioButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from mgaid.core.content.asking import AskChoice, AskRows, AskTicks
from mgaid.core.content.models import Answer
from mgaid.core.phrases import upper
from mgaid.ui.parts import Card, QuestionRow, Rule, TickGroup, keep_spacing, label
from mgaid.ui.parts.assisted import Assisted
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import telling
from mgaid.ui.workspace import Workspace

WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class AskPart(QWidget):
    """One part of a page. ``refresh`` shows the visit silently; ``flush`` tells what is pending."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.source = source
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)

    def refresh(self) -> None:
        """Bring the part in line with the visit; tells nothing."""

    def flush(self) -> None:
        """Tell at once what was typed and waits."""


class TicksAsk(AskPart):
    """A box of signs to tick."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskTicks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._ask = ask
        findings = workspace.content.findings
        items = [(f, ask.labels.get(f) or upper(findings[f].label)) for f in ask.items]
        self._group = TickGroup(source, ask.title, items, self)
        self._group.answered.connect(self._on_answered)
        self.column.addWidget(self._group, 1)

    def refresh(self) -> None:
        told = {f: self.workspace.visit.findings.get(f) for f in self._ask.items}
        if told != self._group.answers():
            self._group.set_answers(told)

    @Slot(object)
    def _on_answered(self, answers: dict[str, Answer | None]) -> None:
        told = self.workspace.visit.findings
        changed = {f: answer for f, answer in answers.items() if told.get(f) != answer}
        self.workspace.answer(changed, self._ask.title)


class RowsAsk(AskPart):
    """Lines answered one by one, together on one card."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskRows,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        card = Card(source, parent=self)
        if ask.title:
            card.body.addWidget(label(ask.title, "strong"))
        self._rows: dict[str, QuestionRow] = {}
        lines = QVBoxLayout()
        keep_spacing(source, lines, "gap" if ask.pictures else "")
        card.body.addLayout(lines)
        for place, finding_id in enumerate(ask.items):
            finding = workspace.content.findings[finding_id]
            picture = ask.pictures.get(finding_id, "")
            row = QuestionRow(
                source,
                finding.question,
                finding.hint,
                f"feel_{picture}" if picture else "",
            )
            row.setProperty("finding", finding_id)
            row.answered.connect(self._on_answered)
            if place:
                lines.addWidget(Rule())
            lines.addWidget(row)
            self._rows[finding_id] = row
        self.column.addWidget(card)

    def refresh(self) -> None:
        for finding, row in self._rows.items():
            told = self.workspace.visit.findings.get(finding, "")
            if told != row.answer():
                row.set_answer(told)

    @Slot(str)
    def _on_answered(self, answer: str) -> None:
        row = self.sender()
        finding = str(row.property("finding"))
        told = cast("Answer", answer) if answer else None
        self.workspace.answer({finding: told}, "Answer")


class ChoiceAsk(AskPart):
    """One of several, as radio buttons; picking the chosen one again, or Delete, clears it."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskChoice,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._ask = ask
        card = Card(source, parent=self)
        card.setAccessibleName(ask.title)
        card.body.addWidget(label(ask.title, "strong"))
        if ask.hint:
            card.body.addWidget(label(ask.hint, tone="text2"))
        self._list = RadioList(source, ask.title, [(o.id, o.text, o.hint) for o in ask.options])
        self._list.chosen.connect(self._on_chosen)
        card.body.addWidget(self._list)
        card.body.addStretch(1)
        self.column.addWidget(card, 1)

    def refresh(self) -> None:
        self._list.set_value(telling.chosen(self.workspace.visit, self._ask))

    @Slot(str)
    def _on_chosen(self, option: str) -> None:
        self.workspace.edit(telling.choose(self.workspace.visit, self._ask, option), "Answer")


class RadioList(QWidget):
    """Radio buttons that can be cleared; below each other, or side by side if they fit."""

    chosen = Signal(str)

    def __init__(
        self,
        source: ThemeSource,
        name: str,
        options: list[tuple[str, str, str]],
        across: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """``options`` are (id, words, hint)."""
        super().__init__(parent)
        self._source = source
        self._value = ""
        self._across = across
        self._columns = 0
        self.setAccessibleName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._buttons: dict[str, Radio] = {}
        self._cells: list[QWidget] = []
        for option, words, hint in options:
            button = Radio(source, words)
            button.setAccessibleName(f"{name} {words}")
            button.setAccessibleDescription(hint)
            button.clicked.connect(self._on_clicked)
            self._buttons[option] = button
            self._cells.append(self._cell(button, hint))
        source.changed.connect(self._arrange)
        self._arrange()

    def value(self) -> str:
        return self._value

    def set_value(self, value: str) -> None:
        """Show an answer from elsewhere; tells nothing."""
        if value == self._value and self._is_shown(value):
            return
        self._value = value
        for option, button in self._buttons.items():
            button.setAutoExclusive(False)
            button.setChecked(option == value)
        for button in self._buttons.values():
            button.setAutoExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if self._value:
                self.set_value("")
                self.chosen.emit("")
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        """One option's width is enough; more would keep the row from ever wrapping."""
        least = max(cell.minimumSizeHint().width() for cell in self._cells)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: object) -> None:
        self._arrange()

    def _is_shown(self, value: str) -> bool:
        return all(button.isChecked() is (o == value) for o, button in self._buttons.items())

    def _cell(self, button: Radio, hint: str) -> QWidget:
        if not hint:
            return button
        cell = QFrame()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(button)
        words = label(hint, "caption", "text2")
        words.setIndent(button.indent())
        column.addWidget(words)
        return cell

    @Slot()
    def _arrange(self) -> None:
        gap = self._source.theme.px("column")
        self._grid.setHorizontalSpacing(gap)
        columns = self._fitting(gap) if self._across else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, cell in enumerate(self._cells):
            self._grid.removeWidget(cell)
            self._grid.addWidget(cell, place // columns, place % columns)
        one_row = columns == len(self._cells) and self._across
        for column in range(len(self._cells) + 1):
            even = not one_row and column < columns
            last = one_row and column == columns
            self._grid.setColumnStretch(column, 1 if even or last else 0)

    def _fitting(self, gap: int) -> int:
        """All in one row if they fit; else columns of one width, as even as can be."""
        many = len(self._cells)
        widths = [cell.sizeHint().width() + gap for cell in self._cells]
        if sum(widths) <= self.width() or not self._columns:
            return many
        columns = min(many, max(1, (self.width() + gap) // max(widths)))
        rows = -(-many // columns)
        return -(-many // rows)

    @Slot()
    def _on_clicked(self) -> None:
        on = next((o for o, button in self._buttons.items() if button.isChecked()), "")
        if on == self._value:
            on = ""
        self.set_value(on)
        self._value = on
        self.chosen.emit(on)


class Radio(Assisted, QRadioButton):
    """A radio button whose words wrap; they are bold when it is on."""

    def __init__(self, source: ThemeSource, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._source = source
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.toggled.connect(self.on_assisted)
        source.changed.connect(self._on_theme)

    def indent(self) -> int:
        return self._source.theme.px("radio") + self._source.theme.px("pad")

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        theme = self._source.theme
        above_and_below = theme.px("row") - self._metrics().height()
        return self._words_height(width - self.indent()) + above_and_below

    def sizeHint(self) -> QSize:
        # The advance alone can be a pixel short of the room the words take on one line.
        words = self._metrics().boundingRect(QRect(0, 0, 10_000, 10_000), WRAP, self.text())
        return QSize(self.indent() + words.width(), self._source.theme.px("row"))

    def minimumSizeHint(self) -> QSize:
        longest = max(
            (self._metrics().horizontalAdvance(w) for w in self.text().split()), default=0
        )
        return QSize(self.indent() + longest, self._source.theme.px("row"))

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            event.ignore()  # the list takes the answer back
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = self._source.theme
        option = QStyleOptionButton()
        self.initStyleOption(option)
        side = theme.px("radio")
        option.rect = QRect(0, (theme.px("row") - side) // 2, side, side)
        painter = QPainter(self)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorRadioButton, option, painter, self
        )
        painter.setPen(theme.color("text" if self.isEnabled() else "disabled"))
        painter.setFont(theme.font(bold=self.isChecked()))
        above = (theme.px("row") - self._metrics().height()) // 2
        words = QRect(self.indent(), above, self.width() - self.indent(), self.height())
        painter.drawText(words, WRAP, self.text())

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._source.theme.font(bold=True))  # bold is wider: no jump when on

    def _words_height(self, width: int) -> int:
        room = QRect(0, 0, max(width, 1), 10_000)
        return self._metrics().boundingRect(room, WRAP, self.text()).height()

    @Slot()
    def _on_theme(self) -> None:
        self.updateGeometry()
        self.update()
