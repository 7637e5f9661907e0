"""The workspace keeps, locks, restores and forgets the visit in hand."""

from __future__ import annotations

import contextlib
import errno
import os
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Visit, locked
from mgaid.ui.workspace import Workspace

DAY = date(2026, 11, 22)
WORDS = "one two three"


@pytest.fixture(autouse=True)
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "COST", locked.Argon2(memory_kib=32, passes=1, lanes=1))


@pytest.fixture
def hand(
    content: Content,
    medicines: MedicineIndex,
    tmp_path: Path,
    qtbot: QtBot,  # noqa: ARG001 - the undo stack wants an application
) -> Workspace:
    return Workspace(content, medicines, tmp_path / "data", DAY)


def again(hand: Workspace, folder: Path | None = None) -> Workspace:
    return Workspace(hand.content, hand.medicines, folder or hand.folder, DAY)


def test_a_restored_visit_can_be_undone_and_the_present_one_is_a_backup(hand: Workspace) -> None:
    hand.tell("age", 40)
    hand.keep_as("Anna")
    hand.tell("age", 41)
    (backup,) = hand.backups()
    assert hand.read_backup(backup).person.age == 40
    hand.restore(backup)

    assert hand.visit.person.age == 40
    assert hand.undo_stack.undoText() == "Restore"
    assert [hand.read_backup(one).person.age for one in hand.backups()] == [41, 40]
    hand.undo_stack.undo()
    assert hand.visit.person.age == 41
    assert hand.name == "Anna"


def test_what_cannot_be_kept_first_is_not_restored_over(
    hand: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.tell("age", 40)
    hand.keep_as("Anna")
    hand.tell("age", 41)
    (backup,) = hand.backups()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "injected")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(storage.NotSaved, match="disk is full"):
        hand.restore(backup)
    assert hand.visit.person.age == 41


def test_starting_afresh_by_mistake_can_be_taken_back(hand: Workspace) -> None:
    hand.tell("age", 40)
    hand.save_now()
    hand.start_new()
    hand.save_now()
    (backup,) = hand.backups()

    assert not backup.same_visit
    hand.restore(backup)
    assert hand.visit.person.age == 40


def test_the_last_answer_is_in_the_file_before_another_visit_comes(
    hand: Workspace, content: Content
) -> None:
    path = hand.keep_as("Anna")
    hand.tell("age", 40)
    hand.start_new()

    assert storage.open_visit(path, content).person.age == 40
    assert hand.name == ""


def test_only_a_window_that_keeps_nothing_holds_answers_in_memory_only(
    hand: Workspace, tmp_path: Path, content: Content, medicines: MedicineIndex
) -> None:
    hand.tell("age", 40)
    second = Workspace(content, medicines, None, DAY)
    second.remember_page("medicines")
    found = [hand.only_in_memory, second.only_in_memory]
    second.tell("age", 40)
    found.append(second.only_in_memory)
    second.save_file(tmp_path / "mine.mgaid")
    found.append(second.only_in_memory)
    second.tell("age", 41)
    found.append(second.only_in_memory)

    assert found == [False, False, True, False, True]
    assert (second.visits(), second.backups()) == ((), ())
    with pytest.raises(storage.NameRefused, match="keeps nothing by itself"):
        second.keep_as("x")
    with pytest.raises(storage.NameRefused, match="keeps nothing by itself"):
        second.duplicate(tmp_path, "x")
    assert second.rename(tmp_path / "mine.mgaid", "ours") == tmp_path / "ours.mgaid"
    assert second.name == "ours"
    second.delete(tmp_path / "ours.mgaid")
    assert list(tmp_path.iterdir()) == []
    assert second.delete_everything() == ()


def test_a_visit_is_listed_renamed_copied_and_deleted(hand: Workspace) -> None:
    hand.tell("age", 40)
    path = hand.rename(hand.keep_as("Anna"), "Änne")
    hand.duplicate(path, "Ben")
    assert {one.name for one in hand.visits()} == {"Änne", "Ben"}
    assert (hand.path, hand.name) == (path, "Änne")
    hand.save_now()
    hand.delete(path)

    assert [one.name for one in hand.visits()] == ["Ben"]
    assert (hand.path, hand.visit) == (None, Visit())
    assert not again(hand).resume_last()


def test_a_locked_visit_is_gone_on_with_after_its_passphrase(hand: Workspace) -> None:
    hand.tell("age", 40)
    path = hand.keep_as("Anna")
    hand.set_passphrase(WORDS)
    hand.tell("age", 41)
    hand.save_now()
    later = again(hand)
    for words, refusal in ((None, storage.Locked), ("x", storage.WrongPassphrase)):
        with pytest.raises(refusal):
            later.resume_last(words)
        with pytest.raises(refusal):
            later.open_file(path, words)
    assert later.visit == Visit()
    assert later.resume_last(WORDS)

    assert (later.visit.person.age, later.path, later.locked) == (41, path, True)
    later.remove_passphrase()
    assert not later.locked
    assert again(hand).resume_last()


def test_a_passphrase_that_cannot_be_set_changes_nothing(
    hand: Workspace, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.tell("age", 40)
    path = hand.keep_as("Anna")
    with pytest.raises(storage.PassphraseRefused):
        hand.set_passphrase("")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "injected")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(storage.NotSaved):
            hand.set_passphrase(WORDS)
    hand.save_now()

    assert not hand.locked
    assert storage.open_visit(path, content).person.age == 40


def test_after_everything_was_deleted_nothing_is_written_before_the_next_answer(
    hand: Workspace, tmp_path: Path, qtbot: QtBot
) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF")
    hand.tell("age", 40)
    hand.keep_as("Anna")
    hand.set_passphrase(WORDS)
    hand.tell("age", 41)

    assert hand.delete_everything([page]) == ()
    assert list(tmp_path.iterdir()) == []
    assert (hand.visit, hand.name, hand.locked) == (Visit(), "", False)
    assert hand.undo_stack.count() == 0
    with qtbot.waitSignal(hand.saved, timeout=15_000):
        hand.tell("age", 50)
    assert again(hand).resume_last()


def test_the_title_learns_that_a_visit_has_a_file(hand: Workspace, tmp_path: Path) -> None:
    told: list[str] = []
    hand.changed.connect(lambda: told.append(hand.name))
    hand.save_file(tmp_path / "Mum%2FDad.mgaid")
    hand.save_file(tmp_path / "Mum%2FDad.mgaid")

    assert told == ["Mum/Dad"]


def test_a_file_and_an_autosave_on_different_disks_do_not_wait_for_each_other(
    hand: Workspace, tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    hand.save_file(elsewhere / "mine.mgaid")
    hand.tell("age", 40)
    write = storage.durable.write

    def full(path: Path, data: bytes, mode: int | None = None) -> None:
        if "data" in path.parts:
            raise storage.NotSaved(path, OSError(errno.ENOSPC, "injected"))
        write(path, data, mode)

    failed: list[str] = []
    hand.save_failed.connect(failed.append)
    with monkeypatch.context() as patch, contextlib.suppress(storage.NotSaved):
        patch.setattr("mgaid.storage.current.write", full)
        hand.save_now()

    assert storage.open_visit(elsewhere / "mine.mgaid", content).person.age == 40
    assert len(failed) == 1
    assert "disk is full" in failed[0]
