"""``mgaid self-test``: proof that this build works, with no screen and no file of the person.

It opens the window, looks at every tab, goes through the questions to the end and writes a page.
One line a check; anything Qt complains of is a failure too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from mgaid.ui import main_window
from mgaid.ui.app import Start, make_app
from mgaid.ui.tab_pages import ClosedTab

MOST_PAGES = 200
SETTLE_ROUNDS = 5
# The screen that is none cannot tell a window manager its least size; no other screen says so.
HARMLESS = ("This plugin does not support propagateSizeHints()",)


class CheckFailed(Exception):
    """A check did not hold; the message says what was found."""


def run() -> int:
    """Run every check; returns 0 when all hold, else 1."""
    complaints: list[str] = []

    def on_message(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
        if words not in HARMLESS:
            complaints.append(words)

    before = qInstallMessageHandler(on_message)
    try:
        with tempfile.TemporaryDirectory(prefix="mgaid-self-test-") as folder:
            fine = _checks(Path(folder), complaints)
    finally:
        qInstallMessageHandler(before)
    _say("self-test: everything works" if fine else "self-test: something does not work")
    return 0 if fine else 1


def _checks(folder: Path, complaints: list[str]) -> bool:
    app = make_app()
    start = Start(app, folder / "data")
    window = start.window
    fine = True

    def check(name: str, act: Callable[[], str]) -> None:
        nonlocal fine
        began = time.perf_counter()
        try:
            found = act()
            _settle()
            if complaints:
                raise CheckFailed("; ".join(complaints))
        except Exception as problem:  # a self-test reports every failure and goes on
            fine = False
            _say(f"FAILED  {name}: {type(problem).__name__}: {problem}")
            complaints.clear()
        else:
            _say(f"ok      {name}{found} ({(time.perf_counter() - began) * 1000:.0f} ms)")

    def show() -> str:
        window.show()
        _settle()
        return ""

    def load() -> str:
        start.load()
        workspace = window.workspace
        if workspace is None:
            raise CheckFailed("the content was refused")
        content = workspace.content
        return f": {len(content.findings)} findings, {len(content.sources)} sources"

    def tab(place: int) -> Callable[[], str]:
        def act() -> str:
            window.show_tab(place)
            _settle()
            made = window.tab(place)
            if made is None or isinstance(made, ClosedTab):
                raise CheckFailed("the tab cannot be shown")
            return ""

        return act

    check("window", show)
    check("content", load)
    for place, (name, _, _) in enumerate(main_window.TABS):
        check(f"tab {name}", tab(place))
    check("sections of the Overview", lambda: _overview(window))
    check("questions, each left open", lambda: _questions(window))
    check("page as PDF", lambda: _page(window, folder))
    check("visit kept", lambda: _kept(window, folder))
    window.close()
    window.deleteLater()
    _settle()
    return fine


def _overview(window: main_window.MainWindow) -> str:
    from mgaid.ui.tabs.overview import OverviewTab

    tab = window.tab(main_window.OVERVIEW)
    if not isinstance(tab, OverviewTab):
        raise CheckFailed("there is no Overview")
    for section in tab.section_ids:
        tab.show_section(section)
        _settle()
    return f": {len(tab.section_ids)}"


def _questions(window: main_window.MainWindow) -> str:
    from mgaid.ui.wizard import CausesWizard

    window.open_questions()
    wizard = window.dialog
    if not isinstance(wizard, CausesWizard):
        raise CheckFailed("the questions did not open")
    pages = 1
    while wizard.nextId() != -1:
        before = wizard.currentId()
        wizard.next()
        _settle()
        if wizard.currentId() == before or pages > MOST_PAGES:
            raise CheckFailed(f"the questions stop at {wizard.page_id!r}")
        pages += 1
    wizard.accept()
    _settle()
    if window.dialog is not None:
        raise CheckFailed("the questions did not close")
    return f": {pages} pages"


def _page(window: main_window.MainWindow, folder: Path) -> str:
    from mgaid import storage
    from mgaid.output.pdf import to_pdf

    assert window.workspace is not None
    made = to_pdf(window.workspace.document(), "a4")
    storage.write(folder / "page.pdf", made)
    if not (folder / "page.pdf").read_bytes().startswith(b"%PDF-"):
        raise CheckFailed("this is no PDF")
    return f": {len(made) // 1024} KB"


def _kept(window: main_window.MainWindow, folder: Path) -> str:
    from mgaid import storage

    workspace = window.workspace
    assert workspace is not None
    workspace.save_now()
    if storage.autosaved(folder / "data", workspace.content) != workspace.visit:
        raise CheckFailed("what was kept is not what was told")
    return ""


def _settle() -> None:
    for _ in range(SETTLE_ROUNDS):
        QApplication.processEvents()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
