"""Listing magnesium products: by what the label says, by a plain number, or without an amount."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core.visit import Person, Supplement, Visit
from mgaid.ui.parts import AmountBar, Notice
from mgaid.ui.product_list import ProductList
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

LABEL = "Type what the label says, or the milligrams (mg) of magnesium"


@pytest.fixture
def listing(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> ProductList:
    made = ProductList(workspace, source)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


def _field(listing: ProductList) -> QLineEdit:
    return next(f for f in listing.findChildren(QLineEdit) if f.accessibleName() == LABEL)


def _spin(listing: ProductList, name: str) -> QDoubleSpinBox:
    return next(s for s in listing.findChildren(QDoubleSpinBox) if s.accessibleName() == name)


def _button(listing: ProductList, name: str) -> QAbstractButton:
    QApplication.processEvents()
    return next(
        b
        for b in listing.findChildren(QAbstractButton)
        if name in (b.accessibleName(), b.text()) and b.isVisible()
    )


def _text(listing: ProductList) -> str:
    QApplication.processEvents()
    return "\n".join(words.text() for words in listing.findChildren(QLabel) if words.isVisible())


def _enter(listing: ProductList, text: str) -> None:
    _field(listing).setFocus()
    QTest.keyClicks(_field(listing), text)
    QTest.keyClick(_field(listing), Qt.Key.Key_Return)


def test_what_the_label_says_is_read_while_typing(listing: ProductList) -> None:
    QTest.keyClicks(_field(listing), "Magnesium citrate 1,000 mg")
    assert "About 161.6 mg of magnesium in one" in _text(listing)
    assert "estimate" in _field(listing).accessibleDescription()


def test_a_product_is_added_by_its_label(listing: ProductList, workspace: Workspace) -> None:
    _enter(listing, "2 tablets provide 300 mg magnesium")
    assert workspace.visit.supplements == (
        Supplement(name="2 tablets provide 300 mg magnesium", elemental_mg=150, per_day=2),
    )
    assert "About 300 mg a day of magnesium in all." in _text(listing)


def test_a_plain_number_is_magnesium_itself(listing: ProductList, workspace: Workspace) -> None:
    _enter(listing, "200")
    assert workspace.visit.supplements == (
        Supplement(name="Magnesium 200 mg", elemental_mg=200, per_day=1),
    )


def test_a_product_without_an_amount_can_be_listed(
    listing: ProductList, workspace: Workspace
) -> None:
    QTest.keyClicks(_field(listing), "Multivitamin")
    _button(listing, "It holds magnesium: add it").click()
    assert workspace.visit.supplements == (Supplement(name="Multivitamin"),)
    assert "Amount not known" in _text(listing)
    assert "At least 0 mg a day in all. One amount is not known." in _text(listing)
    spin = _spin(listing, "Multivitamin: magnesium in one, mg")
    spin.setFocus()
    QTest.keyClicks(spin, "60")
    assert workspace.visit.supplements == (Supplement(name="Multivitamin", elemental_mg=60),)


def test_enter_does_not_list_a_text_without_magnesium(
    listing: ProductList, workspace: Workspace
) -> None:
    workspace.answer({"ckd_advanced": "yes"})
    urgency = workspace.assessment.urgency
    _enter(listing, "Vitamin C 500 mg")
    QTest.keyClick(_field(listing), Qt.Key.Key_Return)

    assert workspace.visit.supplements is None
    assert workspace.assessment.urgency is urgency
    assert _field(listing).text() == "Vitamin C 500 mg"
    assert "We find no magnesium in this text" in _text(listing)


def test_a_product_whose_label_does_not_name_magnesium_is_listed_when_said_so(
    listing: ProductList, workspace: Workspace
) -> None:
    _enter(listing, "Multivitamin")
    _button(listing, "It holds magnesium: add it").click()

    assert workspace.visit.supplements == (Supplement(name="Multivitamin"),)
    assert _field(listing).text() == ""


@pytest.mark.parametrize("typed", ["Vitamin C 500 mg", "lunch with Ann"])
def test_parting_makes_no_magnesium_product_of_another_text(
    listing: ProductList, workspace: Workspace, typed: str
) -> None:
    QTest.keyClicks(_field(listing), typed)
    workspace.part()

    assert workspace.visit.supplements is None
    assert _field(listing).text() == typed


def test_parting_keeps_a_magnesium_product_without_an_amount(
    listing: ProductList, workspace: Workspace
) -> None:
    QTest.keyClicks(_field(listing), "Magnesium citrate")
    workspace.part()

    assert workspace.visit.supplements == (Supplement(name="Magnesium citrate"),)


def test_the_longest_name_without_a_space_leaves_the_list_in_its_place(
    listing: ProductList, workspace: Workspace
) -> None:
    workspace.change("told", supplements=(Supplement(name="W" * 10_000),))
    QApplication.processEvents()
    remove = _button(listing, "Remove " + "W" * 10_000)

    assert remove.mapTo(listing, remove.rect().topRight()).x() <= listing.width()
    assert listing.minimumSizeHint().width() < 800


@pytest.mark.parametrize("typed", ["-5 mg magnesium", "0 mg magnesium", "magnesium 90000 mg"])
def test_an_amount_that_cannot_be_is_said_and_kept_in_the_field(
    listing: ProductList, workspace: Workspace, typed: str
) -> None:
    _enter(listing, typed)
    assert workspace.visit.supplements is None
    assert _field(listing).text() == typed
    assert _field(listing).accessibleDescription()


@pytest.mark.parametrize(("region", "line"), [("US", "1-800-222-1222"), ("UK", "NHS 111")])
def test_an_absurd_amount_says_whom_to_ring(
    listing: ProductList, workspace: Workspace, region: str, line: str
) -> None:
    workspace.resume(Visit(person=Person.model_validate({"region": region})))
    QTest.keyClicks(_field(listing), "magnesium 9 g")
    assert line in _text(listing)
    _enter(listing, "")
    assert line in _field(listing).accessibleDescription()


def test_the_tab_key_goes_through_the_products_in_reading_order(
    qtbot: QtBot, listing: ProductList
) -> None:
    _enter(listing, "100")
    _enter(listing, "50")
    with qtbot.waitActive(listing):
        listing.activateWindow()
    assert _button(listing, "Remove Magnesium 50 mg").isEnabled()
    _field(listing).setFocus()
    names = []
    here: QWidget | None = _field(listing)
    for _ in range(8):
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        assert here is not None
        names.append(here.accessibleName() or getattr(here, "text", str)())

    assert names == [
        "How many a day",
        "Add it",
        "Magnesium 100 mg: magnesium in one, mg",
        "Magnesium 100 mg: how many a day",
        "Remove Magnesium 100 mg",
        "Magnesium 50 mg: magnesium in one, mg",
        "Magnesium 50 mg: how many a day",
        "Remove Magnesium 50 mg",
    ]


def test_the_limits_are_on_the_bar_and_being_over_is_said(
    listing: ProductList, workspace: Workspace
) -> None:
    workspace.resume(Visit(person=Person(age=40)))
    _enter(listing, "200")
    bar = listing.findChild(AmountBar)
    notice = listing.findChild(Notice)
    assert bar is not None
    assert notice is not None
    assert "EU limit 250 mg, US limit 350 mg" in bar.accessibleName()
    assert notice.isHidden()
    _enter(listing, "100")
    assert notice.accessibleName().startswith("Over the EU limit of 250 mg a day")
    _enter(listing, "100")
    assert notice.accessibleName().startswith("Over the US limit of 350 mg a day")
    assert workspace.content.gate_reasons["over_ul"].why in notice.accessibleName()
    assert notice.level == "danger"


def test_a_young_child_has_other_limits(listing: ProductList, workspace: Workspace) -> None:
    workspace.resume(Visit(person=Person(age=6)))
    _enter(listing, "100")
    bar = listing.findChild(AmountBar)
    assert bar is not None
    assert "US limit 110 mg" in bar.accessibleName()


def test_units_a_day_count(listing: ProductList, workspace: Workspace) -> None:
    _enter(listing, "100")
    spin = _spin(listing, "Magnesium 100 mg: how many a day")
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "3")
    assert workspace.visit.supplements is not None
    assert workspace.visit.supplements[0].per_day == 3
    assert "About 300 mg a day of magnesium in all." in _text(listing)


@pytest.mark.parametrize(("typed", "a_day"), [("0.25", 0.25), ("0,75", 0.75), ("1¼", 1.25)])
def test_quarters_of_a_tablet_are_shown_as_they_count(
    listing: ProductList, workspace: Workspace, typed: str, a_day: float
) -> None:
    spin = _spin(listing, "How many a day")
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, typed)
    _enter(listing, "400")

    assert workspace.visit.supplements is not None
    assert workspace.visit.supplements[0].per_day == a_day
    assert _spin(listing, "Magnesium 400 mg: how many a day").text() == str(a_day)
    assert f"{a_day * 400:.0f} mg a day" in _text(listing)


def test_none_at_all_is_an_answer(listing: ProductList, workspace: Workspace) -> None:
    _button(listing, "I take no magnesium products").click()
    assert workspace.visit.supplements == ()
    _button(listing, "I take no magnesium products").click()
    assert workspace.visit.supplements is None


def test_a_product_is_taken_away_and_undo_brings_it_back(
    listing: ProductList, workspace: Workspace
) -> None:
    _enter(listing, "100")
    _button(listing, "Remove Magnesium 100 mg").click()
    assert workspace.visit.supplements is None
    assert "No magnesium products yet" in _text(listing)
    workspace.undo_stack.undo()
    assert "Magnesium 100 mg" in _text(listing)


def test_what_is_typed_is_kept_on_leaving(listing: ProductList, workspace: Workspace) -> None:
    QTest.keyClicks(_field(listing), "Magnesium oxide 400 mg")
    listing.flush()
    assert workspace.visit.supplements is not None
    assert workspace.visit.supplements[0].elemental_mg == pytest.approx(241.2, abs=0.3)


def test_a_total_told_elsewhere_is_shown(listing: ProductList, workspace: Workspace) -> None:
    workspace.resume(Visit(numbers={"supplement_mg_day": 400}))
    assert "About 400 mg a day of magnesium in all." in _text(listing)
