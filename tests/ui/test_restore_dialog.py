"""Earlier versions: what each holds, whether it is whole, and going back to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Person
from mgaid.ui.restore_dialog import RestoreDialog
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace
from tests.ui.opened import named, words


@pytest.fixture
def kept(
    qapp: QApplication, content: Content, medicines: MedicineIndex, tmp_path: Path
) -> Iterator[Workspace]:
    """A visit saved at 46 years and changed to 47 since."""
    made = Workspace(content, medicines, tmp_path / "mgaid", parent=qapp)
    made.change("Age", person=Person(age=46))
    made.keep_as("Mine")
    made.change("Age", person=Person(age=47))
    yield made
    made.save_now()  # nothing is left to wait for
    made.deleteLater()


def shown(qtbot: QtBot, source: ThemeSource, workspace: Workspace) -> RestoreDialog:
    dialog = RestoreDialog(source, workspace)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    return dialog


def test_a_version_says_what_differs_from_now(
    qtbot: QtBot, source: ThemeSource, kept: Workspace
) -> None:
    dialog = shown(qtbot, source, kept)
    told = words(dialog)

    versions = named(dialog, QListWidget, "Earlier versions")
    first = versions.item(0).text()
    assert first.startswith("Today at ")
    assert first.endswith("Whole")
    assert "One thing differs from now." in told
    assert "46\u00a0years" in told
    assert "47\u00a0years" in told
    assert "Undo takes this back" in told


def test_looking_changes_nothing(qtbot: QtBot, source: ThemeSource, kept: Workspace) -> None:
    before = kept.visit
    dialog = shown(qtbot, source, kept)
    named(dialog, QAbstractButton, "Go back").click()

    assert kept.visit == before


def test_restoring_is_one_step_that_can_be_undone(
    qtbot: QtBot, source: ThemeSource, kept: Workspace
) -> None:
    dialog = shown(qtbot, source, kept)
    named(dialog, QAbstractButton, "Restore this version").click()
    assert kept.visit.person.age == 46

    assert kept.undo_stack.undoText() == "Restore"
    kept.undo_stack.undo()
    assert kept.visit.person.age == 47


def test_a_damaged_version_is_named_and_cannot_be_restored(
    qtbot: QtBot, source: ThemeSource, kept: Workspace
) -> None:
    kept.backups()[0].path.write_bytes(b'{"format": 1}')
    dialog = shown(qtbot, source, kept)

    assert "This version is damaged" in words(dialog)
    assert not named(dialog, QAbstractButton, "Restore this version").isEnabled()


def test_a_version_that_is_the_same_has_nothing_to_restore(
    qtbot: QtBot, source: ThemeSource, kept: Workspace
) -> None:
    kept.change("Age", person=Person(age=46))
    dialog = shown(qtbot, source, kept)

    assert "It is the same as now." in words(dialog)
    assert not named(dialog, QAbstractButton, "Restore this version").isEnabled()


def test_without_versions_it_says_when_there_will_be_some(
    qtbot: QtBot, source: ThemeSource, workspace: Workspace
) -> None:
    dialog = shown(qtbot, source, workspace)

    assert "There is none yet." in words(dialog)


def test_nothing_is_lost_sideways_at_the_largest_text(
    qtbot: QtBot, source: ThemeSource, kept: Workspace
) -> None:
    source.set_text_percent(200)
    dialog = shown(qtbot, source, kept)

    assert dialog.minimumSizeHint().width() <= 1024
