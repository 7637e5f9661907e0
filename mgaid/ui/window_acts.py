"""What the menus do that touches no visit file: the page out, the look, and the pages of help.

Each act imports what it needs when it is wanted. What needs the content does nothing without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

if TYPE_CHECKING:
    from mgaid.ui.main_window import MainWindow
    from mgaid.ui.settings import Settings


class WindowActs:
    """The acts of one window; the menus call them by name."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        self._window = window
        self._settings = settings

    def save_pdf(self) -> None:
        from mgaid.ui import page_actions

        if self._window.workspace is not None:
            page_actions.save_pdf(self._window, self._window.workspace)

    def print_page(self) -> None:
        from mgaid.ui import page_actions

        if self._window.workspace is not None:
            page_actions.print_page(self._window, self._window.workspace)

    def copy_page(self) -> None:
        from mgaid.ui import page_actions

        if self._window.workspace is not None:
            page_actions.copy_text(self._window, self._window.workspace)

    def tell_undone(self) -> None:
        """Say which step was taken back: it is the next that can be done again."""
        if self._window.workspace is not None:
            self._tell(f"Undone: {self._window.workspace.undo_stack.redoText()}")

    def tell_redone(self) -> None:
        if self._window.workspace is not None:
            self._tell(f"Redone: {self._window.workspace.undo_stack.undoText()}")

    def _tell(self, news: str) -> None:
        from mgaid.ui import page_actions

        page_actions.say(self._window, news)

    def copy_selected(self) -> None:
        """Copy what is selected in the field or the text that has the focus."""
        focused = QApplication.focusWidget()
        if isinstance(focused, QLabel):
            QGuiApplication.clipboard().setText(focused.selectedText())
        elif focused is not None and hasattr(focused, "copy"):
            focused.copy()

    def set_text_percent(self, percent: int) -> None:
        self._settings.text_percent = percent
        self._window.source.set_text_percent(percent)

    def set_colours(self, choice: str) -> None:
        self._settings.colours = choice
        self._window.source.set_choice(choice)

    def show_not(self) -> None:
        from mgaid.ui import dialogs

        workspace = self._window.workspace
        words = workspace.content.words.disclaimer if workspace is not None else ""
        dialogs.what_it_is_not(self._window, words)

    def show_evidence(self) -> None:
        if self._window.workspace is not None:
            from mgaid.ui.evidence_browser import show_browser

            show_browser(self._window.source, self._window.workspace.content, self._window)

    def show_score(self) -> None:
        if self._window.workspace is not None:
            from mgaid.ui.score_sheet import show_score

            show_score(self._window.source, self._window.workspace.content, self._window)

    def show_about(self) -> None:
        window, workspace = self._window, self._window.workspace
        if workspace is None:
            from mgaid.ui import dialogs

            dialogs.about(window)
            return
        from mgaid.ui.about import show_about

        show_about(window.source, workspace.content, workspace.today, window)
