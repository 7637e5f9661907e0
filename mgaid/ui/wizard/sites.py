"""Where on the body: the drawn map, tied to the places of the visit."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from mgaid.core.content.asking import AskSites
from mgaid.ui.body_map import BodyMap
from mgaid.ui.parts import Card
from mgaid.ui.theme import ThemeSource
from mgaid.ui.wizard import telling
from mgaid.ui.wizard.asks import AskPart
from mgaid.ui.workspace import Workspace


class SitesAsk(AskPart):
    """Places to mark. Marking none says nothing."""

    def __init__(
        self,
        workspace: Workspace,
        source: ThemeSource,
        ask: AskSites,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, source, parent)
        card = Card(source, parent=self)
        card.setAccessibleName("Where is it?")
        self._map = BodyMap(source, list(workspace.content.regions.values()), beside=True)
        self._map.chosen.connect(self._on_chosen)
        card.body.addWidget(self._map)
        self.column.addWidget(card)

    def refresh(self) -> None:
        self._map.set_sites(self.workspace.visit.sites)

    @Slot(object)
    def _on_chosen(self, sites: tuple[str, ...]) -> None:
        visit = telling.mark_sites(self.workspace.content, self.workspace.visit, sites)
        self.workspace.edit(visit, "Place")
