"""Keeps the order of the Tab key the order of reading where parts of a page are made anew.

Qt puts what is made later at the end of the order, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def tab_after(anchor: QWidget, parts: Iterable[QWidget]) -> None:
    """Let everything that can take the focus in ``parts`` follow ``anchor``, in their order."""
    before = anchor
    for part in parts:
        for widget in (part, *part.findChildren(QWidget)):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.window() is (
                anchor.window()
            ):
                QWidget.setTabOrder(before, widget)
                before = widget
