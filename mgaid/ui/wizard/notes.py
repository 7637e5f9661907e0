"""The person's own words under a page, kept while they are being typed."""

from __future__ import annotations

import html
from itertools import count

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mgaid.ui.parts import label
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import telling
from mgaid.ui.wizard.asks import AskPart
from mgaid.ui.workspace import Workspace

KEPT_EVERY_MS = 400  # with the autosave's own delay, under a second can be lost
LINES_AT_MOST = 4
_runs = count()


class OwnWords(AskPart):
    """A field that grows with what is written."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        page: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        self._page = page
        self._run = f"words {next(_runs)}"
        strong, rest = "In your own words,", "if you like. They go on your page as you write them."
        words = label(f"<b>{html.escape(strong)}</b> {html.escape(rest)}", tone="text2", rich=True)
        words.setParent(self)  # before the field, as it is read
        self._edit = _Field(self)
        self._edit.setAccessibleName(f"{strong} {rest}")
        words.setBuddy(self._edit)
        self.column.setSpacing(source.theme.px("gap"))
        self.column.addWidget(words)
        self.column.addWidget(self._edit)
        self._keep = QTimer(self, singleShot=True, interval=KEPT_EVERY_MS)
        self._keep.timeout.connect(self.flush)
        self._edit.textChanged.connect(self._on_typed)
        workspace.settling.connect(self._settle)
        self._edit.document().documentLayout().documentSizeChanged.connect(self._fit)
        source.changed.connect(self._fit)
        self._fit()

    def refresh(self) -> None:
        told = self.workspace.visit.notes.get(self._page, "")
        if self._keep.isActive() or told.strip() == self._edit.toPlainText().strip():
            return
        blocked = self._edit.blockSignals(True)
        self._edit.setPlainText(told)
        self._edit.blockSignals(blocked)
        self._fit()

    def flush(self) -> None:
        self._keep.stop()
        visit = telling.with_note(self.workspace.visit, self._page, self._edit.toPlainText())
        self.workspace.edit(visit, "Own words", merge=self._run)

    @Slot()
    def _settle(self) -> None:
        """Only what was typed just now: out of sight the field may be behind the visit."""
        if self._keep.isActive():
            self.flush()

    def left(self) -> None:
        """The cursor left: what is typed next is an undo step of its own."""
        self.flush()
        self._run = f"words {next(_runs)}"

    @Slot()
    def _on_typed(self) -> None:
        text = self._edit.toPlainText()
        if len(text) > telling.LONGEST_NOTE:
            cursor = self._edit.textCursor()
            cursor.setPosition(telling.LONGEST_NOTE)
            cursor.movePosition(cursor.MoveOperation.End, cursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        if not self._keep.isActive():
            self._keep.start()

    @Slot()
    def _fit(self) -> None:
        """As high as its lines, up to a few; more than that scrolls."""
        theme = self.source.theme
        lines = min(max(int(self._edit.document().size().height()), 1), LINES_AT_MOST)
        extra = (lines - 1) * self._edit.fontMetrics().lineSpacing()
        self._edit.setFixedHeight(theme.px("field") + extra)


class _Field(QPlainTextEdit):
    """Plain text; Tab goes on to the next control."""

    def __init__(self, owner: OwnWords) -> None:
        super().__init__(owner)
        self._owner = owner
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(2)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._owner.left()
