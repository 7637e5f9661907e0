"""Reading a label as a person does: type it, read the answer, put it on the list."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDoubleSpinBox, QPushButton
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Person
from mgaid.ui.gate_banner import read_words
from mgaid.ui.label_reader import LabelReader
from mgaid.ui.parts import AmountBar, Notice
from mgaid.ui.product_list import forms_of
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)


@pytest.fixture
def workspace(content: Content, medicines: MedicineIndex) -> Workspace:
    made = Workspace(content, medicines, None, TODAY)
    made.change("About me", person=Person(age=46, sex="female", region="US"))
    return made


@pytest.fixture
def reader(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> LabelReader:
    root = workspace.content.root
    made = LabelReader(workspace, source, forms_of(root), read_words(workspace))
    qtbot.addWidget(made)
    made.resize(420, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _type(reader: LabelReader, text: str) -> None:
    reader.field.clear()
    QTest.keyClicks(reader.field, text)


def _button(reader: LabelReader, text: str) -> QPushButton:
    return next(one for one in reader.findChildren(QPushButton) if one.text() == text)


def _bar(reader: LabelReader) -> AmountBar:
    found = reader.findChild(AmountBar)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("label", "answer"),
    [
        ("Magnesium citrate 1,000 mg", "About 162 mg magnesium in one unit"),
        ("Magnesium (as bisglycinate) 100 mg", "100 mg magnesium in one unit"),
        ("2 capsules provide 200 mg magnesium", "100 mg magnesium in one capsule"),
        ("375 mg Magnesium oxide per tablet", "About 226 mg magnesium in one tablet"),
        ("Magnesium 0,1 g", "100 mg magnesium in one unit"),
        ("Magnesium 100000 µg", "100 mg magnesium in one unit"),
    ],
)
def test_a_label_is_answered_in_one_line(reader: LabelReader, label: str, answer: str) -> None:
    _type(reader, label)

    assert reader.answer().replace("\u00a0", " ") == answer


@pytest.mark.parametrize(
    "label", ["asdf qwerty", "Magnesium -200 mg", "Magnesium 200", "calcium 500 mg", "Magnesium"]
)
def test_what_cannot_be_read_gets_one_clear_line_and_is_not_added(
    reader: LabelReader, workspace: Workspace, label: str
) -> None:
    _type(reader, label)
    reader.add()

    assert reader.answer()
    assert "\n" not in reader.answer()
    assert workspace.visit.supplements is None
    assert not _button(reader, "Add to what I take").isVisible()


def test_an_empty_field_says_nothing(reader: LabelReader) -> None:
    _type(reader, "Magnesium")
    reader.field.clear()

    assert reader.answer() == ""
    assert not _bar(reader).isVisible()


def test_an_absurd_amount_names_the_poison_line_and_cannot_be_added(
    reader: LabelReader, workspace: Workspace
) -> None:
    _type(reader, "Magnesium 50 g")
    notice = reader.findChild(Notice)
    reader.add()

    assert notice is not None
    assert notice.isVisible()
    assert "1-800-222-1222" in notice.accessibleName()
    assert workspace.visit.supplements is None


def test_the_bar_has_both_limits_and_says_when_one_is_reached(reader: LabelReader) -> None:
    _type(reader, "Magnesium 200 mg")
    spoken = _bar(reader).accessibleName()
    assert "200 mg a day" in spoken
    spin = reader.findChild(QDoubleSpinBox)
    assert spin is not None
    spin.setValue(2)

    assert "400 mg a day" in _bar(reader).accessibleName()
    assert {words for _, words in _bar(reader)._ticks} == {"EU limit 250", "US limit 350"}
    assert reader._reaches.isVisible()


def test_a_quarter_of_a_tablet_is_said_as_such(reader: LabelReader) -> None:
    _type(reader, "Magnesium 400 mg")
    spin = reader.findChild(QDoubleSpinBox)
    assert spin is not None
    spin.setValue(0.25)

    assert _bar(reader).accessibleName().startswith("¼ a day is 100 mg a day")


def test_limits_go_by_age(reader: LabelReader, workspace: Workspace) -> None:
    workspace.change("Age", person=Person(age=6, region="US"))
    _type(reader, "Magnesium 100 mg")

    assert "US limit 110" in {words for _, words in _bar(reader)._ticks}


def test_without_an_age_the_limits_say_whose_they_are(
    qtbot: QtBot, reader: LabelReader, workspace: Workspace
) -> None:
    workspace.change("Age", person=Person())
    _type(reader, "Magnesium 100 mg")
    ask = next(b for b in reader.findChildren(QPushButton) if "grown-ups" in b.text())
    assert ask.isVisible()
    with qtbot.waitSignal(reader.page_wanted) as wanted:
        QTest.mouseClick(ask, Qt.MouseButton.LeftButton)

    assert wanted.args == ["about"]


def test_a_label_for_two_capsules_starts_with_two_a_day(
    reader: LabelReader, workspace: Workspace
) -> None:
    _type(reader, "2 capsules provide 200 mg magnesium")
    reader.add()

    product = (workspace.visit.supplements or ())[0]
    assert (product.elemental_mg, product.per_day) == (100, 2)
    assert workspace.assessment.numbers["supplement_mg_day"] == 200


def test_adding_by_keyboard_reaches_the_gate_and_can_be_undone(
    reader: LabelReader, workspace: Workspace
) -> None:
    _type(reader, "Magnesium oxide 750 mg")
    button = _button(reader, "Add to what I take")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)

    assert [one.name for one in workspace.visit.supplements or ()] == ["Magnesium oxide"]
    assert workspace.assessment.truths["over_ul"] is True
    assert workspace.assessment.gate.level == "do_not_start"
    assert reader.field.text() == ""
    workspace.undo_stack.undo()
    assert workspace.visit.supplements is None


def test_every_field_of_the_reader_has_a_name(reader: LabelReader) -> None:
    _type(reader, "Magnesium 100 mg")
    for kind in (QPushButton, QDoubleSpinBox):
        for one in reader.findChildren(kind):
            assert one.accessibleName() or getattr(one, "text", str)()
    assert reader.field.accessibleName()
