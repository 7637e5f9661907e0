"""A MgAid that lives to be killed: it answers, types, saves and makes pages until it is.

What it committed, and when, goes down a pipe, which outlives it. It is always a fork of a process
that has read the content, so that hundreds of them can be born and killed in a minute.
"""

from __future__ import annotations

import importlib
import os
import random
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from mgaid import paths, storage
from mgaid.core import content as content_module
from mgaid.core.assessment import assess
from mgaid.core.content import Content, load
from mgaid.core.medicines import MedicineIndex, build_index
from mgaid.core.summary import compose
from mgaid.core.visit import Medicine, Visit, locked
from mgaid.output.pdf import to_pdf
from mgaid.output.text import to_text
from mgaid.ui.app import Start
from mgaid.ui.workspace import Workspace

TICK_MS = 50
BEAT_MS = 50
VISIT_NAME = "mine.mgaid"
PAGE_NAME = "page.pdf"
TEXT_NAME = "page.txt"
SETTINGS_NAMES = ("settings.ini", "settings.ini.lock")
# Qt makes the last one while it takes over the lock of a dead MgAid, and mends it at a next start.
LOCK_NAMES = ("mgaid.lock", "mgaid.lock.rmlock")
KNOWN = (*SETTINGS_NAMES, *LOCK_NAMES, "current.mgaid", "current.json")
# Half of the lines of lives lock their visit; one lock then lasts for all lives of the line.
PASSPHRASE = "one two three"
NAME = "Mine"
QUICK = locked.Argon2(memory_kib=32, passes=1, lanes=1)


def read_all() -> tuple[Content, MedicineIndex]:
    """What every child has from birth: the content, and all that is imported on first use."""
    content = load(paths.content())
    index = build_index(content.medicines.classes, paths.medicine_names())
    compose(content, Visit(), assess(content, Visit(), index), date(2026, 11, 22))
    for name in ("main_menus", "start", "window_bars", "wizard", "banners", "theme"):
        importlib.import_module(f"mgaid.ui.{name}")
    locked.COST = QUICK
    # Loads the library that locks.
    locked.lock(b"", locked.new_key(PASSPHRASE))
    return content, index


def number_of(visit: Visit | None) -> int:
    """Which of the numbered answers the visit holds last; 0 for none."""
    return int(visit.name.rpartition(" ")[2] or 0) if visit is not None and visit.name else 0


def strays(folder: Path) -> list[str]:
    """What lies in a data folder and belongs to nobody."""
    beside = [p.name for p in folder.iterdir() if p.name not in KNOWN and p.is_file()]
    return beside + [p.name for p in folder.glob(f"**/{storage.PART_PREFIX}*")]


def readable(folder: Path) -> list[str]:
    """The files of a locked visit that can be read without its passphrase."""
    kept = [folder / "current.mgaid", *folder.glob("visits/*"), *folder.glob("backups/*/*")]
    return [path.name for path in kept if path.exists() and _can_be_read(path)]


def _can_be_read(path: Path) -> bool:
    """A file cut off while it was locked is no locked visit, and tells nothing all the same."""
    if path.name.startswith(storage.PART_PREFIX):
        return b"answer" in path.read_bytes()
    return not storage.is_locked(path)


class Life:
    """One child: starts like MgAid over ``folder``, then acts at random until it is killed."""

    def __init__(
        self,
        content: Content,
        index: MedicineIndex,
        folder: Path,
        journal: int,
        seed: int,
        *,
        locks: bool = False,
    ) -> None:
        self._content = content
        self._index = index
        self._folder = folder
        self._data = folder / "data"
        self._journal = journal
        self._locks = locks
        self._chance = random.Random(seed)
        # Some save and make pages; the others only answer, and rely on the autosave.
        self._saves = self._chance.random() < 0.6
        self._number = 0

    def live(self, *, window: bool) -> None:
        """Never returns."""
        sys.excepthook = lambda kind, _error, _trace: self._tell(f"error {kind.__name__}")
        app = QApplication(sys.argv[:1]) if window else QCoreApplication(sys.argv[:1])
        self._workspace = self._with_window(app) if window else self._without_window()
        self._number = number_of(self._workspace.visit)
        self._tell(f"start {self._number} {','.join(strays(self._data))}")
        if self._locks and not self._workspace.locked:
            self._workspace.keep_as(NAME, replace=True)
            self._workspace.set_passphrase(PASSPHRASE)
            self._tell("locked")
        self._workspace.saved.connect(lambda _clock: self._tell("saved"))
        acting, beating = QTimer(interval=TICK_MS), QTimer(interval=BEAT_MS)
        acting.timeout.connect(self._act)
        beating.timeout.connect(lambda: self._tell("beat"))
        acting.start()
        beating.start()
        app.exec()

    def _with_window(self, app: QCoreApplication) -> Workspace:
        assert isinstance(app, QApplication)
        setattr(content_module, "load", lambda _root: self._content)  # noqa: B010
        self._start = Start(app, self._data)
        self._start.window.show()
        self._start.load()
        self._start.window.open_questions()
        turning = QTimer(self._start, interval=4 * TICK_MS)
        turning.timeout.connect(self._next_page)
        turning.start()
        assert self._start.window.workspace is not None
        return self._start.window.workspace

    def _next_page(self) -> None:
        dialog = self._start.window.dialog
        step: Callable[[], None] | None = getattr(dialog, "next", None)
        if step is not None:
            step()

    def _without_window(self) -> Workspace:
        self._data.mkdir(exist_ok=True)
        workspace = Workspace(self._content, self._index, self._data)
        try:
            workspace.resume_last()
        except storage.Locked:
            workspace.resume_last(PASSPHRASE)
        return workspace

    def _act(self) -> None:
        workspace, chance = self._workspace, self._chance
        self._number += 1
        finding = chance.choice(sorted(self._content.findings))
        workspace.answer({finding: chance.choice(["yes", "no", "unknown", None])})
        medicines = (Medicine(name="furosemide " + "x" * chance.randrange(9_000)),)
        workspace.change("Medicines", medicines=medicines)
        workspace.edit(workspace.visit.changed(name=f"answer {self._number}"), "Name")
        self._tell(f"told {self._number}")
        if self._saves:
            self._export(chance.random())

    def _export(self, lot: float) -> None:
        workspace = self._workspace
        if lot < 0.15:
            workspace.save_file(self._folder / VISIT_NAME)
        elif lot < 0.25:
            storage.write(self._folder / TEXT_NAME, to_text(workspace.document()).encode())
        elif lot < 0.27:
            storage.write(self._folder / PAGE_NAME, to_pdf(workspace.document()))
        elif lot < 0.35:
            workspace.keep_as(NAME, replace=True)
        elif lot < 0.4:
            whole = [one for one in workspace.backups() if one.whole and one.same_visit]
            if whole:
                workspace.read_backup(self._chance.choice(whole))
        elif lot < 0.6:
            workspace.save_now()

    def _tell(self, words: str) -> None:
        os.write(self._journal, f"{time.monotonic()} {words}\n".encode())
