"""The parts behave as a person expects: answers, keys, words that fit, and what is said aloud."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.ui import parts
from mgaid.ui.theme import Theme, ThemeSource

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

W = TypeVar("W", bound=QWidget)
SIGNS = (("chest_pain", "Chest pain"), ("collapse", "Fainted or collapsed"), ("blood", "Blood"))


def _radio(part: QWidget, name: str) -> QRadioButton:
    return next(r for r in part.findChildren(QRadioButton) if r.accessibleName().endswith(name))


def _box(part: QWidget, words: str) -> QCheckBox:
    return next(box for box in part.findChildren(QCheckBox) if box.text() == words)


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def _only(part: QWidget, kind: type[W]) -> W:
    """The one child of this kind."""
    found = part.findChild(kind)
    assert found is not None
    return found


def test_no_answer_is_given_for_the_person(qtbot: QtBot, source: ThemeSource) -> None:
    part = parts.YesNoUnsure(source, "Small, painless flickers?")
    qtbot.addWidget(part)
    assert part.answer() == ""
    assert not any(radio.isChecked() for radio in part.findChildren(QRadioButton))


@pytest.mark.parametrize(
    ("word", "answer"), [("Yes", "yes"), ("No", "no"), ("Not sure", "unknown")]
)
def test_a_click_answers(qtbot: QtBot, source: ThemeSource, word: str, answer: str) -> None:
    part = parts.YesNoUnsure(source, "Flickers?")
    qtbot.addWidget(part)
    with qtbot.waitSignal(part.answered) as told:
        _click(_radio(part, word))
    assert told.args == [answer]
    assert part.answer() == answer


def test_a_second_click_takes_the_answer_back(qtbot: QtBot, source: ThemeSource) -> None:
    part = parts.YesNoUnsure(source, "Flickers?")
    qtbot.addWidget(part)
    _click(_radio(part, "No"))
    with qtbot.waitSignal(part.answered) as told:
        _click(_radio(part, "No"))
    assert told.args == [""]
    assert not _radio(part, "No").isChecked()


def test_delete_takes_the_answer_back(qtbot: QtBot, source: ThemeSource) -> None:
    part = parts.YesNoUnsure(source, "Flickers?")
    qtbot.addWidget(part)
    _click(_radio(part, "Yes"))
    with qtbot.waitSignal(part.answered) as told:
        QTest.keyClick(_radio(part, "Yes"), Qt.Key.Key_Delete)
    assert told.args == [""]
    assert part.answer() == ""


def test_arrow_keys_move_between_answers_and_never_clear(qtbot: QtBot, source: ThemeSource) -> None:
    part = parts.YesNoUnsure(source, "Flickers?")
    qtbot.addWidget(part)
    part.show()
    part.activateWindow()
    part.set_answer("yes")
    _radio(part, "Yes").setFocus()
    qtbot.waitUntil(lambda: _radio(part, "Yes").hasFocus())
    QTest.keyClick(_radio(part, "Yes"), Qt.Key.Key_Right)
    assert part.answer() == "no"
    QTest.keyClick(_radio(part, "No"), Qt.Key.Key_Right)
    assert part.answer() == "unknown"


def test_an_answer_from_elsewhere_is_shown_without_telling(
    qtbot: QtBot, source: ThemeSource
) -> None:
    part = parts.YesNoUnsure(source, "Flickers?")
    qtbot.addWidget(part)
    with qtbot.assertNotEmitted(part.answered):
        part.set_answer("no")
        part.set_answer("")
        part.set_answer("yes")
    assert [r.text() for r in part.findChildren(QRadioButton) if r.isChecked()] == ["Yes"]


def test_each_button_says_its_question(qtbot: QtBot, source: ThemeSource) -> None:
    part = parts.YesNoUnsure(source, "Painful, hard cramps?")
    qtbot.addWidget(part)
    names = [radio.accessibleName() for radio in part.findChildren(QRadioButton)]
    assert names == [f"Painful, hard cramps? {word}" for word in ("Yes", "No", "Not sure")]


def test_none_of_these_is_a_no_to_every_sign(qtbot: QtBot, source: ThemeSource) -> None:
    group = parts.TickGroup(source, "Heart", SIGNS)
    qtbot.addWidget(group)
    assert group.state() == "open"
    with qtbot.waitSignal(group.answered) as told:
        _click(_box(group, "None of these"))
    assert told.args == [dict.fromkeys(group.answers(), "no")]
    assert group.state() == "answered"


def test_not_sure_is_unknown_for_every_sign_and_clears_none(
    qtbot: QtBot, source: ThemeSource
) -> None:
    group = parts.TickGroup(source, "Heart", SIGNS)
    qtbot.addWidget(group)
    _click(_box(group, "None of these"))
    _click(_box(group, "Not sure"))
    assert set(group.answers().values()) == {"unknown"}
    assert not _box(group, "None of these").isChecked()


def test_a_tick_says_nothing_about_the_other_signs(qtbot: QtBot, source: ThemeSource) -> None:
    group = parts.TickGroup(source, "Heart", SIGNS)
    qtbot.addWidget(group)
    _click(_box(group, "None of these"))
    _click(_box(group, "Chest pain"))
    assert group.answers() == {"chest_pain": "yes", "collapse": None, "blood": None}
    assert group.state() == "partly"


def test_none_of_the_others_is_asked_once_something_is_ticked(
    qtbot: QtBot, source: ThemeSource
) -> None:
    group = parts.TickGroup(source, "Heart", SIGNS)
    qtbot.addWidget(group)
    _click(_box(group, "Chest pain"))
    _click(_box(group, "None of the others"))
    assert group.answers() == {"chest_pain": "yes", "collapse": "no", "blood": "no"}
    assert group.state() == "answered"
    _click(_box(group, "Not sure about the others"))
    assert group.answers() == {"chest_pain": "yes", "collapse": "unknown", "blood": "unknown"}
    _click(_box(group, "Blood"))
    assert group.answers() == {"chest_pain": "yes", "collapse": None, "blood": "yes"}


def test_taking_every_tick_away_leaves_nothing_answered(qtbot: QtBot, source: ThemeSource) -> None:
    group = parts.TickGroup(source, "Heart", SIGNS)
    qtbot.addWidget(group)
    for _ in range(2):
        _click(_box(group, "Chest pain"))
    _click(_box(group, "None of these"))
    _click(_box(group, "None of these"))
    assert set(group.answers().values()) == {None}


def test_an_answer_given_elsewhere_survives_a_tick_here(qtbot: QtBot, source: ThemeSource) -> None:
    group = parts.TickGroup(source, "Heart", SIGNS)
    qtbot.addWidget(group)
    group.set_answers({"chest_pain": "no"})
    _click(_box(group, "Blood"))
    assert group.answers() == {"chest_pain": "no", "collapse": None, "blood": "yes"}


@pytest.mark.parametrize("typed", ["2,5", "2.5", "2½"])
def test_a_number_may_be_typed_in_any_usual_way(
    qtbot: QtBot, source: ThemeSource, typed: str
) -> None:
    field = parts.NumberField(source, "Taken for", 0, 100, decimals=1)
    qtbot.addWidget(field)
    spin = _only(field, QDoubleSpinBox)
    QTest.keyClicks(spin, typed)
    assert field.value() == 2.5


@pytest.mark.parametrize(
    ("typed", "decimals", "number"),
    [
        ("  42  ", 0, 42),
        ("40 years", 0, 40),
        ("40 y", 0, 40),
        ("7½", 1, 7.5),
        ("1 ¼", 2, 1.25),
        ("1,500", 1, 1.5),
        ("0,75", 2, 0.75),
    ],
)
def test_a_number_is_understood_with_its_unit_and_its_fractions(
    qtbot: QtBot, source: ThemeSource, typed: str, decimals: int, number: float
) -> None:
    field = parts.NumberField(source, "Age", 0, 120, decimals=decimals, units=[("", "years")])
    qtbot.addWidget(field)
    paste_into(field, typed)
    assert field.value() == number
    assert field.error() == ""


@pytest.mark.parametrize("typed", ["1,500", "1.500", "1 500"])
def test_thousands_are_understood_where_only_thousands_are_in_range(
    qtbot: QtBot, source: ThemeSource, typed: str
) -> None:
    field = parts.NumberField(source, "Pieces in the pack", 1, 100_000)
    qtbot.addWidget(field)
    paste_into(field, typed)
    assert field.value() == 1500


@pytest.mark.parametrize(
    ("typed", "decimals", "error"),
    [
        ("1,5", 0, "1,5 cannot be used here. Use a whole number."),
        ("3½", 0, "3½ cannot be used here. Use a whole number."),
        ("-3", 0, "-3 is below 0. Use a number from 0 up."),
        ("1e9", 0, "1e9 cannot be read as a number. Type it in figures only."),
        ("40 dogs", 0, "40 dogs cannot be read as a number. Type it in figures only."),
        ("1,500", 1, "1,500 can be read in two ways. Type 1500 or 1.5."),
        ("1 500", 1, "1 500 can be read in two ways. Type 1500 or 1.5."),
        ("1.25", 1, "1.25 has too many digits. Use 1 digit after the point at most."),
        ("9 000", 0, "9000 cannot be used. Use a number from 0 to 5000."),
        ("9" * 400, 0, f"{'9' * 20}… is too large. Use a smaller number."),
    ],
)
def test_what_is_no_number_is_kept_as_typed_and_explained(
    qtbot: QtBot, source: ThemeSource, typed: str, decimals: int, error: str
) -> None:
    field = parts.NumberField(source, "Caffeine", 0, 5000, decimals=decimals)
    qtbot.addWidget(field)
    field.set_value(7)
    paste_into(field, typed)
    assert field.error() == error
    assert field.value() is None
    assert not field.acceptable()
    assert _only(field, QLineEdit).text() == typed.replace("9 000", "9000")


def test_a_wrong_number_typed_key_by_key_is_not_made_another(
    qtbot: QtBot, source: ThemeSource
) -> None:
    field = parts.NumberField(source, "Your age", 10, 120)
    qtbot.addWidget(field)
    QTest.keyClicks(_only(field, QDoubleSpinBox), "1,5")
    assert _only(field, QLineEdit).text() == "1,5"
    assert field.value() is None


def test_a_unit_that_is_not_the_chosen_one_counts_once_it_is_chosen(
    qtbot: QtBot, source: ThemeSource
) -> None:
    field = parts.NumberField(source, "Taken for", 0, 99, units=[("m", "months"), ("y", "years")])
    qtbot.addWidget(field)
    paste_into(field, "2 years")
    assert field.error() == "Type the number only, then choose years in the list beside it."
    QTest.keyClick(_only(field, QComboBox), Qt.Key.Key_Down)
    assert field.value() == 2
    assert field.error() == ""


def paste_into(field: parts.NumberField, text: str) -> None:
    """Paste over what stands there, and leave the field."""
    line = _only(field, QLineEdit)
    line.selectAll()
    line.insert(text)
    QTest.keyClick(_only(field, QDoubleSpinBox), Qt.Key.Key_Return)


def test_an_empty_number_is_not_answered(qtbot: QtBot, source: ThemeSource) -> None:
    field = parts.NumberField(source, "Your age", 10, 120)
    qtbot.addWidget(field)
    assert field.value() is None
    assert _only(field, QLineEdit).text() == ""
    field.set_value(46)
    with qtbot.waitSignal(field.changed) as told:
        _only(field, QLineEdit).selectAll()
        QTest.keyClick(_only(field, QDoubleSpinBox), Qt.Key.Key_Backspace)
    assert told.args == [None]
    assert field.acceptable()


def test_an_impossible_number_is_kept_and_explained(qtbot: QtBot, source: ThemeSource) -> None:
    field = parts.NumberField(source, "Your age", 10, 120)
    qtbot.addWidget(field)
    QTest.keyClicks(_only(field, QDoubleSpinBox), "300")
    QTest.keyClick(_only(field, QDoubleSpinBox), Qt.Key.Key_Return)
    assert field.value() is None
    assert not field.acceptable()
    assert _only(field, QLineEdit).text() == "300"
    assert field.error() == "300 cannot be used. Use a number from 10 to 120."


def test_the_arrow_keys_start_at_the_least_number(qtbot: QtBot, source: ThemeSource) -> None:
    field = parts.NumberField(source, "Your age", 10, 120)
    qtbot.addWidget(field)
    QTest.keyClick(_only(field, QDoubleSpinBox), Qt.Key.Key_Up)
    assert field.value() == 10


def test_the_unit_is_chosen_from_a_closed_list(qtbot: QtBot, source: ThemeSource) -> None:
    field = parts.NumberField(source, "Taken for", 0, 99, units=[("m", "months"), ("y", "years")])
    qtbot.addWidget(field)
    choice = _only(field, QComboBox)
    assert not choice.isEditable()
    assert choice.accessibleName() == "Taken for, unit"
    with qtbot.waitSignal(field.unit_changed) as told:
        QTest.keyClick(choice, Qt.Key.Key_Down)
    assert told.args == ["y"]
    assert field.unit() == "y"


def test_only_done_steps_can_be_pressed(qtbot: QtBot, source: ThemeSource) -> None:
    stepper = parts.Stepper(source, ["Emergency check", "About you", "Your twitch"])
    qtbot.addWidget(stepper)
    stepper.set_current(1, [0])
    done, current, todo = stepper.findChildren(QPushButton)
    assert [b.isEnabled() for b in (done, current, todo)] == [True, False, False]
    assert done.accessibleName() == "Step 1 of 3: Emergency check, done"
    with qtbot.waitSignal(stepper.step_clicked) as told:
        _click(done)
    assert told.args == [0]


def test_the_stepper_becomes_a_rail_from_150_percent(qtbot: QtBot, source: ThemeSource) -> None:
    stepper = parts.Stepper(source, ["Emergency check", "About you"])
    qtbot.addWidget(stepper)
    assert (stepper.rail, stepper.width()) == (False, 264)
    source.set_text_percent(150)
    assert stepper.rail
    assert _only(stepper, QPushButton).toolTip() == "Emergency check"


def test_a_notice_is_announced_when_it_first_shows_and_when_it_rises(
    qtbot: QtBot, source: ThemeSource
) -> None:
    notice = parts.Notice(source, "info", "No rush", "A visit in <b>4 weeks</b>.", alert=True)
    qtbot.addWidget(notice)
    with qtbot.waitSignal(notice.announced) as told:
        notice.show()
    assert told.args == ["No rush. A visit in 4 weeks."]
    with qtbot.waitSignal(notice.announced):
        notice.set_content("danger", "Get help now")
    with qtbot.assertNotEmitted(notice.announced):
        notice.set_content("ok", "Look after yourself for now")


def test_a_guideline_badge_has_no_dots_and_says_what_it_is(
    qtbot: QtBot, source: ThemeSource
) -> None:
    badge = parts.CertaintyBadge(source, "guideline", "Guideline")
    qtbot.addWidget(badge)
    assert badge.accessibleName() == "How sure we are: Guideline"
    with pytest.raises(ValueError, match="sure"):
        badge.set_level("sure", "Sure")


def test_a_drawing_says_its_meaning_in_words(qtbot: QtBot, source: ThemeSource) -> None:
    people = parts.HundredPeople(
        source, [(67, "on magnesium"), (64, "on a dummy pill")], "Filled: fewer cramps."
    )
    qtbot.addWidget(people)
    assert people.accessibleName() == "67 of 100 on magnesium, 64 of 100 on a dummy pill"
    assert people.accessibleDescription() == "Filled: fewer cramps."


@pytest.mark.parametrize("percent", [100, 125, 150, 175, 200])
def test_words_on_controls_have_room_at_every_text_size(
    qtbot: QtBot, source: ThemeSource, percent: int
) -> None:
    source.set_text_percent(percent)
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    answer = parts.YesNoUnsure(source, "Flickers?")
    chip = parts.Chip(source, "Good sources")
    button = parts.Button(source, "Start the questions", "primary", "next", icon_after=True)
    for part in (answer, chip, button):
        column.addWidget(part)
    chip.setChecked(True)
    page.show()
    metrics = QFontMetrics(Theme("light", percent / 100).font(bold=True))
    for control in (*answer.findChildren(QRadioButton), chip, button):
        assert control.width() >= metrics.horizontalAdvance(control.text()) + 20
        assert control.height() >= max(40, metrics.height())


def test_a_long_sign_wraps_instead_of_being_cut(qtbot: QtBot, source: ThemeSource) -> None:
    box = parts.CheckBox(source, "Took far more magnesium than the label says")
    qtbot.addWidget(box)
    assert box.heightForWidth(200) > box.heightForWidth(600)


def test_the_ring_lies_around_the_focused_control_without_moving_it(
    qtbot: QtBot, source: ThemeSource
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(20, 20, 20, 20)
    field = QLineEdit()
    column.addWidget(field)
    ring = parts.FocusRing(source, window)
    window.show()
    window.activateWindow()
    before = field.geometry()
    field.setFocus()
    qtbot.waitUntil(ring.isVisible)
    assert field.geometry() == before
    assert ring.geometry() == before.adjusted(-5, -5, 5, 5)


@pytest.mark.parametrize("change", ["colours", "size"])
def test_the_ring_stays_when_the_look_changes(
    qtbot: QtBot, source: ThemeSource, change: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field = QLineEdit()
    column.addWidget(field)
    ring = parts.FocusRing(source, window)
    with qtbot.waitActive(window, timeout=15_000):
        window.show()
        window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(ring.isVisible, timeout=15_000)
    source.set_choice("dark") if change == "colours" else source.set_text_percent(150)

    assert ring.isVisible()
    assert ring.widget() is field
    qtbot.waitUntil(
        lambda: ring.geometry() == field.geometry().adjusted(-5, -5, 5, 5), timeout=15_000
    )
    source.set_choice("light")


def test_the_open_tab_keeps_its_width(qtbot: QtBot, source: ThemeSource) -> None:
    tabs = parts.TabBar(source)
    qtbot.addWidget(tabs)
    for words in ("Overview", "Foods"):
        tabs.add_tab(words, "food")
    before = tabs.tabRect(1)
    tabs.setCurrentIndex(1)
    assert tabs.tabRect(1) == before


@pytest.mark.parametrize("percent", [100, 200])
def test_a_list_folds_out_with_every_line_whole(
    qtbot: QtBot, source: ThemeSource, percent: int
) -> None:
    source.set_text_percent(percent)
    window = QWidget()
    qtbot.addWidget(window)
    box = parts.ComboBox("Where are you?")
    box.addItems(["United States", "United Kingdom", "Europe", "Somewhere else"])
    QVBoxLayout(window).addWidget(box)
    with qtbot.waitExposed(window, timeout=15_000):
        window.show()
    box.showPopup()
    qtbot.waitUntil(lambda: box.view().isVisible(), timeout=15_000)

    assert box.view().sizeHintForRow(0) >= source.theme.px("row")
    assert box.view().verticalScrollBar().maximum() == 0
    box.hidePopup()


def test_words_on_a_tag_wrap_where_there_is_no_room(qtbot: QtBot, source: ThemeSource) -> None:
    tag = parts.Tag(source, "Can lower magnesium: it is lost or not taken up")
    qtbot.addWidget(tag)
    tag.show()
    one_line = tag.sizeHint()
    assert tag.minimumSizeHint().width() < one_line.width()
    assert tag.heightForWidth(one_line.width()) == one_line.height()
    assert tag.heightForWidth(one_line.width() // 2) > one_line.height()
