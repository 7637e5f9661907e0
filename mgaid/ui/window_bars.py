"""The bars of the main window: tabs and the two buttons above, what is saved below.

Both stay in view at every text size; where a line is too short for all, they take two.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QSizePolicy, QWidget

from mgaid.ui.parts.buttons import Button
from mgaid.ui.parts.frames import keep_spacing
from mgaid.ui.parts.navigation import TabBar
from mgaid.ui.parts.text import IconLabel, caption
from mgaid.ui.theme import ThemeSource

START = "Start the questions"
CONTINUE = "Continue the questions"
NOT_A_DIAGNOSIS = "This helps you decide. It is not a diagnosis."
NOT_A_DIAGNOSIS_SHORT = "Not a diagnosis."
NEW_HERE = "New visit, kept on this computer."
KEPT_HERE = "Kept on this computer."
NOT_KEPT = "This window keeps nothing by itself."
SAVED_HERE = "Saved on this computer at {clock}."
NOT_SAVED = "Your last answers are not saved."
NOTHING_LEAVES = "Nothing leaves it."


class Header(QFrame):
    """``tabs``, ``help_now`` and ``questions``: the tab bar and the two buttons beside it."""

    def __init__(
        self,
        source: ThemeSource,
        tabs: Sequence[tuple[str, str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._source = source
        self.setProperty("bar", True)
        self._icons = [icon for _, icon, _ in tabs]
        self._marked = True
        self.tabs = TabBar(source)
        self.tabs.setAccessibleName("Tabs")
        for place, (name, icon, _) in enumerate(tabs):
            self.tabs.add_tab(name, icon)
            self.tabs.setAccessibleTabName(place, name)
        self.help_now = Button(source, "Get help now", "danger", "phone", size="button_row")
        self.questions = Button(source, START, "outlined", "next", True, size="button_row")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.addWidget(self.tabs)
        self._box.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.help_now)
        self._buttons.addWidget(self.questions)
        self._box.addLayout(self._buttons)
        source.changed.connect(self.fit)
        self.fit()

    def set_questions(self, begun: bool, filled: bool) -> None:
        """Name the way into the questions; ``filled`` while the page below has no filled button."""
        words, kind = (CONTINUE if begun else START), ("primary" if filled else "outlined")
        if words != self.questions.text():
            self.questions.setText(words)
            self.fit()
        if kind != self.questions.kind:
            self.questions.set_kind(kind)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @Slot()
    def fit(self) -> None:
        """One row where both fit, else the buttons go below; tabs lose their icons before words."""
        theme = self._source.theme
        small, edge = theme.px("pad"), theme.px("column")
        buttons = self.help_now.sizeHint().width() + self.questions.sizeHint().width() + small
        whole = self.width() - small - edge
        room = whole - buttons - small
        mark = theme.px("icon") + theme.px("gap")
        wanted = self.tabs.sizeHint().width()
        if not self._marked:
            wanted += mark * len(self._icons)
        one_row = room >= wanted - mark * len(self._icons)
        self._mark((room if one_row else whole) >= wanted)
        across = QBoxLayout.Direction.LeftToRight
        self._box.setDirection(across if one_row else QBoxLayout.Direction.TopToBottom)
        self._box.setSpacing(0)
        self._buttons.setSpacing(small)
        self._buttons.setContentsMargins(0, 0, 0, 0 if one_row else theme.px("gap"))
        self._box.setContentsMargins(small, 0, edge, 0)

    def _mark(self, marked: bool) -> None:
        if marked != self._marked:
            self._marked = marked
            for place, icon in enumerate(self._icons):
                self.tabs.set_icon(place, icon if marked else "")


class StatusLine(QFrame):
    """What is saved where, and that this is no diagnosis. It never blinks."""

    def __init__(self, source: ThemeSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._kept = KEPT_HERE
        self._news = ""
        self._checked = ""
        self.setProperty("footer", True)
        self.setAccessibleName("Status")
        self._left = caption("")
        self._right = caption("")
        self._right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for part in (self._left, self._right):
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
            policy.setHeightForWidth(True)
            part.setSizePolicy(policy)
        row = QHBoxLayout(self)
        keep_spacing(source, row, "gap", ("column", "tiny", "column", "tiny"))
        row.addWidget(IconLabel(source, "lock", "text2", 16))
        row.addWidget(self._left, 2)
        row.addWidget(self._right, 3)
        source.changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        """What stands on the left now."""
        return self._left.text()

    def set_new(self) -> None:
        self._kept = NEW_HERE
        self._show()

    def set_not_kept(self) -> None:
        self._kept = NOT_KEPT
        self._show()

    def set_saved(self, clock: str) -> None:
        """``clock`` is when, such as 14:05."""
        self._kept = SAVED_HERE.replace("{clock}", clock)
        self._show()

    @Slot()
    def set_not_saved(self) -> None:
        self._kept = NOT_SAVED
        self._show()

    @Slot(str)
    def set_news(self, news: str) -> None:
        """Short news in the place of what is saved; "" ends it."""
        self._news = news
        self._show()

    def set_content_day(self, day: str) -> None:
        self._checked = day
        self._fit()

    def _show(self) -> None:
        roomy = self._source.theme.wide and self._kept != NOT_SAVED
        told = f"{self._kept} {NOTHING_LEAVES}" if roomy else self._kept
        self._left.setText(self._news or told)

    @Slot()
    def _fit(self) -> None:
        """The whole line, or from 150 % text the short of it."""
        theme = self._source.theme
        checked = f"Content checked {self._checked}." if self._checked else ""
        what = NOT_A_DIAGNOSIS if theme.wide else NOT_A_DIAGNOSIS_SHORT
        self._right.setText(f"{what} {checked}".strip())
        self.setMinimumHeight(theme.px("status"))
        self._show()
