"""Choosing: the comparison of choices, what matters, and the questions for the visit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core.suggest import suggested_questions
from mgaid.core.visit import Visit
from mgaid.ui.evidence import EvidenceDialog
from mgaid.ui.option_grid import ALL, OptionGrid
from mgaid.ui.parts import CertaintyBadge, Chip, Notice
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard.special_matters import Matters
from mgaid.ui.wizard.special_questions import Questions
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def grid(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> OptionGrid:
    made = OptionGrid(workspace, source, "What could you do next?")
    qtbot.addWidget(made)
    made.resize(1230, 660)
    made.show()
    return made


def _text(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(words.text() for words in part.findChildren(QLabel) if words.isVisible())


def _lean(grid: OptionGrid, name: str) -> QCheckBox | None:
    QApplication.processEvents()
    found = [t for t in grid.findChildren(QCheckBox) if t.isVisible()]
    return next((t for t in found if t.accessibleName() == f"{name}: this one"), None)


def _press(part: QWidget, words: str) -> None:
    QApplication.processEvents()
    next(b for b in part.findChildren(QPushButton) if b.text() == words and b.isVisible()).click()


def _follow(grid: OptionGrid, words: str) -> None:
    """Reach a link by Tab and press Enter."""
    line = next(part for part in grid.findChildren(QLabel) if words in part.text())
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_every_choice_says_all_nine_points(grid: OptionGrid, workspace: Workspace) -> None:
    _press(grid, "All nine points")
    said = _text(grid)
    for option in workspace.content.options.values():
        for field, _ in ALL:
            assert getattr(option, field) in said
    assert len(ALL) == 9


def test_the_columns_are_equally_wide(grid: OptionGrid, workspace: Workspace) -> None:
    QApplication.processEvents()
    cells = [
        words.parentWidget()
        for words in grid.findChildren(QLabel)
        if words.text() in [o.what_it_takes for o in workspace.content.options.values()]
    ]
    widths = {cell.width() for cell in cells if cell is not None}
    assert len(cells) == 5
    assert max(widths) - min(widths) <= 1


def test_a_closed_choice_says_so_with_the_reason(grid: OptionGrid, workspace: Workspace) -> None:
    workspace.answer({"ckd_advanced": "yes"})
    assert workspace.content.gate_reasons["ckd_advanced"].why in _text(grid)
    assert "Try a supplement: closed for now." in _text(grid)
    assert _lean(grid, "Try a supplement") is None
    assert _lean(grid, "See someone") is not None


def test_a_choice_leant_to_before_it_was_closed_stays_and_says_it_is_closed(
    grid: OptionGrid, workspace: Workspace
) -> None:
    workspace.change("lean", leaning=("supplement",))
    workspace.answer({"ckd_advanced": "yes"})
    tick = _lean(grid, "Try a supplement")

    assert tick is not None
    assert tick.isChecked()
    assert tick.accessibleDescription() == "Closed for now"
    beside = tick.parentWidget()
    assert beside is not None
    assert "Closed for now" in _text(beside).splitlines()


def test_a_leaning_brought_back_by_undo_can_be_taken_back_though_closed(
    grid: OptionGrid, workspace: Workspace
) -> None:
    workspace.answer({"ckd_advanced": "yes"})
    assert _lean(grid, "Try a supplement") is None
    workspace.change("lean", leaning=("supplement",))
    tick = _lean(grid, "Try a supplement")

    assert tick is not None
    tick.click()
    assert workspace.visit.leaning == ()


@pytest.mark.parametrize("finding", ["ckd_advanced", "kidney_other"])
def test_with_kidney_limits_more_magnesium_from_food_is_not_plainly_open(
    grid: OptionGrid, workspace: Workspace, finding: str
) -> None:
    said = "Open, ask your kidney team first"
    assert said not in _text(grid)
    workspace.answer({finding: "yes"})

    assert _text(grid).splitlines().count("Open to you") == 3
    assert said in _text(grid)
    workspace.answer({finding: "no"})
    assert said not in _text(grid)


def test_ask_first_leaves_the_choice_to_the_person(grid: OptionGrid, workspace: Workspace) -> None:
    workspace.answer({"pregnant": "yes"})
    assert "Ask first, before you take magnesium" in _text(grid)
    assert _lean(grid, "Try a supplement") is not None


def test_what_is_not_answered_leads_to_its_page(
    qtbot: QtBot, grid: OptionGrid, workspace: Workspace
) -> None:
    assert "We need to know first" in _text(grid)
    with qtbot.waitSignal(grid.page_wanted) as wanted:
        _follow(grid, "Answer what is open")
    assert wanted.args is not None
    assert wanted.args[0] in workspace.content.pages


def test_more_than_one_choice_can_be_leant_to(grid: OptionGrid, workspace: Workspace) -> None:
    for name in ("See someone", "Wait and look after yourself"):
        tick = _lean(grid, name)
        assert tick is not None
        tick.setFocus()
        QTest.keyClick(tick, Qt.Key.Key_Space)
    assert workspace.visit.leaning == ("wait", "see_someone")
    workspace.undo_stack.undo()
    kept = _lean(grid, "Wait and look after yourself")
    assert kept is not None
    assert not kept.isChecked()


def test_how_sure_opens_the_evidence(grid: OptionGrid) -> None:
    QApplication.processEvents()
    grid.findChildren(CertaintyBadge)[0].click()
    dialog = grid.window().findChild(EvidenceDialog)
    assert dialog is not None
    dialog.close()


def test_an_urgent_answer_takes_the_place_of_the_comparison(
    qtbot: QtBot, grid: OptionGrid, workspace: Workspace
) -> None:
    workspace.answer({"seizure": "yes"})
    notice = grid.findChild(Notice)
    assert notice is not None
    assert notice.isVisible()
    assert "Get help now" in notice.accessibleName()
    assert "Good points" not in _text(grid)
    with qtbot.waitSignal(grid.page_wanted) as wanted:
        _press(grid, "Go to your page")
    assert wanted.args == ["summary"]
    workspace.answer({"seizure": None})
    assert not notice.isVisible()
    assert "Good points" in _text(grid)


def test_large_text_shows_two_choices_and_lets_the_person_pick(
    grid: OptionGrid, workspace: Workspace, source: ThemeSource
) -> None:
    source.set_text_percent(150)
    grid.resize(1200, 1400)
    options = workspace.content.options
    shown = [o.id for o in options.values() if o.what_it_takes in _text(grid)]
    assert shown == ["wait", "food"]
    _press(grid, "See someone")
    shown = [o.id for o in options.values() if o.what_it_takes in _text(grid)]
    assert shown == ["food", "see_someone"]
    chips = [c for c in grid.findChildren(Chip) if c.isVisible() and c.isChecked()]
    assert [c.text() for c in chips if c.property("option")] == [
        options["food"].name,
        options["see_someone"].name,
    ]
    source.set_text_percent(100)


def test_with_large_text_the_page_scrolls_as_one(grid: OptionGrid, source: ThemeSource) -> None:
    source.set_text_percent(200)
    [rows] = [area for area in grid.findChildren(QScrollArea) if area.isVisible()]
    grid.resize(1200, grid.sizeHint().height())
    QApplication.processEvents()

    assert rows.verticalScrollBar().maximum() == 0
    assert rows.minimumHeight() > 600
    source.set_text_percent(100)


def test_it_never_needs_more_than_640_pixels(grid: OptionGrid) -> None:
    assert grid.minimumSizeHint().width() <= 640


# ---------------------------------------------------------------- what matters


@pytest.fixture
def matters(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Matters:
    made = Matters(workspace, source)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


def _rating(matters: Matters, wish: str, rating: int) -> QRadioButton:
    buttons = matters.findChildren(QRadioButton)
    return next(b for b in buttons if b.accessibleName() == f"{wish} {rating}")


def test_a_wish_is_rated_and_shown_back(matters: Matters, workspace: Workspace) -> None:
    _rating(matters, "I want to keep the cost down", 5).click()
    assert workspace.visit.matters == {"cost": 5}
    assert "What matters to me: low cost." in _text(matters)


def test_a_rating_can_be_taken_back_by_keyboard(matters: Matters, workspace: Workspace) -> None:
    button = _rating(matters, "I want to keep the cost down", 2)
    button.click()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert workspace.visit.matters == {}


def test_ratings_follow_the_visit(matters: Matters, workspace: Workspace) -> None:
    workspace.resume(Visit(matters={"cost": 3}))
    assert _rating(matters, "I want to keep the cost down", 3).isChecked()


# ---------------------------------------------------------------- questions


@pytest.fixture
def questions(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Questions:
    made = Questions(workspace, source)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


def _list(questions: Questions) -> QListWidget:
    found = questions.findChild(QListWidget)
    assert found is not None
    return found


def _order(questions: Questions) -> list[str]:
    ranked = _list(questions)
    return [ranked.item(row).text() for row in range(ranked.count())]


def _own(workspace: Workspace) -> tuple[str, ...]:
    return workspace.visit.questions


def test_suggested_questions_are_listed(questions: Questions, workspace: Workspace) -> None:
    suggested = suggested_questions(workspace.content, workspace.visit, workspace.assessment)
    assert _order(questions) == [text for _, text in suggested]


def test_the_first_three_are_said_to_be_asked_first(questions: Questions) -> None:
    ranked = _list(questions)
    said = [
        str(ranked.item(row).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(ranked.count())
    ]
    assert ["ask first" in words for words in said] == [row < 3 for row in range(len(said))]


def test_alt_and_an_arrow_moves_a_question(questions: Questions, workspace: Workspace) -> None:
    ranked = _list(questions)
    before = _order(questions)
    ranked.setFocus()
    QTest.keyClick(ranked, Qt.Key.Key_Down)
    QTest.keyClick(ranked, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _order(questions)[:2] == [before[1], before[0]]
    assert ranked.currentRow() == 0
    assert workspace.visit.ask_first is not None
    asked = [item.text() for item in [ranked.item(0)]]
    page = workspace.document()
    first = next(s for s in page.sections if s.id == "questions")
    assert asked[0] in str(first)


def test_buttons_move_a_question_too(questions: Questions) -> None:
    before = _order(questions)
    _press(questions, "Move down")
    assert _order(questions)[:2] == [before[1], before[0]]
    _press(questions, "Move up")
    assert _order(questions) == before


def test_a_question_can_be_dragged(
    questions: Questions, workspace: Workspace, qtbot: QtBot
) -> None:
    ranked = _list(questions)
    before = _order(questions)
    root = ranked.rootIndex()
    ranked.model().moveRow(root, 2, root, 0)
    qtbot.waitUntil(lambda: workspace.visit.ask_first is not None)
    assert _order(questions)[:2] == [before[2], before[0]]


def test_a_question_of_ones_own_comes_first_and_can_be_removed(
    questions: Questions, workspace: Workspace
) -> None:
    before = _order(questions)
    field = questions.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "May I still drive?")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert _own(workspace) == ("May I still drive?",)
    assert _order(questions) == ["May I still drive?", *before]
    _press(questions, "Remove my question")
    assert _own(workspace) == ()
    assert _order(questions) == before


def test_a_half_typed_question_is_kept_on_leaving(
    questions: Questions, workspace: Workspace
) -> None:
    field = questions.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "May I swim?")
    questions.flush()
    assert workspace.visit.questions == ("May I swim?",)
    questions.flush()
    assert workspace.visit.questions == ("May I swim?",)
