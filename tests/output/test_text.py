"""The document as plain text: lines that fit, marks anyone can type."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion

from mgaid.output.text import to_text
from tests.output.sample_page import every_block, visit_page


def test_the_whole_page_as_text(snapshot: SnapshotAssertion) -> None:
    assert to_text(every_block()) == snapshot


@pytest.mark.parametrize("width", [40, 60, 72, 100])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(map(len, to_text(visit_page(), width).splitlines())) <= width


def test_marks_are_ascii_and_stand_before_their_words() -> None:
    text = to_text(visit_page())
    assert "[x] Yes: Advanced kidney disease" in text
    assert "[ ] No: Weakness" in text
    assert "[?] Not answered: Fainting" in text
    assert not set("■□☐●") & set(text)


def test_a_word_longer_than_the_line_stays_whole() -> None:
    assert "a" * 200 in to_text(visit_page("a" * 200))


def test_lines_of_the_person_are_kept() -> None:
    assert "one\ntwo" in to_text(visit_page("one\ntwo"))


def test_letters_of_any_language_go_to_the_clipboard() -> None:
    assert "足がつる 😀" in to_text(visit_page("足がつる 😀"))


def test_control_characters_do_not_get_through() -> None:
    text = to_text(visit_page("a\x00\x1b[31m\u202eb\ud800"))
    assert "a[31mb" in text
    text.encode("utf-8")
