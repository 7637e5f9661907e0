"""What matters, where one leans, and how sure one is: shown back, never added up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.suggest import suggested_questions
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard.special_matters import Matters
from mgaid.ui.workspace import Workspace


@pytest.fixture
def matters(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Matters:
    made = Matters(workspace, source)
    qtbot.addWidget(made)
    made.resize(1080, 1600)
    made.show()
    QApplication.processEvents()
    return made


def read(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(words.text() for words in part.findChildren(QLabel) if words.isVisible())


def button(part: QWidget, name: str) -> QRadioButton:
    QApplication.processEvents()
    return next(
        b for b in part.findChildren(QRadioButton) if b.accessibleName() == name and b.isVisible()
    )


def tick(part: QWidget, name: str) -> QCheckBox | None:
    QApplication.processEvents()
    found = (t for t in part.findChildren(QCheckBox) if t.isVisible())
    return next((t for t in found if t.accessibleName() == f"You lean to: {name}"), None)


def test_a_strong_wish_stands_next_to_what_every_choice_says_about_it(
    matters: Matters, content: Content
) -> None:
    assert "Next to your choices" not in read(matters)
    button(matters, "I want to avoid side effects 5").click()
    said = read(matters)

    assert "Next to your choices" in said
    for option in content.options.values():
        assert option.bad_points in said


def test_a_weak_wish_is_not_held_against_the_choices(matters: Matters, content: Content) -> None:
    button(matters, "I want to avoid side effects 2").click()

    assert content.options["wait"].bad_points not in read(matters)


def test_no_choice_is_scored_or_called_best(matters: Matters) -> None:
    for wish in ("I want to avoid pills", "I want quick relief", "I want to keep the cost down"):
        button(matters, f"{wish} 5").click()
    shown = read(matters).lower().replace("best choice for you?", "").replace("per cent", "%")

    for word in ("best", "score", "total", "points:", "match", "%"):
        assert word not in shown


def test_a_leaning_is_ticked_and_taken_back(matters: Matters, workspace: Workspace) -> None:
    food = tick(matters, "Eat more magnesium")
    assert food is not None
    food.setFocus()
    QTest.keyClick(food, Qt.Key.Key_Space)
    assert list(workspace.visit.leaning) == ["food"]
    QTest.keyClick(food, Qt.Key.Key_Space)
    assert list(workspace.visit.leaning) == []


def test_a_closed_choice_is_named_with_closed_for_now(
    matters: Matters, workspace: Workspace
) -> None:
    workspace.answer({"ckd_advanced": "yes"})

    assert tick(matters, "Try a supplement") is None
    assert tick(matters, "Eat more magnesium") is not None
    assert "Closed for now" in read(matters)


def test_a_leaning_from_before_it_was_closed_can_be_taken_back(
    matters: Matters, workspace: Workspace
) -> None:
    workspace.change("You lean to", leaning=("supplement",))
    workspace.answer({"ckd_advanced": "yes"})
    supplement = tick(matters, "Try a supplement")

    assert supplement is not None
    assert "<b>Try a supplement:</b> Closed for now" in read(matters)
    supplement.click()
    assert workspace.visit.leaning == ()


def test_a_no_is_said_to_be_asked_first(
    matters: Matters, workspace: Workspace, content: Content
) -> None:
    question = content.sure["know"]
    button(matters, f"{question.question} No").click()
    asked = suggested_questions(content, workspace.visit, workspace.assessment)

    assert workspace.visit.sure == {"know": "no"}
    assert asked[0][1] == question.ask
    assert question.ask in read(matters)


def test_an_answer_of_sureness_is_taken_back_by_keyboard(
    matters: Matters, workspace: Workspace, content: Content
) -> None:
    question = content.sure["best"]
    yes = button(matters, f"{question.question} Yes")
    yes.click()
    assert workspace.visit.sure == {"best": "yes"}
    yes.setFocus()
    QTest.keyClick(yes, Qt.Key.Key_Delete)
    assert workspace.visit.sure == {}


def test_sureness_follows_the_visit(
    matters: Matters, workspace: Workspace, content: Content
) -> None:
    workspace.change("How sure you are", sure={"support": "yes"})

    assert button(matters, f"{content.sure['support'].question} Yes").isChecked()


def test_the_source_of_the_four_questions_is_named(matters: Matters) -> None:
    assert "SURE test" in read(matters)


def test_with_a_warning_sign_there_is_nothing_to_choose(
    matters: Matters, workspace: Workspace, content: Content
) -> None:
    workspace.answer({"seizure": "yes"})
    said = read(matters)

    assert tick(matters, "Eat more magnesium") is None
    assert content.sure["best"].question not in said
    workspace.answer({"seizure": "no"})
    assert content.sure["best"].question in read(matters)
