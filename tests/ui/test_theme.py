"""The look holds: contrast, a whole style sheet, icons that draw, and colours that follow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mgaid import paths
from mgaid.ui import theme as look
from mgaid.ui.theme import SCHEMES, TOKENS, Theme, ThemeSource

SOFT = ("danger_soft", "warn_soft", "ok_soft", "info_soft")
READ_ON = {
    "text": ("bg", "surface", "sunken", "accent_soft", *SOFT),
    "text2": ("bg", "surface", "sunken", "accent_soft"),
    "accent": ("bg", "surface", "sunken", "accent_soft"),
    "on_accent": ("accent", "accent_hover"),
    "danger": ("surface", "danger_soft", "warn_soft"),
    "warn": ("surface", "warn_soft"),
    "ok": ("surface", "ok_soft"),
    "info": ("surface", "info_soft"),
}
SEEN_ON = {
    "line": ("bg", "surface", "sunken", "accent_soft"),
    "focus": ("bg", "surface", "sunken"),
    "danger_icon": ("surface", "danger_soft"),
    "warn_icon": ("surface", "warn_soft"),
    "ok_icon": ("surface", "ok_soft"),
    "info_icon": ("surface", "info_soft"),
}


def _luminance(colour: str) -> float:
    def linear(channel: float) -> float:
        return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4

    made = QColor(colour)
    red, green, blue = (linear(c) for c in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("wanted", "pairs"), [(7.0, READ_ON), (3.0, SEEN_ON)], ids=["text", "lines and icons"]
)
def test_every_pair_has_enough_contrast(
    scheme: str, wanted: float, pairs: dict[str, tuple[str, ...]]
) -> None:
    tokens = TOKENS[scheme]
    weak = {
        (front, back): round(_contrast(tokens[front], tokens[back]), 2)
        for front, backs in pairs.items()
        for back in backs
        if _contrast(tokens[front], tokens[back]) < wanted
    }
    assert not weak


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_of_disabled_controls_can_be_read(scheme: str) -> None:
    tokens = TOKENS[scheme]
    for back in ("surface", "sunken"):
        assert _contrast(tokens["disabled"], tokens[back]) >= 4.5


def test_every_scheme_has_the_same_tokens() -> None:
    assert len({tuple(tokens) for tokens in TOKENS.values()}) == 1
    assert len(TOKENS["light"]) == 25


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_style_sheet_has_no_gap_and_names_only_files_that_exist(scheme: str) -> None:
    sheet = look.qss(Theme(scheme, 1.5))
    assert "{{" not in sheet
    assert "}}" not in sheet
    files = set(re.findall(r'url\("([^"]+)"\)', sheet))
    assert files
    assert all((Path(file)).is_file() for file in files)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_marks_in_boxes_use_the_colours_of_the_table(scheme: str) -> None:
    for mark in (paths.resources() / "style" / "marks" / scheme).glob("*.svg"):
        used = set(re.findall(r"#[0-9A-F]{6}", mark.read_text(encoding="utf-8")))
        assert used <= set(TOKENS[scheme].values()), mark.name


def test_sizes_grow_with_the_text_and_gaps_half_as_fast() -> None:
    normal, double = Theme(), Theme(text_scale=2.0)
    kinds = ("caption", "body", "section", "title")
    assert [normal.px(kind) for kind in kinds] == [14, 16, 20, 28]
    assert [double.px(kind) for kind in kinds] == [28, 32, 40, 42]
    assert (normal.px("button"), double.px("button")) == (44, 88)
    assert (normal.px("block"), double.px("block")) == (16, 24)


def test_side_panels_stand_beside_the_page_only_below_150_percent() -> None:
    assert Theme(text_scale=1.25).wide
    assert not Theme(text_scale=1.5).wide


@pytest.mark.parametrize("name", look.icon_names())
def test_every_icon_draws_something(qapp: QApplication, name: str) -> None:
    drawn = look.pixmap(Theme(), name, "text", 24).toImage()
    inked = sum(
        drawn.pixelColor(x, y).alpha() > 128
        for x in range(drawn.width())
        for y in range(drawn.height())
    )
    assert inked >= 4
    assert qapp is not None


def test_all_icons_of_the_sheet_are_there() -> None:
    assert len(look.icon_names()) == 44


def test_an_icon_takes_the_colour_of_its_token(qapp: QApplication) -> None:
    drawn = look.pixmap(Theme("dark"), "minus", "danger_icon", 24).toImage()
    assert drawn.pixelColor(12, 12) == QColor(TOKENS["dark"]["danger_icon"])
    assert qapp is not None


@pytest.mark.parametrize("name", ["feel_twitch", "feel_cramp", "feel_restless", "feel_jerk"])
def test_every_feel_picture_loads(qapp: QApplication, name: str) -> None:
    assert look.picture(Theme(), name).isValid()
    assert qapp is not None


def test_the_app_icon_has_a_drawing_for_every_size(qapp: QApplication) -> None:
    sizes = {size.width() for size in look.app_icon().availableSizes()}
    assert sizes == {16, 24, 32, 48, 64, 128, 256, 512}
    assert qapp is not None


def test_the_letters_come_with_the_program(qapp: QApplication) -> None:
    assert look.FAMILY in look.load_fonts()
    assert qapp is not None


def test_choosing_colours_and_size_changes_the_look_at_once(
    qapp: QApplication, qtbot: QtBot
) -> None:
    source = ThemeSource(qapp, "light")
    with qtbot.waitSignal(source.changed):
        source.set_choice("dark")
    assert qapp.palette().window().color() == QColor(TOKENS["dark"]["bg"])
    with qtbot.waitSignal(source.changed):
        source.set_text_percent(200)
    assert qapp.font().pixelSize() == 32
    assert source.theme == Theme("dark", 2.0)


def test_choosing_what_is_already_shown_announces_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    source = ThemeSource(qapp, "light")
    with qtbot.assertNotEmitted(source.changed):
        source.set_choice("light")
        source.set_text_percent(100)


def test_system_follows_what_the_system_shows(qapp: QApplication) -> None:
    source = ThemeSource(qapp, "system")
    shown = qapp.styleHints().colorScheme()
    assert source.theme.scheme == ("dark" if shown == Qt.ColorScheme.Dark else "light")


def test_the_system_can_be_followed_again(qapp: QApplication) -> None:
    source = ThemeSource(qapp, "dark")
    source.set_choice("system")
    source.set_text_percent(150)
    assert source.theme == Theme(ThemeSource(qapp, "system").theme.scheme, 1.5)


def test_an_unknown_choice_is_refused(qapp: QApplication) -> None:
    source = ThemeSource(qapp, "light")
    with pytest.raises(ValueError, match="sepia"):
        source.set_choice("sepia")
    with pytest.raises(ValueError, match="110"):
        source.set_text_percent(110)
