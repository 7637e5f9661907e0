"""MgAid started twice: the first comes forward, and the second ends.

Where the first does not answer, the second says that it is one and writes nothing.
"""

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
from mgaid.ui.second_start import NOTE, hand_over
from tests.ui.opened import Opened, opened, words

__all__ = ["opened"]

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MS = 60_000
on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only there can the folder of a second start be named"
)
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


def second_start(opened: Opened, *arguments: str) -> subprocess.Popen[str]:
    """MgAid started once more by the same person, from the command line."""
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_DATA_HOME": str(opened.folder.parent),
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.Popen(
        [sys.executable, "-m", "mgaid", *arguments],
        env=surroundings,
        cwd=opened.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def ended(second: subprocess.Popen[str], qtbot: QtBot) -> tuple[int | None, str]:
    """Its exit code and all it said; the first goes on meanwhile."""
    try:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=LONGEST_MS)
    finally:
        second.kill()
    return second.returncode, second.communicate()[0]


@on_linux
def test_a_second_start_brings_the_first_forward_and_ends(opened: Opened, qtbot: QtBot) -> None:
    window = opened.start().window
    window.showMinimized()
    second = second_start(opened)

    assert ended(second, qtbot) == (0, "")
    assert not window.isMinimized()
    assert window.isActiveWindow()


@on_linux
def test_a_visit_double_clicked_opens_in_the_window_that_is_there(
    opened: Opened, qtbot: QtBot
) -> None:
    window = opened.start().window
    storage.save_visit(opened.folder / "mine ä.mgaid", KEPT)
    second = second_start(opened, "mine ä.mgaid")

    assert ended(second, qtbot) == (0, "")
    assert window.workspace is not None
    assert window.workspace.visit == KEPT
    assert window.windowTitle() == "mine ä – MgAid"


@on_linux
def test_what_is_no_visit_is_told_by_the_window_that_is_there(
    opened: Opened, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, head, body: told.append(f"{head}: {body}"))
    opened.start()
    second = second_start(opened, "gone.mgaid")

    assert ended(second, qtbot) == (0, "")
    qtbot.waitUntil(lambda: bool(told), timeout=LONGEST_MS)
    assert str(opened.folder / "gone.mgaid") in told[0]


def test_a_first_that_does_not_answer_is_not_waited_for(opened: Opened) -> None:
    other = holder(opened.folder)
    try:
        assert not hand_over(opened.folder, None, within_ms=50)
    finally:
        other.kill()
        other.communicate()

    assert not (opened.folder / NOTE).exists()


def test_a_note_left_before_is_nobody_s_wish(opened: Opened, tmp_path: Path) -> None:
    storage.save_visit(tmp_path / "old.mgaid", Visit(person=Person(age=80)))
    opened.folder.mkdir()
    (opened.folder / NOTE).write_text(str(tmp_path / "old.mgaid"), encoding="utf-8")
    window = opened.start().window

    assert not (opened.folder / NOTE).exists()
    assert window.workspace is not None
    assert window.workspace.is_empty


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
