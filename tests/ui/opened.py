"""Opens MgAid's window for a test as it opens for a person, over a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from mgaid.core import content as content_module
from mgaid.core.content import Content
from mgaid.ui import dialogs
from mgaid.ui.app import Start

_Widget = TypeVar("_Widget", bound=QWidget)


class Opened:
    """One start of MgAid. ``again`` closes it and starts it over the same folder."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self.folder = folder
        self._app = app
        self._starts: list[Start] = []

    def start(self, path: Path | None = None, content: Path | None = None) -> Start:
        made = Start(self._app, self.folder, path, content)
        self._starts.append(made)
        made.source.set_choice("light")
        made.window.show()
        made.load()
        QApplication.processEvents()
        return made

    def again(self, path: Path | None = None) -> Start:
        self.close()
        return self.start(path)

    def close(self) -> None:
        for made in self._starts:
            dialog = made.window.dialog
            if dialog is not None:
                dialog.close()
            made.window.close()
            shiboken6.delete(made.window)
            shiboken6.delete(made.source)
        self._starts.clear()


@pytest.fixture
def opened(
    qapp: QApplication, tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    read = content_module.load

    def load(root: Path) -> Content:
        """The shipped content was read once for all tests."""
        return content if root == content.root else read(root)

    monkeypatch.setattr(content_module, "load", load)
    # The end of a test is nobody's answer; a test about the question sets its own.
    monkeypatch.setattr(dialogs, "close_unsaved", lambda _parent: "drop")
    made = Opened(qapp, tmp_path / "mgaid")
    yield made
    made.close()


def words(widget: QWidget) -> str:
    """Everything that can be read on the visible part of a widget, labels and buttons."""
    labels = [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]
    buttons = widget.findChildren(QAbstractButton)
    return "\n".join([*labels, *(part.text() for part in buttons if part.isVisibleTo(widget))])


def name_on(part: QWidget) -> str:
    """What is written on a button; "" for anything else."""
    return part.text() if isinstance(part, QAbstractButton) else ""


def named(widget: QWidget, kind: type[_Widget], name: str) -> _Widget:
    """The visible widget of this kind with this accessible name or text."""
    for part in widget.findChildren(kind):
        told = part.accessibleName() or name_on(part)
        if told.replace("&", "") == name and part.isVisibleTo(widget):
            return part
    raise AssertionError(f"there is no {kind.__name__} called {name!r}")


def menu_action(window: QWidget, name: str) -> QAction:
    for action in window.findChildren(QAction):
        if action.text().replace("&", "") == name:
            return action
    raise AssertionError(f"there is no menu entry {name!r}")
