"""The visit in hand: whatever fails or ends, nothing is lost, mixed up or left readable."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Visit, locked
from mgaid.storage import Keeping, keeping
from tests.kept import CANARY, WORDS, readable, resumed, told


@pytest.fixture(autouse=True)
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "COST", locked.Argon2(memory_kib=32, passes=1, lanes=1))


def test_the_next_start_knows_the_file_of_the_visit(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    path = kept.keep_as(told("Anna 1"), "Anna", replace=False)
    kept.keep(told("Anna 2"))
    again, visit = resumed(tmp_path, content)

    assert (again.file, visit) == (path, told("Anna 2"))
    last = storage.last_visit(tmp_path)
    assert last is not None
    assert (last.name, last.file, last.locked, last.problem) == ("Anna", path, False, "")
    assert storage.open_visit(path, content) == told("Anna 2")


def test_without_an_autosave_there_is_nothing_to_go_on_with(
    tmp_path: Path, content: Content
) -> None:
    assert resumed(tmp_path, content)[1] is None
    assert storage.last_visit(tmp_path) is None
    assert Keeping(None, content).resume() is None


def test_a_file_that_is_gone_is_not_made_anew(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    path = kept.keep_as(told("Anna"), "Anna", replace=False)
    kept.keep(told("Anna"))
    path.unlink()
    again, visit = resumed(tmp_path, content)
    again.keep(told("Anna 2"))

    assert visit == told("Anna")
    assert again.file is None
    assert not path.exists()


def test_a_visit_opened_by_a_short_path_is_the_same_file_in_any_folder(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there, data = (tmp_path / name for name in ("here", "there", "data"))
    for folder, name in ((here, "mine"), (there, "somebody else's")):
        folder.mkdir()
        storage.save_visit(folder / "visit.mgaid", told(name))
    os.utime(there / "visit.mgaid", (1_000_000, 1_000_000))
    short = Path("visit.mgaid")
    monkeypatch.chdir(here)
    kept = Keeping(data, content)
    kept.open(short, storage.read_visit(short, content))
    kept.keep(told("mine 2"))
    monkeypatch.chdir(there)
    again, visit = resumed(data, content)
    again.keep(told("mine 3"))

    assert visit == told("mine 2")
    assert storage.open_visit(there / "visit.mgaid", content) == told("somebody else's")
    assert storage.open_visit(here / "visit.mgaid", content) == told("mine 3")


def test_a_visit_saved_by_a_short_path_is_known_by_its_whole_one(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    kept = Keeping(tmp_path / "data", content)
    kept.save(told("mine"), Path("visit.mgaid"))

    assert kept.file == tmp_path / "visit.mgaid"


def test_a_short_path_noted_by_an_earlier_mgaid_is_nobodys(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, there = tmp_path / "data", tmp_path / "there"
    there.mkdir()
    storage.save_visit(there / "visit.mgaid", told("somebody else's"))
    os.utime(there / "visit.mgaid", (1_000_000, 1_000_000))
    storage.autosave(data, told("mine"))
    (data / "current.json").write_text('{"file": "visit.mgaid", "line": "ab12"}')
    monkeypatch.chdir(there)
    again, visit = resumed(data, content)
    again.keep(told("mine 2"))

    assert (again.file, visit) == (None, told("mine"))
    assert storage.open_visit(there / "visit.mgaid", content) == told("somebody else's")


def test_a_file_changed_elsewhere_since_is_left_as_it_is(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    path = kept.keep_as(told("Anna here"), "Anna", replace=False)
    kept.keep(told("Anna here"))
    storage.save_visit(path, told("Anna elsewhere"))
    later = storage.autosave_path(tmp_path).stat().st_mtime + 60
    os.utime(path, (later, later))
    again, visit = resumed(tmp_path, content)
    again.keep(told("Anna here 2"))

    assert (again.file, visit) == (None, told("Anna here"))
    assert storage.open_visit(path, content) == told("Anna elsewhere")


def test_a_file_that_fell_behind_goes_on_and_what_it_held_is_a_backup(
    tmp_path: Path, content: Content
) -> None:
    kept = Keeping(tmp_path, content)
    path = kept.keep_as(told("Anna 1"), "Anna", replace=False)
    kept.keep(told("Anna 2"))
    storage.save_visit(path, told("Anna 0"))
    os.utime(path, (1_000_000, 1_000_000))
    again, visit = resumed(tmp_path, content)

    assert (again.file, visit) == (path, told("Anna 2"))
    assert told("Anna 0") in [again.read_backup(one) for one in again.backups()]


def test_what_another_program_wrote_meanwhile_is_a_backup_first(
    tmp_path: Path, content: Content
) -> None:
    kept = Keeping(tmp_path, content)
    path = kept.keep_as(told("Anna 1"), "Anna", replace=False)
    storage.save_visit(path, told("from the other computer"))
    kept.keep(told("Anna 2"))

    assert storage.open_visit(path, content) == told("Anna 2")
    held = [kept.read_backup(one).name for one in kept.backups()]
    assert held == ["from the other computer", "Anna 1"]


def test_a_visit_that_is_replaced_by_its_name_is_a_backup(tmp_path: Path, content: Content) -> None:
    Keeping(tmp_path, content).keep_as(told("first"), "Anna", replace=False)
    other = Keeping(tmp_path, content)
    with pytest.raises(storage.NameTaken):
        other.keep_as(told("second"), "anna", replace=False)
    other.keep_as(told("second"), "anna", replace=True)

    assert {other.read_backup(one).name for one in other.backups()} == {"first", "second"}


def test_autosaving_pushes_no_backup_out(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    monkeypatch.setattr(keeping, "monotonic", lambda: now[0])
    kept = Keeping(tmp_path, content)
    for number in range(4 * 60 * 25):
        now[0] = number * 0.25
        if number % 100 == 0:
            kept.keep(told(f"{number}"))

    # 25 minutes of it: one after ten, one after twenty.
    assert [kept.read_backup(one).name for one in kept.backups()] == ["4800", "2400"]


def test_leaving_a_visit_makes_a_backup_and_the_page_alone_makes_none(
    tmp_path: Path, content: Content
) -> None:
    kept = Keeping(tmp_path, content)
    kept.leave(Visit())
    kept.leave(Visit().changed(page="medicines"))
    assert kept.backups() == ()
    kept.leave(told("Anna"))
    kept.leave(told("Anna").changed(page="medicines"))
    assert len(kept.backups()) == 1
    kept.begin(Visit())

    assert [one.same_visit for one in kept.backups()] == [False]


def test_a_backup_that_cannot_be_made_stops_nothing_and_is_told(
    tmp_path: Path, content: Content
) -> None:
    kept = Keeping(tmp_path, content)
    (tmp_path / "backups").write_text("in the way")
    path = kept.keep_as(told("Anna"), "Anna", replace=False)

    assert storage.open_visit(path, content) == told("Anna")
    assert "was not saved" in kept.backup_problem


def test_a_damaged_backup_is_refused_in_plain_words(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    kept.keep_as(told("Anna"), "Anna", replace=False)
    (made,) = kept.backups()
    made.path.write_bytes(b"{}")
    (made,) = kept.backups()
    with pytest.raises(storage.NotOpened, match=r"^That backup cannot be opened: it is damaged"):
        kept.read_backup(made)


def test_a_visit_kept_there_that_nobody_opened_becomes_a_backup(
    tmp_path: Path, content: Content
) -> None:
    kept = Keeping(tmp_path, content)
    kept.keep(told("Anna"))
    kept.set_passphrase(told("Anna"), WORDS)
    other = Keeping(tmp_path, content)
    other.keep(told("Ben"))

    assert [other.read_backup(one, WORDS).name for one in other.backups()] == ["Anna"]
    assert resumed(tmp_path, content)[1] == told("Ben")


# ------------------------------------------------------------------ the lock


def test_a_passphrase_locks_file_autosave_and_backups(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    visit = told(CANARY)
    path = kept.keep_as(visit, "Anna", replace=False)
    kept.keep(visit)
    kept.leave(told(f"{CANARY} 2"))
    assert len(readable(tmp_path)) == 4
    kept.set_passphrase(visit, WORDS)
    kept.keep(told(f"{CANARY} 3"))
    kept.leave(told(f"{CANARY} 4"))

    assert readable(tmp_path) == []
    assert kept.locked
    assert all(one.locked and one.whole for one in kept.backups())
    assert {kept.read_backup(one).name for one in kept.backups()} == {
        CANARY,
        f"{CANARY} 2",
        f"{CANARY} 4",
    }
    last = storage.last_visit(tmp_path)
    assert last is not None
    assert last.locked
    with pytest.raises(storage.Locked):
        resumed(tmp_path, content)
    with pytest.raises(storage.WrongPassphrase):
        resumed(tmp_path, content, "one two")
    again, found = resumed(tmp_path, content, WORDS)
    assert (again.locked, again.file, found) == (True, path, told(f"{CANARY} 3"))
    again.keep(told(f"{CANARY} 5"))
    assert readable(tmp_path) == []


def test_a_passphrase_is_changed_and_taken_away(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    visit = told(CANARY)
    path = kept.keep_as(visit, "Anna", replace=False)
    kept.set_passphrase(visit, WORDS)
    kept.set_passphrase(visit, "other words")
    with pytest.raises(storage.WrongPassphrase):
        storage.open_visit(path, content, WORDS)
    assert storage.open_visit(path, content, "other words") == visit
    assert [kept.read_backup(one) for one in kept.backups()] == [visit]
    kept.set_passphrase(visit, None)

    assert storage.open_visit(path, content) == visit
    assert resumed(tmp_path, content)[1] == visit
    assert not kept.locked
    assert [one.locked for one in kept.backups()] == [False]


def test_an_empty_passphrase_changes_nothing(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    path = kept.keep_as(told("Anna"), "Anna", replace=False)
    with pytest.raises(storage.PassphraseRefused):
        kept.set_passphrase(told("Anna"), "")

    assert not kept.locked
    assert not storage.is_locked(path)


def test_a_visit_without_a_name_can_be_locked(tmp_path: Path, content: Content) -> None:
    kept = Keeping(tmp_path, content)
    kept.keep(told(CANARY))
    kept.leave(told(CANARY))
    kept.set_passphrase(told(CANARY), WORDS)

    assert readable(tmp_path) == []
    again, visit = resumed(tmp_path, content, WORDS)
    assert visit == told(CANARY)
    path = again.keep_as(told(CANARY), "Anna", replace=False)
    assert storage.is_locked(path)


def test_a_locked_file_opened_and_saved_stays_locked(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "elsewhere.mgaid"
    storage.save_visit(path, told(CANARY), storage.new_key(WORDS))
    data = tmp_path / "data"
    kept = Keeping(data, content)
    kept.open(path, storage.read_visit(path, content, WORDS))
    kept.keep(told(f"{CANARY} 2"))
    kept.save(told(f"{CANARY} 3"), tmp_path / "second.mgaid")

    assert readable(tmp_path) == []
    assert storage.open_visit(tmp_path / "second.mgaid", content, WORDS).name == f"{CANARY} 3"
