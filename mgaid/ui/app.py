"""Starting the window.

The order, for a window that is there at once:

1. Qt and an empty window in the colour of the last look; it is painted.
2. The look, the menus and the first screen: from here on it can be used.
3. The content, read beside it in a thread, then the visit kept from the last time and the file
   MgAid was started with.

What goes wrong on the way is said in the window. Nothing here reads an answer. An error nobody
foresaw ends in one box with a text to copy. Of two MgAids over one folder the first keeps the
visit; the second says so and writes nothing by itself.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLockFile, QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication

import mgaid
from mgaid import paths
from mgaid.ui.main_window import MainWindow
from mgaid.ui.settings import FOLDER_MODE, Settings

if TYPE_CHECKING:
    from mgaid.core.content import Content
    from mgaid.core.medicines import MedicineIndex
    from mgaid.core.visit import Visit
    from mgaid.ui.theme import ThemeSource
    from mgaid.ui.workspace import Workspace

APP_ID = "org.mgaid.MgAid"
LATEST_START_MS = 500
LOCK_NAME = "mgaid.lock"
OPEN_HEAD = "MgAid is already open"
OPEN_BODY = "Go on in the window that is open. This one keeps nothing by itself."
NOT_KEPT = "MgAid is open in another window, which keeps your visit. Save this one as a file."


def run(path: Path | None) -> int:
    """Open the window, with this visit if there is one; returns the exit code."""
    if not _has_screen():
        sys.stderr.write(
            "mgaid: there is no screen here; use mgaid render FILE.mgaid -o OUT.pdf instead\n"
        )
        return 1
    app = make_app()
    start = Start(app, paths.user_data(), path)
    sys.excepthook = start.on_error
    start.window.show()
    return app.exec()


def make_app() -> QApplication:
    """The application with its name, or the one there already."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QApplication.setApplicationName("MgAid")
    QApplication.setApplicationVersion(mgaid.__version__)
    QApplication.setDesktopFileName(APP_ID)
    return QApplication(sys.argv[:1])


