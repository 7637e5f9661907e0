"""Words that stand in the code of the window are as plain as those of the content."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mgaid.core.content import Content
from mgaid.core.content.editorial import prose
from mgaid.core.content.reading import (
    FEWEST_WORDS,
    MEAN_GRADE,
    MOST_GRADE,
    MOST_WORDS_A_SENTENCE,
    mean_grade,
    measure,
)

CODE = Path(__file__).resolve().parents[2] / "mgaid"
AUTHORS_ONLY = ("core/content", "core/condition.py")  # what they say, only authors of content read
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
NOT_OUR_VOICE = re.compile(r"!|\b(?:please|sorry|simply|oops)\b", re.IGNORECASE)
NOT_WORDS = re.compile(r"[#;\\]|::|__|: ?\d")
IN_SYSTEM_LANGUAGE = re.compile(r"%[-_^#]?[aAbBhcpxX](?![a-z])")  # of strftime
FILLED_IN = "7"  # stands for what an f-string fills in


def words_in(code: str) -> Iterator[str]:
    """Every string of the code that reads like words: two words or more, and no style sheet."""
    tree = ast.parse(code)
    told: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            first = node.body[0]
            assert isinstance(first, ast.Expr)
            told.add(id(first.value))
        elif isinstance(node, ast.JoinedStr):
            told |= {id(part) for part in ast.walk(node) if part is not node}
    for node in ast.walk(tree):
        if id(node) in told:
            continue
        text = _text(node)
        text = re.sub(r"<[^>]*>", " ", text).strip()
        if len(re.findall(r"[A-Za-z]{2,}", text)) > 1 and not NOT_WORDS.search(text):
            yield text


def system_dates_in(code: str) -> list[str]:
    """Formats that have the computer's language name a month or a weekday."""
    texts = (
        node.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return [text for text in texts if IN_SYSTEM_LANGUAGE.search(text)]


def _text(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr():
            parts = (v.value if isinstance(v, ast.Constant) else FILLED_IN for v in node.values)
            return "".join(str(part) for part in parts)
        case _:
            return ""


@pytest.fixture(scope="module")
def said() -> list[tuple[str, str]]:
    """(file, words) of all code a person may meet the words of."""
    files = (f for f in sorted(CODE.rglob("*.py")) if not _for_authors(f))
    return [(f.name, text) for f in files for text in words_in(f.read_text(encoding="utf-8"))]


def _for_authors(file: Path) -> bool:
    return file.relative_to(CODE).as_posix().startswith(AUTHORS_ONLY)


def test_the_words_of_the_window_are_found(said: list[tuple[str, str]]) -> None:
    texts = [text for _, text in said]

    assert len(texts) > 400
    for words in ("Save as PDF", "This helps you decide. It is not a diagnosis.", "What it takes"):
        assert words in texts


def test_no_words_in_code_are_hard_or_long(said: list[tuple[str, str]]) -> None:
    measured = [(file, text, measure(text)) for file, text in said]

    assert [
        (file, text)
        for file, text, got in measured
        if (got.words >= FEWEST_WORDS and got.grade > MOST_GRADE)
        or got.longest > MOST_WORDS_A_SENTENCE
    ] == []


def test_all_words_together_keep_to_the_mean_grade(
    said: list[tuple[str, str]], content: Content
) -> None:
    authored = [text for _, kind, text in prose(content) if kind == "block"]

    assert mean_grade([*authored, *(text for _, text in said)]) <= MEAN_GRADE


def test_the_window_speaks_in_our_voice(said: list[tuple[str, str]]) -> None:
    assert [(file, text) for file, text in said if NOT_OUR_VOICE.search(text)] == []


def test_no_date_is_worded_by_the_computer() -> None:
    """Once Qt runs, strftime follows the language of the computer; the page is in English."""
    found = {f.name: system_dates_in(f.read_text(encoding="utf-8")) for f in CODE.rglob("*.py")}

    assert {file: texts for file, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('f"{day.day} {day:%B %Y}"', ["%B %Y"]),
        ('day.strftime("%A")', ["%A"]),
        ('f"{clock:%H:%M}"', []),
        ('said = "50 % of it, at 100 %"', []),
    ],
)
def test_dates_the_computer_would_word_are_found(code: str, found: list[str]) -> None:
    assert system_dates_in(code) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('label("Save the page")', ["Save the page"]),
        ('label(f"Saved at {clock} today")', ["Saved at 7 today"]),
        ('"""What this hides."""', []),
        ('style("QLabel { color: #fff; }")', []),
    ],
)
def test_words_are_told_from_code(code: str, found: list[str]) -> None:
    assert list(words_in(code)) == found
