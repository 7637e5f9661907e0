"""Packs a frozen program for Linux: the Debian package and the plain archive.

Hides what a package consists of. The same files give the same bytes. It makes nothing that is
packed: program, licences and system files are given to it.
"""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import tarfile
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Collection
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

from frozen import HERE, BuildFailed, elf_files, run, settle
from system_files import packed

# There is no mailbox yet; ".invalid" says so, and a package must name one.
MAINTAINER = "The MgAid founders <founders@mgaid.invalid>"
SUMMARY = "offline decision aid for a leg that keeps twitching"
DESCRIPTION = """\
You answer questions that walk through the causes, look foods and supplements up, and leave with
one clear page for your doctor. MgAid says what your answers point to, why, from which source, and
how sure anyone can be. It is not a diagnosis. It works without a network and keeps everything on
your computer."""
SECTION = "science"
# What makes the menu entry and the file type known at once; every desktop has it.
RECOMMENDS = "desktop-file-utils, hicolor-icon-theme, shared-mime-info, xdg-utils"
SUGGESTS = "cups"


def build_deb(
    program: Path,
    share: Path,
    licences: Path,
    bundled: Collection[str],
    work: Path,
    out: Path,
    version: str,
    date: int,
    small: bool = True,
) -> Path:
    """Make ``mgaid_VERSION_ARCH.deb`` in ``out``; returns its path.

    ``bundled`` names the Debian packages whose libraries the program brings itself. One that is
    not ``small`` is quickly made and takes as much room as the program.
    """
    root = work / "deb"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, root / "usr/lib/mgaid", symlinks=True)
    shutil.copytree(share, root / "usr/share")
    (root / "usr/bin").mkdir()
    (root / "usr/bin/mgaid").symlink_to("../lib/mgaid/mgaid")
    documents = root / "usr/share/doc/mgaid"
    shutil.copytree(licences, documents / "licences")
    shutil.copyfile(HERE / "linux/copyright", documents / "copyright")
    (documents / "changelog.gz").write_bytes(packed(changelog().encode()))
    overrides = root / "usr/share/lintian/overrides/mgaid"
    overrides.parent.mkdir(parents=True)
    shutil.copyfile(HERE / "linux/lintian-overrides", overrides)
    architecture = run(["dpkg", "--print-architecture"]).strip()
    installed = sum(
        -(-path.lstat().st_size // 1024) for path in root.rglob("*") if not path.is_dir()
    )
    control = root / "DEBIAN"
    control.mkdir()
    fields = {
        "Package": "mgaid",
        "Version": version,
        "Architecture": architecture,
        "Maintainer": MAINTAINER,
        "Installed-Size": str(installed),
        "Depends": depends(root, bundled, work),
        "Recommends": RECOMMENDS,
        "Suggests": SUGGESTS,
        "Section": SECTION,
        "Priority": "optional",
        "Description": SUMMARY + "\n" + textwrap.indent(textwrap.fill(DESCRIPTION, 76), " "),
    }
    told = "".join(f"{name}: {value}\n" for name, value in fields.items())
    (control / "control").write_text(told, encoding="utf-8")
    settle(root, date)
    made = out / f"mgaid_{version}_{architecture}.deb"
    # One thread: with more, the bytes depend on how many there are.
    packing = ["-Zxz", "-z9", "--threads-max=1"] if small else ["-Znone"]
    run(["dpkg-deb", "--root-owner-group", *packing, "--build", str(root), str(made)])
    return made


def depends(root: Path, bundled: Collection[str], work: Path) -> str:
    """The packages with the libraries that what is in ``root`` takes from the system."""
    place = work / "shlibdeps"
    (place / "debian").mkdir(parents=True, exist_ok=True)
    (place / "debian/control").write_text("Source: mgaid\n\nPackage: mgaid\nArchitecture: any\n")
    files = elf_files(root)
    folders = sorted({path.parent for path in files})
    command = ["dpkg-shlibdeps", "-O", f"-S{root}", *(f"-l{folder}" for folder in folders)]
    command += [f"-x{name}" for name in bundled]
    told = run([*command, *(f"-e{path}" for path in files)], cwd=place)
    found = re.search(r"^shlibs:Depends=(.+)$", told, re.MULTILINE)
    if not found:
        raise BuildFailed("dpkg-shlibdeps names no package")
    return found[1]


def changelog() -> str:
    """Debian's form of the releases that the AppStream file tells of."""
    tree = ET.parse(HERE / "linux/org.mgaid.MgAid.metainfo.xml")
    entries = []
    for release in tree.iterfind("./releases/release"):
        day = datetime.fromisoformat(release.attrib["date"]).replace(tzinfo=UTC)
        words = [" ".join((p.text or "").split()) for p in release.iterfind("./description/p")]
        lines = "\n".join(f"  * {line}" for line in words)
        entries.append(
            f"mgaid ({release.attrib['version']}) unstable; urgency=medium\n\n{lines}\n\n"
            f" -- {MAINTAINER}  {format_datetime(day)}\n"
        )
    return "\n".join(entries)


def build_archive(
    program: Path, share: Path, licences: Path, work: Path, out: Path, version: str, date: int
) -> Path:
    """Make ``mgaid-VERSION-linux-MACHINE.tar.gz``, which needs no rights to install."""
    machine = run(["uname", "-m"]).strip()
    name = f"mgaid-{version}-linux-{machine}"
    root = work / "archive" / name
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(program, root / "mgaid", symlinks=True)
    shutil.copytree(share, root / "share")
    shutil.copytree(licences, root / "licences")
    for script in ("install.sh", "uninstall.sh"):
        shutil.copyfile(HERE / "linux/archive" / script, root / script)
        (root / script).chmod(0o755)
    shutil.copyfile(HERE / "linux/archive/README.txt", root / "README.txt")
    settle(root, date)
    made = out / f"{name}.tar.gz"
    with (
        made.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=date) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for path in [root, *sorted(root.rglob("*"))]:
            entry = archive.gettarinfo(path, f"{name}/{path.relative_to(root).as_posix()}")
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "root"
            entry.mtime = date
            if entry.isreg():
                with path.open("rb") as content:
                    archive.addfile(entry, content)
            else:
                archive.addfile(entry)
    return made


def lint(package: Path) -> str:
    """What lintian says, where it is installed; an error of it raises."""
    if shutil.which("lintian") is None:
        return "lintian is not installed; not checked"
    command = ["lintian", "--allow-root", "--fail-on", "error", "--tag-display-limit", "0"]
    done = subprocess.run([*command, str(package)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BuildFailed(f"lintian refuses the package:\n{done.stdout}{done.stderr}")
    return done.stdout.strip() or "lintian has nothing to say"
