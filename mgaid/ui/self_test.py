"""``mgaid self-test``: proof that this build works, with no screen and no file of the person.

It opens the window, draws every letter form, icon and mark, looks at every tab, goes through the
questions to the end, writes a page for the disk and one for the printer, keeps the visit and locks
it. One line a check; anything Qt complains of is a failure too.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QLibrary,
    QMessageLogContext,
    QPluginLoader,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from mgaid import paths
from mgaid.ui import main_window
from mgaid.ui.app import Start, make_app
from mgaid.ui.tab_pages import ClosedTab

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

FONT_FACES = ("Regular", "Bold", "Italic", "BoldItalic")
MOST_PAGES = 200
PASSPHRASE = "what a self-test says"
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


class _Tally:
    """Makes checks one by one, each said in a line; ``fine`` while all of them held.

    ``complaints`` is where Qt's own go; one that came during a check is that check's failure.
    """

    def __init__(self, complaints: list[str]) -> None:
        self._complaints = complaints
        self.fine = True

    def check(self, name: str, act: Callable[[], str]) -> None:
        began = time.perf_counter()
        try:
            found = act()
            _settle()
            if self._complaints:
                raise CheckFailed("; ".join(self._complaints))
        except Exception as problem:  # a self-test reports every failure and goes on
            self.fine = False
            _say(f"FAILED  {name}: {type(problem).__name__}: {problem}")
            self._complaints.clear()
        else:
            _say(f"ok      {name}{found} ({(time.perf_counter() - began) * 1000:.0f} ms)")


def _checks(folder: Path, complaints: list[str]) -> bool:
    start = Start(make_app(), folder / "data")
    window = start.window
    tally = _Tally(complaints)
    check = tally.check
    check("window", lambda: _shown(window))
    check("letters", lambda: f": {_fonts()} faces")
    check("icons", lambda: _icons(start))
    check("marks", _marks)
    check("content", lambda: _content(start))
    for place, (name, _, _) in enumerate(main_window.TABS):
        check(f"tab {name}", partial(_tab, window, place))
    check("sections of the Overview", lambda: _overview(window))
    check("questions, each left open", lambda: _questions(window))
    check("page as PDF", lambda: _page(window, folder))
    check("page for the printer", lambda: _printed(window, folder))
    check("visit kept", lambda: _kept(window, folder))
    check("visit locked with a passphrase", lambda: _locked(window, folder))
    window.close()
    window.deleteLater()
    _settle()
    return tally.fine


def _shown(window: main_window.MainWindow) -> str:
    window.show()
    _settle()
    return ""


def _content(start: Start) -> str:
    start.load()
    workspace = start.window.workspace
    if workspace is None:
        raise CheckFailed("the content was refused")
    content = workspace.content
    return f": {len(content.findings)} findings, {len(content.sources)} sources"


def _tab(window: main_window.MainWindow, place: int) -> str:
    window.show_tab(place)
    _settle()
    made = window.tab(place)
    if made is None or isinstance(made, ClosedTab):
        raise CheckFailed("the tab cannot be shown")
    return ""


def _fonts() -> int:
    """How many letter forms are there; a file that is missing or broken is named."""
    from PySide6.QtGui import QRawFont

    from mgaid.ui.theme import FAMILY

    for face in FONT_FACES:
        path = paths.fonts() / f"{FAMILY.replace(' ', '')}-{face}.ttf"
        if not path.is_file():
            raise CheckFailed(f"the font file {path} is missing")
        if QRawFont(str(path), 12).familyName() != FAMILY:
            raise CheckFailed(f"the font file {path} cannot be read")
    return len(FONT_FACES)


def _icons(start: Start) -> str:
    """Every icon draws something, and the program has its own in the sizes a desktop asks for."""
    from mgaid.ui.theme import app_icon, icon_names, pixmap

    theme = start.source.theme
    names = icon_names()
    blank = [name for name in names if _is_blank(pixmap(theme, name, "text", 24).toImage())]
    if blank or not names:
        raise CheckFailed(f"nothing is drawn for: {', '.join(blank) or 'any of them'}")
    sizes = {size.width() for size in app_icon().availableSizes()}
    if not {16, 32, 48, 256} <= sizes:
        raise CheckFailed(f"the program's own icon has the sizes {sorted(sizes)} only")
    return f": {len(names)}"


def _marks() -> str:
    """The ticks and arrows in controls are SVG files that Qt itself reads, by a plugin."""
    from PySide6.QtGui import QImageReader

    marks = sorted((paths.resources() / "style" / "marks").rglob("*.svg"))
    for path in marks:
        reader = QImageReader(str(path))
        if _is_blank(reader.read()):
            raise CheckFailed(f"Qt cannot draw {path}: {reader.errorString()}")
    if not marks:
        raise CheckFailed("there are none")
    return f": {len(marks)}"


def _is_blank(picture: QImage) -> bool:
    """Whether a picture is none, or has no letter, line or spot on it."""
    from PySide6.QtGui import QImage

    empty = QImage(picture.size(), picture.format())
    empty.fill(0)
    return picture.isNull() or picture == empty


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

    _fonts()  # without its letters Typst gives a reason that misleads
    assert window.workspace is not None
    made = to_pdf(window.workspace.document(), "a4")
    storage.write(folder / "page.pdf", made)
    if not (folder / "page.pdf").read_bytes().startswith(b"%PDF-"):
        raise CheckFailed("this is no PDF")
    return f": {len(made) // 1024} KB"


def _printed(window: main_window.MainWindow, folder: Path) -> str:
    """The part that knows the system's printers loads, and a sheet can be drawn for one."""
    from PySide6.QtPrintSupport import QPrinter

    from mgaid.ui.printing import print_document, set_up

    _fonts()
    found = [
        path
        for place in QCoreApplication.libraryPaths()
        for path in sorted(Path(place, "printsupport").glob("*"))
        if QLibrary.isLibrary(str(path))
    ]
    if not found:
        raise CheckFailed("the plugin that knows the printers is missing")
    for path in found:
        loader = QPluginLoader(str(path))
        if not loader.load():
            raise CheckFailed(loader.errorString())
    assert window.workspace is not None
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "sheet.pdf"))
    set_up(printer, "a4")
    sheets = print_document(printer, window.workspace.document())
    if not (folder / "sheet.pdf").read_bytes().startswith(b"%PDF-"):
        raise CheckFailed("no sheet came out")
    return f": {sheets}"


def _kept(window: main_window.MainWindow, folder: Path) -> str:
    from mgaid import storage

    workspace = window.workspace
    assert workspace is not None
    workspace.save_now()
    if storage.autosaved(folder / "data", workspace.content) != workspace.visit:
        raise CheckFailed("what was kept is not what was told")
    return ""


def _locked(window: main_window.MainWindow, folder: Path) -> str:
    """A visit is locked, opens with its passphrase and with no other."""
    from mgaid import storage

    workspace = window.workspace
    assert workspace is not None
    path = folder / "locked.mgaid"
    storage.save_visit(path, workspace.visit, storage.new_key(PASSPHRASE))
    if not storage.is_locked(path):
        raise CheckFailed("it was written open")
    if storage.read_visit(path, workspace.content, PASSPHRASE).visit != workspace.visit:
        raise CheckFailed("what comes out is not what went in")
    try:
        storage.read_visit(path, workspace.content, PASSPHRASE.upper())
    except storage.WrongPassphrase:
        return ""
    raise CheckFailed("a wrong passphrase opens it")


def _settle() -> None:
    for _ in range(SETTLE_ROUNDS):
        QApplication.processEvents()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
