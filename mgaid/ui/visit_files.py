"""Everything done with a visit as a file, and the boxes that takes: keep, open, lock, delete.

What goes wrong is told in one sentence and loses nothing. The window listens: ``opened`` follows
another visit in hand, ``listed`` a change of what is kept, and ``letting_go`` comes before
everything is deleted, for those who hold a file of the folder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from mgaid import storage
from mgaid.core.interview import Stop, progress
from mgaid.core.phrases import upper
from mgaid.ui import dialogs, visit_list, visit_privacy, visit_rescue
from mgaid.ui.moments import moment_text
from mgaid.ui.visit_list import VisitRow

if TYPE_CHECKING:
    from mgaid.ui.main_window import MainWindow
    from mgaid.ui.settings import Settings
    from mgaid.ui.theme import ThemeSource
    from mgaid.ui.workspace import Workspace

NEWS_MS = 8_000
FIRST_NAME = "My visit"
ELSEWHERE = "MgAid is open in another window. Do this there."
CANNOT = "cannot be opened: "  # before it stands where the file lies, which the list leaves out


class VisitFiles(QObject):
    """The acts behind the File menu and the list of visits."""

    opened = Signal()
    listed = Signal()
    letting_go = Signal()

    def __init__(
        self,
        window: MainWindow,
        source: ThemeSource,
        settings: Settings,
        workspace: Workspace,
        locked: storage.Last | None = None,
    ) -> None:
        """``locked`` is the visit of the last time, which waits for its passphrase."""
        super().__init__(window)
        self._window = window
        self._source = source
        self._settings = settings
        self._workspace = workspace
        self._locked = locked
        self._gone = False
        workspace.saved.connect(self._on_saved)

    @Slot()
    def _on_saved(self) -> None:
        """What waited for its passphrase is in hand now, or has made room."""
        self._locked = None

    # ---------------------------------------------------------------- what there is

    def rows(self) -> tuple[VisitRow, ...]:
        """The visits on this computer: those kept here, then files used elsewhere."""
        return (*map(_row, self._workspace.visits()), *self._elsewhere())

    def recent(self) -> tuple[Path, ...]:
        """The files elsewhere that were used last and are still there."""
        return tuple(path for path in self._settings.recent if storage.is_there(path))

    def in_hand(self) -> str:
        """What can be gone on with, in words: name, step and when it was saved; "" for nothing."""
        workspace, waiting = self._workspace, self._locked
        if waiting is not None:
            name = f"{waiting.name}. " if waiting.name else ""
            return f"{name}Locked. Saved {moment_text(waiting.saved)}."
        if workspace.is_empty:
            return ""
        name = f"{workspace.name}. " if workspace.name else ""
        last = None if workspace.folder is None else storage.last_visit(workspace.folder)
        saved = "" if last is None else f"Saved {moment_text(last.saved)}."
        return f"{name}{_step(workspace)}{saved}" or "Not saved yet."

    def may_close(self) -> bool:
        """Keep the visit first; if that cannot be, the person decides."""
        if self.settle():
            return True
        chosen = dialogs.close_unsaved(self._window)
        return chosen == "drop" or (chosen == "save" and self.save_as())

    def settle(self) -> bool:
        """Write what is in hand before the window closes; false when it would be lost."""
        workspace = self._workspace
        if not self._gone:
            workspace.part()
        if self._gone or (self._locked is not None and workspace.is_empty):
            return True  # an empty visit must not take the place of the one that waits
        workspace.save_now()
        return not self._window.unsaved and not workspace.only_in_memory

    def _elsewhere(self) -> Iterator[VisitRow]:
        for path in self.recent():
            when = f"Saved {moment_text(storage.saved_at(path), short=True)}."
            name, locked = storage.shown_name(path), storage.is_locked(path)
            yield VisitRow(path, name, f"{when} In {path.parent.name}.", kept=False, locked=locked)

    def _is_kept(self, path: Path) -> bool:
        folder = self._workspace.folder
        return folder is not None and folder in path.parents

    # ---------------------------------------------------------------- another visit in hand

    def may_leave(self) -> bool:
        """Whether the visit in hand is empty, kept under a name, or may go."""
        workspace = self._workspace
        workspace.part()
        if self._locked is not None and not self._locked.name:
            return dialogs.may_leave_locked(self._window)
        if workspace.is_empty:
            return True
        if workspace.folder is None and not workspace.only_in_memory:
            return True  # a copy to look at: another window, or a file, has it
        if workspace.path is not None:
            workspace.save_now()
            if not workspace.has_unsaved_file and not workspace.only_in_memory:
                return True
        chosen = dialogs.keep_before_leaving(self._window)
        return self.save() if chosen == "save" else chosen == "drop"

    def new(self) -> bool:
        """Begin an empty visit, unless the person would rather keep the one in hand."""
        if not self.may_leave():
            return False
        self._workspace.start_new()
        self._locked = None
        self.listed.emit()
        return True

    def rescue(self, path: Path) -> None:
        """Open the last whole version of a broken visit, as one that has no name yet."""
        news = visit_rescue.rescue(self._window, self._workspace, path, self.may_leave)
        if news:
            self._tell_news(news)
            self.opened.emit()

    def resume(self) -> bool:
        """Have the visit of the last time in hand; a locked one asks for its passphrase."""
        last = self._locked
        if last is None:
            return True
        return self._unlocked(last.name, self._workspace.resume_last)

    def open_chosen(self) -> bool:
        """Ask which visit to open, and open it."""
        path = dialogs.ask_open_path(self._window)
        return path is not None and self.open_path(path)

    def open_path(self, path: Path) -> bool:
        """Open this file; a bad one, or thinking better of it, changes nothing."""
        if path == self._workspace.path:
            self.opened.emit()
            return True
        try:
            if not self._opened(path):
                return False
        except storage.NotOpened as problem:
            dialogs.tell(self._window, "That visit was not opened", str(problem))
            self.listed.emit()
            return False
        self._locked = None
        self._remember(path)
        self.opened.emit()
        return True

    def _opened(self, path: Path) -> bool:
        """Look at the file before anything is asked: a bad one is told at once."""
        workspace = self._workspace
        try:
            storage.read_visit(path, workspace.content)
        except storage.Locked:
            name = storage.shown_name(path)
            return self.may_leave() and self._unlocked(name, partial(workspace.open_file, path))
        if not self.may_leave():
            return False
        workspace.open_file(path)
        return True

    def _unlocked(self, name: str, act: Callable[[str], object]) -> bool:
        if not dialogs.ask_passphrase(self._window, name, act):
            return False
        self._locked = None
        return True

    # ---------------------------------------------------------------- keep and save

    def save(self) -> bool:
        """Save to the file the visit came from, or ask for a name to keep it under."""
        path = self._workspace.path
        if self._workspace.folder is None:
            # Another window keeps the folder, and may have this very file in hand.
            return self.save_as()
        return self.keep() if path is None else self._save_to(path)

    def keep(self) -> bool:
        """Keep the visit in hand on this computer, under a name."""
        workspace = self._workspace
        if workspace.folder is None:
            dialogs.tell(self._window, "This window keeps no visits", ELSEWHERE)
            return False
        chosen = dialogs.ask_name(
            self._window,
            "Keep this visit on this computer",
            "It gets a name in your list of visits. All you tell from now on is kept in it.",
            "Keep it",
            workspace.name or self._free_name(FIRST_NAME),
            workspace.keep_as,
            "Save as a file...",
        )
        if chosen == "other":
            return self.save_as()
        if chosen:
            self._tell_news(f"Kept on this computer: {workspace.name}")
            self.listed.emit()
        return bool(chosen)

    def save_as(self) -> bool:
        """Ask where until it is saved or the person thinks better of it."""
        workspace = self._workspace
        kept = workspace.path is not None and self._is_kept(workspace.path)
        suggested = None if kept or workspace.folder is None else workspace.path
        while (path := dialogs.ask_save_path(self._window, suggested)) is not None:
            if self._save_to(path):
                return True
        return False

    def _save_to(self, path: Path) -> bool:
        try:
            self._workspace.save_file(path)
        except storage.NotSaved as problem:
            dialogs.tell(self._window, "The visit was not saved", str(problem))
            return False
        self._remember(path)
        self._tell_news(f"Saved: {storage.shown_name(path)}")
        self.listed.emit()
        return True

    def _tell_news(self, news: str) -> None:
        self._window.statusBar().showMessage(news, NEWS_MS)

    def _free_name(self, wanted: str) -> str:
        """This name, or the first with a number that no visit has."""
        taken = {one.name.casefold() for one in self._workspace.visits()}
        name, number = wanted, 2
        while name.casefold() in taken:
            name, number = f"{wanted} {number}", number + 1
        return name

    # ---------------------------------------------------------------- one visit of the list

    @Slot(str, object)
    def do(self, act: str, path: Path) -> None:
        """What a row of the list asks for."""
        {
            visit_list.OPEN: self.open_path,
            visit_list.RESCUE: self.rescue,
            visit_list.RENAME: self.rename,
            visit_list.COPY: self.copy,
            visit_list.DELETE: self.delete,
            visit_list.FORGET: self.forget,
        }[act](path)

    def rename(self, path: Path) -> None:
        def act(name: str) -> None:
            self._workspace.rename(path, name)

        name = storage.shown_name(path)
        if dialogs.ask_name(self._window, f"Rename “{name}”", "", "Rename it", name, act):
            self.listed.emit()

    def copy(self, path: Path) -> None:
        """A second visit with the same answers, beside the first."""
        name = self._free_name(f"{storage.shown_name(path)} (copy)")
        try:
            self._workspace.duplicate(path, name)
        except (storage.NameRefused, storage.NotOpened, storage.NotSaved) as problem:
            dialogs.tell(self._window, "The visit was not copied", str(problem))
            return
        self._tell_news(f"Copied: {name}")
        self.listed.emit()

    def delete(self, path: Path) -> None:
        """Ask once, then it is gone with its earlier versions."""
        if not dialogs.may_delete(self._window, storage.shown_name(path)):
            return
        try:
            self._workspace.delete(path)
        except storage.NotDeleted as problem:
            dialogs.tell(self._window, "The visit was not deleted", str(problem))
        self.listed.emit()

    def forget(self, path: Path) -> None:
        """Take a file elsewhere off the list; the file stays."""
        self._settings.recent = tuple(one for one in self._settings.recent if one != path)
        self.listed.emit()

    def clear_recent(self) -> None:
        self._settings.recent = ()
        self.listed.emit()

    def _remember(self, path: Path) -> None:
        if not self._is_kept(path):
            others = (one for one in self._settings.recent if one != path)
            self._settings.recent = (path.absolute(), *others)
        self.listed.emit()

    # ---------------------------------------------------------------- earlier versions, lock, end

    def earlier_versions(self) -> None:
        from mgaid.ui.restore_dialog import RestoreDialog

        self._workspace.settle()
        dialog = RestoreDialog(self._source, self._workspace, self._window)
        dialog.accepted.connect(self._on_restored)
        dialog.open()

    @Slot()
    def _on_restored(self) -> None:
        self._tell_news("Restored. Edit > Undo takes it back.")
        self.opened.emit()

    def protect(self) -> None:
        """Set a passphrase for the visit in hand; change or remove the one it has."""
        news = visit_privacy.protect(self._window, self._workspace)
        if news:
            self._tell_news(news)
            self.listed.emit()

    def delete_everything(self) -> None:
        """Ask once; then nothing is left of what MgAid keeps, and the window closes."""
        workspace = self._workspace
        if workspace.folder is None:
            dialogs.tell(self._window, "This window keeps nothing", ELSEWHERE)
            return
        if not dialogs.may_delete_everything(
            self._window,
            visit_privacy.goes(workspace),
            visit_privacy.stays(self.recent()),
        ):
            return
        self._settings.let_go()
        self.letting_go.emit()
        left = workspace.delete_everything()
        self._gone = True
        if left:
            names = "\n".join(map(str, left))
            dialogs.tell(self._window, "These files could not be deleted", names)
        self._window.close()


def _step(workspace: Workspace) -> str:
    """How far the questions were: "Step 6 of 11, Medicines. "."""
    content, page = workspace.content, workspace.visit.page
    if page is None or page not in content.pages:
        return ""
    now = progress(content, workspace.visit, workspace.assessment, Stop(page))
    step = content.steps[content.pages[page].step].title
    return f"Step {now.step} of {now.steps}, {step}. "


def _row(kept: storage.Kept) -> VisitRow:
    if kept.problem:
        reason = upper(kept.problem.rpartition(CANNOT)[2])
        return VisitRow(kept.path, kept.name, reason, locked=kept.locked, broken=True)
    when = f"Saved {moment_text(kept.saved, short=True)}."
    return VisitRow(kept.path, kept.name, when, locked=kept.locked)
