"""A frozen program that lacks something, says something amiss or changes itself is refused."""

from __future__ import annotations

import sys
from pathlib import Path

import build
import deb
import frozen
import proof
import pytest
from frozen import BuildFailed, ToolsMissing

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program here is a script")

GOOD = """\
case $1 in
  self-test) echo "ok      window (1 ms)"; echo "self-test: everything works" ;;
  --version) echo "MgAid 0.1.0" ;;
  render) printf '%s' '%PDF-1.7' > "$4" ;;
esac
"""


def program(folder: Path, script: str) -> Path:
    made = folder / "mgaid"
    made.write_text("#!/bin/sh\n" + script)
    made.chmod(0o755)
    return made


def test_a_program_that_works_is_believed(tmp_path: Path) -> None:
    assert proof.self_tested(program(tmp_path, GOOD))[-1] == "self-test: everything works"


@pytest.mark.parametrize(
    ("amiss", "told"),
    [
        ("echo 'libEGL warning' >&2", "self-test failed"),
        ("echo 'a stray line'", "self-test failed"),
        ("touch $HOME/.stray", "left files"),
        ('touch "$(dirname "$0")/written"', "changed its own folder"),
        ("exit 1", "self-test failed"),
    ],
)
def test_anything_amiss_fails_the_build(tmp_path: Path, amiss: str, told: str) -> None:
    with pytest.raises(BuildFailed, match=told):
        proof.self_tested(program(tmp_path, amiss + "\n" + GOOD))


def test_a_missing_plugin_and_an_unwanted_library_are_named(tmp_path: Path) -> None:
    (tmp_path / "_internal").mkdir()
    (tmp_path / "_internal" / "libQt6Network.so.6").write_text("")
    with pytest.raises(BuildFailed) as refused:
        proof.whole(tmp_path)
    assert "missing: _internal/PySide6/Qt/plugins/platforms/libqxcb.so" in str(refused.value)
    assert "unwanted: _internal/libQt6Network.so.6" in str(refused.value)


def test_what_freezing_calls_is_missed_before_the_work_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ToolsMissing, match="apt-get install"):
        frozen.have_tools()
    monkeypatch.setattr(sys, "argv", ["build.py", "--out", str(tmp_path / "out")])
    assert build.main() == build.TOOLS_MISSING


def test_every_file_gets_one_date_and_plain_rights(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.write_text("x")
    kept.chmod(0o600)
    started = program(tmp_path, GOOD)
    frozen.settle(tmp_path, 1_000_000_000)
    assert kept.stat().st_mode & 0o777 == 0o644
    assert started.stat().st_mode & 0o777 == 0o755
    assert {path.stat().st_mtime for path in tmp_path.iterdir()} == {1_000_000_000}


def test_the_changelog_tells_every_release_in_debians_form() -> None:
    first = deb.changelog().splitlines()[0]
    assert first.startswith("mgaid (")
    assert first.endswith("unstable; urgency=medium")