class Start(QObject):
    """Makes the window and, once it was painted, furnishes it and brings it the visit.

    ``furnished`` follows when the first screen can be used, ``ready`` when everything is there or
    was refused.
    """

    furnished = Signal()
    ready = Signal()
    _read = Signal()

    def __init__(
        self,
        app: QApplication,
        folder: Path | None,
        path: Path | None = None,
        content: Path | None = None,
    ) -> None:
        """``folder`` keeps the visit and the look, ``None`` keeps nothing."""
        super().__init__()
        self._app = app
        self._folder = folder
        self._path = path
        self._in_error = False
        self._loaded = False
        self._source: ThemeSource | None = None
        self._lock = _lock(folder)
        self._settings = Settings(folder)
        self._reader = _Reader(content or paths.content(), self._read.emit)
        self._read.connect(self.load)
        self.window = MainWindow(self._settings)
        self.window.destroyed.connect(self._unlock)
        app.aboutToQuit.connect(self._unlock)
        # After the paint, not in it; a window that is never painted must not wait for ever.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.furnish)
        self.window.painted.connect(self._timer.start)
        QTimer.singleShot(LATEST_START_MS, self.furnish)

    @property
    def source(self) -> ThemeSource:
        self.furnish()
        assert self._source is not None
        return self._source

    @Slot()
    def furnish(self) -> None:
        """Bring the look and the first screen, and have the content read meanwhile."""
        if self._source is not None:
            return
        from mgaid.ui.theme import ThemeSource, app_icon

        settings = self._settings
        self._source = ThemeSource(self._app, settings.colours, settings.text_percent)
        self.window.furnish(self._source)
        self._app.setWindowIcon(app_icon())
        self._reader.start()
        self.furnished.emit()

    @Slot()
    def load(self) -> None:
        """Wait for the content, then bring it; what cannot be read is said on the first screen."""
        self.furnish()
        if self._loaded:
            return
        self._loaded = True
        from mgaid.core.content import ContentProblem

        try:
            content, index = self._reader.result()
        except ContentProblem as problem:
            self.window.refuse(str(problem.problems[0]))
        else:
            workspace, kept = self._workspace(content, index)
            self.window.attach(workspace, kept)
            if self._path is not None:
                self.window.open_path(self._path)
        self.ready.emit()

    def _workspace(self, content: Content, index: MedicineIndex) -> tuple[Workspace, str]:
        """The workspace with the visit kept from the last time, and that visit in words."""
        from mgaid import storage
        from mgaid.ui.workspace import Workspace

        folder = self._folder
        visit = None
        saved = ""
        first = self._is_first()
        if folder is not None:
            try:
                storage.tidy(folder)
                saved = _when(storage.autosave_path(folder))
                visit = storage.autosaved(folder, content)
            except storage.NotOpened as problem:
                folder = self._keep_aside(folder, str(problem)) if first else None
        if first:
            workspace = Workspace(content, index, folder, parent=self.window)
        else:
            self.window.show_problem(OPEN_HEAD, OPEN_BODY)
            workspace = Workspace(content, index, None, parent=self.window, not_kept=NOT_KEPT)
        if visit is None:
            return workspace, ""
        workspace.resume(visit)
        if workspace.is_empty:
            return workspace, ""
        return workspace, f"{_where(content, visit, workspace)}{saved}"

    def _is_first(self) -> bool:
        """Whether no other MgAid keeps this folder. One that was killed keeps nothing any more."""
        if self._lock is None or self._folder is None:
            return True
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
        if self._lock.isLocked() or self._lock.tryLock(0):
            return True
        # Where no lock can be made there is no folder to fight over: saving says what is wrong.
        return self._lock.error() != QLockFile.LockError.LockFailedError

    @Slot()
    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.unlock()

    def _keep_aside(self, folder: Path, problem: str) -> Path | None:
        """A kept visit that cannot be read stays on the disk under another name."""
        from mgaid import storage

        head = "What you told MgAid the last time could not be read"
        try:
            aside = storage.set_aside(folder)
        except storage.NotSaved as error:
            # Nothing is written over it: this visit is kept in memory only.
            self.window.show_problem(head, f"{problem} {error}")
            return None
        self.window.show_problem(head, f"{problem} It is kept as {aside}.")
        return folder

    def on_error(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Last resort: keep the visit, then show a text that holds no answers."""
        if issubclass(kind, KeyboardInterrupt) or self._in_error:
            sys.__excepthook__(kind, error, trace)
            return
        from mgaid.ui import dialogs

        self._in_error = True
        technical = dialogs.technical_text(kind, error, trace)
        sys.stderr.write(technical + "\n")
        workspace = self.window.workspace
        saved = False
        if workspace is not None:
            workspace.save_now()
            saved = not self.window.unsaved
        dialogs.crash(self.window, technical, saved)
        self._in_error = False


class _Reader:
    """Reads content and medicine names in a thread, so that the first screen can be used."""

    def __init__(self, root: Path, done: Callable[[], None]) -> None:
        self._root = root
        self._done = done
        self._thread = threading.Thread(target=self._run, name="content", daemon=True)
        self._result: tuple[Content, MedicineIndex] | None = None
        self._error: Exception | None = None

    def start(self) -> None:
        self._thread.start()

    def result(self) -> tuple[Content, MedicineIndex]:
        """What was read, waiting for it; raises what went wrong, such as ``ContentProblem``."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        assert self._result is not None
        return self._result

    def _run(self) -> None:
        try:
            from mgaid.core.content import load
            from mgaid.core.medicines import build_index

            content = load(self._root)
            self._result = content, build_index(content.medicines.classes, paths.medicine_names())
        except Exception as error:  # raised again where it is waited for
            self._error = error
        self._done()


def _lock(folder: Path | None) -> QLockFile | None:
    if folder is None:
        return None
    made = QLockFile(str(folder / LOCK_NAME))
    made.setStaleLockTime(0)  # however long MgAid stays open, only its end frees the folder
    return made


def _where(content: Content, visit: Visit, workspace: Workspace) -> str:
    """How far the questions were: "Step 6 of 11, Medicines. "."""
    from mgaid.core.interview import Stop, progress

    if visit.page is None or visit.page not in content.pages:
        return ""
    now = progress(content, visit, workspace.assessment, Stop(visit.page))
    step = content.steps[content.pages[visit.page].step].title
    return f"Step {now.step} of {now.steps}, {step}. "


def _when(path: Path) -> str:
    """When the visit was kept: "Saved today at 14:05."."""
    from datetime import datetime

    from mgaid.core.phrases import day_text

    if not path.exists():
        return ""
    then = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    today = datetime.now().astimezone().date()
    day = "today" if then.date() == today else day_text(then.date())
    return f"Saved {day} at {then:%H:%M}."


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
