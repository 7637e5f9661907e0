"""The diary section as a person meets it: a day in a few keys, bad input, the end, the file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core import diary as days
from mgaid.core.content.models import Urgency
from mgaid.core.visit import DiaryEntry, Person, Visit
from mgaid.ui import diary as diary_ui
from mgaid.ui import page_actions
from mgaid.ui.diary import DiarySection
from mgaid.ui.diary_chart import DiaryChart
from mgaid.ui.parts import FlowLayout
from mgaid.ui.tabs.checklist import ChecklistTab
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace
from tests.ui.opened import name_on, named, words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
Open = Callable[..., ChecklistTab]


@pytest.fixture
def open_diary(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Open:
    def opened(visit: Visit | None = None, width: int = 1366) -> ChecklistTab:
        if visit is not None:
            workspace.resume(visit)
        tab = ChecklistTab(workspace, source)
        qtbot.addWidget(tab)
        tab.resize(width, 640)
        tab.show()
        with qtbot.waitActive(tab):
            tab.activateWindow()
        tab.show_section("diary")
        return tab

    return opened


def ago(count: int) -> date:
    return TODAY - timedelta(days=count)


def noted(*told: tuple[int, float]) -> Visit:
    """A visit with minutes of twitching so many days ago."""
    visit = Visit(person=Person(age=34))
    for count, minutes in told:
        visit = days.noted(visit, ago(count), minutes=minutes)
    return visit


def section_of(tab: ChecklistTab) -> DiarySection:
    view = tab.views["diary"]
    assert isinstance(view, DiarySection)
    return view


def day_edit(tab: ChecklistTab) -> QDateEdit:
    return tab.findChildren(QDateEdit)[0]


def choose(tab: ChecklistTab, day: date) -> None:
    day_edit(tab).setDate(QDate(day.year, day.month, day.day))


def type_in(tab: ChecklistTab, name: str, keys: str) -> QDoubleSpinBox:
    spin = named(section_of(tab), QDoubleSpinBox, name)
    spin.setFocus(Qt.FocusReason.TabFocusReason)
    spin.selectAll()
    QTest.keyClicks(spin, keys)
    return spin


def press(tab: ChecklistTab, name: str) -> None:
    named(section_of(tab), QAbstractButton, name).click()


def today_of(workspace: Workspace, day: date = TODAY) -> DiaryEntry:
    entry = days.entry_on(workspace.visit, day)
    assert entry is not None
    return entry


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


# ------------------------------------------------------------------ a day in a few keys


def test_the_diary_is_the_last_section_of_the_bar(open_diary: Open) -> None:
    tab = open_diary()

    assert tab._bar.tabText(tab._bar.count() - 1) == "Diary"
    assert tab._bar.currentIndex() == tab._bar.count() - 1


def test_a_day_is_noted_with_the_keys_alone(open_diary: Open, workspace: Workspace) -> None:
    tab = open_diary()
    day_edit(tab).setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    for keys in ("20", "6.5", "2"):
        QTest.keyClicks(focused(), keys)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert isinstance(focused(), QComboBox)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    seen = []
    while not isinstance(focused(), QLineEdit):
        seen.append(focused().accessibleName() or name_on(focused()))
        if "Evening" in seen[-1] or "Calf" in seen[-1] or "Cramps" in seen[-1]:
            QTest.keyClick(focused(), Qt.Key.Key_Space)
        QTest.keyClick(focused(), Qt.Key.Key_Tab)
        assert len(seen) < 20
    QTest.keyClicks(focused(), "long day")

    assert seen[0] == "When: Morning"
    entry = today_of(workspace)
    assert (entry.minutes, entry.sleep_hours, entry.caffeine_mg) == (20, 6.5, 190)
    assert (entry.when, entry.where) == (("evening",), ("calf",))
    assert (entry.cramps, entry.note) == ("yes", "long day")
    assert (entry.weakness, entry.exercise, entry.stress) == (None, None, None)


@pytest.mark.usefixtures("in_german")
def test_the_day_is_in_english_and_a_comma_counts_on_a_german_computer(
    open_diary: Open, workspace: Workspace
) -> None:
    tab = open_diary(Visit(person=Person(age=34)))
    choose(tab, date(2026, 10, 22))
    assert day_edit(tab).text() == "22 October 2026"

    choose(tab, TODAY)
    type_in(tab, "Sleep the night before", "6,5")
    assert today_of(workspace).sleep_hours == 6.5


def test_same_as_yesterday_is_one_press_and_one_undo(
    open_diary: Open, workspace: Workspace
) -> None:
    tab = open_diary(noted((1, 30)))
    press(tab, "Same as yesterday")

    assert today_of(workspace).minutes == 30
    assert "before" in focused().accessibleName()
    assert workspace.undo_stack.undoText() == "Same as yesterday"
    workspace.undo_stack.undo()
    assert days.entry_on(workspace.visit, TODAY) is None


def test_with_a_gap_the_button_names_the_day_it_copies(open_diary: Open) -> None:
    tab = open_diary(noted((3, 30)))

    assert "Same as 19 November 2026" in words(section_of(tab))


def test_without_an_earlier_day_nothing_is_offered_to_copy(open_diary: Open) -> None:
    assert "Same as" not in words(section_of(open_diary()))


def test_typing_a_number_is_one_step_to_undo(open_diary: Open, workspace: Workspace) -> None:
    tab = open_diary()
    type_in(tab, "Twitching (0 if none)", "125")
    assert today_of(workspace).minutes == 125
    workspace.undo_stack.undo()

    assert workspace.visit.diary == ()
    assert named(section_of(tab), QDoubleSpinBox, "Twitching (0 if none)").text() == ""


def test_caffeine_can_be_told_in_mg(open_diary: Open, workspace: Workspace) -> None:
    tab = open_diary()
    type_in(tab, "Caffeine", "150")
    assert days.entry_on(workspace.visit, TODAY) is None or today_of(workspace).caffeine_mg != 150
    unit = named(section_of(tab), QComboBox, "Caffeine, unit")
    unit.setCurrentIndex(unit.findText("mg"))

    assert today_of(workspace).caffeine_mg == 150


def test_stress_and_exercise_can_be_told_and_taken_back(
    open_diary: Open, workspace: Workspace
) -> None:
    tab = open_diary()
    press(tab, "Stress None")
    press(tab, "Exercise No")
    assert (today_of(workspace).stress, today_of(workspace).exercise) == (0, "no")
    press(tab, "Stress None")
    press(tab, "Exercise No")

    assert workspace.visit.diary == ()


def test_what_a_screen_reader_writes_is_noted(open_diary: Open, workspace: Workspace) -> None:
    tab = open_diary(noted((1, 30)))
    section = section_of(tab)
    for part, text in (
        (day_edit(tab), "20 November 2026"),
        (named(section, QDoubleSpinBox, "Sleep the night before"), "6.5"),
        (named(section, QLineEdit, "Note"), "after a run"),
    ):
        heard = QAccessible.queryAccessibleInterface(part)
        end = heard.textInterface().characterCount()
        heard.editableTextInterface().replaceText(0, end, text)

    entry = today_of(workspace, ago(2))
    assert (entry.sleep_hours, entry.note) == (6.5, "after a run")
    assert today_of(workspace, ago(1)).minutes == 30


# ------------------------------------------------------------------ weakness


def test_weakness_raises_the_urgency_as_it_would_anywhere(
    open_diary: Open, workspace: Workspace
) -> None:
    tab = open_diary(Visit().answered({"weakness_objective": "no"}))
    press(tab, "Could you not do something you could do before? Yes")

    assert workspace.assessment.urgency >= Urgency.soon
    assert "weakness" in words(tab.panel)
    assert "Do not wait" in words(section_of(tab))


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (TODAY + timedelta(days=1), "still to come"),
        (date(1950, 1, 1), "before you were born"),
        (ago(60), "14 days in a row"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_the_field_and_nothing_is_lost(
    open_diary: Open, workspace: Workspace, day: date, said: str
) -> None:
    visit = noted((1, 30))
    tab = open_diary(visit)
    choose(tab, day)

    assert said in words(section_of(tab))
    assert said in day_edit(tab).accessibleDescription()
    assert not named(section_of(tab), QDoubleSpinBox, "Caffeine").isEnabled()
    assert workspace.visit == visit
    choose(tab, TODAY)
    assert named(section_of(tab), QDoubleSpinBox, "Caffeine").isEnabled()


def test_twenty_five_hours_of_sleep_stay_as_typed_with_one_line(
    open_diary: Open, workspace: Workspace
) -> None:
    tab = open_diary(noted((0, 10)))
    spin = type_in(tab, "Sleep the night before", "25")
    QTest.keyClick(spin, Qt.Key.Key_Tab)

    assert spin.text() == "25"
    assert "25 cannot be used. Use a number from 0 to 24." in words(section_of(tab))
    assert today_of(workspace).sleep_hours is None
    assert today_of(workspace).minutes == 10


def test_too_many_cups_are_said_in_cups(open_diary: Open) -> None:
    tab = open_diary()
    spin = type_in(tab, "Caffeine", "99")
    QTest.keyClick(spin, Qt.Key.Key_Tab)

    assert "from 0 to 52" in words(section_of(tab))


def test_a_day_noted_twice_is_the_same_day(open_diary: Open, workspace: Workspace) -> None:
    tab = open_diary(noted((2, 45)))
    choose(tab, ago(2))
    minutes = named(section_of(tab), QDoubleSpinBox, "Twitching (0 if none)")

    assert minutes.text() == "45"
    type_in(tab, "Sleep the night before", "5")
    assert len(workspace.visit.diary) == 1
    assert today_of(workspace, ago(2)).minutes == 45


def test_a_deleted_day_can_be_put_back(open_diary: Open, workspace: Workspace) -> None:
    visit = noted((0, 45), (1, 5))
    tab = open_diary(visit)
    press(tab, "Delete this day")

    assert len(workspace.visit.diary) == 1
    assert "22 November 2026 is deleted." in words(section_of(tab))
    press(tab, "Put it back")
    assert workspace.visit == visit
    assert "is deleted" not in words(section_of(tab))


def test_a_deleted_day_is_never_put_into_another_visit(
    open_diary: Open, workspace: Workspace
) -> None:
    tab = open_diary(noted((0, 45)))
    press(tab, "Delete this day")
    workspace.start_new()

    assert "Put it back" not in words(section_of(tab))


def test_a_clock_set_back_is_said_once_at_the_top(open_diary: Open, workspace: Workspace) -> None:
    visit = noted((-2, 45))
    tab = open_diary(visit)

    assert "Check the date of this computer" in words(section_of(tab))
    assert workspace.visit == visit


# ------------------------------------------------------------------ the end


def test_after_fourteen_days_it_says_to_stop_and_asks_nothing(open_diary: Open) -> None:
    tab = open_diary(noted(*((n, 5) for n in range(14))))
    said = words(section_of(tab))

    assert "You can stop counting now." in said
    assert not day_edit(tab).isVisible()
    assert "Same as" not in said


def test_the_last_day_can_be_finished_before_the_form_goes(
    open_diary: Open, workspace: Workspace
) -> None:
    tab = open_diary(noted(*((n, 5) for n in range(1, 14))))
    type_in(tab, "Twitching (0 if none)", "12")
    assert len(workspace.visit.diary) == 14
    type_in(tab, "Sleep the night before", "7")

    assert today_of(workspace).sleep_hours == 7
    tab.hide()
    tab.show()
    assert not day_edit(tab).isVisible()


def test_a_day_of_a_finished_diary_can_be_opened_with_enter(open_diary: Open) -> None:
    tab = open_diary(noted(*((n, n) for n in range(14))))
    table = named(section_of(tab), QTableWidget, "Your days")
    table.setFocus()
    table.setCurrentCell(0, 0)
    QTest.keyClick(table, Qt.Key.Key_Return)

    assert day_edit(tab).isVisible()
    assert day_edit(tab).date() == QDate(2026, 11, 9)
    assert named(section_of(tab), QDoubleSpinBox, "Twitching (0 if none)").text() == "13"


# ------------------------------------------------------------------ chart, table, file


def test_the_table_says_what_the_chart_shows(open_diary: Open) -> None:
    tab = open_diary(noted((1, 30), (0, 0)))
    table = named(section_of(tab), QTableWidget, "Your days")
    shown = table.model()
    rows = [[shown.index(row, column).data() for column in (0, 1)] for row in range(2)]

    assert rows == [["21 November 2026", "30\u00a0min"], ["22 November 2026", "0\u00a0min"]]
    chart = tab.findChildren(DiaryChart)[0]
    seen = QAccessible.queryAccessibleInterface(chart)
    assert seen.text(QAccessible.Text.Name) == "Twitching by day, with sleep and caffeine under it"
    assert "table" in seen.text(QAccessible.Text.Description)


@pytest.mark.parametrize("scheme", ["light", "dark", "high_contrast"])
def test_the_chart_draws_known_zero_and_unknown_days(
    open_diary: Open, source: ThemeSource, scheme: str
) -> None:
    visit = days.noted(noted((3, 30), (2, 0)), ago(1), when=("night",), sleep_hours=6.0)
    source.set_choice(scheme)
    tab = open_diary(days.noted(visit, TODAY, caffeine_mg=95.0))
    image = tab.findChildren(DiaryChart)[0].grab().toImage()
    accent = source.theme.color("accent").rgb()
    columns = {
        x
        for x in range(image.width())
        for y in range(0, image.height() // 2, 3)
        if image.pixel(x, y) == accent
    }

    assert columns
    assert max(columns) - min(columns) < 60  # one bar: only one day is known to have minutes


def test_large_text_drops_columns_rather_than_cutting_them(
    open_diary: Open, source: ThemeSource
) -> None:
    source.set_text_percent(200)
    tab = open_diary(noted((1, 30)), width=900)
    table = named(section_of(tab), QTableWidget, "Your days")
    shown = [n for n in range(table.columnCount()) if not table.isColumnHidden(n)]

    assert shown[:2] == [0, 1]
    assert len(shown) < table.columnCount()
    assert not table.horizontalScrollBar().isVisible()


def test_in_a_narrow_window_no_row_is_pressed_together(qtbot: QtBot, open_diary: Open) -> None:
    tab = open_diary(width=1024)
    rows = [
        row
        for row in section_of(tab).findChildren(FlowLayout)
        if (around := row.parentWidget()) is not None and around.isVisible()
    ]

    def all_roomy() -> bool:
        places = [(row, row.geometry()) for row in rows]
        return all(place.height() >= row.heightForWidth(place.width()) for row, place in places)

    assert len(rows) > 2
    qtbot.waitUntil(all_roomy, timeout=15_000)


def test_the_days_are_saved_as_a_table(
    open_diary: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "days.csv"
    monkeypatch.setattr(diary_ui, "ask_csv_path", lambda *_: target)
    press(open_diary(noted((1, 30))), "Save as a table (CSV)")
    lines = target.read_text(encoding="utf-8-sig").splitlines()

    assert lines[0].startswith("day,when,where,minutes,weakness")
    assert lines[1].startswith("2026-11-21,,,30,")


def test_a_table_that_cannot_be_saved_is_offered_elsewhere(
    open_diary: Open, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = iter([tmp_path / "gone" / "days.csv", tmp_path / "days.csv"])
    monkeypatch.setattr(diary_ui, "ask_csv_path", lambda *_: next(places))
    asked: list[str] = []

    def agree(_: QWidget, problem: str) -> bool:
        asked.append(problem)
        return True

    monkeypatch.setattr(page_actions, "ask_save_elsewhere", agree)
    tab = open_diary(noted((1, 30)))

    assert diary_ui.save_csv(tab, workspace) == tmp_path / "days.csv"
    assert "that folder is gone" in asked[0]
    monkeypatch.setattr(diary_ui, "ask_csv_path", lambda *_: tmp_path / "gone" / "days.csv")
    monkeypatch.setattr(page_actions, "ask_save_elsewhere", lambda *_: False)
    assert diary_ui.save_csv(tab, workspace) is None
    assert [path.name for path in tmp_path.iterdir()] == ["days.csv"]
