"""What cannot be tried on this machine is said aloud and is no failure; what fails is one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the scripts are for Linux")

LINUX = Path(__file__).resolve().parents[2] / "packaging" / "linux"


def tried(folder: Path, build: str, seconds: int) -> subprocess.CompletedProcess[str]:
    """Run the trial with a build that does this instead."""
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{build}\n")
    python.chmod(0o755)
    return subprocess.run(
        ["sh", str(LINUX / "trial.sh"), str(seconds)],
        env={**os.environ, "PYTHON": str(python)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("build", "seconds", "because"),
    [
        ("exit 77", 900, "lacks what it needs"),
        ("kill -9 $$", 900, "was not done within"),
        ("exit 1", 10, "only"),
    ],
)
def test_what_cannot_be_tried_is_said_aloud(
    tmp_path: Path, build: str, seconds: int, because: str
) -> None:
    done = tried(tmp_path, build, seconds)

    assert done.returncode == 0
    assert "NOT TRIED: the frozen program" in done.stdout
    assert because in done.stdout


def test_a_build_that_fails_is_a_failure(tmp_path: Path) -> None:
    done = tried(tmp_path, "echo broken >&2; exit 1", 900)

    assert done.returncode == 1
    assert "broken" in done.stderr
    assert "NOT TRIED" not in done.stdout


def test_a_machine_without_the_tools_is_told_apart_from_a_failure(tmp_path: Path) -> None:
    for tool in ("sh", "id", "dirname"):
        found = shutil.which(tool)
        assert found is not None
        (tmp_path / tool).symlink_to(found)

    done = subprocess.run(
        [str(tmp_path / "sh"), str(LINUX / "test-in-chroot.sh"), "--deb", "none.deb"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 77
    assert "NOT TRIED: this needs" in done.stderr
