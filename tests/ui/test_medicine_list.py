"""Listing medicines as a person does it: type, choose or keep, say how long, take away again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QListWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core.visit import Medicine, Visit
from mgaid.ui.evidence import EvidenceDialog
from mgaid.ui.medicine_list import MedicineList
from mgaid.ui.parts import Tag
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def listing(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> MedicineList:
    made = MedicineList(workspace, source)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    made.search.setFocus()
    return made


def _names(workspace: Workspace) -> list[str]:
    return [medicine.name for medicine in workspace.visit.medicines or ()]


def _months(workspace: Workspace) -> float | None:
    return (workspace.visit.medicines or ())[0].months


def _told(workspace: Workspace) -> tuple[tuple[Medicine, ...] | None, bool | None]:
    return workspace.visit.medicines, workspace.visit.medicine_list_complete


def _offers(listing: MedicineList) -> QListWidget:
    found = listing.findChild(QListWidget)
    assert found is not None
    return found


def _button(listing: MedicineList, name: str) -> QAbstractButton:
    QApplication.processEvents()
    return next(
        b
        for b in listing.findChildren(QAbstractButton)
        if name in (b.accessibleName(), b.text()) and b.isVisible()
    )


def _text(listing: MedicineList) -> str:
    QApplication.processEvents()
    return "\n".join(words.text() for words in listing.findChildren(QLabel) if words.isVisible())


def _type(listing: MedicineList, text: str) -> None:
    QTest.keyClicks(listing.search, text)


def test_typing_a_start_and_enter_lists_the_medicine(
    listing: MedicineList, workspace: Workspace
) -> None:
    _type(listing, "furos")
    QTest.keyClick(listing.search, Qt.Key.Key_Return)
    assert _names(workspace) == ["furosemide"]
    assert listing.search.text() == ""
    assert "water tablet" in _text(listing)


def test_a_very_long_name_leaves_the_list_in_its_place(
    listing: MedicineList, workspace: Workspace
) -> None:
    workspace.change("told", medicines=(Medicine(name="W" * 10_000),))
    QApplication.processEvents()

    assert listing.minimumSizeHint().width() <= listing.width() == 1000
    assert _button(listing, "Remove " + "W" * 10_000).isVisible()


def test_the_last_offer_keeps_what_was_typed(listing: MedicineList, workspace: Workspace) -> None:
    _type(listing, "rami")
    assert (
        "Keep “rami” in my own words" in _offers(listing).item(_offers(listing).count() - 1).text()
    )
    QTest.keyClick(listing.search, Qt.Key.Key_Up)
    QTest.keyClick(listing.search, Qt.Key.Key_Return)
    assert _names(workspace) == ["rami"]
    assert workspace.content.medicines.words.not_found in _text(listing)


def test_a_misspelt_name_is_offered_but_never_taken_by_enter(
    listing: MedicineList, workspace: Workspace
) -> None:
    _type(listing, "omeprazzole")
    assert _offers(listing).item(0).text() == "omeprazole"
    QTest.keyClick(listing.search, Qt.Key.Key_Return)
    assert _names(workspace) == ["omeprazzole"]
    _button(listing, "Did you mean omeprazole").click()
    assert _names(workspace) == ["omeprazole"]


def test_escape_closes_the_offers_and_keeps_the_letters(listing: MedicineList) -> None:
    _type(listing, "furos")
    QTest.keyClick(listing.search, Qt.Key.Key_Escape)
    assert not _offers(listing).isVisible()
    assert listing.search.text() == "furos"


def test_an_offer_can_be_clicked(listing: MedicineList, workspace: Workspace) -> None:
    _type(listing, "furos")
    offers = _offers(listing)
    place = offers.visualItemRect(offers.item(0)).center()
    QTest.mouseClick(offers.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert _names(workspace) == ["furosemide"]


def test_the_number_of_offers_and_the_one_chosen_are_said(listing: MedicineList) -> None:
    _type(listing, "furosemid")
    said = listing.search.accessibleDescription()
    assert "suggestion" in said
    assert "furosemide, water tablet" in said
    QTest.keyClick(listing.search, Qt.Key.Key_Up)
    assert "Keep “furosemid”" in listing.search.accessibleDescription()


def test_what_a_medicine_does_is_shown_with_its_source(
    listing: MedicineList, workspace: Workspace
) -> None:
    listing.add("furosemide")
    words = workspace.content.medicines.words
    loop = next(c for c in workspace.content.medicines.classes if c.id == "loop_diuretic")
    assert loop.effect in _text(listing)
    assert words.groups["depletes"] in _text(listing)
    _button(listing, "Source: Hansen 2018").click()
    dialogs = listing.window().findChildren(EvidenceDialog)
    assert len(dialogs) == 1
    dialogs[0].close()


def test_hours_apart_are_said_for_a_medicine_that_clashes(listing: MedicineList) -> None:
    listing.add("levothyroxine")
    assert "at least 4 hours before magnesium" in _text(listing)


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("furosemide", "Can lower magnesium: it is lost through the kidneys"),
        ("omeprazole", "Can lower magnesium: it is lost or not taken up in the gut"),
        ("captopril", "Clashes with magnesium taken at the same time"),
        ("sertraline", "Can cause twitching or cramps by itself"),
        ("pyridostigmine", "Taken for an illness in which magnesium is unsafe"),
    ],
)
def test_what_a_medicine_matters_for_is_said_in_a_tag(
    listing: MedicineList, name: str, tag: str
) -> None:
    listing.add(name)
    assert tag in [one.accessibleName() for one in listing.findChildren(Tag)]


def test_a_medicine_without_hours_has_no_clash_tag(listing: MedicineList) -> None:
    listing.add("losartan")
    tags = " ".join(one.accessibleName() for one in listing.findChildren(Tag))
    assert "Clashes" not in tags
    assert "cramps" in tags


def test_a_brand_and_its_generic_are_the_same_medicine(listing: MedicineList) -> None:
    listing.add("Lasix")
    listing.add("furosemide")
    assert "This is the same medicine as Lasix." in _text(listing)
    assert _text(listing).count("It makes you pass more water") == 1


def test_the_same_name_twice_is_said_and_not_listed(
    listing: MedicineList, workspace: Workspace
) -> None:
    listing.add("omeprazole")
    listing.add("Omeprazole ")
    assert _names(workspace) == ["omeprazole"]
    assert "Omeprazole is on your list already." in _text(listing)


def test_years_are_kept_as_months(listing: MedicineList, workspace: Workspace) -> None:
    listing.add("furosemide")
    spin = listing.findChild(QDoubleSpinBox)
    assert spin is not None
    assert spin.accessibleName() == "Furosemide, taken for"
    spin.setFocus()
    QTest.keyClicks(spin, "2,5")
    assert _months(workspace) == 30
    unit = listing.findChild(QComboBox)
    assert unit is not None
    unit.setCurrentIndex(1)
    assert _months(workspace) == 2.5


def test_a_stay_of_900_years_is_explained_and_not_kept(
    listing: MedicineList, workspace: Workspace
) -> None:
    listing.add("furosemide")
    spin = listing.findChild(QDoubleSpinBox)
    assert spin is not None
    spin.setFocus()
    QTest.keyClicks(spin, "900")
    listing.search.setFocus()
    assert _months(workspace) is None
    assert "Use a number from 0 to 120 years." in _text(listing)


def test_none_at_all_is_an_answer_and_can_be_taken_back(
    listing: MedicineList, workspace: Workspace
) -> None:
    _button(listing, "I take no medicines").click()
    assert _told(workspace) == ((), True)
    _button(listing, "I take no medicines").click()
    assert _told(workspace) == (None, None)


def test_the_list_is_complete_only_when_the_person_says_so(
    listing: MedicineList, workspace: Workspace
) -> None:
    listing.add("furosemide")
    assert _told(workspace)[1] is None
    _button(listing, "That is all of them").click()
    assert _told(workspace)[1] is True
    listing.add("omeprazole")
    assert _told(workspace)[1] is None


def test_a_medicine_can_be_taken_away_by_keyboard(
    listing: MedicineList, workspace: Workspace
) -> None:
    listing.add("furosemide")
    listing.add("omeprazole")
    remove = _button(listing, "Remove Furosemide")
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Space)
    assert _names(workspace) == ["omeprazole"]
    assert QApplication.focusWidget() is listing.search


def test_what_is_typed_and_not_chosen_is_kept_on_leaving(
    listing: MedicineList, workspace: Workspace
) -> None:
    _type(listing, "omeprazole")
    listing.flush()
    assert _names(workspace) == ["omeprazole"]


def test_the_list_follows_a_visit_opened_elsewhere(
    listing: MedicineList, workspace: Workspace
) -> None:
    workspace.resume(Visit(medicines=(Medicine(name="digoxin", months=6),)))
    assert "Digoxin" in _text(listing)
    spin = listing.findChild(QDoubleSpinBox)
    assert spin is not None
    assert (spin.value(), listing.findChildren(QComboBox)[0].currentText()) == (6, "months")
    workspace.start_new()
    assert "Nothing on your list yet" in _text(listing)


def test_every_field_and_box_has_a_name(listing: MedicineList) -> None:
    listing.add("furosemide")
    named = [*listing.findChildren(QDoubleSpinBox), *listing.findChildren(QComboBox)]
    assert all(widget.accessibleName() for widget in named)
    assert listing.search.accessibleName() == "Name of a medicine"
    assert all(box.text() for box in listing.findChildren(QCheckBox))
