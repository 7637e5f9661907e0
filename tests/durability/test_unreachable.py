"""Files that cannot be reached, as on a drive that went away, break neither start nor saving."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.visit import Person, Visit
from mgaid.storage import Keeping
from mgaid.ui import dialogs
from mgaid.ui.parts import ActionCard
from mgaid.ui.settings import Settings
from tests.kept import told
from tests.ui.opened import Opened, named, opened, words

__all__ = ["opened"]

GONE = [errno.EACCES, errno.ENOTCONN, errno.ESTALE, errno.EIO]
NAMES = [errno.errorcode[number] for number in GONE]
TOLD = Visit(person=Person(age=46))


def shut(monkeypatch: pytest.MonkeyPatch, folder: Path, number: int) -> None:
    """From now on the system refuses every look into this folder."""

    def refusing(act: Callable[..., Any]) -> Callable[..., Any]:
        def run(path: Any, *given: Any, **named: Any) -> Any:
            if isinstance(path, str | os.PathLike) and folder in Path(path).parents:
                raise OSError(number, os.strerror(number), str(path))
            return act(path, *given, **named)

        return run

    for name in ("stat", "lstat", "open", "unlink", "replace", "rename"):
        monkeypatch.setattr(os, name, refusing(getattr(os, name)))


@pytest.mark.parametrize("number", GONE, ids=NAMES)
def test_a_recent_file_that_cannot_be_reached_holds_up_no_start(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "share" / "mine.mgaid"
    path.parent.mkdir()
    storage.save_visit(path, TOLD)
    Settings(opened.folder).recent = (path,)
    storage.autosave(opened.folder, TOLD)
    shut(monkeypatch, path.parent, number)
    window = opened.start().window

    assert window.workspace is not None
    assert window.workspace.visit == TOLD
    assert window.files.recent() == ()
    assert named(window, ActionCard, "Continue where you were").isEnabled()


def test_a_recent_file_with_an_impossible_name_holds_up_no_start(
    opened: Opened, tmp_path: Path
) -> None:
    Settings(opened.folder).recent = (tmp_path / f"{'x' * 300}.mgaid",)
    window = opened.start().window

    assert window.workspace is not None
    assert window.files.recent() == ()


@pytest.mark.parametrize("number", GONE, ids=NAMES)
def test_a_file_of_the_last_visit_that_cannot_be_reached_holds_up_no_start(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "share" / "mine.mgaid"
    path.parent.mkdir()
    storage.save_visit(path, TOLD)
    window = opened.start(path).window
    assert window.files.save()
    opened.close()
    shut(monkeypatch, path.parent, number)
    again = opened.start().window

    assert again.workspace is not None
    assert again.workspace.visit == TOLD
    assert again.workspace.path is None


@pytest.mark.parametrize("number", GONE, ids=NAMES)
def test_kept_answers_that_cannot_be_reached_are_told_and_left(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    storage.autosave(opened.folder, TOLD)
    before = storage.autosave_path(opened.folder).read_bytes()
    with monkeypatch.context() as patch:
        shut(patch, opened.folder, number)
        window = opened.start().window

        assert window.workspace is not None
        assert window.workspace.folder is None
        assert "What you told MgAid the last time could not be read" in words(window)
        opened.close()
    assert storage.autosave_path(opened.folder).read_bytes() == before


@pytest.mark.parametrize("number", GONE, ids=NAMES)
def test_a_file_that_goes_away_is_not_saved_and_the_answers_are_kept(
    tmp_path: Path, content: Content, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "share" / "mine.mgaid"
    path.parent.mkdir()
    kept = Keeping(tmp_path / "data", content)
    kept.save(told("before"), path)
    with monkeypatch.context() as patch:
        shut(patch, path.parent, number)
        with pytest.raises(storage.NotSaved, match=r"save it elsewhere"):
            kept.keep(told("after"))

    assert storage.open_visit(path, content) == told("before")
    assert storage.autosaved(tmp_path / "data", content) == told("after")


@pytest.mark.parametrize("number", [errno.ENOTCONN, errno.ESTALE])
def test_a_drive_that_went_away_is_named_as_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    shut(monkeypatch, tmp_path, number)
    with pytest.raises(storage.NotSaved, match="that drive cannot be reached now"):
        storage.write(tmp_path / "mine.mgaid", b"new")


def test_every_unforeseen_error_is_shown_though_saving_fails_too(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = opened.start()
    workspace = start.window.workspace
    assert workspace is not None
    shown: list[tuple[str, bool]] = []
    monkeypatch.setattr(dialogs, "crash", lambda _p, text, saved: shown.append((text, saved)))

    def fail() -> None:
        raise RuntimeError("nobody foresaw this")

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "save_now", fail)
        start.on_error(ValueError, ValueError("one"), None)
        start.on_error(KeyError, KeyError("two"), None)
    start.on_error(TypeError, TypeError("three"), None)

    assert [saved for _, saved in shown] == [False, False, True]
    assert ["ValueError" in shown[0][0], "KeyError" in shown[1][0]] == [True, True]


def test_an_error_after_a_crash_box_that_failed_is_shown(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = opened.start()
    shown: list[str] = []

    def fail(*_: object) -> None:
        raise RuntimeError("no box today")

    monkeypatch.setattr(dialogs, "crash", fail)
    with pytest.raises(RuntimeError):
        start.on_error(ValueError, ValueError("one"), None)
    monkeypatch.setattr(dialogs, "crash", lambda _p, text, _saved: shown.append(text))
    start.on_error(KeyError, KeyError("two"), None)

    assert len(shown) == 1
