"""Tells what the frozen program consists of: licences of every part, and the CycloneDX list.

Hides where each maker writes down name, version and licence. A file of the program that no part
accounts for fails the build, so that nothing goes out unnamed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from frozen import HERE, ROOT, BuildFailed, Environment, ToolsMissing

LICENCES = HERE / "licences"
# What these distributions do not write down in a way a program can read.
KNOWN_LICENCES = {
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
    "pyphen": "GPL-2.0-or-later OR LGPL-2.1-or-later OR MPL-1.1",
    "typst": "Apache-2.0",
}
# What is compiled into a part, when its maker names it but not its licence.
KNOWN_INSIDE = {"openssl": "Apache-2.0"}
LGPL_TEXTS = (LICENCES / "LGPL-3.0.txt", LICENCES / "GPL-3.0.txt")
PUBLIC_DOMAIN = "LicenseRef-public-domain"
# Needed by a part, but only when somebody builds with it: not in the bundle.
NOT_BUNDLED = {"pycparser"}
# Which part a file of the bundle belongs to, by the start of its place.
OWNERS = (
    (r"PySide6/(Qt/)?(lib/libicu|libicu)|libicu", "icu"),
    (r"PySide6/Qt|PySide6/plugins|libQt6", "qt"),
    (r"PySide6|libpyside6", "pyside6-essentials"),
    (r"shiboken6|libshiboken6", "shiboken6"),
    (r"typst", "typst"),
    (r"pydantic_core", "pydantic-core"),
    (r"pyphen", "pyphen"),
    (r"cryptography", "cryptography"),
    (r"(lib-dynload/)?_cffi_backend", "cffi"),
    (r"resources/fonts", "atkinson-hyperlegible"),
    (r"resources/foods", "usda-foods"),
    (r"resources/medicines", "rxnorm"),
    (r"resources", "mgaid"),
    (r"python3|libpython3|base_library\.zip|lib-dynload|.*\.pyd|python\d", "python"),
)
NAMESPACE = uuid.UUID("6d676169-6400-5000-8000-6d6761696400")


@dataclass(frozen=True)
class Part:
    """One part by others (or MgAid): what it is, under which licence, with which texts."""

    name: str
    version: str
    licence: str
    purl: str = ""
    texts: tuple[Path, ...] = ()
    note: str = ""
    # Parts inside it, as its maker lists them in CycloneDX.
    inside: tuple[dict[str, Any], ...] = field(default=(), repr=False)


def parts_of(env: Environment, program: Path, version: str) -> list[Part]:
    """All parts of the frozen program, MgAid first; raises when a file has no owner."""
    found = [Part("mgaid", version, "MIT", f"pkg:pypi/mgaid@{version}", (ROOT / "LICENSE",))]
    installed = {_key(one): one for one in distributions(path=[str(env.site)])}
    wanted = {re.sub(r"[-_.]+", "-", name).lower() for name in env.parts} - {"mgaid"}
    wanted -= NOT_BUNDLED
    found += [_from_distribution(installed[name]) for name in sorted(wanted)]
    qt = next(part.version for part in found if part.name == "pyside6-essentials")
    found += _fixed(qt, program, installed["pyinstaller"])
    libraries = _unowned(program, {part.name for part in found})
    found += _from_system(libraries)
    return found


def write_licences(parts: list[Part], folder: Path) -> None:
    """Put ``PARTS.md``, the relinking note and all texts into ``folder``."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in ("RELINKING.md", "LGPL-3.0.txt", "GPL-3.0.txt"):
        shutil.copyfile(LICENCES / name, folder / name)
    lines = [
        "# What MgAid is made of",
        "",
        "Texts are in the folder of each part. How to use your own Qt stands in `RELINKING.md`.",
        "",
        "| part | version | licence |",
        "| --- | --- | --- |",
    ]
    for part in parts:
        lines.append(f"| {part.name} | {part.version} | {part.licence} {part.note}".rstrip() + " |")
        for text in part.texts:
            if text in LGPL_TEXTS:
                continue
            target = folder / part.name / text.name
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(text, target)
    for part in parts:
        if part.inside:
            lines += ["", f"## Inside {part.name}", "", "| part | version | licence |"]
            lines += ["| --- | --- | --- |"]
            lines += [
                f"| {one['name']} | {one.get('version', '')} | {_licence_of(one)} |"
                for one in part.inside
            ]
    (folder / "PARTS.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def sbom(parts: list[Part], version: str, date: int) -> str:
    """The parts as a CycloneDX 1.5 document; the same parts give the same bytes."""
    own, others = parts[0], parts[1:]
    components = []
    for part in others:
        made = _component(part)
        if part.inside:
            made["components"] = [_inner(part, one) for one in part.inside]
        components.append(made)
    names = " ".join(f"{part.name}@{part.version}" for part in parts)
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.5.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{uuid.uuid5(NAMESPACE, names)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(date, UTC).isoformat().replace("+00:00", "Z"),
            "component": _component(own) | {"type": "application", "version": version},
        },
        "components": components,
        "dependencies": [
            {"ref": own.name, "dependsOn": [part.name for part in others]},
            *({"ref": part.name} for part in others),
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _component(part: Part) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "data" if part.licence == PUBLIC_DOMAIN else "library",
        "bom-ref": part.name,
        "name": part.name,
        "version": part.version,
        "licenses": [{"expression": part.licence}],
    }
    return made | ({"purl": part.purl} if part.purl else {})


def _inner(part: Part, one: dict[str, Any]) -> dict[str, Any]:
    """A part of a part; its maker's reference is replaced by one that is ours and unique."""
    kept = {key: one[key] for key in ("type", "name", "version", "purl", "licenses") if key in one}
    return kept | {"bom-ref": f"{part.name}/{one['name']}@{one.get('version', '')}"}


def _licence_of(one: dict[str, Any]) -> str:
    names = []
    for entry in one.get("licenses", []):
        licence = entry.get("license", {})
        names.append(entry.get("expression") or licence.get("id") or licence.get("name", ""))
    return ", ".join(name for name in names if name) or "not told by its maker"


def _key(one: Distribution) -> str:
    return re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower()


def _from_distribution(one: Distribution) -> Part:
    name = _key(one)
    told = one.metadata.json
    licence = str(KNOWN_LICENCES.get(name) or told.get("license_expression") or told["license"])
    if not licence:
        raise BuildFailed(f"{name} does not tell its licence; add it to KNOWN_LICENCES in parts.py")
    files = [Path(str(path.locate())) for path in one.files or ()]
    texts = tuple(
        path
        for path in sorted(files)
        if ".dist-info" in path.parent.as_posix()
        and re.match(r"(?i)(licen[cs]e|copying|notice)", path.name)
        and path.is_file()
    )
    if "LGPL-3.0" in licence:
        texts = LGPL_TEXTS
    if not texts:
        raise BuildFailed(f"{name} brings no licence text")
    purl = f"pkg:pypi/{name}@{one.version}"
    return Part(name, one.version, licence, purl, texts, inside=_inside(files))


def _inside(files: list[Path]) -> tuple[dict[str, Any], ...]:
    """What a wheel says of the parts compiled into it."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for path in files:
        if path.parent.name == "sboms" and path.suffix == ".json":
            told = json.loads(path.read_text(encoding="utf-8"))
            for one in told.get("components", []):
                known = KNOWN_INSIDE.get(one["name"])
                if known and not one.get("licenses"):
                    one["licenses"] = [{"license": {"id": known}}]
                found[one["name"], one.get("version", "")] = one
    return tuple(found[key] for key in sorted(found))


def _fixed(qt: str, program: Path, pyinstaller: Distribution) -> list[Part]:
    """The parts no distribution tells of."""
    python = ".".join(map(str, sys.version_info[:3]))
    icu = sorted(path.name for path in program.rglob("libicudata.so.*"))
    starter = [Path(str(p.locate())) for p in pyinstaller.files or () if p.name == "COPYING.txt"]
    fonts = ROOT / "resources/fonts/OFL.txt"
    found = [
        Part("qt", qt, "LGPL-3.0-only", f"pkg:generic/qt@{qt}", LGPL_TEXTS),
        Part("python", python, "PSF-2.0", f"pkg:generic/python@{python}", _python_licence()),
        Part(
            "pyinstaller-starter",
            pyinstaller.version,
            "GPL-2.0-or-later WITH Bootloader-exception",
            f"pkg:pypi/pyinstaller@{pyinstaller.version}",
            tuple(starter),
        ),
        Part("atkinson-hyperlegible", "2020", "OFL-1.1", "", (fonts,)),
        Part("usda-foods", "2026", PUBLIC_DOMAIN, "", (ROOT / "resources/foods/SOURCE.md",)),
        Part("rxnorm", "2026", PUBLIC_DOMAIN, "", (ROOT / "resources/medicines/SOURCE.md",)),
    ]
    if icu:
        number = icu[0].rpartition(".")[2]
        texts = (LICENCES / "ICU.txt",)
        found.append(Part("icu", number, "ICU", f"pkg:generic/icu@{number}", texts))
    return found


def _python_licence() -> tuple[Path, ...]:
    base = Path(sys.base_prefix)
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for path in (
        base / "lib" / version / "LICENSE.txt",
        base / "LICENSE.txt",
        Path("/usr/share/doc") / version / "copyright",
    ):
        if path.is_file():
            return (path,)
    raise ToolsMissing("the licence of Python is not where it should be; install Python anew")


def _unowned(program: Path, parts: set[str]) -> list[str]:
    """File names of the libraries of the build machine; any other file without owner raises."""
    inner = program / "_internal"
    libraries, strays = [], []
    for path in sorted(inner.rglob("*")):
        if path.is_dir() or path.is_symlink():
            continue
        place = path.relative_to(inner).as_posix()
        owner = next((name for start, name in OWNERS if re.match(start, place)), None)
        if owner in parts:
            continue
        if owner is None and "/" not in place and re.match(r"lib.+\.(so|dylib)|.+\.dll", place):
            libraries.append(place)
        else:
            strays.append(place)
    if strays:
        raise BuildFailed("no part accounts for these files: " + ", ".join(strays[:20]))
    return libraries


def _from_system(libraries: list[str]) -> list[Part]:
    """Libraries taken from the build machine, as its package manager knows them."""
    if shutil.which("dpkg-query") is None:
        return [Part(name, "of the build machine", "NOASSERTION") for name in libraries]
    found: dict[str, Part] = {}
    for name in libraries:
        told = subprocess.run(
            ["dpkg-query", "-S", f"*/{name}"], capture_output=True, text=True, check=False
        ).stdout
        package = told.partition(":")[0].strip()
        if not package:
            raise ToolsMissing(f"no Debian package owns {name}; where does it come from?")
        version = subprocess.run(
            ["dpkg-query", "-W", "-f", "${Version} ", package],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()[0]
        text = Path("/usr/share/doc") / package / "copyright"
        found[package] = Part(
            package, version, "MIT", f"pkg:deb/debian/{package}@{version}", (text,)
        )
    return [found[name] for name in sorted(found)]
