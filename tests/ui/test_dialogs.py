"""Where a visit is saved: under an ending that is found again, and over no other visit unasked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from mgaid.ui import dialogs, diary, page_actions

pytestmark = pytest.mark.usefixtures("qapp")


class Person:
    """Types names into the dialog of the system, and presses a button of each question."""

    def __init__(self, patch: pytest.MonkeyPatch, folder: Path, *presses: str) -> None:
        self.asked: list[str] = []
        self.offered: list[str] = []
        self.types: list[str] = []
        self._folder = folder
        self._presses = list(presses)
        patch.setattr(QFileDialog, "getSaveFileName", self._type)
        patch.setattr(QMessageBox, "exec", lambda box: self._press(box))

    def saves_as(self, *types: str) -> str:
        """The name under which it is saved, with "" for not at all."""
        self.types = list(types)
        path = dialogs.ask_save_path(None)
        assert path is None or path.parent == self._folder
        return "" if path is None else path.name

    def _type(self, _parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        self.offered.append(Path(start).name)
        typed = self.types.pop(0)
        return (str(self._folder / typed) if typed else "", "")

    def _press(self, box: QMessageBox) -> int:
        self.asked.append(box.text())
        wanted = self._presses.pop(0)
        if wanted == "Escape":
            box.escapeButton().click()
        else:
            next(b for b in box.buttons() if b.text() == wanted).click()
        return 0


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("visit", "visit.mgaid"),
        ("Dr. Smith", "Dr. Smith.mgaid"),
        ("2026.11.22", "2026.11.22.mgaid"),
        ("mum.mgaid", "mum.mgaid"),
        ("MUM.MGAID", "MUM.MGAID"),
        ("", ""),
    ],
)
def test_every_visit_is_saved_under_an_ending_it_is_found_by(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, name: str
) -> None:
    person = Person(monkeypatch, tmp_path)

    assert person.saves_as(typed) == name
    assert person.asked == []


@pytest.mark.parametrize("typed", ["visit", "Dr. Smith"])
def test_another_visit_is_replaced_only_when_told_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str
) -> None:
    (tmp_path / f"{typed}.mgaid").touch()
    person = Person(monkeypatch, tmp_path, "Replace it")

    assert person.saves_as(typed) == f"{typed}.mgaid"
    assert person.asked == [f"There is a visit “{typed}.mgaid” already"]


@pytest.mark.parametrize("press", ["Choose another name", "Escape"])
def test_another_name_can_be_chosen_instead(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, press: str
) -> None:
    (tmp_path / "visit.mgaid").touch()
    person = Person(monkeypatch, tmp_path, press)

    assert person.saves_as("visit", "visit 2") == "visit 2.mgaid"
    assert person.offered[1] == "visit.mgaid"


def test_the_question_of_the_system_is_not_asked_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A name typed in full is the one the dialog of the system asks about."""
    (tmp_path / "visit.mgaid").touch()
    person = Person(monkeypatch, tmp_path)

    assert person.saves_as("visit.mgaid") == "visit.mgaid"
    assert person.asked == []


@pytest.mark.parametrize(
    ("ask", "ending"), [(page_actions.ask_save_path, ".pdf"), (diary.ask_csv_path, ".csv")]
)
def test_a_page_and_a_table_get_their_ending_and_replace_nothing_unasked(
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    tmp_path: Path,
    ask: Callable[[QWidget, Path], Path | None],
    ending: str,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    there, free = tmp_path / f"Dr. Smith{ending}", tmp_path / f"Dr. Jones{ending}"
    there.touch()
    person = Person(monkeypatch, tmp_path, "Choose another name", "Replace it")

    person.types = ["Dr. Smith", "Dr. Jones"]
    assert ask(window, tmp_path / f"page{ending}") == free
    assert person.asked == [f"There is a file “{there.name}” already"]
    person.types = ["Dr. Smith"]
    assert ask(window, tmp_path / f"page{ending}") == there
    assert person.offered == [f"page{ending}", there.name, f"page{ending}"]


def test_a_name_no_disk_takes_is_left_for_saving_to_refuse(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    typed = "long " * 100 + "name"
    person = Person(monkeypatch, tmp_path)

    assert person.saves_as(typed) == f"{typed}.mgaid"
