"""The checklist tab as a person meets it: keys, visit, panel, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDoubleSpinBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from mgaid.core import checklist
from mgaid.core.content import Content
from mgaid.core.content.models import Answer
from mgaid.core.visit import Person, Visit
from mgaid.ui import checklist_print, page_actions
from mgaid.ui.checklist_panel import OpenLink
from mgaid.ui.checklist_sections import AnswerLine, SectionView
from mgaid.ui.tab_order import following
from mgaid.ui.tabs.checklist import ChecklistTab
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 11, 22)
WAIT_MS = 15_000
WAYS = {"yes": 0, "no": 1, "unknown": 2}
Open = Callable[..., ChecklistTab]


@pytest.fixture
def open_tab(qtbot: QtBot, workspace: Workspace, source: ThemeSource) -> Open:
    def opened(visit: Visit | None = None, width: int = 1366) -> ChecklistTab:
        if visit is not None:
            workspace.resume(visit)
        tab = ChecklistTab(workspace, source)
        qtbot.addWidget(tab)
        tab.resize(width, 640)
        tab.show()
        with qtbot.waitActive(tab):
            tab.activateWindow()
        settle(tab)
        return tab

    return opened


class Windows(QObject):
    """Writes down every part that comes up as a window of its own."""

    def __init__(self, app: QApplication) -> None:
        super().__init__()
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def settle(tab: ChecklistTab) -> None:
    """Lines near the view are made a card at a time, while the window answers."""
    deadline = QDeadlineTimer(WAIT_MS)
    while not tab.settled:
        assert not deadline.hasExpired()
        QApplication.processEvents()


def go_to(tab: ChecklistTab, section: str) -> None:
    tab.show_section(section)
    settle(tab)


def calm(content: Content, sex: str = "male", **answers: Answer) -> Visit:
    told: dict[str, Answer] = dict.fromkeys(content.core.findings, "no")
    return Visit(
        person=Person(age=34, sex=sex, region="UK"),  # type: ignore[arg-type]
        findings={**told, **answers},
    )


@pytest.mark.parametrize("percent", [100, 200])
def test_no_part_of_the_tab_comes_up_as_a_window(
    qapp: QApplication, qtbot: QtBot, workspace: Workspace, source: ThemeSource, percent: int
) -> None:
    source.set_text_percent(percent)
    windows = Windows(qapp)
    tab = ChecklistTab(workspace, source)
    qtbot.addWidget(tab)
    assert windows.seen == []

    tab.show()
    settle(tab)
    source.set_text_percent(150)
    source.set_text_percent(100)
    qapp.removeEventFilter(windows)
    assert windows.seen == ["ChecklistTab"]
    assert tab.panel.isVisible()


def part_of(tab: ChecklistTab, finding: str) -> str:
    return next(
        part.id
        for view in tab.views.values()
        for part in view.section.parts
        if any(line.finding == finding for line in part.lines)
    )


def focus() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def press(key: Qt.Key) -> None:
    QTest.keyClick(focus(), key)


def answer(tab: ChecklistTab, finding: str, word: str) -> None:
    """Go to a line and answer it with the keys alone."""
    tab.show_part(part_of(tab, finding), finding)
    focused = focus()
    assert isinstance(focused, QRadioButton), finding
    QTest.keyClick(focused, Qt.Key.Key_Space)
    for _ in range(WAYS[word]):
        press(Qt.Key.Key_Right)


def type_number(tab: ChecklistTab, part: str, name: str, keys: str) -> None:
    tab.show_part(part)
    spin = next(s for s in tab.findChildren(QDoubleSpinBox) if name in s.accessibleName())
    spin.setFocus(Qt.FocusReason.TabFocusReason)
    spin.selectAll()
    QTest.keyClicks(spin, keys)
    QTest.keyClick(spin, Qt.Key.Key_Tab)


def words(part: QWidget) -> str:
    shown = [label.text() for label in part.findChildren(QLabel) if label.isVisibleTo(part)]
    return "\n".join(shown)


def links(tab: ChecklistTab) -> list[str]:
    found = tab.findChildren(OpenLink)
    return [link.text() for link in found if not link.isHidden()]


def line_of(tab: ChecklistTab, finding: str) -> AnswerLine:
    tab.show_part(part_of(tab, finding), finding)
    return next(made for made in tab.findChildren(AnswerLine) if made.finding == finding)


# ---------------------------------------------------------------- journeys, by keyboard


def test_a_worried_person_with_caffeine_and_poor_sleep(
    open_tab: Open, workspace: Workspace, content: Content
) -> None:
    tab = open_tab(calm(content))
    answer(tab, "twitch_flicker", "yes")
    answer(tab, "cramp_painful", "no")
    answer(tab, "health_worry_als", "yes")
    type_number(tab, "caffeine_score", "Filter coffee", "7")
    type_number(tab, "sleep_hours", "How long do you sleep", "5")

    assert "Caffeine on a usual day" in words(tab.views["triggers"])
    assert workspace.visit.items["cups_filter"] == 7
    assert workspace.visit.numbers["sleep_hours"] == 5
    assert tab.panel.notice.level == "ok"
    said = words(tab.panel)
    assert "Caffeine or other stimulants" in said
    assert "Too little sleep" in said
    assert "How long it has lasted" in links(tab)


def test_a_person_with_foot_drop(open_tab: Open, content: Content) -> None:
    tab = open_tab(calm(content, twitch_flicker="yes"))
    answer(tab, "foot_drop", "yes")

    assert tab.panel.notice.level == "warn"
    assert "See someone soon" in words(tab.panel)
    assert "a foot that does not lift" in words(tab.panel)

    answer(tab, "foot_drop_new", "yes")
    assert tab.panel.notice.level == "danger"
    assert "Get seen today or tomorrow" in words(tab.panel)
    assert "can wait" in words(tab.panel)
    assert "Benign twitching" not in words(tab.panel)


def test_restless_legs_at_night(open_tab: Open, content: Content) -> None:
    tab = open_tab(calm(content))
    for finding in ("urge_to_move", "worse_at_rest", "relief_by_movement", "evening_worse"):
        answer(tab, finding, "yes")
    answer(tab, "rls_mimic", "no")

    assert tab.panel.notice.level == "info"
    assert "Restless legs" in words(tab.panel)
    assert "because you said: all four restless legs signs" in words(tab.panel)


def test_pregnancy_with_a_severe_headache(open_tab: Open, content: Content) -> None:
    tab = open_tab(calm(content, sex="female", cramp_painful="yes"))
    answer(tab, "pregnant", "yes")
    assert "Pregnancy" in words(tab.panel)

    answer(tab, "preeclampsia_signs", "yes")
    assert tab.panel.notice.level == "danger"
    assert "999" in words(tab.panel)
    assert "Pregnancy" not in words(tab.panel)


# ---------------------------------------------------------------- tied to the visit


def test_what_is_told_elsewhere_is_shown_here_and_the_other_way_round(
    open_tab: Open, workspace: Workspace
) -> None:
    tab = open_tab()
    line = line_of(tab, "twitch_flicker")
    workspace.answer({"twitch_flicker": "unknown"})
    assert line.choice.answer() == "unknown"

    answer(tab, "twitch_flicker", "no")
    assert workspace.visit.findings["twitch_flicker"] == "no"
    press(Qt.Key.Key_Delete)
    assert "twitch_flicker" not in workspace.visit.findings


def test_every_line_is_told_from_here_and_shows_what_is_told_elsewhere(
    open_tab: Open, workspace: Workspace, content: Content
) -> None:
    every: dict[str, Answer] = dict.fromkeys(checklist.build(content).part_of, "unknown")
    tab = open_tab(Visit(person=Person(age=12, sex="female"), findings=every))
    for view in tab.views.values():
        for part in list(view.waiting()):
            view.make(part)
    lines = {line.finding: line for line in tab.findChildren(AnswerLine)}
    assert set(lines) == set(every)

    for finding, line in lines.items():
        for word in ("yes", "no"):
            line.choice.findChildren(QRadioButton)[WAYS[word]].click()
            assert workspace.visit.findings[finding] == word, finding
    workspace.answer(dict(every))
    for view in tab.views.values():
        view.refresh()
    assert {line.choice.answer() for line in lines.values()} == {"unknown"}


def test_a_section_out_of_view_is_right_when_one_comes_to_it(
    open_tab: Open, workspace: Workspace
) -> None:
    tab = open_tab()
    tab.show_section("strength")
    tab.show_section("warnings")
    workspace.answer({"wasting": "yes"})
    assert line_of(tab, "wasting").choice.answer() == "yes"


def test_a_change_while_the_tab_is_hidden_is_shown_when_it_comes_back(
    open_tab: Open, workspace: Workspace
) -> None:
    tab = open_tab()
    tab.hide()
    workspace.answer({"chest_pain": "yes"})
    tab.show()
    assert tab.panel.notice.level == "danger"
    assert line_of(tab, "chest_pain").choice.answer() == "yes"


def test_no_to_the_rest_answers_only_what_is_open(open_tab: Open, workspace: Workspace) -> None:
    tab = open_tab(Visit(findings={"collapse": "unknown"}))
    rest = next(
        b
        for b in tab.findChildren(QPushButton)
        if b.accessibleName() == "Faints and spasms: No to the rest"
    )
    QTest.keyClick(rest, Qt.Key.Key_Space)
    assert workspace.visit.findings == {
        "collapse": "unknown",
        "jaw_throat_spasm": "no",
        "neck_eye_pulling": "no",
    }


def test_marking_the_calf_answers_the_line_below(open_tab: Open, workspace: Workspace) -> None:
    tab = open_tab()
    tab.show_part("map")
    focused = focus()
    assert focused.accessibleName() == "Right hip, front"
    for key in (Qt.Key.Key_Down,) * 3 + (Qt.Key.Key_Right,) * 2 + (Qt.Key.Key_Space,):
        press(key)
    assert workspace.visit.sites == ("left-calf-back",)
    assert line_of(tab, "calf_or_foot_site").choice.answer() == "yes"


def test_follow_ups_come_with_their_answer(open_tab: Open) -> None:
    tab = open_tab()
    go_to(tab, "feels")
    feels = tab.views["feels"]
    assert isinstance(feels, SectionView)
    part = feels.parts["cramp_rows"]
    assert part.isHidden()
    answer(tab, "cramp_painful", "yes")
    assert part.isVisible()


# ---------------------------------------------------------------- the panel


def test_a_rise_of_urgency_is_said_aloud_once(
    open_tab: Open, workspace: Workspace, content: Content
) -> None:
    tab = open_tab(calm(content))
    heard: list[str] = []
    tab.panel.notice.announced.connect(heard.append)
    workspace.answer({"foot_drop": "yes"})
    assert len(heard) == 1
    assert "See someone soon" in heard[0]
    workspace.answer({"foot_drop_new": "yes"})
    assert len(heard) == 2
    workspace.answer({"chest_pain": "yes"})
    assert len(heard) == 2  # the window's banner says an emergency
    assert "Get help now" in tab.panel.notice.accessibleName()


def test_an_emergency_leads_to_who_to_call(qtbot: QtBot, open_tab: Open) -> None:
    tab = open_tab(Visit(person=Person(region="US"), findings={"chest_pain": "yes"}))
    assert "Get help now: call 911" in words(tab.panel)
    call = next(b for b in tab.panel.findChildren(QPushButton) if b.text() == "Who to call")
    with qtbot.waitSignal(tab.help_wanted):
        QTest.keyClick(call, Qt.Key.Key_Space)


def test_an_open_point_leads_to_its_line(open_tab: Open, content: Content) -> None:
    tab = open_tab(calm(content, twitch_flicker="yes"))
    link = next(k for k in tab.findChildren(OpenLink) if k.text() == "An urge to move your legs")
    QTest.keyClick(link, Qt.Key.Key_Space)
    focused = focus()
    assert focused.accessibleName().startswith("An urge to move the legs")
    top = focused.mapTo(tab, QPoint(0, 0)).y()
    assert 0 < top < tab.height()


def test_what_the_checklist_does_not_ask_is_asked_by_the_questions(
    qtbot: QtBot, open_tab: Open, content: Content
) -> None:
    tab = open_tab(calm(content, twitch_flicker="yes", cramp_painful="no", urge_to_move="no"))
    link = next(k for k in tab.findChildren(OpenLink) if k.text() == "Medicines you take")
    with qtbot.waitSignal(tab.page_wanted) as asked:
        QTest.keyClick(link, Qt.Key.Key_Space)
    assert asked.args == ["medicines"]


def test_no_number_of_signs_is_counted(open_tab: Open, content: Content) -> None:
    tab = open_tab(calm(content, twitch_flicker="yes"))
    said = words(tab.panel)
    assert "%" not in said
    assert "score" not in said.lower()
    assert " of " not in said.replace("of the", "")


# ---------------------------------------------------------------- finding one's way


def test_the_tab_is_there_before_its_lines_and_these_come_by_themselves(
    qtbot: QtBot, workspace: Workspace, source: ThemeSource, content: Content
) -> None:
    workspace.resume(calm(content, foot_drop="yes"))
    tab = ChecklistTab(workspace, source)
    qtbot.addWidget(tab)
    tab.resize(1366, 640)
    tab.show()

    assert "See someone soon" in words(tab.panel)
    assert not tab.findChildren(AnswerLine)
    settle(tab)
    assert line_of(tab, "chest_pain").choice.answer() == "no"
    assert not tab.views["triggers"].made()


@pytest.mark.parametrize("part", ["stimulant_ticks", "both_feet", "how_often", "foot_drop_rows"])
def test_what_one_came_to_stays_where_it_is_while_the_rest_is_made(
    open_tab: Open, content: Content, part: str
) -> None:
    tab = open_tab(calm(content, foot_drop="unknown"))
    tab.show_part(part)
    place = focus()
    top = place.mapTo(tab, QPoint(0, 0)).y()
    settle(tab)

    assert place.hasFocus()
    assert place.mapTo(tab, QPoint(0, 0)).y() == top
    assert 0 < top < tab.height()


@pytest.mark.parametrize("section", ["feels", "when", "signs"])
def test_a_section_jumped_to_stays_at_the_top_while_the_rest_is_made(
    open_tab: Open, section: str
) -> None:
    tab = open_tab()
    tab.show_section(section)
    came_to = tab.views[section].mapTo(tab, QPoint(0, 0)).y()
    settle(tab)
    assert tab.views[section].mapTo(tab, QPoint(0, 0)).y() == came_to


@pytest.mark.parametrize("width", [1366, 1024])
def test_every_section_can_be_jumped_to(open_tab: Open, width: int) -> None:
    tab = open_tab(width=width)
    for section_id, view in tab.views.items():
        go_to(tab, section_id)
        assert view.made()
        top = view.mapTo(tab, QPoint(0, 0)).y()
        assert top < tab.height(), section_id


def _after(tab: QWidget) -> Iterator[QWidget]:
    """What the focus can come to, in the order of the Tab key."""
    at = following(tab)
    while at is not tab:
        if at.focusPolicy() and at.focusProxy() is None:
            yield at
        at = following(at)


def test_the_tab_key_alone_comes_to_every_line(
    open_tab: Open, workspace: Workspace, content: Content
) -> None:
    told = calm(content, sex="female", cramp_painful="yes", urge_to_move="yes", foot_drop="yes")
    tab = open_tab(told.changed(person=Person(sex="female")))
    tab.show_part(next(iter(tab.views["warnings"].section.parts)).id)
    met: list[str] = []
    while not tab.views["diary"].isAncestorOf(focus()):
        line = focus().parentWidget()
        while line is not None and not isinstance(line, AnswerLine):
            line = line.parentWidget()
        if line is not None:
            met.append(line.finding)
            top = focus().mapTo(tab, QPoint(0, 0)).y()
            assert 0 < top < tab.height(), line.finding
        press(Qt.Key.Key_Tab)
        settle(tab)

    wanted = [
        line.finding
        for view in tab.views.values()
        for part in view.section.parts
        if checklist.is_shown(part, workspace.visit, workspace.assessment)
        for line in part.lines
    ]
    assert met == wanted


def test_tab_goes_through_all_sections_in_their_order(open_tab: Open) -> None:
    tab = open_tab()
    for section_id in ("strength", "signs", "triggers", "feels", "where", "when"):
        go_to(tab, section_id)
    while not all(view.built for view in tab.views.values()):
        for view in tab.views.values():
            for part in list(view.waiting())[-1:]:
                tab.show_part(part)
                settle(tab)
    parts = [made for view in tab.views.values() for made in view.made()]
    places: list[int] = []
    for widget in _after(tab):
        owner = next((n for n, part in enumerate(parts) if part.isAncestorOf(widget)), -1)
        if owner >= 0 and (not places or places[-1] != owner):
            places.append(owner)
    assert places == list(range(len(parts)))


def _squeezed(tab: ChecklistTab) -> list[str]:
    return [
        made.finding
        for made in tab.findChildren(AnswerLine)
        if made.isVisible()
        and (
            made.height() < made.heightForWidth(made.width())
            or made.choice.geometry().right() > made.width()
        )
    ]


def test_nothing_is_squeezed_or_needs_sideways_scrolling(
    qtbot: QtBot, open_tab: Open, source: ThemeSource, content: Content
) -> None:
    for percent, width in ((100, 1366), (100, 1024), (200, 1024)):
        source.set_text_percent(percent)
        tab = open_tab(calm(content, cramp_painful="yes"), width=width)
        for section_id in tab.views:
            go_to(tab, section_id)
        qtbot.waitUntil(lambda tab=tab: not _squeezed(tab), timeout=WAIT_MS)  # type: ignore[misc]
        tab.close()


def test_from_150_percent_the_panel_stands_above_and_below(
    open_tab: Open, source: ThemeSource
) -> None:
    tab = open_tab()
    assert tab.panel.isVisible()
    source.set_text_percent(150)
    assert not tab.panel.isVisible()
    assert tab.panel.notice.isVisible()
    source.set_text_percent(100)
    assert tab.panel.isVisible()
    assert tab.panel.isAncestorOf(tab.panel.notice)


# ---------------------------------------------------------------- strength check and paper


def _pick(tab: ChecklistTab, step: str, option: str) -> None:
    radio = next(
        r
        for r in tab.findChildren(QRadioButton)
        if r.accessibleName().startswith(step) and option in r.accessibleName()
    )
    QTest.mouseClick(radio, Qt.MouseButton.LeftButton)


def _press(tab: ChecklistTab, text: str) -> None:
    button = next(b for b in tab.findChildren(QPushButton) if b.text() == text)
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_the_strength_check_is_done_once_and_tells_its_findings(
    open_tab: Open, workspace: Workspace
) -> None:
    tab = open_tab()
    tab.show_section("strength")
    _press(tab, "Show the five steps")
    for step in ("Stand on tiptoe", "Walk a few steps", "Hop, or stand"):
        _pick(tab, step, "Can do both sides")
    _pick(tab, "Rise from a low chair", "Can do it")
    _pick(tab, "Look at both calves", "Both look the same")
    _press(tab, "Use these answers")

    assert workspace.visit.findings == {"weakness_objective": "no", "wasting": "no"}
    assert "There is no need to test again." in words(tab.views["strength"])
    assert "Show the five steps" not in [b.text() for b in tab.findChildren(QPushButton)]


def test_one_thing_that_cannot_be_done_any_more_raises_the_urgency(
    open_tab: Open, workspace: Workspace
) -> None:
    tab = open_tab()
    tab.show_section("strength")
    _press(tab, "Show the five steps")
    _pick(tab, "Walk a few steps", "Now cannot")
    _press(tab, "Use these answers")

    assert workspace.visit.findings["weakness_objective"] == "yes"
    assert tab.panel.notice.level == "warn"


@pytest.mark.parametrize("empty", [True, False])
def test_the_checklist_is_saved_as_a_pdf(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, open_tab: Open, empty: bool
) -> None:
    tab = open_tab()
    path = tmp_path / "list.pdf"
    monkeypatch.setattr(page_actions, "ask_save_path", lambda *_: path)
    menu = tab.panel.print_button.menu()
    wanted = "Save as PDF, empty" if empty else "Save as PDF, with my answers"
    next(action for action in menu.actions() if action.text() == wanted).trigger()
    assert path.read_bytes().startswith(b"%PDF")


def test_without_a_printer_saving_is_offered(
    monkeypatch: pytest.MonkeyPatch, open_tab: Open, workspace: Workspace
) -> None:
    from PySide6.QtPrintSupport import QPrinterInfo

    tab = open_tab()
    asked: list[str] = []

    def no(_parent: QWidget, problem: str) -> bool:
        asked.append(problem)
        return False

    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    monkeypatch.setattr(page_actions, "ask_save_instead", no)
    assert not checklist_print.print_checklist(tab, workspace, empty=False)
    assert asked == [page_actions.NO_PRINTER]
