"""Content kept between starts: used only while it fits, and never in the way."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from mgaid import paths
from mgaid.core.content import compiled, load, read_all


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "content"
    shutil.copytree(paths.content(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def kept_file(folder: Path) -> Path:
    return next((folder / "__pycache__").iterdir())


def test_kept_content_is_the_content_of_the_files(folder: Path) -> None:
    first = load(folder)
    kept = compiled.kept(folder)

    assert kept == first == read_all(folder)
    assert kept is not None
    assert kept.medicines == first.medicines


def test_an_edited_file_is_read_again(folder: Path) -> None:
    before = load(folder).words.disclaimer
    words = folder / "words.toml"
    words.write_text(words.read_text().replace(before, "Edited."))

    assert compiled.kept(folder) is None
    assert load(folder).words.disclaimer == "Edited."


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_copy_is_not_believed(folder: Path, damage: bytes | None) -> None:
    load(folder)
    file = kept_file(folder)
    whole = file.read_bytes()
    file.write_bytes(whole[:5000] if damage is None else damage)

    assert compiled.kept(folder) is None
    assert load(folder).findings


def test_a_moved_folder_knows_where_it_is(folder: Path, tmp_path: Path) -> None:
    load(folder)
    moved = folder.rename(tmp_path / "elsewhere")
    kept = compiled.kept(moved)

    assert kept is not None
    assert kept.root == moved


def test_where_nothing_may_be_written_the_files_are_read_each_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)

    assert load(folder).findings
    assert list((folder / "__pycache__").iterdir()) == []
