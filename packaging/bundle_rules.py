"""What of Qt and Python is left out of the frozen program, and why.

Only decides by name; it moves no file. ``build.py`` checks on the outcome that nothing needed is
missing and nothing unwanted came along.
"""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import PurePosixPath

# Modules that something imports in a case that never happens here. QtNetwork is among them: MgAid
# has no network code, and without the library nothing can bring any in.
EXCLUDED_MODULES = [
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtTest",
    "_bz2",
    "_hashlib",
    "_lzma",
    "_curses",
    "_dbm",
    "_gdbm",
    "_sqlite3",
    "_ssl",
    "_tkinter",
    "_uuid",
    "bz2",
    # Of cffi only its compiled half runs; the other is for those who build with it.
    "cffi",
    # Threads only. PyInstaller would load all of it before the program starts.
    "concurrent.futures.process",
    "curses",
    "distutils",
    "ensurepip",
    "ftplib",
    "http",
    "idlelib",
    "imaplib",
    "lib2to3",
    "lzma",
    "multiprocessing",
    "mypy",
    "numpy",
    "pycparser",
    "pydantic.mypy",
    "pydantic.v1",
    "pydoc",
    "pytest",
    "readline",
    "setuptools",
    "smtplib",
    "sqlite3",
    "ssl",
    "tkinter",
    "unittest",
    "wsgiref",
    "xmlrpc",
]

# The parts of Qt that are used, whatever the system calls their files.
QT_PARTS = {
    "Core",
    "DBus",
    "Gui",
    "PrintSupport",
    "Svg",
    "WaylandClient",
    "Widgets",
    "XcbQpa",
}
BINDINGS = {"Core", "Gui", "PrintSupport", "Svg", "Widgets"}
# The Qt plugins there is a use for, by kind; a kind that is not here is left out.
PLUGINS = {
    # The marks in tick boxes and round choices are SVG files that the style sheet names.
    "imageformats": ("*qsvg*",),
    "platforms": ("*qxcb*", "*qwayland*", "*qoffscreen*", "*qwindows*", "*qcocoa*"),
    "platformthemes": ("*xdgdesktopportal*",),
    # Compose keys and IBus, for people who write with them.
    "platforminputcontexts": ("*compose*", "*ibus*"),
    "printsupport": ("*",),
    "wayland-decoration-client": ("*adwaita*", "*bradient*"),
    "wayland-shell-integration": ("*xdg-shell*",),
}
# Libraries that are neither Qt's nor Python's. On Linux all others come from the system, as every
# desktop has them and has them set up: a copy of ours would not know its fonts, display, keyboard
# or printers. These are small, harmless and often absent.
LINUX_LIBRARIES = (
    "libffi.so*",
    "libicu*.so*",
    "libpyside6.abi3.so*",
    "libpython3*.so*",
    "libshiboken6.abi3.so*",
    "libxcb-cursor.so*",
    "libxcb-icccm.so*",
    "libxcb-image.so*",
    "libxcb-keysyms.so*",
    "libxcb-render-util.so*",
    "libxcb-util.so*",
)
UNWANTED = (
    "PySide6/*translations/*",
    "PySide6/*qml/*",
    "*opengl32sw.dll",
    "*d3dcompiler*.dll",
    "*.dist-info/*",
    "*/py.typed",
    "*.pyi",
    "*/__pycache__/content.*",
)
KEPT_HYPHENATION = ("hyph_en_GB.dic", "hyph_en_US.dic")

_QT_LIBRARY = re.compile(r"(?:lib)?Qt6(\w+)\.(?:so[.\d]*|dll|dylib)|Qt(\w+)")
_BINDING = re.compile(r"Qt(\w+)\.(?:abi3\.so|pyd)")


def is_wanted(name: str) -> bool:
    """Whether the file with this place in the bundle (``PySide6/Qt/...``) goes into it."""
    path = PurePosixPath(name.replace("\\", "/"))
    if any(fnmatch(str(path), pattern) for pattern in UNWANTED):
        return False
    if "plugins" in path.parts and "PySide6" in path.parts:
        kind = path.parts[path.parts.index("plugins") + 1]
        return any(fnmatch(path.name, pattern) for pattern in PLUGINS.get(kind, ()))
    if "dictionaries" in path.parts and "pyphen" in path.parts:
        return path.name in KEPT_HYPHENATION
    binding = _BINDING.fullmatch(path.name)
    if binding:
        return binding[1] in BINDINGS
    library = _QT_LIBRARY.fullmatch(path.name)
    if library:
        return (library[1] or library[2]) in QT_PARTS
    if len(path.parts) == 1 and re.match(r"lib.+\.so", path.name):
        return any(fnmatch(path.name, pattern) for pattern in LINUX_LIBRARIES)
    return True
