"""The one window: menus, tabs, notices, the status line and the first screen.

It can be shown before any content is read (``attach`` brings the workspace later) and makes each
tab when it is first looked at. It keeps no answer and writes none into its title.

A tab may have these signals, which the window serves: ``start_wanted``, ``help_wanted``,
``page_wanted(str)`` (a page of the questions) and ``tab_wanted(str)`` (an icon name of TABS).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

# Whatever else it needs is imported by furnish() and later: the first paint must not wait for it.
if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QDialog

    from mgaid import storage
    from mgaid.ui.settings import Settings
    from mgaid.ui.theme import ThemeSource
    from mgaid.ui.visit_files import VisitFiles
    from mgaid.ui.workspace import Workspace

TABS = (
    ("Overview", "overview", "What magnesium does, and what else makes legs twitch."),
    ("Foods", "food", "Which foods have magnesium, and your usual day."),
    ("Supplements", "pill", "What the forms are, and if they are open to you."),
    ("Twitching checklist", "checklist", "Your answers on one page, to change at any time."),
)
OVERVIEW = 0
LEAST_SIZE = QSize(1024, 640)
FIRST_SIZE = QSize(1366, 690)


class MainWindow(QMainWindow):
    """Empty until ``furnish``; ``painted`` follows the first paint."""

    painted = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._workspace: Workspace | None = None
        self._dialog: QDialog | None = None
        self._waiting: Callable[[], None] | None = None
        self._was_painted = False
        # A style sheet, for a colour in a palette costs more than the rest of the first paint.
        self.setStyleSheet(f"QMainWindow {{ background: {settings.background}; }}")
        self.setWindowTitle("MgAid")
        self.setMinimumSize(LEAST_SIZE)
        self.resize(FIRST_SIZE)
        if not settings.geometry.isEmpty():
            self.restoreGeometry(settings.geometry)

    def furnish(self, source: ThemeSource) -> None:
        """Bring the menus, the first screen, the tabs still to be made and the status line."""
        from mgaid.ui.main_menus import Menus
        from mgaid.ui.parts.focus import FocusRing
        from mgaid.ui.start import StartScreen
        from mgaid.ui.window_acts import WindowActs
        from mgaid.ui.window_bars import Header, StatusLine

        self._source = source
        self._acts = WindowActs(self, self._settings)
        self._start = StartScreen(
            source, TABS, "Saved on this computer." if self._settings.visit_kept else ""
        )
        if self._settings.visits_listed:
            self._start.expect_visits()
        self._header = Header(source, TABS)
        self._tabs: dict[int, QWidget] = {}
        self._pages = QStackedWidget()
        for _ in TABS:
            self._pages.addWidget(QWidget())
        self._working = QWidget()
        self._working_column = _column(self._working, self._header, self._pages)
        self._screens = QStackedWidget()
        self._screens.addWidget(self._start)
        self._screens.addWidget(self._working)
        self._status = StatusLine(source)
        centre = QWidget()
        _column(centre, self._screens, self._status)
        # Short news is told through Qt's own status bar; the line above shows it in its place.
        self.statusBar().messageChanged.connect(self._status.set_news)
        self.statusBar().hide()
        self._menus = Menus(self, self._acts, [name for name, _, _ in TABS])
        self._ring = FocusRing(source, self)
        self._header.tabs.currentChanged.connect(self._show_page)
        self._header.help_now.clicked.connect(self.get_help)
        self._header.questions.clicked.connect(self.open_questions)
        self._start.continue_wanted.connect(self.go_on)
        self._start.new_wanted.connect(self.start_questions)
        self._start.open_wanted.connect(self.open_visit)
        self._start.help_wanted.connect(self.get_help)
        self._start.tab_wanted.connect(self.show_tab)
        source.changed.connect(self._keep_background)
        self._keep_background()
        self.setCentralWidget(centre)
        self.setStyleSheet("")
        self.setFocus()

    @Slot()
    def _keep_background(self) -> None:
        """The next first paint starts in the colour of this look."""
        self._settings.background = self._source.theme.color("bg").name()

    @property
    def source(self) -> ThemeSource:
        return self._source

    @property
    def files(self) -> VisitFiles:
        """What is done with the visit as a file, from ``attach`` on."""
        return self._files

    @property
    def workspace(self) -> Workspace | None:
        return self._workspace

    @property
    def dialog(self) -> QDialog | None:
        """The questions or the help dialog, while it is open."""
        return self._dialog

    @property
    def unsaved(self) -> bool:
        """The last try to save did not work."""
        return self._workspace is not None and bool(self._banners.unsaved)

    def tab(self, place: int) -> QWidget | None:
        """The tab at this place, if it was looked at."""
        return self._tabs.get(place)

    # ---------------------------------------------------------------- the visit arrives

    def attach(self, workspace: Workspace, locked: storage.Last | None = None) -> None:
        """Bring the workspace; ``locked`` is the visit that waits for its passphrase."""
        from mgaid.core.phrases import day_text
        from mgaid.ui.banners import Banners
        from mgaid.ui.visit_files import VisitFiles

        self._workspace = workspace
        self._files = VisitFiles(self, self._source, self._settings, workspace, locked)
        self._files.opened.connect(self._on_opened)
        self._files.listed.connect(self._list_visits)
        self._start.visit_wanted.connect(self._files.do)
        self._menus.set_ready(True)
        self._menus.set_undo(
            workspace.undo_stack.createUndoAction(self, "&Undo"),
            workspace.undo_stack.createRedoAction(self, "&Redo"),
        )
        self._status.set_content_day(day_text(workspace.content.words.content_date))
        self._list_visits()
        self._banners = Banners(workspace, self._source)
        self._banners.help_wanted.connect(self.get_help)
        self._banners.save_elsewhere.connect(self._files.save_as)
        self._working_column.insertWidget(1, self._banners)
        workspace.replaced.connect(self._drop_tabs)
        workspace.changed.connect(self._on_changed)
        workspace.saved.connect(self._on_saved)
        workspace.save_failed.connect(self._status.set_not_saved)
        self._on_changed()
        # A way in that was pressed while the content was still being read.
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def refuse(self, problem: str) -> None:
        """The content cannot be used: say which file, and leave what still works."""
        self.show_problem(
            "MgAid cannot read its own files", f"{problem}\nInstall MgAid again to put this right."
        )
        self._start.set_kept("")
        self._start.set_ready(False)
        from mgaid.ui.tab_pages import ClosedTab

        for place in range(len(TABS)):
            self._put_tab(place, ClosedTab(self._source, TABS[place][0], problem))

    def show_problem(self, head: str, body: str) -> None:
        """Say on the first screen what could not be read."""
        self._start.show_problem(head, body)

    @Slot()
    def _on_changed(self) -> None:
        workspace = self._workspace
        assert workspace is not None
        if workspace.folder is None:
            self._status.set_not_kept()
        elif workspace.undo_stack.index() == 0 and workspace.is_empty:
            self._status.set_new()
        if self._screens.currentWidget() is self._working:
            self._show_page(self._header.tabs.currentIndex())
        else:
            self._name_questions()
        self._name_window()

    @Slot()
    def _drop_tabs(self) -> None:
        """What was half told or shown for one person is not there for the next."""
        for place in self._tabs:
            self._put_page(place, QWidget())
        self._tabs.clear()

    def _name_window(self) -> None:
        """The name the person gave, and never an answer."""
        name = "" if self._workspace is None else self._workspace.name
        self.setWindowTitle(f"{name} – MgAid" if name else "MgAid")

    @Slot()
    def _list_visits(self) -> None:
        kept, rows = self._files.in_hand(), self._files.rows()
        self._start.set_kept(kept)
        self._start.set_visits(rows)
        if self._workspace is not None and self._workspace.folder is not None:
            self._settings.visit_kept = bool(kept)
            self._settings.visits_listed = bool(rows)
        self._name_window()

    @Slot()
    def _on_opened(self) -> None:
        self._on_changed()
        self.show_tab(OVERVIEW)

    @Slot(str)
    def _on_saved(self, clock: str) -> None:
        workspace = self._workspace
        assert workspace is not None
        empty = workspace.is_empty
        self._settings.visit_kept = not empty
        if empty:
            self._status.set_new()
        else:
            self._status.set_saved(clock)

    def _name_questions(self) -> None:
        begun = self._workspace is not None and self._workspace.visit.page is not None
        # The Overview has a filled button of its own, and a view has no two.
        self._header.set_questions(begun, self._header.tabs.currentIndex() != OVERVIEW)

    # ---------------------------------------------------------------- where to be

    @Slot(int)
    def show_tab(self, place: int) -> None:
        """Leave the first screen for this tab."""
        if self._screens.currentWidget() is not self._working:
            self._screens.setCurrentWidget(self._working)
            self.setFocus()  # nothing is pressed by chance; Tab goes on from the first control
        self._header.tabs.setCurrentIndex(place)
        self._show_page(place)

    def show_start(self) -> None:
        if self._workspace is not None:
            self._files.settle()
            self._list_visits()
        self._screens.setCurrentWidget(self._start)
        self.setFocus()

    @Slot(int)
    def _show_page(self, place: int) -> None:
        if self._workspace is not None and place not in self._tabs:
            self._put_tab(place, self._made(place, self._workspace))
        self._pages.setCurrentIndex(place)
        self._name_questions()

    def _put_tab(self, place: int, tab: QWidget) -> None:
        self._tabs[place] = tab
        self._put_page(place, tab)

    def _put_page(self, place: int, page: QWidget) -> None:
        old = self._pages.widget(place)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()
        self._pages.insertWidget(place, page)

    def _made(self, place: int, workspace: Workspace) -> QWidget:
        from mgaid.ui.tab_pages import make_tab

        tab = make_tab(place, TABS[place][0], workspace, self._source, self._pages)
        for name, slot in (
            ("start_wanted", self.open_questions),
            ("page_wanted", self.open_questions_at),
            ("help_wanted", self.get_help),
            ("tab_wanted", self._show_tab_named),
        ):
            wanted = getattr(tab, name, None)
            if wanted is not None:
                wanted.connect(slot)
        return tab

    @Slot(str)
    def _show_tab_named(self, icon: str) -> None:
        self.show_tab([name for _, name, _ in TABS].index(icon))

    # ---------------------------------------------------------------- questions and help

    @Slot()
    def go_on(self) -> None:
        """Go on with the visit of the last time, once it is unlocked."""
        if self._workspace is None:
            self._waiting = self.go_on
        elif self._files.resume():
            self.open_questions()

    @Slot()
    def open_questions(self) -> None:
        self.open_questions_at("")

    @Slot(str)
    def open_questions_at(self, page: str) -> None:
        """Open the questions where the person was, or at ``page``."""
        if self._workspace is None:
            self._waiting = partial(self.open_questions_at, page)
            return
        from mgaid.ui.wizard import CausesWizard

        wizard = CausesWizard(self._workspace, self._source, self)
        if page:
            wizard.go_to(page)
        self._open(wizard)

    @Slot()
    def start_questions(self) -> None:
        """A new visit, and its first question."""
        if self._workspace is None:
            self._waiting = self.start_questions
        elif self.new_visit():
            self.open_questions()

    @Slot()
    def get_help(self) -> None:
        if self._workspace is None:
            from mgaid.ui import dialogs

            dialogs.help_without_content(self)
            return
        from mgaid.ui.help_now import HelpNow

        self._open(HelpNow(self._workspace, self._source, self))

    def _open(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.finished.connect(self._on_dialog_closed)
        dialog.open()

    @Slot()
    def _on_dialog_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None:
            dialog.deleteLater()
        workspace = self._workspace
        if workspace is not None:
            self._banners.say_unsaved()
        if workspace is not None and workspace.visit.page is not None:
            # The page one was on is no answer, so nobody announced it.
            self.show_tab(self._header.tabs.currentIndex())
            refresh = getattr(self._tabs.get(OVERVIEW), "refresh", None)
            if refresh is not None:
                refresh()

    # ---------------------------------------------------------------- files

    @Slot()
    def new_visit(self) -> bool:
        """Begin an empty visit, unless the person would rather keep the one in hand."""
        return self._workspace is not None and self._files.new()

    @Slot()
    def open_visit(self) -> None:
        if self._workspace is None:
            self._waiting = self.open_visit
        else:
            self._files.open_chosen()

    def open_path(self, path: Path) -> None:
        """Open the file MgAid was started with."""
        if self._workspace is not None:
            self._files.open_path(path)

    # ---------------------------------------------------------------- what Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as the space bar does."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QPushButton

        pressed = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(pressed, QPushButton):
            pressed.click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.geometry = self.saveGeometry()
        event.setAccepted(self._workspace is None or self._files.may_close())


def _column(holder: QWidget, *parts: QWidget) -> QVBoxLayout:
    """Stack parts with no gaps; the one that is a stack of pages takes the room."""
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part, 1 if isinstance(part, QStackedWidget) else 0)
    return column
