"""The Overview: every section can be read, every fact leads to its evidence."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QListWidget,
    QScrollArea,
)

from mgaid.core.content import Content
from mgaid.core.visit import Person
from mgaid.ui.evidence import EvidenceDialog
from mgaid.ui.main_window import MainWindow
from mgaid.ui.parts import CertaintyBadge, HundredPeople, MusclePicture, SourceLink
from mgaid.ui.tabs.overview import OverviewTab
from mgaid.ui.tabs.overview.pages import FlagList
from tests.ui.opened import Opened, menu_action, named, opened, words

__all__ = ["opened"]


def overview(window: MainWindow) -> OverviewTab:
    window.show_tab(0)
    tab = window.tab(0)
    assert isinstance(tab, OverviewTab)
    QApplication.processEvents()
    return tab


def test_it_opens_on_the_question_and_the_answer(opened: Opened) -> None:
    tab = overview(opened.start().window)

    told = words(tab)
    assert "My leg keeps twitching. Is it magnesium?" in told
    assert "It can be. But most of the time it is something else." in told
    assert "Get help now if you have" in told


@pytest.mark.parametrize("high", [690, 768])
def test_the_first_page_fits_a_small_laptop(opened: Opened, high: int) -> None:
    window = opened.start().window
    window.resize(1366, high)
    tab = overview(window)

    page = named(tab, QScrollArea, "In short")
    assert page.verticalScrollBar().maximum() == 0
    for part in page.findChildren(QAbstractButton):
        assert part.height() >= 40, part.text()


@pytest.mark.parametrize("wide", [1920, 3840])
def test_on_a_large_screen_no_line_is_longer_than_on_a_laptop(opened: Opened, wide: int) -> None:
    window = opened.start().window
    window.resize(1366, 768)
    tab = overview(window)
    for section in tab.section_ids[:3]:
        tab.show_section(section)
        QApplication.processEvents()
        told = [part for part in tab.findChildren(QLabel) if part.isVisible() and part.wordWrap()]
        before = [part.width() for part in told]
        assert max(before) > 500
        window.resize(wide, 1080)
        QApplication.processEvents()
        for part, width in zip(told, before, strict=True):
            assert part.width() <= width + 40, part.text()
        window.resize(1366, 768)
        QApplication.processEvents()


@pytest.mark.parametrize("wide", [1200, 1366])
def test_a_usual_window_is_filled(opened: Opened, wide: int) -> None:
    window = opened.start().window
    window.resize(wide, 768)
    tab = overview(window)
    area = named(tab, QScrollArea, "In short")
    page = area.widget()
    assert page is not None
    assert page.width() == area.viewport().width()


def test_the_pictures_say_what_they_show(opened: Opened, content: Content) -> None:
    tab = overview(opened.start().window)

    [people] = tab.findChildren(HundredPeople)
    assert people.accessibleName() == "67 of 100 on magnesium, 64 of 100 on a dummy pill"
    assert people.accessibleDescription() == content.quantities["cramp25"].alt
    assert len(tab.findChildren(MusclePicture)) == 2


def test_every_section_shows_its_facts_each_with_certainty(
    opened: Opened, content: Content
) -> None:
    tab = overview(opened.start().window)
    for section in content.sections.values():
        tab.show_section(section.id)
        told = words(tab).replace("&#x27;", "'")
        for block in section.blocks:
            if block.kind == "fact":
                # A fact drawn as a picture is told by its points.
                assert block.text in told or all(p[:15] in told for p in block.points), block.text
        assert any(badge.isVisible() for badge in tab.findChildren(CertaintyBadge))


def test_a_badge_opens_the_evidence_with_meaning_date_and_address(
    opened: Opened, content: Content
) -> None:
    window = opened.start().window
    tab = overview(window)
    next(b for b in tab.findChildren(SourceLink) if b.text() == "Cochrane 2020").click()

    [dialog] = window.findChildren(EvidenceDialog)
    told = words(dialog)
    quantity = content.quantities["cramp25"]
    assert content.words.certainty_meaning[quantity.certainty] in told
    assert "Checked 22 November 2026." in told
    source = content.sources[quantity.sources[0]]
    assert source.title in told
    assert source.doi in told
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_warning_sign_is_listed_with_a_way_to_its_reason(
    opened: Opened, content: Content
) -> None:
    window = opened.start().window
    tab = overview(window)
    named(tab, QAbstractButton, "See all warning signs").click()
    assert tab.section_id == "help"

    told = words(tab)
    missing = [f.id for f in content.flags.values() if f'href="{f.id}"' not in told]
    assert missing == []
    lists = tab.findChildren(FlagList)
    lists[0].open_flag("E-seizure")
    [dialog] = window.findChildren(EvidenceDialog)
    assert content.flags["E-seizure"].rationale in words(dialog)
    dialog.close()


def test_all_claims_causes_signs_and_sources_can_be_seen(opened: Opened, content: Content) -> None:
    tab = overview(opened.start().window)
    for section in tab.section_ids:
        tab.show_section(section)
    told = words(tab)
    tab_words = told + "\n".join(words(page) for page in tab.findChildren(QScrollArea))

    for group in (content.causes, content.symptoms):
        for item in group.values():
            assert item.name in tab_words
    for claim in content.claims.values():
        assert claim.claim in tab_words
    for source in content.sources.values():
        if source.shown:
            assert source.title in tab_words


def test_a_reason_unfolds_and_folds(opened: Opened, content: Content) -> None:
    tab = overview(opened.start().window)
    tab.show_section("others")
    cause = content.causes["caffeine_stimulants"]
    named(tab, QAbstractButton, f"Show more about: {cause.name}").click()
    assert cause.self_care[0] in words(tab).replace("&#x27;", "'")
    named(tab, QAbstractButton, f"Show less about: {cause.name}").click()
    assert cause.self_care[0] not in words(tab).replace("&#x27;", "'")


def test_the_number_to_call_is_that_of_the_region_told(opened: Opened) -> None:
    window = opened.start().window
    tab = overview(window)
    assert window.workspace is not None
    window.workspace.change("Region", person=Person(region="US"))

    assert "Call 911." in words(tab)


def test_sections_can_be_walked_with_arrow_keys(opened: Opened) -> None:
    tab = overview(opened.start().window)
    sections = named(tab, QListWidget, "Overview sections")
    QTest.keyClick(sections, Qt.Key.Key_Down)

    assert tab.section_id == "does"
    assert "What does magnesium do in my muscles?" in words(tab)


def test_large_text_puts_the_sections_into_a_box_above_the_page(opened: Opened) -> None:
    window = opened.start().window
    tab = overview(window)
    menu_action(window, "200 %").trigger()

    from PySide6.QtWidgets import QComboBox

    box = named(tab, QComboBox, "Overview sections")
    box.setCurrentIndex(2)
    assert tab.section_id == "signs"
    assert box.isVisible()
    assert not tab.findChildren(QListWidget)[0].isVisible()


def test_the_warning_signs_end_with_what_to_do_when_things_change(
    opened: Opened, content: Content
) -> None:
    tab = overview(opened.start().window)
    tab.show_section("help")

    assert content.words.safety_net in words(tab)
