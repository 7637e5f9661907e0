"""MgAid is open and hidden, and a visit is double-clicked: one window, in front, with the visit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mgaid import storage
from mgaid.core.visit import Person, Visit
from tests.e2e.conftest import Start
from tests.e2e.hands import Reading, until

pytestmark = pytest.mark.screen

LONGEST_SECONDS = 60


def test_a_visit_double_clicked_brings_the_hidden_window_back(
    reading: Reading, start: Start, tmp_path: Path
) -> None:
    path = tmp_path / "Mum.mgaid"
    storage.save_visit(path, Visit(person=Person(age=72), page="kind"))
    first = start()
    reading.find("Start a new visit", "push button")
    number = subprocess.check_output(
        ["xdotool", "search", "--onlyvisible", "--pid", str(first.process.pid)], env=first.env
    ).split()[-1]
    subprocess.run(["xdotool", "windowminimize", "--sync", number], env=first.env, check=True)

    second = subprocess.run(
        [sys.executable, "-m", "mgaid", str(path)],
        env=first.env,
        capture_output=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )

    assert (second.returncode, second.stdout, second.stderr) == (0, b"", b"")
    until(lambda: reading.window().name == "Mum – MgAid", "the visit is there")
    until(lambda: "active" in reading.window().states, "the window is in front")
    shown = subprocess.check_output(
        ["xdotool", "search", "--onlyvisible", "--name", "MgAid"], env=first.env
    )
    assert shown.split() == [number]
