"""The files read on first use are held to the same rules by ``mgaid check``."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mgaid import paths
from mgaid.core.content import Content, ContentProblem, load, on_demand
from mgaid.core.content.editorial import problems

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """A copy of the content with one text changed in one file."""

    def edit(name: str, old: str, new: str) -> Path:
        folder = tmp_path / "content"
        shutil.copytree(paths.content(), folder, ignore=shutil.ignore_patterns("__pycache__"))
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
        return folder

    return edit


def test_the_shipped_files_point_only_at_what_is_there(content: Content) -> None:
    files = on_demand.read_all(content.root)

    assert set(files) == set(on_demand.FILES)
    assert list(on_demand.references(content, files)) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("checklist.toml", '"kinds"', '"kindz"', 'part "kindz" does not exist'),
        ("checklist.toml", '"cramp_rows", "restless_rows"', '"cramps", "restless_rows"', "cramps"),
        ("checklist.toml", "[label]\n", '[label]\ntwitchy = "Twitchy"\n', "twitchy"),
        ("supplements.toml", 'shown_first = ["', 'shown_first = ["x', "form"),
        ("supplements.toml", "findings = [", 'findings = ["none_such", ', "none_such"),
        ("forms.toml", 'sources = ["', 'sources = ["X', "source"),
        ("diary.toml", 'sources = ["', 'sources = ["X', "source"),
        ("score.toml", 'standard = "ipdas_tests"', 'standard = "ipdas_test"', "ipdas_tests"),
        ("evidence.toml", 'sources = ["USDA-FDC"]', 'sources = ["USDA"]', "USDA-FDC"),
    ],
)
def test_what_dangles_is_named_with_its_file(
    edited: Edit, name: str, old: str, new: str, said: str
) -> None:
    found = [str(one) for one in problems(load(edited(name, old, new)))]

    assert found
    assert any(name in one and said in one for one in found)


@pytest.mark.parametrize(
    ("name", "old"),
    [
        ("forms.toml", "label_tip = "),
        ("supplements.toml", "no_medicines = "),
        ("checklist.toml", "nothing_open = "),
        ("foods.toml", "about = "),
        ("diary.toml", "future = "),
        ("medicines.toml", "universal = "),
        ("evidence.toml", "none_found = "),
        ("score.toml", "own_words = "),
    ],
)
def test_a_hard_text_in_any_file_is_found(edited: Edit, name: str, old: str) -> None:
    hard = (
        "Immediate neurological consultation constitutes an unambiguous necessity irrespective of "
        "individual circumstances or considerations."
    )
    text = (paths.content() / name).read_text(encoding="utf-8")
    line = next(one for one in text.splitlines() if one.startswith(old))
    found = [str(one) for one in problems(load(edited(name, line, f'{old}"{hard}"')))]

    assert any("reading grade" in one for one in found)


def test_a_file_that_cannot_be_read_is_a_problem_with_its_name(edited: Edit) -> None:
    with pytest.raises(ContentProblem, match=r"diary\.toml"):
        problems(load(edited("diary.toml", "days = 14", "days = 400")))
