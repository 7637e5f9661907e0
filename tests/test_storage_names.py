"""Any name a person types is a file on every system, and is shown as it was typed."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mgaid.storage.names import SUFFIX, NameRefused, NameTaken, file_name, same_name, shown_name

FORBIDDEN_ON_WINDOWS = set('<>:"/\\|?*') | {chr(n) for n in range(32)}


@pytest.mark.parametrize(
    "name",
    [
        "Anna",
        "Mum/Dad",
        "C:\\Users",
        "100 %",
        "a%41",
        "...",
        ".hidden",
        "CON",
        "con.txt",
        "lpt1",
        "what?",
        "Ännchen von Tharau",
        "عائشة",
        "小明",
        "👩‍👧 leg",
        "🦵",
        "end.",
        '"quoted"',
        "-rf",
        "~",
        "a\u202eb",
    ],
)
def test_a_name_is_shown_as_it_was_typed(name: str, tmp_path: Path) -> None:
    path = tmp_path / file_name(name)
    path.write_bytes(b"x")

    assert path.parent == tmp_path
    assert [shown_name(one) for one in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Anna  ", "Anna"),
        ("Anna\tand\nBen", "Anna and Ben"),
        ("An\x00na", "An na"),
        ("A\u0308nne", "Änne"),
        ("Anna\u00a0B", "Anna B"),
        ("half \ud800 letter", "half letter"),
    ],
)
def test_what_cannot_be_seen_becomes_a_space(typed: str, shown: str) -> None:
    assert shown_name(Path(file_name(typed))) == shown


@pytest.mark.parametrize("name", ["", "   ", "\n", "\u200b", "\u202e", "\u0301", "\ud800"])
def test_a_name_of_nothing_is_refused(name: str) -> None:
    with pytest.raises(NameRefused, match="needs a name"):
        file_name(name)


@pytest.mark.parametrize("name", ["x" * 300, "小" * 100, "/" * 100])
def test_a_name_too_long_for_a_disk_is_refused(name: str) -> None:
    with pytest.raises(NameRefused, match="too long"):
        file_name(name)


@given(name=st.text(st.characters(), max_size=60))
@example(name="nul.")
@example(name="%")
def test_any_name_makes_one_good_file_name_or_is_refused(name: str) -> None:
    try:
        made = file_name(name)
    except NameRefused:
        return
    stem = made.removesuffix(SUFFIX)
    device = stem.partition(".")[0].rstrip().lower()

    assert not FORBIDDEN_ON_WINDOWS & set(made)
    assert stem[0] not in ". "
    assert stem[-1] not in ". "
    assert device not in {"con", "prn", "aux", "nul", "com1", "lpt9"}
    assert len(made.encode()) < 200
    assert file_name(shown_name(Path(made))) == made
    assert unicodedata.is_normalized("NFC", shown_name(Path(made)))


def test_names_that_differ_in_capitals_only_are_the_same() -> None:
    assert same_name("anna.mgaid", "Anna.mgaid")
    assert same_name("STRASSE", "straße")
    assert not same_name("anna.mgaid", "anne.mgaid")


def test_a_name_that_is_taken_is_said() -> None:
    assert str(NameTaken(Path("/x/Mum%2FDad.mgaid"))).startswith('"Mum/Dad" is there already')
