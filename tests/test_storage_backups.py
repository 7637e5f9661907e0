"""Backups: which are made, which stay, and whether one is whole."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit, locked
from mgaid.storage import backups
from mgaid.storage.current import Place
from tests.durability.faults import ENDLESS, Faults

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HERE = Place(None, "0123abcd")


@pytest.fixture(autouse=True)
def quick_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locked, "COST", locked.Argon2(memory_kib=32, passes=1, lanes=1))


def visit(age: int) -> bytes:
    return storage.visit_bytes(Visit(person=Person(age=age)))


def ages(folder: Path, place: Place, content: Content) -> list[float | None]:
    return [
        storage.open_visit(one.path, content).person.age for one in backups.listed(folder, place)
    ]


def test_a_backup_tells_when_it_was_made_and_that_it_is_whole(tmp_path: Path) -> None:
    backups.keep(tmp_path, HERE, visit(40), NOON)
    (made,) = backups.listed(tmp_path, HERE)

    assert made.saved == NOON
    assert made.saved.utcoffset() is not None
    assert (made.whole, made.locked, made.same_visit) == (True, False, True)
    assert made.path.read_bytes() == visit(40)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / backups.FOLDER).stat().st_mode) == 0o700


@pytest.mark.parametrize("damage", [b"", b"x", visit(41)])
def test_a_damaged_backup_is_listed_as_such(tmp_path: Path, damage: bytes) -> None:
    backups.keep(tmp_path, HERE, visit(40), NOON)
    (made,) = backups.listed(tmp_path, HERE)
    made.path.write_bytes(damage)

    assert [one.whole for one in backups.listed(tmp_path, HERE)] == [False]


def test_the_same_state_twice_is_one_backup(tmp_path: Path) -> None:
    for minute in range(5):
        backups.keep(tmp_path, HERE, visit(40), NOON + timedelta(minutes=minute))

    assert len(backups.listed(tmp_path, HERE)) == 1


def test_the_last_ten_stay(tmp_path: Path, content: Content) -> None:
    for minute in range(15):
        backups.keep(tmp_path, HERE, visit(minute), NOON + timedelta(minutes=minute))

    assert ages(tmp_path, HERE, content) == list(range(14, 4, -1))


def test_the_last_one_of_each_day_stays_for_a_week(tmp_path: Path, content: Content) -> None:
    for day in range(10):
        for hour in range(3):
            moment = NOON + timedelta(days=day, hours=hour)
            backups.keep(tmp_path, HERE, visit(10 * day + hour), moment)
    for minute in range(15):
        backups.keep(tmp_path, HERE, visit(100 + minute), NOON + timedelta(days=10, minutes=minute))

    last_ten = list(range(114, 104, -1))
    assert ages(tmp_path, HERE, content) == [*last_ten, 92, 82, 72, 62, 52, 42]


@given(
    minutes=st.lists(st.integers(0, 60 * 24 * 20), min_size=1, max_size=60, unique=True),
)
def test_any_past_keeps_ten_and_a_week(minutes: list[int]) -> None:
    moments = [NOON + timedelta(minutes=minute) for minute in minutes]
    kept = backups.to_keep(moments)
    latest = max(moments)

    assert kept >= set(sorted(moments)[-10:])
    assert len(kept) <= 16
    for moment in moments:
        days_ago = (latest.astimezone().date() - moment.astimezone().date()).days
        of_that_day = [
            one for one in moments if one.astimezone().date() == moment.astimezone().date()
        ]
        if days_ago < 7:
            assert max(of_that_day) in kept


def test_a_clock_set_back_costs_no_new_backup(tmp_path: Path, content: Content) -> None:
    for minute in range(12):
        backups.keep(tmp_path, HERE, visit(minute), NOON + timedelta(days=400, minutes=minute))
    for minute in range(4):
        backups.keep(tmp_path, HERE, visit(50 + minute), NOON + timedelta(minutes=minute))

    kept = ages(tmp_path, HERE, content)
    assert {50, 51, 52, 53} <= set(kept)
    assert len(kept) == 10


def test_each_visit_has_backups_of_its_own(tmp_path: Path, content: Content) -> None:
    anna, ben = (Place(tmp_path / f"{name}.mgaid", "") for name in ("anna", "ben"))
    backups.keep(tmp_path, anna, visit(40), NOON)
    backups.keep(tmp_path, ben, visit(70), NOON)

    assert ages(tmp_path, anna, content) == [40]
    assert ages(tmp_path, ben, content) == [70]
    names = [path.name for path in (tmp_path / backups.FOLDER).iterdir()]
    assert not any("anna" in name or "ben" in name for name in names)


def test_the_same_file_by_a_link_has_the_same_backups(tmp_path: Path, content: Content) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    backups.keep(tmp_path, Place(tmp_path / "real" / "a.mgaid", ""), visit(40), NOON)

    assert ages(tmp_path, Place(tmp_path / "link" / "a.mgaid", ""), content) == [40]


def test_visits_without_a_name_show_those_before_them_for_a_week(tmp_path: Path) -> None:
    before = Place(None, "aaaa0000")
    backups.keep(tmp_path, before, visit(40), NOON)
    backups.keep(tmp_path, HERE, visit(41), NOON + timedelta(days=6))
    found = backups.listed(tmp_path, HERE)
    assert [one.same_visit for one in found] == [True, False]
    backups.keep(tmp_path, HERE, visit(42), NOON + timedelta(days=8))

    assert [one.same_visit for one in backups.listed(tmp_path, HERE)] == [True, True]
    assert len(list((tmp_path / backups.FOLDER).iterdir())) == 1


def test_a_visit_that_gets_a_file_takes_its_backups_along(tmp_path: Path) -> None:
    anna = Place(tmp_path / "anna.mgaid", "")
    backups.keep(tmp_path, anna, visit(39), NOON)
    backups.keep(tmp_path, HERE, visit(40), NOON + timedelta(minutes=1))
    backups.hand_over(tmp_path, HERE, anna)

    assert len(backups.listed(tmp_path, anna)) == 2
    assert backups.listed(tmp_path, HERE) == ()


def test_forgotten_backups_leave_nothing(tmp_path: Path) -> None:
    backups.keep(tmp_path, HERE, visit(40), NOON)
    backups.forget(tmp_path, HERE)
    backups.forget(tmp_path, HERE)

    assert list((tmp_path / backups.FOLDER).iterdir()) == []


def test_backups_become_locked_and_readable_again(tmp_path: Path, content: Content) -> None:
    one, other = locked.new_key("one"), locked.new_key("other")
    for minute in range(3):
        backups.keep(tmp_path, HERE, visit(minute), NOON + timedelta(minutes=minute))
    moments = [one.saved for one in backups.listed(tmp_path, HERE)]
    for old, new, words in ((None, one, "one"), (one, other, "other")):
        backups.relock(tmp_path, HERE, old, new)
        found = backups.listed(tmp_path, HERE)

        assert [(made.whole, made.locked, made.saved) for made in found] == [
            (True, True, moment) for moment in moments
        ]
        assert all(b"person" not in made.path.read_bytes() for made in found)
        opened = [storage.open_visit(made.path, content, words).person.age for made in found]
        assert opened == [2, 1, 0]
    backups.relock(tmp_path, HERE, other, None)
    assert ages(tmp_path, HERE, content) == [2, 1, 0]


def test_a_damaged_readable_backup_does_not_stay_beside_a_lock(tmp_path: Path) -> None:
    backups.keep(tmp_path, HERE, visit(40), NOON)
    (made,) = backups.listed(tmp_path, HERE)
    made.path.write_bytes(visit(40)[:-5])
    backups.relock(tmp_path, HERE, None, locked.new_key("one"))

    assert backups.listed(tmp_path, HERE) == ()


def test_a_backup_of_another_passphrase_is_left_alone(tmp_path: Path, content: Content) -> None:
    sealed = storage.visit_bytes(Visit(person=Person(age=40)), locked.new_key("first"))
    backups.keep(tmp_path, HERE, sealed, NOON)
    backups.relock(tmp_path, HERE, locked.new_key("second"), locked.new_key("third"))
    backups.relock(tmp_path, HERE, locked.new_key("second"), None)

    (made,) = backups.listed(tmp_path, HERE)
    assert storage.open_visit(made.path, content, "first").person.age == 40


def test_where_a_backup_cannot_be_locked_it_is_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.keep(tmp_path, HERE, visit(40), NOON)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "injected")

    monkeypatch.setattr(os, "fsync", full)
    backups.relock(tmp_path, HERE, None, locked.new_key("one"))
    assert backups.listed(tmp_path, HERE) == ()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_backup_that_fails_at_any_step_leaves_the_others_whole(
    tmp_path: Path, number: int
) -> None:
    for at in range(1, ENDLESS):
        folder = tmp_path / str(at)
        for minute in range(10):
            backups.keep(folder, HERE, visit(minute), NOON + timedelta(minutes=minute))
        faults = Faults(at, number)
        with faults.injected(), contextlib.suppress(storage.NotSaved):
            backups.keep(folder, HERE, visit(90), NOON + timedelta(minutes=20))
        found = backups.listed(folder, HERE)

        assert all(one.whole for one in found)
        assert len(found) >= 10
        assert visit(9) in [one.path.read_bytes() for one in found]
        if not faults.hit:
            break
    assert {"make", "write", "flush", "replace", "chmod", "unlink"} <= set(faults.steps)
