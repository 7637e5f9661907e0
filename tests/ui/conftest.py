"""What the tests of the window share: a look, and a workspace that keeps nothing on the disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def nothing_left_open(qapp: QApplication) -> Iterator[None]:
    """A window a test leaves open stands before the next one: a dialog holds up its start."""
    yield
    # What is to be deleted later waits for an event loop, and takes every new look until then.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [type(part).__name__ for part in qapp.topLevelWidgets() if part.isVisible()]
    for part in qapp.topLevelWidgets():
        part.hide()  # the next test is not to fail for this one
    assert not left


@pytest.fixture
def source(qapp: QApplication) -> Iterator[ThemeSource]:
    """The light look at the usual size of text; a test may change both."""
    made = ThemeSource(qapp, "light")
    yield made
    made.set_text_percent(100)
    made.deleteLater()


@pytest.fixture
def in_german() -> Iterator[None]:
    """A computer set to German."""
    before = QLocale()
    QLocale.setDefault(QLocale("de_DE"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def workspace(
    qapp: QApplication, content: Content, medicines: MedicineIndex
) -> Iterator[Workspace]:
    """An empty visit on 22 November 2026."""
    made = Workspace(content, medicines, None, TODAY, parent=qapp)
    yield made
    made.save_now()  # nothing is left to wait for
    made.deleteLater()
