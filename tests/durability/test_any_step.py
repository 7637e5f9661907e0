"""Any step of a disk may fail, and MgAid may end at any: whole visits, and each in its own file."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Visit, locked
from mgaid.storage import Keeping
from tests.durability.faults import ENDLESS, Crash, Faults
from tests.kept import CANARY, WORDS, readable, resumed, told


@pytest.fixture(autouse=True)
def quick_locks_and_flushes(monkeypatch: pytest.MonkeyPatch) -> None:
    # What is flushed matters to a power cut only, and thousands of flushes take minutes.
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(locked, "COST", locked.Argon2(memory_kib=32, passes=1, lanes=1))


Act = Callable[[Keeping], object]
ANNA, BEN = told(f"Anna {CANARY}"), told(f"Ben {CANARY}")


def begin(folder: Path, content: Content, words: str | None) -> Keeping:
    """Anna's visit is in hand with two backups, Ben's is in the library."""
    other = Keeping(folder, content)
    other.keep_as(BEN, "Ben", replace=False)
    kept = Keeping(folder, content)
    kept.keep_as(told("Anna 0"), "Anna", replace=False)
    if words:
        kept.set_passphrase(told("Anna 0"), words)
    kept.keep(ANNA)
    kept.save(ANNA, folder / "visits" / "Anna.mgaid")
    return kept


def switch(kept: Keeping) -> None:
    assert kept.folder is not None
    path = kept.folder / "visits" / "Ben.mgaid"
    kept.leave(ANNA)
    kept.open(path, storage.read_visit(path, kept._content))
    kept.keep(BEN)


def start_afresh(kept: Keeping) -> None:
    kept.leave(ANNA)
    kept.begin(Visit())
    kept.keep(told("new"))


ACTS: dict[str, Act] = {
    "autosave": lambda kept: kept.keep(ANNA.changed(sites=("left-hip-front",))),
    "save elsewhere": lambda kept: kept.keep_as(ANNA, "Anna 2", replace=False),
    "save over": lambda kept: kept.keep_as(ANNA, "Ben", replace=True),
    "switch": switch,
    "afresh": start_afresh,
    "rename": lambda kept: kept.rename(kept.folder / "visits" / "Anna.mgaid", "Anne"),  # type: ignore[operator]
    "copy": lambda kept: kept.duplicate(kept.folder / "visits" / "Anna.mgaid", "Anne"),  # type: ignore[operator]
    "lock": lambda kept: kept.set_passphrase(ANNA, "new words"),
    "unlock": lambda kept: kept.set_passphrase(ANNA, None),
}
FAILS = (storage.NotSaved, storage.NotDeleted)


def names_of(path: Path, content: Content, words: tuple[str | None, ...]) -> str:
    """Whose visit a file holds; it must open."""
    for one in words:
        with contextlib.suppress(storage.Locked, storage.WrongPassphrase):
            return storage.open_visit(path, content, one).name
    raise AssertionError(f"nothing opens {path}")


@pytest.mark.parametrize(("error", "words"), [(errno.EIO, None), (Crash, None), (Crash, WORDS)])
@pytest.mark.parametrize("act", ACTS)
def test_whatever_step_fails_both_visits_are_whole_and_nobody_has_the_others(
    act: str, words: str | None, error: int | type[Crash], tmp_path: Path, content: Content
) -> None:
    keys = (words, "new words", None)
    for at in range(1, ENDLESS):
        folder = tmp_path / str(at)
        kept = begin(folder, content, words)
        faults = Faults(at, error)
        with faults.injected(), contextlib.suppress(*FAILS, Crash):
            ACTS[act](kept)
        held = {one.name: names_of(one.path, content, keys) for one in storage.kept_visits(folder)}

        assert {name.partition(" ")[0] for name in held.values()} >= {"Anna"}, held
        if act != "save over":
            assert held["Ben"] == BEN.name
        for name, whose in held.items():
            if name != "Ben":
                assert whose == ANNA.name, held
        again = Keeping(folder, content)
        visit = None
        for one in keys:
            with contextlib.suppress(storage.Locked, storage.WrongPassphrase):
                visit = again.resume(one)
                break
        if again.file is not None and visit is not None:
            whose = storage.shown_name(again.file)
            expected = {"Ben": "Anna" if act == "save over" else "Ben"}.get(whose, "Anna")
            assert visit.name.startswith(expected), (again.file, visit.name)
        everywhere = [*held.values(), visit.name if visit else ""]
        everywhere += [names_of(one.path, content, keys) for one in again.backups() if one.whole]
        assert ANNA.name in everywhere
        assert not list(folder.rglob(f"{storage.PART_PREFIX}*"))
        if not faults.hit:
            break


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("lasting", [False, True])
def test_a_lock_that_fails_is_not_there_and_one_that_is_there_leaves_nothing_readable(
    error: int, lasting: bool, tmp_path: Path, content: Content
) -> None:
    for at in range(1, ENDLESS):
        folder = tmp_path / str(at)
        kept = Keeping(folder, content)
        path = kept.keep_as(told(CANARY), "Anna", replace=False)
        kept.keep(told(CANARY))
        faults = Faults(at, error, lasting=lasting)
        said = ""
        with faults.injected():
            try:
                kept.set_passphrase(told(CANARY), WORDS)
            except FAILS as failed:
                said = type(failed).__name__
        if said == "NotSaved":
            assert storage.open_visit(path, content) == told(CANARY)
        else:
            assert storage.open_visit(path, content, WORDS) == told(CANARY)
            assert not readable(folder) or said == "NotDeleted"
        assert kept.locked is (said != "NotSaved")
        if not faults.hit:
            break


def test_a_lock_cut_off_by_the_end_of_the_program_is_finished_at_the_next_start(
    tmp_path: Path, content: Content
) -> None:
    finished = 0
    for at in range(1, ENDLESS):
        folder = tmp_path / str(at)
        kept = Keeping(folder, content)
        path = kept.keep_as(told(CANARY), "Anna", replace=False)
        kept.keep(told(CANARY))
        faults = Faults(at, Crash)
        with faults.injected(), contextlib.suppress(Crash):
            kept.set_passphrase(told(CANARY), WORDS)
        cut_off = storage.is_locked(path) and bool(readable(folder))
        if cut_off:
            with pytest.raises(storage.Locked):
                resumed(folder, content)
        again, visit = resumed(folder, content, WORDS)
        again.keep(told(CANARY))
        assert visit == told(CANARY)
        assert again.file == path
        if storage.is_locked(path):
            assert readable(folder) == []
            finished += cut_off
        if not faults.hit:
            break
    assert finished > 3
