"""Whatever a person does, in any order and with crashes between: the disk holds what they told."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pytest
import shiboken6
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from PySide6.QtWidgets import QApplication

from mgaid import storage
from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Medicine, Visit, locked
from mgaid.ui.workspace import Workspace

ANSWERS = st.sampled_from(["yes", "no", "unknown", None])
WORDS = st.text(max_size=40)
NAMES = st.sampled_from(["Anna", "Mum/Dad"])
PASSPHRASES = ("one two", "three four")
OURS = {"current.mgaid", "current.json", "visits", "backups"}


@dataclass(frozen=True)
class Held:
    """What a file holds, and the passphrase it is locked with."""

    visit: Visit
    words: str | None = None


class Machine(RuleBasedStateMachine):
    """The model: what can be undone, is there, can be redone, and what each file holds."""

    content: ClassVar[Content]
    medicines: ClassVar[MedicineIndex]

    def __init__(self) -> None:
        super().__init__()
        self._root = tempfile.TemporaryDirectory(prefix="mgaid-machine-")
        self.folder = Path(self._root.name) / "data"
        self.file = Path(self._root.name) / "mine.mgaid"
        self.workspace: Workspace | None = None
        self.files: dict[Path, Held] = {}
        self.on_disk: Held | None = None
        self.on_disk_file: Path | None = None
        self.forget()

    def forget(self, held: Held | None = None, path: Path | None = None) -> None:
        """Another visit is in hand."""
        self.before: list[Visit] = []
        self.now = held.visit if held else Visit()
        self.words = held.words if held else None
        self.after: list[Visit] = []
        self.path = path
        self.pending = True

    def told(self, visit: Visit) -> None:
        if visit != self.now:
            self.before.append(self.now)
            self.now, self.after = visit, []
            self.pending = True

    def written(self) -> None:
        """The autosave and the file hold what is in hand."""
        self.on_disk = Held(self.now, self.words)
        self.on_disk_file = self.path
        if self.path is not None:
            self.files[self.path] = self.on_disk

    def left(self) -> None:
        """What was about to be written to a file is written before another visit comes."""
        if self.path is not None and self.pending:
            self.written()
            self.pending = False

    @property
    def hand(self) -> Workspace:
        assert self.workspace is not None
        return self.workspace

    @initialize()
    def start(self) -> None:
        """As ``Start`` does it: go on with what is kept, if need be after asking."""
        self.workspace = Workspace(self.content, self.medicines, self.folder)
        kept = self.on_disk
        if kept is not None and kept.words is not None:
            with pytest.raises(storage.Locked):
                self.workspace.resume_last()
            with pytest.raises(storage.WrongPassphrase):
                self.workspace.resume_last("no such words")
        assert self.workspace.resume_last(kept.words if kept else None) is (kept is not None)
        self.forget(kept, self.on_disk_file)
        self.pending = kept is not None

    @rule(answer=ANSWERS, data=st.data())
    def answer(self, answer: Any, data: st.DataObject) -> None:
        finding = data.draw(st.sampled_from(sorted(self.content.findings)))
        self.hand.answer({finding: answer})
        self.told(self.now.answered({finding: answer}))

    @rule(name=WORDS)
    def type_a_name(self, name: str) -> None:
        visit = self.now.changed(name=name)
        self.hand.edit(visit, "Name")
        self.told(visit)

    @rule(name=st.text(min_size=1, max_size=40).filter(str.isprintable))
    def add_a_medicine(self, name: str) -> None:
        medicines = (*(self.now.medicines or ()), Medicine(name=name))
        self.hand.change("Medicine", medicines=medicines)
        self.told(self.now.changed(medicines=medicines))

    @rule()
    def undo(self) -> None:
        self.hand.undo_stack.undo()
        if self.before:
            self.after.append(self.now)
            self.now = self.before.pop()
            self.pending = True

    @rule()
    def redo(self) -> None:
        self.hand.undo_stack.redo()
        if self.after:
            self.before.append(self.now)
            self.now = self.after.pop()
            self.pending = True

    @rule()
    def wait_a_moment(self) -> None:
        self.hand.save_now()
        self.written()
        self.pending = False

    @rule()
    def save(self) -> None:
        self.hand.save_file(self.file)
        self.saved_to(self.file)

    @rule(name=NAMES)
    def keep_by_name(self, name: str) -> None:
        path = self.folder / "visits" / storage.path_for(self.folder, name, replace=True).name
        if path in self.files and path != self.path:
            with pytest.raises(storage.NameTaken):
                self.hand.keep_as(name)
        assert self.hand.keep_as(name, replace=True) == path
        self.saved_to(path)

    def saved_to(self, path: Path) -> None:
        self.pending = self.pending or path != self.path
        self.path = path
        self.written()
        if self.now.changed(page=None) != Visit():
            assert self.now in self.backups()

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def open(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.files)))
        # What is in hand is written before the file is looked at.
        if self.pending:
            self.written()
            self.pending = False
        held = self.files[path]
        if held.words is not None:
            with pytest.raises(storage.Locked):
                self.hand.open_file(path)
        self.hand.open_file(path, held.words)
        self.forget(held, path)

    @rule()
    def begin_anew(self) -> None:
        self.hand.start_new()
        self.left()
        self.forget()

    @rule(words=st.sampled_from(PASSPHRASES))
    def lock(self, words: str) -> None:
        self.hand.set_passphrase(words)
        self.words = words
        self.written()
        self.pending = False

    @rule()
    def unlock(self) -> None:
        self.hand.remove_passphrase()
        self.words = None
        self.written()
        self.pending = False

    def backups(self) -> list[Visit]:
        return [self.hand.read_backup(one) for one in self.own_backups()]

    def own_backups(self) -> list[storage.Backup]:
        return [one for one in self.hand.backups() if one.same_visit and self.opens(one)]

    def opens(self, backup: storage.Backup) -> bool:
        """A visit replaced by its name leaves backups with its own passphrase."""
        try:
            self.hand.read_backup(backup)
        except storage.Locked:
            return False
        return True

    @precondition(lambda self: self.workspace is not None and self.own_backups())
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        place = data.draw(st.integers(0, len(self.own_backups()) - 1))
        backup = self.own_backups()[place]
        visit = self.hand.read_backup(backup)
        present = self.now
        self.hand.restore(backup)
        self.told(visit)
        if present != Visit():
            assert present in self.backups()

    @precondition(lambda self: self.path is not None)
    @rule(name=NAMES)
    def rename(self, name: str) -> None:
        assert self.path is not None
        target = self.path.parent / storage.path_for(self.folder, name, replace=True).name
        if target in self.files and target != self.path:
            with pytest.raises(storage.NameTaken):
                self.hand.rename(self.path, name)
            return
        assert self.hand.rename(self.path, name) == target
        if target != self.path:
            self.files[target] = self.files.pop(self.path)
            if self.on_disk_file == self.path:
                self.on_disk_file = None
            self.path = target
        self.pending = True
        self.wait_a_moment()

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.files)))
        self.hand.delete(path)
        del self.files[path]
        if path in (self.path, self.on_disk_file):
            self.on_disk = self.on_disk_file = None
        if path == self.path:
            self.forget()
            assert self.hand.backups() == () or not self.own_backups()

    @rule(half=st.binary(max_size=20))
    def crash(self, half: bytes) -> None:
        """Nothing more is written, and a write may have been under way."""
        self.end()
        for place in (self.folder, self.folder / "visits"):
            if place.is_dir():
                (place / f"{storage.PART_PREFIX}crashed").write_bytes(half)
        self.start()
        assert self.hand.visit == (self.on_disk.visit if self.on_disk else Visit())

    @invariant()
    def nothing_is_lost(self) -> None:
        if self.workspace is None:
            return
        assert self.hand.visit == self.now
        assert self.hand.path == self.path
        assert self.hand.locked is (self.words is not None)
        words = self.on_disk.words if self.on_disk else None
        kept = storage.autosaved(self.folder, self.content, words)
        assert kept == (self.on_disk.visit if self.on_disk else None)
        if self.folder.exists():
            assert {path.name for path in self.folder.iterdir()} <= OURS
        listed = {one.path: one for one in storage.kept_visits(self.folder, self.content)}
        assert set(listed) == {path for path in self.files if path.parent != self.file.parent}
        for path, held in self.files.items():
            assert storage.is_locked(path) is (held.words is not None)
            assert storage.open_visit(path, self.content, held.words) == held.visit

    @invariant()
    def backups_are_whole_and_as_locked_as_their_visit(self) -> None:
        if self.workspace is None:
            return
        for one in self.hand.backups():
            assert one.whole
            if one.same_visit and self.words is not None:
                assert one.locked

    def end(self) -> None:
        if self.workspace is not None:
            self.workspace.undo_stack.clear()
            shiboken6.delete(self.workspace)
            self.workspace = None

    def teardown(self) -> None:
        self.end()
        self._root.cleanup()


def test_the_visit_on_disk_is_the_visit_told(
    qapp: QApplication,  # noqa: ARG001 - the undo stack wants one
    content: Content,
    medicines: MedicineIndex,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Machine, "content", content, raising=False)
    monkeypatch.setattr(Machine, "medicines", medicines, raising=False)
    monkeypatch.setattr(locked, "COST", locked.Argon2(memory_kib=32, passes=1, lanes=1))
    case = Machine.TestCase
    case.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
    case().runTest()
