"""Files on disk: the old one or the new one, never a broken one, and one sentence when it fails."""

from __future__ import annotations

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit

VISIT = Visit(person=Person(age=40), findings={"seizure": "no"})


def test_a_saved_visit_opens_as_it_was(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "mine.mgaid"
    storage.save_visit(path, VISIT)

    assert storage.open_visit(path, content) == VISIT
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["mine.mgaid"]


@pytest.mark.parametrize("broken", ["fsync", "replace", "write"])
@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EIO, "disk reports an error"),
        (errno.EACCES, "may not"),
    ],
)
def test_a_failed_write_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, number: int, words: str
) -> None:
    path = tmp_path / "mine.mgaid"
    storage.write(path, b"old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "injected")

    if broken == "replace":
        monkeypatch.setattr(Path, "replace", fail)
    elif broken == "fsync":
        monkeypatch.setattr(os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "chmod", fail)
    with pytest.raises(storage.NotSaved, match=words):
        storage.write(path, b"new")

    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.mgaid"]


def test_a_full_disk_while_syncing_the_folder_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mine.mgaid"

    def fail(_: Path) -> None:
        raise OSError(errno.ENOSPC, "injected")

    monkeypatch.setattr(storage.durable, "sync_folder", fail)
    with pytest.raises(storage.NotSaved, match="disk is full"):
        storage.write(path, b"new")


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "mine.mgaid"

    with pytest.raises(storage.NotSaved, match="that folder is gone") as failed:
        storage.write(path, b"x")

    assert str(path) in str(failed.value)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(storage.NotSaved, match="choose a file name"):
        storage.write(tmp_path, b"x")


def test_an_existing_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(b"old")
    path.chmod(0o640)
    storage.write(path, b"new")

    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_bytes() == b"new"


def test_a_link_is_followed_not_replaced(tmp_path: Path) -> None:
    real, link = tmp_path / "real.mgaid", tmp_path / "link.mgaid"
    real.write_bytes(b"old")
    link.symlink_to(real)
    storage.write(link, b"new")

    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_link_that_leads_to_itself_is_named_and_left(tmp_path: Path) -> None:
    link = tmp_path / "link.mgaid"
    link.symlink_to(link)
    with pytest.raises(storage.NotSaved, match="was not saved"):
        storage.write(link, b"new")

    assert link.is_symlink()
    assert [file.name for file in tmp_path.iterdir()] == ["link.mgaid"]


def test_a_name_that_is_too_long_is_told(tmp_path: Path) -> None:
    with pytest.raises(storage.NotSaved, match="that name is too long"):
        storage.write(tmp_path / ("x" * 300), b"new")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes in folders")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    path, link = tmp_path / "pipe", tmp_path / "link"
    os.mkfifo(path)
    link.symlink_to(path)
    for named in (path, link):
        with pytest.raises(storage.NotSaved, match="not a file that can be written"):
            storage.write(named, b"new")

    assert stat.S_ISFIFO(path.stat().st_mode)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link", "pipe"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("cut.mgaid", b'{"format": 1, "person": {', "broken or cut off"),
        ("picture.mgaid", b"\x89PNG\xff", "not a MgAid visit"),
        ("new.mgaid", b'{"format": 99}', "newer MgAid"),
        ("odd.mgaid", b'{"format": 1, "person": {"age": 900}}', "from 0 to 120"),
    ],
)
def test_a_bad_file_is_named_with_the_reason_and_left_alone(
    tmp_path: Path, content: Content, name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(storage.NotOpened, match=words) as refused:
        storage.open_visit(path, content)

    assert name in str(refused.value)
    assert path.read_bytes() == data


def test_a_file_that_is_not_there_is_named(tmp_path: Path, content: Content) -> None:
    with pytest.raises(storage.NotOpened, match="there is no such file"):
        storage.open_visit(tmp_path / "none.mgaid", content)
    with pytest.raises(storage.NotOpened, match="it is a folder"):
        storage.open_visit(tmp_path, content)


@pytest.mark.parametrize(
    ("error", "words"), [(PermissionError, "may not read"), (OSError, "cannot read it")]
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path,
    content: Content,
    monkeypatch: pytest.MonkeyPatch,
    error: type[OSError],
    words: str,
) -> None:
    path = tmp_path / "mine.mgaid"
    path.write_bytes(b"{}")

    def fail(_: Path) -> bytes:
        raise error(errno.EIO, "injected")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(storage.NotOpened, match=words):
        storage.open_visit(path, content)


def test_a_huge_file_is_refused_unread(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.mgaid"
    with path.open("wb") as stream:
        stream.truncate(7_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    with pytest.raises(storage.NotOpened, match="far larger"):
        storage.open_visit(path, content)


def test_the_visit_in_hand_is_kept_for_its_owner_only(tmp_path: Path, content: Content) -> None:
    folder = tmp_path / "data"

    assert storage.autosaved(folder, content) is None
    storage.autosave(folder, VISIT)
    assert storage.autosaved(folder, content) == VISIT
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    storage.forget_autosave(folder)
    storage.forget_autosave(folder)
    assert storage.autosaved(folder, content) is None


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(storage.NotSaved, match="was not saved"):
        storage.autosave(tmp_path / "file" / "data", VISIT)


def test_what_a_killed_program_left_half_written_is_tidied(tmp_path: Path) -> None:
    stale = tmp_path / f"{storage.PART_PREFIX}old"
    stale.write_bytes(b"half")
    mine = tmp_path / "mine.mgaid"
    storage.write(mine, b"whole")

    assert [file.name for file in tmp_path.iterdir()] == ["mine.mgaid"]


def test_what_another_program_is_writing_now_is_left_alone(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    part = tmp_path / f"{storage.PART_PREFIX}now"
    with part.open("wb") as stream:
        fcntl.flock(stream.fileno(), fcntl.LOCK_EX)
        storage.tidy(tmp_path)

        assert part.exists()
    storage.tidy(tmp_path)
    assert not part.exists()


def test_tidying_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    storage.tidy(tmp_path / "gone")


def test_a_broken_visit_is_put_aside_and_never_over_another(tmp_path: Path) -> None:
    aside = []
    for text in ("first", "second"):
        storage.autosave_path(tmp_path).write_text(text)
        aside.append(storage.set_aside(tmp_path))

    assert [path.read_text() for path in aside] == ["first", "second"]
    assert not storage.autosave_path(tmp_path).exists()


def test_a_broken_visit_that_cannot_be_moved_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.autosave_path(tmp_path).write_text("{")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "injected")

    monkeypatch.setattr(Path, "rename", refuse)
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(storage.NotSaved, match="may not write"):
        storage.set_aside(tmp_path)
