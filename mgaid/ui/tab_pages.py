"""Makes the tabs, each imported when first wanted, and what stands in for one that cannot be.

While a person looks at one tab, what takes longest to bring for the checklist is brought ahead.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mgaid.core.content import ContentProblem
from mgaid.core.food_guide import FoodsUnavailable
from mgaid.ui.parts import Notice, keep_spacing
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace

AHEAD_MS = 800  # the tab that was asked for is there by then


class ClosedTab(QWidget):
    """In the place of a tab whose files cannot be read: which, and that the rest works."""

    def __init__(
        self, source: ThemeSource, name: str, problem: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        keep_spacing(source, column, "block", ("page", "column", "page", "column"))
        column.addWidget(Notice(source, "warn", f"{name} cannot be shown", problem, alert=True))
        column.addStretch(1)


def make_tab(
    place: int, name: str, workspace: Workspace, source: ThemeSource, parent: QWidget
) -> QWidget:
    """The tab at ``place`` of the tab bar, or a ``ClosedTab`` that says which file is at fault.

    It is made in its ``parent``: moved there later, all of it would take its look a second time.
    """
    try:
        made = _made(place, workspace, source, parent)
        QTimer.singleShot(AHEAD_MS, made, partial(_read_ahead, workspace, made))
        return made
    except (ContentProblem, FoodsUnavailable) as problem:
        return ClosedTab(source, name, str(problem), parent)


def _read_ahead(workspace: Workspace, tab: QWidget) -> None:
    """Read the checklist, then its code, with room for a key press in between."""
    from mgaid.core import checklist
    from mgaid.core.content.diary_models import diary_file

    with suppress(ContentProblem):  # it is said when the checklist is asked for
        checklist.build(workspace.content)
        diary_file(workspace.content)
        QTimer.singleShot(0, tab, _import_ahead)


def _import_ahead() -> None:
    import mgaid.ui.tabs.checklist  # noqa: F401


def _made(place: int, workspace: Workspace, source: ThemeSource, parent: QWidget) -> QWidget:
    match place:
        case 0:
            from mgaid.ui.tabs.overview import OverviewTab

            return OverviewTab(workspace, source, parent)
        case 1:
            from mgaid.ui.tabs.foods import FoodsTab

            return FoodsTab(workspace, source, parent)
        case 2:
            from mgaid.ui.tabs.supplements import SupplementsTab

            return SupplementsTab(workspace, source, parent)
        case _:
            from mgaid.ui.tabs.checklist import ChecklistTab

            return ChecklistTab(workspace, source, parent)
