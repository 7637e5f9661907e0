"""Three hundred MgAids are killed at any moment, and every answer older than a second is there."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

KILLS = 300


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 and fork are not there on Windows")
def test_a_killed_mgaid_loses_nothing_older_than_a_second_and_leaves_no_rubbish() -> None:
    command = [sys.executable, "-m", "tests.durability.kill", str(KILLS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.stdout, done.stderr
    figures = json.loads(done.stdout)

    assert figures["broken"] == [], figures
    assert figures["kills"] == KILLS
    # The screen that is none cannot tell a window manager its least size.
    assert set(done.stderr.splitlines()) <= {"This plugin does not support propagateSizeHints()"}
    # Enough was under way for the test to mean something.
    assert figures["windows"] >= KILLS // 20
    assert figures["owed_checked"] > 0
    assert figures["saves"] > KILLS // 10
    assert figures["locked"] > KILLS // 10
    assert figures["backups_checked"] > KILLS
