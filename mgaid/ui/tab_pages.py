"""Makes the tabs, each imported when first wanted, and what stands in for one that cannot be."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from mgaid.core.content import ContentProblem
from mgaid.core.food_guide import FoodsUnavailable
from mgaid.ui.parts import Notice, keep_spacing
from mgaid.ui.theme import ThemeSource
from mgaid.ui.workspace import Workspace


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


def make_tab(place: int, name: str, workspace: Workspace, source: ThemeSource) -> QWidget:
    """The tab at ``place`` of the tab bar, or a ``ClosedTab`` that says which file is at fault."""
    try:
        return _made(place, workspace, source)
    except (ContentProblem, FoodsUnavailable) as problem:
        return ClosedTab(source, name, str(problem))


def _made(place: int, workspace: Workspace, source: ThemeSource) -> QWidget:
    match place:
        case 0:
            from mgaid.ui.tabs.overview import OverviewTab

            return OverviewTab(workspace, source)
        case 1:
            from mgaid.ui.tabs.foods import FoodsTab

            return FoodsTab(workspace, source)
        case 2:
            from mgaid.ui.tabs.supplements import SupplementsTab

            return SupplementsTab(workspace, source)
        case _:
            from mgaid.ui.tabs.checklist import ChecklistTab

            return ChecklistTab(workspace, source)
