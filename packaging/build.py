"""``make package``: the one door from a checkout to what people install.

Wheel, PyInstaller, proof that the frozen program works, packages, the list of parts with their
licences, and checksums, all in ``dist/``. Tells sizes and start beside a bare frozen window.
``--quick`` leaves the comparison and lintian out; ``--trial`` also leaves out what takes long to
pack: it makes only a Debian package that is not compressed, to be tried and thrown away.
Exit codes: 0 made, 1 something is wrong, 77 this machine lacks what a build needs.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
from importlib.metadata import distributions
from pathlib import Path

import deb
import frozen
import parts
import proof
import system_files
from frozen import ROOT, BuildFailed, ToolsMissing

MB = 1_000_000
MOST_DEB_MB = 60
MOST_INSTALLED_MB = 200
MOST_PAINT_RATIO = 1.25
TOOLS_MISSING = 77
SUFFIX = ".exe" if os.name == "nt" else ""
SYSTEM = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)


def build(out: Path, work: Path, quick: bool, trial: bool) -> None:
    """Build everything into ``out``; ``work`` may be kept for the next time."""
    frozen.have_tools()
    out.mkdir(parents=True, exist_ok=True)
    for old in out.iterdir():
        if old.is_file():
            old.unlink()
    date = frozen.source_date()
    os.environ["SOURCE_DATE_EPOCH"] = str(date)
    say("wheel and environment")
    env = frozen.environment(work, work / "wheels")
    version = next(d.version for d in distributions(name="mgaid", path=[str(env.site)]))
    say(f"freezing MgAid {version}")
    program = frozen.freeze(env, work, version)
    frozen.finish(env, program)
    measuring = program / f"mgaid-paint{SUFFIX}"
    if not quick:
        say("freezing a bare window to compare with")
        bare = frozen.freeze(env, work, version, bare=True)
        ours, theirs = proof.paint_ratio(measuring, bare / f"bare{SUFFIX}")
        bare_mb = proof.size(bare) / MB
    measuring.unlink()
    (frozen.app_of(program) / "Contents/MacOS/mgaid-paint").unlink(missing_ok=True)
    frozen.settle(program, date)
    say("proving that the frozen program works")
    if sys.platform == "linux":
        proof.whole(program)
    for line in proof.self_tested(program / f"mgaid{'-console.exe' if SUFFIX else ''}"):
        say("  " + line)
    found = parts.parts_of(env, program, version)
    parts.write_licences(found, work / "licences")
    (out / f"mgaid-{version}-{SYSTEM}.cdx.json").write_text(
        parts.sbom(found, version, date), encoding="utf-8", newline="\n"
    )
    for wheel in (work / "wheels").glob("*.whl"):
        shutil.copyfile(wheel, out / wheel.name)
    if sys.platform == "linux":
        bundled = [part.name for part in found if part.purl.startswith("pkg:deb/")]
        share = work / "share"
        shutil.rmtree(share, ignore_errors=True)
        system_files.lay_out(share, env.python)
        pack_linux(program, share, bundled, work, out, version, date, quick, trial)
    else:
        pack_elsewhere(program, work, out, version)
    checksums(out)
    say("")
    installed = proof.size(program) / MB
    say(f"{'program, unpacked':<36} {installed:7.1f} MB   goal {MOST_INSTALLED_MB}")
    if not quick:
        size_ratio, paint_ratio = installed / bare_mb, ours / theirs
        say(f"{'bare frozen window, unpacked':<36} {bare_mb:7.1f} MB   ratio {size_ratio:.2f}")
        say(f"{'first paint':<36} {ours:7.1f} ms   goal {MOST_PAINT_RATIO} of the bare window")
        say(f"{'bare frozen window':<36} {theirs:7.1f} ms   ratio {paint_ratio:.2f}")
    for path in sorted(out.iterdir()):
        say(f"{path.name:<36} {path.stat().st_size / MB:7.1f} MB")
    if installed > MOST_INSTALLED_MB:
        raise BuildFailed(f"installed it takes more than {MOST_INSTALLED_MB} MB")


def pack_linux(
    program: Path,
    share: Path,
    bundled: list[str],
    work: Path,
    out: Path,
    version: str,
    date: int,
    quick: bool,
    trial: bool,
) -> None:
    licences = work / "licences"
    if shutil.which("dpkg-shlibdeps"):
        say("Debian package")
        made = deb.build_deb(program, share, licences, bundled, work, out, version, date, not trial)
        if not trial and made.stat().st_size > MOST_DEB_MB * MB:
            raise BuildFailed(f"{made.name} is larger than {MOST_DEB_MB} MB")
        if not quick:
            say(deb.lint(made))
    else:
        say("no dpkg-dev here: no Debian package")
    if trial:
        return
    say("archive")
    deb.build_archive(program, share, licences, work, out, version, date)


def pack_elsewhere(program: Path, work: Path, out: Path, version: str) -> None:
    """On Windows and macOS: an archive of the program; the installer is made by the workflow."""
    licences = program / "licences"
    shutil.rmtree(licences, ignore_errors=True)
    shutil.copytree(work / "licences", licences)
    app = frozen.app_of(program)
    if sys.platform == "darwin":
        shutil.copytree(work / "licences", app / "Contents/Resources/licences", dirs_exist_ok=True)
        program = app
    name = str(out / f"mgaid-{version}-{SYSTEM}")
    shutil.make_archive(name, "zip", program.parent, program.name)


def checksums(out: Path) -> None:
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(out.iterdir())
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="ascii", newline="\n")


def say(line: str) -> None:
    print(line, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Build what people install.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "package")
    parser.add_argument("--quick", action="store_true", help="compare nothing, do not run lintian")
    parser.add_argument("--trial", action="store_true", help="as --quick, and compress nothing")
    given = parser.parse_args()
    try:
        quick = given.quick or given.trial
        build(given.out.resolve(), given.work.resolve(), quick, given.trial)
    except ToolsMissing as problem:
        print(f"package: {problem}", file=sys.stderr)
        return TOOLS_MISSING
    except BuildFailed as problem:
        print(f"package: {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
