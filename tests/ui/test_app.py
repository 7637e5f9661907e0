"""Starting MgAid: at once, with what was kept, and whatever is wrong with the files."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from mgaid import paths, storage
from mgaid.core import content as content_module
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit
from mgaid.ui import app as app_module
from mgaid.ui import dialogs
from mgaid.ui.app import Start
from mgaid.ui.parts import ActionCard
from tests.ui.opened import Opened, named, opened, words

__all__ = ["opened"]

KEPT = Visit(person=Person(age=46), findings={"seizure": "no"}, page="medicines")


def has_visit(start: Start) -> bool:
    return start.window.workspace is not None


def test_the_window_is_painted_before_any_content_is_read(qapp: QApplication, qtbot: QtBot) -> None:
    start = Start(qapp, None)
    qtbot.addWidget(start.window)

    with qtbot.waitSignal(start.window.painted):
        start.window.show()

    assert not has_visit(start)
    with qtbot.waitSignals([start.furnished, start.ready], order="strict"):
        pass
    assert has_visit(start)
    start.source.deleteLater()


def test_neither_paint_nor_first_screen_waits_for_what_is_slow_to_load() -> None:
    """The names of Qt take as long as a paint, what checks content longer than the screen."""
    ask = (
        "import sys\n"
        "import PySide6.QtCore\n"
        "from mgaid.ui.app import Start, make_app\n"
        "start = Start(make_app(), None)\n"
        "assert 'Qt' not in vars(PySide6.QtCore)\n"
        "start._reader.start = lambda: None\n"
        "start.furnish()\n"
        "assert start.source is not None\n"
        "late = ('mgaid.core', 'mgaid.storage', 'pydantic')\n"
        "print([name for name in late if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_is_read_to_stay_is_not_searched_for_garbage(qapp: QApplication, qtbot: QtBot) -> None:
    start = Start(qapp, None)
    qtbot.addWidget(start.window)
    app_module.hold_collector(start)
    try:
        with qtbot.waitSignal(start.ready):
            start.window.show()
            assert not gc.isenabled()
        assert gc.isenabled()
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()
    start.source.deleteLater()


def test_a_first_start_offers_a_new_visit_and_no_way_to_go_on(opened: Opened) -> None:
    window = opened.start().window

    card = named(window, ActionCard, "Start a new visit")
    assert card.isVisible()
    shown = [c.accessibleName() for c in window.findChildren(ActionCard) if c.isVisible()]
    assert shown == ["Start a new visit", "Open a saved visit"]


def test_the_visit_of_the_last_time_can_be_gone_on_with(opened: Opened) -> None:
    storage.autosave(opened.folder, KEPT)
    start = opened.start()

    card = named(start.window, ActionCard, "Continue where you were")
    assert "Step 6 of 11, Medicines. Saved today at " in card.accessibleDescription()
    assert start.window.workspace is not None
    assert start.window.workspace.visit == KEPT


def test_a_broken_kept_visit_is_put_aside_and_told(opened: Opened) -> None:
    storage.autosave(opened.folder, KEPT)
    storage.autosave_path(opened.folder).write_bytes(b"\x00broken")
    window = opened.start().window

    aside = [f for f in opened.folder.iterdir() if f.name.startswith("current-broken-")]
    assert [f.read_bytes() for f in aside] == [b"\x00broken"]
    assert "could not be read" in words(window)
    assert str(aside[0]) in words(window)


def test_two_broken_visits_of_one_day_are_both_kept(opened: Opened) -> None:
    for broken in (b"first", b"second"):
        storage.autosave(opened.folder, KEPT)
        storage.autosave_path(opened.folder).write_bytes(broken)
        opened.start()
        opened.close()

    aside = [f.read_bytes() for f in opened.folder.iterdir() if "broken" in f.name]
    assert sorted(aside) == [b"first", b"second"]


def test_a_kept_visit_that_cannot_be_put_aside_is_never_written_over(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.autosave(opened.folder, KEPT)
    storage.autosave_path(opened.folder).write_bytes(b"broken")

    def fail(self: Path, _target: Path) -> Path:
        raise PermissionError(13, "injected", str(self))

    monkeypatch.setattr(Path, "rename", fail)
    start = opened.start()
    assert start.window.workspace is not None
    start.window.workspace.answer({"seizure": "no"})
    start.window.workspace.save_now()

    assert storage.autosave_path(opened.folder).read_bytes() == b"broken"


def test_a_file_named_on_the_command_line_opens(opened: Opened, tmp_path: Path) -> None:
    path = tmp_path / "mine.mgaid"
    storage.save_visit(path, KEPT)
    start = opened.start(path)

    assert start.window.workspace is not None
    assert start.window.workspace.visit == KEPT
    assert start.window.windowTitle() == "mine – MgAid"


def test_a_bad_file_named_on_the_command_line_is_told_and_changes_nothing(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(dialogs, "tell", lambda _parent, head, body: told.append(f"{head}: {body}"))
    path = tmp_path / "photo.mgaid"
    path.write_bytes(b"\xff\xd8 no visit")
    storage.autosave(opened.folder, KEPT)
    start = opened.start(path)

    assert len(told) == 1
    assert str(path) in told[0]
    assert start.window.workspace is not None
    assert start.window.workspace.visit == KEPT


def test_broken_content_is_named_and_the_window_still_opens(opened: Opened, tmp_path: Path) -> None:
    broken = tmp_path / "content"
    shutil.copytree(paths.content(), broken)
    (broken / "flags.toml").unlink()
    window = opened.start(content=broken).window

    assert "flags.toml" in words(window)
    assert not named(window, ActionCard, "Start a new visit").isEnabled()
    window.show_tab(0)
    assert "flags.toml" in words(window)


def test_missing_foods_close_one_tab_only(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(paths, "foods", lambda: tmp_path / "gone")
    window = opened.start().window

    window.show_tab(1)
    qtbot.waitUntil(lambda: str(tmp_path / "gone") in words(window))
    window.show_tab(0)
    assert "Is it magnesium?" in words(window)


def test_an_unforeseen_error_is_shown_without_answers(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = opened.start()
    shown: list[tuple[str, bool]] = []
    monkeypatch.setattr(dialogs, "crash", lambda _p, text, saved: shown.append((text, saved)))
    answer = "my secret worry"
    try:
        raise ValueError(f"cannot handle {answer}")
    except ValueError as error:
        start.on_error(type(error), error, error.__traceback__)

    [(text, saved)] = shown
    assert saved
    assert "ValueError" in text
    assert "test_app.py" in text
    assert answer not in text


def test_an_unforeseen_error_while_reading_ends_the_wait(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_root: Path) -> Content:
        raise RuntimeError("nobody foresaw this")

    monkeypatch.setattr(content_module, "load", fail)
    start = Start(qapp, None)
    qtbot.addWidget(start.window)
    with qtbot.waitSignal(start.ready), pytest.raises(RuntimeError):
        start.load()
    start.source.deleteLater()


def test_the_crash_box_gives_a_text_to_copy(qtbot: QtBot) -> None:
    box = dialogs.crash_box(None, "MgAid 0.1.0\nValueError", saved=True)
    qtbot.addWidget(box)
    box.show()

    assert "Your visit is saved on this computer." in words(box)
    assert "ValueError" in named(box, QPlainTextEdit, "Technical text").toPlainText()
    named(box, QPushButton, "Copy the text").click()
    assert QApplication.clipboard().text() == "MgAid 0.1.0\nValueError"


def test_without_a_screen_one_line_says_what_works(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(key, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    assert app_module.run(None) == 1
    assert "there is no screen here" in capsys.readouterr().err
