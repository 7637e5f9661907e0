"""Proves of a frozen program that it is whole, small and works; prints how it compares.

Looks at the files and runs the program with no screen, in a home folder of its own. It changes
nothing, and a program that changes its own folder fails.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import tempfile
import time
from fnmatch import fnmatch
from pathlib import Path

from frozen import BuildFailed, ToolsMissing, elf_files

# Whatever else changes: without one of these somebody cannot use the program.
NEEDED_ON_LINUX = (
    "mgaid",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
    "_internal/PySide6/Qt/plugins/platforms/libqwayland.so",
    "_internal/PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "_internal/PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
    "_internal/PySide6/Qt/plugins/imageformats/libqsvg.so",
    "_internal/PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
    "_internal/PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "_internal/resources/content/en/__pycache__/content.*.pickle",
    "_internal/resources/fonts/*.ttf",
    "_internal/resources/templates/summary.typ",
    "_internal/typst/_typst.abi3.so",
    # What locks a visit with a passphrase; OpenSSL is inside, and no other copy of it is wanted.
    "_internal/cryptography/hazmat/bindings/_rust.abi3.so",
)
UNWANTED = ("*Network*", "*libssl*", "*libcrypto*", "*/tls/*", "*.qm", "*libgtk*", "*libQt6Qml*")
LONGEST_RUN_S = 300
PAIRS = 9


def whole(folder: Path) -> None:
    """Raise when a needed file is absent or an unwanted one present.

    Raises ``ToolsMissing`` when a library is neither in the bundle nor on this machine.
    """
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*")]
    wrong = [
        f"missing: {pattern}"
        for pattern in NEEDED_ON_LINUX
        if not any(fnmatch(name, pattern) for name in names)
    ]
    wrong += [f"unwanted: {name}" for name in names if any(fnmatch(name, one) for one in UNWANTED)]
    if wrong:
        raise BuildFailed("the frozen program is not as it must be:\n  " + "\n  ".join(wrong))
    wrong = _not_found(folder)
    if wrong:
        raise ToolsMissing("this machine lacks libraries:\n  " + "\n  ".join(wrong))


def libraries(folder: Path) -> dict[str, set[str]]:
    """For every library of the bundle, by its place: the names of those it needs."""
    found = {}
    for path in elf_files(folder):
        told = subprocess.run(
            ["objdump", "-p", str(path)], capture_output=True, text=True, check=True
        ).stdout
        needed = set(re.findall(r"^\s+NEEDED\s+(\S+)", told, re.MULTILINE))
        found[path.relative_to(folder).as_posix()] = needed
    return found


def _not_found(folder: Path) -> list[str]:
    """What the libraries need and neither the bundle nor this machine has."""
    variables = {**os.environ, "LD_LIBRARY_PATH": str(folder / "_internal")}
    wrong = []
    for path in elf_files(folder):
        told = subprocess.run(
            ["ldd", str(path)], capture_output=True, text=True, env=variables, check=False
        ).stdout
        name = path.relative_to(folder)
        wrong += [f"{name}: {line.strip()}" for line in told.splitlines() if "not found" in line]
    return wrong


def self_tested(program: Path) -> list[str]:
    """Run the self-test of the frozen program; returns its lines. Any word amiss raises."""
    before = digest(program.parent)
    with tempfile.TemporaryDirectory(prefix="mgaid-home-") as home:
        variables = clean_variables(Path(home))
        done = _run([str(program), "self-test"], variables)
        version = _run([str(program), "--version"], variables)
        example = program.parent / "_internal/resources/example.mgaid"
        # A name that is not plain letters, as people give them.
        page = Path(home) / "page – café.pdf"
        rendered = _run([str(program), "render", str(example), "-o", str(page)], variables)
        page_is_there = page.exists() and page.read_bytes().startswith(b"%PDF-")
        left = sorted(p.name for p in Path(home).iterdir() if p != page and p.name != "runtime")
    lines = done.stdout.splitlines()
    wrong = [line for line in lines[:-1] if not line.startswith("ok ")]
    if done.returncode or done.stderr or wrong or lines[-1:] != ["self-test: everything works"]:
        raise BuildFailed(f"the self-test failed:\n{done.stdout}{done.stderr}")
    if version.returncode or version.stderr or not version.stdout.startswith("MgAid "):
        raise BuildFailed(f"--version failed: {version.stdout}{version.stderr}")
    if rendered.returncode or rendered.stdout or rendered.stderr or not page_is_there:
        raise BuildFailed(f"render failed: {rendered.stdout}{rendered.stderr}")
    if left:
        raise BuildFailed(f"the self-test left files in the home folder: {', '.join(left)}")
    if digest(program.parent) != before:
        raise BuildFailed("the program changed its own folder; is the kept content refused?")
    return lines


def clean_variables(home: Path) -> dict[str, str]:
    """The surroundings of a person who has nothing but the system."""
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700, exist_ok=True)
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    return kept | {
        "HOME": str(home),
        # The poorest language setting: Qt has something to say of it, MgAid has not.
        "LC_ALL": "C",
        "PATH": "/usr/bin:/bin",
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_RUNTIME_DIR": str(runtime),
    }


def digest(folder: Path) -> str:
    """One number for all names and bytes below ``folder``."""
    made = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        made.update(path.relative_to(folder).as_posix().encode() + b"\0")
        if path.is_file() and not path.is_symlink():
            made.update(path.read_bytes())
    return made.hexdigest()


def size(folder: Path) -> int:
    """Bytes in the files below ``folder``."""
    return sum(
        path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    )


def paint_ratio(program: Path, bare: Path) -> tuple[float, float]:
    """Milliseconds to the first paint: MgAid's window and the bare one, the least of some pairs.

    What else the machine does can only make it later: the least is what the program itself takes.
    ``program`` and ``bare`` print the moment of it, in seconds since the epoch, first.
    """
    ours, theirs = [], []
    with tempfile.TemporaryDirectory(prefix="mgaid-home-") as home:
        variables = clean_variables(Path(home))
        for one in (program, bare):  # once each to warm the disk
            _first_paint(one, variables)
        for _ in range(PAIRS):
            theirs.append(_first_paint(bare, variables))
            ours.append(_first_paint(program, variables))
    return min(ours), min(theirs)


def _first_paint(program: Path, variables: dict[str, str]) -> float:
    began = time.time()
    done = _run([str(program)], variables)
    try:
        return (float(done.stdout.split()[0]) - began) * 1000
    except (IndexError, ValueError):
        raise BuildFailed(f"{program.name} did not tell of its paint: {done.stderr}") from None


def _run(command: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            command,
            env=variables,
            capture_output=True,
            text=True,
            timeout=LONGEST_RUN_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        told = f"{Path(command[0]).name} did not end within {LONGEST_RUN_S} s"
        raise BuildFailed(told) from None
