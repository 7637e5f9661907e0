"""The menus of the main window: every act by name, with its usual shortcut.

They call the window; they decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from mgaid.ui.theme import TEXT_PERCENTS

if TYPE_CHECKING:
    from mgaid.ui.main_window import MainWindow
    from mgaid.ui.window_acts import WindowActs

COLOURS = (
    ("system", "Follow the &system"),
    ("light", "&Light"),
    ("dark", "&Dark"),
    ("high_contrast", "&High contrast"),
)
Key = QKeySequence.StandardKey


class Menus:
    """Fills the menu bar of ``window`` and keeps what must be switched on and off later."""

    def __init__(self, window: MainWindow, acts: WindowActs, tabs: Sequence[str]) -> None:
        self._window = window
        self._acts = acts
        self._source = window.source
        self._need_visit: list[QAction] = []
        self._keys = _OwnKeys(window)
        bar = window.menuBar()
        self._fill_file(bar.addMenu("&File"))
        self._edit = bar.addMenu("&Edit")
        self.copy = self._act(self._edit, "&Copy", acts.copy_selected, Key.Copy, always=True)
        self._keys.actions.remove(self.copy)  # a field copies by itself
        self._fill_view(bar.addMenu("&View"), tabs)
        aid = bar.addMenu("&Help")
        self._act(aid, "&Get help now", window.get_help, Key.HelpContents, always=True)
        self._act(aid, "&Evidence and sources", acts.show_evidence)
        self._act(aid, "&How good is this aid?", acts.show_score)
        self._act(aid, "What MgAid is &not", acts.show_not, always=True)
        self._act(aid, "&About MgAid", acts.show_about, always=True)
        aid.addSeparator()
        self._act(
            aid,
            "&Delete everything MgAid keeps here...",
            lambda: window.files.delete_everything(),
        )
        self.set_ready(False)

    def _fill_file(self, file: QMenu) -> None:
        """What is done with files is asked of the window when it is wanted: it comes later."""
        window, acts = self._window, self._acts
        self._act(file, "&New visit", window.new_visit, Key.New)
        self._act(file, "Start the &questions", window.open_questions, "Ctrl+Return")
        self._act(file, "&Open...", lambda: window.files.open_chosen(), Key.Open)
        self._recent = file.addMenu("Open &recent")
        self._recent.aboutToShow.connect(self._list_recent)
        file.addSeparator()
        self._act(file, "&Save", lambda: window.files.save(), Key.Save)
        self._act(file, "&Keep on this computer...", lambda: window.files.keep())
        self._act(file, "Save &as...", lambda: window.files.save_as(), "Ctrl+Shift+S")
        self._act(file, "&Earlier versions...", lambda: window.files.earlier_versions())
        self._act(file, "Protect with a passp&hrase...", lambda: window.files.protect())
        file.addSeparator()
        self._act(file, "Save page as P&DF...", acts.save_pdf, "Ctrl+E")
        self._act(file, "&Print...", acts.print_page, Key.Print)
        self._act(file, "&Copy page as text", acts.copy_page, "Ctrl+Shift+C")
        file.addSeparator()
        self._act(file, "&Quit", window.close, "Ctrl+Q", always=True)

    def _list_recent(self) -> None:
        """The names only: where a file lies may say more than a glance at a menu should."""
        from mgaid.storage import shown_name

        self._recent.clear()
        files = self._window.files
        recent = files.recent()
        for number, path in enumerate(recent, 1):
            name = shown_name(path).replace("&", "&&")
            self._recent.addAction(f"&{number} {name}", partial(files.open_path, path))
        if not recent:
            self._recent.addAction("No files yet").setEnabled(False)
            return
        self._recent.addSeparator()
        self._recent.addAction("&Clear recent files", files.clear_recent)

    def set_ready(self, ready: bool) -> None:
        for action in (*self._need_visit, self._recent.menuAction()):
            action.setEnabled(ready)

    def set_undo(self, undo: QAction, redo: QAction) -> None:
        """Put the visit's undo and redo first in the Edit menu."""
        undo.setShortcut(Key.Undo)
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        # What changes may be out of sight. Only a person triggers these: a new visit says nothing.
        undo.triggered.connect(lambda _on=False: self._acts.tell_undone())
        redo.triggered.connect(lambda _on=False: self._acts.tell_redone())
        self._edit.insertActions(self.copy, [undo, redo])
        self._edit.insertSeparator(self.copy)

    def _act(
        self,
        menu: QMenu,
        text: str,
        act: Callable[[], object],
        shortcut: QKeySequence.StandardKey | str | None = None,
        *,
        always: bool = False,
    ) -> QAction:
        action = QAction(text, menu)
        if shortcut is not None:
            action.setShortcut(QKeySequence(shortcut))
            self._keys.actions.append(action)
        action.triggered.connect(lambda _on=False: _do(menu, act))
        menu.addAction(action)
        if not always:
            self._need_visit.append(action)
        return action

    def _fill_view(self, view: QMenu, tabs: Sequence[str]) -> None:
        sizes = view.addMenu("&Text size")
        self._sizes = QActionGroup(sizes)
        for percent in TEXT_PERCENTS:
            action = sizes.addAction(f"{percent} %")
            action.setCheckable(True)
            action.setData(percent)
            self._sizes.addAction(action)
        sizes.addSeparator()
        self._act(sizes, "&Larger", self._larger, Key.ZoomIn, always=True)
        self._act(sizes, "&Smaller", self._smaller, Key.ZoomOut, always=True)
        self._sizes.triggered.connect(self._on_size)
        colours = view.addMenu("&Colours")
        self._colours = QActionGroup(colours)
        for choice, name in COLOURS:
            action = colours.addAction(name)
            action.setCheckable(True)
            action.setData(choice)
            self._colours.addAction(action)
        self._colours.triggered.connect(self._on_colours)
        view.addSeparator()
        self._act(view, "Start &page", self._window.show_start, always=True)
        for place, name in enumerate(tabs):
            self._act(view, f"&{place + 1} {name}", self._to_tab(place), f"Ctrl+{place + 1}")
        self._source.changed.connect(self._tick)
        self._tick()

    def _to_tab(self, place: int) -> Callable[[], object]:
        return lambda: self._window.show_tab(place)

    def _tick(self) -> None:
        for action in self._sizes.actions():
            action.setChecked(action.data() == self._source.text_percent)
        for action in self._colours.actions():
            action.setChecked(action.data() == self._source.choice)

    def _on_size(self, action: QAction) -> None:
        self._acts.set_text_percent(int(action.data()))

    def _on_colours(self, action: QAction) -> None:
        self._acts.set_colours(str(action.data()))

    def _larger(self) -> None:
        self._step(1)

    def _smaller(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        place = TEXT_PERCENTS.index(self._source.text_percent) + by
        if 0 <= place < len(TEXT_PERCENTS):
            self._acts.set_text_percent(TEXT_PERCENTS[place])


class _OwnKeys(QObject):
    """Keeps the keys of the menus for them while a field is typed in.

    On some systems a field would take Ctrl+E to go to the end of its line. Undo, redo and copy are
    not among ``actions``: a field has its own.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.actions: list[QAction] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Only the field that is typed in is watched: to watch all would slow everything."""
        if old is not None:
            old.removeEventFilter(self)
        if now is not None and now.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            pressed = QKeySequence(event.keyCombination())
            if any(pressed in one.shortcuts() for one in self.actions if one.isEnabled()):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _do(menu: QMenu, act: Callable[[], object]) -> None:
    """Pressed by a screen reader, the menu stays open, and the reader waits for the act to end:
    for good, if it asks something. So the menu is closed and the act comes after the answer."""
    if not menu.isVisible():
        act()
        return
    still_open: QWidget | None = menu
    while isinstance(still_open, QMenu):
        still_open.close()
        still_open = still_open.parentWidget()
    QTimer.singleShot(0, menu, act)
