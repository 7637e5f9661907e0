"""Letters: what is cleaned away, what the fonts know, what stands in."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid import paths
from mgaid.output.letters import clean, letters_of, printable

KNOWN = letters_of(paths.fonts())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("plain words", "plain words"),
        ("a\x00b\x07c\x7f", "abc"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab here"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone \ud800 surrogate", "lone  surrogate"),
        ("not a letter \ufffe", "not a letter "),
        ("e\u0301", "é"),
        ("no\u2011break", "no-break"),
        ("👩\u200d💻", "👩\u200d💻"),
    ],
)
def test_what_cannot_be_seen_is_cleaned_away(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text(st.characters()))
def test_cleaning_twice_changes_nothing_more(typed: str) -> None:
    once = clean(typed)
    assert clean(once) == once
    once.encode("utf-8")


@given(st.text(st.characters()))
def test_everything_printable_is_in_the_fonts_or_a_place_to_break(typed: str) -> None:
    made, _ = printable(typed, KNOWN)
    assert set(made) <= KNOWN | {"\u200b"}


@pytest.mark.parametrize("plain", ["Hello", "½ µ – “ ” … é ß Ł", "\n"])
def test_what_the_fonts_have_is_left_alone(plain: str) -> None:
    assert printable(plain, KNOWN) == (plain, False)


@pytest.mark.parametrize(
    ("typed", "printed", "lost"),
    [
        ("ﬁ ２", "fi 2", False),
        ("ạ", "a", True),
        ("😀!", "[grinning face]!", True),
        ("👍🏽", "[thumbs up sign]", True),
        ("👩\u200d💻", "[woman][personal computer]", True),
        ("🇩🇪", "[…]", True),
        ("□", "[white square]", True),
        ("漢字", "[…]", True),
        ("z\u0363\u0364", "z", True),
        ("\ue000", "", True),
        ("[[", "[[", False),
    ],
)
def test_a_stand_in_is_as_close_as_it_can_be(typed: str, printed: str, lost: bool) -> None:
    assert printable(typed, KNOWN) == (printed, lost)


def test_the_character_map_has_the_letters_the_content_needs() -> None:
    assert set("abcXYZ0189.,;:!?()[]/&%+-=×·•–—‘’“”…½°µ€£ \u00a0\n") <= KNOWN
    assert not KNOWN & set("😀漢□")
    assert all(unicodedata.category(letter) != "Cs" for letter in KNOWN)


def test_a_folder_without_fonts_knows_no_letters(tmp_path: Path) -> None:
    assert letters_of(tmp_path) == {"\n"}
