"""A box that tells something can be closed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from mgaid.ui import dialogs


@pytest.mark.usefixtures("qapp")
def test_a_box_that_tells_something_has_a_button_to_close_it() -> None:
    pressed: list[str] = []

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        for button in box.findChildren(QPushButton):
            pressed.append(button.text())
            button.click()
        box.done(0)  # without a button the test would wait for ever

    QTimer.singleShot(0, press)
    dialogs.tell(None, "That visit was not opened", "It is of another kind.")

    assert pressed == ["Close"]
