"""A disk that fills at any byte, and one that fails at any step: the old file or the new one."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mgaid import storage
from mgaid.core import visit as visits
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit
from mgaid.storage import durable

PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096
DISK_PAGES = 16
OLD = Visit(person=Person(age=40), name="old")
NEW = Visit(person=Person(age=41), name="new", notes={})
STEPS = ("mkstemp", "fdopen", "chmod", "fsync", "replace", "folder")


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of some pages, taken away again afterwards."""
    folder = tmp_path_factory.mktemp("disk")
    size = f"size={DISK_PAGES * PAGE},mode=0700"
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("NOT TESTED: a full disk. There is no mount command here.")
    if mounted.returncode:
        pytest.skip(f"NOT TESTED: a full disk. Mounting is refused: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_full_leaves_the_old_visit_whole_however_much_room_is_left(
    small_disk: Path, content: Content
) -> None:
    path = small_disk / "current.mgaid"
    long = NEW.changed(questions=("q" * 4_000,) * 4)
    refused = 0
    for room in range(DISK_PAGES):
        path.unlink(missing_ok=True)
        storage.save_visit(path, OLD)
        filler = small_disk / "filler"
        filler.write_bytes(b"x" * (PAGE * (DISK_PAGES - 1 - room)))
        try:
            storage.save_visit(path, long)
            kept = long
        except storage.NotSaved as problem:
            refused += "the disk is full" in str(problem)
            kept = OLD
        assert storage.open_visit(path, content) == kept
        assert sorted(p.name for p in small_disk.iterdir()) == ["current.mgaid", "filler"]
        filler.unlink()
    assert 0 < refused < DISK_PAGES


def test_a_write_cut_at_any_byte_leaves_the_old_visit_whole(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "current.mgaid"
    storage.save_visit(path, OLD)
    whole = len(visits.dumps(NEW).encode())
    opened = os.fdopen
    for room in range(whole):
        with monkeypatch.context() as patch:
            patch.setattr(
                os, "fdopen", lambda fd, mode, room=room: _Filling(opened(fd, mode), room)
            )
            with pytest.raises(storage.NotSaved, match="the disk is full"):
                storage.save_visit(path, NEW)
        assert storage.open_visit(path, content) == OLD
        assert [p.name for p in tmp_path.iterdir()] == ["current.mgaid"]
    storage.save_visit(path, NEW)
    assert storage.open_visit(path, content) == NEW


class _Filling:
    """A stream on a disk with room for so many bytes."""

    def __init__(self, stream: Any, room: int) -> None:
        self._stream = stream
        self._room = room

    def __enter__(self) -> _Filling:
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def write(self, data: bytes) -> None:
        self._stream.write(data[: self._room])
        self._stream.flush()
        if len(data) > self._room:
            raise OSError(errno.ENOSPC, "injected")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("step", STEPS)
def test_a_failure_at_any_step_leaves_one_whole_file_and_no_rubbish(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch, step: str, number: int
) -> None:
    path = tmp_path / "current.mgaid"
    storage.save_visit(path, OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "injected")

    target: Any = {"mkstemp": tempfile, "replace": Path, "chmod": Path, "folder": durable}.get(
        step, os
    )
    with monkeypatch.context() as patch:
        patch.setattr(target, "sync_folder" if step == "folder" else step, fail)
        with pytest.raises(storage.NotSaved):
            storage.save_visit(path, NEW)

    # Once the new file has its place, only the rename itself may be undone by a power cut.
    assert storage.open_visit(path, content) == (NEW if step == "folder" else OLD)
    assert [p.name for p in tmp_path.iterdir()] == ["current.mgaid"]


def test_everything_is_on_the_disk_before_the_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut spares only what was flushed: data, then name, then folder."""
    path = tmp_path / "current.mgaid"
    done: list[str] = []

    def noted(name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            folder = name == "fsync" and Path(f"/proc/self/fd/{given[0]}").is_dir()
            size = os.fstat(given[0]).st_size if name == "fsync" else 0
            done.append("folder" if folder else f"{name} {size}" if size else name)
            return act(*given)

        return run

    monkeypatch.setattr(os, "fsync", noted("fsync", os.fsync))
    monkeypatch.setattr(Path, "replace", noted("replace", Path.replace))
    storage.write(path, b"12345")

    expected = ["fsync 5", "replace", "folder"]
    if sys.platform != "linux":
        pytest.skip("NOT TESTED: the order of flushes needs /proc")
    assert done == expected


def test_what_a_killed_mgaid_left_is_removed_and_what_is_being_written_stays(
    tmp_path: Path,
) -> None:
    stale = tmp_path / f"{storage.PART_PREFIX}stale"
    stale.write_bytes(b"half")
    other = tmp_path / "notes.txt"
    other.write_bytes(b"not ours")
    busy = tmp_path / f"{storage.PART_PREFIX}busy"
    with busy.open("wb") as stream, durable._claimed(stream.fileno()):
        storage.tidy(tmp_path)
        assert not stale.exists()
        assert busy.exists()
    storage.tidy(tmp_path)

    assert [p.name for p in tmp_path.iterdir()] == ["notes.txt"]


def test_the_name_of_a_half_written_file_says_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def stop(self: Path, _target: Path) -> Path:
        seen.append(self.name)
        raise OSError(errno.EIO, "injected")

    monkeypatch.setattr(Path, "replace", stop)
    with pytest.raises(storage.NotSaved):
        storage.write(tmp_path / "my kidneys.mgaid", b"x")
    assert len(seen) == 1
    assert "kidneys" not in seen[0]
