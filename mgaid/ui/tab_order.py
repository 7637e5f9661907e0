"""Keeps the order of the Tab key the order of reading where parts of a page are made anew.

Qt puts what is made later at the end of the order, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
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


def last_inside(page: QWidget, start: QWidget) -> QWidget:
    """Where the Tab key is, going on from ``start``, just before it leaves ``page``."""
    last, at = start, following(start)
    while page.isAncestorOf(at):
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            last = at  # Qt orders nothing after what cannot take the focus
        at = following(at)
    return last


def following(widget: QWidget) -> QWidget:
    """The next in Qt's order, whether it can take the focus or not; never ask Qt directly.

    PySide takes what Qt gives for a child of ``widget``, and once that is deleted it no longer
    knows what Qt itself made in the next one, which may be the whole window. Naming the parent it
    has puts that right, and is nothing new to Qt.
    """
    found = widget.nextInFocusChain()
    assert found is not None  # the order is a circle
    QObject.setParent(found, found.parent())
    return found
