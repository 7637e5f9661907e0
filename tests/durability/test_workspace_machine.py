"""Whatever a person does, in any order and with crashes between: the disk holds what they told."""

from __future__ import annotations

import tempfile
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
from mgaid.core.visit import Medicine, Visit
from mgaid.ui.workspace import Workspace

ANSWERS = st.sampled_from(["yes", "no", "unknown", None])
WORDS = st.text(max_size=40)


class Machine(RuleBasedStateMachine):
    """The model is three lists: what can be undone, what is there, what can be redone."""

    content: ClassVar[Content]
    medicines: ClassVar[MedicineIndex]

    def __init__(self) -> None:
        super().__init__()
        self._root = tempfile.TemporaryDirectory(prefix="mgaid-machine-")
        self.folder = Path(self._root.name) / "data"
        self.file = Path(self._root.name) / "mine.mgaid"
        self.workspace: Workspace | None = None
        self.saved: Visit | None = None
        self.on_disk: Visit | None = None
        self.forget()

    def forget(self, visit: Visit | None = None) -> None:
        self.before: list[Visit] = []
        self.now = visit or Visit()
        self.after: list[Visit] = []

    def told(self, visit: Visit) -> None:
        if visit != self.now:
            self.before.append(self.now)
            self.now, self.after = visit, []

    @property
    def hand(self) -> Workspace:
        assert self.workspace is not None
        return self.workspace

    @initialize()
    def start(self) -> None:
        """As ``Start`` does it: tidy, then go on with what is kept."""
        self.folder.mkdir(exist_ok=True)
        storage.tidy(self.folder)
        kept = storage.autosaved(self.folder, self.content)
        self.workspace = Workspace(self.content, self.medicines, self.folder)
        if kept is not None:
            self.workspace.resume(kept)
        self.forget(kept)

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

    @rule()
    def redo(self) -> None:
        self.hand.undo_stack.redo()
        if self.after:
            self.before.append(self.now)
            self.now = self.after.pop()

    @rule()
    def wait_a_moment(self) -> None:
        self.hand.save_now()
        self.on_disk = self.now
        if self.hand.path is not None:
            self.saved = self.now

    @rule()
    def save(self) -> None:
        self.hand.save_file(self.file)
        self.saved = self.now

    @precondition(lambda self: self.saved is not None)
    @rule()
    def open(self) -> None:
        self.hand.open_file(self.file)
        self.forget(self.saved)

    @rule()
    def begin_anew(self) -> None:
        self.hand.start_new()
        self.forget()

    @rule(half=st.binary(max_size=20))
    def crash(self, half: bytes) -> None:
        """Nothing more is written, and a write may have been under way."""
        self.end()
        (self.folder / f"{storage.PART_PREFIX}crashed").write_bytes(half)
        self.start()
        assert self.hand.visit == (self.on_disk or Visit())

    @invariant()
    def nothing_is_lost(self) -> None:
        if self.workspace is None:
            return
        assert self.hand.visit == self.now
        assert storage.autosaved(self.folder, self.content) == self.on_disk
        left = {path.name for path in self.folder.iterdir()}
        assert left <= {"current.mgaid"}
        if self.saved is not None:
            assert storage.open_visit(self.file, self.content) == self.saved

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
    case = Machine.TestCase
    case.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
    case().runTest()
