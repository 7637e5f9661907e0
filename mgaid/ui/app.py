"""Starting the window.

The order, for a window that is there at once:

1. Qt and an empty window in the colour of the last look; it is painted.
2. The look, the menus and the first screen: from here on it can be used.
3. The content, read beside it in a thread, then the visit kept from the last time and the file
   MgAid was started with.

What goes wrong on the way is said in the window. Nothing here reads an answer. An error nobody
foresaw ends in one box with a text to copy. Of two MgAids over one folder the first keeps the
visit, and comes forward when a second is started, which ends. Where the first does not answer, the
second says so and writes nothing by itself. A visit double-clicked while MgAid is open comes at any
time; it waits for the content, and for a dialog to close.
"""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

# Not Qt, the namespace: to load its names takes as long as to paint. See furnish() and later.
from PySide6.QtCore import (
    QLockFile,
    QMessageLogContext,
    QObject,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

import mgaid
from mgaid import paths
from mgaid.ui import second_start
from mgaid.ui.main_window import MainWindow
from mgaid.ui.settings import FOLDER_MODE, Settings

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from mgaid import storage
    from mgaid.core.content import Content
    from mgaid.core.medicines import MedicineIndex
    from mgaid.ui.theme import ThemeSource
    from mgaid.ui.workspace import Workspace

APP_ID = "org.mgaid.MgAid"
LATEST_START_MS = 500
LOCK_NAME = "mgaid.lock"
# Where a system is not set to UTF-8, Qt goes over to it by itself and tells the terminal at length.
NO_NEWS = "Detected locale"
# Without this the printing system is asked over an internet socket where its own file is missing.
PRINTERS = ("CUPS_SERVER", "/run/cups/cups.sock")
OPEN_HEAD = "MgAid is already open"
OPEN_BODY = "Go on in the window that is open. This one keeps nothing by itself."
NEXT_HEAD = "“{name}” opens next"
NEXT_BODY = "Finish or close what is open here first. What you told is kept."
NOT_KEPT = "MgAid is open in another window, which keeps your visit. Save this one as a file."


def run(path: Path | None) -> int:
    """Open the window, with this visit if there is one; returns the exit code."""
    if not _has_screen():
        sys.stderr.write(
            "mgaid: there is no screen here; use mgaid render FILE.mgaid -o OUT.pdf instead\n"
        )
        return 1
    folder = paths.user_data()
    lock = _lock(folder)
    if not _is_ours(lock, folder) and second_start.hand_over(folder, path):
        return 0
    app = make_app()
    start = Start(app, folder, path, lock=lock)
    sys.excepthook = start.on_error
    hold_collector(start)
    start.window.show()
    return app.exec()


def hold_collector(start: Start) -> None:
    """Look for no garbage while everything is read, and never in what was read to stay."""
    gc.disable()
    start.ready.connect(_release_collector)


def _release_collector() -> None:
    gc.freeze()
    gc.enable()


class Application(QApplication):
    """Takes the files that macOS asks it to open; ``file_wanted`` gives the path of one."""

    file_wanted = Signal(str)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent) and event.file():
            self.file_wanted.emit(event.file())
            return True
        return super().event(event)


