"""A screen of its own for MgAid: X server, session bus, window manager, home folder.

Hides how these are started and stopped and how a picture of the screen is taken. It presses and
reads nothing: that is done by ``hands`` and ``reader``.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType

from PySide6.QtGui import QImage

SYSTEM_PYTHON = "/usr/bin/python3"
TOOLS = ("Xvfb", "openbox", "xdotool", "dbus-daemon", "pdftotext")
SIZE = (1366, 768)
STOP_SECONDS = 5
# A screen reader asked for a part in the moment it went away.
ASKED_TOO_LATE = "qt.accessibility.atspi: Could not find accessible on path"


def missing() -> str:
    """What keeps this machine from showing a screen; "" when it can."""
    for tool in TOOLS:
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    asked = subprocess.run([SYSTEM_PYTHON, "-c", "import pyatspi"], capture_output=True, text=True)
    if asked.returncode:
        return f"{SYSTEM_PYTHON} has no pyatspi (python3-pyatspi and gir1.2-atspi-2.0)"
    return ""


class Screen:
    """An X screen with a window manager and a bus for screen readers. Use it in a ``with``."""

    def __init__(self, folder: Path, size: tuple[int, int] = SIZE) -> None:
        self._folder = folder
        self._size = size
        self._open = ExitStack()
        self.env: dict[str, str] = {}

    def __enter__(self) -> Screen:
        runtime = self._folder / "runtime"
        runtime.mkdir(mode=0o700, parents=True)
        kept = ("PATH", "PYTHONPATH", "VIRTUAL_ENV")
        self.env = {name: os.environ[name] for name in kept if name in os.environ}
        self.env |= {
            "LC_ALL": "C.UTF-8",
            "HOME": str(self._folder),
            "XDG_RUNTIME_DIR": str(runtime),
            "XDG_CONFIG_HOME": str(self._folder / "config"),
            "XDG_DATA_HOME": str(self._folder / "share"),
            "XDG_CACHE_HOME": str(self._folder / "cache"),
        }
        try:
            self.env["DISPLAY"] = self._start_server()
            self.env["DBUS_SESSION_BUS_ADDRESS"] = self._start_bus()
            self._start_manager()
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def picture(self, path: Path) -> None:
        """Save what is on the screen as PNG."""
        _image((self._folder / "Xvfb_screen0").read_bytes()).save(str(path))

    def _start_server(self) -> str:
        """Returns the display; the server chooses a free one."""
        width, height = self._size
        told, tell = os.pipe()
        command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{width}x{height}x24"]
        command += ["-nolisten", "tcp", "-noreset", "-fbdir", str(self._folder)]
        self._open.enter_context(running(command, self.env, self._folder, pass_fds=(tell,)))
        os.close(tell)
        with os.fdopen(told) as stream:
            number = stream.readline().strip()
        if not number:
            raise RuntimeError("Xvfb did not start")
        return f":{number}"

    def _start_bus(self) -> str:
        """Returns the address. The bus for screen readers is started by it when it is asked for."""
        told, tell = os.pipe()
        command = ["dbus-daemon", "--session", "--nofork", f"--print-address={tell}"]
        self._open.enter_context(running(command, self.env, self._folder, pass_fds=(tell,)))
        os.close(tell)
        with os.fdopen(told) as stream:
            address = stream.readline().strip()
        if not address:
            raise RuntimeError("dbus-daemon did not start")
        return address

    def _start_manager(self) -> None:
        """openbox says that it is there by running a command: making a pipe's reader wake up."""
        pipe = self._folder / "manager-is-there"
        os.mkfifo(pipe)
        command = ["openbox", "--sm-disable", "--startup", f"dd of={pipe} if=/dev/null"]
        self._open.enter_context(running(command, self.env, self._folder))
        pipe.read_bytes()


class Program:
    """MgAid as started by a person in ``folder``; what it complains about is in ``said``."""

    def __init__(self, screen: Screen, folder: Path, *arguments: str) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        self.env = screen.env | {
            "HOME": str(folder),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_DATA_HOME": str(folder / "share"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "QT_ACCESSIBILITY": "1",
            "PYTHONUNBUFFERED": "1",
        }
        self._said = (folder / "said.txt").open("w+b")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mgaid", *arguments],
            env=self.env,
            stdout=self._said,
            stderr=self._said,
            stdin=subprocess.DEVNULL,
        )

    @property
    def kept(self) -> Path:
        """Where the visit in hand is kept between starts."""
        return self.folder / "share" / "mgaid" / "current.mgaid"

    @property
    def said(self) -> str:
        """All it wrote while it ran, without what is Qt's business with a screen reader."""
        self._said.seek(0)
        lines = self._said.read().decode("utf-8", "replace").splitlines(keepends=True)
        return "".join(line for line in lines if not line.startswith(ASKED_TOO_LATE))

    def ended(self) -> int:
        """Wait until the person's "Quit" is done; returns the exit code."""
        return self.process.wait(STOP_SECONDS)

    def kill(self) -> None:
        """What a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(STOP_SECONDS)

    def close(self) -> None:
        if self.process.poll() is None:
            self.kill()
        self._said.close()


@contextmanager
def running(
    command: list[str], env: Mapping[str, str], folder: Path, pass_fds: tuple[int, ...] = ()
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs for as long as the block; what it says is kept beside."""
    with (folder / f"{command[0]}.txt").open("wb") as said:
        process = subprocess.Popen(
            command, env=dict(env), stdout=said, stderr=said, pass_fds=pass_fds
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(STOP_SECONDS)


def _image(dump: bytes) -> QImage:
    """The picture in an X window dump (XWD), the shape in which Xvfb keeps its screen."""
    header = struct.unpack(">25I", dump[:100])
    size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
    start = size + colours * 12
    pixels = dump[start : start + line * height]
    return QImage(pixels, width, height, line, QImage.Format.Format_RGB32).copy()
