"""The wizard's footer, and the layout Qt gives a wizard, made as flat as the look wants it.

Hides how Qt builds a wizard's window: a grid with the side widget, the page and a row of buttons.
The footer gives way step by step where the window is narrow or the text large.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
    QWizard,
)

from mgaid.ui.parts import Button, label
from mgaid.ui.theme import ThemeSource

NEXT_WIDTH_PX = 136
BACK_WIDTH_PX = 108
DIRECT = Qt.FindChildOption.FindDirectChildrenOnly
GO_ON = "Go on with the questions"
GO_ON_SHORT = "Go on"


class _Way(Button):
    """Back, Next and Finish: one press, one page.

    The second press of a double click, and a key held down, would answer for a page unseen.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            super().keyPressEvent(event)


class Footer:
    """Get help now, Save and close, what is left, Back, Next."""

    def __init__(self, wizard: QWizard, source: ThemeSource) -> None:
        self._wizard = wizard
        self._source = source
        self.help = Button(source, "Get help now", "danger", "phone")
        self.save = Button(source, "Save and close", "quiet")
        self.back = _Way(source, "Back", "outlined", "back")
        self.next = _Way(source, "Next", "primary", "next", icon_after=True)
        self.finish = _Way(source, "Finish", "outlined", "next", icon_after=True)
        self.note: QLabel = label("", tone="text2", wrap=False)
        self._sheet = QFrame()
        self._sheet.setProperty("footer", True)
        self._fitted: object = None
        self._plain = False
        kinds = QWizard.WizardButton
        for kind, button in (
            (kinds.CustomButton1, self.help),
            (kinds.CustomButton2, self.save),
            (kinds.BackButton, self.back),
            (kinds.NextButton, self.next),
            (kinds.FinishButton, self.finish),
        ):
            text = button.text()
            wizard.setButton(kind, button)
            wizard.setButtonText(kind, text)
        wizard.setButtonLayout(
            [
                kinds.CustomButton1,
                kinds.CustomButton2,
                kinds.Stretch,
                kinds.BackButton,
                kinds.NextButton,
                kinds.FinishButton,
            ]
        )

    @property
    def buttons(self) -> tuple[Button, ...]:
        """In the order of the Tab key."""
        return (self.help, self.save, self.back, self.next, self.finish)

    def find_layout(self) -> None:
        """Learn where Qt put things; a page must have been added. What Qt made is only looked at
        through widgets and layouts: its layout items die when Qt lays the wizard out anew."""
        frame = self._wizard.page(self._wizard.pageIds()[0]).parentWidget()
        assert frame is not None
        holder = frame.parentWidget()
        assert holder is not None
        grid = holder.layout()
        assert isinstance(grid, QGridLayout)
        row = grid.findChild(QHBoxLayout)
        assert isinstance(row, QHBoxLayout)
        self._frame, self._holder, self._grid, self._row = frame, holder, grid, row

    def flatten(self) -> None:
        """Take away Qt's margins and rulers, and lie under the row of buttons.

        Qt makes this layout anew now and then, so this runs after every change of page.
        """
        frame, grid = self._frame, self._grid
        beside = self._wizard.sideWidget().parentWidget()
        layouts = (self._wizard.layout(), grid, frame.layout(), beside and beside.layout())
        for layout in layouts:
            if layout:
                layout.setContentsMargins(0, 0, 0, 0)
                layout.setSpacing(0)
        for line in range(grid.rowCount()):
            grid.setRowMinimumHeight(line, 0)
        ours = (frame, beside, self._sheet, self.note)
        for widget in self._holder.findChildren(QWidget, options=DIRECT):
            if widget not in ours and not isinstance(widget, QPushButton):
                widget.hide()  # Qt's own ruler and header
        if self._row.indexOf(self.note) < 0:
            self._row.insertWidget(self._row.indexOf(self.back), self.note)
        place = grid.indexOf(self._row)
        if place >= 0 and grid.indexOf(self._sheet) < 0:
            grid.addWidget(self._sheet, *_cell(grid.getItemPosition(place)))
        self._sheet.setFixedHeight(self._source.theme.px("footer"))
        self._sheet.lower()
        self._sheet.show()
        self._fitted = None

    def show(self, note: str, *, call: bool) -> None:
        """``note`` says what is left; ``call`` is the call for help, whose way on is not pushed."""
        self.note.setText(note)
        kind = "outlined" if call else "primary"
        if self.next.kind != kind:
            self.next.set_kind(kind)

    def fit(self, room: int) -> None:
        """Fill ``room`` px: first the note and long words go, then the gaps, then icons."""
        wanted = (room, self._source.theme, self.note.text(), self._wizard.currentId())
        if wanted == self._fitted or self._wizard.currentId() < 0:
            return
        for step in range(4):
            self._give_way(step)
            margins = self._row.contentsMargins()
            shown = [b for b in self.buttons if not b.isHidden()]
            needed = sum(b.sizeHint().expandedTo(b.minimumSize()).width() for b in shown)
            between = self.note.sizeHint().width() if not self.note.isHidden() else 0
            if self.back.isHidden():
                # The first page gives way as if it had this button too: "Get help now" never moves.
                between = max(between, self.back.sizeHint().width() + self._row.spacing())
            needed += between
            needed += margins.left() + margins.right() + self._row.spacing() * (len(shown) + 1)
            if needed <= room:
                break
        self._fitted = wanted

    def _give_way(self, step: int) -> None:
        theme = self._source.theme
        side = theme.px("wizard" if step < 2 else "block")
        self._row.setContentsMargins(side, 0, side, 0)
        self._row.setSpacing(theme.px("block" if step < 2 else "gap"))
        self.note.setVisible(step < 1 and bool(self.note.text()))
        plain = step >= 3
        for button, width in (
            (self.back, BACK_WIDTH_PX),
            (self.next, NEXT_WIDTH_PX),
            (self.finish, NEXT_WIDTH_PX),
        ):
            button.setMinimumWidth(0 if plain else round(width * theme.text_scale))
        if plain is not self._plain:
            self._plain = plain
            self.help.set_icon("" if plain else "phone")
            self.back.set_icon("" if plain else "back")
            self.next.set_icon("" if plain else "next", after=True)
            self.finish.set_icon("" if plain else "next", after=True)
        page = self._wizard.currentPage()
        if page.buttonText(QWizard.WizardButton.NextButton) in (GO_ON, GO_ON_SHORT):
            words = GO_ON if step < 1 else GO_ON_SHORT
            page.setButtonText(QWizard.WizardButton.NextButton, words)


def _cell(position: object) -> tuple[int, int, int, int]:
    """Row, column, rows and columns of an item in a grid, which Qt's stubs call an object."""
    assert isinstance(position, tuple)
    row, column, rows, columns = position
    return row, column, rows, columns
