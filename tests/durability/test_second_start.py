"""MgAid started twice: the first keeps the visit, the second says so and writes nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit
from mgaid.ui import dialogs
from tests.ui.opened import Opened, opened, words

__all__ = ["opened"]

KEPT = Visit(person=Person(age=46), page="medicines")
HOLDER = """
import sys
from PySide6.QtCore import QLockFile
lock = QLockFile(sys.argv[1])
lock.setStaleLockTime(0)
print(lock.tryLock(0), flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> subprocess.Popen[str]:
    """Another process that holds the folder."""
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-c", HOLDER, str(folder / "mgaid.lock")]
    made = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert made.stdout is not None
    assert made.stdout.readline().strip() == "True"
    return made


def test_the_second_start_says_so_and_leaves_the_visit_to_the_first(
    opened: Opened, content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def close_unsaved(_parent: object) -> str:
        asked.append("close")
        return "drop"

    monkeypatch.setattr(dialogs, "close_unsaved", close_unsaved)
    storage.autosave(opened.folder, KEPT)
    first = opened.start().window
    second = opened.start().window
    assert first.workspace is not None
    assert second.workspace is not None

    assert "MgAid is already open" in words(second)
    assert "MgAid is already open" not in words(first)
    assert second.workspace.visit == KEPT
    first.workspace.tell("age", 47)
    first.workspace.save_now()
    second.workspace.tell("age", 80)
    second.workspace.save_now()
    kept = storage.autosaved(opened.folder, content)
    assert kept is not None
    assert kept.person.age == 47
    second.close()
    assert asked == ["close"]


def test_the_second_window_asks_nothing_when_nothing_was_told(opened: Opened) -> None:
    storage.autosave(opened.folder, KEPT)
    opened.start()
    second = opened.start().window
    second.show_tab(0)

    assert second.close()
    assert not second.unsaved


def test_what_is_told_in_the_second_window_can_be_saved_as_a_file(
    opened: Opened, tmp_path: Path, content: Content
) -> None:
    opened.start()
    second = opened.start().window
    assert second.workspace is not None
    second.workspace.tell("age", 80)
    second.workspace.save_now()
    before = second.unsaved
    second.workspace.save_file(tmp_path / "second.mgaid")

    assert (before, second.unsaved) == (True, False)
    assert storage.open_visit(tmp_path / "second.mgaid", content).person.age == 80


def test_a_broken_visit_is_not_moved_away_by_the_second_start(opened: Opened) -> None:
    opened.start()
    storage.autosave(opened.folder, KEPT)
    storage.autosave_path(opened.folder).write_bytes(b"half")
    opened.start()

    assert storage.autosave_path(opened.folder).read_bytes() == b"half"


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not there on Windows")
def test_a_killed_mgaid_does_not_lock_the_next_one_out(opened: Opened, qtbot: QtBot) -> None:
    other = holder(opened.folder)
    window = opened.start().window
    assert "MgAid is already open" in words(window)
    os.kill(other.pid, signal.SIGKILL)
    other.communicate()

    window = opened.again().window
    assert "MgAid is already open" not in words(window)
    assert window.workspace is not None
    with qtbot.waitSignal(window.workspace.saved):
        window.workspace.tell("age", 50)


def test_the_end_of_the_first_frees_the_folder(opened: Opened) -> None:
    opened.start()
    window = opened.again().window

    assert "MgAid is already open" not in words(window)


def test_half_written_files_are_gone_after_the_start(opened: Opened) -> None:
    opened.folder.mkdir()
    part = opened.folder / f"{storage.PART_PREFIX}0123"
    part.write_bytes(b"half")
    opened.start()

    assert not part.exists()
