"""``mgaid self-test`` believes a program that is whole and names what another lacks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A MgAid of its own, to be spoilt."""
    leave = shutil.ignore_patterns("__pycache__")
    for name in ("mgaid", "resources"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=leave)
    return tmp_path


def self_test(folder: Path) -> subprocess.CompletedProcess[str]:
    # The poorest language setting, as in a service or a rescue system.
    poor = {"LC_ALL": "C", "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder)}
    return subprocess.run(
        [sys.executable, "-m", "mgaid", "self-test"],
        cwd=folder,
        env={**os.environ, **poor, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_a_program_that_is_whole_says_so_and_nothing_else(program: Path) -> None:
    done = self_test(program)

    assert done.stderr == ""
    *checks, last = done.stdout.splitlines()
    assert [line for line in checks if not line.startswith("ok ")] == []
    assert last == "self-test: everything works"
    assert done.returncode == 0


def test_each_missing_part_is_named(program: Path) -> None:
    font = "AtkinsonHyperlegible-BoldItalic.ttf"
    (program / "resources/fonts" / font).unlink()
    (program / "resources/style/marks/dark/check.svg").write_text("<svg/>")
    (program / "resources/icons/food.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    done = self_test(program)

    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    named = {line.split(":")[0].removeprefix("FAILED").strip(): line for line in failed}
    assert font in named["letters"]
    assert font in named["page as PDF"]
    assert "food" in named["icons"]
    assert "marks/dark/check.svg" in named["marks"]
    assert done.returncode == 1
