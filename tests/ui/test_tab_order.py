"""The order of the Tab key is looked up without harm to what it leads through."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLineEdit, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from mgaid.ui.tab_order import following, last_inside


def test_the_last_place_of_a_page_is_the_last_that_takes_the_tab_key(qtbot: QtBot) -> None:
    window, page = QWidget(), QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    fields = [QLineEdit(), QLineEdit()]
    inside = QVBoxLayout(page)
    for part in (*fields, QWidget()):
        inside.addWidget(part)
    for part in (page, QLineEdit()):
        column.addWidget(part)

    assert last_inside(page, fields[0]) is fields[1]


def test_what_comes_next_stays_known_when_a_place_is_deleted(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field, area = QLineEdit(window), QScrollArea(window)
    made_by_qt = area.viewport()
    assert following(field) is area

    field.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    assert not isValid(field)
    assert isValid(made_by_qt)
