"""Saving, printing and copying the page, with every box answered by the test."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import QLocale
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from mgaid.core.content import Content
from mgaid.core.medicines import MedicineIndex
from mgaid.core.visit import Medicine, Preferences, Visit
from mgaid.ui import page_actions
from mgaid.ui.printing import set_up
from mgaid.ui.workspace import Workspace

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def workspace(content: Content, medicines: MedicineIndex) -> Workspace:
    made = Workspace(content, medicines, None, date(2026, 11, 22))
    made.resume(
        Visit(
            name="Robin Example",
            findings={"cramp_painful": "yes"},
            medicines=(Medicine(name="furosemide", months=30),),
            notes={"kind": "Worse after the shift"},
        )
    )
    return made


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


class Boxes:
    """Stands in for every dialog; ``paths`` are given out in order, ``said`` is what was asked."""

    def __init__(self, patch: pytest.MonkeyPatch, paths: list[Path | None], agree: bool) -> None:
        self.offered: list[Path] = []
        self.said: list[str] = []
        self._paths = paths
        self._agree = agree
        patch.setattr(page_actions, "ask_save_path", self._path)
        patch.setattr(page_actions, "ask_save_elsewhere", self._ask)
        patch.setattr(page_actions, "ask_save_instead", self._ask)

    def _path(self, _parent: object, start: Path) -> Path | None:
        self.offered.append(start)
        return self._paths.pop(0)

    def _ask(self, _parent: object, problem: str) -> bool:
        self.said.append(problem)
        return self._agree


def test_the_page_is_saved_where_the_person_says(
    window: QMainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.pdf"
    boxes = Boxes(monkeypatch, [target], agree=True)
    assert page_actions.save_pdf(window, workspace) == target
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) >= 1
    assert boxes.said == []
    assert window.statusBar().currentMessage() == "Saved: page.pdf"


def test_the_offered_name_holds_no_answer(
    window: QMainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = Boxes(monkeypatch, [None], agree=True)
    assert page_actions.save_pdf(window, workspace) is None
    assert [path.name for path in boxes.offered] == ["mgaid-page.pdf"]


def test_a_place_that_cannot_be_written_is_said_and_another_asked_for(
    window: QMainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, good = tmp_path / "gone" / "page.pdf", tmp_path / "page.pdf"
    boxes = Boxes(monkeypatch, [gone, good], agree=True)
    assert page_actions.save_pdf(window, workspace) == good
    assert boxes.said == [f"{gone} was not saved: that folder is gone; save it elsewhere."]
    assert good.read_bytes().startswith(b"%PDF")


def test_a_failed_save_can_be_left(
    window: QMainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    boxes = Boxes(monkeypatch, [tmp_path / "gone" / "page.pdf"], agree=False)
    assert page_actions.save_pdf(window, workspace) is None
    assert len(boxes.said) == 1
    assert not (tmp_path / "gone").exists()


def test_the_failure_box_offers_to_save_elsewhere(
    qtbot: QtBot, window: QMainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qtbot is not None
    seen: list[list[str]] = []

    def pressed(box: QMessageBox) -> int:
        seen.append([box.text(), *(b.text() for b in box.buttons())])
        box.defaultButton().click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", pressed)
    page_actions.ask_save_elsewhere(window, "It was not saved.")
    assert seen == [["It was not saved.", "Save elsewhere", "Not now"]]


def test_what_is_left_out_is_in_no_output(
    window: QMainWindow, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    Boxes(monkeypatch, [], agree=True)
    page_actions.copy_text(window, workspace)
    assert "Worse after the shift" in QApplication.clipboard().text()
    left_out = Preferences(left_out=("words", "in_short"))
    workspace.change("test", preferences=left_out)
    page_actions.copy_text(window, workspace)
    assert "Worse after the shift" not in QApplication.clipboard().text()
    assert "How soon" in QApplication.clipboard().text(), "a locked section stays"


def test_copying_is_said(window: QMainWindow, workspace: Workspace) -> None:
    said = page_actions.copy_text(window, workspace)
    assert said.startswith("Copied.")
    assert window.statusBar().currentMessage() == said
    assert "Robin Example" in QApplication.clipboard().text()


def test_without_a_printer_saving_is_offered(
    window: QMainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    target = tmp_path / "page.pdf"
    boxes = Boxes(monkeypatch, [target], agree=True)
    assert page_actions.print_page(window, workspace) is False
    assert boxes.said == [page_actions.NO_PRINTER]
    assert target.exists()


def test_the_page_goes_to_the_chosen_printer(
    window: QMainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter()
    set_up(printer, "a4")
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(page_actions, "choose_printer", lambda *_: printer)
    assert page_actions.print_page(window, workspace) is True
    assert (tmp_path / "printed.pdf").read_bytes().startswith(b"%PDF")
    assert window.statusBar().currentMessage() == "Sent to the printer."


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_fails_is_said_and_saving_offered(
    window: QMainWindow, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printer = QPrinter()
    set_up(printer, "a4")
    printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
    monkeypatch.setattr(page_actions, "choose_printer", lambda *_: printer)
    boxes = Boxes(monkeypatch, [], agree=False)
    assert page_actions.print_page(window, workspace) is False
    assert len(boxes.said) == 1


@pytest.mark.parametrize(
    ("place", "paper"),
    [("en_US", "letter"), ("fr_CA", "letter"), ("en_GB", "a4"), ("de_DE", "a4")],
)
def test_paper_is_that_of_the_place_until_chosen(
    place: str, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QLocale, "system", lambda: QLocale(place))
    assert page_actions.paper_of(Visit()) == paper
    assert page_actions.paper_of(Visit(preferences=Preferences(paper="a4"))) == "a4"
