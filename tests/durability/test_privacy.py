"""What was told is in the files the person saved, and nowhere else; nothing leaves the computer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication

from mgaid import storage
from mgaid.core import visit as visits
from mgaid.core.visit import Medicine, Person, Visit, locked
from mgaid.output.pdf import to_pdf
from mgaid.ui import dialogs
from tests.ui.opened import Opened, opened

__all__ = ["opened"]

CANARY = "Xyzzyqwort"
TOLD = Visit(
    person=Person(age=46),
    name=f"{CANARY} Name",
    notes={"medicines": f"{CANARY} note"},
    medicines=(Medicine(name=f"{CANARY} pills"),),
    questions=(f"{CANARY} question",),
)


def holding(folder: Path) -> set[str]:
    """The files below ``folder`` that hold the canary, in their words or their name."""
    token = CANARY.encode()
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if CANARY in path.name or (path.is_file() and token in path.read_bytes())
    }


def test_what_was_told_is_in_the_saved_files_and_in_no_log_title_or_setting(
    opened: Opened,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    window = opened.start().window
    workspace = window.workspace
    assert workspace is not None
    workspace.edit(TOLD, "Told")
    workspace.save_now()
    window.open_questions_at("medicines")
    for place in range(4):
        window.show_tab(place)
    QApplication.processEvents()
    titles = [top.windowTitle() for top in QApplication.topLevelWidgets()]
    steps = [workspace.undo_stack.text(n) for n in range(workspace.undo_stack.count())]
    workspace.save_file(tmp_path / "mine.mgaid")
    storage.write(tmp_path / "page.pdf", to_pdf(workspace.document()))
    titles += [top.windowTitle() for top in QApplication.topLevelWidgets()]
    # The settings are written when Qt has nothing else to do.
    QApplication.processEvents()
    opened.close()
    QApplication.processEvents()

    said = capfd.readouterr()
    assert (opened.folder / "settings.ini").exists()
    told = "\n".join([said.out, said.err, caplog.text, *titles, *steps])
    assert CANARY not in told
    backups = {name for name in holding(tmp_path) if name.startswith("mgaid/backups/")}
    assert holding(tmp_path) - backups == {"mine.mgaid", "mgaid/current.mgaid"}
    assert backups
    assert CANARY not in "".join(backups)


def test_of_a_locked_visit_nothing_can_be_read_in_any_file(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(locked, "COST", locked.Argon2(memory_kib=32, passes=1, lanes=1))
    workspace = opened.start().window.workspace
    assert workspace is not None
    workspace.edit(TOLD, "Told")
    workspace.save_now()
    workspace.keep_as("Mine")
    workspace.edit(TOLD.changed(name=f"{CANARY} 2"), "Name")
    workspace.start_new()
    workspace.open_file(opened.folder / "visits" / "Mine.mgaid")
    assert len(holding(tmp_path)) > 2
    workspace.set_passphrase(f"my {CANARY} words")
    assert holding(tmp_path) == set()
    for number in range(3):
        workspace.edit(TOLD.changed(name=f"{CANARY} {number}"), "Name")
        workspace.save_now()
        workspace.save_file(opened.folder / "visits" / "Mine.mgaid")
    workspace.restore(workspace.backups()[-1])
    workspace.duplicate(opened.folder / "visits" / "Mine.mgaid", "Copy")
    workspace.rename(opened.folder / "visits" / "Mine.mgaid", "Ours")
    workspace.start_new()
    QApplication.processEvents()
    opened.close()

    assert holding(tmp_path) == set()
    # The words of the passphrase are nowhere either, and it opens what it locked.
    assert not any(b"words" in p.read_bytes() for p in tmp_path.rglob("*") if p.is_file())
    assert storage.is_locked(opened.folder / "visits" / "Ours.mgaid")


def test_the_page_as_pdf_tells_nothing_in_its_properties(opened: Opened, tmp_path: Path) -> None:
    window = opened.start().window
    assert window.workspace is not None
    window.workspace.edit(TOLD, "Told")
    path = tmp_path / "page.pdf"
    path.write_bytes(to_pdf(window.workspace.document()))

    with pikepdf.open(path) as pdf:
        properties = " ".join(f"{key} {value}" for key, value in pdf.docinfo.items())
        with pdf.open_metadata() as metadata:
            properties += str(metadata)
    assert CANARY not in properties


def test_a_crash_text_and_a_failed_save_say_nothing_of_what_was_told(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    start = opened.start()
    workspace = start.window.workspace
    assert workspace is not None
    workspace.edit(TOLD, "Told")
    shown: list[str] = []
    monkeypatch.setattr(dialogs, "crash", lambda _parent, text, _saved: shown.append(text))
    try:
        raise KeyError(workspace.visit.name, workspace.visit)
    except KeyError as error:
        start.on_error(type(error), error, error.__traceback__)
    with pytest.raises(storage.NotSaved) as failed:
        workspace.save_file(opened.folder / "gone" / "mine.mgaid")

    said = capfd.readouterr()
    assert shown
    assert CANARY not in "\n".join([*shown, said.out, said.err, str(failed.value)])


def test_a_refused_visit_is_not_repeated_in_the_refusal(tmp_path: Path) -> None:
    path = tmp_path / "mine.mgaid"
    text = visits.dumps(TOLD).replace(' "name": "Xyz', ' "name": 5, "x": "Xyz', 1)
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mgaid", "assess", str(path), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert CANARY not in done.stdout + done.stderr


def test_no_socket_of_the_internet_is_ever_opened(tmp_path: Path) -> None:
    """The self-test opens the window, goes through every question and writes the page."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("NOT TESTED: sockets. Install strace to test that none is opened.")
    log = tmp_path / "calls"
    trace = [strace, "-f", "-qq", "-e", "trace=network", "-o", str(log)]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)}
    tried = subprocess.run([*trace, "true"], capture_output=True, text=True, check=False)
    if tried.returncode:
        pytest.skip(f"NOT TESTED: sockets. Tracing is refused: {tried.stderr.strip()}")
    done = subprocess.run(
        [*trace, sys.executable, "-m", "mgaid", "self-test"],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | home,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "page as PDF" in done.stdout
    assert "page for the printer" in done.stdout
    assert [line for line in log.read_text().splitlines() if "AF_INET" in line] == []
