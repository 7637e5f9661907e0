"""Menu entry, file type, manual and completion say the same as the program and each other."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import tomllib
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
import system_files

from mgaid.__main__ import COMMANDS
from mgaid.ui.app import APP_ID

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"
TYPE = "application/vnd.mgaid+json"


def entry() -> dict[str, str]:
    lines = (LINUX / f"{APP_ID}.desktop").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line)


def test_one_id_names_window_menu_entry_and_icon() -> None:
    assert system_files.APP_ID == APP_ID
    assert entry()["Icon"] == APP_ID
    metainfo = ET.parse(LINUX / f"{APP_ID}.metainfo.xml")
    assert metainfo.findtext("id") == APP_ID
    assert metainfo.findtext("launchable") == f"{APP_ID}.desktop"


def test_a_visit_has_one_file_type_everywhere() -> None:
    mime = ET.parse(LINUX / f"{APP_ID}.mime.xml").find(f"{MIME}mime-type")
    assert mime is not None
    assert mime.attrib["type"] == TYPE
    glob = mime.find(f"{MIME}glob")
    assert glob is not None
    assert glob.attrib["pattern"] == "*.mgaid"
    assert entry()["MimeType"] == f"{TYPE};"
    assert entry()["Exec"] == "mgaid %f"
    metainfo = ET.parse(LINUX / f"{APP_ID}.metainfo.xml")
    assert metainfo.findtext("provides/mediatype") == TYPE


def test_the_newest_release_told_of_is_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    release = ET.parse(LINUX / f"{APP_ID}.metainfo.xml").find("releases/release")
    assert release is not None
    assert release.attrib["version"] == project["version"]


def test_every_picture_told_of_is_there_in_the_size_told() -> None:
    pictures = list(ET.parse(LINUX / f"{APP_ID}.metainfo.xml").iterfind("screenshots//image"))
    assert pictures
    for picture in pictures:
        name = (picture.text or "").rpartition("/")[2]
        head = (ROOT / "packaging" / "screenshots" / name).read_bytes()[:24]
        assert head.startswith(b"\x89PNG")
        told = int(picture.attrib["width"]), int(picture.attrib["height"])
        assert struct.unpack(">II", head[16:24]) == told


@pytest.mark.parametrize("name", ["mgaid.1", "mgaid.bash"])
def test_manual_and_completion_know_every_command(name: str) -> None:
    text = (LINUX / name).read_text().replace("\\-", "-")
    missing = [one for one in COMMANDS if not re.search(rf"\b{re.escape(one)}\b", text)]
    assert missing == []


def test_completion_offers_visits_and_commands() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = (
        f"source {LINUX / 'mgaid.bash'}; COMP_WORDS=(mgaid re); COMP_CWORD=1; "
        "_mgaid; echo ${COMPREPLY[*]}"
    )
    done = subprocess.run(
        [bash, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "render" in done.stdout.split()
    assert "resources" in done.stdout.split()


@pytest.mark.parametrize(
    "command",
    [
        ["desktop-file-validate", f"{APP_ID}.desktop"],
        ["appstreamcli", "validate", "--strict", "--no-net", f"{APP_ID}.metainfo.xml"],
        ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", "mgaid.1"],
    ],
    ids=lambda command: command[0],
)
def test_the_system_has_no_complaint(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=LINUX, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stderr == ""


def test_windows_icon_holds_every_picture_whole() -> None:
    made = system_files.ico({16: b"small", 256: b"large picture"})
    kind, count = struct.unpack("<HH", made[2:6])
    assert (kind, count) == (1, 2)
    width, size, start = made[22], *struct.unpack("<II", made[30:38])
    assert width == 0  # stands for 256
    assert made[start : start + size] == b"large picture"


def test_macos_icon_says_its_own_length() -> None:
    made = system_files.icns({128: b"abc"})
    assert made[:4] == b"icns"
    assert struct.unpack(">I", made[4:8])[0] == len(made)
    assert made[8:12] == b"ic07"
    assert made.endswith(b"abc")