def make_app() -> QApplication:
    """The application with its name, or the one there already."""
    known = QApplication.instance()
    if isinstance(known, QApplication):
        return known
    QApplication.setApplicationName("MgAid")
    QApplication.setApplicationVersion(mgaid.__version__)
    QApplication.setDesktopFileName(APP_ID)
    if sys.platform == "linux":
        os.environ.setdefault(*PRINTERS)

    def on_message(kind: QtMsgType, where: QMessageLogContext, words: str) -> None:
        if words.startswith(NO_NEWS):
            return
        if before is not None:
            before(kind, where, words)
        else:
            _tell_terminal(words)

    before = qInstallMessageHandler(on_message)
    try:
        return Application(sys.argv[:1])
    finally:
        qInstallMessageHandler(before)


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
        lock: QLockFile | None = None,
    ) -> None:
        """``folder`` keeps the visit and the look, ``None`` keeps nothing; ``lock`` is its lock."""
        super().__init__()
        self._app = app
        self._folder = folder
        self._path = path
        self._in_error = False
        self._loaded = False
        self._source: ThemeSource | None = None
        self._lock = _lock(folder) if lock is None and folder is not None else lock
        self._settings = Settings(folder)
        self._reader = _Reader(content or paths.content(), self._read.emit)
        self._read.connect(self.load)
        self.window = MainWindow(self._settings)
        self.window.destroyed.connect(self._unlock)
        app.aboutToQuit.connect(self._unlock)
        if isinstance(app, Application):
            app.file_wanted.connect(self.open_file)
        # After the paint, not in it; a window that is never painted must not wait for ever.
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.furnish)
        self.window.painted.connect(self._timer.start)
        QTimer.singleShot(LATEST_START_MS, self, self.furnish)

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
        from mgaid.ui.parts.assisted import tell_headings
        from mgaid.ui.theme import ThemeSource, app_icon

        tell_headings()
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
            self.window.attach(*self._workspace(content, index))
            self.window.files.letting_go.connect(self._unlock)
            self._open_wanted()
            self._listen()
        finally:  # what waits for it is let go after an error nobody foresaw, too
            self.ready.emit()

    def _listen(self) -> None:
        """Hear of every later start over the same folder."""
        if self._folder is None or self._lock is None or not self._lock.isLocked():
            return
        listener = second_start.Listener(self._folder, self.window)
        listener.called.connect(self._on_called)
        listener.listen()

    @Slot(str)
    def _on_called(self, path: str) -> None:
        second_start.come_forward(self.window)
        if path:
            self.open_file(path)

    @Slot(str)
    def open_file(self, path: str) -> None:
        """Open this visit as soon as there is content and nothing stands before the window."""
        self._path = Path(path)
        if not self._loaded:
            return
        self._open_wanted()
        if self._path is not None:
            from mgaid import storage
            from mgaid.ui import dialogs

            name = storage.shown_name(self._path)
            dialogs.tell(QApplication.activeModalWidget(), NEXT_HEAD.format(name=name), NEXT_BODY)

    @Slot()
    def _open_wanted(self) -> None:
        if self._path is None:
            return
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QDialog

        before = QApplication.activeModalWidget()
        if isinstance(before, QDialog):
            # Qt tells of the end after the dialog is gone; one behind it is met the next time.
            before.finished.connect(self._open_wanted, Qt.ConnectionType.SingleShotConnection)
            return
        path, self._path = self._path, None
        self.window.open_path(path)

    def _workspace(
        self, content: Content, index: MedicineIndex
    ) -> tuple[Workspace, storage.Last | None]:
        """The workspace with the visit kept from the last time, or with that one while locked."""
        from mgaid import storage
        from mgaid.ui.workspace import Workspace

        folder = self._folder
        if folder is not None and self._lock is not None and not _is_ours(self._lock, folder):
            self.window.show_problem(OPEN_HEAD, OPEN_BODY)
            workspace = Workspace(content, index, None, parent=self.window, not_kept=NOT_KEPT)
            with contextlib.suppress(storage.NotOpened):
                visit = storage.autosaved(folder, content)
                if visit is not None:
                    workspace.resume(visit)
            return workspace, None
        workspace = Workspace(content, index, folder, parent=self.window)
        try:
            workspace.resume_last()
        except storage.Locked:
            return workspace, None if folder is None else storage.last_visit(folder)
        except storage.NotOpened as problem:
            if folder is not None and self._keep_aside(folder, str(problem)) is None:
                workspace = Workspace(content, index, None, parent=self.window)
        return workspace, None

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
        try:
            technical = dialogs.technical_text(kind, error, trace)
            _tell_terminal(technical)
            dialogs.crash(self.window, technical, self._saved_after_error())
        finally:  # or every later error would pass unseen
            self._in_error = False

    def _saved_after_error(self) -> bool:
        """Whether the visit is saved; what goes wrong on the way is told in the terminal only."""
        from mgaid.ui import dialogs

        workspace = self.window.workspace
        if workspace is None:
            return False
        try:
            workspace.save_now()
        except Exception as error:  # the box about the first error must come all the same
            _tell_terminal(dialogs.technical_text(type(error), error, error.__traceback__))
            return False
        return not self.window.unsaved


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


def _tell_terminal(words: str) -> None:
    if sys.stderr is not None:  # a Windows program with a window has no terminal
        sys.stderr.write(words + "\n")


def _lock(folder: Path) -> QLockFile:
    made = QLockFile(str(folder / LOCK_NAME))
    made.setStaleLockTime(0)  # however long MgAid stays open, only its end frees the folder
    return made


def _is_ours(lock: QLockFile, folder: Path) -> bool:
    """Whether no other MgAid keeps this folder. One that was killed keeps nothing any more."""
    if lock.isLocked():
        return True
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    if lock.tryLock(0):
        second_start.forget_note(folder)
        return True
    # Where no lock can be made there is no folder to fight over: saving says what is wrong.
    return lock.error() != QLockFile.LockError.LockFailedError


def _has_screen() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
