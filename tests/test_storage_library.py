"""The visits of this computer: listed, renamed, copied, deleted, and all of it gone at a word."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit, locked
from mgaid.storage import backups
from mgaid.storage.current import Place

ANNA = Visit(person=Person(age=40))
BEN = Visit(person=Person(age=70))


@pytest.fixture(autouse=True)
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "COST", locked.Argon2(memory_kib=32, passes=1, lanes=1))


def kept(folder: Path, name: str, visit: Visit, passphrase: str = "") -> Path:
    path = storage.path_for(folder, name)
    storage.save_visit(path, visit, storage.new_key(passphrase) if passphrase else None)
    return path


def names(folder: Path) -> list[str]:
    return [one.name for one in storage.kept_visits(folder)]


def test_visits_are_listed_the_last_saved_first(tmp_path: Path, content: Content) -> None:
    for number, name in enumerate(["Anna", "Mum/Dad", "小明"]):
        path = kept(tmp_path, name, ANNA)
        os.utime(path, (1_000_000 + number, 1_000_000 + number))

    assert names(tmp_path) == ["小明", "Mum/Dad", "Anna"]
    for one in storage.kept_visits(tmp_path, content):
        assert (one.locked, one.problem) == (False, "")
        assert one.saved.utcoffset() is not None
    assert stat.S_IMODE((tmp_path / "visits").stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_library_there_is_none(tmp_path: Path) -> None:
    assert storage.kept_visits(tmp_path / "none") == ()


def test_a_locked_visit_says_so_without_its_passphrase(tmp_path: Path, content: Content) -> None:
    path = kept(tmp_path, "Anna", ANNA, "one two three")

    assert [(one.locked, one.problem) for one in storage.kept_visits(tmp_path, content)] == [
        (True, "")
    ]
    assert storage.is_locked(path)
    with pytest.raises(storage.Locked, match="locked with a passphrase"):
        storage.open_visit(path, content)
    with pytest.raises(storage.WrongPassphrase, match="wrong, or the file is damaged"):
        storage.open_visit(path, content, "one two")
    assert storage.open_visit(path, content, "one two three") == ANNA


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"format": 1', "broken or cut off"),
        (b"\xff", "not a MgAid visit"),
        (b'{"format": 9}', "newer MgAid"),
        (b"", "broken or cut off"),
    ],
)
def test_a_broken_visit_stays_in_the_list_and_says_why(
    tmp_path: Path, data: bytes, words: str
) -> None:
    kept(tmp_path, "Anna", ANNA).write_bytes(data)
    (one,) = storage.kept_visits(tmp_path)

    assert one.name == "Anna"
    assert words in one.problem


def test_with_the_content_the_answers_are_looked_at_too(tmp_path: Path, content: Content) -> None:
    kept(tmp_path, "Anna", ANNA).write_bytes(b'{"format": 1, "person": {"age": 900}}')

    assert storage.kept_visits(tmp_path)[0].problem == ""
    assert "from 0 to 120" in storage.kept_visits(tmp_path, content)[0].problem


def test_what_was_set_aside_is_in_the_list(tmp_path: Path) -> None:
    storage.autosave_path(tmp_path).write_bytes(b"half")
    aside = storage.set_aside(tmp_path)
    (one,) = storage.kept_visits(tmp_path)

    assert one.path == aside
    assert one.problem


def test_no_visit_is_written_over_another_unasked(tmp_path: Path) -> None:
    kept(tmp_path, "Anna", ANNA)
    for name in ("Anna", " anna ", "ANNA"):
        with pytest.raises(storage.NameTaken, match="there already"):
            storage.path_for(tmp_path, name)
    assert storage.path_for(tmp_path, "ANNA", replace=True).name == "Anna.mgaid"


def test_a_visit_is_renamed_with_its_backups(tmp_path: Path, content: Content) -> None:
    path = kept(tmp_path, "Anna", ANNA)
    kept(tmp_path, "Ben", BEN)
    backups.keep(tmp_path, Place(path, ""), path.read_bytes())
    with pytest.raises(storage.NameTaken):
        storage.rename(tmp_path, path, "ben")
    with pytest.raises(storage.NameRefused):
        storage.rename(tmp_path, path, " ")
    new = storage.rename(tmp_path, path, "Anna/2")

    assert sorted(names(tmp_path)) == ["Anna/2", "Ben"]
    assert storage.open_visit(new, content) == ANNA
    assert len(backups.listed(tmp_path, Place(new, ""))) == 1
    assert backups.listed(tmp_path, Place(path, "")) == ()
    assert storage.rename(tmp_path, new, "ANNA/2").exists()


def test_a_file_elsewhere_is_renamed_where_it_is(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "mine.mgaid"
    storage.save_visit(path, ANNA)

    assert storage.rename(None, path, "ours") == tmp_path / "ours.mgaid"
    assert storage.open_visit(tmp_path / "ours.mgaid", content) == ANNA


def test_a_visit_that_is_gone_cannot_be_renamed(tmp_path: Path) -> None:
    with pytest.raises(storage.NotDeleted, match="not there any more"):
        storage.rename(tmp_path, tmp_path / "gone.mgaid", "new")


@pytest.mark.parametrize("passphrase", ["", "one two three"])
def test_a_copy_is_a_visit_of_its_own(tmp_path: Path, content: Content, passphrase: str) -> None:
    path = kept(tmp_path, "Anna", ANNA, passphrase)
    copy = storage.duplicate(tmp_path, path, "Anna (copy)")
    storage.save_visit(path, BEN)

    assert storage.open_visit(copy, content, passphrase) == ANNA
    assert storage.is_locked(copy) is bool(passphrase)
    with pytest.raises(storage.NameTaken):
        storage.duplicate(tmp_path, path, "Anna")
    with pytest.raises(storage.NotOpened):
        storage.duplicate(tmp_path, tmp_path / "gone.mgaid", "new")


def test_a_deleted_visit_leaves_no_backup_and_no_autosave(tmp_path: Path) -> None:
    path = kept(tmp_path, "Anna", ANNA)
    other = kept(tmp_path, "Ben", BEN)
    for one in (path, other):
        backups.keep(tmp_path, Place(one, ""), one.read_bytes())
    storage.autosave(tmp_path, ANNA)
    storage.note_place(tmp_path, Place(path, "ab12"))
    storage.delete(tmp_path, path)

    assert names(tmp_path) == ["Ben"]
    assert storage.last_visit(tmp_path) is None
    assert backups.listed(tmp_path, Place(path, "")) == ()
    assert len(backups.listed(tmp_path, Place(other, ""))) == 1


def test_the_autosave_of_another_visit_is_not_deleted_along(tmp_path: Path) -> None:
    path = kept(tmp_path, "Anna", ANNA)
    storage.autosave(tmp_path, BEN)
    storage.delete(tmp_path, path)

    assert storage.last_visit(tmp_path) is not None


def test_what_cannot_be_deleted_is_told_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = kept(tmp_path, "Anna", ANNA)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "injected")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(storage.NotDeleted, match="may not change it"):
        storage.delete(tmp_path, path)
    assert names(tmp_path) == ["Anna"]


def test_everything_is_deleted(tmp_path: Path) -> None:
    folder = tmp_path / "mgaid"
    path = kept(folder, "Anna", ANNA)
    kept(folder, "Ben", BEN, "one two three")
    backups.keep(folder, Place(path, ""), path.read_bytes())
    backups.keep(folder, Place(None, "ab12"), path.read_bytes())
    storage.autosave_path(folder).write_bytes(b"half")
    storage.set_aside(folder)
    storage.autosave(folder, ANNA)
    storage.note_place(folder, Place(path, "ab12"))
    ours = ["settings.ini", "settings.ini.lock", "mgaid.lock", "mgaid.lock.rmlock"]
    for name in (*ours, f"{storage.PART_PREFIX}1", f"visits/{storage.PART_PREFIX}2"):
        (folder / name).write_bytes(b"x")
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF")
    stays = tmp_path / "stays.mgaid"
    storage.save_visit(stays, ANNA)

    assert storage.delete_everything(folder, [page]) == ()
    assert [one.name for one in tmp_path.rglob("*")] == ["stays.mgaid"]
    assert storage.delete_everything(folder) == ()


def test_what_is_not_mgaids_is_left_and_told(tmp_path: Path) -> None:
    folder = tmp_path / "mgaid"
    kept(folder, "Anna", ANNA)
    (folder / "diary of mine.txt").write_text("x")

    assert storage.delete_everything(folder) == (folder / "diary of mine.txt",)


def test_a_link_is_removed_and_never_what_it_leads_to(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("x")
    folder = tmp_path / "mgaid"
    folder.mkdir()
    (folder / "visits").symlink_to(elsewhere)

    assert storage.delete_everything(folder) == ()
    assert (elsewhere / "mine.txt").exists()


def test_what_cannot_be_removed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "mgaid"
    storage.autosave(folder, ANNA)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "injected")

    monkeypatch.setattr(Path, "unlink", refuse)
    assert storage.delete_everything(folder) == (storage.autosave_path(folder),)
