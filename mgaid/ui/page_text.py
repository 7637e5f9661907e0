"""The page in words, in a window of its own. What it says is ``core.summary``."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from mgaid.ui import page_actions
from mgaid.ui.parts import Button, FocusRing, caption, keep_spacing
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace


class PageAsText(QDialog):
    """The page in words: what a screen reader reads, and what large text needs."""

    def __init__(
        self, workspace: Workspace, source: ThemeSource, parent: QWidget | None = None
    ) -> None:
        from mgaid.output.html import to_html

        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Your page as text")
        self._workspace = workspace
        self._text = QTextBrowser()
        self._text.setAccessibleName("Your page as text")
        self._text.setOpenLinks(False)
        self._text.setTabChangesFocus(True)
        self._text.document().setDefaultFont(source.theme.font())
        self._text.document().setDocumentMargin(source.theme.px("block"))
        self._text.setHtml(to_html(page_actions.page_of(workspace)))
        copying = Button(source, "Copy as text", "outlined", "copy")
        copying.clicked.connect(self._on_copy)
        close = Button(source, "Close", "primary")
        close.clicked.connect(self.accept)
        self._done = caption("", "ok")
        row = QHBoxLayout()
        keep_spacing(source, row, "block")
        row.addWidget(copying)
        row.addWidget(self._done, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "block", ("column", "column", "column", "block"))
        column.addWidget(self._text, 1)
        column.addLayout(row)
        self._ring = FocusRing(source, self)
        room = parent.window().size() if parent is not None else self.sizeHint()
        self.resize(
            min(round(760 * source.theme.text_scale), max(room.width() - 80, 480)),
            max(room.height() - 60, 400),
        )
        self._text.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        self._done.setText(page_actions.copy_text(self, self._workspace))
