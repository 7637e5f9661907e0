"""The Supplements tab as a person meets it: the gate, the forms, the lists and the try."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.summary import compose
from mgaid.core.visit import Medicine, Person, Supplement, Visit, dumps, loads
from mgaid.output.text import to_text
from mgaid.ui.form_dialog import FormDialog
from mgaid.ui.gate_banner import PharmacistQuestions
from mgaid.ui.medicine_list import MedicineList
from mgaid.ui.parts import CertaintyBadge, Chip, IconButton
from mgaid.ui.product_list import ProductList
from mgaid.ui.tabs.supplements import SupplementsTab
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace
from tests.conftest import Rules
from tests.core.test_laws import all_no

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
SEEDED = ("citrate", "glycinate", "malate", "oxide", "taurate")


@pytest.fixture
def tab(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> SupplementsTab:
    made = SupplementsTab(workspace, source)
    qtbot.addWidget(made)
    made.resize(1366, 520)
    with qtbot.waitExposed(made):
        made.show()
    return made


def _tell(workspace: Workspace, visit: Visit) -> None:
    workspace.edit(visit, "Told")


def _shown_text(widget: QWidget) -> str:
    return " ".join(
        one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)
    ).replace("\u00a0", " ")


def _button(widget: QWidget, text: str) -> QPushButton:
    return next(
        one
        for one in widget.findChildren(QPushButton)
        if text in (one.text(), one.accessibleName()) and one.isVisibleTo(widget)
    )


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("wide", [1366, 1920, 3840])
def test_on_a_large_screen_cards_stay_near_each_other(
    qtbot: QtBot, tab: SupplementsTab, wide: int
) -> None:
    tab.resize(wide, 1080)
    qtbot.waitUntil(lambda: tab.width() == wide, timeout=15_000)
    QApplication.processEvents()
    right = tab.taking.mapTo(tab, tab.taking.rect().topRight()).x()
    assert 1280 <= right <= 1366
    bar = tab.findChild(QScrollArea)
    assert bar is not None
    assert bar.width() == wide  # it scrolls wherever the mouse is


# ------------------------------------------------------------------ the gate


@pytest.mark.parametrize(
    ("visit", "level", "head"),
    [
        (Visit(findings={"ckd_advanced": "yes"}), "danger", "Closed for now"),
        (Visit(medicines=(Medicine(name="indapamide"),)), "warn", "Ask first"),
        (Visit(), "info", "We need to know first"),
    ],
)
def test_the_gate_says_its_level_in_words_and_looks(
    tab: SupplementsTab, workspace: Workspace, visit: Visit, level: str, head: str
) -> None:
    _tell(workspace, visit)

    assert tab.banner.level == level
    assert tab.banner.accessibleName().startswith(head)
    assert "What would change it" in tab.banner.accessibleName()


def test_could_be_tried_is_never_green(
    tab: SupplementsTab, workspace: Workspace, rules: Rules
) -> None:
    _tell(workspace, all_no(rules))

    assert tab.banner.level == "info"
    assert tab.banner.head == "It could be tried"


def test_the_gate_gives_the_reasons_in_my_own_answers(
    tab: SupplementsTab, workspace: Workspace
) -> None:
    _tell(
        workspace,
        Visit(
            medicines=(Medicine(name="indapamide"), Medicine(name="omeprazole", months=30)),
            medicine_list_complete=True,
        ),
    )
    said = tab.banner.accessibleName()

    assert "Because you said" in said
    assert "indapamide" in said
    assert "omeprazole" in said


def test_an_open_question_leads_to_its_page(
    qtbot: QtBot, tab: SupplementsTab, workspace: Workspace
) -> None:
    link = _button(tab.banner, workspace.content.pages["conditions"].title)
    with qtbot.waitSignal(tab.page_wanted) as wanted:
        QTest.keyClick(link, Qt.Key.Key_Space)

    assert wanted.args == ["conditions"]


def test_the_gate_stays_in_view_when_the_page_is_scrolled(
    qtbot: QtBot, tab: SupplementsTab
) -> None:
    scroll = tab.findChild(QScrollArea)
    assert scroll is not None
    bar = scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert not _button_shown(tab, "Show why")
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: _button_shown(tab, "Show why"))
    assert "Magnesium: We need to know first" in _shown_text(tab)
    _click(_button(tab, "Show why"))

    assert bar.value() == 0
    assert not _button_shown(tab, "Show why")


def _button_shown(widget: QWidget, text: str) -> bool:
    return any(b.text() == text and b.isVisible() for b in widget.findChildren(QPushButton))


def test_questions_for_a_pharmacist_can_be_copied(
    tab: SupplementsTab, workspace: Workspace
) -> None:
    _tell(workspace, Visit(medicines=(Medicine(name="digoxin"),), medicine_list_complete=True))
    _click(_button(tab, "Questions for a pharmacist"))
    dialog = tab.findChild(PharmacistQuestions)
    assert dialog is not None
    _click(_button(dialog, "Copy as text"))
    copied = QGuiApplication.clipboard().text()

    assert "I take digoxin" in copied
    assert "Ask first" in copied
    dialog.accept()


# ------------------------------------------------------------------ forms


def test_all_fifteen_forms_can_be_compared(tab: SupplementsTab) -> None:
    table = tab.table
    every = {*table.shown, *table.offered}

    assert len(every) == 15
    assert set(SEEDED) <= every
    for form in table.offered:
        table.add(form)
        assert form in table.shown
        assert 2 <= len(table.shown) <= 3


def test_each_seeded_form_shows_the_claim_and_our_verdict(
    tab: SupplementsTab, workspace: Workspace
) -> None:
    from mgaid.ui.product_list import forms_of

    forms = {form.id: form for form in forms_of(workspace.content.root).form}
    for one in SEEDED:
        tab.table.add(one)
        seed = forms[one].seed
        assert seed is not None
        said = _shown_text(tab.table).lower()
        assert seed.best_for.lower() in said
        assert seed.say.split(". ")[-1].lower() in said


def test_a_form_is_taken_away_and_two_stay(tab: SupplementsTab) -> None:
    close = next(
        b for b in tab.table.findChildren(IconButton) if b.accessibleName() == "Take oxide away"
    )
    _click(close)
    assert tab.table.shown == ("citrate", "glycinate")
    tab.table.remove("citrate")

    assert tab.table.shown == ("citrate", "glycinate")


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        ("Gentle on the stomach", "glycinate"),
        ("Eases constipation", "citrate"),
        ("Seldom loosens stools", "gluconate"),
        ("Small tablet", "oxide"),
        ("Often cheap", "oxide"),
    ],
)
def test_a_wish_shows_the_forms_that_fit(tab: SupplementsTab, wish: str, fits: str) -> None:
    chip = next(c for c in tab.table.findChildren(Chip) if c.text() == wish)
    _click(chip)

    assert fits in tab.table.shown
    assert "sulfate" not in tab.table.shown
    assert fits in _shown_text(tab.table).lower()


def test_opposite_wishes_do_not_hold_together(tab: SupplementsTab) -> None:
    chips = {c.text(): c for c in tab.table.findChildren(Chip)}
    _click(chips["Eases constipation"])
    _click(chips["Seldom loosens stools"])

    assert not chips["Eases constipation"].isChecked()


def test_wishes_that_nothing_meets_are_said_and_change_nothing(tab: SupplementsTab) -> None:
    chips = {c.text(): c for c in tab.table.findChildren(Chip)}
    _click(chips["Gentle on the stomach"])
    before = tab.table.shown
    _click(chips["Small tablet"])

    assert tab.table.shown == before
    assert "No kind here fits" in _shown_text(tab.table)


def test_everything_about_a_form_has_its_sources(tab: SupplementsTab) -> None:
    _click(_button(tab.table, "All about glycinate, with sources"))
    dialog = tab.findChild(FormDialog)
    assert dialog is not None

    assert len(dialog.findChildren(CertaintyBadge)) >= 6
    assert "17 minutes" in _shown_text(dialog)
    dialog.accept()


@pytest.mark.parametrize(("closed", "advice"), [(True, False), (False, True)])
def test_advice_on_choosing_is_only_shown_while_the_gate_allows_it(
    tab: SupplementsTab, workspace: Workspace, rules: Rules, closed: bool, advice: bool
) -> None:
    visit = all_no(rules)
    _tell(workspace, visit.answered({"heart_block": "yes"}) if closed else visit)
    said = _shown_text(tab)

    assert ("citrate or oxide may suit" in said) is advice
    assert ("we show no product advice" in said) is closed
    assert "No kind is best for twitching" in said
    assert "16 mg" in said


# ------------------------------------------------------------------ if I try


def test_a_try_is_laid_out_only_while_the_gate_allows_it(
    tab: SupplementsTab, workspace: Workspace, rules: Rules
) -> None:
    dose = "100 to 200 mg of magnesium itself"
    visit = all_no(rules)
    _tell(workspace, visit)
    assert dose in _shown_text(tab)
    _tell(workspace, visit.answered({"surgery_near": "yes"}))
    assert dose in _shown_text(tab)
    assert "Only if a pharmacist or clinician has said yes" in _shown_text(tab)
    _tell(workspace, visit.answered({"heart_block": "yes"}))
    assert dose not in _shown_text(tab)
    _tell(workspace, Visit())
    assert dose not in _shown_text(tab)


@pytest.mark.parametrize(
    ("region", "line"), [("US", "1-800-222-1222"), ("UK", "NHS 111"), ("EU", "poison centre")]
)
def test_signs_of_too_much_and_the_poison_line_are_always_there(
    tab: SupplementsTab, workspace: Workspace, region: str, line: str
) -> None:
    person = Person.model_validate({"region": region})
    _tell(workspace, Visit(person=person, findings={"ckd_advanced": "yes"}))
    said = _shown_text(tab)

    assert "very drowsy" in said
    assert line in said


def test_a_reminder_lands_on_the_page_and_in_the_file(
    tab: SupplementsTab, workspace: Workspace, rules: Rules, content: Content
) -> None:
    _tell(workspace, all_no(rules))
    day = tab.findChild(QDateEdit)
    assert day is not None
    assert day.date().toString("yyyy-MM-dd") == "2026-12-20"
    _click(_button(tab, "Put it on my page"))

    assert workspace.visit.reminder == date(2026, 12, 20)
    assert "look at this again on 20 December 2026" in _shown_text(tab)
    page = to_text(compose(content, workspace.visit, workspace.assessment, TODAY))
    assert "20 December 2026" in page
    assert loads(dumps(workspace.visit), content) == workspace.visit
    _click(_button(tab, "Take it off my page"))
    assert workspace.visit.reminder is None


def test_no_day_to_look_again_is_so_far_off_that_the_file_is_refused(
    tab: SupplementsTab, workspace: Workspace, rules: Rules, content: Content
) -> None:
    _tell(workspace, all_no(rules))
    day = tab.findChild(QDateEdit)
    assert day is not None
    day.setDate(QDate(7999, 12, 31))
    _click(_button(tab, "Put it on my page"))

    assert workspace.visit.reminder is not None
    assert loads(dumps(workspace.visit), content) == workspace.visit


@pytest.mark.usefixtures("in_german")
def test_the_day_to_look_again_is_in_english_on_a_german_computer(
    workspace: Workspace, source: ThemeSource, qtbot: QtBot
) -> None:
    tab = SupplementsTab(workspace, source)
    qtbot.addWidget(tab)
    day = tab.findChild(QDateEdit)

    assert day is not None
    assert day.text() == "20 December 2026"


# ------------------------------------------------------------------ what I take


def test_my_medicines_are_changed_and_come_back_by_name(
    tab: SupplementsTab, workspace: Workspace
) -> None:
    _tell(workspace, Visit(medicines=(Medicine(name="indapamide"), Medicine(name="omeprazole"))))
    assert "indapamide and omeprazole" in _shown_text(tab.taking)
    _click(_button(tab, "Change my medicines"))
    shown = tab.findChild(MedicineList)
    assert shown is not None
    assert shown.isVisible()
    assert not tab.table.isVisible()
    shown.add("digoxin")
    _click(_button(tab, "Back to the supplements"))

    assert tab.table.isVisible()
    assert "digoxin" in _shown_text(tab.taking)
    assert "digoxin" in tab.banner.accessibleName()


def test_products_are_added_in_their_list(tab: SupplementsTab, workspace: Workspace) -> None:
    _click(_button(tab, "Add a product"))
    shown = tab.findChild(ProductList)
    assert shown is not None
    field = shown.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "Magnesium 100 mg")
    _click(_button(tab, "Back to the supplements"))

    assert [one.elemental_mg for one in workspace.visit.supplements or ()] == [100]
    assert "100 mg a day" in _shown_text(tab.taking)


def test_being_over_the_limit_is_said_in_the_card_and_closes_the_gate(
    tab: SupplementsTab, workspace: Workspace, rules: Rules
) -> None:
    products = (
        Supplement(name="Milk of magnesia", elemental_mg=167, per_day=2),
        Supplement(name="Magnesium citrate", elemental_mg=100),
    )
    _tell(workspace, all_no(rules).changed(supplements=products, numbers={}))
    why = workspace.content.gate_reasons["over_ul"].why

    assert why in _shown_text(tab.taking)
    assert "About 434 mg" in _shown_text(tab.taking)
    assert tab.banner.level == "danger"


# ------------------------------------------------------------------ keys and sizes


def _tab_stops(tab: SupplementsTab, most: int = 200) -> list[QWidget]:
    """Every widget the Tab key reaches, in order, from the first of the page."""
    first = _button(tab, "Questions for a pharmacist")
    first.setFocus()
    seen: list[QWidget] = []
    for _ in range(most):
        here = QApplication.focusWidget()
        if here is None or here in seen[:-1]:
            break
        if here not in seen:  # a date field keeps the key for its day, month and year
            seen.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    return seen


def _region(tab: SupplementsTab, widget: QWidget) -> str:
    for name, part in (
        ("banner", tab.banner),
        ("table", tab.table),
        ("reader", tab.reader),
        ("taking", tab.taking),
        ("tries", tab.tries),
    ):
        if part.isAncestorOf(widget):
            return name
    return "rest"


def test_the_tab_key_walks_the_page_in_reading_order_after_every_change(
    tab: SupplementsTab, workspace: Workspace, rules: Rules
) -> None:
    _tell(workspace, all_no(rules))
    chip = next(c for c in tab.table.findChildren(Chip) if c.text() == "Eases constipation")
    _click(chip)
    tab.table.add("taurate")
    tab.reader.field.setText("Magnesium 100 mg")
    regions = [_region(tab, stop) for stop in _tab_stops(tab)]
    order = list(dict.fromkeys(regions))

    assert order == ["banner", "table", "reader", "taking", "tries", "rest"]
    assert regions == sorted(regions, key=order.index)


def test_every_stop_of_the_tab_key_has_a_name(tab: SupplementsTab) -> None:
    for stop in _tab_stops(tab):
        text = stop.text() if isinstance(stop, QPushButton | QLabel) else ""
        assert stop.accessibleName() or text, stop


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_scrolls_sideways_at_any_text_size(
    qtbot: QtBot, tab: SupplementsTab, source: ThemeSource, workspace: Workspace, percent: int
) -> None:
    source.set_text_percent(percent)
    tab.resize(1024, 512)
    _tell(workspace, Visit(medicines=(Medicine(name="indapamide"),)))
    tab.reader.field.setText("Magnesium citrate 1,000 mg")
    scroll = tab.findChild(QScrollArea)
    assert scroll is not None
    page = scroll.widget()
    assert page is not None
    qtbot.waitUntil(lambda: page.width() == scroll.viewport().width())

    assert page.minimumSizeHint().width() <= scroll.viewport().width()
    source.set_text_percent(100)
