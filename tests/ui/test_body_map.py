"""The body map: every region has a name and can be reached, toggled and taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.ui.body_map import BodyMap
from mgaid.ui.theme import ThemeSource

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def body(qtbot: QtBot, content: Content, source: ThemeSource) -> BodyMap:
    made = BodyMap(source, list(content.regions.values()))
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def _middle(body: BodyMap, site: str) -> QPoint:
    button = body.button(site)
    return button.mapTo(body, button.rect().center())


def _press(key: Qt.Key) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key)


def _click_at(body: BodyMap, at: QPoint) -> None:
    hit = body.childAt(at)
    assert hit is not None
    QTest.mouseClick(hit, Qt.MouseButton.LeftButton, pos=hit.mapFrom(body, at))


def test_every_region_is_a_named_tick_box_for_a_screen_reader(
    body: BodyMap, content: Content
) -> None:
    for region in content.regions.values():
        spoken = QAccessible.queryAccessibleInterface(body.button(region.id))
        assert spoken is not None
        assert spoken.text(QAccessible.Text.Name) == region.label
        assert spoken.role() == QAccessible.Role.CheckBox
        assert spoken.state().focusable
        assert spoken.state().checkable


def test_every_region_can_be_toggled_through_the_screen_reader(
    qtbot: QtBot, body: BodyMap, content: Content
) -> None:
    for region in content.regions.values():
        spoken = QAccessible.queryAccessibleInterface(body.button(region.id))
        assert spoken is not None
        with qtbot.waitSignal(body.chosen) as told:
            spoken.actionInterface().doAction(spoken.actionInterface().toggleAction())
        assert told.args == [body.sites()]
        assert region.id in body.sites()
        assert spoken.state().checked
    assert list(body.sites()) == list(content.regions)


def test_a_click_marks_just_the_region_under_the_pointer(body: BodyMap, content: Content) -> None:
    for region in content.regions.values():
        _click_at(body, _middle(body, region.id))
        assert body.sites() == (region.id,)
        _click_at(body, _middle(body, region.id))
        assert body.sites() == ()


def test_seen_from_the_front_the_right_leg_is_on_the_left(body: BodyMap) -> None:
    assert _middle(body, "right-shin-front").x() < _middle(body, "left-shin-front").x()
    assert _middle(body, "left-calf-back").x() < _middle(body, "right-calf-back").x()


def test_the_arrow_keys_reach_every_region_and_space_marks_it(
    body: BodyMap, content: Content
) -> None:
    drawn = [r for r in content.regions if r.endswith(("front", "back"))]
    body.button("right-hip-front").setFocus()
    for leg in range(4):
        for step in range(5):
            _press(Qt.Key.Key_Space)
            if step < 4:
                _press(Qt.Key.Key_Down)
        for _ in range(4):
            _press(Qt.Key.Key_Up)
        if leg < 3:
            _press(Qt.Key.Key_Right)
    assert set(body.sites()) == set(drawn)


def test_a_shin_is_beside_a_calf(body: BodyMap) -> None:
    body.button("left-shin-front").setFocus()
    _press(Qt.Key.Key_Right)
    assert body.button("left-calf-back").hasFocus()
    _press(Qt.Key.Key_Return)
    assert body.sites() == ("left-calf-back",)


def test_the_tab_key_comes_back_to_where_it_was(body: BodyMap) -> None:
    body.button("left-knee-front").setFocus()
    stops = [b for b in body.figures.buttons.values() if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [body.button("left-knee-front")]


def test_a_marked_region_has_a_tag_that_takes_it_back(qtbot: QtBot, body: BodyMap) -> None:
    body.set_sites(["left-calf-back", "arm"])
    close = next(
        b for b in body.findChildren(QToolButton) if b.accessibleName() == "Remove Left calf, back"
    )
    with qtbot.waitSignal(body.chosen) as told:
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert told.args == [("arm",)]
    assert not body.button("left-calf-back").isChecked()


def test_places_marked_elsewhere_are_shown_and_not_told_again(qtbot: QtBot, body: BodyMap) -> None:
    with qtbot.assertNotEmitted(body.chosen):
        body.set_sites(["left-foot-front", "eyelid-face-other"])
    assert body.button("left-foot-front").isChecked()
    assert body.button("eyelid-face-other").isChecked()


def test_a_chosen_region_looks_different_without_colour(body: BodyMap) -> None:
    def grey() -> QImage:
        return body.figures.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)

    before = grey()
    body.set_sites(["left-calf-back"])
    after = grey()
    button = body.button("left-calf-back").geometry()
    changed = sum(
        before.pixel(x, y) != after.pixel(x, y)
        for x in range(button.left(), button.right(), 2)
        for y in range(button.top(), button.bottom(), 2)
    )
    assert changed > button.width() * button.height() / 16


def test_what_is_small_has_forty_pixels_to_click(body: BodyMap, content: Content) -> None:
    for region in content.regions:
        if region.endswith(("front", "back")):
            assert body.button(region).height() >= 38, region


def test_the_map_grows_with_the_text(body: BodyMap, source: ThemeSource) -> None:
    usual = body.figures.sizeHint().width()
    source.set_text_percent(200)
    assert body.figures.sizeHint().width() == 2 * usual
