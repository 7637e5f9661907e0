"""The wizard's last page: the preview follows the ticks, and what is said fits the urgency."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTextBrowser,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Medicine, Visit
from mgaid.ui import page_actions
from mgaid.ui.page_preview import PagePreview
from mgaid.ui.page_text import PageAsText
from mgaid.ui.parts import Notice
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import special_summary
from mgaid.ui.wizard.special_summary import SummaryPage
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def workspace(content: Content, medicines: MedicineIndex) -> Workspace:
    made = Workspace(content, medicines, None, date(2026, 11, 22))
    made.resume(
        Visit(
            findings={"cramp_painful": "yes"},
            medicines=(Medicine(name="furosemide", months=30),),
            notes={"kind": "Worse after the shift"},
        )
    )
    return made


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> SummaryPage:
    ask = next(a for a in workspace.content.pages["summary"].ask if a.kind == "summary")
    made = special_summary.build(workspace, source, ask, None)
    assert isinstance(made, SummaryPage)
    qtbot.addWidget(made)
    made.resize(1038, 660)
    made.show()
    made.shown()
    return made


def _preview(page: SummaryPage) -> PagePreview:
    found = page.findChild(PagePreview)
    assert found is not None
    return found


def _drawn(qtbot: QtBot, page: SummaryPage) -> PagePreview:
    preview = _preview(page)
    qtbot.waitUntil(preview.up_to_date, timeout=20_000)
    return preview


def _box(page: SummaryPage, words: str) -> QCheckBox:
    return next(b for b in page.findChildren(QCheckBox) if b.text() == words)


def _left_out(workspace: Workspace) -> tuple[str, ...]:
    return workspace.visit.preferences.left_out


def _press(page: SummaryPage | PageAsText, words: str) -> None:
    next(b for b in page.findChildren(QPushButton) if b.text() == words).click()


def _step(page: SummaryPage, name: str) -> QToolButton:
    return next(b for b in page.findChildren(QToolButton) if b.accessibleName() == name)


def _words(page: SummaryPage) -> list[str]:
    return [w.text() for w in page.findChildren(QLabel) if w.isVisible()]


def test_the_true_page_is_shown(qtbot: QtBot, page: SummaryPage) -> None:
    assert _preview(page).accessibleDescription() == "Your page is being drawn."

    preview = _drawn(qtbot, page)
    assert preview.accessibleDescription() == "Read it as text says the same in words."
    picture = preview.grab().toImage()
    ink = sum(
        picture.pixelColor(x, y).lightness() < 128
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )
    assert ink > 100


def test_the_preview_follows_what_is_left_out(
    qtbot: QtBot, page: SummaryPage, workspace: Workspace
) -> None:
    before = _drawn(qtbot, page).grab().toImage()
    box = _box(page, workspace.content.words.summary["words"])
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert _left_out(workspace) == ("words",)
    assert _drawn(qtbot, page).grab().toImage() != before
    box.click()
    assert _left_out(workspace) == ()


def test_the_choices_are_left_off_a_full_page_until_they_are_ticked(
    page: SummaryPage, workspace: Workspace
) -> None:
    box = _box(page, workspace.content.words.summary["options"])
    assert box.isChecked()
    workspace.change("My words", notes={"kind": "It flickers. " * 150})
    assert not box.isChecked()
    assert _left_out(workspace) == ()

    box.click()
    assert box.isChecked()
    assert any(one.id == "options" for one in page_actions.page_of(workspace).sections)
    box.click()
    assert _left_out(workspace) == ("options",)


def test_the_last_picture_stays_while_the_next_is_drawn(qtbot: QtBot, page: SummaryPage) -> None:
    preview = _drawn(qtbot, page)
    before = preview.grab().toImage()
    _box(page, "Medicines and health").click()
    assert not preview.up_to_date()
    assert preview.grab().toImage() == before


def test_in_short_and_warning_signs_cannot_be_left_out(page: SummaryPage) -> None:
    words = _words(page)
    assert words.count("always on the page") == 2
    assert not [
        b for b in page.findChildren(QCheckBox) if b.text() in ("In short", "Warning signs")
    ]


def test_a_name_goes_on_the_page(page: SummaryPage, workspace: Workspace) -> None:
    field = page.findChild(QLineEdit)
    assert field is not None
    assert field.accessibleName() == "Your name, if you like"
    QTest.keyClicks(field, "Robin")
    assert workspace.visit.name == "Robin"
    workspace.undo_stack.undo()
    assert (workspace.visit.name, field.text()) == ("", "")


def test_the_paper_is_chosen_and_kept(
    qtbot: QtBot, page: SummaryPage, workspace: Workspace
) -> None:
    for paper, words in (("letter", "Letter"), ("a4", "A4")):
        next(r for r in page.findChildren(QRadioButton) if r.text() == words).click()
        assert workspace.visit.preferences.paper == paper
    _drawn(qtbot, page)


def test_the_second_page_can_be_reached(
    qtbot: QtBot, page: SummaryPage, workspace: Workspace
) -> None:
    long = dict.fromkeys(list(workspace.content.pages)[:8], "A long story about the leg. " * 40)
    workspace.change("test", notes=long)
    preview = _drawn(qtbot, page)
    assert preview.page_count > 1
    first = preview.grab().toImage()
    next(r for r in page.findChildren(QRadioButton) if r.text() == "Page 2").click()
    assert _drawn(qtbot, page).grab().toImage() != first
    assert "page 2 of" in preview.accessibleName()
    preview.setFocus()
    QTest.keyClick(preview, Qt.Key.Key_PageUp)
    _drawn(qtbot, page)
    assert preview.page == 0


def test_a_long_page_leaves_room_for_what_is_done_with_it(
    qtbot: QtBot, page: SummaryPage, workspace: Workspace
) -> None:
    before = page.minimumSizeHint().width()
    long = dict.fromkeys(workspace.content.pages, "A long story about the leg. " * 70)
    workspace.change("test", notes=long)
    preview = _drawn(qtbot, page)
    assert preview.page_count > 4

    assert page.minimumSizeHint().width() == before
    assert f"Page 1 of {preview.page_count}" in _words(page)
    for words in ("Save as PDF", "Print", "Copy as text"):
        button = next(b for b in page.findChildren(QPushButton) if b.text() == words)
        right = button.mapTo(page, button.rect().topRight()).x()
        assert right < page.width()


def test_the_pages_of_a_long_page_are_walked_by_keyboard(
    qtbot: QtBot, page: SummaryPage, workspace: Workspace
) -> None:
    long = dict.fromkeys(workspace.content.pages, "A long story about the leg. " * 70)
    workspace.change("test", notes=long)
    preview = _drawn(qtbot, page)
    back, on = (_step(page, name) for name in ("Page before", "Next page"))
    assert (back.isEnabled(), on.isEnabled()) == (False, True)

    with qtbot.waitActive(page, timeout=15_000):
        page.activateWindow()
    on.setFocus()
    last = preview.page_count - 1
    for _ in range(last):  # faster than they are drawn
        QTest.keyClick(on, Qt.Key.Key_Space)
    assert f"Page {last + 1} of {last + 1}" in _words(page)
    _drawn(qtbot, page)
    assert preview.page == last
    assert (back.isEnabled(), on.isEnabled()) == (True, False)
    assert back.hasFocus()
    QTest.keyClick(back, Qt.Key.Key_Space)
    _drawn(qtbot, page)
    assert preview.page == last - 1
    assert f"Page {last} of {last + 1}" in _words(page)


def test_a_page_wanted_while_another_is_drawn_is_not_forgotten(
    qtbot: QtBot, page: SummaryPage, workspace: Workspace
) -> None:
    long = dict.fromkeys(workspace.content.pages, "A long story about the leg. " * 70)
    workspace.change("test", notes=long)
    preview = _drawn(qtbot, page)
    preview.turn_to(1)
    preview._wait.stop()
    preview._begin()
    preview.turn_to(2)
    _drawn(qtbot, page)
    assert preview.page == 2


def test_the_notice_says_how_soon(page: SummaryPage, workspace: Workspace) -> None:
    notice = page.findChild(Notice)
    assert notice is not None
    level = workspace.assessment.urgency.name
    said = next(u for u in workspace.content.words.urgency if u.id == level)
    assert said.head in notice.accessibleName()
    assert "safety questions are still open" in notice.accessibleName()


def test_an_emergency_makes_a_page_for_the_crew(page: SummaryPage, workspace: Workspace) -> None:
    person = workspace.visit.person.model_copy(update={"region": "UK"})
    workspace.change("test", person=person)
    workspace.answer({"seizure": "yes"})
    assert "A page for the crew" in _words(page)
    notice = page.findChild(Notice)
    assert notice is not None
    assert (notice.level, "999" in notice.accessibleName()) == ("danger", True)


def test_saving_is_said_beside_the_button(
    page: SummaryPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_actions, "ask_save_path", lambda *_: tmp_path / "page.pdf")
    _press(page, "Save as PDF")
    assert (tmp_path / "page.pdf").exists()
    assert any(words.startswith("Saved as page.pdf") for words in _words(page))


def test_the_page_can_be_copied_and_read_as_text(page: SummaryPage) -> None:
    _press(page, "Copy as text")
    assert page_actions.COPIED in _words(page)
    _press(page, "Read it as text")
    dialog = page.findChild(PageAsText)
    assert dialog is not None
    text = dialog.findChild(QTextBrowser)
    assert text is not None
    assert "Worse after the shift" in text.toPlainText()
    assert "How soon" in text.toPlainText()
    assert text.accessibleName() == "Your page as text"
    dialog.close()


def test_at_large_text_it_all_goes_below_without_sideways_scrolling(
    page: SummaryPage, source: ThemeSource
) -> None:
    source.set_text_percent(200)
    page.resize(1100, 2400)
    assert page.minimumSizeHint().width() <= 640
    save = next(b for b in page.findChildren(QPushButton) if b.text() == "Save as PDF")
    assert (
        save.mapTo(page, save.rect().center()).y()
        < _preview(page).y() + _preview(page).mapTo(page, _preview(page).rect().topLeft()).y()
    )
    source.set_text_percent(100)
